"""Two languages in one file: 'cy+en-GB' is Welsh, and English after it.

Each part is the whole document in its language, personalised and composed as if it were alone. The
parts stand after each other on one page of HTML, every element at the top with its own language
and direction, from which the typesetter writes the tags.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from handbill.markup import VOID

if TYPE_CHECKING:
    from handbill.piece import Piece
    from handbill.project import DocumentEntry, Project

AND: Final = "+"


def apart(lang: str) -> tuple[str, ...]:
    """Return the languages of 'cy+en-GB', or the one that there is."""
    return tuple(lang.split(AND))


def together(langs: Sequence[str]) -> str:
    """Return how a file in these languages is called: 'cy+en-GB'."""
    return AND.join(langs)


def can_be(entry: DocumentEntry, project: Project) -> bool:
    """Say whether a document comes in two languages: its pages are its own, not panels of a sheet or pictures."""
    spec = project.layouts[entry.layout].spec
    return entry.kind.bilingual and entry.form is None and spec.sheet is None and not spec.only


def has(entry: DocumentEntry, lang: str, project: Project) -> bool:
    """Say whether there is a document in a language, or in two."""
    langs = apart(lang)
    alone = len(langs) == 1
    return all(each in entry.languages for each in langs) and (alone or (_two(langs) and can_be(entry, project)))


def _two(langs: Sequence[str]) -> bool:
    return len(langs) == len(set(langs)) == 2


def joined(pages: Sequence[str], parts: Sequence[Piece]) -> str:
    """Return pages of HTML as one, with the head of the first."""
    bodies = [_marked(page, part) for page, part in zip(pages, parts, strict=True)]
    head, _, _ = _split(pages[0])
    # The root has no direction but the usual one, lest styles for one direction reach the other part.
    head = re.sub(r'(<html\b[^>]*\sdir=)"\w+"', r'\1"ltr"', head, count=1)
    return head + "\n".join(bodies) + _split(pages[0])[2]


def _split(page: str) -> tuple[str, str, str]:
    """Return what stands before the inside of the body, the inside, and what stands after it."""
    start = page.index(">", page.index("<body")) + 1
    end = page.rindex("</body>")
    return page[:start], page[start:end], page[end:]


def _marked(page: str, part: Piece) -> str:
    """Return the inside of a page with the language of its part on every element at the top."""
    inside = _split(page)[1]
    tops = _Tops(inside)
    for at in reversed(tops.ends):
        inside = f'{inside[:at]} lang="{part.lang}" dir="{part.direction}"{inside[at:]}'
    return inside


class _Tops(HTMLParser):
    """Finds where the names of the tags at the top of some HTML end; it trusts that tags are closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ends: list[int] = []
        self._depth = 0
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID or (self.get_starttag_text() or "").endswith("/>"):
            return
        if self._depth == 0:
            line, column = self.getpos()
            self.ends.append(self._starts[line - 1] + column + 1 + len(tag))
        self._depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing stands in such an element."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._depth -= 1
