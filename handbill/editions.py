"""The editions: how each is finished, and what it is proved for. `prepare` has said what was to be set."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from handbill.expect import expected_of, for_office, for_press
from handbill.finish import image, screen
from handbill.finish.colours import BLACK, Colours, Ink, Rgb, rgb_of
from handbill.finish.letters import lettered
from handbill.layout import EDITED, LARGE_LAYOUT, Layout
from handbill.pages import Typeset
from handbill.piece import Piece
from handbill.proof import Expected, Report, proof
from handbill.proof.picture import proof_picture
from handbill.proof.report import Finding
from handbill.task import Made, Refusal, Result, Sets, Setting, Task, guarded
from handbill.units import PICTURES, pt

if TYPE_CHECKING:
    from handbill.composed import Composed
    from handbill.prepare import Prepared

MOST_SHARED: Final = 300_000
"""Bytes of a picture that is made to be shared: networks make a larger one anew, and worse."""

OF_THE_FILE: Final = ("opens", "size", "pages", "tags", "title", "lang", "links", "bookmarks", "bytes")
"""Checks that say nothing of the sheets that a file's pages are put on."""


def complete(task: Task, prepared: Prepared, sets: Sets) -> Result:
    """Finish and prove the editions of what was set, and write their files. One that fails stops no other."""
    pages = [
        _Pages(*pieces, setting.composed.with_pages(typeset.page_of), typeset)
        if isinstance(setting, Setting) and isinstance(typeset, Typeset)
        else typeset
        for pieces, setting, typeset in zip(prepared.pieces, prepared.settings.each, sets, strict=False)
    ]
    files: list[Made] = []
    refused: dict[str, Refusal] = {}
    for edition in task.editions:
        if edition in EDITED:
            from handbill.edited import make  # takes its time to import, and is not always wanted

            found: Any = guarded(partial(make, task, edition, prepared, sets))
        else:
            made = pages[prepared.used[edition]]
            found = guarded(partial(_made, task, edition, made)) if isinstance(made, _Pages) else made
        if isinstance(found, Refusal):
            refused[edition] = found
        else:
            files += found
    return Result(tuple(files), refused)


def _made(task: Task, edition: str, pages: _Pages) -> list[Made]:
    return list(_MAKERS[edition](task, pages))


@dataclass(frozen=True)
class _Pages:
    """Pages that were set, from one piece in one layout."""

    piece: Piece
    layout: Layout
    composed: Composed
    typeset: Typeset

    @cached_property
    def pdf(self) -> bytes:
        return screen.finish(self.typeset, self.piece)

    @cached_property
    def report(self) -> Report:
        edition = "large" if self.layout.name == LARGE_LAYOUT else "screen"
        return with_room(proof(self.pdf, self.expected(edition)), self.typeset)

    def expected(self, edition: str) -> Expected:
        """Return what these pages must be like in an edition that is no sheet."""
        typeset = self.typeset
        return expected_of(self.piece, self.composed, self.layout, edition, typeset.pages, typeset.last_line)


def with_room(report: Report, typeset: Typeset) -> Report:
    """Add to a report what the typesetter has to say of sides that are left too empty; no PDF shows what was meant."""
    if not typeset.fits:
        return report
    told = "; ".join(dict.fromkeys(map(str, typeset.fits)))
    return Report((*report.findings, Finding("room", "warn", told)))


def _screen(task: Task, pages: _Pages) -> Iterator[Made]:
    yield write(task, "screen", ".pdf", pages.pdf, pages.typeset.pages, pages.report)


def _large(task: Task, pages: _Pages) -> Iterator[Made]:
    yield write(task, "large", ".pdf", pages.pdf, pages.typeset.pages, pages.report)


def _image(task: Task, pages: _Pages) -> Iterator[Made]:
    for number, picture in enumerate(image.pages(pages.pdf), 1):
        # A picture of a page that failed is no better than the page.
        shown = proof_picture(picture, *_of_picture(pages.piece)) if pages.report.result != "fail" else pages.report
        yield write(task, "image", f"-{number}.png", picture, 1, shown)


def _of_picture(piece: Piece) -> tuple[tuple[int, int] | None, int | None]:
    """Return how many pixels and bytes a picture of this piece has that is made to be shared; others have no limit."""
    paper = PICTURES.get(piece.paper)
    if paper is None:
        return None, None
    return (round(pt(paper.width) * image.DPI / 72), round(pt(paper.height) * image.DPI / 72)), MOST_SHARED


def _office(task: Task, pages: _Pages) -> Iterator[Made]:
    from handbill.finish import office  # takes its time to import, and is not always wanted

    desk = task.printers.desk
    piece = pages.piece
    made = office.finish(pages.pdf, desk, piece.words, booklet=pages.layout.spec.booklet, lang=piece.lang)
    expected = for_office(pages.expected("screen"), pages.pdf, made.plan, desk)
    report = _with_original(proof(made.pdf, expected), pages.report)
    yield write(task, "office", ".pdf", made.pdf, expected.pages or 0, report)


def _with_original(sheets: Report, original: Report) -> Report:
    """Return what the proof says of sheets, and what it says of the pages that are on them."""
    told = {finding.id for finding in sheets.findings} | set(OF_THE_FILE)
    return Report((*sheets.findings, *(finding for finding in original.findings if finding.id not in told)))


def _press(task: Task, pages: _Pages) -> Iterator[Made]:
    from handbill.finish import press

    piece, shop = pages.piece, task.printers.shop
    expected = pages.expected("press")
    assert expected.trim is not None
    sheet = pages.layout.spec.sheet
    wanted = press.Press(
        expected.trim,
        shop.bleed,
        shop.marks,
        piece.title.plain,
        piece.created,
        tuple(_slugs(task, pages)),
        sheet.folds_for(piece.direction) if sheet else (),
    )
    pdf = press.finish(lettered(pages.typeset), wanted, Colours(shop.profile, _inks(piece)))
    report = with_room(proof(pdf, for_press(expected, shop)), pages.typeset)
    yield write(task, "press", ".pdf", pdf, pages.typeset.pages, report)


def _inks(piece: Piece) -> dict[Rgb, Ink]:
    """Return the colours that have inks of their own: the house ink is black, the brand's may be given."""
    given = {rgb_of(shown): (inks[0], inks[1], inks[2], inks[3]) for shown, inks in piece.inks}
    return {rgb_of(piece.palette.ink): BLACK, **given}


def _slugs(task: Task, pages: _Pages) -> Iterator[str]:
    """Yield a line for each page: document, branch, language, edition, date of facts, paper, page."""
    piece, count = pages.piece, pages.typeset.pages
    as_of = piece.created[:10] if piece.as_of else ""
    for number in range(1, count + 1):
        page = f"{number}/{count}"
        said = (piece.document, piece.branch, piece.lang, "press", as_of, task.printers.shop.paper, page)
        yield "  |  ".join(filter(None, said))


_MAKERS: Final[Mapping[str, Callable[[Task, _Pages], Iterator[Made]]]] = {
    "screen": _screen,
    "office": _office,
    "press": _press,
    "large": _large,
    "image": _image,
}


def write(task: Task, edition: str, ending: str, data: bytes, pages: int, report: Report) -> Made:
    """Write the file of an edition, and return what is to be told of it."""
    name = f"{task.stem}_{edition}{ending}"
    (Path(task.folder) / name).write_bytes(data)
    told = report.as_dict()
    lines = [f"{check['result']:<5} {check['id']:<12} {check['detail']}" for check in told["checks"]]
    sha256 = hashlib.sha256(data).hexdigest()
    return Made(edition, name, pages, len(data), sha256, told, "\n".join([name, "", *lines, ""]))
