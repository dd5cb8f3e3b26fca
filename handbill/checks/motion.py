"""Motions: has each clause an id of its own, and do variants replace clauses that are there?"""

from __future__ import annotations

from collections.abc import Iterator

from handbill.errors import Problem
from handbill.models.motion import PARTS, Motion, clause_id
from handbill.project import DocumentEntry, Project
from handbill.references.hints import near


def check(_: Project, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with a motion that its model cannot see."""
    motion, source = entry.value, entry.source
    assert isinstance(motion, Motion)
    ids = {"title", "summary", "background"}
    for part in PARTS:
        for number, clause in enumerate(getattr(motion, part), 1):
            name = clause_id(clause, part, number)
            if name in ids:
                mark = (clause.id or clause.text).mark
                yield source.describe(mark, f"two clauses have the id '{name}'", "rename one of them")
            ids.add(name)
    if not any(getattr(motion, part) for part in PARTS):
        yield source.describe(None, "the motion has no clauses", "write some under 'notes', 'believes' and 'resolves'")
    for variant in motion.variants:
        for name, words in variant.replace.items():
            if name not in ids:
                yield source.describe(words.mark, f"there is no clause '{name}' to replace", near(name, ids, ""))
