"""The proof of a text file: is it clean, and does it say what it should?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handbill.proof.edited import ExpectedWords, check_imprint, check_numbers, check_placeholders, check_text
from handbill.proof.links import bare
from handbill.proof.report import Note, Report, sum_up
from handbill.proof.runs import SOFT_BREAK

LABEL = re.compile(r"^ *(?:(\d+)\. |([a-z])\) |• |\+ )")
RULE = re.compile(r"-{10}")
BLANK = re.compile(r"(?<!_)_{6}(?!_)")
WRITTEN = re.compile(r" \(([^()\s]+)\)")
TOUCHING = "\x1f"  # between two marks, where there may have been a space or none
MARKUP = re.compile(r"\*\*|\]\(|</?[a-z][^>]*>|^#{1,6} |&(?:amp|lt|gt|nbsp|#\d+);", re.MULTILINE)


def proof_text(data: bytes, expected: ExpectedWords | None = None) -> Report:
    """Prove a text file's bytes. It never raises, whatever the bytes are."""
    expected = expected or ExpectedWords()
    opened = list(_opens(data))
    findings = [sum_up("opens", opened)]
    if not any(note.result == "fail" for note in opened):
        text = data.decode()
        lines = _read(text, expected)
        said = [each.words for each in lines]
        findings += [
            sum_up("clean", _clean(text, expected)),
            sum_up("text", check_text(said, expected.text)),
            sum_up("numbers", check_numbers([each.number for each in lines if each.number], expected)),
            sum_up("changes", _changes(text, expected)),
            sum_up("links", _links(text, expected)),
            sum_up("imprint", check_imprint(said, expected)),
            sum_up("placeholder", check_placeholders(text.splitlines(), (), expected)),
        ]
    return Report(tuple(finding for finding in findings if finding is not None))


@dataclass(frozen=True, slots=True)
class _Line:
    number: str
    words: str


def _opens(data: bytes) -> Iterator[Note]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        yield Note("fail", f"the file is not UTF-8: byte {error.start + 1} is none of a letter")
        return
    if not text.strip():
        yield Note("fail", "the file is empty")
    yield Note("pass", "UTF-8")


def _clean(text: str, expected: ExpectedWords) -> Iterator[Note]:
    """Is it free of what a form or an e-mail would show as rubbish?"""
    if text.startswith("\ufeff"):
        yield Note(expected.by_our_rules, "the file begins with a byte order mark")
    for letter in sorted(set(text) - {"\n", "\t", "\ufeff"}):
        if unicodedata.category(letter) in ("Cc", "Co", "Cn", "Cs") or letter == "\ufffd":
            yield Note(expected.by_our_rules, f"a control character, U+{ord(letter):04X}")
    if not text.endswith("\n"):
        yield Note(expected.by_our_rules, "the last line does not end")
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            yield Note(expected.by_our_rules, f"line {number} ends with a space")
    typed = "\n".join(expected.text or ())
    for found in MARKUP.finditer(text):
        if found[0] in typed:  # the author means it
            continue
        yield Note(expected.by_our_rules, f"a sign of markup, '{found[0].strip()}'")
    yield Note("pass", "plain lines")


def _read(text: str, expected: ExpectedWords, leave: str = "") -> list[_Line]:
    """Return the words of each line without its number, its blanks, what links lead to and the names of marks.

    With `leave`, what that mark names is left out.
    """
    lines = []
    for line in _unmarked(text, expected, leave).split("\n"):
        if RULE.fullmatch(line):
            continue
        label = LABEL.match(line)
        words = line[label.end() :] if label else line
        for found in WRITTEN.finditer(words):
            if any(_leads_to(found[1], link) for link in expected.links or ()):
                words = words.replace(found[0], "", 1)
        words = BLANK.sub(SOFT_BREAK, words).replace(TOUCHING, SOFT_BREAK)
        lines.append(_Line((label[1] or label[2] or "") if label else "", _unschemed(words)))
    return lines


def _unmarked(text: str, expected: ExpectedWords, leave: str) -> str:
    """Take the names of marks out of a text, and what the mark to be left names."""
    names = "|".join(map(re.escape, filter(None, expected.marked)))
    if names:  # what goes out and what comes in for it stand apart, whether or not there is a space between them
        text = re.sub(rf"\] (?=\[(?:{names}): )", f"]{SOFT_BREAK}", text)
    for mark in filter(None, expected.marked):
        text = text.replace(f"] [{mark}: ", f"]{TOUCHING}[{mark}: ")
    for mark in filter(None, expected.marked):
        start = f"[{mark}: "
        while (at := text.find(start)) >= 0:
            end = _end_of(text, at)
            inside = "" if mark == leave else text[at + len(start) : end]
            text = text[:at] + inside + text[end + 1 :]
    return text


def _end_of(text: str, start: int) -> int:
    """Return where the bracket that opens at `start` is closed."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


def _leads_to(written: str, link: str) -> bool:
    return bare(written) == bare(link) or bare(written) == bare(link.partition(":")[2])


def _unschemed(words: str) -> str:
    return re.sub(r"\bhttps?://", "", words)


def _changes(text: str, expected: ExpectedWords) -> Iterator[Note]:
    """Does it read as it should with what is marked put in and taken out, and with neither?"""
    for name, wanted, leave in (
        ("accepted", expected.accepted, expected.marked[1]),
        ("rejected", expected.rejected, expected.marked[0]),
    ):
        if wanted is not None:
            said = [each.words for each in _read(text, expected, leave)]
            for note in check_text(said, [_unschemed(each) for each in wanted]):
                yield Note(note.result, f"{name}, {note.detail}")


def _links(text: str, expected: ExpectedWords) -> Iterator[Note]:
    """Is every link written out?"""
    links: Sequence[str] = tuple(dict.fromkeys(expected.links or ()))
    for link in links:
        scheme, _, rest = link.partition(":")
        if link.rstrip("/") not in text and not (scheme in ("mailto", "tel") and rest in text.replace(" ", "")):
            yield Note("fail", f"the link {link} is not written out")
    if links:
        yield Note("pass", "1 address" if len(links) == 1 else f"{len(links)} addresses")
