"""The contents page of a pack: a document of its own, made and proved as the others are."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from handbill.crew import Crew, Outcome
from handbill.errors import HandbillError
from handbill.models.kinds import Kind
from handbill.models.pack import Folder, Line, Pack
from handbill.pack.names import File, names_of
from handbill.pack.plan import FOLDERS, Item, Plan, word_of
from handbill.personalise import personalise
from handbill.piece import Piece
from handbill.printing import printers
from handbill.project import DocumentEntry, Project, with_words
from handbill.source import Source, Text
from handbill.task import Made, Refusal, Result, Task
from handbill.wording import Borrowed

KIND: Final = Kind("pack", "", "contents")


def contents(project: Project, plan: Plan, files: list[File], remarks: list[str]) -> Piece:
    """Return the piece of the contents page, in the words of the pack."""
    folders = [folder for folder in FOLDERS if any(each.folder == folder for each in files)]
    names = names_of(plan)
    page = Pack(
        title=Text(plan.words["pack_title"]),
        campaign=Text(plan.campaigns[0]),
        remarks=tuple(remarks),
        folders=tuple(Folder(plan.words[f"pack_{each}"], plan.words[f"pack_{each}_for"]) for each in folders),
        lines=tuple(
            _line(plan, item, names[item.key], folders, files)
            for item in plan.items
            if any(f.item is item for f in files)
        ),
    )
    entry = DocumentEntry("contents", KIND, {plan.lang: page}, Source("the pack"), project.root)
    given = {key: word for key, word in plan.words.items() if not isinstance(word, Borrowed)}
    worded = with_words(project, plan.campaigns[0], plan.lang, given)
    return replace(personalise(worded, entry, plan.branch, plan.lang), created=plan.created)


def contents_page(project: Project, plan: Plan, files: list[File], remarks: list[str], workers: Crew) -> bytes:
    """Return the contents page as a PDF that passed its proof."""
    piece = contents(project, plan, files, remarks)
    with tempfile.TemporaryDirectory() as folder:
        chosen = printers(project, plan.branch)
        task = Task(piece, project.layouts[KIND.layout], None, chosen, ("screen",), "contents", folder)
        made = _made(task, workers)
        if made.proof["result"] == "fail":
            told = "; ".join(check["detail"] for check in made.proof["checks"] if check["result"] == "fail")
            raise HandbillError(f"no pack was made for '{plan.slug}': its contents page failed its proof: {told}")
        return (Path(folder) / made.name).read_bytes()


def _made(task: Task, workers: Crew) -> Made:
    """Have the page made. Raises HandbillError where that cannot be done."""
    result = None
    for news in workers.run([task]):
        if isinstance(news, Outcome):
            result = Refusal(news.error) if news.error else news.result
    if isinstance(result, Result) and result.files:
        return result.files[0]
    refusals = result.refused.values() if isinstance(result, Result) else [result]
    raise HandbillError(next(each.reason for each in refusals if isinstance(each, Refusal)))


def _line(plan: Plan, item: Item, name: str, folders: list[str], files: list[File]) -> Line:
    """Return a document as the contents page shows it: in each folder, what its files are."""
    mine = [each for each in files if each.item is item]
    kinds = []
    for folder in folders:
        there: dict[str, str] = {}
        for each in mine:
            if each.folder == folder:
                kind = Path(each.name).suffix[1:].upper()
                star = "*" if each.artefact.result == "warn" else ""
                there[kind] = there.get(kind, "") or star
        kinds.append(", ".join(kind + star for kind, star in there.items()) or "–")
    use = plan.words.get(f"pack_use_{word_of(item.layout)}", "")
    return Line(item.piece.campaign_title, item.piece.title.plain, name, use, tuple(kinds), _pages(mine))


def _pages(files: list[File]) -> int:
    """Return how many pages a document has: those of its PDF to share, else of what there is."""
    for edition in ("screen", "office"):
        for each in files:
            if each.artefact.edition == edition:
                return each.artefact.pages
    return sum(each.artefact.pages for each in files if each.artefact.edition == "image") or 1
