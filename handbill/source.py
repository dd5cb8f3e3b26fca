"""A YAML file becomes data that knows its lines.

Every scalar comes out as a `Text`, exactly as it was typed (`01632 960123`, `no`, `1.10`
and `2026-03-01` stay what they are), every mapping as a `Map` and every list as a `Seq`;
each carries its `Mark`. What a field wants is decided later, by the models.

The reader goes on after a mistake where it can: it mends the line in memory (never on disk),
keeps the problem and reads further, so that all mistakes in a file are told in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from handbill.errors import Mark, Problem

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 20
MOST_NODES = 50_000
MOST_REPAIRS = 60

# The C parser is ten times faster; it is missing only where PyYAML was built without libyaml.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Controls that no text has a use for, and the private-use characters that `text` keeps for itself.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ue000-\uf8ff]")


class Text(str):
    """A piece of text that the user typed, and where. Compares and hashes as the text alone."""

    mark: Mark | None

    def __new__(cls, value: str = "", mark: Mark | None = None) -> Text:
        text = super().__new__(cls, value)
        text.mark = mark
        return text

    def __reduce__(self) -> tuple[type[Text], tuple[str, Mark | None]]:
        return (Text, (str(self), self.mark))


class Map(dict[str, Any]):
    """A mapping in the order of the file; its keys are `Text`."""

    mark: Mark

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark

    def key_mark(self, key: str) -> Mark:
        """Return where a key stands; where it is not there, where the mapping begins."""
        for each in self:
            if each == key and isinstance(each, Text) and each.mark:
                return each.mark
        return self.mark


class Seq(list[Any]):
    """A list in the order of the file. `marks` has the place of each entry, empty ones too."""

    mark: Mark
    marks: list[Mark]

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks = []


@dataclass(slots=True)
class Source:
    """One file that was read: its lines, its data (None where nothing could be made of it), its problems."""

    name: str
    lines: list[str] = field(default_factory=list)
    data: Any = None
    problems: list[Problem] = field(default_factory=list)

    def describe(self, mark: Mark | None, message: str, hint: str = "", *, warning: bool = False) -> Problem:
        """Return a problem at a place in this file, with the line as it stands there."""
        mark = mark or Mark(self.name)
        line = self.lines[mark.line - 1] if 0 < mark.line <= len(self.lines) else ""
        width = max(1, min(mark.width, len(line) - mark.column + 1))
        place = Mark(mark.file, mark.line, mark.column, width)
        return Problem(place, message, hint, line, "warning" if warning else "error")

    def problem(self, mark: Mark | None, message: str, hint: str = "") -> None:
        """Note an error at a place in this file."""
        self.problems.append(self.describe(mark, message, hint))


def read_yaml(path: Path, name: str) -> Source:
    """Read one YAML file. `name` is how messages call it. Never raises for what a user wrote."""
    source = Source(name)
    text = decode(path, source)
    if text is None:
        return source
    source.lines = text.splitlines()
    if not any(line.strip() and not line.lstrip().startswith("#") for line in source.lines):
        source.problem(Mark(name, 1, 1), "the file is empty", "write its fields, or delete it")
        return source
    _check_characters(source)
    _parse_and_mend(source)
    if source.data is not None and not isinstance(source.data, Map):
        source.problem(Mark(name, 1, 1), "the file holds no fields", "begin a line with a name and a colon: title: …")
        source.data = None
    return source


def decode(path: Path, source: Source, most: int = MOST_BYTES) -> str | None:
    """Return the text of a UTF-8 file, or None with the reason noted on `source`."""
    try:
        if path.stat().st_size > most:
            source.problem(None, f"the file is larger than {most // 1024} kB", "is it the right file?")
            return None
        raw = path.read_bytes()
    except OSError as error:
        source.problem(None, f"the file cannot be read ({error.strerror})")
        return None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        source.problem(Mark(source.name, 1, 1), "the file is in UTF-16", "save it again as UTF-8")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        start = before.rfind(b"\n") + 1
        source.lines = raw.decode("utf-8", "replace").splitlines()
        column = len(before[start:].decode("utf-8", "replace")) + 1
        source.problem(
            Mark(source.name, line, column),
            "the file is not in UTF-8: it has a letter that cannot be read",
            "save it again, choosing the encoding UTF-8",
        )
        return None


def _check_characters(source: Source) -> None:
    for number, line in enumerate(source.lines, 1):
        if found := _UNPRINTABLE.search(line):
            mark = Mark(source.name, number, found.start() + 1)
            source.problem(mark, f"a character that cannot be printed (U+{ord(found[0]):04X})", "delete it")
            source.lines[number - 1] = _UNPRINTABLE.sub(" ", line)


def _parse_and_mend(source: Source) -> None:
    """Parse; at a mistake in the syntax note it, mend that line in memory and parse again."""
    lines = list(source.lines)
    mended: set[int] = set()
    for _ in range(MOST_REPAIRS):
        text = "\n".join(lines) + "\n"
        try:
            builder = _Builder(source)
            source.data = builder.build(text)
        except _Stop:
            return
        except yaml.YAMLError as error:
            number = _diagnose(source, lines, error, mended)
            if number is None:
                return
            mended.add(number)
        else:
            source.problems += builder.problems
            return


class _Stop(Exception):
    """The file cannot be read any further; the reason is on the source."""


class _Builder:
    """Turns the parser's events into data with marks."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.nodes = 0

    def build(self, text: str) -> Any:
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
        next(self.events)  # stream start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        data = self.value(next(self.events), 0)
        next(self.events)  # document end
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.note(
                self.mark(event),
                "a second document begins here",
                "keep one document in a file: delete the ---",
            )
        return data

    def mark(self, event: Any) -> Mark:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1_000
        return Mark(self.source.name, start.line + 1, start.column + 1, max(1, width))

    def note(self, mark: Mark, message: str, hint: str = "") -> None:
        # Kept here, for only the last reading of the file counts.
        self.problems.append(self.source.describe(mark, message, hint))

    def value(self, event: Any, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > MOST_NODES or depth > MOST_DEPTH:
            what = "has too many entries" if self.nodes > MOST_NODES else "is nested too deeply"
            self.source.problem(self.mark(event), f"the file {what}", "is it the right file?")
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError(_AliasFound(event.start_mark))
        if event.anchor:
            raise yaml.YAMLError(_AnchorFound(event.start_mark))
        if event.tag and event.tag != "!":
            raise yaml.YAMLError(_TagFound(event.start_mark))
        if isinstance(event, yaml.ScalarEvent):
            if not event.value and not event.style:
                return None
            return Text(event.value, self.mark(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def sequence(self, start: Any, depth: int) -> Seq:
        items = Seq(self.mark(start))
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.marks.append(self.mark(event))
            items.append(self.value(event, depth + 1))
        return items

    def mapping(self, start: Any, depth: int) -> Map:
        items = Map(self.mark(start))
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.value(event, depth + 1)
            value = self.value(next(self.events), depth + 1)
            if not isinstance(key, Text):
                raise yaml.YAMLError(_BraceFound(event.start_mark))
            if key in items:
                first = items.key_mark(key).line
                assert key.mark
                self.note(
                    key.mark,
                    f"'{key}' is given twice",
                    f"it stands on line {first} already; keep one of them",
                )
                continue
            items[key] = value
        return items


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that YAML allows and handbill does not, or not there."""

    start: Any


class _AliasFound(_Found):
    pass


class _AnchorFound(_Found):
    pass


class _TagFound(_Found):
    pass


class _BraceFound(_Found):
    pass


_QUOTE = "put the whole text in double quotes"
_ENTRY = re.compile(r"^(?P<lead>\s*(?:- +)*(?:[\w.-]+:\s+)?(?:- +)*)(?P<value>\S.*)$")


def _diagnose(source: Source, lines: list[str], error: yaml.YAMLError, mended: set[int]) -> int | None:
    """Note what is wrong in plain words and mend that line in `lines`.

    Returns the number of the mended line, or None where nothing more can be read.
    """
    number, column = _place(error)
    number = min(max(number, 1), len(lines))
    nearby = [at for at in (number, number - 1) if at >= 1 and at not in mended]
    for at in nearby:
        if found := re.match(r"^( *)\t\s*", lines[at - 1]):
            mark = Mark(source.name, at, len(found[1]) + 1)
            source.problem(mark, "this line is indented with a tab", "use spaces instead")
            lines[at - 1] = " " * _depth_after(lines[: at - 1]) + lines[at - 1].lstrip()
            return at
    opened = getattr(error, "context_mark", None)
    if opened and "quoted scalar" in str(getattr(error, "context", "")) and opened.line + 1 not in mended:
        return _unclosed_quote(source, lines, opened)
    kind = error.args[0] if error.args and isinstance(error.args[0], _Found) else None
    problem = str(getattr(error, "problem", "") or "")
    for at in nearby:
        if told := _needs_quotes(lines[at - 1], kind if at == number else None, problem):
            message, start = told
            source.problem(Mark(source.name, at, start + 1, 1_000), message, _QUOTE)
            lines[at - 1] = lines[at - 1][:start] + _quoted(lines[at - 1][start:])
            return at
    for at in reversed(nearby):
        if "':'" in problem and re.match(r"^\s*[^\s#-][^:]*$", lines[at - 1]):
            indent = len(lines[at - 1]) - len(lines[at - 1].lstrip())
            mark = Mark(source.name, at, indent + 1, 1_000)
            source.problem(mark, "this line has no colon", "write a field as its name, a colon, a space and its value")
            lines[at - 1] = ""
            return at
    mark = Mark(source.name, number, column)
    if "found unexpected end" in problem or "expected ',' or" in problem:
        source.problem(mark, "a bracket that was opened is not closed", "close it, or put the text in double quotes")
    else:
        source.problem(
            mark,
            "this line does not fit what stands before it",
            "see that it is indented like its neighbours, and has a colon and a space after its name",
        )
    return None


def _depth_after(lines: list[str]) -> int:
    """Return how far, in spaces, a line after these is most likely meant to be indented."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    depth = len(last) - len(last.lstrip())
    return depth + 2 if last.rstrip().endswith(":") else depth


def _place(error: yaml.YAMLError) -> tuple[int, int]:
    """Return line and column, from 1, of a syntax error."""
    first = error.args[0] if error.args else None
    mark = first.start if isinstance(first, _Found) else None
    mark = mark or getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _unclosed_quote(source: Source, lines: list[str], start: Any) -> int:
    number = start.line + 1
    line = lines[number - 1]
    source.problem(
        Mark(source.name, number, start.column + 1, 1_000),
        "the quotation mark that opens here is not closed, or the text has such a mark inside",
        'close it at the end of the text; write \\" for a double quote inside double quotes',
    )
    lines[number - 1] = line[: start.column] + _quoted(line[start.column :].strip("\"'"))
    return number


def _needs_quotes(line: str, kind: _Found | None, problem: str) -> tuple[str, int] | None:
    """Say why the text on a line has to be quoted, and at which column (from 0) it begins."""
    entry = _ENTRY.match(line)
    if entry is None:
        return None
    value, start = entry["value"], entry.start("value")
    first = value[0]
    if value.startswith("{{") or isinstance(kind, _BraceFound):
        return "a text that begins with {{ must be in quotes", start
    if first in "*&!%@`":
        return f"a text that begins with {first} must be in quotes", start
    if first in "\"'" and problem:
        return "after the closing quotation mark more text follows, or the text has such a mark inside", start
    if first in "[{" and problem:
        return f"a text that begins with {first} must be in quotes", start
    if "mapping values are not allowed" in problem and re.search(r":(\s|$)", value):
        return "this text has a colon followed by a space, which YAML takes for a field", start
    return None


def _quoted(value: str) -> str:
    value = value.rstrip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
