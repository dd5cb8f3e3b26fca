"""An amendment as YAML: what `handbill amend` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from handbill.amend import operations as ops
from handbill.amend.operations import Change
from handbill.yaml_text import dumped

KEYS: Mapping[type[Change], Mapping[str, str]] = {
    ops.DeleteClause: {"clause": "delete"},
    ops.DeleteWords: {"clause": "in", "words": "delete"},
    ops.DeleteAfter: {"clause": "in", "after": "delete_after", "insert": "insert"},
    ops.InsertWords: {"clause": "in", "after": "after", "insert": "insert"},
    ops.AddWords: {"clause": "in", "insert": "add"},
    ops.ReplaceWords: {"clause": "in", "words": "delete", "insert": "insert"},
    ops.Rewrite: {"clause": "in", "insert": "rewrite"},
    ops.InsertClauses: {"at": "at", "clauses": "insert"},
    ops.AddClauses: {"part": "at_end_of", "clauses": "insert"},
    ops.MoveClause: {"clause": "move", "to": "to"},
    ops.SwapClauses: {"clause": "swap", "to": "to"},
    ops.ReplaceEvery: {"words": "every", "insert": "insert"},
    ops.ReplaceAll: {"parts": "delete_all_and_insert"},
}
"""The key in YAML of each field of an operation."""


def amendment_yaml(motion: str, head: Mapping[str, str], changes: Sequence[Change], branch: str = "") -> str:
    """Return the file of an amendment. `head` are number, title and so on, by their keys; empty ones are left out.

    `branch` is the one that it is for, if it is for one only.
    """
    given: dict[str, Any] = {key: value for key, value in head.items() if value}
    only = {"only": {"branch": branch}} if branch else {}
    return dumped({"motion": motion, **given, **only, "changes": [change_data(change) for change in changes]})


def change_data(change: Change) -> dict[str, Any]:
    """Return a change as it stands in YAML."""
    keys = KEYS[type(change)]
    values = ((keys[each.name], getattr(change, each.name)) for each in fields(change))
    return {key: _data(value) for key, value in values if value}


def _data(value: Any) -> Any:
    if isinstance(value, ops.NewClause):
        text = str(value.text)
        return {"text": text, "points": [str(each) for each in value.points]} if value.points else text
    if value and isinstance(value, tuple) and isinstance(value[0], tuple):
        return {part: _data(clauses) for part, clauses in value}
    if isinstance(value, tuple):
        return [_data(each) for each in value]
    return str(value)
