"""How large text may be that is to fill its side, and what to say where it can't.

Pure functions on numbers. What was measured comes in, sizes go out; `typeset` does the measuring.
Sizes and heights are in pt.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from handbill.format import Limits
from handbill.galley import Part, text_height
from handbill.lines import Headline, Setting, break_lines, smallest
from handbill.pages import FitFinding

STEP: Final = 0.1  # sizes of running text are multiples of it
GROWTH: Final = 1.8  # pages of text that is p times larger: p to this power, for lines are higher and more
SLIP: Final = 0.05  # pt that a plan may be over, by rounding
FULL: Final = 0.7  # the part of its measure that a headline is to fill, though the text be a little smaller


@dataclass(frozen=True, slots=True)
class Side:
    """One measured side: its `content`, apart from the headline that fills it, was set with the text at `size` pt.

    `height` is its room in pt; `words` counts the words of its running text.
    """

    number: int
    height: float
    content: Part
    size: float
    limits: Limits
    words: int
    headline: Headline | None = None

    def needs(self, size: float) -> float:
        """About how much height the side takes in pt, its headline apart, with text of another size."""
        return self.content.at(size / self.size)

    def text(self, size: float) -> float:
        """About how much of that is running text."""
        return text_height(self.content, size / self.size)


@dataclass(frozen=True, slots=True)
class Plan:
    """The sizes for one side."""

    size: float
    headline: Setting | None = None


def plan_side(side: Side) -> Plan | None:
    """Choose the sizes for a side: the headline as large as the preferred text size allows, or a smaller one
    where it needs that to fill its measure; then the text as large as that headline allows. None where nothing
    fits."""
    limits = side.limits
    if plan := _preferred(side):
        return Plan(max(plan.size, _largest_text(side, plan.headline)), plan.headline)
    least = smallest(side.headline) if side.headline else None
    size = min(limits.preferred, _largest_text(side, least))
    return _plan_at(side, size) if size >= limits.least else None


def is_full(side: Side, plan: Plan) -> bool:
    """Say whether the headline of a plan, if there is one, fills its measure."""
    return not (side.headline and plan.headline) or side.headline.filled(plan.headline) >= FULL


def smallest_plan(side: Side) -> Plan:
    """Return the plan with everything at its smallest, whether it fits or not."""
    return Plan(side.limits.least, smallest(side.headline) if side.headline else None)


def _preferred(side: Side) -> Plan | None:
    """Return the plan with the text at its preferred size, or at the next below that lets the headline fill
    its measure, where one does."""
    preferred = _plan_at(side, side.limits.preferred)
    if preferred is None or is_full(side, preferred):
        return preferred
    steps = range(1, round((side.limits.preferred - side.limits.least) / STEP) + 1)
    smaller = (_plan_at(side, round(side.limits.preferred - step * STEP, 2)) for step in steps)
    return next((plan for plan in smaller if plan and is_full(side, plan)), preferred)


def _plan_at(side: Side, size: float) -> Plan | None:
    """Return the plan with the text at `size` pt and the headline as large as that allows."""
    room = side.height - side.needs(size)
    if side.headline is None:
        return Plan(size) if room >= -SLIP else None
    setting = break_lines(side.headline, room) if room > 0 else None
    return Plan(size, setting) if setting else None


def _largest_text(side: Side, headline: Setting | None) -> float:
    """Return the largest size of text beside a headline, in steps, no larger than its limits; 0 where none is."""
    taken = side.headline.height(headline) if headline and side.headline else 0.0
    room = side.height + SLIP - taken
    for step in range(round((side.limits.most - side.limits.least) / STEP), -1, -1):
        size = round(side.limits.least + step * STEP, 2)
        if side.needs(size) <= room:
            return size
    return 0.0


def saves_a_page(pages: float, limits: Limits) -> bool:
    """Say whether the smallest size may take one sheet fewer than so many pages at the preferred size."""
    return pages * math.pow(limits.least / limits.preferred, GROWTH + 0.4) < math.ceil(pages) - 1


def to_save_a_page(pages: float, limits: Limits) -> float:
    """Return the text size at which so many pages of text, set at the preferred size, take one sheet fewer."""
    wanted = (math.ceil(pages) - 1) * 0.985  # pages never fill to the last line
    size = limits.preferred * math.pow(wanted / pages, 1 / GROWTH)
    return max(limits.least, round(math.floor(size / STEP) * STEP, 2))


def too_long(side: Side, paper: str, part: str = "") -> FitFinding:
    """Say how many words a side has too many at its smallest sizes."""
    least = side.limits.least
    need = side.needs(least) - side.height
    if side.headline:
        setting = smallest(side.headline)
        need += side.headline.height(setting) if setting else 0
    return FitFinding(side.number, "too_long", _words(need, side.text(least), side.words), least, paper, part)


def too_short(side: Side, slack: float, paper: str) -> FitFinding:
    """Say how many words a side could take beside what stands on it, given its empty height in pt."""
    most = side.limits.most
    return FitFinding(side.number, "too_short", _words(slack, side.text(most), side.words), most, paper)


def _words(height: float, text: float, words: int) -> int:
    """Turn a height in pt into words of text, to the nearest five from ten on."""
    count = max(1.0, words * height / text if text > 0 else height / 3)
    return round(count) if count < 10 else 5 * round(count / 5)
