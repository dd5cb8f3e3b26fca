"""What sets facts out: tables, charts, diagrams, lists of what to read on."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import EMPTY, CodedPage, Rich


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; of numbers, which stand at its end, or of words."""

    heading: Rich
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """`after` is the room in em that a number wants behind it, for the points of its column to stand in line."""

    text: Rich
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, as many as there are columns. `note` says how many rows are not shown."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    caption: Rich = EMPTY
    note: Rich = EMPTY


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart. `share` is its length in per cent of the longest; `alt` says that in words.

    `after` is the room in em that its number wants behind it, as in a table.
    """

    label: Rich
    value: Rich
    share: float
    alt: str
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    title: Rich
    bars: tuple[Bar, ...]
    note: Rich = EMPTY

    @property
    def value_room(self) -> float:
        """The room in em that the numbers take before their bars."""
        return round(max(0.54 * len(bar.value.plain) + bar.after for bar in self.bars) + 0.6, 2)

    @property
    def label_room(self) -> float:
        """The room in em that the labels take before the bars; long ones are broken."""
        return round(min(0.54 * max(len(bar.label.plain) for bar in self.bars), 9) + 0.8, 2)


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of a diagram, drawn as a row of `count` boxes, which `alt` describes."""

    title: Rich
    text: Rich
    count: int
    alt: str


@dataclass(frozen=True, slots=True)
class Diagram:
    tiers: tuple[Tier, ...]
    title: Rich = EMPTY


@dataclass(frozen=True, slots=True)
class Article:
    """Something to read on: `said` is who published it and when; `shown` is the address to type."""

    title: Rich
    said: Rich
    url: str
    shown: Rich = EMPTY
    about: Rich = EMPTY


@dataclass(frozen=True, slots=True)
class Reading:
    """A list of what to read on; `page` lists it all, where a code leads to that."""

    articles: tuple[Article, ...]
    page: CodedPage | None = None
