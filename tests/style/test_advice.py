"""Help with writing: each rule finds what it is for, at its line, and leaves alone what it is not for."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill import cli, style
from handbill.errors import Mark, Problem
from handbill.reading import read_project
from handbill.source import Source, Text
from handbill.style.acronyms import acronyms_in, unexplained
from handbill.style.advice import Advice
from handbill.style.figures import claims_in
from handbill.style.jargon import jargon_in
from handbill.style.prose import masked, place, sentences
from handbill.style.reading import counts
from tests.projects import BASE, CAMPAIGN, leaflet, motion, sound, write

TODAY = ("--today", "2026-11-21")
LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"


def advice(tmp_path: Path, files: dict[str, str | bytes]) -> list[tuple[str, int, int, str]]:
    """Rule, line, column and what is meant of each piece of advice on a project."""
    found = sorted(style.advise(sound(tmp_path, files)), key=lambda each: each.sort_key)
    return [(e.id, e.mark.line, e.mark.column, e.excerpt[e.mark.column - 1 :][: e.mark.width]) for e in found]


def campaign(rest: str) -> dict[str, str | bytes]:
    return {"campaigns/library.yaml": CAMPAIGN + rest}


# Sentences


def test_a_long_sentence_is_told_of_at_its_own_line_of_a_folded_text(tmp_path: Path) -> None:
    text = (
        f"text: |\n        A short one. It ends here.\n\n        Then {LONG}\n        and on, and on, and on, and on."
    )
    assert [each[:3] for each in advice(tmp_path, {**leaflet(text)})] == [("long-sentence", 8, 9)]


def test_a_limit_of_the_campaign_holds_and_papers_have_their_own(tmp_path: Path) -> None:
    files = {
        **campaign("style: {sentence: 6, papers: {sentence: 9}}\n"),
        **leaflet("lead: This has one word too many here."),
    }
    files |= {
        "motions/m.yaml": "title: M\ncampaign: library\nnotes:\n  - this clause has no more than nine words here.\n"
    }
    assert advice(tmp_path, files) == [("long-sentence", 5, 13, "This has one word too many here.")]


def test_entries_of_a_list_and_short_forms_end_no_sentence_wrongly() -> None:
    prose = "Ask Dr. Jones, e.g. by letter. She said “No!” to us.\n\n- First\n- Second thing\n1. Third… and so on"
    assert [len(each.words) for each in sentences(masked(prose))] == [6, 5, 1, 2, 4]


def test_a_sentence_may_hold_what_is_filled_in_and_that_is_one_word() -> None:
    prose = masked("Write to {{ branch.mp.name }} at https://weir.example/a-b?c=d, or to a.b@weir.example.[^report]")
    assert [len(each.words) for each in sentences(prose)] == [8]


def test_words_of_indian_scripts_are_not_taken_apart_at_their_vowel_signs() -> None:
    prose = masked("একটি সমন্বিত পরিচর্যা বোর্ড। টাকা তার হাতেই।")
    assert [len(each.words) for each in sentences(prose)] == [4, 3]
    assert [len(each.words) for each in sentences(masked("यह एक है। यह दो है॥ तीन।"))] == [3, 3, 1]


@given(st.text(alphabet="ab. !\n-*[]{}^1", max_size=60))
def test_masking_keeps_places_and_sentences_lie_in_order(text: str) -> None:
    prose = masked(text)
    found = list(sentences(prose))
    assert len(prose) == len(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_a_place_is_found_where_a_text_is_quoted_or_gone() -> None:
    source = Source("x.yaml", ["a: 'It''s here", "  and there'"])
    text = Text("It's here and there", Mark("x.yaml", 1, 4))
    assert place(source, text, 14, 5) == Mark("x.yaml", 2, 7, 5)
    assert place(source, Text("here", Mark("y.yaml", 9, 9)), 0, 4) == Mark("y.yaml", 9, 9)
    assert place(source, Text("here"), 0, 4) is None


# Reading age


def test_the_reading_age_is_that_of_the_formula() -> None:
    found = counts(sentences("The cat sat on the mat. It was happy."))
    assert (found.sentences, found.words, found.syllables) == (2, 9, 10)
    assert found.age == pytest.approx(0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59 + 5)


def test_a_hard_text_is_told_of_once_and_a_short_or_an_easy_one_is_not(tmp_path: Path) -> None:
    hard = "Representatives of participating organisations consider administrative recommendations annually. " * 16
    easy = "We want to keep the library open for all of us in the town. " * 12
    assert advice(tmp_path / "hard", {**leaflet("lead: " + hard)})[0][:2] == ("reading-age", 1)
    assert advice(tmp_path / "easy", {**leaflet("lead: " + easy)}) == []
    assert advice(tmp_path / "short", {**leaflet("lead: " + hard[:97])}) == []
    middling = leaflet("lead: " + "The council will consider a recommendation of the committee in January. " * 12)
    assert advice(tmp_path / "middling", {**middling})[0][0] == "reading-age"
    assert advice(tmp_path / "eased", {**campaign("style: {reading_age: 25}\n"), **middling}) == []


# Jargon


def test_jargon_is_found_in_its_forms_and_not_in_names() -> None:
    terms = {"stakeholder": "people", "utilise": "use", "fine": ""}
    prose = "Stakeholders are utilising it. The Weir Stakeholder Forum is fine."
    found = [each for sentence in sentences(prose) for each in jargon_in(prose, sentence, terms)]
    assert found == [(0, "Stakeholders", "people"), (17, "utilising", "use")]


def test_a_campaign_adds_words_and_takes_shipped_ones_off(tmp_path: Path) -> None:
    files = {**campaign("jargon: {blue-sky thinking: guesses, robust: ''}\n")}
    files |= leaflet("lead: A robust plan needs blue-sky thinking, prior to a vote.")
    assert [(rule, meant) for rule, _, _, meant in advice(tmp_path, files)] == [
        ("jargon", "blue-sky thinking"),
        ("jargon", "prior to"),
    ]


# Figures


@pytest.mark.parametrize(
    "text",
    [
        "On 31 March 2027, in March 2027, from 2025–26 and in the 1960s.",
        "At 7 pm, 7.30pm, 19:30 or 11 o’clock, for 90 minutes.",
        "At 12 High Street, Anytown AN1 2BB, or 42a Old Mill Lane. Ring 01632 960123.",
        "Under section 75, clause 14, Resolves 12, page 20 and options 10, 11 and 12.",
        "For those aged 16 to 24, the over-65s and 18-year-olds, on the 25th on paper of A4.",
        "The 10 Year Health Plan, bus 17 and three things on 6 days, COVID-19 and the M62.",
    ],
)
def test_dates_times_addresses_and_the_like_are_no_claims(text: str) -> None:
    assert [each.words for each in claims_in(masked(text))] == []


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("It would save £84,000 a year, or 4p in the pound.", ["£84,000", "4p"]),
        ("Some 12.5 per cent of us, 40% of them and 1 in 5 here.", ["12.5 per cent", "40%", "1 in 5"]),
        ("About three million people and 335 of 339 councils.", ["three million", "335", "339"]),
        ("It cost £2.5 million, and 2,400 people came.", ["£2.5 million", "2,400"]),
    ],
)
def test_shares_money_and_counts_are_claims(text: str, claims: list[str]) -> None:
    assert [each.words for each in claims_in(masked(text))] == claims


def test_a_figure_needs_a_source_beside_it_or_elsewhere_in_the_document(tmp_path: Path) -> None:
    files = leaflet(
        "lead: It saves £84,000 and costs £91,000.",
        "text: The saving is £84,000.[^budget] It lends 4,000 books.",
        "figures: [{figure: '62', label: visits}, {figure: '15', label: clubs, source: report}]",
        "actions: [{title: Ask, text: Ask 20 neighbours.}]",
    )
    assert [(rule, meant) for rule, _, _, meant in advice(tmp_path, {**files})] == [
        ("unsourced-figure", "£91,000"),
        ("unsourced-figure", "62"),
    ]


def test_what_a_motion_resolves_to_do_is_no_claim(tmp_path: Path) -> None:
    files = motion("notes:\n  - the library had 31,200 visits;\nresolves:\n  - give £100 to the campaign.\n")
    assert [(rule, meant) for rule, _, _, meant in advice(tmp_path, {**files})] == [("unsourced-figure", "31,200")]


def test_words_to_post_and_those_for_a_picture_have_no_place_for_a_source(tmp_path: Path) -> None:
    post = "post: {text: They cut £91 million., alt: A chart of £91 million.}\n"
    files = leaflet("headline: Read")
    files = {name: str(text) + post for name, text in files.items()}
    assert advice(tmp_path, {**files}) == []


# Short forms


@pytest.mark.parametrize(
    "text",
    [
        "An integrated care board (ICB) plans. The ICB pays.",
        "England got integrated care boards, or ICBs for short. ICBs pay.",
        "The ICB (integrated care board) pays.",
        "The National Union of Readers (NUR) met, as did the Readers' Union of the Valleys (RUV).",
        "SAVE OUR LIBRARY NOW, in part IV of King Henry VI, at AN1 2BB. The NHS pays.",
    ],
)
def test_what_is_spelled_out_or_no_short_form_is_left_alone(text: str) -> None:
    assert list(unexplained([masked(text)], {"NHS"}, english=True)) == []


@pytest.mark.parametrize(
    "text", ["The ICB pays.", "Our own local board (ICB) pays.", "ICBs pay. An integrated care board (ICB) pays."]
)
def test_a_short_form_is_told_of_where_it_first_stands(text: str) -> None:
    at = text.index("ICB")
    assert list(unexplained([text], (), english=True)) == [(0, at, "ICB")]
    assert next(each for _, each in acronyms_in(text)) == "ICB"


def test_a_campaign_lists_its_own_short_forms_and_each_document_stands_alone(tmp_path: Path) -> None:
    files = {
        **campaign("acronyms: [RUV]\n"),
        **leaflet("headline: Ask the ICB", "lead: The RUV asks the NHS and the XYZ."),
    }
    files |= {"motions/m.yaml": "title: M\ncampaign: library\nnotes:\n  - the XYZ met.\n"}
    assert [(rule, meant) for rule, _, _, meant in advice(tmp_path, files)] == [
        ("acronym", "ICB"),
        ("acronym", "XYZ"),
        ("acronym", "XYZ"),
    ]


def test_other_languages_are_measured_only_where_that_makes_sense(tmp_path: Path) -> None:
    words = "Mae gan y llyfrgell robust 31,200 o bobl " + "a llawer mwy " * 8 + "yn y dref."
    files = {**BASE, **leaflet(f"lead: {words}", head="lang: cy\n")}
    assert [each[0] for each in advice(tmp_path / "cy", files)] == ["long-sentence"]
    urdu = leaflet("lead: یہ ICB ہے۔ یہ بھی۔", head="lang: ur\n")
    terms = campaign("terms: {}\n")
    project = write(tmp_path / "ur", {**BASE, **terms, **urdu})
    assert style.advise(read_project(project)) == []


# The command


def test_check_shows_a_few_of_a_kind_and_all_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(f"The {letters} met." for letters in ("XAB", "XCD", "XEF", "XGH", "XIJ"))
    root = str(write(tmp_path, {**BASE, **leaflet(f"lead: {text}")}))

    def told(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["check", *words, "--project", root, *TODAY])
        shown = capsys.readouterr()
        return int(str(left.value.code)), shown.out, shown.err

    status, out, err = told()
    assert (status, out, err.count("is not spelled out")) == (0, "0 errors, 5 warnings\n", 3)
    assert "leaflets/doc.yaml  warning: … and 2 more of 'acronym': --style shows all\n" in err
    assert told("--style")[2].count("is not spelled out") == 5
    status, out, _ = told("--json")
    assert (status, [each["id"] for each in json.loads(out)["problems"]]) == (0, ["acronym"] * 5)


def test_what_is_left_out_is_told_after_the_last_of_its_kind() -> None:
    def made(rule: str, line: int) -> Problem:
        return Advice(Mark("x.yaml", line), "told", severity="warning", id=rule)

    other = Problem(Mark("x.yaml", 9), "an error")
    shown = style.shortened([made("a", 1), made("a", 2), made("b", 3), made("a", 4), other], most=1)
    assert [each.message for each in shown] == ["told", "… and 2 more of 'a'", "told", "an error"]
