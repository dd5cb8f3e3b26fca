"""Notes for those who speak for a motion, and the forms of documents as such."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.checking import check
from handbill.errors import UsageError
from handbill.forms import add_forms
from handbill.piece import Piece
from handbill.piece.speaking import Speaking
from handbill.project import Project
from handbill.reading import read_project
from handbill.request import Request
from handbill.wanted import wanted_by
from tests import projects
from tests.setting import screen_pdf

NOTES = """\
notes: [the library closes in March.]
resolves: [ask the council to keep it open.]
speaking:
  mover: |
    {mover}
  seconder: |
    I second.

    - First of all, it is ours.
    - And it is warm.
  questions:
    - {{question: "Why {{{{ this_body }}}}?", answer: Because *we* read.}}
"""


def speaking(folder: Path, mover: str = "Chair, I move.\n\n    It is ours.") -> Piece:
    project = projects.sound(folder, {"motions/doc.yaml": projects.MOTION + NOTES.format(mover=mover)})
    add_forms(project)
    return projects.piece(project, "doc-speaking")


def kit(piece: Piece) -> Speaking:
    assert isinstance(piece.body, Speaking)
    return piece.body


def test_every_passage_has_the_time_at_which_a_speaker_comes_to_it(tmp_path: Path) -> None:
    piece = kit(speaking(tmp_path, " ".join(["word"] * 130) + "\n\n    " + " ".join(["more"] * 65) + "\n\n    End."))
    mover, seconder = piece.speeches
    assert [passage.at for passage in mover.passages] == ["0:00", "1:00", "1:30"]
    assert mover.length == "1\u00a0min\u00a030\u00a0s at 130 words a minute (196 words)"
    assert [passage.text.plain.replace("\xa0", " ").split("\n") for passage in seconder.passages] == [
        ["I second."],
        ["First of all, it is ours.", "", "And it is warm."],
    ]


def test_questions_are_filled_in_like_any_text(tmp_path: Path) -> None:
    [answer] = kit(speaking(tmp_path)).answers
    assert (answer.question.plain, answer.answer.html.strip()) == (
        "Why This Meeting?",
        "<p>Because <em>we</em> read.</p>",
    )


def test_the_page_says_all_of_it_in_order(tmp_path: Path) -> None:
    pdf = pypdfium2.PdfDocument(screen_pdf(speaking(tmp_path)))
    said = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    wanted = ("Keep it open", "For the mover", "0:00", "Chair, I move.", "It is ours.", "For the seconder", "warm.")
    places = [said.index(words) for words in (*wanted, "Questions you may be asked", "Because we read.")]
    assert places == sorted(places)


@given(st.integers(0, 2000), st.integers(1, 200))
def test_time_never_runs_back(first: int, second: int) -> None:
    from handbill.bodies.speaking import _clock

    before, after = (
        int(each[0]) * 60 + int(each[1]) for each in (_clock(n).split(":") for n in (first, first + second))
    )
    assert before <= after
    assert abs(before - first / 130 * 60) <= 2.5 + 1e-9


def test_a_motion_without_notes_has_no_such_form(tmp_path: Path) -> None:
    project = projects.sound(tmp_path, {"motions/doc.yaml": projects.MOTION + "notes: [one.]\n"})
    add_forms(project)
    assert "doc-speaking" not in project.documents


# Forms

MOTIONS = {
    "motions/doc.yaml": projects.MOTION + NOTES.format(mover="I move."),
    "motions/up.yaml": projects.MOTION + "stage: conference\nnotes: [one.]\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = projects.write(tmp_path_factory.mktemp("forms"), {**projects.BASE, **MOTIONS})
    return read_project(root)


def names(project: Project, **request: object) -> list[str]:
    return [each.entry.slug for each in wanted_by(Request(project.root, **request), project)]  # type: ignore[arg-type]


def test_usual_forms_are_made_with_their_document_and_others_on_request(project: Project) -> None:
    assert names(project) == ["doc", "up", "doc-speaking"]
    assert names(project, documents=("doc",)) == ["doc", "doc-speaking"]
    assert names(project, documents=("doc-speaking",)) == ["doc-speaking"]
    assert names(project, documents=("doc-conference",)) == ["doc-conference"]


def test_a_stage_asks_for_motions_as_they_are_there_and_for_nothing_else(project: Project) -> None:
    assert names(project, stage="conference") == ["up", "doc-conference"]
    assert names(project, stage="conference", documents=("doc",)) == ["doc-conference"]
    assert names(project, stage="branch") == ["doc"]


def test_a_document_with_the_name_of_a_form_is_told(tmp_path: Path) -> None:
    files = {**MOTIONS, "motions/doc-speaking.yaml": projects.MOTION + "notes: [one.]\n"}
    problems = check(Request(projects.write(tmp_path, {**projects.BASE, **files})))
    assert [str(each).split("\n")[0] for each in problems] == [
        "motions/doc.yaml  what is made of it as 'speaking' would have the name of the document 'doc-speaking': "
        "rename the file of that document"
    ]


def test_a_stage_that_is_none_is_refused(project: Project) -> None:
    from handbill.pipeline import build

    with pytest.raises(UsageError, match="there is no stage 'congress': it is branch or conference"):
        next(build(Request(project.root, stage="congress"), None))  # type: ignore[arg-type]


def test_a_condition_may_name_a_branch(tmp_path: Path) -> None:
    files = {
        "branches/two.yaml": "name: Two\ntype: community-group\n",
        "motions/doc.yaml": projects.MOTION + "only: {branch: weir}\nnotes: [one.]\n",
        "motions/wrong.yaml": projects.MOTION + "only: {branch: wier}\nnotes: [one.]\n",
    }
    project = projects.loaded(tmp_path, files)
    assert [
        (each.entry.slug, each.branch.slug) for each in wanted_by(Request(project.root), project) if each.branch
    ] == [("doc", "weir")]
    assert projects.said(project.problems) == [
        "motions/wrong.yaml:3:16 there is no branch 'wier': did you mean 'weir'?"
    ]
