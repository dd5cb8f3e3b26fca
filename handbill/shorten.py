"""A motion made short enough for a conference, by leaving clauses out; no word of what is kept is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbill.checking import read_with_rules
from handbill.closing import closed, mark_of, series, tail, with_tail
from handbill.counting import ClauseWords, Count, count, said
from handbill.errors import ContentError, UsageError
from handbill.models.branch import Branch
from handbill.models.document import CONFERENCE
from handbill.models.motion import PARTS, Clause, Motion, clause_id
from handbill.models.rules import Rules
from handbill.personalise import is_for, languages, personalise
from handbill.piece.motion import Motion as Moved
from handbill.project import NEUTRAL, DocumentEntry, Entry, Project, choose
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
    chosen, after = _chosen(counted, limit, ranks, motion)
    texts = {clause.id: clause for part in moved.parts for clause in part.clauses}
    left_out = tuple(
        LeftOut(f"{each.part.capitalize()} {each.number}", _words(texts[each.id]), counted.weight(each))
        for each in chosen
    )
    return Shortened(without(motion, _ids(chosen)), left_out, counted, after, limit), rules


def _chosen(
    counted: Count, limit: int | None, clauses: Mapping[str, Clause], motion: Motion
) -> tuple[tuple[ClauseWords, ...], int]:
    """Return the clauses to leave out, and how many words are left.

    Where clauses are joined by '; and', a word goes with one clause and comes back with another.
    """
    for margin in range(len(PARTS) + 1):
        chosen = choose_clauses(counted, limit - margin, clauses) if limit else ()
        shorter = {str(each.id): each for part in PARTS for each in getattr(without(motion, _ids(chosen)), part)}
        joined = sum(
            len(mark_of(tail(shorter[each.id])).split()) - len(mark_of(tail(clauses[each.id])).split())
            for each in counted.clauses
            if each.id in shorter and counted.weight(each)
        )
        after = counted.total - sum(map(counted.weight, chosen)) + joined
        if limit is None or after <= limit:
            break
    return chosen, after


def _ids(clauses: Iterable[ClauseWords]) -> set[str]:
    return {each.id for each in clauses}


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
    """Return a motion without some of its clauses, in each of its languages and variants; the others keep their ids.

    They are closed as before: where another is the last, that has the full stop.
    """
    ids = {part: [clause_id(each, part, at) for at, each in enumerate(getattr(motion, part), 1)] for part in PARTS}
    changes: dict[str, Any] = {}
    ends: dict[str, str] = {}
    for part, named in ids.items():
        clauses: tuple[Clause, ...] = getattr(motion, part)
        ends.update(_ends([tail(each) for each in clauses], named, left_out))
        kept = (
            each.model_copy(update={"id": Text(id_)})
            for id_, each in zip(named, clauses, strict=True)
            if id_ not in left_out
        )
        changes[part] = tuple(with_tail(each, ends[str(each.id)]) if str(each.id) in ends else each for each in kept)
    variants = []
    for variant in motion.variants:
        if replaced := _replaced(variant.replace, left_out, ends):
            variants.append(variant.model_copy(update={"replace": replaced}))
    changes["variants"] = tuple(variants)
    changes["translations"] = {
        lang: _translation(given, motion, ids, left_out) for lang, given in motion.translations.items()
    }
    return motion.model_copy(update=changes)


def _ends(tails: Sequence[str], ids: Sequence[str], left_out: Collection[str]) -> dict[str, str]:
    """Return how each clause of a part that is kept is closed now, by its id, where it was a series and lost some."""
    kept = [each for each in ids if each not in left_out]
    style = series(tails) if len(kept) < len(ids) else None
    return {each: style.of(place, len(kept)) for place, each in enumerate(kept)} if style else {}


def _replaced(words: Mapping[Any, Any], left_out: Collection[str], ends: Mapping[str, str]) -> dict[Any, Any]:
    """Return the words of a variant without those of clauses that were left out; the rest closed as their clauses."""
    return {
        key: closed(text, ends[str(key)]) if str(key) in ends and mark_of(text) else text
        for key, text in words.items()
        if str(key) not in left_out
    }


def _translation(given: Any, motion: Motion, ids: Mapping[str, list[str]], left_out: Collection[str]) -> Any:
    """Return the data of a translation without the same clauses, list by list."""
    made = dict(given)
    ends: dict[str, str] = {}
    for part, named in ids.items():
        if part in given:
            ends.update(_ends([_tail(each) for each in given[part]], named, left_out))
            pairs = zip(named, given[part], strict=True)
            made[part] = [_closed(each, ends.get(id_, "")) for id_, each in pairs if id_ not in left_out]
    if "variants" in made:
        made["variants"] = [
            {**theirs, "replace": _replaced(theirs["replace"], left_out, ends)}
            for ours, theirs in zip(motion.variants, made["variants"], strict=True)
            if any(str(key) not in left_out for key in ours.replace)
        ]
    return made


def _tail(clause: Any) -> str:
    """Return the text that closes a clause of a translation, which is a text or a mapping."""
    if isinstance(clause, str):
        return clause
    return str(clause["points"][-1] if clause.get("points") else clause.get("text", ""))


def _closed(clause: Any, close: str) -> Any:
    """Return a clause of a translation with the mark that closes it; as it is where none is said."""
    if not close or not mark_of(_tail(clause)):
        return clause
    if isinstance(clause, str):
        return closed(clause, close)
    if points := clause.get("points"):
        return {**clause, "points": [*points[:-1], closed(points[-1], close)]}
    return {**clause, "text": closed(clause["text"], close)}
