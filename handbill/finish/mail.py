"""The edition `mail`: a draft of an e-mail, which mail programs open ready to be sent.

The words are those of the letter from its salutation on. `X-Unsent` says that it is a draft. It has no date and no
number of its own, for a program adds those when it is sent, and no sender but the branch's own address.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from handbill import manuscript
from handbill.finish import plain
from handbill.mailbox import can_be_sent_to
from handbill.markup import TEXT
from handbill.piece import Piece
from handbill.piece.letter import Letter


def finish(html: str, piece: Piece) -> bytes:
    """Return the draft of a piece, whose composed page is `html`."""
    letter = piece.body
    assert isinstance(letter, Letter)
    to, sender = letter.email, piece.panel.email
    message = EmailMessage(SMTP)
    message["X-Unsent"] = "1"
    if can_be_sent_to(sender):
        message["From"] = Address(_typed(piece.branch_name), addr_spec=sender)
    message["To"] = Address(_typed(letter.recipient[0].plain) if letter.recipient else "", addr_spec=to)
    message["Subject"] = _typed(piece.title.plain)
    said = plain.finish(manuscript.read(part(html), TEXT), piece).decode()
    message.set_content(said, charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = piece.lang
    return message.as_bytes()


def _typed(said: str) -> str:
    return said.replace("\u00a0", " ")


def part(html: str) -> str:
    """Return what of a composed page goes into an e-mail, as a page of its own. The subject has its own place there."""
    from lxml import html as parser  # takes its time to import

    page = parser.document_fromstring(html)
    (inside,) = page.xpath("//*[@data-mail]")
    for each in inside.xpath(".//*[contains(concat(' ', @class, ' '), ' subject ')]"):
        each.getparent().remove(each)
    body: Any = page.find("body")
    body[:] = [inside]
    body.text = None
    made: str = parser.tostring(page, encoding="unicode")
    return made
