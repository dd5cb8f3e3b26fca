"""What a proof is told of a file: plain frozen values that any process can send to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from handbill.proof.report import Box, Result

CARRIED: Final = "application/yaml"
"""The type of the text that a paper carries inside it."""

Purpose = Literal["", "screen", "office", "press"]
Duplex = Literal["long", "short", "none"]


@dataclass(frozen=True, slots=True)
class ForPress:
    """What a print shop asks for. The values given here are those that suit most of them.

    `bleed` and `safe` are in mm, lines and type in pt, resolutions in pixels to the inch as printed.
    """

    bleed: float = 3.0
    safe: float = 4.0  # from the cut, within which nothing but a ground may stand
    total_ink: float = 3.0  # of all plates together; 3.0 is 300 %
    least_line: float = 0.25
    least_reversed: float = 7.0  # white type on a colour
    least_ppi: float = 150
    good_ppi: float = 250
    condition: str | None = None  # the output condition's identifier: 'FOGRA39'
    registry: str | None = None  # where that is registered: 'http://www.color.org'
    marks: bool | None = None  # are there to be crop marks? None: either
    spots: tuple[str, ...] = ()  # colours with a plate of their own
    ghostscript: bool = True  # ask it for the total ink too, where it is installed


@dataclass(frozen=True, slots=True)
class Placed:
    """A page that must lie on a side of a printed sheet. `side` and `page` count from 1.

    `box` is where the page's trim comes to lie, in mm from the top left of the side as it is shown;
    it may reach over the side. `shown` is the part of the side where the page can be seen: all of
    the box, if it is None. `turned` is in degrees clockwise. The page is scaled to fill the box.
    """

    side: int
    page: int
    box: Box
    turned: int = 0
    shown: Box | None = None

    @property
    def cut(self) -> tuple[float, float, float, float]:
        """What is not shown of the page: at its left, top, right and bottom, in parts of its width or height."""
        shown, turns = self.shown or self.box, self.turned // 90 % 4
        edges = [shown.left - self.box.left, shown.top - self.box.top]
        edges += [self.box.right - shown.right, self.box.bottom - shown.bottom]
        left, top, right, bottom = (edges[(number + turns) % 4] for number in range(4))
        wide, high = (self.box.width, self.box.height)[:: -1 if turns % 2 else 1]
        return left / wide, top / high, right / wide, bottom / high


@dataclass(frozen=True, slots=True)
class ForOffice:
    """What a desk printer asks for, and where the pages of the `original` file lie on its sheets.

    `edge` is what the printer leaves white on each side, in mm. `duplex` is the edge of the sheet
    over which the printer turns it; `offset` is by how much the backs are meant to lie too far to
    the right and too low, in mm, because the printer is known to be off by that. `leaves` says
    whether page 2 belongs on the back of page 1, and so on; the panels of a folded sheet differ.
    """

    edge: float = 4.0
    original: bytes = field(default=b"", repr=False)
    placed: tuple[Placed, ...] = ()
    duplex: Duplex = "none"
    offset: tuple[float, float] = (0.0, 0.0)
    leaves: bool = True

    @property
    def in_parts(self) -> bool:
        """Is a page spread over several places, of which each shows another part of it?"""
        parts: dict[int, set[tuple[int, ...]]] = {}
        for each in self.placed:
            parts.setdefault(each.page, set()).add(tuple(round(100 * cut) for cut in each.cut))
        return any(len(found) > 1 for found in parts.values())


@dataclass(frozen=True, slots=True)
class ExpectedCode:
    """A QR code that must be there. `page` counts from 1; nothing means any page."""

    url: str
    page: int | None = None
    least_module_mm: float = 0.4


@dataclass(frozen=True, slots=True)
class Expected:
    """What the maker says the file should be. What is None is not known and not checked.

    With no edition the file counts as a stranger's: only what is wrong in any PDF fails it,
    and what may well be meant is a warning.
    """

    edition: str = ""  # screen, office, press or large; nothing for a stranger's file
    pages: int | None = None
    trim: tuple[float, float] | None = None  # mm, width and height
    text: tuple[str, ...] | None = None  # what went in, in reading order, a chunk a paragraph
    furniture: tuple[str, ...] = ()  # what may stand outside the reading order: 'page 1 of 2'
    codes: tuple[ExpectedCode, ...] | None = None
    links: tuple[str, ...] | None = None
    title: str | None = None
    lang: str | None = None
    others: tuple[str, ...] = ()  # the languages that parts of it are in, beside that
    backwards: bool = False  # has it pages that run from right to left, whatever the language of their words?
    drafts: tuple[str, ...] = ()  # notes on it that a machine wrote it, and that nobody has checked it
    imprint: str | None = None  # '' says that the document has none
    imprints: tuple[str, ...] = ()  # those of its parts in other languages
    imprint_whole: bool = True  # false where the promoter's name and address are not known
    fonts: tuple[str, ...] | None = None  # the families that may be used
    least_type: float = 6.5  # pt, anywhere
    least_text: float | None = None  # pt, the size that most of the running text has
    drawn: tuple[str, ...] = ()  # words in pictures, which are as small as the pictures make them
    small_print: tuple[str, ...] = ()  # what is not running text, beside the imprint: sources, notes
    most_bytes: int | None = None
    bookmarks: bool = False
    carries: Mapping[str, bytes] = field(default_factory=dict)  # the files inside it, by name
    press: ForPress | None = None
    office: ForOffice | None = None
    purpose: Purpose = ""  # what a stranger's file is wanted for; nothing: what it says of itself

    @property
    def ours(self) -> bool:
        return bool(self.edition)

    @property
    def on_sheets(self) -> bool:
        """Are these sheets with pages on them? Then the words are proved in the original, whose look is compared."""
        return self.office is not None and bool(self.office.placed)

    @property
    def by_our_rules(self) -> Result:
        """What a thing is that handbill never does, but another program may mean."""
        return "fail" if self.ours else "warn"
