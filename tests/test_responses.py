"""Responses to consultations: a guide, a filled answer, an invitation and a leaflet, while it is open and after."""

from __future__ import annotations

import dataclasses
import datetime
import io
import subprocess
from pathlib import Path

import docx
import pypdfium2
import pytest
import zxingcpp

from handbill import manuscript, shipped
from handbill.compose import compose
from handbill.finish import plain, word
from handbill.forms import add_forms
from handbill.models.response import ANSWER, INVITATION, SIDE
from handbill.personalise import personalise
from handbill.piece import Piece
from handbill.piece.leaflet import Leaflet
from handbill.piece.letter import Letter
from handbill.piece.response import Response
from handbill.project import Project
from handbill.request import Request
from handbill.wanted import Pieces, expired, wanted_by
from tests.projects import Files, loaded, said, sound
from tests.setting import layout, screen_pdf

RESPONSE = """\
title: Tell the council
campaign: library
as_of: 2026-11-01
consultation:
  name: Our budget
  body: Weir Council
  url: https://weir.example/budget/answer
  short_url: https://weir.example/b
  opens: 2026-11-02
  closes: 2027-01-31
  send_to: [budget@weir.example, 'Town Hall, 1 Mill Lane, Weir']
text: Why it *matters*.
scale: [Strongly disagree, Disagree, Neither, Agree, Strongly agree]
questions:
  - {number: 4, text: Should we close libraries?, answer: strongly disagree, reasons: [Many read.], source: budget}
  - {text: How often do you go?, scale: [Never, 'Each week, or more'], answer: 'Each week, or more'}
  - {text: What else?, scale: [], answer: Open longer.}
points: [Many read., Few libraries are left., It costs little.]
invitation: Please tell the council what you think.
"""
OPEN, LAST_DAY, OVER = (datetime.date(2026, 12, 1), datetime.date(2027, 1, 31), datetime.date(2027, 2, 1))
BRANCH = {
    "branches/weir.yaml": "name: Weir Readers\ntype: community-group\nsecretary: {name: A. Reader}\n"
    "imprint: {promoter: 'A. Reader, 1 Mill Lane, Weir'}\n"
}


def response(old: str = "", new: str = "") -> Files:
    assert old in RESPONSE
    return {**BRANCH, "responses/doc.yaml": RESPONSE.replace(old, new) if old else RESPONSE}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = sound(tmp_path_factory.mktemp("response"), response())
    add_forms(made)
    return made


def made(project: Project, form: str = "", today: datetime.date = OPEN, branch: str | None = "weir") -> Piece:
    entry = project.documents[f"doc-{form}" if form else "doc"]
    return personalise(project, entry, project.branches[branch] if branch else None, entry.lang, today=today)


def words(piece: Piece) -> str:
    """What the piece says as plain text, a line a paragraph."""
    return (
        plain.finish(manuscript.read(compose(piece, layout(piece.layout)).html, "text"), piece)
        .decode()
        .replace("\r", "")
    )


def test_the_guide_says_what_to_answer_and_why_and_by_when(project: Project) -> None:
    text = words(made(project))
    assert "Answers must be in by 31 January 2027." in text
    assert "Use your own words." in text
    assert "Question 4\nShould we close libraries?" in text.replace("\n\n", "\n")
    assert "What we suggest" in text
    assert "Many read." in text
    assert "budget@weir.example" in text
    assert "camera" not in text  # there is no code to point it at


def test_the_chosen_answer_is_marked_in_plain_text(project: Project) -> None:
    lines = words(made(project, ANSWER)).splitlines()
    assert [line for line in lines if line.startswith(("☑", "☐"))] == [
        "☑ Strongly disagree",
        *(f"☐ {each}" for each in ("Disagree", "Neither", "Agree", "Strongly agree")),
        "☐ Never",
        "☑ Each week, or more",
    ]
    assert "Open longer." in lines
    assert "Answer from Weir Readers" in lines


def test_the_answer_goes_to_the_body_that_asks(project: Project) -> None:
    piece = made(project, ANSWER)
    assert piece.title.plain.replace("\u00a0", " ") == "Our budget"
    assert piece.petitions() == ()
    assert "Why it matters." not in words(piece)
    assert "weir.example/budget/answer" in words(piece)


def test_the_answer_is_a_word_document_that_libreoffice_reads(project: Project, tmp_path: Path) -> None:
    piece = made(project, ANSWER)
    data = word.finish(manuscript.read(compose(piece, layout("answer")).html, "word"), piece, {})
    marked = [each.text for each in docx.Document(io.BytesIO(data)).paragraphs if each.text.startswith("☑")]
    assert marked == ["☑ Strongly disagree", "☑ Each week, or more"]
    (tmp_path / "answer.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "answer.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    page = pypdfium2.PdfDocument((tmp_path / "answer.pdf").read_bytes())[0].get_textpage().get_text_bounded()
    assert "☑ Strongly disagree" in page
    assert "Many read." in page


def test_the_invitation_is_a_letter_to_members_and_friends(project: Project) -> None:
    letter = made(project, INVITATION).body
    assert isinstance(letter, Letter)
    assert [line.plain.replace("\u00a0", " ") for line in letter.recipient] == ["To members and friends"]
    said = letter.paragraphs[0].text
    assert "Please tell the council" in said.plain
    assert "31\u00a0January 2027" in said.plain
    assert '<a href="https://weir.example/budget/answer">weir.example/b</a>' in said.html


def test_the_leaflet_leads_to_the_page_of_the_consultation(project: Project) -> None:
    pdf = screen_pdf(made(project, SIDE))
    (page,) = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded().replace("\u00a0", " ").split())
    assert "HAVE YOUR SAY BY 31 JANUARY 2027" in text.upper()
    assert "Few libraries are left." in text
    assert "weir.example/b" in text
    (code,) = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert code.text == "https://weir.example/budget/answer"
    assert [round(each) for each in page.get_size()] == [420, 595]


def test_after_the_last_day_the_guide_and_the_leaflet_say_that_it_has_closed(project: Project) -> None:
    guide, leaflet = made(project, today=OVER), made(project, SIDE, OVER)
    assert isinstance(guide.body, Response)
    assert guide.body.is_over
    assert "This consultation closed on 31 January 2027." in words(guide)
    assert "own words" not in words(guide)
    assert "budget@weir.example" not in words(guide)
    assert isinstance(leaflet.body, Leaflet)
    shown = {block.kind: block.value for block in leaflet.body.sides[0]}
    assert shown["headline"].plain.replace("\u00a0", " ") == "This consultation has closed"
    assert "closed on 31\u00a0January 2027" in shown["lead"].plain
    assert shown["petition"].closes == ""


def test_on_the_last_day_it_is_still_open(project: Project) -> None:
    assert made(project, today=LAST_DAY).digest() == made(project, today=OPEN).digest()
    assert made(project, today=OVER).digest() != made(project, today=OPEN).digest()


@pytest.mark.parametrize(("today", "there", "told"), [(LAST_DAY, True, 0), (OVER, False, 1)])
def test_no_invitation_is_made_once_it_has_closed(
    project: Project, today: datetime.date, there: bool, told: int
) -> None:
    request = Request(project.root, today=today)
    pieces = [each.document for _, each in Pieces(project, request).all(wanted_by(request, project))]
    assert ("doc-invitation" in pieces) is there
    assert {"doc", "doc-answer", "doc-side"} <= set(pieces)
    problems = expired(project, today)
    assert len(problems) == told
    for line in said(problems):
        assert line.startswith("responses/doc.yaml:10:3 warning: the consultation closed on 2027-01-31")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "answer: strongly disagree",
            "answer: Strongly disagre",
            "responses/doc.yaml:15:59 'Strongly disagre' is not on the scale: did you mean 'Strongly disagree'?",
        ),
        ("answer: 'Each week, or more'", "answer: Agree", "is not on the scale"),
        ("opens: 2026-11-02", "opens: 2027-11-02", "'closes' is before the first day, 2027-11-02: mend one of the two"),
        (", answer: Open longer.", "", "says nothing: give it an 'answer', 'reasons' or both"),
        ("source: budget", "source: budgit", "the campaign has no source 'budgit': did you mean 'budget'?"),
    ],
)
def test_mistakes_are_told_at_their_lines(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = said(loaded(tmp_path, response(old, new)).problems)
    assert any(told in line and line.startswith("responses/doc.yaml:") for line in found), found


def test_without_points_and_invitation_there_is_no_leaflet_and_no_letter(tmp_path: Path) -> None:
    files = response("points: [Many read., Few libraries are left., It costs little.]\n")
    text = str(files["responses/doc.yaml"]).partition("invitation:")[0]
    project = sound(tmp_path, {**files, "responses/doc.yaml": text})
    add_forms(project)
    assert sorted(project.documents) == ["doc", "doc-answer"]


@pytest.mark.parametrize("branch", ["weir", None])
@pytest.mark.parametrize("form", ["", ANSWER, SIDE, INVITATION])
def test_every_form_can_be_had_in_large_print(project: Project, form: str, branch: str | None) -> None:
    piece = dataclasses.replace(made(project, form, branch=branch), layout="large", paper="A4")
    assert compose(piece, layout("large", shipped.LAYOUTS)).html


def test_a_translation_has_its_own_scale(tmp_path: Path) -> None:
    welsh = (
        "translations:\n  cy:\n    title: Dywedwch wrth y cyngor\n"
        "    consultation: {name: Ein cyllideb, body: Cyngor}\n"
        "    text: Pam.\n    scale: [Anghytuno’n gryf, Anghytuno, Y naill, Cytuno, Cytuno’n gryf]\n    questions:\n"
        "      - {text: A ddylem gau?, answer: Anghytuno’n gryf, reasons: [Mae llawer yn darllen.]}\n"
        "      - {text: Pa mor aml?, scale: [Byth, Bob wythnos], answer: Bob wythnos}\n"
        "      - {text: Beth arall?, scale: [], answer: Agor yn hirach.}\n"
        "    points: [Un., Dau., Tri.]\n    invitation: Dewch.\n"
    )
    files = response()
    project = sound(tmp_path, {**files, "responses/doc.yaml": RESPONSE + welsh})
    piece = personalise(project, project.documents["doc"], project.branches["weir"], "cy", today=OPEN)
    text = words(piece)
    assert "☑ Anghytuno’n gryf" in text
    assert "Rhaid i’r atebion gyrraedd erbyn 31 Ionawr 2027." in text
