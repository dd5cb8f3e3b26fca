"""Kinds of document: what a new one takes, and that a run reads no more of them than it meets."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from handbill import library
from handbill.forms import add_forms
from handbill.models.kinds import KINDS, Kind
from handbill.request import Request
from handbill.wanted import wanted_by
from tests.projects import BASE, Files, leaflet, loaded, piece, plain, said, sound, write

MODEL = """
from handbill.models.base import Prose, Slug
from handbill.models.document import Document
from handbill.models.form import Form

class Notice(Document):
    text: Prose
    petition: Slug
    note: Prose

    @property
    def petitions(self): return (self.petition,)
    @property
    def footnotes(self): return {"own": self.note}
    @property
    def own_names(self): return {"board": {"place": "the hall"}}
    def forms(self): yield Form("small", "notice", paper="A6")
    def is_for(self, form, branch, slug): return slug == "weir"
    def is_too_late(self, form, today): return bool(form) and today.year > 2026
"""
BODY = """
from dataclasses import dataclass
from handbill.piece import Body, Rich

@dataclass(frozen=True, slots=True)
class Pinned(Body):
    text: Rich

def body(notice, pen): return Pinned(pen.prose(notice.text))
"""
CHECKS = """
def check(project, entry):
    if "!" in entry.value.text: yield entry.source.describe(entry.value.text.mark, "a notice does not shout")
"""
NOTICE = """\
title: Come
campaign: library
petition: library
text: "{{ petition.title }}: see the board in {{ board.place }}.[^own]"
note: Put up by {{ branch.name }}.
"""


def notice(text: str = NOTICE) -> Files:
    layout = "title: Notice\nkinds: [notice]\npapers: [A4, A6]\nblocks: []\n"
    return {"notices/doc.yaml": text, "layouts/notice/layout.yaml": layout}


@pytest.fixture(autouse=True)
def new_kind(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that the program has never heard of: three modules, and a line."""
    folder = tmp_path_factory.mktemp("kind")
    for package, text in (("models", MODEL), ("bodies", BODY), ("checks", CHECKS)):
        write(folder, {f"{package}/notice.py": text})
        __import__(f"handbill.{package}")
        of = sys.modules[f"handbill.{package}"]
        monkeypatch.setattr(of, "__path__", [*of.__path__, str(folder / package)])
        monkeypatch.delitem(sys.modules, f"handbill.{package}.notice", raising=False)
    monkeypatch.setattr(library, "KINDS", (*KINDS, Kind("notice", "notices", "notice")))


def test_a_new_kind_leads_to_petitions_cites_notes_and_has_names_of_its_own(tmp_path: Path) -> None:
    made = piece(sound(tmp_path, notice()))
    assert plain(made.body.text.plain) == "Keep it open: see the board in the hall.1"  # type: ignore[attr-defined]
    assert [source.text.plain for source in made.sources] == ["Put up by Weir Readers."]


def test_what_a_new_kind_names_is_looked_up_and_its_own_checks_are_made(tmp_path: Path) -> None:
    text = (
        NOTICE.replace("petition: library", "petition: libary").replace("see the", "see {{ bord }}").replace(".[", "![")
    )
    assert said(loaded(tmp_path, notice(text)).problems) == [
        "notices/doc.yaml:3:11 the campaign has no petition 'libary': did you mean 'library'?",
        "notices/doc.yaml:4:37 unknown name 'bord': did you mean 'board'?",
        "notices/doc.yaml:4:7 a notice does not shout",
    ]


def test_a_new_kind_says_for_whom_and_until_when_its_forms_are(tmp_path: Path) -> None:
    project = sound(tmp_path, {**notice(), "branches/quay.yaml": "name: Quay\ntype: community-group\n"})
    add_forms(project)
    for year, there in ((2026, ["doc", "doc-small"]), (2027, ["doc"])):
        wanted = wanted_by(Request(tmp_path, today=datetime.date(year, 1, 2)), project)
        assert [(each.entry.slug, each.branch and each.branch.slug) for each in wanted] == [
            (name, "weir") for name in there
        ]


def test_a_project_of_leaflets_imports_no_other_kind(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, **leaflet("headline: Open it")})
    code = (
        "import pathlib, sys; from handbill import pipeline, reading;"
        f"reading.read_project(pathlib.Path({str(tmp_path)!r}));"
        "print(*(name for name in sys.modules if name.startswith('handbill.models.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    there = {name.rpartition(".")[2] for name in done.stdout.split()}
    assert there & {kind.name for kind in KINDS} == {"leaflet"}
