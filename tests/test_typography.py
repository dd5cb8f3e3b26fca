"""Spaces that must not break, dashes, apostrophes. In the tables ~ is a space that must not break."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbill.typography import (
    NBSP,
    addressed,
    apostrophes,
    dashes,
    dated,
    elided,
    ended,
    glued,
    quotes,
    ranged,
    reach,
    rise,
)


@pytest.mark.parametrize(
    "made",
    [
        "at 7~pm or 10.30~a.m. in the summertime",
        "£1~million, 3.5~billion, 12~per cent, 5~%, 20~mm, 6~miles.",
        "42~people in section~75, Sections~3 and 4, s.~110, page~2 and pp.~3-4",
        "in Part~1 of No.~9",
        "on 1~July 2022, 31~January and 12~May",
        "may 5 come, 3 pmx, 100~years old, the section~7a",
        "am 7~yh ar 1~Gorffennaf 2022, adran~75, £1~miliwn",
        "am 1~Juli, 5~km, bis zum 31.~März 2027, le 1er~mars",
        "Nos Fercher, 7~pm, 31~January 2027; do 31~stycznia 2027~r.",
    ],
)
def test_what_stays_together(made: str) -> None:
    assert glued(made.replace("~", " ")).replace(NBSP, "~") == made


@pytest.mark.parametrize(
    "made",
    [
        "One two three four~five",
        "Who decides about your~hospital?",
        "One two three four considerably",
        "Too few words",
        "One two three four <em>five</em>~six",
        "One two three <em>four~five</em>",
        'One two three four~<a href="https://a.example">five</a>',
        "<p>One two three four~five.</p>\n<p>One two three four~six.</p>",
        "<ul>\n<li>One two three four~five</li>\n<li>one two</li>\n</ul>",
        "<li>One two three four~five\n<ul>\n<li>one two three four~five</li>\n</ul>\n</li>",
        "One two three 4~pm",
        "",
    ],
)
def test_a_short_word_does_not_stand_alone_on_the_last_line(made: str) -> None:
    assert glued(made.replace("~", " ")).replace(NBSP, "~") == made


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("ab 12pm.<>/&;\n£"), max_size=60))
def test_nothing_changes_but_the_kind_of_a_space(text: str) -> None:
    made = glued(text)
    assert re.sub(r"\s", " ", made) == re.sub(r"\s", " ", text)


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("so -- and so", "so – and so"),
        ("so --- and so", "so — and so"),
        ("so - and so -", "so – and so –"),
        ("- so", "- so"),
        ("well-known, 2025-26, -5", "well-known, 2025-26, -5"),
        ("and...", "and…"),
        ("see https://a.example/x--y...z -- or", "see https://a.example/x--y...z – or"),
    ],
)
def test_dashes(typed: str, made: str) -> None:
    assert dashes(typed) == made


def test_apostrophes_stand_after_letters() -> None:
    assert apostrophes("Miners' Hall, O'Brien, Geiriau'r") == "Miners’ Hall, O’Brien, Geiriau’r"
    assert apostrophes("5' and 'so'") == "5' and 'so’"


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("won in '68.", "won in ’68."),
        ("'68, the '90s and rock 'n' roll", "’68, the ’90s and rock ’n’ roll"),
        ('"\'68 was ours"', '"’68 was ours"'),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("'42 boards' and 6'11", "'42 boards' and 6'11"),  # a quotation and a height
        ("'1968' and '680", "'1968' and '680"),
    ],
)
def test_an_apostrophe_stands_for_figures_and_letters_left_out(typed: str, made: str) -> None:
    assert elided(typed) == made


def test_a_year_stays_with_its_month_on_a_short_line() -> None:
    made = dated(glued("until 31 January 2027 or 1 Mai 2027"))
    assert made.replace(NBSP, "~") == "until 31~January~2027 or 1~Mai~2027"


def test_a_paragraph_does_not_end_with_a_date_alone_after_a_short_word() -> None:
    made = ended(glued("<p>Das Haus bleibt offen. Bis 31. März 2027.</p><p>On 1 May we met; by 31 January</p>"))
    assert "Bis~31.~März~2027.</p><p>On 1~May we met; by~31~January</p>" in made.replace(NBSP, "~")
    assert "am 31~de~marzo~de~2027 a" in ended(glued("am 31 de marzo de 2027 a las dos")).replace(NBSP, "~")


def test_accents_rise_above_the_capitals_of_a_line() -> None:
    assert rise("Öfen") == rise("Café") == 0.16 < rise("Årets")
    assert rise("Ofen") == rise("آب") == 0  # a mark on a letter that has no capitals is its font's to hold


def test_a_range_of_years_is_not_parted_at_its_dash() -> None:
    assert ranged('in <a href="https://a.example/1–2">2025–26</a>, so') == (
        'in <a href="https://a.example/1–2"><span class="range">2025–26</span></a>, so'
    )


def test_a_name_and_its_address_are_parted_only_between_their_lines() -> None:
    said = addressed("H. Porter-Ash, 118 Moor Road, Upper Weir AN30 7GG").split(" ")
    assert said == [f"H.{NBSP}Porter-Ash,", f"118{NBSP}Moor", "Road,", "Upper", "Weir", f"AN30{NBSP}7GG"]
    assert addressed("Flat 3, 5b Heol y Felin") == f"Flat 3, 5b{NBSP}Heol y Felin"


def test_every_language_has_four_marks() -> None:
    assert all(len(quotes(lang)) == 4 for lang in ("en", "cy", "de", "fr", "es", "it", "pt", "pl", "ro", "nl", "sv"))
    assert quotes("eo") == quotes("en")


@pytest.mark.parametrize(
    "text", ["Two words, one line", "212,000 visits. One pool.", "Ask; then sign", "Wszędzie, tutaj i tam"]
)
def test_what_hangs_from_a_line_of_capitals_has_room_above_the_next(text: str) -> None:
    assert reach(text) >= 0.735 + 0.13 + 0.05  # the height of a capital, a comma, and a gap that is seen


def test_accents_and_hooks_have_room_and_other_headlines_stand_as_close_as_ever() -> None:
    assert reach("Cadwch y tŷ") == reach("Un café à Arras") > 0.9
    assert reach("Nie zamykać się już") > 1.0
    assert reach("Don't close our library") == reach("Quick: join us!") == 0
    assert reach("Îlot libre") == reach("Join us,") == 0  # nothing stands above the first word, or below the last
