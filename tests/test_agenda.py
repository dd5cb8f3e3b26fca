"""Agendas: the order and the numbers of items, and a book of motions as it comes out, read by other programs."""

from __future__ import annotations

import dataclasses
import io
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdf
import pytest

from handbill.compose import compose
from handbill.crew import Begun, Crew, Outcome
from handbill.expect import expected_of
from handbill.finish import screen
from handbill.forms import add_forms
from handbill.piece import Piece
from handbill.piece.agenda import Agenda
from handbill.pipeline import build
from handbill.project import Project
from handbill.proof import proof
from handbill.request import Request

from . import projects
from .setting import typesetter

COUNT = 9
"""The motions in the book that is looked at whole; benchmarks/run.py makes one of a hundred."""

OTHER = projects.CAMPAIGN.replace("library", "lido").replace("Keep the lido open", "Open the lido")
MOTION = "title: Keep it open\ncampaign: library\nnotes: [{text: it is open;, source: budget}]\npetition: library\n"
LIDO = "title: Open the lido\ncampaign: lido\nresolves: [swim in it.]\nbackground: The lido is old.\npetition: lido\n"
AMENDMENT = "motion: library\ntitle: Longer hours\nfrom: weir\nchanges: [{in: Notes 1, after: it is, insert: not}]\n"
FILES = {
    "campaigns/lido.yaml": OTHER,
    "motions/library.yaml": MOTION,
    "motions/lido.yaml": LIDO,
    "amendments/longer.yaml": AMENDMENT,
    "amendments/later.yaml": AMENDMENT.replace("Longer", "Later").partition("changes")[0]
    + "changes: [{at_end_of: notes, insert: it is late}]\n",
}
HEAD = "title: Agenda\ncampaign: library\nbranch: weir\n"
MEETING = "meeting: {type: Ordinary meeting, date: 2026-12-01, time: 7 pm, place: Weir Hall}\n"
ITEMS = """\
items:
  - Apologies
  - {amendment: later}
  - {motion: library, from: weir, mover: A. Member}
  - {amendment: longer, from: The readers' group}
  - {motion: lido, from: Swimmers of Weir}
"""


def agenda(rest: str = MEETING + ITEMS) -> projects.Files:
    return {**FILES, "agendas/doc.yaml": HEAD + rest}


def body(project: Project, branch: str | None = "weir") -> Agenda:
    made = projects.piece(project, branch=branch).body
    assert isinstance(made, Agenda)
    return made


class Idle(Crew):
    """Workers that do nothing, and say how much longer than others each job may take."""

    def __init__(self) -> None:
        super().__init__(1, None, 1)
        self.weights: list[float] = []

    def run(self, jobs: Iterable[Any]) -> Iterator[Begun | Outcome]:
        for job in jobs:
            self.weights.append(job.weight)
            yield Outcome(job, error="nobody made it")


@pytest.mark.parametrize("documents", [("doc",), ("doc", "library")], ids=["alone", "with others"])
def test_a_book_of_many_motions_has_more_time(documents: tuple[str, ...], tmp_path: Path) -> None:
    more = {f"motions/m{number}.yaml": MOTION for number in range(60)}
    found = []
    for items in (ITEMS, ITEMS + "".join(f"  - {{motion: m{number}}}\n" for number in range(60))):
        projects.write(tmp_path, {**projects.BASE, **agenda(items), **more})
        workers = Idle()
        list(build(Request(tmp_path, documents, branches=("weir",), editions=("screen",)), workers))
        assert len(workers.weights) == len(documents)
        found.append(max(workers.weights))
    assert found[1] > 2.5 * found[0]


def told(tmp_path: Path, items: str, **files: str) -> list[str]:
    return projects.said(projects.loaded(tmp_path, {**agenda(items), **files}).problems)


# Items


def test_amendments_stand_after_their_motion_with_its_number(tmp_path: Path) -> None:
    made = body(projects.sound(tmp_path, agenda()))
    found = [(each.kind, each.number, projects.plain(each.title.plain)) for each in made.items]
    assert found == [
        ("text", "", "Apologies"),
        ("motion", "1", "Keep it open"),
        ("amendment", "1.1", "Later hours"),
        ("amendment", "1.2", "Longer hours"),
        ("motion", "2", "Open the lido"),
    ]
    assert [each.label for each in made.items if each.body] == [
        "Motion 1",
        "Amendment 1.1",
        "Amendment 1.2",
        "Motion 2",
    ]


def test_numbers_may_be_given(tmp_path: Path) -> None:
    items = 'items: [{motion: library, number: "22"}, {amendment: longer}, {motion: lido, number: E1}]\n'
    assert [each.number for each in body(projects.sound(tmp_path, agenda(items))).items] == ["22", "22.1", "E1"]


def test_senders_are_branches_by_their_slug_or_anybody_by_name(tmp_path: Path) -> None:
    made = body(projects.sound(tmp_path, agenda()))
    senders = [projects.plain(each.sender.plain) for each in made.items]
    assert senders == ["", "From Weir Readers", "From Weir Readers", "From The readers’ group", "From Swimmers of Weir"]
    assert [each.mover.plain for each in made.items] == ["", "A. Member", "", "", ""]


def test_each_motion_is_in_the_words_of_its_own_campaign(tmp_path: Path) -> None:
    items = {each.number: each for each in body(projects.sound(tmp_path, agenda())).items}
    library, lido = items["1"].body, items["2"].body
    assert [each.number for each in items["1"].sources] == [1]
    assert items["2"].sources == ()
    assert [petition.slug for each in (library, lido) for petition in each.petitions] == ["library", "lido"]  # type: ignore[union-attr]
    assert not lido.background  # type: ignore[union-attr]  # not voted on


def test_the_meeting_is_told_on_the_cover(tmp_path: Path) -> None:
    made = body(projects.sound(tmp_path, agenda()))
    assert (made.type.plain, projects.plain(made.when.plain), made.where.plain) == (
        "Ordinary meeting",
        "1 December 2026, 7 pm",
        "Weir Hall",
    )


def test_the_hour_stands_apart_in_a_language_from_right_to_left(tmp_path: Path) -> None:
    made = body(projects.loaded(tmp_path, agenda("lang: ur\n" + MEETING + ITEMS)))
    assert made.when.html == '1\u00a0دسمبر، 2026، <span dir="ltr">7\u00a0pm</span>'


def test_the_foot_says_whose_meeting_it_is_and_when(tmp_path: Path) -> None:
    made = projects.piece(projects.sound(tmp_path, agenda()))
    assert projects.plain(made.foot) == "Agenda · Weir Readers · 1 December 2026"


def test_it_is_for_the_branch_whose_meeting_it_is(tmp_path: Path) -> None:
    from handbill.personalise import is_for

    files = {**agenda(), "branches/mill.yaml": "name: Mill Readers\ntype: community-group\n"}
    project = projects.sound(tmp_path, files)
    entry = project.documents["doc"]
    assert is_for(entry, project.branches["weir"], entry.lang)
    assert not is_for(entry, project.branches["mill"], entry.lang)
    assert body(project, None).items  # the neutral copy


def test_what_an_amendment_came_to_is_not_told_before_the_vote(tmp_path: Path) -> None:
    for outcome, shown in (("carried", []), ("accepted", ["Accepted"])):
        files = {**agenda(), "amendments/longer.yaml": AMENDMENT + f"outcome: {outcome}\n"}
        items = {each.number: each for each in body(projects.sound(tmp_path / outcome, files)).items}
        assert items["1.2"].body.outcome.split()[:1] == shown  # type: ignore[union-attr]


# Mistakes


def test_an_item_is_one_thing(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, "items: [{motion: library, text: Apologies}]\n")
    assert problem.startswith("agendas/doc.yaml:4:")
    assert "is not one item: give it a 'motion'" in problem


def test_what_is_named_has_to_be_there(tmp_path: Path) -> None:
    problems = told(tmp_path, "items: [{motion: libary}, {motion: longer}, {amendment: nothing}]\n")
    assert problems == [
        "agendas/doc.yaml:4:18 there is no motion 'libary': did you mean 'library'?",
        "agendas/doc.yaml:4:36 'longer' is an amendment and no motion: choose from library, lido",
        "agendas/doc.yaml:4:57 there is no amendment 'nothing': choose from later, longer",
    ]


def test_an_amendment_needs_its_motion_on_the_agenda(tmp_path: Path) -> None:
    problems = told(tmp_path, "items: [{motion: lido}, {amendment: longer}]\n")
    message = "'longer' amends the motion 'library', which is not on this agenda: add '- motion: library'"
    assert problems == [f"agendas/doc.yaml:4:37 {message}"]


def test_no_two_items_have_one_number(tmp_path: Path) -> None:
    problems = told(tmp_path, 'items: [{motion: library}, {motion: lido, number: "1"}]\n')
    assert problems == [
        "agendas/doc.yaml:4:51 two items have the number 1: give one of them another 'number'",
    ]


def test_a_branch_that_is_not_there_is_told(tmp_path: Path) -> None:
    problems = projects.said(
        projects.loaded(tmp_path, {**FILES, "agendas/doc.yaml": HEAD.replace("weir", "wier") + ITEMS}).problems
    )
    assert problems == ["agendas/doc.yaml:3:9 there is no branch 'wier': did you mean 'weir'?"]


def test_an_agenda_falls_with_its_motions(tmp_path: Path) -> None:
    project = projects.loaded(tmp_path, {**agenda(), "motions/lido.yaml": LIDO + "sense: none\n"})
    assert "doc" not in project.documents
    assert len(project.problems) == 1  # the motion's own mistake, and no other


# The book


KNOWN = ("library", "council", "branch", "members", "rooms", "open", "evening", "public", "money", "village", "bus")


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(KNOWN) for _ in range(count))


def book(count: int) -> projects.Files:
    """The files of a book of so many motions, of which every third has an amendment."""
    chance = random.Random(count)
    files: dict[str, str | bytes] = {}
    items = ["Apologies"]
    for number in range(1, count + 1):
        clauses = [f"  - {words(chance, chance.randint(10, 40))};" for _ in range(chance.randint(3, 9))]
        title = f"Motion of number {number} on {words(chance, chance.randint(2, 9))}"
        listed = "\n".join(clauses)
        files[f"motions/m{number}.yaml"] = f"title: {title}\ncampaign: library\nresolves:\n{listed}\n"
        items.append(f"{{motion: m{number}, from: weir}}")
        if number % 3 == 0:
            change = "changes: [{in: Resolves 1, add: and again;}]"
            files[f"amendments/a{number}.yaml"] = f"motion: m{number}\ntitle: More of {title}\n{change}\n"
            items.append(f"{{amendment: a{number}}}")
    listed = "".join(f"  - {item}\n" for item in items)
    files["agendas/doc.yaml"] = HEAD + "running_on: yes\nline_numbers: yes\nitems:\n" + listed
    return files


@dataclasses.dataclass(frozen=True)
class Made:
    piece: Piece
    pdf: pypdf.PdfReader
    texts: list[str]
    results: Mapping[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    project = projects.sound(tmp_path_factory.mktemp("book"), book(COUNT))
    add_forms(project)
    piece = projects.piece(project)
    layout = project.layouts["agenda"]
    composed = compose(piece, layout)
    typeset = typesetter().typeset(composed, {})
    data = screen.finish(typeset, piece)
    whole = composed.with_pages(typeset.page_of)
    report = proof(data, expected_of(piece, whole, layout, "screen", typeset.pages, typeset.last_line))
    pdf = pypdf.PdfReader(io.BytesIO(data))
    texts = [re.sub(r"\s+", " ", page.extract_text()) for page in pdf.pages]
    return Made(piece, pdf, texts, {each.id: each.result for each in report.findings})


def papers(made: Made) -> list[tuple[str, str]]:
    """The number and the title of every item that has a paper."""
    assert isinstance(made.piece.body, Agenda)
    return [(each.number, projects.plain(each.title.plain)) for each in made.piece.body.items if each.body]


def pages_of(made: Made) -> list[int]:
    """The page, from 1, on which each paper begins: found by its heading."""
    found = []
    for number, title in papers(made):
        label = f"{'Amendment' if '.' in number else 'Motion'} {number}"
        heading = re.compile(rf"{re.escape(title)} ?(?:From Weir Readers ?)?{re.escape(label)} ")  # as it is painted
        (page,) = [place for place, text in enumerate(made.texts, 1) if heading.search(text)]
        found.append(page)
    return found


def test_the_book_passes_its_proof(made: Made) -> None:
    assert {check for check, result in made.results.items() if result == "fail"} == set()
    assert made.results["text"] == made.results["tags"] == made.results["bookmarks"] == "pass"
    assert len(papers(made)) == COUNT + COUNT // 3


def test_every_line_of_the_contents_has_the_page_on_which_its_paper_stands(made: Made) -> None:
    pages = pages_of(made)
    contents = " ".join(made.texts[: pages[0] - 1])
    for (number, title), page in zip(papers(made), pages, strict=True):
        line = rf"{re.escape(number)} {re.escape(title)} (?:From [A-Z]\w+ Readers )?{page} "
        assert re.search(line, contents), (number, page)
    assert pages == sorted(pages)


def test_the_lines_of_the_contents_lead_there(made: Made) -> None:
    named = made.pdf.named_destinations
    targets = []
    for page in made.pdf.pages[: pages_of(made)[0] - 1]:
        for each in page.annotations or ():
            goal = each.get_object().get("/Dest") or each.get_object().get("/A", {}).get("/D")
            if isinstance(goal, str):
                targets.append((made.pdf.get_destination_page_number(named[goal]) or 0) + 1)
    assert [page for page, _ in groupby(targets)] == [page for page, _ in groupby(pages_of(made))]
    assert len(targets) >= 2 * len(papers(made))  # by title and by page number


def test_bookmarks_lead_to_the_papers_with_amendments_under_their_motions(made: Made) -> None:
    found: list[tuple[int, str, int]] = []

    def gather(entries: list[object], level: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                gather(entry, level + 1)
            elif isinstance(entry, pypdf.generic.Destination):
                found.append((level, str(entry.title), (made.pdf.get_destination_page_number(entry) or 0) + 1))

    gather(list(made.pdf.outline), 1)
    wanted = [
        (2 if "." in number else 1, f"{number} {title}", page)
        for (number, title), page in zip(papers(made), pages_of(made), strict=True)
    ]
    assert [each for each in found if each[1][0].isdigit()] == wanted
    assert [title for _, title, _ in found if not title[0].isdigit()] == ["Agenda", "Order of business", "Call list"]


def test_pages_are_numbered_through(made: Made) -> None:
    count = len(made.pdf.pages)
    for place, text in enumerate(made.texts, 1):
        assert f"Page {place} of {count}" in text
    assert made.pdf.page_labels == [str(place) for place in range(1, count + 1)]


def test_motions_have_fresh_pages_unless_they_run_on(tmp_path: Path) -> None:
    pages = {}
    for runs in ("yes", "no"):
        files = agenda(f"running_on: {runs}\ncall_list: no\nitems: [{{motion: library}}, {{motion: lido}}]\n")
        project = projects.sound(tmp_path / runs, files)
        piece = projects.piece(project)
        typeset = typesetter().typeset(compose(piece, project.layouts["agenda"]), {})
        pages[runs] = typeset.pages, [typeset.page_of[f"item-{place}"] for place in (1, 2)]
    assert pages == {"yes": (2, [2, 2]), "no": (3, [2, 3])}


def test_large_print_of_an_agenda_has_no_line_numbers(tmp_path: Path) -> None:
    project = projects.sound(tmp_path, agenda("line_numbers: yes\n" + MEETING + ITEMS))
    piece = dataclasses.replace(projects.piece(project), layout="large")
    layout = project.layouts["large"]
    composed = compose(piece, layout)
    typeset = typesetter().typeset(composed, {})
    report = proof(
        screen.finish(typeset, piece),
        expected_of(piece, composed.with_pages(typeset.page_of), layout, "large", typeset.pages),
    )
    assert typeset.line_starts == {}
    assert [each.id for each in report.findings if each.result == "fail"] == []


def test_an_agenda_may_be_translated_with_its_motions(tmp_path: Path) -> None:
    welsh = "translations:\n  cy:\n    title: Agenda\n    meeting: {type: Cyfarfod, place: Neuadd}\n    items:\n"
    items = "items: [{motion: library, mover: A. Member}, Apologies]\n"
    files = agenda(MEETING + items + welsh + "      - {}\n      - Ymddiheuriadau\n")
    project = projects.loaded(tmp_path, files)
    assert projects.said(project.problems) == []
    made = projects.piece(project, lang="cy").body
    assert isinstance(made, Agenda)
    assert [each.label or each.title.plain for each in made.items] == ["Cynnig 1", "Ymddiheuriadau"]
