"""Composites: several motions and amendments in one, with the parent of every phrase, and what was left out."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.composites import _without
from handbill.piece import Piece
from handbill.piece.composite import Composite
from handbill.proof import proof
from tests import projects
from tests.setting import screen_pdf

FIRST = (
    projects.MOTION
    + """\
notes: ["the council means to close it;", "600 people read there *every* week.[^report]"]
resolves: [write to the council.]
instructs:
  - text: write to the council, asking it to keep the library open, and to every member;
    points: [by post, by e-mail]
"""
)
SECOND = """\
title: Books for all
campaign: library
notes: [a book costs less than a bus fare.]
instructs: ["tell {{ this_body }} what comes of it."]
"""
AMENDMENT = """\
title: More hours
motion: first
number: "22.1"
changes:
  - {in: instructs 1, after: keep the library open, insert: on Saturdays too}
"""
COMPOSITE = """\
title: Open shelves
campaign: library
number: A
of:
  - {number: "22", motion: first, from: weir}
  - {number: "23", motion: second, from: Upper Weir}
  - {number: "22.1", amendment: more-hours}
notes:
  - {from: "22", clause: notes 2}
  - [{from: "23", clause: n1}, {text: "and"}, {from: "22", clause: Notes 1, words: the council}]
instructs:
  - - {from: "22", clause: instructs 1, words: "write to the council, asking it to keep the library open"}
    - {from: "22.1", clause: i1, words: on Saturdays too}
    - and
    - {from: "23", clause: i1}
moved: A. Mover
supported: [Weir, Upper Weir]
line_numbers: yes
"""
FILES = {
    "motions/first.yaml": FIRST,
    "motions/second.yaml": SECOND,
    "amendments/more-hours.yaml": AMENDMENT,
    "composites/doc.yaml": COMPOSITE,
}


@pytest.fixture(scope="module")
def piece(tmp_path_factory: pytest.TempPathFactory) -> Piece:
    return projects.piece(projects.sound(tmp_path_factory.mktemp("composite"), FILES))


def told(folder: Path, old: str, new: str) -> list[str]:
    assert old in COMPOSITE
    files = {**FILES, "composites/doc.yaml": COMPOSITE.replace(old, new)}
    return projects.said(projects.loaded(folder, files).problems)


def test_every_phrase_has_the_number_of_its_parent(piece: Piece) -> None:
    assert isinstance(piece.body, Composite)
    notes, instructs = piece.body.motion.parts
    assert [clause.text.plain.replace("\xa0", " ") for clause in (*notes.clauses, *instructs.clauses)] == [
        "600 people read there every week; [22]",
        "a book costs less than a bus fare; [23] and the council. [22]",
        "write to the council, asking it to keep the library open [22] on Saturdays too [22.1] and "
        "tell Conference what comes of it. [23]",
    ]
    assert "<em>every</em>" in notes.clauses[0].text.html


def test_what_was_left_out_is_listed_with_its_place(piece: Piece) -> None:
    assert isinstance(piece.body, Composite)
    assert [(each.number, each.cite, each.text.plain.replace("\xa0", " ")) for each in piece.body.left_out] == [
        ("22", "Notes 1", "means to close it;"),
        ("22", "Instructs 1", "and to every member;"),
        ("22", "Instructs 1 (a)", "by post"),
        ("22", "Instructs 1 (b)", "by e-mail"),
    ]


def test_parents_are_named_with_who_sent_them(piece: Piece) -> None:
    assert isinstance(piece.body, Composite)
    assert [(each.label, each.title.plain, each.sender.plain) for each in piece.body.parents] == [
        ("Motion 22", "Keep it open", "Weir Readers"),
        ("Motion 23", "Books for all", "Upper Weir"),
        ("Amendment 22.1", "More hours", ""),
    ]


def test_the_page_says_it_all_and_is_proved(piece: Piece) -> None:
    data = screen_pdf(piece)
    page = pypdfium2.PdfDocument(data)[0]
    said = " ".join(page.get_textpage().get_text_range().split())
    for words in ("Composite A", "Open shelves", "A. Mover", "Weir and Upper Weir", "[22.1]", "22, Instructs 1 (b)"):
        assert words in said
    assert proof(data).result != "fail"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("motion: second", "motion: secnd", "6:28 there is no motion 'secnd': did you mean 'second'?"),
        ("amendment: more-hours", "amendment: first", "7:33 there is no amendment 'first': choose from more-hours"),
        ('number: "23"', 'number: "22"', "6:14 two parents have the number '22': renumber one"),
        ("clause: notes 2}", "clause: notes 3}", "9:26 the motion has no Notes 3: it has 2 there"),
        ('- {from: "22", clause: notes 2}', '- {from: "24", clause: notes 2}',
         "9:12 nothing of number '24' is in this composite: choose from 22, 23, 22.1"),
        ("words: the council}", "words: the county}",
         "10:84 these words do not stand in Notes 1 of 22: copy them from there, letter by letter"),
        ("    - and\n", "    - {from: \"22\"}\n",
         "14:7 an entry of 'instructs' is from nowhere: give it 'from' (the number of a motion) and 'clause', "
         "or a 'text'"),
    ],
)  # fmt: skip
def test_a_composite_that_does_not_hold_is_told_at_its_line(old: str, new: str, wanted: str, tmp_path: Path) -> None:
    assert f"composites/doc.yaml:{wanted}" in told(tmp_path, old, new)


def test_an_amendment_that_does_not_apply_is_told_once(tmp_path: Path) -> None:
    files = {**FILES, "amendments/more-hours.yaml": AMENDMENT.replace("keep the library open", "keep it shut")}
    problems = projects.said(projects.loaded(tmp_path, files).problems)
    assert len([each for each in problems if "more-hours.yaml" in each]) == 1


WORD = st.sampled_from(["sun", "moon", "tide", "wind"])


@given(st.lists(WORD, min_size=1, max_size=12), st.data())
def test_taken_and_left_out_make_up_the_whole(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words)))
    last = data.draw(st.integers(first, len(words)))
    numbered = [f"{word}{place}" for place, word in enumerate(words)]
    phrase = " ".join(numbered[first:last])
    rest = list(_without(" ".join(numbered), [phrase]))
    assert " ".join([*rest[: first > 0], *([phrase] if phrase else []), *rest[first > 0 :]]).split() == numbered


def test_the_words_are_those_of_whoever_sent_them(tmp_path: Path) -> None:
    files = {
        **FILES,
        "branches/upper-weir.yaml": "name: Upper Weir\ntype: council\n",
        "motions/second.yaml": SECOND + "variants:\n  - {when: {type: council}, replace: {n1: a book is cheap.}}\n",
        "composites/doc.yaml": COMPOSITE.replace("from: Upper Weir", "from: upper-weir"),
    }
    made = projects.piece(projects.sound(tmp_path, files)).body
    assert isinstance(made, Composite)
    assert made.motion.parts[0].clauses[1].text.plain.startswith("a book is cheap;\xa0[23]")


def test_a_whole_clause_comes_with_its_sub_points(tmp_path: Path) -> None:
    words = ', words: "write to the council, asking it to keep the library open"}'
    whole = COMPOSITE.replace(words, "}")
    made = projects.piece(projects.sound(tmp_path, {**FILES, "composites/doc.yaml": whole})).body
    assert isinstance(made, Composite)
    assert [point.plain.replace("\xa0", " ") for point in made.motion.parts[1].clauses[0].points] == [
        "by post [22]",
        "by e-mail [22]",
    ]
    assert {each.cite for each in made.left_out} == {"Notes 1"}
