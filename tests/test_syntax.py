"""Mistakes in the syntax: told in plain words at their place, mended in memory, and read on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.projects import plain, read, said

IF_NO_LIST = ": close it, or put the text in double quotes if no list is meant"

# What was written, what is told, and what is read on with.
MISTAKES: list[tuple[str, list[str], Any]] = [
    # A sharp in brackets
    (
        "a: [b, #c, it's]\nd: |\n  {{ e }}\nf: 1\n",
        [
            "1:8 '#c' is taken for a comment, and so is the end of the brackets that it stands in: "
            "put the whole text in double quotes"
        ],
        {"a": ["b", "#c", "it's"], "d": "{{ e }}\n", "f": "1"},
    ),
    ("a: [b, # the first\n  c]\n", [], {"a": ["b", "c"]}),
    # Indentation
    (
        "a: 1\nb:\n\tc: 2\n\td: 3\ne: 4\n",
        ["3:1 this line is indented with a tab (and one more line is): use spaces instead"],
        {"a": "1", "b": {"c": "2", "d": "3"}, "e": "4"},
    ),
    (
        "a:\n  b:\n  \tc: 1\n\t\td: 2\n",
        ["3:3 this line is indented with a tab (and one more line is): use spaces instead"],
        {"a": {"b": {"c": "1", "d": "2"}}},
    ),
    (
        "a:\n\t- b\n\t- c:\n\t\t- d\n",
        ["2:1 this line is indented with a tab (and 2 more lines are): use spaces instead"],
        {"a": ["b", {"c": ["d"]}]},
    ),
    (
        "a: 1\n  b: 2\nc: 3\n",
        ["2:3 this line is indented further than the line above, which is complete: begin it in the same column"],
        {"a": "1", "b": "2", "c": "3"},
    ),
    (
        "a: 1\nb:\n    c: 2\n  d: 3\ne: 4\n",
        ["4:3 this line is indented differently from its neighbours: begin it in the same column as line 3"],
        {"a": "1", "b": {"c": "2", "d": "3"}, "e": "4"},
    ),
    (
        "a:\n  b: 1\n c: 2\n",
        ["3:2 this line is indented differently from its neighbours: begin it in the same column as line 2"],
        {"a": {"b": "1", "c": "2"}},
    ),
    (
        "a: |\n    one\n  two\nb: 1\n",
        ["3:3 this line is indented less than the text that it belongs to: begin it in the same column as line 2"],
        {"a": "one\ntwo\n", "b": "1"},
    ),
    (
        "a:\n  - b\n  c\n",
        ["3:3 this line does not begin with '- ' as the one above it does: begin it with '- '"],
        {"a": ["b", "c"]},
    ),
    (
        "a:\n  - The Act\n    source: x\n  - b\n",
        [
            "3:5 this field stands under a plain text: "
            "write that text as 'text: …', and this field in the same column as 'text'"
        ],
        {"a": [{"text": "The Act", "source": "x"}, "b"]},
    ),
    # Colons
    (
        "a: b: c\nd: e\n",
        [
            "1:4 this text has a colon followed by a space, which YAML takes for a field: "
            "put the whole text in double quotes"
        ],
        {"a": "b; c", "d": "e"},
    ),
    (
        "a: {b: c, d: e: f}\n",
        [
            "1:14 this text has a colon followed by a space, which YAML takes for a field: "
            "put the whole text in double quotes"
        ],
        {"a": {"b": "c", "d": "e; f"}},
    ),
    (
        "a: {b: 12 c: 0, d: e}\n",
        ["1:11 a comma is missing before this field: write '12, c: …', or put a text in double quotes"],
        {"a": {"b": "12", "c": "0", "d": "e"}},
    ),
    (
        "a: one two\n  three: four five: six\n",
        ["2:3 this line is indented further than the line above, which is complete: begin it in the same column"],
        None,
    ),
    (
        "a: 1\nb 2\nc: 3\n",
        ["2:1 this line has no colon: write a field as its name, a colon, a space and its value"],
        {"a": "1", "b": "2", "c": "3"},
    ),
    (
        "a 1\nb: 2\n",
        ["1:1 this line has no colon: write a field as its name, a colon, a space and its value"],
        {"a": "1", "b": "2"},
    ),
    (
        "a: 1\nb:2\nc: 3\n",
        ["2:1 a space is missing after the colon: write it as 'name: value'"],
        {"a": "1", "b": "2", "c": "3"},
    ),
    ("a: 1\n: 2\nb: 3\n", ["2:1 there is no name before this colon: write a field as 'name: value'"], None),
    # First letters
    *(
        (
            f"a: {letter}word and more\nb: 1\n",
            [f"1:4 a text that begins with {letter} must be in quotes: put the whole text in double quotes"],
            None,
        )
        for letter in "*&!%@`>|,]}"
    ),
    (
        "a: - word\nb: 1\n",
        ["1:4 a text that begins with - must be in quotes: put the whole text in double quotes"],
        None,
    ),
    (
        "a: {b: @home, c: d}\n",
        ["1:8 a text that begins with @ must be in quotes: put the whole text in double quotes"],
        None,
    ),
    (
        "a: &x 1\nb: *x\n",
        [
            "1:4 a text that begins with & must be in quotes: put the whole text in double quotes",
            "2:4 a text that begins with * must be in quotes: put the whole text in double quotes; "
            "links between places in a file are not used here",
        ],
        None,
    ),
    (
        "a: &x\n  b: 1\nc:\n  <<: *x\n",
        [
            "1:4 a text that begins with & must be in quotes: put the whole text in double quotes; "
            "links between places in a file are not used here",
            "4:7 a text that begins with * must be in quotes: put the whole text in double quotes; "
            "links between places in a file are not used here",
        ],
        None,
    ),
    (
        "a: !!python/object:os.system x\n",
        ["1:4 a text that begins with ! must be in quotes: put the whole text in double quotes"],
        None,
    ),
    (
        "a: [Draft] Motion\nb: 1\n",
        ["1:4 a text that begins with [ must be in quotes: put the whole text in double quotes"],
        None,
    ),
    # Placeholders
    *(
        (text, [f"{place} a text that begins with {{{{ must be in quotes: put the whole text in double quotes"], None)
        for text, place in [
            ("a: {{ branch.name }}\nb: 1\n", "1:4"),
            ("a: {{ branch.name }} says no\nb: 1\n", "1:4"),
            ("a:\n  - {{ branch.name }} says no\n", "2:5"),
            ("a:\n  - b: {{ branch.name }}\n", "2:8"),
        ]
    ),
    (
        "a: {b: Ask {{ branch.name }}, c: d}\n",
        [
            "1:12 a text with {{ … }} has to be in quotes here, for it stands inside brackets: "
            "put the whole text in double quotes"
        ],
        {"a": {"b": "Ask (( branch.name ))", "c": "d"}},
    ),
    # Quotation marks
    (
        "a: 'Miners' Hall'\nb: 1\n",
        ["1:4 there is an apostrophe inside single quotes: put the whole text in double quotes"],
        {"a": "Miners Hall", "b": "1"},
    ),
    (
        "a: {b: 'Miners' Hall', c: d}\n",
        ["1:8 there is an apostrophe inside single quotes: put the whole text in double quotes"],
        None,
    ),
    (
        'a: "The "Old" Hall"\nb: 1\n',
        ["1:4 there is a quotation mark inside double quotes: put the whole text in single quotes"],
        {"a": "The Old Hall", "b": "1"},
    ),
    (
        'a: "Old" Hall\nb: 1\n',
        ["1:4 after the closing quotation mark there is more: put the whole text in single quotes"],
        {"a": "Old Hall", "b": "1"},
    ),
    (
        'a: {b: "x" c: y}\n',
        [
            "1:8 after the closing quotation mark there is more: "
            "put a comma between the two, or put the whole text in single quotes"
        ],
        None,
    ),
    (
        'a: "one\nb: two\nc: three\n',
        ["1:4 the quotation mark that opens here is not closed: close it at the end of the text"],
        {"a": "one", "b": "two", "c": "three"},
    ),
    (
        'a: "one\nb: two\nc: "three"\nd: "four"\n',
        ["1:4 the quotation mark that opens here is not closed: close it at the end of the text"],
        {"a": "one", "b": "two", "c": "three", "d": "four"},
    ),
    (
        'a: "#123\nb: "#456"\nc: two\n',
        ["1:4 the quotation mark that opens here is not closed: close it at the end of the text"],
        {"a": "#123", "b": "#456", "c": "two"},
    ),
    (
        'a: {b: "#123, c: "#456"}\n',
        ["1:8 the quotation mark that opens here is not closed: close it at the end of the text"],
        {"a": {"b": "#123", "c": "#456"}},
    ),
    (
        'a:\n  - {b: "x", c: "one, two}\n  - {b: "y", c: "z"}\n',
        ["2:17 the quotation mark that opens here is not closed: close it at the end of the text"],
        {"a": [{"b": "x", "c": "one, two"}, {"b": "y", "c": "z"}]},
    ),
    (
        'a: ["one, two]\nb: "three"\n',
        ["1:5 the quotation mark that opens here is not closed: close it at the end of the text"],
        {"a": ["one, two"], "b": "three"},
    ),
    ('a: {b: "one\n  two", c: "three\n  four"}\n', [], {"a": {"b": "one two", "c": "three four"}}),
    (
        "a:\n  - {b: 'one}\n  - {b: two}\n",
        ["2:9 the quotation mark that opens here is not closed: close it at the end of the text"],
        {"a": [{"b": "one"}, {"b": "two"}]},
    ),
    (
        'a: "C:\\docs"\nb: 1\n',
        [
            "1:7 a backslash has a meaning of its own inside double quotes: "
            "write two of them, or put the text in single quotes"
        ],
        {"a": "C:\\docs", "b": "1"},
    ),
    # Brackets
    (
        "a: [b, c\nd: e\n",
        ["1:4 the bracket [ that opens here is not closed" + IF_NO_LIST],
        {"a": ["b", "c"], "d": "e"},
    ),
    (
        "a:\n  - {b: c\n  - d\n",
        ["2:5 the bracket { that opens here is not closed" + IF_NO_LIST],
        {"a": [{"b": "c"}, "d"]},
    ),
    (
        "a: {b: c, 'd' e: f}\ng: h\n",
        [
            "1:11 after the closing quotation mark there is more: "
            "put a comma between the two, or put the whole text in double quotes"
        ],
        None,
    ),
    (
        "a: [b, c}\nd: e\n",
        ["1:4 the bracket [ that opens here is not closed" + IF_NO_LIST],
        None,
    ),
    (
        "a: [b,, c]\nd: e\n",
        ["1:7 there is nothing before this sign: take it out"],
        {"a": ["b", "c"], "d": "e"},
    ),
]


@pytest.mark.parametrize(("text", "told", "data"), MISTAKES)
def test_a_mistake_is_told_once_and_the_rest_is_read(text: str, told: list[str], data: Any, tmp_path: Path) -> None:
    source = read(tmp_path, text)
    assert said(source.problems) == [f"x.yaml:{each}" for each in told]
    assert source.data is not None
    if data is not None:
        assert plain(source.data) == data


def test_every_mistake_is_told_in_one_go(tmp_path: Path) -> None:
    text = (
        "title: Room 4: upstairs\n"
        "lead: *Come* along\n"
        "who: 'Miners' Hall'\n"
        "when {{ tonight }}\n"
        "list: [a, b\n"
        "\tx: y\n"
        'open: "one\n'
        "name: A\n"
        "name: B\n"
    )
    source = read(tmp_path, text)
    assert [problem.mark.line for problem in sorted(source.problems, key=lambda each: each.sort_key)] == [
        *range(1, 8),
        9,
    ]


def test_the_file_itself_is_not_touched(tmp_path: Path) -> None:
    text = "a: b: c\nd: *e*\n"
    read(tmp_path, text)
    assert (tmp_path / "x.yaml").read_text() == text


def test_what_cannot_be_mended_ends_the_reading_with_one_message(tmp_path: Path) -> None:
    source = read(tmp_path, "a: 1\n- b\n- c\nd: 2\n")
    assert said(source.problems) == [
        "x.yaml:2:1 this line does not fit what stands before it: "
        "see that it is indented like its neighbours, and has a colon and a space after its name"
    ]
    assert source.data is None


def test_lines_that_could_only_be_guessed_at_are_doubtful(tmp_path: Path) -> None:
    assert read(tmp_path, "a: [b, c\nd: e\nf g\n").doubtful == {1, 3}
    assert read(tmp_path, "a: b: c\n").doubtful == set()
