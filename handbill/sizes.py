"""From boxes that were measured to the sizes that fill them: what `fit` decides, for the elements of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from handbill import fit, galley, makeup, measure, text
from handbill.errors import HandbillError
from handbill.fit import Plan, Side
from handbill.format import Limits
from handbill.lines import Setting, at_most, balance, break_lines, smallest
from handbill.makeup import Box
from handbill.markup.lines import set_lines
from handbill.markup.reading import Reading
from handbill.measure import FitBox, Lines
from handbill.pages import FitFinding, TooLong
from handbill.typography import reach, rise

ROOM: Final = "room"  # what the largest size is called at which no word of balanced lines is wider than its column
DOUBT: Final = 1.5  # pt: how far a plan may be out for text that was not yet set as it will be


class TypesetError(HandbillError):
    """A page that cannot be set as it should be. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The size in pt of every fitted element by its number, and the lines of headlines."""

    points: Mapping[int, float] = field(default_factory=dict)
    breaks: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def merged(self, other: Sizes) -> Sizes:
        return Sizes({**self.points, **other.points}, {**self.breaks, **other.breaks})

    def with_setting(self, number: int, setting: Setting) -> Sizes:
        return self.merged(Sizes({number: setting.size}, {number: setting.breaks}))

    def renumbered(self, numbers: Mapping[int, int]) -> Sizes:
        """Return the sizes of some elements under other numbers."""
        return Sizes(
            {numbers[old]: points for old, points in self.points.items() if old in numbers},
            {numbers[old]: breaks for old, breaks in self.breaks.items() if old in numbers},
        )


class Planner:
    """Plans the sizes of one page's elements. It learns the widths of words once, then plans as often as needed."""

    def __init__(self, reading: Reading, limits: Mapping[str, Limits], paper: str) -> None:
        self.reading, self.limits, self.paper = reading, limits, paper
        self.insides = {each.number: each.inside.of(reading.html) for each in reading.fitted if each.inside}
        self.reaches = {number: found for number, html in self.insides.items() if (found := reach(text.bare(html)))}
        self.names = {each.number: each.name or ROOM for each in reading.fitted}
        self.lines: dict[int, Lines] = {}
        self.reserves: dict[int, float] = {}  # room in pt that a box is denied, since plans for it went wrong
        for name in self.names.values():
            if name != ROOM and name not in limits:
                raise TypesetError(f"the layout fits '{name}', for which its layout.yaml gives no sizes")

    # HTML

    def to_measure(self, slots_only: bool) -> str:
        """Return the HTML to learn from, with nothing that is only drawn."""
        return self.reading.slots_only({}) if slots_only else self.reading.with_insides({}, drawn=False)

    def to_set(self, sizes: Sizes, slots_only: bool = False) -> str:
        """Return the HTML with headlines broken as planned; without codes and what stands outside slots if wished."""
        insides = {number: set_lines(html, sizes.breaks[number]) for number, html in self.insides.items()}
        return self.reading.slots_only(insides) if slots_only else self.reading.with_insides(insides)

    def rises(self, breaks: Mapping[int, tuple[int, ...]]) -> Iterator[tuple[int, float]]:
        """Yield the headlines on whose first line accents stand, with how far in em; without breaks, that is all of
        its words."""
        for number, html in self.insides.items():
            first, _, _ = text.bare(set_lines(html, breaks.get(number, ()))).partition("\n")
            if found := rise(first):
                yield number, found

    def start(self) -> Sizes:
        """Return the sizes to measure at."""
        return Sizes(
            {
                each.number: self.limits[each.name].least if each.inside else self.limits[each.name].preferred
                for each in self.reading.fitted
                if each.name
            }
        )

    # Planning

    def reserve(self, boxes: Iterable[FitBox]) -> None:
        """Plan with less room for boxes whose content is still too high after it was planned from a real setting."""
        for box in boxes:
            over = box.over * measure.PT_PER_PX
            self.reserves[box.number] = self.reserves.get(box.number, 0.0) + over

    def learn(self, boxes: Iterable[Box]) -> None:
        """Take the widths of words from the boxes of `to_measure`."""
        for box in boxes:
            if any(True for _ in makeup.lines(box)):  # a cell that goes on over a page has nothing left to say there
                lines = measure.lines_of(box)
                self.lines[lines.number] = lines

    def by_measure(self) -> Sizes:
        """Set every headline as large as its measure allows; those that fill a height come later."""
        sizes = Sizes()
        for line in self.lines.values():
            if line.name:
                sizes = sizes.with_setting(line.number, self._by_measure(line))
            else:
                sizes = sizes.merged(self._even(line, line.size))
        flow = [
            self.lines[each.number] for each in self.reading.fitted if not each.in_slot and each.number in self.lines
        ]
        for name in {line.name for line in flow if line.name and self.limits[line.name].same}:
            alike = [line for line in flow if line.name == name]
            size = min(sizes.points[line.number] for line in alike)
            for line in alike:
                if setting := at_most(line.headline(self.limits), size):
                    sizes = sizes.with_setting(line.number, Setting(size, setting.breaks))
        return sizes

    def _by_measure(self, line: Lines) -> Setting:
        if setting := break_lines(line.headline(self.limits)):
            return setting
        if line.wraps:
            return Setting(self.limits[line.name].least, ())
        raise TypesetError(self._too_wide(line))

    def plan(self, boxes: Sequence[FitBox], now: Sizes, lines: Sizes, measured: bool) -> Sizes:
        """Plan the sizes of fit boxes from how they came out at the sizes `now`.

        `lines` are the settings of headlines; `measured` says that the boxes come from `to_measure`:
        then a plan may be out by a line, and where nothing seems to fit the smallest sizes are tried.
        Raises TooLong where nothing fits in boxes that are really set.
        """
        planned = Sizes()
        findings = []
        for box in boxes:
            side = self.side(box, now, lines, measured)
            plan, small = fit.plan_side(side), Sizes()
            if plan is None or plan.size < side.limits.preferred or not fit.is_full(side, plan):
                small = self._small_headings(box)
                smaller = self.side(box, now, lines.merged(small), measured)
                other = fit.plan_side(smaller)
                if plan is None or (other and _worth(smaller, other) > _worth(side, plan)):
                    side, plan = smaller, other
                else:
                    small = Sizes()
            if plan is None and measured:
                plan = fit.smallest_plan(side)
            if plan is None:
                findings.append(fit.too_long(side, self.paper, box.name if box.in_slot else ""))
                continue
            planned = planned.merged(small).merged(self._of_plan(box, plan))
        if findings:
            raise TooLong(findings)
        return planned

    def _of_plan(self, box: FitBox, plan: Plan) -> Sizes:
        sizes = self._balanced(box, plan.size).merged(Sizes({box.number: plan.size}))
        filling = self._filling(box)
        return sizes.with_setting(filling.number, plan.headline) if filling and plan.headline else sizes

    def side(self, box: FitBox, now: Sizes, lines: Sizes, measured: bool) -> Side:
        """Describe a fit box as it came out, without the headline that fills it."""
        size = now.points[box.number]
        lines = lines.merged(self._balanced(box, size)) if measured else lines
        filling = self._filling(box)
        by = size / self.limits[box.name].preferred
        planned = {makeup.number(each): self._planned(each, lines, by, measured) for each in box.lines}
        if filling:
            planned[filling.number] = galley.Fixed(0.0)
        side = measure.side(box, size, self.limits, filling, planned)
        reserve = self.reserves.get(box.number, DOUBT if measured and not filling else 0.0)
        return replace(side, height=side.height - reserve)

    def _planned(self, box: Box, lines: Sizes, by: float, measured: bool) -> galley.Part:
        """Return what a headline will be, with its margins; `by` is the size of the text in parts of the first."""
        line = self.lines[makeup.number(box)]
        if line.wraps and not measured:
            return galley.Fixed(box.margin_height() * measure.PT_PER_PX)
        if not line.name:
            size = min(line.size * by, self._room(line))
            return galley.Balanced(line.words, line.measure / size, line.leading * size)
        setting = Setting(lines.points[line.number], lines.breaks[line.number])
        return galley.Fixed(line.headline(self.limits).height(setting))

    def _balanced(self, box: FitBox, size: float) -> Sizes:
        """Break the balanced lines of a box whose text is set at `size` pt."""
        lines = [self.lines[makeup.number(each)] for each in box.lines]
        grown = size / self.limits[box.name].preferred
        sizes = Sizes()
        for line in lines:
            if not line.name:
                sizes = sizes.merged(self._even(line, line.size * grown))
        return sizes

    def _even(self, line: Lines, size: float) -> Sizes:
        """Break lines evenly at a size in pt, or at the largest at which no word is wider than its column."""
        room = self._room(line)
        return Sizes({line.number: room}, {line.number: balance(line.words, line.measure / min(size, room))})

    def _room(self, line: Lines) -> float:
        """Return the largest size in pt at which the words of a line fit its column; those that are alike have one."""
        alike = [each for each in self.lines.values() if line.alike and each.alike == line.alike] or [line]
        return min(each.room for each in alike)

    def _small_headings(self, box: FitBox) -> Sizes:
        """Set the headings of a box, those with a number of lines, at their smallest."""
        sizes = Sizes()
        for line in (self.lines[makeup.number(each)] for each in box.lines):
            if line.name and self.limits[line.name].lines and (setting := smallest(line.headline(self.limits))):
                sizes = sizes.with_setting(line.number, setting)
        return sizes

    def _filling(self, box: FitBox) -> Lines | None:
        """Return the headline that fills the room of a box: the first with any number of lines."""
        lines = (self.lines[makeup.number(each)] for each in box.lines)
        return next((line for line in lines if line.name and not self.limits[line.name].lines), None)

    def too_short(self, box: FitBox, sizes: Sizes) -> FitFinding:
        return fit.too_short(self.side(box, sizes, sizes, False), -box.over * measure.PT_PER_PX, self.paper)

    def _too_wide(self, line: Lines) -> str:
        limits = self.limits[line.name]
        longest = max(zip(line.words.widths, line.words.text, strict=True))[1]
        if limits.lines and len(line.words.text) > 1:
            return (
                f"“{' '.join(line.words.text)}” is too long for {limits.lines} lines: "
                f"it would be smaller than {limits.least:g} pt; shorten it, or choose another layout"
            )
        return (
            f"the word “{longest}” is too long for a line: it would be smaller than {limits.least:g} pt; "
            "take a shorter word, write it as two, or choose another layout"
        )


def _worth(side: Side, plan: Plan) -> tuple[bool, float]:
    """What a plan is chosen by: that the headline fills its measure, then the size of text that is too small."""
    return fit.is_full(side, plan), min(plan.size, side.limits.preferred)
