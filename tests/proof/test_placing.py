"""Pages found on sheets by calculation: turned, shrunk, in parts, on backs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from handbill.proof import Box, Expected, ForOffice, Placed, Report, proof
from tests.proof.faults.in_office import original
from tests.proof.faults.sheets import A4_WIDE, imposed, two_up
from tests.proof.making import drawn, faults, finding, told

A4 = (210.0, 297.0)
PAGES = two_up()


def prove(
    made: Sequence[Placed], wanted: Sequence[Placed] = (), size: tuple[float, float] = A4, **more: object
) -> Report:
    office = replace(ForOffice(edge=0, original=original(), placed=tuple(wanted or made)), **more)  # type: ignore[arg-type]
    expected = Expected(edition="office", trim=size, office=office)
    return proof(imposed(original(), made, size, office.duplex), expected)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("scale", [1.0, 0.9, 0.707])
def test_a_page_is_found_however_it_is_turned_and_shrunk(turned: int, scale: float) -> None:
    wide, high = (210 * scale, 148 * scale) if turned % 180 else (148 * scale, 210 * scale)
    report = prove([Placed(1, 1, Box(0, 20, wide, 20 + high), turned)])
    assert finding(report, "placed").result == "pass", told(report)


@pytest.mark.parametrize(("off", "result"), [(0.1, "pass"), (0.4, "fail"), (-0.5, "fail"), (1.5, "fail")])
def test_a_page_may_be_a_quarter_of_a_millimetre_off(off: float, result: str) -> None:
    wanted = Placed(1, 1, Box(20, 30, 168, 240))
    found = finding(prove([Placed(1, 1, Box(20 + off, 30, 168 + off, 240))], [wanted]), "placed")
    assert found.result == result
    if result == "fail":
        measured = float(found.detail.split(" is ")[1].split(" mm")[0])
        assert measured == pytest.approx(abs(off), abs=0.05)


def test_parts_of_a_page_are_found_on_the_sheets_of_a_poster() -> None:
    """A page half as large again, on two sheets that each show a part."""
    tiles = [Placed(side, 1, Box(x, 6, x + 222, 321), 0, Box(6, 6, 204, 291)) for side, x in ((1, 6), (2, -18))]
    report = prove(tiles)
    assert not faults(report), told(report)
    report = prove([replace(tiles[1], side=1), replace(tiles[0], side=2)], tiles)
    assert faults(report) == {"placed"}


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_only_a_ground_may_be_left_out_at_the_edges(turned: int) -> None:
    wide, high = (210, 148) if turned % 180 else (148, 210)
    box = Box(0, 20, wide, 20 + high)
    for inset, result in ((3, "pass"), (40, "fail")):
        shown = Box(box.left + inset, box.top + inset, box.right - inset, box.bottom - inset)
        found = finding(prove([Placed(1, 1, box, turned, shown)]), "placed")
        assert found.result == result, found.detail
    assert "is cut off" in found.detail


def test_a_blank_page_is_found_on_blank_paper() -> None:
    blank = drawn("", wide=419.53, high=595.28)
    placed = (Placed(1, 1, Box(0, 0, 148, 210)),)
    office = ForOffice(original=blank, placed=placed, duplex="long")
    assert not faults(proof(imposed(blank, placed, A4), Expected(edition="office", office=office)))


@pytest.mark.parametrize("wanted", [Placed(3, 1, Box(0, 0, 148, 210)), Placed(1, 9, Box(0, 0, 148, 210)),
                                    Placed(1, 1, Box(300, 0, 448, 210))])  # fmt: skip
def test_a_page_that_cannot_be_there_is_not(wanted: Placed) -> None:
    report = prove([PAGES[0]], [wanted], A4_WIDE)
    assert "is not where it should be" in finding(report, "placed").detail


def test_an_original_that_cannot_be_opened_fails() -> None:
    assert "placed" in faults(prove(PAGES, size=A4_WIDE, original=b"nothing"))


@pytest.mark.parametrize(("duplex", "upside_down"), [("long", True), ("short", False)])
def test_backs_lie_behind_their_fronts(duplex: str, upside_down: bool) -> None:
    report = prove(two_up(upside_down=upside_down), size=A4_WIDE, duplex=duplex)
    assert not faults(report), told(report)
    other = "short" if duplex == "long" else "long"
    assert "upside down" in finding(prove(two_up(upside_down=upside_down), size=A4_WIDE, duplex=other), "placed").detail


def test_backs_may_be_meant_to_be_off() -> None:
    """A printer that puts backs 1.2 mm too far to the left needs them that much to the right."""
    moved = two_up(offset=(1.2, -0.4))
    assert not faults(prove(moved, size=A4_WIDE, duplex="long", offset=(1.2, -0.4)))
    assert "off the page in front" in finding(prove(moved, size=A4_WIDE, duplex="long"), "placed").detail


def test_pages_that_are_no_leaf_together_are_told() -> None:
    first_twice = (PAGES[0], replace(PAGES[2], page=1))
    found = finding(prove(first_twice, size=A4_WIDE, duplex="long"), "placed")
    assert "page 1 is on the back of page 1" in found.detail


def test_the_words_of_sheets_are_proved_in_the_original() -> None:
    office = ForOffice(edge=0, original=original(), placed=PAGES, duplex="long")
    expected = Expected(edition="office", text=("Words that stand once.",), imprint="Nowhere.", office=office)
    report = proof(imposed(original(), PAGES), expected)
    assert not {"text", "imprint", "fit"} & {found.id for found in report.findings}
    assert not faults(report), told(report)
