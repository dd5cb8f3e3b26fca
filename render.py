#!/usr/bin/env python3
"""The `handbill` command of a clone. Where `make` has set up .venv, that is what it runs with."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def main() -> None:
    """Hand over to handbill.cli; exit with status 3, saying what to do, where nothing is set up."""
    if os.path.exists(PYTHON) and os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        command = [PYTHON, os.path.realpath(__file__), *sys.argv[1:]]
        if os.name == "nt":  # execv there gives the prompt back before the command has ended
            sys.exit(subprocess.call(command))
        os.execv(PYTHON, command)
    if sys.version_info < (3, 11):  # noqa: UP036, whatever Python a person has starts this
        sys.exit(_unready("Python 3.11 or later"))
    try:
        from handbill import cli

        cli.main()
    except ModuleNotFoundError as missing:
        if str(missing.name).startswith("handbill"):
            raise
        sys.exit(_unready(f"the Python package '{missing.name}'"))


def _unready(lacking: str) -> int:
    """Say what is missing and what to do; the exit status for a machine that lacks something."""
    print(
        f"handbill needs {lacking}: run `make` in {HERE}, which sets everything up "
        "(without make: `python3 scripts/setup.py`), then try again.",
        file=sys.stderr,
    )
    return 3


if __name__ == "__main__":
    main()
