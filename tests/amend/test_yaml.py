"""Amendments in YAML: how each change is written, and each mistake at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill.amend.adopted import amended_motion
from handbill.amend.operations import (
    AddClauses,
    AddWords,
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
from handbill.errors import ContentError, UsageError
from handbill.models.amendment import Amendment
from tests.projects import loaded, motion, said, sound

WORDS = """\
notes: [one two three;, four five six.]
believes: [so it goes.]
resolves:
  - {id: board, text: 'write to {{ branch.place }} council;'}
  - tell the press.
"""


def files(*changes: str, name: str = "doc-1", head: str = "") -> dict[str, str | bytes]:
    rows = "".join(f"  - {each}\n" for each in changes)
    return {
        **motion(WORDS),
        f"amendments/{name}.yaml": f"motion: doc\ntitle: Openness\n{head}changes:\n{rows}",
        "branches/weir.yaml": "name: Weir Readers\ntype: community-group\nplace: Weir\n",
    }


WAYS = {
    "{delete: Notes 2}": DeleteClause("Notes 2"),
    "{in: notes 1, delete: two}": DeleteWords("notes 1", "two"),
    "{in: board, delete: council, insert: 'board, and all'}": ReplaceWords("board", "council", "board, and all"),
    "{in: board, delete_after: write}": DeleteAfter("board", "write"),
    "{in: r2, delete_after: tell, insert: nobody}": DeleteAfter("r2", "tell", "nobody"),
    "{in: r2, after: tell, insert: them all}": InsertWords("r2", "tell", "them all"),
    "{in: b1, add: on}": AddWords("b1", "on"),
    "{in: b1, rewrite: so it went.}": Rewrite("b1", "so it went."),
    "{at: believes 1, insert: 'new; and, new'}": InsertClauses("believes 1", (NewClause("new; and, new"),)),
    "{at: believes 2, insert: [new, {text: newer, points: [a, b]}]}": InsertClauses(
        "believes 2", (NewClause("new"), NewClause("newer", ("a", "b")))
    ),
    "{at_end_of: Believes, insert: last}": AddClauses("believes", (NewClause("last"),)),
    "{move: notes 2, to: notes 1}": MoveClause("notes 2", "notes 1"),
    "{swap: notes 2, to: notes 1}": SwapClauses("notes 2", "notes 1"),
    "{every: press, insert: radio}": ReplaceEvery("press", "radio"),
    "{delete_all_and_insert: {notes: all, resolves: [a, b]}}": ReplaceAll(
        (("notes", (NewClause("all"),)), ("resolves", (NewClause("a"), NewClause("b"))))
    ),
    "In Resolves 2, delete “press” and insert “radio”": ReplaceWords("Resolves 2", "press", "radio"),
    "{rubric: Delete Believes 1}": DeleteClause("Believes 1"),
}


def test_each_change_has_its_way_to_be_written(tmp_path: Path) -> None:
    made = {}
    for number, each in enumerate(WAYS):
        made.update(files(each, name=f"doc-{number}", head="outcome: lost\n"))
    project = sound(tmp_path, made)
    values = [project.documents[f"doc-{number}"].value for number in range(len(WAYS))]
    assert [each.operations for each in values if isinstance(each, Amendment)] == [(each,) for each in WAYS.values()]


def test_an_amendment_takes_campaign_and_language_from_its_motion(tmp_path: Path) -> None:
    project = sound(tmp_path, files("{delete: n1}"))
    assert (project.documents["doc-1"].value.campaign, project.documents["doc-1"].lang) == ("library", "en-GB")


def test_an_amendment_is_for_those_whom_its_motion_is_for_where_it_does_not_say(tmp_path: Path) -> None:
    made = {**files("{delete: n1}"), **files("{delete: n1}", name="doc-2", head="only: {type: clp}\noutcome: lost\n")}
    project = sound(tmp_path, {**made, **motion("only: {branch: weir}\n" + WORDS)})
    whom = [project.documents[slug].value.only for slug in ("doc-1", "doc-2")]
    assert [(each.branch, each.type) for each in whom if each] == [(("weir",), ()), ((), ("clp",))]


MISTAKES = [
    ("{in: notes 1, delete: seven}", "5:27 the words “seven” do not stand there: it says “one two three;”"),
    ("{in: notes 3, add: x}", "5:10 the motion has no Notes 3: it has 2 there"),
    ("{in: bored, add: x}", "5:10 'bored' names no clause: did you mean 'board'?"),
    ("{every: parrot, insert: cat}", "5:13 the words “parrot” stand nowhere in the motion"),
    ("{in: board, delete_after: '{{ branch.place }} council'}", "5:31 nothing stands after "
     "“{{ branch.place }} council”: to put words there, write 'add'"),
    ("Please delete it", "5:5 this is no rubric that can be read: "
     "write it as Delete Resolves 2"),
    ("In Notes 1, delete “seven”", "5:5 the words “seven” do not stand there: it says “one two three;”"),
    ("{in: notes 1}", "5:5 a change cannot be made of 'in': write 'in: …', 'delete: …'"),
    ("{in: notes 1, add: x, delete: one}", "5:5 a change cannot be made of 'in' and 'delete' and 'add': "
     "write 'in: …', 'delete: …'"),
    ("{at_end_of: nodes, insert: x}", "5:5 'nodes' is no part of a motion: did you mean 'notes'?"),
    ("{in: notes 1, ad: x}", "5:19 unknown field 'ad': did you mean 'add'?"),
    ("{in: notes 1, add: '{{ branch.nam }}'}", "5:28 unknown name 'branch.nam': did you mean 'branch.name'?"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "told"), MISTAKES, ids=[change for change, _ in MISTAKES])
def test_a_mistake_is_told_at_its_line(change: str, told: str, tmp_path: Path) -> None:
    project = loaded(tmp_path, files("{delete: believes 1}", change))
    assert said(project.problems) == [f"amendments/doc-1.yaml:{told}"]
    assert "doc-1" not in project.documents


def test_placeholders_of_the_motion_can_be_quoted(tmp_path: Path) -> None:
    words = "petition: library\nresolves: ['sign {{ petition.short_url }} now;']\n"
    change = "{in: r1, delete: '{{ petition.short_url }}', insert: 'version “{{ document.title }}”'}"
    project = sound(tmp_path, {**files(change), **motion(words)})
    assert [str(each.text) for each in amended_motion(project, "doc", ["doc-1"]).resolves] == [
        "sign version “{{ document.title }}” now;"
    ]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    project = loaded(tmp_path, files("{in: n1, delete: x}", "{delete: n1}", "{delete: n1}", "Delete Notes 9"))
    assert [each.split(" ")[0] for each in said(project.problems)] == [
        "amendments/doc-1.yaml:4:22",
        "amendments/doc-1.yaml:6:14",
        "amendments/doc-1.yaml:7:5",
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("dock", "there is no motion 'dock': did you mean 'doc'?"),
        ("leaf", "'leaf' is a leaflet and no motion: choose from doc"),
    ],
)
def test_an_amendment_is_to_a_motion_that_is_there(name: str, told: str, tmp_path: Path) -> None:
    leaf = "title: T\ncampaign: library\nlayout: flyer\nsides: [[contact]]\n"
    made = files("{delete: n1}") | {"leaflets/leaf.yaml": leaf}
    made["amendments/doc-1.yaml"] = str(made["amendments/doc-1.yaml"]).replace("motion: doc", f"motion: {name}")
    assert said(loaded(tmp_path, made).problems) == [f"amendments/doc-1.yaml:1:9 {told}"]


def test_an_amendment_is_in_a_language_of_its_motion(tmp_path: Path) -> None:
    project = loaded(tmp_path, files("{delete: n1}", head="lang: cy\n"))
    assert said(project.problems) == [
        "amendments/doc-1.yaml:3:1 the motion is not there in 'cy': write it in en-GB, the languages of the motion"
    ]


MEET = "amendments/doc-1.yaml:1:9 warning: this amendment and 'doc-2' meet: both amend Notes 1: " \
       "say which falls if the other is carried, or give it its 'outcome'"  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("", "", [MEET]),
        ("outcome: carried\n", "only: {branch: weir}\n", [MEET]),
        ("outcome: withdrawn\n", "", []),
        ("", "outcome: fell\n", []),
        ("only: {branch: weir}\n", "only: {branch: ely}\n", []),
    ],
)
def test_two_open_amendments_that_touch_the_same_words_are_named(
    one: str, other: str, told: list[str], tmp_path: Path
) -> None:
    ely = {"branches/ely.yaml": "name: Ely\ntype: clp\nplace: Ely\n"}
    made = files("{delete: n1}", head=one) | files("{in: n1, delete: two}", name="doc-2", head=other) | ely
    assert said(loaded(tmp_path, made).problems) == told


def test_the_motion_as_amended_for_what_builds_on_it(tmp_path: Path) -> None:
    made = files("{delete: Notes 1}") | files("{in: Notes 2, delete: five}", name="doc-2")
    project = sound(tmp_path, made)
    found = amended_motion(project, "doc", ["doc-1", "doc-2"])
    assert [(str(each.id), str(each.text)) for each in found.notes] == [("n2", "four six.")]
    assert found == amended_motion(project, "doc", ["doc-2", "doc-1"], "en-GB")
    with pytest.raises(UsageError, match="there is no amendment 'doc-3': did you mean"):
        amended_motion(project, "doc", ["doc-3"])


def test_an_amendment_that_another_takes_the_ground_from_is_told_at_its_line(tmp_path: Path) -> None:
    project = loaded(tmp_path, files("{delete: Notes 1}") | files("{in: n1, delete: two}", name="doc-2"))
    with pytest.raises(ContentError) as told:
        amended_motion(project, "doc", ["doc-1", "doc-2"])
    assert said(list(told.value.problems)) == ["amendments/doc-2.yaml:4:10 the clause 'n1' is deleted already"]
