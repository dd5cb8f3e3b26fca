"""What the proof is told to expect of a file: plain values, taken from the piece and from its HTML."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from handbill import shipped, text
from handbill.composed import Composed
from handbill.layout import Layout
from handbill.piece import Piece
from handbill.proof import Expected, ExpectedCode
from handbill.units import PAPERS

MOST_BYTES = {"A5": 150_000, "A6": 150_000, "DL": 150_000}
"""How large a screen file without pictures may be, by paper: a leaflet has to go by e-mail and phone."""

OTHER_MOST_BYTES = 1_000_000
PICTURE_BYTES = 1_500_000


def expected_of(piece: Piece, composed: Composed, layout: Layout, edition: str, pages: int) -> Expected:
    """Return what a finished PDF of this piece must be like."""
    paper = PAPERS[piece.paper]
    scale = layout.scale(piece.paper)
    pictures = [asset for asset in piece.assets() if asset.media_type != "image/svg+xml"]
    return Expected(
        edition=edition,
        pages=pages,
        trim=(paper.width, paper.height),
        text=composed.text,
        furniture=_furniture(piece, pages),
        small_print=_small_print(piece),
        codes=tuple(ExpectedCode(code.url) for code in composed.codes),
        links=tuple(dict.fromkeys(text.links(composed.html))),
        title=piece.title.plain,
        lang=piece.lang,
        imprint=piece.imprint.text.plain,
        imprint_whole=piece.imprint.whole,
        fonts=families(layout),
        least_type=layout.spec.least_type.small * scale,
        least_text=layout.spec.least_type.text * scale,
        most_bytes=MOST_BYTES.get(piece.paper, OTHER_MOST_BYTES) + len(pictures) * PICTURE_BYTES,
        bookmarks=pages > 1 and edition in ("screen", "large"),
    )


def _furniture(piece: Piece, pages: int) -> tuple[str, ...]:
    """Return what stands at the foot of pages, outside what is read out."""
    foot = (piece.title.plain, piece.words["version"], piece.words["facts_checked"])
    page_of = piece.words["page_of"].replace("{pages}", str(pages))
    numbers = (page_of.replace("{page}", str(page)) for page in range(1, pages + 1))
    return (" · ".join(filter(None, foot)), *numbers)


def _small_print(piece: Piece) -> tuple[str, ...]:
    """Return what may be smaller than running text."""
    return (*(source.text.plain for source in piece.sources), piece.words["facts_checked"])


def families(layout: Layout) -> tuple[str, ...]:
    """Return the font families that a page of this layout may use: those that ship, and its own."""
    own = [root / layout.name / "fonts" for root in layout.roots]
    return tuple(family for folder in (*shipped.font_folders(), *own) for family in _families_in(folder))


@cache
def _families_in(folder: Path) -> tuple[str, ...]:
    from fontTools.ttLib import TTFont

    found = set()
    for path in sorted(folder.rglob("*.[ot]tf")) if folder.is_dir() else ():
        with TTFont(path, lazy=True) as font:
            names = font["name"]
            found.add(str(names.getDebugName(16) or names.getDebugName(1)))
    return tuple(sorted(found))
