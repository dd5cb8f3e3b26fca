"""The edition `word`, read back from its XML, and from what LibreOffice makes of it."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from lxml import etree
from PIL import Image

from handbill import edited
from handbill.markup.reading import squeeze
from handbill.markup.said import said
from handbill.piece import Panel
from handbill.proof.manuscript import lines
from handbill.proof.package import Package
from handbill.proof.word import proof_word
from tests import samples
from tests.finish import writing
from tests.finish.writing import W, accepted, motion, paragraphs, part, rejected
from tests.setting import composed, screen_pdf

PAGE = re.compile(r"[^\n]* · Version 1 · [^\n]*|Page \d+ of \d+|_+")  # its foot, and the lines to write on


def words(data: bytes) -> str:
    """All that the text says, without white space."""
    return squeeze("".join(text for _, _, text in paragraphs(part(data))))


def test_the_words_are_those_of_the_page_without_the_numbers_that_are_counted() -> None:
    assert words(writing.sound_docx()) == squeeze("".join(said(composed(motion()).html, "word").text))


def test_clauses_are_counted_afresh_in_each_part_and_no_number_is_typed() -> None:
    found = [each for each in paragraphs(part(writing.sound_docx())) if each[0] in ("Clause", "SubPoint")]
    assert [style for style, _, _ in found].count("SubPoint") == 2
    series = dict.fromkeys(num for style, num, _ in found if style == "Clause")
    assert len(series) == 3
    assert not any(re.match(r"\d+\s|[a-z]\s", text) for _, _, text in found if text[:2] not in ("42", "a "))
    numbering = part(writing.sound_docx(), "word/numbering.xml")
    for each in numbering.iter(f"{W}num"):
        if each.get(f"{W}numId") in series:
            assert each.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"


def test_a_list_that_begins_at_another_number_does_so() -> None:
    made = writing.changed(
        composed(motion()), ('<span class="number">4</span>members', '<span class="number">7</span>members')
    )
    data = writing.docx(motion(), made)
    starts = [each.get(f"{W}val") for each in part(data, "word/numbering.xml").iter(f"{W}startOverride")]
    assert starts == ["1", "7", "1", "1"]


def test_nothing_is_formatted_but_by_styles_that_the_document_has() -> None:
    for data in (writing.sound_docx(), writing.marked_docx()):
        known = {each.get(f"{W}styleId") for each in part(data, "word/styles.xml").iter(f"{W}style")}
        for name in ("word/document.xml", "word/footer1.xml"):
            root = part(data, name)
            for tag in ("pStyle", "rStyle", "tblStyle"):
                assert {each.get(f"{W}val") for each in root.iter(f"{W}{tag}")} <= known
            assert {each.tag for run in root.iter(f"{W}r") for each in run.iterfind(f"{W}rPr/*")} <= {f"{W}rStyle"}


def test_headings_have_the_colour_of_the_branch_and_the_shipped_face() -> None:
    styles = part(writing.sound_docx(), "word/styles.xml")
    heading = next(each for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") == "Heading1")
    assert heading.find(f"{W}rPr/{W}color").get(f"{W}val") == samples.PALETTES["red"].brand_text[1:].upper()
    assert heading.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == "0"
    assert styles.find(f"{W}docDefaults//{W}rFonts").get(f"{W}ascii") == "Source Sans 3"
    fonts = part(writing.sound_docx(), "word/fontTable.xml")
    assert fonts.find(f"{W}font/{W}altName").get(f"{W}val") == "Calibri"


def test_the_code_is_a_picture_that_reads_to_the_link_and_both_pictures_are_described() -> None:
    data = writing.sound_docx()
    described = [each.get("descr") for each in part(data).iter("{*}docPr")]
    assert described == ["Logo of Example Health Union", f"QR code: {samples.PETITION.url}"]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        pictures = [packed.read(name) for name in packed.namelist() if name.startswith("word/media/")]
    read = [
        code.text for each in pictures for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(each)).convert("L"))
    ]
    assert read == [samples.PETITION.url]


def test_links_are_live() -> None:
    relations = part(writing.sound_docx(), "word/_rels/document.xml.rels")
    outside = {each.get("Target") for each in relations if each.get("TargetMode") == "External"}
    assert outside == {samples.PETITION.url, "mailto:carried@example.org"}


def test_the_file_says_its_title_its_language_its_author_and_the_day_of_the_piece() -> None:
    about = part(writing.sound_docx(), "docProps/core.xml")
    told = {each.tag.rpartition("}")[2]: each.text for each in about}
    assert told["title"] == "Open the boards"
    assert told["language"] == "en-GB"
    assert told["creator"] == "Anytown Health Branch"
    assert told["created"] == told["modified"] == "2026-11-01T12:00:00Z"


def test_the_same_piece_gives_the_same_bytes_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    again = writing.docx(motion(), composed(motion()))
    assert again == writing.sound_docx()
    with zipfile.ZipFile(io.BytesIO(again)) as packed:
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_changes_are_tracked_accepted_they_give_the_new_text_and_rejected_the_old() -> None:
    data = writing.marked_docx()
    marks = [each for tag in ("ins", "del") for each in part(data).iter(f"{W}{tag}")]
    assert {each.get(f"{W}author") for each in marks} == {"Anytown Health Branch"}
    assert {each.get(f"{W}date") for each in marks} == {"2026-11-01T12:00:00Z"}
    html = writing.marked().html
    new, old = (list(paragraphs(settle(part(data)))) for settle in (accepted, rejected))
    assert squeeze("".join(text for _, _, text in new)) == squeeze("".join(said(html, "word", leaving="del").text))
    assert squeeze("".join(text for _, _, text in old)) == words(writing.sound_docx())
    clauses = [[text for style, _, text in each if style == "Clause"] for each in (new, old)]
    assert len(clauses[0]) == len(clauses[1]) == 4 + 3 + 4  # one put in, one taken out


def test_accepted_changes_are_numbered_as_the_amended_motion_and_rejected_as_the_model() -> None:
    data, model = writing.marked_docx(), list(said(composed(motion()).html, "word").numbers)
    counted = {
        view: [each.number for each in lines(Package(settled), "all") if each.number]
        for view, settle in (("accepted", accepted), ("rejected", rejected))
        for settled in [writing.edited(data, {"word/document.xml": lambda data, how=settle: _settled(data, how)})]
    }
    assert counted["rejected"] == model
    assert counted["accepted"] == model  # as many: one clause is put in, and one taken out
    for view in ("accepted", "rejected"):
        assert [each.number for each in lines(Package(data), view) if each.number] == counted[view]


def test_without_a_date_of_its_facts_a_change_has_none() -> None:
    data = writing.docx(motion(as_of=""), writing.marked())
    assert part(data).find(f".//{W}ins") is not None
    assert not [each for each in part(data).iter(f"{W}ins", f"{W}del") if f"{W}date" in each.attrib]
    assert not [each for each in proof_word(data, writing.expected_marked()).findings if each.result == "fail"]


# In the order of ISO 29500: Word refuses a document in which what it knows stands in another one.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers pBdr tabs bidi spacing "
    "ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle ins del rFonts b bCs i iCs color sz szCs u vertAlign rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "sectPr": "footerReference type pgSz pgMar lnNumType cols bidi docGrid",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "numbering": "abstractNum num",
    "font": "altName family pitch",
    "anchor": "simplePos positionH positionV extent effectExtent wrapSquare docPr cNvGraphicFramePr graphic",
    "inline": "extent docPr cNvGraphicFramePr graphic",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}


def test_everything_stands_in_the_order_that_word_wants() -> None:
    there = motion(lang="ar", direction="rtl")
    for data in (writing.sound_docx(), writing.marked_docx(), writing.docx(there, composed(there))):
        for name in ("document", "styles", "numbering", "footer1", "fontTable", "settings"):
            for parent in part(data, f"word/{name}.xml").iter("{*}*"):
                order = ORDERS.get(etree.QName(parent).localname, "").split()
                found = [etree.QName(each).localname for each in parent]
                assert not order or sorted(found, key=order.index) == found, (name, found)
        for ids in (
            [each.get("id") for each in part(data).iter("{*}docPr")],
            [each.get(f"{W}id") for each in part(data).iter(f"{W}ins", f"{W}del")],
        ):
            assert len(ids) == len(set(ids))


def test_a_ruled_blank_is_a_place_to_write_on() -> None:
    neutral = motion(blank=True, panel=Panel(name=samples.rich("____")))
    found = list(paragraphs(part(writing.docx(neutral, composed(neutral)))))
    assert [text for style, _, text in found if style == "FormLine"] == ["Moved by \t", "Seconded by \t"]
    assert any(set(text) == {"\u00a0"} for _, _, text in found)


def test_a_page_from_right_to_left_is_so_throughout() -> None:
    there = motion(lang="ar", direction="rtl")
    data = writing.docx(there, composed(there))
    defaults = part(data, "word/styles.xml").find(f"{W}docDefaults")
    assert defaults.find(f".//{W}bidi") is not None
    assert defaults.find(f".//{W}rtl") is not None
    assert defaults.find(f".//{W}lang").get(f"{W}bidi") == "ar"
    assert defaults.find(f".//{W}rFonts").get(f"{W}cs") == "Noto Sans Arabic"
    assert part(data).find(f".//{W}sectPr/{W}bidi") is not None
    assert all(each.find(f"{W}tblPr/{W}bidiVisual") is not None for each in part(data).iter(f"{W}tbl"))
    # What runs the other way keeps its full stop, by a mark that is not seen.
    (imprint,) = (text for _, _, text in paragraphs(part(data)) if "Promoted by" in text)
    assert imprint.endswith(".\u200e")


TABLE = (
    '<table><tr><th>Motion</th><th colspan="2">Time</th></tr>'
    "<tr><td>Open the boards</td><td>7 pm</td><td></td></tr></table>"
)


def test_a_table_is_a_table_and_what_is_for_paper_stays_there() -> None:
    made = writing.changed(
        composed(motion()),
        (
            '<footer class="end" data-apart>',
            f'<footer class="end" data-apart>{TABLE}<p data-only="paper">Cut here</p><ul><li>a point</li></ul>',
        ),
    )
    data = writing.docx(motion(), made)
    ruled = part(data).find(f".//{W}tbl")
    assert ruled.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "RuledTable"
    assert ruled.find(f".//{W}gridSpan").get(f"{W}val") == "2"
    assert ruled.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    assert "Cut here" not in "".join(text for _, _, text in paragraphs(part(data)))
    assert ("ListBullet", "", "a point") in list(paragraphs(part(data)))
    expected = edited.of_word(motion(), made)
    assert proof_word(data, expected).result == "warn"  # for example.org


def test_a_table_without_a_head_is_styled_as_one_without() -> None:
    rows = "<tr><th>Motion</th><td>Open the boards</td></tr><tr><th>Time</th><td>7 pm</td></tr>"
    made = writing.changed(composed(motion()), ('<footer class="end"', f'<table>{rows}</table><footer class="end"'))
    for page, first in ((TABLE, "1"), (f"<table>{rows}</table>", "0")):
        made = writing.changed(composed(motion()), ('<footer class="end"', f'{page}<footer class="end"'))
        look = part(writing.docx(motion(), made)).find(f".//{W}tbl/{W}tblPr/{W}tblLook")
        assert look.get(f"{W}firstRow") == first
        assert (int(look.get(f"{W}val"), 16) >> 5) & 1 == int(first)


def test_the_parts_of_a_letter_have_styles_with_room_about_them() -> None:
    head = '<div class="recipient"><p>A. Member</p></div><div class="dated"><p>1 May</p></div>'
    said_ = '<p class="salutation">Dear A. Member</p><p class="sign-off">Yours sincerely</p>'
    made = writing.changed(composed(motion()), ('<footer class="end"', f'{head}{said_}<footer class="end"'))
    data = writing.docx(motion(), made)
    found = {text: style for style, _, text in paragraphs(part(data))}
    wanted = {"A. Member": "InsideAddress", "1 May": "Date", "Dear A. Member": "Salutation"}
    assert {text: found[text] for text in wanted} == wanted
    styles = {each.get(f"{W}styleId"): each for each in part(data, "word/styles.xml").iter(f"{W}style")}
    for name in wanted.values():
        assert int(styles[name].find(f"{W}pPr/{W}spacing").get(f"{W}after")) > 120


def test_a_label_stands_apart_and_a_box_to_tick_is_a_letter() -> None:
    inside = '<p><span class="label">22, Notes 5</span> the Bill</p><p><span class="box"></span>write</p>'
    made = writing.changed(composed(motion()), ('<footer class="end"', f'{inside}<footer class="end"'))
    found = [text for _, _, text in paragraphs(part(writing.docx(motion(), made)))]
    assert "22, Notes 5\tthe Bill" in found
    assert "☐ write" in found


# LibreOffice


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What LibreOffice makes of documents, as PDF; it is started once for all."""
    folder = tmp_path_factory.mktemp("libreoffice")
    long = samples.piece("motion", samples.LONG_MOTION)
    settled = {
        name: writing.edited(writing.marked_docx(), {"word/document.xml": lambda data, how=how: _settled(data, how)})
        for name, how in (("accepted", accepted), ("rejected", rejected))
    }
    for name, data in {
        "motion": writing.sound_docx(), "long": writing.docx(long, composed(long)), **settled
    }.items():  # fmt: skip
        (folder / f"{name}.docx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx")))]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {path.stem: path.read_bytes() for path in folder.glob("*.pdf")}


def _settled(data: bytes, how: Callable[[Any], Any]) -> bytes:
    return bytes(etree.tostring(how(etree.fromstring(data))))


def told(pdf: bytes) -> str:
    """The words of a PDF, but for those at the foot of its pages."""
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r", "")
    return PAGE.sub("", text)


def test_libreoffice_numbers_the_clauses_as_the_page_does_and_prints_the_same_words(
    printed: Mapping[str, bytes],
) -> None:
    for name, body in (("motion", samples.MOTION), ("long", samples.LONG_MOTION)):
        piece = samples.piece("motion", body)
        assert squeeze(told(printed[name])) == squeeze("".join(composed(piece).text)), name
    page = "".join(told(screen_pdf(motion())).split())
    assert Counter(squeeze(told(printed["motion"]))) == Counter(page)


def test_libreoffice_sets_the_styles(printed: Mapping[str, bytes]) -> None:
    page = pypdfium2.PdfDocument(printed["motion"])[0]
    text = page.get_textpage()
    sizes = {}
    for words_ in ("Open the boards", "This Branch notes", "the Health and Care Act"):
        place = text.search(words_).get_next()[0]
        sizes[words_] = pypdfium2.raw.FPDFText_GetFontSize(text, place)
    assert sizes == {"Open the boards": 22, "This Branch notes": 13, "the Health and Care Act": 11.5}


def test_libreoffice_shows_the_new_text_of_accepted_changes_and_the_old_of_rejected(
    printed: Mapping[str, bytes],
) -> None:
    assert squeeze(told(printed["rejected"])) == squeeze(told(printed["motion"]))
    assert f"3{squeeze(writing.PUT_IN)}" in squeeze(told(printed["accepted"]))
    assert squeeze(writing.DELETED) not in squeeze(told(printed["accepted"]))
