"""The pen: writes the texts of one piece, and gathers what cannot be printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from handbill import petitions, text
from handbill.assets import AssetError
from handbill.errors import Lack, Mark, Problem
from handbill.piece import EMPTY, Asset, Petition, Rich
from handbill.project import DocumentEntry
from handbill.recipient import Recipient
from handbill.source import Source, Text
from handbill.wording import day_in_words

if TYPE_CHECKING:
    from handbill.amend.passage import Span


@dataclass(slots=True)
class Pen:
    """Writes the texts of one piece, and gathers what cannot be printed, and what the branch does not say."""

    recipient: Recipient
    entry: DocumentEntry
    writer: text.Writer
    problems: list[Problem] = field(default_factory=list)
    lacks: list[Lack] = field(default_factory=list)

    def inline(self, value: Text | None, sources: tuple[Text, ...] = ()) -> Rich:
        """One line; nothing where there is no text."""
        try:
            return self.writer.inline(value, sources) if value else EMPTY
        except text.TextError:
            return self._told(value)

    def prose(self, value: Text | None) -> Rich:
        """Paragraphs; nothing where there is no text."""
        try:
            return self.writer.prose(value) if value else EMPTY
        except text.TextError:
            return self._told(value)

    def marked(self, spans: tuple[Span, ...], mark: Mark | None, sources: tuple[Text, ...] = ()) -> Rich:
        """One line with words that are struck and words that are new; spaces stand outside their marks."""
        made = plain = ""
        for number, span in enumerate(spans, 1):
            lead = " " * (span.text[:1] == " " and bool(plain))
            words = self.inline(Text(span.text.strip(), mark), sources if number == len(spans) else ())
            trail = " " * (span.text[-1:] == " " and number < len(spans))
            tag = {"deleted": "del", "inserted": "ins"}.get(span.kind)
            said = f"<{tag}>{words.html}</{tag}>" if tag and words else words.html
            made += f"{lead}{said}{trail}"
            plain += f"{lead}{words.plain}{trail}"
        return Rich(made, plain)

    def _told(self, value: Text | None) -> Rich:
        assert value is not None
        for fault in self.writer.faults(value):
            source = self._source(value.mark)
            mark = source.within(value, fault.found, fault.nth)
            self.problems.append(source.describe(mark, fault.message, fault.hint))
        return EMPTY

    def tell(self, at: Text, message: str, hint: str = "") -> None:
        """Note what cannot be printed, at the line of a text."""
        self.problems.append(self._source(at.mark).describe(at.mark, message, hint))

    def _source(self, mark: Mark | None) -> Source:
        """Return the file that a text comes from: some of a document's stand in its campaign, or another document."""
        return (mark and self.recipient.project.source(mark.file)) or self.entry.source

    def picture(self, name: Text, folder: Path, source: Source) -> Asset | None:
        try:
            return self.recipient.project.picture(name, folder)
        except AssetError as error:
            message, _, hint = str(error).partition(": ")
            self.problems.append(source.describe(name.mark, f"the picture '{name}' {message}", hint))
            return None

    def _order(self, own: Text | None, theirs: Text | None) -> Rich:
        """Return what stands beside a code: the document's own words, else the petition's, else the program's."""
        recipient = self.recipient
        usual = recipient.of_campaign(self.inline(theirs)) or recipient.plain(recipient.words["order"])
        return self.inline(own) or usual

    def petition(self, slug: Text, order: Text | None = None) -> Petition:
        recipient, lang = self.recipient, self.recipient.lang
        petition = recipient.campaign.value.petitions[slug]
        return Petition(
            slug=str(slug),
            title=recipient.of_campaign(self.inline(petition.title)),
            url=petitions.link(recipient, slug, petition, self.entry),
            shown=petitions.typed(recipient, slug, petition),
            order=self._order(order, petition.order),
            owner=str(petition.owner),
            closes=day_in_words(petition.closes, lang) if petition.closes else "",
        )
