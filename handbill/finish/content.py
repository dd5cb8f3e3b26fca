"""Goes through everything that draws in a PDF, and gives each colour its ink.

A page's content is not all: forms, patterns, soft masks and pictures draw too. Each is rewritten
once. What can't be turned into ink without guessing (gradients in screen colours) is refused.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf

from handbill.errors import HandbillError
from handbill.finish.colours import BLACK, Colours, Ink

OVERPRINT, KNOCKOUT = Name("/HbOverprint"), Name("/HbKnockout")
SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
PATH = {"m", "l", "c", "v", "y", "h"}

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
            OVERPRINT: pdf.make_indirect(Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)),
            KNOCKOUT: pdf.make_indirect(Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0)),
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


class _Rewriter:
    """Rewrites one content stream, keeping track of what is black."""

    def __init__(self, colours: Colours, spaces: Any) -> None:
        self.colours, self.spaces = colours, spaces
        self.fill: Ink | None = BLACK
        self.stack: list[tuple[Ink | None, bool]] = []
        self.overprinting = False
        self.drawn = False  # a path with more to it than rectangles

    def rewrite(self, operations: Sequence[Any]) -> list[Operation]:
        # What a PDF begins with is DeviceGray black; in ink it is said.
        made: list[Operation] = [(_numbers(BLACK), Operator("k")), (_numbers(BLACK), Operator("K"))]
        for operands, operator in operations:
            made += self._one(list(operands), str(operator))
        return made

    def _one(self, operands: list[Any], operator: str) -> list[Operation]:
        if operator in ("rg", "g", "k", "RG", "G", "K"):
            return self._colour(operands, operator)
        if operator in ("sc", "scn", "SC", "SCN") and operands and not isinstance(operands[-1], pikepdf.Name):
            raise NoInk("a picture sets a colour in a space of its own: export it as plain SVG in RGB")
        if operator in ("q", "Q"):
            self._nest(operator)
        before: list[Operation] = []
        if operator in SHOWS_TEXT or operator in FILLS:
            wanted = self.fill == BLACK and (operator in SHOWS_TEXT or self.drawn)
            if wanted != self.overprinting:
                before = [([OVERPRINT if wanted else KNOCKOUT], Operator("gs"))]
                self.overprinting = wanted
        if operator in PATH:
            self.drawn = True
        elif operator in FILLS or operator in ("S", "s", "n"):
            self.drawn = False
        return [*before, (operands, Operator(operator))]

    def _nest(self, operator: str) -> None:
        if operator == "q":
            self.stack.append((self.fill, self.overprinting))
        elif self.stack:
            self.fill, self.overprinting = self.stack.pop()

    def _colour(self, operands: list[Any], operator: str) -> list[Operation]:
        values = [float(value) for value in operands]
        if operator in ("g", "G"):
            ink: Ink = (0, 0, 0, 1 - values[0])
        elif operator in ("rg", "RG"):
            ink = self.colours.ink((values[0], values[1], values[2]))
        else:
            ink = (values[0], values[1], values[2], values[3])
        stroke = operator.isupper()
        if not stroke:
            self.fill = ink
        return [(_numbers(ink), Operator("K" if stroke else "k"))]


def _numbers(ink: Ink) -> list[Decimal]:
    return [Decimal(str(round(share, 4))).normalize() + 0 for share in ink]


def entry(holder: Any, name: str) -> Any:
    """Return a dictionary inside another, made where it is not there."""
    if name not in holder:
        holder[name] = Dictionary()
    return holder[name]
