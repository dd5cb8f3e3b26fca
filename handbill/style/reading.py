"""How hard a text is to read, as the age at which most people can.

By the Flesch–Kincaid grade level (Kincaid, Fishburne, Rogers and Chissom, Derivation of New
Readability Formulas for Navy Enlisted Personnel, Research Branch Report 8-75, 1975): 0.39 × words a
sentence + 11.8 × syllables a word − 15.59. It gives a school year of the United States, whose first
begins at the age of six; so five are added. Names are words like others; numbers, addresses and
what is filled in are none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handbill.style.prose import Sentence
from handbill.style.syllables import syllables

LEAST_WORDS: Final = 100
"""Of less text the formula says nothing: it was made on passages longer than that."""

AGE_AT_GRADE_NOUGHT: Final = 5


@dataclass(frozen=True, slots=True)
class Counts:
    sentences: int
    words: int
    syllables: int

    @property
    def age(self) -> float:
        """The reading age in years. There has to be a word."""
        grade = 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59
        return grade + AGE_AT_GRADE_NOUGHT


def counts(sentences: Iterable[Sentence]) -> Counts:
    """Count what the formula asks for."""
    spoken = [[word for _, word in each.words if any(map(str.isalpha, word))] for each in sentences]
    spoken = [words for words in spoken if words]
    flat = [word for words in spoken for word in words]
    return Counts(len(spoken), len(flat), sum(map(syllables, flat)))
