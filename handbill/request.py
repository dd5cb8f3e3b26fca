"""What a build is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Request:
    """What to build. Empty means all; `today` is read once, at the door.

    `words` are those of the command line, by which the same request is known again. `wants` are editions by
    document, where documents are wanted in different ones: then there are no others.
    """

    root: Path
    documents: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    stage: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)
    printer: str = ""
    rules: str = ""
    force: bool = False
    today: datetime.date = datetime.date.min
    words: tuple[str, ...] = ()
    wants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether this is a build of everything, after which what is not wanted can be removed."""
        only = (self.documents, self.branches, self.editions, self.langs, self.stage, self.overrides, self.wants)
        return not any(only)

    @property
    def asked(self) -> tuple[tuple[str, ...], str]:
        """All that has a say in what comes out: the words of the request, and the day."""
        return (self.words, self.today.isoformat())
