"""Numbers that make a claim: percentages, money, counts. Dates, times, addresses and the like are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from handbill.style.prose import UNKNOWN
from handbill.text import CITATION

LEAST_COUNT: Final = 10
"""Smaller numbers seldom are figures: 'three things', '6 days a week'."""

_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_CALLED = (
    "(?:act|age|aged|article|band|believes|box|bus|category|chapter|class|clause|figure|flat|floor|grade"
    "|item|key stage|level|line|motion|no|nos|note|notes|number|option|page|paragraph|part|phase|platform|point"
    "|question|regulation|resolves|room|route|rule|schedule|section|stage|step|table|tier|unit|version|ward|year)s?"
)
_LENGTH = "(?:min|minute|hour|second|mm|cm|m|km|metre|mile|word|page|side|copie|copy)s?"
_OTHERWISE = re.compile(
    "|".join(
        (
            r"(?<!\d)(?:\+44\s?|0)\d[\d\s]{6,12}\d\b",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:\s+\d{{4}})?|\b{_MONTH}\s+\d{{1,4}}\b",
            r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b24/7\b",
            r"(?<![£€$\d,.])\b(?:1[5-9]|20|21)\d\d(?:[/–-]\d{2,4})?s?\b(?!\s*(?:%|per cent|million))",
            r"\b\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|a\.m|p\.m|o['’]clock|noon)\b|\b\d{1,2}:\d\d\b",
            rf"\b\d[\d,.]*(?:[\s-]+|\s*(?:to|–)\s*\d+\s*){_LENGTH}\b",
            rf"\b{_CALLED}\.?\s+\d+(?:[.,–-]\d+)*[a-z]?(?:\s*(?:and|to|or|,)\s*\d+)*\b",
            r"\b(?:over|under)[\s-]\d+s\b|\b\d+(?:[\s-]+(?:to|and|or)[\s-]+\d+)?[\s-]years?[\s-]olds?\b",
            r"\b\d+(?:st|nd|rd|th)\b|\b\d+[a-z]{2,}\b|(?<=[a-z])\d+",
        )
    ),
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b\d+[a-z]?(?:\s+[A-Z][\w'’-]*){2,}|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]+-?\d+\b|\b\d+\s+Year\b"
)
_LARGE = "(?:thousand|million|billion|trillion)"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_CLAIM = re.compile(
    rf"(?P<money>[£€$]\s?{_NUMBER}(?:\s?(?:{_LARGE}|m|bn|k)\b)?|\b\d+p\b)"
    rf"|(?P<share>\b{_NUMBER}\s?(?:%|per\s?cent\b)|\b\d+\s+(?:in|out of)\s+(?:every\s+)?\d+\b)"
    rf"|(?P<large>\b(?:{_NUMBER}|two|three|four|five|six|seven|eight|nine|ten)\s+{_LARGE}\b)"
    rf"|(?P<count>(?<![\w.,-]){_NUMBER}(?![\w-]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number at a place in a text. `value` is it in a form in which the same number is known again."""

    start: int
    words: str
    value: str
    is_count: bool


def claims_in(prose: str) -> Iterator[Claim]:
    """Yield the numbers of a masked text that make a claim."""
    hidden = _NAME.sub(_hide, _OTHERWISE.sub(_hide, prose))
    for found in _CLAIM.finditer(hidden):
        is_count = found["count"] is not None
        if not is_count or float(found[0].replace(",", "")) >= LEAST_COUNT:
            yield Claim(found.start(), found[0], value(found[0]), is_count)


def value(words: str) -> str:
    """Return a number in a form in which it is known again: '£84,000' and '84 000' are one."""
    return re.sub(r"[\s,£€$]|(?<=\d)(?:%|per\s?cent)", "", words.lower())


def is_cited(text: str, start: int) -> bool:
    """Say whether the paragraph in which a number stands cites a source."""
    begin = max(text.rfind("\n\n", 0, start), text.rfind("\n- ", 0, start), 0)
    ends = [end for end in (text.find("\n\n", start), text.find("\n- ", start)) if end >= 0]
    return bool(CITATION.search(text, begin, min(ends, default=len(text))))


def _hide(found: re.Match[str]) -> str:
    return UNKNOWN * len(found[0])
