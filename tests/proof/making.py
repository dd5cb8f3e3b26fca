"""Making files to prove: a sound flyer, whose parts a test exchanges for faulty ones, and edits to finished bytes."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import qrcode
from PIL import Image

from handbill.proof import Expected, ExpectedCode, Finding, Report

FONTS = Path(__file__).parents[2] / "handbill" / "fonts"
FACES = (
    ("League Gothic", 400, "league-gothic/LeagueGothic_400Regular.ttf"),
    ("Source Sans 3", 400, "source-sans-3/SourceSans3_400Regular.ttf"),
    ("Source Sans 3", 700, "source-sans-3/SourceSans3_700Bold.ttf"),
)
URL = "https://petition.example/s/anytown"
SHOWN = "petition.example/s/anytown"
TITLE = "Who decides about your library?"
IMPRINT = "Promoted by A. Member, 12 High Street, Anytown AN1 2BB, on behalf of Anytown Readers."
LEAD = "Since July the council has had a plan to close it. You didn’t vote for that."
FIRST = "A library is more than its books: it is a warm room, a quiet table and someone to ask who knows."
SECOND = "The council spends less on it in a year than on two hundred metres of new road."

CSS = """
@page { size: 148mm 210mm; margin: 10mm }
body { margin: 0; font: 12pt/1.35 'Source Sans 3' }
h1 { margin: 0; font: 64pt/.9 'League Gothic'; text-transform: uppercase; color: #fff; background: #c8102e }
h2 { font: 24pt/1 'League Gothic'; text-transform: uppercase }
.columns { columns: 2; column-gap: 7mm; hyphens: auto }
.code { width: 36mm; height: 36mm }
.imprint { font-size: 7pt }
.back { break-before: page }
sup { font-size: 65% }
"""
PARTS = {
    "lang": "en-GB",
    "head": "",
    "css": "",
    "headline": f"<h1>{TITLE}</h1>",
    "lead": f"<p>{LEAD}<sup>1</sup></p>",
    "order": f'<p>Sign the petition: <a href="{URL}">{SHOWN}</a></p>',
    "front": "",
    "heading": "<h2>What we would lose</h2>",
    "columns": f"<p>{FIRST}</p><p>{SECOND}</p>",
    "points": "<ul><li>Write to your councillor</li><li>Tell a neighbour</li></ul>",
    "imprint": f'<p class="imprint">{IMPRINT}</p>',
    "back": "",
}
EXPECTED = Expected(
    edition="screen",
    pages=2,
    trim=(148, 210),
    text=(
        TITLE, f"{LEAD}1", f"Sign the petition: {SHOWN}", "What we would lose", FIRST, SECOND,
        "Write to your councillor", "Tell a neighbour", IMPRINT,
    ),
    codes=(ExpectedCode(URL, page=1),),
    links=(URL,),
    title=TITLE,
    lang="en-GB",
    imprint=IMPRINT,
    fonts=("League Gothic", "Source Sans 3"),
    least_text=11,
    most_bytes=150_000,
    bookmarks=True,
)  # fmt: skip


@cache
def typeset(html: str, variant: str | None = "pdf/ua-1") -> bytes:
    """Set HTML with the shipped fonts."""
    from weasyprint import HTML

    sheet, fonts = _fonts()
    made = HTML(string=html).write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant=variant)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> tuple[Any, Any]:
    from weasyprint import CSS as Stylesheet
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; src: url('{(FONTS / file).as_uri()}') }}"
        for family, weight, file in FACES
    )
    return Stylesheet(string=faces, font_config=fonts), fonts


def flyer(variant: str | None = "pdf/ua-1", **parts: str) -> bytes:
    """Set the sound flyer, with some of its parts exchanged."""
    part = {"code": code(), **PARTS, **parts}
    return typeset(
        f"<html lang='{part['lang']}'><head><meta charset='utf-8'><title>{TITLE}</title>{part['head']}"
        f"<style>{CSS}{part['css']}</style></head><body>{part['headline']}{part['lead']}"
        f"{part['code']}{part['order']}{part['front']}"
        f"<div class='back'>{part['heading']}<div class='columns'>{part['columns']}</div>"
        f"{part['points']}{part['imprint']}{part['back']}</div></body></html>",
        variant,
    )


def code(
    url: str = URL,
    *,
    dark: str = "#000",
    light: str = "#fff",
    quiet: int = 4,
    style: str = "",
    change: Callable[[Image.Image], Image.Image] | None = None,
) -> str:
    """Return the HTML of a code, drawn as SVG; as a picture of 10 px a module where it is to be changed."""
    drawn = qrcode.QRCode(border=quiet, error_correction=qrcode.constants.ERROR_CORRECT_M)
    drawn.add_data(url)
    drawn.make()
    rows = drawn.get_matrix()
    side = len(rows)
    if change is not None:
        picture = drawn.make_image().get_image().convert("L")
        out = BytesIO()
        change(picture).save(out, "PNG")
        return _picture(out.getvalue(), "image/png", f"Code: {url}", style)
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    inside = f'<rect width="{side}" height="{side}" fill="{light}"/><path fill="{dark}" d="{squares}"/>'
    return svg(inside, f"0 0 {side} {side}", f"Code: {url}", style)


def svg(inside: str, view: str, alt: str, style: str = "") -> str:
    """Return the HTML of an SVG picture."""
    source = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{inside}</svg>'
    return _picture(source.encode(), "image/svg+xml", alt, style)


def _picture(source: bytes, kind: str, alt: str, style: str) -> str:
    data = base64.b64encode(source).decode()
    return f'<img class="code" style="{style}" alt="{alt}" src="data:{kind};base64,{data}">'


def edited(data: bytes, edit: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Return a finished file with something changed in it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        edit(pdf)
        pdf.save(out, static_id=True, fix_metadata_version=False)
    return out.getvalue()


def drawn(content: str | bytes, *, wide: float = 420, high: float = 595, **entries: object) -> bytes:
    """Write a file by hand with one page that draws the content; F1 is Helvetica, not embedded."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(wide, high))
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(content.encode() if isinstance(content, str) else content)
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    for name, entry in entries.items():
        page[f"/{name}"] = entry
    out = BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def finding(report: Report, id: str) -> Finding:
    """Return what a check found; it must have applied."""
    return next(found for found in report.findings if found.id == id)


def told(report: Report) -> list[str]:
    """Return all that is not a pass, for a message that says what went wrong."""
    return [f"{found.result} {found.id}: {found.detail}" for found in report.findings if found.result != "pass"]


def faults(report: Report) -> set[str]:
    """Return the checks that fail."""
    return {found.id for found in report.findings if found.result == "fail"}
