from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbill.format import Limits
from handbill.lines import Headline, Setting, Words, at_most, balance, break_lines, fewest, smallest


def words(text: str) -> Words:
    """Words as if every letter were half an em wide and a space a fifth."""
    each = tuple(text.split())
    return Words(each, tuple(len(word) / 2 for word in each), 0.2)


def headline(text: str, measure: float = 360, most: float = 200, least: float = 10, lines: int = 0) -> Headline:
    return Headline(words(text), measure, 0.9, Limits(least=least, preferred=least, most=most, lines=lines))


def lines_of(text: str, setting: Setting) -> list[str]:
    each = text.split()
    edges = [0, *setting.breaks, len(each)]
    return [" ".join(each[a:b]) for a, b in itertools.pairwise(edges)]


def set_(text: str, height: float = math.inf, **limits: float) -> tuple[list[str], float]:
    setting = break_lines(headline(text, **limits), height)  # type: ignore[arg-type]
    assert setting
    return lines_of(text, setting), setting.size


def test_one_word_fills_the_measure() -> None:
    lines, size = set_("STRIKE")
    assert lines == ["STRIKE"]
    assert size == pytest.approx(120)


def test_a_headline_takes_as_many_lines_as_make_it_largest() -> None:
    lines, size = set_("WHO DECIDES ABOUT YOUR HOSPITAL")
    assert lines == ["WHO", "DECIDES", "ABOUT", "YOUR", "HOSPITAL"]
    assert size == pytest.approx(90)


def test_the_height_holds_it_back() -> None:
    lines, size = set_("WHO DECIDES ABOUT YOUR HOSPITAL", height=200)
    assert lines == ["WHO DECIDES", "ABOUT YOUR", "HOSPITAL"]
    assert size * 3 * 0.9 <= 200 + 1e-6


def test_a_sentence_is_kept_together_at_some_cost_in_size() -> None:
    lines, size = set_("USE IT. LOVE IT. SAVE IT.", height=110)
    assert lines == ["USE IT. LOVE IT.", "SAVE IT."]
    assert set_("USE IT LOVE IT SAVE IT", height=110)[1] > size


def test_no_line_ends_with_a_short_word_where_it_need_not() -> None:
    assert set_("DONORS OF BLOOD", height=110)[0] == ["DONORS", "OF BLOOD"]


def test_the_largest_size_and_the_most_lines_are_kept() -> None:
    assert set_("GO", most=50)[1] == 50
    assert len(set_("ONE TWO THREE FOUR FIVE", lines=2)[0]) <= 2


def test_nothing_is_made_smaller_than_the_least() -> None:
    assert break_lines(headline("INCOMPREHENSIBILITIES", measure=100, least=12)) is None
    assert break_lines(headline("ONE TWO", least=40), height=30) is None


def test_what_stands_around_counts_in_the_height() -> None:
    tight = Headline(words("ONE"), 1000, 0.9, Limits(least=10, preferred=10, most=500), around=0.1)
    setting = break_lines(tight, 100)
    assert setting
    assert tight.height(setting) == pytest.approx(100)


def test_smallest_takes_few_lines_and_at_most_its_size() -> None:
    line = headline("ONE TWO THREE", least=20, most=90)
    small = smallest(line)
    assert small
    assert (small.size, small.lines) == (20, 1)
    held = at_most(line, 50)
    assert held
    assert held.size <= 50


def test_balance_makes_lines_even() -> None:
    assert balance(words("aaaa bbbb cccc dddd"), 8) == (2,)
    assert balance(words("aaaa bbbb cccc d"), 6.5) == (2,)
    assert balance(words("one"), 1) == ()


texts = st.lists(st.text("abcdefgh.", min_size=1, max_size=9), min_size=1, max_size=9).map(" ".join)


@given(texts, st.floats(60, 600), st.floats(30, 600))
@settings(max_examples=200, deadline=None)
def test_what_is_set_fits(text: str, measure: float, height: float) -> None:
    line = headline(text, measure=measure)
    setting = break_lines(line, height)
    if setting is None:
        return
    assert line.height(setting) <= height * (1 + 1e-6)
    assert line.limits.least <= setting.size * (1 + 1e-9)
    assert setting.size <= line.limits.most
    assert list(setting.breaks) == sorted(set(setting.breaks))
    edges = [0, *setting.breaks, len(line.words.widths)]
    for start, end in itertools.pairwise(edges):
        assert line.words.width(start, end) * setting.size <= measure * (1 + 1e-6)


@given(texts, st.floats(1, 30))
@settings(max_examples=200, deadline=None)
def test_balanced_lines_are_as_few_as_can_be(text: str, measure: float) -> None:
    each = words(text)
    assert len(balance(each, measure)) + 1 == fewest(each, max(measure, *each.widths))
