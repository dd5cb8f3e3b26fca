"""What the proof is told of a file that is to be edited or pasted, and the checks that need only its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from handbill.proof.checks.words import left_open
from handbill.proof.links import PLACEHOLDER
from handbill.proof.report import Note, Result
from handbill.proof.wording import Passage, differences, quoted, squeezed

TRAILING: Final = ".,;:!?()[]{}'\"‘’“”«»…،؛۔।⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What may follow an address in running text and is no part of it."""


@dataclass(frozen=True, slots=True)
class ExpectedWords:
    """What the maker says a file should say. What is None is not known and not checked.

    `text` has all its words, those put in and those taken out as well, without the numbers that
    are counted; `numbers` are those, in their order. `accepted` and `rejected` are what is left once
    the marks are accepted or rejected; None where nothing is marked. `marked` is how a text file
    begins what is put in, and what is taken out.
    """

    text: tuple[str, ...] | None = None
    accepted: tuple[str, ...] | None = None
    rejected: tuple[str, ...] | None = None
    numbers: tuple[str, ...] | None = None
    marked: tuple[str, str] = ("", "")
    title: str | None = None
    lang: str | None = None
    links: tuple[str, ...] | None = None
    codes: tuple[str, ...] | None = None
    imprint: str | None = None
    imprint_whole: bool = True

    @property
    def ours(self) -> bool:
        return self.text is not None

    @property
    def by_our_rules(self) -> Result:
        """What a thing is that handbill never does, but another program may mean."""
        return "fail" if self.ours else "warn"


def check_text(said: Sequence[str], expected: Sequence[str] | None) -> Iterator[Note]:
    """Is all the text there, to the letter, in its order, and nothing else?"""
    if expected is not None:
        told = differences(expected, [Passage(each) for each in said])
        yield from (Note("fail", each) for each in told)
        yield Note("pass", f"{len(' '.join(expected).split())} words, as they went in")


def check_numbers(found: Sequence[str], expected: ExpectedWords) -> Iterator[Note]:
    """Are the clauses numbered as they were, afresh in each part?"""
    if expected.numbers is None:
        return
    bare = [each.strip("().") for each in found]
    if bare != list(expected.numbers):
        place = next(
            (at for at, pair in enumerate(zip(bare, expected.numbers, strict=False)) if pair[0] != pair[1]),
            min(len(bare), len(expected.numbers)),
        )
        was, wanted = (each[place] if place < len(each) else "nothing" for each in (bare, list(expected.numbers)))
        yield Note("fail", f"entry {place + 1} of those that are numbered has {was}, not {wanted}")
    elif bare:
        yield Note("pass", f"{len(bare)} numbers, as they were")


def check_imprint(said: Sequence[str], expected: ExpectedWords) -> Iterator[Note]:
    """Is the imprint there?"""
    if expected.imprint is None:
        return
    if not expected.imprint.strip():
        yield Note("warn", "there is no imprint")
    elif squeezed(expected.imprint) not in squeezed(" ".join(said)):
        yield Note("fail", f"the imprint is not there: {quoted(expected.imprint)}")
    else:
        if not expected.imprint_whole:
            yield Note("warn", "the imprint lacks the promoter's name and address")
        yield Note("pass", "there")


def check_placeholders(said: Iterable[str], addresses: Iterable[str], expected: ExpectedWords) -> Iterator[Note]:
    """Is there anything left that someone meant to fill in?"""
    plain = [" ".join(each.split()) for each in said]
    for each in plain:
        for told in sorted(left_open(each)):
            yield Note(expected.by_our_rules, f"a placeholder is left: {quoted(told)}")
    found = {address.rstrip(TRAILING) for each in (*plain, *addresses) for address in PLACEHOLDER.findall(each)}
    for address in sorted(found):
        yield Note("warn", f"placeholder link {address}")
    if any(plain):
        yield Note("pass", "nothing is left to fill in")
