"""What happens in a build, as it is told to the command, the watcher and the tests."""

from __future__ import annotations

from collections.abc import Mapping
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
    """A job could not be made. `file` is that of the document."""

    document: str
    branch: str
    reason: str
    file: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A file that nothing asks for any more is gone."""

    path: str


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a build. `artefacts` are all that were asked for and lie in output/ now, up to date.

    `outdated` are the paths of files of earlier builds that were asked for and could not be made anew, and of those
    that nothing asks for and that stay, for what is missing may only be misread. `placeholders` are the links for
    examples in the artefacts, each with where it is written, as far as that can be told.
    """

    artefacts: tuple[Artefact, ...]
    outdated: tuple[str, ...]
    made: int
    status: int
    placeholders: Mapping[str, str]


Event = Told | Planned | Begun | Finished | Refused | Removed | Done
