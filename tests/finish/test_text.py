"""The edition `text`: what is pasted reads as the page does, and shows no sign of how it was made."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill import expect, manuscript
from handbill.finish import plain
from handbill.markup import said, squeeze
from handbill.piece import Panel
from handbill.proof.plain import proof_text
from tests import samples
from tests.finish import writing
from tests.finish.writing import motion
from tests.setting import composed

START = """\
Anytown Health Branch
Example Health Union

Motion
Open the boards

Moved by ______
Seconded by ______

This Branch notes that
1. the Health and Care Act 2022 put 42 integrated care boards on a statutory footing in England from 1 July 2022, in \
place of 106 clinical commissioning groups;¹
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
    assert text().endswith("12 High Street, Anytown AN1 2BB.\n")


def test_a_paragraph_is_a_line_and_no_line_ends_with_a_space() -> None:
    assert "\r" not in text()
    assert all(line == line.rstrip() for line in text().split("\n"))
    assert "\n\n\n" not in text()
    assert not re.search(r"[*<>#\u00a0]|QR", text())


def test_links_are_written_out() -> None:
    assert "Members can sign at https://example.org/s/anytown. Closes 31 January 2027." in text()
    assert "please tell carried@example.org\n" in text()


@pytest.mark.parametrize(
    ("shown", "link", "written"),
    [
        ("our page", "https://weir.example/a?b=1", "our page (https://weir.example/a?b=1)"),
        ("weir.example/a", "https://weir.example/a/", "https://weir.example/a"),
        ("https://weir.example/a", "https://weir.example/a", "https://weir.example/a"),
        ("write to us", "mailto:us@weir.example", "write to us (us@weir.example)"),
        ("01632 960123", "tel:01632960123", "01632 960123"),
        ("weir.example/s", "https://weir.example/long", "weir.example/s (https://weir.example/long)"),
    ],
)
def test_a_link_says_where_it_leads_unless_its_words_do(shown: str, link: str, written: str) -> None:
    blocks = manuscript.read(f'<body><p>Look: <a href="{link}">{shown}</a>.</p></body>')
    assert plain.finish(blocks, motion()).decode() == f"Look: {written}.\n"


def test_what_is_put_in_and_taken_out_is_named() -> None:
    told = writing.marked_txt().decode()
    assert "the public [deleted: elects none] [inserted: should elect most] of them." in told
    assert f"3. [inserted: {writing.PUT_IN}]" in told
    assert "4. [deleted: decisions taken in the open are better decisions.]" in told


def test_what_is_put_in_is_counted_from_the_clauses_about_it() -> None:
    new, old = '<li><span class="number">+</span><ins>new</ins></li>', '<li><span class="number">3</span>old</li>'
    for items, written in ((new + old, "3. [inserted: new]\n4. old\n"), (new, "[inserted: new]\n")):
        html = f"<html><body><ol>{items}</ol></body></html>"
        assert plain.finish(manuscript.read(html), motion()).decode() == written
        assert said(html).text == ("new", "old")[: items.count("<li>")]


def test_a_table_is_a_row_a_line_with_tabs() -> None:
    html = "<body><table><tr><th>A</th><th>B</th></tr><tr><td>one</td><td>two</td></tr></table></body>"
    assert plain.finish(manuscript.read(html), motion()) == b"A\tB\none\ttwo\n"


def test_in_another_language_marks_are_named_in_it() -> None:
    welsh = motion(words={**samples.WORDS, "inserted": "mewnosodwyd"})
    assert plain.finish(manuscript.read("<body><p><ins>gair</ins></p></body>"), welsh) == b"[mewnosodwyd: gair]\n"


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
    assert plain.finish(manuscript.read(html), motion()).decode().splitlines() == lines
    assert said(html).numbers == tuple(re.match(r" *(\w)", line)[1] for line in lines)  # type: ignore[index]
    assert squeeze("".join(said(html).text)) == squeeze("".join(re.sub(r"^ *\w[.)]", "", line) for line in lines))


def test_the_neutral_copy_has_blanks() -> None:
    neutral = motion(blank=True, panel=Panel(name=samples.rich("____")))
    made = composed(neutral)
    data = writing.txt(neutral, made)
    assert data.startswith(b"______\nExample Health Union\n")
    assert proof_text(data, expect.of_text(neutral, made)).result == "warn"  # for example.org
