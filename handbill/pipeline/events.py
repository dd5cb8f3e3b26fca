"""What happens in a build, as it is told to the command, the watcher and the tests."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.errors import Problem
from handbill.manifest import Artefact


@dataclass(frozen=True, slots=True)
class Told:
    """Something about the content, found while reading it."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Planned:
    """What there is to do: jobs to make, and files that are as they should be."""

    jobs: int
    current: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A worker has taken up a job."""

    document: str
    branch: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A job is done; these files of it are in output/ now."""

    document: str
    branch: str
    artefacts: tuple[Artefact, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A job could not be made."""

    document: str
    branch: str
    reason: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A file that nothing asks for any more is gone."""

    path: str


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a build. `artefacts` are all that were asked for and lie in output/ now, up to date.

    `outdated` are the paths of files of earlier builds that were asked for and could not be made anew, and of those
    that nothing asks for and that stay, for what is missing may only be misread.
    """

    artefacts: tuple[Artefact, ...]
    outdated: tuple[str, ...]
    made: int
    status: int


Event = Told | Planned | Begun | Finished | Refused | Removed | Done
