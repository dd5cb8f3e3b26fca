"""`handbill proof` as a person uses it: the table, JSON, what a file is wanted for, the report for a printer."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from handbill import cli
from handbill.cli.proof import PURPOSES

STRANGERS = Path(__file__).parent.parent / "proof" / "strangers"
CHROMIUM = str(STRANGERS / "chromium.pdf")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(["proof", *arguments])
    return int(left.value.code or 0)


def test_a_table_for_each_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CHROMIUM, str(STRANGERS / "typst.pdf")) == 0
    out = capsys.readouterr().out
    assert f"{CHROMIUM}\n  pass  opens        opens, PDF 1.4\n" in out
    assert "  passes these checks\n\n" in out
    assert out.endswith("  passes these checks, with warnings\n")


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", CHROMIUM) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["file"] == CHROMIUM
    assert told["result"] == "pass"


def test_a_file_is_judged_for_what_it_is_wanted_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--for", "press", CHROMIUM) == 1
    out = capsys.readouterr().out
    assert "fail  colours" in out
    assert "does not pass" in out
    assert run("--for", "office", CHROMIUM) == 0
    assert "pass  edge" in capsys.readouterr().out


def test_a_purpose_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--for", "plotter", CHROMIUM) == 2
    assert capsys.readouterr().err == (
        "handbill: nothing is proved for 'plotter': write --for screen or --for office or --for press\n"
    )
    assert PURPOSES == ("screen", "office", "press")


def test_a_report_for_a_printer(tmp_path: Path) -> None:
    target = tmp_path / "chromium.pdf"
    assert run("--for", "press", "--report", str(target), CHROMIUM) == 1
    with pypdfium2.PdfDocument(target) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert "chromium.pdf" in text
    assert "Does not pass" in text
    assert str(STRANGERS) not in text, "whose machine it was is nobody's business"


def test_a_report_is_about_one_file_and_never_over_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--report", str(tmp_path / "x.pdf"), CHROMIUM, CHROMIUM) == 2
    assert "--report is about one file" in capsys.readouterr().err
    own = tmp_path / "own.pdf"
    own.write_bytes(Path(CHROMIUM).read_bytes())
    assert run("--report", str(own), str(own)) == 2
    assert own.read_bytes() == Path(CHROMIUM).read_bytes()


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "nothing.pdf"), CHROMIUM) == 2
    told = capsys.readouterr()
    assert "cannot be read (No such file or directory)" in told.err
    assert f"{CHROMIUM}\n  pass" in told.out, "the others are proved all the same"


def test_a_picture_is_proved_as_a_picture(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "bad.png"
    path.write_bytes(b"no picture")
    assert run(str(path)) == 1
    assert "the picture does not open" in capsys.readouterr().out
