"""How high text will be at another size: a model of a side, taken from one laid-out galley.

It knows what stands under and beside what, and how full the lines of each paragraph are. Setting
the type again would be exact and take a tenth of a second; this is right to a line or so and takes
no time. Heights in pt. `by` is the new size of the text in parts of the size it was set at.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from handbill.lines import Words, fewest


@dataclass(frozen=True, slots=True)
class Fixed:
    """What keeps its height: a slot, a picture, a headline."""

    height: float

    def at(self, by: float) -> float:
        return self.height


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text: `filled` is how many lines it fills, the last in part; `leading` is the height of one."""

    filled: float
    leading: float

    def at(self, by: float) -> float:
        return max(1, math.ceil(self.filled * by - 1e-6)) * self.leading * by


@dataclass(frozen=True, slots=True)
class Balanced:
    """Words that are broken into as few even lines as `measure` em allows."""

    words: Words
    measure: float
    leading: float

    def at(self, by: float) -> float:
        return fewest(self.words, self.measure / by) * self.leading * by


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts under each other, with what stands between and around them. They take at least the height `least`."""

    parts: tuple[Part, ...]
    around: float
    least: float = 0.0

    def at(self, by: float) -> float:
        return max(self.least, sum(part.at(by) for part in self.parts)) + self.around


@dataclass(frozen=True, slots=True)
class Row:
    """Parts beside each other: the highest counts."""

    parts: tuple[Part, ...]

    def at(self, by: float) -> float:
        return max((part.at(by) for part in self.parts), default=0.0)


@dataclass(frozen=True, slots=True)
class Columns:
    """A galley that is folded into columns, and by how much they are higher than their even share."""

    galley: Part
    count: int
    uneven: float

    def at(self, by: float) -> float:
        return self.galley.at(by) / self.count + self.uneven * by


Part = Fixed | Paragraph | Balanced | Stack | Row | Columns


def text_height(part: Part, by: float) -> float:
    """The height that running text alone takes, columns and rows counted once."""
    if isinstance(part, Paragraph | Balanced):
        return part.at(by)
    if isinstance(part, Columns):
        return text_height(part.galley, by) / part.count
    if isinstance(part, Row):
        return max((text_height(each, by) for each in part.parts), default=0.0)
    return sum(text_height(each, by) for each in part.parts) if isinstance(part, Stack) else 0.0
