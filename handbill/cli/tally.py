"""`handbill tally`: what became of a campaign's motions, a line a record. Public data only: no names of people."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

from handbill.errors import UsageError, printable
from handbill.models.record import Outcome, Record
from handbill.project import DocumentEntry, Project, choose
from handbill.reading import read_project


@dataclass(frozen=True, slots=True)
class Line:
    """One record. Votes are None where they were not counted."""

    campaign: str
    motion: str
    branch: str
    organisation: str
    date: str
    outcome: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None


def run(root: Path, campaign: str | None, *, as_json: bool, as_csv: bool) -> int:
    """Print a line for each record, and totals. Returns the exit status: 1 where a record has an error."""
    if as_json and as_csv:
        raise UsageError("write --json or --csv, not both")
    project = read_project(root)
    if campaign:
        choose("campaign", [campaign], project.known("campaign", project.campaigns))
    errors = [each for each in project.problems if each.severity == "error"]
    for problem in errors:
        print(problem, file=sys.stderr)
    lines = tallied(project, campaign)
    if as_json:
        told = {"records": [asdict(line) for line in lines], "totals": _totals(lines)}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    elif as_csv:
        print(_csv(lines), end="")
    else:
        print(_table(lines))
    return 1 if errors else 0


def tallied(project: Project, campaign: str | None = None) -> list[Line]:
    """Return a line for each sound record of a campaign, or of all: by campaign, motion, date and branch."""
    found = [_line(project, entry) for entry in project.documents.values() if entry.form is None and _is_record(entry)]
    kept = [line for line in found if campaign in (None, line.campaign)]
    return sorted(kept, key=lambda line: (line.campaign, line.motion, line.date, line.branch))


def _is_record(entry: DocumentEntry) -> bool:
    return isinstance(entry.value, Record)


def _line(project: Project, entry: DocumentEntry) -> Line:
    record = entry.value
    assert isinstance(record, Record)
    branch, votes = project.branches[record.branch].value, record.votes
    organisation = project.organisations.get(str(branch.organisation))
    return Line(
        str(record.campaign),
        str(record.motion),
        str(record.meeting.of).strip() or str(branch.name),
        str(organisation.value.name) if organisation else "",
        record.meeting.date.isoformat(),
        record.outcome,
        votes.in_favour if votes else None,
        votes.against if votes else None,
        votes.abstentions if votes else None,
    )


def _totals(lines: Sequence[Line]) -> Mapping[str, int]:
    """Return how many records there are, how many of each outcome, and all votes that were counted."""
    outcomes = Counter(line.outcome for line in lines)
    return {
        "records": len(lines),
        **{outcome: outcomes[outcome] for outcome in get_args(Outcome) if outcomes[outcome]},
        "votes_for": sum(line.votes_for or 0 for line in lines),
        "votes_against": sum(line.votes_against or 0 for line in lines),
        "abstentions": sum(line.abstentions or 0 for line in lines),
    }


def _csv(lines: Sequence[Line]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(Line.__dataclass_fields__)
    writer.writerows(asdict(line).values() for line in lines)
    return file.getvalue()


def _table(lines: Sequence[Line]) -> str:
    if not lines:
        return "There are no records yet: write one in records/ when a meeting has decided."
    rows = [
        (each.campaign, each.motion, each.branch, each.organisation, each.date, each.outcome, _votes(each))
        for each in lines
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    told = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join([*map(printable, told), _summary(lines)])


def _votes(line: Line) -> str:
    if line.votes_for is None:
        return ""
    return f"{line.votes_for} for, {line.votes_against} against, {line.abstentions} abstaining"


def _summary(lines: Sequence[Line]) -> str:
    totals = dict(_totals(lines))
    count = totals.pop("records")
    votes = [totals.pop(name) for name in ("votes_for", "votes_against", "abstentions")]
    said = ", ".join(f"{number} {outcome}" for outcome, number in totals.items())
    counted = f"; {votes[0]} for, {votes[1]} against, {votes[2]} abstaining" if any(votes) else ""
    return f"{count} {'record' if count == 1 else 'records'}: {said}{counted}"
