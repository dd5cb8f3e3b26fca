"""What is to be set for a task: the pages that its editions are made from, each once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from handbill import assets, colour, shipped
from handbill.compose import compose
from handbill.layout import LARGE_LAYOUT, Layout
from handbill.piece import Piece
from handbill.task import Refusal, Setting, Settings, Task, guarded

LARGE_PAPER: Final = "A4"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be set for a task; `used` says which of the settings an edition is made from."""

    settings: Settings
    pieces: tuple[tuple[Piece, Layout], ...]  # for each setting
    used: Mapping[str, int]


def prepare(task: Task) -> Prepared:
    """Compose a task's pages. Raises HandbillError where a picture fails."""
    pictures = {
        inks: {asset.digest: assets.read(asset, inks=inks) for asset in task.piece.assets()}
        for inks in {edition == "press" for edition in task.editions}
    }
    settings: list[Setting | Refusal] = []
    pieces: list[tuple[Piece, Layout, float]] = []
    used = {}
    for edition in task.editions:
        wanted = _wanted(task, edition)
        if wanted not in pieces or edition == "press":
            pieces.append(wanted)
            settings.append(guarded(partial(_composed, *wanted, pictures[edition == "press"])))
            used[edition] = len(pieces) - 1
        else:
            used[edition] = pieces.index(wanted)
    return Prepared(tuple(settings), tuple((piece, layout) for piece, layout, _ in pieces), used)


def _composed(piece: Piece, layout: Layout, bleed: float, pictures: Mapping[str, bytes]) -> Setting:
    return Setting(compose(piece, layout, shipped.cache_folder()), pictures, bleed)


def _wanted(task: Task, edition: str) -> tuple[Piece, Layout, float]:
    """Return the piece, the layout and the bleed in mm that an edition is set with."""
    piece, layout = task.piece, task.layout
    if edition == "press":
        imprint = replace(piece.imprint, text=piece.imprint.at_press)
        return replace(piece, imprint=imprint), layout, task.printers.shop.bleed
    if edition == "office":
        imprint = replace(piece.imprint, text=piece.imprint.at_home)
        palette = colour.MONO if task.printers.desk.mono else piece.palette
        return replace(piece, imprint=imprint, palette=palette), layout, 0.0
    if edition == "large":
        assert task.large is not None
        return replace(piece, layout=LARGE_LAYOUT, paper=LARGE_PAPER), task.large, 0.0
    return piece, layout, 0.0
