"""The tag tree of a file: what a screen reader reads out, in its order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

MOST_NODES = 100_000
PICTURES = ("Figure", "Formula")


@dataclass(frozen=True, slots=True)
class Element:
    """`kind` is the standard type that the file's role map leads to: P, H1, Figure, …"""

    kind: str
    described: bool  # has an Alt or ActualText with something in it
    page: int | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A mark on a page that an element holds. `said` is the ActualText that is read out: that of an element,
    which is a leaf of its own with no mark, or nothing, for the marks in whose stead it is read. `head` counts
    the heads of tables, from 1; it is 0 for what stands in none.
    """

    page: int | None
    mcid: int
    label: bool
    picture: bool
    said: str | None
    head: int = 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text that is read out (ActualText) in the stead of what stands under some marks, by page and number."""

    text: str
    picture: bool
    marks: list[tuple[int | None, int]] = field(default_factory=list)


@dataclass(slots=True)
class Tags:
    elements: list[Element] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    heads: int = 0  # of tables
    whole: bool = True  # false where the tree was too large to be read to its end


@dataclass(frozen=True, slots=True)
class _Context:
    page: int | None = None
    label: bool = False
    picture: bool = False
    spoken: Spoken | None = None
    head: int = 0


def read_tags(pdf: pikepdf.Pdf, page_numbers: Mapping[tuple[int, int], int]) -> Tags | None:
    """Read the tree; None where the file has none. `page_numbers` gives the number of a page's object."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return None
    roles = root.get("/RoleMap", pikepdf.Dictionary())
    tags = Tags()
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, _Context]] = [(root.get("/K"), _Context())]
    nodes = 0
    while waiting:
        node, context = waiting.pop()
        nodes += 1
        if nodes > MOST_NODES:
            tags.whole = False
            break
        if isinstance(node, int):
            said = "" if context.spoken else None
            tags.leaves.append(Leaf(context.page, node, context.label, context.picture, said, context.head))
            if context.spoken:
                context.spoken.marks.append((context.page, node))
        elif isinstance(node, pikepdf.Array):
            waiting += [(kid, context) for kid in reversed(node.as_list())]
        elif isinstance(node, pikepdf.Dictionary):
            if node.is_indirect and node.objgen in seen:
                continue
            seen.add(node.objgen)
            waiting += _enter(node, context, tags, roles, page_numbers)
    return tags


def _enter(
    node: Any, context: _Context, tags: Tags, roles: Any, page_numbers: Mapping[tuple[int, int], int]
) -> list[tuple[Any, _Context]]:
    """Note a dictionary of the tree, and return what stands under it."""
    page = context.page
    if isinstance(on := node.get("/Pg"), pikepdf.Dictionary):
        page = page_numbers.get(on.objgen)
    if "/MCID" in node:
        return [(int(node.MCID), replace(context, page=page))]
    if "/S" not in node:  # a link's annotation, say
        return []
    kind = _standard(str(node.S), roles)
    actual = str(node.ActualText) if "/ActualText" in node else None
    described = bool(str(node.get("/Alt", "")).strip() or (actual or "").strip())
    tags.elements.append(Element(kind, described, page))
    picture = context.picture or kind in PICTURES
    spoken = context.spoken
    if actual is not None and spoken is None:
        tags.leaves.append(Leaf(page, -1, context.label, context.picture, actual, context.head))
        spoken = Spoken(actual, picture)
        tags.spoken.append(spoken)
    head = context.head
    if kind == "THead":
        tags.heads += 1
        head = tags.heads
    within = _Context(page, context.label or kind == "Lbl", picture, spoken, head)
    return [(node.get("/K"), within)]


def _standard(name: str, roles: Any) -> str:
    for _ in range(8):  # a role may lead to a role, and a broken file in a circle
        leads_to = roles.get(name)
        if not isinstance(leads_to, pikepdf.Name):
            break
        name = str(leads_to)
    return name.removeprefix("/")
