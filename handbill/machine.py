"""What the machine must have besides Python packages, and how its package manager calls it.

Set-up runs this before anything is installed, and `handbill doctor` afterwards, so it needs
nothing but the standard library.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

# How each package manager installs. A bare Debian machine has no list of packages yet.
MANAGERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "apt-get": (("apt-get", "update"), ("apt-get", "install", "--yes", "--no-install-recommends")),
    "dnf": (("dnf", "install", "--assumeyes"),),
    "pacman": (("pacman", "-S", "--needed", "--noconfirm"),),
    "apk": (("apk", "add"),),
    "brew": (("brew", "install"),),
}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that the machine must have; `packages` says what each of MANAGERS calls it."""

    name: str
    is_there: Callable[[], bool]
    packages: Mapping[str, str]


def missing(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Those of the needs that this machine does not meet."""
    return tuple(need for need in needs if not need.is_there())


def package_manager() -> str | None:
    """The name of this machine's package manager, or None where it has none of MANAGERS."""
    return next((name for name in MANAGERS if shutil.which(name)), None)


def install_commands(needs: Iterable[Need], manager: str) -> tuple[tuple[str, ...], ...]:
    """The commands that install what `manager` has for these needs, to be run in this order by root.

    brew alone is not to be run by root.
    """
    packages = sorted({need.packages[manager] for need in needs if manager in need.packages})
    if not packages:
        return ()
    *before, install = MANAGERS[manager]
    return (*before, (*install, *packages))


def advice(needs: Iterable[Need]) -> str:
    """What to tell a person whose machine lacks these, down to the commands to type."""
    needs = tuple(needs)
    manager = package_manager()
    lines = [f"This machine lacks {_listed(need.name for need in needs)}."]
    commands = install_commands(needs, manager) if manager else ()
    if commands:
        prefix = () if manager == "brew" or _is_root() else ("sudo",)
        lines += ["To install:", *(f"    {shlex.join((*prefix, *command))}" for command in commands)]
    if elsewhere := [need.name for need in needs if manager not in need.packages]:
        lines.append(f"{_listed(elsewhere)} must be installed by hand: {manager or 'this system'} has no package.")
    return "\n".join(lines)


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _loads(name: str, version: int) -> bool:
    """Whether a shared library can be loaded by one of the names that WeasyPrint tries."""
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", r"C:\msys64\ucrt64\bin").split(";"):
            if os.path.isdir(folder):
                os.add_dll_directory(folder)
    for file in (f"lib{name}.so.{version}", f"lib{name}.{version}.dylib", f"lib{name}-{version}.dll"):
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    return sys.platform == "darwin" and ctypes.util.find_library(name) is not None


def _library(name: str, version: int, project: str, debian: str) -> Need:
    """A shared library: most managers have it in a package named after its project."""
    packages = dict.fromkeys(MANAGERS, project)
    packages |= {"apt-get": debian, "apk": f"so:lib{name}.so.{version}"}
    return Need(f"lib{name}", lambda: _loads(name, version), packages)


# What WeasyPrint loads. Without libharfbuzz-subset it still works, but writes a page twenty times slower.
LIBRARIES: tuple[Need, ...] = (
    _library("pango-1.0", 0, "pango", "libpango-1.0-0"),
    _library("pangoft2-1.0", 0, "pango", "libpangoft2-1.0-0"),
    _library("harfbuzz-subset", 0, "harfbuzz", "libharfbuzz-subset0"),
    _library("fontconfig", 1, "fontconfig", "libfontconfig1"),
)
