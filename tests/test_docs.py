"""The documents tell the truth: their commands are run, their files are read, their tables are made anew.

A fenced block whose first line names a file (```yaml branches/x.yaml) is that file; with `part` after
it, lines that take the place of those with the same key. A ```console block is run: a line after `$`
is a command, the lines after it are in its output, in that order, with … for what differs. A number
behind `console` is the exit status of its last command.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer

from handbill import cli
from handbill.cli.app import app
from handbill.source import read_yaml
from scripts import reference

pytestmark = pytest.mark.usefixtures("workers_kept")

ROOT = Path(__file__).parent.parent
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])
NAMES = [path.relative_to(ROOT).as_posix() for path in PAGES]
TEXTS = {name: path.read_text("utf-8") for name, path in zip(NAMES, PAGES, strict=True)}
TODAY = ("--today", "2026-11-21")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><rect width="80" height="20" fill="#12507b"/></svg>'


@dataclass(frozen=True)
class Fence:
    """A fenced block: the word and the rest of its first line, and what it holds."""

    kind: str
    rest: list[str]
    text: str


def fences(page: str) -> list[Fence]:
    found = re.findall(r"^```(\w+)([^\n]*)\n(.*?)^```$", TEXTS[page], re.MULTILINE | re.DOTALL)
    return [Fence(kind, rest.split(), text) for kind, rest, text in found]


def put(folder: Path, fence: Fence) -> None:
    """Write a block's file, or change its lines."""
    path = folder / fence.rest[0]
    if fence.rest[1:] != ["part"]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(fence.text, "utf-8")
        return
    lines = path.read_text("utf-8").splitlines()
    for line in fence.text.splitlines():
        key = line.partition(":")[0] + ":"
        (place,) = [at for at, each in enumerate(lines) if each.startswith(key)]
        lines[place] = line
    path.write_text("\n".join(lines) + "\n", "utf-8")


# Pages that are walked through


@pytest.mark.parametrize("page", ["docs/tutorial.md", "docs/errors.md", "docs/facts-and-charts.md"])
def test_a_page_can_be_walked_through(page: str, tmp_path: Path) -> None:
    here = tmp_path
    for fence in fences(page):
        if fence.kind == "console":
            here = walk(fence, here)
        elif fence.rest:
            put(here, fence)


def walk(fence: Fence, here: Path) -> Path:
    """Run a console block; return the folder that it ends in."""
    steps = [step.split("\n", 1) for step in re.split(r"^\$ ", fence.text, flags=re.MULTILINE)[1:]]
    for number, (command, shown) in enumerate(steps, 1):
        expected = int(fence.rest[0]) if fence.rest and number == len(steps) else 0
        program, *arguments = shlex.split(command)
        if program == "cd":
            here = here / arguments[0]
        elif program == "rm":
            (here / arguments[0]).unlink()
        else:
            assert program == "handbill"
            status, told = run(arguments, here)
            assert (status, missed(shown, told)) == (expected, []), f"$ {command}\n{told}"
    return here


def run(arguments: list[str], here: Path) -> tuple[int, str]:
    today = () if "--today" in arguments else TODAY
    told = io.StringIO()
    streams = contextlib.redirect_stdout(told), contextlib.redirect_stderr(told)
    with contextlib.chdir(here), streams[0], streams[1], pytest.raises(SystemExit) as left:
        cli.main([*arguments, *today])
    return int(left.value.code or 0), told.getvalue()


def missed(shown: str, told: str) -> list[str]:
    """Return the lines shown that are not, in that order, in what was told."""
    left = [" ".join(line.split()) for line in told.splitlines()]
    missing = []
    for line in filter(None, (" ".join(line.split()) for line in shown.splitlines())):
        pattern = ".*".join(map(re.escape, line.split("…")))
        at = next((at for at, each in enumerate(left) if re.fullmatch(pattern, each)), None)
        if at is None:
            missing.append(line)
        else:
            left = left[at + 1 :]
    return missing


# Pages that describe


def test_the_examples_make_a_project_that_can_be_built(tmp_path: Path) -> None:
    shown = [fence for page in NAMES if page.startswith("docs/yaml/") for fence in fences(page) if fence.rest]
    for fence in shown:
        put(tmp_path, fence)
        for picture in re.findall(r"[\w/]+\.svg", fence.text):
            path = (tmp_path / fence.rest[0]).parent / picture
            path.parent.mkdir(exist_ok=True)
            path.write_text(SVG)
    folders = {fence.rest[0].partition("/")[0] for fence in shown}
    assert folders == {"campaigns", "organisations", "branches", "printers", "motions", "leaflets", "layouts"}
    assert run(["check"], tmp_path) == (0, "Everything is in order.\n")
    status, told = run(["build", "--edition", "screen"], tmp_path)
    assert (
        status,
        missed("baths-flyer (screen) 3 …\nbaths-poster (screen) 3 …\nopen-the-baths (screen) 3 …", told),
    ) == (0, [])


def test_every_name_that_can_be_filled_in_is_listed_and_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = re.findall(r"`\{\{ (\S+) \}\}`", TEXTS["docs/yaml/texts.md"].partition("you type | it stands for")[2])
    assert len(names) == len(set(names)) > 20
    files = {
        "campaigns/c.yaml": "title: T\nslogan: S\nregions: r.csv\n"
        "contact: {tell_us: a@b.example, website: https://c.example}\n"
        "petitions: {p: {title: P, url: https://d.example, closes: 2027-01-31}}\n",
        "campaigns/r.csv": "slug,name\nnorth,North\n",
        "organisations/o.yaml": "name: O\ntype: union\nwebsite: https://o.example\n",
        "branches/b.yaml": "name: B\ntype: clp\norganisation: o\nplace: Ely\nregion: north\nmeets: Now\n"
        "website: https://b.example\nmp: {name: M, constituency: E}\n"
        "secretary: {name: S, email: s@b.example, phone: 01632 960100}\n"
        "imprint: {promoter: S, on_behalf_of: B, printer: P}\n",
        "motions/m.yaml": "title: M\ncampaign: c\nversion: 1\nas_of: 2026-11-01\npetition: p\nnotes:\n"
        + "".join(f'  - "{{{{ {name} }}}}"\n' for name in names),
    }
    for name, text in files.items():
        put(tmp_path, Fence("yaml", [name], text))
    with pytest.raises(SystemExit) as left:
        cli.main(["check", "--project", str(tmp_path), *TODAY])
    assert (left.value.code, capsys.readouterr().err) == (0, "")


@pytest.mark.parametrize("page", NAMES)
def test_every_piece_of_yaml_can_be_read(page: str, tmp_path: Path) -> None:
    for fence in fences(page):
        if fence.kind == "yaml" and not fence.rest:
            (tmp_path / "x.yaml").write_text(fence.text)
            assert read_yaml(tmp_path / "x.yaml", "x.yaml").problems == []


# What the program knows of itself


@pytest.mark.parametrize("page", [path.relative_to(ROOT).as_posix() for path in reference.pages()])
def test_what_the_program_says_of_itself_is_current(page: str) -> None:
    assert reference.renewed(TEXTS[page]) == TEXTS[page], "renew it with scripts/reference.py"


def test_every_part_that_can_be_made_is_in_a_page() -> None:
    assert {name for text in TEXTS.values() for name in re.findall(r"<!-- made: (\S+) -->", text)} == {*reference.PARTS}


@pytest.mark.parametrize("page", NAMES)
def test_every_command_that_is_named_is_there_with_its_options(page: str) -> None:
    top: Any = typer.main.get_command(app)
    anywhere = {option for each in top.params for option in each.opts}
    for line in re.findall(r"(?:handbill|render\.py) ((?:[a-z]+|--[a-z]).*?)(?:`|$)", code(TEXTS[page]), re.MULTILINE):
        command, words = top, line.split()
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
        assert command is not top or words[0].startswith("-"), f"handbill {line}"
        known = anywhere | {option for each in command.params for option in each.opts}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known | {"--help"}, line


def code(text: str) -> str:
    """Return what stands in fences and between backticks, a piece a line."""
    fenced = [fence for kind, fence in re.findall(r"^```(\w+)[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    return "\n".join([*fenced, *inline])


# From page to page


@pytest.mark.parametrize("page", NAMES)
def test_every_link_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", TEXTS[page])):
        file, _, anchor = target.partition("#")
        if "://" in file:
            continue
        path = (ROOT / page).parent / file if file else ROOT / page
        assert path.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in anchors(path.read_text("utf-8")), f"{page}: {target}"


def anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", NAMES)
def test_every_file_of_the_project_that_is_named_is_there(page: str) -> None:
    for name in re.findall(r"`((?:handbill|layouts|scripts|tests|benchmarks|docs)/[\w./-]+)`", TEXTS[page]):
        if not name.startswith("layouts/") or (ROOT / "layouts" / name.split("/")[1]).is_dir():
            assert (ROOT / name).exists(), f"{page}: {name}"


def test_every_page_can_be_reached_from_the_first() -> None:
    linked = {"docs/README.md"}
    for page in NAMES:
        for target in re.findall(r"\]\(([^)\s#]+\.md)", TEXTS[page]):
            linked.add(((ROOT / page).parent / target).resolve().relative_to(ROOT).as_posix())
    assert {name for name in NAMES if name.startswith("docs/")} <= linked
