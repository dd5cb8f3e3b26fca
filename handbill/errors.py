"""What can go wrong, and how it is told.

A `Problem` is something in the user's content: it has a place and a remedy, and problems are
gathered so that all are shown at once. The exceptions are for the doors of the program: each
carries the exit status that `docs/` promises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

MOST_SHOWN = 160
"""So many characters of a line are shown; who writes a paragraph on one line gets the part that matters."""

_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return text that a terminal prints and does not obey."""
    return _CONTROLS.sub("\ufffd", text)


def shortened(text: object, most: int = 60) -> str:
    """Return what a person wrote, as it is repeated in a message."""
    words = " ".join(str(text).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _columns(letter: str) -> int:
    """Return how many columns a character takes on a terminal."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: `line` and `column` count from 1; `width` is in characters."""

    file: str
    line: int = 0  # 0: the file as a whole
    column: int = 0
    width: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the content, where it is, and what to do."""

    mark: Mark
    message: str
    hint: str = ""
    excerpt: str = ""  # the line as it stands in the file
    severity: Literal["error", "warning"] = field(default="error")

    def __str__(self) -> str:
        where = self.mark.file
        if self.mark.line:
            where += f":{self.mark.line}:{self.mark.column}"
        said = "warning: " if self.severity == "warning" else ""
        told = f"{where}  {said}{self.message}" + (f": {self.hint}" if self.hint else "")
        return printable(told) + self._shown()

    def _shown(self) -> str:
        """Return the line with carets under what is meant; of a very long line, the part around it."""
        if not self.excerpt or not self.mark.line:
            return ""
        start = max(0, self.mark.column - 1)
        cut = max(0, start - MOST_SHOWN // 2) if len(self.excerpt) > MOST_SHOWN else 0
        line = self.excerpt[cut : cut + MOST_SHOWN]
        lead = "…" if cut else ""
        meant = line[start - cut :][: max(1, self.mark.width)]
        pad = "".join("\t" if letter == "\t" else " " * _columns(letter) for letter in lead + line[: start - cut])
        gutter = f"{self.mark.line:>5} | "
        tail = "…" if cut + MOST_SHOWN < len(self.excerpt) else ""
        carets = "^" * max(1, sum(map(_columns, meant)))
        return f"\n{gutter}{printable(lead + line + tail)}\n{' ' * len(gutter)}{pad}{carets}"

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        return (self.mark.file, self.mark.line, self.mark.column, self.message)


@dataclass(frozen=True, slots=True)
class Lack:
    """A field of a branch's file that a document cannot do without: what is said of it, and what may be written."""

    path: tuple[str, ...]
    message: str
    example: str


class HandbillError(Exception):
    """Anything that the program says to a person in one sentence. Its exit status is 1."""

    status = 1


class ContentError(HandbillError):
    """The content has problems; nothing can be made of the part that has them.

    `lacks` are what the branch has yet to say, where a document was to be made for one.
    """

    def __init__(self, problems: Iterable[Problem], lacks: Iterable[Lack] = ()) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        self.lacks = tuple(lacks)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UsageError(HandbillError):
    """The command was called with something that it does not take."""

    status = 2


class MachineError(HandbillError):
    """The machine lacks something that the program needs; `handbill doctor` says what."""

    status = 3


def some(names: Iterable[str], most: int = 3) -> str:
    """Name a few, each once, and say how many more there are.

    >>> some(["a", "b", "a", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    found = list(dict.fromkeys(names))
    return ", ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return the hint for a misspelt word: the nearest choice, else the choices, the first of them where many."""
    import difflib  # only who has made a mistake waits for it

    known = {str(choice).lower(): str(choice) for choice in choices}
    typed = word.lower()[:MOST_SHOWN]
    near = difflib.get_close_matches(typed, known, n=1, cutoff=0.6)
    # A word of another language is a little like many: 'plakat' is as near to a placard as to nothing.
    if near and (typed in near[0] or difflib.SequenceMatcher(None, near[0], typed).ratio() > 0.65):
        return f"did you mean '{known[near[0]]}'?"
    more = f" and {len(known) - _MOST_CHOICES} more" if len(known) > _MOST_CHOICES else ""
    return "choose from " + ", ".join([*known.values()][:_MOST_CHOICES]) + more if known else ""


_MOST_CHOICES = 20
