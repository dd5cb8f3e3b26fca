"""The papers of an amendment, built and read back: the amendment itself, the motion marked up and as amended."""

from __future__ import annotations

import datetime
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from handbill import cli
from handbill.amend.adopted import amended_motion
from handbill.checking import check
from handbill.crew import Crew
from handbill.errors import ContentError
from handbill.forms import add_forms
from handbill.piece import Rich
from handbill.piece.amendment import Amendment
from handbill.piece.motion import Motion
from handbill.project import Project
from handbill.request import Request
from tests.amend.test_yaml import files
from tests.projects import BASE, branch, loaded, motion, piece, plain, said, sound, write

TODAY = ("--today", "2026-11-21")

MOTION = """\
notes: [{text: the library is open on **six days**;, source: budget}, the council plans to shut it.]
resolves:
  - {text: ask the council to keep it open;, id: council}
  - {text: tell the press;, points: [the Weir Times;, the radio;]}
  - sign the petition at {{ petition.short_url }}.
instructs: [press for it.]
petition: library
"""
AMENDMENT = """\
motion: doc
number: "22.1"
title: Longer hours
from: weir
outcome: carried
changes:
  - {in: Resolves 1, delete_after: ask the council to, insert: fund it each evening}
  - In Notes 1, delete “six days” and insert “seven days”
  - {in: Resolves 2(b), delete: radio, insert: television}
  - {at: Notes 2, insert: people read there;}
  - {delete: Notes 2}
  - {in: title, delete: open, insert: open later}
"""
BRIEF = """\
motion: doc
title: Believe less
changes: [Delete Notes 2]
"""
FEW = """\
title: Keep it open for everybody in the town and in all the villages
campaign: library
resolves: [keep the library open.]
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, kept: Crew) -> Path:
    """A project with an amendment, built in two editions."""
    root = tmp_path_factory.mktemp("amendments")
    made = {"motions/few.yaml": FEW, "amendments/later.yaml": AMENDMENT, "amendments/brief.yaml": BRIEF}
    write(root, {**BASE, **motion(MOTION), **made})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handbill.task.hire", lambda jobs=0, limit=0.0: kept)
        told = io.StringIO()
        patch.setattr("sys.stdout", told)
        asked = (("later", 6), ("brief", 2), ("few", 2))
        results = [each for slug, count in asked for each in built(root, told, slug, *EDITIONS[:count])]
    assert [each for each in results if each["proof"]["result"] == "fail"] == []
    assert len(results) == 13
    return root / "output" / "weir"


EDITIONS = ("--edition", "screen", "--edition", "large", "--edition", "text")


def built(root: Path, told: io.StringIO, slug: str, *editions: str) -> list[dict[str, Any]]:
    """What is made of a document, as `build --json` tells it."""
    told.truncate(told.seek(0))
    with pytest.raises(SystemExit):
        cli.main(["--project", str(root), "build", slug, "--branch", "weir", *editions, "--json", *TODAY])
    artefacts: list[dict[str, Any]] = json.loads(told.getvalue())["artefacts"]
    return artefacts


def text(path: Path) -> str:
    pages = pypdf.PdfReader(path).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages).replace("\u00a0", " "))


@pytest.mark.parametrize("edition", ["screen", "large"])
def test_the_paper_has_rubrics_and_the_clauses_that_they_touch(output: Path, edition: str) -> None:
    found = text(output / f"later_weir_{edition}.pdf")
    for words in (
        "Amendment 22.1",
        "Longer hours",
        "To the motion: Keep it open",
        "From: Weir Readers",
        "Carried",
        "In Resolves 1, delete all after “ask the council to” and insert “fund it each evening”",
        "In Resolves 2(b), delete “radio” and insert “television”",
        "Insert new Notes 2 and renumber",
        "Delete Notes 2",
        "In the title, delete “open” and insert “open later”",
        "struck through go out",
    ):
        assert words in found
    assert "petition" not in found


def test_the_text_of_a_marked_motion_has_the_numbers_of_its_page(output: Path) -> None:
    """It says nothing of marks that a text has not."""
    found = (output / "later-marked_weir_text.txt").read_text()
    assert found.startswith("Keep it [deleted: open] [inserted: open later]\n\nShowing Amendment 22.1.\n\n")
    assert "\n+ [inserted: people read there.]\n2. [deleted: the council plans to shut it" in found
    paper = (output / "later_weir_text.txt").read_text()
    assert "\n+ [inserted: people read there;]\n" in paper
    assert not re.search("struck through|underlined|Moved|Promoted|Weir Readers\n\n?Amendment", found + paper)


def test_a_paper_with_one_short_change_passes_its_proof(output: Path) -> None:
    """Its head and its key are more than its text, and are smaller."""
    assert "Delete Notes 2" in text(output / "brief_weir_screen.pdf")


def test_a_motion_with_fewer_words_than_its_foot_passes_its_proof(output: Path) -> None:
    assert "keep the library open." in text(output / "few_weir_screen.pdf")


def test_the_motion_as_amended_is_a_motion(output: Path) -> None:
    found = text(output / "later-amended_weir_screen.pdf")
    assert "Keep it open later" in found
    assert "ask the council to fund it each evening;" in found
    assert "the library is open on seven days;" in found
    assert "six" not in found
    assert "the council plans" not in found
    assert "sign the petition at weir.example/l." in found
    assert "As amended by Amendment 22.1" in found
    assert pypdf.PdfReader(output / "later-amended_weir_screen.pdf").metadata["/Title"] == "Keep it open later"  # type: ignore[index]


def fonts_of(path: Path, word: str) -> set[str]:
    """The fonts that a word is set in."""
    found: set[str] = set()

    def visit(text: str, *state: Any) -> None:
        if word in text.replace("\u00a0", " "):
            found.add(str(state[2]["/BaseFont"]))

    for page in pypdf.PdfReader(path).pages:
        page.extract_text(visitor_text=visit)
    return found


def test_what_is_new_is_bold_and_what_goes_is_struck(output: Path) -> None:
    marked = output / "later-marked_weir_screen.pdf"
    found = text(marked)
    assert "six days" in found
    assert "seven days" in found
    assert [name for name in fonts_of(marked, "people read") if "Bold" not in name] == []
    assert fonts_of(marked, "people read")
    assert [name for name in fonts_of(marked, "council plans") if "Bold" in name] == []
    assert fonts_of(marked, "council plans")
    assert rules(marked) > rules(output / "later-amended_weir_screen.pdf")


def rules(path: Path) -> int:
    """How many lines are drawn on the first page: under words and through them."""
    with pikepdf.open(path) as pdf:
        drawn = pikepdf.parse_content_stream(pdf.pages[0])
        return sum(str(each.operator) in ("l", "re") for each in drawn)


def changes(project: Project, **for_whom: str | None) -> list[tuple[list[str], list[tuple[int, str]]]]:
    made = piece(project, "doc-1", **for_whom).body  # type: ignore[arg-type]
    assert isinstance(made, Amendment)
    return [
        (
            [plain(each.plain) for each in change.rubrics],
            [(clause.number, clause.text.html) for part in change.words.parts for clause in part.clauses],
        )
        for change in made.changes
    ]


def test_changes_to_one_clause_stand_above_it_together(tmp_path: Path) -> None:
    project = sound(tmp_path, files("{in: n1, delete: one}", "{in: n1, add: four}", "{delete: n2}"))
    assert changes(project) == [
        (
            ["In Notes 1, delete “one”", "In Notes 1, add at end “four”"],
            [(1, "<del>one</del> two three <ins>four</ins>;")],
        ),
        (["Delete Notes 2"], [(2, "<del>four five six.</del>")]),
    ]


def test_a_clause_stands_on_the_paper_once(tmp_path: Path) -> None:
    project = sound(
        tmp_path,
        {**files("{in: n1, delete: one}", "{delete: n2}", "{in: n1, add: four}", "{every: t, insert: T}"), **motion(T)},
    )
    assert changes(project) == [
        (
            ["In Notes 1, delete “one”", "In Notes 1, add at end “four”"],
            [(1, "<del>one t</del><ins>T</ins> three <ins>four</ins>;")],
        ),
        (["Delete Notes 2"], [(2, "<del>five t.</del>")]),
        (["In every place, delete “t” and insert “T”"], [(3, "<del>t</del><ins>T</ins>.")]),
    ]


def test_words_that_come_in_everywhere_after_others_are_all_that_is_new(tmp_path: Path) -> None:
    made = {**files("{every: one two, insert: one two and more}"), **motion("notes: [one two three;, not one two.]\n")}
    assert changes(sound(tmp_path, made)) == [
        (
            ["In every place, after “one two” insert “and more”"],
            [(1, "one two <ins>and more</ins> three;"), (2, "not one two <ins>and more</ins>.")],
        )
    ]


def test_what_stands_in_one_place_of_a_body_is_said_of_its_clause(tmp_path: Path) -> None:
    made = {**files("{every: five, insert: 5}", "{every: one two, insert: one more two}")}
    assert changes(sound(tmp_path, made)) == [
        (["In Notes 2, delete “five” and insert “5”"], [(2, "four <del>five</del><ins>5</ins> six.")]),
        (["In Notes 1, delete “one two” and insert “one more two”"], [(1, "one <ins>more</ins> two three;")]),
    ]


T = "notes: [one t three;, five t., t.]\n"

SOME = """\
notes: [{text: for councils;, only: {type: council}}, the place shuts;, so.]
variants:
  - {when: {type: community-group}, replace: {n2: our place shuts;}}
  - {when: {type: clp}, replace: {n2: nothing is known;}}
"""


def test_each_body_has_the_amendment_in_the_words_and_numbers_of_its_own_motion(tmp_path: Path) -> None:
    made = {**files("{in: n2, delete: shuts, insert: opens}", "{delete: n1}"), **motion(SOME)}
    project = sound(tmp_path, made)
    assert changes(project) == [
        (["In Notes 1, delete “shuts” and insert “opens”"], [(1, "our place <del>shuts</del><ins>opens</ins>;")])
    ]
    assert changes(project, branch=None) == [
        (["In Notes 2, delete “shuts” and insert “opens”"], [(2, "the place <del>shuts</del><ins>opens</ins>;")]),
        (["Delete Notes 1"], [(1, "<del>for councils;</del>")]),
    ]


def test_an_amendment_that_does_not_apply_to_the_words_of_a_variant_is_told(
    tmp_path: Path, problems_of: Callable[[Project, str], list[str]]
) -> None:
    made = {**files("{in: n2, delete: shuts, insert: opens}"), **motion(SOME), **branch("", "clp")}
    assert problems_of(loaded(tmp_path, made), "doc-1") == [
        "amendments/doc-1.yaml:4:22 the words “shuts” do not stand there: it says “nothing is known;”; "
        "say under 'only' whom the amendment is for"
    ]


COUNCIL = {**branch("", "council"), "branches/ely.yaml": "name: Ely\ntype: clp\n"}
FOR_COUNCILS = """\
notes: [the place shuts;, so.]
resolves: [act now.]
variants: [{when: {type: council}, replace: {r1: act now as a council.}}]
"""


def test_an_amendment_is_to_the_words_of_those_whom_it_is_for(tmp_path: Path) -> None:
    change = "{in: Resolves 1, delete: as a council, insert: as one}"
    made = {**files(change, head="only: {type: council}\n"), **motion(FOR_COUNCILS), **COUNCIL}
    project = sound(tmp_path, made)
    assert changes(project) == [
        (
            ["In Resolves 1, delete “as a council” and insert “as one”"],
            [(1, "act now <del>as a council</del><ins>as one</ins>.")],
        )
    ]
    assert changes(project, branch=None) == changes(project)
    found = amended_motion(project, "doc", ["doc-1"])
    assert (str(found.resolves[0].text), dict(found.variants[0].replace)) == ("act now.", {"r1": "act now as one."})


def test_an_amendment_that_applies_to_the_words_of_none_whom_it_is_for_says_what_theirs_are(tmp_path: Path) -> None:
    made = {**files("{in: Resolves 1, delete: today}", head="only: {type: council}\n"), **motion(FOR_COUNCILS)}
    for others in (COUNCIL, {}):
        told = said(loaded(tmp_path, {**made, **others}).problems)
        says = "act now as a council." if others else "act now."
        message = "amendments/doc-1.yaml:5:30 the words “today” do not stand there: it says"
        assert told == [f"{message} “{says}”"]


def test_a_branch_whose_words_are_others_is_named_once_whatever_is_made_for_it(tmp_path: Path) -> None:
    ely = {"branches/ely.yaml": "name: Ely\ntype: clp\n"}
    write(tmp_path, {**BASE, **files("{in: n2, delete: shuts, insert: opens}"), **motion(SOME), **ely})
    problems = check(Request(root=tmp_path, today=datetime.date(2026, 11, 21)))
    assert said([each for each in problems if each.severity == "error"]) == [
        "amendments/doc-1.yaml:4:22 the words “shuts” do not stand there, for ely: it says “nothing is known;”; "
        "say under 'only' whom the amendment is for"
    ]


def test_an_amendment_of_nothing_that_a_body_has_is_told(
    tmp_path: Path, problems_of: Callable[[Project, str], list[str]]
) -> None:
    project = loaded(tmp_path, {**files("{delete: n1}"), **motion(SOME)})
    assert problems_of(project, "doc-1") == [
        "amendments/doc-1.yaml the motion of this body has none of the clauses that are amended: "
        "say under 'only' whom the amendment is for"
    ]


@pytest.fixture
def problems_of() -> Callable[[Project, str], list[str]]:
    def told(project: Project, name: str) -> list[str]:
        with pytest.raises(ContentError) as error:
            piece(project, name)
        return said(list(error.value.problems))

    return told


def test_a_conference_is_asked_to_amend_what_it_instructs(tmp_path: Path) -> None:
    made = {**files("{in: instructs 1, add: now}", head="stage: conference\n"), **motion(MOTION)}
    project = sound(tmp_path, made)
    body = piece(project, "doc-1").body
    assert isinstance(body, Amendment)
    (part,) = body.changes[0].words.parts
    assert part.opening.plain.replace("\u00a0", " ") == "Conference instructs the Executive to"


def test_a_welsh_motion_is_amended_in_welsh(tmp_path: Path) -> None:
    made = {**files("{in: n1, delete: one}"), **motion("lang: cy\n" + WELSH)}
    project = sound(tmp_path, made)
    assert changes(project)[0][0] == ["Yn Nodi 1, dileu “one”"]


WELSH = "notes: [one two three;]\n"


def test_marks_keep_the_words_that_surround_them(tmp_path: Path) -> None:
    project = sound(
        tmp_path,
        files("{in: board, delete: write, insert: go}", "{at_end_of: believes, insert: '{{ branch.name }} is.'}"),
    )
    add_forms(project)
    body = piece(project, "doc-1-marked").body
    assert isinstance(body, Motion)
    clauses = {clause.id: (clause.number, clause.text) for part in body.parts for clause in part.clauses}
    assert clauses["board"] == (1, Rich("<del>write</del><ins>go</ins> to Weir council;", "writego to Weir council;"))
    assert clauses["b1a"] == (0, Rich("<ins>Weir Readers is.</ins>", "Weir Readers is."))
