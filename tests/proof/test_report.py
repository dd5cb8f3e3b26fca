"""How notes become findings and findings a report."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.proof import Box, Finding, Report, Result, proof
from handbill.proof.report import Note, hull, sum_up, worst
from tests.proof.making import EXPECTED, flyer

RESULTS: tuple[Result, ...] = ("pass", "warn", "fail")


def test_the_worst_is_told_first_and_passes_not_at_all_beside_it() -> None:
    notes = [
        Note("pass", "fine"),
        Note("warn", "odd", 2),
        Note("fail", "wrong", 3, Box(1, 2, 3, 4)),
        Note("fail", "wrong too", 1),
    ]
    assert sum_up("fit", notes) == Finding("fit", "fail", "wrong; wrong too; odd", 3, Box(1, 2, 3, 4))


def test_passes_are_all_told_where_nothing_is_wrong() -> None:
    assert sum_up("qr", [Note("pass", "a"), Note("pass", "b")]) == Finding("qr", "pass", "a; b")


def test_many_faults_are_counted() -> None:
    found = sum_up("text", [Note("fail", f"fault {number}") for number in range(9)])
    assert found is not None
    assert found.detail == "fault 0; fault 1; fault 2; fault 3; and 5 more"


def test_nothing_to_judge_is_no_finding() -> None:
    assert sum_up("qr", []) is None


@given(st.lists(st.sampled_from(RESULTS)))
def test_a_report_is_as_bad_as_its_worst_finding(results: list[Result]) -> None:
    report = Report(tuple(Finding(str(place), result, "") for place, result in enumerate(results)))
    assert report.result == worst(results)
    assert (report.result == "fail") == ("fail" in results)


def test_a_report_as_plain_values() -> None:
    report = Report((Finding("fit", "fail", "x", 2, Box(1.04, 2, 3, 4.46)), Finding("opens", "pass", "y")))
    plain = report.as_dict()
    assert plain == {
        "result": "fail",
        "checks": [
            {"id": "fit", "result": "fail", "detail": "x", "page": 2, "box": [1.0, 2, 3, 4.5]},
            {"id": "opens", "result": "pass", "detail": "y"},
        ],
    }
    assert json.loads(json.dumps(plain)) == plain


def test_what_is_expected_and_found_can_be_sent_to_another_process() -> None:
    report = proof(flyer(), EXPECTED)
    assert pickle.loads(pickle.dumps(EXPECTED)) == EXPECTED
    assert pickle.loads(pickle.dumps(report)) == report


def test_boxes() -> None:
    box = Box(10, 20, 30, 50)
    assert (box.width, box.height) == (20, 30)
    assert box.within(box.grown(1))
    assert not box.grown(1).within(box)
    assert box.shared(Box(20, 40, 60, 60)) == 100
    assert box.shared(Box(30, 20, 60, 60)) == 0
    assert box.cut_to(Box(0, 0, 15, 100)) == Box(10, 20, 15, 50)
    assert hull([box, Box(0, 25, 5, 60)]) == Box(0, 20, 30, 60)


@pytest.mark.parametrize("module", ["pikepdf", "pypdfium2", "PIL", "zxingcpp", "weasyprint", "numpy"])
def test_the_door_is_light(module: str) -> None:
    """What the parent process needs, it has without the readers."""
    code = f"import sys, handbill.proof; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_proof_knows_nothing_of_how_files_are_made() -> None:
    code = (
        "import sys, handbill.proof.checks; allowed = {'handbill', 'handbill.proof', 'handbill.units'};"
        "print([name for name in sys.modules if name.split('.')[0] in ('handbill', 'weasyprint', 'qrcode', 'pypdf')"
        " and name not in allowed and not name.startswith('handbill.proof.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
