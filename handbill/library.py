"""Loads a project folder: its campaigns, organisations, branches, documents and layouts.

Loading never stops at a mistake. What is sound is there to be used. What is not has its problems
told and is left out; as far as it can be made out at all it is kept as a draft, so that `check`
can look further into it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from handbill import facts, shipped
from handbill.errors import Mark, did_you_mean
from handbill.layout import Layout, LayoutSpec
from handbill.models.base import MOST_SLUG, is_slug
from handbill.models.branch import Branch
from handbill.models.campaign import Campaign
from handbill.models.kinds import KINDS, Kind
from handbill.models.organisation import Organisation
from handbill.models.printer import Printer
from handbill.models.rules import Rules
from handbill.project import NEUTRAL, DocumentEntry, Entry, Project, Values
from handbill.source import Map, Source, Text, read_yaml, without_controls
from handbill.tables import Row, nested, read_table
from handbill.translation import translated
from handbill.validate import draft, validate

M = TypeVar("M", bound=BaseModel)

YAML_ENDINGS = (".yaml", ".yml")
TABLE_ENDINGS = (".csv", ".xlsx")
RESERVED = (NEUTRAL, "failed", "packs")
"""No branch can be called so: `--branch none` is the neutral copy, output/failed/ and output/packs/ are no branch's."""


def load(root: Path, shipped_layouts: Path, overrides: Mapping[str, str] | None = None, rules: str = "") -> Project:
    """Load a project folder. `overrides` are `--set` values by dotted name, such as 'branch.meets'.

    `rules` is the slug of rules that are wanted even where no organisation names them.
    """
    return _Loader(root, shipped_layouts, overrides or {}, rules).load()


@dataclass(frozen=True, slots=True)
class _Found:
    """What one file, or one row of a table, gave: its data is None where it could not be read."""

    slug: str
    source: Source
    folder: Path
    data: Map | None


class _Loader:
    def __init__(self, root: Path, shipped_layouts: Path, overrides: Mapping[str, str], rules: str) -> None:
        self.project = Project(root)
        self.named_rules = rules
        self.root = root
        self.shipped = shipped_layouts
        self.overrides = overrides
        self.sources: list[Source] = []

    def load(self) -> Project:
        project = self.project
        self._layouts()
        self._entries("campaign", Campaign, self._files("campaigns"), project.campaigns)
        unsound = [each for each in project.drafts if isinstance(each, Entry)]
        for campaign in [*project.campaigns.values(), *unsound]:
            self._regions(campaign)
            self._facts(campaign)
            if not campaign.source.sound and campaign.slug in project.campaigns:
                del project.campaigns[campaign.slug]
                project.drafts.append(campaign)
                project.faulty.add(f"campaign/{campaign.slug}")
        self._entries("organisation", Organisation, self._files("organisations"), project.organisations)
        self._entries("printer", Printer, self._files("printers"), project.printers)
        self._entries("rule", Rules, self._rules(), project.rules)
        self._entries("branch", Branch, self._branches(), project.branches)
        for kind in KINDS:
            for found in self._files(kind.folder):
                self._document(kind, found)
        # A mistake in the head of a table is in every row, and told once.
        told = dict.fromkeys(problem for source in self.sources for problem in source.problems)
        project.problems += told
        return project

    # Files

    def _files(self, name: str) -> Iterator[_Found]:
        """Yield every YAML file of a folder."""
        for path in self._paths(name, YAML_ENDINGS):
            source = read_yaml(path, self._name(path))
            slug = unicodedata.normalize("NFC", path.stem)  # some file systems take letters and accents apart
            if not is_slug(slug):
                better = slugify(slug) or "a-name"
                message = f"the file name '{path.name}' cannot serve as a name"
                source.problem(None, message, f"rename it, for example to '{better}{path.suffix}': {_SLUG_HINT}")
            self.sources.append(source)
            yield _Found(slug, source, path.parent, source.data)

    def _paths(self, name: str, endings: tuple[str, ...]) -> Iterator[Path]:
        """Yield the files of a folder that have one of some endings and lie in the project."""
        folder = self.root / name
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.startswith((".", "~$")):
                continue
            if path.suffix.lower() in endings and (path.is_file() or path.is_symlink()):
                try:
                    leads_in = path.resolve().is_relative_to(self.root.resolve())
                except (OSError, RuntimeError):
                    leads_in = True  # a link to itself leads nowhere, and so not out
                if not leads_in:
                    self._say(path, "the file is a link that leads out of the project folder", "copy the file in")
                elif not path.exists():
                    hint = "delete it, or put the file itself in its place"
                    self._say(path, "the file is a link that leads nowhere", hint)
                else:
                    yield path
            elif endings == YAML_ENDINGS:
                self._warn_unread(path)

    def _warn_unread(self, path: Path) -> None:
        """Tell of a file that looks as if it was meant to be read."""
        if re.search(r"\.ya?ml\.\w+$", path.name.lower()):
            self._say(path, "the file is not read", "rename it so that its name ends in .yaml", warning=True)
        elif path.suffix.lower() in (".xls", ".ods", ".numbers") and path.parent.name == "branches":
            self._say(path, "the file is not read", "save it as .xlsx or .csv", warning=True)
        elif path.is_dir() and any(each.suffix.lower() in YAML_ENDINGS for each in path.iterdir()):
            message = "the files in this folder are not read"
            self._say(path, message, f"put them into {path.parent.name}/ itself", warning=True)

    def _say(self, path: Path, message: str, hint: str, *, warning: bool = False) -> None:
        source = Source(self._name(path))
        source.problem(None, message, hint, warning=warning)
        self.sources.append(source)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    # Things

    def _entries(self, what: str, model: type[M], found: Iterable[_Found], into: dict[str, Entry[M]]) -> None:
        """Validate what was found, and put what is sound in its place."""
        taken: dict[str, _Found] = {}
        for each in found:
            source, data = each.source, each.data
            if data is not None and self._is_new(what, each, taken):
                made = self._model(what, source, data, model)
                entry = Entry(each.slug, made, source, each.folder, data) if made else None
                if entry and source.sound:
                    into[each.slug] = entry
                    continue
                self.project.drafts += [entry] if entry else []
            self._leave_out(what, each.slug, into)

    def _leave_out(self, what: str, slug: str, there: Mapping[str, Any]) -> None:
        """Note that a file has errors. Of two with one slug, the first serves."""
        if slug not in there:
            self.project.faulty.add(f"{what}/{slug}")

    def _is_new(self, what: str, found: _Found, taken: dict[str, _Found]) -> bool:
        if not is_slug(found.slug) or found.slug in RESERVED:
            return True  # told already
        other = taken.setdefault(found.slug, found)
        if other is found:
            return True
        assert other.data is not None
        assert found.data is not None
        where, mark = other.source.name, None
        if isinstance(found.source, Row):
            mark = found.data.mark
            where += f", line {other.data.mark.line}"
        kind = "branches" if what == "branch" else f"{what}s"
        hint = f"the other is {where}; give one of them another name"
        found.source.problem(mark, f"two {kind} are called '{found.slug}'", hint)
        return False

    def _model(self, what: str, source: Source, data: Map, model: type[M]) -> M | None:
        """Return the model, or a draft of it where `source` is not sound any more."""
        self._override(what, data, model)
        return validate(source, data, model) or draft(data, model)

    def _override(self, what: str, data: Map, model: type[BaseModel]) -> None:
        for name, value in self.overrides.items():
            first, *path = name.split(".")
            if first != what or not path or _is_for_others(what, path[0], model):
                continue
            mark = Mark(f"--set {name}")
            place: Any = data
            for step in path[:-1]:
                if not isinstance(place.get(step), Map):
                    place[Text(step, mark)] = Map(mark)
                place = place[step]
            place.pop(path[-1], None)
            place[Text(path[-1], mark)] = Text(without_controls(value), mark)

    def _rules(self) -> Iterator[_Found]:
        """Yield the project's own rules, then those that it names and the program has."""
        own = set()
        for found in self._files("rules"):
            own.add(found.slug)
            yield found
        named = {self.named_rules, *(str(each.value.rules) for each in self.project.organisations.values())}
        for slug, path in shipped.rules().items():
            if slug in named - own:
                source = read_yaml(path, f"rules/{path.name}")
                self.sources.append(source)
                yield _Found(slug, source, path.parent, source.data)

    def _branches(self) -> Iterator[_Found]:
        """Yield the branches: files first, then the rows of tables."""
        for found in self._files("branches"):
            if found.slug in RESERVED:
                found.source.problem(None, f"no branch can be called '{found.slug}'", "rename the file")
            yield found
        for path in self._paths("branches", TABLE_ENDINGS):
            table, rows = read_table(path, self._name(path))
            self.sources += [table, *rows]
            for row in rows:
                data = nested(row)
                given = data.pop("slug", None)
                slug = str(given or slugify(str(data.get("name", "")))) or f"row-{row.number}"
                mark = given.mark if isinstance(given, Text) else data.mark
                if not is_slug(slug):
                    row.problem(mark, f"'{slug}' is not a slug", _SLUG_HINT)
                elif slug in RESERVED:
                    row.problem(mark, f"no branch can be called '{slug}'", "give it another name, or a column 'slug'")
                yield _Found(slug, row, path.parent, data)

    def _document(self, kind: Kind, found: _Found) -> None:
        slug, source, data = found.slug, found.source, found.data
        entry = self._languages(kind, found) if data is not None else None
        other = self.project.documents.get(slug)
        if other:
            hint = f"the other is {other.source.name}; rename one of them"
            source.problem(None, f"two documents are called '{slug}'", hint)
        elif entry and source.sound:
            self.project.documents[slug] = entry
            return
        self._leave_out("document", slug, self.project.documents)
        self.project.drafts += [entry] if entry else []

    def _languages(self, kind: Kind, found: _Found) -> DocumentEntry | None:
        """Return a document in its own language and in those that it is translated into."""
        source, data = found.source, found.data
        assert data is not None
        if kind.about and not self._fill_in(kind, source, data):
            return None
        if kind.addressed:
            from handbill import letters  # few projects have any

            self.sources += letters.read(
                source, data, self._table_for(found), lambda: _tables_in(found.folder), slugify, self._branch_slugs()
            )
        own = self._model("document", source, data, kind.model)
        if own is None:
            return None
        campaign = self.project.campaigns.get(str(own.campaign))
        languages = {str(own.lang or (campaign.value.lang if campaign else "en-GB")): own}
        for lang in own.translations:
            made = self._model("document", source, translated(source, data, lang), kind.model)
            if made:
                languages[str(lang)] = made
        return DocumentEntry(found.slug, kind, languages, source, found.folder)

    def _table_for(self, found: _Found) -> Callable[[Text], Path | None]:
        """Return what finds a table by the name that a document gives it."""

        def find(name: Text) -> Path | None:
            path = found.folder / name.strip()
            return path if path.suffix.lower() in TABLE_ENDINGS and is_inside(path, self.root) else None

        return find

    def _branch_slugs(self) -> list[str]:
        return self.project.known("branch", self.project.branches)

    def _fill_in(self, kind: Kind, source: Source, data: Map) -> bool:
        """Give a document the campaign and the language of the one that it is about, and those whom it is for.

        Say whether that is there.
        """
        about = data.get(kind.about)
        if not isinstance(about, str):
            return "campaign" in data
        other = self.project.documents.get(about)
        if other is None:
            known = self.project.known("document", (slug for slug in self.project.documents))
            if about not in known:
                mark = about.mark if isinstance(about, Text) else None
                source.problem(mark, f"there is no {kind.about} '{about}'", did_you_mean(about, known))
            return False
        shared = ["campaign", "lang", "stage", *(["only"] if kind.neutral else [])]  # else it says itself whose it is
        for key in shared:
            if key in kind.model.model_fields and key not in data and key in other.source.data:
                data[Text(key, data.mark)] = other.source.data[key]
        return True

    def _regions(self, campaign: Entry[Campaign]) -> None:
        name = campaign.value.regions
        if not name:
            return
        path = campaign.folder / name
        if not is_inside(path, self.root):
            campaign.source.problem(
                name.mark, f"there is no file '{name}'", "its path starts at the folder of this file"
            )
            return
        table, rows = read_table(path, self._name(path))
        self.sources += [table, *rows]
        regions: dict[str, Values] = {}
        for row in rows:
            slug = row.data.get("slug")
            if not slug:
                row.problem(row.data.mark, "the region has no slug", "fill in the column 'slug'")
            elif slug in regions:
                row.problem(slug.mark, f"the region '{slug}' is there twice", "keep one of the rows")
            else:
                regions[str(slug)] = row.data
        self.project.regions[campaign.slug] = regions

    def _facts(self, campaign: Entry[Campaign]) -> None:
        there = self.project.facts.setdefault(campaign.slug, {})
        regions = self.project.regions.get(campaign.slug, {})
        for name, each in campaign.value.facts.items():
            path = campaign.folder / each.file
            if not is_inside(path, self.root):
                message, hint = f"there is no file '{each.file}'", "its path starts at the folder of this file"
                campaign.source.problem(each.file.mark, message, hint)
                continue
            read, sources = facts.read(path, self._name(path), each, regions)
            self.sources += sources
            if read:
                there[str(name)] = read

    def _layouts(self) -> None:
        """Load every layout; the project's own folder wins over the shipped one, file by file."""
        own = self.root / "layouts"
        shipped_alone = not own.is_dir() or own.resolve() == self.shipped.resolve()
        if not shipped_alone and (out := _link_out(own, self.root)):
            self._say(out, "the file is a link that leads out of the project folder", "copy it in")
            shipped_alone = True
        roots = (self.shipped,) if shipped_alone else (own, self.shipped)
        names = {each.name for root in roots for each in root.iterdir() if each.is_dir()}
        for name in sorted(names - {"common"}):
            paths = [root / name / "layout.yaml" for root in roots]
            path = next((path for path in paths if path.is_file()), None)
            if path is None:
                self._say(own / name, "the folder has no layout.yaml", "write one; see docs/layouts.md")
            else:
                self._layout(name, path, roots)

    def _layout(self, name: str, path: Path, roots: tuple[Path, ...]) -> None:
        source = read_yaml(path, f"layouts/{name}/layout.yaml")
        self.sources.append(source)
        spec = self._model("layout", source, source.data, LayoutSpec) if source.data is not None else None
        if spec and source.sound:
            self.project.layouts[name] = Layout(name, spec, roots)
        else:
            self.project.faulty.add(f"layout/{name}")


def _is_for_others(what: str, field: str, model: type[BaseModel]) -> bool:
    """Say whether only other kinds of document have a field: 'line_numbers' is nothing to a leaflet."""
    others = (kind.model for kind in KINDS) if what == "document" else ()
    return field not in model.model_fields and any(field in other.model_fields for other in others)


def _link_out(folder: Path, root: Path) -> Path | None:
    """Return the first link in a folder, or the folder itself, that leads out of the project; None if there is none."""
    inside = root.resolve()
    for path in (folder, *sorted(folder.rglob("*"))):
        if path.is_symlink() and not _leads_into(path, inside):
            return path
    return None


def _leads_into(link: Path, folder: Path) -> bool:
    try:
        return link.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # a link to itself
        return False


_SLUG_HINT = "use lower-case letters, digits and single hyphens"


def is_inside(path: Path, root: Path) -> bool:
    """Say whether a file is there and lies in a folder, symbolic links followed."""
    try:
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    except OSError:  # a name that no file can have
        return False


def _tables_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.suffix.lower() in TABLE_ENDINGS)


def slugify(name: str) -> str:
    """Make a slug of a name: 'Cangen Llŷn (No. 2)' becomes 'cangen-llyn-no-2'. Other alphabets stay as they are."""
    plain = "".join(_without_accent(letter) for letter in unicodedata.normalize("NFC", name).replace("'", "").lower())
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:MOST_SLUG].rstrip("-")


def _without_accent(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)[0]
    return bare.lower() if bare.isascii() else letter
