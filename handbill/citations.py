"""Sources as they are cited: by numbers in the text, listed at its end."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from handbill import text
from handbill.models.campaign import Campaign
from handbill.piece import Rich, Source
from handbill.source import Text
from handbill.text import TextError
from handbill.wording import comma, day_in_words


class Citations:
    """Numbers sources in the order in which they are cited."""

    def __init__(self, campaign: Campaign, notes: Mapping[Text, Text] = MappingProxyType({})) -> None:
        """`notes` are a document's own, by their ids: they are cited and numbered as sources are."""
        self.campaign, self.notes = campaign, notes
        self.numbers: dict[str, int] = {}

    def cite(self, name: str) -> int:
        if name not in self.campaign.sources and name not in self.notes:
            raise TextError(name, f"the campaign has no source '{name}'")
        return self.numbers.setdefault(str(name), len(self.numbers) + 1)

    def listed(self, lang: str, written: Callable[[Text], Rich] = text.plain) -> tuple[Source, ...]:
        """Return the sources and notes that were cited, in order. `written` makes the words of a note ready.

        A note may cite what was not cited before; that comes after it.
        """
        found: list[Source] = []
        while len(found) < len(self.numbers):
            name, number = list(self.numbers.items())[len(found)]
            if name in self.notes:
                found.append(Source(number, written(self.notes[Text(name)])))
                continue
            source = self.campaign.sources[Text(name)]
            words = _reference(
                str(source.title), str(source.publisher), str(source.date), lang, str(self.campaign.lang)
            )
            found.append(Source(number, words, str(source.url)))
        return tuple(found)


@lru_cache(1024)
def _reference(title: str, publisher: str, date: str, lang: str, written: str) -> Rich:
    """Word a source, whose title and publisher are `written` in the campaign's language."""
    day = _date(date, lang)
    named = ", ".join(part.strip().rstrip(".") for part in (title, publisher) if part.strip())
    if written.split("-")[0] == lang.split("-")[0]:
        return text.plain(", ".join(filter(None, (named, day))) + ".", lang.split("-")[0])
    work = text.in_language(text.plain(named, written.split("-")[0]), written, lang)
    said = f"{{work}}{comma(lang)}{{day}}." if day else "{work}."
    return text.fill(said, work=work, day=text.plain(day, lang.split("-")[0]))


def _date(date: str, lang: str) -> str:
    """Return a date in words; a year, or anything else that was typed, as it is."""
    try:
        return day_in_words(datetime.date.fromisoformat(date), lang) if len(date) == 10 else date
    except ValueError:
        return date
