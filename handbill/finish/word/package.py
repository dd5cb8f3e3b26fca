"""The package that a Word document is: which parts it has, and the same bytes for the same document."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from handbill.finish.word.styles import Faces
from handbill.finish.word.xml import element, value

_LEFT_OUT: Final = (
    "/customXml",
    "/stylesWithEffects",
    "/webSettings",
    "/theme",
    "/thumbnail",
    "/app.xml",
    "/fontTable",
)
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_FIRST: Final = "[Content_Types].xml"  # which readers look for at the start


def strip(document: Any) -> None:
    """Take out the parts of python-docx's own template that this document has no use for."""
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if any(each in str(relation.target_part.partname) for each in _LEFT_OUT):
                del relations[key]


def add_fonts(document: Any, faces: Faces) -> None:
    """Add the table of fonts: where one is not installed, the program takes the one that is named with it."""
    table = element("fonts")
    for name, instead in dict.fromkeys((faces.text, faces.complex)):
        table.append(
            element("font", value("altName", instead), value("family", "swiss"), value("pitch", "variable"), name=name)
        )
    data = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, data, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def reproducible(data: bytes) -> bytes:
    """Return the same package with its parts in order and no time in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return file.getvalue()
