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
from handbill.syntax import Fault, Repair, diagnose

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 20
MOST_NODES = 50_000
MOST_LINES = 500  # of one text
MOST_REPAIRS = 60
MOST_REREAD = 4 * MOST_BYTES  # what is read in all, repairs and all

# The C parser is ten times faster; it is missing only where PyYAML was built without libyaml.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Controls that no text has a use for, line breaks that editors do not show as such, and the
# private-use characters that `text` keeps for itself.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ue000-\uf8ff]")
_LINE_BREAK = re.compile("\r\n|\r|\n")
UNREADABLE = "\ufffd"


class Text(str):
    """A piece of text that the user typed, and where. Compares and hashes as the text alone."""

    mark: Mark | None

    def __new__(cls, value: str = "", mark: Mark | None = None) -> Text:
        text = super().__new__(cls, value)
        text.mark = mark
        return text

    def __reduce__(self) -> tuple[type[Text], tuple[str, Mark | None]]:
        return (type(self), (str(self), self.mark))


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
    """One file that was read: its lines, its data (None where nothing could be made of it), its problems.

    `doubtful` are lines that could only be guessed at; what seems wrong on them is not told.
    """

    name: str
    lines: list[str] = field(default_factory=list)
    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)

    @property
    def sound(self) -> bool:
        """Whether nothing was found that is an error."""
        return not any(problem.severity == "error" for problem in self.problems)

    def describe(self, mark: Mark | None, message: str, hint: str = "", *, warning: bool = False) -> Problem:
        """Return a problem at a place in this file, with the line as it stands there."""
        mark = mark or Mark(self.name)
        line = ""
        if mark.file == self.name and 0 < mark.line <= len(self.lines):
            line = self.lines[mark.line - 1].rstrip()
        width = max(1, min(mark.width, len(line) - mark.column + 1))
        place = Mark(mark.file, mark.line, mark.column, width)
        return Problem(place, message, hint, line, "warning" if warning else "error")

    def within(self, text: Text, part: str, nth: int = 0) -> Mark | None:
        """Return where a part of a text stands, the first time that it does or the nth after that."""
        mark = text.mark
        if mark is None or mark.file != self.name or not part:
            return mark
        column = mark.column - 1
        for number in range(mark.line, min(mark.line + MOST_LINES, len(self.lines) + 1)):
            line = self.lines[number - 1]
            while (column := line.find(part, column)) >= 0:
                if not nth:
                    return Mark(self.name, number, column + 1, len(part))
                nth, column = nth - 1, column + len(part)
            column = 0
        return mark

    def how_to_add(self, path: tuple[Any, ...]) -> str:
        """Return the hint for a field that is missing at a path."""
        return f"add a line '{path[-1]}: …'"

    def how_to_fill(self, path: tuple[str, ...]) -> str:
        """Return the hint for a field that may be there already, with nothing in it."""
        return f"fill in '{': '.join(path)}:'"

    def how_to_nest(self, outer: str, inner: str) -> str:
        """Return the hint for a field that belongs under another."""
        return f"write '{outer}:', and '{inner}: …' indented under it"

    def problem(self, mark: Mark | None, message: str, hint: str = "", *, warning: bool = False) -> None:
        """Note an error, or a warning, at a place in this file."""
        self.problems.append(self.describe(mark, message, hint, warning=warning))


def read_yaml(path: Path, name: str) -> Source:
    """Read one YAML file. `name` is how messages call it. Never raises for what a user wrote."""
    source = Source(name)
    if not read_lines(path, source):
        return source
    if not any(line.strip() and not line.lstrip().startswith("#") for line in source.lines):
        source.problem(Mark(name, 1, 1), "the file is empty", "write its fields, or delete it")
        return source
    _parse(source)
    if source.data is None and not source.sound:
        return source
    if not isinstance(source.data, Map):
        source.problem(Mark(name, 1, 1), "the file holds no fields", "begin a line with a name and a colon: title: …")
        source.data = None
    return source


def read_lines(path: Path, source: Source, most: int = MOST_BYTES) -> bool:
    """Read the lines of a text file into `source`; say whether there was anything to be read.

    A file in another encoding than UTF-8 is an error, and read on as well as it can be.
    """
    try:
        if path.stat().st_size > most:
            source.problem(None, f"the file is larger than {most // 1024} kB", "is it the right file?")
            return False
        raw = path.read_bytes()
    except OSError as error:
        source.problem(None, f"the file cannot be read ({error.strerror})")
        return False
    if _is_binary(raw):
        source.problem(None, "this is not a text file", "save it as plain text, in UTF-8")
        return False
    text = _decoded(raw, source)
    source.lines = _LINE_BREAK.split(text)
    if not source.lines[-1]:
        source.lines.pop()
    for number, line in enumerate(source.lines, 1):
        if UNREADABLE in line:
            source.doubtful.add(number)
        if found := _UNPRINTABLE.search(line):
            mark = Mark(source.name, number, found.start() + 1)
            source.lines[number - 1] = without_controls(line)
            source.problem(mark, f"there is a character that cannot be printed (U+{ord(found[0]):04X})", "delete it")
    return True


def _is_binary(raw: bytes) -> bool:
    """Say whether a file is a picture, a Word file or the like: many of its letters are none that a text has."""
    head = raw[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]:
        return False  # UTF-16, which is told as what it is
    strange = sum(each < 32 and each not in b"\t\n\r\f" for each in head)
    return strange > 5 and strange * 50 > len(head)


def without_controls(text: str) -> str:
    """Return text with a space for each character that no text has a use for."""
    return _UNPRINTABLE.sub(" ", text)


def _decoded(raw: bytes, source: Source) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:4]:
        source.problem(Mark(source.name, 1, 1), "the file is in UTF-16", "save it again as UTF-8")
        order = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be" if raw[0] == 0 else "utf-16-le"
        return raw.decode(order, "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = raw.decode("utf-8-sig", "replace")
        before = _LINE_BREAK.split(raw[: error.start].decode("utf-8-sig", "replace"))
        source.lines = _LINE_BREAK.split(text)
        source.problem(
            Mark(source.name, len(before), len(before[-1]) + 1),
            "the file is not in UTF-8: this letter cannot be read",
            "save the file again, choosing the encoding UTF-8",
        )
        return text


def _parse(source: Source) -> None:
    """Parse; at a mistake in the syntax note it, mend the lines in memory and parse again."""
    lines = list(source.lines)
    size = sum(map(len, lines)) + 1
    told: dict[int, int] = {}
    for _ in range(min(MOST_REPAIRS, MOST_REREAD // size)):
        builder = _Builder(source)
        try:
            source.data = builder.build("\n".join(lines) + "\n")
        except _Stop:
            return
        except yaml.YAMLError as error:
            repair = diagnose(lines, _fault(error))
            told[repair.line] = told.get(repair.line, 0) + 1
            if told[repair.line] == 1:
                mark = Mark(source.name, repair.line + 1, repair.column + 1, repair.width)
                source.problem(mark, repair.message, repair.hint)
            if not _mend(lines, repair, told[repair.line]):
                return
            if repair.guessed or told[repair.line] > 1:
                source.doubtful |= {repair.line + 1, *(at + 1 for at in repair.lines)}
        else:
            source.problems += builder.problems
            return


def _mend(lines: list[str], repair: Repair, times: int) -> bool:
    """Put the mended lines in. A line that stays wrong is left out at last; False where that does not help."""
    mended = dict(repair.lines) if times < 4 else {repair.line: ""}
    if all(lines[at] == line for at, line in mended.items()):
        return False
    for at, line in mended.items():
        lines[at] = line
    return True


def _fault(error: yaml.YAMLError) -> Fault:
    """Return what the parser says, as `mend` takes it."""
    start, stop = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    stop = stop or start
    return Fault(
        problem=str(getattr(error, "problem", "") or ""),
        line=stop.line if stop else 0,
        column=stop.column if stop else 0,
        reading=str(getattr(error, "context", "") or ""),
        start=(start.line, start.column) if start else None,
    )


class _Stop(Exception):
    """The file cannot be read any further; the reason is on the source."""


def _refusal(problem: str, event: Any) -> yaml.MarkedYAMLError:
    """Return the error for something that YAML allows and this program does not."""
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


class _Builder:
    """Turns the parser's events into data with marks."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []  # kept here, for only the last reading of the file counts
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
            self.note(self.mark(event), "a second document begins here", "keep one in a file: delete the ---")
        return data

    def mark(self, event: Any) -> Mark:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1_000
        return Mark(self.source.name, start.line + 1, start.column + 1, max(1, width))

    def note(self, mark: Mark, message: str, hint: str = "", *, warning: bool = False) -> None:
        self.problems.append(self.source.describe(mark, message, hint, warning=warning))

    def value(self, event: Any, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > MOST_NODES or depth > MOST_DEPTH:
            what = "has too many entries" if self.nodes > MOST_NODES else "is nested too deeply"
            self.source.problem(self.mark(event), f"the file {what}", "is it the right file?")
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            raise _refusal("alias", event)
        if event.anchor:
            raise _refusal("anchor", event)
        if event.tag:
            raise _refusal("tag", event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def scalar(self, event: Any) -> Text | None:
        mark = self.mark(event)
        if event.style:
            self._check_end(event)
        else:
            self._check_comment(event)
            if not event.value:
                return None
        return Text(event.value, mark)

    def _check_end(self, event: Any) -> None:
        """A text whose quotation mark is not closed ends at the next one: 'colour: "#0b5d5e' above 'accent: "#c8102e"'.

        What that one opens is an error for the parser, but for a #, with which it takes a comment to begin.
        """
        end = event.end_mark
        line = self.source.lines[end.line] if end.line < len(self.source.lines) else ""
        if line[end.column :].startswith("#") and re.search(r":\s+\Z", line[: end.column - 1]):
            raise yaml.MarkedYAMLError("while scanning a quoted scalar", event.start_mark, "it runs on", end)

    def _check_comment(self, event: Any) -> None:
        """A text loses what follows ' #': 'Flat #3', '#c8102e'. A comment has a space after its #."""
        end = event.end_mark
        line = self.source.lines[end.line] if end.line < len(self.source.lines) else ""
        if found := re.match(r"\s*(#[^\s#]\S*)", line[end.column :]):
            mark = Mark(self.source.name, end.line + 1, end.column + found.start(1) + 1, 1_000)
            message, hint = f"'{found[1]}' is taken for a comment and not read", "put the whole text in double quotes"
            if event.value:
                self.note(mark, message, hint + ", or a space after the # of a comment", warning=True)
            else:
                self.note(mark, message, hint)

    def sequence(self, start: Any, depth: int) -> Seq:
        items = Seq(self.mark(start))
        before = None
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            if start.flow_style and before:
                self._check_number(before, event)
            before = event
            items.marks.append(self.mark(event))
            items.append(self.value(event, depth + 1))
        return items

    def _check_number(self, before: Any, event: Any) -> None:
        """Between brackets YAML ends an entry at each comma: '[212,000 visits]' is '212' and '000 visits'."""
        plain = all(isinstance(each, yaml.ScalarEvent) and not each.style for each in (before, event))
        if plain and event.start_mark.index == before.end_mark.index + 1:  # the comma, and no space
            head, tail = re.search(r"\d+$", before.value), re.match(r"\d{3}(?!\d)", event.value)
            if head and tail:
                hint = "write each entry on a line of its own after '- ', or in double quotes"
                message = f"between [ and ] the number {head[0]},{tail[0]} is torn in two at its comma"
                self.note(self.mark(event), message, f"{hint}; if two are meant, with a space after the comma")

    def mapping(self, start: Any, depth: int) -> Map:
        items = Map(self.mark(start))
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.value(event, depth + 1)
            value = self.value(next(self.events), depth + 1)
            if isinstance(key, (Map, Seq)):
                raise _refusal("key", event)
            if not key:
                self.note(self.mark(event), "there is no name before this colon", "write a field as 'name: value'")
            elif key in items:
                hint = f"it stands on line {items.key_mark(key).line} already; keep one of them"
                self.note(self.mark(event), f"'{key}' is given twice", hint)
            else:
                items[key] = value
        return items
