"""WeasyPrint, imported in little time.

It looks for each of its libraries under several names, and for each that is no file name cffi has
the C compiler or `ldconfig` asked, in a process of its own: together a third of the time that the
import takes on Linux. The names under which the loader itself finds them there are among the
several, so they are tried without that search first.
"""

from __future__ import annotations

import ctypes.util
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def load() -> None:
    """Import WeasyPrint. Raises OSError where one of its libraries is not to be found."""
    if sys.platform == "linux":
        with _without_search():
            try:
                importlib.import_module("weasyprint")
                return
            except OSError:  # not where the loader looks: the search may know more
                pass
    importlib.import_module("weasyprint")


@contextmanager
def _without_search() -> Iterator[None]:
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search
