"""The networks that people post on: what each takes, and how it counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from handbill.models.post import Network
from handbill.source import read_yaml

FILE: Final = Path(__file__).parent / "networks.yaml"
_LINK: Final = re.compile(r"https?://\S+")
_SINGLE: Final = (range(0x1100), range(0x2000, 0x200E), range(0x2010, 0x2020), range(0x2032, 0x2038))
"""The letters that count as one where others count double: Latin, Arabic and the like, and quotation marks."""


@cache
def networks() -> Mapping[str, Network]:
    """Return every network under its slug, those with the least room first."""
    data = read_yaml(FILE, FILE.name).data
    return MappingProxyType({str(slug): Network.model_validate(each) for slug, each in data.items()})


def length(text: str, network: Network) -> int:
    """Return how many characters a text has, as a network counts: letters with their accents and marks as one.

    >>> length("Arwyddwch: https://example.org/a-long-way-down", networks()["x"])
    35
    """
    links = 0
    if network.link is not None:
        links = network.link * len(_LINK.findall(text))
        text = _LINK.sub("", text)
    letters = [each for each in unicodedata.normalize("NFC", text) if not unicodedata.combining(each)]
    return links + sum(_weight(each) if network.doubles else 1 for each in letters)


def _weight(letter: str) -> int:
    return 1 if any(ord(letter) in single for single in _SINGLE) else 2
