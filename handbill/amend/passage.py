"""The words of one clause while it is amended: what stays, what is struck, what is new.

All of it is about the source text on one line: words with single spaces, Markdown and placeholders
as they stand. Words are found as a person quotes them: whole words, whatever the sort of quotation
mark, and whether or not some of them are in italics or bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handbill import closing
from handbill.amend.operations import (
    AddWords,
    AmendError,
    Change,
    DeleteAfter,
    DeleteWords,
    InsertWords,
    ReplaceWords,
    Rewrite,
)

CLOSING = ".;,:!?"
"""Marks that may close a clause."""

_FOLDED = str.maketrans("‘’“”–\u2011\u00a0", "''\"\"-- ")
_WHOLE = re.compile(r"\{\{[^{}]*\}\}|\]\((?:\{\{[^{}]*\}\}|[^)\s{])*\)|\[\^[^\]\s]+\]")
"""What no change may cut: a placeholder, where a link leads to, a citation."""

_RUN = re.compile(r"\*\*(?=\S).+?(?<=\S)\*\*|\*(?=[^\s*]).+?(?<=[^\s*])\*|\[[^\]]*\]\((?:\{\{[^{}]*\}\}|[^)\s{])*\)")
"""What begins and ends with signs of Markdown: bold, italics, a link."""

WORD = re.compile(rf"(?:{_WHOLE.pattern}|{_RUN.pattern}|\S)+")
"""A word, with the Markdown or the placeholder that it is a part of."""


def on_one_line(text: str) -> str:
    """Return a text with single spaces between its words."""
    return " ".join(text.split())


def words_of(text: str) -> list[str]:
    """Return the words of a text; a placeholder, and a run of bold, is one."""
    return WORD.findall(on_one_line(text))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words and what becomes of it."""

    kind: Literal["kept", "deleted", "inserted"]
    text: str


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Return where words stand in a text, as offsets; those that stand in a placeholder do not count."""
    letters = [(at, letter) for at, letter in enumerate(text) if letter != "*"]
    bare = "".join(letter for _, letter in letters).translate(_FOLDED)
    wanted = on_one_line(words).replace("*", "").translate(_FOLDED)
    found: list[tuple[int, int]] = []
    for match in re.finditer(re.escape(wanted), bare) if wanted else ():
        start, end = match.span()
        if _inside_word(bare, start) or _inside_word(bare, end):
            continue
        place = _with_signs(text, letters[start][0], letters[end - 1][0] + 1)
        if not any(_cuts(whole, at) for whole in _WHOLE.finditer(text) for at in place):
            found.append(place)
    return found


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _with_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the signs of bold and italics beside a place, as far as they open and close in it."""
    first, last = len(text[:start].rstrip("*")), len(text) - len(text[end:].lstrip("*"))
    choices = ((first, last), (first, end), (start, last), (start, end))
    return next((each for each in choices if len(re.findall(r"\*+", text[slice(*each)])) % 2 == 0), (start, end))


def _cuts(found: re.Match[str], at: int) -> bool:
    return found.start() < at < found.end()


@dataclass(slots=True)
class Passage:
    """A text that is amended. `added` means that all of it is new, `gone` that all of it is struck."""

    spans: tuple[Span, ...]
    gone: bool = False

    @classmethod
    def of(cls, text: str, *, added: bool = False) -> Passage:
        return cls((Span("inserted" if added else "kept", on_one_line(text)),))

    @property
    def text(self) -> str:
        """The words as amended."""
        return "".join(span.text for span in self.spans if span.kind != "deleted")

    @property
    def before(self) -> str:
        """The words before they were amended."""
        return "".join(span.text for span in self.spans if span.kind != "inserted")

    def marked(self) -> tuple[Span, ...]:
        if self.gone:
            return (Span("deleted", self.before),) if self.before else ()
        return self.spans

    def place(self, words: str) -> tuple[int, int]:
        """Return the one place where words stand. Raises AmendError where there is none, or more than one."""
        found = places(self.text, words)
        if len(found) == 1:
            return found[0]
        said = f"“{on_one_line(words)}”"
        if not found:
            raise AmendError(f"the words {said} do not stand there", f"it says “{self.text}”", words)
        raise AmendError(
            f"the words {said} stand there {len(found)} times", "quote more of the words around them", words
        )

    def edit(self, change: Change) -> None:
        """Apply a change that is about words. Raises AmendError where it does not apply."""
        match change:
            case DeleteWords():
                self._replace(*self.place(change.words), "")
            case ReplaceWords():
                self._replace(*self.place(change.words), change.insert)
            case InsertWords():
                at = self.place(change.after)[1]
                self._replace(at, at, change.insert, apart=True)
            case AddWords():
                self._add(change.insert)
            case DeleteAfter():
                self._delete_after(change.after, change.insert)
            case Rewrite():
                self._splice(0, len(self.text), on_one_line(change.insert))

    def close(self, mark: str) -> None:
        """Put the mark at the end that the text is to be closed with."""
        start, end, new = closing.ending(self.text, mark)
        while start < end and new and self.text[start] == new[0]:
            start, new = start + 1, new[1:]  # of '; and' and ';' the semicolon stays
        if start < end or new:
            self._splice(start, end, new)

    def replace_every(self, words: str, insert: str) -> bool:
        """Replace words wherever they stand; say whether they stand anywhere."""
        found = places(self.text, words)
        for start, end in reversed(found):
            lead, tail, new = _without_common_words(self.text[start:end], on_one_line(insert))
            self._replace(start + lead, end - tail, new, apart=bool(lead))
        return bool(found)

    def _add(self, words: str) -> None:
        text = self.text
        own = on_one_line(words)[-1:] in CLOSING
        mark = closing.mark_of(text) or (text[-1:] if text[-1:] in CLOSING else "")  # '; and' is one
        at = len(text) - len(mark) if not own and text.endswith(mark) else len(text)
        self._replace(at, at, words, apart=True)

    def _delete_after(self, after: str, insert: str) -> None:
        """Strike what stands after some words, but for the mark that closes the clause."""
        text = self.text
        start = self.place(after)[1]
        closed = text[-1:] in CLOSING and len(text) > start and on_one_line(insert or after)[-1:] not in CLOSING
        end = len(text) - closed
        if start >= end:
            raise AmendError(f"nothing stands after “{on_one_line(after)}”", "to put words there, write 'add'", after)
        self._replace(start, end, insert, apart=True)

    def _replace(self, start: int, end: int, insert: str, *, apart: bool = False) -> None:
        """Put words in the place of a stretch, with spaces as they are written between words and marks.

        `apart` has them stand apart from what goes before, where there is no space either.
        """
        text, new = self.text, on_one_line(insert)
        left, right = text[:start].rstrip(), text[end:].lstrip()
        spaced = start > len(left), end < len(text) - len(right)
        if not new:
            if left[-1:] == "," and right and right[0] in CLOSING:
                left = left[:-1]  # of two commas around what goes, one
            between = " " if any(spaced) and left and right and right[0] not in CLOSING + ")" else ""
            self._splice(len(left), len(text) - len(right), between)
            return
        before = " " if (apart or spaced[0]) and left and new[0] not in CLOSING + ")" else ""
        after = " " if spaced[1] and right else ""
        self._splice(len(left), len(text) - len(right), f"{before}{new}{after}")

    def _splice(self, start: int, end: int, new: str) -> None:
        """Strike a stretch of the text as it is now, and put in a new one; runs of Markdown change as a whole."""
        text = self.text
        for run in (*_WHOLE.finditer(text), *_RUN.finditer(text)):
            cut = _cuts(run, start), _cuts(run, end)
            if all(cut):
                new = text[run.start() : start] + new + text[end : run.end()]
                start, end = run.span()
            elif any(cut):
                raise AmendError(f"this would cut “{run[0]}” in two", "quote the whole of it", new)
        start, end, new = _without_common_space(text, start, end, new)
        self.spans = tuple(_merged(_spliced(self.spans, start, end, new)))


def _without_common_words(old: str, new: str) -> tuple[int, int, str]:
    """Return how many characters of words stay at the beginning and at the end, and what comes between them."""
    was, now = words_of(old), words_of(new)
    if " ".join(was) != old:
        return 0, 0, new
    lead = 0
    while lead < min(len(was), len(now)) and was[lead] == now[lead]:
        lead += 1
    most = min(len(was), len(now)) - lead
    most -= not lead and most == len(was)  # what comes in before a word is told from it by striking that word too
    tail = 0
    while tail < most and was[-1 - tail] == now[-1 - tail]:
        tail += 1
    # The space before the words that stay at the end stays with them.
    kept = len(" ".join(was[:lead])), len(" ".join(was[len(was) - tail :])) + (0 < tail < len(was))
    return *kept, " ".join(now[lead : len(now) - tail])


def _without_common_space(text: str, start: int, end: int, new: str) -> tuple[int, int, str]:
    """Leave out of a change the space that it begins or ends with before and after."""
    if start < end and new and text[start] == new[0] == " ":
        start, new = start + 1, new[1:]
    if start < end and new and text[end - 1] == new[-1] == " ":
        end, new = end - 1, new[:-1]
    return start, end, new


def _spliced(spans: tuple[Span, ...], start: int, end: int, new: str) -> Iterator[Span]:
    at, put = 0, not new
    for span in spans:
        if span.kind == "deleted":
            yield span
            continue
        first, last = at, at + len(span.text)
        at = last
        low, high = max(first, min(start, last)), max(first, min(end, last))
        yield Span(span.kind, span.text[: low - first])
        if span.kind == "kept":
            yield Span("deleted", span.text[low - first : high - first])
        if not put and end <= last:
            yield Span("inserted", new)
            put = True
        yield Span(span.kind, span.text[high - first :])
    if not put:
        yield Span("inserted", new)


def _merged(spans: Iterator[Span]) -> Iterator[Span]:
    """Join what is of one kind; between words that stay, what is struck goes before what is new."""
    held = {"deleted": "", "inserted": ""}
    kept = ""
    for span in spans:
        if span.kind != "kept":
            if kept:
                yield Span("kept", kept)
                kept = ""
            held[span.kind] += span.text
        elif span.text:
            yield from _held(held)
            kept += span.text
    if kept:
        yield Span("kept", kept)
    yield from _held(held)


def _held(held: dict[str, str]) -> Iterator[Span]:
    for kind in ("deleted", "inserted"):
        if held[kind]:
            yield Span(kind, held[kind])
            held[kind] = ""
