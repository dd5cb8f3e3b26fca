"""Each check of a text file has a file with exactly that fault."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.proof import Report
from handbill.proof.edited import ExpectedWords
from handbill.proof.plain import proof_text
from tests.finish import writing


def faults(report: Report) -> dict[str, str]:
    return {found.id: found.detail for found in report.findings if found.result == "fail"}


def test_a_sound_file_passes_and_every_check_has_something_to_say() -> None:
    report = proof_text(writing.sound_txt(), writing.expected_text())
    told = {found.id: found.result for found in report.findings}
    assert told == {
        "opens": "pass", "clean": "pass", "text": "pass", "numbers": "pass", "links": "pass",
        "placeholder": "warn",
    }  # fmt: skip
    marked = proof_text(writing.marked_txt(), writing.expected_marked_text())
    assert {found.id: found.result for found in marked.findings}["changes"] == "pass"
    assert not faults(marked)


FAULTS = {
    "bytes of another encoding": ("opens", "not UTF-8", b"\xc2\xa3", b"\xa3"),
    "a control character": ("clean", "U+0007", b"appointed", b"appointed\x07"),
    "a byte order mark": (
        "clean",
        "byte order mark",
        b"Open the boards\n",
        b"\xef\xbb\xbfOpen the boards\n",
    ),
    "a space at the end of a line": ("clean", "ends with a space", b"boards\n", b"boards \n"),
    "a sign of Markdown": ("clean", "a sign of markup, '**'", b"appointed", b"**appointed**"),
    "a sign of HTML": ("clean", "a sign of markup, '&amp;'", b"Health and Care", b"Health &amp; Care"),
    "a word left out": ("text", "missing", b"appointed, ", b""),
    "a word too many": ("text", "extra: “now”", b"are appointed", b"are now appointed"),
    "a number of another clause": ("numbers", "has 5, not 4", b"\n4. members", b"\n5. members"),
    "a link that is not written out": (
        "links",
        "https://example.org/s/anytown is not written out",
        b"https://example",
        b"example",
    ),
    "a placeholder": ("placeholder", "[branch]", b"appointed", b"appointed by [branch]"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_check(fault: str) -> None:
    check, message, old, new = FAULTS[fault]
    data = writing.sound_txt()
    assert old in data
    found = faults(proof_text(data.replace(old, new, 1), writing.expected_text()))
    assert message in found[check], found
    along = {"clean": {"text"}, "placeholder": {"text"}}.get(check, set())
    assert set(found) <= {check} | along, found


def test_a_document_with_an_imprint_has_it_in_its_text() -> None:
    piece = writing.motion()
    expected = dataclasses.replace(writing.expected_text(), imprint=piece.imprint.text.plain)
    data = writing.sound_txt() + f"{piece.imprint.text.plain}\n".encode()
    assert "imprint" not in faults(proof_text(data, expected))
    wrong = data.replace(b"Promoted by A. Member", b"Promoted by B. Member")
    assert "the imprint is not there" in faults(proof_text(wrong, expected))["imprint"]


def test_a_number_of_a_marked_clause_is_that_of_the_page() -> None:
    data = writing.marked_txt().replace(b"\n3. [deleted: decisions", b"\n4. [deleted: decisions")
    assert "has 4, not 3" in faults(proof_text(data, writing.expected_marked_text()))["numbers"]


def test_what_looks_like_markup_is_none_where_the_author_typed_it() -> None:
    for typed in ("Jobs & <pay>", "**all** of us", "see [it](here)", "R&amp;D"):
        expected = ExpectedWords(text=(typed,))
        assert proof_text(f"{typed}\n".encode(), expected).result == "pass"
        assert "a sign of markup" in faults(proof_text(f"{typed}\n".encode(), ExpectedWords(text=("Jobs",))))["clean"]


def test_what_follows_an_address_is_no_part_of_it() -> None:
    data = "At example.org/a);¹ and [example.org/b)] and “example.org/c”…\n".encode()
    (found,) = [each for each in proof_text(data).findings if each.id == "placeholder"]
    assert sorted(re.findall(r"placeholder link (\S+?)(?:;|$)", found.detail)) == [
        f"example.org/{each}" for each in "abc"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"elects none", b"elects few", "rejected"),
        (b"should elect most", b"should elect all", "accepted"),
        (b"[inserted: should elect most]", b"should elect most", "rejected"),
    ],
)
def test_changes_that_do_not_lead_to_the_texts_are_found(old: bytes, new: bytes, message: str) -> None:
    found = faults(proof_text(writing.marked_txt().replace(old, new, 1), writing.expected_marked_text()))
    assert message in found["changes"]


def test_a_strangers_text_is_blamed_for_little() -> None:
    assert proof_text(b"Dear all,\r\nsee you on Tuesday. \r\n").result == "warn"
    assert proof_text(b"").result == "fail"


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    assert proof_text(data, writing.expected_text()).findings
