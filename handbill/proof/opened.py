"""A finished file, opened by two programs that had no part in making it: pikepdf (qpdf) and pdfium."""

from __future__ import annotations

import re
from functools import cached_property
from io import BytesIO
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2

from handbill.proof.ink.walk import Walked, walk
from handbill.proof.metadata import Metadata, read_metadata
from handbill.proof.page import Album, Edges, Page
from handbill.proof.scan import Code, scan
from handbill.proof.survey import MOST_PAGE_COST, Drawing, Survey, dictionaries, too_heavy
from handbill.proof.tags import Tags, read_tags

if TYPE_CHECKING:
    from PIL.Image import Image

    from handbill.proof.ink.plates import Plates

MOST_BYTES = 200 * 2**20
MOST_PAGES = 64  # looked at, unless its maker says that it has more
MOST_COST = 4 * MOST_PAGE_COST


class Unsound(Exception):
    """The file can't be looked at at all. The message says why, as the end of 'The file …'."""


class Opened:
    """A file being proved. Everything in it is read when first asked for, once.

    `pdf` is pikepdf's view, `dictionaries` all that it is made of. `pages` are those looked at, in
    order: not all, where there are very many or one can't be read (`stopped` says why); `count` is
    how many there are. `drawn` is what those looked at draw together.
    """

    def __init__(self, data: bytes, pages: int = 0) -> None:
        """Open a file that should have so many pages, as far as that is known. Raises Unsound."""
        if not data:
            raise Unsound("is empty")
        if len(data) > MOST_BYTES:
            raise Unsound(f"has more than {MOST_BYTES // 2**20} MB")
        self.data = data
        self.pdf, self.dictionaries = _with_pikepdf(data)
        self._document = _with_pdfium(data)
        self.count = len(self.pdf.pages)
        self.most = max(MOST_PAGES, pages)
        self.drawn = Drawing()
        self._album = Album()
        self._walked: dict[int, Walked] = {}
        self.stopped = ""
        self.pages = self._look_at_pages()

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if "separated" in self.__dict__:
            self.separated.close()
        self._document.close()
        self.pdf.close()

    def _look_at_pages(self) -> tuple[Page, ...]:
        pages: list[Page] = []
        survey = Survey()
        try:
            for index, page in enumerate(self.pdf.pages[: self.most]):
                drawing = survey.page(page)
                self.drawn.add(drawing)
                if drawing.cost > MOST_PAGE_COST or self.drawn.cost > MOST_COST:
                    self.stopped = "draws more than any printed page needs"
                    break
                edges = [_edges(box) for box in (page.mediabox, page.bleedbox, page.trimbox)]
                pages.append(Page(self._document[index], index + 1, edges, self._album))
        except Exception as error:  # a damaged page can break the readers in any way
            self.stopped = f"cannot be read: {error}"
        return tuple(pages)

    @cached_property
    def damage(self) -> list[str]:
        """What qpdf finds broken in the file."""
        return [str(problem) for problem in self.pdf.check_pdf_syntax()]

    @cached_property
    def metadata(self) -> Metadata:
        """Raises ElementTree.ParseError where the XMP packet is not XML."""
        return read_metadata(self.pdf)

    @cached_property
    def intents(self) -> list[Any]:
        """The printing conditions that the file is made for: its output intents of the kind that PDF/X has."""
        found: Any = self.pdf.Root.get("/OutputIntents", ())
        return [each for each in found if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/GTS_PDFX"]

    @cached_property
    def tags(self) -> Tags | None:
        return read_tags(self.pdf, {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)})

    def walked(self, page: Page) -> Walked:
        """Return all that a page paints, with its colours."""
        if page.number not in self._walked:
            self._walked[page.number] = walk(self.pdf.pages[page.number - 1], page.place)
        return self._walked[page.number]

    @cached_property
    def separated(self) -> Plates:
        """The file taken apart into its plates."""
        from handbill.proof.ink.plates import Plates  # only what is for a press wants them

        return Plates(self.data, len(self.pages))

    def plates(self, page: Page) -> Image:
        """Return the page's whole sheet as ink, in CMYK; the box that it shows is `page.sheet`."""
        return self._album.get(page.number, "plates", lambda: self.separated.picture(page.number - 1, page.scale))

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """The QR codes that can be read off the pages as they are shown."""
        return tuple(code for page in self.pages for code in scan(page))


def _edges(box: Any) -> Edges:
    left, bottom, right, top = (float(edge) for edge in box.as_list())
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _plainly(error: Exception) -> str:
    """Return what a reader says, without the name that it gives to a file that has none."""
    return re.sub(r"stream <[^>]*>:? ?|<_io[^>]*>:? ?", "", str(error)) or type(error).__name__


def _with_pikepdf(data: bytes) -> tuple[pikepdf.Pdf, list[Any]]:
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError:
        raise Unsound("is locked with a password") from None
    except Exception as error:  # a damaged file can break the reader in any way
        raise Unsound(f"cannot be opened: {_plainly(error)}") from error
    try:
        if not len(pdf.pages):
            raise Unsound("has no pages")
        found = list(dictionaries(pdf))
        if heavy := too_heavy(found):
            raise Unsound(f"is not looked at, because {heavy}")
    except Unsound:
        raise
    except Exception as error:
        raise Unsound(f"is broken: {_plainly(error)}") from error
    return pdf, found


def _with_pdfium(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unsound(f"cannot be opened by a second reader: {error}") from error
