"""Goes through everything that draws in a PDF, and gives each colour its ink.

A page's content is not all: forms, patterns, soft masks and pictures draw too. Each is rewritten
once. What can't be turned into ink without guessing (gradients in screen colours) is refused.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf

from handbill.errors import HandbillError
from handbill.finish.colours import BLACK, Colours, Ink

STATES = {
    (False, False): Name("/HbKnockout"),
    (True, True): Name("/HbOverprint"),
    (True, False): Name("/HbFillsOver"),
    (False, True): Name("/HbStrokesOver"),
}
"""The graphics states by what prints over what lies under it: fills, strokes."""

SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
STROKES = {"S", "s", "B", "B*", "b", "b*"}
PATH = {"m", "l", "c", "v", "y", "h"}
STROKED_TEXT, UNFILLED_TEXT = (1, 2, 5, 6), (1, 3, 5, 7)  # text rendering modes
PUTS = {"Do", "sh", "INLINE IMAGE"}  # a picture may be a mask, which is painted as fills are

Operation = tuple[Sequence[Any], Operator]


class NoInk(HandbillError):
    """Something in the document has no ink. The message says what, and what to do."""


class Inker:
    """Rewrites one PDF in ink."""

    def __init__(self, pdf: Pdf, colours: Colours) -> None:
        self.pdf, self.colours = pdf, colours
        self.done: set[tuple[int, int]] = set()
        # Black over a colour must not punch a hole in it: a plate that is a hair off would show white.
        self.states = {
            name: pdf.make_indirect(
                Dictionary(Type=Name.ExtGState, OP=strokes, op=fills, OPM=1 if fills or strokes else 0)
            )
            for (fills, strokes), name in STATES.items()
        }

    def page(self, page: pikepdf.Page) -> bytes:
        """Return the content of a page in ink; its resources are rewritten in place."""
        resources = entry(page.obj, "/Resources")
        self._resources(resources)
        return self._content(page.obj, resources)

    def _once(self, thing: Any) -> bool:
        """Say whether this is the first time that an indirect object is met."""
        key = thing.objgen
        if key != (0, 0) and key in self.done:
            return False
        self.done.add(key)
        return True

    def _resources(self, resources: Any) -> None:
        states = entry(resources, "/ExtGState")
        for name, state in self.states.items():
            states[name] = state
        for state in states.values():
            if isinstance(mask := state.get("/SMask"), Dictionary) and "/G" in mask:
                self._form(mask.G)
        for thing in resources.get("/XObject", Dictionary()).values():
            if self._once(thing):
                self._image(thing) if thing.get("/Subtype") == Name.Image else self._form(thing)
        for pattern in resources.get("/Pattern", Dictionary()).values():
            if pattern.get("/PatternType") == 2:
                self._shading(pattern.Shading)
            elif self._once(pattern):
                self._form(pattern)
        for shading in resources.get("/Shading", Dictionary()).values():
            self._shading(shading)

    def _form(self, form: Any) -> None:
        resources = entry(form, "/Resources")
        self._resources(resources)
        form.write(self._content(form, resources))
        if "/Group" in form and form.Group.get("/CS") in (Name.DeviceRGB, None):
            form.Group.CS = Name.DeviceCMYK

    @staticmethod
    def _shading(shading: Any) -> None:
        space = shading.get("/ColorSpace")
        if space not in (Name.DeviceCMYK, Name.DeviceGray):
            raise NoInk("a picture or layout has a gradient in screen colours: use flat colours, or save it as PNG")

    def _image(self, image: Any) -> None:
        """Turn a picture's pixels into ink. A mask is no colour and stays."""
        from PIL import Image

        space = image.get("/ColorSpace")
        if image.get("/ImageMask") or space in (Name.DeviceGray, Name.DeviceCMYK):
            return
        if isinstance(space, Array) and len(space) and space[0] not in (Name.ICCBased, Name.CalRGB, Name.Indexed):
            raise NoInk("a picture is in a colour space that cannot be printed: save it as PNG or JPEG in RGB")
        picture = pikepdf.PdfImage(image).as_pil_image()
        made = self.colours.picture(picture)
        assert isinstance(made, Image.Image)
        if image.get("/Filter") == Name.DCTDecode:
            packed = io.BytesIO()
            made.save(packed, "JPEG", quality=92, subsampling=0)
            image.write(packed.getvalue(), filter=Name.DCTDecode)
            if made.mode == "CMYK":  # Pillow writes CMYK JPEG upside down, as Adobe does
                image.Decode = Array([1, 0, 1, 0, 1, 0, 1, 0])
        else:
            image.write(made.tobytes())
        image.ColorSpace = Name.DeviceCMYK if made.mode == "CMYK" else Name.DeviceGray
        image.BitsPerComponent = 8

    def _content(self, holder: Any, resources: Any) -> bytes:
        operations = pikepdf.parse_content_stream(holder)
        spaces = resources.get("/ColorSpace", Dictionary())
        return pikepdf.unparse_content_stream(_Rewriter(self.colours, spaces).rewrite(operations))


@dataclass(frozen=True, slots=True)
class _Pens:
    """The part of a graphics state that is followed. `over` says whether fills and strokes overprint."""

    fill: Ink | None = BLACK  # None: a pattern
    stroke: Ink | None = BLACK
    over: tuple[bool, bool] = (False, False)
    shown_as: int = 0  # text rendering mode


class _Rewriter:
    """Rewrites one content stream, keeping track of what is black."""

    def __init__(self, colours: Colours, spaces: Any) -> None:
        self.colours, self.spaces = colours, spaces
        self.pens = _Pens()
        self.stack: list[_Pens] = []
        self.drawn = False  # a path with more to it than rectangles

    def rewrite(self, operations: Sequence[Any]) -> list[Operation]:
        # What a PDF begins with is DeviceGray black; in ink it is said. A form begins with what holds
        # where it is painted, so that it does not overprint has to be said too.
        made: list[Operation] = [
            (_numbers(BLACK), Operator("k")),
            (_numbers(BLACK), Operator("K")),
            ([STATES[self.pens.over]], Operator("gs")),
        ]
        for operands, operator in operations:
            made += self._one(list(operands), str(operator))
        return made

    def _one(self, operands: list[Any], operator: str) -> list[Operation]:
        if operator in ("rg", "g", "k", "RG", "G", "K"):
            return self._colour(operands, operator)
        if operator in ("sc", "scn", "SC", "SCN") and operands:
            if not isinstance(operands[-1], pikepdf.Name):
                raise NoInk("a picture sets a colour in a space of its own: export it as plain SVG in RGB")
            self._dip(operator, None)
        if operator in ("q", "Q"):
            self._nest(operator)
        if operator == "Tr":
            self.pens = replace(self.pens, shown_as=int(operands[0]))
        before: list[Operation] = []
        wanted = self._wanted(operator)
        if wanted != self.pens.over:
            before = [([STATES[wanted]], Operator("gs"))]
            self.pens = replace(self.pens, over=wanted)
        if operator in PATH:
            self.drawn = True
        elif operator in FILLS or operator in STROKES or operator == "n":
            self.drawn = False
        return [*before, (operands, Operator(operator))]

    def _wanted(self, operator: str) -> tuple[bool, bool]:
        """Say whether fills and strokes are to overprint for an operator; what it does not use stays as it is."""
        pens, text = self.pens, operator in SHOWS_TEXT
        fills, strokes = pens.over
        if operator in PUTS:
            fills = False
        elif operator in FILLS or (text and pens.shown_as not in UNFILLED_TEXT):
            fills = pens.fill == BLACK and (text or self.drawn)
        if operator in STROKES or (text and pens.shown_as in STROKED_TEXT):
            strokes = pens.stroke == BLACK
        return fills, strokes

    def _nest(self, operator: str) -> None:
        if operator == "q":
            self.stack.append(self.pens)
        elif self.stack:
            self.pens = self.stack.pop()

    def _colour(self, operands: list[Any], operator: str) -> list[Operation]:
        values = [float(value) for value in operands]
        if operator in ("g", "G"):
            ink: Ink = (0, 0, 0, 1 - values[0])
        elif operator in ("rg", "RG"):
            ink = self.colours.ink((values[0], values[1], values[2]))
        else:
            ink = (values[0], values[1], values[2], values[3])
        self._dip(operator, ink)
        return [(_numbers(ink), Operator("K" if operator.isupper() else "k"))]

    def _dip(self, operator: str, ink: Ink | None) -> None:
        self.pens = replace(self.pens, stroke=ink) if operator.isupper() else replace(self.pens, fill=ink)


def _numbers(ink: Ink) -> list[Decimal]:
    return [Decimal(str(round(share, 4))).normalize() + 0 for share in ink]


def entry(holder: Any, name: str) -> Any:
    """Return a dictionary inside another, made where it is not there."""
    if name not in holder:
        holder[name] = Dictionary()
    return holder[name]
