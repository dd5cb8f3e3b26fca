"""What is left out of a build for want of something that a branch has yet to say, told at the branch's file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from handbill.errors import Lack, Mark, Problem, some
from handbill.models.branch import Branch
from handbill.project import Entry
from handbill.source import Map

MOST_NAMED = 8
"""So many documents of those that are left out are named, and the rest are counted."""


class LeftOut:
    """The documents that cannot be made for a branch; for one of the `named`, asked for by name, that is an error."""

    def __init__(self, named: Collection[str]) -> None:
        self._named = named
        self._found: dict[tuple[str, Lack], dict[str, None]] = {}  # the documents, by branch and what that lacks
        self._branches: dict[str, Entry[Branch]] = {}

    def note(self, document: str, branch: Entry[Branch], lacks: Iterable[Lack]) -> None:
        """Note what a document lacks to be made for a branch."""
        self._branches[branch.slug] = branch
        for lack in lacks:
            self._found.setdefault((branch.slug, lack), {})[document] = None

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each thing that is lacking: once for all branches that go without the same documents."""
        alike: dict[tuple[Lack, tuple[str, ...]], list[str]] = {}
        for (branch, lack), documents in self._found.items():
            alike.setdefault((lack, tuple(documents)), []).append(branch)
        for (lack, left_out), slugs in alike.items():
            yield self._problem(lack, left_out, slugs)

    def _problem(self, lack: Lack, documents: tuple[str, ...], branches: list[str]) -> Problem:
        branch = self._branches[branches[0]]
        is_named = any(slug in self._named for slug in documents)
        one = len(documents) == 1
        gone = "cannot be made" if is_named else f"{'is' if one else 'are'} left out"
        whom = f" for {some(branches)}" if len(branches) > 1 else ""
        message = f"{lack.message}, and so {some(documents, MOST_NAMED)} {gone}{whom}"
        hint = f"{branch.source.how_to_fill(lack.path)}, as '{lack.example}'"
        return branch.source.describe(said_at(branch, lack.path), message, hint, warning=not is_named)


def said_at(branch: Entry[Branch], path: tuple[str, ...]) -> Mark:
    """Return where a branch's file says something, or would: at the field, what it stands under, or the beginning."""
    data: Any = branch.data
    mark = branch.data.mark
    for step in path:
        if not isinstance(data, Map) or step not in data:
            break
        mark, data = data.key_mark(step), data[step]
    return mark if mark.line >= branch.data.mark.line else branch.data.mark  # the names of columns stand above the row
