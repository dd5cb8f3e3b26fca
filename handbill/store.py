"""What lies in output/: whole files, a manifest that is true of them, and what each was made from.

A file is first written under `.part/` and then moved to its name in one step, so that a name in
output/ never stands for half a file. `manifest.json` is for everyone to read; `.state.json` is
the program's own: the key of each file (a digest of all that went into it), and the stamp of the
last build, by which a build that has nothing to do is recognised without reading the content.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from handbill.errors import HandbillError, MachineError

MANIFEST_VERSION = 1
FAILED = "failed"
PART = ".part"


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file in output/, as the manifest has it. `path` starts at output/."""

    document: str
    kind: str
    branch: str
    lang: str
    edition: str
    path: str
    pages: int
    bytes: int
    sha256: str
    proof: dict[str, Any]

    @property
    def result(self) -> str:
        """The proof's result: pass, warn or fail."""
        return str(self.proof["result"])

    @property
    def target(self) -> tuple[str, str, str, str]:
        """What was asked for: document, branch, language, edition. Several images share one."""
        return (self.document, self.branch, self.lang, self.edition)


def file_name(document: str, own_lang: str, branch: str, lang: str) -> str:
    """Return the first part of a file's name: 'who-decides_anytown-health', 'who-decides-cy_…' for a translation."""
    shown = document if lang == own_lang else f"{document}-{lang}"
    return f"{shown}_{branch}"


class Store:
    """The folder output/. Use it in a `with`: it is locked, and its manifest is written at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.part = folder / PART
        self.artefacts: dict[str, Artefact] = {}
        self.state: dict[str, Any] = {}
        self._lock: Any = None

    def __enter__(self) -> Store:
        with room():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder / ".lock")
            shutil.rmtree(self.part, ignore_errors=True)  # left by a build that was cut off
            self.part.mkdir()
        self.artefacts = {each.path: each for each in read_manifest(self.folder)}
        self.state = read_state(self.folder)
        self._forget_missing()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.save()
        finally:
            shutil.rmtree(self.part, ignore_errors=True)
            self._lock.close()

    def _forget_missing(self) -> None:
        """Take from the manifest what is not in the folder any more, or not as it was made."""
        for path, artefact in list(self.artefacts.items()):
            if not self._is_as_made(path, artefact):
                del self.artefacts[path]
                self._keys().pop(path, None)
                self._times().pop(path, None)

    def _is_as_made(self, path: str, artefact: Artefact) -> bool:
        target = self.folder / path
        try:
            found = target.stat()
            if self._times().get(path) == [found.st_size, found.st_mtime_ns]:
                return True
            if found.st_size != artefact.bytes or hashlib.sha256(target.read_bytes()).hexdigest() != artefact.sha256:
                return False
        except OSError:
            return False
        self._times()[path] = [found.st_size, found.st_mtime_ns]  # copied, and whole
        return True

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
        name = Path(artefact.path).name
        with room():
            target = self.folder / artefact.path
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(part, target)
            if artefact.result == "fail":
                write_whole(self.folder / FAILED / f"{name}.txt", report.encode())
        other = f"{artefact.branch}/{name}" if artefact.result == "fail" else f"{FAILED}/{name}"
        self.remove([other])
        self.artefacts[artefact.path] = artefact
        self._keys()[artefact.path] = key
        self._times()[artefact.path] = [artefact.bytes, target.stat().st_mtime_ns]

    def remove(self, paths: Iterable[str]) -> list[str]:
        """Delete files that are not wanted any more, with the folders that this leaves empty."""
        removed = []
        for path in paths:
            target = self.folder / path
            if target.is_file():
                target.unlink()
                removed.append(path)
            if path.startswith(f"{FAILED}/"):
                target.with_name(f"{target.name}.txt").unlink(missing_ok=True)
            self.artefacts.pop(path, None)
            self._keys().pop(path, None)
            self._times().pop(path, None)
            with contextlib.suppress(OSError):
                target.parent.rmdir()
        return removed

    def save(self) -> None:
        """Write the manifest and the state."""
        entries = [asdict(self.artefacts[path]) for path in sorted(self.artefacts)]
        manifest = {"version": MANIFEST_VERSION, "artefacts": entries}
        with room():
            write_whole(self.folder / "manifest.json", _json(manifest, indent=1))
            write_whole(self.folder / ".state.json", _json(self.state))


def read_manifest(folder: Path) -> list[Artefact]:
    """Return what a manifest lists; nothing where there is none, or none that can be read."""
    try:
        data = json.loads((folder / "manifest.json").read_bytes())
        return [Artefact(**entry) for entry in data["artefacts"]] if data["version"] == MANIFEST_VERSION else []
    except (OSError, ValueError, TypeError, KeyError):
        return []


def read_state(folder: Path) -> dict[str, Any]:
    """Return the program's own notes on a folder; nothing where there are none."""
    try:
        state = json.loads((folder / ".state.json").read_bytes())
        return state if isinstance(state, dict) else {}
    except (OSError, ValueError):
        return {}


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
        raise MachineError(f"cannot write {error.filename or 'to output/'} ({error.strerror})") from None


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
