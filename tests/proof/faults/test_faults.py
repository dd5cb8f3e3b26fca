"""Every seeded fault is caught by the check that names it, and by no other; what is sound is not blamed."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from handbill.proof import proof
from tests.proof.faults.fault import Fault
from tests.proof.faults.in_office import PAGES, expected, original
from tests.proof.faults.sheets import imposed
from tests.proof.faults.table import FAULTS, PAGE, caught, row
from tests.proof.making import EXPECTED, faults, flyer, told
from tests.proof.pressing import EXPECTED_PRESS, press_file


@cache
def listed() -> list[str]:
    return [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.says)
def test_a_seeded_fault_is_caught(fault: Fault) -> None:
    report, found = caught(fault)
    assert found.result == "fail", told(report)
    assert faults(report) == {fault.check, *fault.also}, told(report)
    assert row(fault, found) in listed(), "docs/faults.md is stale: run `python -m tests.proof.faults`"


def test_what_the_faults_are_seeded_in_is_sound() -> None:
    for report in (
        proof(press_file(), EXPECTED_PRESS),
        proof(flyer(), EXPECTED),
        proof(imposed(original(), PAGES), expected()),
    ):
        assert report.result == "pass", told(report)


def test_the_page_lists_each_fault_once_and_no_other() -> None:
    says = [fault.says for fault in FAULTS]
    assert max(Counter(says).values()) == 1
    assert [line.split(" | ")[0].removeprefix("| ") for line in listed()] == says


def test_there_are_faults_enough_and_of_many_kinds() -> None:
    assert len(FAULTS) >= 40
    assert len({fault.check for fault in FAULTS}) >= 25
