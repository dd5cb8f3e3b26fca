"""`handbill tally`: what became of the motions, a line a record."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from handbill import cli
from tests import projects
from tests.records import sample

LOST = "motion: doc\nbranch: ely\nmeeting: {date: 2026-11-20}\noutcome: lost\nvotes: {for: 3, against: 9}\n"
LINES = [
    "library  doc  Ely                                        2026-11-20  lost                 "
    "3 for, 9 against, 0 abstaining",
    "library  doc  Weir Health Branch  Example Health Union  2026-11-24  carried unanimously  "
    "29 for, 0 against, 2 abstaining",
    "2 records: 1 carried unanimously, 1 lost; 32 for, 9 against, 2 abstaining",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return projects.write(
        tmp_path_factory.mktemp("tally"),
        {
            **projects.BASE,
            **sample.FILES,
            "organisations/ehu.yaml": "name: Example Health Union\ntype: union\n",
            "branches/weir.yaml": f"{sample.BRANCH}organisation: ehu\n",
            "branches/ely.yaml": "name: Ely\ntype: clp\n",
            "records/won.yaml": sample.RECORD,
            "records/lost.yaml": LOST,
        },
    )


def tally(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        cli.main(["tally", *options, "--project", str(folder), "--today", "2026-11-22"])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def test_there_is_a_line_for_each_record_and_totals_at_the_end(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told, faults = tally(folder, capsys)
    assert (status, faults) == (0, "")
    assert [" ".join(line.split()) for line in told.splitlines()] == [" ".join(line.split()) for line in LINES]
    assert tally(folder, capsys, "library")[1] == told


def test_programs_get_the_same_as_json_and_csv(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(tally(folder, capsys, "--json")[1])
    rows = list(csv.DictReader(io.StringIO(tally(folder, capsys, "--csv")[1])))
    assert [{key: str(value) for key, value in record.items()} for record in told["records"]] == rows
    assert [row["votes_for"] for row in rows] == ["3", "29"]
    assert told["totals"] == {
        "records": 2,
        "carried unanimously": 1,
        "lost": 1,
        "votes_for": 32,
        "votes_against": 9,
        "abstentions": 2,
    }


def test_the_tally_names_no_person(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in ((), ("--json",), ("--csv",)):
        told = tally(folder, capsys, *options)[1]
        assert not [name for name in (*sample.PERSONAL, "Jane Example") if name in told]


def test_a_campaign_that_is_not_there_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told, faults = tally(folder, capsys, "libary")
    assert (status, told) == (2, "")
    assert "there is no campaign 'libary': did you mean 'library'?" in faults
    assert tally(folder, capsys, "--json", "--csv")[0] == 2


def test_without_records_the_tally_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    projects.write(tmp_path, {**projects.BASE, **sample.FILES})
    assert tally(tmp_path, capsys)[:2] == (
        0,
        "There are no records yet: write one in records/ when a meeting has decided.\n",
    )


def test_a_record_with_an_error_is_left_out_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = LOST.replace("lost", "lots").replace("ely", "weir")
    projects.write(
        tmp_path, {**projects.BASE, **sample.FILES, "records/won.yaml": sample.RECORD, "records/bad.yaml": faulty}
    )
    status, told, faults = tally(tmp_path, capsys)
    assert status == 1
    assert told.splitlines()[-1].startswith("1 record: 1 carried unanimously")
    assert "'lots' is not an outcome: did you mean 'lost'?" in faults
