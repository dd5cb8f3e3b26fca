"""Comparing words: what counts and what does not."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.proof.runs import LINE_END_HYPHEN, SOFT_BREAK
from handbill.proof.wording import Passage, differences, joined, missing_or_extra, normal, quoted, squeezed

WORDS = st.lists(st.text(string.ascii_letters + "'’éŵłß", min_size=1, max_size=9), min_size=1, max_size=30)


def out(*texts: str) -> list[Passage]:
    return [Passage(text) for text in texts]


@given(st.text())
def test_normal_text_stays_as_it_is(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert not any(letter.isspace() or letter == "-" for letter in squeezed(text))


@given(WORDS)
def test_capitals_count_for_nothing(words: list[str]) -> None:
    text = " ".join(words)
    assert differences([text], out(text.upper())) == []


@given(WORDS, st.randoms())
def test_lines_may_break_anywhere_between_words_and_with_a_hyphen_within(words: list[str], choice: object) -> None:
    assert hasattr(choice, "random")
    set_in_lines = words[0]
    for word in words[1:]:
        set_in_lines += SOFT_BREAK if choice.random() < 0.3 else " "
        cut = len(word) // 2
        set_in_lines += word[:cut] + LINE_END_HYPHEN + SOFT_BREAK + word[cut:] if choice.random() < 0.3 else word
    assert differences([" ".join(words)], out(set_in_lines)) == []


@given(WORDS, st.data())
def test_one_letter_more_or_less_is_always_found(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    at = data.draw(st.integers(0, len(text) - 1))
    more, less = text[:at] + "q" + text[at:], text[:at] + text[at + 1 :]
    assert differences([text], out(more)) != []
    assert differences([text], out(less)) != []


@given(WORDS, WORDS)
def test_what_is_equal_has_no_difference_however_it_is_cut_up(first: list[str], second: list[str]) -> None:
    chunks = [" ".join(first), " ".join(second)]
    assert differences(chunks, out(*chunks)) == []
    assert differences(chunks, out(*first, *second)) == []
    assert missing_or_extra(chunks, joined(reversed(chunks))) == []


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
def test_any_two_texts_can_be_compared(went_in: list[str], came_out: list[str]) -> None:
    said = differences(went_in, out(*came_out))
    assert all(isinstance(each, str) and each for each in said)


@pytest.mark.parametrize(
    ("went_in", "came_out", "said"),
    [
        ("one two three", "one three", "missing: “two”"),
        ("one three", "one two three", "extra: “two”"),
        ("one two three", "one twp three", "reads “twp”, not “two”"),
        ("it’s here", "it's here", "reads “it's”, not “it’s”"),
        ("a – b", "a - b", "reads “-”, not “–”"),
        ("seven pm", "sevenpm", "reads “sevenpm”, not “seven pm”"),
        ("into", "in to", "reads “in to”, not “into”"),
        ("Tŷ", "Ty", "reads “Ty”, not “Tŷ”"),
        ("£1,000", "£1.000", "reads “£1.000”, not “£1,000”"),
    ],
)
def test_differences_are_named(went_in: str, came_out: str, said: str) -> None:
    assert differences([went_in], out(came_out)) == [said]


@pytest.mark.parametrize(
    ("went_in", "came_out"),
    [
        ("seven\u00a0pm", "seven pm"),
        ("co\u00adoperate", "cooperate"),
        ("office", "o\ufb03ce"),
        ("two-sided", f"two{LINE_END_HYPHEN}{SOFT_BREAK}sided"),
        ("a\u2011b", "a-b"),
        ("First", "• First"),
        ("e\u0301t\u00e9", "\u00e9t\u00e9"),
        ("a\u200bb", "ab"),
        ("water\n\nfire", "water fire"),
        ("H₂O m²", "H2O m2"),
    ],
)
def test_what_does_not_count(went_in: str, came_out: str) -> None:
    assert differences([went_in], out(came_out)) == []


def test_a_hyphen_at_a_runs_end_may_be_the_lines() -> None:
    assert differences(["responsibility"], out(joined(["responsi-", "bility"]))) == []
    assert differences(["self-made"], out(joined(["self-", "made"]))) == []
    assert differences(["selfmade"], out("self-made")) != []


def test_a_label_may_have_gone_in_or_not_but_not_as_another() -> None:
    listed = [Passage("1. ", label=True), Passage("one"), Passage("2. ", label=True), Passage("two")]
    assert differences(["one", "two"], listed) == []
    assert differences(["1. one", "2. two"], listed) == []
    assert differences(["1. one", "two"], listed) == []
    assert differences(["3. one", "two"], listed) != []


def test_moved_paragraphs_are_named() -> None:
    chunks = ["First of all.", "Then the rest.", "In the end."]
    assert differences(chunks, out(chunks[1], chunks[0], chunks[2])) == [
        "out of order: “First of all.” is read too late"
    ]


def test_a_long_text_that_differs_is_told_briefly() -> None:
    words = [f"word{number}" for number in range(2000)]
    said = differences([" ".join(words)], out(" ".join(word + "x" for word in words)))
    assert sum(map(len, said)) < 500


def test_furniture_may_stand_outside_more_than_once_or_not_at_all() -> None:
    assert missing_or_extra((), "page 1 of 2", ["Page 1 of 2", "Page 2 of 2"]) == []
    assert missing_or_extra((), joined(["a foot", "a foot"]), ["A foot"]) == []
    assert missing_or_extra((), "another foot", ["A head"]) == ["extra: “anotherfoot”"]
    assert missing_or_extra(["body", ""], "body") == []
    assert missing_or_extra(["body"], "") == ["missing: “body”"]


def test_quotes_are_short_and_on_one_line() -> None:
    assert quoted(f"demo{LINE_END_HYPHEN}{SOFT_BREAK}cracy  now") == "“democracy now”"
    assert len(quoted("long " * 50)) <= 62


def test_the_date_of_a_foot_is_no_year_of_the_text() -> None:
    """Readers cut lines that run from right to left into runs, and turn them round."""
    foot = "مطالبات · نومبر، 2026"
    came_out = joined(["2026", "نومبر،", " · ", "مطالبات", "اجلاس", "2026"])
    assert missing_or_extra(["اجلاس", "2026"], came_out, [foot]) == []
    assert missing_or_extra(["اجلاس", "2026"], came_out.removesuffix("2026"), [foot]) != []
    assert missing_or_extra(["نومبر، 2026", "· مطالبات"], joined(["2026", "نومبر،", "·", "مطالبات"]), [foot]) == []


def test_a_run_of_nothing_but_a_space_parts_no_words() -> None:
    assert missing_or_extra(["कौन-सी सेवा"], joined(["कौन-सी", " ", "सेवा"])) == []


def test_english_words_at_the_foot_of_an_arabic_page_may_be_turned_round() -> None:
    assert missing_or_extra((), joined(["4", "of", "1", "page"]), ["Page 1 of 4"], in_order=False) == []
