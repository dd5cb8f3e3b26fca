"""What WeasyPrint warns of: none of it is harmless, and a page that it warns of is refused in plain words."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from handbill.composed import Composed
from handbill.sizes import TypesetError


@contextmanager
def heard() -> Iterator[list[str]]:
    """Collect what WeasyPrint warns of meanwhile."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    before = logger.propagate, logger.level
    logger.addHandler(collector)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield collector.said
    finally:
        logger.removeHandler(collector)
        logger.propagate, level = before
        logger.setLevel(level)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def refuse(said: list[str], composed: Composed) -> None:
    """Raise TypesetError with the first warning, in plain words."""
    if not said:
        return
    if glyph := re.search(r'unsupported by fonts: "(.)" \(U\+(\w+)\)', said[0], re.DOTALL):
        character, number = glyph[1], glyph[2]
        words = next((each for each in composed.text if character in each), "")
        name = unicodedata.name(character, "a character without a name").lower()
        where = f", in “{words}”" if words else ""
        what = (
            "put a font that has it into the layout's folder 'fonts'" if character.isalpha() else "write it otherwise"
        )
        raise TypesetError(f"no font has the character '{character}' (U+{number}, {name}){where}: {what}")
    if picture := re.search(r"Failed to load image at '?asset:\w+'?: (.*)", said[0]):
        raise undrawable(picture[1])
    raise TypesetError(f"the layout '{composed.format.layout}' asks for something that cannot be set: {said[0]}")


def undrawable(why: str) -> TypesetError:
    """Return the error of a picture that cannot be drawn."""
    return TypesetError(f"a picture cannot be drawn ({why}): save it again as PNG, JPEG or SVG")
