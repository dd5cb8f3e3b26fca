"""Is the file whole, quiet and small: nothing broken, nothing that acts by itself?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from handbill.proof.expected import Expected
from handbill.proof.opened import Opened
from handbill.proof.report import Note

ACTIONS = {
    "/JavaScript": "runs JavaScript",
    "/Launch": "starts a program",
    "/SubmitForm": "sends a form",
    "/ImportData": "imports data",
    "/GoToR": "opens another file",
    "/GoToE": "opens an embedded file",
    "/Rendition": "plays a recording",
    "/Sound": "plays a sound",
    "/Movie": "plays a film",
    "/RichMediaExecute": "runs rich media",
}
ANNOTATIONS = {
    "/FileAttachment": "has a file attached to a page",
    "/RichMedia": "holds rich media",
    "/Screen": "holds a recording",
    "/Movie": "holds a film",
    "/Sound": "holds a sound",
    "/3D": "holds a 3D model",
}


def opens(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Does the file open in two readers, undamaged and without encryption?"""
    for problem in opened.damage:
        yield Note("fail", f"the file is damaged: {problem}")
    if opened.pdf.is_encrypted:
        yield Note("fail", "the file is encrypted")
    if opened.stopped:
        number = len(opened.pages) + 1
        yield Note("fail", f"page {number} {opened.stopped}", number)
    yield Note("pass", f"opens, PDF {opened.pdf.pdf_version}")


def active(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is there anything that acts by itself, or that reaches outside the file?"""
    seen: set[str] = set()
    root = opened.pdf.Root
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") not in (None, "/GoTo"):
        seen.add("does something when it is opened")
    for found in opened.dictionaries:
        seen.update(_acts(found))
    for told in sorted(seen):
        yield Note("fail", told)
    if any("/EF" in found for found in opened.dictionaries):
        yield Note(expected.by_our_rules, "carries another file inside it")
    yield Note("pass", "nothing acts by itself")


def _acts(found: Any) -> Iterator[str]:
    """Say what a dictionary would set going."""
    kind = found.get("/S")
    if isinstance(kind, pikepdf.Name) and str(kind) in ACTIONS and found.get("/Type", "/Action") == "/Action":
        yield ACTIONS[str(kind)]
    elif "/JS" in found:
        yield ACTIONS["/JavaScript"]
    if "/AA" in found:
        yield "does something by itself as it is read"
    if "/XFA" in found:
        yield "holds an XFA form"
    if "/Rect" in found and str(found.get("/Subtype")) in ANNOTATIONS:
        yield ANNOTATIONS[str(found.Subtype)]
    if isinstance(found, pikepdf.Stream) and "/F" in found:
        yield "takes part of itself from another file"
    if found.get("/FS") == "/URL":
        yield "takes a file from the web"


def size_in_bytes(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is the file as small as it should be?"""
    if expected.most_bytes is None:
        return
    size = len(opened.data)
    if size > expected.most_bytes:
        yield Note("fail", f"{_kilobytes(size)}, more than the {_kilobytes(expected.most_bytes)} allowed")
    yield Note("pass", _kilobytes(size))


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} kB"
