"""The edition for sharing online: tagged, with live links."""

from __future__ import annotations

from handbill.piece import Piece
from handbill.typeset import Typeset


def finish(typeset: Typeset, piece: Piece) -> bytes:
    """Return the PDF of the `screen` edition."""
    return typeset.pdf
