"""Line numbers, in the finished PDF: read with pdfium, which had no part in making it."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from handbill import manuscript
from handbill.compose import compose
from handbill.expect import expected_of
from handbill.finish import screen, word
from handbill.forms import add_forms
from handbill.markup.reading import read
from handbill.pages import Typeset
from handbill.piece import Piece, Rich
from handbill.project import Project
from handbill.proof import proof

from . import projects
from .setting import typesetter

MOTION = """\
title: Keep it open
campaign: library
line_numbers: yes
notes:
  - the council's draft budget would close the library at the end of March, to save eighty-four thousand pounds a year;
  - text: people made **thirty-one thousand two hundred visits** to it in a year, which is six hundred visits a week;
    points:
      - and each of them was by somebody who wanted to be there, on a wet afternoon in the middle of the week;
      - or at its end.
believes:
  - it is well-known that a library is the one place in a village where anyone may sit, read, study, keep warm, and pay
    nothing at all.
resolves:
  - write to {{ branch.mp.name }}, our Member of Parliament, and to all of the members of the council whom we know.
"""
FILES = {
    "motions/doc.yaml": MOTION,
    "branches/weir.yaml": "name: Weir Readers\ntype: community-group\nmp: {name: A. Example MP}\n",
    "agendas/book.yaml": (
        "title: Agenda\ncampaign: library\nbranch: weir\nline_numbers: yes\nitems: [{motion: doc}, {motion: other}]\n"
    ),
    "motions/other.yaml": MOTION.replace("Keep it open", "Another").replace("line_numbers: yes\n", ""),
}
Lines = list[tuple[str, str]]
"""The lines that have numbers: the number and what stands on the line, in the order in which they are seen."""


@dataclasses.dataclass(frozen=True)
class Made:
    piece: Piece
    typeset: Typeset
    html: str
    pdf: bytes
    result: Mapping[str, str]


def make(project: Project, document: str, branch: str | None = "weir", **changes: object) -> Made:
    piece = dataclasses.replace(projects.piece(project, document, branch), **changes)  # type: ignore[arg-type]
    layout = project.layouts[piece.layout]
    composed = compose(piece, layout)
    typeset = typesetter().typeset(composed, {})
    pdf = screen.finish(typeset, piece)
    whole = composed.with_pages(typeset.page_of)
    report = proof(pdf, expected_of(piece, whole, layout, "screen", typeset.pages, typeset.last_line))
    html = composed.reading.with_lines(typeset.line_starts)
    return Made(piece, typeset, html, pdf, {each.id: each.result for each in report.findings})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    found = projects.loaded(tmp_path_factory.mktemp("numbers"), FILES)
    assert not found.problems
    add_forms(found)
    return found


@pytest.fixture(scope="module")
def motion(project: Project) -> Made:
    return make(project, "doc")


def numbered(pdf: bytes) -> Lines:
    """Read the numbers in the right margin, and the words at the height of each."""
    found: Lines = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(place) for place in range(text.count_rects())]
        margin = max(right for _, _, right, _ in boxes) - 20
        for left, bottom, right, top in boxes:
            number = text.get_text_bounded(left, bottom, right, top).strip()
            if left > margin and number.isdigit():
                words = text.get_text_bounded(0, bottom - 3, margin, bottom + 10)
                found.append((number, " ".join(words.split())))
    document.close()
    return found


def lines_of(html: str) -> Lines:
    """The lines that the lined HTML has, each with its number."""
    found = re.findall(r'<(?:br|span) data-line="(\d+)">(.*?)(?=<(?:br|span) data-line|</li>|<ol|$)', html, re.DOTALL)
    return [(number, " ".join(read(words).text)) for number, words in found]


def test_every_line_of_a_clause_has_its_number_in_the_margin(motion: Made) -> None:
    lines = numbered(motion.pdf)
    assert [number for number, _ in lines] == [str(number) for number in range(1, len(lines) + 1)]
    assert len(lines) >= 10
    assert "the council’s draft budget" in lines[0][1]
    assert motion.result["text"] == motion.result["tags"] == motion.result["fit"] == "pass"


def test_the_lined_html_breaks_where_the_lines_of_the_page_end(motion: Made) -> None:
    def bare(words: str) -> str:
        return re.sub(r"\W", "", words)

    for (number, shown), (other, words) in zip(numbered(motion.pdf), lines_of(motion.html), strict=True):
        assert number == other
        assert bare(words) in bare(shown)
    assert read(motion.html).html.count("data-line=") == motion.typeset.last_line


def test_the_lined_html_says_nothing_new(project: Project, motion: Made) -> None:
    plain = compose(motion.piece, project.layouts["motion"])
    assert re.sub(r'<br data-line="\d+">|<span data-line="\d+"></span>', "", motion.html) == plain.html


def test_numbers_are_artifacts_and_not_read_out(motion: Made) -> None:
    with pikepdf.open(io.BytesIO(motion.pdf)) as pdf:
        content = b"".join(bytes(page.Contents.read_bytes()) for page in pdf.pages)
    assert content.count(b"/Artifact") >= motion.typeset.last_line


def test_lines_are_the_same_whatever_stands_after_them(project: Project, motion: Made) -> None:
    """As in the office edition, whose imprint is another: text with numbers never shrinks to save a page."""
    words = "Printed by the promoter. " * 40
    longer = dataclasses.replace(motion.piece.imprint, text=Rich(words, words))
    assert numbered(make(project, "doc", imprint=longer).pdf) == numbered(motion.pdf)


def test_the_hand_out_and_the_agenda_have_the_same_numbers_at_the_same_words(project: Project, motion: Made) -> None:
    own = lines_of(motion.html)
    assert lines_of(make(project, "doc-handout").html) == own
    book = make(project, "book")
    assert lines_of(book.html) == [*own, *own]  # counted afresh for each motion
    assert book.result["text"] == "pass"


def test_a_ruled_blank_may_stand_where_a_line_begins(project: Project) -> None:
    neutral = make(project, "doc", None)
    assert neutral.result["text"] == "pass"
    assert len(lines_of(neutral.html)) == neutral.typeset.last_line


def test_without_the_wish_there_are_no_numbers(project: Project) -> None:
    plain = make(project, "other")
    assert plain.typeset.line_starts == {}
    assert numbered(plain.pdf) == []


def test_numbers_stand_in_the_other_margin_where_lines_run_from_right_to_left(project: Project) -> None:
    turned = make(project, "doc", direction="rtl", lang="ar")
    document = pypdfium2.PdfDocument(turned.pdf)
    text = document[0].get_textpage()
    boxes = [text.get_rect(place) for place in range(text.count_rects())]
    first = min(left for left, _, _, _ in boxes)
    found = [text.get_text_bounded(*box).strip() for box in boxes if box[0] < first + 20]
    document.close()
    assert {"1", "2", "3"} <= set(found)
    assert turned.result["fit"] == "pass"


def test_they_can_be_asked_for_on_the_command_line(tmp_path: Path) -> None:
    files = {**FILES, **projects.leaflet("headline: Hello", "contact")}
    files["leaflets/flyer.yaml"] = files.pop("leaflets/doc.yaml")
    project = projects.loaded(tmp_path, files, document__line_numbers="yes")
    assert not project.problems  # a leaflet has no such field, and is left as it is
    assert getattr(project.documents["other"].value, "line_numbers") is True  # noqa: B009


def test_a_motion_with_more_lines_than_a_hundred_passes_its_proof(tmp_path: Path) -> None:
    """Among the numbers of its lines, one after the other, others can be read: 121 in 112 113."""
    clauses = ", ".join(f"clause {number}" for number in range(1, 125))
    motion = f"title: Long\ncampaign: library\nline_numbers: yes\nnotes: [{clauses}]\n"
    made = make(projects.sound(tmp_path, {"motions/doc.yaml": motion}), "doc", None)
    assert (made.typeset.last_line, made.result["text"]) == (124, "pass")


# Word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def counted(docx: bytes) -> list[Lines]:
    """The lines that Word counts, for each section: of paragraphs whose style has numbers, broken where they break."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        styles, body = (ElementTree.fromstring(package.read(f"word/{name}.xml")) for name in ("styles", "document"))
    wanted = {
        style.get(f"{W}styleId")
        for style in styles
        if (mark := style.find(f"{W}pPr/{W}suppressLineNumbers")) is not None and mark.get(f"{W}val") == "0"
    }
    sections: list[Lines] = [[]]
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in wanted:
            parts = (
                each.text if each.tag == f"{W}t" else "\n"
                for each in paragraph.iter()
                if each.tag in (f"{W}t", f"{W}br")
            )
            for line in "".join(map(str, parts)).split("\n"):
                sections[-1].append((str(len(sections[-1]) + 1), " ".join(line.split())))
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            sections.append([])
    numbers = [each.get(f"{W}restart") for each in body.iter(f"{W}lnNumType")]
    assert numbers == ["newSection"] * len(sections)
    return sections


def in_word(made: Made) -> bytes:
    return word.finish(manuscript.read(made.html, "word"), made.piece, {})


def plain(lines: Lines) -> Lines:
    return [(number, projects.plain(words)) for number, words in lines]


def test_word_counts_the_same_lines(project: Project, motion: Made) -> None:
    own = plain(lines_of(motion.html))
    assert [plain(section) for section in counted(in_word(motion))] == [own]
    assert [plain(section) for section in counted(in_word(make(project, "book")))] == [own, own]
