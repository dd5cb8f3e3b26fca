"""The entries of a list, and their numbers: what the page prints, which the reader's program then counts by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from handbill.manuscript.blocks import LETTERS, Block, Kind, Mark, Number, Paragraph, Words
from handbill.manuscript.elements import classes_of


def entries_of(element: Any) -> Iterator[tuple[Any, Mark]]:
    """Yield the entries of a list, each with the mark that stands round it."""
    for child in element:
        if child.tag == "li":
            yield child, ""
        elif child.tag in ("ins", "del"):
            yield from ((each, child.tag) for each in child if each.tag == "li")


def kind_of(element: Any) -> Kind:
    """Return what counts the entries of a list: those of which one shows its number are clauses."""
    if element.tag == "ul":
        return "bullet"
    return "clause" if any(_label_of(item) is not None for item, _ in entries_of(element)) else "list"


def _label_of(item: Any) -> Any:
    """Return the element at the start of an entry that shows its number or letter."""
    for child in item:
        if child.tag == "span" and {"number", "letter"} & set(classes_of(child)):
            return child
        if child.tag in ("ins", "del") and (found := _label_of(child)) is not None:
            return found
        if not (item.text or "").strip() and child.tag == "wbr":
            continue
        return None
    return None


def take_label(item: Any) -> str:
    """Take the number or letter of an entry, or the plus of a new one, out of it, and return it."""
    found = _label_of(item)
    if found is None:
        return ""
    printed = "".join(found.itertext()).strip()
    found.drop_tree()
    return printed


def place_of(label: str, level: int) -> int | None:
    """Return how far a number or a letter has counted; None where it is neither."""
    if level == 0 and re.fullmatch(r"[1-9]\d{0,3}", label):
        return int(label)
    return LETTERS.index(label) + 1 if level and len(label) == 1 and label in LETTERS else None


def numbered(blocks: list[Block], number: Number | None, printed: str, label: str) -> list[Block]:
    """Give the first paragraph of an entry its number, or the label where that is none to be counted."""
    first = next((place for place, block in enumerate(blocks) if isinstance(block, Paragraph)), None)
    if first is not None and isinstance(paragraph := blocks[first], Paragraph):
        inlines = (Words(label), *paragraph.inlines) if label else paragraph.inlines
        blocks[first] = replace(paragraph, number=number, printed=printed, inlines=inlines)
    return blocks
