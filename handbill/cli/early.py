"""What `build` can do before the command line is understood.

Reading the command line properly takes a tenth of a second, and a worker needs longer to get
ready. So a worker is started at once, and the words of the command are compared, as they stand,
with those of the last build: if nothing has changed since, its end is told again, and the worker
is sent home. If something has, it gets ready while the rest of the program wakes up.
"""

from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbill.errors import UsageError
from handbill.root import find_root

if TYPE_CHECKING:
    from handbill.crew import Crew


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a build, as they were typed, and the folder and day that they are about.

    `--force` stands apart: it only makes anew what comes out the same.
    """

    root: Path
    today: str
    rest: tuple[str, ...]
    force: bool


def words_of(arguments: list[str]) -> Words | None:
    """Return the words of a build; None for any other command, and for what has to be read with care."""
    options: dict[str, str] = {}
    rest = list(arguments)
    while rest and rest[0].startswith("--"):
        name, equals, value = rest.pop(0).partition("=")
        if not equals and not rest:
            return None
        options[name] = value if equals else rest.pop(0)
    if not rest or rest[0] != "build" or "--help" in rest:
        return None
    try:
        project = options.get("--project")
        root = Path(project).resolve() if project else find_root(Path.cwd())
    except UsageError:
        return None
    asked = tuple(word for word in rest[1:] if word != "--force")
    return Words(root, options.get("--today") or datetime.date.today().isoformat(), asked, "--force" in rest)


def tell_again(words: Words) -> int | None:
    """Tell the end of the last build again where this one would come to the same; return its exit status."""
    if words.force:
        return None
    from handbill.stamp import standing

    found = standing(words.root, (words.rest, words.today))
    if found is None:
        return None
    from handbill.cli.build import show
    from handbill.cli.summary import Outcome

    as_json = "--json" in words.rest
    if not as_json:
        for line in found.told:
            print(line, file=sys.stderr)
    outcome = Outcome(
        told=list(found.told),
        artefacts=found.artefacts,
        outdated=found.outdated,
        placeholders=found.placeholders,
        status=found.status,
    )
    show(outcome, words.root, as_json=as_json)
    return found.status


_started: list[Crew] = []


def start() -> None:
    """Start one worker."""
    from handbill.task import hire

    crew = hire()
    crew.warm()
    _started.append(crew)


def started() -> Crew | None:
    """Return the workers that were started, once."""
    return _started.pop() if _started else None
