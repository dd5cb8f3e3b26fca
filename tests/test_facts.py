"""Facts set out: tables, charts, diagrams and what to read on, from the YAML to the page as other programs read it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handbill import colour, pipeline, shipped
from handbill.amounts import amount, behind_the_point
from handbill.bodies.facts import in_order, shares
from handbill.drawing import bar
from handbill.expect import expected_of
from handbill.library import load
from handbill.pipeline.events import Done
from handbill.proof import Expected, proof
from handbill.reading import read_project
from handbill.request import Request
from handbill.wording import date_in_words
from tests.conftest import Kept
from tests.projects import BASE, CAMPAIGN, Files, leaflet, loaded, piece, plain, said, side, sound, write
from tests.setting import composed, layout, screen_pdf

REGIONS = "slug,name\nnorth,The North\nsouth,The South\n"
LOANS = """\
region,place,loans,spent,note
north,Mill,"1,200",£1.5 million
north,Weir,900,£12 million
north,Ford,"3,600",£0.25 million
south,Quay,50,£3 million
"""
READING = """\
reading:
  old: {title: An old report, publisher: Weir Council, date: 2024, url: https://weir.example/old}
  new: {title: The list of cuts, date: 2026-10-14, url: https://weir.example/cuts, short_url: https://weir.example/c}
  mid: {title: A year of books, date: 2026-07, url: https://weir.example/year, about: Who came.}
reading_url: https://weir.example/read
"""
FACTS = {
    "campaigns/library.yaml": CAMPAIGN + "regions: regions.csv\nfacts: {loans: loans.csv}\n" + READING,
    "campaigns/regions.csv": REGIONS,
    "campaigns/loans.csv": LOANS,
    "branches/weir.yaml": "name: Weir Readers\ntype: community-group\nregion: north\ndesk_printer: desk\n"
    "imprint: {promoter: 'A. Reader, 1 Mill Lane, Weir', printer: 'Print Co-op, 2 Mill Lane, Weir'}\n",
    "branches/quay.yaml": "name: Quay Readers\ntype: community-group\nlanguages: [en-GB]\n",
    "printers/desk.yaml": "name: The desk printer\ndesk: {mono: yes}\n",
}
TABLE = (
    "table: {facts: loans, columns: {place: Library, loans: Loans, spent: Cost}, caption: Libraries near you,"
    " source: budget, sort: loans}"
)
CHART = (
    "chart: {title: Visits in a year, source: report, rows: [{label: 2023, value: '15,600'},"
    " {label: 2024, value: '31,200'}, {label: 2025, value: '0'}]}"
)
DIAGRAM = "diagram: {title: Who decides, tiers: [{title: County, text: 1 council}, {title: Villages, count: 12}]}"
READ = "reading"
CODED = "reading: {code: yes, only: [new, old]}"


def told(tmp_path: Path, *blocks: str, **files: str) -> list[str]:
    return said(loaded(tmp_path, {**FACTS, **leaflet(*blocks), **files}).problems)


# Numbers


@pytest.mark.parametrize(
    ("typed", "size", "counts"),
    [
        ("31,200", "31200", ""),
        ("31200", "31200", ""),
        ("£1.5 million", "1500000", "£"),
        ("£2bn", "2000000000", "£"),
        ("12.5%", "12.5", "%"),
        ("-4", "-4", ""),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, size: str, counts: str) -> None:
    found = amount(typed)
    assert found is not None
    assert (found.size, found.counts) == (Decimal(size), counts)


@pytest.mark.parametrize("typed", ["", "1,2O0", "12,34", "twelve", "2021 to 2024", "1.2.3", "£", "3 miles", "1,000,00"])
def test_what_is_not_a_number_is_not_taken_for_one(typed: str) -> None:
    assert amount(typed) is None


def test_points_stand_in_line_whatever_follows_them() -> None:
    assert behind_the_point(["12", "1.5", "", "0.25"]) == (1.243, 0.497, 0.0, 0.0)
    assert behind_the_point(["£12 million", "£1.5 million"]) == (0.746, 0.0)
    assert behind_the_point(["£12 million", "£1.5"]) == (0.0, 0.0)
    assert behind_the_point(["12", "many"]) is None
    assert behind_the_point(["", ""]) is None


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=24))
def test_bars_are_as_long_as_their_numbers_are_large(numbers: list[int]) -> None:
    lengths = shares([f"{number:,}" for number in numbers])
    longest = max(numbers)
    assert max(lengths) == (100 if longest else 0)
    for number, length in zip(numbers, lengths, strict=True):
        assert abs(length * longest - 100 * number) <= 0.005 * longest + 1e-6 * longest


@given(st.lists(st.one_of(st.integers(0, 10**6).map(str), st.just("")), max_size=12))
def test_numbers_are_sorted_from_the_largest_and_empty_cells_come_last(cells: list[str]) -> None:
    there = [cells[place] for place in in_order(cells)]
    filled = [cell for cell in there if cell]
    assert there == filled + [""] * (len(cells) - len(filled))
    assert filled == sorted(filled, key=int, reverse=True)


def test_words_are_sorted_by_the_alphabet() -> None:
    assert in_order(["weir", "", "Mill", "ford"]) == [3, 2, 0, 1]


@pytest.mark.parametrize(
    ("date", "lang", "words"),
    [
        ("2026-03-01", "en-GB", "1 March 2026"),
        ("2026-07", "en-GB", "July 2026"),
        ("2026-07", "pl", "lipiec 2026"),
        ("2026-07", "cy", "Gorffennaf 2026"),
        ("2026-07", "tlh", "2026-07"),
        ("2026", "en-GB", "2026"),
        ("2026-02-30", "en-GB", "2026-02-30"),
    ],
)
def test_a_date_is_put_in_words_as_far_as_it_is_known(date: str, lang: str, words: str) -> None:
    assert plain(date_in_words(date, lang)) == words


# What a branch gets


def test_a_table_has_the_rows_of_the_region_sorted_and_its_source(tmp_path: Path) -> None:
    made = piece(sound(tmp_path, {**FACTS, **leaflet(TABLE)}))
    (table,) = side(made)
    assert [[plain(cell.text.plain) for cell in row] for row in table.rows] == [
        ["Ford", "3,600", "£0.25 million"],
        ["Mill", "1,200", "£1.5 million"],
        ["Weir", "900", "£12 million"],
    ]
    assert [column.numbers for column in table.columns] == [False, True, True]
    assert [row[2].after for row in table.rows] == [0.0, 0.497, 1.243]
    assert plain(table.caption.plain) == "Libraries near you1"
    assert [source.number for source in made.sources] == [1]


def test_where_there_is_nothing_for_a_region_the_block_and_its_heading_are_left_out(tmp_path: Path) -> None:
    files = {**FACTS, **leaflet("heading: Near you", TABLE, "heading: Far off", "text: Sea.", "contact")}
    project = sound(tmp_path, files)
    kinds = [[block.kind for block in piece(project, branch=branch).body.sides[0]] for branch in ("weir", "quay", None)]  # type: ignore[attr-defined]
    assert kinds == [
        ["heading", "table", "heading", "text", "contact"],
        ["heading", "text", "contact"],
        ["heading", "text", "contact"],
    ]


def test_a_heading_stays_where_something_else_stands_under_it(tmp_path: Path) -> None:
    project = sound(tmp_path, {**FACTS, **leaflet("heading: Near you", TABLE, "text: Sea.")})
    assert [block.kind for block in piece(project, branch="quay").body.sides[0]] == ["heading", "text"]  # type: ignore[attr-defined]


def test_a_chart_of_facts_says_how_many_bars_it_leaves_out(tmp_path: Path) -> None:
    block = "chart: {title: Loans, facts: loans, label: place, value: loans, sort: yes, most: 2}"
    (chart,) = side(piece(sound(tmp_path, {**FACTS, **leaflet(block)})))
    assert [(bar.label.plain, bar.value.plain, bar.share) for bar in chart.bars] == [
        ("Ford", "3,600", 100.0),
        ("Mill", "1,200", 33.33),
    ]
    assert chart.note.plain.replace("\xa0", " ") == "2 of 3 shown"
    assert chart.bars[1].alt == "A bar, 33 per cent of the longest"


def test_what_to_read_comes_newest_first_with_its_date_in_words(tmp_path: Path) -> None:
    (reading,) = side(piece(sound(tmp_path, {**FACTS, **leaflet(READ)})))
    assert [(plain(each.title.plain), plain(each.said.plain), each.shown.plain) for each in reading.articles] == [
        ("The list of cuts", "14 October 2026", "weir.example/c"),
        ("A year of books", "July 2026", "weir.example/year"),
        ("An old report", "Weir Council, 2024", "weir.example/old"),
    ]
    assert reading.page is None


def test_one_code_stands_for_all_addresses(tmp_path: Path) -> None:
    (reading,) = side(piece(sound(tmp_path, {**FACTS, **leaflet(CODED)})))
    assert [each.shown.plain for each in reading.articles] == ["", ""]
    assert (reading.page.url, reading.page.shown.plain) == ("https://weir.example/read", "weir.example/read")


def test_the_headline_of_the_sheet_of_figures_that_ships_fills_its_measure() -> None:
    root = Path(__file__).parent.parent
    project = read_project(root, documents=("library-in-figures",))
    text = pypdfium2.PdfDocument(screen_pdf(piece(project, "library-in-figures", "millfield-ward")))[0].get_textpage()
    first = text.get_text_range().index("BUSIER")
    left, right = text.get_charbox(first)[0], text.get_charbox(first + len("BUSIER EVERY YEAR") - 1)[2]
    assert (right - left) / 72 * 25.4 > 0.69 * 182


# What is wrong


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (TABLE.replace("facts: loans", "facts: laons"), "the campaign has no facts 'laons': did you mean 'loans'?"),
        (TABLE.replace("spent:", "spend:"), "the facts 'loans' have no column 'spend': did you mean 'spent'?"),
        (TABLE.replace("sort: loans", "sort: size"), "the facts 'loans' have no column 'size': choose from region"),
        (TABLE.replace("spent:", "note:"), "the column 'note' of the facts 'loans' is empty in every row: fill it in"),
        ("table: {columns: [A, B], rows: [[1, 2], [3]]}", "the row has 1 cells and the table 2 columns"),
        ("table: {columns: [A, B], rows: [[1, 2]], sort: C}", "the table has no column 'C'"),
        ("table: {columns: [A]}", "'table' takes its rows from 'rows' or from 'facts'"),
        ("table: {columns: [A], rows: [[1]], source: budget}", "'table' cites a source after its caption"),
        ("chart: {title: T, rows: [{label: A, value: many}]}", "'many' is not a number that a bar can show"),
        ("chart: {title: T, rows: [{label: A, value: '-1'}]}", "'-1' is not a number that a bar can show"),
        (
            "chart: {title: T, rows: [{label: A, value: 1%}, {label: B, value: £2}]}",
            "'£2' does not count what '1%' counts",
        ),
        ("chart: {title: T, facts: loans}", "'chart' with 'facts' needs the columns 'label' and 'value' too"),
        (
            "chart: {title: T, facts: loans, label: place, value: place}",
            "row 2, column 'place': 'Mill' is not a number",
        ),
        ("diagram: {tiers: [{title: A}]}", "'tiers' has nothing in it"),
        ("diagram: {tiers: [{title: A}, {title: B, count: 99}]}", "'99' should be 40 or less"),
        ("reading: {only: [neww]}", "the campaign has nothing to read called 'neww': did you mean 'new'?"),
    ],
)
def test_a_mistake_in_a_block_is_told_at_its_line(block: str, message: str, tmp_path: Path) -> None:
    found = told(tmp_path, block)
    assert any(message in each for each in found), found
    assert all(each.startswith(("leaflets/doc.yaml:5:", "campaigns/loans.csv:")) for each in found)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            LOANS.replace("south,", "suoth,"),
            "campaigns/loans.csv:5:1 row 5, column 'region': the campaign has no region",
        ),
        (LOANS.replace("south,", ","), "campaigns/loans.csv:5:1 row 5: the row has no region"),
        (LOANS.replace("900", "9O0"), "campaigns/loans.csv:3:12 row 3, column 'loans': '9O0' is not a number"),
        (LOANS.replace("region,", "area,"), "campaigns/loans.csv:1:1 the table has no column 'region'"),
        (
            LOANS.replace("north,", ",").replace("south,", ","),
            "campaigns/loans.csv:1:1 the column 'region' is empty in every row: say in each row to which region",
        ),
    ],
)
def test_a_mistake_in_the_facts_is_told_at_its_row_and_column(table: str, message: str, tmp_path: Path) -> None:
    campaign = FACTS["campaigns/library.yaml"].replace("loans.csv", "{file: loans.csv, numbers: [loans, note]}")
    files = {**FACTS, **leaflet(TABLE), "campaigns/library.yaml": campaign, "campaigns/loans.csv": table}
    project = loaded(tmp_path, files)
    assert any(each.startswith(message) for each in said(project.problems)), said(project.problems)
    assert "doc" not in project.documents  # half a table would not be told from a whole one


def test_facts_that_are_not_there_are_told_at_the_campaign(tmp_path: Path) -> None:
    files = {**FACTS, "campaigns/library.yaml": CAMPAIGN + "facts: {loans: gone.csv}\n"}
    found = said(loaded(tmp_path, files).problems)
    assert any("there is no file 'gone.csv'" in each for each in found)


def test_a_code_needs_a_page(tmp_path: Path) -> None:
    campaign = FACTS["campaigns/library.yaml"].replace("reading_url: https://weir.example/read\n", "")
    found = said(loaded(tmp_path, {**FACTS, **leaflet(CODED), "campaigns/library.yaml": campaign}).problems)
    assert any("there is no page for the code of 'reading'" in each for each in found)


def test_a_picture_with_too_few_pixels_is_told_at_its_line(tmp_path: Path) -> None:
    for name, width in (("map", 400), ("sharp", 800)):
        file = io.BytesIO()
        Image.new("RGB", (width, 300), "#888888").save(file, "PNG")
        write(tmp_path, {f"leaflets/{name}.png": file.getvalue()})
    maps = [f"image: {{file: {name}.png, alt: A map, credit: A. Reader}}" for name in ("map", "sharp")]
    (found,) = told(tmp_path, *maps)
    assert "leaflets/doc.yaml:5:21 warning: the picture 'map.png' is 400 pixels wide and is printed 106 mm" in found
    assert "96 to the inch; with 756 pixels or more" in found


# On the page


LONG = "region,place,loans\n" + "".join(f"north,Library {n},{n}\n" for n in range(1, 41))
PAGES: Files = {
    **BASE,
    **FACTS,
    "campaigns/library.yaml": FACTS["campaigns/library.yaml"].replace("loans.csv", "loans.csv, long: long.csv"),
    "campaigns/long.csv": LONG,
    "leaflets/a5.yaml": "title: Facts\ncampaign: library\nlayout: flyer\neditions: [screen, press]\nsides:\n"
    f"  - - headline: Visits\n    - {CHART}\n    - {TABLE}\n    - petition: library\n"
    f"  - - heading: Tiers\n    - {DIAGRAM}\n    - {CODED}\n"
    "    - contact\n",
    "leaflets/a4.yaml": "title: Facts\ncampaign: library\nlayout: infosheet\n"
    "editions: [screen, office, large]\nsides:\n"
    f"  - - headline: The *facts*\n    - {CHART}\n    - {TABLE}\n    - {DIAGRAM}\n    - {READ}\n"
    "    - petition: library\n",
    "leaflets/dl.yaml": "title: Facts\ncampaign: library\nlayout: dl\neditions: [screen]\nsides:\n"
    f"  - - headline: The facts\n    - {CHART}\n    - {TABLE}\n    - petition: library\n"
    f"  - - heading: Tiers\n    - {DIAGRAM}\n    - {READ}\n    - contact\n",
    "leaflets/long.yaml": "title: All\ncampaign: library\nlayout: infosheet\neditions: [large]\nsides:\n"
    "  - - headline: All of them\n    - table: {facts: long, columns: {place: Library, loans: Loans of books}}\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, kept: Kept) -> tuple[Path, Done]:
    root = write(tmp_path_factory.mktemp("facts"), PAGES)
    done = list(pipeline.build(Request(root, branches=("weir",)), kept))[-1]
    assert isinstance(done, Done)
    return root / "output" / "weir", done


def test_every_block_in_every_layout_and_edition_passes_the_proof(made: tuple[Path, Done]) -> None:
    found = {
        f"{each.document} {each.edition}": [check for check in each.proof["checks"] if check["result"] == "fail"]
        for each in made[1].artefacts
    }
    assert len(found) == 7
    assert not any(found.values()), found


@dataclass(frozen=True)
class Element:
    """An element of a tag tree, as it stands in a file."""

    kind: str
    id: str
    alt: str
    heads: tuple[str, ...]


def structure(path: Path) -> list[Element]:
    """Return the elements of a file's tag tree in order."""
    found: list[Element] = []

    def walk(node: object) -> None:
        if isinstance(node, pikepdf.Array):
            for each in node.as_list():
                walk(each)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            heads = tuple(map(str, node.A.Headers.as_list())) if node.S == "/TD" else ()
            found.append(Element(str(node.S), str(node.get("/ID")), str(node.get("/Alt")), heads))
            walk(node.get("/K"))

    with pikepdf.open(path) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize("document", ["a5", "a4"])
def test_tables_are_tagged_with_their_heads_and_every_cell_names_its_own(
    document: str, made: tuple[Path, Done]
) -> None:
    tree = structure(made[0] / f"{document}_weir_screen.pdf")
    kinds = [each.kind for each in tree]
    assert (kinds.count("/Table"), kinds.count("/THead")) == (2, 1)  # the chart is one, without a head
    heads = {each.id for each in tree if each.kind == "/TH"}
    assert len(heads) == 3 + 3 + 3  # columns; rows of the table; bars
    cells = [each.heads for each in tree if each.kind == "/TD"]
    assert len(cells) == 3 * 2 + 3 * 2
    assert all(named and set(named) <= heads for named in cells)


def test_drawings_are_described_from_their_words(made: tuple[Path, Done]) -> None:
    told = [each.alt for each in structure(made[0] / "a5_weir_screen.pdf") if each.kind == "/Figure"]
    assert told == [
        "A bar, 50 per cent of the longest",
        "A bar, 100 per cent of the longest",
        "QR code: https://weir.example/library",
        "County: boxes drawn side by side, 1 in all",
        "Villages: boxes drawn side by side, 12 in all",
        "QR code: https://weir.example/read",
    ]


def text_of(path: Path) -> tuple[str, str]:
    document = pypdfium2.PdfDocument(path)
    one = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return one, " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@pytest.mark.parametrize("name", ["a5_weir_press", "a4_weir_screen", "a4_weir_large"])
def test_two_readers_find_the_numbers_of_a_chart_as_text(name: str, made: tuple[Path, Done]) -> None:
    for text in text_of(made[0] / f"{name}.pdf"):
        for words in ("15,600", "31,200", "£0.25 million", "Villages"):
            assert words in text.replace("\xa0", " ")


def rectangles(path: Path, page: int, fill: tuple[int, int, int]) -> list[tuple[float, float, float, float]]:
    """Return the boxes, in pt, of the shapes of a colour."""
    document = pypdfium2.PdfDocument(path)

    def within(objects: Iterator[pypdfium2.PdfObject]) -> Iterator[tuple[float, float, float, float]]:
        for each in objects:
            if each.type == pdfium.FPDF_PAGEOBJ_PATH:
                red, green, blue, alpha = (pdfium.c_uint() for _ in range(4))
                pdfium.FPDFPageObj_GetFillColor(each.raw, red, green, blue, alpha)
                if (red.value, green.value, blue.value) == fill:
                    yield each.get_bounds()

    return list(within(document[page].get_objects(max_depth=4)))


def test_bars_on_the_page_are_as_long_as_their_numbers(made: tuple[Path, Done]) -> None:
    brand = colour.channels(colour.palette().brand_text)
    found = rectangles(made[0] / "a5_weir_screen.pdf", 0, brand)
    widths = sorted(right - left for left, bottom, right, top in found if 10 < top - bottom < 30)
    assert len(widths) == 2
    assert widths[0] / widths[1] == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("brand", ["#c8102e", "#f3b700", "#ffffff", "#1b1b1b"])
def test_bars_and_their_numbers_stand_out_from_the_paper(brand: str) -> None:
    palette = colour.palette(brand)
    assert f'fill="{palette.brand_text}"' in bar("", palette)
    assert colour.contrast(palette.brand_text, palette.paper) >= colour.DISPLAY_CONTRAST
    assert colour.contrast(palette.ink, palette.paper) >= colour.TEXT_CONTRAST


def test_for_black_toner_bars_are_hatched_and_nothing_has_a_colour(made: tuple[Path, Done]) -> None:
    page = pypdfium2.PdfDocument(made[0] / "a4_weir_office.pdf")[0].render(scale=2).to_pil()
    assert page.convert("RGB").convert("HSV").getextrema()[1] == (0, 0)
    assert colour.MONO.brand_text not in bar("", colour.MONO).replace(f'stroke="{colour.MONO.ink}"', "")


def test_the_code_leads_to_the_page_of_what_to_read(made: tuple[Path, Done]) -> None:
    page = pypdfium2.PdfDocument(made[0] / "a5_weir_screen.pdf")[1].render(scale=3).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(page)] == ["https://weir.example/read"]


def test_titles_are_live_links(made: tuple[Path, Done]) -> None:
    links = [
        annotation.get_object()["/A"]["/URI"]
        for page in pypdf.PdfReader(made[0] / "a4_weir_screen.pdf").pages
        for annotation in page.get("/Annots", [])
    ]
    assert {"https://weir.example/cuts", "https://weir.example/year", "https://weir.example/old"} <= set(links)


def test_the_head_of_a_table_stands_on_each_of_its_pages(made: tuple[Path, Done]) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(made[0] / "long_weir_large.pdf").pages]
    assert len(pages) > 2
    with_rows = [text for text in pages if "Library 1" in text or "Library 4" in text or "Library 6" in text]
    assert all("Loans of books" in text for text in with_rows)
    assert "".join(pages).count("Loans of books") > 1


def test_the_proof_knows_the_head_on_later_pages_and_no_other_words(made: tuple[Path, Done]) -> None:
    project = load(made[0].parent.parent, shipped.LAYOUTS)
    large = replace(piece(project, "long"), layout="large", paper="A4")
    expected = expected_of(large, composed(large), layout("large"), "large", 3)
    pdf = (made[0] / "long_weir_large.pdf").read_bytes()
    assert text_check(pdf, expected) == "pass"
    head = ("Library", "Loans of books")
    assert expected.text is not None
    without = tuple(words for words in expected.text if words not in head)
    assert text_check(pdf, replace(expected, text=without)) == "fail"
    other = tuple(words.replace("of books", "of films") for words in expected.text)
    assert text_check(pdf, replace(expected, text=other)) == "fail"


def text_check(pdf: bytes, expected: Expected) -> str:
    return next(each.result for each in proof(pdf, expected).findings if each.id == "text")
