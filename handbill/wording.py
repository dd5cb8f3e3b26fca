"""The program's own words on a page: by language, by type of body, and as a campaign wants them.

They stand in `handbill/words/<language>.yaml`. Where there is no file for a language, English
serves, and `check` says so; a campaign gives its own under `terms:`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from handbill.source import read_yaml

WORDS = Path(__file__).parent / "words"
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def has_words(lang: str) -> bool:
    """Say whether the program speaks a language."""
    return (WORDS / f"{_language(lang)}.yaml").is_file()


@cache
def known_words(lang: str) -> Mapping[str, str]:
    """Return all words of a language, English where it has none."""
    name = _language(lang) if has_words(lang) else "en"
    return {str(key): str(value) for key, value in read_yaml(WORDS / f"{name}.yaml", name).data.items()}


def words_for(lang: str, body_type: str, *terms: Mapping[str, str]) -> dict[str, str]:
    """Return the words for a type of body ('none' for the neutral copy): 'notes.council' gives 'notes' for a council.

    `terms` are other words, the weakest first. The keys that come out have no dots.
    """
    words: dict[str, str] = {}
    for layer in (known_words(lang), *terms):
        words.update({str(key): str(value) for key, value in layer.items() if "." not in key})
        for key, value in layer.items():
            stem, _, wanted = key.partition(".")
            if wanted == body_type:
                words[stem] = str(value)
    return words


def day_in_words(day: datetime.date, lang: str) -> str:
    """Return a date as a person writes it in a language: 31 January 2027."""
    from babel.core import UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(day, "long", locale=lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return day.isoformat()


def direction(lang: str) -> str:
    """Return 'rtl' for a language written from right to left, else 'ltr'."""
    return "rtl" if _language(lang) in _RIGHT_TO_LEFT else "ltr"


def _language(lang: str) -> str:
    return lang.split("-")[0]
