"""Texts that have to be in quotes, or are not rightly in them; and brackets."""

from __future__ import annotations

import re

from handbill.syntax.fault import QUOTED, Fault, Repair, parts

_IN_QUOTES = "put the whole text in double quotes"
_NOT_CLOSED, _CLOSE_IT = "the quotation mark that opens here is not closed", "close it at the end of the text"

MOST_LINES = 100
"""So many lines above a fault is what it comes from looked for."""


def backslash(lines: list[str], fault: Fault) -> Repair | None:
    if "quoted scalar" not in fault.reading or not re.search("escape|hexdecimal", fault.problem):
        return None
    at = fault.line
    return Repair(
        at,
        max(0, lines[at].rfind("\\", 0, fault.column + 1)),
        "a backslash has a meaning of its own inside double quotes",
        "write two of them, or put the text in single quotes",
        {at: re.sub(r'\\(?!["\\])', r"\\\\", lines[at])},
    )


def first_letter(lines: list[str], fault: Fault) -> Repair | None:
    """A text that begins with a character that YAML keeps for itself."""
    found = _spot(fault)
    if found is None:
        return None
    at, column = found
    line = lines[at]
    letter = line[column : column + 1]
    if not letter or letter not in "*&!%@`>|-?,]}":
        return None
    link = re.fullmatch(r"[&*](\w+)", line[column:].rstrip())
    hint = _IN_QUOTES
    if link and fault.problem in ("anchor", "alias"):
        hint += "; links between places in a file are not used here"
    keep = line[:column] + (" " * (len(line) - column) if link and letter == "&" else "x" + line[column + 1 :])
    return Repair(at, column, f"a text that begins with {letter} must be in quotes", hint, {at: keep}, guessed=True)


def _spot(fault: Fault) -> tuple[int, int] | None:
    """Return where the character stands that no text may begin with, if that is the fault."""
    if fault.problem in ("alias", "anchor", "tag") or "cannot start any token" in fault.problem:
        return fault.line, fault.column
    if "are not allowed in this context" in fault.problem and "mapping values" not in fault.problem:
        return fault.line, fault.column
    if "expected node content" in fault.problem and not fault.in_brackets:
        return fault.line, fault.column
    if re.search("alias|anchor|tag|directive|block scalar", fault.reading):
        return fault.start
    return None


def placeholder(lines: list[str], fault: Fault) -> Repair | None:
    """`{{ … }}` outside quotes, where YAML takes its braces for its own."""
    for at in dict.fromkeys([fault.line, fault.start[0] if fault.start else fault.line]):
        line = lines[at]
        column = QUOTED.sub(lambda found: " " * len(found[0]), line).find("{{")
        typed = parts(line)
        first = column == typed.start("value")
        if column >= 0 and (first or fault.in_brackets or fault.problem == "key"):
            message = "a text that begins with {{ must be in quotes"
            if not first:
                message = "a text with {{ … }} has to be in quotes here, for it stands inside brackets"
            mended = line.replace("{{", "((").replace("}}", "))")
            return Repair(at, column, message, _IN_QUOTES, {at: mended}, guessed=True)
    return None


_NEXT_FIELD = re.compile(r",\s*[\w.-]+:\s+[\"']\Z")
"""The end of a text that runs on to where the next field's begins, in brackets."""


def mark_inside(lines: list[str], fault: Fault) -> Repair | None:
    """More text after a closing quotation mark: an apostrophe in single quotes, quotes in quotes."""
    line = lines[fault.line]
    before = line[: fault.column].rstrip()
    rest = line[fault.column :].strip()
    quoted = next((found for found in QUOTED.finditer(line) if found.end() == len(before)), None)
    if quoted is None or not rest:
        return None
    start = quoted.start()
    mark, other = ("'", "double") if before[-1] == "'" else ('"', "single")
    if (next_field := _NEXT_FIELD.search(quoted[0])) and _unclosed(line[:start]):
        end = start + next_field.start()
        return Repair(fault.line, start, _NOT_CLOSED, _CLOSE_IT, {fault.line: f"{line[:end]}{mark}{line[end:]}"})
    message = "after the closing quotation mark there is more"
    if mark in rest:
        what = "an apostrophe inside single" if mark == "'" else "a quotation mark inside double"
        message = f"there is {what} quotes"
    hint = f"put the whole text in {other} quotes"
    if fault.in_brackets and mark not in rest:
        hint = "put a comma between the two, or " + hint
    plain = line[:start] + line[start:].replace(mark, "")
    return Repair(fault.line, start, message, hint, {fault.line: plain}, guessed=fault.in_brackets)


def open_quote(lines: list[str], fault: Fault) -> Repair | None:
    """A quotation mark that is never closed, or only by the next one further down."""
    if "quoted scalar" in fault.reading and fault.start:
        at, column = fault.start
    elif (above := _opened_above(lines, fault)) is not None:
        at, column = above, parts(lines[above]).start("value")
    else:
        return None
    line = lines[at]
    mended = line[:column] + line[column + 1 :].replace(": ", "; ")
    if line[column + 1 : column + 2] == "#":  # without quotes that is a comment
        mended = re.sub(r"[^\s,\]}]+", rf"\g<0>{line[column]}", line[column:], count=1)
        mended = line[:column] + mended
    return Repair(at, column, _NOT_CLOSED, _CLOSE_IT, {at: mended})


_OPENS = re.compile(r"[\[{,:]\s*(?=(?P<mark>[\"']))")
"""Where a quotation mark opens a text in brackets."""


def open_in_brackets(lines: list[str], fault: Fault) -> Repair | None:
    """A quotation mark in brackets that nothing closes, but for one further down that opens another text."""
    if not fault.in_brackets or fault.start is None:
        return None
    for at in range(fault.start[0], fault.line + 1):
        line = lines[at]
        found = _OPENS.search(QUOTED.sub(lambda quoted: "x" * len(quoted[0]), line))
        if found and not _is_closed(lines[at + 1 : at + MOST_LINES], found["mark"]):
            end = len(line.rstrip().rstrip("]}"))
            mended = f"{line[:end]}{found['mark']}{line[end:]}"
            return Repair(at, found.end(), _NOT_CLOSED, _CLOSE_IT, {at: mended}, guessed=True)
    return None


def _is_closed(below: list[str], mark: str) -> bool:
    """Say whether the next quotation mark below closes a text, and is not where one opens."""
    line = next((line for line in below if mark in line), "")
    return mark in line and not re.search(r"(?:[\[{,:]|-\s)\s*\Z", line[: line.index(mark)])


def _opened_above(lines: list[str], fault: Fault) -> int | None:
    """Return the line above a fault whose text opens a quotation mark that none of its own lines closes."""
    if not re.search(r"['\"]\s*$", lines[fault.line][: fault.column]):
        return None
    for at in range(fault.line - 1, max(-1, fault.line - MOST_LINES), -1):
        value = parts(lines[at])["value"]
        if value[:1] in ("'", '"') and not QUOTED.match(value):
            return at
    return None


def bracket(lines: list[str], fault: Fault) -> Repair | None:
    if not fault.in_brackets or fault.start is None:
        return None
    at, column = fault.start
    line = lines[at]
    if "node content" in fault.problem:
        at, column = fault.line, fault.column
        mended = lines[at][:column] + lines[at][column + 1 :]
        return Repair(at, column, "there is nothing before this sign", "take it out", {at: mended}, width=1)
    if at == fault.line and line[fault.column : fault.column + 1] == ":":
        return colon(lines, fault)
    missing = _unclosed(line[column:])
    if missing:
        message = f"the bracket {line[column]} that opens here is not closed"
        hint = "close it, or put the text in double quotes if no list is meant"
        return Repair(at, column, message, hint, {at: line.rstrip().rstrip(",") + missing}, guessed=True)
    return Repair(
        at,
        column,
        "something inside these brackets cannot be read",
        "put texts that have commas, colons or brackets in double quotes",
        {at: line[:column] + ("[]" if line[column] == "[" else "{}")},
        guessed=True,
    )


_SHARP = re.compile(r"(?<=[\s,\[{])#[^\s#,\]}][^,\]}]*")
"""A text in brackets that begins with #."""


def sharp(lines: list[str], fault: Fault) -> Repair | None:
    """A text that begins with # in brackets: `[#x]`. The comment that it is taken for hides the closing bracket."""
    for at in range(fault.line, max(-1, fault.line - MOST_LINES), -1):
        line = lines[at]
        bare = QUOTED.sub(lambda found: "x" * len(found[0]), line)
        found = [*_SHARP.finditer(bare)]
        if found and _unclosed(bare[: found[0].start()]) and re.search(r"[\]}]", bare[found[0].end() :]):
            shown = found[0][0].rstrip()
            message = f"'{shown}' is taken for a comment, and so is the end of the brackets that it stands in"
            mended = line
            for each in reversed(found):
                mended = mended[: each.start()] + _quoted(each[0]) + mended[each.end() :]
            return Repair(at, found[0].start(), message, _IN_QUOTES, {at: mended}, width=len(shown))
    return None


def _quoted(text: str) -> str:
    return "'" + text.rstrip().replace("'", "''") + "'"


def _unclosed(text: str) -> str:
    """Return the brackets that would close the ones that a text leaves open."""
    stack = ""
    for letter in QUOTED.sub("", text):
        if letter in "[{":
            stack = ("]" if letter == "[" else "}") + stack
        elif letter in "]}" and stack[:1] == letter:
            stack = stack[1:]
    return stack


def text_in_brackets(lines: list[str], fault: Fault) -> Repair | None:
    """A text that begins with a bracket: '[Draft] Motion'."""
    line = lines[fault.line]
    typed = parts(line)
    column = typed.start("value")
    if not typed["value"] or line[column] not in "[{" or fault.column <= column:
        return None
    message = f"a text that begins with {line[column]} must be in quotes"
    return Repair(fault.line, column, message, _IN_QUOTES, {fault.line: f"{line[:column]}x{line[column + 1 :]}"})


_NO_COMMA = re.compile(r"[:{,]\s*(?P<value>\d[\d.,-]*|yes|no|true|false)\s+(?P<key>[a-z_]+)\Z")
"""A value of one word, then a name: a text is seldom so."""


def _between(two: re.Match[str]) -> str:
    return f"write '{two['value']}, {two['key']}: …', or put a text in double quotes"


def colon(lines: list[str], fault: Fault) -> Repair | None:
    """A colon and a space inside a text."""
    at, line = fault.line, lines[fault.line]
    if line[fault.column : fault.column + 1] != ":":
        return None
    if not line[: fault.column].strip(" -"):
        mended = f"{line[: fault.column]}x{line[fault.column :]}"
        message, hint = "there is no name before this colon", "write a field as 'name: value'"
        return Repair(at, fault.column, message, hint, {at: mended}, guessed=True)
    if fault.in_brackets and (two := _NO_COMMA.search(line[: fault.column])):
        start, end = two.span("key")
        mended = f"{line[: two.end('value')]}, {line[start:]}"
        return Repair(at, start, "a comma is missing before this field", _between(two), {at: mended}, width=end - start)
    column = parts(line).start("value")
    if fault.in_brackets:
        column = max(line.rfind(sign, 0, fault.column) for sign in ":,{[") + 1
        column += len(line[column:]) - len(line[column:].lstrip())
    return Repair(
        at,
        column,
        "this text has a colon followed by a space, which YAML takes for a field",
        _IN_QUOTES,
        {at: f"{line[: fault.column]};{line[fault.column + 1 :]}"},
    )
