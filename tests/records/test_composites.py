"""Records of composites: what a meeting made of several motions, and what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill import checks
from handbill.forms import add_forms
from handbill.personalise import is_for
from handbill.piece.letter import Letter
from handbill.piece.record import Certificate, Checklist, Release, Share
from handbill.project import Project
from handbill.proof import proof
from tests import projects
from tests.records.test_new import new
from tests.records.test_papers import text_of
from tests.setting import screen_pdf

FIRST = """\
title: Keep it open
campaign: library
only: {branch: weir}
notes: ["the council means to close it;", "600 people read there *every* week.[^report]"]
resolves:
  - text: write to the council, asking it to keep the library open, and to tell {{ branch.name }}
    points: [why it closes, what it saves]
  - ask our paper to say so.
"""
SECOND = """\
title: Books for all
campaign: library
resolves: ["call a meeting of {{ branch.name }} and its neighbours."]
instructs: [affiliate to the campaign.]
"""
AMENDMENT = """\
title: More hours
motion: first
changes:
  - {in: resolves 1, after: keep the library open, insert: on Saturdays too}
"""
COMPOSITE = """\
title: Open shelves
campaign: library
number: A
stage: branch
only: {branch: weir}
of:
  - {number: "22", motion: first, from: weir}
  - {number: "23", motion: second, from: upper}
  - {number: "22.1", amendment: more-hours}
notes:
  - {from: "22", clause: notes 2}
resolves:
  - - {from: "22", clause: resolves 1, words: "write to the council, asking it to keep the library open"}
    - {from: "22.1", clause: resolves 1, words: on Saturdays too}
  - {from: "23", clause: r1}
  - {from: "22", clause: Resolves 2}
moved: Molly Moverley
line_numbers: yes
"""
RECORD = """\
motion: shelves
branch: weir
meeting: {date: 2026-11-24, type: ordinary meeting}
outcome: carried unanimously
votes: {for: 29, abstentions: 2}
actions:
  - {clause: Resolves 2, who: Secretary, by: 2026-12-08}
addressees:
  - {clause: r1, role: The Leader of the Council, address: "Town Hall, Weir"}
  - {clause: resolves 3, role: The Editor, address: "The Weir Echo, Weir"}
"""
FILES = {
    "branches/weir.yaml": "name: Weir Readers\ntype: union-branch\n",
    "branches/upper.yaml": "name: Upper Weir Readers\ntype: community-group\n",
    "motions/first.yaml": FIRST,
    "motions/second.yaml": SECOND,
    "amendments/more-hours.yaml": AMENDMENT,
    "composites/shelves.yaml": COMPOSITE,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = projects.sound(tmp_path_factory.mktemp("united"), {**FILES, "records/won.yaml": RECORD})
    add_forms(made)
    return made


def said(folder: Path, record: str, composite: str = COMPOSITE) -> list[str]:
    files = {**FILES, "records/won.yaml": record, "composites/shelves.yaml": composite}
    return projects.said(projects.loaded(folder, files).problems)


def test_the_certified_copy_has_the_words_of_the_composite_and_who_sent_them(project: Project) -> None:
    piece = projects.piece(project, "won")
    assert isinstance(piece.body, Certificate)
    assert [each.text.plain.replace("\xa0", " ") for part in piece.body.motion.parts for each in part.clauses] == [
        "600 people read there every week.",
        "write to the council, asking it to keep the library open on Saturdays too;",
        "call a meeting of Upper Weir Readers and its neighbours;",
        "ask our paper to say so.",
    ]
    data = screen_pdf(piece)
    told = text_of(data)
    for words in (
        "Open shelves",
        "This Branch resolves to",
        "true copy of the motion ‘Open shelves’ that was carried unanimously at a meeting of Weir Readers",
        "Composite A Received from Weir Readers (Motion 22) and Upper Weir Readers (Motion 23); Amendment 22.1",
    ):
        assert words in told
    assert not {"[22]", "[22.1]", "Moverley"} & set(told.split())
    assert proof(data).result != "fail"


def test_its_letters_checklist_picture_and_press_paragraph_say_what_it_resolves(project: Project) -> None:
    letter = projects.piece(project, "won-letter-r1").body
    assert isinstance(letter, Letter)
    assert [each.text.plain.replace("\xa0", " ") for each in letter.paragraphs][1:3] == [
        "I am writing to you because Resolves 1 of that motion reads:",
        "This Branch resolves to write to the council, asking it to keep the library open on Saturdays too.",
    ]
    checklist = projects.piece(project, "won-checklist").body
    assert isinstance(checklist, Checklist)
    assert [(each.clause.plain, each.who.plain) for each in checklist.duties] == [
        ("Resolves 1", ""),
        ("Resolves 2", "Secretary"),
        ("Resolves 3", ""),
    ]
    share, press = projects.piece(project, "won-share").body, projects.piece(project, "won-press").body
    assert isinstance(share, Share)
    assert isinstance(press, Release)
    assert share.lead.plain == press.title.plain == "Open shelves"
    assert press.asks[1].plain == "call a meeting of Upper Weir Readers and its neighbours."


def test_what_goes_up_to_a_conference_asks_its_branch_for_nothing(tmp_path: Path) -> None:
    composite = COMPOSITE.split("resolves:")[0].replace("stage: branch\n", "") + (
        'instructs:\n  - {from: "23", clause: Instructs 1}\n'
    )
    record = RECORD.split("actions:")[0]
    files = {**FILES, "composites/shelves.yaml": composite, "records/won.yaml": record}
    made = projects.sound(tmp_path, files)
    add_forms(made)
    copy, press = projects.piece(made, "won").body, projects.piece(made, "won-press").body
    assert isinstance(copy, Certificate)
    assert isinstance(press, Release)
    assert copy.motion.parts[-1].opening.plain.startswith("Conference instructs")
    assert press.asks == ()


def test_a_record_of_a_composite_is_its_branch_s_whomever_the_composite_is_for(project: Project) -> None:
    entry = project.documents["won"]
    assert [is_for(entry, branch, entry.lang) for branch in project.branches.values()] == [False, True]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("branch: weir\n", "branch: weir\namendments: [more-hours]\n",
         "3:14 'shelves' is a composite, which cannot be amended here: put the words that were carried into the "
         "composite, with the amendment among its parents"),
        ("carried unanimously", "carried as amended",
         "4:1 the composite 'shelves' is printed as it is written, and not as amended: put the words that were carried "
         "into the composite, with the amendment among its parents, and write 'outcome: carried'"),
        ("clause: r1", "clause: r4",
         "9:14 the motion has no clause 'r4' that asks this branch to do something: choose from r1, r2, r3, "
         "Resolves 1, Resolves 2, Resolves 3"),
    ],
)  # fmt: skip
def test_what_does_not_go_with_a_composite_is_told_at_its_line(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in RECORD
    assert said(tmp_path, RECORD.replace(old, new)) == [f"records/won.yaml:{told}"]


def test_clauses_of_a_composite_that_nobody_took_are_told(project: Project, tmp_path: Path) -> None:
    assert list(checks.reminders(project)) == []
    record = RECORD.replace("  - {clause: resolves 3", "  - {clause: resolves 2")
    made = projects.sound(tmp_path, {**FILES, "records/won.yaml": record})
    assert [each.message for each in checks.reminders(made)] == ["nobody is named for Resolves 3"]


def test_a_new_record_of_a_composite_has_a_line_for_each_clause(tmp_path: Path) -> None:
    projects.write(tmp_path, {**projects.BASE, **FILES})
    given = ("--motion", "shelves", "--branch", "weir", "--outcome", "lost", "--slug", "new")
    assert new(tmp_path, *given) == 0
    assert "{clause: r3, " in (tmp_path / "records" / "new.yaml").read_text()


def test_a_record_falls_with_its_composite_which_alone_is_told(tmp_path: Path) -> None:
    found = said(tmp_path, RECORD, COMPOSITE.replace("clause: notes 2", "clause: notes 3"))
    assert found == ["composites/shelves.yaml:11:26 the motion has no Notes 3: it has 2 there"]
