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

from handbill.bidi import beside


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


EMPTY = Rich("", "")


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
class CodedPage:
    """A page that a code leads to: the link in the code, the address to type, the words beside it."""

    url: str
    shown: Rich
    order: Rich


@dataclass(frozen=True, slots=True)
class Panel:
    """The branch's own panel. An empty field is one the branch did not give: print no label for it."""

    name: Rich
    place: str = ""
    meets: Rich = EMPTY
    secretary: Rich = EMPTY
    email: str = ""
    phone: str = ""
    website: str = ""  # as typed, for the link
    website_shown: str = ""  # without https://


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint line. `whole` is false where the promoter's name and address are not known.

    `at_home` is the line of what is printed on a desk, by the promoter; `at_press` that of what a print
    shop prints, which is named; `lacks` names what such a shop would miss: 'promoter', 'printer', or both.
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
class Attachment:
    """The YAML that a PDF carries."""

    name: str
    text: str

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits by which two papers of one text are known to be of one text."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return f"{digest[:4]}-{digest[4:8]}"


class Body:
    """What a piece says. Each kind and form of a document has a class of its own, in a module of this package."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """What a layout for many kinds calls the file that sets it: the name of its class in small letters."""
        return type(self).__name__.lower()

    @property
    def in_foot(self) -> tuple[str, ...]:
        """What stands at the foot of its pages besides the title."""
        return ()

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands at the heads of its further pages."""
        return ()

    @property
    def is_pasted(self) -> bool:
        """Whether its words are to be pasted into something else, and therefore go without an imprint."""
        return False


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
    organisation_name: Rich
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
        said = (
            self.title.plain,
            *self.body.in_foot,
            self.words["version"],
            self.words["facts_checked"],
            self.fingerprint,
        )
        return beside(tuple(filter(None, said)), " · ", self.direction)

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
