"""The numbers of lines, which Word counts by itself, in paragraphs whose style has them.

The lines end where those of the laid-out page end, so that the numbers are the same. They are
counted afresh for each series, which Word does where a section begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any, Final

from docx.oxml.ns import qn

from handbill.finish.word.xml import element, twips, value

DISTANCE: Final = 4.0  # mm, between a number and the text
ROOM: Final = 15.0  # mm that a line may reach into the margin, where the fonts of the machine are wide ones


def number_lines(document: Any, counted: Sequence[tuple[Any, str]]) -> None:
    """Number the lines of a document of one section. `counted` has the paragraphs that count, with their series."""
    if not counted:
        return
    last = document.sections[0]._sectPr
    last.find(qn("w:pgSz")).addprevious(value("type", "continuous"))
    numbers = element("lnNumType", countBy=1, distance=twips(DISTANCE), restart="newSection")
    last.find(qn("w:pgMar")).addnext(numbers)
    for style in document.styles.element.iter(qn("w:style")):
        _make_room(style)
    for (_, before), (paragraph, series) in pairwise(counted):
        if series != before:
            _end_section(paragraph, last)


def _end_section(paragraph: Any, last: Any) -> None:
    """End a section just before a paragraph; it is laid out as the last one is."""
    ends = paragraph.getprevious()
    ends.get_or_add_pPr().append(deepcopy(last))


def _make_room(style: Any) -> None:
    """Let lines that are counted be as long as they have to be: none may go on in another line."""
    counted = style.find(f"{qn('w:pPr')}/{qn('w:suppressLineNumbers')}")
    indent = style.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    if counted is not None and counted.get(qn("w:val")) == "0" and indent is not None:
        indent.set(qn("w:right"), str(-twips(ROOM)))
