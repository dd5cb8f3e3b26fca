"""Addresses in lines of text: not broken where a line holds them, else before a stroke: after it, it would mislead."""

from __future__ import annotations

import re
from typing import Final

WHOLE: Final = 36
"""How many letters every measure of running text holds on a line."""
LARGE: Final = 42
"""How many a line of large print holds."""

_ADDRESS: Final = r'(<a\b[^<>]*\bdir="ltr"[^<>]*>(?:<strong>)?)([^<>\s]+)(?=<)'
_ANY: Final = re.compile(_ADDRESS)
_RUNNING: Final = re.compile(f"(?<!data-wrap>){_ADDRESS}")  # the others are fitted to lines of their own
_PARTS: Final = re.compile(r"/?[^/]+|/")


def unbroken(html: str) -> str:
    """Return composed HTML whose short addresses each stand on one line."""
    return _RUNNING.sub(lambda found: found[1] + _held(found[2], WHOLE), html)


def parted(html: str) -> str:
    """Return composed HTML for large print, whose addresses may end a line before any stroke of theirs, not after it.

    Only for what is set on pages: the parts are no addresses by themselves.
    """

    def divided(found: re.Match[str]) -> str:
        parts = [found[2]] if len(found[2]) <= LARGE else _PARTS.findall(found[2])
        return found[1] + "".join(_held(part, LARGE) for part in parts)

    return _ANY.sub(divided, html)


def _held(part: str, most: int) -> str:
    return f'<span class="unbroken">{part}</span>' if len(part) <= most else part
