"""output/: whole files, a true manifest, one build at a time."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from handbill.errors import HandbillError, MachineError
from handbill.store import Artefact, Store, file_name, read_manifest, read_state, write_whole


def artefact(path: str = "ely/slip_ely_screen.pdf", data: bytes = b"data", result: str = "pass") -> Artefact:
    import hashlib

    proof: dict[str, Any] = {"result": result, "checks": []}
    digest = hashlib.sha256(data).hexdigest()
    return Artefact("slip", "leaflet", "ely", "en-GB", "screen", path, 1, len(data), digest, proof)


def put(store: Store, made: Artefact, data: bytes = b"data") -> None:
    part = store.part / "part"
    part.write_bytes(data)
    store.place(part, made, "key", "the report")


def test_names_of_files() -> None:
    assert file_name("who-decides", "en-GB", "ely", "en-GB") == "who-decides_ely"
    assert file_name("who-decides", "en-GB", "ely", "cy") == "who-decides-cy_ely"


def test_what_is_placed_is_in_the_manifest(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, artefact())
    assert (tmp_path / "ely/slip_ely_screen.pdf").read_bytes() == b"data"
    assert read_manifest(tmp_path) == [artefact()]
    with Store(tmp_path) as store:
        assert store.key_of("ely/slip_ely_screen.pdf") == "key"


def test_a_failed_file_takes_the_good_one_away_and_back(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, artefact())
        put(store, artefact("failed/slip_ely_screen.pdf", result="fail"))
        assert not (tmp_path / "ely").exists()
        assert (tmp_path / "failed/slip_ely_screen.pdf.txt").read_text() == "the report"
        assert list(store.artefacts) == ["failed/slip_ely_screen.pdf"]
        put(store, artefact())
        assert not (tmp_path / "failed").exists()


def test_a_manifest_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    for text in ("", "{", "[]", '{"version": 2, "artefacts": []}', '{"version": 1, "artefacts": [{"path": 1}]}'):
        (tmp_path / "manifest.json").write_text(text)
        (tmp_path / ".state.json").write_text(text)
        assert read_manifest(tmp_path) == []
        assert isinstance(read_state(tmp_path), dict)


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with Store(tmp_path), pytest.raises(HandbillError, match="another build is at work"), Store(tmp_path):
        pass


def test_parts_of_a_build_that_was_cut_off_are_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".part").mkdir()
    (tmp_path / ".part/half.pdf").write_bytes(b"half")
    with Store(tmp_path) as store:
        assert list(store.part.iterdir()) == []
    assert not (tmp_path / ".part").exists()


def test_a_full_disk_is_said_in_a_sentence_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path) as store:
        put(store, artefact())
    before = (tmp_path / "manifest.json").read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch, pytest.raises(MachineError, match="the disk is full"), Store(tmp_path):
        patch.setattr(Path, "write_bytes", full)
    assert (tmp_path / "manifest.json").read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))


def test_a_folder_that_may_not_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file where the folder should be")
    with pytest.raises(MachineError, match="cannot write"), Store(tmp_path / "output"):
        pass


def test_write_whole_replaces_at_once(tmp_path: Path) -> None:
    path = tmp_path / "deep/file"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["file"]
