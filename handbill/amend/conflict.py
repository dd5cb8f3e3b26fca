"""What two amendments to a motion both touch, so that a meeting cannot take one without a thought for the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handbill.amend.operations import AmendError, Change, MoveClause, ReplaceAll, SwapClauses
from handbill.amend.passage import Span
from handbill.amend.places import LETTERS
from handbill.amend.sheet import Line, Sheet
from handbill.amend.variants import wordings
from handbill.models.motion import PARTS, Motion

Stretch = tuple[int, int]
"""Words of a clause as it was, by their offsets; of no width where something is put in."""

WHOLE: Stretch = (-1, 1_000_000)


@dataclass(frozen=True, slots=True)
class _Touched:
    """What one amendment touches: stretches of clauses by what they are cited as, and gaps with something new."""

    words: dict[str, tuple[Stretch, ...]]
    gaps: frozenset[tuple[str, int]]
    all: bool  # it puts another motion in the place of this one


def conflicts(motion: Motion, one: Sequence[Change], other: Sequence[Change]) -> list[str]:
    """Say what two amendments both touch, a sentence each. Raises AmendError where one does not apply by itself.

    They are held against the motion's own words and those of each of its variants.
    """
    found: dict[str, None] = {}
    told: list[AmendError] = []
    for each in wordings(motion):
        try:
            found.update(dict.fromkeys(_conflicts(each, one, other)))
        except AmendError as error:
            told.append(error)
    if len(told) > len(motion.variants):
        raise told[0]
    return list(found)


def _conflicts(motion: Motion, one: Sequence[Change], other: Sequence[Change]) -> list[str]:
    touched = _touched(motion, one), _touched(motion, other)
    if any(each.all for each in touched):
        return ["one puts a whole motion in the place of this one, and with it of all that the other amends"]
    found = [*_same_words(*touched), *_same_gaps(*touched)]
    return found or list(_by_order(motion, one, other))


def _touched(motion: Motion, changes: Sequence[Change]) -> _Touched:
    sheet = Sheet(motion)
    for change in changes:
        sheet.apply(change)
    moves = {
        str(line.clause.id)
        for change in changes
        if isinstance(change, MoveClause | SwapClauses)
        for line in _all(sheet)
        if line.moved
    }
    words: dict[str, tuple[Stretch, ...]] = {"the title": tuple(_stretches(sheet.title.marked()))}
    for part in PARTS:
        for index, line in enumerate(sheet.lines[part]):
            cited = f"{part.capitalize()} {index + 1}"
            whole = (WHOLE,) if line.gone or str(line.clause.id) in moves else ()
            words[cited] = whole or tuple(_stretches(line.words.marked()))
            for letter, point in zip(LETTERS, line.points, strict=False):
                words[f"{cited}({letter})"] = whole or tuple(_stretches(point.marked()))
    gaps = frozenset((part, gap) for part in PARTS for gap, lines in enumerate(sheet.gaps[part]) if lines)
    return _Touched(words, gaps, any(isinstance(change, ReplaceAll) for change in changes))


def _all(sheet: Sheet) -> Iterator[Line]:
    for part in PARTS:
        yield from sheet.all(part)


def _stretches(spans: tuple[Span, ...]) -> Iterator[Stretch]:
    """Yield what is struck and where something is put in."""
    at = 0
    for span in spans:
        width = len(span.text) if span.kind != "inserted" else 0
        if span.kind != "kept":
            yield at, at + width
        at += width


def _same_words(one: _Touched, other: _Touched) -> Iterator[str]:
    for cited, stretches in one.words.items():
        meeting = any(low <= end and start <= high for low, high in stretches for start, end in other.words[cited])
        if meeting and not ("(" in cited and WHOLE in stretches and WHOLE in other.words[cited]):
            yield f"both amend {cited}"


def _same_gaps(one: _Touched, other: _Touched) -> Iterator[str]:
    for part, gap in sorted(one.gaps & other.gaps, key=lambda each: (PARTS.index(each[0]), each[1])):
        where = f"after {part.capitalize()} {gap}" if gap else f"at the beginning of {part.capitalize()}"
        yield f"both put a clause in {where}"


def _by_order(motion: Motion, one: Sequence[Change], other: Sequence[Change]) -> Iterator[str]:
    """Say where the order of two amendments that touch different words still counts."""
    made = []
    for changes in ((*one, *other), (*other, *one)):
        sheet = Sheet(motion)
        try:
            for change in changes:
                sheet.apply(change)
        except AmendError as error:
            yield f"after the one, the other does not apply any more: {error.message}"
            return
        made.append(sheet.amended())
    if made[0] != made[1]:
        yield "what comes of them depends on which is taken first"
