"""The editions for print, made by a build of what ships, and read back with other libraries."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from handbill import crew, pipeline
from handbill.errors import UsageError
from handbill.expect import for_office
from handbill.finish import office
from handbill.finish.desk import Desk
from handbill.pipeline.events import Done, Refused, Told
from handbill.proof import Expected, proof
from handbill.request import Request
from handbill.wording import known_words
from tests import small
from tests.proof.making import typeset
from tests.vera import check_ua1

ROOT = Path(__file__).parent.parent
CONTENT = ("campaigns", "organisations", "branches", "printers", "motions", "leaflets")
DOCUMENTS = ("who-decides", "integrated-care-explained", "our-nhs-poster-a3", "our-nhs-poster", "open-the-boards")
TODAY = datetime.date(2026, 11, 21)
BRANCH = "anytown-health"
MM = 72 / 25.4


@pytest.fixture(scope="module")
def workers(kept: crew.Crew) -> crew.Crew:
    return kept


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped")
    for name in CONTENT:
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def made(project: Path, workers: crew.Crew) -> Path:
    """The folder with the three print editions of each shipped layout and paper."""
    editions = ("screen", "office", "press", "large")
    wants = dict.fromkeys(DOCUMENTS, editions)  # the documents themselves, and nothing else that is made of them
    done = build(Request(project, wants=wants, branches=(BRANCH,), today=TODAY), workers)
    told = {path: detail for path, detail in done.items() if detail}
    assert {detail for details in told.values() for detail in details} == {"placeholder"}, told
    assert len(done) == len(DOCUMENTS) * len(editions)
    return project / "output" / BRANCH


def build(request: Request, workers: crew.Crew) -> dict[str, list[str]]:
    """Build; return for each file the checks that it does not pass."""
    done = list(pipeline.build(request, workers))[-1]
    assert isinstance(done, Done)
    assert not done.outdated
    return {a.path: [c["id"] for c in a.proof["checks"] if c["result"] != "pass"] for a in done.artefacts}


def pdf(folder: Path, document: str, edition: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(folder / f"{document}_{BRANCH}_{edition}.pdf")


def picture(folder: Path, document: str, edition: str, page: int = 0, dpi: int = 72) -> Image.Image:
    document_ = pypdfium2.PdfDocument(folder / f"{document}_{BRANCH}_{edition}.pdf")
    drawn: Image.Image = document_[page].render(scale=dpi / 72).to_pil().convert("RGB")
    return drawn


def mm(box: pypdf.generic.RectangleObject) -> tuple[float, float]:
    return round(float(box.width) / MM, 1), round(float(box.height) / MM, 1)


# Press


@pytest.mark.parametrize(
    ("document", "trim"),
    [
        ("who-decides", (148, 210)),
        ("integrated-care-explained", (210, 297)),
        ("our-nhs-poster", (210, 297)),
        ("our-nhs-poster-a3", (297, 420)),
        ("open-the-boards", (210, 297)),
    ],
)
def test_a_press_file_has_its_boxes_its_intent_and_a_slug(made: Path, document: str, trim: tuple[int, int]) -> None:
    reader = pdf(made, document, "press")
    for number, page in enumerate(reader.pages, 1):
        assert mm(page.trimbox) == trim
        assert mm(page.bleedbox) == (trim[0] + 6, trim[1] + 6)
        assert "/Annots" not in page
        last = page.extract_text().replace("\n", " ")
        assert f"{document}  |  {BRANCH}  |  en-GB  |  press  |  2026-" in last
        assert f"|  {number}/{len(reader.pages)}" in last
    with pikepdf.open(made / f"{document}_{BRANCH}_press.pdf") as opened:
        assert [str(each.OutputConditionIdentifier) for each in opened.Root.OutputIntents] == ["FOGRA39"]


def test_text_and_code_are_on_black_alone_and_marks_on_all_plates(made: Path, tmp_path: Path) -> None:
    plates = separated(made / f"who-decides_{BRANCH}_press.pdf", tmp_path)
    assert set(plates) == {"Cyan", "Magenta", "Yellow", "Black"}
    around = 11  # mm from the sheet's edge to the trim: the bleed, and room for marks
    code = box(around + 14, around + 170, around + 40, around + 196)
    text = box(around + 10, around + 104, around + 138, around + 117)
    for name, plate in plates.items():
        for where in (code, text):
            inked = ImageStat.Stat(ImageChops.invert(plate.crop(where))).sum[0] > 0
            assert inked == (name == "Black"), (name, where)
        assert min(plate.crop(box(around - 0.3, 1, around + 0.3, 7)).tobytes()) < 128, f"no crop mark on {name}"


def separated(path: Path, folder: Path) -> dict[str, Image.Image]:
    """Return the plates of a file's first page at 100 dpi, as Ghostscript separates them."""
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r100", "-dLastPage=1"]
    subprocess.run([*command, "-sOutputFile=plate.tif", str(path)], cwd=folder, check=True)
    return {each.stem[6:-1]: Image.open(each).convert("L") for each in folder.glob("plate(*).tif")}


def box(*edges: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(edge / 25.4 * 100) for edge in edges)
    return left, top, right, bottom


def test_a_brand_that_comes_with_inks_is_printed_in_them(made: Path, project: Path, workers: crew.Crew) -> None:
    folder = copied(project, "inks")
    name = "organisations/example-health-union.yaml"
    text = (folder / name).read_text().replace("  accent:", "  inks: {colour: 5 95 70 3}\n  accent:")
    (folder / name).write_text(text)
    request = Request(folder, wants={"who-decides": ("press",)}, branches=(BRANCH,), today=TODAY)
    assert list(build(request, workers)) == [f"{BRANCH}/who-decides_{BRANCH}_press.pdf"]
    assert inks(folder / "output" / BRANCH) - inks(made) == {(0.05, 0.95, 0.7, 0.03)}


def inks(folder: Path) -> set[tuple[float, ...]]:
    with pikepdf.open(folder / f"who-decides_{BRANCH}_press.pdf") as found:
        drawn = [each for page in found.pages for each in pikepdf.parse_content_stream(page)]
    return {tuple(map(float, each.operands)) for each in drawn if str(each.operator) == "k"}


def copied(project: Path, name: str) -> Path:
    folder = project.parent / name
    for each in CONTENT:
        shutil.copytree(project / each, folder / each)
    return folder


def test_a_printer_asks_for_what_it_wants(made: Path, project: Path, workers: crew.Crew) -> None:
    folder = copied(project, "printer")
    (folder / "printers/wide.yaml").write_text("name: Wide\nbleed: 5\nmarks: no\n")
    request = Request(folder, documents=("our-nhs-poster",), branches=(BRANCH,), editions=("press",), today=TODAY)
    build(replace(request, printer="wide"), workers)
    page = pdf(folder / "output" / BRANCH, "our-nhs-poster", "press").pages[0]
    assert (mm(page.mediabox), mm(page.trimbox)) == ((220, 307), (210, 297))
    with pytest.raises(UsageError, match="there is no printer 'wied': did you mean 'wide'"):
        build(replace(request, printer="wied"), workers)


def test_a_print_shop_stands_in_the_imprint_of_what_it_prints_and_leaves_the_desk_alone(
    tmp_path: Path, workers: crew.Crew
) -> None:
    folder = small.write(tmp_path / "project")
    small.write(folder, {"printers/shop.yaml": "name: Shop\nimprint: The Shop, 1 Mill Lane\nmarks: no\n"})
    small.write(folder, {"printers/desk.yaml": "name: Desk\ndesk: {mono: yes, paper: A3}\n"})
    small.change(folder, "branches/parkside.yaml", "meets:", "desk_printer: desk\nmeets:")
    request = Request(folder, branches=("parkside",), editions=("office", "press"), printer="shop", today=TODAY)
    build(request, workers)
    at = folder / "output/parkside"
    press, office = (pypdf.PdfReader(at / f"slip_parkside_{edition}.pdf").pages[0] for edition in ("press", "office"))
    assert "Printed by The Shop, 1 Mill Lane." in press.extract_text().replace("\n", " ")
    assert "Printed by the promoter." in office.extract_text().replace("\n", " ")
    assert mm(office.mediabox) in ((297, 420), (420, 297))
    assert mm(press.mediabox) == (111, 154)


# Office


def test_two_flyers_lie_side_by_side_and_their_backs_behind_them(made: Path) -> None:
    reader = pdf(made, "who-decides", "office")
    assert [mm(page.mediabox) for page in reader.pages] == [(297, 210), (297, 210)]
    for side in (0, 1):
        sheet = picture(made, "who-decides", "office", side, dpi=254)  # 10 px a mm
        half = 148 * 10
        copies = [sheet.crop((5 + n * half + 20, 120, 5 + (n + 1) * half - 20, 1980)).reduce(8) for n in (0, 1)]
        assert ImageStat.Stat(ImageChops.difference(*copies)).mean[0] < 2
    assert picture(made, "who-decides", "office", 0).crop((0, 0, 842, 13)).getextrema() == ((255, 255),) * 3


def test_a_poster_in_its_true_size_takes_four_sheets_and_a_key_or_two(
    made: Path, project: Path, workers: crew.Crew
) -> None:
    assert len(pdf(made, "our-nhs-poster-a3", "office").pages) == 5
    folder = copied(project, "two-sheets")
    (folder / "printers/two.yaml").write_text("name: Two\ndesk: {poster_sheets: 2}\n")
    document = ("our-nhs-poster-a3",)
    request = Request(folder, documents=document, branches=(BRANCH,), editions=("office",), today=TODAY, printer="two")
    build(request, workers)
    assert len(pdf(folder / "output" / BRANCH, "our-nhs-poster-a3", "office").pages) == 3


def test_black_toner_prints_no_ground(made: Path, project: Path, workers: crew.Crew) -> None:
    folder = copied(project, "mono")
    request = Request(folder, documents=("our-nhs-poster", "who-decides"), branches=(BRANCH,), today=TODAY)
    build(replace(request, editions=("office",), printer="black-and-white"), workers)
    for document in request.documents:
        mono = picture(folder / "output" / BRANCH, document, "office").convert("L")
        colour = picture(made, document, "office").convert("L")
        assert 255 - ImageStat.Stat(mono).mean[0] < 0.45 * (255 - ImageStat.Stat(colour).mean[0])


def test_many_small_pages_or_a_layout_that_says_so_make_a_booklet(tmp_path: Path, workers: crew.Crew) -> None:
    folder = small.write(tmp_path / "booklet")
    small.change(folder, "layouts/slip/layout.yaml", "blocks:", "sides: {least: 8, most: 8}\nbooklet: yes\nblocks:")
    small.change(folder, "layouts/slip/page.html.j2", "<section", "{% for side in body.sides %}\n<section")
    small.change(folder, "layouts/slip/page.html.j2", "body.sides[0]", "side")
    small.change(folder, "layouts/slip/page.html.j2", "</section>", "</section>\n{% endfor %}")
    small.change(folder, "layouts/slip/page.css", "padding: 8mm }", "padding: 8mm; break-after: page }")
    side = "\n".join(f"  - - headline: Part {number}\n    - petition: park" for number in range(1, 9))
    text = small.FILES["leaflets/slip.yaml"]
    (folder / "leaflets/slip.yaml").write_text(text[: text.index("  - - headline")] + side + "\n")
    build(Request(folder, branches=("parkside",), editions=("office",), today=TODAY), workers)
    reader = pypdf.PdfReader(folder / "output/parkside/slip_parkside_office.pdf")
    found = [sorted(re.findall(r"Part\s(\d)", page.extract_text())) for page in reader.pages]
    assert found == [["1", "8"], ["2", "7"], ["3", "6"], ["4", "5"]]


@pytest.mark.parametrize(
    "desk", ["offset: 1.5, -0.5\n  edge: 4.5", "offset: -1, 2", "paper: A3", "duplex: short", "edge: 0"]
)
def test_a_desk_printer_of_any_kind_gets_sheets_that_pass(
    desk: str, made: Path, project: Path, workers: crew.Crew, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    for each in CONTENT:
        shutil.copytree(project / each, folder / each)
    (folder / "printers/mine.yaml").write_text(f"name: Mine\ndesk:\n  {desk}\n")
    documents = ("our-nhs-poster-a3",) if "paper" in desk else ("who-decides",)
    request = Request(folder, documents, (BRANCH,), ("office",), printer="mine", today=TODAY)
    assert {path.partition("/")[0] for path in build(request, workers)} == {BRANCH}


def test_booklets_and_panels_are_proved_with_their_marks() -> None:
    css = "@page {{ size: {0}mm 210mm; margin: 0 }} p {{ margin: 12mm; break-after: page; font: 12pt 'Source Sans 3' }}"
    for width, pages, sheets in ((148, 8, 4), (99, 6, 2)):
        text = f"<style>{css.format(width)}</style>" + "".join(
            f"<p>This is page {number}.</p>" for number in range(1, pages + 1)
        )
        original = typeset(text, None)
        desk = Desk("A4", 5, "long", (0, 0), mono=False, poster_sheets=None)
        office_ = office.finish(original, desk, known_words("en"), booklet=False, lang="en")
        expected = for_office(Expected(edition="screen", fonts=("Source Sans 3",)), original, office_.plan, desk)
        report = proof(office_.pdf, expected)
        told = {finding.id: finding.detail for finding in report.findings if finding.result == "fail"}
        assert (len(pypdf.PdfReader(io.BytesIO(office_.pdf)).pages), told) == (sheets, {})
        assert any(line.dashed for line in office_.plan.sheets[0].front.lines), "the folds are marked"


# Large print


@pytest.mark.parametrize("document", DOCUMENTS)
def test_large_print_says_the_same_words_in_18_pt(made: Path, document: str) -> None:
    sizes: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.append(round(size * abs(cm[0] * tm[0]), 1))

    reader = pdf(made, document, "large")
    for page in reader.pages:
        page.extract_text(visitor_text=note)
        assert mm(page.mediabox) == (210, 297)
    assert min(sizes) >= 16
    assert "/StructTreeRoot" in reader.root_object
    with pikepdf.open(made / f"{document}_{BRANCH}_large.pdf") as opened:
        links = {str(note.A.URI) for page in opened.pages for note in page.get("/Annots", ())}
    assert "https://example.org/s/anytown" in links
    assert words(made, document, "large") >= words(made, document, "screen")


def words(folder: Path, document: str, edition: str) -> set[str]:
    pages = pypdfium2.PdfDocument(folder / f"{document}_{BRANCH}_{edition}.pdf")
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return set(re.findall(r"[a-z]{4,}", text.casefold()))


def test_what_cannot_be_set_in_one_edition_is_made_in_the_others(tmp_path: Path, workers: crew.Crew) -> None:
    folder = small.write(tmp_path / "project")
    small.change(folder, "leaflets/slip.yaml", "Tell it no.", "Tell it no. " * 200)
    request = Request(folder, branches=("ely",), editions=("screen", "large"), today=TODAY)
    events = list(pipeline.build(request, workers))
    (refused,) = (event for event in events if isinstance(event, Refused))
    assert refused.reason.startswith("screen: ")
    done = events[-1]
    assert isinstance(done, Done)
    assert ([each.edition for each in done.artefacts], done.status) == (["large"], 1)


# Pictures


def test_a_picture_in_inks_keeps_them_for_a_press_and_is_seen_in_colours_on_a_screen(
    project: Path, workers: crew.Crew, tmp_path: Path
) -> None:
    folder = copied(project, "inked")
    Image.new("CMYK", (800, 400), (255, 0, 0, 0)).save(folder / "leaflets/cyan.jpg", quality=95)
    sheet = folder / "leaflets/integrated-care-explained.yaml"
    sheet.write_text(re.sub(r"file: images/\w+\.svg", "file: cyan.jpg", sheet.read_text()))
    request = Request(folder, (sheet.stem,), (BRANCH,), ("press", "screen"), today=TODAY)
    assert {path.partition("/")[0] for path in build(request, workers)} == {BRANCH}
    at = folder / "output" / BRANCH
    with pikepdf.open(at / f"{sheet.stem}_{BRANCH}_press.pdf") as opened:
        spaces = {str(image.ColorSpace) for page in opened.pages for image in page.get_images().values()}
    assert spaces == {"/DeviceCMYK"}
    plates = separated(at / f"{sheet.stem}_{BRANCH}_press.pdf", tmp_path)
    trim = {name: plate.crop(box(11, 11, 221, 308)) for name, plate in plates.items()}
    cyan = trim["Cyan"].point([255 if level < 10 else 0 for level in range(256)]).getbbox()
    assert cyan
    middle = ((cyan[0] + cyan[2]) // 2, (cyan[1] + cyan[3]) // 2)
    assert [trim[name].getpixel(middle) for name in ("Magenta", "Yellow", "Black")] == [255, 255, 255]
    red, green, blue = picture(at, sheet.stem, "screen", dpi=100).getpixel(middle)  # type: ignore[misc]
    assert red < 60 < 120 < green < blue


# Imprint


def test_no_press_file_is_made_without_addresses_and_the_rest_is(tmp_path: Path, workers: crew.Crew) -> None:
    folder = small.write(tmp_path / "project")
    events = list(pipeline.build(Request(folder, editions=("press", "screen"), today=TODAY), workers))
    told = [event.problem for event in events if isinstance(event, Told)]
    assert [(each.mark.file, each.mark.line) for each in told] == [
        ("branches/ely.yaml", 1),
        ("branches/parkside.yaml", 4),
    ]
    assert "without the name and address of the printer and the promoter" in told[0].message
    assert told[1].message.endswith("without the name and address of the printer")
    done = events[-1]
    assert isinstance(done, Done)
    assert ({each.edition for each in done.artefacts}, done.status) == ({"screen"}, 1)


def test_a_document_that_asks_for_a_press_file_is_named_where_none_can_be_made(
    tmp_path: Path, workers: crew.Crew
) -> None:
    slip = small.FILES["leaflets/slip.yaml"] + "editions: [screen, press]\n"
    folder = small.write(tmp_path / "project", {**small.FILES, "leaflets/slip.yaml": slip})
    events = list(pipeline.build(Request(folder, branches=("parkside",), today=TODAY), workers))
    (told,) = [event.problem for event in events if isinstance(event, Told)]
    asks = "leaflets/slip.yaml asks for it: take 'press' out there, or say with 'only:' whom it is for"
    assert told.hint.endswith(asks)


def test_what_is_printed_at_home_is_printed_by_the_promoter(tmp_path: Path, workers: crew.Crew) -> None:
    folder = small.write(tmp_path / "project")
    build(Request(folder, branches=("parkside",), editions=("office", "screen"), today=TODAY), workers)
    said = {
        edition: pypdf.PdfReader(folder / f"output/parkside/slip_parkside_{edition}.pdf").pages[0].extract_text()
        for edition in ("office", "screen")
    }
    assert "Printed by the promoter." in said["office"].replace("\n", " ")
    assert "Printed" not in said["screen"]


def test_the_same_files_come_out_again(made: Path, project: Path, workers: crew.Crew) -> None:
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    editions = ("screen", "office", "press", "large")
    wants = {"who-decides": editions, "our-nhs-poster-a3": ("office",)}
    request = Request(project, wants=wants, branches=(BRANCH,), today=TODAY, force=True)
    build(request, workers)
    again = {path.name: path.read_bytes() for path in made.iterdir()}
    assert [name for name in before if before[name] != again[name]] == []
    assert io.BytesIO(again[f"who-decides_{BRANCH}_press.pdf"]).read(8) == b"%PDF-1.6"


# What other programs make of all of it


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pdf"))


def test_every_file_is_sound_to_qpdf(made: Path) -> None:
    for path in files(made):
        told = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert (told.returncode, "WARNING" in told.stderr) == (0, False), f"{path.name}: {told.stderr}"


def test_large_print_is_accessible(made: Path) -> None:
    paths = [path for path in files(made) if path.stem.endswith("_large")]  # layouts are tried for the rest
    assert {path.name: broken for path, broken in check_ua1(paths).items() if broken} == {}


def test_three_renderers_agree(made: Path, tmp_path: Path) -> None:
    paths = files(made)
    drawn = [list(each(paths, tmp_path)) for each in (with_pdfium, with_poppler, with_ghostscript)]
    pages = [f"{path.name}, page {number}" for path in paths for number in range(1, pages_of(path) + 1)]
    for page, first, *others in zip(pages, *drawn, strict=True):
        for other in others:
            away = ImageChops.difference(soft(first), soft(other.resize(first.size)))
            assert ImageStat.Stat(away).mean[0] < 6, page
            assert max(away.tobytes()) < 60, page


def pages_of(path: Path) -> int:
    return len(pypdf.PdfReader(path).pages)


def soft(page: Image.Image) -> Image.Image:
    """Return a page in grey, out of focus: how the edges of letters are drawn does not matter."""
    return page.convert("L").filter(ImageFilter.GaussianBlur(4))


def with_pdfium(paths: Sequence[Path], _: Path) -> Iterator[Image.Image]:
    for path in paths:
        for page in pypdfium2.PdfDocument(path):
            yield page.render(scale=DPI / 72).to_pil()


def with_poppler(paths: Sequence[Path], folder: Path) -> Iterator[Image.Image]:
    for path in paths:
        subprocess.run(["pdftoppm", "-r", str(DPI), str(path), str(folder / "poppler")], check=True)
        yield from taken(folder, "poppler-*.ppm")


def with_ghostscript(paths: Sequence[Path], folder: Path) -> Iterator[Image.Image]:
    """Draw all files in one run: it takes longer to start than to draw."""
    command = [
        "gs",
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-dSAFER",
        "-sDEVICE=png16m",
        "-dTextAlphaBits=4",
        "-dGraphicsAlphaBits=4",
        f"-r{DPI}",
    ]
    subprocess.run([*command, f"-sOutputFile={folder}/gs-%03d.png", *map(str, paths)], check=True)
    yield from taken(folder, "gs-*.png")


DPI = 50


def taken(folder: Path, pattern: str) -> Iterator[Image.Image]:
    for path in sorted(folder.glob(pattern)):
        with Image.open(path) as picture_:
            yield picture_.copy()
        path.unlink()
