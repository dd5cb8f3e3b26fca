"""Records: does what they say of the meeting make sense, and what do their papers leave out for want of it?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from handbill.errors import ContentError, Mark, Problem, did_you_mean
from handbill.models.amendment import OPEN, Amendment
from handbill.models.composite import Composite
from handbill.models.record import UNVOTED, Action, Addressee, Record
from handbill.offices import Discretion
from handbill.project import DocumentEntry, Project
from handbill.recipient import Recipient
from handbill.records import DECIDED, acting_clauses, acting_part, decided, number_of
from handbill.validate import place
from handbill.window import MOST_ROWS, rows_of
from handbill.wording import listed

Problems = Iterator[Problem]

UNUSED: Final = {
    "title": "it has the motion's",
    "only": "it is of the branch that it names",
    "translations": "it is in the language of the meeting; write a record for each",
}
"""What other documents may say, and a record cannot."""

ASKS: Final = re.compile(r"\W*(?:write (?:again )?to|send|ask)\b", re.IGNORECASE)
"""How a clause begins that asks to turn to somebody."""

GROUP: Final = re.compile(r"\bGroup\b", re.IGNORECASE)
"""What tells a party's group on a council from the council, in the group's name."""

Path = tuple[str | int, ...]

Dated = tuple[Path, datetime.date | None]


def check(project: Project, entry: DocumentEntry) -> Problems:
    """Yield what is wrong with a record that its model cannot see."""
    yield from map(_kept_quiet, _faults(project, entry, _record(entry)))


def _record(entry: DocumentEntry) -> Record:
    assert isinstance(entry.value, Record)
    return entry.value


def _kept_quiet(problem: Problem) -> Problem:
    """Return a warning without the line that it is about: a build keeps it in output/, and the line may hold names."""
    return replace(problem, excerpt="") if problem.severity == "warning" else problem


def _faults(project: Project, entry: DocumentEntry, record: Record) -> Problems:
    yield from _check_names(project, entry, record)
    yield from _check_votes(entry, record)
    yield from _check_meeting(entry, record)
    yield from _check_outcome(entry, record)
    yield from _check_days(entry, record)
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
    if other.kind.name not in DECIDED:
        motions = [slug for slug, each in project.documents.items() if each.kind.name in DECIDED]
        message = f"'{record.motion}' is a {other.kind.name} and no motion"
        yield entry.source.describe(record.motion.mark, message, did_you_mean(record.motion, motions))
        return
    if isinstance(other.value, Composite):
        yield from _check_composite(entry, record)
    else:
        yield from _check_amendments(project, entry, record)
    for lang in entry.languages:
        if lang not in other.languages:
            hint = f"write it in {' or '.join(other.languages)}, the languages of the motion"
            yield entry.source.describe(_key(entry, "lang"), f"the motion is not there in '{lang}'", hint)
        elif has_ground(project, entry) and record.campaign in project.campaigns and _amends_it(project, record):
            yield from _check_clauses(project, entry, record, lang)


def has_ground(project: Project, entry: DocumentEntry) -> bool:
    """Say whether the branch and the amendments of a record are sound."""
    record = _record(entry)
    amendments = (project.documents.get(slug) for slug in record.amendments)
    return record.branch in project.branches and all(each and each.kind.name == "amendment" for each in amendments)


def _check_amendments(project: Project, entry: DocumentEntry, record: Record) -> Problems:
    """See that the amendments are there, are to this motion and did not fall, and are named if it was amended."""
    if record.outcome == "carried as amended" and not record.amendments:
        hint = "write them in amendments/ and name them under 'amendments:', for the copy has to say what was carried"
        message = "the motion was carried as amended, and no amendments are named"
        yield entry.source.describe(_key(entry, "outcome"), message, hint)
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


def _amends_it(project: Project, record: Record) -> bool:
    """Say whether the amendments of a record, which are all there, are to its motion: others say nothing of it."""
    return all(getattr(project.documents[slug].value, "motion", "") == record.motion for slug in record.amendments)


def _check_composite(entry: DocumentEntry, record: Record) -> Problems:
    """See that nothing is said to have changed a composite since it was written."""
    hint = "put the words that were carried into the composite, with the amendment among its parents"
    for slug in record.amendments:
        message = f"'{record.motion}' is a composite, which cannot be amended here"
        yield entry.source.describe(slug.mark, message, hint)
    if record.outcome == "carried as amended" and not record.amendments:
        message = f"the composite '{record.motion}' is printed as it is written, and not as amended"
        yield entry.source.describe(_key(entry, "outcome"), message, f"{hint}, and write 'outcome: carried'")


def _check_clauses(project: Project, entry: DocumentEntry, record: Record, lang: str) -> Problems:
    """See that the clauses that actions and letters name are among those that say what to do."""
    try:
        recipient = Recipient(project, project.campaigns[record.campaign], project.branches[record.branch], lang)
        motion = decided(project, record, lang)
        part, ids = acting_part(motion, recipient), list(acting_clauses(motion, recipient))
    except ContentError as error:
        yield from error.problems
        return
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
    elif record.carried and not votes.in_favour:
        message = "the motion was carried, and nobody voted for it"
        yield entry.source.describe(_at(entry, "votes", "for"), message, "mend the votes, or the outcome")
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
    if present == 0 and record.outcome not in UNVOTED:
        message = f"nobody was there, and the motion was {record.outcome}"
        hint = "mend the number present, or the outcome"
        yield entry.source.describe(_at(entry, "meeting", "present"), message, hint)
        return
    inquorate = meeting.quorate is False or (quorum is not None and present is not None and present < quorum)
    if record.carried and inquorate:
        hint = "ask the next meeting to confirm it"
        message = "the motion was carried at a meeting that was not quorate"
        yield entry.source.describe(mark, message, hint, warning=True)


def _quorate(truth: bool) -> str:
    return "quorate" if truth else "not quorate"


def _check_outcome(entry: DocumentEntry, record: Record) -> Problems:
    if record.outcome == "carried" and record.amendments:
        hint = "write 'outcome: carried as amended', for the letters say so, or take the amendments out"
        message = "the motion was carried, and amendments that were carried are named"
        yield entry.source.describe(_key(entry, "outcome"), message, hint)
    elif not record.carried:
        for name in ("addressees", "actions"):
            if getattr(record, name):
                message = f"nothing is made of '{name}': the motion was not carried ({record.outcome})"
                yield entry.source.describe(_key(entry, name), message, "take them out", warning=True)


def _check_days(entry: DocumentEntry, record: Record) -> Problems:
    """See that nothing is to be done, or was done, before the meeting that decided on it."""
    due: list[Dated] = [(("actions", number, "by"), each.by) for number, each in enumerate(record.actions)]
    named = [*((*each, "is to be done") for each in due), *_happened(record)]
    for path, day, what in named:
        if day and day < record.meeting.date:
            message = f"it {what} on {day}, before the meeting on {record.meeting.date}"
            warning = path[-1] == "done"  # somebody may have been quick
            yield entry.source.describe(_at(entry, *path), message, "mend one of the days", warning=warning)
    if record.letters_on and record.letters_on < record.meeting.date:
        message = f"the letters are dated {record.letters_on}, before the meeting on {record.meeting.date}"
        yield entry.source.describe(_at(entry, "letters_on"), message, "mend one of the days")


def _happened(record: Record) -> Iterator[tuple[Path, datetime.date | None, str]]:
    """Yield what was done after the meeting: where it is said, when it was, and what."""
    for number, action in enumerate(record.actions):
        yield ("actions", number, "done"), action.done, "was done"
    for number, each in enumerate(record.sent):
        yield ("sent", number, "on"), each.on, "was sent"


def expired(entry: DocumentEntry, today: datetime.date) -> Problems:
    """Yield a warning for each thing that a record says has happened on a day after `today`."""
    record = _record(entry)
    meeting = (("meeting", "date"), record.meeting.date, f"was {record.outcome}")
    for path, day, what in (meeting, *_happened(record)):
        if day and day > today:
            message = f"it {what} on {day}, a day that is still to come"
            hint = "mend the day, or write it down when it has happened"
            yield _kept_quiet(entry.source.describe(_at(entry, *path), message, hint, warning=True))


def reminders(project: Project, entry: DocumentEntry) -> Problems:
    """Yield a warning for what the papers of a sound record leave out, for want of something that it may say."""
    record = _record(entry)
    if not record.carried or not _is_sound(project, entry):
        return
    campaign, branch = project.campaigns[record.campaign], project.branches[record.branch]
    recipient = Recipient(project, campaign, branch, entry.lang)
    yield from _unprinted(entry, record, recipient)
    yield from _unaddressed(entry, record, recipient)
    yield from _unposted(entry, record)
    yield from _group(entry, record, recipient)


def _is_sound(project: Project, entry: DocumentEntry) -> bool:
    record = _record(entry)
    motion = project.documents.get(record.motion)
    return (
        motion is not None
        and motion.kind.name in DECIDED
        and record.campaign in project.campaigns
        and has_ground(project, entry)
    )


def _unprinted(entry: DocumentEntry, record: Record, recipient: Recipient) -> Problems:
    """Yield a warning for each officer or body that is left out because it may be the name of a person."""
    branch = recipient.branch.value if recipient.branch else None
    discretion = Discretion(record, branch, recipient.words["secretary"])
    named: list[tuple[Path, str, Callable[[str], str]]] = []
    for number, action in enumerate(record.actions):
        named.append((("actions", number, "who"), action.who, discretion.officer))
    for number, each in enumerate(record.sent):
        named.append((("sent", number, "to"), each.to, discretion.sent_to))
        named.append((("sent", number, "by"), each.by, discretion.officer))
    for path, said, printed in named:
        if said.strip() and not printed(said):
            hint = "write a body or an office" if path[-1] == "to" else "write an office, such as Secretary"
            message = f"'{path[-1]}' may name a person, and is left out of the checklist"
            shown = "emails" if "@" in said else "names"
            yield entry.source.describe(_at(entry, *path), message, f"{hint}, or add 'show: {shown}'", warning=True)


def _unaddressed(entry: DocumentEntry, record: Record, recipient: Recipient) -> Problems:
    """Yield one warning for the clauses in English that ask to write to somebody, and of which nothing is said."""
    if not entry.lang.startswith("en"):
        return
    try:
        motion = decided(recipient.project, record, entry.lang)
        part, words = acting_part(motion, recipient), acting_clauses(motion, recipient)
    except ContentError:
        return  # told at its line
    ids = list(words)
    named: list[Action | Addressee] = [*(each for each in record.actions if each.taken), *record.addressees]
    seen = {number_of(each.clause, part, ids) for each in named}
    cited = recipient.words[f"cite_{part}"]
    missed = [
        cited.replace("{number}", str(number))
        for number, each in enumerate(ids, 1)
        if number not in seen and ASKS.match(words[each])
    ]
    if missed:
        message = f"nobody is named for {listed(missed, entry.lang)}"
        hint = "write an addressee, for a letter, or an action with 'who' or 'by', for the checklist"
        yield entry.source.describe(_key(entry, "motion"), message, hint, warning=True)


def _unposted(entry: DocumentEntry, record: Record) -> Problems:
    """Yield a warning for each letter that says nowhere where it is to go."""
    for number, each in enumerate(record.addressees):
        by_email = each.email.strip() and "emails" in record.show
        if not by_email and not any(line.strip() for line in each.address):
            message = f"the letter that '{each.clause}' asks for has no address"
            hint = "fill in 'address:', and 'name:' where it is known"
            yield entry.source.describe(_at(entry, "addressees", number), message, hint, warning=True)


def _group(entry: DocumentEntry, record: Record, recipient: Recipient) -> Problems:
    """Yield a warning where a party's group would be said to have passed what the council did."""
    branch = recipient.branch.value if recipient.branch else None
    if branch and branch.type == "council" and GROUP.search(branch.name) and not record.meeting.of.strip():
        message = f"the papers say that '{branch.name}' passed the motion, and not the council"
        hint = "write whose meeting it was under 'meeting: of:', as 'Anytown Borough Council'"
        yield entry.source.describe(_key(entry, "meeting"), message, hint, warning=True)


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
