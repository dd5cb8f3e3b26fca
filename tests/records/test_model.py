"""Records as they are written: what they must say, and what cannot be so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.models.record import Addressee, Record
from handbill.records import number_of
from tests.records.sample import RECORD, problems, project

SHORT = "motion: doc\nbranch: weir\nmeeting: {date: 2026-11-24%s}\noutcome: %s\n"


def short(outcome: str, rest: str = "", meeting: str = "") -> str:
    return SHORT % (meeting, outcome) + rest


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (
            short("carried", "votes: {for: 3, against: 4}\n"),
            ["records/won.yaml:5:26 the motion was carried, with more votes against (4) than for (3): "
             "mend the votes, or the outcome"],
        ),
        (
            short("carried unanimously", "votes: {for: 9, against: 1}\n"),
            ["records/won.yaml:5:26 a motion that was carried unanimously had no votes against, not 1: "
             "mend the votes, or the outcome"],
        ),
        (
            short("lost", "votes: {for: 5, against: 4}\n"),
            ["records/won.yaml:5:14 warning: the motion was lost, with more votes for (5) than against (4): "
             "that is right only where the rules ask for more than half"],
        ),
        (
            short("withdrawn", "votes: {for: 5}\n"),
            ["records/won.yaml:5:1 the motion was not put to the vote (withdrawn), and has votes: "
             "mend the outcome, or take the votes out"],
        ),
        (
            short("carried", "votes: {for: 9, against: 1, abstentions: 1}\n", ", present: 10"),
            ["records/won.yaml:3:38 11 voted, and only 10 were there: mend the votes, or the number present"],
        ),
        (
            short("carried", meeting=", quorate: no"),
            ["records/won.yaml:3:38 warning: the motion was carried at a meeting that was not quorate: "
             "ask the next meeting to confirm it"],
        ),
        (
            short("carried", meeting=", quorum: 12, present: 9"),
            ["records/won.yaml:3:50 warning: the motion was carried at a meeting that was not quorate: "
             "ask the next meeting to confirm it"],
        ),
        (
            short("lost", meeting=", quorate: yes, quorum: 12, present: 9"),
            ["records/won.yaml:3:38 with 9 there and a quorum of 12 the meeting was not quorate: "
             "mend 'quorate', or the numbers"],
        ),
        (
            short("carried as amended"),
            ["records/won.yaml:4:1 the motion was carried as amended, and no amendments are named: write them in "
             "amendments/ and name them under 'amendments:', for the copy has to say what was carried"],
        ),
        (
            short("fell", "actions: [{clause: mp, who: Secretary}]\n"),
            ["records/won.yaml:5:1 warning: nothing is made of 'actions': the motion was not carried (fell): "
             "take them out"],
        ),
        (
            short("carried", "actions: [{clause: concil}]\n"),
            ["records/won.yaml:5:20 the motion has no clause 'concil' that asks this branch to do something: "
             "did you mean 'council'?"],
        ),
        (
            short("carried", "addressees: [{clause: Resolves 4, role: Leader}]\n"),
            ["records/won.yaml:5:23 the motion has no clause 'Resolves 4' that asks this branch to do something: "
             "did you mean 'Resolves 3'?"],
        ),
        (
            short("carried", "actions: [{clause: Believes 2}]\n"),
            ["records/won.yaml:5:20 'Believes 2' is not a clause: write its id, or its number as Resolves 2"],
        ),
        (
            short("carried", "title: X\n"),
            ["records/won.yaml:5:1 a record needs no 'title': it has the motion's: take it out"],
        ),
        (
            short("carried", "addressees: [{clause: mp, role: R, address: 'a, b, c, d, e, f, g'}]\n"),
            ["records/won.yaml:5:14 the address takes 8 lines, and the window of an envelope shows 7: "
             "leave out what the post can do without"],
        ),
        (
            short("caried"),
            ["records/won.yaml:4:10 'caried' is not an outcome: did you mean 'carried'?"],
        ),
        (
            short("carried", "votes: {fro: 5}\n"),
            ["records/won.yaml:5:9 unknown field 'fro': did you mean 'for'?"],
        ),
        (
            short("carried", "votes: {for: -1}\n"),
            ["records/won.yaml:5:14 '-1' should be 0 or more"],
        ),
        (
            short("carried", "lang: cy\n"),
            ["records/won.yaml:5:1 the motion is not there in 'cy': write it in en-GB, the languages of the motion"],
        ),
        (
            short("carried").replace("weir", "wier"),
            ["records/won.yaml:2:9 there is no branch 'wier': did you mean 'weir'?"],
        ),
        (
            short("carried").replace("doc", "dok"),
            ["records/won.yaml:1:9 there is no motion 'dok': did you mean 'doc'?"],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_told_at_its_line(record: str, told: list[str], tmp_path: Path) -> None:
    assert problems(tmp_path, record) == told


def test_a_record_is_of_a_motion(tmp_path: Path) -> None:
    from tests import projects

    flyer = projects.leaflet("headline: Read")["leaflets/doc.yaml"]
    found = projects.loaded(
        tmp_path,
        {
            "leaflets/paper.yaml": flyer,
            "motions/doc.yaml": projects.MOTION + "notes: [it is ours.]\n",
            "records/won.yaml": short("carried").replace("doc", "paper"),
        },
    )
    assert projects.said(found.problems) == ["records/won.yaml:1:9 'paper' is a leaflet and no motion: choose from doc"]
    assert "won" not in found.documents


def test_a_record_falls_with_its_branch_and_with_its_motion(tmp_path: Path) -> None:
    from tests import projects

    for name, fault in (("branches/weir.yaml", "name: W\ntype: clp\norganisation: none-such\n"),
                        ("motions/doc.yaml", projects.MOTION + "notes: ['{{ x }}']\n")):  # fmt: skip
        files = {
            "motions/doc.yaml": projects.MOTION + "notes: [it is ours.]\n",
            "records/won.yaml": short("lost"),
            name: fault,
        }
        found = projects.loaded(tmp_path / name[:3], files)
        assert [each.mark.file for each in found.problems] == [name]
        assert "won" not in found.documents


def test_what_is_made_of_a_record_depends_on_its_outcome(tmp_path: Path) -> None:
    carried = project(tmp_path / "a")
    made = ["letter-mp", "letter-resolves-1", "checklist", "share", "share-square", "press"]
    assert [each.form_name for each in carried.documents.values() if each.kind.name == "record"] == ["", *made]
    for outcome in ("lost", "remitted", "referred", "withdrawn", "fell", "not reached", "ruled out of order"):
        other = project(tmp_path / outcome.replace(" ", "-"), short(outcome))
        assert [each.form_name for each in other.documents.values() if each.kind.name == "record"] == [""]


def test_several_letters_about_one_clause_have_names_of_their_own(tmp_path: Path) -> None:
    extra = RECORD.replace("letters_on", "  - {clause: mp, role: Another}\nletters_on")
    record = project(tmp_path, extra).documents["won"].value
    assert isinstance(record, Record)
    assert list(record.letters()) == ["letter-mp", "letter-resolves-1", "letter-mp-2"]
    assert all(isinstance(each, Addressee) for each in record.letters().values())


@given(st.lists(st.from_regex(r"[a-z]{1,4}\d?", fullmatch=True), unique=True, max_size=8), st.integers(1, 12))
def test_a_clause_has_the_same_number_by_its_id_and_as_it_is_cited(ids: list[str], number: int) -> None:
    cited = number_of(f"Resolves {number}", "resolves", ids)
    assert cited == (number if number <= len(ids) else None)
    if cited:
        assert number_of(ids[number - 1], "resolves", ids) == number
    assert number_of(f"Instructs {number}", "resolves", ids) is None
    assert number_of("none-such", "resolves", ids) is None
