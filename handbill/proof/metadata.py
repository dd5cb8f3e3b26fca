"""What a file says of itself: its title, and the standard that it claims to keep."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

import pikepdf

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
UA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"


@dataclass(frozen=True, slots=True)
class Metadata:
    """`titles` are those of the Info dictionary and the XMP packet, where they have one."""

    titles: tuple[str, ...]
    ua_part: str  # '1' in a file that claims PDF/UA-1


def read_metadata(pdf: pikepdf.Pdf) -> Metadata:
    """Raises ElementTree.ParseError where the XMP packet is not XML."""
    info = pdf.trailer.get("/Info", pikepdf.Dictionary())
    titles = [str(info.get("/Title", ""))]
    part = ""
    packet = pdf.Root.get("/Metadata")
    if isinstance(packet, pikepdf.Stream):
        for element in _parse(packet.read_bytes()).iter():
            if element.tag == DC_TITLE:
                titles += [each.text or "" for each in element.iter(f"{RDF}li")]
            elif element.tag == UA_PART:
                part = (element.text or "").strip()
            part = element.get(UA_PART, part)
    return Metadata(tuple(" ".join(title.split()) for title in titles if title.strip()), part)


def _parse(data: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # XMP has neither, and entities can be made to explode
        raise ElementTree.ParseError("the metadata declare entities")
    return ElementTree.fromstring(data)
