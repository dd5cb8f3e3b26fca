"""Following a content stream's graphics state (ISO 32000-2, 8.4): colours, transformation, clip, path and text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import pikepdf

from handbill.proof.ink.spaces import ALL, CMYK, GREY, PLATES, RGB, Shares, Space, Values, space_of

MOST_SAVED = 500  # q within q


class Matrix(NamedTuple):
    """(x, y) goes to (a x + c y + e, b x + d y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: Matrix) -> Matrix:
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def least_stretch(self) -> float:
        """By how much lengths grow where they grow least."""
        across, along = self.a * self.a + self.b * self.b, self.c * self.c + self.d * self.d
        cross = self.a * self.c + self.b * self.d
        return math.sqrt(max((across + along - math.hypot(across - along, 2 * cross)) / 2, 0.0))


class Edges(NamedTuple):
    """A rectangle in the page's own points."""

    left: float
    bottom: float
    right: float
    top: float

    def cut_to(self, other: Edges) -> Edges:
        return Edges(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    @property
    def empty(self) -> bool:
        return self.right < self.left or self.top < self.bottom


def edges_of(points: Iterable[tuple[float, float]]) -> Edges:
    xs, ys = zip(*points, strict=True)
    return Edges(min(xs), min(ys), max(xs), max(ys))


def matrix_of(found: Any) -> Matrix:
    return Matrix(*(float(each) for each in found)) if found is not None else Matrix()


@dataclass(frozen=True, slots=True)
class Paint:
    """What fills and strokes are made with: a colour, or a pattern."""

    space: Space = GREY
    values: Values = (0.0,)
    pattern: str = ""

    @property
    def shares(self) -> Shares:
        return {} if self.space.kind == "pattern" and not self.space.base else self.space.shares(self.values)

    @property
    def on_plates(self) -> Shares:
        """The ink on each plate that has any; the registration colour is on all four."""
        shares = self.shares
        return dict.fromkeys(PLATES, shares[ALL]) if ALL in shares else shares

    def on(self, plate: str, overprint: bool, mode: int) -> float | None:
        """Return how much ink goes on a plate; None where what lies there is left as it is (8.6.7)."""
        shares = self.on_plates
        share = shares.get(plate)
        if overprint:
            if self.space.kind == "spot" and share is None:
                return None
            if self.space.direct and mode == 1 and not share:
                return None
        return share or 0.0

    @property
    def total(self) -> float:
        """How much ink lies on one spot, all plates together."""
        return sum(self.on_plates.values())


@dataclass(frozen=True, slots=True)
class State:
    """One moment's graphics state. Widths are in the units of `matrix`, `clip` in the page's points."""

    matrix: Matrix
    clip: Edges
    fill: Paint = Paint()
    stroke: Paint = Paint()
    width: float = 1.0
    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    font: Any = None
    size: float = 0.0
    shown_as: int = 0  # text rendering mode
    mask: Any = None  # a soft mask's dictionary
    faint: bool = False  # less than opaque
    blend: str = "/Normal"


@dataclass(slots=True)
class Follower:
    """Reads operators one after another. `state` is what holds for the next one; `path` its current path.

    `where` says in what they stand, as 'in a form', and `depth` how many of them lie in one another.
    """

    state: State
    resources: Any
    where: str = ""
    depth: int = 0
    saved: list[State] = field(default_factory=list)
    path: list[tuple[float, float]] = field(default_factory=list)  # in the page's points
    clipping: bool = False
    text: Matrix = field(default_factory=Matrix)
    line: Matrix = field(default_factory=Matrix)
    leading: float = 0.0
    base: Matrix = field(init=False)  # that patterns are drawn in

    def __post_init__(self) -> None:
        self.base = self.state.matrix

    def follow(self, operator: str, operands: Any) -> None:
        """Take in an operator, after whatever it paints has been looked at. Broken operands change nothing."""
        handler = _HANDLERS.get(operator)
        if handler is not None:
            try:
                handler(self, operands)
            except (TypeError, ValueError, IndexError, AttributeError, KeyError, OverflowError):
                return

    def set(self, **changed: Any) -> None:
        self.state = replace(self.state, **changed)

    def reach(self) -> Edges | None:
        """Return what the current path spans; None where there is none."""
        return edges_of(self.path) if self.path else None

    def end_path(self) -> None:
        if self.clipping and self.path:
            self.set(clip=self.state.clip.cut_to(edges_of(self.path)))
        self.path, self.clipping = [], False


def _numbers(operands: Sequence[Any]) -> tuple[float, ...]:
    return tuple(float(each) for each in operands)


def _save(at: Follower, operands: Sequence[Any]) -> None:
    if len(at.saved) < MOST_SAVED:
        at.saved.append(at.state)


def _restore(at: Follower, operands: Sequence[Any]) -> None:
    if at.saved:
        at.state = at.saved.pop()


def _concatenate(at: Follower, operands: Sequence[Any]) -> None:
    at.set(matrix=Matrix(*_numbers(operands)).then(at.state.matrix))


def _points(at: Follower, operands: Sequence[Any]) -> None:
    numbers = _numbers(operands)
    at.path += [at.state.matrix.point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _rectangle(at: Follower, operands: Sequence[Any]) -> None:
    x, y, wide, high = _numbers(operands)
    at.path += [at.state.matrix.point(x + dx, y + dy) for dx in (0, wide) for dy in (0, high)]


def _clip(at: Follower, operands: Sequence[Any]) -> None:
    at.clipping = True


def _paint(at: Follower, operands: Sequence[Any]) -> None:
    at.end_path()


def _device(name: str, space: Space) -> Any:
    def take(at: Follower, operands: Sequence[Any]) -> None:
        at.set(**{name: Paint(space, _numbers(operands))})

    return take


def _choose(name: str) -> Any:
    def take(at: Follower, operands: Sequence[Any]) -> None:
        space = space_of(operands[0], at.resources)
        at.set(**{name: Paint(space, space.start)})

    return take


def _colour(name: str) -> Any:
    def take(at: Follower, operands: Sequence[Any]) -> None:
        space = getattr(at.state, name).space
        *numbers, last = list(operands)
        if isinstance(last, pikepdf.Name):
            at.set(**{name: Paint(space, _numbers(numbers), str(last))})
        else:
            at.set(**{name: Paint(space, _numbers(operands))})

    return take


def _width(at: Follower, operands: Sequence[Any]) -> None:
    at.set(width=float(operands[0]))


def _extended(at: Follower, operands: Sequence[Any]) -> None:
    """Take in an ExtGState."""
    given = at.resources.get("/ExtGState", {}).get(str(operands[0]))
    stroke = given.get("/OP")
    changed: dict[str, Any] = {}
    if stroke is not None:
        changed |= {"overprint_stroke": bool(stroke), "overprint_fill": bool(stroke)}
    if "/op" in given:
        changed["overprint_fill"] = bool(given.op)
    if "/OPM" in given:
        changed["overprint_mode"] = int(given.OPM)
    if "/LW" in given:
        changed["width"] = float(given.LW)
    if "/Font" in given:
        changed |= {"font": given.Font[0], "size": float(given.Font[1])}
    if "/SMask" in given:
        changed["mask"] = given.SMask if isinstance(given.SMask, pikepdf.Dictionary) else None
    if "/ca" in given or "/CA" in given:
        changed["faint"] = min(float(given.get("/ca", 1)), float(given.get("/CA", 1))) < 1
    if "/BM" in given:
        blend = given.BM[0] if isinstance(given.BM, pikepdf.Array) else given.BM
        changed["blend"] = str(blend)
    at.set(**changed)


def _begin_text(at: Follower, operands: Sequence[Any]) -> None:
    at.text = at.line = Matrix()


def _font(at: Follower, operands: Sequence[Any]) -> None:
    at.set(font=at.resources.get("/Font", {}).get(str(operands[0])), size=float(operands[1]))


def _text_matrix(at: Follower, operands: Sequence[Any]) -> None:
    at.text = at.line = Matrix(*_numbers(operands))


def _move(at: Follower, operands: Sequence[Any]) -> None:
    x, y = _numbers(operands)
    at.text = at.line = Matrix(1, 0, 0, 1, x, y).then(at.line)


def _move_and_lead(at: Follower, operands: Sequence[Any]) -> None:
    at.leading = -float(operands[1])
    _move(at, operands)


def _next_line(at: Follower, operands: Sequence[Any]) -> None:
    at.text = at.line = Matrix(1, 0, 0, 1, 0, -at.leading).then(at.line)


def _leading(at: Follower, operands: Sequence[Any]) -> None:
    at.leading = float(operands[0])


def _shown_as(at: Follower, operands: Sequence[Any]) -> None:
    at.set(shown_as=int(operands[0]))


TRACING = {"m", "l", "c", "v", "y", "re", "W", "W*"}
_HANDLERS: dict[str, Any] = {
    "q": _save, "Q": _restore, "cm": _concatenate, "w": _width, "gs": _extended,
    "m": _points, "l": _points, "c": _points, "v": _points, "y": _points, "re": _rectangle,
    "W": _clip, "W*": _clip,
    **dict.fromkeys(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n"), _paint),
    "g": _device("fill", GREY), "rg": _device("fill", RGB), "k": _device("fill", CMYK),
    "G": _device("stroke", GREY), "RG": _device("stroke", RGB), "K": _device("stroke", CMYK),
    "cs": _choose("fill"), "sc": _colour("fill"), "scn": _colour("fill"),
    "CS": _choose("stroke"), "SC": _colour("stroke"), "SCN": _colour("stroke"),
    "BT": _begin_text, "Tf": _font, "Tm": _text_matrix, "Td": _move, "TD": _move_and_lead,
    "T*": _next_line, "TL": _leading, "Tr": _shown_as,
}  # fmt: skip
