"""The live links of a file, and what counts as a placeholder among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import pikepdf

from handbill.proof.opened import Opened
from handbill.proof.report import Box

# RFC 2606 keeps these for examples; under `.example` a branch may have an invented address.
PLACEHOLDER = re.compile(r"(?<![\w.-])(?:[\w-]+\.)*example\.(?:org|com|net)\b[^\s<>”’]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """`address` is '' for a link within the file."""

    address: str
    page: int
    box: Box

    @property
    def scheme(self) -> str:
        return self.address.partition(":")[0].casefold() if ":" in self.address else ""


def live_links(opened: Opened) -> Iterator[Link]:
    """Yield the link annotations of the pages looked at."""
    for page in opened.pages:
        for annotation in opened.pdf.pages[page.number - 1].get("/Annots", []):
            if not isinstance(annotation, pikepdf.Dictionary) or annotation.get("/Subtype") != "/Link":
                continue
            action = annotation.get("/A", pikepdf.Dictionary())
            left, bottom, right, top = (float(edge) for edge in annotation.Rect.as_list())
            box = page.place(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
            yield Link(str(action.get("/URI", "")), page.number, box)


def bare(address: str) -> str:
    """Return an address so that two ways of writing one are equal."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    rest = "" if (parts.path, parts.query, parts.fragment) == ("/", "", "") else address.strip()
    start = f"{parts.scheme}://{parts.netloc}".casefold() if parts.netloc else ""
    return start + unquote(rest[len(start) :]) if rest else start
