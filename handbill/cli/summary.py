"""What a build came to, in the lines that end it: what was made, what is wrong with it, and where to look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from handbill.errors import some
from handbill.manifest import Artefact
from handbill.placeholders import links_in, others_in

MOST_ROWS = 50
"""Documents of one kind that a summary names one by one."""

FILES: Final = {
    "screen": "*_screen.pdf to share",
    "office": "*_office.pdf for the printer on your desk",
    "press": "*_press.pdf for a print shop",
    "word": "*_word.docx to edit",
}
"""What the files of an edition are called, and what they are for."""


@dataclass(slots=True)
class Outcome:
    """What a build came to, for the table or for JSON. `new` are the paths of the files that it made."""

    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unmade: set[tuple[str, str]] = field(default_factory=set)
    removed: list[str] = field(default_factory=list)
    artefacts: tuple[Artefact, ...] = ()
    outdated: tuple[str, ...] = ()
    new: set[str] = field(default_factory=set)
    placeholders: Mapping[str, str] = field(default_factory=dict)
    made: int = 0
    status: int = 0

    def as_dict(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "made": self.made,
            "problems": self.told,
            "refused": self.refused,
            "removed": self.removed,
            "outdated": list(self.outdated),
            "artefacts": [asdict(artefact) for artefact in self.artefacts],
        }


def summary(outcome: Outcome, root: Path) -> list[str]:
    """Return the lines that end a build: a row for each document that was made, what is wrong, and where to look."""
    lines = [*_table(outcome), *faults(outcome), *_warnings(outcome)]
    if outcome.removed:
        lines.append(f"removed: {_count(len(outcome.removed), 'file')} that nothing asks for any more")
    if outcome.refused:
        lines.append(f"{_count(len(outcome.unmade), 'document')} could not be made whole, for the reasons above")
    if outcome.outdated:
        left = _with_more(outcome.outdated)
        lines.append(f"out of date, and left from an earlier build: {left}, for the reasons above")
    return [*lines, closing(outcome, root), *_where_to_begin(outcome)]


def closing(outcome: Outcome, root: Path) -> str:
    """Return in one line how many files there are, how many of them are new, and where."""
    total, output = len(outcome.artefacts), root / "output"
    if not total:
        return "Nothing was made." if outcome.status else "There is nothing to make."
    if outcome.made:
        return f"{_count(outcome.made, 'file')} made, {total - outcome.made} already current: see {output}"
    said = "Nothing new" if outcome.status else "Nothing to do"
    return f"{said}: {_count(total, 'file')} current in {output}"


def faults(outcome: Outcome) -> list[str]:
    """Return what the proofs found wrong: a line for files that failed the same checks, with the first one's faults."""
    groups: dict[tuple[str, ...], list[Artefact]] = {}
    for artefact in outcome.artefacts:
        if failed := tuple(check["id"] for check in artefact.proof["checks"] if check["result"] == "fail"):
            groups.setdefault((artefact.document, artefact.edition, *failed), []).append(artefact)
    lines = []
    for group in groups.values():
        details = [check["detail"] for check in group[0].proof["checks"] if check["result"] == "fail"]
        lines.append(f"failed: {_with_more([artefact.path for artefact in group])}: {'; '.join(details)}")
    return lines


def _table(outcome: Outcome) -> list[str]:
    """Return a row for each document and edition of which something was made: how much, and how all of it proved.

    Documents of one kind that are too many for a row each, letters to two hundred people, share one.
    """
    names = _names(outcome.artefacts)
    groups: dict[str, list[Artefact]] = {}
    for artefact in outcome.artefacts:
        groups.setdefault(f"{names[artefact.document]} ({artefact.edition})", []).append(artefact)
    rows = [(name, _made(group, outcome.new), _proved(group)) for name, group in groups.items()]
    rows = [row for row in rows if row[1]]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    return [f"{name:<{widths[0]}}  {made:>{widths[1]}}  {proved}" for name, made, proved in rows]


def _made(group: list[Artefact], new: set[str]) -> str:
    """Return how many of some files were made now; '' for none."""
    made = sum(artefact.path in new for artefact in group)
    return "" if not made else f"{made} made" if made == len(group) else f"{made} of {len(group)} made"


def _proved(group: list[Artefact]) -> str:
    results = Counter(artefact.result for artefact in group)
    words = (("pass", "passed"), ("warn", "with warnings"), ("fail", "failed"))
    return ", ".join(f"{results[result]} {word}" for result, word in words if results[result])


def _names(artefacts: tuple[Artefact, ...]) -> dict[str, str]:
    """Return what each document is called in a summary."""
    of_kind: dict[str, set[str]] = {}
    for artefact in artefacts:
        of_kind.setdefault(artefact.kind, set()).add(artefact.document)
    return {
        document: document if len(documents) <= MOST_ROWS else _count(len(documents), kind)
        for kind, documents in of_kind.items()
        for document in documents
    }


def _warnings(outcome: Outcome) -> Iterator[str]:
    """Yield what the proofs warn of, each thing once, with the documents that have it."""
    names = _names(outcome.artefacts)
    linked: dict[str, dict[str, None]] = {}
    found: dict[tuple[str, str], list[str]] = {}
    for artefact in outcome.artefacts:
        for link in links_in(artefact):
            linked.setdefault(link, {})[names[artefact.document]] = None
        for detail in (*_warned(artefact), *others_in(artefact)):
            found.setdefault((detail, names[artefact.document]), []).append(artefact.branch)
    for link, documents in sorted(linked.items()):
        where = f": write yours in {outcome.placeholders[link]}" if link in outcome.placeholders else ""
        yield f"warning: placeholder link {link} in {_named(documents)}{where}"
    alike: dict[tuple[str, str], list[str]] = {}
    for (detail, document), branches in found.items():
        alike.setdefault((detail, some(branches)), []).append(document)
    for (detail, whose), those in alike.items():
        yield f"warning: {some(those)}: {detail} ({whose})"


def _warned(artefact: Artefact) -> Iterator[str]:
    for check in artefact.proof["checks"]:
        if check["result"] == "warn" and check["id"] != "placeholder":
            yield check["detail"]


def _named(documents: Collection[str]) -> str:
    """Name documents, or say how many there are."""
    return some(documents) if len(documents) <= 3 else _count(len(documents), "document")


def _where_to_begin(outcome: Outcome) -> Iterator[str]:
    """Yield the folder to open first, that of the branch of which most was made, and what its files are for."""
    made = (artefact for artefact in outcome.artefacts if artefact.path in outcome.new and artefact.result != "fail")
    folders = Counter(artefact.branch for artefact in made)
    if not folders:
        return
    from handbill.project import NEUTRAL  # what has nothing to do is told at once

    folder = min(folders, key=lambda name: (name == NEUTRAL, -folders[name], name))
    there = {each.edition for each in outcome.artefacts if each.path.startswith(f"{folder}/")}
    if told := [FILES[edition] for edition in FILES if edition in there]:
        yield f"Begin in output/{folder}: {', '.join(told)}"


def _with_more(paths: Iterable[str]) -> str:
    first, *others = paths
    return f"output/{first}" + (f" and {_count(len(others), 'more file')}" if others else "")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
