"""Looks at the content without making anything of it: what `check` tells, and what is out of order at a conference."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handbill import amendment_limits
from handbill.amendment_limits import AmendmentWords
from handbill.bilingual import apart
from handbill.checks import reminders
from handbill.concerned import concerning
from handbill.errors import ContentError, Problem, UsageError
from handbill.models.document import CONFERENCE
from handbill.models.rules import Rules
from handbill.project import NEUTRAL, Entry, Project, choose, choose_documents
from handbill.reading import read_project
from handbill.references import settings
from handbill.request import Request
from handbill.ruling import Rulings, Tally, to_judge
from handbill.unworded import unworded
from handbill.wanted import Pieces, Wanted, expired, wanted_by
from handbill.wording import lacks_words


def check(request: Request) -> list[Problem]:
    """Return everything that is wrong with the content, without making anything."""
    from handbill import style  # a build has no use for it

    project = read_project(request.root, request.overrides, documents=request.documents)
    rulings = Rulings(project, request.today)
    seen = Pieces(project, request)
    lacking = []
    for wanted, piece in seen.all(wanted_by(request, project)):
        rulings.look(wanted, piece)
        lacking += [wanted] if wanted.lacks_words else []
    # What else is wrong with a form for a conference is told when somebody asks for it.
    going_up = (each for each in wanted_by(_going_up(request), project) if each.entry.form and rulings.rules_of(each))
    for wanted, piece in Pieces(project, request).all(going_up):
        rulings.look(wanted, piece)
    found = unworded(project, [*lacking, *_for_nobody(request, project, lacking)], request.today)
    found += [*seen.problems(), *rulings.problems(), *style.advise(project), *reminders(project)]
    return _told(request, project, found)


def _for_nobody(request: Request, project: Project, taken: list[Wanted]) -> list[Wanted]:
    """Return the neutral copies in languages that the program lacks words in, and that no branch takes."""
    there = {(each.entry.slug, lang) for each in taken for lang in apart(each.lang)}
    langs = {lang for entry in project.documents.values() for lang in entry.languages if lacks_words(lang)}
    nobody = replace(request, branches=(NEUTRAL,), langs=tuple(sorted(langs)))
    found = wanted_by(nobody, project) if langs else []
    return [each for each in found if (each.entry.slug, each.lang) not in there]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What motions come to under some rules: the problems, the words counted, and what a person has to judge."""

    rules: Entry[Rules]
    problems: list[Problem]
    tallies: list[Tally]
    to_judge: list[str]
    amendments: tuple[AmendmentWords, ...] = ()


def check_rules(request: Request) -> Ruled:
    """Check, and hold the motions that are named, in their form for a conference, against `request.rules`.

    Amendments that are named are held against its limit for amendments.

    Raises UsageError for names that are not there, and ContentError where the rules cannot be read.
    """
    project, rules = read_with_rules(request)
    choose("branch", list(request.branches), [*project.known("branch", project.branches), NEUTRAL])
    named = [entry for slug in request.documents if (entry := project.documents.get(slug))]
    for entry in named:
        if entry.kind.name not in ("motion", "amendment"):
            raise UsageError(f"'{entry.slug}' is no motion: only motions and amendments go up to a conference")
    measured = [
        (entry, amendment_limits.measured(project, entry, rules)) for entry in named if entry.kind.name == "amendment"
    ]
    rulings = Rulings(project, request.today, rules)
    pieces = Pieces(project, request, rules=rules)
    for wanted, piece in pieces.all(wanted_by(_going_up(request, project), project)):
        rulings.look(wanted, piece)
    too_long = [problem for entry, found in measured if (problem := amendment_limits.fault(entry, found))]
    problems = _told(request, project, [*pieces.problems(), *rulings.problems(), *too_long])
    amendments = tuple(found for _, found in measured)
    return Ruled(rules, problems, rulings.tallies(), to_judge(rules.value), amendments)


def read_with_rules(request: Request) -> tuple[Project, Entry[Rules]]:
    """Return the project and the rules that a request names. Raises UsageError and ContentError."""
    project = read_project(request.root, request.overrides, request.rules)
    choose_documents(project, request.documents)
    choose("set of rules", [request.rules], settings.known_rules(project))
    if request.rules not in project.rules:
        raise ContentError(each for each in project.problems if each.mark.file.startswith(f"rules/{request.rules}."))
    return project, project.rules[request.rules]


def _going_up(request: Request, project: Project | None = None) -> Request:
    """Return the request for the same motions as they go up to a conference; where there is no branch, for nobody."""
    nobody = (NEUTRAL,) if project and not project.branches else ()
    return replace(request, branches=request.branches or nobody, stage=CONFERENCE)


def _told(request: Request, project: Project, found: list[Problem]) -> list[Problem]:
    """Return all problems in order, of the documents that are named or of all."""
    documents = choose_documents(project, request.documents)
    problems = concerning(project, documents, [*project.problems, *found, *expired(project, request.today)])
    return sorted(set(problems), key=lambda problem: problem.sort_key)
