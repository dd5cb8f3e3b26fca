"""The program's own words on a page: by language, by type of body, and as a campaign wants them.

They stand in `handbill/words/<language>.yaml`. Where there is no file for a language, English
serves, and `check` says so; a campaign gives its own under `terms:`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from handbill.source import read_yaml
from handbill.typography import NBSP

WORDS = Path(__file__).parent / "words"
_SHEETS = ("tile_", "calibration_", "pack_")  # words on imposed sheets and of packs, not on pages
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def has_words(lang: str) -> bool:
    """Say whether the program speaks a language."""
    return (WORDS / f"{_language(lang)}.yaml").is_file()


@cache
def known_words(lang: str) -> Mapping[str, str]:
    """Return all words of a language, English where it has none."""
    name = _language(lang) if has_words(lang) else "en"
    data = read_yaml(WORDS / f"{name}.yaml", name).data
    return MappingProxyType({str(key): str(value) for key, value in data.items()})


def words_for(lang: str, body_type: str, *terms: Mapping[str, str]) -> dict[str, str]:
    """Return the words for a type of body ('none' for the neutral copy): 'notes.council' gives 'notes' for a council.

    `terms` are other words, the weakest first. The keys that come out have no dots.
    """
    words = dict(_usual(lang, body_type))
    for layer in terms:
        words.update(_of_type(layer, body_type))
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


def missing_words(lang: str, terms: Mapping[str, str]) -> list[str]:
    """Return the words on a page that a language lacks: the program has none, and the terms give none."""
    if has_words(lang):
        return []
    given = {key.partition(".")[0] for key in terms}
    stems = dict.fromkeys(key.partition(".")[0] for key in known_words("en"))
    return [stem for stem in stems if stem not in given and stem != "subject" and not stem.startswith(_SHEETS)]


@cache
def _usual(lang: str, body_type: str) -> Mapping[str, str]:
    return MappingProxyType(_of_type(known_words(lang), body_type))


def _of_type(layer: Mapping[str, str], body_type: str) -> dict[str, str]:
    words = {str(key): str(value) for key, value in layer.items() if "." not in key}
    for key, value in layer.items():
        stem, _, wanted = key.partition(".")
        if wanted == body_type:
            words[stem] = str(value)
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
    if len(date) == 7:
        first = day_in_words(datetime.date.fromisoformat(f"{date}-01"), lang)
        return first if first.endswith("-01") else re.sub(rf"^1\S*{NBSP}", "", first)
    try:
        return day_in_words(datetime.date.fromisoformat(date), lang) if len(date) == 10 else date
    except ValueError:  # the 30th of February
        return date


def direction(lang: str) -> str:
    """Return 'rtl' for a language written from right to left, else 'ltr'."""
    return "rtl" if _language(lang) in _RIGHT_TO_LEFT else "ltr"


def _language(lang: str) -> str:
    return lang.split("-")[0]
