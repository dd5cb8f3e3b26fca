"""The numbers of sources where they cannot stand small and high: in large print."""

from __future__ import annotations

import re
from typing import Final

_MARK: Final = r'<sup class="cite">([^<]*)</sup>'
_CLOSED: Final = re.compile(rf'<span class="cited">([.,;:!?…]){_MARK}</span>')
_ALONE: Final = re.compile(rf"[ \n]*{_MARK}")
_LISTED: Final = re.compile(r'<strong class="cite">([^<]*)</strong>')


def bracketed(html: str) -> str:
    """Return composed HTML with the numbers of its sources in brackets: before the stop that ends what they are for.

    >>> bracketed('It closed<span class="cited">;<sup class="cite">1</sup></span> we asked why.')
    'It closed\\xa0[1]; we asked why.'
    """
    made = _CLOSED.sub("\u00a0[\\2]\\1", html)
    return _LISTED.sub(r"<strong>[\1]</strong>", _ALONE.sub("\u00a0[\\1]", made))
