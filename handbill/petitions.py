"""Petitions: by which address a document leads to one."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from handbill.models.campaign import Petition
from handbill.project import DocumentEntry
from handbill.recipient import Recipient
from handbill.source import Text


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
