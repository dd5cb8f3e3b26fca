"""What ships with the program, and where: layouts, fonts, the starter project; and its cache."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from functools import cache
from pathlib import Path

from handbill import __version__
from handbill.stamp import stamp_of_program

PACKAGE = Path(__file__).parent
FONTS = PACKAGE / "fonts"
STARTER = PACKAGE / "starter"
PROFILE = PACKAGE / "profiles" / "ISOcoated_v2_300_bas.icc"

# In a wheel the layouts and the rules stand inside the package, in a checkout beside it.
LAYOUTS = PACKAGE / "layouts" if (PACKAGE / "layouts").is_dir() else PACKAGE.parent / "layouts"
RULES = PACKAGE / "rules" if (PACKAGE / "rules").is_dir() else PACKAGE.parent / "rules"

_ENGINES = (
    "weasyprint",
    "pydyf",
    "pikepdf",
    "pypdfium2",
    "fonttools",
    "qrcode",
    "pillow",
    "jinja2",
    "markdown-it-py",
    "python-docx",
    "lxml",
)


def font_folders() -> tuple[Path, ...]:
    """Return the folders of the fonts that ship, one a family."""
    return tuple(sorted(folder for folder in FONTS.iterdir() if folder.is_dir()))


def rules() -> dict[str, Path]:
    """Return the files of the rules that ship, by slug."""
    return {path.stem: path for path in sorted(RULES.glob("*.yaml"))}


@cache
def cache_folder() -> Path:
    """Return a folder for what can be worked out again; one that passes away where the usual one can't be written."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "handbill"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="handbill-"))
    return folder if os.access(folder, os.W_OK) else Path(tempfile.mkdtemp(prefix="handbill-"))


@cache
def program_digest() -> str:
    """Return a digest of the program: its version, its code, words and fonts, and the engines that it runs on.

    Megabytes are read for it, so that it is kept, with the stamp of what it was worked out from.
    """
    stamp, kept = stamp_of_program(), cache_folder() / "program"
    with contextlib.suppress(OSError, ValueError):
        known, digest = kept.read_text("ascii").split()
        if known == stamp:
            return digest
    digest = _digest()
    fresh = kept.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        fresh.write_text(f"{stamp} {digest}", "ascii")
        fresh.replace(kept)
    return digest


def _digest() -> str:
    from importlib.metadata import PackageNotFoundError, version  # slow to import

    total = hashlib.sha256(__version__.encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".yaml", ".ttf", ".icc") and STARTER not in path.parents:
            total.update(path.relative_to(PACKAGE).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    for name in _ENGINES:
        try:
            total.update(f"{name}=={version(name)}".encode())
        except PackageNotFoundError:
            total.update(f"{name}?".encode())
    return total.hexdigest()
