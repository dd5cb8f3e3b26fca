"""Help with writing: what makes a text hard to read or to believe, each as a warning at its line.

Nothing here is an error, and nothing is told of what the writer did not word: placeholders, links,
names, sources. Sentences are measured in every language that puts spaces between words, short forms
looked for in those of Latin script, and the rest is for English alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from handbill.errors import Mark, Problem
from handbill.models.campaign import Campaign
from handbill.models.document import Document
from handbill.models.writing import Measures
from handbill.project import DocumentEntry, Project
from handbill.source import Text
from handbill.style import lexicon
from handbill.style.acronyms import unexplained
from handbill.style.advice import Advice, advice
from handbill.style.figures import Claim, claims_in, is_cited, value
from handbill.style.jargon import jargon_in
from handbill.style.passages import LEFT_ALONE, Passage, Reading, readings
from handbill.style.prose import Sentence, masked, place, sentences
from handbill.style.reading import LEAST_WORDS, counts

__all__ = ["MOST_OF_A_KIND", "Advice", "advise", "shortened"]

MOST_OF_A_KIND: Final = 3
"""So many warnings of one rule are shown for a file, unless all are asked for."""

PUBLIC: Final = frozenset({"leaflet"})
"""Kinds of document for everybody. The others are papers, for people who have come to read them."""

_UNSPACED: Final = frozenset({"ja", "km", "lo", "my", "th", "zh"})


def advise(project: Project) -> list[Advice]:
    """Return what there is to say of the writing in all documents that can be made."""
    names = _names(project)
    found: list[Advice] = []
    for entry in project.documents.values():
        if entry.form is None and entry.kind.name not in LEFT_ALONE:
            campaign = project.campaigns[str(entry.value.campaign)].value
            sourced = {number for document in entry.languages.values() for number in _sourced(document, names)}
            for lang, document in entry.languages.items():
                found += _Editor(entry, document, lang, campaign, names, sourced).read()
    return list(dict.fromkeys(found))


def shortened(problems: Iterable[Problem], most: int = MOST_OF_A_KIND) -> list[Problem]:
    """Return problems with only so much advice of a kind for each file, and a line for the rest."""
    shown: list[Problem] = []
    told: dict[tuple[str, str], int] = {}
    for problem in problems:
        if isinstance(problem, Advice):
            key = (problem.mark.file, problem.id)
            told[key] = told.get(key, 0) + 1
            if told[key] > most:
                continue
        shown.append(problem)
    for (file, rule), number in told.items():
        if number > most:
            last = max(at for at, each in enumerate(shown) if isinstance(each, Advice) and _is(each, file, rule))
            more = f"… and {number - most} more of '{rule}'"
            shown.insert(last + 1, Advice(Mark(file), more, "--style shows all", severity="warning", id=rule))
    return shown


def _is(each: Advice, file: str, rule: str) -> bool:
    return (each.mark.file, each.id) == (file, rule)


def _names(project: Project) -> tuple[str, ...]:
    """Return the names that a text may hold, longest first: those of branches, organisations and sources."""
    found = {str(branch.value.name) for branch in project.branches.values()}
    found |= {str(organisation.value.name) for organisation in project.organisations.values()}
    for campaign in project.campaigns.values():
        for source in campaign.value.sources.values():
            found |= {str(source.title), str(source.publisher)}
    return tuple(sorted((name for name in found if len(name) > 2), key=lambda name: (-len(name), name)))


def _sourced(document: Document, names: Collection[str]) -> Iterator[str]:
    """Yield the numbers for which a document gives a source somewhere."""
    for reading in readings(document):
        for passage in reading.passages:
            prose = masked(passage.text, names)
            for claim in claims_in(prose):
                if passage.cited or is_cited(passage.text, claim.start):
                    yield claim.value
        yield from (value(each.text) for each in reading.figures if each.cited)


def _is_latin(texts: Iterable[str]) -> bool:
    """Say whether most letters of some texts are Latin."""
    letters = [letter for text in texts for letter in text if letter.isalpha()]
    return 2 * sum(letter < "\u0250" for letter in letters) > len(letters)


@dataclass(frozen=True, slots=True)
class _Editor:
    """Reads one document in one language."""

    entry: DocumentEntry
    document: Document
    lang: str
    campaign: Campaign
    names: tuple[str, ...]
    sourced: Collection[str]

    def read(self) -> Iterator[Advice]:
        for reading in readings(self.document):
            proses = [masked(passage.text, self.names) for passage in reading.passages]
            split = [list(sentences(prose)) for prose in proses]
            running = [each for passage, each in zip(reading.passages, split, strict=True) if not passage.is_heading]
            if self.is_english:
                yield from self._hard(reading, [one for each in running for one in each])
                yield from self._uncounted(reading)
            for passage, prose, found in zip(reading.passages, proses, split, strict=True):
                yield from self._long(passage, prose, found)
                if self.is_english:
                    yield from self._jargon(passage, prose, found)
                    yield from self._unsourced(passage, prose)
            if _is_latin(proses):
                yield from self._acronyms(reading, proses)

    @property
    def is_english(self) -> bool:
        return self.lang.split("-")[0] == "en"

    @property
    def measures(self) -> Measures:
        style = self.campaign.style
        return style if self.entry.kind.name in PUBLIC else style.papers

    def _hard(self, reading: Reading, running: list[Sentence]) -> Iterator[Advice]:
        found, limit = counts(running), self.measures.reading_age
        if found.words >= LEAST_WORDS and (age := round(found.age)) > limit:
            text = reading.passages[0].text
            message = f"this text asks for a reading age of about {age}, and {limit} is the aim"
            yield self._say("reading-age", text, 0, len(text), message, "use shorter sentences and shorter words")

    def _long(self, passage: Passage, prose: str, found: list[Sentence]) -> Iterator[Advice]:
        limit = self.measures.sentence
        if passage.is_heading or self.lang.split("-")[0] in _UNSPACED:
            return
        for each in found:
            if len(each.words) > limit:
                message = f"a sentence of {len(each.words)} words"
                hint = f"{limit} are as many as most people take in at once: make two of it"
                yield self._say("long-sentence", passage.text, each.start, each.end - each.start, message, hint)

    def _jargon(self, passage: Passage, prose: str, found: list[Sentence]) -> Iterator[Advice]:
        terms = {**lexicon.jargon(), **{str(term).lower(): str(plain) for term, plain in self.campaign.jargon.items()}}
        for sentence in found:
            for at, words, plain in jargon_in(prose, sentence, terms):
                yield self._say(
                    "jargon", passage.text, at, len(words), f"'{words}' is jargon", f"in plain words: {plain}"
                )

    def _unsourced(self, passage: Passage, prose: str) -> Iterator[Advice]:
        if passage.cited or not passage.claims:
            return
        for claim in claims_in(prose):
            if claim.value in self.sourced or (passage.is_heading and claim.is_count):
                continue
            if not is_cited(passage.text, claim.start):
                yield self._no_source(passage.text, claim)

    def _uncounted(self, reading: Reading) -> Iterator[Advice]:
        """Tell of figure blocks without a source."""
        for figure in reading.figures:
            if not figure.cited and any(map(str.isdigit, figure.text)) and value(figure.text) not in self.sourced:
                yield self._no_source(figure.text, Claim(0, str(figure.text), "", is_count=False))

    def _no_source(self, text: Text, claim: Claim) -> Advice:
        hint = "cite one of the campaign's sources, with 'source:' or [^id] behind the number"
        message = f"the figure '{claim.words}' has no source"
        return self._say("unsourced-figure", text, claim.start, len(claim.words), message, hint)

    def _acronyms(self, reading: Reading, proses: list[str]) -> Iterator[Advice]:
        """Tell of short forms; those of headings are looked for in the running text first."""
        known = {*lexicon.known_acronyms(), *map(str, self.campaign.acronyms)}
        order = sorted(range(len(proses)), key=lambda number: reading.passages[number].is_heading)
        texts = [proses[number] for number in order]
        for number, at, acronym in unexplained(texts, known, english=self.is_english):
            text = reading.passages[order[number]].text
            hint = f"write what it stands for, and ({acronym}) after it, or list it under 'acronyms:' in the campaign"
            yield self._say(
                "acronym", text, at, len(acronym), f"'{acronym}' is not spelled out here, where it first stands", hint
            )

    def _say(self, rule: str, text: Text, start: int, length: int, message: str, hint: str) -> Advice:
        return advice(rule, self.entry.source, place(self.entry.source, text, start, length), message, hint)
