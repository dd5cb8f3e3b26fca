"""Loads a project folder: its campaigns, organisations, branches, documents and layouts.

Loading never stops at a mistake. What is sound is there to be used. What is not has its problems
told and is left out; as far as it can be made out at all it is kept as a draft, so that `check`
can look further into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from handbill import shipped
from handbill.layout import Layout, LayoutSpec
from handbill.library.campaigns import add_tables
from handbill.library.documents import Documents
from handbill.library.files import Files, Found, link_out
from handbill.library.overrides import M, Overrides
from handbill.library.slugs import RESERVED, SLUG_HINT, slugify
from handbill.models.base import is_slug
from handbill.models.branch import Branch
from handbill.models.campaign import Campaign
from handbill.models.kinds import KINDS, Kind
from handbill.models.organisation import Organisation
from handbill.models.printer import Printer
from handbill.models.rules import Rules
from handbill.project import Entry, Project
from handbill.source import Text
from handbill.tables import Row, nested


def load(root: Path, shipped_layouts: Path, overrides: Mapping[str, str] | None = None, rules: str = "") -> Project:
    """Load a project folder. `overrides` are `--set` values by dotted name, such as 'branch.meets'.

    `rules` is the slug of rules that are wanted even where no organisation names them.
    """
    return _Loader(root, shipped_layouts, overrides or {}, rules).load()


class _Loader:
    def __init__(self, root: Path, shipped_layouts: Path, overrides: Mapping[str, str], rules: str) -> None:
        self.project = Project(root)
        self.named_rules = rules
        self.shipped = shipped_layouts
        self.files = Files(root)
        self.overrides = Overrides(overrides)
        self.documents = Documents(self.project, self.files, self.overrides)

    def load(self) -> Project:
        project = self.project
        self._layouts()
        self._entries("campaign", Campaign, self.files.yaml("campaigns"), project.campaigns)
        unsound = [each for each in project.drafts if isinstance(each, Entry)]
        for campaign in [*project.campaigns.values(), *unsound]:
            add_tables(project, campaign, self.files)
            if not campaign.source.sound and campaign.slug in project.campaigns:
                del project.campaigns[campaign.slug]
                project.drafts.append(campaign)
                project.faulty.add(f"campaign/{campaign.slug}")
        self._entries("organisation", Organisation, self.files.yaml("organisations"), project.organisations)
        self._entries("printer", Printer, self.files.yaml("printers"), project.printers)
        self._entries("rule", Rules, self._rules(), project.rules)
        self._entries("branch", Branch, self._branches(), project.branches)
        for kind in KINDS:
            for found in self.files.yaml(kind.folder):
                self._document(kind, found)
        # A mistake in the head of a table is in every row, and told once.
        told = dict.fromkeys(problem for source in self.files.sources for problem in source.problems)
        project.problems += told
        return project

    def _entries(self, what: str, model: type[M], found: Iterable[Found], into: dict[str, Entry[M]]) -> None:
        """Validate what was found, and put what is sound in its place."""
        taken: dict[str, Found] = {}
        for each in found:
            source, data = each.source, each.data
            if data is not None and self._is_new(what, each, taken):
                made = self.overrides.model(what, source, data, model)
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

    def _is_new(self, what: str, found: Found, taken: dict[str, Found]) -> bool:
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

    def _rules(self) -> Iterator[Found]:
        """Yield the project's own rules, then those that it names and the program has."""
        own = set()
        for found in self.files.yaml("rules"):
            own.add(found.slug)
            yield found
        named = {self.named_rules, *(str(each.value.rules) for each in self.project.organisations.values())}
        for slug, path in shipped.rules().items():
            if slug in named - own:
                source = self.files.read(path, f"rules/{path.name}")
                yield Found(slug, source, path.parent, source.data)

    def _branches(self) -> Iterator[Found]:
        """Yield the branches: files first, then the rows of tables."""
        for found in self.files.yaml("branches"):
            if found.slug in RESERVED:
                found.source.problem(None, f"no branch can be called '{found.slug}'", "rename the file")
            yield found
        for path, rows in self.files.tables("branches"):
            for row in rows:
                data = nested(row)
                given = data.pop("slug", None)
                slug = str(given or slugify(str(data.get("name", "")))) or f"row-{row.number}"
                mark = given.mark if isinstance(given, Text) else data.mark
                if not is_slug(slug):
                    row.problem(mark, f"'{slug}' is not a slug", SLUG_HINT)
                elif slug in RESERVED:
                    row.problem(mark, f"no branch can be called '{slug}'", "give it another name, or a column 'slug'")
                yield Found(slug, row, path.parent, data)

    def _document(self, kind: Kind, found: Found) -> None:
        slug, source = found.slug, found.source
        entry = self.documents.entry(kind, found)
        other = self.project.documents.get(slug)
        if other:
            hint = f"the other is {other.source.name}; rename one of them"
            source.problem(None, f"two documents are called '{slug}'", hint)
        elif entry and source.sound:
            self.project.documents[slug] = entry
            return
        self._leave_out("document", slug, self.project.documents)
        self.project.drafts += [entry] if entry else []

    def _layouts(self) -> None:
        """Load every layout; the project's own folder wins over the shipped one, file by file."""
        folder = self.project.root
        own = folder / "layouts"
        shipped_alone = not own.is_dir() or own.resolve() == self.shipped.resolve()
        if not shipped_alone and (out := link_out(own, folder)):
            self.files.say(out, "the file is a link that leads out of the project folder", "copy it in")
            shipped_alone = True
        roots = (self.shipped,) if shipped_alone else (own, self.shipped)
        names = {each.name for root in roots for each in root.iterdir() if each.is_dir()}
        for name in sorted(names - {"common"}):
            paths = [root / name / "layout.yaml" for root in roots]
            path = next((path for path in paths if path.is_file()), None)
            if path is None:
                self.files.say(own / name, "the folder has no layout.yaml", "write one; see docs/layouts.md")
            else:
                self._layout(name, path, roots)

    def _layout(self, name: str, path: Path, roots: tuple[Path, ...]) -> None:
        source = self.files.read(path, f"layouts/{name}/layout.yaml")
        spec = self.overrides.model("layout", source, source.data, LayoutSpec) if source.data is not None else None
        if spec and source.sound:
            self.project.layouts[name] = Layout(name, spec, roots)
        else:
            self.project.faulty.add(f"layout/{name}")
