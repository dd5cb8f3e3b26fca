"""What an element of a composed page is: a line of text, a line to write on, a code, what it makes of what is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from handbill.manuscript.blocks import Drawn, Kind, Mark
from handbill.markup import INLINE

ROLES: Final = {
    "kind": "kind",
    "branch": "body",
    "organisation": "organisation",
    "sources": "small",
    "small": "small",
    "at": "time",
    "length": "small",
    "imprint": "imprint",
    "recipient": "address",
    "dated": "dated",
    "salutation": "salutation",
    "sign-off": "closing",
}
"""What a paragraph is, by a class of it or of what it stands in; else it is running text."""

ASIDE: Final = frozenset(("unvoted",))
"""Classes of what is no part of the document proper, and stands apart from it."""

_LOOKS: Final = {
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "sup": "raised",
    "sub": "lowered",
}


@dataclass(frozen=True, slots=True)
class Within:
    """What the elements round a place make of it."""

    role: str = ""
    aside: bool = False
    apart: bool = False
    looks: frozenset[str] = frozenset()
    link: str = ""
    mark: Mark = ""
    lang: str = ""
    entry: tuple[Kind, int] | None = None  # the kind of list whose entry it stands in, and its level
    series: int = 0  # of that list
    depth: int = 0  # of lists


def entered(element: Any, within: Within) -> Within:
    """Return what holds inside an element."""
    classes = classes_of(element)
    role = next((ROLES[each] for each in classes if each in ROLES), within.role)
    look = "strong" if is_label(element) else _LOOKS.get(element.tag)
    mark: Mark = element.tag if element.tag in ("ins", "del") else within.mark
    return replace(
        within,
        role=role,
        aside=within.aside or bool(ASIDE & set(classes)),
        apart=within.apart or element.get("data-apart") is not None,
        looks=within.looks | {look} if look else within.looks,
        link=_link(element) if element.tag == "a" else within.link,
        mark=mark,
        lang=element.get("lang", within.lang),
    )


def _link(element: Any) -> str:
    """Return where a link leads: nowhere, if only to another page of a paper that has pages."""
    leads = str(element.get("href") or "")
    return "" if leads.startswith("#") else leads


def classes_of(element: Any) -> list[str]:
    """Return the classes of an element."""
    return str(element.get("class") or "").split()


def is_inline(element: Any) -> bool:
    """Say whether an element stands in a line of text; what is put in or taken out may be a line or many."""
    if element.tag in ("ins", "del"):
        return all(is_inline(each) or each.tag in ("br", "img") for each in element if isinstance(each.tag, str))
    return element.tag in INLINE


def is_label(element: Any) -> bool:
    """Say whether an element names what stands after it in its line, with no mark between them."""
    if element.tag != "span" or "label" not in classes_of(element):
        return False
    goes_on = (element.tail or "").strip() or element.getnext() is not None
    return bool(goes_on) and not "".join(element.itertext()).rstrip().endswith(":")


def is_line(element: Any) -> bool:
    """Say whether an element is a line to write on."""
    return "line" in classes_of(element) and not len(element) and not (element.text or "").strip()


def code_in(element: Any) -> Any:
    """Return the child of an element that is a drawn code, or holds nothing else."""
    for child in element:
        if child.get("data-only") == "paper":
            continue
        if child.tag == "svg" or (child.tag == "div" and [each.tag for each in child] == ["svg"]):
            return child
    return None


def drawn_code(element: Any) -> Drawn:
    """Return a code as a picture, with the link that its title names."""
    title = next(element.iter("title"), None)
    alt = "" if title is None else str(title.text or "")
    return Drawn(alt.partition(": ")[2], alt, code=True)
