"""The bodies of letters: one to each recipient, all of them in one file to be printed, and one that supporters sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final
from urllib.parse import quote

from handbill import text
from handbill.bodies.pen import Pen
from handbill.models.letter import BLANK, Addressee
from handbill.models.letter import Letter as LetterModel
from handbill.names import names
from handbill.piece import EMPTY, Rich
from handbill.piece.letter import Letter, Letters, Paragraph
from handbill.wording import day_in_words

MOST_LINK: Final = 2_000
"""The characters of a link that opens an e-mail. Browsers and mail programs pass on some 2,000 and cut off the rest."""


def body(letter: LetterModel, pen: Pen) -> Letter | Letters:
    """Return the letter of the form that the pen's entry has; without a form all letters of the branch."""
    made = _Letter(letter, pen)
    form, branch = pen.entry.form_name, pen.recipient.branch
    if form == BLANK:
        return made.to_sign()
    people = letter.addressees(form, branch.value if branch else None, pen.recipient.slug)
    written = tuple(map(made.to, people))
    return written[0] if form else Letters(written)


def to_somebody(letter: LetterModel, person: Addressee, pen: Pen) -> Letter:
    """Return a letter to somebody that another document is the ground of."""
    return _Letter(letter, pen).to(person)


@dataclass(frozen=True)
class _Letter:
    """A letter with the pen that writes it."""

    letter: LetterModel
    pen: Pen

    @cached_property
    def names(self) -> Mapping[str, Any]:
        return names(self.pen.recipient, self.pen.entry, self.letter)

    def pen_for(self, said: Mapping[str, str | None]) -> Pen:
        """Return a pen that knows whom it writes to. What nobody filled in is told where the text asks for it."""
        writer = text.Writer({**self.names, "recipient": said}, self.pen.writer.cite, self.pen.recipient.lang)
        return replace(self.pen, writer=writer)

    def to(self, person: Addressee) -> Letter:
        """Return the letter to somebody."""
        pen, plain = (
            self.pen_for({**dict.fromkeys(self.names["recipient"], ""), **person.said()}),
            self.pen.recipient.plain,
        )
        made = Letter(
            recipient=tuple(map(plain, person.lines)),
            date=self.date,
            subject=pen.inline(self.letter.title),
            salutation=self.salutation(person, pen),
            paragraphs=(Paragraph(pen.prose(self.letter.text)),),
            sign_off=pen.inline(self.letter.sign_off) or self.sign_off(bool(person.name or person.salutation)),
            signatory=self.signatory,
            reference=plain(str(self.letter.reference)),
            email=str(person.email).strip(),
            copies=tuple(map(pen.inline, self.letter.copies)),
            enclosures=tuple(map(pen.inline, self.letter.enclosures)),
            sender=self.sender,
            petition=pen.petition(self.letter.petition) if self.letter.petition else None,
            by_post=any(line.strip() for line in (*person.address, person.postcode)),
        )
        return replace(made, mailto=mail_link(made, self.words["paste_letter"])) if person.email else made

    def to_sign(self) -> Letter:
        """Return the letter that supporters fill in: with lines for their own name and for whom it goes to."""
        pen = self.pen_for(dict.fromkeys(self.names["recipient"]))
        return Letter(
            recipient=(),
            date=EMPTY,
            subject=pen.inline(self.letter.title),
            salutation=text.fill(self.words["dear"], name=text.BLANK),
            paragraphs=(Paragraph(pen.prose(self.letter.blank_text or self.letter.text)),),
            sign_off=pen.inline(self.letter.sign_off) or self.sign_off(named=True),
            signatory=(),
            petition=pen.petition(self.letter.petition) if self.letter.petition else None,
            by_supporter=True,
        )

    @property
    def words(self) -> Mapping[str, str]:
        return self.pen.recipient.words

    @property
    def date(self) -> Rich:
        if self.letter.on:
            return text.plain(day_in_words(self.letter.on, self.pen.recipient.lang))
        return text.BLANK

    def salutation(self, person: Addressee, pen: Pen) -> Rich:
        if person.salutation:
            return pen.recipient.plain(str(person.salutation).rstrip(","))
        if self.letter.salutation:
            return pen.inline(self.letter.salutation)
        if person.name:
            return text.fill(self.words["dear"], name=pen.recipient.plain(person.full_name))
        return text.plain(self.words["dear_nobody"])

    def sign_off(self, named: bool) -> Rich:
        return text.plain(self.words["sincerely" if named else "faithfully"])

    @cached_property
    def signatory(self) -> tuple[Rich, ...]:
        """Who signs: a name where one is known, the office, and for whom."""
        recipient, sender = self.pen.recipient, self.letter.sender
        branch = recipient.branch
        name = str(sender.name) or (str(branch.value.secretary.name) if branch else "")
        role = recipient.plain(str(sender.role) or self.words["secretary"])
        signed = recipient.plain(name) if branch or name else text.BLANK
        return tuple(filter(None, (signed, role, recipient.name)))

    @cached_property
    def sender(self) -> tuple[Rich, ...]:
        """The lines of the address to answer to: as the letter has it, or that of the promoter, without the name."""
        recipient = self.pen.recipient
        given = [str(line).strip() for line in self.letter.sender.address]
        if not given and recipient.branch is None:
            return (text.BLANK,)
        promoter = recipient.says("imprint", "promoter").strip().rstrip(".")
        lines = given or [part.strip() for part in promoter.split(",")[1:]]
        return tuple(recipient.plain(line) for line in lines if line)


def mail_link(letter: Letter, instead: str) -> str:
    """Return a link that opens an e-mail with this letter; with `instead` for its words where they are too long."""
    address = quote(letter.email, safe="@.+-_")
    subject = quote(_typed(letter.subject))

    def link(said: str) -> str:
        return f"mailto:{address}?subject={subject}&body={quote(said)}"

    whole = link("\r\n\r\n".join(_words(letter)))
    return whole if len(whole) <= MOST_LINK else link(instead)


def _words(letter: Letter) -> list[str]:
    """Return the paragraphs of a letter as an e-mail has them, without the numbers of sources."""
    parts = [letter.salutation, *(each.text for each in letter.paragraphs), letter.sign_off]
    said = [line.strip() for part in parts for line in _typed(part).split("\n")]
    return [*filter(None, said), "\r\n".join(map(_typed, letter.signatory))]


def _typed(said: Rich) -> str:
    """Return words as somebody types them, a line for each paragraph."""
    flowing = text.uncited(said).html.replace("\n", " ").replace("<li>", "<li>- ")
    return text.bare(flowing).replace("\u00a0", " ")
