"""Reading composed HTML once: what it says, what of it only the branch fills, what is to be fitted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from handbill.markup import INLINE, PAPER, UNREAD, VOID
from handbill.markup.lines import with_numbers


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
            (each.inside, with_numbers(each.inside.of(self.html), dict(starts[each.number])))
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
    reader = Reader(numbered)
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
class Open:
    """An element that is open: where its tag starts, where its inside starts, how many stretches lay outside
    slots before it."""

    tag: str
    attrs: dict[str, str | None]
    start: int
    inside: int
    has_slot: bool
    outside_before: int


class Reader(HTMLParser):
    """The parser behind `read`; it trusts that templates close what they open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.outline: list[str] = []
        self.fitted: list[Fitted] = []
        self.drawings: list[Span] = []
        self.outside: list[Span] = []
        self.numbered: list[Numbered] = []
        self.words: list[str] = []
        self.open: list[Open] = []
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        if not self._in_slot() and not self._inside(("head",)):
            self.outline.append(raw)
        if tag not in INLINE:
            self.flush()
        if tag not in VOID and not raw.endswith("/>"):
            at = self._offset()
            self.open.append(Open(tag, dict(attrs), at, at + len(raw), "data-slot" in dict(attrs), len(self.outside)))
            self._note_fit(dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self.open:
            return
        if tag not in INLINE:
            self.flush()
        closed = self.open.pop()
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

    def _note_outside(self, closed: Open, end: int) -> None:
        """Gather the largest elements in the body that neither hold a slot nor stand in one."""
        if closed.has_slot:
            if self.open:
                self.open[-1].has_slot = True
        elif self._inside(("body",)) and not self._in_slot():
            del self.outside[closed.outside_before :]
            self.outside.append(Span(closed.start, end))

    def handle_data(self, data: str) -> None:
        if not self._in_slot() and not self._inside(("head",)):
            self.outline.append(data)
        if not self._inside(UNREAD) and not self.is_out():
            self.words.append(data)

    def close(self) -> None:
        super().close()
        self.flush()

    def _note_fit(self, attrs: dict[str, str | None]) -> None:
        if "data-fit" in attrs and "data-lines" not in attrs:
            self.fitted.append(Fitted(int(attrs["data-n"] or 0), attrs["data-fit"] or "", self._in_slot()))

    def flush(self) -> None:
        words = " ".join("".join(self.words).split())
        if words:
            self.text.append(words)
        self.words = []

    def _in_slot(self) -> bool:
        return any("data-slot" in each.attrs for each in self.open)

    def _inside(self, tags: tuple[str, ...] | frozenset[str]) -> bool:
        return any(each.tag in tags for each in self.open)

    def is_out(self) -> bool:
        """Say whether this place is in an element that no page shows."""
        marks = [each.attrs["data-only"] for each in self.open if "data-only" in each.attrs]
        return any(PAPER not in (mark or "").split() for mark in marks)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column
