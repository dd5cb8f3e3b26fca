"""What a proof is told, and what it says: plain frozen values that any process can send to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Result = Literal["pass", "warn", "fail"]
WORST_FIRST: tuple[Result, ...] = ("fail", "warn", "pass")
MM = 25.4 / 72  # in a point
MOST_DETAILS = 4  # a finding names this many faults and counts the rest


class Box(NamedTuple):
    """A rectangle in mm from the top left of the page as it is shown."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def grown(self, by: float) -> Box:
        """Return the box with `by` mm added on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def cut_to(self, other: Box) -> Box:
        """Return the part of the box that lies within the other."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def shared(self, other: Box) -> float:
        """Return the area in mm² that both boxes cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0


def hull(boxes: Iterable[Box]) -> Box:
    """Return the smallest box round all of them. There must be at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


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
    imprint: str | None = None  # '' says that the document has none
    imprint_whole: bool = True  # false where the promoter's name and address are not known
    fonts: tuple[str, ...] | None = None  # the families that may be used
    least_type: float = 6.5  # pt, anywhere
    least_text: float | None = None  # pt, the size that most of the running text has
    small_print: tuple[str, ...] = ()  # what is not running text, beside the imprint: sources, notes
    most_bytes: int | None = None
    bookmarks: bool = False

    @property
    def ours(self) -> bool:
        return bool(self.edition)

    @property
    def by_our_rules(self) -> Result:
        """What a thing is that handbill never does, but another program may mean."""
        return "fail" if self.ours else "warn"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that a check saw. `page` counts from 1."""

    result: Result
    detail: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """All that one check saw, told in one line; page and box are those of the first fault."""

    id: str
    result: Result
    detail: str
    page: int | None = None
    box: Box | None = None

    def as_dict(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "result": self.result, "detail": self.detail}
        if self.page is not None:
            told["page"] = self.page
        if self.box is not None:
            told["box"] = [round(edge, 1) for edge in self.box]
        return told


@dataclass(frozen=True, slots=True)
class Report:
    """What the proof of one file found, a finding for each check that applied."""

    findings: tuple[Finding, ...]

    @property
    def result(self) -> Result:
        return worst(finding.result for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """Return `{"result": …, "checks": [{"id", "result", "detail", and perhaps "page", "box" in mm}]}`."""
        return {"result": self.result, "checks": [finding.as_dict() for finding in self.findings]}


def worst(results: Iterable[Result]) -> Result:
    """Return the worst of the results; nothing wrong is a pass."""
    return min(results, key=WORST_FIRST.index, default="pass")


def sum_up(id: str, notes: Iterable[Note]) -> Finding | None:
    """Make one finding of a check's notes, the worst first; None where there was nothing to check."""
    ordered = sorted(notes, key=lambda note: WORST_FIRST.index(note.result))
    if not ordered:
        return None
    first = ordered[0]
    told = dict.fromkeys(note.detail for note in ordered if note.result != "pass" or first.result == "pass")
    details = list(told)[:MOST_DETAILS]
    if len(told) > MOST_DETAILS:
        details.append(f"and {len(told) - MOST_DETAILS} more")
    return Finding(id, first.result, "; ".join(details), first.page, first.box)
