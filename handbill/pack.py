"""A pack: one zip with all that a branch needs, in folders that say what they are for.

`plan` says which documents in which editions a branch's pack is made of; a build makes them; `make`
puts what passed its proof under names for people into the folders, with a contents page and a text
to begin with. The same files give the same bytes: names are sorted, and the date inside is that of
the youngest document.
"""

from __future__ import annotations

import datetime
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handbill import crew
from handbill.errors import HandbillError, UsageError
from handbill.file_names import cut, safe_name
from handbill.layout import EDITED, Layout
from handbill.manifest import Artefact
from handbill.models.branch import Branch
from handbill.models.kinds import Kind
from handbill.models.letter import Letter
from handbill.models.pack import Folder, Line, Pack
from handbill.models.record import Record
from handbill.personalise import personalise
from handbill.piece import Piece
from handbill.printing import printers
from handbill.project import NEUTRAL, DocumentEntry, Entry, Project
from handbill.request import Request
from handbill.source import Source, Text
from handbill.store import room, write_whole
from handbill.task import Made, Refusal, Result, Task
from handbill.units import PAPERS
from handbill.wanted import Pieces, Wanted, wanted_by
from handbill.wording import counted, listed, own_words, words_for

if TYPE_CHECKING:
    from handbill.crew import Crew

FOLDER: Final = "packs"
"""Where packs lie in output/."""

HOME, SHOP, ONLINE, EDIT = FOLDERS = ("home", "shop", "online", "edit")
PRINTED: Final = frozenset({"leaflet", "briefing", "response"})
"""Kinds of document that a print shop may be asked to print."""

KIND: Final = Kind("pack", "", Pack, "contents")
MARK: Final = b"handbill pack"
"""Stands in every pack, so that a pack is known again and nothing else is written over."""

MOST_OF_A_TITLE, MOST_OF_A_BRANCH, MOST_OF_A_ROLE = 52, 36, 32


@dataclass(frozen=True, slots=True)
class Item:
    """A document in one language, with the editions of it that go into each folder.

    `form` says in words what it is of another document: nothing where it is none.
    """

    piece: Piece
    form: str
    layout: Layout
    folders: Mapping[str, tuple[str, ...]]

    @property
    def key(self) -> tuple[str, str]:
        return (self.piece.document, self.piece.langs)

    @property
    def word(self) -> str:
        """How the program's words call its layout."""
        return self.piece.layout.replace("-", "_")


@dataclass(frozen=True)
class Plan:
    """What the pack of a branch, or the neutral one where that is None, is made of.

    `lacks` are those whom the imprint does not name, where that keeps files from a print shop. `refused`
    are the documents of which nothing can be made.
    """

    branch: Entry[Branch] | None
    items: tuple[Item, ...]
    lacks: tuple[str, ...]
    lang: str
    campaign: str
    refused: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        return self.branch.slug if self.branch else NEUTRAL

    @cached_property
    def words(self) -> Mapping[str, str]:
        return words_for(self.lang, self.branch.value.type if self.branch else NEUTRAL)

    def request(self, root: Path, today: datetime.date) -> Request:
        """Return the request for a build of all that goes into it."""
        wants: dict[str, tuple[str, ...]] = {}
        for item in self.items:
            editions = [edition for folder in FOLDERS for edition in item.folders.get(folder, ())]
            wants[item.piece.document] = tuple(dict.fromkeys([*wants.get(item.piece.document, ()), *editions]))
        return Request(root, branches=(self.slug,), today=today, wants=wants, words=("pack", self.slug))


def plan(project: Project, slug: str, today: datetime.date) -> Plan:
    """Return what a branch's pack is made of. Raises UsageError where there is nothing."""
    branch = project.branches.get(slug)
    wanted = _together(wanted_by(Request(project.root, branches=(slug,), today=today), project))
    pieces = list(Pieces(project, today=today).all(wanted))
    if not pieces:
        raise UsageError(f"no document is for '{slug}', or none can be made: 'handbill check' says why")
    lacks = tuple(dict.fromkeys(who for each, piece in pieces if _to_shop(each, piece) for who in piece.imprint.lacks))
    lang = _lang(project, branch, pieces[0][1].lang)
    words = words_for(lang, branch.value.type if branch else NEUTRAL)
    items = []
    for each, piece in pieces:
        layout = project.layouts[piece.layout]
        if folders := dict(_folders(each, piece, layout, shop=not lacks)):
            items.append(Item(piece, _called(each.entry, words), layout, folders))
    campaigns = [str(each.entry.value.campaign) for each, _ in pieces]
    campaign = max(dict.fromkeys(campaigns), key=campaigns.count)
    made = {(each.entry.slug, each.lang) for each, _ in pieces}
    # A letter to somebody without an address has no e-mail, which is no fault.
    missing = [each for each in wanted if (each.entry.slug, each.lang) not in made and {*each.editions} - {"mail"}]
    refused = tuple(dict.fromkeys(_refused(project, each, words) for each in missing))
    return Plan(branch, tuple(items), lacks, lang, campaign, refused)


def _together(wanted: list[Wanted]) -> list[Wanted]:
    """Return what is wanted with all forms of a document behind it."""
    order: dict[str, int] = {}
    for each in wanted:
        order.setdefault(each.entry.main, len(order))
    return sorted(wanted, key=lambda each: order[each.entry.main])


def _refused(project: Project, wanted: Wanted, words: Mapping[str, str]) -> str:
    """Name a document of which nothing can be made for this branch."""
    layout = project.layouts[wanted.entry.layout]
    name = words.get(f"pack_name_{layout.name.replace('-', '_')}", layout.spec.title.lower())
    return f"{str(wanted.entry.value.title).strip() or wanted.entry.main} ({name})"


def _called(entry: DocumentEntry, words: Mapping[str, str]) -> str:
    """Return what a form is called in words: of a letter whom it goes to, by the office in a record; else its name."""
    record, form = entry.value, entry.form_name
    if isinstance(record, Record) and form in record.letters():
        return cut(str(record.letters()[form].role), MOST_OF_A_ROLE)
    if isinstance(record, Letter):
        who = next((str(each.name) or str(each.role) for each in record.recipients if str(each.slug) == form), "")
        return cut(who, MOST_OF_A_ROLE) or form.replace("-", " ")
    return words.get(f"pack_form_{form.removeprefix('share-')}", form.replace("-", " "))


def _lang(project: Project, branch: Entry[Branch] | None, first: str) -> str:
    """Return the language of the contents page: the branch's first that the program speaks."""
    organisation = project.organisations.get(str(branch.value.organisation)) if branch else None
    named = [*(branch.value.languages if branch else ()), *(organisation.value.languages if organisation else ())]
    return next((str(lang) for lang in (*named, first) if "pack_title" in own_words(lang)), "en-GB")


def _to_shop(wanted: Wanted, piece: Piece) -> bool:
    return wanted.entry.kind.name in PRINTED and "office" in wanted.editions and piece.paper in PAPERS


def _folders(wanted: Wanted, piece: Piece, layout: Layout, *, shop: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each folder that a document goes into, with its editions there: those that its layout makes."""
    for folder, editions in _wished(wanted, piece, layout, shop=shop):
        if made := tuple(filter(layout.spec.makes, editions)):
            yield folder, made


def _wished(wanted: Wanted, piece: Piece, layout: Layout, *, shop: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    usual = wanted.editions
    if set(usual) <= set(EDITED):  # a text alone: to post, if it is for everybody
        yield ONLINE if layout.spec.public else EDIT, usual
        return
    is_paper = piece.paper in PAPERS
    if is_paper:
        # A page of A4 can be printed as it is; others are put on sheets.
        yield HOME, ("office" if "office" in usual or piece.paper != "A4" else "screen",)
    if shop and _to_shop(wanted, piece):
        yield SHOP, ("press",)
    if layout.spec.public:
        yield ONLINE, tuple(each for each, there in (("screen", is_paper), ("image", "image" in usual)) if there)
    if layout.spec.edit:
        yield EDIT, tuple(dict.fromkeys(("word", "text", *(each for each in usual if each in EDITED))))


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack, made: its bytes, how many files of documents are in it, and those of them with a warning."""

    data: bytes
    files: int
    warned: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _File:
    item: Item
    folder: str
    artefact: Artefact
    name: str


def make(project: Project, plan: Plan, artefacts: Iterable[Artefact], workers: Crew, output: Path) -> Packed:
    """Put together the pack of a branch, of what lies in `output` and was proved.

    Raises HandbillError where the contents page cannot be made, and UsageError where there is no file at all.
    """
    there = [each for each in artefacts if each.branch == plan.slug and each.result != "fail"]
    files = _named(plan, there)
    if not files:
        raise UsageError(f"nothing could be made for '{plan.slug}'")
    warned = sum(each.artefact.result == "warn" for each in files)
    left_out = _left_out(plan, there)
    remarks = list(_remarks(plan, len(files), warned))
    if left_out:
        remarks.append(plan.words["pack_failed"].replace("{document}", listed(left_out, plan.lang)))
    contents = _contents(project, plan, files, remarks, workers)
    members = {f"{plan.words['pack_start']}.txt": _start(project, plan, files, remarks)}
    members[f"{plan.words['pack_contents']}.pdf"] = contents
    for each in files:
        folder = safe_name(plan.words[f"pack_{each.folder}"])
        members[f"{folder}/{each.name}"] = (output / each.artefact.path).read_bytes()
    return Packed(_zipped(members, _youngest(plan)), len(files), warned, left_out)


def check_free(path: Path) -> None:
    """See that a pack may be written. Raises UsageError where a file that is no pack lies there."""
    if path.exists() and not _is_pack(path):
        raise UsageError(f"{path} is there already and is no pack: move it away, or name another folder with --output")


def write(path: Path, data: bytes) -> None:
    """Write a pack, whole or not at all. Raises UsageError where a file that is no pack lies there."""
    check_free(path)
    with room():
        write_whole(path, data)


def _is_pack(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == MARK
    except (OSError, zipfile.BadZipFile):
        return False


# Names


def _named(plan: Plan, artefacts: list[Artefact]) -> list[_File]:
    """Return the files of each folder in the order of the documents, under names that are there once."""
    names = _names(plan)
    found = []
    for folder in FOLDERS:
        for item in plan.items:
            mine = [
                each
                for edition in item.folders.get(folder, ())
                for each in artefacts
                if (each.document, each.lang, each.edition) == (*item.key, edition)
            ]
            stem = _stem(item, names[item.key])
            found += [_File(item, folder, each, stem + _ending(each, mine)) for each in mine]
    return found


def _names(plan: Plan) -> dict[tuple[str, str], str]:
    """Return what each document is, in a word or two.

    Where two of one title are the same, their paper or language tells them apart, or at last their slug.
    """
    found: dict[tuple[str, str], str] = {}
    left = list(plan.items)
    for further in _FURTHER:
        names = {item.key: told_apart(_name(plan, item), further(item)) for item in left}
        stems = {item.key: _stem(item, names[item.key]).casefold() for item in left}
        for key, stem in stems.items():
            if list(stems.values()).count(stem) == 1:
                found[key] = names[key]
        left = [item for item in left if item.key not in found]
    return found


def told_apart(name: str, further: str) -> str:
    """Return a name with what tells it apart behind it, without words that it has already.

    >>> told_apart("share image", "share square")
    'share image, square'
    """
    known = {word.casefold() for word in re.findall(r"\w+", name)}
    words = further.split()
    while words and words[0].casefold() in known:
        words = words[1:]
    return ", ".join(filter(None, (name, " ".join(words))))


_FURTHER: Final[tuple[Callable[[Item], str], ...]] = (
    lambda _: "",
    lambda item: item.form,
    lambda item: item.piece.paper,
    lambda item: item.piece.langs,
    lambda item: item.piece.document.replace("-", " "),
    lambda item: f"{item.piece.document} {item.piece.langs}",
)


def _stem(item: Item, name: str) -> str:
    """Return how the names of a document's files begin: title, what it is, and for whom."""
    title, branch = cut(item.piece.title.plain, MOST_OF_A_TITLE), cut(item.piece.branch_name, MOST_OF_A_BRANCH)
    if name.casefold() == title.casefold():
        name = ""  # it says so itself
    return safe_name(" - ".join(filter(None, (title, name, branch))))


def _name(plan: Plan, item: Item) -> str:
    return plan.words.get(f"pack_name_{item.word}", item.layout.spec.title.lower())


def _ending(artefact: Artefact, among: list[Artefact]) -> str:
    """Return what a file's name ends in; pictures of several pages are numbered."""
    suffix = Path(artefact.path).suffix
    several = sum(each.edition == artefact.edition for each in among) > 1
    return f" {artefact.path.removesuffix(suffix).rpartition('-')[2]}{suffix}" if several else suffix


# Words


def _remarks(plan: Plan, files: int, warned: int) -> Iterator[str]:
    words = plan.words
    yield (
        words["pack_proved" if warned else "pack_passed"]
        .replace("{count}", str(files))
        .replace("{warned}", str(warned))
    )
    if warned:
        yield words["pack_look"]
    if plan.lacks:
        who = words["pack_" + "_".join(sorted(plan.lacks))] if len(plan.lacks) == 1 else words["pack_printer_promoter"]
        yield words["pack_no_shop"].replace("{folder}", words["pack_shop"]).replace("{who}", who)


def _left_out(plan: Plan, artefacts: list[Artefact]) -> tuple[str, ...]:
    """Name the documents that are not there, and of those that are there in part the editions that are missing."""
    made = {each.target for each in artefacts}
    found = []
    for item in plan.items:
        editions = dict.fromkeys(edition for folder in item.folders.values() for edition in folder)
        missing = [each for each in editions if (item.key[0], plan.slug, item.key[1], each) not in made]
        if missing:
            what = _name(plan, item)
            if len(missing) < len(editions):
                what += f": {listed([plan.words[f'pack_edition_{each}'] for each in missing], plan.lang)}"
            found.append(f"{item.piece.title.plain} ({what})")
    return tuple(dict.fromkeys([*plan.refused, *found]))


def _start(project: Project, plan: Plan, files: list[_File], remarks: list[str]) -> bytes:
    """Return the text to begin with: what this is, three steps, and what each folder is for."""
    import textwrap

    words = plan.words
    campaigns = dict.fromkeys(each.item.piece.campaign_title for each in files)
    name = str(plan.branch.value.name) if plan.branch else ""
    intro = counted(words, "pack_intro", len(campaigns), plan.lang)
    lines = [
        words["pack_for"].replace("{branch}", name) if name else words["pack_neutral"],
        "",
        intro.replace("{campaign}", listed([f"‘{each}’" for each in campaigns], plan.lang)),
        "",
        words["pack_three"],
        "",
        "1. " + words["pack_step_1"].replace("{contents}", f"{words['pack_contents']}.pdf"),
        "2. " + words["pack_step_2"],
        "3. " + words["pack_step_3"],
        "",
        words["pack_folders"],
    ]
    for folder in FOLDERS:
        if any(each.folder == folder for each in files):
            lines += ["", words[f"pack_{folder}"], *textwrap.wrap(words[f"pack_{folder}_for"], 70)]
    lines += ["", *(line for remark in remarks for line in textwrap.wrap(remark, 70))]
    # With a mark at its start and both characters at the ends of lines, so that any old editor shows it well.
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


# The contents page


def _contents(project: Project, plan: Plan, files: list[_File], remarks: list[str], workers: Crew) -> bytes:
    """Return the contents page as a PDF that passed its proof."""
    folders = [folder for folder in FOLDERS if any(each.folder == folder for each in files)]
    names = _names(plan)
    page = Pack(
        title=Text(plan.words["pack_title"]),
        campaign=Text(plan.campaign),
        remarks=tuple(remarks),
        folders=tuple(Folder(plan.words[f"pack_{each}"], plan.words[f"pack_{each}_for"]) for each in folders),
        lines=tuple(
            _line(plan, item, names[item.key], folders, files)
            for item in plan.items
            if any(f.item is item for f in files)
        ),
    )
    entry = DocumentEntry("contents", KIND, {plan.lang: page}, Source("the pack"), project.root)
    piece = personalise(project, entry, plan.branch, plan.lang)
    piece = replace(piece, created=max(item.piece.created for item in plan.items))
    with tempfile.TemporaryDirectory() as folder:
        chosen = printers(project, plan.branch)
        task = Task(piece, project.layouts[KIND.layout], None, chosen, ("screen",), "contents", folder)
        made = _made(task, workers)
        if made.proof["result"] == "fail":
            told = "; ".join(check["detail"] for check in made.proof["checks"] if check["result"] == "fail")
            raise HandbillError(f"no pack was made for '{plan.slug}': its contents page failed its proof: {told}")
        return (Path(folder) / made.name).read_bytes()


def _made(task: Task, workers: Crew) -> Made:
    """Have the page made. Raises HandbillError where that cannot be done."""
    result = None
    for news in workers.run([task]):
        if isinstance(news, crew.Outcome):
            result = Refusal(news.error) if news.error else news.result
    if isinstance(result, Result) and result.files:
        return result.files[0]
    refusals = result.refused.values() if isinstance(result, Result) else [result]
    raise HandbillError(next(each.reason for each in refusals if isinstance(each, Refusal)))


def _line(plan: Plan, item: Item, name: str, folders: list[str], files: list[_File]) -> Line:
    """Return a document as the contents page shows it: in each folder, what its files are."""
    mine = [each for each in files if each.item is item]
    kinds = []
    for folder in folders:
        there: dict[str, str] = {}
        for each in mine:
            if each.folder == folder:
                kind = Path(each.name).suffix[1:].upper()
                star = "*" if each.artefact.result == "warn" else ""
                there[kind] = there.get(kind, "") or star
        kinds.append(", ".join(kind + star for kind, star in there.items()) or "–")
    use = plan.words.get(f"pack_use_{item.word}", "")
    return Line(item.piece.campaign_title, item.piece.title.plain, name, use, tuple(kinds), _pages(mine))


def _pages(files: list[_File]) -> int:
    """Return how many pages a document has: those of its PDF to share, else of what there is."""
    for edition in ("screen", "office"):
        for each in files:
            if each.artefact.edition == edition:
                return each.artefact.pages
    return sum(each.artefact.pages for each in files if each.artefact.edition == "image") or 1


# The archive


def _youngest(plan: Plan) -> tuple[int, int, int, int, int, int]:
    day = datetime.datetime.fromisoformat(max(item.piece.created for item in plan.items))
    return (max(day.year, 1980), day.month, day.day, 0, 0, 0)  # no zip knows an earlier year


def _zipped(members: Mapping[str, bytes], date: tuple[int, int, int, int, int, int]) -> bytes:
    """Return an archive. What is in it is packed already, so that it is stored as it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = MARK
        for name in sorted(members, key=lambda name: ("/" in name, name)):
            info = zipfile.ZipInfo(name, date)
            info.create_system = 3  # as made on Unix, wherever it is
            info.external_attr = 0o100644 << 16
            archive.writestr(info, members[name])
    return made.getvalue()
