"""`handbill impose` as a person uses it: what it writes, what it says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from handbill import cli
from tests.impose import making

A3, A4, A5 = (297, 420), (210, 297), (148, 210)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no project, with a flyer, a poster and a briefing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flyer.pdf").write_bytes(making.document([A5, A5]))
    (tmp_path / "poster.pdf").write_bytes(making.document([A3]))
    (tmp_path / "briefing.pdf").write_bytes(making.document([A4] * 6))
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(["impose", *arguments])
    return int(left.value.code or 0)


def count(path: Path) -> int:
    return len(pypdf.PdfReader(path).pages)


def test_a_flyer_is_set_out_to_be_cut(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("flyer.pdf") == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[:4] == [
        "flyer.pdf, 2 pages of A5: cut (chosen by their size and number; --scheme chooses another).",
        "1 sheet: 2 copies of A5 to a sheet.",
        "Print on A4, both sides, turning on the long edge, at 100 per cent: "
        "choose 'actual size' in the print dialogue, not 'fit to page'.",
        "Cut once, 148.5 mm from the left edge.",
    ]
    assert told.out.splitlines()[-1] == "See flyer-cut.pdf"
    assert told.err == ""
    assert count(folder / "flyer-cut.pdf") == 2


def test_a_poster_is_set_out_in_tiles(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("poster.pdf", "--sheets", "2", "--output", "two.pdf") == 0
    assert "printed at 92 per cent" in capsys.readouterr().out
    assert count(folder / "two.pdf") == 3
    assert run("poster.pdf", "--no-marks") == 0
    assert "takes 4 sheets" in capsys.readouterr().out
    assert count(folder / "poster-tile.pdf") == 4


def test_a_briefing_becomes_a_booklet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("briefing.pdf", "--scheme", "booklet", "--duplex", "short", "--offset", "-0.5,1") == 0
    told = capsys.readouterr().out
    assert "2 sheets: a booklet of 8 pages of A5, the last 2 blank." in told
    assert "The pages are printed at 71 per cent, from A4." in told
    assert "turning on the short edge" in told
    assert "chosen" not in told
    assert count(folder / "briefing-booklet.pdf") == 4


def test_the_options_reach_the_sheets(folder: Path) -> None:
    plain = ("flyer.pdf", "--output")
    assert run(*plain, "a.pdf") == 0
    assert run(*plain, "b.pdf", "--paper", "SRA3", "--gutter", "6", "--pages-per-sheet", "2") == 0
    assert run(*plain, "c.pdf", "--edge", "6", "--duplex", "none") == 0
    assert pypdf.PdfReader(folder / "b.pdf").pages[0].get_contents().get_data().count(b" Do") == 2  # type: ignore[union-attr]
    assert count(folder / "c.pdf") == 2
    assert len({(folder / name).read_bytes() for name in ("a.pdf", "b.pdf", "c.pdf")}) == 3


def test_calibration(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--calibration", "sheets.pdf") == 0
    assert "pages 3 and 4 for sheets that lie wide" in capsys.readouterr().out
    assert count(folder / "sheets.pdf") == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a PDF file to place on sheets, or write --calibration sheets"),
        (("flyer.pdf", "--calibration", "x.pdf"), "one of the two"),
        (("none.pdf",), "none.pdf cannot be read (No such file or directory)"),
        (("flyer.pdf", "--scheme", "cuts"), "there is no scheme 'cuts': did you mean 'cut'?"),
        (("flyer.pdf", "--paper", "B5"), "there is no paper 'B5'"),
        (("flyer.pdf", "--duplex", "both"), "--duplex is long, short or none, not 'both'"),
        (("flyer.pdf", "--offset", "1"), "'1' is no offset: write --offset 1.5,-0.5"),
        (("flyer.pdf", "--offset", "nan,1"), "more than a printer is ever off"),
        (("flyer.pdf", "--overlap", "5"), "the scheme 'cut' has no use for --overlap: leave it out"),
        (("poster.pdf", "--pages-per-sheet", "2"), "the scheme 'tile' has no use for --pages-per-sheet"),
        (("--calibration", "x.pdf", "--edge", "3"), "a calibration sheet has no use for --edge"),
        (("--calibration", "x.pdf", "--duplex", "none"), "printed on both sides"),
        (("flyer.pdf", "--output", "flyer.pdf"), "the sheets would take the place of flyer.pdf"),
        (("briefing.pdf",), "fills a sheet of A4"),
    ],
)
def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str) -> None:
    files = sorted(folder.iterdir())
    assert run(*arguments) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert sorted(folder.iterdir()) == files


def test_what_is_wrong_with_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.pdf").write_bytes(b"no PDF")
    assert run("broken.pdf") == 1
    assert capsys.readouterr().err == "handbill: the file is not a PDF, or is broken\n"
    (folder / "mixed.pdf").write_bytes(making.document([A5, A4]))
    assert run("mixed.pdf") == 1
    assert "page 1 has 148 × 210 mm, but page 2 has 210 × 297 mm" in capsys.readouterr().err
