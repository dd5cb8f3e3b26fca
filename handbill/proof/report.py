"""What a proof says: plain frozen values that any process can send to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
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
class Note:
    """One thing that a check saw. `page` counts from 1."""

    result: Result
    detail: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """All that one check saw, told in one line; page and box are those of the first fault.

    `places` are those of all the faults that the line names, as far as they have one: page and box.
    """

    id: str
    result: Result
    detail: str
    page: int | None = None
    box: Box | None = None
    places: tuple[tuple[int, Box], ...] = field(default=(), compare=False, repr=False)

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
    told = {note.detail: note for note in reversed(ordered) if note.result != "pass" or first.result == "pass"}
    details = list(reversed(told))[:MOST_DETAILS]
    places = tuple((told[each].page, told[each].box) for each in details)
    if len(told) > MOST_DETAILS:
        details.append(f"and {len(told) - MOST_DETAILS} more")
    found = tuple((page, box) for page, box in places if page is not None and box is not None)
    return Finding(id, first.result, "; ".join(details), first.page, first.box, found)
