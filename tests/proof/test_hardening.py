"""Broken and hostile files: always a report, never an exception, and never without end."""

from __future__ import annotations

import random
import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbill.proof import Expected, Report, proof, runs, survey
from tests.proof.making import EXPECTED, drawn, edited, faults, finding, flyer, told

OURS = Expected(edition="screen")


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 0.999))
def test_a_file_cut_anywhere_is_never_passed(at: float) -> None:
    data = flyer()
    report = proof(data[: int(len(data) * at)], EXPECTED)
    assert report.result == "fail"


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_a_file_with_bytes_changed_always_has_a_report(seed: int) -> None:
    choice = random.Random(seed)
    data = bytearray(flyer())
    for _ in range(choice.randint(1, 40)):
        data[choice.randrange(len(data))] = choice.randrange(256)
    assert isinstance(proof(bytes(data), EXPECTED), Report)


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_have_a_report(data: bytes) -> None:
    assert proof(data).result == "fail"
    assert isinstance(proof(b"%PDF-1.7\n" + data), Report)


def test_a_stream_that_unpacks_to_gigabytes_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "MOST_UNPACKED", 4 * 2**20)

    def plant(pdf: pikepdf.Pdf) -> None:
        packed = zlib.compress(bytes(5 * 2**20))
        pdf.Root.Bomb = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)

    (only,) = proof(edited(flyer(), plant), EXPECTED).findings
    assert only.detail == "the file is not looked at, because it unpacks to more than 4 MB"


def test_a_stream_packed_twice_is_not_unpacked_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "MOST_UNPACKED", 4 * 2**20)

    def plant(pdf: pikepdf.Pdf) -> None:
        packed = zlib.compress(zlib.compress(bytes(5 * 2**20)))
        twice = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        pdf.Root.Bomb = pikepdf.Stream(pdf, packed, Filter=twice)

    assert "unpacks to more" in finding(proof(edited(flyer(), plant), EXPECTED), "opens").detail


def test_a_picture_of_endless_size_is_not_drawn() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Huge = pdf.make_stream(b"", Subtype=pikepdf.Name.Image, Width=10**6, Height=10**6)

    assert "1000000 × 1000000 pixels" in finding(proof(edited(flyer(), plant), EXPECTED), "opens").detail


def test_forms_that_paint_each_other_a_million_million_times_are_not_painted() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        inner = None
        for level in range(12):
            content = b"/X Do " * 10 if inner is not None else b"0 0 9 9 re f"
            resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner) if level else pikepdf.Dictionary())
            inner = pdf.make_stream(
                content,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=pikepdf.Array([0, 0, 99, 99]),
                Resources=resources,
            )
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))

    report = proof(edited(drawn("/X Do"), plant), OURS)
    assert finding(report, "opens").detail == "page 1 draws more than any printed page needs"


def test_a_form_that_paints_itself_ends() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(
            b"/X Do 0 0 9 9 re f",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=pikepdf.Array([0, 0, 99, 99]),
        )
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        pdf.pages[0].Resources = form.Resources

    assert not faults(proof(edited(drawn("/X Do"), plant)))


def test_forms_in_forms_without_end_are_refused() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        inner = None
        for _ in range(60):
            inner = pdf.make_stream(
                b"/X Do",
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=pikepdf.Array([0, 0, 99, 99]),
                Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner) if inner is not None else {}),
            )
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))

    assert "opens" in faults(proof(edited(drawn("/X Do"), plant), OURS))


def test_thousands_of_pages_are_counted_and_the_first_looked_at() -> None:
    pdf = pikepdf.new()
    for _ in range(3000):
        pdf.add_blank_page(page_size=(200, 200))
    out = BytesIO()
    pdf.save(out)
    report = proof(out.getvalue())
    assert finding(report, "pages").detail == "3000 pages, of which only the first 64 were looked at"
    assert report.result == "warn"


def test_a_page_tree_in_a_circle_ends() -> None:
    data = edited(drawn(""), lambda pdf: pdf.Root.Pages.Kids.append(pdf.Root.Pages))
    assert proof(data).result == "fail"


def test_a_tag_tree_in_a_circle_ends() -> None:
    def knot(pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.StructTreeRoot
        root.K[0].K.append(root.K[0])

    assert "text" in {found.id for found in proof(edited(flyer(), knot), EXPECTED).findings}


def test_a_very_deep_tag_tree_is_read() -> None:
    def dig(pdf: pikepdf.Pdf) -> None:
        inner = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P, K=pikepdf.Array([])))
        for _ in range(5000):
            inner = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Div, K=pikepdf.Array([inner])))
        pdf.Root.StructTreeRoot.K.append(inner)

    report = proof(edited(flyer(), dig), EXPECTED)
    assert faults(report) == {"bytes"}, told(report)


def test_a_tag_tree_that_branches_without_end_is_cut_short_and_fails() -> None:
    """Direct arrays have no name to be known by, so only counting ends this."""

    def branch(pdf: pikepdf.Pdf) -> None:
        leaves = pikepdf.Array([0] * 200)
        pdf.Root.StructTreeRoot.K = pikepdf.Array([pikepdf.Array([leaves] * 200)] * 20)

    report = proof(edited(flyer(), branch), EXPECTED)
    assert "too large" in finding(report, "tags").detail


def test_a_million_letters_on_a_page_are_not_all_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_LETTERS", 1000)
    content = "BT /F1 12 Tf 50 300 Td " + ("(" + "a" * 200 + ") Tj ") * 6 + "ET"
    report = proof(drawn(content), OURS)
    assert "page 1 has more letters than can be looked at" in finding(report, "fit").detail


def test_a_hundred_thousand_lines_in_one_place_are_not_all_compared() -> None:
    content = "BT /F1 12 Tf " + "".join(f"1 0 0 1 50 300 Tm (line {n}) Tj " for n in range(3000)) + "ET"
    assert "fit" in faults(proof(drawn(content), OURS))


@pytest.mark.parametrize("size", [(20_000, 20_000), (3, 14_000), (0.001, 0.001)])
def test_pages_of_absurd_size_take_no_more_memory_than_others(size: tuple[float, float]) -> None:
    wide, high = size
    data = drawn("BT /F1 12 Tf 1 1 Td (x) Tj ET", MediaBox=pikepdf.Array([0, 0, wide, high]))
    report = proof(data, OURS)
    assert "size" in faults(report), told(report)


def test_a_type_that_is_not_what_it_should_be_fails_its_check_only() -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots = pikepdf.Dictionary()
        pdf.Root.Lang = pikepdf.Array([1])
        pdf.Root.Outlines = pikepdf.Name.None_
        pdf.Root.ViewerPreferences = 7

    report = proof(edited(flyer(), spoil), EXPECTED)
    assert faults(report) >= {"links", "lang", "bookmarks", "title"}
    assert finding(report, "fit").result == "pass"
