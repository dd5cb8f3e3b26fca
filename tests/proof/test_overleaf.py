"""Paragraphs that go on over pages, in files for the press: they have no tags that would say so."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from handbill.finish.press import Press, finish
from handbill.proof import Expected, proof
from tests.proof.making import IMPRINT, TITLE, finding, told, typeset
from tests.proof.pressing import EXPECTED_PRESS, PAPER, inks

CSS = """
@page { size: 105mm 148mm; margin: 15mm; @bottom-left { content: 'Page ' counter(page); font: 9pt 'Source Sans 3' }
  @right-middle { content: '11 12'; font: 9pt 'Source Sans 3' } }
body { margin: 0; font: 11pt/1.4 'Source Sans 3'; color: #141b2d }
p { margin: 0 0 2mm; orphans: 2; widows: 2 } .end { position: relative }
"""
BEFORE, AFTER = "The council means to close it.", "Write to the council."
LONG = " ".join(f"In year {number} some {number * 37} people came to read here." for number in range(1, 90))
TEXT = (BEFORE, LONG, AFTER, IMPRINT)


@pytest.fixture(scope="module")
def pressed() -> bytes:
    """Four pages: a long paragraph from the first to the last, and what is painted before it on each."""
    html = (
        f"<html lang='en'><title>{TITLE}</title><style>{CSS}</style>"
        f"<p>{BEFORE}</p><p>{LONG}</p><p class='end'>{AFTER}</p><p>{IMPRINT}</p></html>"
    )
    press = Press(PAPER, 0, True, TITLE, "2026-11-01T00:00:00+00:00")
    return finish(typeset(html, None), press, inks())


EXPECTED: Expected = replace(
    EXPECTED_PRESS,
    pages=None,
    codes=(),
    text=TEXT,
    furniture=(*(f"Page {number}" for number in range(9, 0, -1)), "12", "11"),
)


def test_a_paragraph_over_several_pages_is_whole_whatever_stands_between(pressed: bytes) -> None:
    report = proof(pressed, EXPECTED)
    assert int(finding(report, "pages").detail.split()[0]) >= 3
    assert finding(report, "text").result == "pass", told(report)


@pytest.mark.parametrize(
    "went_in",
    [
        LONG.replace("In year 80", "In the year 80"),
        LONG.rpartition(" In year")[0],
        f"{LONG} 11 12",
    ],
    ids=["a word is lost", "there is more", "numbers of lines are none of its words"],
)
def test_a_paragraph_that_is_not_the_same_overleaf_fails(pressed: bytes, went_in: str) -> None:
    found = finding(proof(pressed, replace(EXPECTED, text=(BEFORE, went_in, AFTER, IMPRINT))), "text")
    assert found.result == "fail"
    assert found.detail.startswith("missing: “In year 1 some 37")


def test_what_goes_on_after_a_page_between_is_not_whole(pressed: bytes) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pressed)) as pdf:
        pages = list(pdf.pages)
        pdf.pages.insert(1, pages[-1])
        del pdf.pages[-1]
        pdf.save(made)
    assert finding(proof(made.getvalue(), EXPECTED), "text").result == "fail"
