"""Responses to consultations: which answer was chosen, and whether there is still time to answer."""

from __future__ import annotations

import datetime

from handbill.models.kinds import INVITATION
from handbill.models.response import Response
from handbill.project import DocumentEntry


def is_same(answer: str, choice: str) -> bool:
    """Say whether an answer is one of a scale."""
    return answer.strip().casefold() == choice.strip().casefold()


def is_too_late(entry: DocumentEntry, today: datetime.date) -> bool:
    """Say whether this is an invitation to answer a consultation that has closed."""
    response = entry.value
    return isinstance(response, Response) and entry.form_name == INVITATION and response.consultation.is_over(today)
