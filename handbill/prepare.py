"""What is to be set for a task: the pages that its editions are made from, each once.

The editions `word` and `text` are made from what a page says, and need none to be set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from handbill import assets, colour, shipped
from handbill.compose import compose
from handbill.composed import Composed
from handbill.layout import EDITED, LARGE_LAYOUT, Layout
from handbill.piece import EMPTY, Piece
from handbill.task import Drawing, Refusal, Setting, Settings, Task, guarded

LARGE_PAPER: Final = "A4"


@dataclass(frozen=True, slots=True)
class Words:
    """What the editions that are edited are made from, and its pictures by their digests."""

    piece: Piece
    layout: Layout
    composed: Composed
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be set for a task; `used` says which of the settings an edition is made from.

    The first settings are those of `pieces`, pages; `drawn` says which are the SVG pictures of the
    edition `word`, by their digests, and `lined` which is the page whose lines it has, if they have numbers.
    """

    settings: Settings
    pieces: tuple[tuple[Piece, Layout], ...]
    used: Mapping[str, int]
    words: Words | Refusal | None = None
    drawn: Mapping[str, int] = field(default_factory=dict)
    lined: int | None = None


def prepare(task: Task) -> Prepared:
    """Compose a task's pages. Raises HandbillError where a picture fails."""
    pictures = {
        inks: {asset.digest: assets.read(asset, inks=inks) for asset in task.piece.assets()}
        for inks in {edition == "press" for edition in task.editions}
    }
    settings: list[Setting | Drawing | Refusal] = []
    pieces: list[tuple[Piece, Layout, float]] = []
    used = {}
    for edition in task.editions:
        wanted = _wanted(task, edition)
        if edition in EDITED:
            continue
        if wanted not in pieces or edition == "press":
            pieces.append(wanted)
            settings.append(guarded(partial(_composed, *wanted, pictures[edition == "press"])))
            used[edition] = len(pieces) - 1
        else:
            used[edition] = pieces.index(wanted)
    words, drawn = None, {}
    if any(edition in EDITED for edition in task.editions):
        usual = _wanted(task, EDITED[0])
        composed = settings[pieces.index(usual)] if usual in pieces else None
        words = guarded(partial(_words, *usual, pictures[False], composed))
    if "word" in task.editions:
        for asset in task.piece.assets():
            if asset.media_type == "image/svg+xml":
                drawn[asset.digest] = len(settings)
                settings.append(Drawing(pictures[False][asset.digest], asset.width, asset.height))
    lined = None
    if "word" in task.editions and isinstance(words, Words) and words.composed.reading.numbered:
        lined = pieces.index(usual) if usual in pieces else len(settings)
        if lined == len(settings):
            settings.append(Setting(words.composed, words.pictures))
    made = tuple((piece, layout) for piece, layout, _ in pieces)
    return Prepared(Settings(tuple(settings), task.weight), made, used, words, drawn, lined)


def _words(piece: Piece, layout: Layout, bleed: float, pictures: Mapping[str, bytes], setting: Any) -> Words | Refusal:
    """Return a page's words, taken from the page that is to be set where there is one."""
    made = setting or _composed(piece, layout, bleed, pictures)
    return made if isinstance(made, Refusal) else Words(piece, layout, made.composed, pictures)


def _composed(piece: Piece, layout: Layout, bleed: float, pictures: Mapping[str, bytes]) -> Setting:
    return Setting(compose(piece, layout, shipped.cache_folder()), pictures, bleed)


def _wanted(task: Task, edition: str) -> tuple[Piece, Layout, float]:
    """Return the piece, the layout and the bleed in mm that an edition is set with."""
    layout = task.layout
    piece = _changed(task.piece, task, edition)
    if edition == "press":
        return piece, layout, task.printers.shop.bleed
    if edition == "large":
        assert task.large is not None
        return piece, task.large, 0.0
    return piece, layout, 0.0


def as_edition(task: Task, edition: str) -> tuple[Piece, Layout]:
    """Return the piece and the layout that an edition is set with."""
    piece, layout, _ = _wanted(task, edition)
    return piece, layout


def _changed(piece: Piece, task: Task, edition: str) -> Piece:
    """Return a piece as an edition has it, in all its languages."""
    second = _changed(piece.second, task, edition) if piece.second else None
    if edition == "press":
        imprint = replace(piece.imprint, text=piece.imprint.at_press)
        paper = task.layout.spec.sheet.paper if task.layout.spec.sheet else piece.paper
        return replace(piece, imprint=imprint, paper=paper, second=second)
    if edition == "office":
        imprint = replace(piece.imprint, text=piece.imprint.at_home)
        palette = colour.MONO if task.printers.desk.mono else piece.palette
        two_sided = task.printers.desk.duplex != "none"
        return replace(piece, imprint=imprint, palette=palette, two_sided=two_sided, second=second)
    if edition == "large":
        return replace(piece, layout=LARGE_LAYOUT, paper=LARGE_PAPER, second=second)
    if edition == "image" and piece.blank and task.layout.spec.editions == ("image",):
        # Nobody writes on a picture: one that is only shared says nothing where a branch is to say who it is.
        return replace(piece, imprint=replace(piece.imprint, text=EMPTY), second=second)
    return piece
