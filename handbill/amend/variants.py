"""The words that some bodies have in place of a clause's own: an amendment is made in them too."""

from __future__ import annotations

from collections.abc import Sequence

from handbill.amend.operations import AmendError, Change
from handbill.amend.places import TITLE, with_ids
from handbill.amend.sheet import Sheet
from handbill.models.base import Written
from handbill.models.motion import PARTS, Motion, Variant


def amended_variants(motion: Motion, changes: Sequence[Change], made: Motion) -> tuple[Variant, ...]:
    """Return the variants of a motion as amended. `made` is what the changes give in the model's own words.

    Where a change does not apply to the words of a variant, the clause as amended holds for its bodies too.
    """
    before, after = _texts(motion), _texts(made)
    found = []
    for variant in motion.variants:
        words: dict[str, Written] = {}
        for key, text in variant.replace.items():
            if key not in before or after.get(key) == before[key]:
                words[str(key)] = text  # type: ignore[assignment]
            elif key in after and (new := _amended(motion, changes, str(key), text)):
                words[str(key)] = new
        if words:
            found.append(variant.model_copy(update={"replace": words}))
    return tuple(found)


def _amended(motion: Motion, changes: Sequence[Change], key: str, text: str) -> Written | None:
    """Return other words of a clause as amended; None where the changes do not apply to them."""
    sheet = Sheet(_with(motion, key, text))
    try:
        for change in changes:
            sheet.apply(change)
    except AmendError:
        return None
    return _texts(sheet.amended()).get(key)


def _with(motion: Motion, key: str, text: str) -> Motion:
    if key == TITLE:
        return motion.model_copy(update={"title": text})
    motion = with_ids(motion)
    parts = {
        part: tuple(
            each.model_copy(update={"text": text}) if each.id == key else each for each in getattr(motion, part)
        )
        for part in PARTS
    }
    return motion.model_copy(update=parts)


def _texts(motion: Motion) -> dict[str, Written]:
    """Return the title and the texts of all clauses, by id."""
    motion = with_ids(motion)
    found: dict[str, Written] = {TITLE: motion.title}  # type: ignore[dict-item]
    found.update({str(each.id): each.text for part in PARTS for each in getattr(motion, part)})
    return found
