"""What a page says in an edition that is no paper: its words, the numbers of its lists, its links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from handbill.markup import INLINE, TEXT, left_out
from handbill.markup.reading import Reader

_TYPED: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?]\S*)?")
"""An address as it is printed, to be typed."""

BOXES: Final = ("☐", "☑")
"""A box to tick, and a ticked one, where they are letters."""


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


class _Sayer(Reader):
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
            blocks = [each.tag for each in self.open if each.tag not in INLINE and each.tag not in ("ins", "del")]
            if blocks[-1:] == ["li"] and self._label is None:
                self._label = len(self.open)
        if not self.is_out():
            self._note_inline(tag, dict(attrs))

    def _note_inline(self, tag: str, attrs: dict[str, str | None]) -> None:
        leads, classes = attrs.get("href") or "", (attrs.get("class") or "").split()
        if tag == "a" and leads and not leads.startswith("#"):
            self.links.append(leads)
        if tag == "span" and "box" in classes:
            self.words.append(f"{BOXES['ticked' in classes]} ")

    def is_out(self) -> bool:
        """Say whether this place is in an element that is left out."""
        return any(
            each.tag == self.leaving
            or left_out(self.edition, each.tag, (each.attrs.get("class") or "").split(), each.attrs.get("data-only"))
            for each in self.open
        )

    def handle_endtag(self, tag: str) -> None:
        if self._label == len(self.open) and tag == "span":
            self._label = None
            label = "".join(self.words).strip()
            if re.fullmatch(r"[1-9][0-9]{0,3}|[a-z]|\W+", label) and self._lists[-1].entries:
                self.numbers[self._lists[-1].entries[-1]] = label if label.isalnum() else ""
                self.words = []
            else:
                self.flush()
        if tag in ("ol", "ul") and self._lists:
            self._close(self._lists.pop())
        super().handle_endtag(tag)

    def _close(self, closed: _List) -> None:
        """Number the entries of a list that no entry of shows a number of its own."""
        if closed.counts and all(self.numbers[each] is None for each in closed.entries):
            for count, each in enumerate(closed.entries, closed.first):
                self.numbers[each] = "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26] if self._lists else str(count)

    def handle_data(self, data: str) -> None:
        if not self.is_out():
            link = next((each.attrs.get("href") or "" for each in reversed(self.open) if each.tag == "a"), "")
            super().handle_data(worded(self.edition, data, link))
