"""CSV and XLSX tables: rows that know where they stand, whatever program wrote them."""

from __future__ import annotations

import csv
import datetime
import io
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbill.errors import Mark
from handbill.source import Source
from handbill.tables import MOST_ROWS, Row, nested, read_table
from tests.projects import said

EXAMPLES = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def table(tmp_path: Path, content: str | bytes, name: str = "t.csv") -> tuple[Source, list[Row]]:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(tmp_path / name, name)


def sheet(tmp_path: Path, rows: list[list[Any]]) -> tuple[Source, list[Row]]:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    return read_table(tmp_path / "t.xlsx", "t.xlsx")


def told(found: tuple[Source, list[Row]]) -> list[str]:
    source, rows = found
    return said([*source.problems, *(problem for row in rows for problem in row.problems)])


# CSV


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n", "COMMA COMMA\n", "sep=COMMA\n"])
def test_however_a_spreadsheet_writes_it(start: str, comma: str, end: str, tmp_path: Path) -> None:
    text = (
        f'{start}"name"COMMAphoneCOMMA"meets"\nWeirCOMMA01632 960123COMMA"Friday, 7 pm; come\t"\n\n'
        f'AnytownCOMMACOMMA\n"The ""Old"" Hall"COMMA COMMA"two\nlines"\n'
    )
    found = table(tmp_path, text.replace("COMMA", comma).replace("\n", end))
    assert told(found) == []
    assert [dict(row.data) for row in found[1]] == [
        {"name": "Weir", "phone": "01632 960123", "meets": "Friday, 7 pm; come"},
        {"name": "Anytown"},
        {"name": 'The "Old" Hall', "meets": "two\nlines"},
    ]


def test_rows_are_numbered_as_a_spreadsheet_does_and_marked_as_an_editor_does(tmp_path: Path) -> None:
    _, rows = table(tmp_path, 'name,place\n"two\nlines",Weir\n\nAnytown,Weir\n')
    assert [(row.number, row.data.mark.line) for row in rows] == [(2, 2), (4, 5)]
    assert rows[1].data["place"].mark == Mark("t.csv", 5, 9, 4)


@pytest.mark.parametrize(
    ("text", "messages", "names"),
    [
        ("", ["t.csv:1:1 the file is empty: write a row of field names, then a row for each"], []),
        ("\n,,\n", ["t.csv:1:1 the file is empty: write a row of field names, then a row for each"], []),
        ("name\n", [], []),
        (
            "name,,place\nA,b,c\n",
            ["t.csv:1:2 column 2 has no name: write the name of its field in the first row"],
            ["A"],
        ),
        ("name,name\nA,B\n", ["t.csv:1:6 the column 'name' is there twice: keep one of them"], ["A"]),
        (
            "name,place\nA,b,c\nB,b\n",
            ["t.csv:2:5 row 2: there are more cells than columns: put a cell that has a comma inside double quotes"],
            ["A", "B"],
        ),
        ("name,place\nA,b,,\nB\n", [], ["A", "B"]),
        (
            'name,place\n"A"b,c\nB,d\n',
            [
                "t.csv:2:1 after a closing quotation mark there is more, in the column 'name': "
                'write "" for a quotation mark inside a cell'
            ],
            ["B"],
        ),
        (
            'name,place\nA,"b\nB,"c"\nC,"d,"e"\n"D\nE",f\nG,"two\nlines"x\n',
            [
                f"t.csv:{place} a quotation mark in this row is not closed, in the column 'place': "
                'close it, or write "" for a quotation mark inside a cell'
                for place in ("2:3", "4:3", "7:3")
            ],
            ["B", "D\nE", 'lines"x'],
        ),
        (
            'name,place\n"A,b\nB,c\nC,d\n',
            [
                "t.csv:2:1 a quotation mark in this row is not closed, in the column 'name': "
                'close it, or write "" for a quotation mark inside a cell'
            ],
            ["B", "C"],
        ),
        (
            "name,place\nA,#REF!\n",
            ["t.csv:2:3 row 2, column 'place': the cell holds an error of the spreadsheet, #REF!: mend its formula"],
            ["A"],
        ),
        (f"name\n{'x' * 200_000}\nB\n", ["t.csv:2:1 this row cannot be read: is one of its cells very long?"], ["B"]),
        (
            "name\nW\x07eir\n",
            ["t.csv:2:2 there is a character that cannot be printed (U+0007): delete it"],
            ["W eir"],
        ),
        (",".join(f"c{n}" for n in range(300)), ["t.csv:1:1 the table has more than 200 columns: leave some out"], []),
    ],
)
def test_what_is_told_of_a_table(text: str, messages: list[str], names: list[str], tmp_path: Path) -> None:
    found = table(tmp_path, text)
    assert told(found) == messages
    assert [str(row.data["name"]) for row in found[1]] == names


def test_a_table_saved_the_old_way_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    source, rows = table(tmp_path, "name,place\nCafé,Weir\nB,Anytown\n".encode("cp1252"))
    assert said(source.problems) == [
        "t.csv:2:4 the file is not in UTF-8: this letter cannot be read: "
        "save the file again, choosing the encoding UTF-8"
    ]
    assert rows[1].data == {"name": "B", "place": "Anytown"}
    assert rows[0].doubtful == {2}


def test_no_more_rows_than_can_be_meant(tmp_path: Path) -> None:
    source, rows = table(tmp_path, "name\n" + "A\n" * (MOST_ROWS + 1))
    assert len(rows) == MOST_ROWS
    assert said(source.problems) == [
        f"t.csv:{MOST_ROWS + 2}:1 the table has more than {MOST_ROWS} rows: split it into several files"
    ]


def test_many_broken_rows_are_told_soon(tmp_path: Path) -> None:
    start = time.process_time()
    source, _ = table(tmp_path, "name,place\n" + '"A"b,c\n' * 20_000 + '"')
    assert time.process_time() - start < 5
    assert 30 < len(source.problems) < 60


def test_dotted_names_are_nested(tmp_path: Path) -> None:
    _, (row,) = table(tmp_path, "name,secretary.name,secretary.email\nA,B,c@d.example\n")
    assert nested(row) == {"name": "A", "secretary": {"name": "B", "email": "c@d.example"}}


@pytest.mark.parametrize("header", ["secretary,secretary.email", "secretary.email,secretary"])
def test_a_column_cannot_be_a_field_and_hold_fields(header: str, tmp_path: Path) -> None:
    _, (row,) = table(tmp_path, f"{header}\nA,B\n")
    nested(row)
    assert len(row.problems) == 1
    assert "do not go together: keep one of them" in said(row.problems)[0]
    assert row.problems[0].mark.line == 1


@EXAMPLES
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])), min_size=3, max_size=3),
        max_size=5,
    )
)
def test_any_table_that_is_written_comes_back(tmp_path: Path, rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["a", "b", "c"], *rows])
    source, found = table(tmp_path, out.getvalue())
    assert [p for p in source.problems if "empty" not in p.message] == []
    expected = [{k: v for k, v in zip("abc", row, strict=True) if v} for row in rows if any(row)]
    assert [dict(row.data) for row in found] == expected


@EXAMPLES
@given(content=st.binary(max_size=300), ending=st.sampled_from(["csv", "xlsx"]))
def test_any_bytes_can_be_read(content: bytes, ending: str, tmp_path: Path) -> None:
    source, rows = table(tmp_path, content, f"t.{ending}")
    assert rows or source.problems or ending == "csv"


# XLSX


def test_cells_of_a_spreadsheet_are_read_as_they_are_seen(tmp_path: Path) -> None:
    cells = {
        "text": " Weir ",
        "zeros": "01632 960123",
        "whole": 42,
        "float": 7.0,
        "part": 1.5,
        "day": datetime.date(2026, 11, 1),
        "moment": datetime.datetime(2026, 11, 1, 19, 30),
        "time": datetime.time(19, 30),
        "yes": True,
        "no": False,
        "none": None,
        "lines": "two\nlines",
    }
    found = sheet(tmp_path, [list(cells), [], list(cells.values()), [None, ""], ["Anytown"]])
    assert told(found) == []
    assert [dict(row.data) for row in found[1]] == [
        {
            "text": "Weir",
            "zeros": "01632 960123",
            "whole": "42",
            "float": "7",
            "part": "1.5",
            "day": "2026-11-01",
            "moment": "2026-11-01 19:30:00",
            "time": "19:30",
            "yes": "yes",
            "no": "no",
            "lines": "two\nlines",
        },
        {"text": "Anytown"},
    ]
    assert [row.number for row in found[1]] == [3, 5]
    assert found[1][0].data["zeros"].mark == Mark("t.xlsx", 3, 2, 12)


def test_a_formula_gives_what_it_came_to(tmp_path: Path) -> None:
    sheet(tmp_path, [["name", "place"], ["A", "=B9"]])
    repack(tmp_path / "t.xlsx", b"<v></v>", b"<v>42</v>")
    repack(tmp_path / "t.xlsx", b"<v/>", b"<v>42</v>")
    found = read_table(tmp_path / "t.xlsx", "t.xlsx")
    assert told(found) == []
    assert [dict(row.data) for row in found[1]] == [{"name": "A", "place": "42"}]


def test_a_formula_that_no_program_has_worked_out_is_told(tmp_path: Path) -> None:
    found = sheet(tmp_path, [["name", "place", "meets"], ["A", "=B9"], ["B", "C", "D"]])
    assert told(found) == [
        "t.xlsx:2:2 row 2, column 'place': the cell holds a formula that has not been worked out: "
        "open the table in a spreadsheet program and save it again"
    ]
    assert [dict(row.data) for row in found[1]] == [{"name": "A"}, {"name": "B", "place": "C", "meets": "D"}]


def test_an_error_of_the_spreadsheet_is_told_with_its_column(tmp_path: Path) -> None:
    found = sheet(tmp_path, [["name", "place"], ["A", "#REF!"]])
    message = "t.xlsx:2:2 row 2, column 'place': the cell holds an error of the spreadsheet, #REF!: mend its formula"
    assert told(found) == [message]


def repack(path: Path, old: bytes, new: bytes) -> None:
    """Change the XML of a spreadsheet."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).replace(old, new) for name in packed.namelist()}
    path.write_bytes(_zipped(**parts))


def test_a_sheet_whose_size_is_written_wrong_is_read_whole(tmp_path: Path) -> None:
    sheet(tmp_path, [["name", "place"], ["A", "B"], ["C", "D"]])
    repack(tmp_path / "t.xlsx", b'<dimension ref="A1:B3"', b'<dimension ref="A1:A1"')
    assert len(read_table(tmp_path / "t.xlsx", "t.xlsx")[1]) == 2


def _zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no XLSX spreadsheet, or is damaged"),
        (b"name,place\n", "is no XLSX spreadsheet, or is damaged"),
        (_zipped(a=b"b"), "is no XLSX spreadsheet, or is damaged"),
        (_zipped(a=b"0" * 110_000_000), "the spreadsheet is too large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is no XLSX spreadsheet, or is damaged"),
    ],
    ids=["empty", "csv", "zip", "bomb", "old or with a password"],
)
def test_what_is_no_spreadsheet(content: bytes, message: str, tmp_path: Path) -> None:
    source, rows = table(tmp_path, content, "t.xlsx")
    assert rows == []
    assert [message in problem.message for problem in source.problems] == [True]


def test_a_spreadsheet_cut_off_or_damaged_in_the_middle(tmp_path: Path) -> None:
    sheet(tmp_path, [["name"], *(["A"] for _ in range(2_000))])
    whole = (tmp_path / "t.xlsx").read_bytes()
    for content in (whole[:-200], whole[: len(whole) // 2], whole[:400] + b"\xff" * 40 + whole[440:]):
        source, _ = table(tmp_path, content, "t.xlsx")
        hint = "save it again as XLSX, without a password, or as CSV"
        assert said(source.problems) == [f"t.xlsx the file is no XLSX spreadsheet, or is damaged: {hint}"]
