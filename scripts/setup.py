"""Makes this clone ready: system libraries, .venv, the pinned Python packages.

    python3 scripts/setup.py          to run handbill
    python3 scripts/setup.py --test   to work on it as well: its tests, types and style

It needs Python 3.11 and nothing else, and installs only what is missing. `make` calls it.
Exit status 3: the machine lacks something that could not be installed from here.
"""

from __future__ import annotations

import compileall
import importlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

if sys.version_info < (3, 11):  # noqa: UP036, whatever Python a person has starts this
    print(f"handbill needs Python 3.11 or later; this is Python {sys.version.split()[0]}.", file=sys.stderr)
    raise SystemExit(3)

sys.path.insert(0, str(ROOT))
from handbill import machine  # noqa: E402, the first line of this script's own that Python 3.10 can't read


def _has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def _works(*command: str) -> bool:
    """Whether a command is there and runs: macOS has a `javac` that only says where to get one."""
    return (
        shutil.which(command[0]) is not None
        and subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    )


def _has_jaxb() -> bool:
    return any(Path("/usr/share/java").glob("**/jaxb-runtime*.jar"))


def _packages(*names: str) -> dict[str, str]:
    """What apt-get, dnf, pacman, apk and brew call it, in the order of machine.MANAGERS."""
    return dict(zip(machine.MANAGERS, names, strict=True))


VENV_MODULE = machine.Need("Python's ensurepip", _has_ensurepip, {"apt-get": f"python3.{sys.version_info.minor}-venv"})

# What the tests call. veraPDF, which comes as a jar with a Python package, is started from Java source
# (hence the compiler) and needs JAXB, which Java no longer has of its own.
TEST_TOOLS = (
    machine.Need(
        "a Java development kit",
        lambda: _works("javac", "-version"),
        _packages("default-jdk-headless", "java-devel", "jdk-openjdk", "openjdk17-jdk", "openjdk"),
    ),
    machine.Need("JAXB for Java", _has_jaxb, {"apt-get": "libjaxb-java", "dnf": "jaxb-runtime"}),
    machine.Need(
        "Poppler's tools",
        lambda: _works("pdftotext", "-v"),
        _packages("poppler-utils", "poppler-utils", "poppler", "poppler-utils", "poppler"),
    ),
    machine.Need("qpdf", lambda: _works("qpdf", "--version"), dict.fromkeys(machine.MANAGERS, "qpdf")),
    machine.Need("Ghostscript", lambda: _works("gs", "--version"), dict.fromkeys(machine.MANAGERS, "ghostscript")),
    machine.Need(
        "LibreOffice Writer",  # opens Word documents; Homebrew has it only as an application
        lambda: shutil.which("soffice") is not None,
        {
            "apt-get": "libreoffice-writer-nogui",
            "dnf": "libreoffice-writer",
            "pacman": "libreoffice-fresh",
            "apk": "libreoffice-writer",
        },
    ),
)


def main(arguments: list[str]) -> int:
    """Set up, saying each thing that is done; the exit status is 0, or that of what failed."""
    if arguments not in ([], ["--test"]):
        print(__doc__)
        return 2
    test = bool(arguments)
    if not _provide((*machine.LIBRARIES, VENV_MODULE, *(TEST_TOOLS if test else ()))):
        return 3
    if not _is_current(VENV):
        _say(f"Making .venv with Python {sys.version.split()[0]}")
        subprocess.run((sys.executable, "-m", "venv", "--clear", str(VENV)), check=True)
    locks = ("requirements.lock", "requirements-test.lock") if test else ("requirements.lock",)
    for lock in locks:
        status = _install(ROOT / lock)
        if status:
            return status
    # The package itself stays where it is: one line tells .venv where.
    purelib = sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)})
    Path(purelib, "handbill.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    # As pip does with what it installs; where Python writes no bytecode, every start would compile it all anew.
    compileall.compile_dir(ROOT / "handbill", quiet=2)
    return 0


def _provide(needs: Iterable[machine.Need]) -> bool:
    """Install what the machine lacks; where that can't be done, say what a person must do."""
    lacking = machine.missing(needs)
    manager = machine.package_manager()
    prefix = _as_root(manager)
    if lacking and manager and prefix is not None:
        for command in machine.install_commands(lacking, manager):
            _say(shlex.join((*prefix, *command)))
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run((*prefix, *command), stdin=subprocess.DEVNULL, env=environment)
        lacking = machine.missing(lacking)
    if lacking:
        print(f"{machine.advice(lacking)}\nThen do the same again.", file=sys.stderr)
    return not lacking


def _as_root(manager: str | None) -> tuple[str, ...] | None:
    """What to put before a command so that it runs as root without asking; None where nothing does."""
    if manager == "brew" or (hasattr(os, "geteuid") and os.geteuid() == 0):
        return ()
    return ("sudo", "-n") if _works("sudo", "-n", "true") else None


def _is_current(venv: Path) -> bool:
    """Whether the environment works and is of the Python that runs this."""
    version = "import sys, pip; print(sys.version_info[:2])"
    if not PYTHON.exists():
        return False
    answer = subprocess.run((str(PYTHON), "-c", version), capture_output=True, text=True)
    return answer.stdout.strip() == str(sys.version_info[:2])


def _install(lock: Path) -> int:
    _say(f"Installing the Python packages of {lock.name}")
    pip = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet")
    return subprocess.run((*pip, "install", "--require-hashes", "--requirement", str(lock))).returncode


def _say(line: str) -> None:
    print(f"· {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
