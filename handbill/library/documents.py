"""Documents: each in its own language and in those that it is translated into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from handbill.errors import did_you_mean
from handbill.library.files import TABLE_ENDINGS, Files, Found, is_inside, tables_in
from handbill.library.overrides import Overrides
from handbill.library.slugs import slugify
from handbill.models.kinds import Kind
from handbill.project import DocumentEntry, Project
from handbill.source import Map, Source, Text
from handbill.translation import translated


class Documents:
    """Makes entries of documents, for a project whose campaigns and branches are there."""

    def __init__(self, project: Project, files: Files, overrides: Overrides) -> None:
        self._project, self._files, self._overrides = project, files, overrides

    def entry(self, kind: Kind, found: Found) -> DocumentEntry | None:
        """Return a document in its own language and in those that it is translated into.

        It may not be sound, which its source tells; None where nothing can be made out of it.
        """
        source, data = found.source, found.data
        if data is None:
            return None
        if kind.about and not self._fill_in(kind, source, data):
            return None
        if kind.addressed:
            from handbill import letters  # few projects have any

            branches = self._project.known("branch", self._project.branches)
            self._files.sources += letters.read(
                source, data, self._table_for(found), lambda: tables_in(found.folder), slugify, branches
            )
        own = self._overrides.model("document", source, data, kind.model)
        if own is None:
            return None
        campaign = self._project.campaigns.get(str(own.campaign))
        languages = {str(own.lang or (campaign.value.lang if campaign else "en-GB")): own}
        for lang in own.translations:
            made = self._overrides.model("document", source, translated(source, data, lang), kind.model)
            if made:
                languages[str(lang)] = made
        return DocumentEntry(found.slug, kind, languages, source, found.folder)

    def _table_for(self, found: Found) -> Callable[[Text], Path | None]:
        """Return what finds a table by the name that a document gives it."""

        def find(name: Text) -> Path | None:
            path = found.folder / name.strip()
            return path if path.suffix.lower() in TABLE_ENDINGS and is_inside(path, self._files.root) else None

        return find

    def _fill_in(self, kind: Kind, source: Source, data: Map) -> bool:
        """Give a document the campaign and the language of the one that it is about, and those whom it is for.

        Say whether that is there.
        """
        about = data.get(kind.about)
        if not isinstance(about, str):
            return "campaign" in data
        other = self._project.documents.get(about)
        if other is None:
            known = self._project.known("document", (slug for slug in self._project.documents))
            if about not in known:
                mark = about.mark if isinstance(about, Text) else None
                source.problem(mark, f"there is no {kind.about} '{about}'", did_you_mean(about, known))
            return False
        shared = ["campaign", "lang", "stage", *(["only"] if kind.neutral else [])]  # else it says itself whose it is
        for key in shared:
            if key in kind.model.model_fields and key not in data and key in other.source.data:
                data[Text(key, data.mark)] = other.source.data[key]
        return True
