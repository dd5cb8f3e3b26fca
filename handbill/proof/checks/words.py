"""Do the words that come out equal those that went in, with the imprint, and no gap left to fill?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from handbill.proof.expected import Expected
from handbill.proof.links import PLACEHOLDER, live_links
from handbill.proof.opened import Opened
from handbill.proof.overleaf import rejoined
from handbill.proof.page import Page
from handbill.proof.report import Box, Note, hull
from handbill.proof.runs import LINE_END_HYPHEN, Run
from handbill.proof.tags import Leaf, Tags
from handbill.proof.wording import (
    Passage,
    differences,
    has_words,
    joined,
    missing_or_extra,
    place_of,
    quoted,
    same_letters,
    squeezed,
)

UNFILLED = re.compile(r"\{\{|\}\}|\{%|%\}")
BRACKETED = re.compile(
    r"\[\s*(?:insert\b|(?:this |your |the )?(?:branch|clp|name|date|place|address|e-?mail|number|xx)\b)[^\]]{0,40}\]?",
    re.IGNORECASE,
)
DUMMY = re.compile(r"lorem ipsum", re.IGNORECASE)
TO_COME = re.compile(r"\b(?:TBC|TBA|XXX+)\b")
LEAST_CONTRAST, GOOD_CONTRAST = 3.0, 4.5  # WCAG 2.2, 1.4.3


def text(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is all the text there, to the letter, in its order, and nothing else?"""
    if expected.text is None or expected.on_sheets:
        return
    runs = [run for page in opened.pages for run in page.runs]
    furniture = {squeezed(each) for each in expected.furniture if has_words(each)}
    in_order = not expected.backwards
    if opened.tags is None:  # no order to judge, but nothing may be missing and nothing new
        whole = rejoined([page.runs for page in opened.pages], expected.text)
        told = missing_or_extra(expected.text, _together(whole), expected.furniture, in_order=in_order)
    else:
        passages, outside = _in_reading_order(opened.tags, runs, expected.text)
        told = differences(expected.text, passages)
        told += _misnamed(opened.tags, runs)
        outside = [run for run in outside if squeezed(run.text) not in furniture]
        told += [
            f"outside the reading order, {each}"
            for each in missing_or_extra((), _together(outside), expected.furniture, in_order=in_order)
        ]
    told += _pages_out_of_order(opened, expected.text, in_order=in_order)
    yield from (Note("fail", each) for each in told)
    yield Note("pass", f"{len(' '.join(expected.text).split())} words, as they went in")


def _pages_out_of_order(opened: Opened, chunks: tuple[str, ...], *, in_order: bool) -> Iterator[str]:
    """Say which passage stands on an earlier page than one that goes before it."""
    texts = [squeezed(_together(_as_read(opened, page))) for page in opened.pages]
    reached = 0
    for chunk in chunks:
        words = squeezed(chunk)

        def stands_on(number: int, words: str = words) -> bool:
            return bool(place_of(words, texts[number], in_order=in_order))

        later = next(filter(stands_on, range(reached, len(texts))), None)
        if later == reached:
            continue  # nearly all do: a book of letters is not gone through for each of its lines
        earlier = next(filter(stands_on, range(reached - 1, -1, -1)), None)
        if later is None and earlier is not None:
            yield f"{quoted(chunk)} is on page {earlier + 1}, which is too early"
            return
        if later is not None and earlier is None:
            reached = later


def draft(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Has a speaker of the language read what a machine wrote?"""
    for told in expected.drafts:
        yield Note("warn", f"it says of itself: {quoted(told)}")


def imprint(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is the imprint on the first or the last page, and can it be read?"""
    if expected.imprint is None or expected.on_sheets:
        return
    if not expected.imprint.strip():
        yield Note("warn", "there is no imprint")
        return
    places: dict[int, list[Run]] = {}
    for said in (expected.imprint, *expected.imprints):
        found = {page.number: runs for page in opened.pages if (runs := _find(_as_read(opened, page), said))}
        if not found:
            yield Note("fail", f"the imprint is not on any page: {quoted(said)}")
            return
        places = {**found, **places}
    allowed = [number for number in (1, opened.count) if number in places]
    if not allowed:
        number = min(places)
        told = f"the imprint stands on page {number}; it belongs on the first or the last"
        yield Note("fail", told, number, hull(run.box for run in places[number]))
    else:
        yield from _judge_imprint(opened.pages[allowed[0] - 1], places[allowed[0]], expected)


def placeholder(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is there anything left that someone meant to fill in?"""
    given = [(link.address, link.page) for link in live_links(opened)]
    given += [(code.text, code.page) for code in opened.codes]
    for page in opened.pages:
        plain = " ".join(_together(_as_read(opened, page)).replace(LINE_END_HYPHEN, "-").split())
        given.append((plain, page.number))
        for told in sorted(left_open(plain)):
            yield Note(expected.by_our_rules, f"a placeholder is left: {quoted(told)}", page.number)
    addresses = {found.rstrip(".,;:)"): page for told, page in given for found in PLACEHOLDER.findall(told)}
    for address, page_number in sorted(addresses.items()):
        if not any(other != address and other.startswith(address) for other in addresses):  # the line broke there
            yield Note("warn", f"placeholder link {address}", page_number)
    if any(told for told, _ in given):
        yield Note("pass", "nothing is left to fill in")


def _together(runs: list[Run] | tuple[Run, ...]) -> str:
    return joined(run.text for run in runs)


def _in_reading_order(tags: Tags, runs: list[Run], went_in: tuple[str, ...]) -> tuple[list[Passage], list[Run]]:
    """Return what the tags read out, in order, and the runs that they leave out.

    Text inside a picture is read out as the picture's description, so it is in neither; nor is the head of
    a table that goes on over a page, which is read out again there.
    """
    marked: dict[tuple[int | None, int], list[Run]] = defaultdict(list)
    for run in runs:
        if run.mcid >= 0 and not run.artifact:
            marked[run.page, run.mcid].append(run)
    said_by = [
        (leaf, _together(marked.get((leaf.page, leaf.mcid), [])) if leaf.said is None else leaf.said)
        for leaf in tags.leaves
    ]
    again = _heads_again(said_by, went_in)
    passages = []
    read: set[tuple[int | None, int]] = set()
    for leaf, said in said_by:
        read.add((leaf.page, leaf.mcid))
        if said and leaf.head not in again and not leaf.picture and (leaf.said is None or leaf.mcid < 0):
            passages.append(Passage(said, leaf.label))
    outside = [run for run in runs if run.artifact or (run.page, run.mcid) not in read]
    return passages, outside


def _heads_again(said_by: list[tuple[Leaf, str]], went_in: tuple[str, ...]) -> set[int]:
    """Return the heads of tables that begin a page and have the words of an earlier one, by their numbers.

    There may be as many as there are heads of those words beyond those that went in.
    """
    words: dict[int, str] = defaultdict(str)
    begins: set[int] = set()
    pages: set[int | None] = set()
    for leaf, said in said_by:
        if leaf.head:
            words[leaf.head] += squeezed(said)
            if leaf.page not in pages:
                begins.add(leaf.head)
        pages.add(leaf.page)
    everything = squeezed(" ".join(went_in))
    again: set[int] = set()
    met: Counter[str] = Counter()
    surplus = {told: count - everything.count(told) for told, count in Counter(words.values()).items() if told}
    for head, told in words.items():
        if told and met[told] and head in begins and surplus[told] > 0:
            again.add(head)
            surplus[told] -= 1
        met[told] += 1
    return again


def _misnamed(tags: Tags, runs: list[Run]) -> Iterator[str]:
    """Say which text is read out in the stead of another that is shown."""
    shown: dict[tuple[int | None, int], list[Run]] = defaultdict(list)
    for run in runs:
        shown[run.page, run.mcid].append(run)
    for spoken in tags.spoken:
        seen = _together([run for mark in spoken.marks for run in shown[mark]])
        if not spoken.picture and not same_letters(seen, spoken.text):
            yield f"shows {quoted(seen)}, but is read out as {quoted(spoken.text)}"


def _as_read(opened: Opened, page: Page) -> list[Run]:
    """Return a page's runs with the text that the tags name for them: the first of several has it all."""
    spoken = {mark: each for each in opened.tags.spoken for mark in each.marks} if opened.tags else {}
    told: set[int] = set()
    runs = []
    for run in page.runs:
        if named := spoken.get((run.page, run.mcid)):
            run = replace(run, text="" if id(named) in told else named.text)
            told.add(id(named))
        runs.append(run)
    return runs


def _find(runs: list[Run], line: str) -> list[Run]:
    """Return the runs that a line of text stands in; none where it is not there."""
    parts = [squeezed(run.text) for run in runs]
    start, end = place_of(squeezed(line), "".join(parts)) or (0, 0)
    found, place = [], 0
    for run, part in zip(runs, parts, strict=True):
        if place < end and place + len(part) > start:
            found.append(run)
        place += len(part)
    return found


def _judge_imprint(page: Page, runs: list[Run], expected: Expected) -> Iterator[Note]:
    box = hull(run.box for run in runs)
    contrast = min(_contrast(page, run) for run in runs)
    told = f"the imprint's contrast is {contrast:.1f} to 1"
    if contrast < LEAST_CONTRAST:
        yield Note("fail", f"{told}, too little to read", page.number, box)
    elif contrast < GOOD_CONTRAST:
        yield Note("warn", f"{told}; {GOOD_CONTRAST} is better", page.number, box)
    if not expected.imprint_whole:
        yield Note("warn", "the imprint lacks the promoter's name and address", page.number, box)
    yield Note("pass", f"on page {page.number}", page.number, box)


def _contrast(page: Page, run: Run) -> float:
    """Return the contrast of a run's colour with the ground that it stands on, as WCAG 2.2 has it."""
    pixel = 1 / page.scale  # a full stop alone is hardly one wide
    box = Box(run.box.left - pixel, run.box.top - pixel, run.box.right + pixel, run.box.bottom + pixel)
    ground = page.region(box, page.scale, text=False, colour=True).resize((1, 1)).getpixel((0, 0))
    assert isinstance(ground, tuple)
    lighter, darker = sorted((_luminance(run.colour), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    parts = [part / 255 for part in colour[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def left_open(plain: str) -> set[str]:
    """Return what someone meant to fill in, as far as it can be told by its look."""
    found = {match[0] for pattern in (BRACKETED, DUMMY, TO_COME) for match in pattern.finditer(plain)}
    for match in UNFILLED.finditer(plain):
        found.add(plain[max(0, match.start() - 3) : match.end() + 20])
    return found
