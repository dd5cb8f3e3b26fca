"""Fonts that are not in the file, glyphs that are not in the font, type that is too small."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest

from handbill.proof import Expected, proof
from tests.proof.making import EXPECTED, IMPRINT, drawn, edited, faults, finding, flyer, told, typeset

HELVETICA = "BT /F1 12 Tf 50 300 Td (Not in the file) Tj ET"


def test_a_font_that_is_not_embedded_fails() -> None:
    report = proof(drawn(HELVETICA))
    assert faults(report) == {"fonts"}, told(report)
    assert "Helvetica is not embedded" in finding(report, "fonts").detail


def test_a_font_that_shows_nothing_need_not_be_embedded() -> None:
    assert "fonts" not in {found.id for found in proof(drawn("BT /F1 12 Tf ET 0 0 9 9 re f")).findings}


def test_a_font_inside_a_form_is_found() -> None:
    def into_a_form(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        form = pdf.make_stream(
            HELVETICA.encode(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=pikepdf.Array([0, 0, 420, 595]),
            Resources=pikepdf.Dictionary(Font=page.Resources.Font),
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))

    assert faults(proof(edited(drawn("/X Do"), into_a_form))) == {"fonts"}


def test_the_font_is_that_in_force_when_the_text_is_shown() -> None:
    """A font chosen within q and Q is forgotten after Q."""
    content = "BT /F1 12 Tf 50 300 Td (a) Tj ET q BT /F2 9 Tf ET Q BT 50 200 Td (b) Tj ET"

    def two_fonts(pdf: pikepdf.Pdf) -> None:
        fonts = pdf.pages[0].Resources.Font
        fonts.F2 = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
        )

    assert "Courier" not in finding(proof(edited(drawn(content), two_fonts)), "fonts").detail


def test_a_font_that_the_document_may_not_use_fails() -> None:
    report = proof(flyer(), replace(EXPECTED, fonts=("League Gothic",)))
    assert faults(report) == {"fonts"}, told(report)
    assert "Source Sans 3 is not one" in finding(report, "fonts").detail


@pytest.mark.parametrize("name", ["SourceSans3-BoldItalic", "Source-Sans-3,Bold", "ABCDEF+SourceSans3-Regular"])
def test_a_font_without_a_family_is_known_by_its_name(name: str) -> None:
    def without_family(pdf: pikepdf.Pdf) -> None:
        for font in (font for page in pdf.pages for font in page.Resources.Font.values()):
            descriptor = font.DescendantFonts[0].FontDescriptor
            if "Source" in str(font.BaseFont) and "/FontFamily" in descriptor:
                del descriptor.FontFamily
                font.BaseFont = pikepdf.Name(f"/{name}")

    assert finding(proof(edited(flyer(), without_family), EXPECTED), "fonts").result == "pass"


def test_a_character_that_no_font_has_fails_and_is_named() -> None:
    lead = "<p>Private sign: \ue123.</p>"
    report = proof(flyer(lead=lead), Expected(edition="screen"))
    assert "fonts" in faults(report)
    assert "(U+E123)" in finding(report, "fonts").detail


def test_glyph_nought_is_a_missing_character() -> None:
    def to_notdef(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        name = next(iter(page.Resources.Font.keys()))
        page.contents_add(f"BT {name} 12 Tf 60 60 Td <0000> Tj ET".encode())

    report = proof(edited(flyer(), to_notdef), Expected(edition="press"))
    assert "has no glyph for" in finding(report, "fonts").detail


def test_a_letter_without_a_meaning_fails() -> None:
    def forget_c(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[1].Resources.Font.values():
            font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0063>", b"<fffd>"))

    report = proof(edited(flyer(), forget_c), EXPECTED)
    assert faults(report) == {"fonts", "text"}, told(report)
    assert "has no meaning in the file" in finding(report, "fonts").detail


def test_a_picture_font_fails_in_our_own_files() -> None:
    def to_type3(pdf: pikepdf.Pdf) -> None:
        square = pdf.make_stream(b"1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f")
        pdf.pages[0].Resources.Font.F1 = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type3,
                FontBBox=pikepdf.Array([0, 0, 1000, 1000]),
                FontMatrix=pikepdf.Array([0.001, 0, 0, 0.001, 0, 0]),
                CharProcs=pikepdf.Dictionary(a=square),
                Encoding=pikepdf.Dictionary(Differences=pikepdf.Array([97, pikepdf.Name.a])),
                FirstChar=97,
                LastChar=97,
                Widths=pikepdf.Array([1000]),
                Resources=pikepdf.Dictionary(),
            )
        )

    data = edited(drawn("BT /F1 12 Tf 50 300 Td (a) Tj ET"), to_type3)
    assert "Type 3" in finding(proof(data, Expected(edition="screen")), "fonts").detail
    assert "fonts" not in faults(proof(data))


def test_type_of_five_points_fails_and_is_quoted() -> None:
    report = proof(flyer(imprint="<p style='font-size: 5pt'>Hardly to be read</p>"), EXPECTED)
    assert "type" in faults(report)
    assert finding(report, "type").detail == "“Hardly to be read” is 5 pt, less than 6.5 pt"
    assert finding(report, "type").page == 2
    assert finding(report, "type").box is not None


def test_type_that_is_scaled_down_is_as_small_as_it_looks() -> None:
    shrunk = "<p style='font-size: 10pt; transform: scale(.5); transform-origin: 0 0'>Scaled to five</p>"
    assert "is 5 pt" in finding(proof(flyer(front=shrunk), EXPECTED), "type").detail
    picture = (
        "<svg width='100' height='40' viewBox='0 0 200 80'><text x='5' y='50' font-size='10'>In a map</text></svg>"
    )
    assert "is 3.75 pt" in finding(proof(flyer(front=picture), EXPECTED), "type").detail


def test_running_text_that_is_too_small_fails_though_small_print_may_be_smaller() -> None:
    report = proof(flyer(css="body { font-size: 10pt }"), EXPECTED)
    assert faults(report) == {"type"}, told(report)
    assert finding(report, "type").detail == "the running text is 10 pt, less than 11 pt"


def test_a_poster_with_much_small_print_has_no_running_text() -> None:
    notes = "A note at the foot that is longer than all that the poster says. " * 4
    poster = typeset(
        "<html lang=en><title>P</title><style>@page { size: A4 } body { font: 8pt 'Source Sans 3' }"
        f"</style><h1 style='font-size: 60pt'>Our library</h1><p>{notes}</p><p>{IMPRINT}</p></html>"
    )
    expected = Expected(edition="screen", least_text=14, imprint=IMPRINT, small_print=(notes,))
    assert finding(proof(poster, expected), "type").result == "pass"
    assert finding(proof(poster, replace(expected, small_print=())), "type").result == "fail"
