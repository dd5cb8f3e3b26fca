"""Writes the parts of docs/ that the program itself knows: fields, commands, words.

    python scripts/reference.py           renews them
    python scripts/reference.py --check   names the pages that are stale; exit status 1 where there are any

In a page such a part stands between `<!-- made: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import datetime
import re
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel
from pydantic.fields import FieldInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from handbill import schemas, translation, wording  # noqa: E402, found by the line above where nothing is installed
from handbill.cli.app import app  # noqa: E402
from handbill.models import base, leaflet  # noqa: E402
from handbill.source import Text  # noqa: E402

PART = re.compile(r"(<!-- made: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)

TEXTS: dict[Any, str] = {
    base.Plain: "text",
    base.Name: "text",
    base.Line: "line of text",
    base.Prose: "paragraphs",
    base.Url: "web address",
    base.Email: "e-mail address",
    base.Colour: "colour",
    base.Lang: "language",
    base.Slug: "slug",
}
NUMBERS: dict[Any, str] = {
    base.Measure: "number of mm",
    base.Offset: "two numbers of mm, as `1.5, -0.5`",
    base.Inks: "four numbers in per cent, as `0 100 80 10`",
}
SIMPLE: dict[Any, str] = {
    str: "text",
    Text: "text",
    int: "whole number",
    float: "number",
    bool: "yes or no",
    datetime.date: "date",
    Any: "fields",
}


def pages() -> list[Path]:
    """Return the pages of docs/ that have a part to be made."""
    return [path for path in sorted((ROOT / "docs").rglob("*.md")) if PART.search(path.read_text("utf-8"))]


def renewed(text: str) -> str:
    """Return a page with its parts made anew."""
    return PART.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]().strip()}\n\n{found[3]}", text)


class _Fields:
    """The tables of a model and of those in it, a section each, in the order in which they are met."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.names: dict[Any, list[str]] = {}  # by model, the fields that hold it
        self.rows: dict[Any, list[tuple[str, FieldInfo]]] = {}
        self._meet(model, "", list(model.model_fields.items()))

    def _meet(self, what: Any, name: str, fields: list[tuple[str, FieldInfo]]) -> None:
        known = what in self.names
        names = self.names.setdefault(what, [])
        if name and name not in names:
            names.append(name)
        if known:
            return
        self.rows[what] = fields
        for field, info in fields:
            for inner in _models(info.annotation):
                self._meet(inner, field, list(inner.model_fields.items()))
            if _is_blocks(info.annotation):
                blocks = [(key, block.model_fields[key]) for key, block in leaflet.BLOCKS.items()]
                self._meet(leaflet.Block, "blocks", blocks)

    def told(self) -> str:
        return "\n\n".join(self._section(what) for what in self.rows if self.rows[what])

    def _section(self, what: Any) -> str:
        is_blocks = what is leaflet.Block
        title = f"## {self._title(what)}\n\n" if self.names[what] else ""
        head = ["block" if is_blocks else "field", "holds", *([] if is_blocks else ["if left out"]), "what it is"]
        rows = [self._row(info.alias or field, info, is_blocks) for field, info in self.rows[what]]
        return title + _table(head, rows)

    def _title(self, what: Any) -> str:
        return ", ".join("Blocks" if name == "blocks" else f"`{name}`" for name in self.names[what])

    def _row(self, field: str, info: FieldInfo, is_block: bool) -> list[str]:
        cells = [f"`{field}`", self._holds(info.annotation, info.metadata)]
        return [*cells, *([] if is_block else [_left_out(info)]), _as_it_stands(info.description or "")]

    def _holds(self, annotation: Any, metadata: list[Any]) -> str:
        """Say in words what a field holds."""
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is typing.Annotated:
            return self._holds(arguments[0], list(arguments[1:]))
        if annotation is Text:
            return next((TEXTS[alias] for alias in TEXTS if typing.get_args(alias)[1] in metadata), "text")
        for alias, words in NUMBERS.items():
            if typing.get_args(alias)[1] in metadata:
                return words
        if annotation in SIMPLE:
            return SIMPLE[annotation]
        if origin is typing.Literal:
            return ("one of " if len(arguments) > 1 else "") + ", ".join(f"`{each}`" for each in arguments)
        if origin is tuple:
            if _is_blocks(annotation):
                return f"list of sides, each a list of {self._link(leaflet.Block, 'blocks')}"
            one_or_more = any(getattr(each, "func", None) is base.listed for each in metadata)
            inner = self._holds(arguments[0], [])
            return f"{inner}, or a list of them" if one_or_more else f"list: {inner}"
        if origin in (dict, Mapping, typing.get_origin(Mapping[str, str])):
            return f"{self._holds(arguments[1], [])} under each {self._holds(arguments[0], [])}"
        if origin in (typing.Union, types.UnionType):
            return " or ".join(self._holds(each, metadata) for each in arguments if each is not type(None))
        return self._link(annotation, "fields") if self.rows.get(annotation) else "nothing"

    def _link(self, what: Any, words: str) -> str:
        anchor = re.sub(r"[^\w\- ]", "", self._title(what).lower()).replace(" ", "-")
        return f"[{words}](#{anchor})"


def _as_it_stands(words: str) -> str:
    """Keep Markdown from taking a description's stars and brackets for its own."""
    return words.replace("*", "\\*").replace("<", "&lt;")


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models in an annotation, blocks of a side apart."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not issubclass(annotation, leaflet.Block):
            yield annotation
    else:
        for inner in typing.get_args(annotation):
            yield from _models(inner)


def _is_blocks(annotation: Any) -> bool:
    return typing.get_origin(annotation) is tuple and leaflet.AnyBlock in typing.get_args(
        typing.get_args(annotation)[0]
    )


def _left_out(info: FieldInfo) -> str:
    default = info.default
    if info.is_required():
        return "**needed**"
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, tuple):
        default = ", ".join(f"{each:g}" if isinstance(each, float) else each for each in default)
    if default is None or isinstance(default, BaseModel | dict) or info.default_factory or default == "":
        return ""
    return f"`{default}`"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def _commands() -> str:
    """A section for each command, in the order in which `--help` has them."""
    top: Any = typer.main.get_command(app)
    sections = [_command("handbill", top, "Stands before or after any command:")]
    for name, command in top.commands.items():
        inner = getattr(command, "commands", None) or {"": command}
        sections += [_command(f"handbill {name} {each}".strip(), found, "") for each, found in inner.items()]
    return "\n\n".join(sections)


def _command(name: str, command: Any, lead: str) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and not each.hidden]
    shown = " ".join([name, *(_argument(each) for each in arguments)])
    rows = [[f"`{_argument(each)}`", each.help or ""] for each in arguments]
    rows += [[f"`{each.opts[0]}{'' if each.is_flag else ' …'}`", each.help or ""] for each in options]
    told = [f"## `{shown}`", lead or command.help, _table(["", ""], rows) if rows else ""]
    return "\n\n".join(part for part in told if part)


def _argument(argument: Any) -> str:
    shown = (argument.metavar or argument.name).upper() + ("…" if argument.nargs < 0 else "")
    return shown if argument.required else f"[{shown}]"


def _words() -> str:
    languages = [path.stem for path in sorted(wording.WORDS.glob("*.yaml"))]
    languages.sort(key=lambda lang: lang != "en")
    known = [wording.known_words(lang) for lang in languages]
    keys = dict.fromkeys(key for words in known for key in words if wording.can_be_given(key))
    return _table(["key", *languages], [[f"`{key}`", *(words.get(key, "") for words in known)] for key in keys])


def _kept() -> str:
    return ", ".join(f"`{key}`" for key in sorted(translation.KEPT))


PARTS: dict[str, Callable[[], str]] = {
    **{kind: lambda model=model: _Fields(model).told() for kind, (_, model) in schemas.MODELS.items()},  # type: ignore[misc]
    "commands": _commands,
    "words": _words,
    "kept": _kept,
}


def main(arguments: list[str]) -> int:
    """Renew the pages, or say which are stale."""
    stale = [path for path in pages() if renewed(path.read_text("utf-8")) != path.read_text("utf-8")]
    for path in stale:
        print(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.write_text(renewed(path.read_text("utf-8")), "utf-8", newline="\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
