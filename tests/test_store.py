"""output/: whole files, a true manifest, one build at a time."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from handbill.errors import HandbillError, MachineError
from handbill.layout import EDITIONS
from handbill.manifest import Artefact, is_settled, read_manifest, read_state
from handbill.stamp import untouched
from handbill.store import Store, file_name, write_whole


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


# Cut off


def listed(folder: Path) -> list[str]:
    return [each.path for each in read_manifest(folder)]


def cut_off(store: Store) -> None:
    """End a build as a kill does: nothing is put in order, only its files are closed."""
    store._journal.close()
    store._lock.close()


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_was_made_before_a_build_was_cut_off_is_listed_by_the_next(tmp_path: Path) -> None:
    store = Store(tmp_path).__enter__()
    put(store, artefact())
    put(store, artefact("failed/memo_ely_screen.pdf", result="fail"))
    cut_off(store)
    with Store(tmp_path) as again:
        assert sorted(again.artefacts) == ["ely/slip_ely_screen.pdf", "failed/memo_ely_screen.pdf"]
        assert again.key_of("ely/slip_ely_screen.pdf") == "key"
        assert listed(tmp_path) == sorted(again.artefacts), "and at once, lest this one is cut off too"
    assert not (tmp_path / ".journal").exists()


def test_a_journal_is_believed_only_of_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path) as store:
        put(store, artefact())
    store = Store(tmp_path).__enter__()
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            put(store, artefact(data=b"other"), b"other")
    with (tmp_path / ".journal").open("ab") as journal:
        journal.write(b'{"artefact": {"document": "sl')
    cut_off(store)
    with Store(tmp_path) as again:
        assert list(again.artefacts.values()) == [artefact()]


def test_a_file_that_fails_after_all_takes_the_good_one_away_though_the_build_was_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path).__enter__()
    put(store, artefact())
    with monkeypatch.context() as patch:
        patch.setattr(Store, "remove", interrupted)
        with pytest.raises(KeyboardInterrupt):
            put(store, artefact("failed/slip_ely_screen.pdf", result="fail"))
    cut_off(store)
    with Store(tmp_path) as again:
        assert list(again.artefacts) == ["failed/slip_ely_screen.pdf"]
    assert not (tmp_path / "ely").exists()


def test_ctrl_c_between_a_move_and_its_note_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped() -> None:
        with Store(tmp_path) as store, monkeypatch.context() as patch:
            patch.setattr(Store, "_note", interrupted)
            put(store, artefact())

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert listed(tmp_path) == ["ely/slip_ely_screen.pdf"]


def test_what_no_manifest_lists_is_swept_away_and_what_a_person_put_there_stays(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, artefact())
    left = ["ely/memo_ely_press.pdf", "ely/memo_ely_image-2.png", "failed/memo_ely_screen.pdf"]
    left += ["failed/memo_ely_screen.pdf.txt", "failed/.memo_ely_screen.pdf.txt.77.part", ".manifest.json.77.part"]
    mine = ["ely/notes.txt", "ely/slip_ely_screen-cut.pdf", "ely/memo_weir_screen.pdf", "memo_ely_screen.pdf"]
    for name in left + mine:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    with Store(tmp_path):
        pass
    assert [name for name in left + mine if (tmp_path / name).exists()] == mine
    assert not (tmp_path / "failed").exists()
    assert listed(tmp_path) == ["ely/slip_ely_screen.pdf"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_that_is_left_over_is_known_again(edition: str, tmp_path: Path) -> None:
    name = f"memo_ely_{edition}" + ("-1.png" if edition == "image" else ".pdf")
    (tmp_path / "ely").mkdir()
    (tmp_path / "ely" / name).write_bytes(b"")
    with Store(tmp_path):
        assert not (tmp_path / "ely").exists()


def test_a_stamp_ends_where_something_new_begins(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, artefact())
        store.state["stamp"] = {"of": "", "told": [], "paths": [], "status": 0}
    assert "stamp" in read_state(tmp_path)
    assert is_settled(tmp_path, read_state(tmp_path))
    with Store(tmp_path) as store:
        assert not is_settled(tmp_path, store.state)
        put(store, artefact(data=b"new"), b"new")
    assert "stamp" not in read_state(tmp_path)


# Not believed


@pytest.mark.parametrize("path", ["../../victim.txt", "ely/../../victim.txt", "/victim.txt", "ely/", "ely", ".part/x"])
def test_a_manifest_that_leads_elsewhere_counts_as_none(path: str, tmp_path: Path) -> None:
    folder = tmp_path / "project/output"
    (tmp_path / "victim.txt").write_bytes(b"data")
    with Store(folder) as store:
        put(store, artefact())
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(text.replace("ely/slip_ely_screen.pdf", path))
    with Store(folder) as store:
        store.remove(list(store.artefacts))
    assert (tmp_path / "victim.txt").exists()
    assert read_manifest(folder) == []


def test_no_file_is_written_or_deleted_through_a_link(tmp_path: Path) -> None:
    with Store(tmp_path / "output") as store:
        put(store, artefact())
    elsewhere = (tmp_path / "output/ely").rename(tmp_path / "elsewhere")
    (tmp_path / "output/ely").symlink_to(elsewhere)
    (elsewhere / "memo_ely_screen.pdf").write_bytes(b"")
    with Store(tmp_path / "output") as store:
        assert store.artefacts == {}
        with pytest.raises(MachineError, match="ely is a link, and no file is written through one"):
            put(store, artefact())
    assert sorted(each.name for each in elsewhere.iterdir()) == ["memo_ely_screen.pdf", "slip_ely_screen.pdf"]


def test_a_file_that_may_not_be_deleted_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    with Store(tmp_path) as store:
        put(store, artefact())
        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", refused)
            with pytest.raises(MachineError, match=r"cannot write .*slip_ely_screen.pdf \(Permission denied\)"):
                store.remove(["ely/slip_ely_screen.pdf"])
    assert listed(tmp_path) == ["ely/slip_ely_screen.pdf"]


@pytest.mark.parametrize(
    "state",
    [
        {"keys": [], "times": 3, "stamp": "x"},
        {"keys": {"ely/x": 1}},
        {"times": {"ely/x": [1]}},
        {"stamp": {"of": ""}},
        {"stamp": {"of": "", "told": [], "paths": [], "status": 0, "also": 3}},
        {"asked": [["slip"]]},
        {"printers": []},
        {"manifest": 1},
        [[]],
    ],
)
def test_a_damaged_state_counts_as_none(state: Any, tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, artefact())
    (tmp_path / ".state.json").write_text(json.dumps(state))
    assert read_state(tmp_path) == {}
    with Store(tmp_path) as store:
        assert list(store.artefacts) == ["ely/slip_ely_screen.pdf"]
        assert store.key_of("ely/slip_ely_screen.pdf") == ""


@pytest.mark.parametrize(("old", "new"), [('"sha256": "', '"sha256": "0'), ('"pages": 1', '"pages": 9')])
def test_what_was_written_into_a_manifest_by_hand_is_put_right(old: str, new: str, tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, artefact())
    text = (tmp_path / "manifest.json").read_text()
    (tmp_path / "manifest.json").write_text(text.replace(old, new))
    assert not is_settled(tmp_path, read_state(tmp_path))
    with Store(tmp_path) as store:
        assert store.key_of("ely/slip_ely_screen.pdf") == "", "so that it is made anew"


def test_a_report_is_part_of_the_file_that_it_is_about(tmp_path: Path) -> None:
    path = "failed/slip_ely_screen.pdf"
    for spoil in (Path.unlink, lambda report: report.write_text("it is quite all right")):
        with Store(tmp_path) as store:
            put(store, artefact(path, result="fail"))
        with Store(tmp_path) as store:
            assert store.key_of(path) == "key"
        assert untouched(tmp_path, read_state(tmp_path)["times"])
        spoil(tmp_path / f"{path}.txt")
        assert not untouched(tmp_path, read_state(tmp_path)["times"])
        with Store(tmp_path) as store:
            assert store.key_of(path) == ""
