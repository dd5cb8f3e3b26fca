"""Composites: are their parents there, and do the words stand in them that they take from there?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbill.amend.operations import AmendError
from handbill.composites import Origin, origins, said
from handbill.errors import ContentError, Problem, did_you_mean
from handbill.models.composite import Composite
from handbill.project import DocumentEntry, Project
from handbill.source import Text


def has_ground(project: Project, entry: DocumentEntry) -> bool:
    """Say whether all parents of a composite are sound."""
    assert isinstance(entry.value, Composite)
    return all(parent.slug in project.documents for parent in entry.value.of)


def check(project: Project, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with a composite: parents that are not there, words that do not stand in them."""
    for lang in entry.languages:
        yield from _faults(project, entry, lang)


def _faults(project: Project, entry: DocumentEntry, lang: str) -> Iterator[Problem]:
    composite, source = entry.languages[lang], entry.source
    assert isinstance(composite, Composite)
    whole = True
    seen: set[str] = set()
    for parent in composite.of:
        if parent.number in seen:
            yield source.describe(parent.number.mark, f"two parents have the number '{parent.number}'", "renumber one")
        seen.add(str(parent.number))
        kind = "motion" if parent.motion else "amendment"
        other = project.documents.get(str(parent.slug))
        if other is None or other.kind.name != kind:
            whole = False
            known = [slug for slug, each in project.documents.items() if each.kind.name == kind]
            if parent.slug not in project.known("document", ()):
                hint = did_you_mean(parent.slug, known)
                yield source.describe(parent.slug.mark, f"there is no {kind} '{parent.slug}'", hint)
    if not whole:
        return
    try:
        yield from _wrong_phrases(composite, entry, origins(project, composite, lang))
    except ContentError as error:
        yield from error.problems


def _wrong_phrases(composite: Composite, entry: DocumentEntry, among: Mapping[str, Origin]) -> Iterator[Problem]:
    for phrase in composite.phrases():
        try:
            said(phrase, among)
        except AmendError as error:
            typed = next((each for each in (phrase.of, phrase.clause, phrase.words) if each == error.at), phrase.clause)
            yield entry.source.describe(typed.mark if isinstance(typed, Text) else None, error.message, error.hint)
