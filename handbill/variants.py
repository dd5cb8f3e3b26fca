"""The words that a motion has for one body: those of its variants where they hold, else its own."""

from __future__ import annotations

from collections.abc import Mapping

from handbill.amend.places import with_ids
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
        changed[part] = tuple(each.model_copy(update={"text": words.get(str(each.id), each.text)}) for each in clauses)
    return motion.model_copy(update={**changed, "variants": ()})


def held(motion: Motion, recipient: Recipient) -> Motion:
    """Return a motion with those clauses alone that a body has."""
    return motion.model_copy(
        update={part: tuple(each for each in getattr(motion, part) if recipient.holds(each.only)) for part in PARTS}
    )
