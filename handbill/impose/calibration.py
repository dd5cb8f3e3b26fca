"""A sheet that shows how far a printer sets the back off from the front.

The front has a plain cross in the very middle, the back two millimetre scales whose zeros its lines would
meet. Held against the light, the scales say how far the back must be moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handbill.errors import UsageError
from handbill.impose.geometry import Box, Size
from handbill.impose.papers import A4
from handbill.impose.sheets import Duplex, Label, Line, Plan, Sheet, Side
from handbill.lettering import width, wrapped

REACH: Final = 10  # mm that can be read off, in every direction
ARM: Final = 30.0  # mm from the middle to the ends of the plain cross
AWAY: Final = 18.0  # mm from the middle to the scales, which its lines cross
RULER: Final = 100.0
MARGIN: Final = 20.0
TEXT: Final = 12.0  # pt
LINE: Final = 6.0  # mm


def calibration(words: Mapping[str, str], paper: Size = A4, duplex: Duplex = "long") -> Plan:
    """Plan two sheets, each printed on both sides: an upright one and a wide one.

    Printers turn a wide page to print it, so that what is right for one is not for the other.
    `words` are the program's own. Raises UsageError.
    """
    if duplex == "none":
        raise UsageError("a calibration sheet is printed on both sides: choose --duplex long or short")
    if min(paper.width, paper.height) < 148:
        raise UsageError("a calibration sheet takes A5 or larger")
    sheets = []
    for size, kind in ((paper, "calibration_upright"), (paper.turned, "calibration_wide")):
        title = f"{words['calibration_title']}: {words[kind]}"
        front = _written(size, title, words["calibration_front"])
        back = _written(size, title, words["calibration_back"])
        sheets.append(
            Sheet(
                size,
                Side((), _cross(size) + _ruler(size), (*front, _measure(size))),
                Side((), _scales(size), (*back, *_figures(size))),
            )
        )
    return Plan("calibration", tuple(sheets), duplex=duplex)


def _written(sheet: Size, title: str, text: str) -> list[Label]:
    """Write a title and a paragraph at the top of a side."""
    room = Box.of(sheet).grown(-MARGIN, -MARGIN)
    labels = [
        Label(line, room.left, room.top - 7 * n, 16) for n, line in enumerate(wrapped(title, 16, room.size.width))
    ]
    lines = wrapped(text, TEXT, room.size.width)
    below = room.top - 7 * len(labels) - 2
    return labels + [Label(line, room.left, below - LINE * n, TEXT) for n, line in enumerate(lines)]


def _cross(sheet: Size) -> tuple[Line, ...]:
    x, y = Box.of(sheet).centre
    return Line((x - ARM, y), (x + ARM, y)), Line((x, y - ARM), (x, y + ARM))


def _ruler(sheet: Size) -> tuple[Line, ...]:
    """Draw a line of 100 mm at the foot, by which a shrunk print is found out."""
    left = (sheet.width - RULER) / 2
    ends = [Line((x, MARGIN - 3), (x, MARGIN + 3)) for x in (left, left + RULER)]
    return Line((left, MARGIN), (left + RULER, MARGIN)), *ends


def _measure(sheet: Size) -> Label:
    return Label(f"{RULER:g} mm", sheet.width / 2, MARGIN + 2, TEXT, align="centre")


def _scales(sheet: Size) -> tuple[Line, ...]:
    """Draw a scale across, below the middle, and one up, at its left: a stroke a millimetre, longer at fives."""
    x, y = Box.of(sheet).centre
    low, left = y - AWAY, x - AWAY
    lines = [Line((x - REACH, low), (x + REACH, low)), Line((left, y - REACH), (left, y + REACH))]
    for step in range(-REACH, REACH + 1):
        half = 3.0 if step % 10 == 0 else 2.0 if step % 5 == 0 else 1.0
        lines.append(Line((x + step, low - half), (x + step, low + half)))
        lines.append(Line((left - half, y + step), (left + half, y + step)))
    return tuple(lines)


def _figures(sheet: Size) -> list[Label]:
    x, y = Box.of(sheet).centre
    labels = []
    for step in range(-REACH, REACH + 1, 5):
        text = f"{'+' if step > 0 else '−' if step else ''}{abs(step)}"
        labels.append(Label(text, x + step, y - AWAY - 6.5, 9, align="centre"))
        labels.append(Label(text, x - AWAY - 4.5 - width(text, 9), y + step - 1.1, 9))
    return labels
