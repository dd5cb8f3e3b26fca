"""Short forms that are not spelled out where they first stand: ICB for 'integrated care board (ICB)'."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

SMALL: Final = frozenset({"a", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"})
_ACRONYM = re.compile(r"(?<![\w'’/&.-])([A-Z]{2,6})(?:s|['’]s)?(?![\w/&]|['’-]\w)")
_ROMAN = re.compile(r"(?=.)X{0,3}(?:IX|IV|V?I{0,3})")
_FOLLOWS = re.compile(r"\($|,\s+(?:or|called|known as|in short)\s+(?:the\s+|an?\s+)?$")
_SHOUTED = re.compile(r"\b(?:[A-Z]{2,} +){2,}[A-Z]{2,}\b")


def acronyms_in(prose: str) -> Iterator[tuple[int, str]]:
    """Yield place and letters of each short form of a masked text. What is shouted in capitals has none."""
    shouted = [range(*found.span()) for found in _SHOUTED.finditer(prose)]
    for found in _ACRONYM.finditer(prose):
        if not _ROMAN.fullmatch(found[1]) and not any(found.start() in span for span in shouted):
            yield found.start(), found[1]


def is_spelled_out(prose: str, at: int, acronym: str, *, english: bool) -> bool:
    """Say whether a short form at a place stands beside the words that it is for."""
    before, after = prose[:at], prose[at + len(acronym) :]
    if _FOLLOWS.search(before):
        words = re.findall(r"[^\W\d_]+", _FOLLOWS.sub("", before).replace("-", " "))
        return bool(words) if not english else _stands_for(acronym, words[-2 * len(acronym) - 2 :])
    explained = re.match(r"s?(?:\s*\(|,\s+(?:or|the|short for)\s+(?:the\s+)?)([^().;]+)", after)
    if explained is None:
        return False
    return not english or _begins(acronym, re.findall(r"[^\W\d_]+", explained[1]))


def _stands_for(acronym: str, words: list[str]) -> bool:
    """Say whether the letters are the first ones of the last of these words, small words left out or not."""
    return any(_begins(acronym, words[start:], whole=True) for start in range(len(words)))


def _begins(acronym: str, words: list[str], *, whole: bool = False) -> bool:
    for said in (words, [word for word in words if word.lower() not in SMALL]):
        initials = "".join(word[0] for word in said).upper()
        if initials == acronym or (not whole and initials.startswith(acronym)):
            return True
    return False


def unexplained(texts: Iterable[str], known: Collection[str], *, english: bool) -> Iterator[tuple[int, int, str]]:
    """Yield number of the text, place and letters of each short form that is not spelled out at its first use."""
    met = set(known)
    for number, prose in enumerate(texts):
        for at, acronym in acronyms_in(prose):
            if acronym not in met:
                met.add(acronym)
                if not is_spelled_out(prose, at, acronym, english=english):
                    yield number, at, acronym
