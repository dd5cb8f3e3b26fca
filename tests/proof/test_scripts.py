"""Seeded faults in files whose letters do not stand as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pikepdf
import pytest

from handbill.expect import expected_of
from handbill.proof import Expected, proof
from tests import languages
from tests.languages import TEXTS
from tests.proof.making import edited, faults, finding, told
from tests.setting import composed, layout, screen_pdf, typeset

Change = Callable[[pikepdf.Pdf], object]


@cache
def sound(lang: str) -> tuple[bytes, Expected]:
    piece = languages.flyer(lang)
    return screen_pdf(piece), expected_of(piece, composed(piece), layout("flyer"), "screen", 2)


def report_on(lang: str, change: Change) -> Any:
    pdf, expected = sound(lang)
    return proof(edited(pdf, change), expected)


def named(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the tags that name a text."""
    yield from (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ActualText" in each)


def lines_of_the_lead(pdf: pikepdf.Pdf) -> list[Any]:
    return [each for each in named(pdf) if str(each.ActualText).strip() in TEXTS["ar"].lead]


def test_a_wrong_actual_text_fails() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        line = lines_of_the_lead(pdf)[0]
        line.ActualText = pikepdf.String(str(line.ActualText).replace("NHS", "GIG"))

    report = report_on("ar", change)
    assert faults(report) == {"text"}, told(report)
    assert "but is read out as" in finding(report, "text").detail


def test_a_missing_actual_text_fails() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del lines_of_the_lead(pdf)[0].ActualText

    report = report_on("ar", change)
    assert "tags" in faults(report), told(report)
    assert "no tag says in which order to read" in finding(report, "tags").detail


def test_actual_texts_that_have_changed_places_fail() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        first, second = lines_of_the_lead(pdf)[:2]
        first.ActualText, second.ActualText = str(second.ActualText), str(first.ActualText)

    report = report_on("ar", change)
    assert "text" in faults(report), told(report)


def test_tags_and_texts_that_have_changed_places_fail() -> None:
    """Each tag has the text that it shows: only the order is wrong."""

    def change(pdf: pikepdf.Pdf) -> None:
        first, second = lines_of_the_lead(pdf)[:2]
        first.ActualText, second.ActualText = str(second.ActualText), str(first.ActualText)
        first.K, second.K = pikepdf.Array(list(second.K)), pikepdf.Array(list(first.K))

    assert "text" in faults(report_on("ar", change))


def test_an_actual_text_turned_round_fails() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        line = lines_of_the_lead(pdf)[0]
        line.ActualText = pikepdf.String(str(line.ActualText)[::-1])

    assert "text" in faults(report_on("ar", change))


@pytest.mark.parametrize(("lang", "letter", "other"), [("ar", "ل", "م"), ("hi", "र", "ल"), ("bn", "র", "ল")])
def test_a_letter_of_a_font_that_stands_for_another_fails(lang: str, letter: str, other: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for font in (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each):
            cmap = font.ToUnicode.read_bytes()
            font.ToUnicode.write(cmap.replace(b"<%04x>\n" % ord(letter), b"<%04x>\n" % ord(other)))

    report = report_on(lang, change)
    assert "text" in faults(report), told(report)


@pytest.mark.parametrize("lang", ["ar", "ur", "bn", "hi", "ta"])
def test_a_file_as_weasyprint_writes_it_fails(lang: str) -> None:
    report = proof(typeset(languages.flyer(lang)).pdf, sound(lang)[1])
    assert "text" in faults(report), told(report)
