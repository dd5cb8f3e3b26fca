"""All seeded faults, and the page that lists them: `python -m tests.proof.faults` writes it."""

from __future__ import annotations

from pathlib import Path

from handbill.proof import Finding, Report, proof
from tests.proof.faults import in_ink, in_office, in_print, in_screen
from tests.proof.faults.fault import Fault
from tests.proof.making import finding, told

PAGE = Path(__file__).parents[3] / "docs" / "faults.md"
FAULTS: tuple[Fault, ...] = (*in_print.FAULTS, *in_ink.FAULTS, *in_office.FAULTS, *in_screen.FAULTS)


def caught(fault: Fault) -> tuple[Report, Finding]:
    """Prove a fault's file; return the report, and what the check said that must catch it."""
    report = proof(fault.make(), fault.expects())
    assert not any("could not be looked at" in found.detail for found in report.findings), told(report)
    return report, finding(report, fault.check)


def row(fault: Fault, found: Finding) -> str:
    also = ", ".join(f"`{id}`" for id in fault.also)
    said = found.detail.replace("|", "\\|")
    return f"| {fault.says} | `{fault.check}` | {said} | {also} |"
