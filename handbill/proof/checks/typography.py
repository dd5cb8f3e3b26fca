"""Are the fonts in the file, with every glyph that is shown, and is the type large enough?"""

from __future__ import annotations

import math
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from handbill.proof.expected import Expected
from handbill.proof.opened import Opened
from handbill.proof.report import Note
from handbill.proof.runs import NO_LETTER, Run
from handbill.proof.survey import Shown
from handbill.proof.wording import quoted, squeezed

FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")
STYLES = re.compile(
    r"(regular|roman|book|italic|oblique|thin|extralight|light|medium|semibold|demi(bold)?|bold|extrabold|black|heavy)+$"
)
ROUNDING = 0.05  # pt
WHITE = 250  # of 255 in each channel
LEAST_RUNNING = 100  # glyphs; a poster has words, but no running text

# The parts of a CMap that are read: ISO 32000-2, 9.7.5
TWO_BYTES = re.compile(rb"begincodespacerange\s*<0000>\s*<ffff>\s*endcodespacerange", re.IGNORECASE)
CID_CHARS = re.compile(rb"begincidchar(.*?)endcidchar", re.DOTALL)
CID_CHAR = re.compile(rb"<([0-9a-fA-F]{4})>\s*(\d+)")
CID_RANGES = re.compile(rb"begincidrange(.*?)endcidrange", re.DOTALL)
CID_RANGE = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>\s*(\d+)")


def fonts(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is every font that shows text embedded, allowed, and has it the glyphs that are shown?"""
    used = [shown for shown in opened.drawn.fonts.values() if shown.codes]
    for shown in used:
        yield from _font(shown, expected)
    for run in (run for page in opened.pages for run in page.runs if NO_LETTER in run.text):
        told = f"a letter in {quoted(run.text)} has no meaning in the file"
        yield Note(expected.by_our_rules, told, run.page, run.box)
    if used:
        yield Note("pass", ", ".join(sorted({_family(shown.font) for shown in used})))


def sizes(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is any type too small to read?"""
    all_runs = [run for page in opened.pages for run in page.runs if not run.invisible]
    yield from _in_pictures(all_runs, expected)
    runs = [run for run in all_runs if not _is_drawn(run, expected)]
    if not runs:
        return
    least = min(runs, key=lambda run: run.size)
    small = [run for run in runs if run.size < expected.least_type - ROUNDING]
    if small:
        told = f"{quoted(least.text)} is {_points(least.size)}, less than {_points(expected.least_type)}"
        more = f", and {len(small) - 1} more too small" if len(small) > 1 else ""
        yield Note(expected.by_our_rules, told + more, least.page, least.box)
    if expected.press is not None:
        yield from _reversed(runs, expected.press.least_reversed)
    running = _commonest_size(_running(runs, expected))
    if expected.least_text is not None and running < expected.least_text - ROUNDING:
        told = f"the running text is {_points(running)}, less than {_points(expected.least_text)}"
        yield Note("fail", told)
    yield Note("pass", f"smallest {_points(least.size)}, most of the text {_points(_commonest_size(runs))}")


def _is_drawn(run: Run, expected: Expected) -> bool:
    return bool(expected.drawn) and squeezed(run.text) in squeezed(" ".join(expected.drawn))


def _in_pictures(runs: list[Run], expected: Expected) -> Iterator[Note]:
    """Tell of words in pictures that are too small; a logo may be meant so."""
    small = [run for run in runs if _is_drawn(run, expected) and run.size < expected.least_type - ROUNDING]
    if small:
        least = min(small, key=lambda run: run.size)
        told = f"{quoted(least.text)}, in a picture, is {_points(least.size)}, less than {_points(expected.least_type)}"
        yield Note("warn", f"{told}: turn the letters of a logo into outlines", least.page, least.box)


def _reversed(runs: list[Run], least: float) -> Iterator[Note]:
    """Tell of small white type: a plate that is a hair off fills it in."""
    for run in runs:
        if run.size < least - ROUNDING and min(run.colour) >= WHITE:
            told = f"{quoted(run.text)} is white on a colour and {_points(run.size)}; {_points(least)} is safer"
            yield Note("warn", told, run.page, run.box)


def _running(runs: list[Run], expected: Expected) -> list[Run]:
    """Return what is not small print; nothing where there is too little to be called running text."""
    small = squeezed(" ".join((expected.imprint or "", *expected.small_print)))
    running = [run for run in runs if _core(squeezed(run.text)) not in small]
    return running if sum(len(run.glyphs) for run in running) >= LEAST_RUNNING else []


def _core(text: str) -> str:
    """Return a text without the points and brackets at its ends: beside text that runs backwards they change sides."""
    letters = [place for place, letter in enumerate(text) if letter.isalnum()]
    return text[letters[0] : letters[-1] + 1] if letters else ""


def _commonest_size(runs: list[Run]) -> float:
    """Return the size in pt that the most glyphs have; beyond all sizes where there are none."""
    letters: Counter[float] = Counter()
    for run in runs:
        letters[round(run.size, 1)] += len(run.glyphs)
    return max(letters, key=lambda size: (letters[size], size), default=math.inf)


def _points(size: float) -> str:
    return f"{size:.3g} pt"


def _font(shown: Shown, expected: Expected) -> Iterator[Note]:
    font, family = shown.font, _family(shown.font)
    if font.get("/Subtype") == "/Type3":
        if expected.ours:
            yield Note("fail", "a font is drawn as pictures (Type 3)")
        return
    descriptor = _descriptor(font)
    if not any(name in descriptor for name in FONT_FILES):
        yield Note("fail", f"the font {family} is not embedded")
    elif expected.fonts is not None and _bare(family) not in map(_bare, expected.fonts):
        yield Note("fail", f"the font {family} is not one that the document may use")
    for code in sorted(_missing(shown, descriptor)):
        letter = _meaning(font, code)
        yield Note("fail", f"the font {family} has no glyph for {letter}")


def _descendant(font: Any) -> Any:
    descendants = font.get("/DescendantFonts", [])
    return descendants[0] if len(descendants) else font


def _descriptor(font: Any) -> Any:
    return _descendant(font).get("/FontDescriptor", pikepdf.Dictionary())


def _family(font: Any) -> str:
    """Return a font's family as people name it: 'Source Sans 3'."""
    named = str(_descriptor(font).get("/FontFamily", ""))
    if named:
        return named
    name = SUBSET_TAG.sub("", str(font.get("/BaseFont", "")).removeprefix("/"))
    return name.partition(",")[0] or "without a name"


def _bare(family: str) -> str:
    """Return a family's name without the style that a font's own name ends with."""
    return STYLES.sub("", re.sub(r"[\s_-]", "", family).casefold())


def _missing(shown: Shown, descriptor: Any) -> set[int]:
    """Return the codes shown that lead to .notdef, or to a glyph that the font file has not.

    Only composite fonts with two-byte codes are judged; they are what programs write today.
    """
    font = shown.font
    character = _character_of(font.get("/Encoding"))
    if font.get("/Subtype") != "/Type0" or character is None:
        return set()
    used = {code for string in shown.codes for code in _pairs(string)}
    glyphs = _glyph_of(_descendant(font).get("/CIDToGIDMap"))
    count = _glyph_count(descriptor)
    found = {code: character(code) for code in used}
    return {code for code, cid in found.items() if not 0 < glyphs.get(cid, cid) < count}


def _character_of(encoding: Any) -> Callable[[int], int] | None:
    """Return what turns codes into character ids; None for an encoding that is not judged."""
    if isinstance(encoding, pikepdf.Name):
        return int if str(encoding) in ("/Identity-H", "/Identity-V") else None
    if not isinstance(encoding, pikepdf.Stream) or "/UseCMap" in encoding:
        return None
    data = encoding.read_bytes()
    if not TWO_BYTES.search(data):
        return None
    table: dict[int, int] = {}
    for block in CID_CHARS.findall(data):
        table.update((int(code, 16), int(cid)) for code, cid in CID_CHAR.findall(block))
    for block in CID_RANGES.findall(data):
        for first, last, cid in CID_RANGE.findall(block):
            start, stop = int(first, 16), min(int(last, 16), 0xFFFF)
            table.update((code, int(cid) + code - start) for code in range(start, stop + 1))
    return lambda code: table.get(code, 0)


def _pairs(data: bytes) -> Iterator[int]:
    """Yield the two-byte numbers of some bytes; an odd one at the end counts for nothing."""
    yield from (number for (number,) in struct.iter_unpack(">H", data[: len(data) & ~1]))


def _glyph_of(mapping: Any) -> dict[int, int]:
    """Return the glyphs of those codes that do not simply name their glyph."""
    if not isinstance(mapping, pikepdf.Stream):
        return {}
    return dict(enumerate(_pairs(mapping.read_bytes())))


def _glyph_count(descriptor: Any) -> int:
    """Return how many glyphs a TrueType font file has, from its 'maxp' table (OpenType 1.9)."""
    most = 0x10000
    file = descriptor.get("/FontFile2")
    if not isinstance(file, pikepdf.Stream):
        return most
    data = file.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    for table in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * table)
        if tag == b"maxp":
            (count,) = struct.unpack_from(">H", data, offset + 4)
            return int(count)
    return most


def _meaning(font: Any, code: int) -> str:
    """Name the character that a code stands for, where the font says."""
    stream = font.get("/ToUnicode")
    if isinstance(stream, pikepdf.Stream):
        found = re.search(rb"<%04x>\s*<([0-9a-f]{4,})>" % code, stream.read_bytes(), re.IGNORECASE)
        if found:
            letters = bytes.fromhex(found[1].decode()).decode("utf-16-be", "replace")
            return f"“{letters}” (U+{ord(letters[0]):04X})"
    return "a character that is shown"
