"""What can go wrong, and how it is told.

A `Problem` is something in the user's content: it has a place and a remedy, and problems are
gathered so that all are shown at once. The exceptions are for the doors of the program: each
carries the exit status that `docs/` promises.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal


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
        if self.excerpt and self.mark.line:
            gutter = f"{self.mark.line:>5} | "
            pad = "".join("\t" if c == "\t" else " " for c in self.excerpt[: self.mark.column - 1])
            told += f"\n{gutter}{self.excerpt}\n{' ' * len(gutter)}{pad}{'^' * max(1, self.mark.width)}"
        return told

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        return (self.mark.file, self.mark.line, self.mark.column, self.message)


class HandbillError(Exception):
    """Anything that the program says to a person in one sentence. Its exit status is 1."""

    status = 1


class ContentError(HandbillError):
    """The content has problems; nothing can be made of the part that has them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UsageError(HandbillError):
    """The command was called with something that it does not take."""

    status = 2


class MachineError(HandbillError):
    """The machine lacks something that the program needs; `handbill doctor` says what."""

    status = 3


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return the hint for a misspelt word: the nearest choice, or the choices where there are few."""
    known = [str(choice) for choice in choices]
    near = difflib.get_close_matches(word.lower(), [choice.lower() for choice in known], n=1, cutoff=0.6)
    if near:
        return f"did you mean '{next(choice for choice in known if choice.lower() == near[0])}'?"
    if 0 < len(known) <= 12:
        return "choose from " + ", ".join(known)
    return ""
