"""What a manuscript is made of: paragraphs, pictures and tables, and the words in them. All is frozen and plain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Mark = Literal["", "ins", "del"]
Kind = Literal["clause", "list", "bullet"]

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
"""What entries on the second level are counted with."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text that looks the same throughout: `looks` are of strong, emphasis, raised and lowered.

    A line break is `\\n`. `link` is where the words lead, `lang` their language where it is not the document's.
    """

    text: str
    looks: frozenset[str] = frozenset()
    link: str = ""
    mark: Mark = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to write on: in a line of text, or the rest of a line."""

    whole_line: bool = False
    mark: Mark = ""


Inline = Words | Blank


@dataclass(frozen=True, slots=True)
class Number:
    """The number of an entry, which the reader's program counts by itself.

    `kind` is what it looks like: that of a clause (1, a), of a list (1., a)), or a bullet. Entries of
    one `series` are counted on; `count` is where this one has come to.
    """

    kind: Kind
    level: int
    series: int
    count: int

    @property
    def figure(self) -> str:
        """The number as a numeral, or on the second level as a letter."""
        return LETTERS[(self.count - 1) % 26] if self.level else str(self.count)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or an entry of a list.

    `lines` is the series in which its lines are numbered, None where they are not. `printed` is the number that
    the page prints before it, which is another one than its `number` in a marked-up text. `role` is title, address,
    dated, salutation, subject, closing, heading, text, kind, body, organisation, small, time, imprint, entry or
    quote; `level` that of a heading or of an entry, from 1 and from 0. `aside` where it stands apart, `apart`
    where it comes after the document.
    """

    role: str
    inlines: tuple[Inline, ...]
    level: int = 0
    number: Number | None = None
    aside: bool = False
    lines: str | None = None
    printed: str = ""
    apart: bool = False

    @property
    def mark(self) -> Mark:
        """Whether the paragraph as a whole is put in or taken out."""
        marks = {each.mark for each in self.inlines}
        return marks.pop() if len(marks) == 1 else ""

    @property
    def has_line(self) -> bool:
        return any(isinstance(each, Blank) and each.whole_line for each in self.inlines)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: `name` is that of an asset, or the link that a code leads to. `logo` where it is the body's sign."""

    name: str
    alt: str
    logo: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """A picture with what stands beside it."""

    drawn: Drawn
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: tuple[Block, ...]
    heads: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` is the number of rows that head it."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0


Block = Paragraph | Drawn | Beside | Table
