"""A project folder, loaded: its campaigns, organisations, branches, documents and layouts.

Loading never stops at a mistake. What is sound is there to be used; what is not is in
`problems`, and whatever would draw on it is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from handbill.errors import Mark, Problem, UsageError, did_you_mean
from handbill.layout import Layout, LayoutSpec
from handbill.models.base import is_slug
from handbill.models.branch import Branch
from handbill.models.campaign import Campaign
from handbill.models.document import Document
from handbill.models.kinds import KINDS, Kind
from handbill.models.organisation import Organisation
from handbill.source import Map, Source, Text, read_yaml
from handbill.tables import nested, read_table
from handbill.translation import translated
from handbill.validate import validate

M = TypeVar("M", bound=BaseModel)

FOLDERS = ("campaigns", "organisations", "branches", *(kind.folder for kind in KINDS))
YAML_ENDINGS = (".yaml", ".yml")
TABLE_ENDINGS = (".csv", ".xlsx")
NEUTRAL = "none"

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry(Generic[M]):
    """One thing of the project under its slug, with the file that it came from."""

    slug: str
    value: M
    source: Source
    folder: Path
    data: Map


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document in each language that it has; the first is its own."""

    slug: str
    kind: Kind
    languages: Mapping[str, Document]
    source: Source
    folder: Path

    @property
    def value(self) -> Document:
        """The document in its own language."""
        return next(iter(self.languages.values()))

    @property
    def lang(self) -> str:
        return next(iter(self.languages))


@dataclass(slots=True)
class Project:
    """All that a project folder holds."""

    root: Path
    campaigns: dict[str, Entry[Campaign]] = field(default_factory=dict)
    organisations: dict[str, Entry[Organisation]] = field(default_factory=dict)
    branches: dict[str, Entry[Branch]] = field(default_factory=dict)
    documents: dict[str, DocumentEntry] = field(default_factory=dict)
    layouts: dict[str, Layout] = field(default_factory=dict)
    regions: dict[str, dict[str, Row]] = field(default_factory=dict)  # by campaign, then by slug
    problems: list[Problem] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)  # slugs whose own file has errors, as 'branch/x'


def load(root: Path, shipped_layouts: Path, overrides: Mapping[str, str] | None = None) -> Project:
    """Load a project folder. `overrides` are `--set` values by dotted name, such as 'branch.meets'."""
    return _Loader(root, shipped_layouts, overrides or {}).load()


class _Loader:
    def __init__(self, root: Path, shipped_layouts: Path, overrides: Mapping[str, str]) -> None:
        self.project = Project(root)
        self.root = root
        self.shipped = shipped_layouts
        self.overrides = overrides

    def load(self) -> Project:
        project = self.project
        self._layouts()
        for slug, source, data, folder in self._files("campaigns", YAML_ENDINGS):
            if campaign := self._model("campaign", slug, source, data, Campaign):
                project.campaigns[slug] = Entry(slug, campaign, source, folder, data)
                self._regions(slug, campaign, source, folder)
        for slug, source, data, folder in self._files("organisations", YAML_ENDINGS):
            if organisation := self._model("organisation", slug, source, data, Organisation):
                project.organisations[slug] = Entry(slug, organisation, source, folder, data)
        for slug, source, data, folder in self._files("branches", YAML_ENDINGS):
            self._branch(slug, source, data, folder)
        for slug, source, data, folder in self._table_rows():
            self._branch(slug, source, data, folder)
        for kind in KINDS:
            for slug, source, data, folder in self._files(kind.folder, YAML_ENDINGS):
                self._document(kind, slug, source, data, folder)
        return project

    def _files(self, name: str, endings: tuple[str, ...]) -> Iterator[tuple[str, Source, Map, Path]]:
        """Yield every file of a folder that could be read, with its slug."""
        for path in self._paths(name, endings):
            source = self._read(path)
            slug = path.stem
            if not is_slug(slug) or slug == NEUTRAL:
                better = slugify(slug) or "a-name"
                source.problem(
                    Mark(source.name, 1, 1),
                    f"the file name '{path.name}' cannot serve as a name",
                    f"rename it, for example to '{better if better != NEUTRAL else 'no-branch'}{path.suffix}': "
                    "lower-case letters, digits and single hyphens",
                )
            self._collect(source)
            if isinstance(source.data, Map):
                yield slug, source, source.data, path.parent

    def _paths(self, name: str, endings: tuple[str, ...]) -> Iterator[Path]:
        folder = self.root / name
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.startswith((".", "~$")) or path.suffix.lower() not in endings or not path.is_file():
                continue
            if path.resolve().is_relative_to(self.root.resolve()):
                yield path
            else:
                mark = Mark(self._name(path))
                self.project.problems.append(
                    Problem(mark, "the file is a link that leads out of the project folder", "copy the file in")
                )

    def _read(self, path: Path) -> Source:
        return read_yaml(path, self._name(path))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _collect(self, source: Source) -> None:
        self.project.problems += source.problems
        source.problems = []

    def _model(self, what: str, slug: str, source: Source, data: Map, model: type[M]) -> M | None:
        """Validate; a file that has any error, in its syntax too, gives nothing to use."""
        self._override(what, data)
        made = validate(source, data, model)
        self._collect(source)
        broken = any(p.mark.file == source.name and p.severity == "error" for p in self.project.problems)
        if broken and source.name.endswith(YAML_ENDINGS):
            made = None
        if made is None:
            self.project.faulty.add(f"{what}/{slug}")
        return made

    def _override(self, what: str, data: Map) -> None:
        for name, value in self.overrides.items():
            first, *path = name.split(".")
            if first != what or not path:
                continue
            mark = Mark(f"--set {name}")
            place: Any = data
            for step in path[:-1]:
                if not isinstance(place.get(step), Map):
                    place[Text(step, mark)] = Map(mark)
                place = place[step]
            place.pop(path[-1], None)
            place[Text(path[-1], mark)] = Text(value, mark)

    def _branch(self, slug: str, source: Source, data: Map, folder: Path) -> None:
        known = self.project.branches.get(slug)
        if known:
            other = known.data.mark
            source.problem(
                data.mark,
                f"two branches are called '{slug}'",
                f"the other is in {other.file}, line {other.line}; give one of them another file name or slug",
            )
        if branch := self._model("branch", slug, source, data, Branch):
            if known is None:
                self.project.branches[slug] = Entry(slug, branch, source, folder, data)

    def _table_rows(self) -> Iterator[tuple[str, Source, Map, Path]]:
        for path in self._paths("branches", TABLE_ENDINGS):
            table = read_table(path, self._name(path))
            for row in table.data or ():
                data = nested(table, row)
                given = data.pop("slug", None)
                slug = str(given or slugify(str(data.get("name", ""))))
                columns = {cell.mark: str(name) for name, cell in row.items() if cell.mark != row.mark}
                source = _RowSource(table.name, table.lines, row=row.mark.line, columns=columns)
                if slug and (not is_slug(slug) or slug == NEUTRAL):
                    source.problem(given.mark if given else row.mark, f"'{slug}' is not a slug", _SLUG_HINT)
                yield slug or f"row-{row.mark.line}", source, data, path.parent
            self._collect(table)

    def _document(self, kind: Kind, slug: str, source: Source, data: Map, folder: Path) -> None:
        if slug in self.project.documents:
            other = self.project.documents[slug].source.name
            source.problem(data.mark, f"two documents are called '{slug}'", f"the other is {other}; rename one of them")
        own = self._model("document", slug, source, data, kind.model)
        if own is None:
            return
        campaign = self.project.campaigns.get(str(own.campaign))
        lang = str(own.lang or (campaign.value.lang if campaign else "en-GB"))
        languages = {lang: own}
        for other_lang in own.translations:
            made = self._model("document", slug, source, translated(source, data, other_lang), kind.model)
            if made is None:
                return
            languages[str(other_lang)] = made
        if slug not in self.project.documents:
            self.project.documents[slug] = DocumentEntry(slug, kind, languages, source, folder)

    def _regions(self, slug: str, campaign: Campaign, source: Source, folder: Path) -> None:
        if not campaign.regions:
            return
        path = folder / campaign.regions
        mark = campaign.regions.mark
        if not path.is_file() or not path.resolve().is_relative_to(self.root.resolve()):
            source.problem(mark, f"there is no file '{campaign.regions}'", "its path starts at the folder of this file")
            self._collect(source)
            return
        table = read_table(path, self._name(path))
        rows: dict[str, Row] = {}
        for row in table.data:
            if not row.get("slug"):
                table.problem(row.mark, f"row {row.mark.line} has no slug", "give the table a column 'slug'")
            elif row["slug"] in rows:
                table.problem(row.mark, f"the region '{row['slug']}' is there twice", "keep one of the rows")
            else:
                rows[str(row["slug"])] = row
        self.project.regions[slug] = rows
        self._collect(table)

    def _layouts(self) -> None:
        """Load every layout; the project's own folder wins over the shipped one, file by file."""
        own = self.root / "layouts"
        shipped_alone = not own.is_dir() or own.resolve() == self.shipped.resolve()
        roots = (self.shipped,) if shipped_alone else (own, self.shipped)
        names = {each.name for root in roots for each in root.iterdir() if each.is_dir()}
        for name in sorted(names - {"common"}):
            path = next(
                (root / name / "layout.yaml" for root in roots if (root / name / "layout.yaml").is_file()),
                None,
            )
            if path is None:
                self.project.problems.append(
                    Problem(
                        Mark(f"layouts/{name}"),
                        "the folder has no layout.yaml",
                        "write one; see docs/layouts.md",
                    )
                )
                continue
            source = read_yaml(path, f"layouts/{name}/layout.yaml")
            self._collect(source)
            if isinstance(source.data, Map) and (spec := self._model("layout", name, source, source.data, LayoutSpec)):
                self.project.layouts[name] = Layout(name, spec, roots)


_SLUG_HINT = "use lower-case letters, digits and single hyphens"


@dataclass(slots=True)
class _RowSource(Source):
    """One row of a table. Its problems name the row and the column."""

    row: int = 0
    columns: Mapping[Mark, str] = field(default_factory=dict)

    def describe(self, mark: Mark | None, message: str, hint: str = "", *, warning: bool = False) -> Problem:
        column = self.columns.get(mark) if mark else None
        where = f"row {self.row}, column '{column}'" if column else f"row {self.row}"
        told = Source.describe(self, mark, message, hint, warning=warning)
        return Problem(told.mark, f"{where}: {message}", hint, told.excerpt, told.severity)


def slugify(name: str) -> str:
    """Make a slug of a name: 'Anytown Health Branch' becomes 'anytown-health-branch'."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    return re.sub(r"[\W_]+", "-", folded.replace("'", "")).strip("-")[:80].rstrip("-")


def choose(kind: str, wanted: list[str], known: Mapping[str, Any]) -> list[str]:
    """Return the slugs that a command line named. Raises UsageError with the nearest right one."""
    for slug in wanted:
        if slug not in known:
            hint = did_you_mean(slug, known)
            raise UsageError(f"there is no {kind} '{slug}'" + (f": {hint}" if hint else ""))
    return wanted
