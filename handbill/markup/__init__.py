"""Composed HTML: what its elements are, and which editions have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

INLINE: Final = frozenset(["a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "kbd"]) | frozenset(
    ["mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"]
)
VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
UNREAD: Final = frozenset(("head", "script", "style", "svg", "title"))

BLANK: Final = '<span class="blank"></span>'  # what the neutral copy has where a branch has words

PAPER: Final = "paper"
"""The editions that are pages."""

TEXT: Final = "text"
"""The edition that is plain text, and what goes into an e-mail."""


def left_out(edition: str, tag: str, classes: Sequence[str], only: str | None) -> bool:
    """Say whether an edition lacks an element: `only` is its `data-only`, which names the editions that have it.

    A citation mark is no part of plain text: glued to a word, it makes another word of it. Nor is the number of
    a source in their list, which nothing there leads to.
    """
    if only is not None and edition not in only.split():
        return True
    return edition == TEXT and tag in ("sup", "strong") and "cite" in classes
