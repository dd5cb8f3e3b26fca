"""What counts as out of date, through the command and the pipeline: nothing old is ever called current."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path

import pypdf
import pytest

from handbill import checking, cli, crew, pipeline, shipped, stamp
from handbill.cli.watch import is_content
from handbill.pipeline.events import Done, Told
from handbill.request import Request
from tests import small

pytestmark = pytest.mark.usefixtures("workers_kept")

TODAY = datetime.date(2026, 11, 21)
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="{}" height="9"/></svg>'
REGIONS = "slug,name\nfens,{}\n"


@pytest.fixture(scope="module")
def workers(kept: crew.Crew) -> crew.Crew:
    return kept


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = small.write(tmp_path / "project")
    small.change(folder, "branches/ely.yaml", "type:", "brand: {logo: ../logos/l.svg}\nregion: fens\ntype:")
    small.change(folder, "campaigns/park.yaml", "slogan:", "regions: ../data/r.csv\nslogan:")
    small.write(folder, {"logos/l.svg": LOGO.format(3), "data/r.csv": REGIONS.format("The Fens")})
    imprint = '<p class="imprint"'
    small.change(folder, "layouts/slip/page.html.j2", imprint, f"<p>{{{{ words.contact }}}}</p>{imprint}")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(["--today", "2026-11-21", *arguments])
    return int(left.value.code or 0)


def build(folder: Path, workers: crew.Crew) -> Done:
    done = list(pipeline.build(Request(folder, today=TODAY), workers))[-1]
    assert isinstance(done, Done)
    return done


def text(path: Path) -> str:
    return pypdf.PdfReader(path).pages[0].extract_text()


@pytest.mark.parametrize(
    ("name", "new"), [("logos/l.svg", LOGO.format(7)), ("data/r.csv", REGIONS.format("The Fenlands"))]
)
def test_a_picture_or_a_table_from_any_folder_counts(
    project: Path, name: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    small.change(project, "leaflets/slip.yaml", "Tell it no.", "Tell it no, {{ region.name }}.")
    run("build", "--branch", "ely")
    run("build", "--branch", "ely")
    assert "Nothing to do" in capsys.readouterr().out
    (project / name).write_text(new)
    run("build", "--branch", "ely")
    assert "2 files made" in capsys.readouterr().out
    assert is_content(project / name, project)


def test_scratch_files_and_what_is_made_are_no_content(project: Path) -> None:
    for name in ("output/ely/slip.pdf", ".git/x.svg", "logos/~l.svg", "notes.txt"):
        assert not is_content(project / name, project)


def test_another_engine_counts(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stamp.stamp_of(project, ())
    packages = tmp_path / "site-packages"
    (packages / "weasyprint-99.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(packages), *sys.path])
    assert stamp.stamp_of(project, ()) != before


def test_a_change_of_the_program_is_seen_though_its_digest_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, kept = tmp_path / "package", tmp_path / "cache"
    for module in (stamp, shipped):
        monkeypatch.setattr(module, "PACKAGE", package)
    monkeypatch.setattr(shipped, "cache_folder", lambda: kept)
    digest = shipped.program_digest.__wrapped__
    for folder in (package / "words", kept):
        folder.mkdir(parents=True)
    word = package / "words/en.yaml"
    word.write_text("order: one")
    first = digest()
    assert digest() == first
    (kept / "program").write_text(f"{stamp.stamp_of_program()} abc")
    assert digest() == "abc", "what is kept is believed"
    (kept / "program").write_text("spoilt")
    assert digest() == first
    word.write_text("order: two")
    os.utime(word, ns=(1, 1))  # two writes may fall into one tick of the clock
    second = digest()
    assert second != first
    word.write_text("order: one")
    assert digest() == first


def test_what_could_not_be_made_anew_is_not_called_current(
    project: Path, workers: crew.Crew, capsys: pytest.CaptureFixture[str]
) -> None:
    build(project, workers)
    small.change(project, "leaflets/slip.yaml", "Tell it no.", "We meet {{ branch.meets }}.")  # which Ely lacks
    done = build(project, workers)
    assert {each.branch for each in done.artefacts} == {"parkside"}
    assert set(done.outdated) == {"ely/slip_ely_screen.pdf", "ely/slip_ely_image-1.png"}
    assert run("build") == 1
    told = capsys.readouterr().out
    assert "out of date, and left from an earlier build: output/ely/slip_ely_image-1.png and 1 more file" in told
    assert "2 files current" in told
    assert run("build") == 1
    assert capsys.readouterr().out == told


def test_a_document_that_cannot_be_read_any_more_is_out_of_date(project: Path, workers: crew.Crew) -> None:
    build(project, workers)
    small.change(project, "leaflets/slip.yaml", "headline:", "headlin:")
    done = build(project, workers)
    assert (len(done.outdated), done.artefacts, done.status) == (4, (), 1)


def test_files_of_a_branch_that_is_gone_are_told_while_they_stay(
    project: Path, workers: crew.Crew, capsys: pytest.CaptureFixture[str]
) -> None:
    build(project, workers)
    (project / "branches/ely.yaml").unlink()
    small.write(project, {"branches/new.yaml": "name: New\ntype: community-grup\n"})
    assert set(build(project, workers).outdated) == {"ely/slip_ely_screen.pdf", "ely/slip_ely_image-1.png"}
    assert run("build") == 1
    told = "output/ely/slip_ely_image-1.png and 1 more file, for the reasons above"
    assert told in capsys.readouterr().out
    (project / "branches/new.yaml").unlink()
    assert not build(project, workers).outdated
    assert not (project / "output/ely").exists()


def test_no_translation_takes_another_documents_file_names(project: Path, workers: crew.Crew) -> None:
    leaflet = small.FILES["leaflets/slip.yaml"]
    small.write(project, {"leaflets/slip-cy.yaml": leaflet})
    side = "[{headline: Cadwch *ein* parc}, {lead: Dywedwch na.}, {petition: park}]"
    small.write(project, {"leaflets/slip.yaml": f"{leaflet}translations:\n  cy: {{title: Parc, sides: [{side}]}}\n"})
    told = [str(each) for each in checking.check(Request(project, today=TODAY)) if each.severity == "error"]
    assert len(told) == 1
    assert "those of the document 'slip-cy' would have one name: rename that document's file" in told[0]


def test_a_template_that_comes_to_stand_before_a_shipped_one_is_taken(project: Path, workers: crew.Crew) -> None:
    (project / "layouts/slip/page.html.j2").rename(project / "layouts/slip/kept.html.j2")
    small.write(project, {"layouts/slip/page.html.j2": '{% extends "slip/kept.html.j2" %}\n'})
    build(project, workers)
    small.write(project, {"layouts/common/page.html.j2": PAGE})
    build(project, workers)
    (found,) = project.glob("output/*/slip_ely_screen.pdf")
    assert "UNUSUALWORDS" in text(found)


PAGE = """<!doctype html><html lang="en"><head><title>{{ piece.title.plain }}</title></head>
<body>{% block page %}{% endblock %}<p style="position: absolute; top: 100mm; left: 8mm">UNUSUALWORDS</p></body></html>
"""


def test_a_check_of_one_document_tells_what_it_draws_on(project: Path) -> None:
    small.write(project, {"leaflets/other.yaml": small.FILES["leaflets/slip.yaml"].replace("headline", "headlin")})
    small.change(project, "campaigns/park.yaml", "slogan:", "slogn:")
    told = checking.check(Request(project, documents=("slip",), today=TODAY))
    assert {each.mark.file for each in told} == {"campaigns/park.yaml"}


def test_a_build_of_one_document_tells_nothing_of_others(project: Path, workers: crew.Crew) -> None:
    old = small.FILES["leaflets/slip.yaml"].replace("review_by: 2027-05-01", "review_by: 2026-11-02")
    broken = small.FILES["leaflets/slip.yaml"].replace("headline", "headlin")
    small.write(project, {"leaflets/old.yaml": old, "leaflets/broken.yaml": broken})
    events = list(pipeline.build(Request(project, documents=("slip",), today=TODAY), workers))
    assert [each for each in events if isinstance(each, Told)] == []
    assert isinstance(events[-1], Done)
    assert events[-1].status == 0
    events = list(pipeline.build(Request(project, today=TODAY), workers))
    told = {each.problem.mark.file for each in events if isinstance(each, Told)}
    assert told == {"leaflets/old.yaml", "leaflets/broken.yaml"}


def test_of_a_document_that_another_names_the_errors_are_told_with_it(project: Path) -> None:
    motion = "title: Park\ncampaign: park\nnotes: [a.]\nas_of: 2026-11-01\nreview_by: 2026-11-02\n"
    record = "motion: park\nbranch: parkside\nmeeting: {date: 2026-11-20}\noutcome: lost\n"
    small.write(project, {"motions/park.yaml": motion, "records/won.yaml": record})
    request = Request(project, documents=("won",), today=TODAY)
    assert checking.check(request) == []
    for old, new in (("notes:", "petition: perk\nnotes:"), ("title:", "titel:")):
        small.change(project, "motions/park.yaml", old, new)
        told = {(each.mark.file, each.severity) for each in checking.check(request)}
        assert told == {("motions/park.yaml", "error")}


def test_a_side_left_empty_is_told_on_every_build(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.change(project, "layouts/slip/layout.yaml", "empty: 1", "empty: .1\nfit: {text: {least: 12, most: 13}}")
    small.change(
        project, "layouts/slip/page.html.j2", '<section class="side">', '<section class="side" data-fit="text">'
    )
    small.change(project, "layouts/slip/page.css", "p { font-size: 12pt;", "p { font-size: var(--text);")
    for _ in range(3):
        run("build")
        assert "has room for about" in capsys.readouterr().out


def test_a_link_to_itself_is_told_and_stops_nothing(project: Path, workers: crew.Crew) -> None:
    (project / "leaflets/loop.yaml").symlink_to("loop.yaml")
    assert len(build(project, workers).artefacts) == 4


def test_a_press_file_that_was_refused_is_not_asked_for_again(project: Path, workers: crew.Crew) -> None:
    asked = Request(project, branches=("ely",), editions=("press", "screen"), today=TODAY)
    done = list(pipeline.build(asked, workers))[-1]
    assert isinstance(done, Done)
    assert done.status == 1
    assert build(project, workers).status == 0


def test_a_printer_that_is_gone_is_told_of(project: Path, workers: crew.Crew) -> None:
    small.write(project, {"printers/mine.yaml": "name: Mine\ndesk: {edge: 7}\n"})
    asked = Request(project, branches=("parkside",), editions=("office",), printer="mine", today=TODAY)
    list(pipeline.build(asked, workers))
    (project / "printers/mine.yaml").unlink()
    events = list(pipeline.build(Request(project, today=TODAY), workers))
    told = [str(event.problem) for event in events if isinstance(event, Told)]
    assert len(told) == 1
    assert told[0].startswith("printers/mine.yaml  warning: the printer 'mine' is gone")
