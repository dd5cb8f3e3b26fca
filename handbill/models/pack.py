"""The contents page of a pack. Nobody writes it: it is made of what is in the pack."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.models.document import Document


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, and what it is for."""

    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Line:
    """A document: its title, what it is, what it is for, its files in each of the folders, its pages."""

    campaign: str
    title: str
    name: str
    use: str
    files: tuple[str, ...]
    pages: int


class Pack(Document):
    """What stands on the contents page of a pack."""

    remarks: tuple[str, ...] = ()
    folders: tuple[Folder, ...] = ()
    lines: tuple[Line, ...] = ()
