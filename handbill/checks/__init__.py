"""What is looked at in documents of one kind alone: a module for each kind, of its name.

A module has `check`; where its kind wants it also `check_translation`, `has_ground`, `expired` and `reminders`, as they
are here. It is imported when there is a document of its kind: one that is made alone waits for no others.
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Iterator
from typing import Any

from handbill.errors import Problem
from handbill.models.document import Document
from handbill.project import DocumentEntry, Project


def check(project: Project, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with a document that its model cannot see."""
    yield from _module(entry).check(project, entry)


def check_translation(document: Document, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with a document as it is in one language, even where parts may be missing."""
    module = _module(entry)
    if hasattr(module, "check_translation"):
        yield from module.check_translation(document, entry)


def has_ground(project: Project, entry: DocumentEntry) -> bool:
    """Say whether all other documents and branches are sound that one cannot do without."""
    module = _module(entry)
    return not hasattr(module, "has_ground") or bool(module.has_ground(project, entry))


def expired(entry: DocumentEntry, today: datetime.date) -> Iterator[Problem]:
    """Yield a warning for what a document says that is not so on a day."""
    module = _module(entry)
    if entry.form is None and hasattr(module, "expired"):
        yield from module.expired(entry, today)


def reminders(project: Project) -> Iterator[Problem]:
    """Yield a warning for what is left out of what is made of documents, for want of something that they may say."""
    for entry in project.documents.values():
        module = _module(entry)
        if entry.form is None and hasattr(module, "reminders"):
            yield from module.reminders(project, entry)


def _module(entry: DocumentEntry) -> Any:
    return importlib.import_module(f"handbill.checks.{entry.kind.name}")
