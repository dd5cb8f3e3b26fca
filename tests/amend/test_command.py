"""`handbill amend`: an amendment from an edited copy, and a motion from its amendments."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill import cli
from handbill.reading import read_project
from handbill.source import read_yaml
from tests.projects import BASE, plain, write

MOTION = """\
title: Keep it open
campaign: library
version: 2
notes: [{text: one two three;, source: budget, priority: 2}, four five six.]
resolves: [{id: council, text: write to the council;}, tell the press.]
variants: [{when: {type: clp}, replace: {council: write to our councillors;}}]
"""
COPY = MOTION.replace("two", "2").replace("tell the press", "tell the press and the radio")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, {**BASE, "motions/doc.yaml": MOTION, "copy.yaml": COPY})


def run(root: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(["--project", str(root), "--today", "2026-11-21", "amend", *arguments])
    return int(left.value.code or 0)


HEAD = ("--number", "22.1", "--title", "Tell more", "--from", "weir")


def test_an_amendment_is_worked_out_and_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "doc", "--edited", str(root / "copy.yaml"), *HEAD) == 0
    path = root / "amendments" / "doc-22-1.yaml"
    assert capsys.readouterr().out.splitlines() == [
        "In Notes 1, delete “two” and insert “2”",
        "In Resolves 2, add at end “and the radio”",
        f"Written: {path}",
    ]
    assert plain(read_yaml(path, "x").data) == {
        "motion": "doc",
        "number": "22.1",
        "title": "Tell more",
        "from": "weir",
        "changes": [
            {"in": "Notes 1", "delete": "two", "insert": "2"},
            {"in": "Resolves 2", "add": "and the radio"},
        ],
    }


def test_the_amendment_that_was_written_gives_the_edited_copy(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "doc", "--edited", str(root / "copy.yaml"), "--output", str(root / "amendments" / "a.yaml")) == 0
    assert run(root, "a", "--output", str(root / "made.yaml")) == 0
    capsys.readouterr()
    assert run(root, "doc", "--edited", str(root / "made.yaml")) == 0
    made = plain(read_yaml(root / "made.yaml", "x").data)
    assert [each["text"] for each in made["resolves"]] == ["write to the council;", "tell the press and the radio."]
    assert made["notes"][0] == {"id": "n1", "text": "one 2 three;", "source": ["budget"], "priority": "2"}
    assert made["variants"] == [{"when": {"type": ["clp"]}, "replace": {"council": "write to our councillors;"}}]


@pytest.mark.parametrize("words", [b"PK\x03\x04\x00\x00word/document.xml", b"Keep it open\n\nResolves: to tell\n"])
def test_an_edited_copy_that_is_no_yaml_is_told_what_it_should_be(
    root: Path, words: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "copy.docx"
    path.write_bytes(words)
    assert run(root, "doc", "--edited", str(path)) == 1
    assert capsys.readouterr().err == (
        f"{path}  this is no motion's YAML, which the edited copy has to be: change a copy of motions/doc.yaml; "
        "'handbill open FILE.pdf' gets one from a motion's PDF\n"
    )


COUNCILLORS = {"branches/ely.yaml": "name: Ely\ntype: clp\n"}


def test_an_amendment_that_some_bodies_could_not_take_is_not_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, {**COUNCILLORS, "copy.yaml": MOTION.replace("write to the council", "write to the full council")})
    assert run(root, "doc", "--edited", str(root / "copy.yaml")) == 2
    assert capsys.readouterr().err == (
        "handbill: this does not apply to the words that ely would amend: say with --branch whose amendment it is\n"
    )
    assert not (root / "amendments").exists()


def test_an_amendment_is_worked_out_in_the_words_of_the_branch_that_sends_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = MOTION.replace("our councillors", "all our councillors").replace("the council", "a council")
    write(root, {**COUNCILLORS, "copy.yaml": copy})
    path = root / "amendments" / "a.yaml"
    assert run(root, "doc", "--edited", str(root / "copy.yaml"), "--branch", "ely", "--output", str(path)) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[0] == "In Resolves 1, after “write to” insert “all”"
    assert told.err == ("No part of an amendment, and left as it is: the words of Resolves 1 that other bodies have.\n")
    found = plain(read_yaml(path, "x").data)
    assert found["only"] == {"branch": "ely"}
    assert [str(each) for each in read_project(root).problems] == []


def test_clauses_that_come_in_move_no_others_in_the_words_of_a_branch(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = MOTION.replace("notes: [", "notes: [people read there;, ").replace("id: council, ", "")
    write(root, {**COUNCILLORS, "copy.yaml": copy})
    path = root / "amendments" / "a.yaml"
    assert run(root, "doc", "--edited", str(root / "copy.yaml"), "--branch", "ely", "--output", str(path)) == 0
    assert capsys.readouterr().out.splitlines()[:-1] == ["Insert new Notes 1 and renumber: “people read there;”"]


def test_what_was_edited_and_is_no_words_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = COPY.replace("priority: 2", "priority: 3").replace("source: budget", "source: report")
    copy = copy.replace("version: 2", "version: 3").replace("our councillors", "them")
    write(root, {"copy.yaml": copy})
    assert run(root, "doc", "--edited", str(root / "copy.yaml")) == 0
    assert capsys.readouterr().err == (
        "No part of an amendment, and left as it is: version, variants, priority of Notes 1, source of Notes 1.\n"
    )


def test_a_copy_with_the_same_words_amends_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "doc", "--edited", str(root / "motions" / "doc.yaml")) == 0
    assert "nothing to amend" in capsys.readouterr().out
    assert not (root / "amendments").exists()


def test_no_file_is_overwritten_without_being_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("doc", "--edited", str(root / "copy.yaml"), "--output", str(root / "there.yaml"))
    (root / "there.yaml").write_text("mine")
    assert run(root, *arguments) == 2
    assert "is there already: name another file, or write --force" in capsys.readouterr().err
    assert (root / "there.yaml").read_text() == "mine"
    assert run(root, *arguments, "--force") == 0
    assert (root / "there.yaml").read_text() != "mine"


def amendment(change: str) -> str:
    return f"motion: doc\ntitle: T\nchanges:\n  - {change}\n"


def test_conflicts_are_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = amendment("{in: n1, add: and more}"), amendment("{in: n1, delete_after: two, insert: and more}")
    write(root, {"amendments/a.yaml": one, "amendments/b.yaml": other})
    assert run(root, "a", "b") == 1
    told = capsys.readouterr()
    assert told.err == "'a' and 'b' meet: both amend Notes 1\n"
    assert "text: one two and more;" in told.out
    assert run(root, "b", "a") == 1


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["dock", "--edited", "copy.yaml"], 2, "there is no motion 'dock': did you mean 'doc'?"),
        (["ab"], 2, "there is no amendment 'ab': did you mean 'a'?"),
        (["a", "doc", "--edited", "copy.yaml"], 2, "name the one motion that the edited copy is of"),
        (["a", "--number", "3"], 2, "--number, --title, --from and --branch go with --edited"),
        (["doc", "--edited", "copy.yaml", "--branch", "wier"], 2, "there is no branch 'wier': did you mean 'weir'?"),
        (["a", "c"], 2, "these amend different motions: doc, other"),
        (["broken"], 1, "amendments/broken.yaml:4:6  unknown field 'inn'"),
        (["a", "gone"], 1, "amendments/gone.yaml:4:10  the clause 'n2' is deleted already"),
        (["doc", "--edited", "nowhere.yaml"], 2, "there is no file nowhere.yaml: name the edited copy"),
        (["doc", "--edited", "wrong.yaml"], 1, "wrong.yaml:1:1  'title' is missing"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str],
    status: int,
    message: str,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = {
        "amendments/a.yaml": amendment("{delete: n2}"),
        "amendments/gone.yaml": amendment("{in: n2, add: x}"),
        "amendments/broken.yaml": amendment("{inn: n1, add: x}"),
        "amendments/c.yaml": amendment("{delete: n1}").replace("doc", "other"),
        "motions/other.yaml": MOTION,
        "wrong.yaml": "notes: [a]\n",
    }
    write(root, files)
    monkeypatch.chdir(root)
    assert run(root, *arguments) == status
    assert message in capsys.readouterr().err
