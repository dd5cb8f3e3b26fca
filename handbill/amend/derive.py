"""The amendment that turns a motion into an edited copy of it, as a person would put it.

Clauses are matched by their ids, then by likeness. A clause that changed in one place is amended
there; one that changed in several is told from the first word on. Whatever is worked out is
applied, and where it does not give the very words of the copy, the clause is put anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from handbill.amend import operations as ops
from handbill.amend.operations import AmendError, Change
from handbill.amend.passage import CLOSING, Passage, on_one_line, places, words_of
from handbill.amend.places import LETTERS, clauses, with_ids
from handbill.amend.sheet import Sheet
from handbill.closing import closed, mark_of
from handbill.models.motion import PARTS, Clause, Motion, clause_id
from handbill.source import Text

LIKE = 0.4
"""How alike two clauses without a common id have to be to be one that was edited, from 0 to 1."""

MOST_PLACES = 2
"""In how many places a clause may be changed one by one; beyond that all after the first is put anew."""

LONGEST_BRIDGE = 2
"""Words that stay between two places which are changed as one."""

MOST_QUOTED = 8
"""Words around a place that are quoted to tell it from others."""


def derive(motion: Motion, edited: Motion) -> tuple[Change, ...]:
    """Return the changes that give a motion the words of an edited copy.

    What is no words to vote on (priorities, variants, for whom a clause is) is left as it is. A source
    given beside a new clause is cited at its end. Marks that follow from what else is changed, a full stop
    after the clause that is last now, are no changes.
    """
    changes = _changes(motion, edited, marks=False)
    return changes if _closed(motion, changes) == _said(edited) else _changes(motion, edited, marks=True)


def _closed(motion: Motion, changes: Sequence[Change]) -> object:
    """Return the words of a motion with changes made to it, its clauses closed."""
    sheet = Sheet(motion)
    for change in changes:
        sheet.apply(change)
    sheet.close()
    return _said(sheet.amended())


def _said(motion: Motion) -> object:
    rows = ([(each.text, *each.points) for each in clauses(motion, part)] for part in PARTS)
    return on_one_line(motion.title), [[tuple(map(on_one_line, each)) for each in row] for row in rows]


def _changes(motion: Motion, edited: Motion, *, marks: bool) -> tuple[Change, ...]:
    """Return the changes; with `marks`, those of marks that close clauses too."""
    everywhere = _everywhere(motion, edited)
    begun = _amended(motion, everywhere)
    title = _words("title", begun.title, edited.title) if everywhere or motion.title != edited.title else ()
    changes = [*everywhere, *title]
    paired = {part: pairs(begun, edited, part) for part in PARTS}
    if any(clauses(motion, part) for part in PARTS) and not any(paired.values()) and not changes:
        new = ((part, tuple(map(_new, clauses(edited, part)))) for part in PARTS)
        parts = tuple((part, each) for part, each in new if each)
        if parts:
            return (ops.ReplaceAll(parts),)
    for part in PARTS:
        changes += _part(begun, edited, part, paired[part], marks=marks)
    return tuple(changes)


def _amended(motion: Motion, changes: Sequence[Change]) -> Motion:
    sheet = Sheet(motion)
    for change in changes:
        sheet.apply(change)
    return sheet.amended()


# Clauses


def _new(clause: Clause) -> ops.NewClause:
    """Return a clause of the copy as one that comes in: its sources are cited in its words."""
    cited = "".join(f"[^{source}]" for source in clause.source)
    return ops.NewClause(on_one_line(clause.text) + cited, tuple(map(on_one_line, clause.points)))


def cite(part: str, index: int) -> str:
    """Return how a clause is cited."""
    return f"{part.capitalize()} {index + 1}"


def pairs(motion: Motion, edited: Motion, part: str) -> dict[int, int]:
    """Return for clauses of the copy, by index, the clause of the motion that each of them was."""
    old, new = clauses(motion, part), clauses(edited, part)
    ids = {clause_id(clause, part, index + 1): index for index, clause in enumerate(old)}
    found = {index: ids[clause.id] for index, clause in enumerate(new) if clause.id and clause.id in ids}
    unnamed = [index for index, clause in enumerate(new) if not clause.id]
    left = [was for was in range(len(old)) if was not in found.values()]
    couples = [(_likeness(old[was], new[index]), was, index) for was in left for index in unnamed]
    for like, was, index in sorted(couples, key=lambda each: (-each[0], abs(each[1] - each[2]), each)):
        if like >= LIKE and was not in found.values() and index not in found:
            found[index] = was
    return found


def named_alike(motion: Motion, edited: Motion) -> Motion:
    """Return an edited copy whose clauses have the ids of those that they were; what is new has one of its own."""
    motion = with_ids(motion)
    parts = {}
    for part in PARTS:
        found, old = pairs(motion, edited, part), clauses(motion, part)
        parts[part] = tuple(
            each.model_copy(update={"id": old[found[index]].id if index in found else Text(f"new-{part}-{index}")})
            for index, each in enumerate(clauses(edited, part))
        )
    return edited.model_copy(update=parts)


def _likeness(one: Clause, other: Clause) -> float:
    mine, theirs = ([word.strip(CLOSING) for word in words_of(closed(clause.text, ""))] for clause in (one, other))
    match = SequenceMatcher(None, mine, theirs, autojunk=False)
    return match.ratio()


def _part(motion: Motion, edited: Motion, part: str, paired: dict[int, int], *, marks: bool) -> Iterator[Change]:
    """Yield what happened to the clauses of one part."""
    old, new = clauses(motion, part), clauses(edited, part)
    # A clause whose sub-points are others in number is put anew, as one.
    stays = {index: was for index, was in paired.items() if len(old[was].points) == len(new[index].points)}
    order = [stays[index] for index in sorted(stays)]
    for was in range(len(old)):
        if was not in order:
            yield ops.DeleteClause(cite(part, was))
        else:
            index = next(index for index, each in stays.items() if each == was)
            yield from _clause(cite(part, was), old[was], new[index], marks=marks)
    yield from _places(part, len(old), new, stays, order)


def _places(part: str, count: int, new: Sequence[Clause], stays: dict[int, int], order: list[int]) -> Iterator[Change]:
    """Yield the moves, and the new clauses, each after the clause before it that keeps its place."""
    swapped = _swapped(order) if len(stays) == len(new) else None
    fixed = set(order) if swapped else _longest_rise(order)
    if swapped:
        yield ops.SwapClauses(cite(part, swapped[0]), cite(part, swapped[1]))
    run: list[ops.NewClause] = []
    for index in range(len(new) + 1):
        if index < len(new) and index not in stays:
            run.append(_new(new[index]))
            continue
        gap = max((stays[at] + 1 for at in range(index) if stays.get(at) in fixed), default=0)
        if run:
            yield _put(part, gap, count, tuple(run))
            run = []
        if index < len(new) and stays[index] not in fixed:
            was = stays[index]
            yield ops.MoveClause(cite(part, was), cite(part, gap - (gap > was)))


def _put(part: str, gap: int, count: int, new: tuple[ops.NewClause, ...]) -> ops.InsertClauses | ops.AddClauses:
    return ops.AddClauses(part, new) if gap == count else ops.InsertClauses(cite(part, gap), new)


def _swapped(order: list[int]) -> tuple[int, int] | None:
    """Return the two clauses that changed places, where that is all that moved and others stand between them."""
    apart = [(was, now) for was, now in zip(sorted(order), order, strict=True) if was != now]
    if len(apart) == 2 and apart[0] == apart[1][::-1] and order.index(apart[0][0]) - order.index(apart[0][1]) > 1:
        return apart[0]
    return None


def _longest_rise(order: Sequence[int]) -> set[int]:
    """Return the most clauses that still stand in their order."""
    best: list[int] = []
    runs = [best]
    for was in order:
        before = [run for run in runs if not run or run[-1] < was]
        longest = max(before, key=_length)
        runs.append([*longest, was])
        best = max(best, runs[-1], key=_length)
    return set(best)


def _length(run: list[int]) -> int:
    return len(run)


# Words


def _clause(cited: str, old: Clause, new: Clause, *, marks: bool) -> Iterator[Change]:
    yield from _text(cited, old.text, new.text, marks=marks)
    for letter, was, now in zip(LETTERS, old.points, new.points, strict=False):
        yield from _text(f"{cited}({letter})", was, now, marks=marks)


def _text(cited: str, old: str, new: str, *, marks: bool) -> tuple[Change, ...]:
    """Return the changes to one text; without `marks`, those that there would be if both were closed alike."""
    mark = mark_of(on_one_line(old))
    alike = not marks and mark and mark_of(on_one_line(new))
    return _words(cited, old, closed(on_one_line(new), mark) if alike else new)


def _words(cited: str, old: str, new: str) -> tuple[Change, ...]:
    """Return the changes that give one text the words of another: the fewest that say just that."""
    old, new = on_one_line(old), on_one_line(new)
    if old == new:
        return ()
    was, now = _without_closing(old, new)
    edits = _edits(was, now)
    tries = [tuple(_edit(cited, was, now, edit) for edit in edits)]
    if len(edits) > MOST_PLACES:
        tries.insert(0, (_after_first(cited, was, now, edits[0]),))
    for changes in tries:
        made = tuple(change for change in changes if change)
        if len(made) == len(changes) and _gives(old, new, made):
            return made
    return (ops.Rewrite(cited, new),)


def _without_closing(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the words of two texts without the mark that closes both: it stays, and is not quoted."""
    if len(old) > 1 and len(new) > 1 and old[-1] == new[-1] and old[-1] in CLOSING:
        return words_of(old[:-1]), words_of(new[:-1])
    return words_of(old), words_of(new)


Edit = tuple[int, int, int, int]
"""Words from, to in the old text; from, to in the new one."""


def _edits(old: list[str], new: list[str]) -> list[Edit]:
    """Return where two runs of words differ; places that are close to each other are one."""
    match = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Edit] = []
    for kind, start, end, low, high in match.get_opcodes():
        if kind == "equal":
            continue
        if found and start - found[-1][1] <= LONGEST_BRIDGE:
            found[-1] = (found[-1][0], end, found[-1][2], high)
        else:
            found.append((start, end, low, high))
    return found


def _edit(cited: str, old: list[str], new: list[str], edit: Edit) -> Change | None:
    """Return one change as a person would word it; None where no words tell the place from others."""
    start, end, low, high = edit
    gone, come = " ".join(old[start:end]), " ".join(new[low:high])
    if gone and come and gone[-1] == come[-1] and gone[-1] in CLOSING:
        gone, come = gone[:-1], come[:-1]
    if end == len(old) and start and (anchor := _anchor(old, start)):
        if not gone:
            return ops.AddWords(cited, come)
        if end - start > 1:
            return ops.DeleteAfter(cited, anchor, come)
    if gone and len(places(" ".join(old), gone)) == 1:
        return ops.ReplaceWords(cited, gone, come) if come else ops.DeleteWords(cited, gone)
    if not gone and start and (anchor := _anchor(old, start)):
        return ops.InsertWords(cited, anchor, come)
    return _with_neighbours(cited, old, new, edit)


def _anchor(old: list[str], end: int) -> str:
    """Return the fewest words that end before a place and stand nowhere else: at least two, where there are."""
    text = " ".join(old)
    for count in range(min(2, end), min(MOST_QUOTED, end) + 1):
        said = " ".join(old[end - count : end])
        if len(places(text, said)) == 1:
            return said
    return ""


def _with_neighbours(cited: str, old: list[str], new: list[str], edit: Edit) -> Change | None:
    """Quote a place with words around it, so that it is told from others."""
    start, end, low, high = edit
    text = " ".join(old)
    for _ in range(MOST_QUOTED):
        if end < len(old) and high < len(new):
            end, high = end + 1, high + 1
        elif start and low:
            start, low = start - 1, low - 1
        said = " ".join(old[start:end])
        if len(places(text, said)) == 1:
            return ops.ReplaceWords(cited, said, " ".join(new[low:high]))
    return None


def _after_first(cited: str, old: list[str], new: list[str], first: Edit) -> Change | None:
    start, _, low, _ = first
    anchor = _anchor(old, start) if start else ""
    return ops.DeleteAfter(cited, anchor, " ".join(new[low:])) if anchor else None


def _gives(old: str, new: str, changes: Sequence[Change]) -> bool:
    words = Passage.of(old)
    try:
        for change in changes:
            words.edit(change)
    except AmendError:
        return False
    return words.text == new


# Everywhere


def _everywhere(motion: Motion, edited: Motion) -> tuple[Change, ...]:
    """Return the words that became the same others in two places or more, and are gone from the copy."""
    counts: Counter[tuple[str, str]] = Counter()
    for part in PARTS:
        for index, was in pairs(motion, edited, part).items():
            old, new = (words_of(clauses(each, part)[at].text) for each, at in ((motion, was), (edited, index)))
            for start, end, low, high in _edits(old, new):
                if start < end and low < high:
                    counts[_bare(old[start:end]), _bare(new[low:high])] += 1
    for (gone, come), count in counts.most_common():
        if count > 1 and gone and come and not places(come, gone) and not _stands(edited, gone):
            return (ops.ReplaceEvery(gone, come),)
    return ()


def _bare(words: list[str]) -> str:
    return " ".join(words).strip(".,;:!? ")


def _stands(motion: Motion, words: str) -> bool:
    return any(
        places(on_one_line(text), words)
        for part in PARTS
        for clause in clauses(motion, part)
        for text in (clause.text, *clause.points)
    )
