"""What people write on: slips to tear off, and sheets for signatures."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import Petition, Rich


@dataclass(frozen=True, slots=True)
class SignUp:
    """A slip to tear off: lines to fill in by their labels, boxes to tick, and who holds what is written."""

    text: Rich
    fields: tuple[str, ...]
    consents: tuple[Rich, ...]
    privacy: Rich
    return_to: Rich


@dataclass(frozen=True, slots=True)
class Signatures:
    """A sheet for a petition: numbered rows to sign on, on so many pages."""

    petition: Petition
    call: Rich  # 'We, who sign below, call on Anytown Borough Council:'
    ask: Rich
    privacy: Rich
    return_to: Rich
    pages: int
