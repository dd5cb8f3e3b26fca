"""A composed page as its words alone: what the editions that are edited, `word` and `text`, are made from.

How a page looks is for its stylesheet to say, what it says is plain from its HTML: a heading is
`h1` to `h3`, a clause an entry of a list with its number in `<span class="number">` (a sub-point
with its letter in `<span class="letter">`), a ruled blank `<span class="blank">`, a line to write
on an empty element of the class `line`, a box to tick an empty one of the class `box`, words put in
and taken out `<ins>` and `<del>`. What is marked `data-only` is only in the editions that the mark
names: `paper`, `word`, `text`. What is marked `data-apart` comes after the document itself. Everything
here is frozen and plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from handbill.manuscript.blocks import Beside, Blank, Block, Cell, Drawn, Inline, Number, Paragraph, Table, Words
from handbill.manuscript.elements import Within, classes_of, code_in, drawn_code, entered, is_inline, is_label, is_line
from handbill.manuscript.lists import entries_of, kind_of, numbered, place_of, take_label
from handbill.markup import UNREAD, left_out
from handbill.markup.said import BOXES, worded

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_HELD: Final = re.compile(r"(?<!\d)\u00a0(?!\d)")  # against a short last line, on a page that is laid out for good
_NO_WORDS: Final = UNREAD | {"hr", "wbr"}


def read(html: str, edition: str) -> tuple[Block, ...]:
    """Return what a composed page says in an edition, in reading order."""
    from lxml import html as parser  # takes its time to import

    body = parser.document_fromstring(html).find("body")
    shift = 1 if len(body.findall(".//h1")) == 1 else 0
    return tuple(_Reader(shift, edition).blocks(body, Within()))


@dataclass(slots=True)
class _Reader:
    """The walk through one page. With `shift` 1, `h2` is the first level of headings, for `h1` is the only title."""

    shift: int
    edition: str
    titled: bool = False
    series: int = 0
    words: list[Inline] = field(default_factory=list)
    lines: str | None = None

    def blocks(self, element: Any, within: Within) -> list[Block]:
        """Return the blocks in an element."""
        code = code_in(element)
        made: list[Block] = []
        self._text(element.text, within)
        for child in element:
            if child is not code:
                self._child(child, within, made)
            self._text(child.tail, within)
        self._end(within, made)
        return [Beside(drawn_code(code), tuple(made))] if code is not None else made

    def _child(self, child: Any, within: Within, made: list[Block]) -> None:
        if not isinstance(child.tag, str) or child.tag in _NO_WORDS or self._is_out(child):
            return
        inside = entered(child, within)
        if child.tag == "br":
            self.words.append(Words("\n", mark=within.mark))
        elif is_line(child):
            self._line(within, made)
        elif child.tag == "img":
            self._end(within, made)
            made.append(Drawn(child.get("src", ""), child.get("alt", ""), logo="logo" in classes_of(child.getparent())))
        elif is_inline(child):
            self._inline(child, inside, made)
        elif child.tag in ("ins", "del"):
            self._end(within, made)
            made += self.blocks(child, inside)
        elif child.tag in ("ol", "ul"):
            self._end(within, made)
            self._list(child, inside, made)
        elif child.tag == "table":
            self._end(within, made)
            made.append(self._table(child, inside))
        else:
            self._end(within, made)
            made += self._block(child, inside)

    def _is_out(self, element: Any) -> bool:
        return left_out(self.edition, element.tag, classes_of(element), element.get("data-only"))

    def _inline(self, child: Any, inside: Within, made: list[Block]) -> None:
        if "box" in classes_of(child):
            self.words.append(Words(f"{BOXES['ticked' in classes_of(child)]} ", mark=inside.mark))
            return
        if "blank" in classes_of(child) and not len(child) and not (child.text or "").strip():
            self.words.append(Blank(mark=inside.mark))
            return
        self.lines = child.get("data-numbered", self.lines)
        self._text(child.text, inside)
        for each in child:
            self._child(each, inside, made)
            self._text(each.tail, inside)
        if is_label(child):
            self.words.append(Words("\t", mark=inside.mark))

    def _block(self, child: Any, inside: Within) -> list[Block]:
        if child.tag not in _HEADINGS:
            role = "quote" if child.tag == "blockquote" else inside.role
            return self.blocks(child, replace(inside, role=role))
        level = _HEADINGS.index(child.tag) + 1 - self.shift
        role = "heading"
        if child.tag == "h1" and not self.titled:
            self.titled, role, level = True, "subject" if "subject" in classes_of(child) else "title", 0
        blocks = self.blocks(child, replace(inside, role=role))
        return [replace(each, level=level) if isinstance(each, Paragraph) else each for each in blocks]

    def _list(self, child: Any, inside: Within, made: list[Block]) -> None:
        """Read a list. Where it has marks, its entries are counted on, for a reader may take them or leave them.

        Its series is that of the list round it, if it can be: then it is counted afresh under each entry.
        """
        kind, level = kind_of(child), inside.depth
        is_marked = child.find(".//ins") is not None or child.find(".//del") is not None
        series = inside.series if inside.entry is not None and inside.entry[0] == kind else 0
        entries = [(item, mark, take_label(item)) for item, mark in entries_of(child)]
        known = [place for *_, label in entries if (place := place_of(label, level)) is not None]
        count = (known[0] if is_marked and known else int(child.get("start") or 1)) - 1
        for item, mark, printed in entries:
            label = printed if any(letter.isalnum() for letter in printed) else ""  # a plus, say: it has no number yet
            place = place_of(label, level)
            number = None
            if kind == "bullet":
                number = Number(kind, level, 0, 0)
            elif kind == "list" or place is not None or (is_marked and known and not label):
                wanted = count + 1 if place is None or (is_marked and count) else place
                if not series or wanted != count + 1:
                    self.series += 1
                    series = self.series
                number, count = Number(kind, level, series, wanted), wanted
            at = replace(inside, entry=(kind, level), series=series, depth=level + 1, role="", mark=mark or inside.mark)
            blocks = self.blocks(item, entered(item, at))
            if number is None and label:
                made += numbered(blocks, None, "", f"{label}\t")
            else:
                made += numbered(blocks, number, printed, "")

    def _table(self, child: Any, inside: Within) -> Table:
        rows = []
        for row in child.iter("tr"):
            cells = (each for each in row if each.tag in ("td", "th"))
            rows.append(
                tuple(
                    Cell(
                        tuple(self.blocks(cell, entered(cell, replace(inside, role="")))),
                        cell.tag == "th",
                        int(cell.get("colspan") or 1),
                    )
                    for cell in cells
                )
            )
        kept = [row for row in rows if row]
        heads = 0
        while heads < len(kept) and all(cell.heads for cell in kept[heads]):
            heads += 1
        return Table(tuple(kept), heads)

    def _line(self, within: Within, made: list[Block]) -> None:
        """Add a line to write on: it goes with the words before it, where there are some."""
        self._end(within, made)
        before = made[-1] if made else None
        if isinstance(before, Paragraph) and before.role == "text" and not before.has_line:
            made[-1] = replace(before, inlines=(*before.inlines, Blank(whole_line=True, mark=within.mark)))
        else:
            blank = Blank(whole_line=True, mark=within.mark)
            made.append(Paragraph("text", (blank,), aside=within.aside, apart=within.apart))

    def _text(self, text: str | None, within: Within) -> None:
        if text:
            plain = worded(self.edition, _HELD.sub(" ", re.sub(r"[ \t\r\n]+", " ", text)), within.link)
            self.words.append(Words(plain, within.looks, within.link, within.mark, within.lang))

    def _end(self, within: Within, made: list[Block]) -> None:
        """Make a paragraph of the words that have come together."""
        inlines, lines = tuple(_tidied(self.words)), self.lines
        self.words, self.lines = [], None
        if inlines:
            role, level = within.role or "text", 0
            if within.entry is not None:
                role, level = "entry", within.entry[1]
            made.append(Paragraph(role, inlines, level, aside=within.aside, lines=lines, apart=within.apart))


def _tidied(inlines: list[Inline]) -> Iterator[Inline]:
    """Yield words with one space where there are several, and none at the ends or about a line break."""
    made: list[Inline] = []
    for each in inlines:
        if isinstance(each, Blank):
            made.append(each)
            continue
        text = each.text
        before = made[-1] if made else None
        if before is None or (isinstance(before, Words) and before.text.endswith((" ", "\n", "\t"))):
            text = text.lstrip(" ")
        if text == "\n" and isinstance(before, Words) and before.text.endswith(" "):
            made[-1] = replace(before, text=before.text.rstrip(" "))
        if not text:
            continue
        if isinstance(before, Words) and replace(before, text="") == replace(each, text=""):
            made[-1] = replace(before, text=before.text + text)
        else:
            made.append(replace(each, text=text))
    while made and isinstance(last := made[-1], Words) and not last.text.strip(" \n"):
        made.pop()
    if made and isinstance(last := made[-1], Words):
        made[-1] = replace(last, text=last.text.rstrip(" \n"))
    yield from made
