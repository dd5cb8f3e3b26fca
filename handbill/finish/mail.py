"""The edition `mail`: a draft of an e-mail, which mail programs open ready to be sent.

The words are those of the letter from its salutation on. `X-Unsent` says that it is a draft. It has no date and no
number of its own, for a program adds those when it is sent, and no sender but the branch's own address.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any, Final

from handbill import manuscript
from handbill.finish import plain
from handbill.mailbox import can_be_sent_to
from handbill.markup import TEXT
from handbill.piece import Piece
from handbill.piece.letter import Letter


class _Heads(EmailPolicy):
    """Folds the lines of the head. The library, where it folds a name that needs its quotation marks, loses them."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        whole: str = value.fold(policy=self.clone(max_line_length=0))
        if name not in ("From", "To") or "=?" in whole:
            return super().fold_binary(name, value)
        lines = [""]
        for word in whole.rstrip("\r\n").split(" "):
            if lines[-1] and len(f"{lines[-1]} {word}") > (self.max_line_length or 0):
                lines.append("")
                word = f" {word}"  # a line that goes on begins with the space that it was folded at
            lines[-1] += f" {word}" if lines[-1] else word
        return self.linesep.join((*lines, "")).encode("ascii")


_HEADS: Final = _Heads(linesep=SMTP.linesep)


def finish(html: str, piece: Piece) -> bytes:
    """Return the draft of a piece, whose composed page is `html`."""
    letter = piece.body
    assert isinstance(letter, Letter)
    to, sender = letter.email, piece.panel.email
    message = EmailMessage(_HEADS)
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
