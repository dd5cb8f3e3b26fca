"""The program's own words: in each language, for each type of body, and as a campaign wants them."""

from __future__ import annotations

import datetime
import re
import typing

import pytest

from handbill.models.base import BranchType
from handbill.wording import (
    WORDS,
    Borrowed,
    counted,
    day_in_words,
    direction,
    has_words,
    known_words,
    lacks_words,
    listed,
    own_words,
    plurals,
    words_for,
)

TYPES = (*typing.get_args(BranchType), "none")
LANGUAGES = sorted(path.stem for path in WORDS.glob("*.yaml"))
COMPLETE = ("cy", "en")
COUNTED = sorted({key.partition(".")[0] for key in own_words("en") if key.endswith(".other")})
DAY = datetime.date(2027, 1, 31)


def stem(key: str) -> str:
    return key.partition(".")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("body", TYPES)
def test_every_language_has_every_word_for_every_body(lang: str, body: str) -> None:
    words, english = words_for(lang, body), words_for("en", body)
    assert {stem(key) for key in words} == {stem(key) for key in english}
    for key, value in words.items():
        assert value.strip() == value != "", key
        key = key if key in english else f"{stem(key)}.other"
        if key != "subject" and not key.startswith("this_body"):
            assert set(re.findall(r"\{\w+\}", value)) == set(re.findall(r"\{\w+\}", english[key])), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_no_word_that_english_lacks(lang: str) -> None:
    assert {stem(key) for key in own_words(lang)} <= {stem(key) for key in own_words("en")}


@pytest.mark.parametrize("lang", COMPLETE)
def test_english_and_welsh_are_complete(lang: str) -> None:
    assert {stem(key) for key in own_words(lang)} == {stem(key) for key in own_words("en")}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", COUNTED)
def test_what_is_counted_has_every_plural_of_its_language(lang: str, key: str) -> None:
    forms = {each.partition(".")[2] for each in own_words(lang) if stem(each) == key}
    assert forms in ({*plurals(lang)}, set()), (lang, key)


def test_welsh_has_all_six_plurals_and_english_two() -> None:
    assert plurals("cy") == ("zero", "one", "two", "few", "many", "other")
    assert plurals("en-GB") == ("one", "other")
    assert plurals("pl") == ("one", "few", "many", "other")


@pytest.mark.parametrize(
    ("lang", "number", "said"),
    [
        ("en", 1, "1 day left"),
        ("en-GB", 12, "12 days left"),
        ("cy", 1, "1 diwrnod ar ôl"),
        ("cy", 2, "2 ddiwrnod ar ôl"),
        ("cy", 31, "31 diwrnod ar ôl"),
        ("eo", 1, "1 day left"),
    ],
)
def test_a_number_has_its_plural(lang: str, number: int, said: str) -> None:
    assert counted(words_for(lang, "clp"), "days_left", number, lang) == said


def test_a_campaigns_plurals_go_before_the_programs() -> None:
    words = words_for("pl", "clp", {"days_left.few": "{number} dni", "days_left.many": "{number} dni i nocy"})
    assert [counted(words, "days_left", number, "pl") for number in (2, 5)] == ["2 dni", "5 dni i nocy"]


@pytest.mark.parametrize(
    ("lang", "things", "said"),
    [
        ("en", ["a"], "a"),
        ("en", ["a", "b", "c"], "a, b and c"),
        ("cy", ["Sign", "Dysgu", "Gwneud"], "Sign, Dysgu, a Gwneud"),
        ("cy", ["Wrecsam", "Amwythig"], "Wrecsam ac Amwythig"),
        ("cy", ["Bangor", "‘Ŵyn’"], "Bangor ac ‘Ŵyn’"),
        ("pl", ["Ania", "Ola"], "Ania i Ola"),
        ("ur", ["الف", "ب"], "الف اور ب"),
        ("xx", ["a", "b"], "a and b"),
    ],
)
def test_things_are_listed_as_a_sentence_has_them(lang: str, things: list[str], said: str) -> None:
    assert listed(things, lang) == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_set_as_a_printer_would(lang: str) -> None:
    for key, value in own_words(lang).items():
        assert not re.search(r"['\"!]| - |\.\.\.", value), key


def test_a_word_for_a_type_of_body_goes_first() -> None:
    assert words_for("en-GB", "community-group")["resolves"] == "{subject} agrees to"
    assert words_for("en-GB", "clp")["resolves"] == "{subject} resolves to"
    assert words_for("en", "council")["this_body"] == "This Council"
    assert words_for("en", "none")["this_body"] == "This {blank}"
    assert {key.partition(".")[2] for key in words_for("en", "clp") if "." in key} == {"one", "other"}


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


def test_words_that_a_language_lacks_are_english_and_know_their_key() -> None:
    assert [lacks_words(lang) for lang in ("en", "cy-GB", "pl", "eo")] == [False, False, True, True]
    lacking = words_for("eo", "conference", {"scan": "skani"})
    assert not isinstance(lacking["scan"], Borrowed)
    keys = {key: word.key for key, word in lacking.items() if isinstance(word, Borrowed)}
    assert (keys["resolves"], keys["order"]) == ("resolves.conference", "order")
    assert "subject" not in keys  # '{body}' is in any language


def test_a_given_other_serves_for_every_number_before_an_english_word_does() -> None:
    words = words_for("eo", "clp", {"days_left.other": "{number} tagoj"})
    assert [counted(words, "days_left", number, "eo") for number in (1, 3)] == ["1 tagoj", "3 tagoj"]


def test_the_direction_of_writing() -> None:
    assert [direction(lang) for lang in ("en-GB", "ar", "ur-PK", "he", "cy", "fa")] == [
        "ltr",
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "rtl",
    ]
