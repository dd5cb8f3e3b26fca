"""Running the checks over one file."""

from __future__ import annotations

from handbill.proof.checks import CHECKS, Check
from handbill.proof.opened import Opened, Unsound
from handbill.proof.report import Expected, Finding, Note, Report, sum_up


def prove(data: bytes, expected: Expected) -> Report:
    """Open the file, and run every check that applies."""
    try:
        with Opened(data) as opened:
            findings = [_run(id, check, opened, expected) for id, check in CHECKS.items()]
    except Unsound as unsound:
        return Report((Finding("opens", "fail", f"the file {unsound}"),))
    return Report(tuple(finding for finding in findings if finding is not None))


def _run(id: str, check: Check, opened: Opened, expected: Expected) -> Finding | None:
    try:
        return sum_up(id, check(opened, expected))
    except Exception as error:  # a hostile file can break a reader in any way; then nothing is proved
        return sum_up(id, [Note("fail", f"could not be looked at: {type(error).__name__}: {error}")])
