"""What is asked of somebody who begins a file, and which answers can be taken."""

from __future__ import annotations

import datetime
import re
import sys
from dataclasses import dataclass

import typer

from handbill.errors import UsageError, did_you_mean

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Question:
    """Something to know. `usual` is the answer of somebody who gives none; None: there is none that fits all."""

    words: str
    option: str
    usual: str | None = ""
    choices: tuple[str, ...] | None = None
    is_markdown: bool = False

    def answer(self, given: str | None) -> str:
        """Return the option's value, or what a person types. Raises UsageError for what cannot be taken."""
        if given is not None:
            return self.checked(given)
        if self.usual is not None and self.choices in ((), (self.usual,)):
            return self.usual  # there is nothing to choose
        shown = f"{self.words} ({', '.join(self.choices)})" if self.choices else self.words
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            if self.usual is None:
                raise UsageError(f"not given: {shown}. Add the option {self.option}")
            return self.usual
        while True:
            typed = typer.prompt(shown, default=self.usual, show_default=bool(self.usual))
            try:
                return self.checked(typed)
            except UsageError as error:
                typer.echo(f"{error}")

    def checked(self, value: str) -> str:
        """Return the value where it can be taken."""
        called = f"{self.words} ({self.option})"
        if found := _UNPRINTABLE.search(value):
            raise UsageError(f"{called} has a character that cannot be printed: U+{ord(found[0]):04X}")
        if not value.strip():
            if self.usual != "":
                raise UsageError(f"{called} is empty")
            return ""
        if self.choices is not None and value not in self.choices:
            hint = did_you_mean(value, self.choices)
            raise UsageError(f"{called} cannot be '{value}'" + (f": {hint}" if hint else ", for there is none yet"))
        if self.is_markdown and (found := re.search(r"\{\{|\}\}|\{%|\[\^", value)):
            raise UsageError(f"{called} has {found[0]} in it: leave that out, and put it into the file by hand")
        return value


def one_of(words: str, option: str, known: tuple[str, ...]) -> Question:
    """Return the question which of some is meant: the only one, if nobody says so."""
    return Question(words, option, known[0] if len(known) == 1 else None, known)


def day(given: str) -> str:
    """Return a date that was typed. Raises UsageError for what is none."""
    try:
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError:
        raise UsageError(f"'{given}' is not a date: write it as 2026-11-21") from None
