"""The edition `mail`: a draft of an e-mail, which mail programs open ready to be sent.

The words are those of the letter from its salutation on. `X-Unsent` says that it is a draft. It has no date and no
number of its own, for a program adds those when it is sent, and no sender but the branch's own address.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from typing import Any

from handbill import manuscript
from handbill.finish import plain
from handbill.piece import Letter, Piece


def finish(html: str, piece: Piece) -> bytes:
    """Return the draft of a piece, whose composed page is `html`."""
    letter = piece.body
    assert isinstance(letter, Letter)
    to, sender = letter.email.plain, piece.panel.email
    message = EmailMessage(SMTP if (to + sender).isascii() else SMTPUTF8)
    message["X-Unsent"] = "1"
    if sender:
        message["From"] = Address(piece.branch_name, addr_spec=sender)
    message["To"] = Address(letter.recipient[0].plain if letter.recipient else "", addr_spec=to)
    message["Subject"] = piece.title.plain.replace("\u00a0", " ")
    message["Content-Language"] = piece.lang
    said = plain.finish(manuscript.read(part(html)), piece).decode()
    message.set_content(said, charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def part(html: str) -> str:
    """Return the part of a composed page that goes into an e-mail, as a page of its own: without the line of the subject."""
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
