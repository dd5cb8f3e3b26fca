"""The little Markdown of the YAML becomes safe HTML, with placeholders filled in.

Four things are told apart here. What the author typed is Markdown. What a placeholder stands
for is data: it is put in after the Markdown is done, so that a branch called '*Stars*' stays
that. HTML is never passed through. And a citation, `[^id]`, becomes the number of its source.

Private-use characters hold the place of data and citations while Markdown does its work; the
reader of YAML refuses them, so no text can hold one by itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt

from handbill.errors import did_you_mean
from handbill.piece import Rich

PLACEHOLDER = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
CITATION = re.compile(r"\[\^([^\]\s]+)\]")
_NAME = re.compile(r"[^\W\d]\w*(?:\.[\w-]+)*\Z")
_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD = re.compile(f"{_OPEN}(\\d+){_CLOSE}")

BLANK = Rich('<span class="blank"></span>', "")
"""A ruled line to write on, where the neutral copy has no words."""

TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "br", "sup", "span"}
ATTRIBUTES = {"a": {"href"}, "span": {"class"}, "sup": {"class"}}

# Pairs of quotation marks by language, double then single, as printers use them there.
QUOTES = {
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

_UNITS = r"(?:am|pm|a\.m\.|p\.m\.|million|billion|per cent|%|mm|cm|m|km|kg|miles|years|people)"
_GLUE = (
    re.compile(rf"(?<=\d) (?={_UNITS}\b)"),
    re.compile(r"(?<=\b[Ss]ection) (?=\d)|(?<=\b[Pp]age) (?=\d)|(?<=\bNo\.) (?=\d)|(?<=\b[Pp]art) (?=\d)"),
    re.compile(
        r"(?<=\b\d) (?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    ),
    re.compile(
        r"(?<=\b\d\d) (?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    ),
)

# A paragraph of some length must not end in a line of one short word.
_LAST_WORD = re.compile(
    r"(\S+(?:[ \n]\S+){3,})[ \n](?=[^\s<>=\"]{1,8}(?:</(?:em|strong|a)>)*[.?!…]?(?:</(?:p|li)>|\Z))"
)


class UnknownName(Exception):
    """A placeholder names nothing that there is. `name` is what was written."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(reason)


class Writer:
    """Turns texts into `Rich` for one branch, one document and one language.

    names:   what placeholders stand for, nested by their dotted names; `None` prints a ruled blank
    cite:    gives the number of a source; raises UnknownName for one that is not there
    """

    def __init__(self, names: Mapping[str, Any], cite: Callable[[str], int], lang: str) -> None:
        self.names, self.cite, self.lang = names, cite, lang

    def inline(self, text: str, sources: tuple[str, ...] = ()) -> Rich:
        """One line: emphasis, links and placeholders; `sources` are cited at its end."""
        return self._write(text, sources, inline=True)

    def prose(self, text: str) -> Rich:
        """Paragraphs and lists."""
        return self._write(text, (), inline=False)

    def _write(self, text: str, sources: tuple[str, ...], *, inline: bool) -> Rich:
        held: list[Rich] = []

        def hold(value: Rich) -> str:
            held.append(value)
            return f"{_OPEN}{len(held) - 1}{_CLOSE}"

        marked = PLACEHOLDER.sub(lambda found: hold(self.look_up(found[1])), text.strip())
        if "{{" in marked or "}}" in marked or "{%" in marked:
            raise UnknownName(marked, "a placeholder is not closed: write it as {{ branch.name }}")
        marked = CITATION.sub(lambda found: hold(_citation(self.cite(found[1]))), marked)
        marked += "".join(hold(_citation(self.cite(source))) for source in sources)
        made = _rendered(marked, self.lang.split("-")[0], inline)
        made = _HELD.sub(lambda found: held[int(found[1])].html, made)
        made = made.replace(_BETWEEN_CITATIONS, ",")
        return Rich(made, bare(made))

    def look_up(self, name: str) -> Rich:
        """Return what a dotted name stands for, as text that is safe in HTML."""
        if not _NAME.match(name):
            raise UnknownName(name, f"only a name can stand in {{{{ … }}}}, not '{name}'")
        value: Any = self.names
        path: list[str] = []
        for step in name.split("."):
            if not isinstance(value, Mapping) or step not in value:
                raise UnknownName(name, _unknown(name, path, step, value))
            value = value[step]
            path.append(step)
        if isinstance(value, Mapping):
            raise UnknownName(name, _unknown(name, path, "", value))
        if value is None:
            return BLANK
        if isinstance(value, Rich):
            return value
        if not str(value).strip():
            raise UnknownName(name, f"'{name}' has no value here")
        return Rich(escape(str(value)), str(value))


def plain(value: str) -> Rich:
    """Return text that is no Markdown: a name, an address."""
    return Rich(escape(value), value) if value else Rich("", "")


def fill(template: str, **values: Rich | str) -> Rich:
    """Put values into words of the program: `fill("Printed by {printer}", printer=…)`."""
    rich = {key: value if isinstance(value, Rich) else plain(value) for key, value in values.items()}
    parts = re.split(r"\{(\w+)\}", template)
    made = "".join(rich[part].html if number % 2 else escape(part) for number, part in enumerate(parts))
    return Rich(made, bare(made))


def escape(value: str) -> str:
    """Make data safe in HTML, with its figures glued to what they count."""
    return _tidy(html.escape(value, quote=False))


def bare(markup: str) -> str:
    """Return the words of safe HTML, with a line break after each paragraph or entry."""
    words = re.sub(r"</(?:p|li)>|<br ?/?>", "\n", markup)
    return html.unescape(re.sub(r"<[^>]*>", "", words)).strip()


def links(markup: str) -> tuple[str, ...]:
    """Return the addresses that safe HTML links to."""
    return tuple(html.unescape(found) for found in re.findall(r'<a [^>]*href="([^"]*)"', markup))


def _citation(number: int) -> Rich:
    return Rich(f'<sup class="cite">{number}</sup>', str(number))


_BETWEEN_CITATIONS = '</sup><sup class="cite">'


@lru_cache(4096)
def _rendered(marked: str, language: str, inline: bool) -> str:
    """Turn Markdown into HTML. Most texts are the same for every branch, so they are kept."""
    parser = _parser(language)
    rendered = parser.renderInline(marked) if inline else parser.render(marked)
    made = _tidy(rendered.strip())
    return made.replace("\n", " ") if inline else made


def _tidy(markup: str) -> str:
    """Keep together with a non-breaking space what a line must not part: '7 pm', 'section 75'."""
    for glue in _GLUE:
        markup = glue.sub("\u00a0", markup)
    return _LAST_WORD.sub("\\1\u00a0", markup)


def _unknown(name: str, path: list[str], step: str, value: Any) -> str:
    choices = [".".join([*path, str(key)]) for key in value] if isinstance(value, Mapping) else []
    hint = did_you_mean(name if step else f"{name}.name", choices)
    return f"unknown name '{name}'" + (f": {hint}" if hint else "")


@cache
def _parser(language: str) -> MarkdownIt:
    """Return a parser of the little Markdown: no HTML, no headings, no pictures, no code, no tables."""
    parser = MarkdownIt(
        "zero",
        {"html": False, "typographer": True, "quotes": QUOTES.get(language, QUOTES["en"]), "breaks": False},
    )
    parser.enable(["emphasis", "link", "list", "escape", "smartquotes", "replacements", "entity", "newline"])
    render = parser.renderer.render

    def clean(tokens: Any, options: Any, env: Any) -> str:
        made = render(tokens, options, env)
        return nh3.clean(
            made,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel=None,
        )

    parser.renderer.render = clean  # type: ignore[method-assign]
    return parser
