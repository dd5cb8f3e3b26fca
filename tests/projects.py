"""Project folders for tests: written from a mapping of names to contents, loaded, and checked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handbill import references, shipped
from handbill.errors import Problem
from handbill.library import load
from handbill.personalise import personalise
from handbill.piece import Piece
from handbill.piece.leaflet import Leaflet
from handbill.piece.motion import Motion
from handbill.project import Project
from handbill.source import Source, read_yaml

CAMPAIGN = """\
title: Keep the library open
slogan: Our village. Our library.
petitions:
  library:
    title: Keep it open
    url: https://weir.example/library
    short_url: https://weir.example/l
    closes: 2027-01-31
sources:
  budget: {title: Draft budget, publisher: Weir Council, date: 2026-10-14, url: https://weir.example/budget}
  report: {title: Report, date: 2026}
contact: {tell_us: carried@weir.example}
"""
BRANCH = "name: Weir Readers\ntype: community-group\n"
LEAFLET = "title: Open it\ncampaign: library\nlayout: flyer\nsides:\n"
MOTION = "title: Keep it open\ncampaign: library\n"

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'

BASE = {"campaigns/library.yaml": CAMPAIGN, "branches/weir.yaml": BRANCH}

Files = Mapping[str, str | bytes]


def write(root: Path, files: Files) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def loaded(root: Path, files: Files, **overrides: str) -> Project:
    """Write, load and check a project on top of `BASE`. In `overrides` a dot is written as two underlines."""
    write(root, {**BASE, **files})
    project = load(root, shipped.LAYOUTS, {name.replace("__", "."): value for name, value in overrides.items()})
    references.check(project)
    return project


def sound(root: Path, files: Files, **overrides: str) -> Project:
    """As `loaded`, and nothing is wrong with it."""
    project = loaded(root, files, **overrides)
    assert [str(problem) for problem in project.problems] == []
    return project


def piece(project: Project, document: str = "doc", branch: str | None = "weir", lang: str = "") -> Piece:
    entry = project.documents[document]
    return personalise(project, entry, project.branches[branch] if branch else None, lang or entry.lang)


def read(tmp_path: Path, text: str | bytes) -> Source:
    """Read a YAML file that holds a text."""
    write(tmp_path, {"x.yaml": text})
    return read_yaml(tmp_path / "x.yaml", "x.yaml")


def said(problems: list[Problem]) -> list[str]:
    """What is told, a line each: 'file:line:column message: hint'."""
    return [str(problem).split("\n")[0].replace("  ", " ", 1) for problem in problems]


def plain(value: Any) -> Any:
    """Data without its marks, and with plain spaces."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value).replace("\u00a0", " ") if isinstance(value, str) else value


def leaflet(*blocks: str, campaign: str = "library", layout: str = "flyer", head: str = "") -> Files:
    """The file of a leaflet of one side. `head` is put before its other fields."""
    document = LEAFLET.replace("library", campaign).replace("flyer", layout)
    return {"leaflets/doc.yaml": head + document + "  - - " + "\n    - ".join(blocks) + "\n"}


def motion(rest: str) -> Files:
    return {"motions/doc.yaml": MOTION + rest}


def branch(rest: str, type: str = "community-group") -> Files:
    return {"branches/weir.yaml": f"name: Weir Readers\ntype: {type}\n{rest}"}


def side(made: Piece) -> tuple[Any, ...]:
    assert isinstance(made.body, Leaflet)
    return tuple(block.value for block in made.body.sides[0])


def parts(made: Piece) -> dict[str, list[str]]:
    """The parts of a motion by their openings, with their clauses."""
    assert isinstance(made.body, Motion)
    return {
        plain(part.opening.plain): [plain(clause.text.plain) for clause in part.clauses] for part in made.body.parts
    }
