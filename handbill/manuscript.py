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
from typing import Any, Final, Literal

from handbill.markup import BOXES, INLINE, UNREAD, left_out, worded

Mark = Literal["", "ins", "del"]
Kind = Literal["clause", "list", "bullet"]

ROLES: Final = {
    "kind": "kind",
    "branch": "body",
    "organisation": "organisation",
    "sources": "small",
    "small": "small",
    "at": "time",
    "length": "small",
    "imprint": "imprint",
    "recipient": "address",
    "dated": "dated",
    "salutation": "salutation",
    "sign-off": "closing",
}
"""What a paragraph is, by a class of it or of what it stands in; else it is running text."""

ASIDE: Final = frozenset(("unvoted",))
"""Classes of what is no part of the document proper, and stands apart from it."""

_LOOKS: Final = {
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "sup": "raised",
    "sub": "lowered",
}
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_HELD: Final = re.compile(r"(?<!\d)\u00a0(?!\d)")  # against a short last line, on a page that is laid out for good
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_NO_WORDS: Final = UNREAD | {"hr", "wbr"}


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text that looks the same throughout: `looks` are of strong, emphasis, raised and lowered.

    A line break is `\\n`. `link` is where the words lead, `lang` their language where it is not the document's.
    """

    text: str
    looks: frozenset[str] = frozenset()
    link: str = ""
    mark: Mark = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to write on: in a line of text, or the rest of a line."""

    whole_line: bool = False
    mark: Mark = ""


Inline = Words | Blank


@dataclass(frozen=True, slots=True)
class Number:
    """The number of an entry, which the reader's program counts by itself.

    `kind` is what it looks like: that of a clause (1, a), of a list (1., a)), or a bullet. Entries of
    one `series` are counted on; `count` is where this one has come to.
    """

    kind: Kind
    level: int
    series: int
    count: int

    @property
    def figure(self) -> str:
        """The number as a numeral, or on the second level as a letter."""
        return _LETTERS[(self.count - 1) % 26] if self.level else str(self.count)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or an entry of a list.

    `lines` is the series in which its lines are numbered, None where they are not. `printed` is the number that
    the page prints before it, which is another one than its `number` in a marked-up text. `role` is title, address,
    dated, salutation, subject, closing, heading, text, kind, body, organisation, small, time, imprint, entry or
    quote; `level` that of a heading or of an entry, from 1 and from 0. `aside` where it stands apart, `apart`
    where it comes after the document.
    """

    role: str
    inlines: tuple[Inline, ...]
    level: int = 0
    number: Number | None = None
    aside: bool = False
    lines: str | None = None
    printed: str = ""
    apart: bool = False

    @property
    def mark(self) -> Mark:
        """Whether the paragraph as a whole is put in or taken out."""
        marks = {each.mark for each in self.inlines}
        return marks.pop() if len(marks) == 1 else ""

    @property
    def has_line(self) -> bool:
        return any(isinstance(each, Blank) and each.whole_line for each in self.inlines)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: `name` is that of an asset, or the link that a code leads to. `logo` where it is the body's sign."""

    name: str
    alt: str
    logo: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """A picture with what stands beside it."""

    drawn: Drawn
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: tuple[Block, ...]
    heads: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` is the number of rows that head it."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0


Block = Paragraph | Drawn | Beside | Table


def read(html: str, edition: str) -> tuple[Block, ...]:
    """Return what a composed page says in an edition, in reading order."""
    from lxml import html as parser  # takes its time to import

    body = parser.document_fromstring(html).find("body")
    shift = 1 if len(body.findall(".//h1")) == 1 else 0
    return tuple(_Reader(shift, edition).blocks(body, _Within()))


@dataclass(frozen=True, slots=True)
class _Within:
    """What the elements round a place make of it."""

    role: str = ""
    aside: bool = False
    apart: bool = False
    looks: frozenset[str] = frozenset()
    link: str = ""
    mark: Mark = ""
    lang: str = ""
    entry: tuple[Kind, int] | None = None  # the kind of list whose entry it stands in, and its level
    series: int = 0  # of that list
    depth: int = 0  # of lists


@dataclass(slots=True)
class _Reader:
    """The walk through one page. With `shift` 1, `h2` is the first level of headings, for `h1` is the only title."""

    shift: int
    edition: str
    titled: bool = False
    series: int = 0
    words: list[Inline] = field(default_factory=list)
    lines: str | None = None

    def blocks(self, element: Any, within: _Within) -> list[Block]:
        """Return the blocks in an element."""
        code = _code_in(element)
        made: list[Block] = []
        self._text(element.text, within)
        for child in element:
            if child is not code:
                self._child(child, within, made)
            self._text(child.tail, within)
        self._end(within, made)
        return [Beside(_drawn_code(code), tuple(made))] if code is not None else made

    def _child(self, child: Any, within: _Within, made: list[Block]) -> None:
        if not isinstance(child.tag, str) or child.tag in _NO_WORDS or self._is_out(child):
            return
        inside = _inside(child, within)
        if child.tag == "br":
            self.words.append(Words("\n", mark=within.mark))
        elif _is_line(child):
            self._line(within, made)
        elif child.tag == "img":
            self._end(within, made)
            made.append(Drawn(child.get("src", ""), child.get("alt", ""), logo="logo" in _classes(child.getparent())))
        elif _is_inline(child):
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
        return left_out(self.edition, element.tag, _classes(element), element.get("data-only"))

    def _inline(self, child: Any, inside: _Within, made: list[Block]) -> None:
        if "box" in _classes(child):
            self.words.append(Words(f"{BOXES['ticked' in _classes(child)]} ", mark=inside.mark))
            return
        if "blank" in _classes(child) and not len(child) and not (child.text or "").strip():
            self.words.append(Blank(mark=inside.mark))
            return
        self.lines = child.get("data-numbered", self.lines)
        self._text(child.text, inside)
        for each in child:
            self._child(each, inside, made)
            self._text(each.tail, inside)
        if _is_label(child):
            self.words.append(Words("\t", mark=inside.mark))

    def _block(self, child: Any, inside: _Within) -> list[Block]:
        if child.tag not in _HEADINGS:
            role = "quote" if child.tag == "blockquote" else inside.role
            return self.blocks(child, replace(inside, role=role))
        level = _HEADINGS.index(child.tag) + 1 - self.shift
        role = "heading"
        if child.tag == "h1" and not self.titled:
            self.titled, role, level = True, "subject" if "subject" in _classes(child) else "title", 0
        blocks = self.blocks(child, replace(inside, role=role))
        return [replace(each, level=level) if isinstance(each, Paragraph) else each for each in blocks]

    def _list(self, child: Any, inside: _Within, made: list[Block]) -> None:
        """Read a list. Where it has marks, its entries are counted on, for a reader may take them or leave them.

        Its series is that of the list round it, if it can be: then it is counted afresh under each entry.
        """
        kind, level = _kind_of(child), inside.depth
        is_marked = child.find(".//ins") is not None or child.find(".//del") is not None
        series = inside.series if inside.entry is not None and inside.entry[0] == kind else 0
        entries = [(item, mark, _label(item)) for item, mark in _entries(child)]
        known = [place for *_, label in entries if (place := _place(label, level)) is not None]
        count = (known[0] if is_marked and known else int(child.get("start") or 1)) - 1
        for item, mark, printed in entries:
            label = printed if any(letter.isalnum() for letter in printed) else ""  # a plus, say: it has no number yet
            place = _place(label, level)
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
            blocks = self.blocks(item, _inside(item, at))
            if number is None and label:
                made += _numbered(blocks, None, "", f"{label}\t")
            else:
                made += _numbered(blocks, number, printed, "")

    def _table(self, child: Any, inside: _Within) -> Table:
        rows = []
        for row in child.iter("tr"):
            cells = (each for each in row if each.tag in ("td", "th"))
            rows.append(
                tuple(
                    Cell(
                        tuple(self.blocks(cell, _inside(cell, replace(inside, role="")))),
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

    def _line(self, within: _Within, made: list[Block]) -> None:
        """Add a line to write on: it goes with the words before it, where there are some."""
        self._end(within, made)
        before = made[-1] if made else None
        if isinstance(before, Paragraph) and before.role == "text" and not before.has_line:
            made[-1] = replace(before, inlines=(*before.inlines, Blank(whole_line=True, mark=within.mark)))
        else:
            blank = Blank(whole_line=True, mark=within.mark)
            made.append(Paragraph("text", (blank,), aside=within.aside, apart=within.apart))

    def _text(self, text: str | None, within: _Within) -> None:
        if text:
            plain = worded(self.edition, _HELD.sub(" ", re.sub(r"[ \t\r\n]+", " ", text)), within.link)
            self.words.append(Words(plain, within.looks, within.link, within.mark, within.lang))

    def _end(self, within: _Within, made: list[Block]) -> None:
        """Make a paragraph of the words that have come together."""
        inlines, lines = tuple(_tidied(self.words)), self.lines
        self.words, self.lines = [], None
        if inlines:
            role, level = within.role or "text", 0
            if within.entry is not None:
                role, level = "entry", within.entry[1]
            made.append(Paragraph(role, inlines, level, aside=within.aside, lines=lines, apart=within.apart))


def _inside(element: Any, within: _Within) -> _Within:
    """Return what holds inside an element."""
    classes = _classes(element)
    role = next((ROLES[each] for each in classes if each in ROLES), within.role)
    look = "strong" if _is_label(element) else _LOOKS.get(element.tag)
    mark: Mark = element.tag if element.tag in ("ins", "del") else within.mark
    return replace(
        within,
        role=role,
        aside=within.aside or bool(ASIDE & set(classes)),
        apart=within.apart or element.get("data-apart") is not None,
        looks=within.looks | {look} if look else within.looks,
        link=_link(element) if element.tag == "a" else within.link,
        mark=mark,
        lang=element.get("lang", within.lang),
    )


def _link(element: Any) -> str:
    """Return where a link leads: nowhere, if only to another page of a paper that has pages."""
    leads = str(element.get("href") or "")
    return "" if leads.startswith("#") else leads


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


def _is_inline(element: Any) -> bool:
    """Say whether an element stands in a line of text; what is put in or taken out may be a line or many."""
    if element.tag in ("ins", "del"):
        return all(_is_inline(each) or each.tag in ("br", "img") for each in element if isinstance(each.tag, str))
    return element.tag in INLINE


def _is_label(element: Any) -> bool:
    """Say whether an element names what stands after it in its line, with no mark between them."""
    if element.tag != "span" or "label" not in _classes(element):
        return False
    goes_on = (element.tail or "").strip() or element.getnext() is not None
    return bool(goes_on) and not "".join(element.itertext()).rstrip().endswith(":")


def _is_line(element: Any) -> bool:
    return "line" in _classes(element) and not len(element) and not (element.text or "").strip()


def _code_in(element: Any) -> Any:
    """Return the child of an element that is a drawn code, or holds nothing else."""
    for child in element:
        if child.get("data-only") == "paper":
            continue
        if child.tag == "svg" or (child.tag == "div" and [each.tag for each in child] == ["svg"]):
            return child
    return None


def _drawn_code(element: Any) -> Drawn:
    title = next(element.iter("title"), None)
    alt = "" if title is None else str(title.text or "")
    return Drawn(alt.partition(": ")[2], alt, code=True)


def _numbered(blocks: list[Block], number: Number | None, printed: str, label: str) -> list[Block]:
    """Give the first paragraph of an entry its number, or the label where that is none to be counted."""
    first = next((place for place, block in enumerate(blocks) if isinstance(block, Paragraph)), None)
    if first is not None and isinstance(paragraph := blocks[first], Paragraph):
        inlines = (Words(label), *paragraph.inlines) if label else paragraph.inlines
        blocks[first] = replace(paragraph, number=number, printed=printed, inlines=inlines)
    return blocks


def _entries(element: Any) -> Iterator[tuple[Any, Mark]]:
    """Yield the entries of a list, each with the mark that stands round it."""
    for child in element:
        if child.tag == "li":
            yield child, ""
        elif child.tag in ("ins", "del"):
            yield from ((each, child.tag) for each in child if each.tag == "li")


def _kind_of(element: Any) -> Kind:
    if element.tag == "ul":
        return "bullet"
    return "clause" if any(_label_of(item) is not None for item, _ in _entries(element)) else "list"


def _label_of(item: Any) -> Any:
    """Return the element at the start of an entry that shows its number or letter."""
    for child in item:
        if child.tag == "span" and {"number", "letter"} & set(_classes(child)):
            return child
        if child.tag in ("ins", "del") and (found := _label_of(child)) is not None:
            return found
        if not (item.text or "").strip() and child.tag == "wbr":
            continue
        return None
    return None


def _label(item: Any) -> str:
    """Take the number or letter of an entry, or the plus of a new one, out of it, and return it."""
    found = _label_of(item)
    if found is None:
        return ""
    printed = "".join(found.itertext()).strip()
    found.drop_tree()
    return printed


def _place(label: str, level: int) -> int | None:
    """Return how far a number or a letter has counted; None where it is neither."""
    if level == 0 and re.fullmatch(r"[1-9]\d{0,3}", label):
        return int(label)
    return _LETTERS.index(label) + 1 if level and len(label) == 1 and label in _LETTERS else None


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
