"""Pages as the typesetter hands them back, and what it has to say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from handbill.errors import HandbillError
from handbill.script import Line


@dataclass(frozen=True, slots=True)
class FitFinding:
    """A side whose text is too long or too short for it. `words` is about how many, `size` the limit met.

    `part` names the box in question where it is only a part of the side.
    """

    side: int
    kind: Literal["too_long", "too_short"]
    words: int
    size: float
    paper: str
    part: str = ""

    def __str__(self) -> str:
        where = f"side {self.side} ({self.part})" if self.part else f"side {self.side}"
        if self.kind == "too_long":
            return (
                f"{where} is about {_count(self.words)} too long for {self.paper}: "
                f"the text would be smaller than {self.size:g} pt"
            )
        return (
            f"{where} has room for about {_count(self.words)} more on {self.paper}, "
            f"even with the text at {self.size:g} pt"
        )


class TooLong(HandbillError):
    """Text that does not fit at the smallest sizes. `findings` says where and by how much."""

    def __init__(self, findings: Sequence[FitFinding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(str(finding) for finding in findings))


def _count(words: int) -> str:
    return "1 word" if words == 1 else f"{words} words"


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF as WeasyPrint wrote it, and how its text fitted.

    `fits` holds warnings; text too long for its side is raised as `TooLong`. `lines` has, for each
    page, what stands under each mark of its content, by the mark's number; it is empty where every
    glyph is a letter and all is in one language. `line_starts` says where the lines that are
    numbered begin (see `markup.reading.Reading.with_lines`); `page_of` on which page each thing with an id stands.
    """

    pdf: bytes
    pages: int
    fits: tuple[FitFinding, ...]
    has_running_feet: bool = False
    lines: tuple[Mapping[int, Line], ...] = ()
    line_starts: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    page_of: Mapping[str, int] = field(default_factory=dict)

    @property
    def last_line(self) -> int:
        """The highest number of a line."""
        return max((number for starts in self.line_starts.values() for _, number in starts), default=0)
