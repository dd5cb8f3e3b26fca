"""Comparing the words that went in with the words that come out, as a careful reader would.

Case counts for nothing, because headlines are set in capitals; nor do bullets, soft hyphens,
ligatures, the kind of white space, or where lines break. All else counts, letter by letter.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from handbill.proof.runs import LINE_END_HYPHEN, SOFT_BREAK

BULLETS = "•◦▪▫‣⁃■□●○"
HYPHENS = "\u2010\u2011\u2012\ufe63\uff0d"
# Joiners, marks of direction and the byte order mark: nothing that a reader sees.
INVISIBLE = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
_TABLE = {
    **dict.fromkeys(INVISIBLE),
    **dict.fromkeys(map(ord, BULLETS)),
    **dict.fromkeys(map(ord, HYPHENS), "-"),
}
SHORT = 60  # characters of a passage that a message quotes
MOST_WORDS = 4000  # beyond this a full comparison of words takes seconds
MOST_NAMED = 6
BRACKETS = str.maketrans(")]}>»›’”", "([{<«‹‘“")  # a reader may turn them round
TAKEN = "\0"
EDGES = ("", SOFT_BREAK, TAKEN)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text as it comes out. A `label` is a list's own mark, which need not have gone in."""

    text: str
    label: bool = False


class Gap(IntEnum):
    """What stands between two letters; a SOFT gap may be a space or nothing, as the lines fell."""

    NONE = 0
    SOFT = 1
    SPACE = 2


class Letter(NamedTuple):
    char: str
    gap: Gap  # before it
    optional: bool  # a hyphen that may be there only because the line ends


def normal(text: str) -> str:
    """Return text without what does not count; soft breaks and line-end hyphens stay."""
    folded = unicodedata.normalize("NFKC", text.translate(_TABLE)).casefold()
    return unicodedata.normalize("NFKC", folded).translate(_TABLE)


def squeezed(text: str) -> str:
    """Return only the letters and marks of a text: for finding a line wherever it is broken."""
    bare = normal(text).replace(LINE_END_HYPHEN, "").replace("-", "")
    return "".join(bare.split())


def joined(texts: Iterable[str]) -> str:
    """Join runs; the hyphen that ends one may be there only because the line ends."""
    return SOFT_BREAK.join(text[:-1] + LINE_END_HYPHEN if text.endswith(("-", "\u2010")) else text for text in texts)


def differences(went_in: Sequence[str], came_out: Sequence[Passage]) -> list[str]:
    """Say how the text that came out, in reading order, differs from what went in."""
    if _same(list(letters(SOFT_BREAK.join(went_in).replace(LINE_END_HYPHEN, ""))), came_out):
        return []
    text = joined(passage.text for passage in came_out if not passage.label)
    told = _out_of_order(went_in, text) or _by_word(" ".join(went_in), text)
    return told or ["the spaces between words differ"]


def missing_or_extra(
    went_in: Sequence[str], came_out: str, may_stand: Sequence[str] = (), *, in_order: bool = True
) -> list[str]:
    """Say which chunks are not in the text, and what it has besides them and what may stand there too.

    The order of chunks does not count. What may stand there need not, and may stand there more than once.
    Lines of a page that runs from right to left are not `in_order`, whatever their language.
    """
    left = SOFT_BREAK.join(filter(None, map(squeezed, came_out.split(SOFT_BREAK))))
    worded = list(filter(has_words, may_stand))
    numbers = [chunk for chunk in may_stand if squeezed(chunk) and not has_words(chunk)]
    left = _set_last(left, worded, in_order=in_order)
    told = []
    for chunk in sorted(filter(squeezed, went_in), key=len, reverse=True):
        rest = _without(left, chunk, in_order=in_order)
        if rest is None:
            told.append(f"missing: {quoted(chunk)}")
        left = rest or left
    for chunk in worded:
        left = _without_any(left, chunk, in_order=in_order)
    # Those that stand alone first: of the numbers of lines, 121 stands in '112 113' too.
    alone = set(map(squeezed, numbers))
    left = SOFT_BREAK.join(TAKEN if part in alone else part for part in left.split(SOFT_BREAK))
    for chunk in numbers:
        left = _without_any(left, chunk, in_order=in_order)
    extra = [part.replace(SOFT_BREAK, "") for part in left.split(TAKEN)]
    return told + [f"extra: {quoted(part)}" for part in extra if part]


def _set_last(text: str, chunks: Iterable[str], *, in_order: bool) -> str:
    """Move whole runs that read as one of these to the end: the date that ends a foot is no year of a table's."""
    last = []
    for chunk in sorted(chunks, key=len, reverse=True):
        while (place := _found(text, chunk, in_order=in_order)) and _edges(text, place) == 2:
            last.append(text[slice(*place)])
            text = text[: place[0]].removesuffix(SOFT_BREAK) + text[place[1] :]
    return TAKEN.join([text, *last])


def _without_any(text: str, chunk: str, *, in_order: bool) -> str:
    """Take a chunk out of squeezed text as often as it is there."""
    while rest := _without(text, chunk, in_order=in_order):
        text = rest
    return text


def has_words(chunk: str) -> bool:
    """Has a text letters, not numbers and signs alone?"""
    return any(map(str.isalpha, chunk))


def _runs_backwards(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def is_backwards(text: str) -> bool:
    """Has a text letters that run from right to left?"""
    return any(map(_runs_backwards, text))


def same_letters(one: str, other: str) -> bool:
    """Have two texts the same letters, in whatever order?"""
    counts = (Counter(squeezed(text).translate(BRACKETS)) for text in (one, other))
    return next(counts) == next(counts)


def place_of(chunk: str, text: str, *, in_order: bool = True) -> tuple[int, int] | None:
    """Return where a squeezed chunk stands in squeezed text.

    Readers put the words of a line that runs from right to left, wholly or in part, into an order
    of their own. For such a chunk, or where no order is asked for, any stretch of text will do
    that has the same letters; best one that begins and ends where runs do.
    """
    start = text.find(chunk)
    if start >= 0:
        return start, start + len(chunk)
    if in_order and not is_backwards(chunk):
        return None
    places = _anagrams(chunk.translate(BRACKETS), text.translate(BRACKETS))

    return max(places, key=lambda place: _edges(text, place), default=None)


def _edges(text: str, place: tuple[int, int]) -> int:
    """Count the ends of a place in squeezed text, none to two, at which a run begins or ends."""
    return (text[: place[0]][-1:] in EDGES) + (text[place[1] :][:1] in EDGES)


def _anagrams(chunk: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has the letters of a chunk, in whatever order, over the breaks between runs."""
    places = [place for place, letter in enumerate(text) if letter != SOFT_BREAK]
    lack = Counter(chunk)
    for end, place in enumerate(places, 1):
        lack[text[place]] -= 1
        if end > len(chunk):
            lack[text[places[end - len(chunk) - 1]]] += 1
        if end >= len(chunk) and not any(lack.values()):
            yield places[end - len(chunk)], place + 1


def _without(text: str, chunk: str, *, in_order: bool) -> str | None:
    """Take a chunk out of squeezed text; None where it is not there."""
    place = _found(text, chunk, in_order=in_order)
    return text[: place[0]] + TAKEN + text[place[1] :] if place else None


def _found(text: str, chunk: str, *, in_order: bool) -> tuple[int, int] | None:
    """Return where a chunk stands in squeezed text, from run to run if it stands so."""
    pattern = f"{SOFT_BREAK}?".join(map(re.escape, squeezed(chunk)))
    edge = f"[{SOFT_BREAK}{TAKEN}]"
    found = re.search(f"(?:^|(?<={edge})){pattern}(?=$|{edge})", text) or re.search(pattern, text)
    return found.span() if found else place_of(squeezed(chunk), text, in_order=in_order)


def quoted(text: str) -> str:
    """Quote a passage for a message, shortened."""
    plain = " ".join(_on_one_line(text).split())
    return f"“{plain}”" if len(plain) <= SHORT else f"“{plain[: SHORT - 1].rstrip()}…”"


def letters(text: str) -> Iterator[Letter]:
    gap = Gap.SOFT
    for char in normal(text):
        if char == SOFT_BREAK:
            gap = max(gap, Gap.SOFT)
        elif char.isspace():
            gap = Gap.SPACE
        else:
            optional = char == LINE_END_HYPHEN
            yield Letter("-" if optional else char, gap, optional)
            gap = Gap.NONE


def _same(wanted: Sequence[Letter], came_out: Sequence[Passage]) -> bool:
    """Follow both texts letter by letter."""
    place = 0
    plain: list[str] = []
    for passage in [*came_out, Passage("", label=True)]:
        if not passage.label:
            plain.append(passage.text)
            continue
        reached = _follow(wanted, place, list(letters(joined(plain))))
        if reached is None:
            return False
        # A label may have gone in as text (a clause's number) or may be the list's own.
        after = _follow(wanted, reached, list(letters(passage.text)))
        place, plain = (reached if after is None else after), []
    return place == len(wanted)


def _follow(wanted: Sequence[Letter], place: int, found: Sequence[Letter]) -> int | None:
    """Return the place in `wanted` that the letters found lead to; None where they part."""
    loose = True  # the first gap is where two passages meet
    for letter in found:
        next_letter = wanted[place] if place < len(wanted) else None
        if next_letter is None or next_letter.char != letter.char:
            if not letter.optional:
                return None
            loose = True
            continue
        gaps = (next_letter.gap, letter.gap)
        if not loose and Gap.SOFT not in gaps and gaps[0] != gaps[1]:
            return None
        loose = letter.optional
        place += 1
    return place


def _out_of_order(went_in: Sequence[str], text: str) -> list[str]:
    """Say which chunk stands in another place, where all are there."""
    left = squeezed(text)
    places = []
    for chunk in went_in:
        wanted = squeezed(chunk)
        place = left.find(wanted)
        if place < 0:
            return []
        places.append(place)
        left = left[:place] + TAKEN * len(wanted) + left[place + len(wanted) :]
    late = [chunk for chunk, place, later in zip(went_in, places, places[1:], strict=False) if place > later]
    return [f"out of order: {quoted(chunk)} is read too late" for chunk in late]


def _by_word(went_in: str, came_out: str) -> list[str]:
    wanted = _words(went_in)[:MOST_WORDS]
    found = _words(_resolved(came_out, set(map(normal, wanted))))[:MOST_WORDS]
    normal_wanted, normal_found = map(normal, wanted), map(normal, found)
    match = difflib.SequenceMatcher(None, list(normal_wanted), list(normal_found), autojunk=False)
    told = []
    for kind, start, end, out_start, out_end in match.get_opcodes():
        was, is_now = " ".join(wanted[start:end]), " ".join(found[out_start:out_end])
        if kind == "replace":
            told.append(f"reads {quoted(is_now)}, not {quoted(was)}")
        elif kind == "delete":
            told.append(f"missing: {quoted(was)}")
        elif kind == "insert":
            told.append(f"extra: {quoted(is_now)}")
    return told[:MOST_NAMED]


def _words(text: str) -> list[str]:
    return [word for word in _on_one_line(text).split() if normal(word)]


def _resolved(text: str, known: set[str]) -> str:
    """Join words over a soft break where that makes a word that went in; part them elsewhere."""
    parts = _on_one_line(text).split(SOFT_BREAK)
    whole = parts[0]
    for part in parts[1:]:
        across = "".join(whole.split()[-1:] + part.split()[:1])
        touching = not (whole[-1:].isspace() or part[:1].isspace())
        whole += part if touching and normal(across) in known else f" {part}"
    return whole


def _on_one_line(text: str) -> str:
    return text.replace(LINE_END_HYPHEN + SOFT_BREAK, "").replace(LINE_END_HYPHEN, "-")
