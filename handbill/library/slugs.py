"""Slugs: made of names, and those that nothing can be called by."""

from __future__ import annotations

import re
import unicodedata

from handbill.models.base import MOST_SLUG
from handbill.project import NEUTRAL

RESERVED = (NEUTRAL, "failed", "packs")
"""No branch can be called so: `--branch none` is the neutral copy, output/failed/ and output/packs/ are no branch's."""

SLUG_HINT = "use lower-case letters, digits and single hyphens"


def slugify(name: str) -> str:
    """Make a slug of a name: 'Cangen Llŷn (No. 2)' becomes 'cangen-llyn-no-2'. Other alphabets stay as they are."""
    plain = "".join(_without_accent(letter) for letter in unicodedata.normalize("NFC", name).replace("'", "").lower())
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:MOST_SLUG].rstrip("-")


def _without_accent(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)[0]
    return bare.lower() if bare.isascii() else letter
