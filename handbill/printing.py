"""Which printers a piece is for, as plain values: the print shop of its press file, the machine of its office file."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from handbill import shipped
from handbill.finish.colours import Profile
from handbill.finish.desk import Desk
from handbill.models.branch import Branch
from handbill.models.printer import USUAL, Printer
from handbill.project import Entry, Project


@dataclass(frozen=True, slots=True)
class Shop:
    """What a print shop asks for. `bleed` and `safe` in mm, `total_ink` 3.0 for 300 %, `resolution` in ppi."""

    bleed: float
    safe: float
    marks: bool
    total_ink: float
    resolution: int
    paper: str
    profile: Profile
    imprint: str  # its name and address

    def digest(self) -> str:
        """A SHA-256 of all of it; the profile counts by its content."""
        told = (self.bleed, self.safe, self.marks, self.total_ink, self.resolution, self.paper)
        profile = (self.profile.identifier, self.profile.condition, self.profile.registry)
        return hashlib.sha256(repr((told, profile)).encode() + self.profile.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Printers:
    """Those of one branch."""

    shop: Shop
    desk: Desk

    def digest(self, edition: str) -> str:
        """Return what tells one printer from another, for an edition; nothing for those that are for none."""
        if edition == "press":
            return self.shop.digest()
        return hashlib.sha256(repr(self.desk).encode()).hexdigest() if edition == "office" else ""


def printers(project: Project, branch: Entry[Branch] | None, shop: str = "", desk: str = "") -> Printers:
    """Return a branch's printers: those named here, else its own, else its organisation's, else the usual ones."""
    return Printers(
        _shop(*_found(project, branch, "print_shop", shop)), _desk(_found(project, branch, "desk_printer", desk)[0])
    )


def _found(project: Project, branch: Entry[Branch] | None, field: str, named: str) -> tuple[Printer, Path]:
    slugs = [named]
    if branch:
        organisation = project.organisations.get(str(branch.value.organisation))
        slugs += [str(getattr(level.value, field) or "") for level in (branch, organisation) if level]
    for entry in filter(None, map(project.printers.get, slugs)):
        # A print shop that was named says nothing of the desk, and the other way round.
        if entry.value.is_shop if field == "print_shop" else entry.value.desk:
            return entry.value, entry.folder
    return USUAL, project.root


def _shop(printer: Printer, folder: Path) -> Shop:
    given = printer.profile
    profile = (
        Profile(folder / given.file, given.identifier, given.condition or given.identifier, given.registry)
        if given
        else Profile(shipped.PROFILE)
    )
    ink = printer.total_ink / 100
    paper, imprint = str(printer.paper), str(printer.imprint)
    return Shop(printer.bleed, printer.safe, printer.marks, ink, printer.resolution, paper, profile, imprint)


def _desk(printer: Printer) -> Desk:
    desk = printer.desk
    assert desk is not None
    return Desk(desk.paper, desk.edge, desk.duplex, desk.offset, desk.mono, desk.poster_sheets)


def profile_fault(path: Path) -> str:
    """Return what is wrong with the file of a printing condition, or nothing. The file is there."""
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(path.read_bytes()))
    except (OSError, ImageCms.PyCMSError):
        return "is not an ICC profile"
    if profile.profile.xcolor_space.strip() != "CMYK":
        return f"is a profile for {profile.profile.xcolor_space.strip()}, and not for the four inks of a press"
    return "" if profile.profile.device_class == "prtr" else "is not the profile of a printing press"
