"""Documents that are named alone: what they draw on is looked at, and what else is there does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill.checking import check
from handbill.errors import UsageError
from handbill.request import Request
from tests import projects
from tests.projects import Files

FILES = {
    **projects.BASE,
    "motions/first.yaml": projects.MOTION + "resolves: [write to the council.]\n",
    "motions/second.yaml": projects.MOTION + "resolves: [hold a stall.]\n",
    "amendments/more.yaml": "title: More\nmotion: first\nchanges: [{in: r1, after: write, insert: often}]\n",
    "records/won.yaml": """\
motion: first
branch: weir
amendments: more, again
meeting: {date: 2026-11-24}
outcome: carried as amended
addressees: [{clause: Resolves 1, role: Leader of the council, address: [Town Hall, Weir]}]
""",
    "amendments/again.yaml": "title: Again\nmotion: first\nchanges: [{in: r1, after: council, insert: again}]\n",
}


def told(folder: Path, files: Files, *documents: str) -> list[str]:
    projects.write(folder, {**FILES, **files})
    return projects.said([each for each in check(Request(folder, documents=documents)) if each.severity == "error"])


def test_documents_may_be_named_in_one_line(tmp_path: Path) -> None:
    files = {"amendments/again.yaml": FILES["amendments/again.yaml"].replace("Again", "Yet {{ agian }}")}
    (message,) = told(tmp_path, files, "won")
    assert message.startswith("amendments/again.yaml:1:15 unknown name 'agian'")


def test_what_would_be_made_of_a_document_with_mistakes_is_not_simply_unknown(tmp_path: Path) -> None:
    files = {"amendments/more.yaml": FILES["amendments/more.yaml"].replace("write", "wrote")}
    with pytest.raises(UsageError, match="no document 'more-amended', for 'more' has mistakes: 'handbill check more'"):
        told(tmp_path, files, "more-amended")
    with pytest.raises(UsageError, match="did you mean 'more-hours'"):
        told(tmp_path, {**files, "motions/more-hours.yaml": FILES["motions/second.yaml"]}, "more-huors")


def test_a_record_of_what_makes_no_sense_is_no_matter_to_another_document(tmp_path: Path) -> None:
    leaflet = projects.LEAFLET + "  - [{heading: Open it}]\n"
    composite = "title: Both\ncampaign: library\nnumber: A\nof: [{number: 1, motion: doc}]\n"
    record = FILES["records/won.yaml"].replace("first", "both").replace("amendments: more, again\n", "")
    files = {
        "leaflets/doc.yaml": leaflet,
        "composites/both.yaml": composite + "resolves: [{from: '1', clause: Resolves 1}]\n",
        "records/lost.yaml": record.replace("carried as amended", "carried"),
    }
    assert told(tmp_path, files, "second") == []
    assert any("there is no motion 'doc'" in each for each in told(tmp_path, files))


def test_what_is_made_of_a_document_takes_the_name_of_none_that_is_not_asked_for(tmp_path: Path) -> None:
    files = {"motions/first-conference.yaml": FILES["motions/second.yaml"]}
    assert told(tmp_path, files, "first") == [
        "motions/first.yaml what is made of it as 'conference' would have the name of the document "
        "'first-conference': rename the file of that document"
    ]
