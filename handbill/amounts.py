"""Numbers as people type them: 31,200, £1.5 million, 12%. How large is one, and where does its point stand?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_TIMES: Final = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}
_TYPED: Final = re.compile(
    r"(?P<minus>[-\u2212]?)(?P<sign>[£€$]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(?P<part>\d{1,6}))?"
    r"\s?(?P<unit>%|million|billion|m|bn)?\Z"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number: its size, the sign of its money, its unit as typed, and how many digits stand behind its point."""

    size: Decimal
    sign: str
    unit: str
    decimals: int

    @property
    def counts(self) -> str:
        """What it counts: pounds, per cent, or things."""
        return self.sign or ("%" if self.unit == "%" else "")


def amount(typed: str) -> Amount | None:
    """Return the number that was typed; None where it is none."""
    found = _TYPED.match(" ".join(typed.split()))
    if found is None:
        return None
    size = Decimal(f"{found['whole'].replace(',', '')}.{found['part'] or 0}") * _TIMES.get(found["unit"] or "", 1)
    return Amount(-size if found["minus"] else size, found["sign"], found["unit"] or "", len(found["part"] or ""))


def behind_the_point(typed: Iterable[str]) -> tuple[float, ...] | None:
    """Return how much room, in em, each number of a column lacks at its end for the points to stand in line.

    A figure is half an em wide, and the point a quarter. None where the column is not all numbers;
    empty cells are no numbers and spoil nothing.
    """
    cells = [typed.strip() for typed in typed]
    found = [amount(cell) for cell in cells]
    if not any(found) or any(cell and not each for cell, each in zip(cells, found, strict=True)):
        return None
    if len({each.unit for each in found if each}) > 1:  # 'million' under '%': only their ends are in line
        return (0.0,) * len(cells)
    widest = max(_room(each.decimals) for each in found if each)
    return tuple(round(widest - _room(each.decimals), 3) if each else 0.0 for each in found)


def _room(decimals: int) -> float:
    return 0.497 * decimals + 0.249 if decimals else 0.0
