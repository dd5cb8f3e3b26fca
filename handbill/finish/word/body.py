"""The body of a Word document: paragraphs, numbers, pictures, tables, tracked changes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from PIL import Image

from handbill import qr
from handbill.bidi import MARK, way
from handbill.finish.word.numbering import list_of
from handbill.finish.word.styles import character_style, identifier
from handbill.finish.word.xml import element, twips, value
from handbill.manuscript.blocks import Beside, Blank, Block, Drawn, Inline, Mark, Number, Paragraph, Table, Words
from handbill.piece import Piece

CODE: Final = 27.0  # mm, the side of a code with its white margin
LOGO: Final = 16.0  # mm, the longest side of a logo
SHORT: Final = 16  # letters, that are not to be broken in a table
LETTER: Final = 2.0  # mm, that a letter takes in a column of a table, and
GAP: Final = 3.0  # mm between columns
CODE_PIXELS: Final = 8  # a module
FIRST_ROW: Final = 0x20
PX_PER_MM: Final = 96 / 25.4
BLANK: Final = "\u00a0" * 24
_STYLES: Final = {
    "title": "Title",
    "subject": "Subject",
    "address": "Inside Address",
    "dated": "Date",
    "salutation": "Salutation",
    "closing": "Closing",
    "text": "Body Text",
    "kind": "Document Kind",
    "body": "Body Name",
    "organisation": "Organisation",
    "small": "Small Print",
    "imprint": "Imprint",
    "time": "Time",
    "quote": "Quote",
}
_NUMBERED: Final = {
    "clause": ("Clause", "Sub-point", "Sub-sub-point"),
    "list": ("List Number", "List Number 2", "List Number 3"),
    "bullet": ("List Bullet", "List Bullet 2", "List Bullet 3"),
}


class Writer:
    """Writes blocks into a document. `series` gathers the first entry of each series of numbers."""

    def __init__(
        self, document: Any, piece: Piece, pictures: Mapping[str, bytes], author: str, *, text_width: float
    ) -> None:
        self.document, self.piece, self.pictures = document, piece, pictures
        self.change = {"author": author, **({"date": f"{piece.created[:19]}Z"} if piece.as_of else {})}
        self.width = text_width
        self.series: list[Number] = []
        self.counted: list[tuple[Any, str]] = []  # the paragraphs whose lines have numbers, each with their series
        self._changes = 0
        self._known: set[int] = set()
        self._logo: Drawn | None = None

    def write(self, blocks: Sequence[Block]) -> None:
        body = self.document.element.body
        for child in list(body)[:-1]:
            body.remove(child)
        self._blocks(self.document, blocks, self.width)
        if list(body)[-2].tag == qn("w:tbl"):  # Word wants a paragraph after the last table
            _new_paragraph(self.document, "Small Print")

    def _blocks(self, where: Any, blocks: Sequence[Block], width: float, style: str = "") -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(where, block, style)
            elif isinstance(block, Drawn):
                self._drawn(where, block, width)
            elif isinstance(block, Beside):
                self._beside(where, block, width)
            else:
                self._table(where, block, width)

    def _paragraph(self, where: Any, block: Paragraph, style: str) -> None:
        paragraph = _new_paragraph(where, _style_of(block, style))
        properties = paragraph._p.get_or_add_pPr()
        if block.lines is not None:
            self.counted.append((paragraph._p, block.lines))
        if block.number is not None and block.number.series:
            number = block.number
            if number.series not in self._known:
                self._known.add(number.series)
                self.series.append(number)
            properties.append(element("numPr", value("ilvl", min(number.level, 2)), value("numId", list_of(number))))
        if block.mark:
            properties.append(element("rPr", self._marked(block.mark)))
        if self._logo is not None:
            self._anchor(paragraph, self._logo)
            self._logo = None
        for each in block.inlines:
            self._inline(paragraph, each)

    def _inline(self, paragraph: Any, each: Inline) -> None:
        if isinstance(each, Blank):
            run = element("r")
            if each.whole_line:
                run.append(element("delText" if each.mark == "del" else "t", text=" "))
                run.append(element("tab"))
            else:
                run.append(element("rPr", value("rStyle", "Blank")))
                run.append(element("delText" if each.mark == "del" else "t", text=BLANK))
        else:
            run = self._run(each)
        if each.mark:
            change = self._marked(each.mark)
            change.append(run)
            run = change
        link = each.link if isinstance(each, Words) else ""
        if link:
            key = paragraph.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            around = element("hyperlink", run, history=1)
            around.set(qn("r:id"), key)
            run = around
        paragraph._p.append(run)

    def _apart(self, words: str) -> str:
        """Return words with marks at their ends, where they run to the right in a document that runs to the left.

        A number that begins an address, or the full stop after it, would else change sides.
        """
        if self.piece.direction == "ltr" or way(words) != "ltr":
            return words
        before = "" if way(words[0]) else MARK["ltr"]
        after = "" if way(words[-1]) or way(words[::-1]) != "ltr" else MARK["ltr"]
        return f"{before}{words}{after}"

    def _run(self, words: Words) -> Any:
        run = element("r")
        style = character_style(words.looks | ({"link"} if words.link else set()))
        lang = element("lang", val=words.lang, bidi=words.lang) if words.lang not in ("", self.piece.lang) else None
        if style or lang is not None:
            run.append(element("rPr", value("rStyle", identifier(style)) if style else None, lang))
        for place, line in enumerate(words.text.split("\n")):
            if place:
                run.append(element("br"))
            for number, part in enumerate(map(self._apart, line.split("\t"))):
                if number:
                    run.append(element("tab"))
                if part:
                    run.append(element("delText" if words.mark == "del" else "t", text=part))
        return run

    def _marked(self, mark: Mark) -> Any:
        self._changes += 1
        return element(mark, id=self._changes, **self.change)

    def _drawn(self, where: Any, block: Drawn, width: float) -> None:
        if block.logo and block.name in self.pictures:
            self._logo = block  # it hangs on the next paragraph
            return
        paragraph = _new_paragraph(where, "Picture")
        self._picture(paragraph, block, width)

    def _picture(self, paragraph: Any, block: Drawn, width: float) -> Any:
        """Add a picture to a paragraph, with its description; return its inline element."""
        if block.code:
            data, wide = code_png(block.name), CODE
        else:
            data = self.pictures[block.name]
            with Image.open(io.BytesIO(data)) as picture:
                high = LOGO * picture.width / max(picture.size)
                wide = high if block.logo else min(width, picture.width / PX_PER_MM)
        shape = paragraph.add_run().add_picture(io.BytesIO(data), width=Mm(wide))
        for edge in "TBLR":  # where nothing is said, LibreOffice leaves an eighth of an inch
            shape._inline.set(f"dist{edge}", "0")
        about = shape._inline.docPr
        about.set("name", "code" if block.code else "logo" if block.logo else "picture")
        about.set("descr", block.alt)
        for each in shape._inline.iter(qn("pic:cNvPr")):
            each.set("name", about.get("name"))
        return shape._inline

    def _anchor(self, paragraph: Any, block: Drawn) -> None:
        """Hang the logo at the end of the first line, with the text beside it."""
        inline = self._picture(paragraph, block, self.width)
        side = "left" if self.piece.direction == "rtl" else "right"
        anchor = parse_xml(
            f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="114300" distR="114300" '
            'simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
            '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin">'
            f"<wp:align>{side}</wp:align></wp:positionH>"
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>108000</wp:posOffset></wp:positionV>'
            "</wp:anchor>"
        )
        for child in list(inline):
            anchor.append(child)
            if child.tag == qn("wp:extent"):
                anchor.append(parse_xml(f'<wp:effectExtent {nsdecls("wp")} l="0" t="0" r="0" b="0"/>'))
                anchor.append(parse_xml(f'<wp:wrapSquare {nsdecls("wp")} wrapText="bothSides"/>'))
        inline.getparent().replace(inline, anchor)

    def _beside(self, where: Any, block: Beside, width: float) -> None:
        left = CODE + 4
        table = self._new_table(where, (left, width - left), 1, "Side by Side")
        hangs = -twips(qr.plan(block.drawn.name, CODE).module * qr.QUIET)  # so that the code itself stands in line
        table._tbl.tblPr.find(qn("w:tblW")).addnext(element("tblInd", w=hangs, type="dxa"))
        picture, rest = table.rows[0].cells
        first = picture.paragraphs[0]
        first._p.style = "Picture"
        self._picture(first, block.drawn, left)
        self._fill(rest, block.blocks, width - left)

    def _table(self, where: Any, block: Table, width: float) -> None:
        columns = max(sum(cell.span for cell in row) for row in block.rows)
        widths = _widths(block, columns, width)
        table = self._new_table(where, widths, len(block.rows), "Ruled Table")
        for row, cells in zip(table.rows, block.rows, strict=True):
            place = 0
            for cell in cells:
                here = row.cells[place]
                if cell.span > 1:
                    here = here.merge(row.cells[place + cell.span - 1])
                self._fill(here, cell.blocks, sum(widths[place : place + cell.span]), "Table Text")
                place += cell.span
        if not block.heads:
            _without_head(table)
        for row in table.rows[: block.heads]:
            row._tr.get_or_add_trPr().append(element("tblHeader"))

    def _new_table(self, where: Any, widths: Sequence[float], rows: int, style: str) -> Any:
        in_page = where is self.document
        table = where.add_table(rows, len(widths)) if in_page else where.add_table(rows, len(widths), Mm(sum(widths)))
        table._tbl.tblStyle_val = identifier(style)
        table.autofit = False
        if self.piece.direction == "rtl":
            table._tbl.tblPr.insert(1, element("bidiVisual"))
        for column, wide in zip(table.columns, widths, strict=True):
            for cell in column.cells:
                cell.width = Mm(wide)
            column._gridCol.set(qn("w:w"), str(twips(wide)))
        return table

    def _fill(self, cell: Any, blocks: Sequence[Block], width: float, style: str = "") -> None:
        empty = cell.paragraphs[0]._p
        self._blocks(cell, blocks, width, style)
        if len(cell._tc.findall(qn("w:p"))) > 1:
            cell._tc.remove(empty)
        else:
            cell.paragraphs[0]._p.style = identifier("Table Text")


def _without_head(table: Any) -> None:
    """Have the style of a table treat its first row as any other. It says so twice: in a word, and in a bit of all."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:firstRow"), "0")
    look.set(qn("w:val"), f"{int(look.get(qn('w:val')), 16) & ~FIRST_ROW:04X}")


def _widths(block: Table, columns: int, width: float) -> tuple[float, ...]:
    """Share a width in mm out among columns: each gets what its longest word, or a short
    text, takes in one line, and more the more it says.
    """
    said, longest = [1] * columns, [1] * columns
    for row in block.rows:
        place = 0
        for cell in row:
            texts = [each.text for each in _words_in(cell.blocks)]
            whole = [part for text in texts for part in ([text] if len(text) <= SHORT else text.split())]
            if cell.span == 1:
                said[place] += sum(map(len, texts))
                longest[place] = max([longest[place], *map(len, whole)])
            place += cell.span
    least = [LETTER * count + GAP for count in longest]
    by = min(1.0, width / sum(least))
    left = width - by * sum(least)
    return tuple(by * each + left * share / sum(said) for each, share in zip(least, said, strict=True))


def _words_in(blocks: Sequence[Block]) -> Iterator[Words]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (each for each in block.inlines if isinstance(each, Words))


def _new_paragraph(where: Any, style: str) -> Any:
    """Add a paragraph. Its style is set by its id: python-docx looks through all styles for a name."""
    paragraph = where.add_paragraph()
    paragraph._p.style = identifier(style)
    return paragraph


def _style_of(block: Paragraph, instead: str) -> str:
    """Return the style of a paragraph; running text has another where that is asked for."""
    if block.role == "heading":
        if block.aside:
            return "Aside Heading" if block.level < 2 else "Aside Subheading"
        return f"Heading {min(max(block.level, 1), 3)}"
    if block.role == "entry":
        if block.number is not None:
            return _NUMBERED[block.number.kind][min(block.number.level, 2)]
        return "Clause Continued" if not _has_label(block) else "Unnumbered Clause"
    if block.has_line:
        return "Form Line"
    if block.role == "text":
        return instead or ("Aside Text" if block.aside else "Body Text")
    return _STYLES[block.role]


def _has_label(block: Paragraph) -> bool:
    first = block.inlines[0]
    return isinstance(first, Words) and first.text.endswith("\t")


def code_png(url: str) -> bytes:
    """Draw the code of a link, with its white margin."""
    code = qr.plan(url, CODE)
    picture = Image.new("1", (code.count + 2 * qr.QUIET,) * 2, 1)
    for down, row in enumerate(code.matrix):
        for across, dark in enumerate(row):
            if dark:
                picture.putpixel((across + qr.QUIET, down + qr.QUIET), 0)
    file = io.BytesIO()
    picture.resize((picture.width * CODE_PIXELS,) * 2, Image.Resampling.NEAREST).convert("L").save(file, "PNG")
    return file.getvalue()
