"""The edition `word`: a Word document to be edited, made from the words of a composed page.

Everything looks as its style says; nothing is formatted by hand, so that whoever edits it can
change a style and with it all that has it. Clauses are numbered by Word. Words put in and taken
out are tracked changes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from typing import Any, Final

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from handbill.bidi import beside
from handbill.finish.word import package
from handbill.finish.word.body import Writer
from handbill.finish.word.lines import number_lines
from handbill.finish.word.numbering import numbering
from handbill.finish.word.styles import Faces, faces_of, styles
from handbill.finish.word.xml import element
from handbill.manuscript.blocks import Block
from handbill.piece import Piece

NOBODY: Final = "handbill"
"""The author of what the neutral copy's changes and properties name."""

WIDTH, HEIGHT = 210.0, 297.0  # mm, A4
SIDE, TOP, BOTTOM, FOOT = 25.0, 20.0, 22.0, 11.0  # mm, the margins


def finish(blocks: tuple[Block, ...], piece: Piece, pictures: Mapping[str, bytes]) -> bytes:
    """Return the .docx of a piece. `pictures` holds PNG or JPEG files by the names of their assets."""
    document = Document()
    author = NOBODY if piece.blank else piece.branch_name
    package.strip(document)
    faces = faces_of(piece.lang)
    _replace(document.styles.element, styles(piece.palette, faces, piece.lang, piece.direction))
    writer = Writer(document, piece, pictures, author, text_width=WIDTH - 2 * SIDE)
    writer.write(blocks)
    _replace(document.part.numbering_part.element, numbering(writer.series, piece.palette))
    _lay_out(document, piece)
    number_lines(document, writer.counted)
    _describe(document, piece, author)
    _settle(document, piece)
    package.add_fonts(document, faces)
    file = io.BytesIO()
    document.save(file)
    return package.reproducible(file.getvalue())


def _replace(old: Any, new: Any) -> None:
    """Give a part's root element other children."""
    for child in list(old):
        old.remove(child)
    for child in list(new):
        old.append(child)


def _lay_out(document: Any, piece: Piece) -> None:
    """Set the page, and what stands at its foot: title, version, date of the facts, and the page's number."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(FOOT)
    if piece.direction == "rtl":
        section._sectPr.find(qn("w:docGrid")).addprevious(element("bidi"))
    section.footer.is_linked_to_previous = False
    foot = section.footer.paragraphs[0]
    foot._p.style = "Footer"
    told = (piece.title.plain, piece.words["version"], piece.words["facts_checked"])
    foot.add_run(beside(tuple(filter(None, told)), " · ", piece.direction) + "\t")
    for part in _parts(piece.words["page_of"]):
        if part.startswith("{"):
            field = element("fldSimple", instr="PAGE" if part == "{page}" else "NUMPAGES")
            run = element("r")
            run.append(element("t", text="1"))
            field.append(run)
            foot._p.append(field)
        elif part:
            foot.add_run(part)


def _parts(words: str) -> list[str]:
    """Divide 'Page {page} of {pages}' at its places."""
    before, _, rest = words.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return [before, "{page}", between, "{pages}", after]


def _describe(document: Any, piece: Piece, author: str) -> None:
    """Fill in the properties: the dates are those of the piece, and no clock is asked."""
    made = datetime.datetime.fromisoformat(piece.created).astimezone(datetime.UTC).replace(tzinfo=None)
    about = document.core_properties
    about.title, about.subject = piece.title.plain[:255], piece.campaign_title[:255]
    about.author = about.last_modified_by = author[:255]
    about.language, about.created, about.modified = piece.lang, made, made
    about.comments = about.keywords = about.category = ""
    about.revision = 1


def _settle(document: Any, piece: Piece) -> None:
    """Write the settings anew: those of Word 2013 and later, and the language."""
    settings = document.settings.element
    lang = piece.lang
    new = parse_xml(
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
    fonts = new.find(qn("w:themeFontLang"))
    fonts.set(qn("w:val"), lang)
    fonts.set(qn("w:bidi"), lang)
    _replace(settings, new)


__all__ = ["Faces", "finish"]
