"""Words broken into lines: where a headline is to break, and where numbered lines did."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Final

from handbill.markup import BLANK

# A ruled blank counts as a word; else a tag is no part of any word.
_TOKEN: Final = re.compile(r'<span class="blank"></span>|<[^>]*>|[^<]+')
# A non-breaking space holds a figure to its unit; elsewhere it stands against a short last line in
# running text, which is not for it to say in a headline.
SPACE: Final = re.compile(r"[ \t\r\n]+|(?<!\d)(?<!\d\.)\u00a0(?!\d)")


def set_lines(html: str, breaks: tuple[int, ...]) -> str:
    """Return inline HTML with line breaks before the words of these numbers, inside whatever holds them.

    Words are what stands between ordinary spaces; a ruled blank is one.
    """
    number, after_space = 0, True
    made = []
    for token in _TOKEN.findall(html.strip()):
        if token == BLANK:
            after_space = False
        elif not token.startswith("<"):
            parts = SPACE.split(token)
            for place, part in enumerate(parts):
                if place and not after_space:
                    number += 1
                    made.append("<br>" if number in breaks else " ")
                    after_space = True
                if part:
                    made.append(part)
                    after_space = False
            continue
        made.append(token)
    return "".join(made)


_UNIT: Final = re.compile(r'<span class="blank"></span>|<[^>]*>|&#?\w+;|.', re.DOTALL)
_LINE: Final = ('<span data-line="{}"></span>', '<br data-line="{}">')


def with_numbers(html: str, lines: Mapping[int, int]) -> str:
    """Return inline HTML with breaks: `lines` has the number of the line that begins after so many letters.

    White space counts for nothing, and a ruled blank as one letter.
    """
    made, count = [], 0
    waiting = dict(lines)
    for unit in _UNIT.findall(html):
        shows = unit == BLANK or not (unit.startswith("<") or unescape(unit).isspace())
        if shows and count in waiting:
            made.append(_LINE[count > 0].format(waiting.pop(count)))
        made.append(unit)
        count += shows
    return "".join(made)
