"""The body of the contents page of a pack."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import Body, Petition, Rich


@dataclass(frozen=True, slots=True)
class PackedFolder:
    """A folder of a pack, and what it is for."""

    name: Rich
    purpose: Rich


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """A document of a pack. `files` are its files in each of the folders; nothing where it has none there."""

    title: Rich
    name: Rich  # what it is: 'flyer'
    use: Rich
    files: tuple[Rich, ...]
    pages: Rich


@dataclass(frozen=True, slots=True)
class PackedCampaign:
    """The documents of one campaign."""

    title: Rich
    documents: tuple[PackedDocument, ...]


@dataclass(frozen=True, slots=True)
class Contents(Body):
    """The body of the contents page of a pack. `remarks` say how the files proved, and what is left out."""

    title: Rich
    remarks: tuple[Rich, ...]
    folders: tuple[PackedFolder, ...]
    campaigns: tuple[PackedCampaign, ...]
    page: Petition | None = None  # the campaign's own page
