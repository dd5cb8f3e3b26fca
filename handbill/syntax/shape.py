"""Lines that do not begin where they should, or are not written as fields."""

from __future__ import annotations

import re

from handbill.syntax.fault import Fault, Repair, before, indent, parts


def tab(lines: list[str], fault: Fault) -> Repair | None:
    """Tabs in front of a line. All of them are told at once, for who uses one uses many."""
    tabbed = dict.fromkeys(at for at, line in enumerate(lines) if re.match(r" *\t\s*\S", line))
    if not {fault.line, before(lines, fault.line)} & tabbed.keys():
        return None
    mended = list(lines)
    for at in tabbed:
        previous = before(lines, at)
        if previous in tabbed:
            depth = indent(mended[previous]) + _width(lines[at]) - _width(lines[previous])
        else:
            depth = _depth_after(mended, at)
        mended[at] = " " * max(0, depth) + lines[at].lstrip()
    first, more = next(iter(tabbed)), len(tabbed) - 1
    lines_too = "" if not more else " (and one more line is)" if more == 1 else f" (and {more} more lines are)"
    return Repair(
        first,
        lines[first].index("\t"),
        f"this line is indented with a tab{lines_too}",
        "use spaces instead",
        {at: mended[at] for at in tabbed},
        width=lines[first][: indent(lines[first])].count("\t"),
    )


def misplaced(lines: list[str], fault: Fault) -> Repair | None:
    """A field that the text above it swallows."""
    at, line = fault.line, lines[fault.line]
    above = before(lines, at)
    if above < 0 or line[fault.column :][:1] != ":" or not re.fullmatch(r"\s*(?:- +)*[\w.-]+", line[: fault.column]):
        return None
    upper = parts(lines[above])
    if upper["key"] is not None:
        message = "this line is indented further than the line above, which is complete"
        mended = " " * upper.start("key") + line.lstrip()
        return Repair(at, indent(line), message, "begin it in the same column", {at: mended})
    if indent(line) > indent(lines[above]) and "- " in upper["lead"]:
        hint = "write that text as 'text: …', and this field in the same column as 'text'"
        mended = f"{upper['lead']}text: {upper['value']}"
        return Repair(at, indent(line), "this field stands under a plain text", hint, {above: mended})
    return _without_colon(lines, above)


def no_colon(lines: list[str], fault: Fault) -> Repair | None:
    if "could not find expected ':'" not in fault.problem or fault.start is None:
        return None
    at = fault.start[0]
    return _in_block_text(lines, at) or _without_colon(lines, at)


def _without_colon(lines: list[str], at: int) -> Repair:
    """A line that should be a field and has no colon, or no space after it."""
    line, column = lines[at], indent(lines[at])
    above = lines[before(lines, at)] if before(lines, at) >= 0 else ""
    if found := re.match(r"(\s*(?:- +)*[\w.-]+:)(\S.*)", line):
        mended = f"{found[1]} {found[2]}"
        return Repair(at, column, "a space is missing after the colon", "write it as 'name: value'", {at: mended})
    if above.lstrip().startswith("- ") and indent(above) == column:
        message, hint = "this line does not begin with '- ' as the one above it does", "begin it with '- '"
        return Repair(at, column, message, hint, {at: " " * column + "- " + line.lstrip()})
    message, hint = "this line has no colon", "write a field as its name, a colon, a space and its value"
    found = re.match(r"(\s*(?:- +)*[\w.-]+) (\S.*)", line)
    return Repair(at, column, message, hint, {at: f"{found[1]}: {found[2]}" if found else ""}, guessed=True)


def indentation(lines: list[str], fault: Fault) -> Repair | None:
    """A line that begins in a column where nothing else does."""
    at, column = fault.line, indent(lines[fault.line])
    if not re.search("expected key|expected '-'|block end", fault.problem) or fault.column != column:
        return None
    if repair := _in_block_text(lines, at):
        return repair
    levels = _levels(lines, at)
    if column in levels or not levels:
        return None
    nearest = min(levels, key=lambda level: (abs(level - column), -level))
    return Repair(
        at,
        column,
        "this line is indented differently from its neighbours",
        f"begin it in the same column as line {levels[nearest] + 1}",
        {at: " " * nearest + lines[at].lstrip()},
    )


def _levels(lines: list[str], at: int) -> dict[int, int]:
    """Return the columns in which the lines that a line may belong to begin, each with its nearest line."""
    levels: dict[int, int] = {}
    for above in range(at - 1, -1, -1):
        line = lines[above]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not levels or indent(line) < min(levels):
            levels[indent(line)] = above
    return levels


def _in_block_text(lines: list[str], at: int) -> Repair | None:
    """A line of a text after `|` or `>` that is indented less than the first one."""
    column = indent(lines[at])
    first = None
    for above in range(at - 1, -1, -1):
        line = lines[above]
        if not line.strip():
            continue
        if indent(line) > column:
            first = above
            continue
        if first is None or not re.search(r"(?:^|\s)[|>][+-]?\s*$", line) or indent(line) >= column:
            return None
        return Repair(
            at,
            column,
            "this line is indented less than the text that it belongs to",
            f"begin it in the same column as line {first + 1}",
            {at: " " * indent(lines[first]) + lines[at].lstrip()},
        )
    return None


def _depth_after(lines: list[str], at: int) -> int:
    """Return how far, in spaces, a line is most likely meant to be indented."""
    above = before(lines, at)
    if above < 0:
        return 0
    if not lines[above].rstrip().endswith(":"):
        return indent(lines[above])
    upper = parts(lines[above])
    return upper.end("lead") + 2


def _width(line: str) -> int:
    """Return how far a line is indented, with tabs of two spaces."""
    return len(line[: indent(line)].expandtabs(2))
