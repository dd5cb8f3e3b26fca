"""The texts of documents: does what they cite lead somewhere?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from handbill import text
from handbill.errors import Problem
from handbill.models.base import Written
from handbill.models.campaign import Campaign
from handbill.models.document import Document, When
from handbill.names import names
from handbill.project import DocumentEntry, Entry, Project
from handbill.recipient import Recipient
from handbill.references import campaigns
from handbill.references.hints import near
from handbill.source import Text

_COUNTDOWN: Final = re.compile(r"\{\{\s*petition\.days_left\s*\}\}")

_NO_SOURCE: Final = "write it under 'sources:' in the campaign"
_NO_PETITION: Final = "write it under 'petitions:' in the campaign"

Problems = Iterator[Problem]


def check(project: Project, entry: DocumentEntry, campaign: Entry[Campaign], lang: str) -> Problems:
    """Look at every text of a document in one language, and at those of its campaign that it prints."""
    document = entry.languages[lang]
    cause = campaign.value.in_language(lang)
    petitions, no_others = campaigns.slugs(project, campaign, "petitions")
    sources, no_more = campaigns.slugs(project, campaign, "sources")
    sources += document.footnotes

    def cite(name: str) -> int:
        if no_more and name not in sources:
            raise text.TextError(name, f"the campaign has no source '{name}'", near(name, sources, _NO_SOURCE))
        return 1

    for slug in document.petitions:
        if no_others and slug not in petitions:
            message = f"the campaign has no petition '{slug}'"
            yield entry.source.describe(slug.mark, message, near(slug, petitions, _NO_PETITION))
    # Which names there are is the same in all languages, and the dates of each take their time to be worded.
    nobody = Recipient(project, campaign, None, entry.lang, entry.stage)
    writer = text.Writer(names(nobody, entry, document), cite, lang)
    used = (cause.petitions[slug] for slug in document.petitions if slug in cause.petitions)
    printed = (cause.title, *(words for each in used for words in (each.title, each.order) if words))
    for source, found in (
        *((entry.source, each) for each in _texts(document)),
        *((campaign.source, each) for each in printed),
    ):
        if isinstance(found, Written):
            for fault in writer.faults(found):
                if not campaigns.may_be_there(project, campaign, fault.found):
                    mark = source.within(found, fault.found, fault.nth)
                    yield source.describe(mark, fault.message, fault.hint)
            for nth in text.unclosed(found):
                hint = "write another after the words that stand out, or \\* for a star to be printed"
                yield source.describe(source.within(found, "*", nth), "this star is not closed", hint, warning=True)
        elif "{{" in found:
            mark = source.within(found, "{{")
            yield source.describe(mark, "no placeholder is filled in here", "write the words themselves")
    for slug in leaves(document, "source"):
        if no_more and slug not in sources:
            message = f"the campaign has no source '{slug}'"
            yield entry.source.describe(slug.mark, message, near(slug, sources, _NO_SOURCE))


def check_countdown(document: Document, entry: DocumentEntry) -> Problems:
    """See that days are counted on screens only."""
    unprinted = {*document.unprinted, "translations"}
    for name in type(document).model_fields:
        for found in leaves(getattr(document, name)) if name not in unprinted else ():
            if isinstance(found, Text) and (counted := _COUNTDOWN.search(found)):
                message = "a number of days is wrong on paper the day after it is printed"
                hint = "write {{ petition.closes }}; days are counted on share cards and in 'post:'"
                yield entry.source.describe(entry.source.within(found, counted[0]), message, hint)


def _texts(document: Document) -> Iterator[Text]:
    yield from (value for value in leaves(document) if isinstance(value, Text))


def leaves(value: Any, only: str = "", name: str = "") -> Iterator[Any]:
    """Yield every text and condition of a document; with `only` the texts of fields of that name."""
    if isinstance(value, When | Text):
        if not only or (name == only and isinstance(value, Text)):
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from leaves(each, only, name)
    elif isinstance(value, tuple):
        for each in value:
            yield from leaves(each, only, name)
    elif hasattr(type(value), "model_fields"):
        for field in type(value).model_fields:
            if field != "translations":
                yield from leaves(getattr(value, field), only, field)
