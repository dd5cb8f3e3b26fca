"""What `handbill new` writes: it is in order at once, reads back as typed, and never replaces a file."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pty
import select
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from handbill import cli
from handbill.library import load
from handbill.models.motion import Motion
from handbill.project import Project
from handbill.shipped import LAYOUTS
from handbill.source import read_yaml
from handbill.starter import fill, quoted

pytestmark = pytest.mark.usefixtures("workers_kept")

TODAY = ("--today", "2026-11-21")
IN_ORDER = "Everything is in order.\n"


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([*map(str, arguments), *TODAY])
    return int(left.value.code or 0)


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run("new", "project", "demo") == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def read(root: Path) -> Project:
    found = load(root, LAYOUTS)
    assert [str(problem) for problem in found.problems] == []
    return found


def test_a_new_project_says_what_it_wrote_and_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "project", "my demo") == 0
    told = capsys.readouterr().out
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.yaml")}
    assert files == {line.removeprefix("Written: ") for line in told.splitlines() if line.startswith("Written")}
    assert "cd 'my demo'\n  handbill build\n" in told
    assert run("--project", "my demo", "check") == 0
    assert capsys.readouterr().out == IN_ORDER


def test_in_a_clone_the_next_step_is_called_as_the_last_one_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", [str(tmp_path / "render.py")])
    monkeypatch.chdir(tmp_path)
    assert run("check") == 2
    assert "or begin one with 'python3 render.py new project DIR'" in capsys.readouterr().err
    run("new", "project", "demo")
    assert capsys.readouterr().out.endswith("\n  cd demo\n  python3 ../render.py build\n")
    monkeypatch.chdir("demo")
    run("new", "branch", "--name", "B", "--type", "clp")
    assert capsys.readouterr().out.endswith("\n  python3 ../render.py build --branch b\n")
    run("check", "--help")
    assert "Usage: python3 ../render.py check" in capsys.readouterr().out


def test_a_new_project_is_built_and_only_its_petition_is_to_be_put_in(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", "--json") == 0
    built = json.loads(capsys.readouterr().out)
    assert (built["problems"], built["refused"]) == ([], [])
    assert {each["document"] for each in built["artefacts"]} == {"motion", "flyer", "poster"}
    checks = [check for each in built["artefacts"] for check in each["proof"]["checks"] if check["result"] != "pass"]
    assert {(check["id"], check["result"], check["detail"]) for check in checks} == {
        ("placeholder", "warn", "placeholder link example.org/library")
    }


def test_nothing_invented_stands_under_a_name_of_your_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("--branch", "Weir & Mill: No. 1 Branch", "--campaign", "Fund our *baths*", "--type", "clp")
    assert run("new", "project", "mine", *names) == 0
    found = read(tmp_path / "mine")
    (branch,) = found.branches.values()
    assert (branch.slug, branch.value.name, branch.value.type) == (
        "weir-mill-no-1-branch",
        "Weir & Mill: No. 1 Branch",
        "clp",
    )
    invented = (branch.value.imprint.promoter, branch.value.secretary.name, branch.value.website, branch.value.meets)
    assert invented == ("",) * 4
    assert list(found.campaigns) == ["fund-our-baths"]
    assert found.campaigns["fund-our-baths"].value.slogan == ""
    assert run("--project", "mine", "check") == 0


def test_long_names_make_files_of_whole_words_and_of_names_that_are_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    long = "Anytown and Upper Wharndale Local Government, Health and Care Branch of Everybody"
    assert run("new", "project", "long", "--branch", long, "--campaign", long, "--branch-slug", "wharndale") == 0
    assert run("--project", "long", "new", "branch", "--name", long, "--type", "clp") == 0
    found = read(tmp_path / "long")
    assert list(found.branches) == ["anytown-and-upper-wharndale-local", "wharndale"]
    assert list(found.campaigns) == ["anytown-and-upper-wharndale-local"]
    assert {str(each.value.name) for each in found.branches.values()} == {long}


def test_a_folder_that_holds_something_is_left_alone(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in demo.rglob("*.yaml")}
    for folder in (demo, demo / "leaflets/flyer.yaml"):
        assert run("new", "project", folder) == 2
        assert "is there already, and not empty: name a new folder" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in demo.rglob("*.yaml")} == before


def test_a_folder_that_is_empty_but_for_hidden_files_will_do(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert run("new", "project", tmp_path) == 0
    read(tmp_path)


def test_a_new_branch(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (demo / "organisations").mkdir()
    (demo / "organisations/mill-workers.yaml").write_text("name: Mill Workers\ntype: union\n")
    options = ("--organisation", "mill-workers", "--place", "Westbrook", "--meets", "Fridays, 7 pm: upstairs")
    assert run("new", "branch", "--name", "Westbrook Mill Branch", "--type", "union-branch", *options) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Written: branches/westbrook-mill-branch.yaml",
        "",
        "Now open it, fill in the lines that are still empty, and run:",
        "  handbill build --branch westbrook-mill-branch",
    ]
    branch = read(demo).branches["westbrook-mill-branch"].value
    assert (branch.name, branch.type, branch.organisation, branch.place, branch.meets) == (
        "Westbrook Mill Branch",
        "union-branch",
        "mill-workers",
        "Westbrook",
        "Fridays, 7 pm: upstairs",
    )
    assert run("check") == 0


def test_a_new_motion(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "motion", "--title", "Late buses: *now*") == 0
    assert "handbill build late-buses-now" in capsys.readouterr().out
    motion = read(demo).documents["late-buses-now"].value
    assert isinstance(motion, Motion)
    assert (motion.title, motion.campaign, motion.petition, str(motion.as_of)) == (
        "Late buses: *now*",
        "keep-anytown-library-open",
        ("our-petition",),
        "2026-11-21",
    )
    assert run("check") == 0


def test_a_new_letter_and_its_copy_for_supporters_can_be_built(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "letter", "--title", "Late buses") == 0
    capsys.readouterr()
    assert run("check") == 0
    assert capsys.readouterr().out == IN_ORDER
    assert run("build", "late-buses", "--edition", "screen", "--json") == 0
    made = json.loads(capsys.readouterr().out)["artefacts"]
    assert {each["proof"]["result"] for each in made} <= {"pass", "warn"}
    assert "late-buses-blank" in {each["document"] for each in made}
    words = {name: said(demo / "output" / path) for name, path in ((each["document"], each["path"]) for each in made)}
    for name, text in words.items():
        assert ("writing for Friends of Anytown Library" in text) is (name != "late-buses-blank")


def test_a_new_briefing_and_a_new_response_can_be_built(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "briefing", "--title", "What we would lose") == 0
    assert run("new", "response", "--title", "Tell the council", "--closes", "2027-01-31") == 0
    assert run("new", "response", "--title", "Tell it soon") == 2
    assert "Last day to answer. Add the option --closes" in capsys.readouterr().err
    assert run("check") == 0
    assert capsys.readouterr().out == IN_ORDER
    assert run("build", "what-we-would-lose", "tell-the-council", "--edition", "screen", "--json") == 0
    made = json.loads(capsys.readouterr().out)["artefacts"]
    assert {each["proof"]["result"] for each in made} <= {"pass", "warn"}
    forms = ("", "-answer", "-invitation", "-side")
    assert {each["document"] for each in made} == {"what-we-would-lose", *(f"tell-the-council{form}" for form in forms)}


def said(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())


def layouts() -> list[str]:
    known = load(Path(tempfile.gettempdir()) / "no-project", LAYOUTS).layouts
    return [name for name, layout in known.items() if "leaflet" in layout.spec.kinds]


@pytest.mark.parametrize("layout", layouts())
def test_a_new_leaflet_of_each_layout_can_be_built(demo: Path, capsys: pytest.CaptureFixture[str], layout: str) -> None:
    assert run("new", "leaflet", "--title", "Late buses", "--slug", "a-leaflet", "--layout", layout) == 0
    assert run("check") == 0
    capsys.readouterr()
    edition = {"share-card": "image", "folded": "office"}.get(layout, "screen")
    assert run("build", "a-leaflet", "--edition", edition, "--json") == 0
    made = json.loads(capsys.readouterr().out)["artefacts"]
    assert {each["proof"]["result"] for each in made} <= {"pass", "warn"}
    assert made


def test_a_new_leaflet_is_for_the_paper_that_is_asked_for(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "leaflet", "--title", "Late buses", "--layout", "poster", "--paper", "A3") == 0
    assert read(demo).documents["late-buses"].value.paper == "A3"
    assert run("new", "leaflet", "--title", "No", "--layout", "poster", "--paper", "A5") == 2
    assert "Paper (--paper) cannot be 'A5': choose from A4, A3" in capsys.readouterr().err


def test_a_layout_of_ones_own_gets_a_leaflet_of_the_blocks_that_it_takes(demo: Path) -> None:
    folder = demo / "layouts/slip"
    folder.mkdir(parents=True)
    spec = "title: Slip\nkinds: [leaflet]\npapers: [A6]\nsides: {least: 3, most: 4}\nblocks: [quote, image]\n"
    (folder / "layout.yaml").write_text(spec)
    (folder / "page.html.j2").write_text("")
    assert run("new", "leaflet", "--title", "Slip", "--layout", "slip") == 0
    assert run("check") == 0


def test_without_a_petition_a_document_leads_to_none(demo: Path) -> None:
    (demo / "campaigns/other.yaml").write_text("title: Other\n")
    assert run("new", "leaflet", "--title", "A leaflet", "--campaign", "other") == 0
    assert run("new", "motion", "--title", "A motion", "--campaign", "other") == 0
    assert run("check") == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["branch"], "not given: Name of the branch. Add the option --name"),
        (["branch", "--name", "Ely"], "not given: Type of body (union-branch, trades-council"),
        (["branch", "--name", " ", "--type", "clp"], "Name of the branch (--name) is empty"),
        (["branch", "--name", "\ue000", "--type", "clp"], "has a character that cannot be printed: U+E000"),
        (["branch", "--name", "Ely", "--type", "clpp"], "Type of body (--type) cannot be 'clpp': did you mean 'clp'?"),
        (
            ["branch", "--name", "Ely", "--type", "clp", "--organisation", "x"],
            "Organisation (--organisation) cannot be 'x', for there is none yet",
        ),
        (["branch", "--name", "***", "--type", "clp"], "no file name can be made of '***': give --slug"),
        (["branch", "--name", "None", "--type", "clp"], "'none' cannot be the name of a file: give --slug"),
        (["branch", "--name", "Failed", "--type", "clp"], "'failed' cannot be the name of a file: give --slug"),
        (["branch", "--name", "Packs", "--type", "clp"], "'packs' cannot be the name of a file: give --slug"),
        (
            ["branch", "--name", "Ely", "--type", "clp", "--slug", "../ely"],
            "'../ely' cannot be the name of a file: give --slug lower-case letters",
        ),
        (["project", "other", "--campaign", "None"], "'none' cannot be the name of a file: give --campaign-slug"),
        (["motion"], "not given: Title of the motion. Add the option --title"),
        (["motion", "--title", "Buses for {{ place }}"], "Title of the motion (--title) has {{ in it"),
        (["motion", "--title", "Buses", "--campaign", "libary"], "Campaign (--campaign) cannot be 'libary'"),
        (["leaflet", "--title", "Buses", "--layout", "flier"], "cannot be 'flier': did you mean 'flyer'?"),
        (["leaflet", "--title", "Buses", "--layout", "motion"], "Layout (--layout) cannot be 'motion'"),
    ],
)
def test_what_cannot_be_taken_is_said_with_the_option(
    demo: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    before = sorted(demo.rglob("*"))
    assert run("new", *arguments) == 2
    assert said in capsys.readouterr().err
    assert sorted(demo.rglob("*")) == before


def test_with_two_campaigns_one_has_to_be_named(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (demo / "campaigns/other.yaml").write_text("title: Other\n")
    assert run("new", "motion", "--title", "Buses") == 2
    assert (
        "not given: Campaign (keep-anytown-library-open, other). Add the option --campaign" in capsys.readouterr().err
    )


def test_without_a_campaign_there_is_no_motion(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "motions").mkdir()
    assert run("--project", tmp_path, "new", "motion", "--title", "Buses") == 2
    assert "there is no campaign to write it for" in capsys.readouterr().err


def test_no_file_is_ever_replaced(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (demo / "leaflets/buses.yml").write_text("title: Mine\n")
    (demo / "branches/more.csv").write_text("name,type\nWeir Ward,clp\n")
    (demo / "branches/broken.yaml").write_text("{")
    for arguments, there in (
        (
            ("branch", "--name", "Friends of Anytown Library", "--type", "clp"),
            "branches/friends-of-anytown-library.yaml",
        ),
        (("branch", "--name", "Broken", "--type", "clp"), "branches/broken.yaml"),
        (("branch", "--name", "Weir Ward", "--type", "clp"), "'weir-ward'"),
        (("leaflet", "--title", "Buses"), "leaflets/buses.yml"),
        (("leaflet", "--title", "Motion"), "'motion'"),
    ):
        assert run("new", *arguments) == 2
        assert f"{there} is there already: give the new one another name with --slug" in capsys.readouterr().err
    assert (demo / "leaflets/buses.yml").read_text() == "title: Mine\n"
    assert run("new", "leaflet", "--title", "Motion", "--slug", "motion-2") == 0


def test_a_file_leads_to_its_schema_where_the_project_has_it(demo: Path) -> None:
    assert run("schema") == 0
    assert run("new", "motion", "--title", "Buses") == 0
    first = (demo / "motions/buses.yaml").read_text().splitlines()[0]
    assert (demo / "motions" / first.removeprefix("# yaml-language-server: $schema=")).is_file()
    assert run("check") == 0


def in_yaml() -> st.SearchStrategy[str]:
    """Any text but those with characters that cannot be printed."""
    letters = st.characters(exclude_categories=["Cs", "Co", "Cc"], exclude_characters="\ufffe\uffff")
    telling = st.sampled_from([*"\"'#*:-&!|>%@`{}[],~?\\\n\t =", "no", "null", "1.10", "{{", ": ", " #", "\u2028"])
    return st.lists(letters | telling, max_size=20).map("".join)


@settings(deadline=None)
@given(in_yaml())
@example("Branch: No. 1 #3")
@example("*Stars* & 'stripes'")
@example('"quoted"')
@example("no")
@example("null")
@example("01632 960123")
@example("2026-11-21")
@example("two\nlines")
@example("ends in a colon:")
@example("a\u2028b\x85c\ufeffd")
def test_any_text_reads_back_as_it_was_typed(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_text(f"name: {quoted(text)}\nlast: 1\n", "utf-8", newline="\n")
        source = read_yaml(path, "x.yaml")
    assert [str(problem) for problem in source.problems] == []
    assert (source.data["name"] or "", source.data["last"]) == (text, "1")


@settings(deadline=None)
@given(in_yaml())
def test_a_name_fills_its_place_in_a_file_and_no_other(text: str) -> None:
    texts = dict.fromkeys(
        ["type", "organisation", "place", "meets", "website", "secretary", "email", "phone", "promoter", "printer"], ""
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_text(fill("branch.yaml", {**texts, "name": text}), "utf-8", newline="\n")
        data = read_yaml(path, "x.yaml").data
    assert data.pop("name") == (text or None)
    assert not any(value for value in data.values() if not isinstance(value, dict))


@settings(max_examples=40, deadline=None)
@given(in_yaml(), in_yaml())
def test_any_branch_that_can_be_written_is_in_order(name: str, meets: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "motions").mkdir()
        told = io.StringIO()
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            status = run("--project", root, "new", "branch", f"--name={name}", f"--meets={meets}", "--type=clp")
        if status == 0:
            (branch,) = read(root).branches.values()
            assert (branch.value.name, branch.value.meets) == (name, meets if meets.strip() else "")
        else:
            assert "--slug" in told.getvalue() or "is empty" in told.getvalue()


def test_on_a_terminal_it_asks_and_asks_again(demo: Path) -> None:
    answers = ["", "Weir Ward: No. 1", "clpp", "clp", "Anytown", ""]
    shown = on_a_terminal(answers, "new", "branch")
    assert "Name of the branch:" in shown
    assert "Type of body (--type) cannot be 'clpp': did you mean 'clp'?" in shown
    assert "Organisation" not in shown, "there is none to choose"
    branch = read(demo).branches["weir-ward-no-1"].value
    assert (branch.name, branch.type, branch.place, branch.meets) == ("Weir Ward: No. 1", "clp", "Anytown", "")


def on_a_terminal(answers: list[str], *arguments: str) -> str:
    """Run the command on a terminal where somebody types these answers; return what was to be seen."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "handbill", *arguments]
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that the other end is closed
            while select.select([ours], [], [], 30)[0] and (piece := os.read(ours, 4096)):
                shown += piece
        assert process.wait(30) == 0, shown.decode()
    os.close(ours)
    return shown.decode()
