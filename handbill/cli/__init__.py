"""The command: `commands` says what can be called, and the other modules do it. Nothing outside this package prints."""

from __future__ import annotations

import atexit
import contextlib
import gc
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import TYPE_CHECKING

from handbill.called import command
from handbill.errors import ContentError, HandbillError

if TYPE_CHECKING:
    from typer import Typer

GLOBAL = ("--project", "--today")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit status: 0 done, 1 content or proof, 2 usage, 3 machine, 130 stopped."""
    _stop_in_order()
    gc.set_threshold(300_000, 20, 20)  # nearly all that is read stays: looking for garbage often finds none
    atexit.register(gc.freeze)  # the process ends: taking its memory apart first takes a tenth of a second
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter still gets the rest
    try:
        _run(arrange(list(sys.argv[1:] if arguments is None else arguments)))
    except ContentError as error:
        print(error, file=sys.stderr)
        sys.exit(error.status)
    except HandbillError as error:
        print(f"handbill: {error}", file=sys.stderr)
        sys.exit(error.status)
    except KeyboardInterrupt:
        from handbill.cli.build import INTERRUPTED

        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _stop_in_order() -> None:
    """Have the signals of a closed terminal and of `kill` do what Ctrl-C does: files stay whole, and are listed."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        with contextlib.suppress(ValueError):  # only the main thread may say so
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # `nohup` has it ignored
                signal.signal(number, stop)


def _run(arguments: list[str]) -> None:
    from handbill.cli import early

    words = early.words_of(arguments)
    try:
        if words:
            early.start()
        if words and (status := early.tell_again(words)) is not None:
            sys.exit(status)
        program = _program(of_build=words is not None)
        program(arguments, prog_name=command(), obj=words.rest if words else ())
    finally:
        if crew := early.started():  # there was nothing to do, or the command line was wrong
            crew.close()


def _program(*, of_build: bool) -> Typer:
    """Return the program with all its commands, or with `build` alone, which reads no other's."""
    if of_build:
        from handbill.cli.commands.build import app_of_build

        return app_of_build()
    from handbill.cli.app import app

    return app


def arrange(arguments: list[str]) -> list[str]:
    """Bring `--project` and `--today` before the command, wherever they stand, and name the command where none is.

    >>> arrange(["build", "--project", "x", "a"])
    ['--project', 'x', 'build', 'a']
    >>> arrange(["--force"])
    ['build', '--force']
    """
    first: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in GLOBAL:
            first += [word, *[value for value in [next(words, None)] if value is not None]]
        elif word.startswith(tuple(f"{name}=" for name in GLOBAL)):
            first.append(word)
        else:
            rest.append(word)
    if not rest or (rest[0].startswith("-") and rest[0] not in ("--help", "--version")):
        rest.insert(0, "build")
    return first + rest
