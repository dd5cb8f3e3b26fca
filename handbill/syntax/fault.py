"""A mistake in the syntax of a YAML file, what to tell of it, and how a line of YAML is made up.

Lines and columns count from 0 here, as the parser counts them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_ENTRY = re.compile(r"(?P<lead>\s*(?:- +)*)(?:(?P<key>[\w.-]+):(?:\s+|$))?(?P<value>.*)$")


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake as the parser met it: where it stopped, what it was reading and where that begins.

    `problem` and `reading` are libyaml's own words; the problems 'anchor', 'alias', 'tag' and 'key'
    are the reader's, for what YAML allows and this program does not.
    """

    problem: str
    line: int
    column: int
    reading: str = ""
    start: tuple[int, int] | None = None

    @property
    def in_brackets(self) -> bool:
        return "flow" in self.reading

    def within(self, lines: list[str]) -> Fault:
        """Return the fault with its places inside the file: the parser may stop behind the last line."""
        start = self.start if self.start and self.start[0] < len(lines) else None
        return replace(self, line=min(self.line, len(lines) - 1), start=start)


@dataclass(frozen=True, slots=True)
class Repair:
    """What to tell, and the lines to read in place of those that are wrong.

    Without `lines` nothing more can be read. `guessed` says that what stands on them now is not
    what the person wrote, so that nothing else should be said of it.
    """

    line: int
    column: int
    message: str
    hint: str = ""
    lines: Mapping[int, str] = field(default_factory=dict)
    guessed: bool = False
    width: int = 1_000  # characters that are meant; the rest of the line, if there are fewer


def parts(line: str) -> re.Match[str]:
    """Return the parts of a line: `lead` (indentation and dashes), `key` (None where it has none) and `value`."""
    found = _ENTRY.match(line)
    assert found  # it matches any line
    return found


def indent(line: str) -> int:
    """Return the column in which a line begins."""
    return len(line) - len(line.lstrip())


def before(lines: list[str], at: int) -> int:
    """Return the last line before this one that says anything; -1 where there is none."""
    return next((n for n in range(at - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#")), -1)
