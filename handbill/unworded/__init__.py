"""Which of the program's words are printed in English, on pages in a language in which it has none of its own.

A document is composed once more, from a copy of the project in which each such word begins with a letter that
no text can have. The letters that stand on its pages then say which words are printed there, and no others. Of
branches that say the same things of themselves one will do. Who has all words pays nothing for it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from handbill.errors import Mark, Problem, printable
from handbill.layout import LARGE_LAYOUT
from handbill.models.branch import Branch
from handbill.models.campaign import Campaign
from handbill.personalise import personalise
from handbill.piece import Piece
from handbill.printing import printers
from handbill.project import Entry, Project, with_words
from handbill.recipient import Recipient
from handbill.source import Map
from handbill.task import Refusal, Task, guarded
from handbill.unworded.letters import in_texts, lettered, letters
from handbill.unworded.pages import texts
from handbill.wanted import Wanted
from handbill.wording import PLURALS, Borrowed, forms_of, has_words, lacks_words, own_words, plurals

Place = tuple[str, str]
"""A campaign and a language."""


@dataclass(frozen=True, slots=True)
class Unworded(Problem):
    """The words of a language that the program lacks and prints; `lines` are the keys to give, as YAML, in English."""

    lines: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join([Problem.__str__(self), *(f"  {printable(line)}" for line in self.lines)])


def unworded(project: Project, wanted: Iterable[Wanted], today: datetime.date) -> list[Problem]:
    """Return what is printed in English of some documents: a warning for each campaign and language."""
    found: dict[Place, list[Borrowed]] = {}
    marked = _Marked(project)
    for each in _of_each_sort(wanted):
        for place, word in marked.printed(each, today):
            found.setdefault(place, []).append(word)
    return [told(project.campaigns[slug], lang, words) for (slug, lang), words in found.items()]


def told(
    campaign: Entry[Campaign], lang: str, words: Iterable[Borrowed], where: str = "prints English ones"
) -> Problem:
    """Return the warning that some words are printed in English, with what to write in the campaign's file."""
    some = "not all" if has_words(lang) else "no"
    message = f"the program has {some} words of its own in '{lang}', and {where}"
    hint = "write these in that language, under 'terms:' in this file"
    problem = campaign.source.describe(_place_in(campaign, lang), message, hint, warning=True)
    lines = tuple(_lines(str(campaign.value.lang), lang, {word.key for word in words}))
    return Unworded(problem.mark, message, hint, problem.excerpt, "warning", lines)


def _place_in(campaign: Entry[Campaign], lang: str) -> Mark | None:
    """Return where a campaign says that it is in a language, else where other words stand, else its title."""
    data = campaign.data
    if "lang" in data and _language(str(campaign.value.lang)) == _language(lang):
        return data.key_mark("lang")
    if lang in campaign.value.translations:
        mark: Mark = data["translations"].key_mark(lang)
        return mark
    return data.key_mark("terms" if "terms" in data else "title")


def _lines(written_in: str, lang: str, keys: set[str]) -> Iterator[str]:
    """Yield keys and English words as YAML; of what is counted, a line for each plural of the language."""
    prefix = "" if _language(written_in) == _language(lang) else f"{_language(lang)}/"
    english = own_words("en")
    for key, word in english.items():
        stem, _, form = key.partition(".")
        if form == PLURALS[-1] and keys & {*forms_of(stem)}:
            for each in forms_of(stem, plurals(lang)):
                yield f"{prefix}{each}: {json.dumps(english.get(each, word), ensure_ascii=False)}"
        elif form not in PLURALS and key in keys:
            yield f"{prefix}{key}: {json.dumps(word, ensure_ascii=False)}"


def _of_each_sort(wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    """Yield one of those that have the same words: in a language that lacks some, for branches that say the same."""
    seen = set()
    for each in wanted:
        if each.lacks_words:
            sort = (each.entry.slug, each.lang, each.editions, _sort(each.branch))
            if sort not in seen:
                seen.add(sort)
                yield each


def _sort(branch: Entry[Branch] | None) -> tuple[str, ...]:
    """Return what tells branches apart: their type, their organisation, and what is filled in of the rest."""
    if branch is None:
        return ()
    return (str(branch.value.type), str(branch.value.organisation), *sorted(_filled_in(branch.data)))


def _filled_in(data: Any, path: str = "") -> Iterator[str]:
    if isinstance(data, Map):
        for key, value in data.items():
            yield from _filled_in(value, f"{path}.{key}")
    elif data:
        yield path


class _Marked:
    """Copies of a project with a letter before each word that is English, one for each sort of branch."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.langs = {lang for entry in project.documents.values() for lang in entry.languages if lacks_words(lang)}
        self.known: dict[object, tuple[Project, Mapping[str, tuple[Place, Borrowed]]]] = {}

    def printed(self, wanted: Wanted, today: datetime.date) -> Iterator[tuple[Place, Borrowed]]:
        """Yield the English words that a document prints."""
        who = (wanted.branch.slug if wanted.branch else "", wanted.entry.stage)
        if who not in self.known:
            self.known[who] = self._marked(wanted)
        marked, found = self.known[who]

        def look() -> set[str]:
            piece = personalise(marked, wanted.entry, wanted.branch, wanted.lang, today=today)
            task = _task(marked, wanted, piece)
            # A template of the user's own may never end: only a worker, which can be stopped, composes pages from it.
            layouts = [each for each in (task.layout, task.large) if each]
            return set() if any(each.has_own_templates for each in layouts) else in_texts(texts(task, found))

        there = guarded(look)  # whatever is wrong is told where it is made
        yield from (found[letter] for letter in there) if not isinstance(there, Refusal) else ()

    def _marked(self, wanted: Wanted) -> tuple[Project, Mapping[str, tuple[Place, Borrowed]]]:
        """Return the project as it is for a branch, and the words by their letters.

        An agenda has motions of other campaigns, and in other languages: there is a letter for each.
        """
        left = letters()
        found: dict[str, tuple[Place, Borrowed]] = {}
        made = self.project
        for place in product(self.project.campaigns, sorted(self.langs)):
            campaign = self.project.campaign(*place)
            recipient = Recipient(self.project, campaign, wanted.branch, place[1], wanted.entry.stage)
            begun, theirs = lettered(recipient.words, left)
            found.update({letter: (place, word) for letter, word in theirs.items()})
            made = with_words(made, *place, begun)
        return made, found


def _task(project: Project, wanted: Wanted, piece: Piece) -> Task:
    layout, large = project.layouts[piece.layout], project.layouts.get(LARGE_LAYOUT)
    return Task(piece, layout, large, printers(project, wanted.branch), wanted.editions, "", "")


def _language(lang: str) -> str:
    return lang.partition("-")[0]
