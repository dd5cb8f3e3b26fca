"""What the files of a project say of each other: does each name lead somewhere?

The models see one file at a time. Here every slug that a file mentions is looked up, every
placeholder and every picture looked at, so that `check` can name a mistake without making
anything. What has one is left out of the project, and so is what depends on it.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import Any, Final

from handbill import agendas, briefings, composites, facts, letters, records, responses, sharing, shipped, text
from handbill.amend import checks as amendments
from handbill.assets import AssetError
from handbill.bilingual import apart, together
from handbill.errors import Mark, Problem, did_you_mean
from handbill.library import DocumentEntry, Entry, Project, is_inside
from handbill.models.agenda import Agenda
from handbill.models.amendment import Amendment
from handbill.models.base import BranchType, Written
from handbill.models.branch import Branch
from handbill.models.briefing import Briefing
from handbill.models.campaign import Campaign
from handbill.models.composite import Composite
from handbill.models.document import Document, When
from handbill.models.leaflet import Block, Leaflet
from handbill.models.letter import Letter
from handbill.models.motion import PARTS, Motion, clause_id
from handbill.models.organisation import Organisation
from handbill.models.printer import Printer
from handbill.models.record import Record
from handbill.models.response import Response
from handbill.models.rules import Rules
from handbill.names import names
from handbill.petitions import petition_slugs
from handbill.printing import profile_fault
from handbill.recipient import Recipient
from handbill.source import Map, Seq, Source, Text
from handbill.store import file_name
from handbill.validate import place
from handbill.wording import PLURALS, has_words, known_words, missing_words, terms_in

MADE = ("screen", "office", "press", "large", "image", "word", "text", "mail")
"""The editions that this version makes."""

LEAST_PPI = 150
"""Pixels to the inch below which a picture is seen to be coarse on paper."""

MM_PER_INCH = 25.4
MM_PER_PX = MM_PER_INCH / 96
"""How large a pixel is printed where a picture has room to spare."""

_ON_LEAFLETS: Final = frozenset(
    ["order", "promoted_for", "published_for", "printed", "printed_at_home", "facts_checked", "machine_draft"]
)
"""Words of the program that stand on leaflets whatever their layout."""

Problems = Iterator[Problem]


def check(project: Project) -> None:
    """Add every problem between files to `project.problems`, and leave out what has one."""
    for draft in project.drafts:
        found = _find(project, draft, whole=False)
        project.problems += (problem for problem in found if problem.mark.line not in draft.source.doubtful)
    _settle(project, "campaign", project.campaigns)
    _settle(project, "printer", project.printers)
    _settle(project, "rule", project.rules)
    _settle(project, "organisation", project.organisations)
    _settle(project, "branch", project.branches)
    _settle(project, "document", project.documents)
    project.problems = list(dict.fromkeys(project.problems))


def _settle(project: Project, what: str, entries: dict[str, Any]) -> None:
    """Check all things of one sort, and leave out those with errors, and those whose ground is gone."""
    for slug, entry in list(entries.items()):
        found = list(_find(project, entry, whole=True))
        project.problems += found
        if any(problem.severity == "error" for problem in found) or not _has_ground(project, entry):
            del entries[slug]
            project.faulty.add(f"{what}/{slug}")
    # Briefings of a series name each other, so that what was sound may have lost its ground since.
    while gone := [slug for slug, entry in entries.items() if not _has_ground(project, entry)]:
        for slug in gone:
            del entries[slug]
            project.faulty.add(f"{what}/{slug}")


def _has_ground(project: Project, entry: Entry[Any] | DocumentEntry) -> bool:
    """Say whether what an entry cannot do without is sound: a branch in the wrong colours is no use."""
    if isinstance(entry, DocumentEntry):
        return (
            str(entry.value.campaign) in project.campaigns
            and entry.layout in project.layouts
            and (not entry.kind.about or getattr(entry.value, entry.kind.about) in project.documents)
            and _has_facts(project, entry)
            and (not isinstance(entry.value, Record) or records.has_ground(project, entry.value))
            and (not isinstance(entry.value, Agenda) or _has_papers(project, entry.value))
            and (not isinstance(entry.value, Briefing) or briefings.has_ground(project, entry.value))
            and (not isinstance(entry.value, Composite) or composites.has_ground(project, entry.value))
        )
    if isinstance(entry.value, Branch) and entry.value.organisation:
        return str(entry.value.organisation) in project.organisations
    return True


def _has_facts(project: Project, entry: DocumentEntry) -> bool:
    """Say whether the tables of facts that a document shows are sound."""
    there = project.facts.get(str(entry.value.campaign), {})
    return all(name in there for each in entry.languages.values() for name in facts.named(_blocks(each)))


def _has_papers(project: Project, agenda: Agenda) -> bool:
    """Say whether all that an agenda is made of is sound."""
    return agenda.branch in project.branches and all(slug in project.documents for slug in agendas.named(agenda))


def _find(project: Project, entry: Entry[Any] | DocumentEntry, *, whole: bool) -> Problems:
    """Yield what is wrong with one thing. Of one that is not `whole`, parts may be missing that others name."""
    if isinstance(entry, DocumentEntry):
        yield from _check_document(project, entry, whole)
        return
    yield from _check_data(entry.source, entry.data, isinstance(entry.value, Campaign))
    if isinstance(entry.value, Printer):
        yield from _check_profile(project, entry)
        return
    if isinstance(entry.value, Rules):
        return
    yield from _check_printers(project, entry)
    yield from _check_terms(entry)
    if logo := entry.value.brand.logo:
        yield from _check_picture(project, logo, entry)
    if isinstance(entry.value, Organisation):
        yield from _check_rules(project, entry)
    elif isinstance(entry.value, Branch):
        yield from _check_branch(project, entry)


def _check_profile(project: Project, entry: Entry[Printer]) -> Problems:
    """Look at the ICC profile that a printer names."""
    if profile := entry.value.profile:
        path = entry.folder / profile.file
        if not is_inside(path, project.root):
            message, hint = f"there is no file '{profile.file}'", "its path starts at the folder of this file"
            yield entry.source.describe(profile.file.mark, message, hint)
        elif fault := profile_fault(path):
            hint = "ask the print shop for its ICC profile, a file whose name ends in .icc"
            yield entry.source.describe(profile.file.mark, f"the file '{profile.file}' {fault}", hint)


def _check_printers(project: Project, entry: Entry[Any]) -> Problems:
    """Look up the printers that a branch or an organisation names."""
    if isinstance(entry.value, Branch | Organisation):
        known = project.known("printer", project.printers)
        for slug in (entry.value.print_shop, entry.value.desk_printer):
            if slug and slug not in known:
                hint = _near(slug, known) or f"write one, printers/{slug}.yaml"
                yield entry.source.describe(slug.mark, f"there is no printer '{slug}'", hint)


def _check_data(source: Source, data: Any, is_campaign: bool) -> Problems:
    """See that no placeholder stands where none is filled in: anywhere but in the titles of a campaign."""
    if isinstance(data, Map):
        for key, value in data.items():
            if not (is_campaign and key in ("title", "order")):
                yield from _check_data(source, value, is_campaign)
    elif isinstance(data, Seq):
        for value in data:
            yield from _check_data(source, value, is_campaign)
    elif isinstance(data, Text) and "{{" in data:
        mark = source.within(data, "{{")
        yield source.describe(mark, "no placeholder is filled in here", "write the words themselves")


def _check_terms(entry: Entry[Any]) -> Problems:
    known = known_words("en")
    types = typing.get_args(BranchType)
    stems = {each.partition(".")[0] for each in known}
    for typed, words in entry.value.terms.items():
        mark = entry.data["terms"].key_mark(typed)
        key = typed.rpartition("/")[2]  # 'pl/scan' is for one language
        stem, _, body = key.partition(".")
        if stem not in stems:
            message = f"'{key}' is none of the words that the program uses"
            yield entry.source.describe(mark, message, did_you_mean(key, known))
        elif body in PLURALS and f"{stem}.other" not in known:
            yield entry.source.describe(mark, f"'{stem}' is not counted", f"write '{stem}' alone")
        elif body and body not in (*types, *PLURALS) and key not in known:
            yield entry.source.describe(mark, f"'{body}' is not a type of body", did_you_mean(body, types))
        else:
            takes = re.findall(r"\{(\w+)\}", known.get(key, known.get(stem, known.get(f"{stem}.other", ""))))
            for name in re.findall(r"\{(\w*)\}", words):
                if name not in takes:
                    mark = entry.source.within(words, f"{{{name}}}")
                    hint = did_you_mean(name, takes) or "write it without braces"
                    yield entry.source.describe(mark, f"nothing is put in for '{{{name}}}' here", hint)


def _check_rules(project: Project, entry: Entry[Organisation]) -> Problems:
    rules, known = entry.value.rules, known_rules(project)
    if rules and rules not in known:
        near = did_you_mean(rules, known)
        hint = near if near.startswith("did you mean") else "nothing is checked against its rules"
        yield entry.source.describe(rules.mark, f"there is no file rules/{rules}.yaml", hint, warning=True)


def known_rules(project: Project) -> list[str]:
    """Return the slugs of all rules that may be named: the project's own, and those that ship."""
    return project.known("rule", [*project.rules, *shipped.rules()])


def _check_branch(project: Project, entry: Entry[Branch]) -> Problems:
    branch, source = entry.value, entry.source
    known = project.known("organisation", project.organisations)
    if branch.organisation and branch.organisation not in known:
        message = f"there is no organisation '{branch.organisation}'"
        yield source.describe(branch.organisation.mark, message, _near(branch.organisation, known))
    campaigns = [*project.campaigns.values(), *(each for each in project.drafts if isinstance(each.value, Campaign))]
    regions = {slug for rows in project.regions.values() for slug in rows}
    petitions = {slug for each in campaigns for slug in each.value.petitions}
    # Where a campaign cannot be read, what is not known may be one of its; not so a slip of the pen.
    sure = not _faulty(project, "campaign")
    if branch.region and regions and branch.region not in regions:
        hint = _near(branch.region, regions)
        if sure or hint.startswith("did you mean"):
            yield source.describe(branch.region.mark, f"no campaign has a region '{branch.region}'", hint)
    for slug in branch.petitions:
        hint = _near(slug, petitions)
        if slug not in petitions and (sure or hint.startswith("did you mean")):
            yield source.describe(entry.data["petitions"].key_mark(slug), f"no campaign has a petition '{slug}'", hint)


def _check_document(project: Project, entry: DocumentEntry, whole: bool) -> Problems:
    document, source = entry.value, entry.source
    campaign = project.campaigns.get(str(document.campaign))
    known = project.known("campaign", project.campaigns)
    if document.campaign not in known:
        message = f"there is no campaign '{document.campaign}'"
        yield source.describe(document.campaign.mark, message, _near(document.campaign, known))
    for lang, translation in entry.languages.items():
        if campaign:
            yield from _check_words(project, entry, lang, campaign.value)
            yield from _check_texts(project, entry, campaign, lang)
        for organisation in _organisations(translation):
            known = project.known("organisation", project.organisations)
            if organisation not in known:
                message = f"there is no organisation '{organisation}'"
                yield source.describe(organisation.mark, message, _near(organisation, known))
        for slug in _branches(translation):
            known = project.known("branch", project.branches)
            if slug not in known:
                yield source.describe(slug.mark, f"there is no branch '{slug}'", _near(slug, known))
        for block in _blocks(translation):
            if block.kind == "image":
                yield from _check_picture(project, block.value.file, entry)
                yield from _check_resolution(project, block.value.file, entry)
        if campaign:
            there = project.facts.get(campaign.slug, {})
            yield from facts.check(campaign.value, there, _blocks(translation), source)
        yield from sharing.check(translation, entry)
    yield from _check_names(project, entry)
    yield from _check_editions(project, entry)
    yield from _check_layout(project, entry, whole)
    if isinstance(document, Motion) and whole:
        yield from _check_motion(document, source)
    if isinstance(document, Composite) and whole:
        for lang in entry.languages:
            yield from composites.faults(project, entry, lang)
    if isinstance(document, Amendment) and whole:
        yield from amendments.check(project, entry)
    if isinstance(document, Record) and whole:
        yield from records.check(project, entry, document)
    if isinstance(document, Letter) and whole:
        yield from letters.check(source, document)
    if isinstance(document, Briefing) and whole:
        yield from briefings.check(project, entry, document)
    if isinstance(document, Response) and whole:
        for each in entry.languages.values():
            assert isinstance(each, Response)
            yield from responses.check(source, each)
    if isinstance(document, Agenda) and whole:
        yield from agendas.check(project, entry, document)


def _check_words(project: Project, entry: DocumentEntry, lang: str, campaign: Campaign) -> Problems:
    terms = terms_in(campaign.terms, lang, str(campaign.lang))
    layout = project.layouts.get(entry.layout)
    # A layout's own words tell what a leaflet needs; of other documents, forms are made that have words of theirs.
    used = layout.words | _ON_LEAFLETS if layout and entry.kind.name == "leaflet" else None
    if lacking := missing_words(lang, terms, used):
        prefix = "" if lang.split("-")[0] == campaign.lang.split("-")[0] else f"{lang.split('-')[0]}/"
        yield entry.source.describe(
            _key(entry, "lang") if lang == entry.lang else entry.source.data["translations"].key_mark(lang),
            f"the program has {'not all' if has_words(lang) else 'no'} words of its own in '{lang}', "
            "and prints English ones",
            "give them under 'terms:' in the campaign: " + ", ".join(f"{prefix}{key}" for key in lacking),
            warning=True,
        )


def _check_texts(project: Project, entry: DocumentEntry, campaign: Entry[Campaign], lang: str) -> Problems:
    """Look at every text of a document in one language, and at those of its campaign that it prints."""
    document = entry.languages[lang]
    petitions, sources = campaign.value.petitions, campaign.value.sources

    notes = document.notes if isinstance(document, Briefing) else {}

    def cite(name: str) -> int:
        if name not in sources and name not in notes:
            raise text.TextError(name, f"the campaign has no source '{name}'", _near(name, [*sources, *notes]))
        return 1

    for slug in petition_slugs(document):
        if slug not in petitions:
            message = f"the campaign has no petition '{slug}'"
            yield entry.source.describe(slug.mark, message, _near(slug, petitions))
    # Which names there are is the same in all languages, and the dates of each take their time to be worded.
    nobody = Recipient(project, campaign, None, entry.lang, entry.stage)
    writer = text.Writer(names(nobody, entry, document), cite, lang)
    used = (petitions[slug] for slug in petition_slugs(document) if slug in petitions)
    printed = (campaign.value.title, *(words for each in used for words in (each.title, each.order) if words))
    for source, found in (
        *((entry.source, each) for each in _texts(document)),
        *((campaign.source, each) for each in printed),
    ):
        if isinstance(found, Written):
            for fault in writer.faults(found):
                mark = source.within(found, fault.found, fault.nth)
                yield source.describe(mark, fault.message, fault.hint)
        elif "{{" in found:
            mark = source.within(found, "{{")
            yield source.describe(mark, "no placeholder is filled in here", "write the words themselves")
    for slug in _leaves(document, "source"):
        if slug not in sources and slug not in notes:
            message = f"the campaign has no source '{slug}'"
            yield entry.source.describe(slug.mark, message, _near(slug, [*sources, *notes]))


def _texts(document: Document) -> Iterator[Text]:
    yield from (value for value in _leaves(document) if isinstance(value, Text))


def _organisations(document: Document) -> Iterator[Text]:
    """Yield the organisations that the conditions of a document name."""
    for value in _leaves(document):
        if isinstance(value, When):
            yield from value.organisation


def _branches(document: Document) -> Iterator[Text]:
    """Yield the branches that the conditions of a document name."""
    for value in _leaves(document):
        if isinstance(value, When):
            yield from value.branch


def _leaves(value: Any, only: str = "", name: str = "") -> Iterator[Any]:
    """Yield every text and condition of a document; with `only` the texts of fields of that name."""
    if isinstance(value, When | Text):
        if not only or (name == only and isinstance(value, Text)):
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _leaves(each, only, name)
    elif isinstance(value, tuple):
        for each in value:
            yield from _leaves(each, only, name)
    elif hasattr(type(value), "model_fields"):
        for field in type(value).model_fields:
            if field != "translations":
                yield from _leaves(getattr(value, field), only, field)


def _check_picture(project: Project, name: Text, entry: Entry[Any] | DocumentEntry) -> Problems:
    try:
        project.picture(name, entry.folder)
    except AssetError as error:
        message, _, hint = str(error).partition(": ")
        yield entry.source.describe(name.mark, f"the picture '{name}' {message}", hint)


def _blocks(document: Document) -> Iterator[Block]:
    """Yield the blocks of a document that has some."""
    if isinstance(document, Leaflet):
        for side in document.sides:
            yield from side
    elif isinstance(document, Briefing):
        yield from document.body


def _check_resolution(project: Project, name: Text, entry: DocumentEntry) -> Problems:
    """Warn of a picture that has too few pixels for the width that its layout prints it at."""
    layout = project.layouts.get(entry.layout)
    picture = project.pictures.get((entry.folder, name))
    if picture is None or picture.media_type == "image/svg+xml" or layout is None or layout.spec.picture is None:
        return
    width = min(layout.spec.picture, picture.width * MM_PER_PX)
    resolution = picture.width / width * MM_PER_INCH
    if resolution < LEAST_PPI:
        message = f"the picture '{name}' is {picture.width:.0f} pixels wide and is printed {width:.0f} mm wide"
        enough = round(layout.spec.picture / MM_PER_INCH * LEAST_PPI)
        hint = f"that is {resolution:.0f} to the inch; with {enough} pixels or more it prints sharp"
        yield entry.source.describe(name.mark, message, hint, warning=True)


def _check_layout(project: Project, entry: DocumentEntry, whole: bool) -> Problems:
    document, source = entry.value, entry.source
    name = document.layout or Text(entry.kind.layout)
    layout = project.layouts.get(str(name))
    if layout is None:
        known = project.known("layout", project.layouts)
        if name not in known:
            yield source.describe(name.mark, f"there is no layout '{name}'", _near(name, known))
        return
    spec = layout.spec
    if entry.kind.name not in spec.kinds:
        fits = [each.name for each in project.layouts.values() if entry.kind.name in each.spec.kinds]
        yield source.describe(name.mark, f"the layout '{name}' is not for a {entry.kind.name}", _near(name, fits))
        return
    if document.paper and document.paper not in spec.papers:
        hint = "choose from " + ", ".join(spec.papers)
        yield source.describe(_key(entry, "paper"), f"the layout '{name}' has no {document.paper}", hint)
    if isinstance(document, Leaflet) and whole:
        yield from _check_sides(document, spec, str(name), entry)
    if isinstance(document, Briefing) and whole:
        yield from _check_blocks(document.body, ("body",), spec, str(name), entry)


def _check_sides(leaflet: Leaflet, spec: Any, name: str, entry: DocumentEntry) -> Problems:
    count = len(leaflet.sides)
    if not spec.sides.least <= count <= spec.sides.most:
        takes = spec.sides.most if count > spec.sides.most else spec.sides.least
        has = f"{count} side" if count == 1 else f"{count} sides"
        message = f"the document has {has} and the layout '{name}' takes {takes}"
        yield entry.source.describe(_key(entry, "sides"), message, "each '- -' under 'sides:' begins a side")
    for number, side in enumerate(leaflet.sides):
        yield from _check_blocks(side, ("sides", number), spec, name, entry)


def _check_blocks(
    blocks: Iterable[Block], where: tuple[str | int, ...], spec: Any, name: str, entry: DocumentEntry
) -> Problems:
    """Yield the blocks for which a layout has no place. `where` is their list in the data of the document."""
    for position, block in enumerate(blocks):
        if block.kind not in spec.blocks:
            mark, data = place(entry.source.data, (*where, position))
            mark = data.key_mark(block.kind) if isinstance(data, Map) else mark
            message = f"the layout '{name}' has no place for the block '{block.kind}'"
            yield entry.source.describe(mark, message, "it takes " + ", ".join(spec.blocks))


def _check_names(project: Project, entry: DocumentEntry) -> Problems:
    """See that no translation takes the file names of another document: 'poster' in 'cy' is 'poster-cy'."""
    taken = {slug.lower() for slug in project.documents if slug != entry.slug}
    for lang in (*entry.languages, *map(together, permutations(entry.languages, 2))):
        name = file_name(entry.slug, entry.lang, "", lang).removesuffix("_")
        if lang != entry.lang and name.lower() in taken:
            mark = entry.source.data["translations"].key_mark(apart(lang)[-1])
            message = f"the files of this translation and those of the document '{name.lower()}' would have one name"
            yield entry.source.describe(mark, message, "rename that document's file")


def not_edited(layout: str, edition: str) -> tuple[str, str]:
    """Say that a layout's documents are not made in an edition for editing, and what to do."""
    what = "letters" if edition == "mail" else "documents of running text, as motions"
    return f"the layout '{layout}' makes no edition '{edition}'", f"that is for {what}"


def _check_editions(project: Project, entry: DocumentEntry) -> Problems:
    layout = project.layouts.get(entry.layout)
    forms = (each.layout for each in entry.kind.forms(entry.value) if each.as_asked)
    others = [project.layouts[each].spec for each in dict.fromkeys(forms) if each in project.layouts]
    for edition in entry.value.editions:
        if edition not in MADE:
            mark = place(entry.source.data, ("editions", entry.value.editions.index(edition)))[0]
            message = f"this version does not make the edition '{edition}'"
            yield entry.source.describe(mark, message, "it makes " + ", ".join(MADE))
        elif layout is not None and not any(each.makes(edition) for each in (layout.spec, *others)):
            mark = place(entry.source.data, ("editions", entry.value.editions.index(edition)))[0]
            yield entry.source.describe(mark, *not_edited(layout.name, edition))


def _check_motion(motion: Motion, source: Source) -> Problems:
    ids = {"title", "summary", "background"}
    for part in PARTS:
        for number, clause in enumerate(getattr(motion, part), 1):
            name = clause_id(clause, part, number)
            if name in ids:
                mark = (clause.id or clause.text).mark
                yield source.describe(mark, f"two clauses have the id '{name}'", "rename one of them")
            ids.add(name)
    if not any(getattr(motion, part) for part in PARTS):
        yield source.describe(None, "the motion has no clauses", "write some under 'notes', 'believes' and 'resolves'")
    for variant in motion.variants:
        for name, words in variant.replace.items():
            if name not in ids:
                yield source.describe(words.mark, f"there is no clause '{name}' to replace", _near(name, ids))


def _key(entry: DocumentEntry, name: str) -> Mark | None:
    data = entry.source.data
    return data.key_mark(name) if name in data else None


def _faulty(project: Project, what: str) -> set[str]:
    return {each.partition("/")[2] for each in project.faulty if each.startswith(f"{what}/")}


def _near(word: str, choices: Iterable[str]) -> str:
    return did_you_mean(str(word), sorted(choices))
