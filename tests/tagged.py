"""The tags of a PDF as pdfium reads them: what is read out, in its order, and in which language."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium


class Said(NamedTuple):
    lang: str
    text: str


def tagged(pdf: bytes) -> list[Said]:
    """Return each text that the tags name (ActualText), with the language of the nearest tag that has one."""
    document = pypdfium2.PdfDocument(pdf)
    found: list[Said] = []
    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            found += _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number), "")
        pdfium.FPDF_StructTree_Close(tree)
    return found


def _below(element: Any, lang: str) -> Iterator[Said]:
    lang = _string(pdfium.FPDF_StructElement_GetLang, element) or lang
    if text := _string(pdfium.FPDF_StructElement_GetActualText, element):
        yield Said(lang, text)
        return
    for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
        if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, number):
            yield from _below(child, lang)


def _string(get: Callable[..., int], element: Any) -> str:
    size = get(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(element, buffer, size)
    return buffer.raw[:size].decode("utf-16-le").rstrip("\0")
