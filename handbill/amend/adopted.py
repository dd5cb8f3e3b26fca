"""A motion of a project with some of its amendments made: what records, composites and papers begin with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from handbill.amend.operations import AmendError
from handbill.amend.variants import Copies
from handbill.errors import ContentError, Mark, UsageError, did_you_mean
from handbill.models.motion import Motion

if TYPE_CHECKING:
    from handbill.models.amendment import Amendment
    from handbill.project import DocumentEntry, Project


def amended_motion(project: Project, motion: str, amendments: Iterable[str], lang: str = "") -> Motion:
    """Return a motion with amendments made, all by their slugs, in a language (else the motion's own).

    The amendments are made in the order in which they are given; the numbers in each are those of the motion
    before any. In the end its clauses are closed as they were, whichever is last now. Raises UsageError for a name
    that is not there, ContentError for an amendment that does not apply, at its line.
    """
    copies = Copies(motion_of(document(project, "motion", motion), lang))
    for slug in amendments:
        _apply(copies, document(project, "amendment", slug), lang)
    copies.close()
    return copies.amended()


def motion_of(entry: DocumentEntry, lang: str = "") -> Motion:
    """Return the motion of an entry in a language; in its own where it has no other."""
    found = entry.languages.get(lang or entry.lang, entry.value)
    assert isinstance(found, Motion)
    return found


def amendment_of(entry: DocumentEntry, lang: str = "") -> Amendment:
    """Return the amendment of an entry in a language; in its own where it has no other."""
    found: Amendment = entry.languages.get(lang or entry.lang, entry.value)  # type: ignore[assignment]
    return found


def _apply(copies: Copies, entry: DocumentEntry, lang: str) -> None:
    """Make an amendment on a motion that is on the desk. Raises ContentError at the line of a change that fails."""
    for change in amendment_of(entry, lang).operations:
        try:
            copies.apply(change)
        except AmendError as error:
            raise ContentError([entry.source.describe(mark(error), error.message, error.hint)]) from error


def mark(error: AmendError) -> Mark | None:
    """Return where the text stands that an error is about."""
    return getattr(error.at, "mark", None)


def document(project: Project, kind: str, slug: str) -> DocumentEntry:
    """Return a document of a kind. Raises UsageError where there is none of that name."""
    known = [name for name, entry in project.documents.items() if entry.kind.name == kind and not entry.form]
    if slug not in known:
        hint = did_you_mean(slug, known)
        raise UsageError(f"there is no {kind} '{slug}'" + (f": {hint}" if hint else ""))
    return project.documents[slug]
