"""A document made personal: all that will stand on the page, for one branch, in one language.

A `Piece` is the hand-over between the words and the page. Before it, everything is YAML,
references and placeholders; after it, nothing is looked up any more. Templates print what
they find here, and what the proof expects to read back is taken from here too.

Everything is frozen, comparable and made of plain values, so that a piece can be hashed
(is the file in output/ still true?) and sent to a worker process.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Rich:
    """Text ready to be set: `html` is safe to print as it stands, `plain` is the same words bare."""

    html: str
    plain: str

    def __html__(self) -> str:
        """Tell Jinja that this needs no escaping."""
        return self.html

    def __str__(self) -> str:
        return self.plain

    def __bool__(self) -> bool:
        return bool(self.plain or self.html)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one branch, as `#rrggbb`, with the text colours worked out for contrast.

    `brand_is_ground` says whether text can stand on the brand colour at all; where it can't,
    a layout uses the colour as a bar. The `*_text` colours are safe on paper (3:1, for display
    sizes); the `*_on_*` colours are safe on the ground that they name.
    """

    brand: str
    accent: str
    ink: str
    paper: str
    brand_is_ground: bool
    accent_is_ground: bool
    on_brand: str
    on_accent: str
    on_ink: str
    brand_text: str
    accent_text: str
    accent_on_brand: str
    accent_on_ink: str
    brand_on_accent: str
    brand_on_ink: str
    mono: bool = False  # black toner only: no grounds, everything black on white


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture that the project's own files name. `name` is what a template puts in `src`."""

    path: Path
    digest: str
    media_type: str  # image/png, image/jpeg or image/svg+xml
    width: float  # px, or SVG user units
    height: float

    @property
    def name(self) -> str:
        return f"asset:{self.digest}"


@dataclass(frozen=True, slots=True)
class Petition:
    """A petition as printed: the link in the code, the address to type, the order beside it.

    It stands for any other page that a code leads to as well.
    """

    slug: str
    title: Rich
    url: str  # what the code holds
    shown: str  # what is printed to be typed, without https://
    order: Rich  # 'Sign the petition'
    owner: str = ""
    closes: str = ""  # a date in words, or nothing


@dataclass(frozen=True, slots=True)
class Panel:
    """The branch's own panel. An empty field is one the branch did not give: print no label for it."""

    name: Rich
    place: str = ""
    meets: Rich = Rich("", "")
    secretary: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""  # as typed, for the link
    website_shown: str = ""  # without https://


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint line. `whole` is false where the promoter's name and address are not known.

    `at_home` is the line of what is printed on a desk: where no printer is named, the promoter
    prints. `at_press` is that of what a print shop prints; `lacks` names what such a shop would
    miss: 'promoter', 'printer', or both.
    """

    text: Rich
    whole: bool
    at_home: Rich
    at_press: Rich
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One source cited on this piece, under the number that the text uses for it."""

    number: int
    text: Rich
    url: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    figure: Rich
    label: Rich  # ends with the superscript number of its source, where it has one


@dataclass(frozen=True, slots=True)
class Quote:
    text: Rich
    by: Rich = Rich("", "")


@dataclass(frozen=True, slots=True)
class Picture:
    asset: Asset
    alt: str
    caption: Rich = Rich("", "")
    credit: Rich = Rich("", "")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; of numbers, which stand at its end, or of words."""

    heading: Rich
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """`after` is the room in em that a number wants behind it, for the points of its column to stand in line."""

    text: Rich
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, as many as there are columns. `note` says how many rows are not shown."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    caption: Rich = Rich("", "")
    note: Rich = Rich("", "")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart. `share` is its length in per cent of the longest; `alt` says that in words.

    `after` is the room in em that its number wants behind it, as in a table.
    """

    label: Rich
    value: Rich
    share: float
    alt: str
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    title: Rich
    bars: tuple[Bar, ...]
    note: Rich = Rich("", "")

    @property
    def value_room(self) -> float:
        """The room in em that the numbers take before their bars."""
        return round(max(0.54 * len(bar.value.plain) + bar.after for bar in self.bars) + 0.6, 2)

    @property
    def label_room(self) -> float:
        """The room in em that the labels take before the bars; long ones are broken."""
        return round(min(0.54 * max(len(bar.label.plain) for bar in self.bars), 9) + 0.8, 2)


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of a diagram, drawn as a row of `count` boxes, which `alt` describes."""

    title: Rich
    text: Rich
    count: int
    alt: str


@dataclass(frozen=True, slots=True)
class Diagram:
    tiers: tuple[Tier, ...]
    title: Rich = Rich("", "")


@dataclass(frozen=True, slots=True)
class Article:
    """Something to read on: `said` is who published it and when; `shown` is the address to type."""

    title: Rich
    said: Rich
    url: str
    shown: Rich = Rich("", "")
    about: Rich = Rich("", "")


@dataclass(frozen=True, slots=True)
class CodedPage:
    """A page that a code leads to: the link in the code, the address to type, the words beside it."""

    url: str
    shown: Rich
    order: Rich


@dataclass(frozen=True, slots=True)
class Reading:
    """A list of what to read on; `page` lists it all, where a code leads to that."""

    articles: tuple[Article, ...]
    page: CodedPage | None = None


@dataclass(frozen=True, slots=True)
class Action:
    title: Rich
    text: Rich


@dataclass(frozen=True, slots=True)
class SignUp:
    """A slip to tear off: lines to fill in by their labels, boxes to tick, and who holds what is written."""

    text: Rich
    fields: tuple[str, ...]
    consents: tuple[Rich, ...]
    privacy: Rich
    return_to: Rich


@dataclass(frozen=True, slots=True)
class Signatures:
    """A sheet for a petition: numbered rows to sign on, on so many pages."""

    petition: Petition
    call: Rich  # 'We, who sign below, call on Anytown Borough Council:'
    ask: Rich
    privacy: Rich
    return_to: Rich
    pages: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a side.

    kind                                   value
    kicker, headline, lead                 Rich, inline HTML
    heading, subheading                    Rich, inline HTML
    text                                   Rich, paragraphs and lists
    points                                 tuple[Rich, ...]
    figures                                tuple[Figure, ...]
    quote                                  Quote
    image                                  Picture
    table, chart, diagram, reading         Table, Chart, Diagram, Reading
    actions                                tuple[Action, ...]
    petition                               Petition
    line                                   Rich, what to write on it
    signup                                 SignUp
    signatures                             Signatures
    contact                                Panel
    """

    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The body of a leaflet: its sides in order, each a run of blocks."""

    sides: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class PostText:
    """What to post on one network: `count` says how much of its room that takes."""

    network: str
    text: Rich
    count: str


@dataclass(frozen=True, slots=True)
class Posts:
    """The body of the texts that go with share images; `alt` is what a picture says, in words."""

    title: Rich
    alt: Rich
    texts: tuple[PostText, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """`number` is what the meeting cites ('Notes 1'); `points` are its sub-points.

    In a marked-up motion numbers are those before the amendment, and 0 for a clause that is new.
    """

    number: int
    id: str
    text: Rich
    points: tuple[Rich, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a motion: `opening` is its whole first line, 'This Branch notes that'."""

    key: str  # notes, believes, resolves, instructs
    opening: Rich
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Motion:
    """The body of a motion. `summary` and `background` are not part of what is voted on.

    `note` says which amendments are made or marked in it. `conference` where a conference is to pass it.
    """

    title: Rich
    parts: tuple[Part, ...]
    summary: Rich = Rich("", "")
    background: Rich = Rich("", "")
    petitions: tuple[Petition, ...] = ()
    mover: str = ""  # the label: 'Moved by'
    seconder: str = ""
    tell_us: str = ""  # the address to tell when the motion is carried
    version: str = ""
    line_numbers: bool = False
    note: Rich = Rich("", "")
    conference: bool = False


@dataclass(frozen=True, slots=True)
class Rewording:
    """Changes of an amendment that touch the same clauses: their rubrics, and those clauses marked up.

    `title` are the words of the motion's title, where it is that which changes.
    """

    rubrics: tuple[Rich, ...]
    words: Motion
    title: Rich = Rich("", "")


@dataclass(frozen=True, slots=True)
class Amendment:
    """The body of an amendment paper. `label` is 'Amendment 22.1', `motion` the title of the motion."""

    title: Rich
    label: str
    motion: Rich
    changes: tuple[Rewording, ...]
    sender: Rich = Rich("", "")
    outcome: str = ""
    mover: str = ""
    seconder: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or list of a speech; `at` is the time at which a speaker comes to it, as 1:30."""

    text: Rich
    at: str


@dataclass(frozen=True, slots=True)
class Speech:
    """Notes for one speaker. `length` says how long they take."""

    label: str  # 'For the mover'
    length: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    question: Rich
    answer: Rich


@dataclass(frozen=True, slots=True)
class Speaking:
    """The body of a speaking kit: notes for those who speak for a motion, and what they may be asked."""

    title: Rich
    speeches: tuple[Speech, ...]
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a table about a meeting: 'Votes', '31 for, none against'."""

    label: str
    value: Rich


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on: the office below it, and what may be shown of who holds it."""

    office: Rich
    details: tuple[Rich, ...] = ()  # name, e-mail, membership number


@dataclass(frozen=True, slots=True)
class Certificate:
    """The body of a record: a copy of a motion as the meeting decided on it, for officers to certify."""

    label: str  # the word that says what it is: 'certified_copy', or 'record_of' where it was not carried
    motion: Motion
    statement: Rich
    facts: tuple[Fact, ...]
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a letter, or some; `quoted` where they are somebody's own words."""

    text: Rich
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """The body of a letter. The sender is the branch: its panel; `recipient` has the lines of the address."""

    recipient: tuple[Rich, ...]
    date: Rich
    subject: Rich
    salutation: Rich
    paragraphs: tuple[Paragraph, ...]
    sign_off: Rich
    signatory: tuple[Rich, ...]  # below the room to sign: name, office, for whom
    reference: Rich = Rich("", "")
    email: Rich = Rich("", "")  # where it goes by e-mail
    copies: tuple[Rich, ...] = ()
    enclosures: tuple[Rich, ...] = ()
    sender: tuple[Rich, ...] = ()  # the lines of the sender's address
    petition: Petition | None = None
    mailto: str = ""  # a link that opens an e-mail with its subject and, where that is short enough, its words
    by_supporter: bool = False  # with lines for whoever signs it, and for whom it goes to

    @property
    def running(self) -> str:
        """What stands at the head of the second page and those after it: for whom it is, and of when."""
        return ", ".join(filter(None, (*(line.plain for line in self.recipient[:1]), self.date.plain)))


@dataclass(frozen=True, slots=True)
class Letters:
    """The body of many letters in one file, to be printed in one go."""

    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a motion asks for: the clause as it is cited, its words, who does it and by when."""

    clause: Rich  # 'Resolves 2'
    text: Rich
    who: Rich = Rich("", "")
    by: Rich = Rich("", "")
    done: Rich = Rich("", "")  # when it was done; nothing where it is still to do


@dataclass(frozen=True, slots=True)
class Checklist:
    """The body of a checklist: what a motion asks for, and whom it was sent to."""

    title: Rich
    statement: Rich
    duties: tuple[Duty, ...]
    sent: tuple[Rich, ...] = ()
    petitions: tuple[Petition, ...] = ()
    tell_us: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """The body of a share image: who passed what."""

    headline: Rich  # 'Passed unanimously'
    lead: Rich  # the motion's title
    campaign: Rich
    whose: Rich  # who passed it


@dataclass(frozen=True, slots=True)
class Release:
    """The body of a paragraph for the press."""

    title: Rich
    paragraphs: tuple[Rich, ...]
    asks: tuple[Rich, ...]  # what the motion calls for, going on from the last paragraph
    contact: Rich = Rich("", "")
    petitions: tuple[Rich, ...] = ()  # where to sign what the clauses call 'the petition below'


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of an agenda. Without a `body` it is business that has no paper of its own.

    An amendment stands after its motion. `mover` and `seconder` are names; nothing where they are
    to be written in. `sources` are those of this item alone, numbered from 1.
    """

    kind: str  # motion, composite, amendment or text
    number: str  # 22, and 22.1 for the first amendment to it
    label: str  # 'Motion 22'
    title: Rich
    sender: Rich = Rich("", "")  # 'From Anytown Health Branch'
    mover: str = ""
    seconder: str = ""
    body: Amendment | Composite | Motion | None = None
    sources: tuple[Source, ...] = ()
    lang: str = ""  # where its paper is in another language than the agenda


@dataclass(frozen=True, slots=True)
class Agenda:
    """The body of an agenda: what a meeting has before it. `when` and `where` are lines for the cover."""

    title: Rich
    items: tuple[AgendaItem, ...]
    type: Rich = Rich("", "")
    when: str = ""
    where: Rich = Rich("", "")
    mover: str = ""  # the label: 'Moved by'
    seconder: str = ""
    running_on: bool = False
    call_list: bool = True


@dataclass(frozen=True, slots=True)
class ParentOf:
    """A motion or an amendment that went into a composite."""

    number: str
    label: str  # 'Motion 22'
    title: Rich
    sender: Rich


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a parent that did not come into the composite; `cite` says where they stood."""

    number: str
    cite: str
    text: Rich


@dataclass(frozen=True, slots=True)
class Composite:
    """The body of a composite. In the clauses of `motion` every phrase has the number of its parent after it."""

    title: Rich
    label: str  # 'Composite A'
    motion: Motion
    parents: tuple[ParentOf, ...]
    left_out: tuple[LeftOut, ...] = ()
    mover: str = ""
    seconder: str = ""
    supported: str = ""


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another briefing of the same series. `lang` is that of its title where it is not the piece's."""

    label: str  # 'Part 2 of 3'
    title: Rich
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Briefing:
    """The body of a briefing. `blocks` are those of a leaflet; `contents` says whether its headings are listed."""

    title: Rich
    blocks: tuple[Block, ...]
    series: Rich = Rich("", "")
    part: str = ""  # 'Part 1 of 3'
    lead: Rich = Rich("", "")
    summary: Rich = Rich("", "")
    contents: bool = True
    others: tuple[Sibling, ...] = ()
    petitions: tuple[Petition, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen as an answer, and whether it is."""

    text: Rich
    chosen: bool


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a consultation: its scale with what is chosen on it, or a free answer, and the reasons."""

    label: str  # 'Question 1'
    text: Rich
    choices: tuple[Choice, ...]
    answer: Rich
    reasons: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """The body of a response to a consultation: a guide, or an answer that is filled in.

    `time` says until when to answer, or that it has closed; `page` is the consultation's own, for a guide.
    """

    kind: Rich  # 'How to answer a consultation'
    title: Rich
    about: Rich  # its name, and who asks
    time: Rich
    is_filled: bool
    is_over: bool
    text: Rich
    advice: Rich
    questions: tuple[AskedQuestion, ...]
    send_to: tuple[Rich, ...]
    page: Petition | None
    signed: Rich = Rich("", "")  # whose answer it is


@dataclass(frozen=True, slots=True)
class PackedFolder:
    """A folder of a pack, and what it is for."""

    name: Rich
    purpose: Rich


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """A document of a pack. `files` are its files in each of the folders; nothing where it has none there."""

    title: Rich
    name: Rich  # what it is: 'flyer'
    use: Rich
    files: tuple[Rich, ...]
    pages: Rich


@dataclass(frozen=True, slots=True)
class PackedCampaign:
    """The documents of one campaign."""

    title: Rich
    documents: tuple[PackedDocument, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The body of the contents page of a pack. `remarks` say how the files proved, and what is left out."""

    title: Rich
    remarks: tuple[Rich, ...]
    folders: tuple[PackedFolder, ...]
    campaigns: tuple[PackedCampaign, ...]
    page: Petition | None = None  # the campaign's own page


Body = (
    Contents
    | Amendment
    | Composite
    | Agenda
    | Leaflet
    | Motion
    | Speaking
    | Certificate
    | Letter
    | Letters
    | Checklist
    | Share
    | Release
    | Posts
    | Briefing
    | Response
)
"""What a piece says, by the kind and the form of its document."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """The YAML that a PDF carries."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One document for one branch in one language, with nothing left to look up.

    `branch` is the branch's slug, or 'none' for the neutral copy. `words` are the interface
    words of the language ('facts checked', 'page'), the only text that a template adds.
    `as_of` is a date in words; `created` is the date inside the files, ISO 8601.
    """

    document: str
    kind: str
    layout: str
    paper: str
    branch: str
    branch_name: str
    organisation_name: str
    lang: str
    direction: str  # ltr or rtl
    title: Rich
    campaign_title: str
    body: Body
    palette: Palette
    panel: Panel
    imprint: Imprint
    words: Mapping[str, str]
    created: str
    as_of: str = ""
    logo: Asset | None = None
    inks: tuple[tuple[str, tuple[float, ...]], ...] = ()  # colours whose CMYK is given, with its shares of 1
    sources: tuple[Source, ...] = ()
    blank: bool = False  # the neutral copy, with ruled blanks
    two_sided: bool = False  # for sheets printed on both sides, of which each letter begins a fresh one
    attachment: Attachment | None = None  # the YAML that it was made from, for its screen edition
    fingerprint: str = ""  # of that YAML, in words for the foot
    draft: str = ""  # what its imprint says where a machine wrote it and no speaker has checked it
    second: Piece | None = None  # the same document in another language, on the pages after this one's

    @property
    def parts(self) -> tuple[Piece, ...]:
        """The piece in each of its languages."""
        return (self, *self.second.parts) if self.second else (self,)

    @property
    def langs(self) -> str:
        """All its languages, as 'cy+en-GB'."""
        return "+".join(part.lang for part in self.parts)

    @property
    def foot(self) -> str:
        """What stands at the foot of the pages of a paper."""
        part = self.body.part if isinstance(self.body, Briefing) else ""
        said = (self.title.plain, part, self.words["version"], self.words["facts_checked"], self.fingerprint)
        return " · ".join(filter(None, said))

    def petitions(self) -> tuple[Petition, ...]:
        """The petitions whose codes stand on this piece, in reading order, each once."""
        return tuple(dict.fromkeys(value for value in walk(self.body) if isinstance(value, Petition)))

    def assets(self) -> tuple[Asset, ...]:
        """Every picture that the piece names, each once."""
        found = [self.logo] if self.logo else []
        found += [value for part in self.parts for value in walk(part.body) if isinstance(value, Asset)]
        return tuple(dict.fromkeys(found))

    def digest(self) -> str:
        """A SHA-256 of all that the piece says; pictures count by their content."""
        return hashlib.sha256(json.dumps(_plain(self)).encode()).hexdigest()


def walk(value: Any) -> Iterator[Any]:
    """Yield a value and all the dataclasses inside it, in reading order."""
    if dataclasses.is_dataclass(value):
        yield value
        for each in dataclasses.fields(value):
            yield from walk(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from walk(each)


def _plain(value: Any) -> Any:
    """Turn a piece into lists, dicts and strings. Where a picture lies does not matter, only what it is."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Asset):
        return value.digest
    if isinstance(value, Mapping):
        return dict(sorted(value.items()))
    return [_plain(getattr(value, name)) for name in _names(value.__class__)]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in dataclasses.fields(kind))
