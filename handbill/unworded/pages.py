"""All that a document says in its editions: on its pages, beside them on sheets, and of its pictures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import unquote

from handbill import shipped
from handbill.errors import HandbillError
from handbill.finish.desk import Desk
from handbill.layout import EDITED, Layout
from handbill.markup import PAPER, VOID, left_out
from handbill.piece import Piece
from handbill.task import Task
from handbill.units import SIZES
from handbill.unworded.letters import LETTER

_IN_FOOT: Final = ("version", "facts_checked", "page_of")  # of a Word document, whatever its layout prints
_TILED: Final = ("tile_label", "tile_glue", "tile_key", "tile_how")


def texts(task: Task, found: Collection[str]) -> Iterator[str]:
    """Yield all that is printed of a piece in its editions; nothing where no letter that is `found` could be there."""
    for part in task.piece.parts:
        if "office" in task.editions:
            yield from _on_sheets(part, task.layout, task.printers.desk)
        if "word" in task.editions:
            yield from (part.words[key] for key in _IN_FOOT)
    if not _may_print(task, found):
        return
    from handbill.compose import compose  # these take their time to import, and are not always wanted
    from handbill.prepare import as_edition

    pages: dict[str, str] = {}
    for edition in task.editions:
        piece, layout = as_edition(task, edition)
        if layout.name not in pages:
            pages[layout.name] = compose(piece, layout, shipped.cache_folder()).html
        # What else differs between editions says nothing.
        yield piece.imprint.text.html
        yield from said(pages[layout.name], edition if edition in EDITED else PAPER)
        if edition in EDITED and re.search("<(?:ins|del)", pages[layout.name]):
            yield from (piece.words[key] for key in ("inserted", "deleted"))


def _may_print(task: Task, found: Collection[str]) -> bool:
    """Say whether any of the words can be on the pages; it takes longer to see which are."""
    named = task.layout.words
    if named is None or {*task.editions} - {"screen", "office", "press", "image"}:
        return True
    return any(
        part.words.get(key, "")[:1] in found for part in task.piece.parts for key in (*named, "code_alt")
    ) or any(map(LETTER.search, _strings(replace(task.piece, words={}, second=None))))


def _strings(value: Any) -> Iterator[str]:
    """Yield every text of a piece."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))


def _on_sheets(piece: Piece, layout: Layout, desk: Desk) -> Iterator[str]:
    """Yield the words beside the parts of a poster, where it is larger than the sheets of a desk printer.

    They are lettered in a font of few scripts: a language in another can give none of them.
    """
    page = layout.paper(piece.paper)
    if layout.spec.booklet or page.area <= SIZES[desk.paper].area:
        return
    from handbill import lettering  # these take their time to import, and are not always wanted
    from handbill.impose import Size, Tile
    from handbill.impose.papers import paper

    title = LETTER.sub("", piece.title.plain)
    if lettering.printable(title) != title:
        return
    tile = Tile(paper(desk.paper), desk.edge, sheets=desk.poster_sheets, words={key: key for key in _TILED})
    with suppress(HandbillError):  # which is told when it is made
        for sheet in tile.plan([Size(page.width, page.height)]).sheets:
            yield from (piece.words[label.text] for label in sheet.front.labels if label.text in _TILED)


class _Reader(HTMLParser):
    """Reads all that a page says in an edition, and says of its pictures."""

    def __init__(self, edition: str) -> None:
        super().__init__()
        self.edition, self.said, self._open = edition, list[str](), list[tuple[str, bool]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_out = self._is_out or left_out(self.edition, tag, (given.get("class") or "").split(), given.get("data-only"))
        if tag not in VOID:
            self._open.append((tag, is_out))
        if not is_out:
            self.said += (unquote(value) for value in given.values() if value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while any(tag == each for each, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._is_out:
            self.said.append(data)

    @property
    def _is_out(self) -> bool:
        return bool(self._open and self._open[-1][1])


def said(html: str, edition: str) -> list[str]:
    """Return the words of composed HTML in an edition, and what its attributes say."""
    if "data-only" not in html:
        return [unquote(html)]
    reader = _Reader(edition)
    reader.feed(html)
    reader.close()
    return reader.said
