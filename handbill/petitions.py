"""Petitions: which ones a document leads to, and by which address."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from handbill.models.briefing import Briefing
from handbill.models.campaign import Petition
from handbill.models.document import Document
from handbill.models.leaflet import Leaflet
from handbill.models.letter import Letter
from handbill.models.motion import Motion
from handbill.project import DocumentEntry
from handbill.recipient import Recipient
from handbill.source import Text


def petition_slugs(document: Document) -> tuple[Text, ...]:
    """Return the slugs of the petitions that a document leads to, in reading order."""
    if isinstance(document, Motion | Briefing):
        return document.petition
    if isinstance(document, Letter):
        return (document.petition,) if document.petition else ()
    if isinstance(document, Leaflet):
        blocks = (block for side in document.sides for block in side)
        return tuple(
            block.value.slug if block.kind == "petition" else block.value.petition
            for block in blocks
            if block.kind in ("petition", "signatures")
        )
    return ()


def link(recipient: Recipient, slug: Text, petition: Petition, entry: DocumentEntry, medium: str = "qr") -> str:
    """Return the address that a code holds: the branch's own if it has one, with tags for counting where wanted."""
    url = _own(recipient, slug) or str(petition.url)
    if not petition.tags:
        return url
    tags = {
        "utm_source": entry.kind.name,
        "utm_medium": medium,
        "utm_campaign": recipient.campaign.slug,
        "utm_content": f"{entry.slug}-{recipient.slug}",
    }
    head, mark, fragment = url.partition("#")
    return f"{head}{'&' if '?' in head else '?'}{urlencode(tags)}{mark}{fragment}"


def typed(recipient: Recipient, slug: Text, petition: Petition) -> str:
    """Return the address that is printed to be typed by hand."""
    return shown_address(_own(recipient, slug) or str(petition.short_url or petition.url))


def shown_address(url: str) -> str:
    """Return a web address as it is printed: without https:// and a last slash; many sites need their www."""
    return url.removeprefix(f"{urlsplit(url).scheme}://").rstrip("/")


def _own(recipient: Recipient, slug: Text) -> str:
    return str(recipient.branch.value.petitions.get(slug, "")) if recipient.branch else ""
