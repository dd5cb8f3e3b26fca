"""Each operation on an example: what comes of it, what is marked, and what is refused."""

from __future__ import annotations

import pytest

from handbill.amend.conflict import conflicts
from handbill.amend.derive import derive
from handbill.amend.operations import (
    AddClauses,
    AddWords,
    AmendError,
    Change,
    DeleteAfter,
    DeleteClause,
    DeleteWords,
    InsertClauses,
    InsertWords,
    MoveClause,
    NewClause,
    ReplaceAll,
    ReplaceEvery,
    ReplaceWords,
    Rewrite,
    SwapClauses,
)
from handbill.amend.rubric import read_rubric, rubric
from handbill.amend.variants import amended, marked
from handbill.models.motion import PARTS, Motion
from handbill.source import Text
from tests.amend.motions import made, motion

BASE = motion(
    notes=["the board meets, in secret, in {{ branch.place }};", "the **big dog** barks;", "it costs £84,000."],
    resolves=["write to our board, asking it to meet;", "tell the press."],
)


def words(found: Motion, part: str) -> list[str]:
    return [str(clause.text) for clause in getattr(found, part)]


@pytest.mark.parametrize(
    ("change", "part", "expected"),
    [
        (DeleteClause("Notes 2"), "notes", [1, 3]),
        (DeleteClause("n2"), "notes", [1, 3]),
        (DeleteWords("notes 1", "in secret"), "notes", ["the board meets, in {{ branch.place }};", 2, 3]),
        (DeleteWords("notes 3", "£84,000"), "notes", [1, 2, "it costs."]),
        (DeleteAfter("Resolves 1", "our board"), "resolves", ["write to our board;", 2]),
        (DeleteAfter("r1", "our board", "at once"), "resolves", ["write to our board at once;", 2]),
        (DeleteAfter("r1", "our board", "at once."), "resolves", ["write to our board at once.", 2]),
        (
            InsertWords("r1", "our board", "of governors"),
            "resolves",
            ["write to our board of governors, asking it to meet;", 2],
        ),
        (AddWords("r2", "and the radio"), "resolves", [1, "tell the press and the radio."]),
        (AddWords("r2", "Then rest."), "resolves", [1, "tell the press. Then rest."]),
        (ReplaceWords("n2", "dog", "cat"), "notes", [1, "the **big cat** barks;", 3]),
        (ReplaceWords("n2", "the big dog", "a cat"), "notes", [1, "a cat barks;", 3]),
        (Rewrite("n3", "it costs too much."), "notes", [1, 2, "it costs too much."]),
        (InsertClauses("Notes 2", (NewClause("x;"), NewClause("y;"))), "notes", [1, "x;", "y;", 2, 3]),
        (InsertClauses("Notes 4", (NewClause("x;"),)), "notes", [1, 2, 3, "x;"]),
        (AddClauses("notes", (NewClause("x;"),)), "notes", [1, 2, 3, "x;"]),
        (AddClauses("believes", (NewClause("x;"),)), "believes", ["x;"]),
        (MoveClause("Notes 3", "Notes 1"), "notes", [3, 1, 2]),
        (MoveClause("Notes 1", "Notes 3"), "notes", [2, 3, 1]),
        (SwapClauses("Notes 1", "Notes 3"), "notes", [3, 2, 1]),
        (ReplaceEvery("board", "body"), "resolves", ["write to our body, asking it to meet;", 2]),
        (ReplaceAll((("resolves", (NewClause("rest."),)),)), "resolves", ["rest."]),
        (ReplaceAll((("resolves", (NewClause("rest."),)),)), "notes", []),
    ],
    ids=lambda each: type(each).__name__ if not isinstance(each, list | str) else "",
)
def test_an_operation(change: Change, part: str, expected: list[int | str]) -> None:
    before = words(BASE, part)
    assert words(amended(BASE, [change]), part) == [
        before[each - 1] if isinstance(each, int) else each for each in expected
    ]


def test_sub_points_and_the_title_can_be_amended() -> None:
    base = made({"resolves": [{"text": Text("tell:"), "points": [Text("the press;"), Text("the radio.")]}]})
    found = amended(
        base,
        [
            ReplaceWords("Resolves 1(b)", "radio", "mayor"),
            DeleteClause("Resolves 1(a)"),
            ReplaceWords("title", "open", "shut"),
        ],
    )
    assert (str(found.title), found.resolves[0].points) == ("Keep it shut", ("the mayor.",))


def test_numbers_are_those_before_the_amendment_and_ids_stay() -> None:
    changes: list[Change] = [
        DeleteClause("Notes 1"),
        InsertClauses("Notes 3", (NewClause("new;"),)),
        ReplaceWords("Notes 3", "costs", "saves"),
    ]
    found = amended(BASE, changes)
    assert [(str(each.id), str(each.text)) for each in found.notes] == [
        ("n2", "the **big dog** barks;"),
        ("n2a", "new;"),
        ("n3", "it saves £84,000."),
    ]
    assert amended(BASE, reversed(changes)) == found


def test_words_are_marked_as_they_change() -> None:
    found = marked(
        BASE,
        [DeleteAfter("r1", "our board", "at once"), DeleteClause("r2"), AddClauses("resolves", (NewClause("go."),))],
    )
    assert [(each.kind, [(span.kind, span.text) for span in each.spans]) for each in found.parts["resolves"]] == [
        (
            "kept",
            [
                ("kept", "write to our board"),
                ("deleted", ", asking it to meet"),
                ("inserted", " at once"),
                ("kept", ";"),
            ],
        ),
        ("deleted", [("deleted", "tell the press.")]),
        ("inserted", [("inserted", "go.")]),
    ]


def test_a_clause_that_comes_in_and_goes_again_is_not_marked() -> None:
    replaced = ReplaceAll((("notes", (NewClause("rest."),)),))
    found = marked(BASE, [AddClauses("notes", (NewClause("x;"),)), MoveClause("n1", "n2"), replaced])
    assert [(each.kind, each.index) for each in found.parts["notes"]] == [
        ("deleted", 0),
        ("deleted", 1),
        ("deleted", 2),
        ("inserted", None),
    ]


def test_words_are_found_as_people_quote_them() -> None:
    base = motion(notes=["they said ‘no’ to the *whole* plan – again;"])
    found = amended(base, [DeleteWords("n1", "'no' to the whole plan - again")])
    assert words(found, "notes") == ["they said;"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (DeleteWords("n1", "in public"), "the words “in public” do not stand there"),
        (DeleteWords("r1", "o"), "the words “o” do not stand there"),
        (DeleteWords("n1", "branch"), "the words “branch” do not stand there"),
        (ReplaceWords("n1", "in", "x"), "the words “in” stand there 2 times"),
        (DeleteAfter("n2", "big"), "this would cut “**big dog**” in two"),
        (DeleteAfter("n2", "barks"), "nothing stands after “barks”"),
        (DeleteClause("Notes 4"), "the motion has no Notes 4"),
        (DeleteClause("Believes 1"), "the motion has no Believes 1"),
        (DeleteClause("nonsense"), "'nonsense' names no clause"),
        (DeleteClause("Notes 1(a)"), "the motion has no sub-point 'Notes 1(a)'"),
        (DeleteClause("title"), "the title cannot be deleted"),
        (MoveClause("Notes 1", "Resolves 1"), "a clause can only move within its part"),
        (MoveClause("Notes 1", "n1"), "the clause stands there already"),
        (InsertClauses("title", (NewClause("x"),)), "no clause can go in at 'title'"),
        (ReplaceEvery("parrot", "cat"), "the words “parrot” stand nowhere in the motion"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_does_not_apply_is_said(change: Change, message: str) -> None:
    with pytest.raises(AmendError) as told:
        amended(BASE, [change])
    assert told.value.message == message


def test_what_is_gone_cannot_be_amended() -> None:
    for second in (DeleteClause("Notes 1"), AddWords("n1", "x"), MoveClause("n1", "n2")):
        with pytest.raises(AmendError, match="is deleted already"):
            amended(BASE, [DeleteClause("n1"), second])
    with pytest.raises(AmendError, match="is moved already"):
        amended(BASE, [MoveClause("n1", "n2"), SwapClauses("n1", "n3")])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (DeleteClause("n1"), "Delete Notes 1"),
        (DeleteWords("n1", "in secret"), "In Notes 1, delete “in secret”"),
        (DeleteAfter("r1", "our board"), "In Resolves 1, delete all after “our board”"),
        (DeleteAfter("r1", "our board", "at once"), "In Resolves 1, delete all after “our board” and insert “at once”"),
        (InsertWords("r1", "our board", "now"), "In Resolves 1, after “our board” insert “now”"),
        (AddWords("r1", "now"), "In Resolves 1, add at end “now”"),
        (ReplaceWords("r1", "our", "the"), "In Resolves 1, delete “our” and insert “the”"),
        (Rewrite("r1", "go"), "In Resolves 1, delete all and insert “go”"),
        (InsertClauses("n3", (NewClause("x"),)), "Insert new Notes 3 and renumber: “x”"),
        (InsertClauses("n3", (NewClause("x"), NewClause("y"))), "Insert new Notes 3 and 4 and renumber: “x”; “y”"),
        (
            InsertClauses("n3", (NewClause("x", ("p", "q")), NewClause("y"), NewClause("z"))),
            "Insert new Notes 3 to 5 and renumber: “x” (a) “p” (b) “q”; “y”; “z”",
        ),
        (AddClauses("notes", (NewClause("x"),)), "Add at end of Notes: “x”"),
        (MoveClause("n3", "n1"), "Move Notes 3 to stand as Notes 1 and renumber"),
        (SwapClauses("n3", "n1"), "Swap Notes 3 and Notes 1 and renumber"),
        (ReplaceEvery("board", "body"), "In every place, delete “board” and insert “body”"),
        (
            ReplaceAll((("notes", (NewClause("x"), NewClause("y"))), ("resolves", (NewClause("z"),)))),
            "Delete all and replace with: Notes: “x”; “y”. Resolves: “z”",
        ),
        (DeleteWords("title", "open"), "In the title, delete “open”"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_how_a_change_is_said(change: Change, said: str) -> None:
    assert rubric(change, BASE) == said
    assert [rubric(each, BASE) for each in read_rubric(said)] == [said]


@pytest.mark.parametrize(
    ("written", "change"),
    [
        ('in resolves 2 delete "a" and insert "b".', ReplaceWords("Resolves 2", "a", "b")),
        ("Delete Believes 1.", DeleteClause("Believes 1")),
        ("Insert new Notes 3: “said “no” twice”", InsertClauses("Notes 3", (NewClause("said “no” twice"),))),
        ("Move board to stand as Resolves 2", MoveClause("board", "Resolves 2")),
        ("Swap Notes 1 and Notes 2", SwapClauses("Notes 1", "Notes 2")),
        ("In Resolves 2(b), add at end “x”", AddWords("Resolves 2(b)", "x")),
        ("In Notes 1, delete 'two' and insert 'both'", ReplaceWords("Notes 1", "two", "both")),
        ("In Notes 1, delete ‘two’ and insert ‘both’.", ReplaceWords("Notes 1", "two", "both")),
        ("In Notes 1 delete 'members' rights' and insert 'it's'", ReplaceWords("Notes 1", "members' rights", "it's")),
        ('In Notes 1 delete ‘members’ rights’ and insert "x"', ReplaceWords("Notes 1", "members’ rights", "x")),
        ('In Notes 1, delete "don\'t" and insert "do"', ReplaceWords("Notes 1", "don't", "do")),
        ('In Resolves 2, replace "a" with "b"', ReplaceWords("Resolves 2", "a", "b")),
        ('In Resolves 2, delete "a" and replace with "b"', ReplaceWords("Resolves 2", "a", "b")),
        ('Replace "a" in Resolves 2 with "b".', ReplaceWords("Resolves 2", "a", "b")),
        ('In Resolves 2 for "a" substitute "b"', ReplaceWords("Resolves 2", "a", "b")),
        ('Delete "a" from Resolves 2', DeleteWords("Resolves 2", "a")),
        ('In Resolves 2, insert "x" after "y"', InsertWords("Resolves 2", "y", "x")),
        ('In Resolves 2 delete all after "y" and replace with "x"', DeleteAfter("Resolves 2", "y", "x")),
        ('Delete Resolves 2 and replace with "x"', Rewrite("Resolves 2", "x")),
        ('Insert after Notes 3: "x"', InsertClauses("Notes 4", (NewClause("x"),))),
        ('After Notes 3 insert new clause: "x"', InsertClauses("Notes 4", (NewClause("x"),))),
        ('Add new Resolves 4: "x"', InsertClauses("Resolves 4", (NewClause("x"),))),
        ("Add new Resolves 4 and 5: 'x'; 'y'", InsertClauses("Resolves 4", (NewClause("x"), NewClause("y")))),
        ('At end of Resolves add "x"', AddClauses("resolves", (NewClause("x"),))),
        ('At the end of Resolves 2, add "x"', AddWords("Resolves 2", "x")),
        ('Add at end "x"', AddClauses("", (NewClause("x"),))),
        ("Add at the end: 'x'.", AddClauses("", (NewClause("x"),))),
        ('Replace "a" with "b" throughout', ReplaceEvery("a", "b")),
        ('Resolves 2: delete "a", insert "b"', ReplaceWords("Resolves 2", "a", "b")),
        ('In Resolves 2, delete everything after "a" and insert "b"', DeleteAfter("Resolves 2", "a", "b")),
        ('In Notes 3, after "a", insert: "b"', InsertWords("Notes 3", "a", "b")),
        ('In Notes 3, strike out "a"', DeleteWords("Notes 3", "a")),
        ("Remove Notes (3)", DeleteClause("Notes 3")),
        ('Resolves 2 add at the end "x"', AddWords("Resolves 2", "x")),
        ('Replace Resolves 2 with: "x"', Rewrite("Resolves 2", "x")),
        ('Change the title to "x"', Rewrite("the title", "x")),
        ('Delete "a" and insert "b" throughout', ReplaceEvery("a", "b")),
        ('Insert before Resolves 2: "x"', InsertClauses("Resolves 2", (NewClause("x"),))),
        ('Add new Resolves: "x"', AddClauses("resolves", (NewClause("x"),))),
        ("Move Resolves 3 to Resolves 1", MoveClause("Resolves 3", "Resolves 1")),
        ("Swap Resolves 1 and 3", SwapClauses("Resolves 1", "Resolves 3")),
        ('In remove, delete "a: add: b"', DeleteWords("remove", "a: add: b")),  # an id, and words of the motion
    ],
)
def test_a_rubric_written_by_hand_is_read(written: str, change: Change) -> None:
    assert read_rubric(written) == (change,)


@pytest.mark.parametrize(
    ("written", "clauses"),
    [
        ("Delete Notes 4 and 5", ["Notes 4", "Notes 5"]),
        ("Delete Notes 1, 3, and 5.", ["Notes 1", "Notes 3", "Notes 5"]),
        ("Delete Notes 4 to 6", ["Notes 4", "Notes 5", "Notes 6"]),
        ("Delete Notes 4 and Resolves 2(b)", ["Notes 4", "Resolves 2(b)"]),
    ],
)
def test_several_clauses_are_deleted_in_one_rubric(written: str, clauses: list[str]) -> None:
    assert read_rubric(written) == tuple(map(DeleteClause, clauses))


@pytest.mark.parametrize(
    ("parts", "last"), [(PARTS, "resolves"), (("notes", "instructs"), "instructs"), (("notes", "believes"), "believes")]
)
def test_what_is_added_at_the_end_goes_to_the_last_part(parts: tuple[str, ...], last: str) -> None:
    base = motion(**{part: ["so it is;"] for part in parts})
    (change,) = read_rubric('Add at end "x"')
    assert words(amended(base, [change]), last) == ["so it is;", "x"]
    assert rubric(change, base) == f"Add at end of {last.capitalize()}: “x”"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("In Notes 3, exchange 'a' and 'b'", "In Notes 3, delete “…” and insert “…”"),
        ("Put 'x' after 'y' in Notes 3", "In Notes 3, after “…” insert “…”"),
        ("Kill Notes 3", "Delete Notes 3"),
        ("Put new Notes 3 “x”", "Insert new Notes 3: “…”"),
        ("Everywhere delete “x” and insert “y”", "In every place, delete “…” and insert “…”"),
    ],
)
def test_a_rubric_that_cannot_be_read_is_told_the_nearest_that_can(written: str, hint: str) -> None:
    with pytest.raises(AmendError) as told:
        read_rubric(written)
    assert told.value.hint == f"write it as {hint}"


@pytest.mark.parametrize("written", ["Please delete it", "In Resolves 2, delete", "Add at end of Nots: “x”", "“x”"])
def test_what_is_no_rubric_is_refused(written: str) -> None:
    with pytest.raises(AmendError):
        read_rubric(written)


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        ({"resolves": ["write to our board, asking it to meet;"]}, ["Delete Resolves 2"]),
        (
            {"resolves": ["write to our council, asking it to meet;", "tell the press."]},
            ["In Resolves 1, delete “board” and insert “council”"],
        ),
        (
            {"resolves": ["write to our board, urging all of it to resign at once;", "tell the press."]},
            ["In Resolves 1, delete all after “our board,” and insert “urging all of it to resign at once”"],
        ),
        (
            {"resolves": ["write to our board, asking it to meet;", "tell the press and the radio."]},
            ["In Resolves 2, add at end “and the radio”"],
        ),
        (
            {"resolves": ["tell the press.", "write to our board, asking it to meet;"]},
            ["Move Resolves 1 to stand as Resolves 2 and renumber"],
        ),
        (
            {"resolves": ["go on strike;", "write to our board, asking it to meet;", "tell the press."]},
            ["Insert new Resolves 1 and renumber: “go on strike;”"],
        ),
    ],
)
def test_what_is_worked_out_reads_as_a_person_would_put_it(copy: dict[str, list[str]], said: list[str]) -> None:
    notes = words(BASE, "notes")
    found = derive(BASE, motion(notes=notes, **copy))
    assert [rubric(change, BASE) for change in found] == said


def test_one_word_in_many_places_is_one_change() -> None:
    base = motion(notes=["the board meets;", "a board sits."], resolves=["tell the board."])
    copy = motion(notes=["the body meets;", "a body sits."], resolves=["tell the body."])
    assert derive(base, copy) == (ReplaceEvery("board", "body"),)


def test_another_motion_altogether_replaces_it() -> None:
    copy = motion(believes=["cats are best."])
    assert derive(BASE, copy) == (ReplaceAll((("believes", (NewClause("cats are best."),)),)),)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ([AddWords("n1", "x")], [AddWords("n2", "x")], []),
        ([DeleteWords("n1", "in secret")], [ReplaceWords("n1", "board", "body")], []),
        ([DeleteWords("n1", "in secret")], [DeleteAfter("n1", "meets")], ["both amend Notes 1"]),
        ([DeleteClause("n1")], [AddWords("n1", "x")], ["both amend Notes 1"]),
        ([MoveClause("n1", "n3")], [SwapClauses("n1", "n2")], ["both amend Notes 1"]),
        (
            [InsertClauses("n2", (NewClause("x"),))],
            [InsertClauses("n2", (NewClause("y"),))],
            ["both put a clause in after Notes 1"],
        ),
        (
            [ReplaceAll((("notes", (NewClause("x"),)),))],
            [AddWords("r1", "x")],
            ["one puts a whole motion in the place of this one, and with it of all that the other amends"],
        ),
        (
            [AddClauses("notes", (NewClause("a new board"),))],
            [ReplaceEvery("board", "body")],
            ["what comes of them depends on which is taken first"],
        ),
        (
            [AddWords("n2", "at the board of the board")],
            [ReplaceWords("n2", "the", "a")],
            ["after the one, the other does not apply any more: the words “the” stand there 3 times"],
        ),
    ],
)
def test_what_two_amendments_both_touch_is_named(one: list[Change], other: list[Change], said: list[str]) -> None:
    assert conflicts(BASE, one, other) == said


def test_the_words_of_variants_are_amended_too() -> None:
    base = made(
        {
            "notes": [Text("the board meets;"), Text("so.")],
            "variants": [
                {"when": {"type": Text("clp")}, "replace": {"n1": Text("our board meets;"), "n2": Text("thus.")}},
                {"when": {"type": Text("council")}, "replace": {"n1": Text("nothing is known;")}},
            ],
        }
    )
    found = amended(base, [ReplaceWords("n1", "board", "body"), DeleteClause("n2")])
    assert [dict(each.replace) for each in found.variants] == [{"n1": "our body meets;"}]


def test_a_change_may_apply_to_the_words_of_a_variant_alone() -> None:
    base = made(
        {
            "resolves": [Text("act now;"), Text("tell all.")],
            "variants": [{"when": {"type": Text("council")}, "replace": {"r1": Text("act as a council;")}}],
        }
    )
    changes: list[Change] = [DeleteWords("r1", "as a council"), AddWords("r2", "at once")]
    found = amended(base, changes)
    assert words(found, "resolves") == ["act now;", "tell all at once."]
    assert [dict(each.replace) for each in found.variants] == [{"r1": "act;"}]
    assert conflicts(base, changes[:1], [ReplaceWords("r1", "council", "body")]) == ["both amend Resolves 1"]
    with pytest.raises(AmendError):
        amended(base, [DeleteWords("r1", "as a body")])
