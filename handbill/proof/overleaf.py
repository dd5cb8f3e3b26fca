"""Paragraphs that go on over a page, in a file without tags, which alone would say that they do.

Between the lines before the end of the page and those after it such a file has whatever else stands
there: the foot, the numbers of the lines, the head of the next page, and what is drawn before its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbill.proof.runs import Run
from handbill.proof.wording import is_backwards, squeezed

Taken = tuple[tuple[int, int, int], ...]
"""Stretches of whole runs: the page, the first of them and the one after the last, from 0."""

PAGE_END = "\0"


def rejoined(pages: Sequence[Sequence[Run]], chunks: Sequence[str]) -> list[Run]:
    """Return the runs of all pages, with what goes on overleaf moved to where it went on from.

    A chunk goes on only from one page to the next, and what it has of each is whole runs one after the other that
    read to the letter as it does: so nothing is taken for a part of it that is not.
    """
    left = [[(squeezed(run.text), run) for run in page] for page in pages]
    texts = [[text for text, _ in page] for page in left]
    everything = PAGE_END.join(map("".join, texts))
    for words in filter(None, map(squeezed, chunks)):
        if words in everything or is_backwards(words):  # of which readers change the order
            continue
        found = (parts for number in range(len(left)) for parts in _parts(words, texts, number))
        (page, _, end), *others = next(found, None) or ((0, 0, 0),)
        if not others:
            continue
        moved = []
        for number, first, last in others:
            moved += left[number][first:last]
            del left[number][first:last]
        left[page][end:end] = moved
        texts = [[text for text, _ in page] for page in left]
    return [run for page in left for _, run in page]


def _parts(words: str, pages: Sequence[Sequence[str]], number: int) -> Iterator[Taken]:
    """Yield how a text stands on a page and, where it goes on, on those after it; longest on the first."""
    if number >= len(pages):
        return
    page = pages[number]
    for first, text in enumerate(page):
        if not text or not words.startswith(text):
            continue  # nearly all
        ends = list(_ends(words, page, first))
        for last, length in reversed(ends):
            here = (number, first, last)
            if length == len(words):
                yield (here,)
            else:
                yield from ((here, *rest) for rest in _parts(words[length:], pages, number + 1))


def _ends(words: str, page: Sequence[str], first: int) -> Iterator[tuple[int, int]]:
    """Yield how far whole runs read as a text does, from one of them on: the run after them, and their letters."""
    length = 0
    for last in range(first, len(page)):
        if not words.startswith(page[last], length):
            return
        length += len(page[last])
        if page[last]:
            yield last + 1, length
