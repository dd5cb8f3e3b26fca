"""Each check of a Word document has a file with exactly that fault."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.finish.word.body import code_png
from handbill.proof import Report
from handbill.proof.edited import ExpectedWords
from handbill.proof.word import proof_word
from tests.finish import writing
from tests.finish.writing import edited, replaced

MAIN = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
TRACKED = '<w:ins w:id="9" w:author="x" w:date="2026-01-01T00:00:00Z"/>'
RELATION = '<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'


def faults(report: Report) -> dict[str, str]:
    return {found.id: found.detail for found in report.findings if found.result == "fail"}


def of(data: bytes) -> dict[str, str]:
    return faults(proof_word(data, writing.expected()))


def test_a_sound_file_passes_and_every_check_has_something_to_say() -> None:
    report = proof_word(writing.sound_docx(), writing.expected())
    told = {found.id: found.result for found in report.findings}
    assert told == {
        "opens": "pass", "active": "pass", "text": "pass", "numbers": "pass", "styles": "pass", "alt": "pass",
        "qr": "pass", "title": "pass", "lang": "pass", "links": "pass", "imprint": "pass", "placeholder": "warn",
    }  # fmt: skip
    marked = proof_word(writing.marked_docx(), writing.expected_marked())
    assert {found.id: found.result for found in marked.findings}["changes"] == "pass"


def related(kind: str, rest: str) -> Callable[[bytes], bytes]:
    """Give the document one more relation."""
    return lambda data: replaced(data, "</Relationships>", f'{RELATION}{kind}" {rest}/></Relationships>', RELATIONS)


def text(old: str, new: str, name: str = MAIN) -> Callable[[bytes], bytes]:
    return lambda data: replaced(data, old, new, name)


def with_code(url: str) -> Callable[[bytes], bytes]:
    return lambda data: edited(data, {"word/media/image2.png": code_png(url)})


def smaller(data: bytes) -> bytes:
    return replaced(data, 'wp:extent cx="972000" cy="972000"', 'wp:extent cx="360000" cy="360000"')


FAULTS: dict[str, tuple[str, str, Callable[[bytes], bytes]]] = {
    "a part that is no XML": ("opens", "no XML", text("</w:fonts>", "</w:font>", "word/fontTable.xml")),
    "a part that is named and not there": (
        "opens",
        "named and not there",
        lambda data: edited(data, {"word/numbering.xml": None}),
    ),
    "a part of no type": ("opens", "of no stated type", lambda data: edited(data, {"word/x.bin": b"x"})),
    "a macro": ("active", "holds a macro", related("vbaProject", 'Target="document.xml"')),
    "a template from elsewhere": (
        "active",
        "takes a template",
        related("attachedTemplate", 'Target="http://x.y/z" TargetMode="External"'),
    ),
    "a picture from the web": (
        "active",
        "takes a part of it from",
        related("image", 'Target="https://x.y/z.png" TargetMode="External"'),
    ),
    "a field that fetches": ("active", "DDE", text("PAGE", "DDE x y", "word/footer1.xml")),
    "a word left out": ("text", "missing: “are”", text("boards are", "boards")),
    "a word too many": ("text", "extra: “now”", text("are appointed", "are now appointed")),
    "another word": ("text", "reads", text("appointed", "elected")),
    "a number that is typed": ("text", "extra", text(">people who rely", ">1 people who rely")),
    "numbers that run on": (
        "numbers",
        "has 5, not 1",
        text(f'{RESTART}</w:num><w:num w:numId="13">', '</w:num><w:num w:numId="13">', "word/numbering.xml"),
    ),
    "letters for numbers": (
        "numbers",
        "has a, not 1",
        text('w:numFmt w:val="decimal"', 'w:numFmt w:val="lowerLetter"', "word/numbering.xml"),
    ),
    "changes that nobody made": (
        "changes",
        "tracked where nothing is marked",
        text("<w:r><w:t", f"{TRACKED}<w:r><w:t"),
    ),
    "a style that is not there": (
        "styles",
        "SmallPrint is used and not defined",
        text('w:styleId="SmallPrint"', 'w:styleId="Tiny"', "word/styles.xml"),
    ),
    "bold type by hand": ("styles", "formatted by hand: b", text('<w:rPr><w:rStyle w:val="Strong"/>', "<w:rPr><w:b/>")),
    "a paragraph set by hand": (
        "styles",
        "formatted by hand: jc",
        text('<w:pStyle w:val="SmallPrint"/>', '<w:pStyle w:val="SmallPrint"/><w:jc w:val="end"/>'),
    ),
    "a picture that is not described": (
        "alt",
        "no description: logo",
        text('descr="Logo of Example Health Union"', 'descr=" "'),
    ),
    "a code for another page": ("qr", "is not a link that should be there", with_code("https://elsewhere.example/x")),
    "a code that is no code": (
        "qr",
        "no code that can be read",
        lambda data: edited(data, {"word/media/image2.png": writing.logo()}),
    ),
    "a code too small": ("qr", "less than 0.4 mm", smaller),
    "another title": (
        "title",
        "the title is",
        text("Open the boards</dc:title>", "Draft</dc:title>", "docProps/core.xml"),
    ),
    "no title": ("title", "has no title", text("Open the boards</dc:title>", "</dc:title>", "docProps/core.xml")),
    "another language": (
        "lang",
        "the language is de, not en-GB",
        text('w:lang w:val="en-GB"', 'w:lang w:val="de"', "word/styles.xml"),
    ),
    "a link gone dead": (
        "links",
        "no live link to mailto:",
        text("mailto:carried@example.org", "mailto:x@example.org", RELATIONS),
    ),
    "a link to a file": ("links", "not allowed", text("mailto:carried@example.org", "file:///etc/passwd", RELATIONS)),
    "no imprint": ("imprint", "the imprint is not there", text("Promoted by A. Member", "Promoted by B. Member")),
    "a placeholder": ("placeholder", "[branch]", text("appointed", "appointed by [branch]")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_check(fault: str) -> None:
    check, message, make = FAULTS[fault]
    found = of(make(writing.sound_docx()))
    assert message in found[check], found
    along = {"imprint": {"text"}, "placeholder": {"text"}}.get(check, set())
    assert set(found) <= {check} | along, found


def test_every_check_has_a_fault() -> None:
    from handbill.proof.word import CHECKS

    assert {check for check, _, _ in FAULTS.values()} == set(CHECKS)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("elects none", "elects few", "rejected"), ("should elect most", "should elect all", "accepted")],
)
def test_changes_that_do_not_lead_to_the_texts_are_found(old: str, new: str, message: str) -> None:
    found = faults(proof_word(replaced(writing.marked_docx(), old, new), writing.expected_marked()))
    assert set(found) == {"text", "changes"}
    assert message in found["changes"]


def test_a_letter_that_nobody_could_read_is_found_though_it_went_in_so() -> None:
    expected = writing.expected()
    assert expected.text
    text = tuple(each.replace("appointed", "app\ufffdinted") for each in expected.text)
    data = replaced(writing.sound_docx(), "appointed", "app\ufffdinted")
    assert "U+FFFD" in faults(proof_word(data, replace(expected, text=text)))["text"]
    warned = {found.id: found.result for found in proof_word(data).findings}
    assert warned["text"] == "warn"


def test_a_change_that_was_never_tracked_is_found() -> None:
    data = re.sub(rb"<w:del [^>]*>(<w:r>.*?</w:r>)</w:del>", rb"\1", writing.part_bytes(writing.marked_docx()))
    found = faults(proof_word(edited(writing.marked_docx(), {MAIN: data}), writing.expected_marked()))
    assert set(found) == {"changes"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no sound package"),
        (b"PK\x03\x04 and no more", "no sound package"),
        (b"%PDF-1.7", "no sound package"),
    ],
)
def test_what_is_no_document_has_one_finding(data: bytes, message: str) -> None:
    (only,) = proof_word(data).findings
    assert (only.id, only.result) == ("opens", "fail")
    assert message in only.detail


def test_a_package_of_another_kind_is_no_document() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("hello.txt", "hello")
    assert "no Word document" in proof_word(file.getvalue()).findings[0].detail


def test_entities_are_not_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document/>'
    assert "declares entities" in proof_word(edited(writing.sound_docx(), {MAIN: bomb})).findings[0].detail


def test_a_strangers_document_is_blamed_for_little() -> None:
    from docx import Document

    document, file = Document(), io.BytesIO()
    document.add_heading("Minutes")
    document.add_paragraph().add_run("Present: six").bold = True
    document.save(file)
    report = proof_word(file.getvalue())
    assert report.result == "warn"
    assert {found.id for found in report.findings if found.result == "warn"} <= {"title", "lang", "placeholder"}


@given(st.integers(0, 400_000), st.binary(min_size=1, max_size=8))
def test_no_bytes_make_it_raise(place: int, junk: bytes) -> None:
    data = writing.sound_docx()
    place %= len(data)
    assert proof_word(data[:place] + junk + data[place + len(junk) :], ExpectedWords()).findings
