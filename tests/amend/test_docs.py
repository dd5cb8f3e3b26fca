"""The page on amendments tells the truth."""

from __future__ import annotations

import re
from pathlib import Path

from handbill.amend.rubric import read_rubric
from tests.projects import sound
from tests.test_docs import TEXTS, fences, put, walk

PAGE = "docs/amendments.md"


def test_the_page_can_be_walked_through(tmp_path: Path) -> None:
    found = fences(PAGE)
    for fence in found:
        if fence.kind == "yaml":
            put(tmp_path, fence)
    for fence in found:
        if fence.kind == "console":
            walk(fence, tmp_path)


ROW = re.compile(r"^\| `(\{.*\})` \| (.*) \|$", re.MULTILINE)


def test_each_change_in_the_table_is_what_its_rubric_says(tmp_path: Path) -> None:
    rows = ROW.findall(TEXTS[PAGE])
    assert len(rows) == 14
    base = "title: T\ncampaign: library\nnotes: [a … b, c, d]\nbelieves: [e]\nresolves: [f, g, h]\n"
    files = {"motions/doc.yaml": base}
    for number, (written, _) in enumerate(rows):
        head = "motion: doc\ntitle: T\noutcome: lost\nchanges:\n"
        files[f"amendments/a{number}.yaml"] = f"{head}  - {written}\n"
    project = sound(tmp_path, files)
    for number, (_, rubric) in enumerate(rows):
        changes = project.documents[f"a{number}"].value.operations  # type: ignore[attr-defined]
        assert changes == read_rubric(rubric)
