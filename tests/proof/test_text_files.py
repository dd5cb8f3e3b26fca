"""Each check of a text file has a file with exactly that fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.proof import Report
from handbill.proof.plain import proof_text
from tests.finish import writing


def faults(report: Report) -> dict[str, str]:
    return {found.id: found.detail for found in report.findings if found.result == "fail"}


def test_a_sound_file_passes_and_every_check_has_something_to_say() -> None:
    report = proof_text(writing.sound_txt(), writing.expected_text())
    told = {found.id: found.result for found in report.findings}
    assert told == {
        "opens": "pass", "clean": "pass", "text": "pass", "numbers": "pass", "links": "pass", "imprint": "pass",
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
        b"Anytown Health Branch\nE",
        b"\xef\xbb\xbfAnytown Health Branch\nE",
    ),
    "a space at the end of a line": ("clean", "ends with a space", b"Motion\n", b"Motion \n"),
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
    "no imprint": ("imprint", "the imprint is not there", b"Promoted by A. Member", b"Promoted by B. Member"),
    "a placeholder": ("placeholder", "[branch]", b"appointed", b"appointed by [branch]"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_check(fault: str) -> None:
    check, message, old, new = FAULTS[fault]
    data = writing.sound_txt()
    assert old in data
    found = faults(proof_text(data.replace(old, new, 1), writing.expected_text()))
    assert message in found[check], found
    along = {"clean": {"text"}, "imprint": {"text"}, "placeholder": {"text"}}.get(check, set())
    assert set(found) <= {check} | along, found


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
