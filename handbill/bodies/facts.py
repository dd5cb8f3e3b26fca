"""The blocks that set facts out: tables, charts, diagrams, lists of what to read on.

What is taken from a table of facts is that of the branch's region. Where that has none, or there
is no branch, there is nothing to show: the block is None, and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from handbill import text
from handbill.amounts import amount, behind_the_point
from handbill.bodies.pen import Pen
from handbill.models import facts as models
from handbill.petitions import shown_address
from handbill.piece import EMPTY, CodedPage, Rich
from handbill.piece.facts import Article, Bar, Chart, Column, Diagram, Reading, Table, TableCell, Tier
from handbill.source import Text
from handbill.tables import Row
from handbill.wording import comma, date_in_words


def table(block: models.Table, pen: Pen) -> Table | None:
    """Return a table with its rows sorted and cut as it says; numbers stand with their points in line."""
    headings = [*block.columns.values()]
    if block.facts:
        there = _rows(block.facts, pen)
        found = [[_cell(row, name) for name in block.columns] for row in there]
        by = [_cell(row, block.sort) for row in there] if block.sort else []
    else:
        found = [[str(cell) for cell in row] for row in block.rows]
        place = headings.index(block.sort) if block.sort else 0
        by = [row[place] for row in found] if block.sort else []
    if not found:
        return None
    shown = [found[number] for number in in_order(by)] if by else found
    shown = shown[: block.most]
    rooms = [behind_the_point(column) for column in zip(*shown, strict=True)]
    rows = tuple(
        tuple(
            TableCell(pen.recipient.plain(cell), room[number] if room else 0.0)
            for cell, room in zip(row, rooms, strict=True)
        )
        for number, row in enumerate(shown)
    )
    columns = tuple(
        Column(pen.inline(heading), room is not None) for heading, room in zip(headings, rooms, strict=True)
    )
    caption = pen.inline(block.caption, block.source)
    return Table(columns, rows, caption, _note(len(shown), len(found), pen))


def chart(block: models.Chart, pen: Pen) -> Chart | None:
    """Return a chart whose bars are as long as their numbers are large."""
    if block.facts:
        assert block.label
        assert block.value
        there = [row for row in _rows(block.facts, pen) if _cell(row, block.value)]
        found = [(pen.recipient.plain(_cell(row, block.label)), _cell(row, block.value)) for row in there]
    else:
        found = [(pen.inline(row.label), str(row.value)) for row in block.rows]
    if not found:
        return None
    if block.sort:
        found = [found[number] for number in in_order([number for _, number in found])]
    shown = found[: block.most or models.MOST_BARS]
    lengths = shares([number for _, number in shown])
    rooms = behind_the_point([number for _, number in shown]) or (0.0,) * len(shown)
    words = pen.recipient.words["bar_alt"]
    bars = tuple(
        Bar(said, pen.recipient.plain(number), length, words.replace("{share}", f"{length:.0f}"), room)
        for (said, number), length, room in zip(shown, lengths, rooms, strict=True)
    )
    return Chart(pen.inline(block.title, block.source), bars, _note(len(shown), len(found), pen))


def shares(numbers: Sequence[str]) -> list[float]:
    """Return how long bars are, in per cent of the longest, each to a hundredth."""
    sizes = [found.size if (found := amount(number)) else Decimal(0) for number in numbers]
    longest = max(sizes)
    return [round(float(size / longest) * 100, 2) if longest else 0.0 for size in sizes]


def in_order(cells: Sequence[str]) -> list[int]:
    """Return the places of cells in order: numbers from the largest, words from A to Z, empty ones last."""
    sizes = [amount(cell) for cell in cells]
    if all(size or not cell.strip() for size, cell in zip(sizes, cells, strict=True)):
        return sorted(range(len(cells)), key=lambda place: -(found.size if (found := sizes[place]) else Decimal(-1)))
    return sorted(range(len(cells)), key=lambda place: (not cells[place].strip(), cells[place].casefold()))


def diagram(block: models.Diagram, pen: Pen) -> Diagram:
    """Return a diagram of tiers. What is drawn is described from its words."""
    words = pen.recipient.words["tier_alt"]
    tiers = []
    for tier in block.tiers:
        title = pen.inline(tier.title)
        alt = words.replace("{tier}", title.plain).replace("{count}", str(tier.count))
        tiers.append(Tier(title, pen.inline(tier.text), tier.count, alt))
    return Diagram(tuple(tiers), pen.inline(block.title, block.source))


def reading(block: models.ReadingList, pen: Pen) -> Reading | None:
    """Return what to read on, newest first, with addresses to type or one page that lists it all."""
    campaign = pen.recipient.campaign.value
    chosen = [campaign.reading[slug] for slug in block.only or campaign.reading]
    chosen.sort(key=lambda article: str(article.date), reverse=True)
    if not chosen:
        return None
    articles = tuple(_article(each, pen, typed=not block.code) for each in chosen[: block.most])
    if not block.code:
        return Reading(articles)
    url, plain = str(campaign.reading_url), pen.recipient.plain
    return Reading(articles, CodedPage(url, plain(shown_address(url)), plain(pen.recipient.words["read_more"])))


def _article(article: models.Article, pen: Pen, *, typed: bool) -> Article:
    recipient = pen.recipient

    def theirs(value: Text) -> Rich:
        lang = str(recipient.campaign.value.lang)
        return text.in_language(text.plain(value.strip(), lang.split("-")[0]), lang, recipient.lang)

    publisher = theirs(article.publisher)
    day = recipient.plain(date_in_words(str(article.date), recipient.lang))
    between = f"{{publisher}}{comma(recipient.lang)}{{day}}"
    return Article(
        title=theirs(article.title),
        said=text.fill(between, publisher=publisher, day=day) if publisher and day else publisher or day,
        url=str(article.url),
        shown=recipient.plain(shown_address(str(article.short_url or article.url))) if typed else EMPTY,
        about=theirs(article.about) if article.about else EMPTY,
    )


def _rows(name: Text, pen: Pen) -> tuple[Row, ...]:
    """Return the rows of a table of facts for the branch's region."""
    recipient = pen.recipient
    region = str(recipient.branch.value.region or "") if recipient.branch else ""
    return recipient.project.facts[recipient.campaign.slug][str(name)].of(region)


def _cell(row: Row, column: str) -> str:
    return str(row.data.get(column, ""))


def _note(shown: int, there: int, pen: Pen) -> Rich:
    """Say how many there are, where not all are shown."""
    if shown == there:
        return EMPTY
    return text.fill(pen.recipient.words["shown_of"], number=str(shown), all=str(there))
