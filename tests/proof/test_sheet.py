"""The report for a printer: what it says, how it looks after itself, and that it is the same every time."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from handbill.proof import Box, Finding, Report, proof
from handbill.proof.lettering import Face
from handbill.proof.sheet import numbered, report_pdf, verdict
from tests.proof.making import drawn, faults, flyer, told
from tests.proof.pressing import EXPECTED_PRESS, press_file

NAME = "who-decides_press.pdf"


def text(data: bytes) -> list[str]:
    """Return the text of each page, in one line."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def drawing(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        return b"\n".join(page.Contents.read_bytes() for page in pdf.pages)


@pytest.fixture(scope="module")
def faulty() -> tuple[bytes, Report]:
    data = press_file(css=".order { top: 139.5mm }")
    return data, proof(data, EXPECTED_PRESS)


def test_a_report_is_one_page_that_says_all(faulty: tuple[bytes, Report]) -> None:
    data, report = faulty
    (page,) = text(report_pdf(data, NAME, report))
    assert page.startswith(f"Proof {NAME} Does not pass: 1 check fails · 2 pages")
    for found in report.findings:
        assert found.id in page
        assert found.detail in page
    assert "nothing is certified" in page
    assert not re.search(r"20\d\d-\d\d|\d\d:\d\d", page), "it has no date"


def test_what_is_wrong_comes_first_and_has_a_number(faulty: tuple[bytes, Report]) -> None:
    rows = numbered(faulty[1])
    assert [row.number for row in rows][:2] == [1, 0]
    assert rows[0].finding.id == "safe"


def test_a_finding_is_ringed_where_it_is(faulty: tuple[bytes, Report]) -> None:
    data, report = faulty
    assert drawing(report_pdf(data, NAME, report)).count(b" c h S") == 1
    clean = Report(tuple(found for found in report.findings if found.result == "pass"))
    assert drawing(report_pdf(data, NAME, clean)).count(b" c h S") == 0


def test_the_same_file_gives_the_same_bytes(faulty: tuple[bytes, Report]) -> None:
    data, report = faulty
    assert report_pdf(data, NAME, report) == report_pdf(data, NAME, report)


def test_a_report_passes_its_own_proof(faulty: tuple[bytes, Report]) -> None:
    report = proof(report_pdf(faulty[0], NAME, faulty[1]))
    assert not faults(report), told(report)


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ("pp", "Passes these checks"),
        ("pw", "Passes these checks, with 1 warning"),
        ("wwp", "Passes these checks, with 2 warnings"),
        ("fw", "Does not pass: 1 check fails"),
        ("ff", "Does not pass: 2 checks fail"),
    ],
)
def test_the_verdict_is_modest(results: str, said: str) -> None:
    words = {"p": "pass", "w": "warn", "f": "fail"}
    report = Report(tuple(Finding(each, words[each], "") for each in results))  # type: ignore[arg-type]
    assert verdict(report) == said


def test_much_to_say_goes_on_to_another_page() -> None:
    findings = tuple(Finding(f"check{number}", "fail", "A long story. " * 40, 1) for number in range(12))
    pages = text(report_pdf(flyer(), NAME, Report(findings)))
    assert len(pages) == 2
    assert "check0" in pages[0]
    assert "check11" in pages[1]


def test_a_file_of_many_pages_shows_those_with_findings() -> None:
    pdf = pikepdf.new()
    for _ in range(9):
        pdf.add_blank_page(page_size=(300, 400))
    out = BytesIO()
    pdf.save(out)
    report = Report(
        (Finding("fit", "fail", "x", 7, Box(1, 2, 3, 4), ((7, Box(1, 2, 3, 4)), (7, Box(500, 9, 600, 9)))),)
    )
    (page,) = text(report_pdf(out.getvalue(), NAME, report))
    assert "page 7 of 9" in page
    assert "page 1 of 9" in page
    assert "page 5 of 9" not in page


def test_a_file_that_does_not_open_has_a_report_without_pictures() -> None:
    data = b"no PDF at all"
    (page,) = text(report_pdf(data, NAME, proof(data)))
    assert "Does not pass: 1 check fails" in page


def test_letters_that_the_font_lacks_are_replaced() -> None:
    report = Report((Finding("text", "fail", "reads “ভোট” and “Łódź”"),))
    (page,) = text(report_pdf(drawn(""), "日本.pdf", report))
    assert "“???” and “Łódź”" in page


def test_long_words_are_broken_and_long_names_shortened() -> None:
    face = Face("source-sans-3/SourceSans3_400Regular.ttf")
    lines = face.lines("https://petition.example/" + "a" * 200, 10, 100)
    assert all(face.width(line, 10) <= 100 for line in lines)
    assert "".join(lines).endswith("a" * 20)
    assert face.shortened("a name that is much too long", 10, 60).endswith("…")
    assert face.shortened("short", 10, 60) == "short"
