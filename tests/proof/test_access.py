"""Links that are dead or strange, and files that a screen reader can't read out."""

from __future__ import annotations

import base64
from dataclasses import replace

import pikepdf
import pytest

from handbill.proof import Expected, proof
from tests.proof.making import EXPECTED, URL, drawn, edited, faults, finding, flyer, told


def test_a_missing_link_fails() -> None:
    report = proof(flyer(), replace(EXPECTED, links=(URL, "https://other.example/")))
    assert faults(report) == {"links"}, told(report)
    assert finding(report, "links").detail == "no live link to https://other.example/"


def test_a_printed_address_is_no_link() -> None:
    report = proof(flyer(order=f"<p>Sign the petition: {URL.removeprefix('https://')}</p>"), EXPECTED)
    assert faults(report) == {"links"}, told(report)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://anytown.example", "https://anytown.example/"),
        ("HTTPS://Anytown.example/a", "https://anytown.example/a"),
        ("https://anytown.example/caf%C3%A9", "https://anytown.example/café"),
        ("mailto:a@anytown.example", "mailto:a@anytown.example"),
    ],
)
def test_a_link_may_be_written_in_more_than_one_way(written: str, asked: str) -> None:
    report = proof(flyer(front=f"<p><a href='{written}'>here</a></p>"), Expected(edition="screen", links=(asked,)))
    assert finding(report, "links").result == "pass", told(report)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/", "page.html"])
def test_a_link_of_another_kind_fails(address: str) -> None:
    def lead_there(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots[0].A.URI = pikepdf.String(address)

    report = proof(edited(flyer(), lead_there), replace(EXPECTED, links=()))
    assert faults(report) == {"links"}, told(report)
    assert address in finding(report, "links").detail


def test_a_link_off_the_page_fails() -> None:
    def move(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots[0].Rect = pikepdf.Array([400, 20, 500, 40])

    report = proof(edited(flyer(), move), EXPECTED)
    assert faults(report) == {"links"}, told(report)


def test_an_untagged_file_fails() -> None:
    def untag(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot
        del pdf.Root.MarkInfo

    report = proof(edited(flyer(), untag), EXPECTED)
    assert faults(report) == {"tags"}, told(report)
    assert "no tags" in finding(report, "tags").detail


def test_a_file_that_does_not_say_that_it_is_tagged_fails() -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.MarkInfo

    assert faults(proof(edited(flyer(), forget), EXPECTED)) == {"tags"}


def test_a_picture_without_a_description_fails() -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        for element in (found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)):
            if element.get("/S") == "/Figure":
                del element.Alt

    report = proof(edited(flyer(), strip), EXPECTED)
    assert faults(report) == {"tags"}, told(report)
    assert finding(report, "tags").detail == "a picture has no description"
    assert finding(report, "tags").page == 1


def test_a_role_map_is_followed() -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(Bild=pikepdf.Name.Photo, Photo=pikepdf.Name.Figure)
        for element in (found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)):
            if element.get("/S") == "/Figure":
                element.S = pikepdf.Name.Bild
                del element.Alt

    assert finding(proof(edited(flyer(), rename), EXPECTED), "tags").detail == "a picture has no description"


def test_a_skipped_heading_level_fails() -> None:
    report = proof(flyer(heading="<h3>What we would lose</h3>"), EXPECTED)
    assert "tags" in faults(report)
    assert "H3 follows H1" in finding(report, "tags").detail


def test_a_first_heading_of_the_second_level_fails() -> None:
    report = proof(flyer(headline="<h2>Who decides about your library?</h2>"), EXPECTED)
    assert "H2 follows the start" in finding(report, "tags").detail


def test_text_that_is_neither_tagged_nor_decoration_fails() -> None:
    def write_over(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        name = next(name for name, font in page.Resources.Font.items() if "Source" in str(font.BaseFont))
        page.contents_add(f"BT {name} 12 Tf 60 500 Td <0033> Tj ET".encode())

    report = proof(edited(flyer(), write_over), EXPECTED)
    assert faults(report) == {"tags", "text"}, told(report)
    assert "is not tagged" in finding(report, "tags").detail


def test_a_page_with_nothing_tagged_fails() -> None:
    def untag_the_first(pdf: pikepdf.Pdf) -> None:
        for element in (found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)):
            if "/S" in element and "/Pg" in element and element.Pg.objgen == pdf.pages[0].obj.objgen:
                element.K = pikepdf.Array([])

    assert "nothing on page 1 is tagged" in finding(proof(edited(flyer(), untag_the_first), EXPECTED), "tags").detail


def test_a_file_that_does_not_claim_the_standard_fails() -> None:
    def unclaim(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata
        packet.write(packet.read_bytes().replace(b"aiim.org/pdfua", b"aiim.org/other"))

    report = proof(edited(flyer(), unclaim), EXPECTED)
    assert faults(report) == {"tags"}, told(report)


def test_a_strangers_tags_are_judged_mildly() -> None:
    report = proof(flyer(headline="<h3>Who decides?</h3>"))
    assert finding(report, "tags").result == "warn"
    assert not faults(report)


def test_the_wrong_title_fails() -> None:
    report = proof(flyer(), replace(EXPECTED, title="Another title"))
    assert faults(report) == {"title"}, told(report)
    assert finding(report, "title").detail == "the title is “Who decides about your library?”, not “Another title”"


def test_a_title_that_differs_between_its_two_places_fails() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "Untitled"

    assert faults(proof(edited(flyer(), change), EXPECTED)) == {"title"}


def test_a_title_that_readers_will_not_show_fails() -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.ViewerPreferences

    report = proof(edited(flyer(), hide), EXPECTED)
    assert faults(report) == {"title"}, told(report)


def test_a_missing_title_fails_in_our_files_and_is_warned_of_in_others() -> None:
    report = proof(drawn("0 0 9 9 re f"), Expected(edition="press", title="A title"))
    assert "the file has no title" in finding(report, "title").detail
    assert finding(proof(drawn("0 0 9 9 re f")), "title").result == "warn"


def test_metadata_that_declare_entities_are_not_read() -> None:
    def explode(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata.write(b"<!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;</a>")

    report = proof(edited(flyer(), explode), EXPECTED)
    assert faults(report) == {"tags", "title"}, told(report)


def test_a_missing_language_fails() -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Lang

    report = proof(edited(flyer(), forget), EXPECTED)
    assert faults(report) == {"lang"}, told(report)
    assert finding(report, "lang").detail == "the language is not given, not en-GB"
    assert finding(proof(edited(flyer(), forget)), "lang").result == "warn"


def test_another_language_fails() -> None:
    assert faults(proof(flyer(lang="cy"), EXPECTED)) == {"lang"}


def test_missing_bookmarks_fail() -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Outlines

    report = proof(edited(flyer(), forget), EXPECTED)
    assert faults(report) == {"bookmarks"}, told(report)
    assert proof(edited(flyer(), forget), replace(EXPECTED, bookmarks=False)).result == "pass"


def test_a_bookmark_that_leads_nowhere_fails() -> None:
    def cut(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Outlines.First.Dest

    assert "lead nowhere" in finding(proof(edited(flyer(), cut), EXPECTED), "bookmarks").detail


def test_bookmarks_in_a_circle_end() -> None:
    def knot(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Outlines.First.First = pdf.make_indirect(pdf.Root.Outlines.First)

    assert finding(proof(edited(flyer(), knot), EXPECTED), "bookmarks").result == "pass"


def test_text_in_a_form_belongs_to_the_mark_that_it_is_painted_under() -> None:
    """WeasyPrint puts half-transparent text of a picture in a form, which has no marks of its own."""
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='30'>"
        "<text x='5' y='20' opacity='.5' font-family='Source Sans 3'>Part of a picture</text></svg>"
    )
    source = base64.b64encode(svg.encode()).decode()
    pdf = flyer(front=f'<img alt="A picture" src="data:image/svg+xml;base64,{source}">')
    report = proof(pdf, EXPECTED)
    assert {finding(report, name).result for name in ("tags", "text")} == {"pass"}
