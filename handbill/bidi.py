"""Which way words run, from left to right or from right to left, and how to set such ones beside each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

MARK: Final = {"ltr": "\u200e", "rtl": "\u200f"}
"""A letter that is not seen, and runs that way."""


def way(words: str) -> str:
    """Return which way a text runs, by its first letter, as UAX #9 has it; nothing for one without letters."""
    return next(_ways(words), "")


def crossing(words: str, direction: str) -> str:
    """Return which way a text runs that has letters, none of which run the way of its page; else nothing.

    The first letter alone does not say: a sentence in Urdu may begin with NHS.
    """
    return "" if direction in _ways(words) else way(words)


def beside(parts: Sequence[str], between: str, direction: str) -> str:
    """Return texts of one line joined, where no markup can keep them apart, with marks that hold each in its place.

    The day after an English name would else stand before it, on a page that runs from right to left.
    """
    if all(each == direction for each in _ways("".join(parts))):
        return between.join(parts)
    ends = [MARK.get(crossing(part, direction), "") for part in parts]
    apart = f"{MARK[direction]}{between}{MARK[direction]}"
    return apart.join(f"{end}{part}{end}" for end, part in zip(ends, parts, strict=True))


def _ways(words: str) -> Iterator[str]:
    """Yield which way each letter of a text runs."""
    kinds = map(unicodedata.bidirectional, words)
    return ("ltr" if kind == "L" else "rtl" for kind in kinds if kind in ("L", "R", "AL"))
