"""Words that say little to most readers, by a list. A word in a name is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from handbill.style.prose import Sentence


def jargon_in(prose: str, sentence: Sentence, terms: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Yield place, words and plain words of each term of a list in a sentence. A term without plain words is fine."""
    wanted = {term.lower(): plain for term, plain in terms.items() if plain.strip()}
    if not wanted:
        return
    for found in _pattern(tuple(wanted)).finditer(prose, sentence.start, sentence.end):
        if not _is_name(prose, sentence, found):
            term = next(each for each in found.groupdict() if found[each])
            yield found.start(), found[0], wanted[tuple(wanted)[int(term[1:])]]


@lru_cache(32)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern with a group for each term, in any of its regular forms; longer terms go first."""
    order = sorted(range(len(terms)), key=lambda number: -len(terms[number]))
    return re.compile(r"(?<![\w-])(?:" + "|".join(f"(?P<t{n}>{_forms(terms[n])})" for n in order) + r")(?![\w-])", re.I)


def _forms(term: str) -> str:
    words = r"\s+".join(map(re.escape, term.split()))
    if term.endswith("e"):
        return f"{words[:-1]}(?:e|es|ed|ing)"
    if term.endswith("y"):
        return f"{words[:-1]}(?:y|ies|ied|ying)"
    return f"{words}(?:s|es|ed|ing)?"


def _is_name(prose: str, sentence: Sentence, found: re.Match[str]) -> bool:
    """Say whether a word is part of a name: it has a capital within a sentence, or begins one before another."""
    if not found[0][0].isupper():
        return False
    return found.start() > sentence.start or bool(re.match(r"\s+[A-Z][a-z]", prose[found.end() : sentence.end]))
