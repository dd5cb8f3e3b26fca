"""What a file says of itself: its title, and the standard that it claims to keep."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

import pikepdf

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
UA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"
X_VERSION = ("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion", "{http://ns.adobe.com/pdfx/1.3/}GTS_PDFXVersion")
TRAPPED = "{http://ns.adobe.com/pdf/1.3/}Trapped"


@dataclass(frozen=True, slots=True)
class Metadata:
    """`titles` are those of the Info dictionary and the XMP packet, where they have one."""

    titles: tuple[str, ...]
    ua_part: str = ""  # '1' in a file that claims PDF/UA-1
    x_versions: tuple[str, ...] = ()  # 'PDF/X-4', from XMP and Info
    trapped: tuple[str, ...] = ()  # 'True', 'False' or 'Unknown', from XMP and Info
    has_xmp: bool = False

    @property
    def x_version(self) -> str:
        """The PDF/X that the file claims to be; '' where it claims none."""
        return self.x_versions[0] if self.x_versions else ""


def read_metadata(pdf: pikepdf.Pdf) -> Metadata:
    """Raises ElementTree.ParseError where the XMP packet is not XML."""
    info = pdf.trailer.get("/Info", pikepdf.Dictionary())
    titles = [str(info.get("/Title", ""))]
    said: dict[str, list[str]] = {tag: [] for tag in (UA_PART, *X_VERSION, TRAPPED)}
    packet = pdf.Root.get("/Metadata")
    if isinstance(packet, pikepdf.Stream):
        for element in _parse(packet.read_bytes()).iter():
            if element.tag == DC_TITLE:
                titles += [each.text or "" for each in element.iter(f"{RDF}li")]
            for tag, values in said.items():
                values += [element.text or ""] if element.tag == tag else []
                values += [element.attrib[tag]] if tag in element.attrib else []
    return Metadata(
        titles=_told(titles),
        ua_part="".join(said[UA_PART]).strip(),
        x_versions=_told([*said[X_VERSION[0]], *said[X_VERSION[1]], str(info.get("/GTS_PDFXVersion", ""))]),
        trapped=_told([*said[TRAPPED], str(info.get("/Trapped", "")).removeprefix("/")]),
        has_xmp=isinstance(packet, pikepdf.Stream),
    )


def _told(values: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(value.split()) for value in values if value.strip())


def _parse(data: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # XMP has neither, and entities can be made to explode
        raise ElementTree.ParseError("the metadata declare entities")
    return ElementTree.fromstring(data)
