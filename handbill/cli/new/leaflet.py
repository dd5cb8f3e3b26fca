"""The blocks that a new leaflet begins with."""

from __future__ import annotations

from typing import Final

from handbill import starter
from handbill.layout import LayoutSpec

# Side by side; a layout that lacks one goes without.
FRONT: Final[tuple[str, ...]] = ("kicker", "headline", "line", "lead", "signatures", "petition")
SLIP: Final[tuple[str, ...]] = ("kicker", "headline", "lead", "signup")  # of a layout that leads to no petition
BACK: Final[tuple[str, ...]] = ("heading", "text", "points", "actions", "contact")


def first_blocks(spec: LayoutSpec, *, has_petition: bool) -> list[list[str]]:
    """Return the blocks of each side: a front, a back where there may be one, and backs to make up the number."""
    known = {*spec.blocks}
    usable = {block for block in known if has_petition or block not in ("petition", "signatures")} & {
        *starter.sampled()
    }
    first = FRONT if "petition" in known or "signup" not in known else SLIP
    front = [block for block in first if block in usable] or sorted(usable)
    back = [block for block in BACK if block in usable]
    number = max(spec.sides.least, min(spec.sides.most, 2 if back else 1))
    return [front, *[back or front] * (number - 1)]
