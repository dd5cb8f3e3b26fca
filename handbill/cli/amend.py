"""`handbill amend`: works out an amendment from an edited copy of a motion, or makes amendments to one."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from handbill.amend.adopted import amended_motion, amendment_of, document, motion_of
from handbill.amend.conflict import conflicts
from handbill.amend.derive import derive, named_alike
from handbill.amend.ignored import not_words
from handbill.amend.operations import Change
from handbill.amend.rubric import rubric
from handbill.amend.variants import applies
from handbill.amend.written import amendment_yaml
from handbill.called import command
from handbill.errors import ContentError, Mark, Problem, UsageError, printable
from handbill.models.motion import PARTS, Motion
from handbill.project import NEUTRAL, DocumentEntry, Project, choose
from handbill.reading import read_project
from handbill.recipient import Recipient
from handbill.source import Text, read_yaml
from handbill.store import room, write_whole
from handbill.validate import validate
from handbill.variants import worded
from handbill.yaml_text import motion_yaml


def from_edited(
    root: Path, slug: str, edited: Path, head: Mapping[str, str], branch: str, output: Path | None, *, force: bool
) -> int:
    """Work out the amendment that gives an edited copy, print its rubrics and write it. Returns the exit status.

    With `branch` it is that body's, and its words are those that the body has.
    """
    project = _project(root, [slug])
    entry = document(project, "motion", slug)
    chosen = choose("branch", [branch] if branch else [], project.branches)
    body = _recipient(project, entry, chosen[0]) if chosen else None
    own, copy = motion_of(entry), _edited(edited, entry)
    base = worded(own, body) if body else own
    changes = derive(base, worded(named_alike(own, copy), body) if body else copy)
    if ignored := not_words(own, copy, body):
        print(printable(f"No part of an amendment, and left as it is: {', '.join(ignored)}."), file=sys.stderr)
    if not changes:
        print("The edited copy has the words of the motion: there is nothing to amend.")
        return 0
    words = (body or _recipient(project, entry, NEUTRAL)).words
    for change in changes:
        print(printable(rubric(change, base, words)))
    if body is None:
        _see_that_it_holds(project, entry, changes)
    path = output or _free(root, slug, head["number"])
    _write(path, amendment_yaml(slug, head, changes, branch), force=force)
    return 0


def from_amendments(root: Path, slugs: list[str], output: Path | None, *, force: bool) -> int:
    """Make amendments to their motion, in order, and write what comes of them. Returns 1 where two of them meet."""
    project = _project(root, slugs)
    entries = [document(project, "amendment", slug) for slug in slugs]
    motions = {str(amendment_of(entry).motion) for entry in entries}
    if len(motions) > 1:
        raise UsageError(f"these amend different motions: {', '.join(sorted(motions))}")
    motion = motions.pop()
    met = _met(project, motion, entries)
    for each in met:
        print(printable(each), file=sys.stderr)
    text = motion_yaml(amended_motion(project, motion, slugs))
    if output is None:
        print(text, end="")
    else:
        _write(output, text, force=force)
    return 1 if met else 0


def _recipient(project: Project, entry: DocumentEntry, branch: str) -> Recipient:
    campaign = project.campaigns[str(entry.value.campaign)]
    return Recipient(project, campaign, project.branches.get(branch), entry.lang, entry.stage)


def _see_that_it_holds(project: Project, entry: DocumentEntry, changes: Sequence[Change]) -> None:
    """Raise UsageError where changes do not apply to the words that some bodies have."""
    bodies = (_recipient(project, entry, slug) for slug in project.branches)
    theirs = {each.slug: worded(motion_of(entry), each) for each in bodies if each.holds(entry.value.only)}
    others = [slug for slug, motion in theirs.items() if not applies(motion, changes)]
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        raise UsageError(
            f"this does not apply to the words that {', '.join(others[:3])}{more} would amend: "
            "say with --branch whose amendment it is"
        )


def _project(root: Path, slugs: list[str]) -> Project:
    """Read the project. Raises ContentError where one of some documents has mistakes."""
    project = read_project(root)
    wrong = [each for each in project.problems if each.severity == "error" and Path(each.mark.file).stem in slugs]
    if wrong:
        raise ContentError(wrong)
    return project


def _met(project: Project, motion: str, entries: list[DocumentEntry]) -> list[str]:
    base = motion_of(document(project, "motion", motion))
    return [
        f"'{one.slug}' and '{other.slug}' meet: {each}"
        for one, other in itertools.combinations(entries, 2)
        for each in conflicts(base, amendment_of(one).operations, amendment_of(other).operations)
    ]


def _edited(path: Path, entry: DocumentEntry) -> Motion:
    """Read an edited copy. Raises UsageError where it is not there, and ContentError where it is no motion."""
    if not path.is_file():
        raise UsageError(f"there is no file {path}: name the edited copy of the motion")
    source = read_yaml(path, str(path))
    if not {"title", *PARTS} & {*(source.data or ())}:
        message = "this is no motion's YAML, which the edited copy has to be"
        hint = f"change a copy of {entry.source.name}; '{command()} open FILE.pdf' gets one from a motion's PDF"
        raise ContentError([Problem(Mark(str(path)), message, hint)])
    if source.data is not None and "campaign" not in source.data:
        source.data[Text("campaign", source.data.mark)] = entry.value.campaign
    made = validate(source, source.data, Motion) if source.data is not None else None
    if made is None or not source.sound:
        raise ContentError(source.problems)
    return made


def _free(root: Path, slug: str, number: str) -> Path:
    """Return where an amendment goes that no file was named for."""
    name = f"{slug}-{number.strip().replace('.', '-')}" if number.strip() else f"{slug}-amendment"
    return root / "amendments" / f"{name}.yaml"


def _write(path: Path, text: str, *, force: bool) -> None:
    if path.exists() and not force:
        raise UsageError(f"{path} is there already: name another file, or write --force to replace it")
    with room():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    print(f"Written: {path}")
