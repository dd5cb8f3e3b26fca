"""Long addresses of petitions, which people type by hand: they fit where they stand, and break where one sees it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from handbill.project import Project
from handbill.reading import read_project
from tests import projects
from tests.letters import sample
from tests.setting import screen_pdf

ADDRESSES = (
    "millbrookpool.example/sign",
    "petitions.example/millbrook-and-weir/save-pool-on-mill-road",
)
SHEET = """\
title: Sheet
campaign: library
layout: petition-sheet
sides:
  - - headline: Keep it open
    - signatures: {petition: library, to: Weir Council, ask: Keep the library open., keep: until 31 March 2027}
"""
CARD = """\
title: Card
campaign: library
layout: share-card
sides:
  - - headline: Keep it open
    - petition: library
post: {text: Keep it open., alt: Keep it open.}
"""


@pytest.fixture(params=ADDRESSES, ids=len)
def address(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def project(tmp_path: Path, address: str) -> Project:
    campaign = projects.CAMPAIGN.replace("weir.example/l\n", f"{address}\n")
    files = {"campaigns/library.yaml": campaign, "leaflets/sheet.yaml": SHEET, "leaflets/card.yaml": CARD}
    return read_project(projects.write(tmp_path, {**projects.BASE, **sample.FILES, **files}))


def test_an_address_of_any_usual_length_is_set_and_breaks_at_a_stroke_or_a_hyphen(
    project: Project, address: str
) -> None:
    for name in ("doc-edith-ferrier", "doc-blank", "sheet", "card", "card-square", "card-tall"):
        pdf = screen_pdf(projects.piece(project, name))
        lines = PdfReader(io.BytesIO(pdf)).pages[0].extract_text().splitlines()
        assert is_read(address, lines), (name, lines)


def is_read(address: str, lines: list[str]) -> bool:
    """Does it stand there, each line of it but the last ending with a stroke or a hyphen?"""
    rest = address
    for line in map(str.strip, lines):
        part = next((rest[:at] for at in range(len(rest), 2, -1) if line.endswith(rest[:at])), "")
        if part == rest or part.endswith(("/", "-")):
            rest = rest[len(part) :]
    return not rest
