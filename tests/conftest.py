"""What all tests share: the shipped fonts and no others, whatever the machine has."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from handbill import shipped
from handbill.crew import Crew
from handbill.task import TIME_LIMIT, Setup

# No test may depend on the clock or on chance: no deadlines, and the same examples every time.
settings.register_profile(
    "handbill",
    max_examples=50,  # half the usual, for there are many such tests and all of them have to run in minutes
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("handbill")

FONTS = Path(__file__).parent.parent / "handbill" / "fonts"


def pytest_configure(config: pytest.Config) -> None:
    """Point fontconfig at the shipped fonts, before any test imports WeasyPrint."""
    folder = Path(tempfile.mkdtemp(prefix="handbill-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    conf = folder / "fonts.conf"
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(conf)


class Kept(Crew):
    """Workers that go on when a command has ended."""

    def close(self) -> None:
        pass


@pytest.fixture(scope="session")
def kept() -> Iterator[Kept]:
    crew = Kept(2, Setup(str(shipped.cache_folder())), TIME_LIMIT)
    yield crew
    Crew.close(crew)


@pytest.fixture
def workers_kept(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have commands share their workers, as `watch` does: starting one takes longer than most of the work."""

    def hire(jobs: int = 0, limit: float = TIME_LIMIT) -> Crew:
        kept.size = jobs or 2
        return kept

    monkeypatch.setattr("handbill.task.hire", hire)
