"""The panel: how a branch is reached, as its documents have it."""

from __future__ import annotations

from handbill.petitions import shown_address
from handbill.piece import Panel
from handbill.recipient import Recipient
from handbill.text import BLANK
from handbill.typography import apostrophes


def panel(recipient: Recipient) -> Panel:
    """Return the panel of a branch; with room to write on it for nobody in particular."""
    if recipient.branch is None:
        return Panel(name=recipient.name, meets=BLANK)
    branch = recipient.branch.value
    return Panel(
        name=recipient.name,
        place=apostrophes(branch.place).strip(),
        meets=recipient.typed(str(branch.meets)),
        secretary=recipient.typed(str(branch.secretary.name)),
        email=str(branch.secretary.email),
        phone=str(branch.secretary.phone).strip(),
        website=recipient.website,
        website_shown=shown_address(recipient.website),
    )
