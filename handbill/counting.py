"""Words, counted as a conference counts them.

What counts, and how, differs from body to body: some count the title, some every number on the
page. A `Counting` of the rules says so. Where it says nothing, words are counted as a word
processor counts them: what stands between spaces is one word, if there is a letter or a figure
in it. A dash that stands alone is no word, and the number of a source is none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from handbill.models.rules import Counting
from handbill.piece import Rich
from handbill.piece.motion import Motion, Part
from handbill.text import bare

_CITE = re.compile(r'<sup class="cite">[^<]*</sup>')
_BLANK = re.compile(r'<span class="blank"></span>')
_WRITTEN_THERE = "x"  # what will be written on a blank has one word at least

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")
_APART = re.compile("[—…]")  # part words, with or without spaces around them
_ENDS = re.compile(r"^[^\w&]+|[^\w&]+$")
_JOINT = re.compile("[-\u2010\u2011–/]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_AMOUNT = r"[£€$]?\d[\d.,:]*(?:%|p|m|bn|k|st|nd|rd|th|am|pm)?"
_FIGURE = re.compile(rf"{_AMOUNT}(?:[-\u2010\u2011–/]{_AMOUNT})*", re.IGNORECASE)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?:[–-]\d{1,2}(?:st|nd|rd|th)?)?"


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The words of one clause, and the numbers and letters before it and its points."""

    part: str
    number: int
    id: str
    words: int
    numbers: int


@dataclass(frozen=True, slots=True)
class Count:
    """The words of a motion, share by share. `total` is what counts towards the limit of the body."""

    title: int
    openings: tuple[int, ...]  # of each part
    clauses: tuple[ClauseWords, ...]
    last: str  # the key of the part that says what is to be done; '' where there is none
    counts: Counting

    @property
    def total(self) -> int:
        return sum(words for _, words, counted in self.shares() if counted)

    def shares(self) -> list[tuple[str, int, bool]]:
        """Return each share by its name, its words, and whether they count; what is not there is left out."""
        openings = sum(self.openings)
        leading = self.openings[-1] if self.last and not self.counts.instructions else 0
        instructions = sum(each.words for each in self.clauses if each.part == self.last)
        clauses = sum(each.words for each in self.clauses) - instructions
        numbers = sum(each.numbers for each in self.clauses)
        idle = sum(each.numbers for each in self.clauses if self.is_idle(each.part))
        found = [
            ("title", self.title, self.counts.title),
            ("openings", openings - leading, self.counts.openings),
            ("clauses", clauses, True),
            ("instructions", instructions + leading, self.counts.instructions),
            ("numbers", numbers - idle, self.counts.numbers),
        ]
        return [share for share in found if share[1]]

    def is_idle(self, part: str) -> bool:
        """Say whether a part does not count at all."""
        return part == self.last and not self.counts.instructions

    def weight(self, clause: ClauseWords) -> int:
        """Return by how many words the total is less without a clause."""
        if self.is_idle(clause.part):
            return 0
        return clause.words + (clause.numbers if self.counts.numbers else 0)

    def explained(self) -> str:
        """Say what was counted: 'openings 9, clauses 130, instructions 62; not counted: title 8'."""
        counted = [f"{name} {words}" for name, words, counts in self.shares() if counts]
        others = [f"{name} {words}" for name, words, counts in self.shares() if not counts]
        return ", ".join(counted) + (f"; not counted: {', '.join(others)}" if others else "")


def count(motion: Motion, counts: Counting, lang: str) -> Count:
    """Count the words of a motion as it is put to a meeting: its title and its parts."""
    language = lang.split("-")[0]
    last = motion.parts[-1].key if motion.parts and motion.parts[-1].key in ("resolves", "instructs") else ""
    return Count(
        title=words(said(motion.title), counts, language),
        openings=tuple(words(said(part.opening), counts, language) for part in motion.parts),
        clauses=tuple(each for part in motion.parts for each in _clauses(part, counts, language)),
        last=last,
        counts=counts,
    )


def _clauses(part: Part, counts: Counting, language: str) -> Iterable[ClauseWords]:
    for clause in part.clauses:
        texts = (clause.text, *clause.points)
        found = sum(words(said(each), counts, language) for each in texts)
        yield ClauseWords(part.key, clause.number, clause.id, found, len(texts))


def amendment_words(
    inserted: Iterable[str], counts: Counting, lang: str, *, rubric: str = "", deleted: Iterable[str] = ()
) -> int:
    """Count the words of an amendment: what it puts in, and its rubric and what it strikes out where those count."""
    texts = [*inserted, *([rubric] if counts.rubric else []), *(deleted if counts.deleted else [])]
    return sum(words(each, counts, lang.split("-")[0]) for each in texts)


def said(rich: Rich) -> str:
    """Return the words of a text as they are voted on, without the numbers of its sources."""
    return bare(_BLANK.sub(_WRITTEN_THERE, _CITE.sub("", rich.html)))


@lru_cache(8192)
def words(text: str, counts: Counting, language: str) -> int:
    """Count the words of a text."""
    text = _APART.sub(" ", _INVISIBLE.sub("", text))
    if counts.dates == "one":
        text = _dates(language).sub(_WRITTEN_THERE, text)
    return sum(_words(each, counts) for each in text.split())


def _words(typed: str, counts: Counting) -> int:
    """Count what stands between two spaces."""
    bare_word = _ENDS.sub("", typed)
    if bare_word == "&":
        return int(counts.ampersand == "one")
    if not any(letter.isalnum() for letter in bare_word):
        return 0
    if _ADDRESS.fullmatch(bare_word):
        return int(counts.urls == "one")
    if _FIGURE.fullmatch(bare_word):
        return int(counts.figures == "one")
    if counts.hyphenated == "each" and _JOINT.search(bare_word):
        return sum(_words(part, counts) for part in _JOINT.split(bare_word))
    return 1


@cache
def _dates(language: str) -> re.Pattern[str]:
    """Return what finds a date in words: '1 July 2022', 'July 2022', '4–6 June'."""
    from babel.core import UnknownLocaleError
    from babel.dates import get_month_names

    try:
        names = get_month_names("wide", locale=language)
    except UnknownLocaleError:
        names = get_month_names("wide", locale="en")
    months = "|".join(re.escape(name) for name in names.values())
    year = r"(?:,?\s+\d{4}(?!\w))"
    return re.compile(
        rf"(?<!\w)(?:{_DAY}\s+(?:{months})\b{year}?|(?:{months})\s+{_DAY}(?!\w){year}?|(?:{months}){year})"
    )
