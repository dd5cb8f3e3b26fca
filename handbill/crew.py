"""Work spread over processes: each job has a time limit, and none that fails or hangs stops the rest.

A worker is `python -m handbill.worker`, a process of its own that speaks pickles over its
standard input and output. It is started fresh, not forked: a fork would copy the parent's
threads and memory, and running the parent's main module again would import what no worker needs.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from handbill.pipe import receive, send

JOBS_PER_WORKER = 200
"""A worker is replaced after so many jobs, so that no library's leak grows for long."""


class WorkerLost(Exception):
    """A worker ended, or was ended, before it answered."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A worker has taken up a job."""

    job: Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: its result, or why there is none."""

    job: Any
    result: Any = None
    error: str = ""


class Crew:
    """A number of workers. `limit` is the longest that a job may take, in seconds: a job of some `weight`, so often."""

    def __init__(self, size: int, setup: Any, limit: float) -> None:
        self.size = max(1, size)
        self.setup = setup
        self.limit = limit
        self._spare: list[_Worker] = []
        self._all: list[_Worker] = []
        self._guard = threading.Lock()
        self._over = False

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, whatever they are at."""
        with self._guard:
            self._over = True
            for worker in self._all:
                worker.kill()

    def warm(self) -> None:
        """Start one worker now; it gets ready while the caller does something else."""
        if not self._spare:
            self._spare.append(self._hire())

    def run(self, jobs: Iterable[Any]) -> Iterator[Begun | Outcome]:
        """Yield what is begun, and the outcome of each job in the order in which they are done."""
        waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        done: queue.SimpleQueue[Begun | Outcome] = queue.SimpleQueue()
        total = 0
        for job in jobs:
            waiting.put(job)
            total += 1
        for _ in range(min(self.size, total)):
            threading.Thread(target=self._work, args=(waiting, done), daemon=True).start()
        while total:
            news = done.get()
            total -= isinstance(news, Outcome)
            yield news

    def _hire(self) -> _Worker:
        with self._guard:
            if self._over:
                raise WorkerLost
            worker = _Worker(self.setup)
            self._all.append(worker)
            return worker

    def _work(self, waiting: queue.SimpleQueue[Any], done: queue.SimpleQueue[Begun | Outcome]) -> None:
        worker: _Worker | None = None
        while True:
            try:
                job = waiting.get_nowait()
            except queue.Empty:
                break
            try:
                if worker is None or worker.jobs >= JOBS_PER_WORKER:
                    if worker:
                        worker.kill()
                    worker = self._take_spare() or self._hire()
                done.put(Begun(job))
                done.put(Outcome(job, result=worker.ask(job, self.limit * getattr(job, "weight", 1))))
            except WorkerLost as lost:
                worker = None
                done.put(Outcome(job, error=str(lost)))
            except OSError as error:  # too many processes, or no memory: without an outcome `run` would wait for ever
                done.put(Outcome(job, error=f"no process could be started to make it ({error.strerror})"))
        if worker:
            with self._guard:
                self._spare.append(worker)

    def _take_spare(self) -> _Worker | None:
        with self._guard:
            return self._spare.pop() if self._spare else None


class _Worker:
    def __init__(self, setup: Any) -> None:
        self.jobs = 0
        self.complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by kill()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "handbill.worker"],  # nothing is imported from where the user is
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.complaints,
                env=_environment(),
            )
        except OSError:
            self.complaints.close()
            raise
        self._send(setup)

    def ask(self, job: Any, limit: float) -> Any:
        """Give a job and return its result. Raises WorkerLost with a sentence that says why there is none."""
        self.jobs += 1
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(limit, stop)
        timer.start()
        try:
            self._send(job)
            return receive(self.process.stdout)
        except (EOFError, OSError, ValueError):  # ValueError: the pipe was closed under it, at the end of a run
            code = self.process.wait()
            if late.is_set():
                raise WorkerLost(f"it took longer than {limit:g} seconds and was stopped") from None
            raise WorkerLost(f"the process that made it ended by itself ({self._last_words(code)})") from None
        finally:
            timer.cancel()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.complaints):
            if stream:
                with contextlib.suppress(OSError):  # what could not be sent to it any more
                    stream.close()

    def _send(self, value: Any) -> None:
        try:
            send(self.process.stdin, value)
        except OSError:
            if self.jobs:
                raise

    def _last_words(self, code: int) -> str:
        try:
            self.complaints.seek(0)
            lines = self.complaints.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
        except ValueError:  # closed by `kill`, before or while it was read
            return "stopped"
        return lines[-1].strip() if lines else f"status {code}"


def _environment() -> dict[str, str]:
    """Return the environment of a worker: hashes that do not vary, and this program in its path."""
    here = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}
