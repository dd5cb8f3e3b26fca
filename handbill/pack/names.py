"""The names of the files in a pack: what each document is, in a word or two, and for whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handbill.file_names import cut, safe_name
from handbill.manifest import Artefact
from handbill.pack.plan import FOLDERS, Item, Plan, called_form, name_of

MOST_OF_A_TITLE: Final = 52
MOST_OF_A_BRANCH: Final = 36


@dataclass(frozen=True, slots=True)
class File:
    """A file in a pack: what it is of, the folder it goes into, and its name there."""

    item: Item
    folder: str
    artefact: Artefact
    name: str


def named(plan: Plan, artefacts: list[Artefact]) -> list[File]:
    """Return the files of each folder in the order of the documents, under names that are there once."""
    names = names_of(plan)
    found = []
    for folder in FOLDERS:
        for item in plan.items:
            mine = [
                each
                for edition in item.folders.get(folder, ())
                for each in artefacts
                if (each.document, each.lang, each.edition) == (*item.key, edition)
            ]
            stem = _stem(item, names[item.key])
            found += [File(item, folder, each, stem + _ending(each, mine)) for each in mine]
    return found


def names_of(plan: Plan) -> dict[tuple[str, str], str]:
    """Return what each document is, in a word or two.

    Where two of one title are the same, their paper or language tells them apart, or at last their slug.
    """
    found: dict[tuple[str, str], str] = {}
    left = list(plan.items)
    for further in _FURTHER:
        names = {item.key: told_apart(name_of(item.layout, plan.words), further(item, plan.words)) for item in left}
        stems = {item.key: _stem(item, names[item.key]).casefold() for item in left}
        for key, stem in stems.items():
            if list(stems.values()).count(stem) == 1:
                found[key] = names[key]
        left = [item for item in left if item.key not in found]
    return found


def told_apart(name: str, further: str) -> str:
    """Return a name with what tells it apart behind it, without words that it has already.

    >>> told_apart("share image", "share square")
    'share image, square'
    """
    known = {word.casefold() for word in re.findall(r"\w+", name)}
    words = further.split()
    while words and words[0].casefold() in known:
        words = words[1:]
    return ", ".join(filter(None, (name, " ".join(words))))


_FURTHER: Final[tuple[Callable[[Item, Mapping[str, str]], str], ...]] = (
    lambda _, __: "",
    lambda item, words: called_form(item.entry, words),
    lambda item, _: item.piece.paper,
    lambda item, _: item.piece.langs,
    lambda item, _: item.piece.document.replace("-", " "),
    lambda item, _: f"{item.piece.document} {item.piece.langs}",
)


def _stem(item: Item, name: str) -> str:
    """Return how the names of a document's files begin: title, what it is, and for whom."""
    title, branch = cut(item.piece.title.plain, MOST_OF_A_TITLE), cut(item.piece.branch_name, MOST_OF_A_BRANCH)
    if name.casefold() == title.casefold():
        name = ""  # it says so itself
    return safe_name(" - ".join(filter(None, (title, name, branch))))


def _ending(artefact: Artefact, among: list[Artefact]) -> str:
    """Return what a file's name ends in; pictures of several pages are numbered."""
    suffix = Path(artefact.path).suffix
    several = sum(each.edition == artefact.edition for each in among) > 1
    return f" {artefact.path.removesuffix(suffix).rpartition('-')[2]}{suffix}" if several else suffix
