"""The little Markdown of the YAML becomes safe HTML, with placeholders filled in.

Four things are told apart here. What the author typed is Markdown. What a placeholder stands
for is data: it is put in after the Markdown is done, so that a branch called '*Stars*' stays
that. HTML is never passed through. And a citation, `[^id]`, becomes the number of its source.

Private-use characters hold the place of data and citations while Markdown does its work; the
readers of files refuse them, so no text can hold one by itself.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from handbill import typography
from handbill.bidi import crossing, way
from handbill.errors import did_you_mean
from handbill.piece import Rich
from handbill.wording import FALLBACK, Borrowed, borrowed, direction

PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
CITATION = re.compile(r"\[\^([^\]\s]+)\]")
_NAME = re.compile(r"[^\W\d]\w*(?:\.[\w-]+)*\Z")
_TARGET = re.compile(r"(?<=\]\()(?:\{\{[^{}]*\}\}|\([^()\s]*\)|[^()\s{]|\{(?!\{))*")
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}")
_FIELD = re.compile(r"\{(\w+)\}")
_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD = re.compile(f"{_OPEN}(\\d+){_CLOSE}")

BLANK = Rich('<span class="blank"></span>', "")
"""A ruled line to write on, where the neutral copy has no words."""

SCHEMES = ("https", "http", "mailto", "tel")
TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "br"}
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}


class TextError(Exception):
    """Something in a text cannot be printed. `found` is what was typed, and `nth` which one of several it is."""

    def __init__(self, found: str, message: str, hint: str = "", nth: int = 0) -> None:
        self.found, self.message, self.hint, self.nth = found, message, hint, nth
        super().__init__(message)


class Writer:
    """Turns texts into `Rich` for one branch, one document and one language.

    names:   what placeholders stand for, nested by their dotted names; `None` prints a ruled blank
    cite:    gives the number of a source; raises TextError for one that is not there
    """

    def __init__(self, names: Mapping[str, Any], cite: Callable[[str], int], lang: str) -> None:
        self.names, self.cite, self.language = names, cite, lang.split("-")[0]

    def inline(self, text: str, sources: tuple[str, ...] = ()) -> Rich:
        """One line: emphasis, links and placeholders; `sources` are cited at its end. Raises TextError."""
        return self._write(text, sources, inline=True)

    def prose(self, text: str) -> Rich:
        """Paragraphs and lists. Raises TextError."""
        return self._write(text, (), inline=False)

    def faults(self, text: str) -> Iterator[TextError]:
        """Yield everything in a text that cannot be printed."""
        seen: Counter[str] = Counter()
        checks = ((PLACEHOLDER, self.look_up), (CITATION, self.cite), (_TARGET, _check_target), (_STRAY, _refuse))
        for pattern, check in checks:
            for found in pattern.finditer(PLACEHOLDER.sub(_masked, text) if pattern is _STRAY else text):
                typed = found[found.lastindex or 0].strip()
                try:
                    check(typed)
                except TextError as error:
                    yield TextError(typed, error.message, error.hint, seen[typed])
                seen[typed] += 1

    def _write(self, text: str, sources: tuple[str, ...], *, inline: bool) -> Rich:
        held: list[Rich] = []

        def hold(value: Rich) -> str:
            held.append(value)
            return f"{_OPEN}{len(held) - 1}{_CLOSE}"

        marked = text.strip()
        if "{" in marked or "}" in marked:
            marked = _TARGET.sub(self._target, marked)
            marked = PLACEHOLDER.sub(lambda found: hold(self.look_up(found[1])), marked)
            if stray := _STRAY.search(marked):
                _refuse(stray[0])
        if "](" in marked:
            for target in _TARGET.findall(marked):
                _check_target(target)
        if "[^" in marked:
            marked = CITATION.sub(lambda found: hold(_citation(self.cite(found[1]))), marked)
        marked += "".join(hold(_citation(self.cite(source))) for source in sources)
        return _written(marked, self.language, inline, tuple(held))

    def _target(self, found: re.Match[str]) -> str:
        """Fill in the placeholders of an address that a link leads to."""
        return PLACEHOLDER.sub(lambda name: quote(self.look_up(name[1]).plain, safe="%/:?#[]@!$&*+,;=~"), found[0])

    def look_up(self, name: str) -> Rich:
        """Return what a dotted name stands for, as text that is safe in HTML. Raises TextError."""
        name = name.strip()
        if not _NAME.match(name):
            raise TextError(name, f"only a name can stand in {{{{ … }}}}, not '{name}'")
        value: Any = self.names
        path: list[str] = []
        for step in name.split("."):
            if not isinstance(value, Mapping) or step not in value:
                raise _unknown(name, path, value)
            value = value[step]
            path.append(step)
        if isinstance(value, Mapping):
            raise _unknown(name, path, value)
        if value is None:
            return BLANK
        if isinstance(value, Rich):
            return value
        if not str(value).strip():
            raise TextError(name, f"'{name}' has no value here", _how_to_fill(path))
        return plain(str(value), self.language)


@lru_cache(8192, typed=True)
def plain(value: str, language: str = "en") -> Rich:
    """Return text that is no Markdown: a name, an address, a word of the program.

    What runs the other way than a language does stands apart: a number that begins an address stays before it. Nothing
    does where no language is said.
    """
    made = typography.glued(html.escape(typography.apostrophes(value), quote=False))
    said = html.unescape(made)
    if isinstance(value, Borrowed):
        made = borrowed(made)
    elif language and (which := way(value)) not in ("", direction(language)):
        made = f'<span dir="{which}">{made}</span>'
    return Rich(made, said)


def in_language(words: Rich, lang: str, page: str) -> Rich:
    """Return words in a language, marked so where a page is in another: a reader says them rightly then.

    What runs the other way stands apart from the words around it, so that no comma changes sides.
    """
    if lang.split("-")[0] == page.split("-")[0] or not words.plain:
        return words
    return Rich(f'<span lang="{html.escape(lang)}" dir="{direction(lang)}">{words.html}</span>', words.plain)


def fill(template: str, **values: Rich | str) -> Rich:
    """Put values into words of the program: `fill("Printed by {printer}", printer=…)`."""
    rich = {key: value if isinstance(value, Rich) else plain(value, "") for key, value in values.items()}
    if isinstance(template, Borrowed):
        rich = {key: in_language(value, template.page, FALLBACK) for key, value in rich.items()}
    parts = _FIELD.split(template)
    made = "".join(
        rich[part].html if number % 2 else html.escape(part, quote=False) for number, part in enumerate(parts)
    )
    return Rich(borrowed(made) if isinstance(template, Borrowed) else made, bare(made))


def bare(markup: str) -> str:
    """Return the words of safe HTML, with a line break after each paragraph or entry."""
    if "<" in markup:
        markup = re.sub(r"<[^>]*>", "", re.sub(r"</(?:p|li)>|<br ?/?>", "\n", markup))
    return html.unescape(markup).strip()


def blocks(markup: str) -> Iterator[str]:
    """Yield the paragraphs and lists of safe HTML, each whole with what stands inside it."""
    depth = start = 0
    for tag in _BLOCK.finditer(markup):
        if not depth:
            start = tag.start()
        depth += -1 if tag[1] else 1
        if not depth:
            yield markup[start : tag.end()]


def uncited(text: Rich) -> Rich:
    """Return text without the numbers of its sources: for where they are not listed."""
    if _SUP.search(text.html) is None:
        return text
    made = re.sub(r'<span class="cited">(.*?)</span>', r"\1", _SUP.sub("", text.html))
    return Rich(made, bare(made))


def links(markup: str) -> tuple[str, ...]:
    """Return the addresses that safe HTML links to, not the places within it."""
    return tuple(html.unescape(found) for found in re.findall(r'<a [^>]*href="([^"#][^"]*)"', markup))


def _citation(number: int) -> Rich:
    return Rich(f'<sup class="cite">{number}</sup>', str(number))


_BLOCK = re.compile(r"<(/?)(?:p|ul|ol)\b[^>]*>")
_LEAF = re.compile(r"(<(?:p|li)>)((?:(?!</?(?:p|li|ul|ol)\b).)+)", re.DOTALL)
"""The words of a paragraph or of an entry, without further lists inside it."""
_SUP = re.compile(r'<sup class="cite">[^<]*</sup>')
_BETWEEN_CITATIONS = '</sup><sup class="cite">'
_CITED = re.compile(r'((?:&#?\w+;|[^\w\s<>])<sup class="cite">[^<]*</sup>)')
"""The number of a source with the letter before it: no line may end between a full stop and a number."""
_APART = re.compile(r'(<span dir="(\w+)">[^<]*)</span> <span dir="\2">')
"""What stands apart twice over: 'Cllr' and the name after it keep their order only as one."""


def _kept_together(found: re.Match[str]) -> str:
    """Hold a number to the full stop before it; a vowel sign of an Indic script stays with its letter."""
    is_mark = unicodedata.category(found[0][0]).startswith("M")
    return found[0] if is_mark else f'<span class="cited">{found[0]}</span>'


def _masked(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _check_target(target: str) -> None:
    """Refuse a link that leads nowhere from a sheet of paper: to a file, to a place on this page, to a script."""
    address = target.strip().strip("<>")
    if address and not PLACEHOLDER.match(address) and address.partition(":")[0].lower() not in SCHEMES:
        message = f"a link cannot lead to '{address}'"
        raise TextError(target, message, "write a whole address, with https://, mailto: or tel: before it")


_STARS = re.compile(r"\*|<(/?)(em|strong)>")
_OPENS = re.compile(r"(?<![\w*])\*+(?=[^\s*).,:;!?])")
_UNREAD = re.compile(rf"\\.|(?m:^ *\* )|{PLACEHOLDER.pattern}|{_TARGET.pattern}")


def unclosed(text: str) -> list[int]:
    """Return which of the stars of a text (the first is 0) open what nothing closes: they are printed as they stand."""
    if "*" not in text:
        return []
    # As long as what was typed, with no stars but those that may be emphasis, in the order of the HTML.
    masked = _UNREAD.sub(lambda found: re.sub(r"[^\s]", "-" if found[0].strip() == "*" else "x", found[0]), text)
    masked = masked.replace("_", "x")
    made = _parser("en").render(masked)
    kept: list[bool] = []
    for found in _STARS.finditer(made):
        kept += [True] if found[0] == "*" else [False] * (2 if found[2] == "strong" else 1)
    places = [each.start() for each in re.finditer(r"\*", masked)]
    literal = {place for place, is_kept in zip(places, kept, strict=False) if is_kept}
    return [text.count("*", 0, each.start()) for each in _OPENS.finditer(masked) if each.start() in literal]


def _refuse(stray: str) -> None:
    if "%" in stray:
        raise TextError(stray, f"'{stray}' cannot be printed", "only names, as {{ branch.name }}, are filled in")
    raise TextError(stray, "this placeholder is not whole", "write it as {{ branch.name }}")


def _how_to_fill(path: list[str]) -> str:
    filled = "fill it in where it belongs"
    if path[0] == "branch" and path[1:]:
        column = ".".join(path[1:])
        filled = f"fill in '{': '.join(path[1:])}:' for the branch (in a table of branches, the column '{column}')"
    return f"{filled}, take the placeholder out, or say with 'only:' for whom this is"


def _unknown(name: str, path: list[str], value: Any) -> TextError:
    choices = [".".join([*path, str(key)]) for key in value] if isinstance(value, Mapping) else []
    return TextError(name, f"unknown name '{name}'", did_you_mean(name, choices))


@lru_cache(8192)
def _written(marked: str, language: str, inline: bool, held: tuple[Rich, ...]) -> Rich:
    """Turn Markdown into HTML and put in what it holds places for. Most texts are the same for many branches."""
    made = _rendered(marked, language, inline)
    if held:
        made = _HELD.sub(lambda found: held[int(found[1])].html, made)
        made = _CITED.sub(_kept_together, made.replace(_BETWEEN_CITATIONS, ","))
        made = _APART.sub(r"\1 ", made)
    page = direction(language)
    made = _set_apart(made, page) if inline else "\n".join(_turned(block, page) for block in blocks(made))
    return Rich(made, bare(made))


def _turned(block: str, page: str) -> str:
    """Return a paragraph or a list with the direction of its words, where that is not the page's.

    Of a list only some entries of which run across, those alone stand apart: bullets stay where they are.
    """
    if across := crossing(bare(block), page):
        return re.sub(r"\A<\w+", rf'\g<0> dir="{across}"', block)
    return _LEAF.sub(lambda found: found[1] + _set_apart(found[2], page), block)


def _set_apart(markup: str, page: str) -> str:
    """Return words, that stand in one block, apart from their page where they run the other way."""
    across = crossing(bare(markup), page)
    return f'<span dir="{across}">{markup}</span>' if across else markup


@lru_cache(4096)
def _rendered(marked: str, language: str, inline: bool) -> str:
    """Turn Markdown into HTML, places for data and citations and all."""
    parser = _parser(language)
    made = nh3.clean(
        parser.renderInline(marked) if inline else parser.render(marked),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=None,
    ).strip()
    made = re.sub(r'<a(?: href="")?>(.*?)</a>', r"\1", made)  # of the neutral copy, whose links lead nowhere
    return typography.ranged(typography.glued(made.replace("\n", " ") if inline else made))


@cache
def _parser(language: str) -> MarkdownIt:
    """Return a parser of the little Markdown: no HTML, no headings, no pictures, no code, no tables."""
    parser = MarkdownIt("zero", {"html": False, "typographer": True, "quotes": typography.quotes(language)})
    parser.enable(["emphasis", "link", "list", "escape", "smartquotes", "newline"])
    parser.core.ruler.before("smartquotes", "dashes", _set_dashes)
    return parser


def _set_dashes(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text":
                token.content = typography.elided(typography.dashes(token.content))
