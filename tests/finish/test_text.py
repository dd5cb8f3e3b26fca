"""The edition `text`: what is pasted reads as the page does, and shows no sign of how it was made."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill import edited, manuscript
from handbill.finish import plain
from handbill.markup.reading import squeeze
from handbill.markup.said import said
from handbill.piece import Panel
from handbill.proof.plain import proof_text
from tests import samples
from tests.finish import writing
from tests.finish.writing import motion
from tests.setting import composed

START = """\
Open the boards

This Branch notes that
1. the Health and Care Act 2022 put 42 integrated care boards on a statutory footing in England from 1 July 2022, in \
place of 106 clinical commissioning groups;
2. a typical board"""
POINTS = """\
2. ask the integrated care board to
   a) publish every contract above £100,000 with a private supplier, and
   b) hold all its meetings in public;
3. display"""


def text(made: object = None) -> str:
    return (writing.sound_txt() if made is None else writing.txt(motion(), made)).decode()  # type: ignore[arg-type]


def test_it_reads_as_a_motion_is_typed() -> None:
    assert text().startswith(START)
    assert POINTS in text()


def test_a_paragraph_is_a_line_and_no_line_ends_with_a_space() -> None:
    assert "\r" not in text()
    assert all(line == line.rstrip() for line in text().split("\n"))
    assert "\n\n\n" not in text()
    assert not re.search(r"[*<>#\u00a0]|QR", text())


BESIDES = ("Anytown Health Branch", "Example Health Union", "Moved by", "Seconded by", "Promoted by")


def test_it_is_the_motion_and_below_a_rule_what_comes_with_it() -> None:
    assert not any(each in text() for each in BESIDES)
    told, rule, besides = text().partition(f"\n\n{plain.RULE}\n\n")
    assert rule
    assert told.startswith("Open the boards\n")
    assert told.endswith("at a cost of £25.")
    assert besides.startswith("Petition: ")
    assert "\nSources: Health and Care Act 2022, " in besides  # without a number, for no clause has one


def test_no_citation_mark_is_glued_to_a_word_but_what_is_raised_is() -> None:
    assert not re.search("[⁰¹²³⁴⁵⁶⁷⁸⁹]", text())
    html = '<body><p>75 m<sup>2</sup>;<sup class="cite">1,2</sup> more</p></body>'
    assert plain.finish(manuscript.read(html, "text"), motion()) == "75 m²; more\n".encode()
    assert said(html, "text").text == ("75 m2; more",)


def test_for_a_conference_it_is_the_motion_and_nothing_else() -> None:
    there = samples.piece("motion", dataclasses.replace(samples.MOTION, conference=True))
    made = composed(there)
    data = writing.txt(there, made).decode()
    assert data == text().partition(f"\n\n{plain.RULE}\n")[0] + "\n"
    assert proof_text(data.encode(), edited.of_text(there, made)).result == "pass"


def test_links_are_written_out() -> None:
    assert "Members can sign at https://example.org/s/anytown. Closes 31 January 2027." in text()
    assert "please tell carried@example.org\n" in text()


@pytest.mark.parametrize(
    ("shown", "link", "written"),
    [
        ("our page", "https://weir.example/a?b=1", "our page (https://weir.example/a?b=1)"),
        ("weir.example/a", "https://weir.example/a/", "https://weir.example/a/"),
        ("https://weir.example/a", "https://weir.example/a", "https://weir.example/a"),
        ("write to us", "mailto:us@weir.example", "write to us (us@weir.example)"),
        ("01632 960123", "tel:01632960123", "01632 960123"),
        ("weir.example/s", "https://weir.example/long", "https://weir.example/long"),
    ],
)
def test_a_link_says_where_it_leads_unless_its_words_do(shown: str, link: str, written: str) -> None:
    blocks = manuscript.read(f'<body><p>Look: <a href="{link}">{shown}</a>.</p></body>', "text")
    assert plain.finish(blocks, motion()).decode() == f"Look: {written}.\n"


def test_what_is_put_in_and_taken_out_is_named() -> None:
    told = writing.marked_txt().decode()
    assert "the public [deleted: elects none] [inserted: should elect most] of them." in told
    assert f"+ [inserted: {writing.PUT_IN}]" in told
    assert "3. [deleted: decisions taken in the open are better decisions.]" in told


def item(number: str, words: str) -> str:
    return f'<li><span class="number">{number}</span>{words}</li>'


def test_numbers_are_those_of_the_page_and_a_clause_that_is_new_has_a_plus() -> None:
    kept = [item("1", "one"), item("2", "two"), item("4", "four")]
    moved = [
        item("+", "<ins>three</ins>"),
        *kept[:2],
        item("3", "<del>three</del>"),
        kept[2],
        item("5", "<del>5</del>"),
    ]
    written = "+ [inserted: three]\n1. one\n2. two\n3. [deleted: three]\n4. four\n5. [deleted: 5]\n"
    for items, lines in ((moved, written), (moved[:1], written[:20])):
        html = f"<html><body><ol>{''.join(items)}</ol></body></html>"
        assert plain.finish(manuscript.read(html, "text"), motion()).decode() == lines
    found = said(f"<ol>{''.join(moved)}</ol>", "text")
    assert found.text == ("three", "one", "two", "three", "four", "5")
    assert found.numbers == ("1", "2", "3", "4", "5")


def test_a_label_stands_apart_from_what_it_names() -> None:
    for inside, written in (
        ('<span class="label">22, Notes 5</span> the Bill', "22, Notes 5\tthe Bill"),
        ('<span class="label">Moved by</span> <span class="blank"></span>', "Moved by\t______"),
        ('<span class="label">From:</span> Anytown', "From: Anytown"),
        ('<span class="label">carried</span>', "carried"),
    ):
        blocks = manuscript.read(f"<body><p>{inside}</p></body>", "text")
        assert plain.finish(blocks, motion()).decode() == f"{written}\n"


def test_a_box_to_tick_is_a_letter() -> None:
    html = '<body><p><span class="box"></span>write</p><p><span class="box ticked"></span>tell</p></body>'
    assert plain.finish(manuscript.read(html, "text"), motion()).decode() == "☐ write\n\n☑ tell\n"
    assert said(html, "text").text == ("☐ write", "☑ tell")


def test_a_table_is_a_row_a_line_with_tabs() -> None:
    html = "<body><table><tr><th>A</th><th>B</th></tr><tr><td>one</td><td>two</td></tr></table></body>"
    assert plain.finish(manuscript.read(html, "text"), motion()) == b"A\tB\none\ttwo\n"


def test_in_another_language_marks_are_named_in_it() -> None:
    welsh = motion(words={**samples.WORDS, "inserted": "mewnosodwyd"})
    blocks = manuscript.read("<body><p><ins>gair</ins></p></body>", "text")
    assert plain.finish(blocks, welsh) == b"[mewnosodwyd: gair]\n"


WORD = st.text("abcdefghij", min_size=1, max_size=6)
LINE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)


@given(st.lists(st.tuples(LINE, st.lists(LINE, max_size=3)), min_size=1, max_size=6))
def test_any_clauses_and_sub_points_are_counted_as_they_stand(clauses: list[tuple[str, list[str]]]) -> None:
    html, lines = "", []
    for number, (clause, points) in enumerate(clauses, 1):
        inner = "".join(f'<li><span class="letter">{"abc"[at]}</span>{point}</li>' for at, point in enumerate(points))
        html += f'<li><span class="number">{number}</span>{clause}{f"<ol>{inner}</ol>" if inner else ""}</li>'
        lines += [f"{number}. {clause}", *(f"   {'abc'[at]}) {point}" for at, point in enumerate(points))]
    html = f"<html><body><ol>{html}</ol></body></html>"
    assert plain.finish(manuscript.read(html, "text"), motion()).decode().splitlines() == lines
    assert said(html, "text").numbers == tuple(re.match(r" *(\w)", line)[1] for line in lines)  # type: ignore[index]
    assert squeeze("".join(said(html, "text").text)) == squeeze(
        "".join(re.sub(r"^ *\w[.)]", "", line) for line in lines)
    )


def test_the_neutral_copy_has_blanks() -> None:
    neutral = motion(blank=True, panel=Panel(name=samples.rich("____")))
    made = composed(neutral)
    data = writing.txt(neutral, made)
    assert data.startswith(b"Open the boards\n")
    assert proof_text(data, edited.of_text(neutral, made)).result == "warn"  # for example.org
