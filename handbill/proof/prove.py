"""Running the checks over one file."""

from __future__ import annotations

from dataclasses import replace

from handbill.proof.checks import CHECKS, Check
from handbill.proof.expected import Expected, ForOffice, ForPress
from handbill.proof.opened import Opened, Unsound
from handbill.proof.report import Finding, Note, Report, sum_up


def prove(data: bytes, expected: Expected) -> Report:
    """Open the file, and run every check that applies."""
    try:
        with Opened(data, expected.pages or 0) as opened:
            expected = _settled(opened, expected)
            findings = [_run(id, check, opened, expected) for id, check in CHECKS.items()]
    except Unsound as unsound:
        return Report((Finding("opens", "fail", f"the file {unsound}"),))
    return Report(tuple(finding for finding in findings if finding is not None))


def _settled(opened: Opened, expected: Expected) -> Expected:
    """Say what a stranger's file is judged for: what it is wanted for, or else what it says of itself."""
    if expected.ours or expected.press or expected.office:
        return expected
    if expected.purpose == "press" or (not expected.purpose and opened.intents):
        return replace(expected, press=ForPress())
    return replace(expected, office=ForOffice()) if expected.purpose == "office" else expected


def _run(id: str, check: Check, opened: Opened, expected: Expected) -> Finding | None:
    try:
        return sum_up(id, check(opened, expected))
    except Exception as error:  # a hostile file can break a reader in any way; then nothing is proved
        return sum_up(id, [Note("fail", f"could not be looked at: {type(error).__name__}: {error}")])
