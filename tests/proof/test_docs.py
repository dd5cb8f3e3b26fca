"""The page that says what is checked names every check, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from handbill.proof.checks import CHECKS

PAGE = Path(__file__).parents[2] / "docs" / "proof.md"


def test_every_check_has_its_row() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [id for id, _, _ in rows] == list(CHECKS)
    assert all(len(looks_for) > 20 and len(remedy) > 20 for _, looks_for, remedy in rows)
