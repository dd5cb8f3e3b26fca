"""Words changed, lost, added or moved; imprints missing or misplaced; gaps left unfilled."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest

from handbill.proof import Expected, proof
from tests.proof.making import EXPECTED, FIRST, IMPRINT, PARTS, SECOND, code, edited, faults, finding, flyer, svg, told


def test_one_letter_changed_fails() -> None:
    report = proof(flyer(columns=f"<p>{FIRST.replace('quiet', 'quite')}</p><p>{SECOND}</p>"), EXPECTED)
    assert faults(report) == {"text"}, told(report)
    assert finding(report, "text").detail == "reads “quite”, not “quiet”"


def test_a_paragraph_missing_fails() -> None:
    report = proof(flyer(columns=f"<p>{FIRST}</p>"), EXPECTED)
    assert faults(report) == {"text"}, told(report)
    assert finding(report, "text").detail.startswith("missing: “The council spends less on it")


def test_a_paragraph_too_many_fails() -> None:
    report = proof(flyer(back="<p>Nobody wrote this.</p>"), EXPECTED)
    assert faults(report) == {"text"}, told(report)
    assert finding(report, "text").detail == "extra: “Nobody wrote this.”"


def test_paragraphs_in_another_order_fail() -> None:
    report = proof(flyer(columns=f"<p>{SECOND}</p><p>{FIRST}</p>"), EXPECTED)
    assert faults(report) == {"text"}, told(report)
    assert finding(report, "text").detail.startswith("out of order: “A library is more than its books")


def test_the_order_is_that_of_the_tags_and_not_of_the_paper() -> None:
    """A box that is painted last and stands first is read where the tags have it."""
    moved = f"<p style='position: absolute; top: 120mm; left: 0'>{FIRST}</p><p>{SECOND}</p>"
    report = proof(flyer(columns=moved), EXPECTED)
    assert finding(report, "text").result == "pass", told(report)


def test_words_run_together_fail() -> None:
    report = proof(flyer(columns=f"<p>{FIRST.replace('warm room', 'warmroom')}</p><p>{SECOND}</p>"), EXPECTED)
    assert faults(report) == {"text"}, told(report)


@pytest.mark.parametrize(
    ("set_as", "went_in"),
    [
        ("seven&nbsp;pm, £1&nbsp;million", "seven pm, £1 million"),
        ("re&shy;spon&shy;si&shy;bil&shy;i&shy;ty " * 9, "responsibility " * 9),
        ("office affluent fjord staff", "office affluent fjord staff"),
        ("Tŷ’r Cyngor – “Łódź” – Ŵ ŷ", "Tŷ’r Cyngor – “Łódź” – Ŵ ŷ"),
        ("<b>Bold</b> and <i>slanted</i>, <b>half</b>way", "Bold and slanted, halfway"),
        ("two-sided one-sided self-made " * 8, "two-sided one-sided self-made " * 8),
        ("https://a.example/<wbr>a/long/<wbr>address/<wbr>indeed/<wbr>truly", "https://a.example/a/long/address/indeed/truly"),
        ("<span style='letter-spacing: .2em; text-transform: uppercase'>spaced out</span>", "Spaced out"),
        ("<span style='font-variant-caps: small-caps'>Small Caps</span>", "Small Caps"),
        ("in July 2022<sup>1</sup> and<sup>2</sup>", "in July 20221 and2"),
        ("one<br>line<br/>each", "one\nline each"),
        ("Straße", "STRASSE"),
    ],
)  # fmt: skip
def test_setting_is_not_a_change_of_words(set_as: str, went_in: str) -> None:
    text = EXPECTED.text or ()
    expected = replace(EXPECTED, text=(*text[:4], went_in, *text[6:]))
    report = proof(flyer(columns=f"<p>{set_as}</p>"), expected)
    assert finding(report, "text").result == "pass", told(report)


def test_list_numbers_may_have_gone_in_as_text_or_not() -> None:
    points = "<ol><li>Write to your councillor</li><li>Tell a neighbour</li></ol>"
    text = EXPECTED.text or ()
    for between in (
        ("Write to your councillor", "Tell a neighbour"),
        ("1. Write to your councillor", "2. Tell a neighbour"),
    ):
        report = proof(flyer(points=points), replace(EXPECTED, text=(*text[:6], *between, IMPRINT)))
        assert report.result == "pass", told(report)


def test_a_list_number_that_differs_fails() -> None:
    points = "<ol style='list-style: upper-roman'><li>Write to your councillor</li><li>Tell a neighbour</li></ol>"
    text = EXPECTED.text or ()
    went_in = (*text[:6], "1. Write to your councillor", "2. Tell a neighbour", IMPRINT)
    assert faults(proof(flyer(points=points), replace(EXPECTED, text=went_in))) == {"text"}


def test_page_numbers_are_let_stand_where_they_are_named() -> None:
    numbered = flyer(
        css="@page { @bottom-right { content: 'page ' counter(page) ' of 2'; font: 8pt 'Source Sans 3' } }"
    )
    report = proof(numbered, EXPECTED)
    assert "outside the reading order, extra: “page1of2" in finding(report, "text").detail
    report = proof(numbered, replace(EXPECTED, furniture=("page 1 of 2", "page 2 of 2")))
    assert finding(report, "text").result == "pass", told(report)


def test_words_in_a_picture_are_its_own() -> None:
    picture = svg('<text x="5" y="50" font-size="40">North</text>', "0 0 120 60", "A map")
    report = proof(flyer(front=picture), EXPECTED)
    assert finding(report, "text").result == "pass", told(report)


def test_what_is_read_out_is_the_actual_text() -> None:
    """Where a file names another text for some glyphs, a reader gets that: it is what must be right."""

    def put_in_words(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        steps = []
        for step in pikepdf.parse_content_stream(page):
            operands = list(step.operands)
            if str(step.operator) == "BDC" and int(operands[1].get("/MCID", -1)) == 0:
                operands[1] = pikepdf.Dictionary(MCID=0, ActualText=pikepdf.String("What they would lose"))
            steps.append((operands, step.operator))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))

    report = proof(edited(flyer(), put_in_words), EXPECTED)
    assert finding(report, "text").detail == "reads “they”, not “we”"


def test_a_text_named_by_a_tag_counts() -> None:
    def name_it(pdf: pikepdf.Pdf) -> None:
        for element in (found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)):
            if element.get("/S") == "/H2":
                element.ActualText = pikepdf.String("What they would lose")

    report = proof(edited(flyer(), name_it), EXPECTED)
    assert finding(report, "text").detail == (
        "reads “they”, not “we”; shows “WHAT WE WOULD LOSE”, but is read out as “What they would lose”"
    )


def test_a_text_named_by_a_tag_must_be_what_is_shown() -> None:
    """What is right when it is read out may stand on glyphs that say something else."""

    def name_it(pdf: pikepdf.Pdf) -> None:
        for element in (found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)):
            if element.get("/S") == "/H2":
                element.ActualText = pikepdf.String("What we would lose")

    report = proof(edited(flyer(heading="<h2>What they would lose</h2>"), name_it), EXPECTED)
    assert finding(report, "text").detail == "shows “WHAT THEY WOULD LOSE”, but is read out as “What we would lose”"


def test_a_missing_imprint_fails_where_there_should_be_one() -> None:
    report = proof(flyer(imprint=""), EXPECTED)
    assert faults(report) == {"text", "imprint"}, told(report)
    assert finding(report, "imprint").detail.startswith("the imprint is not on any page: “Promoted by")


def test_a_document_without_an_imprint_is_warned_of() -> None:
    without = replace(EXPECTED, imprint="", text=(EXPECTED.text or ())[:-1])
    report = proof(flyer(imprint=""), without)
    assert (report.result, finding(report, "imprint").result) == ("warn", "warn"), told(report)


def test_an_imprint_that_is_not_whole_is_warned_of() -> None:
    report = proof(flyer(), replace(EXPECTED, imprint_whole=False))
    assert (report.result, finding(report, "imprint").result) == ("warn", "warn"), told(report)


def test_an_imprint_on_a_middle_page_fails() -> None:
    pages = flyer(imprint=PARTS["imprint"] + "<p style='break-before: page'>Last page.</p>")
    expected = replace(EXPECTED, pages=3, text=(*(EXPECTED.text or ()), "Last page."))
    report = proof(pages, expected)
    assert faults(report) == {"imprint"}, told(report)
    assert finding(report, "imprint").page == 2


def test_an_imprint_that_is_too_pale_fails() -> None:
    for colour, result in (("#bbb", "fail"), ("#888", "warn"), ("#666", "pass")):
        report = proof(flyer(css=f".imprint {{ color: {colour} }}"), EXPECTED)
        assert finding(report, "imprint").result == result, told(report)


def test_an_imprint_on_a_dark_ground_is_read() -> None:
    dark = f"<p class='imprint' style='background: #12203a; color: #fff; width: 60mm'>{IMPRINT}</p>"
    report = proof(flyer(imprint=dark), EXPECTED)
    assert report.result == "pass", told(report)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ("We are {{ branch.name }} and we meet", "{{ branch.name }}"),
        ("This [branch/CLP] notes", "[branch/CLP]"),
        ("Come to [insert place] at seven", "[insert place]"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
        ("Speaker: TBC", "TBC"),
        ("Ring XXX XXXX", "XXX"),
        ("{% if branch %}us{% endif %}", "{% if branch"),
    ],
)
def test_a_placeholder_left_fails(left: str, said: str) -> None:
    report = proof(flyer(front=f"<p>{left}</p>"), replace(EXPECTED, text=None))
    assert faults(report) == {"placeholder"}, told(report)
    assert said in finding(report, "placeholder").detail


def test_brackets_and_capitals_of_their_own_are_no_placeholder() -> None:
    fine = "<p>He said it [the plan] was fine. TBCs and the XX branch. See [1]. Write to us@anytown.example.</p>"
    report = proof(flyer(front=fine), replace(EXPECTED, text=None))
    assert finding(report, "placeholder").result == "pass", told(report)


@pytest.mark.parametrize("host", ["example.org", "www.example.com", "example.net", "EXAMPLE.ORG"])
def test_an_example_address_that_is_printed_is_a_warning(host: str) -> None:
    report = proof(flyer(front=f"<p>Sign at {host}/s/ics.</p>"), replace(EXPECTED, text=None))
    assert report.result == "warn", told(report)
    assert finding(report, "placeholder").detail == f"placeholder link {host}/s/ics"


def test_an_example_link_or_code_is_a_warning() -> None:
    linked = "<p><a href='https://example.org/linked'>here</a></p>"
    report = proof(
        flyer(front=linked, back=code("https://example.org/coded")), replace(EXPECTED, text=None, codes=None)
    )
    assert report.result == "warn", told(report)
    detail = finding(report, "placeholder").detail
    assert "example.org/linked" in detail
    assert "example.org/coded" in detail


def test_invented_addresses_of_branches_are_no_placeholder() -> None:
    invented = "<p>secretary@anytown.example, notexample.org, example.organic</p>"
    report = proof(flyer(front=invented), replace(EXPECTED, text=None))
    assert finding(report, "placeholder").result == "pass", told(report)


def test_a_strangers_braces_are_a_warning() -> None:
    report = proof(flyer(variant=None, front="<p>{{ in a manual }}</p>"), Expected())
    assert finding(report, "placeholder").result == "warn"
