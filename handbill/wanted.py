"""What a request wants: which documents, for whom, in which languages and editions; and the pieces of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace

from handbill import bilingual, checks
from handbill.errors import ContentError, Problem, some
from handbill.layout import not_edited
from handbill.left_out import LeftOut, said_at
from handbill.models.branch import Branch
from handbill.models.campaign import Petition
from handbill.models.rules import Rules
from handbill.personalise import is_for, languages, personalise
from handbill.piece import Piece
from handbill.printing import printers
from handbill.project import NEUTRAL, DocumentEntry, Entry, Project, choose
from handbill.request import Request
from handbill.source import Text
from handbill.wording import lacks_words

Target = tuple[str, str, str, str]  # document, branch, language, edition


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that a branch (None: the neutral copy) should have, in a language and some editions."""

    entry: DocumentEntry
    branch: Entry[Branch] | None
    lang: str
    editions: tuple[str, ...]

    @property
    def lacks_words(self) -> bool:
        """Whether the program has not all of its words in the language."""
        return any(map(lacks_words, bilingual.apart(self.lang)))

    @property
    def targets(self) -> tuple[Target, ...]:
        branch = self.branch.slug if self.branch else NEUTRAL
        return tuple((self.entry.slug, branch, self.lang, edition) for edition in self.editions)


def wanted_by(request: Request, project: Project, asked: Set[Target] = frozenset()) -> list[Wanted]:
    """Return what a request asks for, in the order in which it is made: document by document."""
    branches: list[Entry[Branch] | None] = list(project.branches.values())
    if request.branches:
        known = [*project.known("branch", project.branches), NEUTRAL]
        named = choose("branch", list(request.branches), known)
        branches = [project.branches.get(slug) for slug in named if slug == NEUTRAL or slug in project.branches]
    found = []
    for entry in _entries(request, project):
        for branch in branches:
            for lang in _langs(entry, branch, project, request):
                if is_for(entry, branch, lang):
                    found.append(Wanted(entry, branch, lang, _editions(entry, project, request)))
    found = _with_asked(found, project, asked)
    return [each for each in found if not each.entry.value.is_too_late(each.entry.form_name, request.today)]


def _entries(request: Request, project: Project) -> list[DocumentEntry]:
    """Return the documents that a request names, or all, and what is usually made of them.

    With a stage, motions are wanted in the form that they have there, and nothing else.
    """
    found = {}
    for slug, entry in project.documents.items():
        if request.documents and not {slug, entry.main} & set(request.documents):
            continue
        if request.wants and slug not in request.wants:
            continue
        if request.stage:
            there = entry.stage == request.stage and entry.kind.name == "motion"
            if there and entry.form_name in ("", request.stage):
                found[slug] = entry
        elif entry.form is None or entry.form.usual or slug in request.documents:
            found[slug] = entry
    order = {slug: place for place, slug in enumerate(request.documents)}
    return sorted(found.values(), key=lambda entry: order.get(entry.slug, order.get(entry.main, 0)))


def _with_asked(found: list[Wanted], project: Project, asked: Set[Target]) -> list[Wanted]:
    """Add what was asked for before, as far as its document and branch are still there."""
    by_place = {target[:3]: each for each in found for target in each.targets}
    for document, branch, lang, edition in sorted(asked):
        entry = project.documents.get(document)
        if (
            entry is None
            or not bilingual.has(entry, lang, project)
            or (branch not in project.branches and branch != NEUTRAL)
        ):
            continue
        usual = by_place.get((document, branch, lang)) or Wanted(entry, project.branches.get(branch), lang, ())
        if edition not in usual.editions:
            by_place[(document, branch, lang)] = replace(usual, editions=(*usual.editions, edition))
    return list(by_place.values())


def _langs(entry: DocumentEntry, branch: Entry[Branch] | None, project: Project, request: Request) -> tuple[str, ...]:
    if request.langs:
        return tuple(lang for lang in request.langs if bilingual.has(entry, lang, project))
    return languages(entry, branch, project)


def _editions(entry: DocumentEntry, project: Project, request: Request) -> tuple[str, ...]:
    """Return the editions of a document: those asked for, else those it names, else those usual for its layout."""
    spec = project.layouts[entry.layout].spec
    asked = request.wants.get(entry.slug) or request.editions or entry.editions or spec.editions
    made_in = entry.form.made_in if entry.form and entry.slug not in request.documents else ()
    takes = (each for each in asked if each in (spec.only or asked) and each in (made_in or asked))
    return tuple(dict.fromkeys(takes))


class Pieces:
    """Personalises, and gathers what is wrong: one problem a line, with the branches that it concerns."""

    def __init__(
        self,
        project: Project,
        request: Request,
        printer_of: Callable[[Target], str] = lambda _: "",
        rules: Entry[Rules] | None = None,
    ) -> None:
        """What can't be made of documents that were asked for by name is an error, and of others a warning.

        Of those whose petition has closed by today no piece is made; `expired` says why.
        """
        self.project, self.request = project, request
        self.printer_of = printer_of
        self.rules = rules
        self.left_out = LeftOut(request.documents)
        self.not_for_press: dict[str, DocumentEntry] = {}  # of which a neutral copy was asked for
        self.found: dict[Problem, dict[str, None]] = {}  # the branches are in order, each there once
        self.tried: dict[str, set[str]] = {}

    def all(self, wanted: Iterable[Wanted]) -> Iterator[tuple[Wanted, Piece]]:
        """Yield each piece that can be made."""
        for each in wanted:
            name = each.branch.slug if each.branch else NEUTRAL
            self.tried.setdefault(each.entry.source.name, set()).add(name)
            today = self.request.today
            if any(petition.after == "refuse" for _, petition in _closed(self.project, each.entry, today)):
                continue
            try:
                piece = personalise(
                    self.project, each.entry, each.branch, each.lang, self._shop(each), self.rules, today
                )
            except ContentError as error:
                for problem in error.problems:
                    self.found.setdefault(problem, {})[name] = None
                if each.branch:  # the neutral copy lacks nothing: it has blanks
                    self.left_out.note(each.entry.slug, each.branch, error.lacks)
                continue
            each = _without_mail(self._without_edited(self._without_press(each, piece), name), piece)
            if each.editions:
                yield each, piece

    def _without_press(self, wanted: Wanted, piece: Piece) -> Wanted:
        """Leave out the press file of what does not say who prints and promotes it, and note that."""
        if "press" not in wanted.editions or not piece.imprint.lacks:
            return wanted
        if wanted.branch is None:
            self.not_for_press[wanted.entry.slug] = wanted.entry
        else:
            problem = _unfit_for_press(wanted.entry, wanted.branch, piece.imprint.lacks)
            self.found.setdefault(problem, {})[wanted.branch.slug] = None
        return replace(wanted, editions=tuple(each for each in wanted.editions if each != "press"))

    def _without_edited(self, wanted: Wanted, branch: str) -> Wanted:
        """Leave out the editions for editing of a document that is no text to be edited, and say so."""
        layout = self.project.layouts[wanted.entry.layout]
        lacking = tuple(each for each in wanted.editions if not layout.spec.makes(each))
        if lacking:
            is_named = wanted.entry.slug in self.request.documents
            told = not_edited(layout.name, "' or '".join(lacking))
            problem = wanted.entry.source.describe(None, *told, warning=not is_named)
            self.found.setdefault(problem, {})[branch] = None
        return replace(wanted, editions=tuple(each for each in wanted.editions if each not in lacking))

    def _shop(self, wanted: Wanted) -> str:
        """Return the name and address of the print shop that a press file goes to."""
        named = next((self.printer_of(target) for target in wanted.targets if target[3] == "press"), "")
        return printers(self.project, wanted.branch, shop=named).shop.imprint

    def problems(self) -> list[Problem]:
        """Return the problems, each saying for whom where it is not for all."""
        told = [*self.left_out.problems(), *self._neutral_press()]
        for problem, branches in self.found.items():
            message = problem.message
            if len(branches) < len(self.tried.get(problem.mark.file, ())):
                message = f"{message}, for {some(branches)}"
            told.append(replace(problem, message=message))
        return told

    def _neutral_press(self) -> Iterator[Problem]:
        """Yield one problem for all press files that the neutral copy goes without: an error where that was all."""
        first = next(iter(self.not_for_press.values()), None)
        if first is None:
            return
        is_all = "press" in self.request.editions and {*self.request.branches} == {NEUTRAL}
        others = f" ({some(self.not_for_press)})" if len(self.not_for_press) > 1 else ""
        message = f"no press file is made of the neutral copy, which names nobody{others}"
        yield first.source.describe(
            None, message, "name a --branch that has a promoter and a printer", warning=not is_all
        )


def _without_mail(wanted: Wanted, piece: Piece) -> Wanted:
    """Leave out the e-mail of a letter to somebody of whom no address is known, or may be shown."""
    if "mail" not in wanted.editions:
        return wanted
    from handbill.piece.letter import Letter

    if isinstance(piece.body, Letter) and piece.body.email:
        return wanted
    return replace(wanted, editions=tuple(each for each in wanted.editions if each != "mail"))


def _unfit_for_press(entry: DocumentEntry, branch: Entry[Branch], lacks: tuple[str, ...]) -> Problem:
    """Say what a print shop would ask for: name and address of printer and promoter have to be on what it prints."""
    missing = " and ".join(f"the {who}" for who in lacks)
    message = f"no press file is made without the name and address of {missing}"
    path = ("imprint", lacks[0])
    example = "Example Print Co-op, 1 Mill Lane, Anytown AN1 1AA"
    hint = f"{branch.source.how_to_fill(path)} with a name, a comma and an address, as '{example}'"
    if "press" in entry.editions:
        hint += f"; {entry.source.name} asks for it: take 'press' out there, or say with 'only:' whom it is for"
    return branch.source.describe(said_at(branch, path), message, hint)


def expired(project: Project, today: datetime.date) -> list[Problem]:
    """Return a warning for each document past its review, and an error for each petition in use that has closed.

    Of a petition that says `after: keep` there is only a warning.
    """
    found = []
    for entry in project.documents.values():
        document, source = entry.value, entry.source
        if document.review_by and today > document.review_by:
            mark = source.data.key_mark("review_by")
            hint = "check them and set 'as_of' and 'review_by' anew"
            found.append(
                source.describe(mark, f"its facts were to be checked again by {document.review_by}", hint, warning=True)
            )
        found += checks.expired(entry, today)
        for slug, petition in _closed(project, entry, today):
            kept = petition.after == "keep"
            message = f"the petition '{slug}' closed on {petition.closes}"
            message += "" if kept else ": no more is made of what leads to it"
            hint = "take it out, or give another" if kept else "take it out, or write 'after: keep' at the petition"
            found.append(source.describe(slug.mark, message, hint, warning=kept))
    return found


def _closed(project: Project, entry: DocumentEntry, today: datetime.date) -> Iterator[tuple[Text, Petition]]:
    """Yield the petitions that a document leads to and that have closed."""
    petitions = project.campaigns[str(entry.value.campaign)].value.petitions
    for slug in entry.value.petitions:
        petition = petitions.get(slug)
        if petition and petition.closes and today > petition.closes:
            yield slug, petition
