"""The edition `text`: the words of a composed page, ready to be pasted into a form or an e-mail.

Plain UTF-8 without a mark of any markup: a paragraph is one line, however long; clauses have the
numbers that the page prints, sub-points their letters; links are written out; what is put in and
taken out is named. What comes after the document itself stands below a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from handbill.manuscript.blocks import Beside, Blank, Block, Drawn, Inline, Paragraph, Table, Words
from handbill.piece import Piece

BLANK: Final = "______"
INDENT: Final = "   "
RULE: Final = "----------"
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def finish(blocks: Sequence[Block], piece: Piece) -> bytes:
    """Return the text file of a piece."""
    lines: list[str] = []
    before: Paragraph | None = None
    for paragraph in _paragraphs(blocks):
        if before is not None and paragraph.apart and not before.apart:
            lines += ["", RULE, ""]
        elif before is not None and not _is_close(before, paragraph):
            lines.append("")
        lines += _lines(paragraph, piece)
        before = paragraph
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs in reading order; a row of a table is one, and pictures say nothing here."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Beside):
            yield from _paragraphs(block.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                yield Paragraph("row", tuple(_row([list(_paragraphs(cell.blocks)) for cell in row])))
        else:
            assert isinstance(block, Drawn)


def _row(cells: Sequence[Sequence[Paragraph]]) -> Iterator[Inline]:
    """Yield what stands in a row, the cells parted by tabs, as a table is pasted."""
    for place, cell in enumerate(cells):
        if place:
            yield Words("\t")
        for number, paragraph in enumerate(cell):
            if number:
                yield Words(" ")
            yield from paragraph.inlines


def _is_close(before: Paragraph, paragraph: Paragraph) -> bool:
    roles = (before.role, paragraph.role)
    return (
        roles in (("entry", "entry"), ("row", "row"), ("body", "organisation"), ("kind", "title"))
        or before.role in ("heading", "time")
        or (before.has_line and paragraph.has_line)
    )


def _lines(paragraph: Paragraph, piece: Piece) -> list[str]:
    text = "".join(_written(paragraph.inlines, piece))
    indent = INDENT * paragraph.level if paragraph.role == "entry" else ""
    first, *more = text.split("\n")
    label = _label(paragraph)
    return [f"{indent}{label}{first}", *(f"{indent}{' ' * len(label)}{line}" for line in more)]


def _label(paragraph: Paragraph) -> str:
    """Return what stands before an entry: the number as it is printed, for in a text nothing counts by itself."""
    number = paragraph.number
    if number is not None and number.kind == "bullet":
        return "• "
    printed = paragraph.printed
    if number is not None and number.kind == "list":
        printed = number.figure
    if not printed:
        return ""
    return f"{printed}{'' if not printed.isalnum() else ')' if paragraph.level else '.'} "


def _written(inlines: Sequence[Inline], piece: Piece) -> Iterator[str]:
    """Yield the words of a line; neighbours that are put in or taken out together are named once."""
    mark = ""
    for place, each in enumerate(inlines):
        if each.mark != mark:
            if mark:
                yield "]"
            if each.mark:
                before = inlines[place - 1] if place else None
                close = isinstance(before, Words) and before.mark and not before.text.endswith(" ")
                yield f"{' ' if close else ''}[{piece.words['inserted' if each.mark == 'ins' else 'deleted']}: "
            mark = each.mark
        yield _said(each, place, inlines)
    if mark:
        yield "]"


def _said(each: Inline, place: int, inlines: Sequence[Inline]) -> str:
    if isinstance(each, Blank):
        return f" {BLANK}" if each.whole_line and place else BLANK
    text = each.text.replace("\u00a0", " ")
    if "raised" in each.looks:
        text = text.translate(_RAISED)
    after = inlines[place + 1] if place + 1 < len(inlines) else None
    goes_on = isinstance(after, Words) and after.link == each.link
    if not each.link or goes_on:
        return text
    return _linked(text, each.link)


def _linked(text: str, link: str) -> str:
    """Return a link's words with where they lead, unless they say so themselves."""
    if text == link:
        return text
    scheme, _, rest = link.partition(":")
    rest = rest.removeprefix("//")
    if _squeezed(text) in (_squeezed(link), _squeezed(rest)) and scheme in ("mailto", "tel"):
        return text
    if _squeezed(text) == _squeezed(rest):
        return f"{scheme}://{text}"
    short = scheme in ("mailto", "tel") and "?" not in rest  # one that says more is there to be followed
    return f"{text} ({rest if short else link})"


def _squeezed(text: str) -> str:
    return re.sub(r"\s|/$", "", text).casefold()
