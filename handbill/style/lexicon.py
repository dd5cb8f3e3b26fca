"""The lists that ship: jargon with plain words for it, and short forms that everybody knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from handbill.source import read_yaml

_FILE = Path(__file__).parent / "plain.yaml"


@cache
def jargon() -> Mapping[str, str]:
    """Return the shipped jargon in English, with what to say instead."""
    return MappingProxyType({str(term): str(plain) for term, plain in _data()["jargon"].items()})


@cache
def known_acronyms() -> frozenset[str]:
    """Return short forms that need no spelling out."""
    return frozenset(map(str, _data()["acronyms"]))


def _data() -> Mapping[str, Mapping[str, str]]:
    data: Mapping[str, Mapping[str, str]] = read_yaml(_FILE, _FILE.name).data
    return data
