"""What a line of text says and which glyphs draw it, for the scripts where one is not plain from the other.

In Arabic and in the scripts of India letters join, change places or are drawn in parts, and some
run from right to left. WeasyPrint writes the glyphs and guesses the letters, so that what comes
out of its files is not what went in. The typesetter hands on what is here, and `finish.letters`
puts it right.
"""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

_SOUTH_ASIAN_TO_MONGOLIAN: Final = range(0x0900, 0x18B0)

MIRRORED: Final = frozenset("()[]{}<>«»‹›")
"""Marks that are drawn turned round where text runs from right to left."""


class Part(NamedTuple):
    """A glyph and where it is drawn, in thousandths of an em from where its cluster begins."""

    glyph: int
    x: float
    y: float


class Cluster(NamedTuple):
    """Letters that cannot be told apart in print, with the glyphs that draw them together.

    `advance` is how far they reach, in thousandths of an em; `backwards` where they run from right to left.
    """

    text: str
    parts: tuple[Part, ...]
    advance: float
    backwards: bool


class Line(NamedTuple):
    """What stands under one mark of a page: a line of text of one style, or part of one.

    `text` is in the order in which it is read, with a space at its end where the next line goes on.
    `clusters` stand in the order in which they are drawn, from left to right; there are none where
    the glyphs speak for themselves. A picture has a language and no text.
    """

    text: str
    lang: str
    clusters: tuple[Cluster, ...] = ()


def is_complex(text: str) -> bool:
    """Does a text have letters whose glyphs do not follow one for one, from left to right?"""
    return any(ord(letter) in _SOUTH_ASIAN_TO_MONGOLIAN or is_backwards(letter) for letter in text)


def is_backwards(letter: str) -> bool:
    """Does a letter, or the mark upon it, belong to a script that runs from right to left?"""
    return unicodedata.bidirectional(letter) in ("R", "AL", "AN") or 0x0590 <= ord(letter) < 0x0900
