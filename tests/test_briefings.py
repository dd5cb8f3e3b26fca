"""Briefings: several pages with contents, notes and sources, in a series, and as a booklet."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

from handbill import manuscript
from handbill.compose import compose
from handbill.edited import of_text
from handbill.expect import expected_of
from handbill.finish import office, plain, screen
from handbill.finish.desk import Desk
from handbill.pages import Typeset
from handbill.piece import Piece
from handbill.piece.briefing import Briefing
from handbill.proof import proof
from handbill.proof.plain import proof_text
from handbill.wording import known_words
from tests.projects import Files, loaded, piece, said, sound
from tests.setting import layout, screen_pdf, typesetter

HEAD = "title: {title}\ncampaign: library\nlayout: {layout}\npaper: {paper}\nas_of: 2026-11-01\n"
WORDS = "Somebody reads here every day of the week, and nobody is asked why. " * 9
LONG = (
    "lead: What it would cost.\nsummary: |\n  - One point.\n  - Another.\npetition: library\n"
    "notes: {counted: 'Counted at the door.[^report]', ours: Our own view.}\n"
    "body:\n"
    + "".join(
        f"  - heading: Matter {number}\n  - text: |\n      {WORDS}[^budget]\n  - subheading: Under it\n"
        f"  - points: ['One.[^counted]', Two., Three.]\n"
        for number in range(1, 7)
    )
    + "  - heading: The table\n  - table:\n      columns: [Year, Visits]\n      rows:\n"
    + "".join(f'        - ["{2000 + number}", "1,{number:03}"]\n' for number in range(40))
    + "  - quote: {text: Keep it open., source: ours}\n"
)
SHORT = "petition: library\nbody:\n" + f"  - heading: Why\n  - text: |\n      {WORDS}\n" * 5


def briefing(rest: str = LONG, layout: str = "briefing", paper: str = "A4", name: str = "doc") -> Files:
    return {f"briefings/{name}.yaml": HEAD.format(title=f"Title of {name}", layout=layout, paper=paper) + rest}


def pages(pdf: bytes) -> list[str]:
    """The words of each page, with plain spaces."""
    found = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return [" ".join(text.replace("\u00a0", " ").split()) for text in found]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Piece:
    return piece(sound(tmp_path_factory.mktemp("briefing"), briefing()))


@pytest.fixture(scope="module")
def typeset(made: Piece) -> Typeset:
    return typesetter().typeset(compose(made, layout("briefing")), {})


@pytest.fixture(scope="module")
def pdf(made: Piece, typeset: Typeset) -> bytes:
    return screen.finish(typeset, made)


def test_contents_name_the_pages_on_which_headings_stand(pdf: bytes) -> None:
    found = pages(pdf)
    assert len(found) > 3
    listed = dict(re.findall(r"(Matter \d|The table) (\d)(?= )", found[0].partition("In this briefing")[2]))
    after = [found[0].partition("The table")[2], *found[1:]]
    assert listed == {
        heading: str(next(number for number, text in enumerate(after, 1) if heading in text)) for heading in listed
    }
    assert len(listed) == 7


def test_headings_are_bookmarks_and_the_foot_counts_pages(pdf: bytes) -> None:
    outline = pypdf.PdfReader(io.BytesIO(pdf)).outline
    titles = re.findall(r"'/Title': '([^']+)'", str(outline))
    assert [each for each in titles if each.startswith("Matter")] == [f"Matter {number}" for number in range(1, 7)]
    assert "Under it" in titles
    found = pages(pdf)
    for number, text in enumerate(found, 1):
        assert f"Title of doc · Facts checked 1 November 2026 Page {number} of {len(found)}" in text


def test_no_heading_is_the_last_thing_on_a_page(pdf: bytes) -> None:
    for text in pages(pdf):
        said_last = text.partition(" Title of doc · ")[0]
        assert not re.search(r"(Matter \d|Under it|The table|Year Visits)$", said_last)


def test_a_long_table_has_its_head_on_each_page_and_two_rows_at_least(pdf: bytes) -> None:
    rows = [re.findall(r"\b(20[0-3]\d) 1,0", text) for text in pages(pdf)]
    with_rows = [each for each in rows if each]
    assert sum(map(len, with_rows)) == 40
    assert min(map(len, with_rows)) >= 2
    heads = sum("Year Visits" in text for text in pages(pdf))
    assert heads == len(with_rows) > 1


def test_notes_and_sources_are_numbered_together_as_they_are_cited(made: Piece) -> None:
    assert [(each.number, each.text.plain.partition(",")[0], each.url) for each in made.sources] == [
        (1, "Draft budget", "https://weir.example/budget"),
        (2, "Counted at the door.4", ""),
        (3, "Our own view.", ""),
        (4, "Report", ""),
    ]


def test_the_proof_passes(made: Piece, typeset: Typeset, pdf: bytes) -> None:
    used = layout("briefing")
    composed = compose(made, used)
    expected = expected_of(made, composed.with_pages(typeset.page_of), used, "screen", typeset.pages)
    report = proof(pdf, expected)
    assert [str(each) for each in report.findings if each.result == "fail"] == []


def test_the_text_says_it_all_but_the_pages(made: Piece) -> None:
    composed = compose(made, layout("briefing"))
    data = plain.finish(manuscript.read(composed.html, "text"), made)
    report = proof_text(data, of_text(made, composed))
    assert [str(each) for each in report.findings if each.result == "fail"] == []
    assert "In this briefing" not in data.decode()
    assert "camera" not in data.decode()  # there is no code to point it at
    assert "1. Draft budget" in data.decode()


def test_a_booklet_has_two_pages_to_a_side_in_the_order_of_its_folds(tmp_path: Path) -> None:
    made = piece(sound(tmp_path, briefing(SHORT, layout="booklet", paper="A5")))
    pdf = screen_pdf(made)
    count = len(pages(pdf))
    sheets = office.finish(
        pdf,
        Desk("A4", 4, "long", (0, 0), False, None),
        known_words("en"),
        booklet=layout("booklet").spec.booklet,
        lang="en",
    )
    first = sheets.plan.sheets[0].sides[0]
    assert sheets.plan.scheme == "booklet"
    assert len(sheets.plan.sheets) == -(-count // 4)
    assert 1 in [each.page for each in first.placements]  # the first page is on the outside, at the right
    with pikepdf.open(io.BytesIO(sheets.pdf)) as file:
        assert [round(float(each)) for each in file.pages[0].mediabox][2:] == [842, 595]


SERIES = "series: {{name: The library, of: 2, {part}others: [{others}]}}\nbody:\n  - text: Words.\n"


def series(name: str, others: str, part: int | None = None, text: str = SERIES) -> Files:
    given = f"part: {part}, " if part else ""
    return briefing(text.format(part=given, others=others), name=name)


def test_a_briefing_names_the_others_of_its_series(tmp_path: Path) -> None:
    project = sound(
        tmp_path, {**series("short", "one, two"), **series("one", "short, two", 1), **series("two", "one", 2)}
    )
    made = piece(project, "one")
    assert isinstance(made.body, Briefing)
    assert [(each.label, each.title.plain) for each in made.body.others] == [
        ("Summary", "Title\u00a0of\u00a0short"),
        ("Part 2 of 2", "Title\u00a0of\u00a0two"),
    ] or [each.label for each in made.body.others] == ["Summary", "Part 2 of 2"]
    assert made.foot.replace("\u00a0", " ") == "Title of one · Part 1 of 2 · Facts checked 1 November 2026"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (series("one", "tow", 1), "there is no briefing 'tow': did you mean 'two'?"),
        (series("one", "one", 1), "a briefing does not list itself"),
        (series("one", "two", 2), "'two' is the same part of the series"),
        (series("one", "two", 1, SERIES.replace("The library", "Another")), "'two' is of another series"),
        (series("one", "two", 3), "is part 3 of 2: give 'of' the number of all parts"),
        (briefing("body:\n  - text: Words.\nnotes: {mine: Words.}\n", name="one"), "nothing cites the note 'mine'"),
        (briefing("body:\n  - text: Words.[^min]\nnotes: {mine: Words.}\n", name="one"), "did you mean 'mine'?"),
        (briefing("body:\n  - headline: Words\n", name="one"), "has no place for the block 'headline'"),
    ],
)
def test_what_does_not_hold_together_is_told_at_its_line(tmp_path: Path, files: Files, told: str) -> None:
    found = said(loaded(tmp_path, {**series("two", "", 2), **files}).problems)
    assert any(line.startswith("briefings/one.yaml:") and told in line for line in found), found


def test_a_heading_over_nothing_but_what_is_left_out_goes_with_it(tmp_path: Path) -> None:
    regional = {
        "campaigns/facts.csv": "region,place\nnorth,Mill\n",
        **briefing(
            "body:\n  - heading: Here\n  - text: Words.\n  - subheading: Near you\n"
            "  - table: {facts: places, columns: {place: Place}}\n  - heading: More\n  - text: Words.\n"
        ),
    }
    campaign = loaded(tmp_path, {}).campaigns["library"]
    text = Path(campaign.folder / "library.yaml").read_text() + "facts: {places: facts.csv}\n"
    made = piece(sound(tmp_path, {**regional, "campaigns/library.yaml": text}))
    assert isinstance(made.body, Briefing)
    assert [block.kind for block in made.body.blocks] == ["heading", "text", "heading", "text"]


def test_a_briefing_goes_with_another_of_its_series_that_is_at_fault(tmp_path: Path) -> None:
    files = {**series("one", "two", 1), **series("two", "one", 2, text=SERIES + "petition: none\n")}
    project = loaded(tmp_path, files)
    (told,) = said(project.problems)
    assert told.startswith("briefings/two.yaml:9:11 the campaign has no petition 'none'")
    assert not project.documents
