"""A file rewritten to draw one plate in greys: white paper, and black where all the ink is.

Any renderer then shows the plate. Overprinting is kept: what leaves a plate alone is not drawn on it.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

from handbill.proof.ink.functions import NoSuchChannel, paper_channel
from handbill.proof.ink.pictures import Unreadable, is_mask, picture_plates, picture_space
from handbill.proof.ink.spaces import PLATES, space_of
from handbill.proof.ink.state import TRACING, Edges, Follower, Matrix, Paint, State
from handbill.proof.ink.walk import FILLS, MOST_DEPTH, SHOWS, STROKED, STROKES

ENDLESS = Edges(-1e9, -1e9, 1e9, 1e9)
COLOURS = frozenset(("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "ri"))
FILL_ONLY = {"B": "f", "B*": "f*", "b": "f", "b*": "f*"}
STROKE_ONLY = {"B": "S", "B*": "S", "b": "s", "b*": "s"}

PAPER = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[1], N=1)


class Separator:
    """Takes a file apart into its plates. What can't be taken apart is left out, and told in `unread`."""

    def __init__(self, data: bytes, most_pages: int) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        del self.pdf.pages[most_pages:]
        self.unread: set[str] = set()
        self._originals = [(page.get("/Contents"), page.get("/Resources", Dictionary())) for page in self.pdf.pages]
        self._steps: dict[tuple[int, int], list[tuple[str, Any]]] = {}
        self._pictures: dict[tuple[int, int], dict[str, Any]] = {}

    def plate(self, name: str) -> bytes:
        """Return a PDF whose pages show one plate, with their whole sheets."""
        for page, (contents, resources) in zip(self.pdf.pages, self._originals, strict=True):
            page.obj.Contents = Array([]) if contents is None else contents
            made, used = _Plate(self, name).content(page.obj, resources, State(Matrix(), ENDLESS), 0)
            page.obj.Contents = self.pdf.make_stream(made)
            page.obj.Resources = used
            for key in ("/CropBox", "/Annots", "/Group"):
                if key in page.obj:
                    del page.obj[key]
        out = BytesIO()
        self.pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return out.getvalue()

    def steps(self, drawn: Any) -> list[tuple[str, Any]]:
        """Return the steps of a content stream with their operators, read once."""
        key = drawn.objgen
        if key == (0, 0) or key not in self._steps:
            self._steps[key] = [(str(step.operator), step) for step in pikepdf.parse_content_stream(drawn)]
        return self._steps[key]

    def picture(self, image: Any, resources: Any) -> dict[str, Any]:
        """Return a picture's plates, read once; none where it cannot be read."""
        key = image.objgen
        if key == (0, 0) or key not in self._pictures:
            try:
                self._pictures[key] = picture_plates(image, picture_space(image, resources))
            except Unreadable as error:
                self.unread.add(f"a picture cannot be read: {error}")
                self._pictures[key] = {}
        return self._pictures[key]


class _Plate:
    """Rewrites content for one plate. Forms are written once for each state in which they are painted."""

    def __init__(self, source: Separator, name: str) -> None:
        self.source, self.pdf, self.name = source, source.pdf, name
        self.forms: dict[Any, Any] = {}

    def content(self, drawn: Any, resources: Any, start: State, depth: int) -> tuple[bytes, Dictionary]:
        """Return the content for this plate, with the resources that it needs."""
        writer = _Writer(self, resources, depth)
        at = Follower(start, resources, depth=depth)
        for operator, step in self.source.steps(drawn):
            if operator in TRACING:  # most steps of most pages; where paths are is nothing to a plate
                writer.made.append(step)
                continue
            writer.take(operator, step, at)
            at.follow(operator, step.operands)
        return pikepdf.unparse_content_stream(writer.made), writer.used

    def form(self, form: Any, resources: Any, state: State, depth: int) -> Any:
        inherited = (state.fill, state.stroke, state.overprint_fill, state.overprint_stroke, state.overprint_mode)
        key = (form.objgen, inherited)
        if form.objgen == (0, 0) or key not in self.forms:
            self.forms[key] = None  # a form that paints itself is painted once
            made, used = self.content(form, form.get("/Resources", resources), state, depth)
            self.forms[key] = self._stream(form, made, used)
        return self.forms[key]

    def _stream(self, like: Any, data: bytes, resources: Dictionary) -> Any:
        """Make a stream with the entries of another but for its packing and its group's colour space."""
        kept = {key: value for key, value in like.items() if key not in ("/Length", "/Filter", "/DecodeParms")}
        kept["/Resources"] = resources
        if isinstance(group := kept.get("/Group"), Dictionary):
            kept["/Group"] = Dictionary({key: value for key, value in group.items() if key != "/CS"})
        return self.pdf.make_stream(data, Dictionary(kept))

    def picture(self, image: Any, resources: Any) -> Any:
        """Return the picture's ink on this plate, as a picture in greys."""
        ink = self.source.picture(image, resources).get(self.name)
        entries = {key: image[key] for key in ("/SMask",) if key in image}
        if isinstance(image.get("/Mask"), Stream):
            entries["/Mask"] = image.Mask
        if ink is None:
            size, data, decode = (1, 1), b"\xff", [0, 1]
        else:
            size, data, decode = ink.size, ink.tobytes(), [1, 0]
        shape = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1],
            BitsPerComponent=8, ColorSpace=Name.DeviceGray, Decode=Array(decode),
        )  # fmt: skip
        return self.pdf.make_stream(data, Dictionary({**dict(shape.items()), **entries}))

    def shading(self, shading: Any, resources: Any) -> Any:
        """Return a gradient with this plate's ink alone; None where it cannot be taken apart."""
        space = space_of(shading.get("/ColorSpace"), resources)
        channel = {"grey": 0, "cmyk": PLATES.index(self.name)}.get(space.kind)
        if channel is None or space.base or "/Function" not in shading or isinstance(shading, Stream):
            self.source.unread.add(f"a gradient in {space.name} cannot be taken apart")
            return None
        try:
            if space.kind == "cmyk":
                light = paper_channel(self.pdf, shading.Function, channel)
            else:
                light = shading.Function if self.name == "Black" else PAPER
        except NoSuchChannel as error:
            self.source.unread.add(f"a gradient cannot be taken apart: {error}")
            return None
        kept = {key: value for key, value in shading.items() if key != "/Background"}
        return Dictionary({**kept, "/ColorSpace": Name.DeviceGray, "/Function": light})


class _Writer:
    """Writes the content of one stream for one plate."""

    def __init__(self, plate: _Plate, resources: Any, depth: int) -> None:
        self.plate, self.resources, self.depth = plate, resources, depth
        self.made: list[Any] = []
        kept = {key: value for key, value in resources.items() if key in ("/Font", "/ExtGState", "/Properties")}
        self.used = Dictionary({**kept, "/XObject": {}, "/Pattern": {}, "/Shading": {}, "/ColorSpace": {}})

    def take(self, operator: str, step: Any, at: Follower) -> None:
        state = at.state
        if operator in COLOURS:
            return
        if operator in FILLS or operator in STROKES:
            self._path(operator, state)
        elif operator in SHOWS:
            self._text(operator, step, state)
        elif operator == "Do":
            self._do(step, state)
        elif operator == "INLINE IMAGE":
            self._image(_as_stream(self.plate.pdf, step.iimage), state)
        elif operator == "sh":
            found = self.resources.get("/Shading", {}).get(str(step.operands[0]))
            made = None if found is None else self.plate.shading(found, self.resources)
            if made is not None:
                self._put([self._name("/Shading", made)], "sh")
        else:
            self.made.append(step)

    def _put(self, operands: list[Any], operator: str) -> None:
        self.made.append((operands, Operator(operator)))

    def _name(self, kind: str, thing: Any) -> Name:
        """Put something into the resources, and return its new name."""
        name = Name(f"/Hb{len(self.used[kind])}")
        self.used[kind][name] = thing
        return name

    def _path(self, operator: str, state: State) -> None:
        filled = operator in FILLS and self._colour(state.fill, state.overprint_fill, state, "g")
        stroked = operator in STROKES and self._colour(state.stroke, state.overprint_stroke, state, "G")
        if (filled and stroked) or operator not in FILL_ONLY:
            self._put([], operator if filled or stroked else "n")
        elif filled or stroked:
            self._put([], FILL_ONLY[operator] if filled else STROKE_ONLY[operator])
        else:
            self._put([], "n")

    def _text(self, operator: str, step: Any, state: State) -> None:
        shown = self._colour(state.fill, state.overprint_fill, state, "g")
        if state.shown_as in STROKED:
            shown = self._colour(state.stroke, state.overprint_stroke, state, "G") and shown
        if not shown:  # it must still clip, and move the place where text goes on
            self._put([7 if state.shown_as > 3 else 3], "Tr")
        self.made.append(step)
        if not shown:
            self._put([state.shown_as], "Tr")

    def _colour(self, paint: Paint, overprint: bool, state: State, operator: str) -> bool:
        """Choose the grey that a paint has on this plate; false where it leaves the plate alone.

        It may stand in the midst of a path, which only strict readers refuse.
        """
        if paint.pattern:
            return self._pattern(paint, state, operator)
        share = paint.on(self.plate.name, overprint, state.overprint_mode)
        if share is None:
            return False
        self._put([round(1 - share, 4)], operator)
        return True

    def _pattern(self, paint: Paint, state: State, operator: str) -> bool:
        found = self.resources.get("/Pattern", {}).get(paint.pattern)
        if found is None or self.depth > MOST_DEPTH:
            return False
        if found.get("/PatternType") == 2:
            shading = self.plate.shading(found.Shading, self.resources)
            if shading is None:
                return False
            made: Any = Dictionary({**dict(found.items()), "/Shading": shading})
        else:
            colour = Paint(paint.space.base, paint.values) if paint.space.base else Paint()
            inner = State(state.matrix, state.clip, colour, colour)
            made = self.plate.form(found, self.resources, inner, self.depth + 1)
            if made is None:
                return False
            made.PaintType = 1  # its colour is written into it
        self._put([Name.Pattern], "cs" if operator == "g" else "CS")
        self._put([self._name("/Pattern", made)], "scn" if operator == "g" else "SCN")
        return True

    def _do(self, step: Any, state: State) -> None:
        found = self.resources.get("/XObject", {}).get(str(step.operands[0])) if step.operands else None
        if not isinstance(found, Stream):
            return
        if found.get("/Subtype") == "/Image":
            self._image(found, state)
        elif found.get("/Subtype") == "/Form" and self.depth <= MOST_DEPTH:
            made = self.plate.form(found, self.resources, state, self.depth + 1)
            if made is not None:
                self._put([self._name("/XObject", made)], "Do")

    def _image(self, image: Any, state: State) -> None:
        if is_mask(image):
            if self._colour(state.fill, state.overprint_fill, state, "g"):
                self._put([self._name("/XObject", image)], "Do")
        else:
            self._put([self._name("/XObject", self.plate.picture(image, self.resources))], "Do")


def _as_stream(pdf: pikepdf.Pdf, inline: Any) -> Any:
    """Return an inline picture as one that stands by itself."""
    return pdf.make_stream(inline.unparse().partition(b"\nID\n")[2].removesuffix(b"EI"), inline.obj)
