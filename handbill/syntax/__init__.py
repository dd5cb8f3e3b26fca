"""What is wrong with the syntax of a YAML file, in plain words, and how to read on after it.

The parser stops at the first mistake, and says it in words of its own. Here its findings are
traced to what the person did (a colon inside a text, a quotation mark left open), and the line
is mended in memory, never on disk, so that the rest of the file can be read and all mistakes
told in one go.
"""

from __future__ import annotations

from collections.abc import Callable

from handbill.syntax import quoting, shape
from handbill.syntax.fault import Fault, Repair

__all__ = ["Fault", "Repair", "diagnose"]

Rule = Callable[[list[str], Fault], Repair | None]

_RULES: tuple[Rule, ...] = (
    shape.tab,
    quoting.sharp,
    quoting.backslash,
    quoting.first_letter,
    quoting.placeholder,
    quoting.mark_inside,
    quoting.open_quote,
    quoting.open_in_brackets,
    quoting.bracket,
    quoting.text_in_brackets,
    shape.misplaced,
    quoting.colon,
    shape.no_colon,
    shape.indentation,
)


def diagnose(lines: list[str], fault: Fault) -> Repair:
    """Say what a fault comes from, and how to read on. The first rule that knows it has the word."""
    fault = fault.within(lines)
    for rule in _RULES:
        if repair := rule(lines, fault):
            return repair
    return Repair(
        fault.line,
        fault.column,
        "this line does not fit what stands before it",
        "see that it is indented like its neighbours, and has a colon and a space after its name",
    )
