"""What the words of a composite come from, and what of its parents was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbill.amend.adopted import amended_motion, amendment_of, motion_of
from handbill.amend.operations import AmendError
from handbill.amend.places import LETTERS, TITLE, find
from handbill.amend.sheet import Marked, MarkedClause
from handbill.amend.variants import marked
from handbill.closing import Series, closed, mark_of, series, tail
from handbill.errors import did_you_mean
from handbill.models.amendment import Amendment
from handbill.models.composite import Composite, Parent, Phrase
from handbill.models.motion import PARTS, Clause, Motion
from handbill.project import Project
from handbill.recipient import Recipient
from handbill.text import CITATION
from handbill.variants import held, worded


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a parent that could go into the composite, with the clause that they stand in."""

    cite: str
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A parent, as far as words can be taken from it: its motion, as amended where it is an amendment.

    The words are those of whoever sent it: `sender` is nobody in particular where that is no branch of the project.
    """

    parent: Parent
    sender: Recipient
    motion: Motion
    passages: tuple[Passage, ...]

    def clause(self, cited: str) -> tuple[str, tuple[str, ...]]:
        """Return the words of a clause and its sub-points. Raises AmendError where there is none such."""
        place = find(self.motion, cited)
        if place.part == TITLE:
            return squeezed(self.motion.title), ()
        clause: Clause = getattr(self.motion, place.part)[place.index]
        if place.point is not None:
            return squeezed(clause.points[place.point]), ()
        return squeezed(clause.text), tuple(map(squeezed, clause.points))


@dataclass(frozen=True, slots=True)
class Said:
    """What a phrase stands for, with its Markdown; with sub-points where it is a whole clause."""

    words: str
    points: tuple[str, ...] = ()

    @property
    def ends(self) -> bool:
        """Whether it ends with a full stop."""
        return mark_of((self.words, *self.points)[-1]) == "."

    def closed(self, close: str) -> Said:
        """Return it with the mark at its end that closes a clause."""
        if self.points:
            return Said(self.words, (*self.points[:-1], closed(self.points[-1], close)))
        return Said(closed(self.words, close))


def squeezed(text: str) -> str:
    """Return the words of a source text, without citations and with single blanks."""
    return " ".join(CITATION.sub("", text).split())


def origins(project: Project, composite: Composite, lang: str) -> Mapping[str, Origin]:
    """Return the parents of a composite by their numbers. All of them have to be there.

    Raises ContentError for an amendment that does not apply.
    """
    return {str(parent.number): _origin(project, composite.stage, parent, lang) for parent in composite.of}


def _origin(project: Project, stage: str, parent: Parent, lang: str) -> Origin:
    entry = project.documents[str(parent.slug)]
    amendment = amendment_of(entry, lang) if isinstance(entry.value, Amendment) else None
    base = project.documents[str(amendment.motion)] if amendment else entry
    campaign = project.campaign(str(base.value.campaign), lang)
    sender = Recipient(project, campaign, project.branches.get(str(parent.sender).strip()), lang, stage)
    if amendment is None:
        motion = held(worded(motion_of(base, lang), sender), sender)
        return Origin(parent, sender, motion, _passages(motion, stage))
    motion = held(worded(amended_motion(project, base.slug, [entry.slug], lang), sender), sender)
    new = _new_passages(motion_of(base, lang), amendment, sender)
    return Origin(parent, sender, motion, tuple(new))


def said(phrase: Phrase, among: Mapping[str, Origin]) -> Said:
    """Return what a phrase stands for. Raises AmendError where its words are not there."""
    if phrase.text is not None:
        return Said(str(phrase.text))
    if phrase.of not in among:
        raise AmendError(
            f"nothing of number '{phrase.of}' is in this composite", did_you_mean(phrase.of, among), phrase.of
        )
    whole, points = among[phrase.of].clause(str(phrase.clause))
    wanted = squeezed(phrase.words)
    if wanted and wanted not in whole:
        message = f"these words do not stand in {phrase.clause} of {phrase.of}"
        raise AmendError(message, "copy them from there, letter by letter", phrase.words)
    return Said(wanted) if wanted else Said(whole, points)


def style(among: Mapping[str, Origin]) -> Series | None:
    """Return how clauses are closed: as in the first of the parents whose clauses are a series."""
    rows = (getattr(origin.motion, part) for origin in among.values() for part in PARTS)
    return next(filter(None, (series([tail(each) for each in row]) for row in rows)), None)


def left_out(composite: Composite, among: Mapping[str, Origin]) -> Iterator[tuple[Origin, Passage]]:
    """Yield the words of the parents that no phrase took over, a stretch at a time."""
    for number, origin in among.items():
        phrases = (said(phrase, among) for phrase in composite.phrases() if phrase.of == number)
        taken = [words for each in phrases for words in (each.words, *each.points)]
        for passage in origin.passages:
            for rest in _without(passage.text, taken):
                yield origin, Passage(passage.cite, rest)


def _parts(motion: Motion, stage: str) -> tuple[str, ...]:
    """Return the parts of a motion in the form in which it comes to a stage."""
    return ("notes", "believes", "instructs" if stage == "conference" and motion.instructs else "resolves")


def _passages(motion: Motion, stage: str) -> tuple[Passage, ...]:
    """Return all that a motion says."""
    found = []
    for part in _parts(motion, stage):
        for number, clause in enumerate(getattr(motion, part), 1):
            cite = f"{part.capitalize()} {number}"
            found.append(Passage(cite, squeezed(clause.text)))
            found += [
                Passage(f"{cite} ({LETTERS[at % 26]})", squeezed(point)) for at, point in enumerate(clause.points)
            ]
    return tuple(found)


def _new_passages(motion: Motion, amendment: Amendment, sender: Recipient) -> Iterator[Passage]:
    """Yield the words that an amendment brings, with the clause of the motion as amended that has them.

    Words that it only repeats, to put others after them, are the motion's own.
    """
    own = [each.text for each in _passages(worded(motion, sender), sender.stage)]
    marks = _marked(motion, amendment, sender)
    for part in _parts(motion, sender.stage):
        number = 0
        for clause in marks.parts[part]:
            number += clause.kind != "deleted"
            for words in _brought(clause):
                repeated = max(
                    (text for text in _beginnings(words) if any(text in each for each in own)), default="", key=len
                )
                yield Passage(f"{part.capitalize()} {number}", words.removeprefix(repeated).strip())


def _marked(motion: Motion, amendment: Amendment, sender: Recipient) -> Marked:
    """Return what an amendment does to its sender's words; to the model's where it does not hold for those."""
    try:
        return marked(worded(motion, sender), amendment.operations)
    except AmendError:
        return marked(motion, amendment.operations)


def _beginnings(words: str) -> Iterator[str]:
    """Yield the first words of some words, but for all of them; one or two alone are no repetition."""
    parts = words.split()
    return (" ".join(parts[:count]) for count in range(3, len(parts)))


def _brought(clause: MarkedClause) -> Iterator[str]:
    if clause.kind == "deleted":
        return
    for run in (clause.spans, *clause.points):
        yield from (squeezed(span.text) for span in run if span.kind == "inserted" and squeezed(span.text))


def _without(text: str, taken: list[str]) -> Iterator[str]:
    """Yield the stretches of a text that stand in none of the phrases that were taken, with at least one word."""
    rest = [text]
    for phrase in sorted(taken, key=len, reverse=True):
        rest = [piece for each in rest for piece in (each.split(phrase) if phrase else [each])]
    yield from (piece.strip().lstrip(",;. ") for piece in rest if any(letter.isalnum() for letter in piece))
