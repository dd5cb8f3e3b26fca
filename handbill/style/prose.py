"""A text as a reader meets it: its sentences and words, and where in the file each stands.

What is not the writer's own wording is masked first, letter for letter, so that places stay the
same: a placeholder or an address becomes one word that nothing is said of, a citation and the marks
of Markdown become spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from handbill.errors import Mark
from handbill.source import Source, Text
from handbill.text import CITATION, PLACEHOLDER

UNKNOWN: Final = "\ufffc"
"""Stands for a word that is not the writer's: a name that is filled in, an address."""

_TARGET = re.compile(r"(?<=\])\([^()\s]*\)")
_ADDRESS = re.compile(r"https?://\S+|\S+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[a-z-]{2,})+(?:/\S*)?")
_MARKDOWN = re.compile(r"[*\\\[\]]|(?<!\w)_|_(?!\w)")
# Marks upon letters, of Latin, Arabic and Indian scripts; between the last stand the full stops of those.
_LETTER = "(?:[^\\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u200c\u200d])"
_WORD = re.compile(rf"{UNKNOWN}|{_LETTER}+(?:['’.,-]{_LETTER}+)*")
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-+*]|\d+[.)])\s)")
_BULLET = re.compile(r"\s*(?:[-+]|\d+[.)])\s+")
_END = re.compile(r"[.!?…।॥؟۔]+['\"’”)\]]*(?=\s|$)")
_SHORT = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|Mr|Mrs|Ms|Dr|St|Cllr|Prof|No|Nos|p|pp|c|cf|ed)|\b[A-Z])\.$")

LOOK_AHEAD: Final = 4
"""So many lines on from the last is a word looked for: a comment or an empty line may lie between."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence within a text: where it begins and ends, and the places of its words."""

    start: int
    end: int
    words: tuple[tuple[int, str], ...]


def masked(text: str, names: Iterable[str] = ()) -> str:
    """Return a text with what is not the writer's own wording masked, letter for letter."""
    hidden = PLACEHOLDER.sub(_unknown, CITATION.sub(_spaces, text))
    hidden = _ADDRESS.sub(_unknown, _TARGET.sub(_spaces, hidden))
    for name in names:
        if name in hidden:
            hidden = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _unknown, hidden)
    return _MARKDOWN.sub(" ", hidden)


def sentences(prose: str) -> Iterator[Sentence]:
    """Yield the sentences of a masked text. An entry of a list is one, with a full stop or without."""
    at = 0
    for block in (*_BLOCK.finditer(prose), None):
        end = block.start() if block else len(prose)
        if bullet := _BULLET.match(prose, at):
            at = bullet.end()
        yield from _within(prose, at, end)
        at = block.end() if block else end


def _within(prose: str, start: int, end: int) -> Iterator[Sentence]:
    at = start
    for found in _END.finditer(prose, start, end):
        following = prose[found.end() : end].lstrip()
        if _SHORT.search(prose[at : found.start() + 1]) or following[:1].islower():
            continue
        yield from _sentence(prose, at, found.end())
        at = found.end()
    yield from _sentence(prose, at, end)


def _sentence(prose: str, start: int, end: int) -> Iterator[Sentence]:
    words = tuple((found.start(), found[0]) for found in _WORD.finditer(prose, start, end))
    if words:
        yield Sentence(words[0][0], end, words)


def place(source: Source, text: Text, start: int, length: int) -> Mark | None:
    """Return where in its file a part of a text stands. A text may be folded over several lines there."""
    if text.mark is None or text.mark.file != source.name:
        return text.mark
    line, column = text.mark.line, text.mark.column - 1
    for token in re.finditer(r"\S+", text):
        found = _next(source.lines, token[0], line, column)
        if token.end() > start:
            if found is None:
                return Mark(source.name, line, column + 1, 1)
            return Mark(source.name, found[0], found[1] + start - token.start() + 1, max(1, length))
        if found:
            line, column = found[0], found[1] + len(token[0])
    return text.mark


def _next(lines: list[str], token: str, line: int, column: int) -> tuple[int, int] | None:
    for number in range(line, min(line + LOOK_AHEAD, len(lines) + 1)):
        if (found := lines[number - 1].find(token, column)) >= 0:
            return number, found
        column = 0
    return None


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _unknown(found: re.Match[str]) -> str:
    """Mask as one word, and leave the full stop that ends the sentence."""
    kept = re.search(r"[.,;:!?)]*$", found[0])
    ending = kept[0] if kept else ""
    return UNKNOWN + " " * (len(found[0]) - len(ending) - 1) + ending
