"""From a link to a code that a phone reads: modules, error correction, size, vector.

The rules are those of docs/design: a quiet zone of four modules, always black on white;
in the hand modules of 0.5 mm or more (0.4 mm is the least); in a window a side of a tenth of
the reading distance for a short link and an eighth for a long one.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from handbill.errors import HandbillError

QUIET: Final = 4  # modules of white on every side, ISO/IEC 18004
GOOD_MODULE: Final = 0.5  # mm, in the hand
LEAST_MODULE: Final = 0.4  # mm
DISTANCE_PER_SIDE: Final = 10  # a code is read from ten times its side …
DISTANCE_PER_MODULE: Final = 450  # … and, for a long link, from 450 times its module: then an eighth

Level = Literal["Q", "M", "L"]
Reading = Literal["hand"] | float


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it will be printed. Lengths in mm; `matrix` holds the rows of modules, true for black.

    `side` includes the quiet zone. `distance` is how far away it can be read.
    """

    url: str
    level: Level
    matrix: tuple[tuple[bool, ...], ...]
    side: float

    @property
    def count(self) -> int:
        """Modules along one side, without the quiet zone."""
        return len(self.matrix)

    @property
    def version(self) -> int:
        return (self.count - 17) // 4

    @property
    def module(self) -> float:
        """The width of one module in mm."""
        return self.side / (self.count + 2 * QUIET)

    @property
    def distance(self) -> float:
        return min(self.side * DISTANCE_PER_SIDE, self.module * DISTANCE_PER_MODULE)


def plan(url: str, side: float, reading: Reading = "hand") -> Code:
    """Choose the error correction for a code of `side` mm, quiet zone included.

    `reading` is "hand", or the distance in mm from which it should be read. The strongest of
    Q, M and L whose modules stay large enough is taken, else L.
    Raises HandbillError where even then the modules would be under 0.4 mm.
    """
    enough = GOOD_MODULE if reading == "hand" else max(GOOD_MODULE, reading / DISTANCE_PER_MODULE)
    levels: tuple[Level, ...] = ("Q", "M", "L")
    for level in levels:
        matrix = _matrix(url, level)
        code = Code(url, level, matrix, side) if matrix else None
        if code and code.module >= enough:
            return code
    if code is None or code.module < LEAST_MODULE:
        size = f"would have modules of {code.module:.2f} mm" if code else "cannot be made"
        raise HandbillError(
            f"the link {url} is too long for a code of {side:g} mm: it {size}, and phones need "
            f"{LEAST_MODULE} mm; give a shorter one"
        )
    return code


def svg(code: Code, alt: str) -> str:
    """Draw a code as inline SVG: a white ground and one black path that outlines the dark modules.

    `alt` says in words what it is, for who cannot see it.
    Outlines, not rows of squares, so that no viewer shows hairlines between modules; colours are
    attributes, since WeasyPrint does not heed CSS there.
    """
    whole = code.count + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" '
        f'width="{code.side:g}mm" height="{code.side:g}mm">'
        f"<title>{html.escape(alt)}</title>"
        f'<rect width="{whole}" height="{whole}" fill="#ffffff"/>'
        f'<path fill="#000000" d="{outline(code.matrix)}"/></svg>'
    )


@lru_cache(maxsize=256)
def outline(matrix: tuple[tuple[bool, ...], ...]) -> str:
    """Trace the dark modules as closed SVG contours, clockwise round dark and counter-clockwise round holes."""
    steps: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if not dark:
                continue
            corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))
            beside = (
                _at(matrix, x, y - 1),
                _at(matrix, x + 1, y),
                _at(matrix, x, y + 1),
                _at(matrix, x - 1, y),
            )
            for side in range(4):
                if not beside[side]:
                    steps.setdefault(corners[side], []).append(corners[(side + 1) % 4])
    contours = []
    while steps:
        contours.append(_contour(steps))
    return "".join(contours)


def _at(matrix: tuple[tuple[bool, ...], ...], x: int, y: int) -> bool:
    return 0 <= y < len(matrix) and 0 <= x < len(matrix[y]) and matrix[y][x]


def _contour(steps: dict[tuple[int, int], list[tuple[int, int]]]) -> str:
    """Take one closed contour out of the steps, as path data with straight runs merged."""
    start = here = next(iter(steps))
    heading = (0, 0)
    path = f"M{start[0] + QUIET} {start[1] + QUIET}"
    run = 0
    while True:
        choices = steps[here]
        ahead = min(choices, key=lambda point: _turn(heading, (point[0] - here[0], point[1] - here[1])))
        choices.remove(ahead)
        if not choices:
            del steps[here]
        step = (ahead[0] - here[0], ahead[1] - here[1])
        if step != heading and run:
            path += _stroke(heading, run)
            run = 0
        heading, run, here = step, run + 1, ahead
        if here == start:
            return path + "z"


def _turn(heading: tuple[int, int], step: tuple[int, int]) -> int:
    """Prefer the right turn where two dark modules meet at a corner, so that contours never cross."""
    cross = heading[0] * step[1] - heading[1] * step[0]
    return -cross


def _stroke(heading: tuple[int, int], run: int) -> str:
    return f"h{heading[0] * run}" if heading[0] else f"v{heading[1] * run}"


@lru_cache(maxsize=256)
def _matrix(url: str, level: Level) -> tuple[tuple[bool, ...], ...] | None:
    """Return the modules of a link, or None where no QR code can hold it."""
    from qrcode import constants, main  # here, so that a build with nothing to do does not pay for it
    from qrcode.exceptions import DataOverflowError

    correction = {
        "Q": constants.ERROR_CORRECT_Q,
        "M": constants.ERROR_CORRECT_M,
        "L": constants.ERROR_CORRECT_L,
    }[level]
    code = main.QRCode(error_correction=correction, border=0)
    code.add_data(url.encode(), optimize=0)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError):
        return None
    return tuple(tuple(bool(module) for module in row) for row in code.modules)
