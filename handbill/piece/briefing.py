"""The body of a briefing."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import EMPTY, Body, Petition, Rich
from handbill.piece.leaflet import Block


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another briefing of the same series. `lang` is that of its title where it is not the piece's."""

    label: str  # 'Part 2 of 3'
    title: Rich
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Briefing(Body):
    """The body of a briefing. `blocks` are those of a leaflet; `contents` says whether its headings are listed."""

    title: Rich
    blocks: tuple[Block, ...]
    series: Rich = EMPTY
    part: str = ""  # 'Part 1 of 3'
    lead: Rich = EMPTY
    summary: Rich = EMPTY
    contents: bool = True
    others: tuple[Sibling, ...] = ()
    petitions: tuple[Petition, ...] = ()

    @property
    def in_foot(self) -> tuple[str, ...]:
        return (self.part,)
