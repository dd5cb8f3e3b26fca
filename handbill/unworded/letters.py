"""Words that can be told again on a page: each begins with a letter that no text of a project can have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from handbill.wording import Borrowed

_LETTERS: Final = (range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE))  # for private use, two planes of them
LETTER: Final = re.compile("[\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


def letters() -> Iterator[str]:
    """Yield the letters, each once."""
    return map(chr, chain(*_LETTERS))


def lettered(words: Mapping[str, str], left: Iterator[str]) -> tuple[dict[str, str], dict[str, Borrowed]]:
    """Return the words that are English ones for another language with a letter before each, and which is whose."""
    lacking = {key: word for key, word in words.items() if isinstance(word, Borrowed)}
    begun = {key: next(left) + word for key, word in lacking.items()}
    return begun, {word[0]: lacking[key] for key, word in begun.items()}


def in_texts(texts: Iterable[str]) -> set[str]:
    """Return the letters that stand in texts."""
    return {letter for text in texts for letter in LETTER.findall(text)}
