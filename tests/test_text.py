"""The little Markdown: what the author typed is set, what a placeholder stands for is put in as it is."""

from __future__ import annotations

import contextlib
import html
import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbill.text import BLANK, TextError, Writer, bare, fill, links, plain, unclosed

NAMES: dict[str, Any] = {
    "branch": {
        "name": "Weir Readers",
        "stars": "*Stars* [x](y) `z`",
        "html": "<b>&amp; \"'",
        "website": "https://weir.example/a?b=1&c=(2)",
        "email": "a+b@weir.example",
        "script": "javascript:alert(1)",
        "nothing": "",
        "blank": None,
        "mp": {"name": "M. P."},
    },
    "this_body": plain("This Branch"),
}
NUMBERS = {"act": 1, "report": 2}


def cite(name: str) -> int:
    if name not in NUMBERS:
        raise TextError(name, f"no source '{name}'")
    return NUMBERS[name]


def writer(lang: str = "en-GB") -> Writer:
    return Writer(NAMES, cite, lang)


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Who decides about *your* hospital?", "Who decides about <em>your</em>\u00a0hospital?"),
        ("**All** of it, _now_", "<strong>All</strong> of it, <em>now</em>"),
        ("a_b_c 5 * 3", "a_b_c 5 * 3"),
        (r"\*not\* this", "*not* this"),
        ("[Sign](https://weir.example/x?a=1&b=2)", '<a href="https://weir.example/x?a=1&amp;b=2">Sign</a>'),
        ("[Write](mailto:a@weir.example)", '<a href="mailto:a@weir.example">Write</a>'),
        ("[Ring](tel:01632960123)", '<a href="tel:01632960123">Ring</a>'),
        ('[Sign](https://weir.example "title")', '<a href="https://weir.example">Sign</a>'),
        ("two\nlines", "two lines"),
        # Nothing else is Markdown, and nothing is HTML.
        ("# one", "# one"),
        ("> one", "&gt; one"),
        ("`one`", "`one`"),
        ("1. one", "1. one"),
        ("- one", "- one"),
        ("https://weir.example", "https://weir.example"),
        ("<https://weir.example>", "&lt;https://weir.example&gt;"),
        ("<b>one</b>", "&lt;b&gt;one&lt;/b&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("&lt;b&gt; &nbsp; &copy;", "&amp;lt;b&amp;gt; &amp;nbsp; &amp;copy;"),
        ("&#xe000;0&#xe001;", "&amp;#xe000;0&amp;#xe001;"),
        ("a | b", "a | b"),
        ("(c) (r) (tm) +-", "(c) (r) (tm) +-"),
    ],
)
def test_one_line(typed: str, made: str) -> None:
    assert writer().inline(typed).html == made


@pytest.mark.parametrize(
    ("typed", "made", "words"),
    [
        ("one\n\ntwo\nthree", "<p>one</p>\n<p>two\nthree</p>", "one\n\ntwo\nthree"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "one\n\ntwo"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>", "one\n\ntwo"),
        ("1945. That was the year.", '<ol start="1945">\n<li>That was the year.</li>\n</ol>', "That was the year."),
        ("one  \ntwo", "<p>one<br>\ntwo</p>", "one\n\ntwo"),
        ("# one\n\n    two\n\n---", "<p># one</p>\n<p>two</p>\n<p>—</p>", "# one\n\ntwo\n\n—"),
        ("<div>\n\none\n\n</div>", "<p>&lt;div&gt;</p>\n<p>one</p>\n<p>&lt;/div&gt;</p>", "<div>\n\none\n\n</div>"),
    ],
)
def test_paragraphs_and_lists(typed: str, made: str, words: str) -> None:
    rich = writer().prose(typed)
    assert rich.html == made
    assert re.sub(r"\n+", "\n\n", rich.plain) == re.sub(r"\n+", "\n\n", words)


# Placeholders


def test_what_a_placeholder_stands_for_is_put_in_as_it_is() -> None:
    made = writer().inline("**{{ branch.stars }}** and {{branch.html}}: {{ branch.mp.name }}")
    assert made.html == "<strong>*Stars* [x](y) `z`</strong> and &lt;b&gt;&amp;amp; \"': M. P."
    assert made.plain == "*Stars* [x](y) `z` and <b>&amp; \"': M. P."


def test_a_blank_is_ruled() -> None:
    made = writer().inline("We, {{ branch.blank }}, say no")
    assert made.html == f"We, {BLANK.html}, say no"
    assert made.plain == "We, , say no"


def test_placeholders_in_the_address_of_a_link() -> None:
    made = writer().inline(
        "[a]({{ branch.website }}) [b](mailto:{{ branch.email }}) [c](https://x.example/{{branch.name}}#d)"
    )
    assert links(made.html) == (
        "https://weir.example/a?b=1&c=%282%29",
        "mailto:a+b@weir.example",
        "https://x.example/Weir%20Readers#d",
    )
    assert writer().inline("[our page]({{ branch.blank }}) here").html == "our page here"


DOTTED = ", ".join(f"branch.{name}" for name in NAMES["branch"])
NOT_WHOLE = "this placeholder is not whole: write it as {{ branch.name }}"
NOT_PRINTED = "cannot be printed: only names, as {{ branch.name }}, are filled in"
ADDRESS = "write a whole address, with https://, mailto: or tel: before it"


TAKE_OUT = "take the placeholder out, or say with 'only:' for whom this is"


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ("{{ branch.nam }}", ["unknown name 'branch.nam': did you mean 'branch.name'?"]),
        ("{{ a }} {{ a }}", ["unknown name 'a': choose from branch, this_body"] * 2),
        ("{{ branch.name.first }}", ["unknown name 'branch.name.first': "]),
        ("{{ this_body.html }}", ["unknown name 'this_body.html': "]),
        ("{{ branch.mp }}", ["unknown name 'branch.mp': did you mean 'branch.mp.name'?"]),
        (
            "{{ branch.__class__.x }}",
            ["unknown name 'branch.__class__.x': choose from " + DOTTED],
        ),
        (
            "{{ branch.nothing }}",
            [
                "'branch.nothing' has no value here: fill in 'nothing:' for the branch "
                "(in a table of branches, the column 'nothing'), " + TAKE_OUT
            ],
        ),
        ("{{ 1 + 1 }}", ["only a name can stand in {{ … }}, not '1 + 1': "]),
        ("{{ branch['name'] }}", ["only a name can stand in {{ … }}, not 'branch['name']': "]),
        ("{{ branch.name | upper }}", ["only a name can stand in {{ … }}, not 'branch.name | upper': "]),
        ("{{}}", ["only a name can stand in {{ … }}, not '': "]),
        ("{{ branch.name", [NOT_WHOLE]),
        ("branch.name }}", [NOT_WHOLE]),
        ("{{ {{ branch.name }} }}", [NOT_WHOLE, NOT_WHOLE]),
        ("{% if x %}", [f"'{{%' {NOT_PRINTED}", f"'%}}' {NOT_PRINTED}"]),
        ("a[^buget]", ["no source 'buget': "]),
        *(
            (f"[x]({target})", [f"a link cannot lead to '{target}': {ADDRESS}"])
            for target in (
                "javascript:alert(1)",
                "page.html",
                "#top",
                "ftp://x.example",
                "/x",
                "JAVASCRIPT:x",
                "data:x",
            )
        ),
    ],
)
def test_what_cannot_be_printed(typed: str, faults: list[str]) -> None:
    found = list(writer().faults(typed))
    assert [f"{each.message}: {each.hint}" for each in found] == faults
    with pytest.raises(TextError):
        writer().inline(typed)


def test_which_of_several_is_meant() -> None:
    found = writer().faults("{{ a }} {{ b }} {{ branch.name }} {{ a }}")
    assert [(each.found, each.nth) for each in found] == [("a", 0), ("b", 0), ("a", 1)]


def test_an_address_that_is_filled_in_is_looked_at_too() -> None:
    with pytest.raises(TextError, match="a link cannot lead to 'javascript:"):
        writer().inline("[x]({{ branch.script }})")


def test_all_that_is_wrong_with_a_text_is_found() -> None:
    text = "{{ a }} [^b] [c](d) {{ branch.name }} {{ e"
    assert [fault.found for fault in writer().faults(text)] == ["a", "b", "d", "{{"]


# Citations


def test_citations_become_numbers() -> None:
    made = writer().inline("It is so.[^act] And so.[^report][^act]", ("report",))
    cites = re.findall(r'<sup class="cite">([\d,]+)</sup>', made.html)
    assert cites == ["1", "2,1,2"]
    assert made.plain == "It is so.1 And so.2,1,2"


def test_citations_in_order_of_the_text() -> None:
    order: list[str] = []

    def number(name: str) -> int:
        if name not in order:
            order.append(name)
        return order.index(name) + 1

    assert Writer({}, number, "en").prose("A[^b]\n\n- C[^d] E[^b]").plain.split() == ["A1", "C2", "E1"]


# Typography


@pytest.mark.parametrize(
    ("lang", "made"),
    [
        ("en-GB", "“Yes,” ‘no’ and it’s"),
        ("cy", "“Yes,” ‘no’ and it’s"),
        ("de", "„Yes,“ ‚no‘ and it’s"),
        ("fr", "«\u202fYes,\u202f» ‹\u202fno\u202f› and it’s"),
        ("pl-PL", "„Yes,” ‚no’ and it’s"),
        ("eo", "“Yes,” ‘no’ and it’s"),
    ],
)
def test_quotation_marks_are_those_of_the_language(lang: str, made: str) -> None:
    assert writer(lang).inline("\"Yes,\" 'no' and it's").plain.replace("\u00a0", " ") == made


def test_quotation_marks_around_what_is_put_in() -> None:
    assert (
        writer().inline('"{{ branch.name }}" and {{ branch.name }}\'s').plain.replace("\u00a0", " ")
        == "“Weir Readers” and Weir Readers’s"
    )


def test_dashes_and_the_ellipsis() -> None:
    assert writer().inline("so - and--so... 2025-26").plain.replace("\u00a0", " ") == "so – and–so… 2025-26"


# What is put in by the program


def test_words_are_filled_in() -> None:
    made = fill("By {who} & {what}", who="A <b>", what=BLANK)
    assert made.html == f"By A &lt;b&gt; &amp; {BLANK.html}"
    assert made.plain == "By A <b> &"


def test_plain_text_keeps_its_signs() -> None:
    assert plain("").html == ""
    assert not plain("")
    assert plain("*A* & <b> [c](d)").html == "*A* &amp; &lt;b&gt; [c](d)"
    assert plain("Miners' Hall, O'Brien").plain == "Miners’ Hall, O’Brien"


def test_bare_words_of_markup() -> None:
    assert bare('<p>a <a href="x">b</a> &amp; <em>c</em></p><p>d<br>e</p>') == "a b & c\nd\ne"


# Anything

TYPED = st.text(st.sampled_from("ab *_[]()<>!#-`~|\\&;:/.\"'{}^%\n\t1é\u00a0\u202e"), max_size=80)
ALLOWED = re.compile(
    r"</?(?:p|ul|ol|li|em|strong|sup|span|a)"
    r'(?: href="(?:https?|mailto|tel):[^"<>]*"| start="\d+"| class="\w+")?>|<br>'
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TYPED)
def test_any_text_is_set_or_refused_and_is_never_html(typed: str) -> None:
    for write in (writer().inline, writer().prose):
        try:
            made = write(typed).html
        except TextError:
            assert list(writer().faults(typed))
            continue
        assert list(writer().faults(typed)) == []
        left = ALLOWED.sub("", made)
        assert "<" not in left
        assert ">" not in left


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs", "Co", "Cc"]), min_size=1).filter(str.strip))
def test_any_data_comes_out_as_it_went_in(data: str) -> None:
    made = Writer({"it": data}, cite, "en-GB").inline("*x* {{ it }} y")
    assert as_typed(made.plain) == as_typed(f"x {data} y")
    bare = re.sub('</?em>|<span dir="rtl">|</span>', "", made.html)  # what runs the other way stands apart
    assert "<" not in bare
    assert html.unescape(bare).strip() == made.plain


def as_typed(text: str) -> str:
    """Text without what typography changes: the kind of a space, the bend of an apostrophe."""
    return " ".join(text.replace("’", "'").split())


REPEATED = ["{{", "}}", "{{ a }}", "[", "](", "*", "a*", "<", "word ", "x" * 20, "- ", "1 pm ", "[^act]", '"', "\\"]


@pytest.mark.parametrize("text", REPEATED)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    for write in (writer().inline, writer().prose, lambda typed: list(writer().faults(typed))):
        with contextlib.suppress(TextError):
            write(text * 6_000)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("typed", "stars"),
    [
        ("Keep *our pool", [0]),
        ("Keep **our* pool", [0]),
        ("*a\n\nb*", [0]),
        ("* item\n* two *x*\n* three *y", [5]),
        ("_a_ *b* *c", [2]),
        ("*a {{ b*c }}", [0]),
        ("**bold**, *it*, ***both*** and *{{ branch.name }}*", []),
        ("2 * 3, 4*5, \\*b, entry* (*) and [x*](https://a.example/*b) *c* d", []),
    ],
)
def test_a_star_that_nothing_closes_is_known_from_all_others(typed: str, stars: list[int]) -> None:
    assert unclosed(typed) == stars
