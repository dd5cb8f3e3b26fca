"""What runs from right to left, and words in another language than their page: where they stand, how they are read."""

from __future__ import annotations

import dataclasses
import pickle
import re
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from handbill import shipped
from handbill.bidi import beside
from handbill.expect import expected_of
from handbill.forms import add_forms
from handbill.piece import Piece
from handbill.proof import proof
from handbill.text import Writer, fill, plain
from handbill.wording import Borrowed, words_for
from tests import samples
from tests.letters.sample import FILES as LETTERS
from tests.projects import Files, leaflet, loaded, piece
from tests.setting import composed, layout, screen_pdf, typeset
from tests.tagged import tagged
from tests.test_handouts import FULL, TWO

SHEET = "signatures: {petition: library, to: Weir Council, keep: until June 2027}"
FRONT = "headline: Keep it open"
BRIEFING = "title: Why\ncampaign: library\nlayout: briefing\npetition: library\nbody:\n  - text: Somebody reads here.\n"
DOCUMENTS: dict[str, Files] = {
    "placard": leaflet(FRONT, "line: I read because", "petition: library", layout="placard"),
    "dl": leaflet(FRONT, "text: Words.", "petition: library", layout="dl"),
    "petition sheet": {**FULL, **leaflet(FRONT, SHEET, layout="petition-sheet")},
    "briefing": {"briefings/doc.yaml": BRIEFING},
    "letters": LETTERS,
}
SAMPLES = {
    "flyer": samples.piece("flyer", samples.FLYER),
    "infosheet": samples.piece("infosheet", samples.INFOSHEET),
    "motion": samples.piece("motion", samples.MOTION),
    "poster": samples.piece("poster", samples.POSTER, sources=()),
}
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border)-(?:left|right)|left|right)\s*:|(?:float|clear|align):\s*(?:left|right)"
)
KEPT = re.compile(r"\.(?:recipient|dated|from-me|fold|ticked::after|numbers|reach span|page|box|number)\b")
"""What has its side in every language: what an envelope's window shows or may not show, a tick, numbers, addresses."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Piece, Piece]]:
    """Every sample as it is, and as if its language ran the other way: the letters and their sizes are the same."""
    pieces = dict(SAMPLES)
    for name, files in DOCUMENTS.items():
        pieces[name] = piece(loaded(tmp_path_factory.mktemp("directions"), files))
    return {name: (made, dataclasses.replace(made, direction="rtl")) for name, made in pieces.items()}


@cache
def codes(pdf: bytes) -> list[tuple[int, float, float]]:
    """The page of each code with its middle, in parts of the page's width and height."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        picture = page.render(scale=2).to_pil()
        for code in zxingcpp.read_barcodes(picture):
            corner, other = code.position.top_left, code.position.bottom_right
            found.append((number, (corner.x + other.x) / 2 / picture.width, (corner.y + other.y) / 2 / picture.height))
    return found


@pytest.mark.parametrize("name", [*SAMPLES, *DOCUMENTS])
def test_the_code_changes_sides(name: str, both: dict[str, tuple[Piece, Piece]]) -> None:
    as_it_is, mirrored = (codes(screen_pdf(each)) for each in both[name])
    assert as_it_is
    for (page, across, down), (other, there, deep) in zip(as_it_is, mirrored, strict=True):
        assert page == other
        assert across == pytest.approx(1 - there, abs=0.01)
        assert deep == pytest.approx(down, abs=0.1)  # brackets and full stops may break lines otherwise


def test_a_press_folds_the_sheet_the_other_way_round() -> None:
    sheet = layout("folded").spec.sheet
    assert sheet
    assert sheet.folds_for("ltr") == ((97, 197), (100, 200))
    assert sheet.folds_for("rtl") == ((100, 200), (97, 197))


def test_no_layout_has_left_and_right_but_on_the_margins_of_pages() -> None:
    """Sides are those on which lines start and end, so that every layout is mirrored where its language is."""
    told = []
    for path in sorted(shipped.LAYOUTS.glob("*/*.css")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"@[\w-]+\s*\{[^{}]*\}", "", text)  # margin boxes, then the pages around them
        text = re.sub(r"@page[^{]*\{[^{}]*\}", "", text)
        rules = re.findall(r"([^{}]+)\{([^{}]*)\}", text)
        told += [
            f"{path.parent.name}: {rule.strip()}"
            for rule, body in rules
            if PHYSICAL.search(body) and not KEPT.search(rule)
        ]
    assert told == []


def test_an_address_stays_where_the_window_of_an_envelope_is(both: dict[str, tuple[Piece, Piece]]) -> None:
    def place(pdf: bytes) -> tuple[float, ...]:
        page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
        start, _ = page.search("1 Market Street").get_next()
        return tuple(round(edge) for edge in page.get_charbox(start)[:2])

    as_it_is, mirrored = (place(screen_pdf(each)) for each in both["letters"])
    assert as_it_is == mirrored


# Words in another language than their page


def test_a_word_that_a_language_lacks_is_marked_as_english_wherever_it_is_printed() -> None:
    words = words_for("ar", "clp")
    marked = '<span lang="en-GB" dir="ltr">Point your phone'
    assert plain(words["scan"], "ar").html.startswith(marked)
    assert words["scan"].__html__().startswith(marked)  # type: ignore[attr-defined]
    day = fill(words["closes"], date=plain("31 يناير 2027", "ar"))
    assert day.html == '<span lang="en-GB" dir="ltr">Closes <span lang="ar" dir="rtl">31 يناير 2027</span></span>'
    assert isinstance(pickle.loads(pickle.dumps(words["closes"])).replace("{date}", "…"), Borrowed)
    assert not any(isinstance(word, Borrowed) for word in words_for("cy", "clp").values())


@pytest.mark.parametrize(
    ("typed", "lang", "way"),
    [
        ("1 Mill Lane, Weir", "ur", "ltr"),
        ("فرع الصحة", "en", "rtl"),
        ("فرع 7", "ar", ""),
        ("7 Mill Lane", "bn", ""),
        ("01632 960111", "ur", ""),
    ],
)
def test_what_runs_the_other_way_stands_apart(typed: str, lang: str, way: str) -> None:
    assert plain(typed, lang).html == (f'<span dir="{way}">{typed}</span>' if way else typed)
    assert plain(typed, lang).plain == typed


def test_texts_beside_each_other_are_held_in_their_places_where_one_runs_the_other_way() -> None:
    assert beside(("Title", "1 May"), " · ", "ltr") == "Title · 1 May"
    assert beside(("عنوان", "17 نومبر"), " · ", "rtl") == "عنوان · 17 نومبر"
    held = beside(("عنوان NHS", "Weir (4).", "17"), " · ", "rtl")
    assert held == "عنوان NHS\u200f · \u200f\u200eWeir (4).\u200e\u200f · \u200f17"


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("I move (now).\n\nNHS ہماری ہے۔", '<p dir="ltr">I move (now).</p>\n<p>NHS ہماری ہے۔</p>'),
        ("- One.\n- Two.", '<ul dir="ltr">\n<li>One.</li>\n<li>Two.</li>\n</ul>'),
        ("- ایک\n- Two.", '<ul>\n<li>ایک</li>\n<li><span dir="ltr">Two.</span></li>\n</ul>'),
    ],
)
def test_a_paragraph_that_runs_the_other_way_does_so_to_its_end(typed: str, made: str) -> None:
    assert Writer({}, lambda _: 1, "ur").prose(typed).html.replace("\n</li>", "</li>") == made
    assert "dir=" not in Writer({}, lambda _: 1, "en").prose("I move (now).").html
    assert Writer({}, lambda _: 1, "ur").inline("Keep it (all).").html == '<span dir="ltr">Keep it (all).</span>'


# Agendas and speaking notes, in which two languages meet

URDU = {
    "motions/open.yaml": "title: مکتبہ\ncampaign: library\nlang: ur\nnotes: [مکتبہ کھلا ہے۔]\n",
    "motions/shut.yaml": "title: Keep it (all)?\ncampaign: library\nnotes: [it is open.]\npetition: library\n",
    "amendments/more.yaml": "motion: open\nlang: ur\ntitle: اور\nfrom: weir\n"
    "changes: [{in: Notes 1, after: مکتبہ, insert: آج}]\n",
    "agendas/doc.yaml": "title: اجلاس\ncampaign: library\nlang: ur\nbranch: weir\nmeeting: {date: 2026-11-17}\n"
    "items: [{motion: open, mover: Member A.}, {amendment: more}, {motion: shut, from: Weir}]\n",
    "branches/weir.yaml": "name: Weir Readers\ntype: community-group\n",
}


@pytest.fixture(scope="module")
def urdu(tmp_path_factory: pytest.TempPathFactory) -> Piece:
    """An agenda in Urdu of a branch with an English name, with a motion in either language."""
    return piece(loaded(tmp_path_factory.mktemp("urdu"), URDU))


def lefts(pdf: bytes, page: int, *words: str) -> list[float]:
    """How far from the left the first letters of some words stand on a page, where they stand last."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    found = []
    for each in words:
        search = text.search(each, match_case=True)
        places = [start for start, _ in iter(search.get_next, None)]
        found.append(text.get_charbox(places[-1])[0])
    return found


def test_the_day_stands_after_an_english_name_in_a_foot_from_right_to_left(urdu: Piece) -> None:
    name, day, month, year = lefts(screen_pdf(urdu), 0, "Weir Readers", "17", "نومبر", "2026")
    assert name > day > month > year


def test_a_motion_in_another_language_has_its_column_on_its_own_side_and_the_foot_of_its_agenda(urdu: Piece) -> None:
    pdf = screen_pdf(urdu)
    opening, words, day, name = lefts(pdf, 2, "This Meeting", "it is open", "17", "Readers")
    assert opening < words
    assert day < name
    opening, mover = lefts(pdf, 1, "This Meeting", "Member")
    assert mover < opening


def test_names_and_titles_in_an_agenda_end_with_their_full_stops(urdu: Piece) -> None:
    name, stop = lefts(screen_pdf(urdu), 3, "Member", "A.")
    assert name < stop
    html = composed(urdu).html
    assert html.count('<span lang="en-GB" dir="ltr">Keep it (all)?</span>') == 2  # in the contents and the call list
    assert '<span lang="en-GB" dir="ltr">In Notes 1, after “مکتبہ” insert\u00a0“آج”</span>' in html


def test_an_agenda_from_right_to_left_has_its_pages_in_large_print(urdu: Piece) -> None:
    large = dataclasses.replace(urdu, layout="large", paper="A4")
    whose, page = lefts(screen_pdf(large), 0, "From Weir Readers", "2 From")
    assert page < whose


def test_the_proof_of_arabic_notes_for_an_english_speech_finds_nothing(tmp_path: Path) -> None:
    speech = "Chair, I move (for all of us) that we keep it. " * 8
    text = f"title: المكتبة\ncampaign: library\nlang: ar\nas_of: 2026-11-01\nspeaking:\n  mover: {speech}\n"
    project = loaded(tmp_path, {"motions/doc.yaml": text + "notes: [المكتبة]\n"})
    add_forms(project)
    notes = piece(project, "doc-speaking")
    setting = typeset(notes)
    expected = expected_of(notes, composed(notes), layout("speaking"), "screen", setting.pages)
    assert expected.backwards
    report = proof(screen_pdf(notes), expected)
    assert [each for each in report.findings if each.result == "fail"] == []
    assert "Facts checked \u200f1\u00a0نوفمبر 2026\u200f" in notes.foot


def test_the_lines_of_a_senders_address_stand_apart_as_one(tmp_path: Path) -> None:
    files = {name: text.replace("campaign:", "lang: ur\ncampaign:") for name, text in LETTERS.items()}
    letters = piece(loaded(tmp_path, files))
    assert '<span dir="ltr"><span' in composed(letters).html.partition('class="from"')[2][:60]


def test_a_title_and_the_name_after_it_stand_apart_as_one() -> None:
    names = {"title": plain("Cllr", "ur"), "surname": plain("Lamplighter", "ur")}
    writer = Writer(names, lambda _: 1, "ur")
    assert writer.inline("محترم {{ title }} {{ surname }}").html == 'محترم <span dir="ltr">Cllr Lamplighter</span>'


ARABIC = "في 1 يوليو 2022 أصبح في إنجلترا 42 مجلسًا"


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Piece:
    """A flyer in a language of which the program has no words, in a campaign in English with two petitions."""
    blocks = (f"headline: {ARABIC}", "petition: library", "petition: baths", "contact")
    files = {**FULL, **TWO, **leaflet(*blocks, layout="infosheet", head="lang: ar\n")}
    return piece(loaded(tmp_path_factory.mktemp("arabic"), files))


def test_tags_say_which_words_are_english(arabic: Piece) -> None:
    pdf = screen_pdf(arabic)
    said = [(each.lang or "ar", each.text.strip()) for each in tagged(pdf)]
    assert " ".join(text for lang, text in said if lang == "ar").replace("\u00a0", " ").startswith(ARABIC)
    english = " ".join(text for lang, text in said if lang == "en-GB")
    for words in ("SIGN THE PETITION", "Point your phone", "Keep the baths warm", "Promoted by", "1 Mill Lane, Weir"):
        assert words in english
    assert not re.search("[A-Za-z]{3}", " ".join(text for lang, text in said if lang == "ar" and "weir." not in text))


def test_its_proof_finds_nothing(arabic: Piece) -> None:
    setting = typeset(arabic)
    expected = expected_of(arabic, composed(arabic), layout("infosheet"), "screen", setting.pages)
    report = proof(screen_pdf(arabic), expected)
    assert [each for each in report.findings if each.result == "fail"] == []


def test_numbers_of_lines_are_not_taken_for_those_of_pages(tmp_path: Path) -> None:
    """A line that runs from right to left is drawn in pieces: the number of a page is one of its own."""
    text = "title: آپ کی رائے\ncampaign: library\nlang: ur\nline_numbers: yes\nnotes:\n  - ہم تین چیزیں مانگتے ہیں۔\n"
    motion = piece(loaded(tmp_path, {"motions/doc.yaml": text}))
    expected = expected_of(motion, composed(motion), layout("motion"), "screen", 1, numbered=1)
    report = proof(screen_pdf(motion), expected)
    assert [each for each in report.findings if each.result == "fail"] == []


def test_an_address_that_is_broken_has_no_space_in_it(arabic: Piece) -> None:
    long = "weir.example/petitions/of-the-readers/and-of-all-who-write/keep-the-library-open-every-day"
    sides = tuple(
        tuple(
            dataclasses.replace(block, value=dataclasses.replace(block.value, shown=long))
            if block.kind == "petition"
            else block
            for block in side
        )
        for side in arabic.body.sides  # type: ignore[attr-defined]
    )
    made = dataclasses.replace(arabic, body=dataclasses.replace(arabic.body, sides=sides))  # type: ignore[type-var]
    assert long in "".join(each.text for each in tagged(screen_pdf(made)))
