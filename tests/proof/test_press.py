"""Where the line lies between what a press takes and what it does not, and which files are judged by it at all."""

from __future__ import annotations

import random
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from handbill.proof import Expected, ForPress, Report, proof
from handbill.units import pt
from tests.proof.faults.fault import asked, draw
from tests.proof.faults.in_print import marked
from tests.proof.making import EXPECTED, drawn, edited, faults, finding, flyer, told
from tests.proof.pressing import AROUND, EXPECTED_PRESS, PAPER, photo, press_file

FOR_PRESS = [
    "intent", "trapped", "annotations", "colours", "plates", "ink", "black", "bleed", "safe", "marks", "lines",
    "images",
]  # fmt: skip
STRANGER = Expected(press=ForPress(ghostscript=False))


def ids(report: Report) -> list[str]:
    return [found.id for found in report.findings]


def with_drawing(content: str, **resources: dict[str, object]) -> bytes:
    return edited(press_file(), lambda pdf: draw(pdf, content, resources))


def test_a_sound_leaflet_passes_every_check() -> None:
    report = proof(press_file(), EXPECTED_PRESS)
    assert report.result == "pass", told(report)
    assert [id for id in ids(report) if id in FOR_PRESS] == FOR_PRESS
    details = {found.id: found.detail for found in report.findings}
    assert details["intent"] == "PDF/X-4, FOGRA39"
    assert details["plates"] == "Cyan, Magenta, Yellow, Black"
    assert details["colours"] == "DeviceCMYK, Separation All"
    assert details["lines"] == "the finest has 0.25 pt"
    assert details["images"] == "the coarsest has 305 ppi"


def test_a_file_for_the_screen_is_not_looked_at_so() -> None:
    assert not set(FOR_PRESS) & set(ids(proof(flyer(), EXPECTED)))


def test_a_strangers_file_is_judged_for_what_it_says_it_is() -> None:
    report = proof(press_file())
    assert set(FOR_PRESS) <= set(ids(report))
    assert report.result == "pass", told(report)
    assert "bleed" not in ids(proof(press_file(), Expected(purpose="screen")))
    assert "bleed" in ids(proof(flyer(None), STRANGER))


def test_ghostscript_gives_a_second_opinion_of_the_ink() -> None:
    found = finding(proof(press_file(), asked(ghostscript=True)), "ink")
    assert found.detail == "at most 279% by our own plates, 279% by Ghostscript"
    too_much = finding(proof(press_file(), asked(ghostscript=True, total_ink=2.4)), "ink")
    assert "(by our own plates)" in too_much.detail
    assert "(by Ghostscript)" in too_much.detail


def test_ink_is_told_with_its_place() -> None:
    found = finding(proof(with_drawing("1 1 1 1 k 170 20 57 57 re f"), EXPECTED_PRESS), "ink")
    assert found.box is not None
    assert found.box.left == pytest.approx(AROUND + 170 / pt(1), abs=0.3)
    assert found.box.width == pytest.approx(57 / pt(1), abs=0.4)


def test_a_speck_of_heavy_ink_is_let_pass() -> None:
    report = proof(with_drawing("1 1 1 1 k 170 20 1.5 1.5 re f"), EXPECTED_PRESS)
    assert finding(report, "ink").result == "pass"


@pytest.mark.parametrize(("weight", "result"), [("0.25", "pass"), ("0.2", "fail")])
def test_a_line_may_have_the_least_weight(weight: str, result: str) -> None:
    report = proof(with_drawing(f"0 0 0 1 K {weight} w 170 40 m 227 40 l S"), EXPECTED_PRESS)
    assert finding(report, "lines").result == result


def test_a_lines_weight_is_that_on_paper() -> None:
    report = proof(with_drawing("q 0.1 0 0 1 0 0 cm 0 0 0 1 K 1 w 1700 40 m 2270 40 l S Q"), EXPECTED_PRESS)
    assert "a line of 0.1 pt" in finding(report, "lines").detail


@pytest.mark.parametrize(("pixels", "result"), [(299, "pass"), (240, "warn"), (150, "fail")])
def test_a_pictures_resolution_is_that_on_paper(pixels: int, result: str) -> None:
    """The picture is 30 mm wide."""
    report = proof(press_file(photo=photo(pixels)), EXPECTED_PRESS)
    assert finding(report, "images").result == result, told(report)
    assert f"{pixels / 30 * 25.4:.0f} ppi" in finding(report, "images").detail


def test_white_type_that_is_small_is_a_warning() -> None:
    report = proof(press_file(css=".on { color: #fff; font-size: 6.8pt }"), EXPECTED_PRESS)
    assert finding(report, "type").result == "warn"
    assert "white on a colour" in finding(report, "type").detail


def test_a_shape_that_ends_near_the_cut_is_a_warning_and_a_ground_is_not() -> None:
    near = proof(with_drawing(f"0 1 0 0 k {pt(2)} 40 20 20 re f"), EXPECTED_PRESS)
    assert finding(near, "safe").detail == "a fill ends 2.0 mm from the cut"
    over = proof(with_drawing(f"0 1 0 0 k {pt(-3)} 40 60 20 re f"), EXPECTED_PRESS)
    assert finding(over, "safe").result == "pass"


def test_marks_may_be_wanted_or_unwanted_or_either() -> None:
    bare = press_file(marks=False)
    assert "marks" in faults(proof(bare, EXPECTED_PRESS))
    assert finding(proof(bare, asked(marks=None)), "marks").detail == "none within the bleed"
    assert finding(proof(bare, asked(marks=False)), "marks").result == "pass"


@pytest.mark.parametrize(("off", "result"), [(0.15, "pass"), (0.4, "fail")])
def test_a_mark_may_be_a_quarter_of_a_millimetre_off(off: float, result: str) -> None:
    data = edited(press_file(), marked("/HbAll CS 1 SCN", off=off))
    assert finding(proof(data, EXPECTED_PRESS), "marks").result == result


def test_what_is_cut_off_with_the_bleed_is_no_text_of_the_page() -> None:
    """A slug line names the file to the printer."""

    def slug(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[0].obj.Resources.Font))
        draw(pdf, f"0 0 0 1 k BT {font} 5 Tf 40 {-pt(7)} Td <00010002> Tj ET")

    report = proof(edited(press_file(), slug), EXPECTED_PRESS)
    assert not faults(report) & {"text", "fit", "safe", "type"}, told(report)


def test_a_slug_is_none_of_the_page_where_readers_show_the_trim_alone() -> None:
    def slug(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[0].obj.Resources.Font))
        draw(pdf, f"0 0 0 1 k BT {font} 5 Tf 40 {-pt(7)} Td <00010002> Tj ET")
        for page in pdf.pages:
            page.obj.CropBox = page.obj.TrimBox

    report = proof(edited(press_file(), slug), EXPECTED_PRESS)
    assert report.result == "pass", told(report)


def test_a_spot_colour_may_be_allowed() -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.6, 1, 0], N=1)
    space = Array([Name.Separation, Name("/Gold"), Name.DeviceCMYK, tint])
    data = with_drawing("/Spot cs 1 scn 170 20 57 57 re f", ColorSpace={"/Spot": space})
    assert "plates" in faults(proof(data, EXPECTED_PRESS))
    assert finding(proof(data, asked(spots=("Gold",))), "plates").detail == "Cyan, Magenta, Yellow, Black, Gold"
    assert finding(proof(data), "plates").result == "warn"


def test_a_strangers_black_need_not_overprint_bare_paper() -> None:
    text = "0 0 0 1 k BT /F1 12 Tf 50 300 Td (black) Tj ET"
    on_paper = proof(drawn(text), STRANGER)
    on_colour = proof(drawn(f"0 1 0 0 k 0 0 420 595 re f {text}"), STRANGER)
    assert finding(on_paper, "black").result == "pass"
    assert finding(on_colour, "black").result == "warn"


def test_large_type_in_several_inks_may_be_meant() -> None:
    text = "0.6 0.5 0.5 1 k BT /F1 {} Tf 50 300 Td (black) Tj ET"
    assert finding(proof(drawn(text.format(40)), STRANGER), "black").result == "warn"
    assert finding(proof(drawn(text.format(10)), STRANGER), "black").result == "fail"


def test_a_colour_that_overprints_is_a_warning() -> None:
    over: dict[str, object] = {"/Over": Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)}
    for content in ("0 0.4 0 0 k 30 320 40 20 re f", "0 0 0.5 0 K 3 w 30 340 m 200 340 l S"):
        report = proof(with_drawing(f"/Over gs {content}", ExtGState=over), EXPECTED_PRESS)
        assert finding(report, "black").result == "warn", told(report)
        assert "coloured and overprints" in finding(report, "black").detail
    black = proof(with_drawing("/Over gs 0 0 0 1 k 30 320 40 20 re f", ExtGState=over), EXPECTED_PRESS)
    assert finding(black, "black").result == "pass", told(black)


def test_white_may_have_overprinting_on_where_it_paints_all_plates() -> None:
    """In mode 0 a CMYK colour paints all four, its zeros too (ISO 32000-2, 8.6.7)."""
    over: dict[str, object] = {"/Over": Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=0)}
    report = proof(with_drawing("/Over gs 0 0 0 0 k 30 320 40 20 re f", ExtGState=over), EXPECTED_PRESS)
    assert finding(report, "black").result == "pass", told(report)


def test_dark_colours_and_large_type_are_no_grey_of_several_inks() -> None:
    text = "{} k BT /F1 {} Tf 50 300 Td (black) Tj ET"
    for colour, size in (("1 0.8 0.3 0.4", 10), ("0.9 0.45 0.75 0.55", 10), ("0.62 0.54 0.53 0.5", 20)):
        assert "black" not in faults(proof(drawn(text.format(colour, size)), STRANGER))


def test_a_file_that_reaches_its_edge_without_bleed_fails_for_anyone() -> None:
    report = proof(drawn("0 1 0 0 k 0 0 420 100 re f"), STRANGER)
    assert finding(report, "bleed").detail == (
        "ink reaches the right edge, but not the 3 mm of bleed beyond it; "
        "ink reaches the bottom edge, but not the 3 mm of bleed beyond it; "
        "ink reaches the left edge, but not the 3 mm of bleed beyond it"
    )
    assert finding(proof(drawn("0 1 0 0 k 50 50 300 100 re f"), STRANGER), "bleed").result == "warn"


def test_a_turned_sheet_is_looked_at_as_it_is_shown() -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.Rotate = 90

    report = proof(edited(press_file(), turn), replace(EXPECTED_PRESS, trim=PAPER[::-1]))
    assert faults(report) == {"size"}, told(report)
    assert not faults(proof(edited(press_file(), turn)))


def test_transparency_is_told() -> None:
    state = Dictionary(Type=Name.ExtGState, ca=0.5, BM=Name.Multiply)
    report = proof(with_drawing("/Half gs 0 1 0 0 k 170 20 57 57 re f", ExtGState={"/Half": state}), EXPECTED_PRESS)
    found = finding(report, "transparency")
    assert (found.result, found.detail) == (
        "pass",
        "transparency, which PDF/X-4 allows: something not opaque, the blend mode Multiply",
    )


def test_a_page_too_full_to_be_looked_at_whole_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handbill.proof.ink.walk.MOST_STEPS", 50)
    assert "draws too much" in finding(proof(press_file(), EXPECTED_PRESS), "colours").detail


def test_metadata_that_are_not_xml_fail_what_reads_them() -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta", Type=Name.Metadata, Subtype=Name.XML)

    report = proof(edited(press_file(), spoil), EXPECTED_PRESS)
    assert {"intent", "trapped", "title"} <= faults(report)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_a_file_with_bytes_changed_always_has_a_report(seed: int) -> None:
    choice = random.Random(seed)
    data = bytearray((Path(__file__).parent / "strangers" / "typst.pdf").read_bytes())
    for _ in range(choice.randint(1, 60)):
        data[choice.randrange(len(data))] = choice.randrange(256)
    assert isinstance(proof(bytes(data), STRANGER), Report)


@pytest.mark.parametrize(
    "content",
    [
        "/Nothing cs 1 scn 0 0 99 99 re f",
        "/Nothing gs /Nothing Do /Nothing sh BT /Nothing 9 Tf (x) Tj ET",
        "1 k k rg /X scn SCN (a) g [1] K 0 0 1 re B",
        "Q Q Q q q 0 0 0 0 0 0 cm 1 0 0 1 0 0 cm W W* n re m l c",
        "/Pattern cs /Nothing scn 0 0 9 9 re f /Pattern CS 0 0 9 9 re S",
        "BI /W 1 /H 1 ID EI 99999999999999999999 w 0 0 m 9 9 l S",
    ],
)
def test_nonsense_breaks_no_check(content: str) -> None:
    report = proof(drawn(content), STRANGER)
    assert not [found for found in report.findings if "could not be looked at" in found.detail], told(report)


def test_colour_spaces_that_are_no_colour_spaces_are_told() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        knot = pdf.make_indirect(Array([Name.Indexed, Name.DeviceRGB, 1, b"abcdef"]))
        knot[1] = knot
        pdf.pages[0].obj.Resources.ColorSpace = Dictionary(A=knot, B=Array([Name.ICCBased]), C=Array([]))

    data = edited(drawn("/A cs 1 sc 9 9 9 9 re f /B cs 1 1 1 sc 9 9 9 9 re f /C cs 0 sc 9 9 9 9 re f"), plant)
    found = finding(proof(data, STRANGER), "colours")
    assert "a colour space that cannot be read" in found.detail


def test_an_encrypted_file_that_anyone_may_read_is_proved_all_the_same() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(press_file())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="", R=4))
    assert faults(proof(out.getvalue(), EXPECTED_PRESS)) == {"opens"}
