"""A record's file: what a meeting decided, with a line for each clause that asks the branch to do something."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from handbill import starter
from handbill.cli.new.files import free, led, next_step, write
from handbill.cli.new.question import Question, day, one_of
from handbill.models.composite import Composite
from handbill.models.motion import Motion
from handbill.models.record import Outcome
from handbill.project import Project
from handbill.reading import read_project
from handbill.recipient import Recipient
from handbill.records import DECIDED, acting_clauses


def record(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write the file of a record; `given` are the options by name. Returns the exit status."""
    found = read_project(root)
    motions = tuple(slug for slug, entry in found.documents.items() if entry.kind.name in DECIDED and not entry.form)
    motion = one_of("Motion", "--motion", motions).answer(given["motion"])
    branch = one_of("Branch", "--branch", tuple(found.branches)).answer(given["branch"])
    outcome = Question("Outcome", "--outcome", None, get_args(Outcome)).answer(given["outcome"])
    date = day(Question("Day of the meeting", "--date", today.isoformat()).answer(given["date"]))
    slug = free(root, found.documents, "records", "", given["slug"] or f"{branch}-{motion}")
    ids = _asked(found, motion, branch)
    actions = "\n".join(f"  - {{clause: {each}, who: , by: , done: }}" for each in ids) or "  []"
    texts = {"motion": motion, "branch": branch, "outcome": outcome, "clause": next(iter(ids), "r1")}
    text = starter.fill("record.yaml", texts, actions=actions, date=date)
    write(root / "records" / f"{slug}.yaml", led(root, "record") + text)
    return next_step(f"build {slug}", "fill in the lines that are still empty")


def _asked(found: Project, motion: str, branch: str) -> list[str]:
    """Return the ids of the clauses of a motion or a composite that ask a branch to do something."""
    entry = found.documents[motion]
    campaign = found.campaigns[str(entry.value.campaign)]
    recipient = Recipient(found, campaign, found.branches[branch], entry.lang)
    model = entry.value
    assert isinstance(model, Motion | Composite)
    return list(acting_clauses(model, recipient))
