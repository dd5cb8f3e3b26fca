"""Addresses of e-mail: which ones a message can carry."""

from __future__ import annotations

from email.errors import HeaderParseError
from email.headerregistry import Address


def can_be_sent_to(address: str) -> bool:
    """Say whether a message can carry an address. Letters beyond ASCII cannot go everywhere, and are refused."""
    try:
        return address.isascii() and Address(addr_spec=address).addr_spec == address
    except (HeaderParseError, ValueError, IndexError):
        return False
