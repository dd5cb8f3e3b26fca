"""What all models share: one base class, and the types of field that YAML can hold.

Models are read from `source.Map` data, in which every scalar is a `Text`. The types here decide
what a field wants; their messages are sentences for the person who wrote the file.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError, core_schema

from handbill.source import Text

SLUG = re.compile(r"[^\W_A-Z]+(?:-[^\W_A-Z]+)*\Z")
MOST_SLUG = 80


class Model(BaseModel):
    """Frozen, and strict about names: a field that is not known is a mistake, one left empty is not given."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _given(cls, data: Any) -> Any:
        """Leave out what is empty and need not be there: `mp:`, `place: ""`."""
        if not isinstance(data, dict):
            return data
        return {
            key: value
            for key, value in data.items()
            if not is_blank(value) or (key not in cls.model_fields or cls.model_fields[key].is_required())
        }


def is_blank(value: Any) -> bool:
    """Say whether a field is there and says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


class Written(Text):
    """A text that a person wrote to be read: Markdown with placeholders. Other texts are printed as they are."""


class _AsTyped:
    """Keeps a `Text` with its mark. `filled` refuses a field that says nothing."""

    def __init__(self, kind: type[Text] = Text, *, filled: bool = False) -> None:
        self.kind, self.filled = kind, filled

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.keep,
            json_schema_input_schema=core_schema.str_schema(min_length=1 if self.filled else None),
            serialization=core_schema.to_string_ser_schema(),
        )

    def keep(self, value: Any) -> Text:
        if is_blank(value):
            if self.filled:
                raise PydanticCustomError("handbill_empty", "is empty")
            return self.kind("")
        if isinstance(value, str):
            return self.kind(value, getattr(value, "mark", None))
        if isinstance(value, dict) and len(value) == 1:
            raise PydanticCustomError(
                "handbill_text",
                "should be a text: where the text itself has a colon, put it in double quotes",
            )
        found = "fields" if isinstance(value, dict) else "a list"
        raise PydanticCustomError("handbill_text", "should be a text, not {found}", {"found": found})


def _checked(test: Callable[[str], bool], wanted: str) -> BeforeValidator:
    """Return a validator for a text that has to have a certain form, once blanks around it are taken off."""

    def check(value: Any) -> Any:
        if not isinstance(value, str) or is_blank(value):
            return value
        text = Text(value.strip(), getattr(value, "mark", None))
        if not test(text):
            raise PydanticCustomError("handbill_form", "{wanted}", {"wanted": wanted})
        return text

    return BeforeValidator(check)


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "." in (parts.hostname or "")
            and "@" not in parts.netloc
            and not re.search(r"[\s<>\"{}|\\^`\x00-\x20]", value)
            and len(value) <= 500
        )
    except ValueError:
        return False


def is_slug(value: str) -> bool:
    """Say whether a name may be a slug: lower-case letters and digits, with single hyphens between."""
    return bool(SLUG.match(value)) and value == value.lower() and len(value) <= MOST_SLUG


def _date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
                return datetime.date.fromisoformat(value.strip())
        except ValueError:
            raise PydanticCustomError(
                "handbill_form", "is not a day of any calendar: look at its month and day"
            ) from None
        written = _as_in_britain(value.strip()) or "2026-03-01"
        raise PydanticCustomError("handbill_form", f"is not a date: write it as {written} (year, month, day)")
    return value


def _as_in_britain(value: str) -> str:
    """Return a day that is written as 28/2/2027 or 28.2.2027 as a file has it; nothing where it is no day."""
    found = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", value)
    try:
        return datetime.date(int(found[4]), int(found[3]), int(found[1])).isoformat() if found else ""
    except ValueError:
        return ""


def _number(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?\d{1,9}", value.strip()):
            raise PydanticCustomError("handbill_form", "is not a whole number")
        return int(value)
    return value


def _measure(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{1,6}(\.\d{1,4})?", value.strip()):
            raise PydanticCustomError("handbill_form", "is not a number of millimetres: write it as 3 or 4.5")
        return float(value)
    return value


def _inks(value: Any) -> Any:
    """Read '0 100 80 10': cyan, magenta, yellow and black in per cent, as shares from 0 to 1."""
    if isinstance(value, list):
        value = " ".join(str(part) for part in value)
    if isinstance(value, str):
        parts = [part.rstrip("%") for part in re.split(r"[\s,;/]+", value.strip()) if part]
        if len(parts) != 4 or not all(re.fullmatch(r"\d{1,3}(\.\d+)?", part) and float(part) <= 100 for part in parts):
            raise PydanticCustomError(
                "handbill_form", "is not four inks: write cyan, magenta, yellow and black in per cent, as 0 100 80 10"
            )
        return tuple(float(part) / 100 for part in parts)
    return value


def _offset(value: Any) -> Any:
    """Read '1.5, -0.5': mm to the right and mm up."""
    if not isinstance(value, str):
        return value
    parts = [part.strip().replace("−", "-") for part in re.split(r"[,;]", value)]
    if len(parts) != 2 or not all(re.fullmatch(r"-?\d{1,2}(\.\d{1,3})?", part) for part in parts):
        raise PydanticCustomError("handbill_form", "is not an offset: write it as 1.5, -0.5 (mm right, mm up)")
    return tuple(float(part) for part in parts)


def _truth(value: Any) -> Any:
    if isinstance(value, str):
        truth = {"yes": True, "true": True, "no": False, "false": False}.get(value.strip().lower())
        if truth is None:
            raise PydanticCustomError("handbill_form", "should be yes or no")
        return truth
    return value


def listed(value: Any) -> Any:
    """Take one text where a list is meant; a text with commas or line breaks (a cell of a table) is several."""
    if isinstance(value, Text):
        return [Text(part.strip(), value.mark) for part in re.split(r"[,;\r\n]", value) if part.strip()]
    if isinstance(value, str):
        return [value]
    return [] if value is None else value


Plain = Annotated[Text, _AsTyped()]
"""A text printed just as it is typed."""

Name = Annotated[Text, _AsTyped(filled=True)]
"""As `Plain`, and it has to say something."""

Line = Annotated[
    Text, _AsTyped(Written, filled=True), Field(description="One line of text: *italic*, **bold**, {{ names }}.")
]
"""Inline Markdown with placeholders."""

Prose = Annotated[
    Text, _AsTyped(Written, filled=True), Field(description="Text: paragraphs, lists, *italic*, {{ names }}.")
]
"""Markdown paragraphs and lists with placeholders."""

Url = Annotated[
    Text, _AsTyped(), _checked(_is_url, "is not a web address: write it whole, as https://example.org/page")
]
Email = Annotated[
    Text,
    _AsTyped(),
    _checked(
        lambda v: bool(re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"'.]+", v)),
        "is not an e-mail address: write it as name@example.org",
    ),
]
Colour = Annotated[
    Text,
    _AsTyped(),
    _checked(
        lambda v: bool(re.fullmatch(r"#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}", v)),
        'is not a colour: write it as "#c8102e", in quotes',
    ),
]
Lang = Annotated[
    Text,
    _AsTyped(filled=True),
    _checked(
        lambda v: bool(re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", v)),
        "is not a language: write it as en-GB, cy or pl",
    ),
]
Slug = Annotated[
    Text,
    _AsTyped(filled=True),
    _checked(is_slug, "is not a slug: use lower-case letters, digits and single hyphens"),
]
Day = Annotated[datetime.date, BeforeValidator(_date)]
Number = Annotated[int, BeforeValidator(_number)]
Measure = Annotated[float, BeforeValidator(_measure)]
Offset = Annotated[tuple[float, float], BeforeValidator(_offset)]
Inks = Annotated[tuple[float, float, float, float], BeforeValidator(_inks)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(listed)]
Langs = Annotated[tuple[Lang, ...], BeforeValidator(listed)]
Edition = Literal["screen", "office", "press", "large", "word", "text", "mail", "image"]
Editions = Annotated[tuple[Edition, ...], BeforeValidator(listed)]
BranchType = Literal[
    "union-branch", "trades-council", "party-branch", "clp", "community-group", "council", "conference"
]


class BrandInks(Model):
    """The brand's colours as a press mixes them, for those who have them from a designer."""

    colour: Inks | None = Field(None, description="The inks of `colour`, in per cent: 0 100 80 10.")
    accent: Inks | None = Field(None, description="The inks of `accent`.")


class Brand(Model):
    """Colours and logo. What is left out comes from the organisation, then from the campaign."""

    colour: Colour = Field(Text(""), description='The main colour, as "#c8102e".')
    accent: Colour = Field(Text(""), description="The second colour, for what has to stand out.")
    inks: BrandInks = Field(
        default_factory=BrandInks, description="These colours in CMYK; converted by the printer's profile if left out."
    )
    logo: Plain = Field(Text(""), description="A picture, SVG, PNG or JPEG; its path starts at this file's folder.")


class Imprint(Model):
    """Who printed, promoted and published. UK election law asks for names and addresses."""

    promoter: Plain = Field(Text(""), description="Name and address of the person who has it published.")
    on_behalf_of: Plain = Field(Text(""), description="For whom; the branch's name where it is left out.")
    printer: Plain = Field(Text(""), description="Name and address of the printer; a press file needs it.")
