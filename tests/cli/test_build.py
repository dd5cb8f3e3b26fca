"""The command as a person uses it: what it prints, where it looks, how it ends."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from handbill import cli
from handbill.cli.summary import Outcome, summary
from handbill.layout import EDITIONS
from handbill.manifest import Artefact, read_manifest
from tests import small

pytestmark = pytest.mark.usefixtures("workers_kept")

ROOT = Path(__file__).parent.parent.parent
TODAY = ("--today", "2026-11-21")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small.write(tmp_path / "project"))
    return tmp_path / "project"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([*arguments])
    return int(left.value.code or 0)


def test_no_command_is_build(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*TODAY) == 0
    told = capsys.readouterr()
    assert "slip (screen)  2 made  " in told.out
    assert f"4 files made, 0 already current: see {project / 'output'}" in told.out
    assert told.err == ""
    assert run(*TODAY) == 0
    assert "Nothing to do: 4 files current" in capsys.readouterr().out


def test_the_stamp_is_believed_only_while_nothing_changed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(*TODAY)
    (project / "output/ely/slip_ely_screen.pdf").unlink()
    run(*TODAY)
    assert "1 file made, 3 already current" in capsys.readouterr().out
    small.change(project, "leaflets/slip.yaml", "Tell it no", "Tell it never")
    run(*TODAY)
    assert "4 files made" in capsys.readouterr().out
    campaign = next(path for path in (project / "campaigns").iterdir())
    campaign.write_text(campaign.read_text("utf-8").replace("closes: 2027-01-31", "after: keep"), "utf-8")
    motion = "title: Park\ncampaign: park\nnotes: [a.]\nreview_by: 2027-05-01\nspeaking: {mover: It is so.}\n"
    small.write(project, {"motions/park.yaml": motion})
    for _ in range(2):
        assert run("--today", "2027-06-01") == 0
        warned = capsys.readouterr().err
        assert warned.count("checked again by 2027-05-01") == 2, "one for each document, on every build"


def test_json_is_all_that_is_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for made in (4, 0):
        assert run("build", "--json", *TODAY) == 0
        told = capsys.readouterr()
        assert told.err == ""
        found = json.loads(told.out)
        assert (found["status"], found["made"], len(found["artefacts"])) == (0, made, 4)


def test_a_mistake_is_told_and_the_rest_is_made(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.change(project, "branches/ely.yaml", "type:", "typ:")
    assert run(*TODAY) == 1
    told = capsys.readouterr()
    assert told.err.splitlines()[0] == "branches/ely.yaml:2:1  unknown field 'typ': did you mean 'type'?"
    assert "2 files made" in told.out


def test_a_failed_proof_ends_with_status_1_and_says_where(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.change(project, "layouts/slip/page.css", "p { font-size: 12pt", "p { font-size: 5pt")
    assert run(*TODAY) == 1
    assert "failed: output/failed/slip_ely_image-1.png and 1 more file: " in capsys.readouterr().out


def test_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", *TODAY) == 0
    assert capsys.readouterr().out == "Everything is in order.\n"
    small.change(project, "leaflets/slip.yaml", "petition: park", "petition: prak")
    assert run("check", *TODAY) == 1
    told = capsys.readouterr()
    assert "leaflets/slip.yaml:9:17  the campaign has no petition 'prak': did you mean 'park'?" in told.err
    assert told.out == "1 error, 0 warnings\n"
    assert run("check", "--json", *TODAY) == 1
    found = json.loads(capsys.readouterr().out)["problems"]
    assert [(each["file"], each["line"], each["column"]) for each in found] == [("leaflets/slip.yaml", 9, 17)]


@pytest.mark.parametrize("to", ["loop.yaml", "gone.yaml"])
def test_a_link_that_leads_nowhere_is_told(to: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "leaflets/loop.yaml").symlink_to(to)
    assert run("check", *TODAY) == 1
    assert capsys.readouterr().err == (
        "leaflets/loop.yaml  the file is a link that leads nowhere: delete it, or put the file itself in its place\n"
    )


@pytest.mark.parametrize("name", ["cut.png", "cut.jpg"])
def test_check_tells_where_a_picture_is_named_that_is_cut_off(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = project / "branches" / name
    Image.effect_noise((300, 200), 50).save(picture)
    picture.write_bytes(picture.read_bytes()[: picture.stat().st_size // 2])
    small.change(project, "branches/ely.yaml", "type:", f"brand: {{logo: {name}}}\ntype:")
    assert run("check", *TODAY) == 1
    assert capsys.readouterr().err.startswith(f"branches/ely.yaml:2:15  the picture '{name}' cannot be decoded")


def test_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write(project, {"leaflets/card.yaml.txt": small.FILES["leaflets/slip.yaml"]})
    for arguments, said in (
        (("build", "slipp"), "there is no document 'slipp': did you mean 'slip'?"),
        (
            ("build", "leaflets/slip.yaml"),
            "there is no document 'leaflets/slip.yaml': write 'slip', without its folder",
        ),
        (("check", "slip.yaml"), "there is no document 'slip.yaml': write 'slip', without its folder and its ending"),
        (("check", "card"), "no document 'card', for leaflets/card.yaml.txt is not read: rename it so that its name"),
        (("build", "--branch", "ely", "none"), "there is no document 'none': write --branch before it too"),
        (("build", "--edition", "press", "office"), "there is no document 'office': write --edition before it too"),
        (("build", "--branch", "elly"), "there is no branch 'elly': did you mean 'ely'?"),
        (("build", "--set", "meets=now"), "'meets=now' sets nothing"),
        (("build", "--today", "tomorrow"), "'tomorrow' is not a date"),
        (("--project", "nowhere", "build"), "there is no folder nowhere"),
        (("build", "--nonsense"), "No such option"),
        (("bild",), "No such command"),
    ):
        assert run(*arguments) == 2
        assert said in capsys.readouterr().err


def test_outside_any_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("build") == 2
    assert "there is no project in" in capsys.readouterr().err


def test_the_project_is_found_upwards_and_by_option(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "leaflets")
    assert run("check", *TODAY) == 0
    monkeypatch.chdir("/")
    assert run("check", "--project", str(project), *TODAY) == 0


def test_set_values_for_one_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--set", "branch.website=nowhere", *TODAY) == 1
    assert "--set branch.website" in capsys.readouterr().err


def test_proof_of_files(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(*TODAY)
    capsys.readouterr()
    assert run("proof", "output/parkside/slip_parkside_screen.pdf", "output/ely/slip_ely_image-1.png") == 0
    assert "passes these checks" in capsys.readouterr().out
    Path("broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    assert run("proof", "broken.pdf", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found[0]["result"] == "fail"
    assert run("proof", "not-there.pdf") == 2
    assert "not-there.pdf: cannot be read" in capsys.readouterr().err


def test_user_text_is_never_markup(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.change(project, "leaflets/slip.yaml", "petition: park", 'petition: "[bold]park[/bold]"')
    assert run("check", *TODAY) == 1
    assert "[bold]park[/bold]" in capsys.readouterr().err


def test_the_help_of_a_build_names_every_edition(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--help") == 0
    told = capsys.readouterr().out
    assert all(edition in told for edition in EDITIONS)


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("handbill 0.")
    assert run("--help") == 0
    assert all(name in capsys.readouterr().out for name in ("Usage",))


def test_a_build_reads_nothing_of_the_other_commands(project: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "handbill", "build", "no-such"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    ).stderr
    assert "there is no document 'no-such'" in said
    read = {line.rpartition(" ")[2] for line in said.splitlines() if "| " in line and "handbill.cli." in line}
    assert read == {
        f"handbill.cli.{name}"
        for name in ("build", "commands", "commands.build", "commands.options", "early", "summary")
    }


def stopped(project: Path, number: signal.Signals) -> tuple[int, str]:
    """Build for many, and stop it in the middle, as a terminal does: the whole group gets the signal."""
    rows = "".join(f"Branch {number},union-branch\n" for number in range(60))
    (project / "branches/many.csv").write_text("name,type\n" + rows)
    process = subprocess.Popen(
        [sys.executable, "-m", "handbill", "build", "--jobs", "2"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell has what it starts in the background ignore Ctrl-C, these tests perhaps.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while len(list((project / "output").glob("[!.]*/*.pdf"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=60)
    return process.returncode, said


def there(output: Path) -> dict[str, str]:
    found = (path for path in output.glob("[!.]*/*.p*"))
    return {path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_build_that_is_stopped_leaves_whole_files_and_a_true_manifest(name: str, project: Path) -> None:
    status, said = stopped(project, signal.Signals[name])
    assert (status, said) == (130, "handbill: stopped; what was made is whole\n")
    output = project / "output"
    assert {each.path: each.sha256 for each in read_manifest(output)} == there(output)
    assert not (output / ".journal").exists()


def test_a_build_that_is_killed_loses_nothing_that_was_made(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _ = stopped(project, signal.SIGKILL)
    assert status == -signal.SIGKILL
    output = project / "output"
    made = there(output)
    assert len(made) >= 3
    (project / "branches/many.csv").unlink()
    small.change(project, "branches/ely.yaml", "type:", "typ:")  # so that nothing is taken away
    run(*TODAY)
    assert {each.path: each.sha256 for each in read_manifest(output)} == there(output)
    assert made.items() <= there(output).items()


def test_a_report_that_was_deleted_is_written_again(project: Path) -> None:
    small.change(project, "layouts/slip/page.css", "p { font-size: 12pt", "p { font-size: 5pt")
    run(*TODAY)
    report = project / "output/failed/slip_ely_screen.pdf.txt"
    before = report.read_bytes()
    report.unlink()
    run(*TODAY)
    assert report.read_bytes() == before


def test_a_manifest_that_was_edited_is_put_right(project: Path) -> None:
    run(*TODAY)
    manifest = project / "output/manifest.json"
    before = manifest.read_text()
    manifest.write_text(before.replace('"sha256": "', '"sha256": "0'))
    assert run(*TODAY) == 0
    assert manifest.read_text() == before


def test_a_folder_that_is_a_link_is_said_in_a_sentence(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "elsewhere").mkdir()
    (project / "output").mkdir()
    (project / "output/ely").symlink_to(project / "elsewhere")
    assert run(*TODAY) == 3
    assert "output/ely is a link, and no file is written through one: delete the link" in capsys.readouterr().err
    assert list((project / "elsewhere").iterdir()) == []


def file(document: str, edition: str = "screen", branch: str = "ely", kind: str = "leaflet", **warns: str) -> Artefact:
    """A file whose proof warns, check by check, of what is given."""
    checks = [{"id": check, "result": "warn", "detail": detail} for check, detail in warns.items()]
    proof = {"result": "warn" if warns else "pass", "checks": checks}
    return Artefact(document, kind, branch, "en-GB", edition, f"{branch}/{document}_{edition}", 1, 1, "", proof)


def ended(*artefacts: Artefact, new: int | None = None, **more: Any) -> list[str]:
    """The end of a build of some files, of which the first few are new."""
    paths = {each.path for each in artefacts[:new]}
    return summary(Outcome(artefacts=artefacts, new=paths, made=len(paths), **more), Path("x"))


def test_documents_of_one_kind_that_are_many_share_a_row_and_a_warning() -> None:
    letters = [file(f"to-{number}", "word", kind="letter", links="odd") for number in range(51)]
    assert ended(*letters, file("flyer"))[:3] == [
        "51 letters (word)  51 made  51 with warnings",
        "flyer (screen)      1 made  1 passed",
        "warning: 51 letters: odd (ely)",
    ]
    assert ended(*letters[1:])[0] == "to-1 (word)   1 made  1 with warnings"


def test_the_table_says_what_was_made_now_and_leaves_out_the_rest() -> None:
    kept, other = file("poster"), file("flyer", branch="weir")
    assert ended(file("flyer"), other, kept, new=1) == [
        "flyer (screen)  1 of 2 made  2 passed",
        "1 file made, 2 already current: see x/output",
        "Begin in output/ely: *_screen.pdf to share",
    ]
    assert ended(file("flyer"), other, kept, new=0) == ["Nothing to do: 3 files current in x/output"]


def test_where_nothing_was_made_it_is_still_told_what_failed_and_what_is_old() -> None:
    failed = file("flyer")
    failed.proof.update(result="fail", checks=[{"id": "qr", "result": "fail", "detail": "no code"}])
    assert ended(failed, new=0, outdated=("ely/old",), status=1) == [
        "failed: output/ely/flyer_screen: no code",
        "out of date, and left from an earlier build: output/ely/old, for the reasons above",
        "Nothing new: 1 file current in x/output",
    ]


def test_it_says_in_which_folder_to_begin_and_what_its_files_are_for() -> None:
    files = [file("flyer", edition, "none") for edition in ("screen", "image", "press")]
    files += [file("flyer", edition) for edition in ("image", "office", "screen")]
    told = "Begin in output/ely: *_screen.pdf to share, *_office.pdf for the printer on your desk"
    assert ended(*files)[-1] == told
    assert ended(*files, new=3)[-1] == "Begin in output/none: *_screen.pdf to share, *_press.pdf for a print shop"


def test_a_placeholder_link_is_told_once_with_its_documents_and_where_it_is_written() -> None:
    short, long = "placeholder link example.org/s/a", "placeholder link example.org/library"
    files = [
        file("flyer", placeholder=f"{long}; {short}"),
        file("flyer", "text", placeholder=f"placeholder link example.org; {long}; {short}"),
        file("poster", placeholder=long, imprint="lacks"),
        file("motion", placeholder=f"{short}; and 2 more", imprint="lacks"),
        file("card", placeholder=f"a placeholder is left: “TODO”; {short}"),
        file("slip", placeholder=short),
    ]
    where = "campaigns/c.yaml:5 (petitions: p: url)"
    told = [line for line in ended(*files, placeholders={"example.org/library": where}) if "warning: " in line]
    assert told == [
        f"warning: placeholder link example.org/library in flyer, poster: write yours in {where}",
        "warning: placeholder link example.org/s/a in 4 documents",
        "warning: poster, motion: lacks (ely)",
        "warning: motion: 2 more placeholder links (ely)",
        "warning: card: a placeholder is left: “TODO” (ely)",
    ]


def test_a_placeholder_link_leads_to_the_line_of_its_petition(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.change(
        project, "campaigns/park.yaml", "https://petitions.parkside.example/p/park", "https://example.org/park"
    )
    small.change(project, "campaigns/park.yaml", "short_url: ", "tags: yes\n    short_url: ")
    where = "campaigns/park.yaml:6 (petitions: park: url)"
    for _ in ("made", "told again"):
        assert run("build", "--edition", "screen", *TODAY) == 0
        told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("warning: placeholder")]
        assert told == [f"warning: placeholder link example.org/park in slip: write yours in {where}"]
