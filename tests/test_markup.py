from __future__ import annotations

from handbill.markup import BLANK
from handbill.markup.lines import set_lines
from handbill.markup.reading import bare, read

PAGE = """<html lang="en"><head><title>Not read</title><meta name="author" content="x"></head><body>
<section class="side" data-fit="text">
<h1 data-lines="headline">Who <em>decides</em>?</h1>
<p>Plain &amp; simple, <b>bold</b>
</p>
<div class="panel" data-slot="code"><svg viewBox="0 0 1 1"><title>QR code: x</title><path d="M0 0z"/></svg>
<div data-fit="panel"><h2 data-lines="name">Ely</h2></div></div>
<p>Last<br>line</p>
</section></body></html>"""


def test_the_words_are_read_by_block_and_in_order() -> None:
    assert read(PAGE).text == ("Who decides?", "Plain & simple, bold", "Ely", "Last", "line")


def test_drawings_and_the_head_say_nothing() -> None:
    assert bare(PAGE) == "Whodecides?Plain&simple,boldElyLastline"


def test_the_outline_leaves_out_what_only_the_branch_fills() -> None:
    one, other = read(PAGE), read(PAGE.replace("Ely", "Anytown").replace("Not read", "Another"))
    assert one.outline == other.outline
    assert 'data-slot="code"' in one.outline
    assert read(PAGE.replace("Plain", "Fancy")).outline != one.outline


def test_fitted_elements_are_numbered_and_know_their_slot() -> None:
    found = [(each.number, each.name, each.in_slot, each.inside is None) for each in read(PAGE).fitted]
    assert found == [
        (1, "text", False, True),
        (2, "headline", False, False),
        (3, "panel", True, True),
        (4, "name", True, False),
    ]


def test_insides_are_put_in_and_drawings_left_out() -> None:
    reading = read(PAGE)
    changed = reading.with_insides({2: "Who<br>decides?", 4: "ELY"}, drawn=False)
    assert ">Who<br>decides?</h1>" in changed
    assert ">ELY</h2>" in changed
    assert "<path" not in changed
    assert "<path" in reading.with_insides({})


def test_slots_can_be_had_alone() -> None:
    alone = read(PAGE).slots_only({})
    assert "Ely" in alone
    assert "Plain" not in alone
    assert "decides" not in alone
    assert 'class="side"' in alone


def test_a_picture_does_not_close_what_holds_it() -> None:
    assert read('<body><p>a <img src="x" alt="y"/> b</p><p>c</p></body>').text == ("a", "b", "c")


def test_white_space_before_the_end_of_a_block_is_dropped() -> None:
    assert "bold</b></p>" in read(PAGE).html


def test_non_breaking_spaces_are_read_however_they_are_written() -> None:
    assert read('<body><h1 data-lines="x">7&nbsp;pm</h1></body>').html.count("7\u00a0pm") == 1


def test_lines_are_broken_inside_what_holds_them() -> None:
    assert set_lines("Our <em>No secret boards.</em> now", (2, 4)) == "Our <em>No<br>secret boards.</em><br>now"
    assert set_lines("As it was", ()) == "As it was"
    assert set_lines("one <em> two</em> three", (1, 2)) == "one<br><em>two</em><br>three"
    assert set_lines("Sign by 31\u00a0January", (2,)) == "Sign by<br>31\u00a0January"


def test_a_ruled_blank_is_a_word() -> None:
    text = f"This {BLANK} notes that"
    assert set_lines(text, (2,)) == f"This {BLANK}<br>notes that"
