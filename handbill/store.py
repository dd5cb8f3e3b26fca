"""What lies in output/: whole files, a manifest that is true of them, and what each was made from.

A file is first written under `.part/` and then moved to its name in one step, so that a name in
output/ never stands for half a file. `manifest.json` is for everyone to read; `.state.json` is
the program's own: the key of each file (a digest of all that went into it), and the stamp of the
last build, by which a build that has nothing to do is recognised without reading the content.

A line in `.journal` goes before each move. Where a build was cut off, the journal is still there,
and the next one reads from it what was made since the manifest was written. Nothing that stands
in output/ is believed unseen: anyone may have written there.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Final

from handbill.errors import HandbillError, MachineError
from handbill.manifest import (
    FAILED,
    JOURNAL,
    MANIFEST,
    MANIFEST_VERSION,
    STATE,
    Artefact,
    artefact_of,
    manifest_digest,
    read_manifest,
    read_state,
)

PART = ".part"

_MADE: Final = re.compile(
    r".+_(?P<branch>[^_]+)_(?:screen|office|press|large|image-\d+|word|text|mail)\.(?:pdf|png|docx|txt|eml)"
)
"""The names that this program gives. A file with such a name that is not listed was left by a build cut off."""
_HALF: Final = re.compile(r"\..+\.\d+\.part")


def file_name(document: str, own_lang: str, branch: str, lang: str) -> str:
    """Return the first part of a file's name: 'who-decides_anytown-health', 'who-decides-cy_…' for a translation.

    Two languages in one file, 'cy+en-GB', make it 'who-decides-cy-en-GB_…'.
    """
    shown = document if lang == own_lang else f"{document}-{lang.replace('+', '-')}"
    return f"{shown}_{branch}"


class Store:
    """The folder output/. Use it in a `with`: it is locked, and its manifest is written at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.part = folder / PART
        self.artefacts: dict[str, Artefact] = {}
        self.state: dict[str, Any] = {}
        self._lock: Any = None
        self._journal: IO[bytes]

    def __enter__(self) -> Store:
        with room():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder / ".lock")
            try:
                self._open()
            except BaseException:
                self._lock.close()
                raise
        return self

    def _open(self) -> None:
        shutil.rmtree(self.part, ignore_errors=True)  # left by a build that was cut off
        self.part.mkdir()
        self.artefacts = {each.path: each for each in read_manifest(self.folder)}
        self.state = read_state(self.folder)
        if self.state.get("manifest") != manifest_digest(self.folder):
            for name in ("keys", "times", "stamp"):  # of another manifest: it was edited, or comes from elsewhere
                self.state.pop(name, None)
        self._forget_missing()
        if self._replay():
            self.save()
        self._sweep()
        journal = self.folder / JOURNAL
        journal.unlink(missing_ok=True)
        self._journal = journal.open("xb")

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind:
                self._replay()  # it may have been stopped between a move and the note of it
            self.save()
            self._journal.close()
            with room():
                (self.folder / JOURNAL).unlink(missing_ok=True)
        finally:
            self._journal.close()
            shutil.rmtree(self.part, ignore_errors=True)
            self._lock.close()

    def _forget_missing(self) -> None:
        """Take from the manifest what is not in the folder any more, or not as it was made."""
        for path, artefact in list(self.artefacts.items()):
            if not self._is_as_made(artefact):
                self._forget(path)

    def _replay(self) -> bool:
        """Take up what the journal has and the manifest has not; say whether there is a journal."""
        try:
            lines = (self.folder / JOURNAL).read_bytes().splitlines()
        except OSError:
            return False
        settled = set()
        for line in reversed(lines):  # the last of a name that is there is the one that counts
            try:
                noted = json.loads(line)
                artefact, key = artefact_of(noted["artefact"]), str(noted["key"])
            except (ValueError, TypeError, KeyError, RecursionError):
                continue  # cut off
            name = Path(artefact.path).name
            if name in settled:
                continue
            if self.artefacts.get(artefact.path) == artefact:
                settled.add(name)
            elif self._is_there(artefact):
                settled.add(name)
                self._note(artefact, key)
        return True

    def _sweep(self) -> None:
        """Remove what a build that was cut off has left: files that no manifest lists, and halves of files."""
        for folder in (self.folder, *(each for each in self.folder.iterdir() if not each.name.startswith("."))):
            if folder.is_symlink() or not folder.is_dir():
                continue
            for each in list(folder.iterdir()):
                if self._is_left_over(folder.name if folder != self.folder else "", each.name):
                    each.unlink()
            with contextlib.suppress(OSError):
                folder.rmdir()  # only where it is empty

    def _is_left_over(self, folder: str, name: str) -> bool:
        if folder in ("", FAILED) and _HALF.fullmatch(name):
            return True
        own = name.removesuffix(".txt") if folder == FAILED else name
        made = _MADE.fullmatch(own)
        return bool(made and folder in (made["branch"], FAILED) and f"{folder}/{own}" not in self.artefacts)

    def _is_as_made(self, artefact: Artefact) -> bool:
        """Say whether a file is there as it was made, and if it failed its proof, its report too."""
        path = artefact.path
        target = self.folder / path
        try:
            if target.parent.is_symlink() or (artefact.result == "fail" and not self._is_as_left(_report(path))):
                return False
            left = _left(target)
            if self._times().get(path) == left:
                return True
            if left[0] != artefact.bytes or hashlib.sha256(target.read_bytes()).hexdigest() != artefact.sha256:
                return False
        except OSError:
            return False
        self._times()[path] = left  # copied, and whole
        return True

    def _is_there(self, artefact: Artefact) -> bool:
        """Say whether the very file is there, whatever is noted of another by its name."""
        paths = (artefact.path, _report(artefact.path))
        before = {path: self._times().pop(path) for path in paths if path in self._times()}
        if self._is_as_made(artefact):
            return True
        self._times().update(before)
        return False

    def _is_as_left(self, path: str) -> bool:
        """Say whether a report is there, with the size and time that it was left with if that is known."""
        left = _left(self.folder / path)
        return self._times().setdefault(path, left) == left

    def _times(self) -> dict[str, list[int]]:
        times: dict[str, list[int]] = self.state.setdefault("times", {})
        return times

    def key_of(self, path: str) -> str:
        """Return the key that a file was made with; '' where it is not there."""
        return self._keys().get(path, "")

    def _keys(self) -> dict[str, str]:
        keys: dict[str, str] = self.state.setdefault("keys", {})
        return keys

    def place(self, part: Path, artefact: Artefact, key: str, report: str) -> None:
        """Move a made file to its name. One that failed its proof goes to failed/ with its report."""
        with room():
            target = self._target(artefact.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            if artefact.result == "fail":
                write_whole(self.folder / _report(artefact.path), report.encode())
                self._times()[_report(artefact.path)] = _left(self.folder / _report(artefact.path))
            self._journal.write(_json({"artefact": asdict(artefact), "key": key}))
            self._journal.flush()
            os.replace(part, target)
            self._times()[artefact.path] = _left(target)
        self._note(artefact, key)

    def _note(self, artefact: Artefact, key: str) -> None:
        """List a file that is in its place, and take away the one that it stands for: passed, or failed."""
        folder, _, name = artefact.path.partition("/")
        self.remove([f"{artefact.branch if folder == FAILED else FAILED}/{name}"])
        self.artefacts[artefact.path] = artefact
        self._keys()[artefact.path] = key
        self.state.pop("stamp", None)  # what is here now is not what that build left

    def remove(self, paths: Iterable[str]) -> list[str]:
        """Delete files that are not wanted any more, with the folders that this leaves empty."""
        removed = []
        for path in paths:
            with room():
                target = self._target(path)
                if target.is_file():
                    target.unlink()
                    removed.append(path)
                if path.startswith(f"{FAILED}/"):
                    (self.folder / _report(path)).unlink(missing_ok=True)
            self._forget(path)
            with contextlib.suppress(OSError):
                target.parent.rmdir()
        if removed:
            self.state.pop("stamp", None)
        return removed

    def _target(self, path: str) -> Path:
        """Return where a file lies. Raises MachineError where its folder is a link, for that leads out of output/."""
        target = self.folder / path
        if target.parent.is_symlink():
            raise MachineError(f"{target.parent} is a link, and no file is written through one: delete the link")
        return target

    def _forget(self, path: str) -> None:
        self.artefacts.pop(path, None)
        self._keys().pop(path, None)
        self._times().pop(path, None)
        self._times().pop(_report(path), None)

    def save(self) -> None:
        """Write the manifest and the state."""
        entries = [asdict(self.artefacts[path]) for path in sorted(self.artefacts)]
        manifest = _json({"version": MANIFEST_VERSION, "artefacts": entries}, indent=1)
        self.state["manifest"] = hashlib.sha256(manifest).hexdigest()
        with room():
            write_whole(self.folder / MANIFEST, manifest)
            write_whole(self.folder / STATE, _json(self.state))


def _report(path: str) -> str:
    """Return where the report on a file lies that failed its proof."""
    return f"{path}.txt"


def _left(path: Path) -> list[int]:
    """Return size and time of a file, by which it is known again."""
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def room() -> Iterator[None]:
    """Turn a full disk or a folder that may not be written into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise MachineError("the disk is full: make room and run the build again; what was made is whole") from None
        where = error.filename2 or error.filename or "to output/"  # of a move, where to
        raise MachineError(f"cannot write {where} ({error.strerror}): see that it is yours to change") from None


def _json(data: Any, indent: int | None = None) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=indent) + "\n").encode()


def _locked(path: Path) -> Any:
    """Return an open file that holds the lock on a folder. Raises HandbillError where another build has it."""
    handle = path.open("a+b")
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        raise HandbillError("another build is at work in this folder: wait for it, or stop it") from None
    return handle
