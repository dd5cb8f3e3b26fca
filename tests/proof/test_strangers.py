"""Sound files of other programs: described, warned about at most, and judged for a press only where they ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill.proof import Expected, ForPress, Purpose, proof
from tests.proof.making import faults, finding, told

FOLDER = Path(__file__).parent / "strangers"
FILES = sorted(FOLDER.glob("*.pdf"))
PRESS_ONLY = {
    "intent", "trapped", "annotations", "plates", "ink", "black", "transparency", "bleed", "safe", "marks", "lines",
}  # fmt: skip
NOT_IN_INK = {"cairo.pdf", "chromium.pdf", "libreoffice.pdf", "qpdf.pdf", "typst.pdf"}


def test_there_are_files_of_enough_programs() -> None:
    assert len(FILES) >= 6
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    for path in FILES:
        assert f"`{path.name}`" in listed
        assert path.stat().st_size < 60_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("purpose", ["", "screen", "office"])
def test_a_sound_file_of_another_program_is_not_blamed(path: Path, purpose: Purpose) -> None:
    report = proof(path.read_bytes(), Expected(purpose=purpose))
    assert not faults(report), told(report)
    applied = {found.id for found in report.findings}
    judged_for_press = purpose == "" and path.name == "ghostscript-x3.pdf"
    assert bool(applied & PRESS_ONLY) == judged_for_press
    assert ("edge" in applied) == (purpose == "office")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_for_a_press_only_what_is_wrong_there_fails(path: Path) -> None:
    report = proof(path.read_bytes(), Expected(press=ForPress(ghostscript=False)))
    assert faults(report) == ({"colours"} if path.name in NOT_IN_INK else set()), told(report)
    assert finding(report, "ink").detail.startswith("at most") or finding(report, "ink").result == "warn"


def test_colours_are_named_where_nobody_asks_for_ink() -> None:
    report = proof((FOLDER / "typst.pdf").read_bytes())
    assert finding(report, "colours").detail == "DeviceCMYK, ICC-based RGB, ICC-based grey"
