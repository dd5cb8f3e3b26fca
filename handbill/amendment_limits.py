"""The words of an amendment, as a conference counts them, and how many it may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbill.amend.adopted import amendment_of, motion_of
from handbill.amend.passage import Span
from handbill.amend.rubric import rubric
from handbill.amend.variants import marked
from handbill.counting import amendment_words
from handbill.errors import Problem
from handbill.models.motion import Motion
from handbill.models.rules import Rules
from handbill.project import DocumentEntry, Entry, Project
from handbill.recipient import Recipient
from handbill.text import CITATION, PLACEHOLDER


@dataclass(frozen=True, slots=True)
class AmendmentWords:
    """What an amendment comes to under some rules. `limit` is None where none is known."""

    document: str
    rules: Entry[Rules]
    words: int
    limit: int | None

    @property
    def over(self) -> int:
        return max(0, self.words - self.limit) if self.limit else 0


def measured(project: Project, entry: DocumentEntry, rules: Entry[Rules]) -> AmendmentWords:
    """Count what an amendment puts in, in the model's words, with its rubric and what it deletes where those count."""
    amendment = amendment_of(entry)
    motion = motion_of(project.documents[str(amendment.motion)], entry.lang)
    nobody = Recipient(project, project.campaign(str(entry.value.campaign), entry.lang), None, entry.lang)
    spans = list(_spans(motion, entry))
    words = amendment_words(
        [_said(each.text) for each in spans if each.kind == "inserted"],
        rules.value.counts,
        entry.lang,
        rubric=" ".join(_said(rubric(change, motion, nobody.words)) for change in amendment.operations),
        deleted=[_said(each.text) for each in spans if each.kind == "deleted"],
    )
    return AmendmentWords(entry.slug, rules, words, rules.value.limits.amendment)


def fault(entry: DocumentEntry, found: AmendmentWords) -> Problem | None:
    """Return the error of an amendment that is too long."""
    if not found.over:
        return None
    called = str(found.rules.value.title) or found.rules.slug
    message = f"{found.words} words for {called}, {found.over} more than the {found.limit} that an amendment may have"
    return entry.source.describe(None, message, "say it in fewer words, or in two amendments")


def _spans(motion: Motion, entry: DocumentEntry) -> Iterator[Span]:
    made = marked(motion, amendment_of(entry).operations)
    yield from made.title
    for clauses in made.parts.values():
        for clause in clauses:
            for run in (clause.spans, *clause.points):
                yield from run


def _said(text: str) -> str:
    """Return a source text as it is read out; a name that is to be filled in counts as one word."""
    return PLACEHOLDER.sub("name", CITATION.sub("", text)).replace("*", "")
