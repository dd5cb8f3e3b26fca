"""A motion made short enough for a conference, by leaving clauses out; nothing is ever reworded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handbill.counting import ClauseWords, Count, count, said
from handbill.errors import ContentError, UsageError
from handbill.library import NEUTRAL, DocumentEntry, Entry, Project, choose
from handbill.models.branch import Branch
from handbill.models.kinds import CONFERENCE
from handbill.models.motion import PARTS, Clause, Motion, clause_id
from handbill.models.rules import Rules
from handbill.personalise import is_for, languages, personalise
from handbill.piece.motion import Motion as Moved
from handbill.pipeline import read_with_rules
from handbill.request import Request
from handbill.source import Text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A clause that was left out: how it is cited, as 'Resolves 4', its words, and how many they count."""

    cite: str
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Shortened:
    """What came of it. `motion` is the whole model without what was left out; `limit` is None where none is known."""

    motion: Motion
    left_out: tuple[LeftOut, ...]
    before: Count
    after: int
    limit: int | None

    @property
    def fits(self) -> bool:
        return self.limit is None or self.after <= self.limit


def shorten(request: Request) -> tuple[Shortened, Entry[Rules]]:
    """Shorten the motion that a request names to the limit of its rules, as its one branch or nobody moves it.

    Raises UsageError for names that are not there, and ContentError where the files have mistakes.
    """
    project, rules = read_with_rules(request)
    entry = _entry(request.documents[0], project)
    branch = _branch(request, project)
    lang = _lang(request, entry, branch, project)
    if not is_for(entry, branch, lang):
        raise UsageError(f"'{entry.main}' is not for the branch '{branch.slug if branch else NEUTRAL}'")
    moved = personalise(project, entry, branch, lang, rules=rules).body
    motion = entry.value
    assert isinstance(moved, Moved)
    assert isinstance(motion, Motion)
    counted = count(moved, rules.value.counts, lang)
    limit = rules.value.limits.body
    ranks = {
        clause_id(each, part, place): each for part in PARTS for place, each in enumerate(getattr(motion, part), 1)
    }
    chosen = choose_clauses(counted, limit, ranks) if limit else ()
    texts = {clause.id: clause for part in moved.parts for clause in part.clauses}
    left_out = tuple(
        LeftOut(f"{each.part.capitalize()} {each.number}", _words(texts[each.id]), counted.weight(each))
        for each in chosen
    )
    after = counted.total - sum(each.words for each in left_out)
    return Shortened(without(motion, {each.id for each in chosen}), left_out, counted, after, limit), rules


def _words(clause: Any) -> str:
    return " ".join(said(each) for each in (clause.text, *clause.points))


def _entry(slug: str, project: Project) -> DocumentEntry:
    """Return a motion in the form in which it goes up to a conference."""
    entry = project.documents.get(slug)
    if entry is None:  # the name of a file with mistakes
        raise ContentError(each for each in project.problems if f"/{slug}." in each.mark.file)
    if entry.kind.name != "motion":
        raise UsageError(f"'{slug}' is no motion: only motions go up to a conference")
    name = entry.slug if entry.stage == CONFERENCE else f"{entry.main}-{CONFERENCE}"
    form = project.documents[name]
    if form.main != entry.main:  # another file has taken its name
        raise ContentError(each for each in project.problems if each.mark.file == entry.source.name)
    return form


def _branch(request: Request, project: Project) -> Entry[Branch] | None:
    if len(request.branches) > 1:
        raise UsageError("a motion is shortened for one branch at a time: name one --branch")
    (slug,) = request.branches or (NEUTRAL,)
    choose("branch", [slug], [*project.known("branch", project.branches), NEUTRAL])
    if slug != NEUTRAL and slug not in project.branches:
        raise ContentError(each for each in project.problems if f"/{slug}." in each.mark.file)
    return project.branches.get(slug)


def _lang(request: Request, entry: DocumentEntry, branch: Entry[Branch] | None, project: Project) -> str:
    for lang in request.langs[:1]:
        if lang not in entry.languages:
            raise UsageError(f"'{entry.main}' is not in '{lang}': there are {', '.join(entry.languages)}")
        return lang
    return languages(entry, branch, project)[0]


def choose_clauses(counted: Count, limit: int, clauses: Mapping[str, Clause]) -> tuple[ClauseWords, ...]:
    """Return the clauses to leave out, in the order of the motion.

    Those of least priority (the greatest number) go first, among them the optional ones, then facts before
    opinions and opinions before what is to be done, and of those the last;
    never the only clause that a part has left, and none once the rest is short enough.
    """
    places = {each.id: place for place, each in enumerate(counted.clauses)}
    left = Counter(each.part for each in counted.clauses)
    total, chosen = counted.total, set()

    def rank(each: ClauseWords) -> tuple[int, bool, int, int]:
        clause = clauses[each.id]
        return (clause.priority, clause.optional, -PARTS.index(each.part), places[each.id])

    for each in sorted(counted.clauses, key=rank, reverse=True):
        if total <= limit:
            break
        if left[each.part] > 1 and counted.weight(each):
            chosen.add(each.id)
            left[each.part] -= 1
            total -= counted.weight(each)
    return tuple(each for each in counted.clauses if each.id in chosen)


def without(motion: Motion, left_out: Collection[str]) -> Motion:
    """Return a motion without some of its clauses, in each of its languages and variants; the others keep their ids."""
    places = {part: _kept(motion, part, left_out) for part in PARTS}
    changes: dict[str, Any] = {part: _named(motion, part, places[part]) for part in PARTS}
    variants = []
    for variant in motion.variants:
        replaced = {key: words for key, words in variant.replace.items() if str(key) not in left_out}
        if replaced:
            variants.append(variant.model_copy(update={"replace": replaced}))
    changes["variants"] = tuple(variants)
    changes["translations"] = {
        lang: _translation(given, motion, places, left_out) for lang, given in motion.translations.items()
    }
    return motion.model_copy(update=changes)


def _kept(motion: Motion, part: str, left_out: Collection[str]) -> list[int]:
    clauses = getattr(motion, part)
    return [at for at, each in enumerate(clauses) if clause_id(each, part, at + 1) not in left_out]


def _named(motion: Motion, part: str, places: Iterable[int]) -> tuple[Clause, ...]:
    """Return the clauses at some places, each with the id that it has had so far."""
    clauses = getattr(motion, part)
    return tuple(clauses[at].model_copy(update={"id": Text(clause_id(clauses[at], part, at + 1))}) for at in places)


def _translation(given: Any, motion: Motion, places: Mapping[str, list[int]], left_out: Collection[str]) -> Any:
    """Return the data of a translation without the same clauses, list by list."""
    made = {key: [value[at] for at in places[key]] if key in PARTS else value for key, value in given.items()}
    if "variants" in made:
        made["variants"] = [
            {**theirs, "replace": {key: words for key, words in theirs["replace"].items() if str(key) not in left_out}}
            for ours, theirs in zip(motion.variants, made["variants"], strict=True)
            if any(str(key) not in left_out for key in ours.replace)
        ]
    return made
