"""Workers: results, deaths and time limits."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from handbill.crew import Begun, Crew, Outcome


@dataclass(frozen=True)
class Answer:
    """A setup whose jobs are functions of the worker's own."""

    def ready(self) -> object:
        return _do


def _do(job: tuple[str, int]) -> object:
    what, number = job
    if what == "die":
        os._exit(number)
    if what == "sleep":
        time.sleep(number)
    if what == "print":
        sys.stdout.write("a library that prints\n")
    return number * 2


def outcomes(crew: Crew, jobs: list[tuple[str, int]]) -> dict[tuple[str, int], Outcome]:
    return {news.job: news for news in crew.run(jobs) if isinstance(news, Outcome)}


def test_every_job_gets_its_own_answer() -> None:
    with Crew(2, Answer(), 30) as crew:
        found = outcomes(crew, [("double", number) for number in range(20)])
    assert {job[1]: outcome.result for job, outcome in found.items()} == {n: 2 * n for n in range(20)}


def test_what_is_begun_is_told_before_it_is_done() -> None:
    with Crew(1, Answer(), 30) as crew:
        news = list(crew.run([("double", 1), ("double", 2)]))
    assert [type(each) for each in news] == [Begun, Outcome, Begun, Outcome]


def test_a_worker_runs_no_module_that_lies_where_the_user_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("handbill.py", "pickle.py"):
        (tmp_path / name).write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    with Crew(1, Answer(), 30) as crew:
        assert outcomes(crew, [("double", 1)])["double", 1].result == 2


def test_a_worker_that_dies_costs_one_job() -> None:
    with Crew(2, Answer(), 30) as crew:
        found = outcomes(crew, [("die", 7), ("double", 1), ("double", 2)])
    assert "ended by itself (status 7)" in found["die", 7].error
    assert found["double", 1].result == 2
    assert found["double", 2].result == 4


def test_a_job_over_its_time_is_stopped() -> None:
    with Crew(1, Answer(), 1.5) as crew:
        found = outcomes(crew, [("sleep", 60), ("double", 1)])
    assert found["sleep", 60].error == "it took longer than 1.5 seconds and was stopped"
    assert found["double", 1].result == 2


class Light(tuple[str, int]):
    """A job of half a weight."""

    weight = 0.5


def test_a_job_has_time_by_its_weight() -> None:
    with Crew(1, Answer(), 1) as crew:
        (found,) = (each for each in crew.run([Light(("sleep", 60))]) if isinstance(each, Outcome))
    assert found.error == "it took longer than 0.5 seconds and was stopped"


def test_what_a_library_prints_does_not_spoil_the_answers() -> None:
    with Crew(1, Answer(), 30) as crew:
        assert outcomes(crew, [("print", 4)])["print", 4].result == 8


def test_workers_are_kept_for_the_next_run_and_gone_at_the_end() -> None:
    with Crew(1, Answer(), 30) as crew:
        outcomes(crew, [("double", 1)])
        process = crew._all[0].process
        outcomes(crew, [("double", 2)])
        assert len(crew._all) == 1
        assert process.poll() is None
    assert process.poll() is not None


def test_what_a_worker_said_last_may_be_gone_before_it_is_read() -> None:
    class Closing(io.BytesIO):
        """A file that another thread closes just before it is read."""

        def read(self, size: int | None = -1) -> bytes:
            self.close()
            return super().read(size)

    with Crew(1, Answer(), 30) as crew:
        outcomes(crew, [("double", 1)])
        crew._all[0].complaints.close()
        crew._all[0].complaints = Closing()
        found = outcomes(crew, [("die", 7)])
    assert found["die", 7].error == "the process that made it ended by itself (stopped)"


def test_a_process_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "too many processes")

    monkeypatch.setattr(subprocess, "Popen", refused)
    with Crew(2, Answer(), 30) as crew:
        found = outcomes(crew, [("double", 1), ("double", 2)])
    assert {outcome.error for outcome in found.values()} == {
        "no process could be started to make it (too many processes)"
    }
