"""A motion in all its words while it is amended: the model's own, and those that some bodies have in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handbill.amend.operations import AmendError, Change
from handbill.amend.places import TITLE, find, with_ids
from handbill.amend.sheet import Marked, Sheet
from handbill.models.base import Written
from handbill.models.motion import PARTS, Motion, Variant
from handbill.source import Text


@dataclass(slots=True)
class _Copy:
    """The motion in the words of some bodies, and the changes that do not apply to those."""

    sheet: Sheet
    refused: list[Change] = field(default_factory=list)

    def apply(self, change: Change) -> AmendError | None:
        try:
            self.sheet.apply(change)
        except AmendError as error:
            self.refused.append(change)
            return error
        return None


@dataclass(slots=True)
class Copies:
    """The desk with a copy for each variant beside the model's own. Changes are applied one after the other."""

    motion: Motion
    own: _Copy = field(init=False)
    others: list[tuple[Variant, _Copy]] = field(init=False)

    def __post_init__(self) -> None:
        self.motion = with_ids(self.motion)
        own, *others = (_Copy(Sheet(each)) for each in wordings(self.motion))
        self.own, self.others = own, list(zip(self.motion.variants, others, strict=True))

    @property
    def sheet(self) -> Sheet:
        """The motion in the model's own words."""
        return self.own.sheet

    def apply(self, change: Change) -> None:
        """Apply a change to each copy to whose words it applies. Raises AmendError where there is none."""
        told = [copy.apply(change) for copy in (self.own, *(copy for _, copy in self.others))]
        if told[0] and all(told):
            raise told[0]

    def close(self) -> None:
        """Close the clauses of each copy as before, where others are last now; for when all changes are made."""
        for copy in (self.own, *(copy for _, copy in self.others)):
            copy.sheet.close()

    def amended(self) -> Motion:
        """Return the motion as amended, its variants too.

        Where a change does not apply to the words of a variant alone, the clause as amended holds for its bodies too.
        """
        made = self.sheet.amended()
        after = _texts(made)
        found = []
        for variant, copy in self.others:
            theirs = _texts(copy.sheet.amended())
            lost = self._keys(each for each in copy.refused if each not in self.own.refused)
            words = {
                key: theirs.get(str(key), text)  # what is no clause is not amended
                for key, text in variant.replace.items()
                if key not in lost and (key in after or key not in _texts(self.motion))
            }
            if words:
                found.append(variant.model_copy(update={"replace": words}))
        return made.model_copy(update={"variants": tuple(found)})

    def _keys(self, changes: Iterator[Change]) -> set[str]:
        """Return the ids of the clauses whose words some changes are about."""
        places = [find(self.motion, change.clause) for change in changes if hasattr(change, "clause")]
        return {TITLE if each.part == TITLE else str(getattr(self.motion, each.part)[each.index].id) for each in places}


def wordings(motion: Motion) -> Iterator[Motion]:
    """Yield a motion in its own words, then in those of each of its variants."""
    yield motion
    motion = with_ids(motion)
    for variant in motion.variants:
        yield _with(motion, {str(key): text for key, text in variant.replace.items()})


def applies(motion: Motion, changes: Iterable[Change]) -> bool:
    """Say whether changes all apply to the words of a motion, whatever its variants have."""
    sheet = Sheet(motion)
    try:
        for change in changes:
            sheet.apply(change)
    except AmendError:
        return False
    return True


def _with(motion: Motion, words: Mapping[str, Text]) -> Motion:
    """Return a motion, its ids given, with other words for some of its clauses and its title."""
    parts = {
        part: tuple(
            each.model_copy(update={"text": words[str(each.id)]}) if each.id in words else each
            for each in getattr(motion, part)
        )
        for part in PARTS
    }
    return motion.model_copy(update={**parts, TITLE: words.get(TITLE, motion.title)})


def _texts(motion: Motion) -> dict[str, Written]:
    """Return the title and the texts of all clauses, by id."""
    motion = with_ids(motion)
    found: dict[str, Written] = {TITLE: motion.title}  # type: ignore[dict-item]
    found.update({str(each.id): each.text for part in PARTS for each in getattr(motion, part)})
    return found


def _applied(motion: Motion, changes: Iterable[Change]) -> Copies:
    copies = Copies(motion)
    for change in changes:
        copies.apply(change)
    return copies


def amended(motion: Motion, changes: Iterable[Change]) -> Motion:
    """Return a motion as amended. Raises AmendError for a change that does not apply.

    Clauses keep their ids. Numbers in the changes are those of `motion`, whatever went before; so the
    changes of several amendments may follow each other. The words of variants are amended too; a change
    may apply to those alone. The marks that close clauses are as the changes leave them: `amended_motion` sees to them.
    """
    return _applied(motion, changes).amended()


def marked(motion: Motion, changes: Iterable[Change]) -> Marked:
    """Return a motion, in its own words, with what is struck and what is new.

    Raises AmendError for a change that applies neither to them nor to a variant.
    """
    return _applied(motion, changes).sheet.marked()
