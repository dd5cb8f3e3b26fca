"""Names of files for people: those of documents and branches, safe on Windows, macOS and in archives."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST_LETTERS: Final = 110
"""A folder that is unpacked somewhere deep must still be within the 260 that Windows allows a path."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|\s|$)", re.IGNORECASE)
_DASHES = {":": " - ", "/": "-", "\\": "-", "|": "-"}


def safe_name(name: str, most: int = MOST_LETTERS) -> str:
    """Return a name without what some system refuses, cut at a word where it is too long. Never empty.

    >>> safe_name("Who decides: NHS/care?")
    'Who decides - NHS-care'
    """
    name = unicodedata.normalize("NFC", name)
    name = "".join(_DASHES.get(letter, letter) for letter in name if letter not in '<>"?*')
    name = re.sub(r"\s+", " ", "".join(letter if letter.isprintable() else " " for letter in name))
    name = cut(name.strip(" ."), most)
    return f"_{name}" if _RESERVED.match(name) else name or "_"


def cut(name: str, most: int) -> str:
    """Return as many words of a name as have room; of one very long word, its beginning."""
    if len(name) <= most:
        return name
    head = name[: most + 1]
    words = head.rpartition(" ")[0] if " " in head[most // 2 :] else head[:most]
    return words.rstrip(" .,;-–")
