"""What placeholders stand for: the names that a text may use, and their values for one piece."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from handbill import petitions
from handbill.models.branch import Branch
from handbill.models.document import Document
from handbill.project import DocumentEntry
from handbill.recipient import Recipient
from handbill.wording import counted, day_in_words


def names(recipient: Recipient, entry: DocumentEntry, document: Document) -> Mapping[str, Any]:
    """Return all names, nested as they are dotted. In the neutral copy those of the branch are None: a ruled blank.

    Where the words of a document stand in another, as those of an amendment in its motion, its document is that.
    """
    own = document.own_names
    if ground := recipient.project.documents.get(document.speaks_in):
        entry, document = ground, ground.languages.get(recipient.lang, ground.value)
    campaign = recipient.campaign.value
    return {
        "this_body": recipient.this_body,
        "branch": _branch(recipient),
        "organisation": _organisation(recipient),
        "region": recipient.region,
        "campaign": {
            "title": str(campaign.title),
            "slogan": str(campaign.slogan),
            "contact": {"tell_us": str(campaign.contact.tell_us), "website": str(campaign.contact.website)},
        },
        "petition": _petition(recipient, entry, document),
        **own,
        "document": {
            "title": str(document.title),
            "version": str(document.version),
            "as_of": day_in_words(document.as_of, recipient.lang) if document.as_of else "",
        },
    }


def _branch(recipient: Recipient) -> Mapping[str, Any]:
    branch = recipient.branch.value if recipient.branch else _ANYBODY
    found = {
        "name": str(branch.name),
        "place": str(branch.place),
        "meets": str(branch.meets),
        "website": recipient.website,
        "region": str(branch.region or ""),
        "secretary": {
            "name": str(branch.secretary.name),
            "email": str(branch.secretary.email),
            "phone": str(branch.secretary.phone),
        },
        "mp": {"name": str(branch.mp.name), "constituency": str(branch.mp.constituency)},
        "imprint": {key: recipient.says("imprint", key) for key in ("promoter", "on_behalf_of", "printer")},
    }
    return found if recipient.branch else _blank(found)


def _organisation(recipient: Recipient) -> Mapping[str, Any]:
    organisation = recipient.organisation.value if recipient.organisation else None
    found = {
        "name": str(organisation.name) if organisation else "",
        "website": str(organisation.website) if organisation else "",
    }
    return found if recipient.branch else _blank(found)


_ANYBODY = Branch.model_validate({"name": "-", "type": "community-group"})


def _blank(names: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: _blank(value) if isinstance(value, Mapping) else None for name, value in names.items()}


def _petition(recipient: Recipient, entry: DocumentEntry, document: Document) -> Mapping[str, str | None]:
    """Return the names of the first petition that the document leads to."""
    slug = next(iter(document.petitions), None)
    petition = recipient.campaign.value.petitions.get(slug) if slug else None
    if slug is None or petition is None:
        return dict.fromkeys(("title", "url", "short_url", "closes", "days_left"), None if slug else "")
    return {
        "title": str(petition.title),
        "url": petitions.link(recipient, slug, petition, entry),
        "short_url": petitions.typed(recipient, slug, petition),
        "closes": day_in_words(petition.closes, recipient.lang) if petition.closes else "",
        "days_left": _days_left(petition.closes, recipient) if petition.closes else "",
    }


def _days_left(closes: datetime.date, recipient: Recipient) -> str:
    """Return how long a petition is open yet, as 'closes' does not change and this does every day."""
    days, words = (closes - recipient.today).days, recipient.words
    if days < 0:
        return ""
    return counted(words, "days_left", days, recipient.lang) if days else words["last_day"]
