"""Sheets for a desk printer, put together by hand: pages of a file placed on larger sheets."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name

from handbill.impose.write import DUPLEX
from handbill.proof import Box, Placed
from handbill.units import pt

A4_WIDE = (297.0, 210.0)


def two_up(*, offset: tuple[float, float] = (0.0, 0.0), upside_down: bool = True) -> tuple[Placed, ...]:
    """Return where the two sides of an A5 flyer lie on A4, twice each, when the sheet is turned over its long edge.

    The backs, which lie upside down, are moved by `offset`: mm to the right and down.
    """
    halves = (Box(0, 0, 148, 210), Box(149, 0, 297, 210))
    dx, dy = offset
    fronts = tuple(Placed(1, 1, half) for half in halves)
    return fronts + tuple(
        Placed(2, 2, Box(left + dx, top + dy, right + dx, bottom + dy), 180 if upside_down else 0)
        for left, top, right, bottom in halves
    )


def imposed(
    original: bytes,
    placed: Sequence[Placed],
    size: tuple[float, float] = A4_WIDE,
    duplex: str = "long",
) -> bytes:
    """Put pages on sheets."""
    out = BytesIO()
    with pikepdf.open(BytesIO(original)) as source, pikepdf.new() as sheets:
        for side in range(1, max(each.side for each in placed) + 1):
            sheets.add_blank_page(page_size=(pt(size[0]), pt(size[1])))
            sheet = sheets.pages[-1]
            sheet.obj.Resources = Dictionary(XObject=Dictionary())
            content = []
            for number, each in enumerate(each for each in placed if each.side == side):
                page = source.pages[each.page - 1]
                sheet.obj.Resources.XObject[f"/P{number}"] = sheets.copy_foreign(page.as_form_xobject())
                content.append(_placing(page, each, size[1], f"/P{number}"))
            sheet.obj.Contents = sheets.make_stream("\n".join(content).encode())
        sheets.Root.ViewerPreferences = Dictionary(PrintScaling=Name("/None"), Duplex=DUPLEX[duplex])
        sheets.save(out, static_id=True)
    return out.getvalue()


def _placing(page: pikepdf.Page, placed: Placed, high: float, name: str) -> str:
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    wide = top - bottom if placed.turned % 180 else right - left
    scale = pt(placed.box.width) / wide
    cosine, sine = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[placed.turned]
    x, y = pt((placed.box.left + placed.box.right) / 2), pt(high - (placed.box.top + placed.box.bottom) / 2)
    middle = (left + right) / 2, (bottom + top) / 2
    turn = f"{cosine * scale:.6f} {sine * scale:.6f} {-sine * scale:.6f} {cosine * scale:.6f} {x:.4f} {y:.4f} cm"
    shown = placed.shown or placed.box
    clip = (pt(shown.left), pt(high - shown.bottom), pt(shown.width), pt(shown.height))
    cut = " ".join(f"{edge:.4f}" for edge in clip)
    return f"q {cut} re W n {turn} 1 0 0 1 {-middle[0]:.4f} {-middle[1]:.4f} cm {name} Do Q"
