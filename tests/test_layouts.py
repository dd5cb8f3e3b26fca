"""The layouts that ship: whatever an author sensibly asks of them, for every kind of branch and colour."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
import yaml
import zxingcpp
from PIL import Image

from handbill import shipped
from handbill.layout import LayoutSpec
from handbill.markup import BLANK
from handbill.markup.cited import bracketed
from handbill.markup.reading import read
from handbill.piece import Asset, Panel, Piece, Rich
from handbill.piece.leaflet import Action, Block, Leaflet
from handbill.piece.motion import Clause, Part
from tests import samples
from tests.samples import rich
from tests.setting import composed, layout, screen_pdf, typeset
from tests.vera import check_ua1

NAMES = ("flyer", "infosheet", "motion", "poster")
PIECES = {
    "flyer": samples.piece("flyer", samples.FLYER),
    "small flyer": samples.piece("flyer", samples.SMALL_FLYER, paper="A6"),
    "infosheet": samples.piece("infosheet", samples.INFOSHEET),
    "motion": samples.piece("motion", samples.MOTION),
    "long motion": samples.piece("motion", samples.LONG_MOTION),
    "poster": samples.piece("poster", samples.POSTER, sources=()),
    "large poster": samples.piece("poster", samples.LIBRARY_POSTER, paper="A3", sources=()),
}

COLOURS = tuple(samples.PALETTES)
PAINTED = [(name, COLOURS[(place + step) % len(COLOURS)]) for place, name in enumerate(PIECES) for step in (0, 2)]


def squeezed(text: str) -> str:
    """Leave out white space and case; pdfium shows a hyphen at the end of a line as U+0002."""
    return re.sub(r"\s+", "", text).lower().replace("\x02", "-")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def drawn(pdf: bytes, page: int) -> Image.Image:
    """A page drawn a thousand px high."""
    found = pypdfium2.PdfDocument(pdf)[page]
    picture: Image.Image = found.render(scale=1000 / found.get_height()).to_pil()
    return picture


@pytest.mark.parametrize("name", NAMES)
def test_its_own_file_is_valid(name: str) -> None:
    spec = LayoutSpec.model_validate(yaml.safe_load((shipped.LAYOUTS / name / "layout.yaml").read_text("utf-8")))
    assert spec.least_type.small >= 6.5
    assert spec.least_type.text >= 11
    assert all(limits.least >= spec.least_type.small for limits in spec.fit.values())
    assert {"screen", "image"} <= set(spec.editions)


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("branch", [samples.SHORT, samples.LONG])
def test_it_says_everything_for_the_shortest_and_the_longest_branch(name: str, branch: str) -> None:
    piece = samples.named(PIECES[name], branch)
    page = squeezed(text_of(screen_pdf(piece)))
    for words in composed(piece).text:
        assert squeezed(words) in page


@pytest.mark.parametrize(("name", "colours"), PAINTED)
def test_it_is_set_in_any_colours_with_and_without_a_logo(name: str, colours: str) -> None:
    logo = samples.LOGO if colours in ("red", "black") else None
    made = typeset(dataclasses.replace(PIECES[name], palette=samples.PALETTES[colours], logo=logo))
    assert made.pages == len(getattr(PIECES[name].body, "sides", range(made.pages)))


def test_pdf_ua_by_verapdf(tmp_path: Path) -> None:
    paths: list[Path] = []
    for name, piece in PIECES.items():
        for branch in (piece, dataclasses.replace(piece, logo=None, palette=samples.PALETTES["grey"])):
            paths.append(tmp_path / f"{len(paths)}-{name}.pdf")
            paths[-1].write_bytes(screen_pdf(branch))
    assert {path.name: broken for path, broken in check_ua1(paths).items() if broken} == {}


@pytest.mark.parametrize("name", PIECES)
def test_every_code_scans(name: str) -> None:
    document = pypdfium2.PdfDocument(screen_pdf(PIECES[name]))
    found = []
    for page in document:
        picture = page.render(scale=2).to_pil()
        found += [code.text for code in zxingcpp.read_barcodes(picture)]
    assert found == [code.url for code in composed(PIECES[name]).codes]


@pytest.mark.parametrize("name", PIECES)
def test_the_file_knows_what_it_is(name: str) -> None:
    piece = PIECES[name]
    reader = pypdf.PdfReader(io.BytesIO(screen_pdf(piece)))
    about = reader.metadata
    assert about is not None
    assert (about.title, about.author) == (piece.title.plain, piece.branch_name)
    assert (str(about["/document"]), str(about["/branch"])) == (piece.document, piece.branch)
    assert about.creation_date is not None
    assert about.creation_date.isoformat().startswith("2026-11-01")
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"  # type: ignore[index]


def test_a_flyer_is_small_and_its_links_are_live() -> None:
    pdf = screen_pdf(PIECES["flyer"])
    assert len(pdf) < 150_000
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    links = {note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", [])}
    assert links == {"https://example.org/s/anytown", "mailto:secretary@anytown.example", "https://anytown.example"}


def outline(pdf: bytes) -> list[tuple[str, list[str]]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as found:
        return [(item.title, [child.title for child in item.children]) for item in found.root]


def test_bookmarks_lead_to_sides_and_parts() -> None:
    assert outline(screen_pdf(PIECES["flyer"])) == [
        ("Who decides about your hospital?", []),
        ("What an integrated care board can do", []),
    ]
    parts = ["This Branch notes that", "This Branch believes that", "This Branch resolves to", "Not part of the motion"]
    assert outline(screen_pdf(PIECES["long motion"])) == [("Open the boards", parts)]


MIDDLE = tuple(
    block
    for side in (*samples.FLYER.sides, samples.LIBRARY_FLYER.sides[1], samples.INFOSHEET.sides[1])
    for block in side
    if block.kind not in ("petition", "contact", "heading", "actions")
)
KINDS = tuple({block.kind: block for block in MIDDLE}.values())
FOOT = (Block("petition", samples.PETITION), Block("contact", samples.PANEL))


@pytest.mark.parametrize("name", ["flyer", "infosheet"])
@pytest.mark.parametrize(
    "pair", list(itertools.permutations(KINDS, 2))[::5], ids=lambda pair: "-".join(b.kind for b in pair)
)
def test_any_block_may_stand_on_any_side(name: str, pair: tuple[Block, ...]) -> None:
    body = Leaflet(((pair[0], FOOT[0]), (FOOT[1], pair[1], Block("heading", rich("Why it matters")))))
    assert typeset(samples.piece(name, body)).pages == 2


@pytest.mark.parametrize("name", ["flyer", "infosheet", "motion", "poster"])
def test_sources_are_printed(name: str) -> None:
    page = squeezed(text_of(screen_pdf(dataclasses.replace(PIECES[name], sources=samples.SOURCES))))
    for source in samples.SOURCES:
        assert squeezed(f"{source.number} {source.text.plain}") in page


@pytest.mark.parametrize("name", ["flyer", "infosheet", "poster"])
def test_a_side_without_panels_has_the_imprint_at_its_foot(name: str) -> None:
    body = Leaflet(((Block("headline", rich("Save our library")), Block("lead", rich("Come on Friday."))),))
    assert squeezed(samples.IMPRINT.text.plain) in squeezed(text_of(screen_pdf(samples.piece(name, body, sources=()))))


def test_the_credit_of_a_picture_is_told_from_its_caption() -> None:
    tiers = next(block.value for side in samples.INFOSHEET.sides for block in side if block.kind == "image")
    body = Leaflet(((Block("heading", rich("Who plans")), Block("image", tiers)),))
    words = " ".join(text_of(typeset(samples.piece("flyer", body, sources=())).pdf).split())
    assert "for how many people. (Drawing: the campaign)" in words


def test_a_poster_without_a_code_says_whom_it_is_from() -> None:
    body = Leaflet(((Block("headline", rich("Our NHS. Our vote.")),),))
    for branch in (samples.SHORT, samples.LONG):
        piece = samples.named(samples.piece("poster", body, sources=()), branch)
        imprint = squeezed(piece.imprint.text.plain)
        assert squeezed(branch) in squeezed(text_of(screen_pdf(piece))).replace(imprint, "")


def test_a_headline_and_a_code_alone_leave_no_paper_between_them() -> None:
    front = (Block("headline", rich("Buses now")), FOOT[0])
    flyer = samples.piece("flyer", Leaflet((front, (Block("text", rich("Every day.")),))))
    picture = drawn(screen_pdf(flyer), 0)
    assert {picture.getpixel((4, y)) for y in range(1000)} == {(200, 16, 46), (20, 33, 61)}


def test_a_long_logo_gets_a_long_box() -> None:
    def paper(logo: Asset) -> int:
        picture = drawn(screen_pdf(dataclasses.replace(PIECES["flyer"], logo=logo)), 1)
        across = [picture.getpixel((x, 785)) for x in range(picture.width)]  # just under the top of the logo's box
        return across.count((255, 255, 255))

    assert paper(dataclasses.replace(samples.LOGO, width=480)) > 1.5 * paper(samples.LOGO)


def test_the_neutral_panel_has_lines_for_a_meeting_and_a_contact() -> None:
    blank = dataclasses.replace(
        samples.PANEL, name=rich("____"), meets=rich("____"), secretary=rich(""), email="", phone=""
    )
    front, back = samples.FLYER.sides
    body = Leaflet((front, tuple(Block(b.kind, blank) if b.kind == "contact" else b for b in back)))
    pdf = screen_pdf(samples.piece("flyer", body, blank=True, branch="none", logo=None))
    assert "We meet Contact" in " ".join(pypdfium2.PdfDocument(pdf)[1].get_textpage().get_text_bounded().split())


@pytest.mark.parametrize(("name", "paper", "count"), [("flyer", "A5", 3), ("dl", "DL", 2)])
def test_a_full_stop_stands_beside_a_ruled_blank_in_a_narrow_column(name: str, paper: str, count: int) -> None:
    action = Action(rich("Come"), Rich(f"Our next meeting: {BLANK}.", "Our next meeting: ."))
    body = Leaflet(((Block("headline", rich("Save our library")), Block("actions", (action,) * count)),))
    assert typeset(samples.piece(name, body, paper=paper, blank=True, branch="none", logo=None, sources=())).pages == 1


def test_both_panels_may_stand_on_one_side() -> None:
    for name in ("flyer", "infosheet"):
        piece = samples.piece(name, Leaflet(((Block("headline", rich("Save our library")), *FOOT),)), sources=())
        assert typeset(samples.named(piece, samples.LONG)).pages == 1


def test_a_motion_of_250_words_takes_one_side_with_everything() -> None:
    more = tuple(dataclasses.replace(samples.MOTION.parts[0].clauses[0], number=n, id=f"n{n}") for n in (5, 6))
    notes = dataclasses.replace(samples.MOTION.parts[0], clauses=(*samples.MOTION.parts[0].clauses, *more))
    motion = dataclasses.replace(samples.MOTION, parts=(notes, *samples.MOTION.parts[1:]))
    words = " ".join(clause.text.plain for part in motion.parts for clause in part.clauses).split()
    assert 225 <= len(words) <= 250
    assert typeset(samples.named(samples.piece("motion", motion), samples.LONG)).pages == 1


def test_the_pages_of_a_motion_are_numbered_in_its_own_language() -> None:
    words = {**samples.WORDS, "page_of": "Tudalen {page} o {pages}"}
    pdf = screen_pdf(dataclasses.replace(PIECES["long motion"], words=words))
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    assert ["Tudalen 1 o 2" in pages[0], "Tudalen 2 o 2" in pages[1]] == [True, True]


def test_the_neutral_copy_has_ruled_blanks() -> None:
    blank = rich("____")
    piece = dataclasses.replace(
        PIECES["motion"],
        blank=True,
        branch="none",
        logo=None,
        panel=dataclasses.replace(samples.PANEL, name=blank, meets=blank, secretary=rich(""), email="", phone=""),
        body=dataclasses.replace(
            samples.MOTION,
            parts=tuple(
                dataclasses.replace(part, opening=rich("This ____ notes that")) for part in samples.MOTION.parts
            ),
        ),
    )
    assert typeset(piece).pages == 1
    flyer = dataclasses.replace(PIECES["flyer"], blank=True)
    sides = tuple(
        tuple(Block(b.kind, piece.panel) if b.kind == "contact" else b for b in s) for s in samples.FLYER.sides
    )
    assert typeset(dataclasses.replace(flyer, body=Leaflet(sides))).pages == 2


def test_another_language_and_direction() -> None:
    words = "نقابتنا تطلب مجالس منتخبة وعقودا منشورة"
    body = Leaflet(((Block("headline", rich(words)), Block("lead", rich(words + " " + words)), FOOT[0]),))
    piece = samples.piece("flyer", body, lang="ar", direction="rtl", title=rich(words), sources=())
    assert typeset(piece).pages == 1
    polish = "Kto decyduje o *twoim* szpitalu? Żądamy głosu"
    body = Leaflet(((Block("headline", rich(polish)), FOOT[0]),))
    assert typeset(samples.piece("poster", body, lang="pl", sources=())).pages == 1


# Layouts of one's own


def examples() -> dict[str, str]:
    """Return the files of the bookmark that docs/layouts.md and docs/yaml/layout.md make."""
    found = {}
    for page in ("docs/layouts.md", "docs/yaml/layout.md"):
        text = (Path(__file__).parent.parent / page).read_text("utf-8")
        found.update(dict(re.findall(r"```\w+ (layouts/bookmark/\S+)\n(.*?)```", text, re.DOTALL)))
    return found


def test_a_designer_adds_a_layout_by_adding_a_folder(tmp_path: Path) -> None:
    for name, text in examples().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    blocks = (Block("headline", rich("Borrow *me*")), Block("lead", rich("Every loan counts.")), FOOT[0])
    piece = samples.piece("bookmark", Leaflet((blocks,)), paper="A6", sources=())
    pdf = typeset(piece, tmp_path / "layouts").pdf
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((105 / 25.4 * 72, 148 / 25.4 * 72), abs=0.01)
    assert "borrow" in text_of(pdf).lower()


def test_a_placard_of_ones_own_with_a_font_of_its_own(tmp_path: Path) -> None:
    place = tmp_path / "placard"
    (place / "fonts").mkdir(parents=True)
    font = shipped.FONTS / "noto-sans" / "NotoSans_700Bold.ttf"
    (place / "fonts" / "placard.ttf").write_bytes(font.read_bytes())
    (place / "layout.yaml").write_text(
        "title: Placard\nkinds: [leaflet]\npapers: [A4, A3]\nscales: true\nblocks: [headline]\n"
        "least_type: {text: 40, small: 8}\nfit: {text: {least: 20, most: 20}, headline: {least: 40, most: 300}}\n"
    )
    (place / "page.html.j2").write_text(
        '{% extends "common/page.html.j2" %}{% block page %}<section class="side" data-fit="text" data-label="Placard">'
        '<h1 class="headline" data-lines="headline">{{ body.sides[0][0].value }}</h1>'
        '<p class="rule"></p><p class="imprint" data-slot="imprint">{{ piece.imprint.text }}</p></section>'
        "{% endblock %}"
    )
    (place / "page.css").write_text(
        '@import url("layout:common/base.css");\n'
        ".side { display: flow-root; width: calc(210mm * var(--scale)); height: calc(297mm * var(--scale)) }\n"
        '.headline { font: 700 var(--headline)/.95 "Noto Sans"; margin: 10mm }\n'
        ".rule { border-bottom: 1mm solid var(--brand); height: 20mm; margin: 0 10mm }\n.imprint { margin: 4mm 10mm }\n"
    )
    body = Leaflet(((Block("headline", rich("I have told them")),),))
    for paper, width in (("A4", 210), ("A3", 297)):
        pdf = typeset(samples.piece("placard", body, paper=paper, sources=()), tmp_path).pdf
        assert float(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox.width) / 72 * 25.4 == pytest.approx(width)


def test_one_file_of_a_shipped_layout_can_be_changed(tmp_path: Path) -> None:
    (tmp_path / "common").mkdir()
    css = (shipped.LAYOUTS / "common" / "base.css").read_text("utf-8").replace('"League Gothic"', '"Noto Sans"')
    (tmp_path / "common" / "base.css").write_text(css, "utf-8")
    piece: Piece = PIECES["poster"]
    assert b"League" in typeset(piece).pdf or typeset(piece).pdf != typeset(piece, tmp_path).pdf
    assert layout("poster", tmp_path).digest != layout("poster").digest


@pytest.mark.parametrize("name", PIECES)
def test_large_print_says_the_same_in_the_same_order(name: str) -> None:
    piece = PIECES[name]
    said = read(bracketed(composed(piece).html)).text
    large = composed(dataclasses.replace(piece, layout="large", paper="A4")).text
    imprint = piece.imprint.text.plain  # which stands at the end of large print
    assert [chunk for chunk in large if chunk in said and chunk != imprint] == [
        each for each in said if each != imprint
    ]


@pytest.mark.parametrize(("name", "paper"), [("flyer", "A5"), ("infosheet", "A4")])
def test_a_long_word_in_the_title_of_an_action_is_not_divided(name: str, paper: str) -> None:
    word = "Antidisestablishmentarianism"
    titles = (word, "Write", "Move it to your branch")
    actions = Block("actions", tuple(Action(rich(title), rich("It takes a minute.")) for title in titles))
    pdf = screen_pdf(samples.piece(name, Leaflet(((actions,),)), paper=paper, lang="ta", sources=()))
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    words = text.get_text_range()
    long, short = (words.index(each) for each in (word.upper(), "WRITE"))
    tops = [text.get_charbox(place, loose=True)[3] for place in (long, long + len(word) - 1, short, short + 4)]
    assert tops[0] == pytest.approx(tops[1], abs=0.1)
    heights = [text.get_charbox(place)[3] - text.get_charbox(place)[1] for place in (words.index("BR"), short + 4)]
    assert heights[0] == pytest.approx(heights[1], rel=0.05)  # those that stand together are alike


def test_the_imprint_of_large_print_is_never_alone_on_a_page() -> None:
    motion = dataclasses.replace(samples.MOTION, petitions=(), summary=rich(" ".join(["library"] * 198)))
    large = samples.named(samples.piece("large", motion, paper="A4", sources=()), samples.LONG)
    last = pypdf.PdfReader(io.BytesIO(screen_pdf(large))).pages[-1].extract_text()
    assert last.index("library") < last.index("Printed by")


def test_a_part_of_a_motion_may_be_longer_than_a_page() -> None:
    walk = "walk by the river " * 12
    clauses = tuple(Clause(number, f"n{number}", rich(f"{number} people {walk}")) for number in range(1, 61))
    body = dataclasses.replace(samples.MOTION, parts=(Part("notes", rich("This Branch notes that"), clauses),))
    pdf = pypdfium2.PdfDocument(screen_pdf(samples.piece("motion", body)))
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert len(pages) > 2
    assert "1 people" in pages[0]  # the first page is not left empty
    assert ["This Branch notes that" in page.replace("\xa0", " ") for page in pages] == [
        True,
        *[False] * (len(pages) - 1),
    ]


@pytest.mark.parametrize("before", range(30, 33))
def test_the_opening_of_a_part_is_never_torn_over_two_pages(before: int) -> None:
    notes, believes, _ = samples.MOTION.parts
    filling = tuple(Clause(number, f"n{number}", rich(f"clause {number};")) for number in range(1, before + 1))
    short = (Clause(1, "b1", rich("it is so;")), Clause(2, "b2", rich("it is not so.")))
    parts = (dataclasses.replace(notes, clauses=filling), dataclasses.replace(believes, clauses=short))
    motion = dataclasses.replace(samples.MOTION, parts=parts)
    pages = pypdfium2.PdfDocument(screen_pdf(samples.piece("motion", motion)))
    told = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pages]
    assert sum("This Branch believes that" in each for each in told) == 1
    assert sum(each.count("believes that") for each in told) == 1


# What a designer sees


def first_ink(pdf: bytes, page: int = 0) -> float:
    """Return where anything but its ground first stands on a page, from the top, in mm."""
    found = pypdfium2.PdfDocument(pdf)[page]
    picture = found.render(scale=2).to_pil().convert("RGB")
    width, height = picture.size
    ground = picture.getpixel((2, 2))
    inner = [picture.crop((8, y, width - 8, y + 1)).getcolors() for y in range(height)]
    top = next(y for y, colours in enumerate(inner) if [colour for _, colour in colours] != [ground])
    return top / 2 / 72 * 25.4


@pytest.mark.parametrize(
    ("name", "paper", "margin"),
    [("poster", "A4", 14), ("poster", "A3", 19.8), ("flyer", "A5", 8), ("infosheet", "A4", 9), ("placard", "A4", 9)],
)
def test_accents_on_capitals_keep_the_margin(name: str, paper: str, margin: float) -> None:
    for words in ("Öfen *retten!*", "Årets kamp"):
        body = Leaflet(((Block("headline", rich(words)), FOOT[0]),))
        top = first_ink(typeset(samples.piece(name, body, paper=paper, sources=())).pdf)
        assert top >= margin - 0.5, words


def lines_on(pdf: bytes, page: int) -> list[tuple[str, float, float, float]]:
    """Return the runs of text on a page: the words, their left, top and bottom in mm from the top left."""
    found = pypdfium2.PdfDocument(pdf)[page]
    words, height = found.get_textpage(), found.get_height()
    boxes = [words.get_rect(number) for number in range(words.count_rects())]
    mm = 25.4 / 72
    return [
        (words.get_text_bounded(*box).strip().upper(), box[0] * mm, (height - box[3]) * mm, (height - box[1]) * mm)
        for box in boxes
    ]


@pytest.mark.parametrize(
    "order", ["Unterschreib", "Jetzt unterschreiben", "Sign", "Sign the petition before 31 January"]
)
def test_an_order_of_any_length_stands_with_its_words_in_the_middle_of_the_code(order: str) -> None:
    petition = dataclasses.replace(samples.PETITION, order=rich(order))
    body = Leaflet(((Block("headline", rich("Öfen *retten!*")), Block("petition", petition)),))
    beside = [line for line in lines_on(typeset(samples.piece("poster", body, sources=())).pdf, 0) if line[1] > 120]
    tops, bottoms = [line[2] for line in beside], [line[3] for line in beside]
    code = (172, 278)  # where it begins and ends, in mm
    assert code[0] - 0.5 <= min(tops)
    assert (min(tops) + max(bottoms)) / 2 == pytest.approx(sum(code) / 2, abs=3)
    assert max(top - bottom for top, bottom in zip(tops[1:], bottoms, strict=False)) < 12  # no hole between them


def column(pdf: bytes, page: int, x: float) -> list[tuple[int, ...]]:
    """Return the colours down a page, ten to the mm, at `x` mm from its left."""
    found = pypdfium2.PdfDocument(pdf)[page]
    picture = found.render(scale=10 * 25.4 / 72).to_pil().convert("RGB")
    return [picture.getpixel((round(10 * x), y)) for y in range(picture.height)]


@pytest.mark.parametrize(("name", "paper"), [("flyer", "A5"), ("flyer", "A6"), ("infosheet", "A4"), ("dl", "DL")])
def test_a_name_alone_stands_in_the_middle_of_a_shallower_panel(name: str, paper: str) -> None:
    panel = Panel(rich("Ely"))
    body = Leaflet(((Block("headline", rich("Read")), FOOT[0]), (Block("text", rich("Now.")), Block("contact", panel))))
    pdf = typeset(samples.piece(name, body, paper=paper, sources=())).pdf
    top, bottom = next(line[2:] for line in lines_on(pdf, 1) if line[0] == "ELY")
    down = column(pdf, 1, 1)
    begins = next(y for y, colour in enumerate(down) if colour != (255, 255, 255)) / 10
    assert (top + bottom) / 2 == pytest.approx((begins + len(down) / 10) / 2, abs=1.2)
    assert len(down) / 10 - begins < 45


@pytest.mark.parametrize(("name", "paper"), [("flyer", "A5"), ("flyer", "A6"), ("infosheet", "A4"), ("dl", "DL")])
def test_the_imprint_does_not_touch_the_tile_of_the_code(name: str, paper: str) -> None:
    body = Leaflet(((Block("headline", rich("Save our library")), FOOT[0]),))
    pdf = typeset(samples.named(samples.piece(name, body, paper=paper, sources=()), samples.LONG)).pdf
    down = column(pdf, 0, 15 if name == "infosheet" else 11)
    tile = max(y for y, colour in enumerate(down) if colour == (255, 255, 255)) / 10
    imprint = min(line[2] for line in lines_on(pdf, 0) if "PRINTED BY" in line[0])
    assert imprint - tile > 3.5


@pytest.mark.parametrize("path", ["open/now", "open/now/and-for-ever/for-all-of-us/who-live-there/sign-here-today"])
def test_large_print_has_the_numbers_of_sources_in_brackets_and_addresses_whole(path: str) -> None:
    cited = Rich('it closed<span class="cited">;<sup class="cite">1,2</sup></span> we asked', "it closed;1,2 we asked")
    part = dataclasses.replace(samples.MOTION.parts[0], clauses=(Clause(1, "n1", cited),))
    petition = dataclasses.replace(samples.PETITION, shown=f"repairs.example.net/the-house/{path}")
    motion = dataclasses.replace(samples.MOTION, parts=(part,), petitions=(petition,))
    pages = pypdfium2.PdfDocument(typeset(samples.piece("large", motion, paper="A4", sources=samples.SOURCES[:2])).pdf)
    lines = "".join(page.get_textpage().get_text_bounded() for page in pages).replace("\xa0", " ").splitlines()
    assert "it closed [1,2]; we asked" in " ".join(lines)
    assert "[1] Health and Care Act 2022" in " ".join(lines)
    assert petition.shown in "".join(lines)
    assert not any(line.strip().endswith("/") for line in lines)
    assert (len(petition.shown) > 42) or any(petition.shown in line for line in lines)


def test_four_actions_stand_in_one_row_on_an_information_sheet_and_in_two_where_a_title_is_long() -> None:
    def rows(title: str) -> int:
        actions = Block(
            "actions", tuple(Action(rich(each), rich("Do it now.")) for each in ("Sign", "Ask", "Go", title))
        )
        return composed(samples.piece("infosheet", Leaflet(((actions,),)))).html.count('class="row')

    assert (rows("Move it"), rows("Wahlkreisabgeordnete")) == (1, 2)
