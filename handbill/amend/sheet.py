"""A motion on the desk while it is amended: nothing is lost, so that it can be read as amended and marked up.

The clauses that were there stay where they were, struck or not; between them are gaps, into which
new clauses and moved ones go. So a number means the same clause in every change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from handbill.amend.operations import (
    AddClauses,
    AmendError,
    Change,
    DeleteClause,
    InsertClauses,
    MoveClause,
    NewClause,
    ReplaceAll,
    ReplaceEvery,
    SwapClauses,
)
from handbill.amend.passage import Passage, Span, on_one_line
from handbill.amend.places import LETTERS, TITLE, Place, clauses, find, last_part, with_ids
from handbill.closing import Series, mark_of, series, tail
from handbill.models.base import Written
from handbill.models.motion import PARTS, Clause, Motion


@dataclass(eq=False, slots=True)
class Line:
    """A clause on the desk. `index` is where it stood, None for one that is new; `away` one that moved from here."""

    part: str
    clause: Clause
    words: Passage
    points: list[Passage]
    index: int | None
    gone: bool = False
    away: bool = False
    moved: bool = False

    @property
    def is_undone(self) -> bool:
        """Whether it came here and went again: then nothing of it is to be seen."""
        return self.gone and (self.index is None or self.moved)

    def units(self) -> Iterator[Passage]:
        yield self.words
        yield from self.points

    @property
    def tail(self) -> Passage:
        """The words that the clause ends with: those of its last sub-point, where it has some."""
        return next((each for each in reversed(self.points) if not each.gone), self.words)


def _line(part: str, clause: Clause, index: int | None) -> Line:
    added = index is None
    points = [Passage.of(point, added=added) for point in clause.points]
    return Line(part, clause, Passage.of(clause.text, added=added), points, index)


@dataclass(frozen=True, slots=True)
class MarkedClause:
    """A clause of a marked-up motion. `index` is its place before, from 0; None for one that is new there.

    `kind` is 'kept' for a clause that stays, whatever happens to its words.
    """

    kind: str  # kept, deleted, inserted
    clause: Clause
    index: int | None
    spans: tuple[Span, ...]
    points: tuple[tuple[Span, ...], ...] = ()

    @property
    def touched(self) -> bool:
        runs = (self.spans, *self.points)
        return self.kind != "kept" or any(span.kind != "kept" for run in runs for span in run)


@dataclass(frozen=True, slots=True)
class Marked:
    """A motion with all that is struck and all that is new. `motion` is the one before, its ids given."""

    motion: Motion
    title: tuple[Span, ...]
    parts: dict[str, tuple[MarkedClause, ...]]


@dataclass(slots=True)
class Sheet:
    """The desk. Changes are applied one after the other."""

    motion: Motion
    title: Passage = field(init=False)
    lines: dict[str, list[Line]] = field(init=False)
    gaps: dict[str, list[list[Line]]] = field(init=False)

    def __post_init__(self) -> None:
        self.motion = with_ids(self.motion)
        self.title = Passage.of(self.motion.title)
        self.lines = {
            part: [_line(part, clause, index) for index, clause in enumerate(clauses(self.motion, part))]
            for part in PARTS
        }
        self.gaps = {part: [[] for _ in range(len(self.lines[part]) + 1)] for part in PARTS}

    def all(self, part: str) -> Iterator[Line]:
        """Yield the clauses of a part in their order, those that are gone too."""
        for line, gap in zip([*self.lines[part], None], self.gaps[part], strict=True):
            yield from gap
            if line:
                yield line

    def amended(self) -> Motion:
        """Return the motion as amended."""
        parts = {
            part: tuple(_clause(line) for line in self.all(part) if not line.gone and not line.away) for part in PARTS
        }
        return self.motion.model_copy(update={"title": _text(self.motion.title, self.title), **parts}, deep=True)

    def marked(self) -> Marked:
        """Return the motion with what is struck and what is new."""
        rows = {part: [marked_clause(line) for line in self.all(part) if not line.is_undone] for part in PARTS}
        parts = {part: tuple(map(_apart, row, (*row[1:], None))) for part, row in rows.items()}
        return Marked(self.motion, self.title.marked(), parts)

    # Marks that close clauses

    def close(self, shown: Callable[[Clause], bool] = lambda _: True) -> None:
        """Close the clauses as they were closed before, where others are last now; for when all changes are made.

        `shown` says which clauses the body has that it is for.
        """
        rows = {part: [line for line in self.lines[part] if shown(line.clause)] for part in PARTS}
        styles = {part: series([tail(line.clause) for line in row]) for part, row in rows.items()}
        usual = next(filter(None, styles.values()), None)
        for part, before in rows.items():
            style = styles[part] or (usual if len(before) == 1 else None)
            after = [line for line in self.all(part) if not line.gone and not line.away and shown(line.clause)]
            for line in after:
                _close_points(line)
            if style and before != after and any(line.index is not None for line in after):
                _close(after, style)

    # Changes

    def apply(self, change: Change) -> list[Line]:
        """Apply a change; return the clauses that it touches. Raises AmendError where it does not apply."""
        match change:
            case DeleteClause():
                return self._delete(change)
            case InsertClauses():
                place = find(self.motion, change.at, one_more=True)
                if place.part == TITLE or place.point is not None:
                    raise AmendError(f"no clause can go in at '{change.at}'", "cite it as Resolves 2", change.at)
                return self._put(place.part, place.index, change.clauses)
            case AddClauses():
                part = change.part or last_part(self.motion)
                return self._put(part, len(self.lines[part]), change.clauses)
            case MoveClause() | SwapClauses():
                return self._move(change)
            case ReplaceEvery():
                return self._replace_every(change)
            case ReplaceAll():
                return self._replace_all(change)
            case _:
                line, words = self._words(change.clause)
                words.edit(change)
                return [line] if line else []

    def _line_at(self, place: Place, cited: str) -> Line:
        """Return a clause where it stands now. Raises AmendError for one that is gone."""
        found = self.lines[place.part][place.index]
        if found.away:
            found = next(line for line in self.all(place.part) if line.moved and line.clause.id == found.clause.id)
        if found.gone:
            raise AmendError(f"the clause '{on_one_line(cited)}' is deleted already", "", cited)
        return found

    def _words(self, cited: str) -> tuple[Line | None, Passage]:
        """Return the words that a citation names, and their clause; those of the title stand in none."""
        place = find(self.motion, cited)
        if place.part == TITLE:
            return None, self.title
        line = self._line_at(place, cited)
        words = line.words if place.point is None else line.points[place.point]
        if words.gone:
            raise AmendError(f"the sub-point '{on_one_line(cited)}' is deleted already", "", cited)
        return line, words

    def _delete(self, change: DeleteClause) -> list[Line]:
        line, words = self._words(change.clause)
        if line is None:
            raise AmendError("the title cannot be deleted", "give it other words", change.clause)
        if words is line.words:
            line.gone = True
        else:
            words.gone = True
        return [line]

    def _put(self, part: str, gap: int, new: tuple[NewClause, ...]) -> list[Line]:
        made = []
        for each in new:
            points = tuple(map(_written, each.points))
            words = Clause(text=_written(each.text), id=self._new_id(part, gap), points=points)
            line = _line(part, words, None)
            self.gaps[part][gap].append(line)
            made.append(line)
        return made

    def _new_id(self, part: str, gap: int) -> Written:
        """Return an id for a new clause, as Acts number theirs: 'r2a' for the first after the second of 'resolves'."""
        taken = {str(line.clause.id) for each in PARTS for line in self.all(each)}
        stem = f"{part[0]}{gap}"
        names = (*(stem + letter for letter in LETTERS), *(f"{stem}-{number}" for number in range(1, len(taken) + 2)))
        return Written(next(name for name in names if name not in taken))

    def _move(self, change: MoveClause | SwapClauses) -> list[Line]:
        here, there = find(self.motion, change.clause), find(self.motion, change.to)
        if here.part != there.part or TITLE in (here.part, there.part) or (here.point, there.point) != (None, None):
            raise AmendError("a clause can only move within its part", "delete it, and insert it anew", change.to)
        if here == there:
            raise AmendError("the clause stands there already", "", change.to)
        if isinstance(change, SwapClauses):
            ends = [(here, change.clause, there.index), (there, change.to, here.index)]
        else:
            ends = [(here, change.clause, there.index + (there.index > here.index))]
        lines = [self._line_at(place, cited) for place, cited, _ in ends]
        for line, (_, cited, _) in zip(lines, ends, strict=True):
            if line.moved:
                raise AmendError(f"the clause '{cited}' is moved already", "", cited)
        return [each for line, (*_, gap) in zip(lines, ends, strict=True) for each in self._shift(line, gap)]

    def _shift(self, line: Line, gap: int) -> list[Line]:
        moved = Line(line.part, line.clause, line.words, line.points, line.index, moved=True)
        line.away = True
        self.gaps[line.part][gap].append(moved)
        return [line, moved]

    def _replace_every(self, change: ReplaceEvery) -> list[Line]:
        live = [line for part in PARTS for line in self.all(part) if not line.gone and not line.away]
        touched: list[Line] = []
        for line in live:
            done = [each.replace_every(change.words, change.insert) for each in line.units() if not each.gone]
            touched += [line] if any(done) else []
        if not touched:
            said = on_one_line(change.words)
            raise AmendError(f"the words “{said}” stand nowhere in the motion", "", change.words)
        return touched

    def _replace_all(self, change: ReplaceAll) -> list[Line]:
        lines = [line for part in PARTS for line in self.all(part)]
        for line in lines:
            line.gone = True
        new = [line for part, each in change.parts for line in self._put(part, len(self.lines[part]), each)]
        return [*lines, *new]


def _close(lines: list[Line], style: Series) -> None:
    for place, line in enumerate(lines):
        line.tail.close(style.of(place, len(lines)))


def _close_points(line: Line) -> None:
    """Close the sub-point that is last now as the one was that is struck."""
    if line.points and line.points[-1].gone and not line.tail.gone and line.tail is not line.words:
        line.tail.close(mark_of(line.points[-1].before))


def _written(words: str) -> Written:
    return Written(on_one_line(words), getattr(words, "mark", None))


def _text(before: str, words: Passage) -> Written:
    """Return a text as amended: itself where no word of it has changed."""
    if isinstance(before, Written) and on_one_line(before) == words.text:
        return before
    return Written(words.text, getattr(before, "mark", None))


def _clause(line: Line) -> Clause:
    pairs = zip(line.clause.points, line.points, strict=True)
    points = tuple(_text(before, words) for before, words in pairs if not words.gone)
    return line.clause.model_copy(update={"text": _text(line.clause.text, line.words), "points": points})


def _apart(clause: MarkedClause, then: MarkedClause | None) -> MarkedClause:
    """Return a clause so that new words at its end stand before old ones, where a new clause comes after it.

    LibreOffice takes new words at the end of a paragraph and a new paragraph after it for one tracked change, and
    where that is rejected the next heading becomes a part of the clause.
    """
    *runs, last = clause.spans, *clause.points
    if then is None or then.kind != "inserted" or [span.kind for span in last[-2:]] != ["deleted", "inserted"]:
        return clause
    spans, *points = *runs, (*last[:-2], last[-1], last[-2])
    return replace(clause, spans=spans, points=tuple(points))


def marked_clause(line: Line) -> MarkedClause:
    stays = line.index is not None and not line.moved
    kind = "deleted" if line.gone or line.away else "kept" if stays else "inserted"
    if kind == "kept":
        spans = tuple(words.marked() for words in line.units())
    elif kind == "deleted":
        spans = tuple((Span("deleted", words.before),) if words.before else () for words in line.units())
    else:
        spans = tuple((Span("inserted", words.text),) for words in line.units() if not words.gone)
    index = None if line.moved else line.index
    return MarkedClause(kind, line.clause, index, spans[0], spans[1:])
