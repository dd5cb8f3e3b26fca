"""The body of a briefing: its blocks, what its contents list, and the rest of its series."""

from __future__ import annotations

from dataclasses import replace

from handbill.bodies.leaflet import blocks
from handbill.bodies.pen import Pen
from handbill.models import briefing as briefings
from handbill.piece import EMPTY
from handbill.piece.briefing import Briefing, Sibling
from handbill.recipient import Recipient
from handbill.source import Text


def body(briefing: briefings.Briefing, pen: Pen) -> Briefing:
    """Return a briefing with its texts filled in, in the order in which they are read: so sources are numbered."""
    series = briefing.series
    return Briefing(
        title=pen.inline(briefing.title),
        series=pen.inline(series.name) if series else EMPTY,
        part=part_label(series, pen.recipient) if series else "",
        lead=pen.inline(briefing.lead),
        summary=pen.prose(briefing.summary),
        blocks=blocks(briefing.body, pen),
        contents=briefing.contents,
        others=tuple(_sibling(slug, pen) for slug in series.others) if series else (),
        petitions=tuple(map(pen.petition, briefing.petition)),
    )


def part_label(series: briefings.Series, recipient: Recipient) -> str:
    """Return which part of its series a briefing is: 'Part 1 of 3', or 'Summary' for what has no number."""
    if series.part is None:
        return recipient.words["series_summary"]
    return recipient.words["series_part"].replace("{part}", str(series.part)).replace("{parts}", str(series.of))


def _sibling(slug: Text, pen: Pen) -> Sibling:
    """Return another briefing of the series, by its title in the language of this one if it has that."""
    recipient = pen.recipient
    entry = recipient.project.documents[str(slug)]
    lang = recipient.lang if recipient.lang in entry.languages else entry.lang
    other = entry.languages[lang]
    assert isinstance(other, briefings.Briefing)
    assert other.series
    title = replace(pen, entry=entry).inline(other.title)
    return Sibling(part_label(other.series, recipient), title, "" if lang == recipient.lang else lang)
