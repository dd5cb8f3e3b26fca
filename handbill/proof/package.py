"""A Word document as it lies in its file: a zip of XML parts, opened without the program that made it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urljoin

from lxml import etree

MOST_BYTES: Final = 200 * 2**20  # unpacked
MOST_PARTS: Final = 2000
DOCUMENT: Final = "officeDocument"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"


class Unsound(Exception):
    """The file can't be looked at at all. The message says why, as the end of 'The file …'."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part names: `target` is another part, or an address where it is `outside`."""

    key: str
    kind: str  # the last word of its type: hyperlink, image, styles
    target: str
    outside: bool


class Package:
    """The parts of a document, read and parsed once."""

    def __init__(self, data: bytes) -> None:
        """Raises Unsound."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                entries = packed.infolist()
                if len(entries) > MOST_PARTS or sum(each.file_size for each in entries) > MOST_BYTES:
                    raise Unsound("unpacks to more than any document needs")
                if any(each.flag_bits & 1 for each in entries):
                    raise Unsound("is encrypted")
                self.parts = {each.filename: packed.read(each) for each in entries}
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise Unsound(f"is no sound package ({error})") from error
        except Exception as error:  # zlib and its like, each with errors of its own
            raise Unsound(f"is damaged ({error})") from error
        if len(self.parts) != len(entries):
            raise Unsound("has two parts of one name")
        if "[Content_Types].xml" not in self.parts:
            raise Unsound("is no Word document: it has no list of its parts")
        self._roots: dict[str, Any] = {}
        mains = [each for each in self.relations("") if each.kind == DOCUMENT]
        if len(mains) != 1 or mains[0].target not in self.parts:
            raise Unsound("is no Word document: it names no text")
        self.main = mains[0].target
        if self.root(self.main).tag != f"{W}document":
            raise Unsound("is no Word document: its text is of another kind")

    def root(self, part: str) -> Any:
        """Return a part's root element. Raises Unsound where it is not there, or no XML."""
        if part not in self._roots:
            data = self.parts.get(part)
            if data is None:
                raise Unsound(f"lacks its part {part}")
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise Unsound(f"declares entities in its part {part}")
            try:
                parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
                self._roots[part] = etree.fromstring(data, parser)
            except etree.XMLSyntaxError as error:
                raise Unsound(f"has a part that is no XML, {part} ({error})") from error
        return self._roots[part]

    def relations(self, part: str) -> list[Relation]:
        """Return what a part names; '' is the package itself."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self.parts:
            return []
        return [self._relation(each, folder) for each in self.root(listed).iter(_RELATIONSHIP)]

    @staticmethod
    def _relation(each: Any, folder: str) -> Relation:
        outside = each.get("TargetMode") == "External"
        target = each.get("Target", "")
        if not outside:
            target = urljoin(f"/{folder}/" if folder else "/", target).lstrip("/")
        return Relation(each.get("Id", ""), each.get("Type", "").rpartition("/")[2], target, outside)

    def named(self, kind: str) -> Iterator[Any]:
        """Yield the roots of the parts of a kind that the text names."""
        for each in self.relations(self.main):
            if each.kind == kind and not each.outside:
                yield self.root(each.target)

    @cached_property
    def faults(self) -> list[str]:
        """What is wrong with the package as such."""
        told = []
        for name in self.parts:
            if name.endswith((".xml", ".rels")):
                try:
                    self.root(name)
                except Unsound as unsound:
                    told.append(f"the file {unsound}")
            if not self._has_type(name):
                told.append(f"the part {name} is of no stated type")
        for name in ["", *self.parts]:
            try:
                lost = [
                    each.target for each in self.relations(name) if not each.outside and each.target not in self.parts
                ]
            except Unsound:
                continue
            told += [f"the part {each} is named and not there" for each in lost]
        return list(dict.fromkeys(told))

    def _has_type(self, name: str) -> bool:
        if name == "[Content_Types].xml" or name.endswith("/"):
            return True
        types = self.root("[Content_Types].xml")
        endings = {each.get("Extension", "").casefold() for each in types.iter(f"{_TYPES}Default")}
        parts = {each.get("PartName", "").lstrip("/") for each in types.iter(f"{_TYPES}Override")}
        return name in parts or name.rpartition(".")[2].casefold() in endings
