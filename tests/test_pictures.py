"""The helper that compares pages with stored pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill import colour
from tests import samples
from tests.pictures import same_as_stored
from tests.setting import screen_pdf

POSTER = samples.piece("poster", samples.POSTER, sources=())


def test_a_page_looks_as_stored_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = screen_pdf(POSTER)
    assert not same_as_stored(pdf, "poster", tmp_path)
    monkeypatch.setenv("HANDBILL_STORE_PICTURES", "1")
    assert same_as_stored(pdf, "poster", tmp_path)
    monkeypatch.delenv("HANDBILL_STORE_PICTURES")
    assert same_as_stored(pdf, "poster", tmp_path)
    other = screen_pdf(samples.piece("poster", samples.LIBRARY_POSTER, sources=()))
    assert not same_as_stored(other, "poster", tmp_path)
    kept = {path.name for path in (tmp_path / "failed").iterdir()}
    assert kept == {"poster-1-now.png", "poster-1-stored.png"}


def test_a_page_too_few_is_seen(tmp_path: Path) -> None:
    (tmp_path / "poster-2.png").write_bytes(b"")
    assert not same_as_stored(screen_pdf(POSTER), "poster", tmp_path)


PIECES = {
    "flyer": samples.piece("flyer", samples.FLYER),
    "infosheet": samples.piece("infosheet", samples.INFOSHEET),
    "motion": samples.piece("motion", samples.MOTION),
    "poster": POSTER,
    "large-flyer": samples.piece("large", samples.FLYER, paper="A4"),
    "large-motion": samples.piece("large", samples.MOTION, paper="A4"),
    "mono-flyer": samples.piece("flyer", samples.FLYER, palette=colour.MONO),
    "mono-infosheet": samples.piece("infosheet", samples.INFOSHEET, palette=colour.MONO),
    "mono-poster": samples.piece("poster", samples.POSTER, sources=(), palette=colour.MONO),
}


@pytest.mark.parametrize("name", PIECES)
def test_pages_look_as_they_did_when_somebody_looked_at_them(name: str) -> None:
    assert same_as_stored(screen_pdf(PIECES[name]), name), f"see tests/pictures/failed/{name}-*.png"
