"""Whether an amendment makes sense: is its motion there, does each change apply, does it meet with another?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from handbill.amend.adopted import amendment_of, mark, motion_of
from handbill.amend.conflict import conflicts
from handbill.amend.operations import AmendError, Change
from handbill.amend.sheet import Sheet
from handbill.amend.variants import wordings
from handbill.errors import Problem, did_you_mean
from handbill.models.amendment import OPEN, Amendment
from handbill.models.motion import Motion
from handbill.recipient import Recipient
from handbill.variants import replaced, worded

if TYPE_CHECKING:
    from handbill.project import DocumentEntry, Project


def check(project: Project, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with an amendment, and where another that is open touches the same words."""
    amendment = amendment_of(entry)
    motion = project.documents.get(str(amendment.motion))
    if motion is None:
        return  # told where it was looked up
    if motion.kind.name != "motion":
        motions = [slug for slug, each in project.documents.items() if each.kind.name == "motion"]
        message = f"'{amendment.motion}' is a {motion.kind.name} and no motion"
        yield entry.source.describe(amendment.motion.mark, message, did_you_mean(amendment.motion, motions))
        return
    applies = True
    for lang in entry.languages:
        if lang not in motion.languages:
            data = entry.source.data
            place = data.key_mark("lang") if "lang" in data else None
            hint = f"write it in {' or '.join(motion.languages)}, the languages of the motion"
            yield entry.source.describe(place, f"the motion is not there in '{lang}'", hint)
            continue
        for error in _refused(_wordings(project, entry, motion, lang), amendment_of(entry, lang).operations):
            applies = False
            yield entry.source.describe(mark(error), error.message, error.hint)
    if applies:
        yield from _meetings(project, entry, motion)


def _wordings(project: Project, entry: DocumentEntry, motion: DocumentEntry, lang: str) -> list[Motion]:
    """Return the motion in the words of the bodies that an amendment is for, then in its own.

    Where the project has none of them, they are those of all variants.
    """
    base = motion_of(motion, lang)
    campaign = project.campaigns[str(entry.value.campaign)]
    found: dict[tuple[tuple[str, str], ...], Motion] = {}
    for branch in project.branches.values():
        body = Recipient(project, campaign, branch, lang, entry.stage)
        words = tuple(sorted(replaced(base, body).items()))
        if words not in found and body.holds(entry.value.only) and body.holds(motion.value.only):
            found[words] = worded(base, body)
    return [*found.values(), base] if found else list(wordings(base))


def _refused(motions: list[Motion], changes: Iterable[Change]) -> Iterator[AmendError]:
    """Yield what is told of each change that applies to none of the wordings: what the first of them has to say."""
    sheets = [Sheet(each) for each in motions]
    for change in changes:
        told = []
        for sheet in sheets:
            try:
                sheet.apply(change)
            except AmendError as error:
                told.append(error)
        if len(told) == len(sheets):
            yield told[0]


def _meetings(project: Project, entry: DocumentEntry, motion: DocumentEntry) -> Iterator[Problem]:
    """Yield a warning for each amendment, of those that come later, that touches what this one does."""
    amendment, base = amendment_of(entry), motion_of(motion)
    for slug, other in project.documents.items():
        if other.kind.name != "amendment" or other.form or slug <= entry.slug:
            continue
        theirs = amendment_of(other)
        if theirs.motion != amendment.motion or not _may_meet(amendment, theirs):
            continue
        try:
            found = conflicts(base, amendment.operations, theirs.operations)
        except AmendError:
            continue  # told at its own line
        for each in found:
            message = f"this amendment and '{slug}' meet: {each}"
            hint = "say which falls if the other is carried, or give it its 'outcome'"
            yield entry.source.describe(amendment.motion.mark, message, hint, warning=True)


def _may_meet(one: Amendment, other: Amendment) -> bool:
    """Say whether two amendments could be before one meeting, and both still matter."""
    if (one.outcome or "") not in OPEN or (other.outcome or "") not in OPEN:
        return False
    theirs = [set(each.only.branch) if each.only else set() for each in (one, other)]
    return not all(theirs) or bool(theirs[0] & theirs[1])
