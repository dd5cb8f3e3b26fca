"""Words counted as each body counts them, against counts made by hand."""

from __future__ import annotations

import datetime

import pytest

from handbill.checking import check_rules
from handbill.counting import amendment_words, words
from handbill.models.rules import Counting
from handbill.request import Request
from handbill.ruling import Tally
from tests import hand_counts, projects

TODAY = datetime.date(2026, 11, 21)
PARTS = "parts: {notes: notes that, believes: believes that, instructs: instructs the Executive to}\n"


@pytest.fixture(scope="module")
def tallies(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Tally]:
    """What `check --rules` counts, by motion and by rules."""
    folder = tmp_path_factory.mktemp("counted")
    files = {"branches/weir.yaml": "name: Ely & March Branch\ntype: union-branch\nplace: Ely\n"}
    for number, motion in enumerate(hand_counts.MOTIONS, 1):
        files[f"motions/m{number}.yaml"] = f"campaign: library\n{motion.yaml}"
    for name, way in hand_counts.WAYS.items():
        counts = "".join(f"  {key}: {value}\n" for key, value in way.items())
        files[f"rules/{name}.yaml"] = f"opening: This Congress\nchecked: 2026-11-01\n{PARTS}counts:\n{counts}"
    projects.write(folder, {**projects.BASE, **files})
    found = {}
    for name in hand_counts.WAYS:
        ruled = check_rules(Request(folder, rules=name, today=TODAY))
        assert [str(problem) for problem in ruled.problems] == []
        found.update({(tally.document, name): tally for tally in ruled.tallies})
    return found


@pytest.mark.parametrize("way", hand_counts.WAYS)
@pytest.mark.parametrize("number", range(1, 21))
def test_words_are_those_that_a_person_counts(number: int, way: str, tallies: dict[tuple[str, str], Tally]) -> None:
    tally = tallies[f"m{number}", way]
    assert tally.count.total == getattr(hand_counts.MOTIONS[number - 1], way), tally.count.explained()


def test_what_was_counted_is_explained(tallies: dict[tuple[str, str], Tally]) -> None:
    assert {way: tallies["m7", way].count.explained() for way in hand_counts.WAYS} == {
        "plain": "openings 10, clauses 3, instructions 8; not counted: title 2, numbers 5",
        "page": "title 2, openings 10, clauses 3, instructions 8, numbers 5",
        "sparse": "clauses 3; not counted: title 2, openings 4, instructions 14, numbers 1",
    }


def test_a_date_counts_in_the_language_of_the_motion() -> None:
    one = Counting(dates="one")
    assert words("pleidlais ar 24 Chwefror 2027", one, "cy") == 3
    assert words("the vote on February 24, 2027 and in June 2027", one, "en") == 7
    assert words("we may march in March", one, "en") == 5
    assert words("1 July 2027", one, "tlh") == 1  # a language without a calendar has the English one


@pytest.mark.parametrize(
    ("counts", "found"),
    [(Counting(), 7), (Counting(rubric=True), 13), (Counting(deleted=True), 9), (Counting(hyphenated="each"), 8)],
)
def test_an_amendment_counts_what_it_puts_in_and_what_else_the_rules_say(counts: Counting, found: int) -> None:
    inserted = ["and to re-publish every contract", "and report"]
    rubric, deleted = "In Instructs 2, insert at end", ["by June"]
    assert amendment_words(inserted, counts, "en-GB", rubric=rubric, deleted=deleted) == found
