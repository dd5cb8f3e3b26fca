"""The words that a motion has for one body: those of its variants where they hold, else its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbill.amend.places import with_ids
from handbill.closing import kept_closed
from handbill.models.motion import PARTS, Clause, Motion
from handbill.recipient import Recipient
from handbill.source import Text


def replaced(motion: Motion, recipient: Recipient) -> Mapping[str, Text]:
    """Return the words of the variants that hold for this body. The neutral copy keeps the model's own."""
    found: dict[str, Text] = {}
    for variant in motion.variants if recipient.branch else ():
        if recipient.holds(variant.when):
            found.update({str(key): words for key, words in variant.replace.items()})
    return found


def worded(motion: Motion, recipient: Recipient) -> Motion:
    """Return a motion in the words that its variants have for a body, and without variants."""
    words = replaced(motion, recipient)
    changed: dict[str, object] = {name: words[name] for name in ("title", "summary", "background") if name in words}
    motion = with_ids(motion)
    for part in PARTS:
        clauses: tuple[Clause, ...] = getattr(motion, part)
        theirs = [each.model_copy(update={"text": words.get(str(each.id), each.text)}) for each in clauses]
        changed[part] = _closed(theirs, recipient)
    return motion.model_copy(update={**changed, "variants": ()})


def _closed(clauses: Sequence[Clause], recipient: Recipient) -> tuple[Clause, ...]:
    """Return the clauses of a part; those that a body has are closed as the whole part is."""
    kept = iter(kept_closed(clauses, [each for each in clauses if recipient.holds(each.only)]))
    return tuple(next(kept) if recipient.holds(each.only) else each for each in clauses)


def held(motion: Motion, recipient: Recipient) -> Motion:
    """Return a motion with those clauses alone that a body has."""
    return motion.model_copy(
        update={part: tuple(each for each in getattr(motion, part) if recipient.holds(each.only)) for part in PARTS}
    )
