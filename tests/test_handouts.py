"""What is handed out besides flyers: placards, sheets to sign, slips, leaflets to fold; and several petitions."""

from __future__ import annotations

import dataclasses
import datetime
import io
import math
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from handbill import shipped
from handbill.compose import compose
from handbill.errors import ContentError
from handbill.finish import office, press
from handbill.finish.colours import BLACK, Colours, Profile, rgb_of
from handbill.finish.desk import Desk
from handbill.forms import add_forms
from handbill.personalise import personalise
from handbill.piece import Piece
from handbill.piece.motion import Motion
from handbill.project import Project
from handbill.wording import known_words
from tests.projects import CAMPAIGN, Files, branch, leaflet, loaded, motion, piece, plain, said, side, sound
from tests.setting import layout, screen_pdf, typesetter

FULL = branch(
    "meets: Mondays, 7 pm\nsecretary: {name: A. Member, email: us@weir.example}\n"
    'imprint: {promoter: "A. Member, 1 Mill Lane, Weir WE1 1AA"}\n'
)
TWO = {
    "campaigns/library.yaml": CAMPAIGN.replace(
        "sources:", "  baths: {title: Keep the baths warm, url: https://weir.example/baths}\nsources:"
    )
}
SLIP = "signup: {text: Count me in., keep: until June 2027}"
SHEET = "signatures: {petition: library, to: Weir Council, keep: until June 2027, pages: 2}"


def pages(pdf: bytes) -> list[str]:
    """The words of each page, with plain spaces."""
    found = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return [" ".join(text.replace("\u00a0", " ").split()) for text in found]


def codes(pdf: bytes) -> list[str]:
    drawn = (page.render(scale=2).to_pil() for page in pypdfium2.PdfDocument(pdf))
    return [code.text for picture in drawn for code in zxingcpp.read_barcodes(picture)]


def ruled(pdf: bytes) -> list[int]:
    """The weights in px, at 144 dots to the inch, of the dark lines over most of the first page's width on white."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L")
    middle = [picture.getpixel((picture.width // 2, y)) for y in range(picture.height)]
    runs: list[list[int]] = []
    for y in (y for y, level in enumerate(middle) if level < 100 and _is_dark(picture, y)):
        if runs and runs[-1][-1] == y - 1:
            runs[-1].append(y)
        else:
            runs.append([y])
    return [len(run) for run in runs if middle[run[0] - 3] > 250 and middle[min(run[-1] + 3, len(middle) - 1)] > 250]


def _is_dark(picture: Image.Image, y: int) -> bool:
    return all(picture.getpixel((x, y)) < 100 for x in range(picture.width // 10, picture.width * 9 // 10, 5))  # type: ignore[operator]


# Placards and posters


def placard(project: Project) -> bytes:
    return screen_pdf(piece(project))


def test_a_placard_lies_on_its_side_and_has_a_line_to_write_on(tmp_path: Path) -> None:
    files = {
        **FULL,
        **leaflet("headline: I told", "line: Whom?", "lead: to keep it.", "petition: library", layout="placard"),
    }
    pdf = placard(sound(tmp_path, files))
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 210)
    assert [round(weight / 144 * 25.4, 1) for weight in ruled(pdf)] == [0.9]
    assert codes(pdf) == ["https://weir.example/library"]
    assert "Whom? to keep it." in pages(pdf)[0]


def test_a_placard_on_a3_is_the_same_twice_as_large(tmp_path: Path) -> None:
    files = {**FULL, **leaflet("headline: I told", "line: Whom?", layout="placard\npaper: A3")}
    width, height = pypdfium2.PdfDocument(placard(sound(tmp_path, files)))[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)


@pytest.mark.parametrize("more", [(), ("image: {file: a.svg, alt: A house}",), ("petition: library",)])
def test_a_poster_is_of_words_alone_or_has_a_picture_or_a_code(more: tuple[str, ...], tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><rect width="80" height="40" fill="#0a0"/></svg>'
    files = {**FULL, "leaflets/a.svg": svg, **leaflet("headline: Open it", *more, layout="poster")}
    pdf = screen_pdf(piece(sound(tmp_path, files)))
    assert len(codes(pdf)) == (more == ("petition: library",))
    assert "OPEN IT" in pages(pdf)[0].upper()


# Papers that people write on


def test_a_sheet_has_numbered_rows_and_its_heading_on_every_page(tmp_path: Path) -> None:
    files = {**FULL, **leaflet("headline: Sign here", SHEET, layout="petition-sheet\nas_of: 2026-11-01")}
    pdf = screen_pdf(piece(sound(tmp_path, files)))
    first, second = pages(pdf)
    for page in (first, second):
        assert "SIGN HERE" in page.upper()
        assert "We, who sign below, call on Weir Council: Keep it open" in page
        assert "Return this sheet by 31 January 2027 to: A. Member, 1 Mill Lane, Weir WE1 1AA" in page
        assert "Weir Readers collects these names and hands this sheet to Weir Council" in page
        assert "a copy is kept until June 2027" in page
    rows = [re.search(r"Date ([\d ]+) Return", page) for page in (first, second)]
    numbers = [int(number) for row in rows if row for number in row[1].split()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 30
    assert codes(pdf) == ["https://weir.example/library"] * 2
    tops = [page.render(crop=(0, page.get_height() * 0.75, 0, 0)).to_pil() for page in pypdfium2.PdfDocument(pdf)]
    assert tops[0].tobytes() == tops[1].tobytes()  # the headline is as large on the last page, too


def test_a_slip_says_who_holds_what_is_written_how_long_and_how_to_be_taken_off(tmp_path: Path) -> None:
    slip = side(piece(sound(tmp_path, {**FULL, **leaflet(SLIP, layout="sign-up")})))[0]
    assert slip.fields == ("Name", "Postcode", "E-mail", "Phone")
    assert [plain(each.plain) for each in slip.consents] == [
        "You may e-mail me about the campaign.",
        "You may ring me about it.",
    ]
    assert plain(slip.privacy.plain).startswith("Weir Readers will hold what you write here, to tell you about the")
    assert "and keep it until June 2027." in plain(slip.privacy.plain)
    assert "or to be taken off: us@weir.example." in plain(slip.privacy.plain)
    assert plain(slip.return_to.plain) == "Hand it in, or send it to: A. Member, 1 Mill Lane, Weir WE1 1AA"


def test_a_slip_asks_for_no_consent_to_what_it_does_not_use(tmp_path: Path) -> None:
    block = "signup: {text: Count me in., keep: for a year, fields: [name, address]}"
    slip = side(piece(sound(tmp_path, {**FULL, **leaflet(block, layout="sign-up")})))[0]
    assert (slip.fields, slip.consents) == (("Name", "Address"), ())


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("signup: {text: Count me in.}", ["5:7 'keep' is missing"]),
        (SHEET.replace("until June 2027", "31/5/2027"), ["'keep' is a day, and does not say how long: write it"]),
        (SLIP.replace("until June 2027", "2027-05-31"), ["'keep' is a day, and does not say how long: write it"]),
        (SLIP.replace("until June 2027", "31 May 2027"), ["'keep' is a day, and does not say how long: write it"]),
        ("signup: {text: Count me in., keep: a year, fields: [name, income]}", ["'income' is not"]),
    ],
)
def test_a_slip_that_does_not_say_all_of_it_is_refused(block: str, told: list[str], tmp_path: Path) -> None:
    lines = said(loaded(tmp_path, leaflet(block, layout="sign-up")).problems)
    assert len(lines) == len(told)
    assert all(any(wanted in line for line in lines) for wanted in told)


@pytest.mark.parametrize(
    ("block", "field"),
    [(SLIP, "imprint.promoter"), (SLIP.replace("keep:", "return_to: our stall, keep:"), "secretary.email")],
)
def test_a_slip_is_not_made_for_a_branch_that_cannot_be_reached(block: str, field: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        piece(sound(tmp_path, leaflet(block, layout="sign-up")))
    assert (refused.value.problems, [".".join(each.path) for each in refused.value.lacks]) == ((), [field])


def test_the_neutral_copy_has_blanks_for_who_holds_it(tmp_path: Path) -> None:
    project = sound(tmp_path, leaflet(SLIP, layout="sign-up"))
    slip = side(piece(project, branch=None))[0]
    assert slip.privacy.html.count('class="blank"') == 2
    assert 'class="blank"' in slip.return_to.html


def test_a_slip_is_cut_off_a_flyer(tmp_path: Path) -> None:
    files = {**FULL, **leaflet("heading: Help us", "text: We need you.", SLIP, "contact")}
    (words,) = pages(screen_pdf(piece(sound(tmp_path, files))))
    assert "Cut here Count me in. Name Postcode E-mail Phone" in words


# Leaflets to fold

PANELS = (
    "sides:\n  - - headline: One\n  - - text: Two.\n  - - text: Three.\n  - - text: Four.\n  - - text: Five.\n"
    "  - - text: Six.\n    - petition: library\n"
)
FOLDED: Files = {**FULL, "leaflets/doc.yaml": f"title: Fold\ncampaign: library\nlayout: folded\n{PANELS}"}


@pytest.fixture(scope="module")
def folded(tmp_path_factory: pytest.TempPathFactory) -> Piece:
    return piece(sound(tmp_path_factory.mktemp("folded"), FOLDED))


def test_a_folded_leaflet_is_read_panel_by_panel_and_printed_at_home_on_one_sheet(folded: Piece) -> None:
    pdf = screen_pdf(folded)
    assert ["One" if "ONE" in text.upper() else text[:3] for text in pages(pdf)][:3] == ["One", "Two", "Thr"]
    sheets = office.finish(pdf, Desk("A4", 4, "long", (0, 0), False, None), known_words("en"), booklet=False, lang="en")
    assert sheets.plan.scheme == "fold"
    outside, inside = ({placed.page for placed in side.placements} for side in sheets.plan.sheets[0].sides)
    assert (outside, inside) == ({1, 3, 6}, {2, 4, 5})
    assert least_type(pdf) > 7
    assert least_type(sheets.pdf) > 6.49  # the sheet is made smaller for its white edge


def least_type(pdf: bytes) -> float:
    """The least size of letters in pt, as they are printed."""
    raw = pypdfium2.raw
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for place in range(text.count_chars()):
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text.raw, place, matrix)
            if chr(raw.FPDFText_GetUnicode(text.raw, place)).isalpha():
                found.append(float(raw.FPDFText_GetFontSize(text.raw, place) * math.hypot(matrix.c, matrix.d)))
    return min(found)


def test_a_press_has_two_sheets_with_dashed_marks_for_the_folds_outside_the_trim(folded: Piece) -> None:
    spec = layout("folded")
    sheet = spec.spec.sheet
    assert sheet is not None
    made = typesetter().typeset(compose(dataclasses.replace(folded, paper=sheet.paper), spec), {}, 3.0)
    profile = Profile(shipped.PROFILE)
    wanted = press.Press((297, 210), 3, True, "Fold", "2026-11-01T00:00:00+00:00", (), sheet.folds)
    pdf = press.finish(made.pdf, wanted, Colours(profile, {rgb_of(folded.palette.ink): BLACK}))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
        for page, folds in zip(opened.pages, ((97, 197), (100, 200)), strict=True):
            content = page.Contents.read_bytes().decode("latin-1")
            dashed = content.partition("[2.0 2.0] 0 d")[2]
            drawn = [
                tuple(map(float, found)) for found in re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", dashed)
            ]
            left, bottom, _, top = (float(edge) for edge in page.TrimBox)
            assert [round((x - left) / 72 * 25.4, 1) for x, *_ in drawn] == [fold for fold in folds for _ in range(2)]
            assert all(max(y, end) < bottom - 8 or min(y, end) > top + 8 for _, y, _, end in drawn)
    text = pages(pdf)
    assert [text[0].index(word) for word in ("Three.", "Six.")] < [text[0].index("Six."), len(text[0])]
    assert "Four." in text[1]


def test_a_folded_leaflet_has_six_panels(tmp_path: Path) -> None:
    project = loaded(tmp_path, leaflet("headline: One", layout="folded"))
    (told,) = said(project.problems)
    assert told.startswith("leaflets/doc.yaml:4:1 the document has 1 side and the layout 'folded' takes 6")


def test_a_dl_leaflet_is_a_third_of_a4(tmp_path: Path) -> None:
    files = {**FULL, **leaflet("headline: Open it", "petition: library", layout="dl")}
    pdf = screen_pdf(piece(sound(tmp_path, files)))
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (99, 210)
    assert codes(pdf) == ["https://weir.example/library"]


# Several petitions


@pytest.mark.parametrize("layout", ["flyer", "infosheet", "dl"])
def test_several_petitions_on_a_side_have_a_code_and_say_what_each_asks(layout: str, tmp_path: Path) -> None:
    asked = leaflet("headline: Save both", "petition: library", "petition: baths", layout=layout)
    files = {**FULL, **TWO, **asked}
    pdf = screen_pdf(piece(sound(tmp_path, files)))
    assert sorted(codes(pdf)) == ["https://weir.example/baths", "https://weir.example/library"]
    (words,) = pages(pdf)
    for told in ("Keep it open", "weir.example/l ", "Keep the baths warm", "weir.example/baths"):
        assert told in words


@pytest.mark.parametrize("written", ["[library, baths]", "library, baths"])
def test_a_motion_leads_to_several_petitions(written: str, tmp_path: Path) -> None:
    files = {**FULL, **TWO, **motion(f"notes: [it may close.]\npetition: {written}\n")}
    made = piece(sound(tmp_path, files))
    assert isinstance(made.body, Motion)
    assert [each.slug for each in made.body.petitions] == ["library", "baths"]
    pdf = screen_pdf(made)
    assert sorted(codes(pdf)) == ["https://weir.example/baths", "https://weir.example/library"]
    assert "Petition: Keep it open" in pages(pdf)[0]
    assert "Petition: Keep the baths warm" in pages(pdf)[0]


def test_each_of_several_petitions_is_looked_up(tmp_path: Path) -> None:
    project = loaded(tmp_path, motion("notes: [a]\npetition: [library, bath]\n"))
    assert said(project.problems) == ["motions/doc.yaml:4:21 the campaign has no petition 'bath': choose from library"]


@pytest.mark.parametrize(("day", "left"), [(31, ["library", "baths"]), (32, ["baths"])])
def test_a_checklist_leaves_out_a_petition_that_has_closed(day: int, left: list[str], tmp_path: Path) -> None:
    record = "motion: doc\nbranch: weir\nmeeting: {date: 2026-11-03}\noutcome: carried\n"
    files = {**FULL, **TWO, **motion("resolves: [write.]\npetition: [library, baths]\n"), "records/met.yaml": record}
    project = sound(tmp_path, files)
    add_forms(project)
    today = datetime.date(2027, 1, 1) + datetime.timedelta(day - 1)
    made = personalise(project, project.documents["met-checklist"], project.branches["weir"], "en-GB", today=today)
    assert [petition.slug for petition in made.petitions()] == left
