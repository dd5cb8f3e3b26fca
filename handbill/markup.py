"""Reading composed HTML once: what it says, what of it only the branch fills, what is to be fitted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Final

INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
BLANK: Final = '<span class="blank"></span>'  # what the neutral copy has where a branch has words
VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
UNREAD: Final = frozenset(("head", "script", "style", "svg", "title"))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of HTML that typesetting changes: the inside of a headline, or a drawn code."""

    start: int
    end: int

    def of(self, html: str) -> str:
        return html[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Fitted:
    """An element marked `data-fit` or `data-lines`. `number` is its `data-n`, `name` that of its limits.

    `inside` is where the words of a `data-lines` element stand; None for a `data-fit` box. Lines
    without a name are balanced, at the size that their stylesheet gives.
    """

    number: int
    name: str
    in_slot: bool
    inside: Span | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """An inline element marked `data-numbered`, whose lines are counted. `number` is its `data-n`.

    `series` is what the mark says: lines are counted afresh where it changes. `inside` is where its words stand.
    """

    number: int
    series: str
    inside: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page of HTML says (`text`, a string a block), its `outline` without the insides of slots
    and without its head, and the places that typesetting changes."""

    html: str
    text: tuple[str, ...]
    outline: str
    fitted: tuple[Fitted, ...]
    drawings: tuple[Span, ...]
    outside_slots: tuple[Span, ...]
    numbered: tuple[Numbered, ...] = ()

    def with_insides(self, insides: Mapping[int, str], drawn: bool = True) -> str:
        """Return the HTML with other insides for some `data-lines` elements, by their numbers.

        With `drawn` false, inline drawings inside slots are left out: they take no part in
        measuring, and cost as much as the text.
        """
        changes = [
            (fitted.inside, insides[fitted.number])
            for fitted in self.fitted
            if fitted.inside and fitted.number in insides
        ]
        if not drawn:
            changes += [(drawing, "") for drawing in self.drawings]
        return _changed(self.html, changes)

    def slots_only(self, insides: Mapping[int, str]) -> str:
        """Return the HTML with nothing but its slots and what they stand in, for measuring the slots."""
        changes = [
            (fitted.inside, insides[fitted.number])
            for fitted in self.fitted
            if fitted.inside and fitted.in_slot and fitted.number in insides
        ]
        changes += [(span, "") for span in (*self.drawings, *self.outside_slots)]
        return _changed(self.html, changes)

    def with_lines(self, starts: Mapping[int, Sequence[tuple[int, int]]]) -> str:
        """Return the HTML with its numbered elements broken into the lines that were laid out.

        `starts` has, by the number of an element, where each of its lines begins: after how many
        letters, and the line's number. The first line of an element begins with `<span data-line="7"></span>`,
        each further one with `<br data-line="8">`, inside whatever holds its first word.
        """
        changes = [
            (each.inside, _broken(each.inside.of(self.html), dict(starts[each.number])))
            for each in self.numbered
            if each.number in starts
        ]
        return _changed(self.html, changes)

    def with_pages(self, pages: Mapping[str, int]) -> Reading:
        """Return what it is once the page numbers are known, by the ids of what stands there."""
        return read(_PAGE_OF.sub(lambda found: f"{found[1]}{pages.get(found[2], '')}", self.html))


# A link that shows the number of the page that it leads to: the stylesheet adds it.
_PAGE_OF: Final = re.compile(r"""(<a\b[^<>]*\sdata-page-of="([^"]*)"[^<>]*>)""")


def _changed(html: str, changes: list[tuple[Span, str]]) -> str:
    for span, new in sorted(changes, key=lambda change: -change[0].start):
        html = html[: span.start] + new + html[span.end :]
    return html


def read(html: str) -> Reading:
    """Read composed HTML. Elements marked `data-fit`, `data-lines` or `data-numbered` are given numbers (`data-n`)."""
    numbered = _numbered(_BEFORE_BLOCK.sub("", html.replace("&nbsp;", "\u00a0")))
    reader = _Reader(numbered)
    reader.feed(numbered)
    reader.close()
    return Reading(
        html=numbered,
        text=tuple(reader.text),
        outline="".join(reader.outline),
        fitted=tuple(sorted(reader.fitted, key=lambda fitted: fitted.number)),
        drawings=tuple(reader.drawings),
        outside_slots=tuple(reader.outside),
        numbered=tuple(reader.numbered),
    )


# White space at the end of a paragraph makes WeasyPrint break lines too soon.
_BEFORE_BLOCK: Final = re.compile(
    r"\s+(?=</?(?:address|article|aside|blockquote|div|figcaption|figure|footer|h[1-6]|header|li|main|ol|p|section|"
    r"table|tbody|td|th|thead|tr|ul)\b)"
)


def bare(html: str) -> str:
    """Return the words of some HTML without any white space, for comparing."""
    return squeeze(" ".join(read(html).text))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _numbered(html: str) -> str:
    count = 0

    def number(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f'{found[1]} data-n="{count}"{found[2]}'

    return re.sub(r"""(<[a-z][a-z0-9]*)(\s[^<>]*?\bdata-(?:fit|lines|numbered)\b)""", number, html)


@dataclass(slots=True)
class _Open:
    """An element that is open: where its tag starts, where its inside starts, how many stretches lay outside
    slots before it."""

    tag: str
    attrs: dict[str, str | None]
    start: int
    inside: int
    has_slot: bool
    outside_before: int


class _Reader(HTMLParser):
    """The parser behind `read`; it trusts that templates close what they open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.outline: list[str] = []
        self.fitted: list[Fitted] = []
        self.drawings: list[Span] = []
        self.outside: list[Span] = []
        self.numbered: list[Numbered] = []
        self._words: list[str] = []
        self._open: list[_Open] = []
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        if not self._in_slot() and not self._inside(("head",)):
            self.outline.append(raw)
        if tag not in INLINE:
            self._flush()
        if tag not in VOID and not raw.endswith("/>"):
            at = self._offset()
            self._open.append(_Open(tag, dict(attrs), at, at + len(raw), "data-slot" in dict(attrs), len(self.outside)))
            self._note_fit(dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self._open:
            return
        if tag not in INLINE:
            self._flush()
        closed = self._open.pop()
        here = self._offset()
        if closed.tag == "svg" and self._in_slot():
            self.drawings.append(Span(closed.inside, here))
        if "data-lines" in closed.attrs:
            number, name = int(closed.attrs["data-n"] or 0), closed.attrs["data-lines"] or ""
            self.fitted.append(Fitted(number, name, self._in_slot(), Span(closed.inside, here)))
        if "data-numbered" in closed.attrs:
            series = closed.attrs["data-numbered"] or ""
            self.numbered.append(Numbered(int(closed.attrs["data-n"] or 0), series, Span(closed.inside, here)))
        self._note_outside(closed, here + len(f"</{tag}>"))
        if not self._in_slot() and not self._inside(("head",)):
            self.outline.append(f"</{tag}>")

    def _note_outside(self, closed: _Open, end: int) -> None:
        """Gather the largest elements in the body that neither hold a slot nor stand in one."""
        if closed.has_slot:
            if self._open:
                self._open[-1].has_slot = True
        elif self._inside(("body",)) and not self._in_slot():
            del self.outside[closed.outside_before :]
            self.outside.append(Span(closed.start, end))

    def handle_data(self, data: str) -> None:
        if not self._in_slot() and not self._inside(("head",)):
            self.outline.append(data)
        if not self._inside(UNREAD) and not self._is_out():
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _note_fit(self, attrs: dict[str, str | None]) -> None:
        if "data-fit" in attrs and "data-lines" not in attrs:
            self.fitted.append(Fitted(int(attrs["data-n"] or 0), attrs["data-fit"] or "", self._in_slot()))

    def _flush(self) -> None:
        words = " ".join("".join(self._words).split())
        if words:
            self.text.append(words)
        self._words = []

    def _in_slot(self) -> bool:
        return any("data-slot" in each.attrs for each in self._open)

    def _inside(self, tags: tuple[str, ...] | frozenset[str]) -> bool:
        return any(each.tag in tags for each in self._open)

    def _is_out(self) -> bool:
        """Say whether this place is in an element that no page shows."""
        marks = [each.attrs["data-only"] for each in self._open if "data-only" in each.attrs]
        return any(PAPER not in (mark or "").split() for mark in marks)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column


# A ruled blank counts as a word; else a tag is no part of any word.
_TOKEN: Final = re.compile(r'<span class="blank"></span>|<[^>]*>|[^<]+')
# A non-breaking space holds a figure to its unit; elsewhere it stands against a short last line in
# running text, which is not for it to say in a headline.
SPACE: Final = re.compile(r"[ \t\r\n]+|(?<!\d)\u00a0(?!\d)")


def set_lines(html: str, breaks: tuple[int, ...]) -> str:
    """Return inline HTML with line breaks before the words of these numbers, inside whatever holds them.

    Words are what stands between ordinary spaces; a ruled blank is one.
    """
    number, after_space = 0, True
    made = []
    for token in _TOKEN.findall(html.strip()):
        if token == BLANK:
            after_space = False
        elif not token.startswith("<"):
            parts = SPACE.split(token)
            for place, part in enumerate(parts):
                if place and not after_space:
                    number += 1
                    made.append("<br>" if number in breaks else " ")
                    after_space = True
                if part:
                    made.append(part)
                    after_space = False
            continue
        made.append(token)
    return "".join(made)


_UNIT: Final = re.compile(r'<span class="blank"></span>|<[^>]*>|&#?\w+;|.', re.DOTALL)


_LINE: Final = ('<span data-line="{}"></span>', '<br data-line="{}">')


def _broken(html: str, lines: Mapping[int, int]) -> str:
    """Return inline HTML with breaks: `lines` has the number of the line that begins after so many letters.

    White space counts for nothing, and a ruled blank as one letter.
    """
    made, count = [], 0
    waiting = dict(lines)
    for unit in _UNIT.findall(html):
        shows = unit == BLANK or not (unit.startswith("<") or unescape(unit).isspace())
        if shows and count in waiting:
            made.append(_LINE[count > 0].format(waiting.pop(count)))
        made.append(unit)
        count += shows
    return "".join(made)


PAPER: Final = "paper"
"""The editions that are pages."""

TEXT: Final = "text"
"""The edition that is plain text, and what goes into an e-mail."""

_TYPED: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?]\S*)?")
"""An address as it is printed, to be typed."""

BOXES: Final = ("☐", "☑")
"""A box to tick, and a ticked one, where they are letters."""


def left_out(edition: str, tag: str, classes: Sequence[str], only: str | None) -> bool:
    """Say whether an edition lacks an element: `only` is its `data-only`, which names the editions that have it.

    A citation mark is no part of plain text: glued to a word, it makes another word of it.
    """
    if only is not None and edition not in only.split():
        return True
    return edition == TEXT and tag == "sup" and "cite" in classes


def worded(edition: str, words: str, link: str) -> str:
    """Return the words of a link in an edition. Plain text has no short address to be typed beside the one it leads to.

    >>> worded("text", "weir.example/s", "https://weir.example/sign?a=1")
    'weir.example/sign?a=1'
    """
    scheme, _, rest = link.partition("://")
    is_address = scheme in ("http", "https") and _TYPED.fullmatch(words.strip())
    return rest if edition == TEXT and is_address else words


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says where it is no paper: `text`, a string a block, without the numbers that are counted.

    `numbers` are those of the entries of its numbered lists, in order; `links` are where it leads.
    """

    text: tuple[str, ...]
    numbers: tuple[str, ...]
    links: tuple[str, ...]


def said(html: str, edition: str, *, leaving: str = "") -> Said:
    """Read what composed HTML says in an edition that is edited. With `leaving`, one tag's words are left out."""
    reader = _Sayer(html, edition, leaving)
    reader.feed(html)
    reader.close()
    return Said(tuple(reader.text), tuple(filter(None, reader.numbers)), tuple(dict.fromkeys(reader.links)))


@dataclass(slots=True)
class _List:
    """A list that is open: where the numbers of its entries stand among all; -1 for one without numbers."""

    entries: list[int]
    counts: bool
    first: int = 1


class _Sayer(_Reader):
    """The parser behind `said`."""

    def __init__(self, html: str, edition: str, leaving: str) -> None:
        super().__init__(html)
        self.edition, self.leaving = edition, leaving
        self.links: list[str] = []
        self.numbers: list[str | None] = []
        self._lists: list[_List] = []
        self._label: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag in ("ol", "ul"):
            self._lists.append(_List([], tag == "ol", int(dict(attrs).get("start") or 1)))
        elif tag == "li" and self._lists and self._lists[-1].counts:
            self._lists[-1].entries.append(len(self.numbers))
            self.numbers.append(None)
        elif tag == "span" and {"number", "letter"} & set((dict(attrs).get("class") or "").split()):
            blocks = [each.tag for each in self._open if each.tag not in INLINE and each.tag not in ("ins", "del")]
            if blocks[-1:] == ["li"] and self._label is None:
                self._label = len(self._open)
        if not self._is_out():
            self._note_inline(tag, dict(attrs))

    def _note_inline(self, tag: str, attrs: dict[str, str | None]) -> None:
        leads, classes = attrs.get("href") or "", (attrs.get("class") or "").split()
        if tag == "a" and leads and not leads.startswith("#"):
            self.links.append(leads)
        if tag == "span" and "box" in classes:
            self._words.append(f"{BOXES['ticked' in classes]} ")

    def _is_out(self) -> bool:
        """Say whether this place is in an element that is left out."""
        return any(
            each.tag == self.leaving
            or left_out(self.edition, each.tag, (each.attrs.get("class") or "").split(), each.attrs.get("data-only"))
            for each in self._open
        )

    def handle_endtag(self, tag: str) -> None:
        if self._label == len(self._open) and tag == "span":
            self._label = None
            label = "".join(self._words).strip()
            if re.fullmatch(r"[1-9][0-9]{0,3}|[a-z]|\W+", label) and self._lists[-1].entries:
                self.numbers[self._lists[-1].entries[-1]] = label if label.isalnum() else ""
                self._words = []
            else:
                self._flush()
        if tag in ("ol", "ul") and self._lists:
            self._close(self._lists.pop())
        super().handle_endtag(tag)

    def _close(self, closed: _List) -> None:
        """Number the entries of a list that no entry of shows a number of its own."""
        if closed.counts and all(self.numbers[each] is None for each in closed.entries):
            for count, each in enumerate(closed.entries, closed.first):
                self.numbers[each] = "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26] if self._lists else str(count)

    def handle_data(self, data: str) -> None:
        if not self._is_out():
            link = next((each.attrs.get("href") or "" for each in reversed(self._open) if each.tag == "a"), "")
            super().handle_data(worded(self.edition, data, link))
