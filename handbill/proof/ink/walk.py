"""A walk through all that a page draws: each mark with its colour and its place, however deeply it is nested.

A page's content is not all: forms, patterns, shadings, soft masks, Type 3 letters and the
appearances of annotations draw too.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import pikepdf

from handbill.proof.ink.functions import NoSuchChannel, outputs
from handbill.proof.ink.pictures import is_mask, picture_space
from handbill.proof.ink.spaces import RGB, Space, space_of
from handbill.proof.ink.state import Edges, Follower, Matrix, Paint, State, edges_of, matrix_of
from handbill.proof.report import Box

MOST_STEPS = 500_000  # operators on one page, each form counted as often as it is painted
MOST_DEPTH = 20  # forms in forms
FILLS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*"))
STROKES = frozenset(("S", "s", "B", "B*", "b", "b*"))
SHOWS = frozenset(("Tj", "TJ", "'", '"'))
INVISIBLE = (3, 7)  # text rendering modes
STROKED = (1, 2, 5, 6)
FLAT = 2  # pixels: a picture no larger is a colour drawn as a picture

Kind = Literal["fill", "stroke", "text", "picture", "shading"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing painted. `where` says in what, where that is not the page itself: 'in a form'.

    `weight` is the width of a stroke in pt, `thin` the lesser side of a filled shape in pt. A text's
    `box` is the point where it begins; `size` is in pt; `mirrored` type reads backwards.
    `ppi` is a picture's resolution as printed.
    """

    kind: Kind
    paint: Paint
    box: Box
    where: str = ""
    weight: float = math.inf
    size: float = 0.0
    mirrored: bool = False
    ppi: float = math.inf
    overprint: bool = False
    overprint_mode: int = 0
    fault: str = ""  # what is wrong with a gradient


@dataclass(frozen=True, slots=True)
class Blending:
    """Something that asks for transparency. `space` is that in which a group blends, where it says so."""

    what: str
    space: Space | None = None


@dataclass(frozen=True, slots=True)
class Walked:
    """All that a page paints, in order; not `whole` where there was too much of it."""

    marks: tuple[Mark, ...]
    blendings: tuple[Blending, ...]
    whole: bool


Place = Callable[[float, float, float, float], Box]


def walk(page: pikepdf.Page, place: Place) -> Walked:
    """Walk through a page; `place` turns a rectangle in its points into mm as shown."""
    walker = _Walker(place)
    media = [float(edge) for edge in page.mediabox.as_list()]
    start = State(Matrix(), edges_of([(media[0], media[1]), (media[2], media[3])]))
    walker.group(page.get("/Group"))
    walker.content(page.obj, Follower(start, page.get("/Resources", pikepdf.Dictionary())))
    for annotation in page.get("/Annots", []):
        walker.appearance(annotation, start)
    return Walked(tuple(walker.marks), tuple(dict.fromkeys(walker.blendings)), walker.steps < MOST_STEPS)


class _Walker:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.marks: list[Mark] = []
        self.blendings: list[Blending] = []
        self.steps = 0
        self.once: set[tuple[int, int]] = set()  # soft masks and fonts already looked at

    def content(self, drawn: Any, at: Follower) -> None:
        if at.depth > MOST_DEPTH:
            return
        for step in pikepdf.parse_content_stream(drawn):
            self.steps += 1
            if self.steps >= MOST_STEPS:
                return
            operator = str(step.operator)
            if operator in ("'", '"'):
                at.follow("T*", ())
            if operator in _PAINTING:
                _PAINTING[operator](self, at, step)
            at.follow(operator, step.operands)
            if operator == "gs":
                self._transparency(at)

    def group(self, group: Any) -> None:
        if isinstance(group, pikepdf.Dictionary) and group.get("/S") == "/Transparency":
            space = group.get("/CS")
            self.blendings.append(Blending("a group", None if space is None else space_of(space)))

    def appearance(self, annotation: Any, start: State) -> None:
        if not isinstance(annotation, pikepdf.Dictionary):
            return
        left, bottom, right, top = (float(edge) for edge in annotation.get("/Rect", [0, 0, 0, 0]))
        found = annotation.get("/AP", pikepdf.Dictionary()).get("/N")
        if isinstance(found, pikepdf.Stream):
            moved = State(Matrix(1, 0, 0, 1, left, bottom), start.clip)
            self._form(found, Follower(moved, pikepdf.Dictionary()), "in an annotation")
        colour = [float(each) for each in annotation.get("/C", [])]
        width = annotation.get("/BS", pikepdf.Dictionary()).get("/W", annotation.get("/Border", [0, 0, 1])[2])
        if found is None and len(colour) == 3 and width:  # readers draw its border by themselves
            box = self.place(left, bottom, right, top)
            self.marks.append(Mark("stroke", Paint(RGB, tuple(colour)), box, "in an annotation"))

    def path(self, at: Follower, step: Any) -> None:
        reach, operator, state = at.reach(), str(step.operator), at.state
        if reach is None:
            return
        if operator in FILLS:
            weight = min(reach.right - reach.left, reach.top - reach.bottom)
            self._paint("fill", at, state.fill, reach, weight=weight, overprint=state.overprint_fill)
        if operator in STROKES:
            weight = state.width * state.matrix.least_stretch
            self._paint("stroke", at, state.stroke, reach, weight=weight, overprint=state.overprint_stroke)

    def text(self, at: Follower, step: Any) -> None:
        state = at.state
        if state.shown_as in INVISIBLE or state.font is None:
            return
        if state.font.get("/Subtype") == "/Type3":
            self._letters(state.font, at)
            return
        matrix = at.text.then(state.matrix)
        size = abs(state.size) * math.hypot(matrix.c, matrix.d)
        start = edges_of([matrix.point(0, 0), matrix.point(0.05 * state.size, 0.3 * state.size)])
        more: dict[str, Any] = {"size": size, "mirrored": matrix.a * matrix.d < matrix.b * matrix.c}
        if state.shown_as != 1:
            self._paint("text", at, state.fill, start, overprint=state.overprint_fill, **more)
        if state.shown_as in STROKED:
            self._paint("text", at, state.stroke, start, overprint=state.overprint_stroke, **more)

    def xobject(self, at: Follower, step: Any) -> None:
        found = at.resources.get("/XObject", {}).get(str(step.operands[0])) if step.operands else None
        if not isinstance(found, pikepdf.Stream):
            return
        if found.get("/Subtype") == "/Image":
            self._picture(found, at)
        elif found.get("/Subtype") == "/Form":
            self._form(found, at, "in a form")

    def inline(self, at: Follower, step: Any) -> None:
        self._picture(step.iimage.obj, at)

    def shading(self, at: Follower, step: Any) -> None:
        found = at.resources.get("/Shading", {}).get(str(step.operands[0])) if step.operands else None
        if found is not None:
            self._gradient(found, at)

    def _transparency(self, at: Follower) -> None:
        state = at.state
        if state.faint:
            self.blendings.append(Blending("something not opaque"))
        if state.blend not in ("/Normal", "/Compatible"):
            self.blendings.append(Blending(f"the blend mode {state.blend[1:]}"))
        if state.mask is not None:
            self.blendings.append(Blending("a soft mask"))
            form = state.mask.get("/G")
            if isinstance(form, pikepdf.Stream) and form.objgen not in self.once:
                self.once.add(form.objgen)
                fresh = State(state.matrix, state.clip)
                self._form(form, Follower(fresh, at.resources, depth=at.depth), "in a soft mask")

    def _letters(self, font: Any, at: Follower) -> None:
        """Walk through the drawings of a Type 3 font, each once."""
        if font.objgen in self.once:
            return
        self.once.add(font.objgen)
        inner = State(at.state.matrix, at.state.clip, at.state.fill, at.state.fill)
        for letter in font.get("/CharProcs", pikepdf.Dictionary()).values():
            self.content(letter, Follower(inner, font.get("/Resources", at.resources), "in a letter", at.depth + 1))

    def _form(self, form: Any, at: Follower, where: str) -> None:
        self.group(form.get("/Group"))
        state = at.state
        matrix = matrix_of(form.get("/Matrix")).then(state.matrix)
        left, bottom, right, top = (float(edge) for edge in form.get("/BBox", state.clip))
        reach = edges_of(matrix.point(x, y) for x in (left, right) for y in (bottom, top))
        inner = replace(state, matrix=matrix, clip=state.clip.cut_to(reach))
        self.content(form, Follower(inner, form.get("/Resources", at.resources), at.where or where, at.depth + 1))

    def _picture(self, image: Any, at: Follower) -> None:
        matrix = at.state.matrix
        reach = edges_of(matrix.point(x, y) for x in (0, 1) for y in (0, 1))
        wide, high = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        pixels = int(image.Width), int(image.Height)
        flat = min(pixels) <= FLAT or not wide or not high
        ppi = math.inf if flat else 72 * min(pixels[0] / wide, pixels[1] / high)
        if is_mask(image):
            self._paint("picture", at, at.state.fill, reach, ppi=ppi, overprint=at.state.overprint_fill)
        else:
            self._add("picture", at, Paint(picture_space(image, at.resources), ()), reach, ppi=ppi)
        if isinstance(image.get("/SMask"), pikepdf.Stream):
            self.blendings.append(Blending("a picture with a soft edge"))

    def _paint(self, kind: Kind, at: Follower, paint: Paint, reach: Edges, **more: Any) -> None:
        if paint.pattern:
            self._pattern(paint, at)
        else:
            self._add(kind, at, paint, reach, **more)

    def _add(self, kind: Kind, at: Follower, paint: Paint, reach: Edges, **more: Any) -> None:
        seen = reach.cut_to(at.state.clip)
        if not seen.empty:
            mode = at.state.overprint_mode
            self.marks.append(Mark(kind, paint, self.place(*seen), at.where, overprint_mode=mode, **more))

    def _pattern(self, paint: Paint, at: Follower) -> None:
        found = at.resources.get("/Pattern", {}).get(paint.pattern)
        if found is None:
            return
        if found.get("/PatternType") == 2:
            self._gradient(found.Shading, at)
        elif isinstance(found, pikepdf.Stream):
            colour = Paint(paint.space.base, paint.values) if paint.space.base else Paint()
            inner = State(matrix_of(found.get("/Matrix")).then(at.base), at.state.clip, colour, colour)
            resources = found.get("/Resources", at.resources)
            self.content(found, Follower(inner, resources, "in a pattern", at.depth + 1))

    def _gradient(self, shading: Any, at: Follower) -> None:
        space = space_of(shading.get("/ColorSpace", pikepdf.Name("/?")), at.resources)
        fault = ""
        if "/Function" in shading:
            try:
                given = outputs(shading.Function)
                if given != space.channels:
                    fault = f"a gradient gives {given} numbers where {space.name} takes {space.channels}"
            except NoSuchChannel as error:
                fault = f"a gradient has {error}"
        box = self.place(*at.state.clip)
        self.marks.append(Mark("shading", Paint(space, ()), box, at.where, fault=fault))


_PAINTING: dict[str, Callable[[_Walker, Follower, Any], None]] = {
    **dict.fromkeys((*FILLS, *STROKES), _Walker.path),
    **dict.fromkeys(SHOWS, _Walker.text),
    "Do": _Walker.xobject,
    "INLINE IMAGE": _Walker.inline,
    "sh": _Walker.shading,
}
