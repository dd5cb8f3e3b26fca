"""What a typesetter does to text that a person typed: quotes, dashes, and spaces that must not break.

Quotation marks become those of the language, hyphens between spaces and double hyphens become
dashes, three points an ellipsis. A non-breaking space keeps together what a line must not part
('7 pm', 'section 75', '1 July', '£1 million'), and the last short word of a paragraph with the
one before it. Lines of capitals stand apart by what hangs below them and rises above them.
"""

from __future__ import annotations

import re
import unicodedata

NBSP = "\u00a0"

# Pairs of quotation marks by language, double then single, as printers use them there.
QUOTES: dict[str, str | list[str]] = {
    "en": "“”‘’",
    "cy": "“”‘’",
    "de": "„“‚‘",
    "fr": ["«\u202f", "\u202f»", "‹\u202f", "\u202f›"],
    "es": "«»“”",
    "it": "«»“”",
    "pt": "“”‘’",
    "pl": "„”‚’",
    "ro": "„”«»",
    "nl": "“”‘’",
    "sv": "””’’",
}

# What follows a figure, and what goes before one, in all languages: a Welsh page has an English branch's '7 pm'.
_UNITS = "|".join(
    [
        r"am|pm|a\.m\.|p\.m\.|thousand|million|billion|per cent|%|mm|cm|m|km|kg|miles?|years?|people",
        r"yb|yh|y\.b\.|y\.h\.|mil|miliwn|biliwn|y cant|milltir|mlynedd|o bobl",
    ]
)
_NUMBERED = "|".join(
    [
        r"[Ss]ections?|[Ss]\.|[Pp]ages?|[Pp]p?\.|[Pp]art|[Cc]lauses?|[Aa]rticles?|[Cc]hapter|[Rr]oom|No\.|Nos\.",
        r"[Aa]dran|[Tt]udalen|[Rr]han|[Cc]ymal|[Pp]ennod|[Yy]stafell|[Rr]hif",
    ]
)
_MONTHS = "|".join(
    [
        "January|February|March|April|May|June|July|August|September|October|November|December",
        "Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr",
        "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
        "Januar|Februar|März|Juni|Juli|Oktober|Dezember|januari|februari|maart|mars|mei|maj|juni|juli|augusti|augustus",
        "janvier|février|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|oktober|december|september",
        "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|dicembre|april|november",
        "enero|febrero|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio",
        "junho|julho|setembro|outubro|novembro|dezembro|ianuarie|februarie|martie|aprilie|iunie|iulie|noiembrie",
    ]
)
_DAY = r"\b\d\d?(?:\.|er|st|nd|rd|th)?"
_UNPARTED = tuple(
    map(
        re.compile,
        (rf"(\d) (?=(?:{_UNITS})(?!\w))", rf"({_DAY}) (?=(?:de )?(?:{_MONTHS})\b)", rf"(\b(?:{_NUMBERED})) (?=\d)"),
    )
)
_DATED = re.compile(rf"{_DAY}{NBSP}(?:de )?(?:{_MONTHS})(?: de)? (?=\d{{4}}\b)")
_LAST_DAY = re.compile(rf"(\b[^\W\d_]{{1,3}}) (?={_DAY}{NBSP}(?:{_MONTHS})(?:{NBSP}\d{{4}})?[.!?]?(?:</p>|</li>|\Z))")
_RANGE = re.compile(r"\d[\d.,]*–\d+")

# An apostrophe for what is left out: rock 'n' roll, the '90s, and then '68, where no quotation mark may close after it.
_ELIDED = (
    re.compile(r"(?<!\S)'n'(?!\S)|(?<![^\s(\[“\"—–-])'(?=\d\ds\b)"),
    re.compile(r"(?<![^\s(\[“\"—–-])'(?=\d\d(?!\w)(?!.*\S'(?!\w)))"),
)

# Of an address: an initial and its surname, a number and its street, the halves of a postcode.
_ADDRESSED = re.compile(r"(\b[^\W\d_]\.|(?:^|(?<=, ))\d+\w?|\b[A-Z]{1,2}\d[A-Z\d]?(?= \d[A-Z]{2}\b)) (?=\w)")

_BLOCK = re.compile(r"(</?(?:p|li|ul|ol)\b[^>]*>)")
_SPACE = re.compile(r"(\s+)")
_TAG = re.compile(r"(<[^>]*>)")
_FEWEST_WORDS = 5  # a shorter text has no last line to speak of
_SHORT_WORD = 9  # characters, with its full stop


def quotes(language: str) -> str | list[str]:
    """Return the quotation marks of a language, as markdown-it takes them; English ones where none are known."""
    return QUOTES.get(language, QUOTES["en"])


def dashes(text: str) -> str:
    """Set the dashes and the ellipsis that a keyboard lacks; web addresses stay as they are."""
    words = _SPACE.split(text)
    return "".join("–" if word == "-" and number else _dashed(word) for number, word in enumerate(words))


def _dashed(word: str) -> str:
    return word if "://" in word else word.replace("...", "…").replace("---", "—").replace("--", "–")


def apostrophes(text: str) -> str:
    """Set a curved apostrophe in a name or an address: it stands after a letter, or where something is left out."""
    return re.sub(r"(?<=[^\W\d_])'", "’", elided(text))


def elided(text: str) -> str:
    """Set a curved apostrophe where figures or letters are left out: '68, the '90s, rock 'n' roll."""
    for pattern in _ELIDED:
        text = pattern.sub(lambda found: found[0].replace("'", "’"), text)
    return text


def addressed(text: str) -> str:
    """Keep together what no line of a name and its address may part: 'A. Member', '4 Station Road', 'AN1 2BB'."""
    return _ADDRESSED.sub(rf"\1{NBSP}", text)


def glued(markup: str) -> str:
    """Put in the spaces that must not break. `markup` is safe HTML of paragraphs, lists and inline tags."""
    made = markup
    for pattern in _UNPARTED:
        made = pattern.sub(rf"\1{NBSP}", made)
    return "".join(part if number % 2 else _ending(part) for number, part in enumerate(_BLOCK.split(made)))


def dated(markup: str) -> str:
    """Keep a year with its day and month, in safe HTML for a short line: alone on the next one it would look lost."""
    return _DATED.sub(lambda found: found[0].replace(" ", NBSP), markup)


def ended(markup: str) -> str:
    """Keep dates whole in running text, safe HTML, and a short word with the date that ends a paragraph: 'by 1 May'."""
    return _LAST_DAY.sub(rf"\1{NBSP}", dated(markup))


def ranged(markup: str) -> str:
    """Keep '2025–26' on one line: a line may end at a dash. `markup` is safe HTML."""
    if "–" not in markup:
        return markup
    kept = r'<span class="range">\g<0></span>'
    return "".join(part if number % 2 else _RANGE.sub(kept, part) for number, part in enumerate(_TAG.split(markup)))


def _ending(text: str) -> str:
    """Keep the last word of a paragraph, where it is a short one, with the word before it."""
    pieces = _TAG.split(text.rstrip())
    words = re.split(r"[ \n]+", "".join(pieces[::2]).strip())
    if len(words) < _FEWEST_WORDS or len(words[-1]) > _SHORT_WORD or NBSP in words[-1]:
        return text
    if not any(map(str.isalnum, words[-1])):  # a ruled blank, with its full stop
        return text
    for number in range(len(pieces) - 1, -1, -2):
        at = max(pieces[number].rfind(" "), pieces[number].rfind("\n"))
        if at >= 0:
            pieces[number] = f"{pieces[number][:at]}{NBSP}{pieces[number][at + 1 :]}"
            break
    return "".join(pieces) + text[len(text.rstrip()) :]


# Of the condensed capitals, in em: their height, what hangs below the line or rises above that height, and what is to
# stay free between two lines.
_CAPITAL = 0.735
_HANGING = dict.fromkeys(",;‚„", 0.13) | dict.fromkeys("()[]{}", 0.15)
_HOOK, _ACCENT = 0.19, 0.16
_RISING = {"\u030a": 0.19}  # a ring
_FREE = 0.09
_BELOW, _ABOVE = (202, 220), (230,)  # combining classes of marks: attached below, below, above (UAX #44, table 15)


def reach(text: str) -> float:
    """Return the leading in em that lines of capitals need for their commas, hooks and accents; 0 without any.

    What hangs from the last word, or stands on the first, meets no other line.
    """
    words = text.upper().split()
    below = max((_hangs(letter) for word in words[:-1] for letter in unicodedata.normalize("NFD", word)), default=0.0)
    above = max((_rises(letter) for word in words[1:] for letter in unicodedata.normalize("NFD", word)), default=0.0)
    if not below and not above:
        return 0.0
    return round(_CAPITAL + max(below + above, max(below, above) + _FREE), 3)


def rise(line: str) -> float:
    """Return by how many em the accents on a line of capitals stand above them; 0 without any."""
    letters = [unicodedata.normalize("NFD", letter) for letter in line.upper()]
    return max((_rises(mark) for letter in letters if letter[0].isupper() for mark in letter[1:]), default=0.0)


def _hangs(letter: str) -> float:
    return _HOOK if unicodedata.combining(letter) in _BELOW else _HANGING.get(letter, 0.0)


def _rises(letter: str) -> float:
    return _RISING.get(letter, _ACCENT) if unicodedata.combining(letter) in _ABOVE else 0.0
