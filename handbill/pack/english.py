"""Which of a pack's own words are in English, for want of words in the language of the branch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handbill.errors import Problem
from handbill.manifest import Artefact
from handbill.markup import PAPER
from handbill.pack.contents import contents
from handbill.pack.names import named
from handbill.pack.plan import Plan, words_in
from handbill.pack.start import left_out_of, remarks_on, start_text
from handbill.project import Project
from handbill.unworded import told
from handbill.unworded.letters import in_texts, lettered, letters
from handbill.unworded.pages import said


def in_english(project: Project, plan: Plan, artefacts: list[Artefact]) -> Problem | None:
    """Return the warning that says which; nothing where there is none."""
    words = words_in(project, plan.branch, plan.campaigns, plan.wished)
    begun, found = lettered(words, letters())
    if not found:
        return None
    texts = _texts(project, replace(plan, lang=plan.wished, words={**words, **begun}), artefacts)
    there = [found[letter] for letter in in_texts(texts)]
    where = f"the pack of '{plan.slug}' has English ones"
    return told(project.campaigns[plan.campaigns[0]], plan.wished, there, where) if there else None


def _texts(project: Project, plan: Plan, artefacts: list[Artefact]) -> Iterator[str]:
    """Yield all that a pack says by itself."""
    from handbill.compose import compose  # takes its time to import, and is not always wanted

    files = named(plan, artefacts)
    warned = sum(each.artefact.result == "warn" for each in files)
    remarks = list(remarks_on(plan, len(files), warned, left_out_of(plan, artefacts)))
    yield from (plan.words[f"pack_{each}"] for each in ("start", "contents", *{file.folder for file in files}))
    yield start_text(plan, files, remarks).decode()
    piece = contents(project, plan, files, remarks)
    yield from said(compose(piece, project.layouts[piece.layout]).html, PAPER)
