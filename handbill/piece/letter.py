"""The bodies of letters."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import EMPTY, Body, Petition, Rich


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a letter, or some; `quoted` where they are somebody's own words."""

    text: Rich
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Letter(Body):
    """The body of a letter. The sender is the branch: its panel; `recipient` has the lines of the address."""

    recipient: tuple[Rich, ...]
    date: Rich
    subject: Rich
    salutation: Rich
    paragraphs: tuple[Paragraph, ...]
    sign_off: Rich
    signatory: tuple[Rich, ...]  # below the room to sign: name, office, for whom
    reference: Rich = EMPTY
    email: str = ""  # where it goes by e-mail
    copies: tuple[Rich, ...] = ()
    enclosures: tuple[Rich, ...] = ()
    sender: tuple[Rich, ...] = ()  # the lines of the sender's address
    petition: Petition | None = None
    mailto: str = ""  # a link that opens an e-mail with its subject and, where that is short enough, its words
    by_post: bool = False  # to a postal address
    by_supporter: bool = False  # with lines for whoever signs it, and for whom it goes to

    @property
    def running(self) -> str:
        """What stands at the head of the second page and those after it: for whom it is, and of when."""
        return ", ".join(filter(None, (*(line.plain for line in self.recipient[:1]), self.date.plain)))

    @property
    def heads(self) -> tuple[str, ...]:
        return (self.running,)


@dataclass(frozen=True, slots=True)
class Letters(Body):
    """The body of many letters in one file, to be printed in one go."""

    letters: tuple[Letter, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(each.running for each in self.letters)
