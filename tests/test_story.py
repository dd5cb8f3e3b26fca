"""The story of a motion, from the model to the conference: the page is walked through, and its papers are looked at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest

from tests.test_docs import ROOT, fences, put, walk

pytestmark = pytest.mark.usefixtures("workers_kept")

CONTENT = (
    "campaigns",
    "organisations",
    "branches",
    "rules",
    "motions",
    "amendments",
    "agendas",
    "records",
    "composites",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("story")
    for name in CONTENT:
        shutil.copytree(ROOT / name, root / name)
    return root


def words(project: Path, document: str, edition: str = "screen") -> str:
    path = project / f"output/anytown-health/{document}_anytown-health_{edition}.pdf"
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_the_story_can_be_followed(project: Path) -> None:
    here = project
    for fence in fences("docs/story.md"):
        if fence.kind == "console":
            here = walk(fence, here)
        else:
            put(here, fence)
    assert not (project / "output/failed").exists() or not list((project / "output/failed").iterdir())

    carried = "to publish every contract with a private company within a month of signing it"
    staff = "should be heard wherever it is spent"
    assert carried not in words(project, "open-the-boards")
    certified = words(project, "anytown-health-open-the-boards")
    assert carried in certified
    assert staff in certified
    assert "28 for, 1 against, 2 abstain" in certified
    up = words(project, "anytown-open-the-boards-conference")
    assert "This Branch" not in up
    for said in ("Conference instructs the National Executive Committee to", carried, staff):
        assert said in up
    form = (project / "output/anytown-health/anytown-open-the-boards-conference_anytown-health_text.txt").read_text(
        "utf-8"
    )
    assert carried in form
    composite = words(project, "a-public-say")
    assert "within a month of signing it [22.1]" in composite
    assert "make every refusal public. [23]" in composite
