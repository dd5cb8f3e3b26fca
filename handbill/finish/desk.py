"""What a desk printer can do, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbill.impose.sheets import Duplex


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk printer. `edge` and `offset` (to the right and up) in mm; `poster_sheets` as `Tile.sheets`."""

    paper: str
    edge: float
    duplex: Duplex
    offset: tuple[float, float]
    mono: bool
    poster_sheets: int | None
