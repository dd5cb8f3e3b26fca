"""Is the file whole, quiet and small: nothing broken, nothing that acts by itself?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from handbill.proof.expected import CARRIED, Expected
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
    if any("/EF" in found and not _is_source(found) for found in opened.dictionaries):
        yield Note(expected.by_our_rules, "carries another file inside it")
    yield Note("pass", "nothing acts by itself")


def carried(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is the text inside it, from which the paper was made, the one that went in?"""
    there = opened.pdf.attachments
    for name in sorted(set(there) - set(expected.carries)) if expected.ours else ():
        yield Note("fail", f"carries {name}, which did not go in")
    for name, wanted in expected.carries.items():
        if name not in there:
            yield Note("fail", f"does not carry its text, {name}")
        elif there[name].get_file().read_bytes() != wanted:
            yield Note("fail", f"the text that it carries, {name}, is not the one that went in")
        else:
            yield Note("pass", f"carries its text, {name}")


def _is_source(found: Any) -> bool:
    """Is a file inside the text of a paper, which `handbill open` gets back? It is plain, and does nothing."""
    file = found.EF.get("/F")
    plain = isinstance(file, pikepdf.Stream) and file.get("/Subtype") == f"/{CARRIED}"
    return plain and found.get("/AFRelationship") == "/Source"


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
