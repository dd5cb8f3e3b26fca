"""Elements of WordprocessingML, short to write."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

TWIPS_PER_MM: Final = 1440 / 25.4
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, /, *children: Any, text: str = "", **values: object) -> Any:
    """Return an element of the namespace w, with attributes of it; `text` keeps its spaces."""
    made: Any = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    for child in children:
        if child is not None:
            made.append(child)
    if text:
        made.text = text
        made.set(SPACE, "preserve")
    return made


def value(name: str, val: object) -> Any:
    """Return an element that has but a value."""
    return element(name, val=val)


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)
