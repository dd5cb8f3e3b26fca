"""Records are held against the calendar and common sense, and name nobody who is not to be named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.checking import check
from handbill.offices import is_body, is_office
from handbill.request import Request
from tests import projects
from tests.records import sample
from tests.records.sample import problems
from tests.records.test_papers import text_of
from tests.setting import screen_pdf

SHORT = "motion: doc\nbranch: weir\nmeeting: {date: 2026-11-24%s}\noutcome: %s\n"
DONE = "actions: [{clause: council, who: Chair}, {clause: mp, who: Chair}]\n"


def short(outcome: str = "carried", rest: str = "", meeting: str = "") -> str:
    return SHORT % (meeting, outcome) + rest


def checked(folder: Path, record: str, today: str = "2026-12-31", **files: str) -> list[str]:
    """What `handbill check` says of a record on a day."""
    import datetime

    more = {f"{name.replace('__', '/')}.yaml": text for name, text in files.items()}
    projects.write(folder, {**projects.BASE, **sample.FILES, "records/won.yaml": record, **more})
    found = check(Request(folder, today=datetime.date.fromisoformat(today)))
    return projects.said([each for each in found if each.mark.file == "records/won.yaml"])


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (
            short(rest="votes: {for: 0}\n"),
            "records/won.yaml:5:14 the motion was carried, and nobody voted for it: mend the votes, or the outcome",
        ),
        (
            short(meeting=", present: 0"),
            "records/won.yaml:3:38 nobody was there, and the motion was carried: "
            "mend the number present, or the outcome",
        ),
        (
            short(rest="actions: [{clause: mp, by: 2026-11-01}]\n"),
            "records/won.yaml:5:28 it is to be done on 2026-11-01, before the meeting on 2026-11-24: "
            "mend one of the days",
        ),
        (
            short(rest="actions: [{clause: mp, done: 2026-11-01}]\n"),
            "records/won.yaml:5:30 warning: it was done on 2026-11-01, before the meeting on 2026-11-24: "
            "mend one of the days",
        ),
        (
            short(rest="sent: [{to: the press, on: 2026-01-01}]\n"),
            "records/won.yaml:5:28 it was sent on 2026-01-01, before the meeting on 2026-11-24: mend one of the days",
        ),
        (
            short(rest="letters_on: 2026-11-23\n"),
            "records/won.yaml:5:13 the letters are dated 2026-11-23, before the meeting on 2026-11-24: "
            "mend one of the days",
        ),
    ],
)
def test_what_cannot_be_so_is_told_at_its_line(record: str, told: str, tmp_path: Path) -> None:
    assert problems(tmp_path, record) == [told]


def test_a_motion_that_nobody_put_to_the_vote_needs_nobody_there(tmp_path: Path) -> None:
    assert problems(tmp_path, short("not reached", meeting=", present: 0")) == []


def test_what_is_said_to_have_happened_has_happened(tmp_path: Path) -> None:
    record = short(rest="actions: [{clause: council, done: 2026-11-26}, {clause: mp, who: Chair}]\n")
    assert checked(tmp_path, record, "2026-11-26") == []
    hint = "a day that is still to come: mend the day, or write it down when it has happened"
    assert checked(tmp_path, record, "2026-11-23") == [
        f"records/won.yaml:3:17 warning: it was carried on 2026-11-24, {hint}",
        f"records/won.yaml:5:35 warning: it was done on 2026-11-26, {hint}",
    ]


def test_clauses_that_ask_to_write_and_that_nobody_took_are_told_in_one_line(tmp_path: Path) -> None:
    assert checked(tmp_path, short()) == [
        "records/won.yaml:1:1 warning: nobody is named for Resolves 1 and Resolves 2: "
        "write an addressee, for a letter, or an action with 'who' or 'by', for the checklist"
    ]
    assert checked(tmp_path, short(rest="addressees: [{clause: mp, role: The Member, address: The House}]\n")) == [
        "records/won.yaml:1:1 warning: nobody is named for Resolves 1: "
        "write an addressee, for a letter, or an action with 'who' or 'by', for the checklist"
    ]
    assert checked(tmp_path, short(rest=DONE)) == []
    assert checked(tmp_path, short("lost")) == []


def test_an_action_that_is_still_to_be_filled_in_is_taken_by_nobody(tmp_path: Path) -> None:
    rest = "actions:\n  - {clause: council, by: 2026-12-01}\n  - {clause: mp, who: , by: , done: }\n"
    assert [each.partition(": ")[0] for each in checked(tmp_path, short(rest=rest))] == ["records/won.yaml:1:1 warning"]
    assert "nobody is named for Resolves 2: " in checked(tmp_path, short(rest=rest))[0]


def test_a_motion_in_another_language_is_not_searched_for_them(tmp_path: Path) -> None:
    motion = "title: Agor\ncampaign: library\nlang: cy\nresolves: [ask ysgrifennu at y cyngor;]\n"
    assert checked(tmp_path, short(), motions__doc=motion) == []


def test_a_letter_without_an_address_is_told_at_its_line(tmp_path: Path) -> None:
    rest = DONE + "addressees:\n  - {clause: mp, role: MP%s}\n"
    assert checked(tmp_path, short(rest=rest % "")) == [
        "records/won.yaml:7:5 warning: the letter that 'mp' asks for has no address: "
        "fill in 'address:', and 'name:' where it is known"
    ]
    assert checked(tmp_path, short(rest=rest % ", email: mp@weir.example" + "show: emails\n")) == []


# Who is named

LEAKS = """\
actions:
  - {clause: council, who: "Jo Bloggs, 07700 900123"}
  - {clause: mp, who: Equality officer, by: 2026-12-01}
sent:
  - {to: "Ms Private Person, 3 Home Lane", on: 2026-11-26}
  - {to: Anytown Borough Council, on: 2026-11-27, by: Jo Bloggs}
  - {to: region@private.example, on: 2026-11-28}
addressees:
  - {clause: council, role: The Leader of the Council, address: "Town Hall, Weir"}
"""


def test_a_name_that_stands_nowhere_else_is_on_no_paper(tmp_path: Path) -> None:
    made = sample.project(tmp_path, short(rest=LEAKS))
    told = text_of(screen_pdf(projects.piece(made, "won-checklist")))
    letter = text_of(screen_pdf(projects.piece(made, "won-letter-council")))
    for private in ("Bloggs", "07700", "Person", "Home Lane", "private"):
        assert private not in told + letter
    assert "write to our Member of Parliament. Equality officer 1 December 2026" in told
    assert "Anytown Borough Council, 27 November 2026" in told
    assert "Yours faithfully Secretary Weir Health Branch" in letter


def test_what_is_left_out_is_told_at_its_line(tmp_path: Path) -> None:
    said = "may name a person, and is left out of the checklist"
    office, body = "write an office, such as Secretary", "write a body or an office"
    assert checked(tmp_path, short(rest=LEAKS)) == [
        f"records/won.yaml:6:28 warning: 'who' {said}: {office}, or add 'show: names'",
        f"records/won.yaml:9:10 warning: 'to' {said}: {body}, or add 'show: names'",
        f"records/won.yaml:10:55 warning: 'by' {said}: {office}, or add 'show: names'",
        f"records/won.yaml:11:10 warning: 'to' {said}: {body}, or add 'show: emails'",
    ]
    assert checked(tmp_path, short(rest=LEAKS + "show: [names, emails]\n")) == []


def test_an_office_of_the_certifying_officers_is_one(tmp_path: Path) -> None:
    rest = (
        "actions: [{clause: council, who: Bell ringer}, {clause: mp, who: chair}]\n"
        "certified_by: [{office: Bell ringer}]\n"
    )
    assert checked(tmp_path, short(rest=rest)) == []
    assert "Bell ringer" in text_of(
        screen_pdf(projects.piece(sample.project(tmp_path, short(rest=rest)), "won-checklist"))
    )


@pytest.mark.parametrize(
    "office",
    ["Secretary", "the Branch Secretary", "Vice-Chair", "Health and Safety Rep", "Women’s Officer", "Cadeirydd", "MP"],
)
def test_offices_are_known_by_their_words(office: str) -> None:
    assert is_office(office)
    assert is_body(office)


@pytest.mark.parametrize(
    "body",
    ["regional office", "Anytown Borough Council", "St. Mary’s Hospital Trust", "MP for Anytown", "all members", "TUC"],
)
def test_bodies_are_known_by_a_word(body: str) -> None:
    assert is_body(body)


@pytest.mark.parametrize(
    "private",
    ["Jo Bloggs", "Jo Bloggs, Secretary", "Jo Bloggs Chair", "Ms Green", "Secretary (Jo Bloggs)", "Chair 07700 900123"],
)
def test_names_and_numbers_are_no_office(private: str) -> None:
    assert not is_office(private)


@pytest.mark.parametrize(
    "private",
    [
        "Jo Bloggs",
        "Cllr Bloggs, Town Council",
        "Ms Bloggs of the Council",
        "the Council 07700",
        "Council (Jo)",
        "a@b.uk",
    ],
)
def test_names_and_addresses_are_no_body(private: str) -> None:
    assert not is_body(private)


@given(
    st.text(max_size=12), st.sampled_from(["Secretary", "regional office", "Council"]), st.sampled_from("0123456789@,")
)
def test_no_number_and_no_address_is_ever_an_office_or_a_body(said: str, known: str, private: str) -> None:
    assert not is_body(f"{known} {said}{private}")
    assert not is_office(f"{known} {said}{private}")


# Whose meeting it was

GROUP = "name: Lantern Group on Weir Council\ntype: council\n"


def test_a_group_is_not_said_to_have_passed_what_its_council_did(tmp_path: Path) -> None:
    assert checked(tmp_path, short(rest=DONE), branches__weir=GROUP) == [
        "records/won.yaml:3:1 warning: the papers say that 'Lantern Group on Weir Council' passed the motion, and not "
        "the council: write whose meeting it was under 'meeting: of:', as 'Anytown Borough Council'"
    ]
    assert checked(tmp_path, short(rest=DONE, meeting=", of: Weir Council"), branches__weir=GROUP) == []


def test_the_papers_say_whose_meeting_it_was(tmp_path: Path) -> None:
    from handbill.forms import add_forms

    record = short(
        meeting=", of: Weir Borough Council", rest="addressees: [{clause: mp, role: The Member, address: The House}]\n"
    )
    made = projects.sound(tmp_path, {**sample.FILES, "branches/weir.yaml": GROUP, "records/won.yaml": record})
    add_forms(made)
    for name, words in (
        ("won", "at a meeting of Weir Borough Council on 24 November 2026"),
        ("won-letter-mp", "Weir Borough Council carried the motion"),
        ("won-letter-mp", "Clerk Weir Borough Council"),
        ("won-press", "Weir Borough Council passed the motion"),
        ("won-press", "Weir Borough Council resolved to"),
        ("won-share", "Weir Borough Council"),
    ):
        assert words in text_of(screen_pdf(projects.piece(made, name))), name


# What the words point to


def test_the_petition_below_is_there(tmp_path: Path) -> None:
    motion = sample.MOTION.replace("affiliate to the campaign.", "share the petition below with all.")
    made = projects.sound(tmp_path, {**sample.FILES, "motions/doc.yaml": motion, "records/won.yaml": sample.RECORD})
    from handbill.forms import add_forms

    add_forms(made)
    for name in ("won", "won-press"):
        told = text_of(screen_pdf(projects.piece(made, name)))
        for words in ("the petition below", "Petition: Keep it open", "weir.example/l", "Closes 31 January 2027."):
            assert words in told, name
    assert "Sources" not in text_of(screen_pdf(projects.piece(made, "won-press")))  # it cites none
