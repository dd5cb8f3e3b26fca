"""The body of the contents page of a pack."""

from __future__ import annotations

from handbill import petitions
from handbill.bodies.pen import Pen
from handbill.models.pack import Line, Pack
from handbill.piece import Petition
from handbill.piece.pack import Contents, PackedCampaign, PackedDocument, PackedFolder


def body(document: Pack, pen: Pen) -> Contents:
    plain = pen.recipient.plain
    return Contents(
        title=plain(str(document.title)),
        remarks=tuple(map(plain, document.remarks)),
        folders=tuple(PackedFolder(plain(each.name), plain(each.purpose)) for each in document.folders),
        campaigns=tuple(
            PackedCampaign(plain(title), tuple(_line(each, pen) for each in document.lines if each.campaign == title))
            for title in dict.fromkeys(line.campaign for line in document.lines)
        ),
        page=_page(pen),
    )


def _line(line: Line, pen: Pen) -> PackedDocument:
    plain = pen.recipient.plain
    files = tuple(map(plain, line.files))
    return PackedDocument(plain(line.title), plain(line.name), plain(line.use), files, plain(str(line.pages)))


def _page(pen: Pen) -> Petition | None:
    """Return the code for the campaign's own page, if it has one."""
    recipient = pen.recipient
    url = str(recipient.campaign.value.contact.website)
    if not url:
        return None
    order = recipient.plain(recipient.words["pack_page"])
    return Petition(slug="page", title=order, url=url, shown=petitions.shown_address(url), order=order)
