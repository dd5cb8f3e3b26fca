"""The sizes that were found for pages, kept from page to page and from run to run.

A plan is kept under two keys: that of the very page, whose setting it repeats, and that of its
text outside the slots, which holds for every branch. Both name the layout and the program. The
folder is a cache: what cannot be read there is found anew, and what cannot be written is left.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from handbill.pages import FitFinding
from handbill.sizes import Sizes

MOST: Final = 2000
"""How many plans are kept in a folder, of about a kilobyte each; the oldest go when a process first adds to them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The sizes of a page's elements, and what there is to say of how they fit."""

    sizes: Sizes
    findings: tuple[FitFinding, ...] = ()


class Plans:
    """Plans by the keys of pages, in memory and in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._met: dict[str, Plan] = {}
        self._tidy = False

    def get(self, key: str) -> Plan | None:
        if key not in self._met and (plan := _read(self._path(key))):
            self._met[key] = plan
        return self._met.get(key)

    def put(self, key: str, plan: Plan) -> None:
        self._met[key] = plan
        path = self._path(key)
        fresh = path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._make_room()
            fresh.write_text(json.dumps(asdict(plan)), "utf-8")
            fresh.replace(path)

    def _make_room(self) -> None:
        if self._tidy:
            return
        self._tidy = True
        self._folder.mkdir(parents=True, exist_ok=True)
        plans = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in plans[:-MOST]:
            path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def _read(path: Path) -> Plan | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        points = {int(number): float(size) for number, size in found["sizes"]["points"].items()}
        breaks = {int(number): tuple(map(int, ends)) for number, ends in found["sizes"]["breaks"].items()}
        return Plan(Sizes(points, breaks), tuple(FitFinding(**each) for each in found["findings"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # not there, or not as it was written
        return None
