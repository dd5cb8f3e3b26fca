"""Faults of a file for the screen: links, tags, title, language, bookmarks, words, codes, size."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, String
from PIL import Image

from tests.proof.faults.fault import Fault
from tests.proof.making import EXPECTED, FIRST, LEAD, PARTS, SECOND, URL, code, edited, flyer


def page(says: str, check: str, *also: str, **parts: str) -> Fault:
    return Fault(says, check, lambda: flyer(**parts), EXPECTED, also)


def change(says: str, check: str, edit: Callable[[Pdf], object], *also: str) -> Fault:
    return Fault(says, check, lambda: edited(flyer(), edit), EXPECTED, also)


def dead_links(pdf: Pdf) -> None:
    del pdf.pages[0].obj.Annots


def launching_link(pdf: Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[30, 30, 90, 50],
        A=Dictionary(S=Name.URI, URI=String("ftp://x.example/")),
    )
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(link)])


def without_tags(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def without_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def without_bookmarks(pdf: Pdf) -> None:
    del pdf.Root.Outlines


def title_hidden(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


def attachment(pdf: Pdf) -> None:
    pdf.attachments["list.csv"] = b"name,address"


CARRYING = replace(EXPECTED, carries={"doc.yaml": b"title: Keep it open"})


def another_text(pdf: Pdf) -> None:
    given = {"description": "", "creation_date": "", "mod_date": ""}
    spec = AttachedFileSpec(pdf, b"title: Close it", filename="doc.yaml", mime_type="application/yaml", **given)
    spec.obj.AFRelationship = Name.Source
    pdf.attachments["doc.yaml"] = spec


def without_meaning(pdf: Pdf) -> None:
    """Take the letters' meaning from the font of the headline, so that nobody can copy it or have it read out."""
    for font in pdf.pages[0].obj.Resources.Font.values():
        if "Gothic" in str(font.BaseFont) and "/ToUnicode" in font:
            del font.ToUnicode


def rubbish(pdf: Pdf) -> None:
    pdf.Root.Rubbish = pdf.make_stream(random.Random(1).randbytes(200_000))


def scrawled(picture: Image.Image) -> Image.Image:
    picture.paste(255, (150, 150, 290, 290))
    return picture


BARE_CODE = f"<div style='background: #c8102e; padding: 5mm; width: 36mm'>{code(quiet=2)}</div>"
PALE = PARTS["imprint"].replace("<p ", "<p style='color: #bbb' ")
UNDESCRIBED = PARTS["points"] + code().replace(f'alt="Code: {URL}"', 'alt=""')

FAULTS = (
    change("A link that is no longer live", "links", dead_links),
    change("A link that the web does not know", "links", launching_link),
    change("No tags", "tags", without_tags),
    page("A heading level left out", "tags", heading="<h4>What we would lose</h4>"),
    page("A picture without a description", "tags", code=code().replace(f'alt="Code: {URL}"', 'alt=""')),
    change("A title that readers do not show", "title", title_hidden),
    change("No language", "lang", without_language),
    page("The wrong language", "lang", lang="cy"),
    change("No bookmarks", "bookmarks", without_bookmarks),
    change("A file attached", "active", attachment, "carried"),
    Fault("A motion without its text inside", "carried", flyer, CARRYING),
    Fault("A motion that carries another's text", "carried", lambda: edited(flyer(), another_text), CARRYING),
    change("Letters without a meaning", "text", without_meaning, "fit"),
    change("A file of 200 kB more than it needs", "bytes", rubbish),
    page("Two paragraphs the wrong way round", "text", columns=f"<p>{SECOND}</p><p>{FIRST}</p>"),
    page("A word too many", "text", lead=f"<p>{LEAD.replace('a plan', 'a a plan')}<sup>1</sup></p>"),
    page("An imprint too pale to read", "imprint", imprint=PALE),
    page("A code in the wrong place for its quiet zone", "qr", code=BARE_CODE),
    page("A damaged code", "qr", code=code(change=scrawled)),
    page("A code missing", "qr", code=""),
    Fault("A page that is not A5", "size", lambda: flyer(css="@page { size: 149mm 210mm }"), EXPECTED),
    Fault("Running text that is too small", "type", lambda: flyer(css="body { font-size: 10pt }"), EXPECTED),
    Fault("A page more than planned", "pages", flyer, replace(EXPECTED, pages=1)),
    page("White text on white", "fit", heading="<h2 style='color: #fff'>What we would lose</h2>"),
)
