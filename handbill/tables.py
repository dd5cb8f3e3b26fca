"""A CSV or XLSX file becomes rows that know where they stand.

The first row holds the names of the fields, dotted where they are nested (`secretary.email`).
A blank cell is a field that is not given. Cells come out as `Text`, as they were typed. Each row
is a source of its own, so that one that is wrong does not spoil the others; its messages name the
row, as a spreadsheet counts them, and the column.
"""

from __future__ import annotations

import csv
import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from handbill.errors import Mark, Problem
from handbill.source import Map, Source, Text, read_lines

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
MOST_LINES = 100_000  # of a spreadsheet, empty ones too
MOST_COLUMNS = 200
MOST_BROKEN = 40

Cells = tuple[int, list[str]]
"""The line on which a row begins, and what its cells hold."""


@dataclass(slots=True)
class Row(Source):
    """One row of a table. `data` is a `Map` of its cells by dotted name; `number` is what a spreadsheet calls it."""

    number: int = 0
    columns: dict[Mark, str] = field(default_factory=dict)
    heading: frozenset[Mark | None] = frozenset()  # the cells of the first row
    names: tuple[str, ...] = ()  # what they say: the columns that there are, filled in or not

    def describe(self, mark: Mark | None, message: str, hint: str = "", *, warning: bool = False) -> Problem:
        told = Source.describe(self, mark, message, hint, warning=warning)
        if mark and (mark.file != self.name or mark in self.heading):
            return told
        # What is about the row as a whole may stand where a first cell of one letter does.
        column = self.columns.get(mark) if mark and mark is not self.data.mark else None
        where = f"row {self.number}, column '{column}'" if column else f"row {self.number}"
        return Problem(told.mark, f"{where}: {message}", hint, told.excerpt, told.severity)

    def how_to_add(self, path: tuple[Any, ...]) -> str:
        name = ".".join(map(str, path))
        return f"{'fill in the' if name in self.names else 'add a'} column '{name}'"

    def how_to_fill(self, path: tuple[str, ...]) -> str:
        return self.how_to_add(path)

    def how_to_nest(self, outer: str, inner: str) -> str:
        return f"call the column '{outer}.{inner}'"


def read_table(path: Path, name: str) -> tuple[Source, list[Row]]:
    """Read a table: the problems of the file as a whole, and its rows. Never raises for what a user wrote."""
    source = Source(name)
    given = _xlsx(path, source) if path.suffix.lower() == ".xlsx" else _csv(path, source)
    filled = ((number, line, cells) for number, (line, cells) in enumerate(given, 1) if any(map(str.strip, cells)))
    first = next(filled, None)
    if first is None:
        if source.sound:
            source.problem(Mark(name, 1, 1), "the file is empty", "write a row of field names, then a row for each")
        return source, []
    header = _header(source, first[1], first[2])
    heading = frozenset(name.mark for name in header)
    rows = [_row(source, header, heading, *each) for each in islice(filled, MOST_ROWS)]
    if (more := next(filled, None)) is not None:
        message = f"the table has more than {MOST_ROWS} rows"
        source.problem(Mark(name, more[1], 1), message, "split it into several files")
    return source, rows


def nested(row: Row) -> Map:
    """Turn dotted names into nested mappings: `secretary.email` becomes `email` in `secretary`."""
    deep = Map(row.data.mark)
    for name, value in row.data.items():
        *parents, last = name.split(".")
        place = deep
        for parent in parents:
            place = place.setdefault(Text(parent, name.mark), Map(value.mark))
            if not isinstance(place, Map):
                message = f"the columns '{name}' and '{parent}' do not go together"
                row.problem(name.mark, message, "keep one of them")
                return deep
        if last in place:
            row.problem(name.mark, f"the columns '{name}' and '{name}.…' do not go together", "keep one of them")
        place[Text(last, name.mark)] = value
    return deep


def _header(source: Source, line: int, cells: list[str]) -> list[Text]:
    """Return the names of the columns, '' for one that has none or is there twice."""
    while not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        source.problem(Mark(source.name, line, 1), f"the table has more than {MOST_COLUMNS} columns", "leave some out")
    header: list[Text] = []
    for mark, cell in _marked(source, line, cells[:MOST_COLUMNS]):
        if not cell:
            number = len(header) + 1
            source.problem(mark, f"column {number} has no name", "write the name of its field in the first row")
        elif cell in header:
            source.problem(mark, f"the column '{cell}' is there twice", "keep one of them")
        header.append(Text("" if cell in header else cell, mark))
    return header


def _row(
    source: Source, header: list[Text], heading: frozenset[Mark | None], number: int, line: int, cells: list[str]
) -> Row:
    row = Row(source.name, source.lines, Map(Mark(source.name, line, 1)), number=number, heading=heading)
    row.doubtful = source.doubtful & {line}
    row.names = tuple(map(str, header))
    for position, (mark, cell) in enumerate(_marked(source, line, cells)):
        if not cell:
            continue
        if position >= len(header):
            hint = "put a cell that has a comma inside double quotes"
            row.problem(mark, "there are more cells than columns", hint)
            row.doubtful.add(line)
            break
        if header[position]:
            row.columns[mark] = str(header[position])
        if cell in _SPREADSHEET_ERRORS:
            row.problem(mark, f"the cell holds an error of the spreadsheet, {cell}", "mend its formula")
        elif cell == _FORMULA:
            hint = "open the table in a spreadsheet program and save it again"
            row.problem(mark, "the cell holds a formula that has not been worked out", hint)
        elif header[position]:
            row.data[header[position]] = Text(cell, mark)
    return row


_SPREADSHEET_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}


def _marked(source: Source, line: int, cells: list[str]) -> Iterator[tuple[Mark, str]]:
    """Yield each cell, stripped, with its place: its column in a text is a character's, in a spreadsheet a cell's."""
    typed = source.lines[line - 1] if line <= len(source.lines) else ""
    begin = 0
    for number, cell in enumerate(cells, 1):
        text = cell.strip()
        found = typed.find(text, begin) + 1 if text else 0
        begin = found + len(text) - 1 if found else begin
        yield Mark(source.name, line, found or number, max(1, len(text))), text


def _csv(path: Path, source: Source) -> Iterator[Cells]:
    """Yield the rows of a CSV. One that cannot be read is told, and the next line begins anew."""
    if not read_lines(path, source, MOST_BYTES):
        return
    begin = 0
    first = next(filter(str.strip, source.lines), "")
    delimiter = max(",;\t", key=first.count)  # spreadsheets write semicolons where the comma is the decimal mark
    if first.lower().startswith("sep=") and len(first) == 5:
        delimiter, begin = first[4], source.lines.index(first) + 1
    names: list[str] = []
    for _ in range(MOST_BROKEN):
        reader = csv.reader((f"{line}\n" for line in source.lines[begin:]), delimiter=delimiter, strict=True)
        line = begin
        try:
            for cells in reader:
                names = names or cells
                yield line + 1, cells
                line = begin + reader.line_num
            return
        except csv.Error:
            _tell_broken(source, line, delimiter, names)
            begin = line + 1
            yield begin, []


def _tell_broken(source: Source, line: int, delimiter: str, names: list[str]) -> None:
    """Tell what is wrong with the row that begins on a line (from 0), at the cell where that is a quotation mark."""
    found = _misquoted(source.lines[line:], delimiter)
    if found is None:
        mark = Mark(source.name, line + 1, 1, 1_000)
        source.problem(mark, "this row cannot be read", "is one of its cells very long?")
        return
    cell, column, width, is_open = found
    name = names[cell].strip() if cell < len(names) else ""
    where = f", in the column '{name}'" if name else ""
    mark = Mark(source.name, line + 1, column + 1, width)
    doubled = 'write "" for a quotation mark inside a cell'
    if is_open:
        source.problem(mark, f"a quotation mark in this row is not closed{where}", f"close it, or {doubled}")
    else:
        source.problem(mark, f"after a closing quotation mark there is more{where}", doubled)


def _misquoted(lines: list[str], delimiter: str) -> tuple[int, int, int, bool] | None:
    """Return which cell of a row on its first line is not rightly in quotation marks, from 0, and its column and width.

    The last says whether it is not closed. It is not either where what closes it stands in a later line or after a
    delimiter, and is followed by more: there the next text opens.
    """
    text = "\n".join(lines)
    end = len(lines[0])
    cell = at = 0
    while at <= end:
        quoted = _CELL.match(text, at)
        stop = quoted.end() if quoted else text.find(delimiter, at)
        if text[at : at + 1] == '"' and not quoted:
            return cell, at, 1_000, True
        if quoted and text[stop : stop + 1] not in (delimiter, "\n", ""):
            is_open = stop > end or text[at : stop - 1].rstrip(" ").endswith(delimiter)
            return cell, at, stop - at, is_open
        if stop < 0 or text[stop : stop + 1] != delimiter:
            return None
        cell, at = cell + 1, stop + 1
    return None


_CELL = re.compile(r'"(?:[^"]|"")*"')


def _xlsx(path: Path, source: Source) -> list[Cells]:
    try:
        if path.stat().st_size > MOST_BYTES:
            source.problem(None, f"the file is larger than {MOST_BYTES // 1024**2} MB", "is it the right file?")
            return []
        with zipfile.ZipFile(path) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                source.problem(None, "the spreadsheet is too large", "keep only this table in it")
                return []
            sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
            has_formulas = any(b"<f" in packed.read(name) for name in sheets)
        found = [_texts(cells) for cells in _first_sheet(path, data_only=True)]
        if has_formulas:
            _mark_formulas(found, _first_sheet(path, data_only=False))
    except Exception:  # openpyxl lets the faults of zipfile, its XML parser and its own through
        message = "the file is no XLSX spreadsheet, or is damaged"
        source.problem(None, message, "save it again as XLSX, without a password, or as CSV")
        return []
    if len(found) == MOST_LINES:
        source.problem(None, f"the table has {MOST_LINES} lines or more", "delete the empty ones below it")
    return list(enumerate(found, 1))


def _first_sheet(path: Path, *, data_only: bool) -> list[tuple[Any, ...]]:
    """Return the cells of the first sheet: what formulas came to, or with `data_only` off the formulas."""
    import openpyxl  # slow to import, and only some projects have a spreadsheet

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and the like that it does not know
        book = openpyxl.load_workbook(path, read_only=True, data_only=data_only)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what some programs write there is not true
            return list(islice(sheet.iter_rows(values_only=True), MOST_LINES))
        finally:
            book.close()


def _mark_formulas(found: list[list[str]], written: list[tuple[Any, ...]]) -> None:
    """Put a mark where a formula stands that no program has worked out."""
    for cells, formulas in zip(found, written, strict=True):
        cells += [""] * (len(formulas) - len(cells))
        for column, formula in enumerate(formulas):
            if not cells[column] and str(formula or "").startswith("="):
                cells[column] = _FORMULA


_FORMULA = "=…"


def _texts(cells: tuple[Any, ...]) -> list[str]:
    while cells and cells[-1] is None:
        cells = cells[:-1]
    return [_typed(cell) for cell in cells]


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
    if isinstance(cell, datetime.time) and not cell.second:
        return cell.isoformat("minutes")
    return str(cell)
