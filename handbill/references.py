"""What the files of a project say of each other: does each name lead somewhere?

The models see one file at a time. Here every slug that a file mentions is looked up, and every
picture looked at, so that `check` can name a mistake without making anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from handbill import assets
from handbill.assets import AssetError
from handbill.errors import Mark, did_you_mean
from handbill.library import DocumentEntry, Entry, Project
from handbill.models.document import Document, When
from handbill.models.leaflet import Leaflet
from handbill.models.motion import PARTS, Clause, Motion
from handbill.source import Source, Text
from handbill.text import CITATION
from handbill.wording import has_words, known_words

MADE = ("screen", "image")
"""The editions that this version makes."""

Note = Callable[..., None]


def check(project: Project) -> None:
    """Add every problem between files to `project.problems`, and leave out the documents that have one."""
    for entry in _brands(project):
        _check_brand(project, entry)
    for organisation in project.organisations.values():
        _check_rules(project, organisation)
    for branch in project.branches.values():
        _check_branch(project, branch)
    for slug, document in list(project.documents.items()):
        if not _check_document(project, document):
            del project.documents[slug]
            project.faulty.add(f"document/{slug}")


def _noter(project: Project, source: Source) -> Note:
    def note(mark: Mark | None, message: str, hint: str = "", *, warning: bool = False) -> None:
        project.problems.append(source.describe(mark, message, hint, warning=warning))

    return note


def _brands(project: Project) -> Iterable[Entry[Any]]:
    return [*project.campaigns.values(), *project.organisations.values(), *project.branches.values()]


def _check_brand(project: Project, entry: Entry[Any]) -> None:
    note = _noter(project, entry.source)
    logo = entry.value.brand.logo
    if logo:
        _check_picture(logo, entry.folder, project.root, note)
    known = known_words("en")
    for key in entry.value.terms:
        if key not in known and key.partition(".")[0] not in known:
            place = entry.data["terms"].key_mark(key)
            note(place, f"'{key}' is none of the words that the program uses", did_you_mean(key, known))


def _check_rules(project: Project, entry: Entry[Any]) -> None:
    rules = entry.value.rules
    if rules and not any((project.root / "rules" / f"{rules}{end}").is_file() for end in (".yaml", ".yml")):
        note = _noter(project, entry.source)
        note(
            rules.mark,
            f"there is no file rules/{rules}.yaml",
            "nothing is checked against its rules",
            warning=True,
        )


def _check_branch(project: Project, entry: Entry[Any]) -> None:
    note = _noter(project, entry.source)
    branch = entry.value
    known = set(project.organisations) | _faulty(project, "organisation")
    if branch.organisation and branch.organisation not in known:
        note(
            branch.organisation.mark,
            f"there is no organisation '{branch.organisation}'",
            _near(branch.organisation, known),
        )
    regions = {slug for rows in project.regions.values() for slug in rows}
    if branch.region and regions and branch.region not in regions:
        note(branch.region.mark, f"no campaign has a region '{branch.region}'", _near(branch.region, regions))
    petitions = {slug for campaign in project.campaigns.values() for slug in campaign.value.petitions}
    if not _faulty(project, "campaign"):
        for slug in branch.petitions:
            if slug not in petitions:
                note(
                    entry.data["petitions"].key_mark(slug),
                    f"no campaign has a petition '{slug}'",
                    _near(slug, petitions),
                )


def _check_document(project: Project, entry: DocumentEntry) -> bool:
    """Return whether the document can be made."""
    before = len(project.problems)
    note = _noter(project, entry.source)
    document = entry.value
    campaign = project.campaigns.get(str(document.campaign))
    if campaign is None:
        known = set(project.campaigns) | _faulty(project, "campaign")
        if document.campaign not in known:
            note(
                document.campaign.mark,
                f"there is no campaign '{document.campaign}'",
                _near(document.campaign, known),
            )
        return False
    for lang, translation in entry.languages.items():
        if not has_words(lang) and "promoted" not in campaign.value.terms:
            note(
                None,
                f"the program has no words of its own in '{lang}'",
                "English ones are printed for 'Promoted by' and the like; give others under 'terms:' in the campaign",
                warning=True,
            )
        _check_names(project, translation, campaign.value, note)
        if isinstance(translation, Leaflet):
            _check_pictures(translation, entry.folder, project.root, note)
    _check_layout(project, entry, note)
    _check_editions(document, note)
    if isinstance(document, Motion):
        _check_motion(document, note)
    return not any(problem.severity == "error" for problem in project.problems[before:])


def _check_names(project: Project, document: Document, campaign: Any, note: Note) -> None:
    petitions, sources = campaign.petitions, campaign.sources
    for where, value in _named(document):
        if where == "petition" and value not in petitions:
            note(value.mark, f"the campaign has no petition '{value}'", _near(value, petitions))
        elif where == "source" and value not in sources:
            note(value.mark, f"the campaign has no source '{value}'", _near(value, sources))
        elif where == "text":
            for found in CITATION.findall(value):
                if found not in sources:
                    note(
                        _line_of(value, f"[^{found}]"),
                        f"the campaign has no source '{found}'",
                        _near(found, sources),
                    )
        elif where == "when":
            known = set(project.organisations) | _faulty(project, "organisation")
            for organisation in value.organisation:
                if organisation not in known:
                    note(
                        organisation.mark,
                        f"there is no organisation '{organisation}'",
                        _near(organisation, known),
                    )


def _named(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a document mentions: petitions and sources by slug, conditions, and every text."""
    if isinstance(value, When):
        yield "when", value
    elif isinstance(value, Text):
        yield (name if name in ("source", "petition") else "text"), value
    elif isinstance(value, Mapping):
        if name != "translations":
            for each in value.values():
                yield from _named(each, name)
    elif isinstance(value, tuple):
        for each in value:
            yield from _named(each, name)
    elif hasattr(type(value), "model_fields"):
        for field in type(value).model_fields:
            if type(value).__name__ == "PetitionCall" and field == "slug":
                yield "petition", value.slug
            else:
                yield from _named(getattr(value, field), field)


def _check_pictures(leaflet: Leaflet, folder: Path, root: Path, note: Note) -> None:
    for side in leaflet.sides:
        for block in side:
            if block.kind == "image":
                _check_picture(block.value.file, folder, root, note)


def _check_picture(name: Text, folder: Path, root: Path, note: Note) -> None:
    try:
        assets.look(assets.find(name, folder, root))
    except AssetError as error:
        message, _, hint = str(error).partition(": ")
        note(name.mark, f"the picture '{name}' {message}", hint)


def _check_layout(project: Project, entry: DocumentEntry, note: Note) -> None:
    document = entry.value
    name = document.layout or Text(entry.kind.layout)
    layout = project.layouts.get(str(name))
    if layout is None:
        known = set(project.layouts) | _faulty(project, "layout")
        if name not in known:
            note(name.mark, f"there is no layout '{name}'", _near(name, known))
        else:
            note(name.mark, f"the layout '{name}' has mistakes of its own", "mend its layout.yaml")
        return
    spec = layout.spec
    if entry.kind.name not in spec.kinds:
        fits = [each.name for each in project.layouts.values() if entry.kind.name in each.spec.kinds]
        note(name.mark, f"the layout '{name}' is not for a {entry.kind.name}", _near(name, fits))
        return
    if document.paper and document.paper not in spec.papers:
        note(
            _key(entry, "paper"),
            f"the layout '{name}' has no {document.paper}",
            "choose from " + ", ".join(spec.papers),
        )
    for leaflet in entry.languages.values():
        if isinstance(leaflet, Leaflet):
            _check_sides(leaflet, spec, str(name), entry, note)


def _check_sides(leaflet: Leaflet, spec: Any, name: str, entry: DocumentEntry, note: Note) -> None:
    count = len(leaflet.sides)
    if not spec.sides.least <= count <= spec.sides.most:
        takes = spec.sides.most if count > spec.sides.most else spec.sides.least
        note(
            _key(entry, "sides"),
            f"the document has {count} sides and the layout '{name}' takes {takes}",
            "each '- -' under 'sides:' begins a side",
        )
    for side in leaflet.sides:
        for block in side:
            if block.kind not in spec.blocks:
                mark = getattr(block.value, "mark", None) or _key(entry, "sides")
                note(
                    mark,
                    f"the layout '{name}' has no place for the block '{block.kind}'",
                    "it takes " + ", ".join(spec.blocks),
                )


def _check_editions(document: Document, note: Note) -> None:
    for edition in document.editions:
        if edition not in MADE:
            note(None, f"this version does not make the edition '{edition}'", "it makes " + ", ".join(MADE))


def _check_motion(motion: Motion, note: Note) -> None:
    ids = {"title", "summary", "background"}
    for part in PARTS:
        clauses: tuple[Clause, ...] = getattr(motion, part)
        for number, clause in enumerate(clauses, 1):
            name = clause.id or f"{part[0]}{number}"
            if name in ids:
                note(
                    clause.id.mark if clause.id else clause.text.mark,
                    f"two clauses have the id '{name}'",
                    "rename one",
                )
            ids.add(str(name))
    if not any(getattr(motion, part) for part in PARTS):
        note(None, "the motion has no clauses", "write some under 'notes:', 'believes:' and 'resolves:'")
    for variant in motion.variants:
        for name, words in variant.replace.items():
            if name not in ids:
                note(words.mark, f"there is no clause '{name}' to replace", _near(name, ids))


def _key(entry: DocumentEntry, name: str) -> Mark | None:
    data = entry.source.data
    return data.key_mark(name) if data is not None and name in data else None


def _faulty(project: Project, what: str) -> set[str]:
    """Return the slugs of things whose own files have mistakes; those are told already."""
    return {each.partition("/")[2] for each in project.faulty if each.startswith(f"{what}/")}


def _near(word: str, choices: Iterable[str]) -> str:
    return did_you_mean(str(word), sorted(choices))


def _line_of(text: Text, part: str) -> Mark | None:
    """Return the place of a part of a text that may go over several lines."""
    if text.mark is None:
        return None
    before = text.partition(part)[0]
    line = before.count("\n")
    if not line and "\n" not in text:
        return Mark(text.mark.file, text.mark.line, text.mark.column, text.mark.width)
    return Mark(text.mark.file, text.mark.line + line + 1, 1, 1_000)
