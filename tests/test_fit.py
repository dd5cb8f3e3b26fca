from __future__ import annotations

import pytest

from handbill.fit import FULL, Side, plan_side, saves_a_page, to_save_a_page, too_long, too_short
from handbill.format import Limits
from handbill.galley import Balanced, Columns, Fixed, Paragraph, Part, Row, Stack, text_height
from handbill.lines import Headline, Words
from handbill.pages import FitFinding, TooLong

TEXT = Limits(least=11, preferred=12, most=15)


def side(content: Part, height: float, headline: Headline | None = None) -> Side:
    return Side(1, height, content, 12, TEXT, 100, headline)


def paragraphs(lines: float) -> Stack:
    return Stack((Paragraph(lines, 16),), 0)


def headline(most: float = 200) -> Headline:
    widths = (2.0, 3.0, 2.5)
    return Headline(Words(("ONE", "TWO", "SIX"), widths, 0.2), 360, 0.9, Limits(least=30, preferred=30, most=most))


def test_text_grows_to_fill_its_side_and_no_further() -> None:
    plan = plan_side(side(paragraphs(10), 200))
    assert plan
    assert 12 < plan.size <= 15
    assert paragraphs(10).at(plan.size / 12) <= 200.1
    roomy = plan_side(side(paragraphs(10), 2000))
    assert roomy
    assert roomy.size == 15


def test_text_shrinks_to_its_least_and_then_is_too_long() -> None:
    plan = plan_side(side(paragraphs(20), 300))
    assert plan
    assert 11 <= plan.size < 12
    assert plan_side(side(paragraphs(30), 300)) is None


def test_a_headline_takes_what_the_preferred_text_leaves() -> None:
    plan = plan_side(side(paragraphs(10), 160 + 120, headline()))
    assert plan
    assert plan.headline
    assert headline().height(plan.headline) == pytest.approx(120, rel=0.12)
    assert plan.size >= 12


def test_text_takes_what_the_largest_headline_leaves() -> None:
    plan = plan_side(side(paragraphs(10), 400, headline(most=40)))
    assert plan
    assert plan.headline
    assert plan.headline.size == 40
    assert plan.size > 12


def test_text_gives_way_before_the_headline_is_too_small() -> None:
    plan = plan_side(side(paragraphs(20), 330, headline()))
    assert plan
    assert plan.headline
    assert plan.headline.size >= 30
    assert plan.size < 12


def test_text_gives_way_for_a_headline_that_fills_its_measure() -> None:
    tight = 348  # at 12 pt the headline would fill two thirds of a line
    plan = plan_side(side(paragraphs(20), tight, headline()))
    assert plan
    assert plan.headline
    assert headline().filled(plan.headline) >= FULL
    assert 11 <= plan.size < 12
    in_vain = plan_side(side(paragraphs(20), tight, headline(most=31)))
    assert in_vain
    assert in_vain.size >= 12


def test_a_galley_grows_by_lines_and_by_leading() -> None:
    text = Paragraph(3.5, 10)
    assert text.at(1) == 40
    assert text.at(1.1) == pytest.approx(4 * 11)
    assert text.at(1.2) == pytest.approx(5 * 12)
    assert Fixed(50).at(2) == 50
    assert Stack((Fixed(10), Fixed(30)), 5).at(1) == 45
    assert Stack((Fixed(10),), 5, least=20).at(1) == 25
    assert Row((Fixed(10), Fixed(30))).at(1) == 30
    assert Columns(Paragraph(8, 10), 2, 5).at(1) == 45
    even = Balanced(Words(("a", "b"), (1, 1), 0.1), 2.2, 10)
    assert (even.at(1), even.at(1.1)) == (10, 22)


def test_text_is_counted_once_in_rows_and_columns() -> None:
    both = Stack((Row((Paragraph(2, 10), Paragraph(3, 10))), Columns(Paragraph(8, 10), 2, 0), Fixed(99)), 7)
    assert text_height(both, 1) == 30 + 40


def test_what_is_too_long_is_told_in_words() -> None:
    finding = too_long(side(paragraphs(40), 300), "A5")
    assert str(finding) == "side 1 is about 45 words too long for A5: the text would be smaller than 11 pt"
    named = FitFinding(2, "too_long", 1, 11, "A5", "panel")
    assert str(named) == "side 2 (panel) is about 1 word too long for A5: the text would be smaller than 11 pt"
    assert str(TooLong([named, named])) == f"{named}; {named}"


def test_what_is_too_short_is_told_in_words() -> None:
    finding = too_short(side(paragraphs(10), 500), 160, "A4")
    assert str(finding) == "side 1 has room for about 60 words more on A4, even with the text at 15 pt"


def test_a_page_is_saved_where_smaller_text_can() -> None:
    limits = Limits(least=11, preferred=12, most=12)
    assert saves_a_page(1.05, limits)
    assert not saves_a_page(1.6, limits)
    assert 11 <= to_save_a_page(1.05, limits) < 12
