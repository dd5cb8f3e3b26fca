"""What a build is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TIME_LIMIT = 120.0
"""Seconds that one document for one branch may take before it is stopped."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build. Empty means all; `today` is read once, at the door."""

    root: Path
    documents: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    overrides: Mapping[str, str] = field(default_factory=dict)
    jobs: int = 0  # processes; 0 is one a core
    force: bool = False
    today: datetime.date = datetime.date.min
    time_limit: float = TIME_LIMIT

    @property
    def whole(self) -> bool:
        """Whether this is a build of everything, after which what is not wanted can be removed."""
        return not (self.documents or self.branches or self.editions or self.langs or self.overrides)

    def asked(self) -> tuple[Any, ...]:
        """Return all that has a say in what comes out, as plain values."""
        chosen = (self.documents, self.branches, self.editions, self.langs)
        return (*chosen, sorted(self.overrides.items()), self.today.isoformat())
