"""The program's own words on a page: by language, by type of body, and as a campaign wants them.

They stand in `handbill/words/<language>.yaml`. English and Welsh are complete. Where another
language has no word, or no file, English serves, and what is printed so is told (`unworded`); a
campaign gives its own under `terms:`. What is counted has a form for each of its language's
plurals: `days_left.one`, `days_left.other`, by the categories of Unicode's CLDR.
"""

from __future__ import annotations

import datetime
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Self, SupportsIndex

import yaml

from handbill.bidi import MARK, crossing
from handbill.typography import NBSP

if TYPE_CHECKING:  # Babel takes its time to import, and most pages count nothing
    from babel import Locale

WORDS = Path(__file__).parent / "words"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # all that stands there is a string
_OF_NO_PROJECT = "calibration_"  # so begin the keys of words on sheets that are made outside any project
_FIELD = re.compile(r"\{\w+\}")
FALLBACK = "en-GB"
"""The language of a word that its own language lacks."""

PLURALS = ("zero", "one", "two", "few", "many", "other")
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


class Borrowed(str):
    """A word of the program in English, for a page in another language that lacks it: `page` is the page's.

    `key` is the one under which a campaign would give its own. Where HTML is made of it, it is marked: a reader
    says it rightly, and no full stop in it changes sides.
    """

    page: str
    key: str

    def __new__(cls, value: str, page: str, key: str) -> Self:
        made = super().__new__(cls, value)
        made.page, made.key = page, key
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str]]:
        return type(self), (str(self), self.page, self.key)

    def __html__(self) -> str:
        return borrowed(html.escape(str(self), quote=False))

    def replace(self, old: str, new: str, count: SupportsIndex = -1) -> Borrowed:
        """Fill in a place of it. What comes out is no less English; a date of the page's language keeps its order."""
        end = MARK.get(crossing(new, direction(FALLBACK)), "")
        return Borrowed(super().replace(old, f"{end}{new}{end}", count), self.page, self.key)

    def strip(self, chars: str | None = None) -> Borrowed:
        return Borrowed(super().strip(chars), self.page, self.key)


def borrowed(markup: str) -> str:
    """Return safe HTML as English, for a page in another language."""
    return f'<span lang="{FALLBACK}" dir="{direction(FALLBACK)}">{markup}</span>'


def has_words(lang: str) -> bool:
    """Say whether the program speaks a language."""
    return (WORDS / f"{_language(lang)}.yaml").is_file()


@cache
def own_words(lang: str) -> Mapping[str, str]:
    """Return the words that the program has in a language itself, none where it does not speak it."""
    if not has_words(lang):
        return MappingProxyType({})
    text = (WORDS / f"{_language(lang)}.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.load(text, _LOADER))


@cache
def _stems(lang: str) -> Mapping[str, None]:
    """Return the words that the program has in a language, without the types of body that they are for."""
    return MappingProxyType(dict.fromkeys(map(_stem, own_words(lang))))


@cache
def known_words(lang: str) -> Mapping[str, str]:
    """Return all words of a language, with English ones for those that it lacks."""
    own, english = own_words(lang), own_words("en")
    stems = _stems(lang)
    lacking = {key: _borrowed(key, value, lang) for key, value in english.items() if _stem(key) not in stems}
    return MappingProxyType({**lacking, **own})


def _borrowed(key: str, value: str, lang: str) -> str:
    """Return an English word for another language; what has no word besides what is put in is in any language."""
    return Borrowed(value, lang, key) if any(map(str.isalpha, _FIELD.sub("", value))) else value


def words_for(lang: str, body_type: str, *terms: Mapping[str, str]) -> dict[str, str]:
    """Return the words for a type of body ('none' for the neutral copy): 'notes.council' gives 'notes' for a council.

    `terms` are other words, the weakest first. The keys that come out have no dots but those of plurals.
    """
    words = dict(_usual(lang, body_type))
    for layer in terms:
        given = _of_type(layer, body_type)
        for stem in (key.removesuffix(".other") for key in given if key.endswith(".other")):
            for form in forms_of(stem):  # it serves for any number, before an English word does
                if isinstance(words.get(form), Borrowed):
                    del words[form]
        words.update(given)
    return words


def terms_in(terms: Mapping[str, str], lang: str, written_in: str = "") -> dict[str, str]:
    """Return the terms that hold in a language: the plain ones, and over them those begun with it ('pl/scan').

    `written_in` is the language of the plain ones; in another language they do not hold. Without it they hold in any.
    """
    same = not written_in or _language(written_in) == _language(lang)
    found = {str(key): str(value) for key, value in terms.items() if same and "/" not in key}
    for wanted in (_language(lang), lang):
        found.update({key.partition("/")[2]: value for key, value in terms.items() if key.partition("/")[0] == wanted})
    return {key: value for key, value in found.items() if key}


@cache
def lacks_words(lang: str) -> bool:
    """Say whether the program has not all of its words in a language."""
    return bool(_stems("en").keys() - _stems(lang).keys())


def can_be_given(key: str) -> bool:
    """Say whether a campaign can give another word for one of the program's: it cannot where it prints none."""
    return not key.startswith(_OF_NO_PROJECT)


def forms_of(stem: str, forms: Iterable[str] = PLURALS) -> list[str]:
    """Return the keys of what is counted, one a plural."""
    return [f"{stem}.{form}" for form in forms]


def plural(number: int, lang: str) -> str:
    """Return which of its plurals a language puts with a number: 'one', 'few', 'other' …"""
    return str(_locale(lang).plural_form(number))


def plurals(lang: str) -> tuple[str, ...]:
    """Return the plurals that a language has, 'other' last."""
    return tuple(each for each in PLURALS if each == "other" or each in _locale(lang).plural_form.rules)


def counted(words: Mapping[str, str], key: str, number: int, lang: str) -> str:
    """Return a word that goes with a number, with the number in it: '1 day left', '2 days left'."""
    form = words.get(f"{key}.{plural(number, lang)}", words[f"{key}.other"])
    return form.replace("{number}", str(number))


def listed(items: Sequence[str], lang: str) -> str:
    """Return things as a sentence has them: 'a, b and c'; in Welsh 'a, b a c', and 'ac' before a vowel."""
    from babel.lists import format_list

    said = format_list(list(items), locale=_locale(lang))
    return re.sub(r"\ba\(c\) (\W*)(\w)", _welsh_and, said) if _language(lang) == "cy" else said


def _welsh_and(found: re.Match[str]) -> str:
    # A circumflex makes no other letter of it: ŵyn begins with a vowel.
    first = unicodedata.normalize("NFD", found[2])[0].lower()
    return f"{'ac' if first in 'aeiouwy' else 'a'} {found[1]}{found[2]}"


@cache
def _locale(lang: str) -> Locale:
    """Return the locale of a language, that of Britain for plain English; English where a language is not known."""
    from babel import Locale, UnknownLocaleError

    if lang != "en":
        for name in (lang.replace("-", "_"), _language(lang)):
            with suppress(UnknownLocaleError, ValueError):
                return Locale.parse(name)
    return Locale.parse("en_GB")


@cache
def _usual(lang: str, body_type: str) -> Mapping[str, str]:
    return MappingProxyType(_of_type(known_words(lang), body_type))


def _of_type(layer: Mapping[str, str], body_type: str) -> dict[str, str]:
    words = {key: value for key, value in layer.items() if key.partition(".")[2] in ("", *PLURALS)}
    for key, value in layer.items():
        stem, _, wanted = key.partition(".")
        if wanted and wanted == body_type:
            words[stem] = value
    return words


@lru_cache(1024)
def day_in_words(day: datetime.date, lang: str) -> str:
    """Return a date as a person writes it in a language: 31 January 2027; as 2027-01-31 where that is not known."""
    from babel.core import UnknownLocaleError
    from babel.dates import format_date

    # Who writes plain 'en' here means the English of Britain: 31 January, not January 31.
    locale = "en_GB" if lang == "en" else lang.replace("-", "_")
    try:
        said = format_date(day, "long", locale=locale)
    except (UnknownLocaleError, ValueError):
        return day.isoformat()
    return re.sub(r"^(\d+\S*) ", rf"\1{NBSP}", said)


def date_in_words(date: str, lang: str) -> str:
    """Return a date of which the day or the month may not be known, as 2026-03-01, 2026-03 or 2026."""
    try:
        if len(date) == 7:
            return _month_in_words(datetime.date.fromisoformat(f"{date}-01"), lang)
        return day_in_words(datetime.date.fromisoformat(date), lang) if len(date) == 10 else date
    except ValueError:  # the 30th of February
        return date


def _month_in_words(first: datetime.date, lang: str) -> str:
    """Return a month and its year: March 2026. Raises ValueError where the language is not known."""
    from babel.core import UnknownLocaleError
    from babel.dates import format_skeleton

    try:
        return format_skeleton("yMMMM", first, locale=lang.replace("-", "_"))
    except UnknownLocaleError as error:
        raise ValueError(lang) from error


def direction(lang: str) -> str:
    """Return 'rtl' for a language written from right to left, else 'ltr'."""
    return "rtl" if _language(lang) in _RIGHT_TO_LEFT else "ltr"


def comma(lang: str) -> str:
    """Return the comma of a language, and the space after it."""
    return "، " if direction(lang) == "rtl" else ", "


def _stem(key: str) -> str:
    return key.partition(".")[0]


def _language(lang: str) -> str:
    return lang.split("-")[0]
