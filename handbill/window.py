"""What the window of a British DL envelope shows of an address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MOST_ROWS: Final = 7
"""The lines of an address that a window shows at the smallest size that a letter sets it in."""

MOST_LETTERS: Final = 48
"""The letters of such a line."""


def rows_of(lines: Iterable[str]) -> int:
    """Return how many lines an address takes, the long ones broken."""
    return sum(1 + (len(line) - 1) // MOST_LETTERS for line in lines)
