"""YAML read into data that knows its lines; whatever a file holds, reading ends, and soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbill.errors import Mark
from handbill.source import MOST_BYTES, Map, Seq, Text, read_yaml
from tests.projects import plain, read, said

EXAMPLES = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize(
    "typed",
    ["01632 960123", "no", "yes", "1.10", "12:30", "2026-03-01", "0x1f", "1_000", "~", "null", "1e3", ".5", "=", "017"],
)
def test_a_scalar_stays_as_it_was_typed(typed: str, tmp_path: Path) -> None:
    source = read(tmp_path, f"a: {typed}\n")
    assert source.data == {"a": typed}
    assert isinstance(source.data["a"], Text)


def test_everything_knows_its_place(tmp_path: Path) -> None:
    data = read(tmp_path, 'name: A\nlist:\n  - one\n  - {b: "two"}\n').data
    assert data["name"].mark == Mark("x.yaml", 1, 7, 1)
    assert data.key_mark("list") == Mark("x.yaml", 2, 1, 4)
    assert isinstance(data["list"], Seq)
    assert [mark.line for mark in data["list"].marks] == [3, 4]
    assert isinstance(data["list"][1], Map)
    assert data["list"][1]["b"].mark == Mark("x.yaml", 4, 9, 5)
    assert data.key_mark("not there") == data.mark == Mark("x.yaml", 1, 1, 1)


def test_columns_count_characters(tmp_path: Path) -> None:
    assert read(tmp_path, "{né: ö, 北京: x}\n").data["北京"].mark == Mark("x.yaml", 1, 13, 1)


def test_an_empty_value_is_none(tmp_path: Path) -> None:
    assert read(tmp_path, 'a:\nb: ""\nc: []\nd:\n  -\n').data == {"a": None, "b": "", "c": [], "d": [None]}


@pytest.mark.parametrize(
    ("typed", "column", "torn"),
    [
        ("[It had 212,000 visits last year., Two]", 16, "212,000"),
        ("[212,000 visits last year, Two]", 9, "212,000"),
        ("[£1,250]", 8, "1,250"),
    ],
)
def test_a_number_that_a_comma_between_brackets_tears_is_told(
    typed: str, column: int, torn: str, tmp_path: Path
) -> None:
    assert said(read(tmp_path, f"a: {typed}\n").problems) == [
        f"x.yaml:1:{column} between [ and ] the number {torn} is torn in two at its comma: "
        "write each entry on a line of its own after '- ', or in double quotes; "
        "if two are meant, with a space after the comma"
    ]


@pytest.mark.parametrize(
    "typed", ['["212,000 visits", Two]', "[100, 200]", "[1,2]", "[A1,b]", "[a,123 b]", "\n  - 212,000"]
)
def test_other_lists_are_lists(typed: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"a: {typed}\n").problems == []


def test_texts_over_several_lines(tmp_path: Path) -> None:
    data = read(tmp_path, 'a: >-\n  one\n  two\nb: |\n  one\n   two\nc: one\n  two\nd: "one\n  two"\n').data
    assert data == {"a": "one two", "b": "one\n two\n", "c": "one two", "d": "one two"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff", "# a comment: *\n\n", "---\n"])
def test_line_ends_and_beginnings(start: str, end: str, tmp_path: Path) -> None:
    text = f"{start}a: 1\nb: 2\n".replace("\n", end)
    source = read(tmp_path, text)
    assert (source.data, source.problems) == ({"a": "1", "b": "2"}, [])
    assert source.data["b"].mark.line == 2 + start.count("\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "x.yaml:1:1 the file is empty: write its fields, or delete it"),
        (b"\n  \n# only a comment\n", "x.yaml:1:1 the file is empty: write its fields, or delete it"),
        (b"---\n", "x.yaml:1:1 the file holds no fields: begin a line with a name and a colon: title: …".strip()),
        (b"- a\n- b\n", "x.yaml:1:1 the file holds no fields: begin a line with a name and a colon: title: …"),
        (b"just words\n", "x.yaml:1:1 the file holds no fields: begin a line with a name and a colon: title: …"),
        ("a: é\n".encode("utf-16"), "x.yaml:1:1 the file is in UTF-16: save it again as UTF-8"),
        ("a: é\n".encode("utf-16-le"), "x.yaml:1:1 the file is in UTF-16: save it again as UTF-8"),
        ("a: é\n".encode("utf-16-be"), "x.yaml:1:1 the file is in UTF-16: save it again as UTF-8"),
        (
            "a: b\nc: naïve\n".encode("latin-1"),
            "x.yaml:2:6 the file is not in UTF-8: this letter cannot be read: "
            "save the file again, choosing the encoding UTF-8",
        ),
        (b"a: b\x07c\n", "x.yaml:1:5 there is a character that cannot be printed (U+0007): delete it"),
        ("a: \ue000\n".encode(), "x.yaml:1:4 there is a character that cannot be printed (U+E000): delete it"),
        ("a: b\u2028c\n".encode(), "x.yaml:1:5 there is a character that cannot be printed (U+2028): delete it"),
        (b"a: b\x0cc\n", "x.yaml:1:5 there is a character that cannot be printed (U+000C): delete it"),
        (b"a: b\n---\nc: d\n", "x.yaml:2:1 a second document begins here: keep one in a file: delete the ---"),
        (b"a: b\na: c\n", "x.yaml:2:1 'a' is given twice: it stands on line 1 already; keep one of them"),
        (b"x: {a: b, a: c}\n", "x.yaml:1:11 'a' is given twice: it stands on line 1 already; keep one of them"),
        (
            b"colour: #c8102e\n",
            "x.yaml:1:9 '#c8102e' is taken for a comment and not read: put the whole text in double quotes",
        ),
        (
            b"place: Flat #3, Weir\n",
            "x.yaml:1:13 warning: '#3,' is taken for a comment and not read: "
            "put the whole text in double quotes, or a space after the # of a comment",
        ),
    ],
)
def test_what_is_told_of_a_file(content: bytes, told: str, tmp_path: Path) -> None:
    assert said(read(tmp_path, content).problems) == [told]


def test_a_comment_with_a_space_is_a_comment(tmp_path: Path) -> None:
    source = read(tmp_path, "a: b # c\nd: # e\n  f\ng: 'h' #i\nj: k#l\nm: [n] #o\n")
    assert source.problems == []
    assert source.data == {"a": "b", "d": "f", "g": "h", "j": "k#l", "m": ["n"]}


def test_the_first_of_two_counts_and_the_file_is_read_on(tmp_path: Path) -> None:
    source = read(tmp_path, "a: 1\nb: 2\na: 3\nc: 4\nb: 5\n")
    assert source.data == {"a": "1", "b": "2", "c": "4"}
    assert [problem.mark.line for problem in source.problems] == [3, 5]
    assert not source.sound


def test_a_file_in_another_encoding_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    source = read(tmp_path, "a: naïve\nb: plain\n".encode("latin-1"))
    assert source.data["b"] == "plain"
    assert source.doubtful == {1}
    assert read(tmp_path, "a: naïve\n".encode("utf-16")).data == {"a": "naïve"}


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    assert said(read_yaml(tmp_path / "none.yaml", "none.yaml").problems) == [
        "none.yaml the file cannot be read (No such file or directory)"
    ]
    assert len(read_yaml(tmp_path, "folder").problems) == 1


def test_a_part_of_a_text_is_found_in_the_file(tmp_path: Path) -> None:
    source = read(tmp_path, "a: x\nb: |\n  one x\n  two x x\nc: >-\n  x y\n")
    text = source.data["b"]
    found = [source.within(text, "x", nth) for nth in range(3)]
    assert found == [Mark("x.yaml", 3, 7, 1), Mark("x.yaml", 4, 7, 1), Mark("x.yaml", 4, 9, 1)]
    assert source.within(text, "not there") == text.mark
    assert source.within(Text("given", Mark("--set a")), "v") == Mark("--set a")


# What is too much


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a: " + "[" * 10_000, "is nested too deeply"),
        ("a: " + "[" * 40 + "]" * 40, "is nested too deeply"),
        ("a: " + "{b: " * 10_000, "is nested too deeply"),
        ("\n".join(f"{' ' * n}a:" for n in range(400)), "is nested too deeply"),
        ("- " * 5_000 + "a\n", "is nested too deeply"),
        ("a:\n" + "- b\n" * 60_000, "has too many entries"),
        ("a: [" + "b," * 60_000 + "]", "has too many entries"),
        ("a: " + "b" * (2 * 1024 * 1024), f"is larger than {MOST_BYTES // 1024} kB"),
        ("a: &b [c]\n" + "d: *b\n" * 1_000, "a text that begins with"),
        ("a: b: c\n" * 1_000, "this text has a colon"),
        ("\t- a\n" * 20_000, "is indented with a tab"),
        ("'" * 100_000, ""),
        ("a: '" + "x' " * 50_000, "apostrophe"),
        ('a: "' + "\\" * 100_001, ""),
        ("{" * 3_000 + "}" * 3_000, ""),
        ("? " * 10_000, ""),
        ("a: |\n" + "  b\n c\n" * 5_000, "indented"),
    ],
)
def test_what_is_too_much_is_told_soon(content: str, told: str, tmp_path: Path) -> None:
    start = time.process_time()
    problems = read(tmp_path, content).problems
    assert time.process_time() - start < 10
    assert problems
    assert told in problems[0].message
    assert len(problems) <= 61


def test_a_very_long_line_is_fine(tmp_path: Path) -> None:
    source = read(tmp_path, "a: " + "word " * 100_000)
    assert source.problems == []
    assert len(source.data["a"]) == 499_999


# Anything


@EXAMPLES
@given(content=st.binary(max_size=400))
def test_any_bytes_can_be_read(content: bytes, tmp_path: Path) -> None:
    source = read(tmp_path, content)
    assert source.data is None or isinstance(source.data, Map)
    assert source.problems or source.data is not None
    for problem in source.problems:
        assert str(problem)
        assert problem.mark.line <= max(1, len(source.lines))


WORDS = st.sampled_from(["a", "b", "~", "é", "…", "words and words", "text: ", ": ", ":", "- ", "&x", "*x", "{{ a }}"])
SIGNS = st.sampled_from([*" \n\n\t'\"[]{},#!|>%@`\\?", "  ", "---"])
YAMLISH = st.lists(WORDS | SIGNS, max_size=40).map("".join)


@settings(EXAMPLES, max_examples=600)
@given(content=YAMLISH)
def test_anything_like_yaml_can_be_read_and_mistakes_have_a_place(content: str, tmp_path: Path) -> None:
    source = read(tmp_path, content)
    assert source.problems or source.data is not None
    for problem in source.problems:
        assert 0 < problem.mark.line <= max(1, len(source.lines))
        assert 0 < problem.mark.column <= len(problem.excerpt) + 1
        assert problem.message
    told = [(problem.mark.line, problem.message) for problem in source.problems]
    assert len(told) == len(set(told)) or any("is given twice" in message for _, message in told)


@EXAMPLES
@given(content=YAMLISH)
def test_what_other_readers_take_is_read_the_same(content: str, tmp_path: Path) -> None:
    """Where a plain YAML reader finds a mapping, the texts are the same, or there is a problem."""
    try:
        theirs = yaml.load(content, Loader=yaml.BaseLoader)
    except Exception:
        return
    source = read(tmp_path, content)
    if isinstance(theirs, dict) and not source.problems:
        assert plain(source.data) == _blank_as_none(theirs, source.data)


def _blank_as_none(theirs: object, ours: object) -> object:
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return {key: _blank_as_none(value, ours[key]) for key, value in theirs.items()}
    if isinstance(theirs, list) and isinstance(ours, list):
        return [_blank_as_none(one, other) for one, other in zip(theirs, ours, strict=True)]
    return None if theirs == "" and ours is None else theirs


@EXAMPLES
@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1).filter(str.strip),
        st.recursive(
            st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=6,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_that_is_written_comes_back(tmp_path: Path, data: dict[str, object]) -> None:
    source = read(tmp_path, yaml.safe_dump(data, allow_unicode=True, default_style='"'))
    assert source.problems == []
    assert plain(source.data) == plain(data)
