"""What would be ruled out of order: a motion in the form for a conference, held against its rules.

Only what a program can see is looked at; what a person has to judge, one subject say, is listed as
such. Findings are gathered by rule, so that five thousand branches with one fault are one line.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from handbill.called import command
from handbill.counting import Count, count, said
from handbill.errors import Mark, Problem
from handbill.models.motion import Motion, clause_id
from handbill.models.rules import Rules
from handbill.piece import Piece, Rich
from handbill.piece.motion import Motion as Moved
from handbill.project import NEUTRAL, Entry, Project
from handbill.recipient import CONFERENCE, Recipient
from handbill.variants import replaced
from handbill.wanted import Wanted

YEAR = datetime.timedelta(days=365)

_ORDERED = re.compile(
    r"\b(?:instruct(?:s|ing)?|mandat(?:e|es|ing)(?=\s+(?:the|our|its|all)\s))\s+(?P<whom>[^;:.]{1,200}?)\s+to\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|or)\s+")
_ARTICLE = re.compile(r"^(?:the|our|its|all|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that a motion breaks. `words` is how many it has where there are too many, and `limit` how many it may.

    `clause` is the id of the clause, 'title', or nothing for the motion as a whole.
    """

    rule: str  # the field of the rules, as 'limits.body'
    message: str
    hint: str = ""
    clause: str = ""
    found: str = ""  # the words at fault
    words: int = 0
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The words of a motion under some rules, the same for all these branches."""

    document: str
    lang: str
    rules: Entry[Rules]
    count: Count
    branches: tuple[str, ...]

    @property
    def over(self) -> int:
        """How many words are too many: none where there is no limit."""
        limit = self.rules.value.limits.body
        return max(0, self.count.total - limit) if limit else 0


@dataclass(slots=True)
class _Seen:
    """A fault in one place of one document, with the number of words and the branches that have it."""

    wanted: Wanted
    rules: Entry[Rules]
    fault: Fault
    mark: Mark | None
    words: set[int] = field(default_factory=set)
    branches: dict[str, None] = field(default_factory=dict)


def title(rules: Entry[Rules]) -> str:
    """Return what the conference is called."""
    return str(rules.value.title) or rules.slug


class Rulings:
    """Holds motions against rules, and gathers what is found.

    `named` are the rules to go by; without them, those of each branch's organisation. What is out of order
    is an error where rules were `named`, else a warning.
    """

    def __init__(self, project: Project, today: datetime.date, named: Entry[Rules] | None = None) -> None:
        self.project, self.today, self.named = project, today, named
        self.used: dict[str, Entry[Rules]] = {named.slug: named} if named else {}
        self._tried: dict[tuple[str, str], set[str]] = {}  # branches, by document and rules
        self._judgements: dict[tuple[object, ...], tuple[Count, list[Fault]]] = {}
        self._seen: dict[tuple[object, ...], _Seen] = {}
        self._tallies: dict[tuple[str, str, str, Count], dict[str, None]] = {}

    def look(self, wanted: Wanted, piece: Piece) -> None:
        """Look at one motion for one branch, in each of its languages; anything else is passed over."""
        for part in piece.parts:
            self._look(replace(wanted, lang=part.lang), part)

    def _look(self, wanted: Wanted, piece: Piece) -> None:
        if wanted.entry.kind.name != "motion" or not isinstance(piece.body, Moved):
            return
        recipient = self._recipient(wanted)
        rules = recipient.rules
        if rules is None:
            return
        self.used[rules.slug] = rules
        name = wanted.entry.main
        counted, found = self._judged(piece, name, rules, recipient)
        self._tallies.setdefault((name, piece.lang, rules.slug, counted), {})[piece.branch] = None
        self._tried.setdefault((name, rules.slug), set()).add(piece.branch)
        for fault in found:
            mark = self._mark(wanted, recipient, fault)
            key = (name, piece.lang, rules.slug, fault.rule, fault.clause, fault.found, mark)
            seen = self._seen.setdefault(key, _Seen(wanted, rules, fault, mark))
            seen.words.add(fault.words)
            seen.branches[piece.branch] = None

    def _judged(self, piece: Piece, name: str, rules: Entry[Rules], recipient: Recipient) -> tuple[Count, list[Fault]]:
        """Return the words and the faults of a motion; most branches have the same one, and it is judged once."""
        motion, branch = piece.body, _branchs_name(recipient)
        assert isinstance(motion, Moved)
        key = (name, piece.lang, rules.slug, motion.title, motion.parts, branch)
        if key not in self._judgements:
            counted = count(motion, rules.value.counts, piece.lang)
            found = list(faults(motion, rules, counted, name, branch, worded=bool(recipient.wording)))
            self._judgements[key] = (counted, found)
        return self._judgements[key]

    def rules_of(self, wanted: Wanted) -> Entry[Rules] | None:
        """Return the rules that a motion goes by for its branch, if there are any."""
        return self._recipient(wanted).rules

    def _recipient(self, wanted: Wanted) -> Recipient:
        entry = wanted.entry
        campaign = self.project.campaign(str(entry.value.campaign), wanted.lang)
        return Recipient(self.project, campaign, wanted.branch, wanted.lang, entry.stage, self.named)

    def tallies(self) -> list[Tally]:
        """Return the words counted, a tally for each different count."""
        return [
            Tally(document, lang, self.used[rules], counted, tuple(branches))
            for (document, lang, rules, counted), branches in self._tallies.items()
        ]

    def problems(self) -> list[Problem]:
        """Return what was found, and what is to be said of the rules themselves."""
        found = [self._problem(seen) for seen in self._seen.values()]
        for rules in self.used.values():
            found += self._of_rules(rules)
        return found

    def _problem(self, seen: _Seen) -> Problem:
        fault = seen.fault
        message = fault.message
        if fault.limit:
            most = max(seen.words)
            upto = "up to " if len(seen.words) > 1 else ""
            message = message.format(words=f"{upto}{most}", over=f"{upto}{most - fault.limit}", limit=fault.limit)
        if len(seen.branches) < len(self._tried[seen.wanted.entry.main, seen.rules.slug]):
            message += f", for {some(list(seen.branches))}"
        source = seen.wanted.entry.source
        return source.describe(seen.mark, message, fault.hint, warning=self.named is None)

    def _mark(self, wanted: Wanted, recipient: Recipient, fault: Fault) -> Mark | None:
        """Return where the words stand that are at fault."""
        motion = wanted.entry.languages[wanted.lang]
        assert isinstance(motion, Motion)
        texts = {"title": motion.title}
        for part in ("notes", "believes", "resolves", "instructs"):
            texts |= {clause_id(each, part, place): each.text for place, each in enumerate(getattr(motion, part), 1)}
        text = {**texts, **replaced(motion, recipient)}.get(fault.clause)
        return (wanted.entry.source.within(text, fault.found) or text.mark) if text else None

    def _of_rules(self, rules: Entry[Rules]) -> Iterator[Problem]:
        value = rules.value
        if value.deadline and self.today > value.deadline:
            mark = rules.data.key_mark("deadline")
            message = f"motions to {title(rules)} had to be sent in by {value.deadline}"
            hint = "set the date of the next one"
            yield rules.source.describe(mark, message, hint, warning=self.named is None)
        if value.checked and self.today - value.checked <= YEAR:
            return
        when = f"since {value.checked}" if value.checked else "by anybody, as far as is known"
        age = f"; they are of {value.source.date}" if value.source.date and not value.checked else ""
        message = f"the rules of {title(rules)} were not checked {when}{age}"
        hint = f"look them up, and write down the day as 'checked' in rules/{rules.slug}.yaml"
        written = rules.data.key_mark("checked") if "checked" in rules.data else None
        yield rules.source.describe(written, message, hint, warning=True)


def faults(
    motion: Moved, rules: Entry[Rules], counted: Count, document: str, branch: str, *, worded: bool
) -> Iterator[Fault]:
    """Yield each rule that a motion breaks, as far as a program can see.

    `branch` is what the branch's own motions call it, if anything. `worded` says whether the motion is in the
    language of the rules.
    """
    value, to = rules.value, title(rules).replace("{", "(").replace("}", ")")
    limits = value.limits
    if limits.body and counted.total > limits.body:
        message = f"{{words}} words for {to}, {{over}} more than the {{limit}} that its rules allow"
        hint = f"{command()} fit {document} --rules {rules.slug} says what could be left out"
        yield Fault("limits.body", message, hint, words=counted.total, limit=limits.body)
    if limits.title and counted.title > limits.title:
        message = f"the title has {{words}} words, {{over}} more than the {{limit}} that {to} allows"
        yield Fault("limits.title", message, "shorten it", "title", words=counted.title, limit=limits.title)
    if worded:
        yield from _openings(motion, value, title(rules))
        yield from _instructed(motion, value, title(rules))
    if value.sub_points is False:
        for clause in (each for part in motion.parts for each in part.clauses if each.points):
            message = f"this clause has points within it, which the form of {title(rules)} may lose"
            yield Fault("sub_points", message, "make each point a clause of its own", clause.id)
    if branch:
        yield from _still_of_the_branch(motion, title(rules), branch)


def _openings(motion: Moved, rules: Rules, to: str) -> Iterator[Fault]:
    """See that every part begins with the conference's own name."""
    for part in motion.parts:
        begins = _typed(part.opening)
        if rules.opening and not re.match(rf"{re.escape(_plain(rules.opening))}(?!\w)", begins):
            message = f"'{begins} …' is not how a motion to {to} begins, which is '{rules.opening} …'"
            hint = f"take out what else 'this_body' or '{part.key}' is set to"
            yield Fault("opening", message, hint, found=begins)


def _instructed(motion: Moved, rules: Rules, to: str) -> Iterator[Fault]:
    """See whom the motion instructs. The words that tell are those of English."""
    for place, text in _orders(motion):
        for order in _ORDERED.finditer(text):
            for whom in _AND.split(order["whom"]):
                if _is_one_of(whom, rules.never_instruct):
                    message = f"it instructs {whom}, which no motion to {to} may do"
                elif rules.may_instruct and not _is_one_of(whom, rules.may_instruct):
                    message = f"it instructs {whom}, and a motion to {to} may instruct only {_listed(rules)}"
                else:
                    continue
                hint = f"instruct {_listed(rules)}" if rules.may_instruct else "ask, or instruct somebody else"
                yield Fault("may_instruct", message, hint, place, whom)


def _orders(motion: Moved) -> Iterator[tuple[str, str]]:
    """Yield the texts in which somebody may be instructed, each with the id of its clause."""
    for part in motion.parts:
        yield "", _typed(part.opening)
        for clause in part.clauses:
            for text in (clause.text, *clause.points):
                yield clause.id, _typed(text)


def _typed(text: Rich) -> str:
    """Return a text as a person types it, with plain spaces and apostrophes."""
    return _plain(said(text))


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("’", "'")


def _is_one_of(whom: str, names: tuple[str, ...]) -> bool:
    """Say whether somebody is among the named, whatever the article and the case of letters."""
    return _bare(re.sub(r"\s*\([^)]*\)$", "", whom)) in {_bare(name) for name in names}


def _bare(name: str) -> str:
    return _ARTICLE.sub("", _plain(name)).lower()


def _listed(rules: Rules) -> str:
    return " or ".join(f"the {_ARTICLE.sub('', name)}" for name in rules.may_instruct)


def _branchs_name(recipient: Recipient) -> str:
    """Return what the branch's own motions call it, 'This Branch'; nothing for a conference and for nobody."""
    branch = recipient.branch
    if branch is None or branch.value.type == CONFERENCE:
        return ""
    return str(branch.value.this_body) or recipient.words_as(branch.value.type)["this_body"]


def _still_of_the_branch(motion: Moved, to: str, branch: str) -> Iterator[Fault]:
    """See that no clause still speaks of 'this branch': to a conference, that is itself."""
    pattern = re.compile(rf"(?<!\w){re.escape(_plain(branch))}(?!\w)", re.IGNORECASE)
    for part in motion.parts:
        for clause in part.clauses:
            if found := pattern.search(_typed(clause.text)):
                message = f"this clause speaks of '{found[0]}', which {to} is not"
                yield Fault("opening", message, "write {{ this_body }}", clause.id, found[0])


def to_judge(rules: Rules) -> list[str]:
    """Return the rules that a person has to look at, in words."""
    found = [
        (rules.one_subject, "one subject only"),
        (rules.politicians_by_title, "politicians by their titles, not by their names"),
        (rules.one_a_sheet, "one motion a sheet"),
        (rules.certified_by, f"confirmed by {rules.certified_by}"),
        (rules.submitted, f"sent in: {rules.submitted}"),
    ]
    return [*(words for applies, words in found if applies), *map(str, rules.also)]


def some(branches: list[str]) -> str:
    """Name a few branches, and say how many more there are."""
    names = ["the neutral copy" if each == NEUTRAL else each for each in branches]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
