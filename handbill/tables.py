"""A CSV or XLSX file becomes rows that know where they stand.

The first row holds the names of the fields, dotted where they are nested (`secretary.email`).
A blank cell is a field that is not given. Cells come out as `Text`, as they were typed; the
mark of a cell is its row and column, which every message names.
"""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from handbill.errors import Mark
from handbill.source import Map, Seq, Source, Text, decode

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200

Row = tuple[int, list[str]]


def read_table(path: Path, name: str) -> Source:
    """Read a table. `data` is a `Seq` with a `Map` a row. Never raises for what a user wrote."""
    source = Source(name)
    rows = _xlsx_rows(path, source) if path.suffix.lower() == ".xlsx" else _csv_rows(path, source)
    source.data = Seq(Mark(name, 1, 1))
    header: list[Text] = []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = _header(source, line, cells)
            continue
        if len(source.data) >= MOST_ROWS:
            source.problem(Mark(name, line, 1), f"the table has more than {MOST_ROWS} rows", "split it into several")
            break
        source.data.marks.append(Mark(name, line, 1))
        source.data.append(_row(source, header, line, cells))
    if not header and not source.problems:
        source.problem(Mark(name, 1, 1), "the file is empty", "write a row of field names, then a row for each")
    return source


def nested(source: Source, row: Map) -> Map:
    """Turn dotted names into nested mappings: `secretary.email` becomes `email` in `secretary`."""
    deep = Map(row.mark)
    for name, value in row.items():
        *parents, last = name.split(".")
        place = deep
        for parent in parents:
            mark = value.mark or row.mark
            place = place.setdefault(Text(parent, mark), Map(mark))
            if not isinstance(place, Map):
                source.problem(mark, f"the column '{name}' does not go with the column '{parent}'", "keep one of them")
                return deep
        place[Text(last, value.mark)] = value
    return deep


def _header(source: Source, line: int, cells: list[str]) -> list[Text]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    header: list[Text] = []
    for number, cell in enumerate(cells[:MOST_COLUMNS], 1):
        mark = Mark(source.name, line, number)
        if not cell.strip():
            source.problem(mark, f"column {number} has no name", "write the name of its field in the first row")
        elif cell.strip() in header:
            source.problem(mark, f"the column '{cell.strip()}' is there twice", "keep one of them")
        header.append(Text(cell.strip(), mark))
    return header


def _row(source: Source, header: list[Text], line: int, cells: list[str]) -> Map:
    row = Map(Mark(source.name, line, 1))
    typed = source.lines[line - 1] if line <= len(source.lines) else ""
    begin = 0
    for number, cell in enumerate(cells, 1):
        if not cell.strip():
            continue
        # In a spreadsheet a column is a cell's; in a text file it is a character's.
        found = typed.find(cell, begin) + 1
        begin = found + len(cell) - 1 if found else begin
        mark = Mark(source.name, line, found or number, len(cell))
        if number > len(header):
            source.problem(
                mark,
                f"row {line} has more cells than there are columns",
                "put a cell that has a comma inside double quotes",
            )
            break
        name = header[number - 1]
        if name and name not in row:
            row[Text(name, mark)] = Text(cell.strip(), mark)
    return row


def _csv_rows(path: Path, source: Source) -> Iterator[Row]:
    text = decode(path, source, MOST_BYTES)
    if not text:
        return
    source.lines = text.splitlines()
    first = source.lines[0] if source.lines else ""
    # Spreadsheets write semicolons or tabs where the comma is the decimal mark.
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        source.problem(Mark(source.name, line, 1), f"the row cannot be read ({error})", "look at its quotation marks")


def _xlsx_rows(path: Path, source: Source) -> Iterator[Row]:
    import openpyxl  # slow to import, and only some projects have a spreadsheet

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                source.problem(None, "the spreadsheet is too large", "keep only the table of branches in it")
                return
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets the faults of zipfile, its XML parser and its own through
        source.problem(None, f"the spreadsheet cannot be opened ({error})", "save it again as XLSX, or as CSV")
        return
    try:
        yield from _cells(book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


def _cells(rows: Iterable[tuple[Any, ...]]) -> Iterator[Row]:
    for line, cells in enumerate(rows, 1):
        yield line, [_typed(cell) for cell in cells]


def _typed(cell: Any) -> str:
    """Return a cell of a spreadsheet as a person reads it there."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)
