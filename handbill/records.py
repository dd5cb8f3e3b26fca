"""Records: the motion as the meeting left it, and whether what is said of the meeting makes sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from handbill.amend.adopted import amended_motion
from handbill.errors import ContentError, Mark, Problem, did_you_mean
from handbill.library import DocumentEntry, Project
from handbill.models.amendment import OPEN, Amendment
from handbill.models.motion import Motion, clause_id
from handbill.models.record import UNVOTED, Action, Addressee, Record
from handbill.recipient import Recipient
from handbill.validate import place
from handbill.window import MOST_ROWS, rows_of

Problems = Iterator[Problem]

UNUSED: Final = {
    "title": "it has the motion's",
    "only": "it is of the branch that it names",
    "translations": "it is in the language of the meeting; write a record for each",
}
"""What other documents may say, and a record cannot."""


def decided(project: Project, record: Record, lang: str) -> Motion:
    """Return the motion as the meeting decided on it, amendments and all. Raises ContentError for one that fails."""
    return amended_motion(project, record.motion, record.amendments, lang)


def acting_part(motion: Motion, recipient: Recipient) -> str:
    """Return the part of a motion that says what is to be done."""
    return "instructs" if recipient.at_conference and motion.instructs else "resolves"


def acting_ids(motion: Motion, recipient: Recipient) -> list[str]:
    """Return the ids of the clauses that say what this body is to do, in their order."""
    part = acting_part(motion, recipient)
    clauses = getattr(motion, part)
    return [clause_id(each, part, place) for place, each in enumerate(clauses, 1) if recipient.holds(each.only)]


def number_of(clause: str, part: str, ids: Sequence[str]) -> int | None:
    """Return the number of the clause that is called by its id or as 'Resolves 2', from 1; None if there is none."""
    word, _, number = clause.partition(" ")
    if number:
        return int(number) if word.lower() == part and int(number) <= len(ids) else None
    return ids.index(clause) + 1 if clause in ids else None


def check(project: Project, entry: DocumentEntry, record: Record) -> Problems:
    """Yield what is wrong with a record that its model cannot see."""
    yield from _check_names(project, entry, record)
    yield from _check_votes(entry, record)
    yield from _check_meeting(entry, record)
    yield from _check_outcome(entry, record)
    yield from _check_addresses(entry, record)
    for name, why in UNUSED.items():
        if name in entry.source.data:
            yield entry.source.describe(_key(entry, name), f"a record needs no '{name}': {why}", "take it out")


def _check_names(project: Project, entry: DocumentEntry, record: Record) -> Problems:
    """See that motion, branch and clauses are there."""
    known = project.known("branch", project.branches)
    if record.branch not in known:
        hint = did_you_mean(record.branch, known)
        yield entry.source.describe(record.branch.mark, f"there is no branch '{record.branch}'", hint)
    other = project.documents.get(record.motion)
    if other is None:
        return
    if other.kind.name != "motion":
        motions = [slug for slug, each in project.documents.items() if each.kind.name == "motion"]
        message = f"'{record.motion}' is a {other.kind.name} and no motion"
        yield entry.source.describe(record.motion.mark, message, did_you_mean(record.motion, motions))
        return
    yield from _check_amendments(project, entry, record)
    for lang in entry.languages:
        if lang not in other.languages:
            hint = f"write it in {' or '.join(other.languages)}, the languages of the motion"
            yield entry.source.describe(_key(entry, "lang"), f"the motion is not there in '{lang}'", hint)
        elif has_ground(project, record) and record.campaign in project.campaigns:
            yield from _check_clauses(project, entry, record, lang)


def has_ground(project: Project, record: Record) -> bool:
    """Say whether the branch and the amendments of a record are sound."""
    amendments = (project.documents.get(slug) for slug in record.amendments)
    return record.branch in project.branches and all(each and each.kind.name == "amendment" for each in amendments)


def _check_amendments(project: Project, entry: DocumentEntry, record: Record) -> Problems:
    """See that the amendments are there, are to this motion and did not fall."""
    known = project.known("document", project.documents)
    choices = [slug for slug, each in project.documents.items() if each.kind.name == "amendment" and not each.form]
    for slug in record.amendments:
        other = project.documents.get(slug)
        amendment = other.value if other else None
        if slug not in known or (other and not isinstance(amendment, Amendment)):
            hint = did_you_mean(slug, choices)
            yield entry.source.describe(slug.mark, f"there is no amendment '{slug}'", hint)
        elif isinstance(amendment, Amendment) and amendment.motion != record.motion:
            message = f"the amendment '{slug}' is to the motion '{amendment.motion}'"
            yield entry.source.describe(slug.mark, message, f"name amendments to '{record.motion}'")
        elif isinstance(amendment, Amendment) and (amendment.outcome or "") not in OPEN:
            message = f"the amendment '{slug}' is marked as {amendment.outcome}, and here as carried"
            yield entry.source.describe(slug.mark, message, "take it out, or mend its outcome")


def _check_clauses(project: Project, entry: DocumentEntry, record: Record, lang: str) -> Problems:
    """See that the clauses that actions and letters name are among those that say what to do."""
    try:
        motion = decided(project, record, lang)
    except ContentError as error:
        yield from error.problems
        return
    recipient = Recipient(project, project.campaigns[record.campaign], project.branches[record.branch], lang)
    part, ids = acting_part(motion, recipient), acting_ids(motion, recipient)
    named: list[Action | Addressee] = [*record.actions, *record.addressees]
    for each in named:
        if number_of(each.clause, part, ids) is None:
            choices = (*ids, *(f"{part.capitalize()} {number}" for number in range(1, len(ids) + 1)))
            message = f"the motion has no clause '{each.clause}' that asks this branch to do something"
            yield entry.source.describe(each.clause.mark, message, did_you_mean(each.clause, choices))


def _check_votes(entry: DocumentEntry, record: Record) -> Problems:
    votes, present = record.votes, record.meeting.present
    if votes is None:
        return
    if record.outcome == "carried unanimously" and votes.against:
        message = f"a motion that was carried unanimously had no votes against, not {votes.against}"
        yield entry.source.describe(_at(entry, "votes", "against"), message, "mend the votes, or the outcome")
    elif record.carried and votes.against > votes.in_favour:
        message = f"the motion was carried, with more votes against ({votes.against}) than for ({votes.in_favour})"
        yield entry.source.describe(_at(entry, "votes", "against"), message, "mend the votes, or the outcome")
    elif record.outcome == "lost" and votes.in_favour > votes.against:
        message = f"the motion was lost, with more votes for ({votes.in_favour}) than against ({votes.against})"
        hint = "that is right only where the rules ask for more than half"
        yield entry.source.describe(_at(entry, "votes", "for"), message, hint, warning=True)
    if record.outcome in UNVOTED:
        message = f"the motion was not put to the vote ({record.outcome}), and has votes"
        yield entry.source.describe(_key(entry, "votes"), message, "mend the outcome, or take the votes out")
    if present is not None and votes.total > present:
        message = f"{votes.total} voted, and only {present} were there"
        yield entry.source.describe(_at(entry, "meeting", "present"), message, "mend the votes, or the number present")


def _check_meeting(entry: DocumentEntry, record: Record) -> Problems:
    meeting = record.meeting
    quorum, present = meeting.quorum, meeting.present
    mark = _at(entry, "meeting", "quorate")
    if quorum is not None and present is not None and meeting.quorate is not None:
        if meeting.quorate != (present >= quorum):
            message = f"with {present} there and a quorum of {quorum} the meeting was {_quorate(present >= quorum)}"
            yield entry.source.describe(mark, message, "mend 'quorate', or the numbers")
    elif meeting.quorate is None and quorum is not None and present is not None and present < quorum:
        mark = _at(entry, "meeting", "present")
    inquorate = meeting.quorate is False or (quorum is not None and present is not None and present < quorum)
    if record.carried and inquorate:
        hint = "ask the next meeting to confirm it"
        message = "the motion was carried at a meeting that was not quorate"
        yield entry.source.describe(mark, message, hint, warning=True)


def _quorate(truth: bool) -> str:
    return "quorate" if truth else "not quorate"


def _check_outcome(entry: DocumentEntry, record: Record) -> Problems:
    if record.outcome == "carried as amended" and not record.amendments:
        hint = "write them in amendments/ and name them under 'amendments:', for the copy has to say what was carried"
        message = "the motion was carried as amended, and no amendments are named"
        yield entry.source.describe(_key(entry, "outcome"), message, hint)
    elif not record.carried:
        for name in ("addressees", "actions"):
            if getattr(record, name):
                message = f"nothing is made of '{name}': the motion was not carried ({record.outcome})"
                yield entry.source.describe(_key(entry, name), message, "take them out", warning=True)


def _check_addresses(entry: DocumentEntry, record: Record) -> Problems:
    """See that each address fits into the window of an envelope."""
    for number, each in enumerate(record.addressees):
        rows = rows_of(each.lines)
        if rows > MOST_ROWS:
            message = f"the address takes {rows} lines, and the window of an envelope shows {MOST_ROWS}"
            yield entry.source.describe(
                _at(entry, "addressees", number), message, "leave out what the post can do without"
            )


def _at(entry: DocumentEntry, *path: str | int) -> Mark:
    return place(entry.source.data, path)[0]


def _key(entry: DocumentEntry, name: str) -> Mark | None:
    data = entry.source.data
    return data.key_mark(name) if name in data else None
