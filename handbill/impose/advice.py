"""What a person has to do with the sheets, in plain words. All lengths in mm."""

from __future__ import annotations

from collections.abc import Sequence

from handbill.impose.geometry import Size
from handbill.impose.papers import told
from handbill.impose.sheets import Duplex


def upright(sheet: Size) -> Size:
    return sheet if sheet.height >= sheet.width else sheet.turned


def counted(number: int, thing: str) -> str:
    """
    >>> counted(1, "sheet"), counted(3, "leaflet")
    ('1 sheet', '3 leaflets')
    """
    return f"{number} {thing}{'' if number == 1 else 's'}"


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def listed(items: Sequence[str]) -> str:
    """
    >>> listed(["99", "198"])
    '99 and 198'
    """
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def lengths(values: Sequence[float]) -> str:
    return listed([f"{value:g}" for value in (round(value, 1) for value in values)])


def per_cent(scale: float) -> str:
    """
    >>> per_cent(0.9190), per_cent(0.99)
    ('92 per cent', '99 per cent')
    """
    return f"{scale * 100:.0f} per cent"


def printing(sheet: Size, duplex: Duplex) -> str:
    """Say how to print: a print dialogue's own words for what matters."""
    sides = "one side" if duplex == "none" else f"both sides, turning on the {duplex} edge"
    return (
        f"Print on {told(upright(sheet))}, {sides}, at 100 per cent: "
        "choose 'actual size' in the print dialogue, not 'fit to page'."
    )


def shrunk(scale: float, why: str) -> list[str]:
    return [f"The pages are printed at {per_cent(scale)}, {why}."] if scale < 0.9995 else []


def cutting(sheet: Size, xs: Sequence[float], ys: Sequence[float], marked: tuple[bool, bool]) -> list[str]:
    """Say where to cut: down at `xs`, across at `ys`. `marked` says whether marks show the first and the second.

    >>> cutting(Size(297, 210), [148.5], [], (False, False))
    ['Cut once, 148.5 mm from the left edge.']
    """
    if not xs and not ys:
        return []
    places = []
    if (xs and marked[0]) or (ys and marked[1]):
        places.append("at the marks")
    if xs and not marked[0]:
        places.append(f"{lengths(xs)} mm from the left edge")
    if ys and not marked[1]:
        places.append(f"{lengths([sheet.height - y for y in reversed(ys)])} mm from the top edge")
    return [f"Cut {times(len(xs) + len(ys))}, {listed(places)}."]


def reaching(nearest: float) -> list[str]:
    """Warn where pages come nearer to the edge of the sheet (`nearest` mm) than desk printers print."""
    if nearest >= 6:
        return []
    return [
        "The pages reach the edge of the sheet, where most printers leave 4 to 6 mm white: "
        "--edge 6 shrinks each page a little, with a white border all round."
    ]
