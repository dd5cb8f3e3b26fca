"""A page as HTML, ready to be set: plain values, which a worker reads at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handbill.format import Format
from handbill.markup.reading import Reading


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code as it stands on the page. Lengths in mm."""

    url: str
    side: float
    module: float
    level: str
    distance: float


@dataclass(frozen=True, slots=True)
class Composed:
    """A page as HTML, how it is to be set, and what is to be expected of it.

    `text` is all that the page says, a string for each block of HTML, in reading order; capitals
    made by the stylesheet are not in it, so compare without regard to case. `key` is equal for
    pages of one program that differ only inside their slots and in their metadata.
    """

    reading: Reading
    key: str
    codes: tuple[PrintedCode, ...]
    imprint: str
    format: Format
    lang: str

    @property
    def html(self) -> str:
        return self.reading.html

    @property
    def text(self) -> tuple[str, ...]:
        return self.reading.text

    def with_pages(self, pages: Mapping[str, int]) -> Composed:
        """Return the page with the numbers of the pages that its contents name, by the ids of what stands there."""
        return replace(self, reading=self.reading.with_pages(pages)) if "data-page-of" in self.html else self
