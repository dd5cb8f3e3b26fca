"""A pack: one zip with all that a branch needs, in folders that say what they are for.

`plan` says which documents in which editions a branch's pack is made of; a build makes them; `make`
puts what passed its proof under names for people into the folders, with a contents page and a text
to begin with. The same files give the same bytes: names are sorted, and the date inside is that of
the youngest document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handbill.crew import Crew
from handbill.errors import Problem, UsageError
from handbill.file_names import safe_name
from handbill.manifest import Artefact
from handbill.pack.archive import zipped
from handbill.pack.contents import contents_page
from handbill.pack.english import in_english
from handbill.pack.names import named
from handbill.pack.plan import Plan
from handbill.pack.start import left_out_of, remarks_on, start_text
from handbill.project import Project


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack, made: its bytes, how many files of documents are in it, and those of them with a warning.

    `unworded` says which words it has in English for want of its language's.
    """

    data: bytes
    files: int
    warned: int
    left_out: tuple[str, ...]
    unworded: Problem | None


def make(project: Project, plan: Plan, artefacts: Iterable[Artefact], workers: Crew, output: Path) -> Packed:
    """Put together the pack of a branch, of what lies in `output` and was proved.

    Raises HandbillError where the contents page cannot be made, and UsageError where there is no file at all.
    """
    there = [each for each in artefacts if each.branch == plan.slug and each.result != "fail"]
    files = named(plan, there)
    if not files:
        raise UsageError(f"nothing could be made for '{plan.slug}'")
    warned = sum(each.artefact.result == "warn" for each in files)
    left_out = left_out_of(plan, there)
    remarks = list(remarks_on(plan, len(files), warned, left_out))
    members = {
        f"{plan.words['pack_start']}.txt": start_text(plan, files, remarks),
        f"{plan.words['pack_contents']}.pdf": contents_page(project, plan, files, remarks, workers),
    }
    for each in files:
        folder = safe_name(plan.words[f"pack_{each.folder}"])
        members[f"{folder}/{each.name}"] = (output / each.artefact.path).read_bytes()
    return Packed(zipped(members, plan.created), len(files), warned, left_out, in_english(project, plan, there))
