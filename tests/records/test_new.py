"""`handbill new record`, and what else may be wrong in a project with records."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill import cli
from handbill.models.record import Record
from handbill.reading import read_project
from tests import projects
from tests.records import sample


def new(folder: Path, *options: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(["new", "record", *options, "--project", str(folder), "--today", "2026-11-22"])
    return int(left.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return projects.write(tmp_path, {**projects.BASE, **sample.FILES})


def test_a_new_record_has_a_line_for_each_thing_that_the_motion_asks_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(folder, "--outcome", "carried") == 0
    assert capsys.readouterr().out == (
        "Written: records/weir-doc.yaml\n\nNow open it, fill in the lines that are still empty, and run:\n"
        "  handbill build weir-doc\n"
    )
    project = read_project(folder)
    assert project.problems == []
    record = project.documents["weir-doc"].value
    assert isinstance(record, Record)
    assert (record.motion, record.branch, record.outcome) == ("doc", "weir", "carried")
    assert record.meeting.date.isoformat() == "2026-11-22"
    assert [each.clause for each in record.actions] == ["council", "mp", "affiliate"]
    assert [each.office for each in record.certified_by] == ["Chair", "Secretary"]
    assert record.show == ()


def test_the_example_of_whom_to_write_to_can_be_read(folder: Path) -> None:
    assert new(folder, "--outcome", "carried") == 0
    path = folder / "records/weir-doc.yaml"
    before, heading, example = path.read_text().partition("# addressees:")
    path.write_text(before + "\n".join(line.removeprefix("# ") for line in (heading + example).splitlines()))
    project = read_project(folder)
    assert project.problems == []
    assert "weir-doc-letter-council" in project.documents


def test_a_new_record_is_told_what_nobody_took(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(folder, "--outcome", "carried", "--date", "2026-11-22") == 0
    with pytest.raises(SystemExit):
        cli.main(["check", "weir-doc", "--project", str(folder), "--today", "2026-11-22"])
    assert (
        "records/weir-doc.yaml:3:1  warning: nobody is named for Resolves 1 and Resolves 2" in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--outcome", "caried"), "Outcome (--outcome) cannot be 'caried': did you mean 'carried'?"),
        (("--outcome", "lost", "--date", "24.11.2026"), "'24.11.2026' is not a date: write it as 2026-11-21"),
        (("--motion", "dok"), "Motion (--motion) cannot be 'dok': did you mean 'doc'?"),
        (("--branch", "wier"), "Branch (--branch) cannot be 'wier': did you mean 'weir'?"),
        ((), "not given: Outcome (carried, carried unanimously"),
    ],
)
def test_what_is_not_there_is_told(
    options: tuple[str, ...], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(folder, *options) == 2
    assert told in capsys.readouterr().err
    assert not (folder / "records").exists()


def test_what_would_be_set_in_a_layout_with_mistakes_is_left_out(folder: Path) -> None:
    own = {"records/won.yaml": sample.RECORD, "layouts/letter/layout.yaml": "titel: Letter\n"}
    project = read_project(projects.write(folder, own))
    assert {each.mark.file for each in project.problems} == {"layouts/letter/layout.yaml"}
    made = [each.form_name for each in project.documents.values() if each.kind.name == "record"]
    assert made == ["", "checklist", "share", "share-square", "press"]
