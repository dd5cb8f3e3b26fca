"""`handbill fit`: proposes which clauses of a motion to leave out, so that it is short enough for a conference."""

from __future__ import annotations

import sys
from pathlib import Path

from handbill.errors import UsageError, printable
from handbill.request import Request
from handbill.ruling import title
from handbill.shorten import Shortened, shorten
from handbill.store import room, write_whole
from handbill.yaml_text import motion_yaml


def run(request: Request, output: Path | None) -> int:
    """Propose a shorter motion, and write it where that is wanted. Returns 1 where it is too long even so."""
    if output is not None and output.exists() and not request.force:
        raise UsageError(f"{output} is there already: name another file, or write --force to replace it")
    shortened, rules = shorten(request)
    to = title(rules)
    print(printable(f"{request.documents[0]}: {_standing(shortened, to)}"))
    for each in shortened.left_out:
        print(printable(f"left out: {each.cite} ({_count(each.words)}): {each.text}"))
    if shortened.left_out:
        print(f"{_count(shortened.before.total)} before, {shortened.after} after")
    if output is not None:
        with room():
            write_whole(output, motion_yaml(shortened.motion).encode())
        print(f"Written: {output}")
    if shortened.fits:
        return 0
    assert shortened.limit is not None
    over = shortened.after - shortened.limit
    message = f"that is still {_count(over)} too many: each part keeps one clause, and none is reworded"
    print(message, file=sys.stderr)
    return 1


def _standing(shortened: Shortened, to: str) -> str:
    """Say how the motion stands before anything is left out."""
    words, limit = _count(shortened.before.total), shortened.limit
    explained = shortened.before.explained()
    if limit is None:
        return f"{words} ({explained}); no limit is known for {to}, and nothing is left out"
    if shortened.before.total <= limit:
        return f"{words} ({explained}); {to} allows {limit}, and nothing has to be left out"
    return f"{words} ({explained}), {shortened.before.total - limit} more than the {limit} that {to} allows"


def _count(words: int) -> str:
    return f"{words} {'word' if words == 1 else 'words'}"
