"""Local facts: tables of a campaign whose rows each belong to a region, and what documents show of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbill.amounts import amount
from handbill.errors import Mark, Problem, did_you_mean
from handbill.models.campaign import Campaign
from handbill.models.facts import HOW_TO_TYPE, Chart, FactsFile, ReadingList, Table
from handbill.models.leaflet import Block
from handbill.source import Source, Text
from handbill.tables import Row, read_table

REGION = "region"
"""The column that says to which region a row belongs."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of facts: its columns, and its rows by region, in the order of the file."""

    columns: tuple[str, ...]
    rows: Mapping[str, tuple[Row, ...]]

    def of(self, region: str) -> tuple[Row, ...]:
        return self.rows.get(region, ())

    def everywhere(self) -> Iterator[Row]:
        for rows in self.rows.values():
            yield from rows


def read(path: Path, name: str, file: FactsFile, regions: Iterable[str]) -> tuple[Facts | None, list[Source]]:
    """Read a table of facts, with the sources whose problems are to be told; None where it has some.

    `regions` are the slugs that the campaign knows, if it has a table of them.
    """
    table, rows = read_table(path, name)
    known = sorted(regions)
    columns = tuple(filter(None, rows[0].names)) if rows else ()
    by_region: dict[str, list[Row]] = {}
    has_regions = _is_filled(REGION, rows)
    if rows and table.sound:
        _check_columns(table, columns, file)
        if REGION in columns and not has_regions:
            message = f"the column '{REGION}' is empty in every row"
            table.problem(Mark(table.name, 1, 1), message, "say in each row to which region it belongs")
    for row in rows:
        region = row.data.get(REGION)
        if region is None:
            if has_regions:  # else told once, for all rows
                row.problem(row.data.mark, "the row has no region", f"fill in the column '{REGION}'")
        elif known and region not in known:
            row.problem(region.mark, f"the campaign has no region '{region}'", did_you_mean(region, known))
        else:
            by_region.setdefault(str(region), []).append(row)
        for column in file.numbers:
            cell = row.data.get(column)
            if cell and amount(cell) is None:
                row.problem(cell.mark, f"'{cell}' is not a number", "write it as 31,200, £1.5 million or 12%")
    sound = table.sound and all(row.sound for row in rows)
    made = Facts(columns, {region: tuple(found) for region, found in by_region.items()})
    return (made if sound else None), [table, *rows]


def _is_filled(column: str, rows: Iterable[Row]) -> bool:
    return any(column in row.data for row in rows)


def _check_columns(table: Source, columns: tuple[str, ...], file: FactsFile) -> None:
    for column in dict.fromkeys((REGION, *map(str, file.numbers))):
        if column not in columns:
            message = f"the table has no column '{column}'"
            table.problem(Mark(table.name, 1, 1), message, did_you_mean(column, columns))


def named(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the names of the tables of facts that some blocks show."""
    for block in blocks:
        if isinstance(block.value, Table | Chart) and block.value.facts:
            yield str(block.value.facts)


def check(campaign: Campaign, there: Mapping[str, Facts], blocks: Iterable[Block], source: Source) -> Iterator[Problem]:
    """Yield what is wrong with the tables, charts and lists of a document. `there` has the facts that are sound."""
    for block in blocks:
        value = block.value
        if isinstance(value, Table):
            yield from _check_table(value, source)
        if isinstance(value, Chart) and (other := _counts_another_thing([row.value for row in value.rows])):
            yield source.describe(other.mark, *_not_alike(other, value.rows[0].value))
        if isinstance(value, Table | Chart) and value.facts:
            yield from _check_named(campaign, there, value, source)
        if isinstance(value, ReadingList):
            yield from _check_reading(campaign, value, source)


def _check_table(table: Table, source: Source) -> Iterator[Problem]:
    for row in table.rows:
        if len(row) != len(table.columns):
            mark = next((cell.mark for cell in row if cell.mark), None)
            message = f"the row has {len(row)} cells and the table {len(table.columns)} columns"
            yield source.describe(mark, message, 'write "" for an empty cell')
    if table.sort and not table.facts:
        headings = [str(each) for each in table.columns.values()]
        if table.sort not in headings:
            hint = did_you_mean(table.sort, headings)
            yield source.describe(table.sort.mark, f"the table has no column '{table.sort}'", hint)


def _check_named(
    campaign: Campaign, there: Mapping[str, Facts], block: Table | Chart, source: Source
) -> Iterator[Problem]:
    assert block.facts
    if block.facts not in campaign.facts:
        message = f"the campaign has no facts '{block.facts}'"
        yield source.describe(block.facts.mark, message, did_you_mean(block.facts, sorted(campaign.facts)))
        return
    facts = there.get(str(block.facts))
    if facts is None:
        return  # its own mistakes are told
    for column in _columns(block):
        if column not in facts.columns:
            hint = did_you_mean(column, facts.columns)
            yield source.describe(column.mark, f"the facts '{block.facts}' have no column '{column}'", hint)
        elif not _is_filled(column, facts.everywhere()):
            message = f"the column '{column}' of the facts '{block.facts}' is empty in every row"
            yield source.describe(column.mark, message, "fill it in, or leave it out here")
    if isinstance(block, Chart) and block.value:
        for row in facts.everywhere():
            if (cell := row.data.get(block.value)) and not _can_be_a_bar(cell):
                yield row.describe(cell.mark, f"'{cell}' is not a number that a bar can show", HOW_TO_TYPE)
        for rows in facts.rows.values():
            cells = [cell for row in rows if (cell := row.data.get(block.value))]
            if other := _counts_another_thing(cells):
                yield _row_of(other, rows).describe(other.mark, *_not_alike(other, cells[0]))


def _columns(block: Table | Chart) -> Iterator[Text]:
    if isinstance(block, Chart):
        yield from (column for column in (block.label, block.value) if column)
    else:
        yield from block.columns
        if block.sort:
            yield block.sort


def _can_be_a_bar(typed: Text) -> bool:
    found = amount(typed)
    return found is not None and found.size >= 0


def _counts_another_thing(typed: list[Text]) -> Text | None:
    """Return the first number that does not count what the first one of all counts: pounds, per cent or things."""
    found = [(each, amount(each)) for each in typed]
    kinds = [(each, size.counts) for each, size in found if size]
    return next((each for each, kind in kinds if kind != kinds[0][1]), None)


def _not_alike(other: Text, first: Text) -> tuple[str, str]:
    return f"'{other}' does not count what '{first}' counts", "bars of one chart have to be of one kind"


def _check_reading(campaign: Campaign, block: ReadingList, source: Source) -> Iterator[Problem]:
    for slug in block.only:
        if slug not in campaign.reading:
            message = f"the campaign has nothing to read called '{slug}'"
            yield source.describe(slug.mark, message, did_you_mean(slug, sorted(campaign.reading)))
    if block.code and not campaign.reading_url:
        mark = None
        yield source.describe(mark, "there is no page for the code of 'reading'", "give the campaign a 'reading_url'")


def _row_of(cell: Text, rows: tuple[Row, ...]) -> Row:
    return next(row for row in rows if cell.mark in row.columns)
