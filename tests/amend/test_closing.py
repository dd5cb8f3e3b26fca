"""The marks that close clauses, '…;' and at the end '.', whichever clause is last after an amendment or for a body."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill.amend.adopted import amended_motion
from handbill.amend.derive import derive
from handbill.amend.operations import DeleteClause
from handbill.amend.rubric import read_rubric, rubric
from handbill.amend.variants import Copies, amended
from handbill.closing import series
from handbill.forms import add_forms
from handbill.models.motion import Motion
from handbill.source import Text
from tests.amend.motions import made, motion
from tests.projects import branch, parts, piece, sound
from tests.projects import motion as file_of

ROWS = ["first;", "second; and", "third."]


def closed(base: Motion, *rubrics: str) -> list[str]:
    """The texts of what a motion resolves, with sub-points, as amended by rubrics and closed."""
    copies = Copies(base)
    for each in rubrics:
        for change in read_rubric(each):
            copies.apply(change)
    copies.close()
    return [text for clause in copies.amended().resolves for text in (str(clause.text), *map(str, clause.points))]


@pytest.mark.parametrize(
    ("rubrics", "found"),
    [
        (["Delete Resolves 3"], ["first; and", "second."]),
        (["Delete Resolves 2"], ["first; and", "third."]),
        (["Delete Resolves 2", "Delete Resolves 3"], ["first."]),
        (["Add at end: “fourth”"], ["first;", "second;", "third; and", "fourth."]),
        (["Add at end: “fourth;”"], ["first;", "second;", "third; and", "fourth."]),
        (["Add at end: “who knows?”"], ["first;", "second;", "third; and", "who knows?"]),
        (["Insert new Resolves 1: “new”"], ["new;", "first;", "second; and", "third."]),
        (["Move Resolves 3 to stand as Resolves 1"], ["third;", "first; and", "second."]),
        (["In Resolves 3, delete “third” and insert “last”"], ["first;", "second; and", "last."]),
        (["In Resolves 2, add at end “more”"], ["first;", "second more; and", "third."]),
        (["In Resolves 2, add at end “more;”"], ["first;", "second; and more;", "third."]),
        (["Delete all and replace with: Resolves: “One. Two.”"], ["One. Two."]),
    ],
)
def test_clauses_are_closed_as_before_whichever_is_last(rubrics: list[str], found: list[str]) -> None:
    assert closed(motion(resolves=ROWS), *rubrics) == found


@pytest.mark.parametrize("rows", [["One.", "Two.", "Three."], ["one", "two", "three"], ["one;", "two", "three."]])
def test_clauses_that_are_no_series_keep_their_marks(rows: list[str]) -> None:
    assert series(rows) is None
    assert closed(motion(resolves=rows), "Delete Resolves 3") == rows[:2]


def test_sub_points_citations_and_variants_are_closed_too() -> None:
    base = made(
        {
            "resolves": [
                Text("first;[^a]"),
                {"text": Text("second:"), "points": [Text("one;"), Text("two;")]},
                Text("third."),
            ],
            "variants": [{"when": {"type": Text("council")}, "replace": {"r1": Text("primum;")}}],
        }
    )
    assert closed(base, "Delete Resolves 3") == ["first;[^a]", "second:", "one;", "two."]
    assert closed(base, "Delete Resolves 2(b)") == ["first;[^a]", "second:", "one;", "third."]
    copies = Copies(base)
    for each in ("r2", "r3"):
        copies.apply(DeleteClause(each))
    copies.close()
    found = copies.amended()
    assert (str(found.resolves[0].text), *found.variants[0].replace.values()) == ("first.[^a]", "primum.")


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        (["first; and", "second."], ["Delete Resolves 3"]),
        (["first;", "second; and"], ["Delete Resolves 3"]),  # the mark was not seen to
        (["first;", "second;", "third; and", "fourth."], ["Add at end of Resolves: “fourth.”"]),
        (
            ["first; and", "second too."],
            ["In Resolves 2, delete “second” and insert “second too”", "Delete Resolves 3"],
        ),
        (["first too.", "second; and", "third."], ["In Resolves 1, delete “first;” and insert “first too.”"]),
        (["second; and", "third two."], ["Delete Resolves 1", "In Resolves 3, add at end “two”"]),
        (["first;", "second; and", "third!"], ["In Resolves 3, delete “third.” and insert “third!”"]),
    ],
)
def test_marks_that_follow_by_themselves_are_no_part_of_an_amendment(copy: list[str], said: list[str]) -> None:
    base = motion(resolves=ROWS)
    changes = derive(base, motion(resolves=copy))
    assert [rubric(each, base) for each in changes] == said


def test_a_clause_is_known_again_whatever_closes_it() -> None:
    base = motion(resolves=["so it ends;", "so so it ends; and", "it is so."])
    (change,) = derive(base, motion(resolves=["so it ends; and", "it is so."]))
    assert change == DeleteClause("Resolves 2")


def test_a_mark_that_does_not_follow_is_amended() -> None:
    base, copy = motion(resolves=ROWS), motion(resolves=["first; or", "second."])
    assert [str(each.text) for each in amended(base, derive(base, copy)).resolves] == ["first; or", "second."]


def test_of_a_mark_only_what_changes_is_marked() -> None:
    """Before a new clause, new words do not end the old one: LibreOffice would reject both as one."""
    copies = Copies(motion(resolves=ROWS))
    copies.apply(read_rubric("Add at end: “fourth”")[0])
    copies.close()
    found = copies.sheet.marked().parts["resolves"]
    shown = [
        "".join({"kept": "", "deleted": "-", "inserted": "+"}[span.kind] + span.text + "|" for span in each.spans)
        for each in found
    ]
    assert shown == ["first;|", "second;|- and|", "third|+; and|-.|", "+fourth.|"]


RESOLVES = "resolves: [one;, {text: two;, id: two}, {text: three., only: {type: clp}}]\n"
OFF = {"amendments/off.yaml": "motion: doc\ntitle: Off\nchanges: [Delete Resolves 2]\n"}


def test_a_body_that_lacks_the_last_clause_has_a_full_stop_all_the_same(tmp_path: Path) -> None:
    project = sound(tmp_path, {**file_of(RESOLVES), **OFF, **branch("", "community-group")})
    add_forms(project)
    assert list(parts(piece(project)).values()) == [["one;", "two."]]
    assert list(parts(piece(project, branch=None)).values()) == [["one;", "two;", "three."]]
    assert list(parts(piece(project, "off-amended")).values()) == [["one."]]
    (marked,) = piece(project, "off-marked").body.parts  # type: ignore[attr-defined]
    assert [each.text.html for each in marked.clauses] == ["one<del>;</del><ins>.</ins>", "<del>two.</del>"]
    assert [str(each.text) for each in amended_motion(project, "doc", ["off"]).resolves] == ["one;", "three."]
