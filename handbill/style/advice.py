"""A piece of advice on writing: a warning that says which of the rules it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.errors import Mark, Problem
from handbill.source import Source


@dataclass(frozen=True, slots=True)
class Advice(Problem):
    """`id` names the rule: reading-age, long-sentence, jargon, unsourced-figure or acronym."""

    id: str = ""


def advice(id: str, source: Source, mark: Mark | None, message: str, hint: str) -> Advice:
    """Return a piece of advice at a place in a file, with the line as it stands there."""
    told = source.describe(mark, message, hint, warning=True)
    return Advice(told.mark, told.message, told.hint, told.excerpt, told.severity, id)
