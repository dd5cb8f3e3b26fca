"""All that a proof looks for: a function a check, a module a family of them.

A check gets the opened file and what is expected of it. It yields a note for each fault, and one
that passes, which is told only where there is no fault. It yields nothing where there is nothing
to judge. What is wrong only by handbill's own rules is a warning in a stranger's file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from handbill.proof.checks import (
    access,
    codes,
    colour,
    drawing,
    edges,
    fit,
    imposed,
    ink,
    intent,
    paper,
    soundness,
    typography,
    words,
)
from handbill.proof.expected import Expected
from handbill.proof.opened import Opened
from handbill.proof.report import Note

Check = Callable[[Opened, Expected], Iterable[Note]]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "opens": soundness.opens,
        "size": paper.size,
        "pages": paper.pages,
        "fonts": typography.fonts,
        "type": typography.sizes,
        "fit": fit.fit,
        "qr": codes.qr,
        "text": words.text,
        "imprint": words.imprint,
        "draft": words.draft,
        "placeholder": words.placeholder,
        "links": access.links,
        "tags": access.tags,
        "title": access.title,
        "lang": access.lang,
        "bookmarks": access.bookmarks,
        "active": soundness.active,
        "carried": soundness.carried,
        "bytes": soundness.size_in_bytes,
        "intent": intent.intent,
        "trapped": intent.trapped,
        "annotations": intent.overlays,
        "colours": colour.colours,
        "plates": colour.plates,
        "ink": ink.ink,
        "black": colour.black,
        "transparency": colour.transparency,
        "bleed": edges.bleed,
        "safe": edges.safe,
        "marks": edges.marks,
        "lines": drawing.lines,
        "images": drawing.images,
        "edge": edges.edge,
        "placed": imposed.placed,
    }
)
