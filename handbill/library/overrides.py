"""Models of what was read, with what a command line set in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from handbill.errors import Mark
from handbill.models.kinds import KINDS
from handbill.source import Map, Source, Text, without_controls
from handbill.validate import draft, validate

M = TypeVar("M", bound=BaseModel)


class Overrides:
    """`--set` values by dotted name, such as 'branch.meets'."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def model(self, what: str, source: Source, data: Map, model: type[M]) -> M | None:
        """Return the model, or a draft of it where `source` is not sound any more."""
        self._put(what, data, model)
        return validate(source, data, model) or draft(data, model)

    def _put(self, what: str, data: Map, model: type[BaseModel]) -> None:
        for name, value in self._values.items():
            first, *path = name.split(".")
            if first != what or not path or _is_for_others(what, path[0], model):
                continue
            mark = Mark(f"--set {name}")
            place: Any = data
            for step in path[:-1]:
                if not isinstance(place.get(step), Map):
                    place[Text(step, mark)] = Map(mark)
                place = place[step]
            place.pop(path[-1], None)
            place[Text(path[-1], mark)] = Text(without_controls(value), mark)


def _is_for_others(what: str, field: str, model: type[BaseModel]) -> bool:
    """Say whether only other kinds of document have a field: 'line_numbers' is nothing to a leaflet."""
    others = (kind.model for kind in KINDS) if what == "document" else ()
    return field not in model.model_fields and any(field in other.model_fields for other in others)
