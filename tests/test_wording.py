"""The program's own words: in each language, for each type of body, and as a campaign wants them."""

from __future__ import annotations

import datetime
import re
import typing

import pytest

from handbill.models.base import BranchType
from handbill.wording import WORDS, day_in_words, direction, has_words, known_words, words_for

TYPES = (*typing.get_args(BranchType), "none")
LANGUAGES = sorted(path.stem for path in WORDS.glob("*.yaml"))
DAY = datetime.date(2027, 1, 31)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("body", TYPES)
def test_every_language_has_every_word_for_every_body(lang: str, body: str) -> None:
    words, english = words_for(lang, body), words_for("en", body)
    assert words.keys() == english.keys()
    for key, value in words.items():
        assert value.strip() == value != "", key
        if key != "subject" and not key.startswith("this_body"):
            assert set(re.findall(r"\{\w+\}", value)) == set(re.findall(r"\{\w+\}", english[key])), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_set_as_a_printer_would(lang: str) -> None:
    for key, value in known_words(lang).items():
        assert not re.search(r"['\"!]| - |\.\.\.", value), key


def test_a_word_for_a_type_of_body_goes_first() -> None:
    assert words_for("en-GB", "community-group")["resolves"] == "{subject} agrees to"
    assert words_for("en-GB", "clp")["resolves"] == "{subject} resolves to"
    assert words_for("en", "council")["this_body"] == "This Council"
    assert words_for("en", "none")["this_body"] == "This {blank}"
    assert not any("." in key for key in words_for("en", "clp"))


def test_words_of_ones_own_go_before_the_programs_and_the_nearest_last() -> None:
    campaign = {"order": "Sign now", "notes.council": "{subject} records that", "scan": "Scan"}
    branch = {"order": "Sign here"}
    words = words_for("en", "council", campaign, branch)
    assert (words["order"], words["notes"], words["scan"]) == ("Sign here", "{subject} records that", "Scan")
    assert words_for("en", "clp", campaign)["notes"] == "{subject} notes that"
    assert words_for("en", "clp")["order"] == "Sign the petition"


def test_a_language_that_the_program_lacks_gets_english() -> None:
    assert has_words("cy")
    assert has_words("en-GB")
    assert not has_words("eo")
    assert known_words("eo") == known_words("en")
    assert words_for("eo", "clp") == words_for("en", "clp")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en-GB", "31 January 2027"),
        ("en", "31 January 2027"),
        ("en-US", "January 31, 2027"),
        ("cy", "31 Ionawr 2027"),
        ("de", "31. Januar 2027"),
        ("pl", "31 stycznia 2027"),
        ("zh-Hans", "2027年1月31日"),
        ("xx", "2027-01-31"),
        ("qqq-Latn-GB", "2027-01-31"),
    ],
)
def test_a_day_is_said_as_people_say_it(lang: str, said: str) -> None:
    assert day_in_words(DAY, lang).replace("\u00a0", " ") == said


def test_the_day_stays_with_its_month() -> None:
    assert day_in_words(DAY, "en-GB") == "31\u00a0January 2027"
    assert day_in_words(DAY, "cy") == "31\u00a0Ionawr 2027"


def test_the_direction_of_writing() -> None:
    assert [direction(lang) for lang in ("en-GB", "ar", "ur-PK", "he", "cy", "fa")] == [
        "ltr",
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "rtl",
    ]
