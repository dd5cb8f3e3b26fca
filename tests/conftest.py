"""What all tests share: the shipped fonts and no others, workers, and what the program ships, read once."""

from __future__ import annotations

import dataclasses
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from handbill import shipped
from handbill.crew import Crew
from handbill.library import files
from handbill.source import Source, read_yaml
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
    """Point fontconfig at the shipped fonts, before any test imports WeasyPrint, and keep what is compiled."""
    folder = Path(tempfile.mkdtemp(prefix="handbill-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    conf = folder / "fonts.conf"
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(conf)
    # Whatever the machine's habit: else each process that a test starts compiles the whole program anew.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish() -> None:
    """Look no more for garbage in what is imported: it stays. Look for it seldom elsewhere: it takes an eighth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)


_SHIPPED: dict[tuple[Path, str], Source] = {}


def _read(path: Path, name: str) -> Source:
    """As `read_yaml`, but a file that ships is parsed once: every project reads all layouts, and few tests use two."""
    if not path.is_relative_to(shipped.LAYOUTS):
        return read_yaml(path, name)
    if (path, name) not in _SHIPPED:
        _SHIPPED[path, name] = read_yaml(path, name)
    known = _SHIPPED[path, name]
    return dataclasses.replace(known, problems=list(known.problems))


@pytest.fixture(autouse=True, scope="session")
def _shipped_files_are_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "read_yaml", _read)
        yield


class Kept(Crew):
    """Workers that go on when a command has ended."""

    def close(self) -> None:
        pass


@pytest.fixture(scope="session")
def kept() -> Iterator[Kept]:
    crew = Kept(1, Setup(str(shipped.cache_folder())), TIME_LIMIT)
    yield crew
    Crew.close(crew)


@pytest.fixture(scope="module")
def workers_kept(kept: Kept) -> Iterator[None]:
    """Have commands share their workers, as `watch` does: starting one takes longer than most of the work.

    There is one, unless more are asked for: the tests run on every core as it is.
    """

    def hire(jobs: int = 0, limit: float = TIME_LIMIT) -> Crew:
        kept.size = jobs or 1
        return kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handbill.task.hire", hire)
        yield
