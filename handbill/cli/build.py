"""`handbill build`: makes what is out of date, with a progress bar, and a short table at the end."""

from __future__ import annotations

import contextlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbill.cli import early
from handbill.manifest import Artefact

if TYPE_CHECKING:
    from handbill.crew import Crew
    from handbill.request import Request

MOST_ROWS = 50
"""Documents of one kind that a summary names one by one."""

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it: 128 and the number of the signal."""


@dataclass(slots=True)
class Outcome:
    """What a build came to, for the table or for JSON."""

    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unmade: set[tuple[str, str]] = field(default_factory=set)
    removed: list[str] = field(default_factory=list)
    artefacts: tuple[Artefact, ...] = ()
    outdated: tuple[str, ...] = ()
    made: int = 0
    status: int = 0

    def as_dict(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "made": self.made,
            "problems": self.told,
            "refused": self.refused,
            "removed": self.removed,
            "outdated": list(self.outdated),
            "artefacts": [asdict(artefact) for artefact in self.artefacts],
        }


def run(request: Request, jobs: int = 0, *, as_json: bool = False) -> int:
    """Build, and print what came of it. Returns the exit status."""
    from handbill.task import hire

    workers = early.started() or hire(jobs)
    workers.size = jobs or workers.size
    try:
        with workers:
            outcome = build(request, workers, quiet=as_json)
    except KeyboardInterrupt:
        print("handbill: stopped; what was made is whole", file=sys.stderr)
        return INTERRUPTED
    show(outcome, request.root, as_json=as_json)
    return outcome.status


def show(outcome: Outcome, root: Path, *, as_json: bool) -> None:
    """Print what a build came to."""
    if as_json:
        print(json.dumps(outcome.as_dict(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(summary(outcome, root)))


def build(request: Request, workers: Crew, *, quiet: bool) -> Outcome:
    """Build with these workers; show what is being made, and each problem as it comes."""
    from handbill import pipeline
    from handbill.pipeline import events

    outcome = Outcome()
    with _progress(quiet) as show:
        for event in pipeline.build(request, workers):
            match event:
                case events.Told(problem):
                    outcome.told.append(str(problem))
                    show.line(str(problem))
                case events.Planned(jobs=jobs):
                    show.plan(jobs)
                case events.Begun(document, branch):
                    show.begin(f"{document} for {branch}")
                case events.Finished():
                    show.advance()
                case events.Refused(document, branch, reason):
                    show.advance()
                    outcome.refused.append(f"{document} for {branch}: {reason}")
                    outcome.unmade.add((document, branch))
                    show.line(f"not made: {document} for {branch}: {reason}")
                case events.Removed(path):
                    outcome.removed.append(path)
                case events.Done(artefacts, outdated, made, status):
                    outcome.artefacts, outcome.outdated = artefacts, outdated
                    outcome.made, outcome.status = made, status
    return outcome


def summary(outcome: Outcome, root: Path) -> list[str]:
    """Return the lines that end a build: a row a document, what failed, and where to look."""
    lines: list[str] = []
    rows = _rows(outcome.artefacts)
    if rows:
        width = max(len(row[0]) for row in rows)
        lines += [f"{name:<{width}}  {count:>5}  {result}" for name, count, result in rows]
    for paths, fault in _faults(outcome.artefacts):
        more = f" and {_count(len(paths) - 1, 'more file')}" if len(paths) > 1 else ""
        lines.append(f"failed: output/{paths[0]}{more}: {fault}")
    for warning, branches in _warnings(outcome.artefacts).items():
        lines.append(f"warning: {warning} ({_some(branches)})")
    if outcome.removed:
        lines.append(f"removed: {_count(len(outcome.removed), 'file')} that nothing asks for any more")
    if outcome.refused:
        lines.append(f"{_count(len(outcome.unmade), 'document')} could not be made whole, for the reasons above")
    if outcome.outdated:
        more = f" and {_count(len(outcome.outdated) - 1, 'more file')}" if len(outcome.outdated) > 1 else ""
        left = f"output/{outcome.outdated[0]}{more}"
        lines.append(f"out of date, and left from an earlier build: {left}, because of the errors above")
    total = len(outcome.artefacts)
    if not total:
        lines.append("Nothing was made." if outcome.status else "There is nothing to make.")
    elif outcome.made:
        lines.append(
            f"{_count(outcome.made, 'file')} made, {total - outcome.made} already current: see {root / 'output'}"
        )
    else:
        said = "Nothing new" if outcome.status else "Nothing to do"
        lines.append(f"{said}: {_count(total, 'file')} current in {root / 'output'}")
    return lines


def _rows(artefacts: tuple[Artefact, ...]) -> list[tuple[str, str, str]]:
    """Return a row for each document and edition: name, number of files, and how they proved.

    Documents of one kind that are too many for a row each, letters to two hundred people, share one.
    """
    names = _names(artefacts)
    groups: dict[tuple[str, str], list[Artefact]] = {}
    for artefact in artefacts:
        groups.setdefault((names[artefact.document], artefact.edition), []).append(artefact)
    rows = []
    for (document, edition), group in groups.items():
        results = Counter(artefact.result for artefact in group)
        proved = ", ".join(
            f"{results[result]} {word}"
            for result, word in (("pass", "passed"), ("warn", "with warnings"), ("fail", "failed"))
            if results[result]
        )
        rows.append((f"{document} ({edition})", str(len(group)), proved))
    return rows


def _names(artefacts: tuple[Artefact, ...]) -> dict[str, str]:
    """Return what each document is called in a summary."""
    of_kind: dict[str, set[str]] = {}
    for artefact in artefacts:
        of_kind.setdefault(artefact.kind, set()).add(artefact.document)
    return {
        document: document if len(documents) <= MOST_ROWS else _count(len(documents), kind)
        for kind, documents in of_kind.items()
        for document in documents
    }


def _faults(artefacts: tuple[Artefact, ...]) -> list[tuple[list[str], str]]:
    """Return what the proofs found wrong: files that failed the same checks, and what is wrong with the first."""
    groups: dict[tuple[str, ...], list[Artefact]] = {}
    for artefact in artefacts:
        if failed := tuple(check["id"] for check in artefact.proof["checks"] if check["result"] == "fail"):
            groups.setdefault((artefact.document, artefact.edition, *failed), []).append(artefact)
    found = []
    for group in groups.values():
        details = [check["detail"] for check in group[0].proof["checks"] if check["result"] == "fail"]
        found.append(([artefact.path for artefact in group], "; ".join(details)))
    return found


def _warnings(artefacts: tuple[Artefact, ...]) -> dict[str, list[str]]:
    """Return each warning of the proofs with the branches whose files have it."""
    names = _names(artefacts)
    found: dict[str, list[str]] = {}
    for artefact in artefacts:
        for check in artefact.proof["checks"]:
            if check["result"] == "warn":
                found.setdefault(f"{names[artefact.document]}: {check['detail']}", []).append(artefact.branch)
    return found


def _some(branches: list[str]) -> str:
    """Name a few branches, and say how many more there are."""
    names = list(dict.fromkeys(branches))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


class _Quiet:
    """Shows nothing; the lines go to the standard error as they come, unless they are for JSON."""

    def __init__(self, *, silent: bool) -> None:
        self.silent = silent

    def line(self, text: str) -> None:
        if not self.silent:
            print(text, file=sys.stderr)

    def plan(self, jobs: int) -> None:
        pass

    def begin(self, text: str) -> None:
        pass

    def advance(self) -> None:
        pass


class _Bar:
    """A progress bar with what is being made. Texts reach rich as `Text`, never as markup."""

    def __init__(self, progress: Any) -> None:
        self.progress = progress
        self.task: Any = None

    def line(self, text: str) -> None:
        from rich.text import Text

        self.progress.console.print(Text(text), soft_wrap=True)

    def plan(self, jobs: int) -> None:
        if jobs:
            self.task = self.progress.add_task("", total=jobs, doing="")

    def begin(self, text: str) -> None:
        self.progress.update(self.task, doing=text)

    def advance(self) -> None:
        self.progress.advance(self.task)


@contextlib.contextmanager
def _progress(quiet: bool) -> Iterator[_Quiet | _Bar]:
    """Give a progress bar on a terminal, and elsewhere something that keeps quiet."""
    if quiet or not sys.stderr.isatty():
        yield _Quiet(silent=quiet)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[doing]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Bar(progress)
