"""Responses to consultations: do their answers stand on the scale, and is there still time to answer?"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from handbill.errors import Problem, did_you_mean
from handbill.models.response import Response, is_same
from handbill.project import DocumentEntry, Project
from handbill.source import Source


def check(_: Project, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield each answer that is not on its scale. Capitals do not count."""
    for response in entry.languages.values():
        assert isinstance(response, Response)
        yield from _answers(entry.source, response)


def _answers(source: Source, response: Response) -> Iterator[Problem]:
    for question in response.questions:
        scale = response.scale_of(question)
        if scale and question.answer and not any(is_same(question.answer, each) for each in scale):
            hint = did_you_mean(question.answer, scale) or "choose from " + ", ".join(scale)
            yield source.describe(question.answer.mark, f"'{question.answer}' is not on the scale", hint)


def expired(entry: DocumentEntry, today: datetime.date) -> Iterator[Problem]:
    """Yield a warning where the consultation has closed."""
    response = entry.value
    if isinstance(response, Response) and response.consultation.is_over(today):
        consultation = entry.source.data["consultation"]
        message = f"the consultation closed on {response.consultation.closes}"
        hint = "what is made of it says so, and no invitation is made"
        yield entry.source.describe(consultation.key_mark("closes"), message, hint, warning=True)
