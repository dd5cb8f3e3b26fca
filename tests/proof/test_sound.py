"""A sound file passes everything, and a stranger's sound file is not blamed for what does not apply."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest

from handbill.proof import Expected, proof
from tests.proof.making import EXPECTED, FIRST, URL, edited, finding, flyer, told, typeset


def test_a_sound_flyer_passes_every_check() -> None:
    report = proof(flyer(), EXPECTED)
    assert report.result == "pass", told(report)
    assert [found.id for found in report.findings] == [
        "opens", "size", "pages", "fonts", "type", "fit", "qr", "text", "imprint", "placeholder",
        "links", "tags", "title", "lang", "bookmarks", "active", "bytes",
    ]  # fmt: skip


def test_the_findings_say_what_was_seen() -> None:
    report = proof(flyer(), EXPECTED)
    assert finding(report, "size").detail == "A5, 148 × 210 mm"
    assert finding(report, "pages").detail == "2 pages"
    assert finding(report, "fonts").detail == "League Gothic, Source Sans 3"
    assert finding(report, "type").detail == "smallest 7 pt, most of the text 12 pt"
    assert finding(report, "qr").detail.startswith(f"{URL} 0.9")
    assert finding(report, "imprint").page == 2
    box = finding(report, "qr").box
    assert box is not None
    assert box.width == pytest.approx(36 * 29 / 37, abs=0.2)
    assert box.height == pytest.approx(36 * 29 / 37, abs=0.2)
    assert box.left == pytest.approx(10 + 36 * 4 / 37, abs=0.1)


def test_the_same_file_gives_the_same_report() -> None:
    assert proof(flyer(), EXPECTED) == proof(flyer(), EXPECTED)


def test_a_strangers_sound_file_is_not_blamed() -> None:
    report = proof(flyer(variant=None))
    assert report.result == "pass", told(report)
    ids = {found.id for found in report.findings}
    assert ids == {"opens", "size", "pages", "fonts", "type", "fit", "qr", "placeholder", "links", "active",
                   "colours"}  # fmt: skip


def test_a_stranger_may_do_what_handbill_never_does() -> None:
    """Mixed sizes, small type, text over text and a missing title are warned of at most."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].MediaBox = pikepdf.Array([0, 0, 700, 800])
        del pdf.trailer.Info

    small = "<p style='font-size: 4pt'>very small print</p>"
    over = "<p style='position: absolute; top: 60mm; left: 50mm'>one text</p>" * 2
    report = proof(edited(flyer(variant=None, front=small + over), change))
    assert report.result == "warn", told(report)


def test_a_picture_alone_is_a_file_like_any_other() -> None:
    report = proof(typeset("<style>@page { size: A4 } p { height: 9cm; background: #080 }</style><p>", None))
    assert report.result == "warn"  # it has no title
    assert {found.id for found in report.findings} == {"opens", "size", "pages", "title", "active", "colours"}


def test_an_untagged_edition_is_read_without_its_order() -> None:
    """A press file has no tags: all the words must be there, wherever they were painted."""
    late = "<p style='position: absolute; top: 60mm; left: 60mm'>Painted last.</p>"
    data = flyer(variant=None, head="<meta name='author' content='A'>", lead=late + f"<p>{FIRST}</p>", columns="")
    text = (*(EXPECTED.text or ())[:1], "Painted last.", FIRST, *(EXPECTED.text or ())[2:4], *(EXPECTED.text or ())[6:])
    report = proof(data, Expected(edition="press", text=text))
    assert finding(report, "text").result == "pass", told(report)
    assert "tags" not in {found.id for found in report.findings}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_looked_at_as_it_is_shown(turn: int) -> None:
    def turn_pages(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.Rotate = turn

    report = proof(edited(flyer(), turn_pages), replace(EXPECTED, trim=(148, 210) if turn == 180 else (210, 148)))
    assert report.result == "pass", told(report)
    imprint, code = finding(report, "imprint").box, finding(report, "qr").box
    assert imprint is not None
    assert code is not None
    assert (imprint.width < imprint.height) == (turn != 180)
    assert code.width == pytest.approx(36 * 29 / 37, abs=0.2)


def test_a_page_may_begin_anywhere() -> None:
    def shift(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            wide, high = (float(edge) for edge in page.MediaBox.as_list()[2:])
            for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
                page[box] = pikepdf.Array([-100, 50, wide - 100, high + 50])
            page.contents_add(b"q 1 0 0 1 -100 50 cm", prepend=True)
            page.contents_add(b"Q")
        for link in pdf.pages[0].Annots:
            left, bottom, right, top = (float(edge) for edge in link.Rect.as_list())
            link.Rect = pikepdf.Array([left - 100, bottom + 50, right - 100, top + 50])

    shifted, still = proof(edited(flyer(), shift), EXPECTED), proof(flyer(), EXPECTED)
    assert shifted.result == "pass", told(shifted)
    assert finding(shifted, "imprint").box == pytest.approx(finding(still, "imprint").box, abs=0.01)
    assert finding(shifted, "qr").box == pytest.approx(finding(still, "qr").box, abs=0.1)


def test_a_poster_is_proved_as_a_flyer_is() -> None:
    html = (
        "<html lang=en><title>Poster</title><style>@page { size: A3; margin: 14mm } body { margin: 0;"
        " font: 20pt/1.3 'Source Sans 3' } h1 { font: 190pt/.9 'League Gothic'; margin: 0;"
        " text-transform: uppercase }</style><h1>Our library. Our say.</h1>"
        "<p>Sign before 31 January</p></html>"
    )
    expected = Expected(
        edition="screen", pages=1, trim=(297, 420), text=("Our library. Our say.", "Sign before 31 January")
    )
    report = proof(typeset(html), expected)
    assert report.result == "pass", told(report)
