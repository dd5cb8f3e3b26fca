"""How large type may be: lines of a headline, and the size of a text that is to fill its side.

Pure functions on numbers. What was measured comes in, sizes go out; `typeset` does the measuring.
Sizes are in pt, widths of words in em (the width at a type size of one).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final, Literal

from handbill.errors import HandbillError
from handbill.layout import Limits

STEP: Final = 0.1  # pt: sizes of running text are multiples of it
GROWTH: Final = (
    1.8  # text that is p times larger takes p to this power of the height: lines are taller and more
)
SLIP: Final = 0.05  # pt that a plan may be over, by rounding
SENTENCE_END: Final = ".?!:;…—–،؟।۔"
CLOSERS: Final = "\"'”’»)"
TRIES: Final = (1.0, 0.98, 0.96, 0.94, 0.92, 0.9, 0.88)  # how much size a better break is worth


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
class FitFinding:
    """A side whose text is too long or too short for it. `words` is about how many, `size` the limit met."""

    side: int
    kind: Literal["too_long", "too_short"]
    words: int
    size: float
    paper: str

    def __str__(self) -> str:
        if self.kind == "too_long":
            return (
                f"side {self.side} is about {_count(self.words)} too long for {self.paper}: "
                f"the text would be smaller than {self.size:g} pt"
            )
        return (
            f"side {self.side} has room for about {_count(self.words)} more on {self.paper}, "
            f"even with the text at {self.size:g} pt"
        )


class TooLong(HandbillError):
    """Text that does not fit at the smallest sizes. `findings` says where and by how much."""

    def __init__(self, findings: Sequence[FitFinding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(str(finding) for finding in findings))


def _count(words: int) -> str:
    return "1 word" if words == 1 else f"{words} words"


def break_lines(
    words: Words, measure: float, leading: float, limits: Limits, height: float = math.inf
) -> Setting | None:
    """Set words in lines as large as they go, or return None where even the smallest size is too large.

    `measure` and `height` are the room in pt, `leading` the height of a line in em. A setting a
    little smaller is taken where its lines break better: at the end of a sentence, not after a
    short word, and without one short word alone on the last line. Words are never divided.
    """
    most_lines = min(limits.lines or len(words.widths), len(words.widths))
    largest = max(
        _size(measure, height, leading, limits, _narrowest(words, count), count)
        for count in range(1, most_lines + 1)
    )
    if largest < limits.least:
        return None
    best: tuple[float, Setting] | None = None
    for part in TRIES:
        size = largest * part
        if size < limits.least:
            break
        room = min(most_lines, int(height / (size * leading) + 1e-9)) if math.isfinite(height) else most_lines
        found = _best_breaks(words, measure / size * (1 + 1e-9), room)
        if found is None:
            continue
        cost, breaks = found
        score = part - cost
        if best is None or score > best[0] + 1e-9:
            widest = max(words.width(*line) for line in _spans(breaks, len(words.widths)))
            best = score, Setting(_size(measure, height, leading, limits, widest, len(breaks) + 1), breaks)
    return best[1] if best else None


def balance(words: Words, measure: float) -> tuple[int, ...]:
    """Break words into as few lines as `measure` em allows, the lines as even as can be.

    Returns the numbers of the words that begin lines; a word wider than the measure gets its own.
    """
    count = len(words.widths)
    wide = max(measure, *words.widths) + 1e-9
    fewest = next(lines for lines in range(1, count + 1) if _narrowest(words, lines) <= wide)
    aim = words.width(0, count) / fewest

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

    return best(0, fewest)[1]


def _size(measure: float, height: float, leading: float, limits: Limits, widest: float, lines: int) -> float:
    return min(limits.most, measure / widest, height / (lines * leading))


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
    cost += 0.12 * sum(_ends_sentence(word) for word in words.text[start : end - 1])
    last = words.text[end - 1]
    if end < len(words.text) and len(last) <= 3 and not _ends_sentence(last):
        cost += 0.03
    if end == len(words.text) and end - start == 1 and start and fullness < 0.3:
        cost += 0.08
    return cost


def _ends_sentence(word: str) -> bool:
    return word.rstrip(CLOSERS)[-1:] in SENTENCE_END and bool(word)


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline that takes the room which the text on its side leaves. Lengths in pt."""

    words: Words
    measure: float
    leading: float
    limits: Limits


@dataclass(frozen=True, slots=True)
class Side:
    """One measured side. Lengths in pt.

    `used` is what its content took with the text at `size`, without the headline;
    `text` is the part of it that grows with the size. `words` counts the words of that part.
    """

    number: int
    height: float
    used: float
    text: float
    size: float
    limits: Limits
    words: int
    headline: Headline | None = None

    def needs(self, size: float) -> float:
        """About how much height the side takes, its headline apart, with text of another size."""
        return self.used + self.text * (math.pow(size / self.size, GROWTH) - 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """The sizes for one side."""

    size: float
    headline: Setting | None = None


def plan_side(side: Side) -> Plan | None:
    """Choose the sizes for a side: the headline as large as the preferred text size allows, then the
    text as large as that headline allows. None where nothing fits."""
    limits = side.limits
    if plan := _plan_at(side, limits.preferred):
        return Plan(max(limits.preferred, _largest_text(side, plan.headline)), plan.headline)
    smallest = _smallest(side.headline) if side.headline else None
    size = min(limits.preferred, _largest_text(side, smallest))
    return _plan_at(side, size) if size >= limits.least else None


def _plan_at(side: Side, size: float) -> Plan | None:
    """Return the plan with the text at `size` pt and the headline as large as that allows."""
    room = side.height - side.needs(size)
    line = side.headline
    if line is None:
        return Plan(size) if room >= -SLIP else None
    setting = break_lines(line.words, line.measure, line.leading, line.limits, room) if room > 0 else None
    return Plan(size, setting) if setting else None


def _largest_text(side: Side, headline: Setting | None) -> float:
    """Return the largest size of text beside a headline, in steps, no larger than its limits; 0 where none is."""
    taken = headline.lines * headline.size * side.headline.leading if headline and side.headline else 0.0
    room = side.height + SLIP - taken - side.used
    if not side.text:
        return side.limits.most if room >= 0 else 0.0
    growth = 1 + room / side.text
    if growth <= 0:
        return 0.0
    size = side.size * math.pow(growth, 1 / GROWTH)
    return min(side.limits.most, round(math.floor(size / STEP + 1e-6) * STEP, 2))


def _smallest(line: Headline) -> Setting | None:
    """Return a headline at its smallest, in as few lines as that takes."""
    smallest = Limits(least=line.limits.least, most=line.limits.least, lines=line.limits.lines)
    return break_lines(line.words, line.measure, line.leading, smallest)


def to_save_a_page(pages: float, limits: Limits) -> float:
    """Return the text size at which so many pages of text, set at the preferred size, take one sheet fewer."""
    wanted = (math.ceil(pages) - 1) * 0.985  # pages never fill to the last line
    size = limits.preferred * math.pow(wanted / pages, 1 / GROWTH)
    return max(limits.least, round(math.floor(size / STEP) * STEP, 2))


def too_long(side: Side, paper: str) -> FitFinding:
    """Say how many words a side has too many at its smallest sizes."""
    least = side.limits.least
    need = replace(side, headline=None).needs(least) - side.height
    if side.headline:
        setting = _smallest(side.headline)
        need += setting.lines * setting.size * side.headline.leading if setting else 0
    text = side.text * (least / side.size) ** GROWTH
    return FitFinding(side.number, "too_long", _words(need, text, side.words), least, paper)


def too_short(side: Side, slack: float, paper: str) -> FitFinding:
    """Say how many words a side could take beside what stands on it, given its empty height in pt."""
    text = side.text * (side.limits.most / side.size) ** GROWTH
    return FitFinding(side.number, "too_short", _words(slack, text, side.words), side.limits.most, paper)


def _words(height: float, text: float, words: int) -> int:
    """Turn a height in pt into words of text, to the nearest five from ten on."""
    count = max(1.0, words * height / text if text > 0 else height / 3)
    return round(count) if count < 10 else 5 * round(count / 5)
