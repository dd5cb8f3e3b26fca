"""A worker process: gets ready, then makes what it is given, one job at a time.

It ends when its input ends, or when its parent ends it. Ctrl-C and its like reach the whole group,
and are the parent's to handle. Whatever a library prints goes to the standard error, for the
standard output carries the answers.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

from handbill.pipe import receive, send


def main() -> None:
    """Answer jobs until there are no more."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # Windows has no SIGHUP
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    jobs = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    try:
        setup = receive(jobs)
        gc.disable()  # what is imported stays: looking for garbage in it takes a tenth of the time
        maker = setup.ready()
        gc.freeze()
        gc.enable()
        while True:
            send(answers, maker(receive(jobs)))
    except EOFError:
        return


if __name__ == "__main__":
    main()
