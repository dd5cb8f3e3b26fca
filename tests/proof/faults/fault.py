"""What a seeded fault is: a sound file with one thing wrong, and the check that must say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from handbill.proof import Expected
from handbill.units import pt
from tests.proof.making import edited
from tests.proof.pressing import AROUND, EXPECTED_PRESS, PAPER, press_file


@dataclass(frozen=True)
class Fault:
    """`says` tells people what is wrong. `also` are checks that the same fault cannot but fail too.

    What can only be expected once a page is set is a function.
    """

    says: str
    check: str
    make: Callable[[], bytes]
    expected: Expected | Callable[[], Expected] = EXPECTED_PRESS
    also: tuple[str, ...] = ()

    def expects(self) -> Expected:
        return self.expected() if callable(self.expected) else self.expected


def press(says: str, check: str, edit: Callable[[pikepdf.Pdf], object], *also: str, **parts: str) -> Fault:
    """Return a fault made by an edit to the finished bytes of the sound leaflet."""
    return Fault(says, check, lambda: edited(press_file(**parts), edit), also=also)


def page(says: str, check: str, *also: str, **parts: str) -> Fault:
    """Return a fault made in the leaflet's HTML."""
    return Fault(says, check, lambda: press_file(**parts), also=also)


def drawn(says: str, check: str, content: str, *also: str, **resources: Any) -> Fault:
    """Return a fault drawn on the first page of the sound leaflet, in pt from the bottom left of the trim.

    `resources` are added to the page's: `XObject={"/X": …}`, where a function makes what has to belong to the file.
    """

    def edit(pdf: pikepdf.Pdf) -> None:
        draw(pdf, content, resources)

    return press(says, check, edit, *also)


def draw(pdf: pikepdf.Pdf, content: str, resources: dict[str, Any] | None = None, number: int = 0) -> None:
    """Draw on a page of the leaflet, on top of what it has."""
    for kind, things in (resources or {}).items():
        held = pdf.pages[number].obj.Resources
        if f"/{kind}" not in held:
            held[f"/{kind}"] = Dictionary()
        for name, thing in things.items():
            held[f"/{kind}"][name] = thing(pdf) if callable(thing) else thing
    start = pt(AROUND)
    pdf.pages[number].contents_add(f"q 1 0 0 1 {start:.4f} {start:.4f} cm {content} Q".encode())


def form(content: str, **entries: Any) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """Return what makes a form of a page's size."""
    box = Array([0, 0, pt(PAPER[0]), pt(PAPER[1])])

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = {name: entry(pdf) if callable(entry) else entry for name, entry in entries.items()}
        return pdf.make_stream(content.encode(), **{"Type": Name.XObject, "Subtype": Name.Form, "BBox": box, **made})

    return make


def picture(data: bytes, space: Any, side: int, bits: int = 8, **entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    """Return what makes a square picture of raw samples."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = {name: entry(pdf) if callable(entry) else entry for name, entry in entries.items()}
        return pdf.make_stream(
            data, Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side,
            ColorSpace=space(pdf) if callable(space) else space, BitsPerComponent=bits, **made,
        )  # fmt: skip

    return make


def asked(**changed: Any) -> Expected:
    """Return what is expected of the leaflet, with other wishes of the print shop."""
    assert EXPECTED_PRESS.press is not None
    return replace(EXPECTED_PRESS, press=replace(EXPECTED_PRESS.press, **changed))


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)
    return out.getvalue()
