"""What output/ says of itself: its manifest and the notes of the program, which are believed where they can be."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

MANIFEST_VERSION = 1
FAILED = "failed"
MANIFEST = "manifest.json"
JOURNAL = ".journal"
STATE = ".state.json"


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


def read_manifest(folder: Path) -> list[Artefact]:
    """Return what a manifest lists; nothing where there is none, or none that this program can have written."""
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
        return [artefact_of(entry) for entry in data["artefacts"]] if data["version"] == MANIFEST_VERSION else []
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []


def read_state(folder: Path) -> dict[str, Any]:
    """Return the program's own notes on a folder; nothing where there are none, or none that it can have written."""
    try:
        state = json.loads((folder / STATE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    is_sound = isinstance(state, dict) and all(_STATE[name](state[name]) for name in state.keys() & _STATE.keys())
    return state if is_sound else {}


def is_settled(folder: Path, state: Mapping[str, Any]) -> bool:
    """Say whether the last build came to its end, and the manifest is the one that it wrote."""
    return not (folder / JOURNAL).exists() and state.get("manifest") == manifest_digest(folder)


def manifest_digest(folder: Path) -> str:
    """Return a SHA-256 of the manifest; nothing where there is none."""
    try:
        return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


def artefact_of(entry: Any) -> Artefact:
    """Return an entry of a manifest. Raises ValueError, TypeError or KeyError where this program did not write it."""
    artefact = Artefact(**entry)
    texts = (artefact.document, artefact.kind, artefact.branch, artefact.lang, artefact.edition, artefact.sha256)
    checks = artefact.proof["checks"]
    if not (
        _is_texts([*texts, artefact.path, artefact.proof["result"]])
        and isinstance(artefact.pages, int)
        and isinstance(artefact.bytes, int)
        and isinstance(checks, list)
        and all(_is_texts([check["id"], check["result"], check["detail"]]) for check in checks)
    ):
        raise ValueError("an entry is not of its type")
    folder, _, name = artefact.path.partition("/")
    if folder not in (artefact.branch, FAILED) or not (_is_plain(folder) and _is_plain(name)):
        raise ValueError("a path leads elsewhere")
    return artefact


def _is_plain(name: str) -> bool:
    """Say whether a name is that of something right in a folder, and not hidden."""
    return bool(re.fullmatch(r"[^./\\:\0][^/\\:\0]*", name))


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_mapping(value: Any, has_right: Callable[[Any], bool]) -> bool:
    return isinstance(value, dict) and all(map(has_right, value.values()))


def _is_times(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, int) for each in value)


def _is_stamp(value: Any) -> bool:
    if not isinstance(value, dict) or not {"of", "told", "paths", "status"} <= value.keys():
        return False
    return (
        _is_texts([value["of"], value.get("also_of", "")])
        and all(_is_texts(value.get(name, [])) for name in ("told", "paths", "also", "outdated"))
        and isinstance(value["status"], int)
    )


_STATE: Final[Mapping[str, Callable[[Any], bool]]] = {
    "manifest": lambda value: isinstance(value, str),
    "keys": lambda value: _is_mapping(value, lambda key: isinstance(key, str)),
    "times": lambda value: _is_mapping(value, _is_times),
    "stamp": _is_stamp,
    "asked": lambda value: isinstance(value, list) and all(_is_texts(each) and len(each) == 4 for each in value),
    "printers": lambda value: _is_mapping(value, lambda printer: isinstance(printer, str)),
}
"""What is right for each part of the state."""
