"""The body of a leaflet: blocks, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handbill.piece import EMPTY, Asset, Body, Rich


@dataclass(frozen=True, slots=True)
class Figure:
    figure: Rich
    label: Rich  # ends with the superscript number of its source, where it has one


@dataclass(frozen=True, slots=True)
class Quote:
    text: Rich
    by: Rich = EMPTY


@dataclass(frozen=True, slots=True)
class Picture:
    asset: Asset
    alt: str
    caption: Rich = EMPTY
    credit: Rich = EMPTY


@dataclass(frozen=True, slots=True)
class Action:
    title: Rich
    text: Rich


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a side.

    kind                                   value
    kicker, headline, lead                 Rich, inline HTML
    heading, subheading                    Rich, inline HTML
    text                                   Rich, paragraphs and lists
    points                                 tuple[Rich, ...]
    figures                                tuple[Figure, ...]
    quote                                  Quote
    image                                  Picture
    table, chart, diagram, reading         Table, Chart, Diagram, Reading
    actions                                tuple[Action, ...]
    petition                               Petition
    line                                   Rich, what to write on it
    signup                                 SignUp
    signatures                             Signatures
    contact                                Panel
    """

    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Leaflet(Body):
    """The body of a leaflet: its sides in order, each a run of blocks."""

    sides: tuple[tuple[Block, ...], ...]
