"""Problems as they are told, and the hints for misspelt words."""

from __future__ import annotations

import pytest

from handbill.errors import ContentError, Mark, Problem, did_you_mean, shortened


def test_a_problem_shows_its_line_with_carets() -> None:
    problem = Problem(Mark("a.yaml", 7, 3, 4), "unknown field 'nmae'", "did you mean 'name'?", "  nmae: A")
    assert str(problem) == ("a.yaml:7:3  unknown field 'nmae': did you mean 'name'?\n    7 |   nmae: A\n          ^^^^")


def test_a_warning_says_so_and_a_file_needs_no_line() -> None:
    assert str(Problem(Mark("a.yaml"), "it is old", severity="warning")) == "a.yaml  warning: it is old"


def test_carets_stand_under_wide_letters_and_behind_tabs() -> None:
    told = str(Problem(Mark("a.yaml", 1, 4, 2), "no", "", "\t北京ab"))
    assert told.split("\n")[2] == "        \t    ^^"
    told = str(Problem(Mark("a.yaml", 1, 1, 2), "no", "", "北京"))
    assert told.split("\n")[2] == "        ^^^^"


def test_of_a_very_long_line_the_part_that_matters_is_shown() -> None:
    line = "x" * 5_000 + "HERE" + "x" * 5_000
    *_, shown, carets = str(Problem(Mark("a.yaml", 1, 5_001, 4), "no", "", line)).split("\n")
    assert shown[carets.index("^") :].startswith("HERE")
    assert len(shown) < 200
    assert shown.endswith("…")
    assert "| …" in shown


def test_a_terminal_is_not_obeyed() -> None:
    told = str(Problem(Mark("a\x1b.yaml", 1, 1), "\x1b[31mred\u202e", "\x07", "\x1b]0;title\x07"))
    assert not any(ord(letter) < 32 and letter != "\n" for letter in told)
    assert "\u202e" not in told


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    one, two, three = (Problem(Mark(file, line, 1), "no") for file, line in (("a", 2), ("a", 10), ("b", 1)))
    assert ContentError([three, two, one]).problems == (one, two, three)


@pytest.mark.parametrize(
    ("word", "choices", "hint"),
    [
        ("secretery", ["name", "secretary"], "did you mean 'secretary'?"),
        ("NAME", ["name"], "did you mean 'name'?"),
        ("a5", ["A4", "A5"], "did you mean 'A5'?"),
        ("zzz", ["one", "two"], "choose from one, two"),
        ("zzz", [], ""),
        ("zzz", [str(n) for n in range(23)], f"choose from {', '.join(map(str, range(20)))} and 3 more"),
        ("x" * 1_000_000, ["name"], "choose from name"),
    ],
)
def test_did_you_mean(word: str, choices: list[str], hint: str) -> None:
    assert did_you_mean(word, choices) == hint


def test_what_is_repeated_in_a_message_is_kept_short() -> None:
    assert shortened("two\n lines") == "two lines"
    assert len(shortened("x" * 1_000)) == 60
