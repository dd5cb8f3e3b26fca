"""The setting of one document: measured, planned, and set until everything fits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from handbill import fit, makeup
from handbill.composed import Composed
from handbill.measure import PT_PER_PX, FitBox
from handbill.pages import FitFinding
from handbill.plans import Plan, Plans
from handbill.sizes import Planner, Sizes, TypesetError
from handbill.typeset.sheets import Sheets
from handbill.units import pt

if TYPE_CHECKING:
    from weasyprint import Document

PASSES: Final = 6  # layouts before a side is given up; two or three are usual
TOLERANCE: Final = 0.3  # px that may stick out, by rounding
WORTHWHILE: Final = 0.05  # the part of a side that must be empty for another layout with larger text


class Job:
    """Finds the sizes of one page's elements. `plans` has those that were found before; `bleed` is in mm."""

    def __init__(self, composed: Composed, sheets: Sheets, planner: Planner, plans: Plans, bleed: float) -> None:
        self._composed, self._sheets, self._planner, self._plans = composed, sheets, planner, plans
        self._format = composed.format
        self._flows = composed.format.flows
        self._known = plans.get(composed.key)
        self._page = hashlib.sha256(f"{composed.key}\0{bleed}\0{composed.html}".encode()).hexdigest()

    def run(self) -> tuple[Document, tuple[FitFinding, ...]]:
        """Measure, plan, and set until everything fits."""
        if not self._composed.reading.fitted:
            return self._sheets.finish(self._sheets.lay_out(self._composed.html, Sizes()), []), ()
        if same := self._plans.get(self._page):
            return self._set_again(same)
        sizes = self._first_plan()
        if self._flows:
            document, sizes = self._run_flowing(sizes)
            self._plans.put(self._page, Plan(sizes))
            return self._sheets.finish(document, []), ()
        for number in range(PASSES):
            document = self._sheets.lay_out(self._planner.to_set(sizes), sizes)
            boxes = self._sheets.make_up(document)
            over = [box for box in boxes if box.over > TOLERANCE]
            if not over:
                document, boxes, sizes = self._fuller(document, boxes, sizes)
                findings = self._remember(boxes, sizes)
                return self._sheets.finish(document, boxes), findings
            sizes = self._shrunk(over, sizes, first=number == 0)
            if any(box.in_slot for box in over):
                sizes = self._with_slots(sizes)
        raise TypesetError(f"the layout '{self._format.layout}' finds no size at which its text fits")

    def _set_again(self, plan: Plan) -> tuple[Document, tuple[FitFinding, ...]]:
        """Set a page that was set before: its sizes are known to fit."""
        document = self._sheets.lay_out(self._planner.to_set(plan.sizes), plan.sizes)
        return self._sheets.finish(document, [] if self._flows else self._sheets.make_up(document)), plan.findings

    def _with_slots(self, sizes: Sizes) -> Sizes:
        """Set the slots alone, which takes little time, until their text fits."""
        for number in range(PASSES):
            document = self._sheets.lay_out(self._planner.to_set(sizes, slots_only=True), sizes)
            over = [box for box in self._sheets.make_up(document) if box.in_slot and box.over > TOLERANCE]
            if not over:
                break
            sizes = self._shrunk(over, sizes, first=number == 0)
        return sizes

    def _shrunk(self, over: list[FitBox], sizes: Sizes, first: bool) -> Sizes:
        """Plan anew for boxes whose text sticks out. Raises TooLong where nothing fits."""
        if not first:
            self._planner.reserve(over)
        return sizes.merged(self._planner.plan(over, sizes, sizes, measured=False))

    def _fuller(self, document: Document, boxes: list[FitBox], sizes: Sizes) -> tuple[Document, list[FitBox], Sizes]:
        """Try larger text once where much room is left; return that if it fits, else what there is."""
        if self._known:
            return document, boxes, sizes
        loose = [box for box in boxes if not box.in_slot and -box.over > WORTHWHILE * box.box.height]
        better = sizes.merged(self._planner.plan(loose, sizes, sizes, measured=False))
        gained = any(points > sizes.points[number] * 1.01 for number, points in better.points.items())
        if not gained:
            return document, boxes, sizes
        fuller = self._sheets.lay_out(self._planner.to_set(better), better)
        boxes_then = self._sheets.make_up(fuller)
        if any(box.over > TOLERANCE for box in boxes_then):
            return document, boxes, sizes
        return fuller, boxes_then, better

    def _first_plan(self) -> Sizes:
        start = self._planner.start()
        document = self._sheets.lay_out(
            self._planner.to_measure(slots_only=self._known is not None), start, measuring=True
        )
        boxes = self._sheets.make_up(document)
        self._planner.learn(makeup.marked(document.pages, "data-lines"))
        lines = self._planner.by_measure()
        if self._flows:
            return start.merged(lines)
        if self._known:
            known = self._known.sizes.renumbered(dict(enumerate(self._flow())))
            boxes, lines = [box for box in boxes if box.in_slot], lines.merged(known)
        return lines.merged(self._planner.plan(boxes, start, lines, measured=True))

    def _run_flowing(self, sizes: Sizes) -> tuple[Document, Sizes]:
        """Set text that runs on from page to page; smaller, within its limits, where that saves a page."""
        document = self._sheets.lay_out(self._planner.to_set(sizes), sizes)
        pages = len(document.pages)
        # Lines that are numbered have one size, so that they end at the same words in every edition.
        may_shrink = pages > 1 and not self._composed.reading.numbered
        for smaller in self._smaller(sizes, _filled(document)) if may_shrink else ():
            tried = self._sheets.lay_out(self._planner.to_set(smaller), smaller)
            if len(tried.pages) < pages:
                return tried, smaller
        return document, sizes

    def _smaller(self, sizes: Sizes, filled: float) -> Iterator[Sizes]:
        """Yield the sizes that may save a page of text that fills so many pages: the likely one, then the least."""
        limits = {
            each.number: self._planner.limits[each.name] for each in self._composed.reading.fitted if not each.inside
        }
        if all(fit.saves_a_page(filled, each) for each in limits.values()):
            for choose in (fit.to_save_a_page, lambda _, each: each.least):
                yield sizes.merged(Sizes({number: choose(filled, each) for number, each in limits.items()}))

    # What pages with the same key share

    def _flow(self) -> list[int]:
        return [each.number for each in self._composed.reading.fitted if not each.in_slot]

    def _remember(self, boxes: list[FitBox], sizes: Sizes) -> tuple[FitFinding, ...]:
        """Keep the sizes outside slots, by their place among such elements, for branches fill slots differently.

        Returns what there is to say of how the text fits.
        """
        findings = self._known.findings if self._known else self._too_short(boxes, sizes)
        if not self._known:
            places = {number: place for place, number in enumerate(self._flow())}
            self._plans.put(self._composed.key, Plan(sizes.renumbered(places), findings))
        self._plans.put(self._page, Plan(sizes, findings))
        return findings

    def _too_short(self, boxes: list[FitBox], sizes: Sizes) -> tuple[FitFinding, ...]:
        empty = self._format.empty * pt(self._format.paper.height)
        loose = [box for box in boxes if not box.in_slot and -box.over * PT_PER_PX > empty]
        return tuple(self._planner.too_short(box, sizes) for box in loose)


def _filled(document: Document) -> float:
    """Return how many pages the text fills, in pages and parts of a page."""
    last = document.pages[-1]._page_box
    body = last.children[0].children[0]
    return len(document.pages) - 1 + float((makeup.bottom(body) - last.content_box_y()) / last.height)
