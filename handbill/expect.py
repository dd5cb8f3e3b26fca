"""What the proof is told to expect of a file: plain values, taken from the piece and from its HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

from handbill import assets, shipped
from handbill.composed import Composed
from handbill.layout import Layout
from handbill.markup import PAPER
from handbill.markup.reading import read
from handbill.markup.said import said
from handbill.piece import Piece, walk
from handbill.piece.paperwork import Signatures, SignUp
from handbill.proof import Expected, ExpectedCode
from handbill.proof.expected import ForOffice, ForPress, Placed
from handbill.proof.report import Box

if TYPE_CHECKING:
    from handbill.finish.desk import Desk
    from handbill.impose import Plan, Size
    from handbill.impose.sheets import Placement
    from handbill.printing import Shop

MOST_BYTES = {"A5": 150_000, "A6": 150_000, "DL": 150_000}
"""How large a screen file without pictures may be, by paper: a leaflet has to go by e-mail and phone."""

OTHER_MOST_BYTES = 1_000_000
PICTURE_BYTES = 1_500_000
LEAST_PPI = 150


def expected_of(
    piece: Piece, composed: Composed, layout: Layout, edition: str, pages: int, numbered: int = 0
) -> Expected:
    """Return what finished pages of this piece must be like: those of an edition that is no sheet.

    `numbered` is the highest number of a line that is numbered.
    """
    paper = layout.paper(piece.paper)
    scale = layout.scale(piece.paper)
    pictures = [asset for asset in piece.assets() if asset.media_type != "image/svg+xml"]
    live = edition != "press"
    drawn = tuple(word for asset in piece.assets() for word in assets.words(asset))
    numbers = tuple(str(number) for number in range(numbered, 0, -1))  # 12 before 1 and 2
    return Expected(
        edition=edition,
        pages=pages,
        trim=(paper.width, paper.height),
        text=composed.text,
        # without tags, words in pictures come out like any others, and the head of a table on each of its pages
        furniture=(
            *(each for part in piece.parts for each in _furniture(part, pages)),
            *numbers,
            *(() if live else (*drawn, *_heads(composed.html))),
        ),
        drawn=drawn,
        small_print=tuple(each for part in piece.parts for each in (*_small_print(part), *_furniture(part, pages))),
        codes=tuple(ExpectedCode(code.url) for code in composed.codes),
        links=said(composed.html, PAPER).links if live else None,
        title=piece.title.plain,
        lang=piece.lang if live else None,
        others=tuple(part.lang for part in piece.parts[1:]) if live else (),
        backwards=any(part.direction == "rtl" for part in piece.parts),
        drafts=tuple(part.draft for part in piece.parts if part.draft),
        imprint=piece.imprint.text.plain,
        imprints=tuple(part.imprint.text.plain for part in piece.parts[1:]),
        imprint_whole=piece.imprint.whole,
        fonts=families(layout),
        least_type=layout.spec.least_type.small * scale,
        least_text=layout.spec.least_type.text * scale,
        most_bytes=MOST_BYTES.get(piece.paper, OTHER_MOST_BYTES) + len(pictures) * PICTURE_BYTES if live else None,
        bookmarks=pages > 1 and live,
        carries=_carried(piece) if edition in ("screen", "large") else {},
    )


def for_press(expected: Expected, shop: Shop) -> Expected:
    """Add what a print shop asks for."""
    asked = ForPress(
        bleed=shop.bleed,
        safe=shop.safe,
        total_ink=shop.total_ink,
        least_ppi=min(LEAST_PPI, shop.resolution),
        good_ppi=shop.resolution,
        condition=shop.profile.identifier,
        registry=shop.profile.registry,
        marks=shop.marks,
    )
    return replace(expected, press=asked)


def for_office(expected: Expected, original: bytes, plan: Plan, desk: Desk) -> Expected:
    """Return what sheets must be like that have the pages of a proved file, the original, where a plan says."""
    right, up = desk.offset
    sides = [(sheet.size, side) for sheet in plan.sheets for side in sheet.sides]
    first = plan.sheets[0].size
    placed = tuple(
        _placed(placement, number, size)
        for number, (size, side) in enumerate(sides, 1)
        for placement in side.placements
        if placement.page is not None
    )
    asked = ForOffice(desk.edge, original, placed, plan.duplex, (right, -up), leaves=plan.scheme != "fold")
    return replace(
        expected,
        edition="office",
        pages=len(sides),
        trim=(first.width, first.height),
        codes=None,
        links=None,
        lang=None,
        others=(),
        least_type=0,  # proved in the original; a sheet may show it smaller, to keep off the edge
        least_text=None,
        most_bytes=None,
        bookmarks=False,
        carries={},
        office=asked,
    )


def _placed(placement: Placement, side: int, sheet: Size) -> Placed:
    """Say where a page comes to lie as the proof measures it: from the top left of the side, turned clockwise."""
    assert placement.page is not None
    trim, clip = placement.trim, placement.clip
    box = Box(trim.left, sheet.height - trim.top, trim.right, sheet.height - trim.bottom)
    shown = Box(clip.left, sheet.height - clip.top, clip.right, sheet.height - clip.bottom)
    turned = -placement.rotation % 360
    return Placed(side, placement.page, box, turned, None if shown == box else shown)


def _furniture(piece: Piece, pages: int) -> tuple[str, ...]:
    """Return what stands at the foot of pages, outside what is read out."""
    page_of = piece.words["page_of"].replace("{pages}", str(pages))
    numbers = (page_of.replace("{page}", str(page)) for page in range(1, pages + 1))
    running = dict.fromkeys(piece.body.heads)
    alone = (str(page) for page in range(pages, 1, -1)) if running else ()
    return (piece.foot, *numbers, *running, *alone)


def _heads(html: str) -> tuple[str, ...]:
    """Return the words of each table's head."""
    return tuple(" ".join(read(each).text) for each in re.findall(r"<thead>.*?</thead>", html, re.DOTALL))


def _carried(piece: Piece) -> dict[str, bytes]:
    return {piece.attachment.name: piece.attachment.text.encode()} if piece.attachment else {}


def _small_print(piece: Piece) -> tuple[str, ...]:
    """Return what may be smaller than running text."""
    held = (each.privacy.plain for each in walk(piece.body) if isinstance(each, SignUp | Signatures))
    told = (piece.words[key] for key in ("facts_checked", "amendment_key"))
    return (*(source.text.plain for source in piece.sources), *told, *held)


def families(layout: Layout) -> tuple[str, ...]:
    """Return the font families that a page of this layout may use: those that ship, and its own."""
    own = [root / layout.name / "fonts" for root in layout.roots]
    return tuple(family for folder in (*shipped.font_folders(), *own) for family in _families_in(folder))


@cache
def _families_in(folder: Path) -> tuple[str, ...]:
    found = set()
    for path in folder.rglob("*.[ot]tf") if folder.is_dir() else ():
        family, _ = ImageFont.truetype(path).getname()
        found.add(str(family))
    return tuple(sorted(found))
