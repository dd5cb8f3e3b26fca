"""`handbill build`: makes what is out of date, with a progress bar, and tells what came of it at the end."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbill.cli import early
from handbill.cli.summary import Outcome, summary

if TYPE_CHECKING:
    from handbill.crew import Crew
    from handbill.request import Request

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it: 128 and the number of the signal."""


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
                case events.Finished(artefacts=placed):
                    show.advance()
                    outcome.new |= {artefact.path for artefact in placed}
                case events.Refused(document, branch, reason, file):
                    show.advance()
                    outcome.refused.append(f"{document} for {branch}: {reason}")
                    outcome.unmade.add((document, branch))
                    show.line(f"{file}  not made for {branch}: {reason}")
                case events.Removed(path):
                    outcome.removed.append(path)
                case events.Done(artefacts, outdated, made, status, placeholders):
                    outcome.artefacts, outcome.outdated = artefacts, outdated
                    outcome.made, outcome.status, outcome.placeholders = made, status, placeholders
    return outcome


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
