"""Word documents and text files come through a build like any edition, and need no page to be set."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pydantic import ValidationError

from handbill import pipeline
from handbill.crew import Crew
from handbill.layout import load
from handbill.pipeline.events import Done, Finished, Refused, Told
from handbill.request import Request
from handbill.sizes import TypesetError
from tests import small
from tests.conftest import Kept
from tests.projects import MOTION, leaflet, loaded, said
from tests.setting import typesetter

ROOT = Path(__file__).parent.parent
TODAY = datetime.date(2026, 11, 21)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><rect width="80" height="20" fill="#12507b"/></svg>'


class Idle(Crew):
    """Workers that must not be asked for anything."""

    def __init__(self) -> None:
        super().__init__(1, None, 1.0)

    def run(self, jobs: Iterable[Any]) -> Iterator[Any]:
        assert not list(jobs), "a page was to be set"
        yield from ()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("campaigns", "organisations", "branches", "printers", "motions", "leaflets", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def build(project: Path, workers: Crew, *documents: str, branch: str, editions: tuple[str, ...]) -> list[Any]:
    request = Request(project, documents=documents, branches=(branch,), editions=editions, today=TODAY)
    return list(pipeline.build(request, workers))


def test_a_task_of_words_sets_no_page(project: Path) -> None:
    events = build(
        project, Idle(), "open-the-boards-conference", branch="anytown-trades-council", editions=("word", "text")
    )
    assert not [event for event in events if isinstance(event, Refused)]
    (finished,) = (event for event in events if isinstance(event, Finished))
    stem = "anytown-trades-council/open-the-boards-conference_anytown-trades-council"
    assert [artefact.path for artefact in finished.artefacts] == [f"{stem}_word.docx", f"{stem}_text.txt"]
    assert [artefact.result for artefact in finished.artefacts] == ["warn", "pass"]  # for example.org, and without it
    pasted = (project / "output" / f"{stem}_text.txt").read_text()
    title, opening, *_ = pasted.split("\n\n")
    assert (title, opening.split("\n")[0]) == ("Open the boards: a public say in the NHS", "Conference notes that")
    assert re.search(r"\n4\. report to the next conference on what has been done\.\n$", pasted)
    assert not re.search("Moved|Seconded|Petition|Sources|Promoted|Trades Council\n|[⁰¹²³⁴⁵⁶⁷⁸⁹]|___", pasted)
    again = build(
        project, Idle(), "open-the-boards-conference", branch="anytown-trades-council", editions=("word", "text")
    )
    assert isinstance(again[-1], Done)
    assert again[-1].made == 0


def test_a_drawn_logo_becomes_a_picture_that_word_knows(project: Path, kept: Kept) -> None:
    build(project, kept, "open-the-boards", branch="anytown-constituency", editions=("word", "screen"))
    folder = project / "output" / "anytown-constituency"
    assert (folder / "open-the-boards_anytown-constituency_screen.pdf").is_file()
    with zipfile.ZipFile(folder / "open-the-boards_anytown-constituency_word.docx") as packed:
        pictures = [Image.open(io.BytesIO(packed.read(each))) for each in packed.namelist() if "media/" in each]
    assert [picture.format for picture in pictures] == ["PNG", "PNG"]
    assert max(pictures[0].size) == 800
    assert len(pictures[0].getcolors(1 << 20) or ()) > 2


def test_a_leaflet_that_is_asked_for_by_name_is_no_word_document(tmp_path: Path) -> None:
    events = build(small.write(tmp_path), Idle(), "slip", branch="ely", editions=("word",))
    (told,) = (event.problem for event in events if isinstance(event, Told))
    assert "the layout 'slip' makes no edition 'word'" in told.message
    assert told.severity == "error"
    assert events[-1].status == 1


def test_among_all_documents_leaflets_are_left_out_with_a_warning(tmp_path: Path) -> None:
    events = build(small.write(tmp_path), Idle(), branch="ely", editions=("text",))
    (told,) = (event.problem for event in events if isinstance(event, Told))
    assert told.severity == "warning"
    assert events[-1].status == 0


def test_a_leaflet_that_wants_to_be_a_word_document_is_told_at_its_line(tmp_path: Path) -> None:
    project = loaded(tmp_path, leaflet("headline: Open it", head="editions: [screen, word]\n"))
    assert said(project.problems) == [
        "leaflets/doc.yaml:1:20 the layout 'flyer' makes no edition 'word': "
        "that is for documents of running text, as motions"
    ]
    assert not loaded(tmp_path / "other", {"motions/doc.yaml": f"{MOTION}editions: [word]\nnotes: [One]\n"}).problems


def test_a_layout_of_word_documents_says_that_they_can_be_edited() -> None:
    told = {"title": "Leaf", "kinds": ["motion"], "papers": ["A4"], "editions": ["word"]}
    with pytest.raises(ValidationError, match="edit: true"):
        load("leaf", told, ())
    assert load("leaf", {**told, "edit": True}, ()).spec.edit


def test_a_picture_that_cannot_be_drawn_is_refused() -> None:
    assert typesetter().draw(SVG.encode(), 80, 20).startswith(b"%PDF")
    with pytest.raises(TypesetError, match="cannot be drawn"):
        typesetter().draw(b"<svg", 80, 20)
