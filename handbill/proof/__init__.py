"""The proof: opens a finished PDF again and says whether it is fit to be printed and shared.

It is given bytes and plain expectations, and imports nothing of what makes the files, because
a proof that shares code with what it proves proves nothing.
"""

from __future__ import annotations

from handbill.proof.expected import Expected, ExpectedCode, ForOffice, ForPress, Placed, Purpose
from handbill.proof.report import Box, Finding, Report, Result

__all__ = [
    "Box", "Expected", "ExpectedCode", "Finding", "ForOffice", "ForPress", "Placed", "Purpose", "Report", "Result",
    "proof",
]  # fmt: skip


def proof(data: bytes, expected: Expected | None = None) -> Report:
    """Prove a PDF file's bytes; without expectations, as a stranger's.

    It never raises, whatever the bytes are: what can't be opened or read is a finding that fails.
    """
    from handbill.proof.prove import prove  # the readers that it needs take a quarter of a second

    return prove(data, expected or Expected())
