"""Words in lines: where a headline breaks and how large that lets it be.

Pure functions on measured widths. Sizes are in pt, widths of words in em (the width at a type
size of one). It works for any script: all it knows of a word is how wide it is and whether it
ends a sentence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from handbill.format import Limits

SENTENCE_END: Final = ".?!:;…—–،؟।۔"
CLOSERS: Final = "\"'”’»)"
FILLING: Final = 0.25  # how much it is worth that the widest line fills the measure
TRIES: Final = tuple(1 - step / 50 for step in range(13))  # how much size a better setting is worth


@dataclass(frozen=True, slots=True)
class Words:
    """Words as measured: their widths and the width of a space, in em, and the words themselves."""

    text: tuple[str, ...]
    widths: tuple[float, ...]
    space: float

    def width(self, start: int, end: int) -> float:
        return sum(self.widths[start:end]) + self.space * (end - start - 1)


@dataclass(frozen=True, slots=True)
class Setting:
    """Words set in lines: the type size in pt, and the number of the word that begins each line but the first."""

    size: float
    breaks: tuple[int, ...]

    @property
    def lines(self) -> int:
        return len(self.breaks) + 1


@dataclass(frozen=True, slots=True)
class Headline:
    """Words to be set in lines: `measure` is the width in pt, `leading` the height of a line and `around`
    that of what stands above and below all of them, in em."""

    words: Words
    measure: float
    leading: float
    limits: Limits
    around: float = 0.0

    def height(self, setting: Setting) -> float:
        """The height in pt of a setting."""
        return setting.size * (setting.lines * self.leading + self.around)

    def filled(self, setting: Setting) -> float:
        """The part of the measure that the widest line of a setting fills."""
        widest = max(self.words.width(*span) for span in _spans(setting.breaks, len(self.words.widths)))
        return min(1.0, setting.size * widest / self.measure)

    def largest(self, lines: int, widest: float, height: float) -> float:
        """The size in pt at which so many lines, the widest of `widest` em, fit a height in pt."""
        return min(self.limits.most, self.measure / widest, height / (lines * self.leading + self.around))


def break_lines(line: Headline, height: float = math.inf) -> Setting | None:
    """Set words in lines as large as they go, or return None where even the smallest size is too large.

    `height` is the room in pt. A setting a little smaller is taken where its lines fill the measure
    or break better: at the end of a sentence, not after a short word, and without one short word
    alone on the last line. Words are never divided.
    """
    words, least = line.words, line.limits.least
    most_lines = min(line.limits.lines or len(words.widths), len(words.widths))
    largest = max(line.largest(count, _narrowest(words, count), height) for count in range(1, most_lines + 1))
    if largest < least:
        return None
    best: tuple[float, Setting] | None = None
    for size in (max(largest * part, least) for part in TRIES if largest * part >= least or part == 1):
        room = most_lines
        if math.isfinite(height):
            room = min(most_lines, int((height / size - line.around) / line.leading + 1e-9))
        found = _best_breaks(words, line.measure / size * (1 + 1e-9), room)
        if found is None:
            continue
        cost, breaks = found
        widest = max(words.width(*span) for span in _spans(breaks, len(words.widths)))
        setting = Setting(line.largest(len(breaks) + 1, widest, height), breaks)
        score = setting.size / largest * line.filled(setting) ** FILLING - cost
        if best is None or score > best[0] + 1e-9:
            best = score, setting
    return best[1] if best else None


def smallest(line: Headline) -> Setting | None:
    """Return a headline at its smallest, in as few lines as that takes."""
    return at_most(line, line.limits.least)


def at_most(line: Headline, size: float) -> Setting | None:
    """Set a headline no larger than `size` pt."""
    least = min(size, line.limits.least)
    return break_lines(replace(line, limits=replace(line.limits, least=least, preferred=least, most=size)))


def fewest(words: Words, measure: float) -> int:
    """Return in how few lines of `measure` em words go; a word wider than that has a line to itself."""
    lines, start = 1, 0
    for end in range(1, len(words.widths) + 1):
        if end - start > 1 and words.width(start, end) > measure + 1e-9:
            lines, start = lines + 1, end - 1
    return lines


def balance(words: Words, measure: float) -> tuple[int, ...]:
    """Break words into as few lines as `measure` em allows, the lines as even as can be.

    Returns the numbers of the words that begin lines; a word wider than the measure gets its own.
    """
    count = len(words.widths)
    wide = max(measure, *words.widths) + 1e-9
    lines = fewest(words, wide)
    aim = words.width(0, count) / lines

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            width = words.width(start, count)
            return ((width - aim) ** 2 if width <= wide else math.inf), ()
        found: tuple[float, tuple[int, ...]] = (math.inf, ())
        for end in range(start + 1, count - left + 2):
            width = words.width(start, end)
            if width > wide:
                break
            rest, breaks = best(end, left - 1)
            found = min(found, ((width - aim) ** 2 + rest, (end, *breaks)))
        return found

    return best(0, lines)[1]


def _spans(breaks: tuple[int, ...], count: int) -> list[tuple[int, int]]:
    edges = (0, *breaks, count)
    return list(pairwise(edges))


def _narrowest(words: Words, lines: int) -> float:
    """Return the width of the widest line in the setting of so many lines that makes it least."""

    @cache
    def widest(start: int, left: int) -> float:
        if left == 1:
            return words.width(start, len(words.widths))
        return min(
            (
                max(words.width(start, end), widest(end, left - 1))
                for end in range(start + 1, len(words.widths) - left + 2)
            ),
            default=math.inf,
        )

    return widest(0, lines)


def _best_breaks(words: Words, measure: float, most_lines: int) -> tuple[float, tuple[int, ...]] | None:
    """Return the cost and the breaks of the best setting no wider than `measure` em, if there is one."""
    count = len(words.widths)

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        found: tuple[float, tuple[int, ...]] = (math.inf, ())
        if left == 0:
            return found
        for end in range(start + 1, count + 1):
            width = words.width(start, end)
            if width > measure:
                break
            cost = _line_cost(words, start, end, width / measure)
            if end == count:
                found = min(found, (cost, ()))
            else:
                rest, breaks = best(end, left - 1)
                found = min(found, (cost + rest, (end, *breaks)))
        return found

    cost, breaks = best(0, most_lines)
    return (cost, breaks) if math.isfinite(cost) else None


def _line_cost(words: Words, start: int, end: int, fullness: float) -> float:
    """How much a line displeases, as a part of the type size that one would give to avoid it."""
    cost = 0.03 * (1 - fullness) ** 2
    begins = start == 0 or _ends_sentence(words.text[start - 1])
    ends = end == len(words.text) or _ends_sentence(words.text[end - 1])
    if any(_ends_sentence(word) for word in words.text[start : end - 1]):
        cost += 0.03 if begins and ends else 0.28
    if not ends and len(words.text[end - 1]) <= 3:
        cost += 0.03
    if end == len(words.text) and end - start == 1 and start and fullness < 0.3:
        cost += 0.08
    return cost


def _ends_sentence(word: str) -> bool:
    return word.rstrip(CLOSERS)[-1:] in SENTENCE_END and bool(word)
