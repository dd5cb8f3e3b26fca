"""A run of letters, made for good and read from the finished bytes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from handbill.crew import Crew
from handbill.pipeline import build
from handbill.pipeline.events import Done, Finished, Told
from handbill.reading import read_project
from handbill.request import Request
from handbill.units import mm
from handbill.wanted import Pieces, wanted_by
from tests import projects
from tests.letters import sample
from tests.setting import screen_pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMS = ("edith-ferrier", "sian-o-dalaigh-sohne", "gwen-hallam")
LONG = {
    "letters/doc.yaml": sample.LETTER.replace("  - Vote", "  " + sample.LONG.replace("\n\n", "\n\n  ") + "\n\n  - Vote")
}


def a_run(count: int, *, faults: dict[int, str]) -> str:
    """The table of a run; `faults` are the rows that are wrong, by their place."""
    rows = ["name,title,as,address,email"]
    for number in range(1, count + 1):
        usual = (
            f'Person {number},Cllr,councillor {number},"{number} High Street, Weir WE1 1AA",p{number}@people.example'
        )
        rows.append(faults.get(number, usual))
    return "\n".join(rows) + "\n"


FAULTS = {
    17: "Person 17,Cllr,councillor,,p17@people.example",
    80: ',Cllr,councillor,"1 Lane, Weir",',
    151: 'Person 151,Cllr,councillor,"1 Lane",nobody',
}


def test_of_200_people_three_are_named_and_197_get_their_letter(tmp_path: Path) -> None:
    files = {**sample.FILES, "letters/people.csv": a_run(200, faults=FAULTS)}
    projects.write(tmp_path, {**projects.BASE, **files})
    project = read_project(tmp_path)
    told = [line for line in projects.said(project.problems) if "people.csv" in line]
    assert [re.match(r"letters/people.csv:(\d+):", line)[1] for line in told] == ["18", "81", "152"]  # type: ignore[index]
    assert "Cllr Person 17 has no 'address'" in told[0]
    assert "row 81: Cllr has no 'name'" in told[1]
    assert "row 152, column 'email': 'nobody' is not an e-mail address" in told[2]
    request = Request(tmp_path, branches=("weir",), editions=("text", "office", "screen", "word", "mail"))
    wanted = wanted_by(request, project)
    pieces = Pieces(project, request)
    made = [(each.entry.form_name, each.editions) for each, _ in pieces.all(wanted)]
    assert pieces.problems() == []
    letters = [editions for form, editions in made if form.startswith("person-")]
    assert letters == [("text", "screen", "word", "mail")] * 197
    assert dict(made)[""] == ("office",)
    assert dict(made)["blank"] == ("office", "screen", "word")


# What a small run comes to


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, kept: Crew) -> tuple[Path, Done]:
    """The folder output/ with every edition of a letter to four people, and how it ended."""
    folder = tmp_path_factory.mktemp("run")
    projects.write(folder, {**projects.BASE, **sample.FILES})
    request = Request(
        folder, documents=("doc",), branches=("weir",), editions=("screen", "office", "word", "text", "mail")
    )
    events = list(build(request, kept))
    assert {event.document for event in events if isinstance(event, Finished)} >= {"doc", "doc-blank"}
    assert any(isinstance(event, Told) and "Frank Turner" in event.problem.message for event in events)
    (end,) = (event for event in events if isinstance(event, Done))
    return folder / "output", end


@pytest.fixture(scope="module")
def output(done: tuple[Path, Done]) -> Path:
    return done[0]


def file(output: Path, name: str) -> bytes:
    return (output / "weir" / name).read_bytes()


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return [" ".join(text.replace("\xa0", " ").split()) for text in texts]


def test_everybody_who_can_be_written_to_has_each_edition(done: tuple[Path, Done]) -> None:
    output, end = done
    assert end.status == 1  # one could not
    assert {each.result for each in end.artefacts} == {"pass"}
    assert sorted(path.name for path in (output / "weir").iterdir()) == sorted(
        [
            "doc_weir_office.pdf",
            *(f"doc-blank_weir_{each}" for each in ("office.pdf", "screen.pdf", "word.docx")),
            *(f"doc-{form}_weir_{each}" for form in FORMS for each in ("screen.pdf", "text.txt", "word.docx")),
            *(f"doc-{form}_weir_mail.eml" for form in FORMS[:2]),
        ]
    )


def test_nothing_is_listed_of_anybody_but_the_short_name(output: Path) -> None:
    for name in ("manifest.json", ".state.json"):
        listed = (output / name).read_text("utf-8")
        assert "doc-edith-ferrier" in listed
        assert [each for each in sample.PERSONAL if each in listed] == []
    assert {each["kind"] for each in json.loads((output / "manifest.json").read_text())["artefacts"]} == {"letter"}


def test_all_letters_are_printed_in_one_go_each_on_a_fresh_sheet(output: Path) -> None:
    found = pages(file(output, "doc_weir_office.pdf"))
    assert not any("By e-mail" in text for text in found)
    names = ("Cllr Edith Ferrier", "Siân Ó Dálaigh & Söhne", "Dr Gwen Hallam")
    assert [bool(text) for text in found[:5]] == [True, False, True, False, True]
    for name, text in zip(names, found[::2], strict=True):
        assert text.count("Dear ") == 1
        assert f"Dear {name} Keep it open: will you?" in text


def test_the_address_stands_in_the_window_of_the_envelope(output: Path) -> None:
    document = pypdfium2.PdfDocument(file(output, "doc-gwen-hallam_weir_screen.pdf"))
    page = document[0]
    height, text = page.get_height(), page.get_textpage()
    at = text.get_text_range().index("Board Office")
    for letter in range(at, at + 12):
        left, bottom, right, top = text.get_charbox(letter)
        assert 20 <= mm(left) <= mm(right) <= 100
        assert 57 <= mm(height - top) <= mm(height - bottom) <= 81
    document.close()


def test_a_letter_that_goes_by_e_mail_alone_says_where_to(tmp_path: Path) -> None:
    letter = sample.LETTER.replace("dated:", "needs: [name, email]\ndated:")
    files = {
        **sample.FILES,
        "letters/doc.yaml": letter,
        "letters/people.csv": "name,as,email\nBo,you,bo@people.example\n",
    }
    projects.write(tmp_path, {**projects.BASE, **files})
    (page,) = pages(screen_pdf(projects.piece(read_project(tmp_path), "doc-bo")))
    assert "By e-mail: bo@people.example" in page


def test_a_second_page_says_whose_letter_it_is(tmp_path: Path) -> None:
    projects.write(tmp_path, {**projects.BASE, **sample.FILES, **LONG})
    project = read_project(tmp_path)
    first, second = pages(screen_pdf(projects.piece(project, "doc-edith-ferrier")))
    assert "16 November 2026 2" not in first
    assert "Cllr Edith Ferrier, 16 November 2026 2 " in second
    assert "Yours sincerely" in second
    assert "tell us." in second  # who signs does not stand alone on a page


def test_a_letter_of_two_pages_begins_a_fresh_sheet_and_counts_its_own_pages(tmp_path: Path) -> None:
    projects.write(tmp_path, {**projects.BASE, **sample.FILES, **LONG})
    piece = projects.piece(read_project(tmp_path))
    found = pages(screen_pdf(replace(piece, two_sided=True)))
    assert ["Dear " in text for text in found] == [True, False] * 3
    assert ["16 November 2026 2 " in text for text in found] == [False, True] * 3


def test_the_text_has_the_letter_and_a_link_to_send_it_by(output: Path) -> None:
    text = file(output, "doc-edith-ferrier_weir_text.txt").decode()
    assert "I write to you as councillor for the Lane. The library closes in March." in text
    assert re.search(r"e\.ferrier@people\.example \(mailto:e\.ferrier@people\.example\?subject=Keep[^ )]+\)", text)
    assert "https://weir.example/library\n" in text  # and not the short address beside it
    assert "weir.example/l " not in text
    assert "By e-mail" not in file(output, "doc-gwen-hallam_weir_text.txt").decode()


def test_the_word_document_has_the_letter_in_its_styles(output: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(file(output, "doc-edith-ferrier_weir_word.docx"))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    found = {}
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        found["".join(paragraph.itertext()).replace("\xa0", " ")] = "" if style is None else style.get(f"{W}val")
    assert not any("By e-mail" in text for text in found)  # it has an address for the post
    assert found["Keep it open: will you?"] == "Subject"
    assert found["Yours sincerely"] == "Closing"


def test_supporters_get_a_sheet_to_fill_in(output: Path) -> None:
    (page,) = pages(file(output, "doc-blank_weir_screen.pdf"))
    for words in ("Name", "Address", "Postcode", "Date", "To", "Dear", "I live in", "Signed", "Promoted by"):
        assert words in page
    assert "readers@weir.example" not in page
