"""A motion as YAML again: what `open`, `fit` and `amend` write for a person to go on with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import BaseModel

from handbill.models.motion import PARTS, Motion, clause_id

WIDTH = 96


def motion_yaml(motion: Motion) -> str:
    """Return a motion as YAML that reads back as the same motion. Clauses keep the ids that others know them by."""
    data: dict[str, Any] = _plain(motion)
    for part in PARTS:
        clauses = [
            {"id": clause_id(clause, part, place), **_plain(clause)}
            for place, clause in enumerate(getattr(motion, part), 1)
        ]
        if clauses:
            data[part] = clauses
    return dumped(data)


def dumped(data: Mapping[str, Any]) -> str:
    """Return data as the YAML of a file, in the order in which it is given."""
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH))


def _plain(value: Any) -> Any:
    """Turn a model into what YAML holds, without what was not given."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        given = {name: getattr(value, name) for name in fields}
        return {
            name: _plain(each)
            for name, each in given.items()
            if each not in ("", (), {}, None) and each != fields[name].default
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # lists stand in from what they belong to, as in files written by hand


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else ">" if len(value) > WIDTH else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
