"""Data that knows its lines becomes a model, or problems that know theirs.

Pydantic says what is wrong and at which path; this module finds the line of that path and says
it in a sentence, with the nearest right word where a word is wrong.
"""

from __future__ import annotations

import re
import types
import typing
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from handbill.errors import Mark, Problem, did_you_mean
from handbill.source import Map, Seq, Source

M = TypeVar("M", bound=BaseModel)

TAG = "block "
"""Begins the name of a union's member, so that it is never taken for a key of the data."""

Loc = tuple[int | str, ...]


def validate(source: Source, data: Any, model: type[M]) -> M | None:
    """Return the model, or None with every problem noted on `source`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        for each in errors:
            if not _is_echo(each, errors, model):
                source.problems.append(_problem(source, data, model, each))
        return None


def place(data: Any, loc: Loc) -> tuple[Mark, Any]:
    """Return where a path leads in the data, and the last thing found there.

    Parts of the path that name a member of a union rather than a key are passed over.
    """
    mark = getattr(data, "mark", None) or Mark("")
    for step in loc:
        if isinstance(data, Map) and isinstance(step, str) and step in data:
            mark = data.key_mark(step)
            data = data[step]
        elif isinstance(data, Seq) and isinstance(step, int) and step < len(data):
            mark = data.marks[step]
            data = data[step]
        else:
            continue
        mark = getattr(data, "mark", None) or mark
    return mark, data


def _problem(source: Source, data: Any, model: type[BaseModel], error: Any) -> Problem:
    loc: Loc = error["loc"]
    name = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    mark, value = place(data, loc)
    kind = error["type"]
    if kind == "extra_forbidden":
        parent_mark, parent = place(data, loc[:-1])
        mark = parent.key_mark(name) if isinstance(parent, Map) else parent_mark
        message, hint = _unknown_field(model, loc, parent)
    elif kind == "missing":
        mark = _owner_mark(data, loc[:-1])
        message, hint = f"'{name}' is missing", f"add a line '{name}: …'"
    elif kind == "literal_error":
        choices = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        message, hint = f"'{value}' is not a {_called(name)}", did_you_mean(str(value), choices)
    elif kind == "union_tag_invalid":
        choices = re.findall(r"'([^']*)'", error["ctx"]["expected_tags"])
        choices = [choice.removeprefix(TAG) for choice in choices]
        tag = error["ctx"]["tag"].removeprefix(TAG)
        mark = value.key_mark(tag) if isinstance(value, Map) else mark
        message, hint = f"unknown block '{tag}'", did_you_mean(tag, choices)
    elif kind in _SHAPES:
        message, hint = f"'{name}' {_SHAPES[kind]}", ""
    else:
        message, hint = _sentence(name, value, error["msg"])
    return source.describe(mark, message, hint)


_SHAPES = {
    "too_short": "has nothing in it",
    "dict_type": "should hold fields, each on its own line as 'name: value'",
    "model_type": "should hold fields, each on its own line as 'name: value'",
    "model_attributes_type": "should hold fields, each on its own line as 'name: value'",
    "tuple_type": "should be a list, each entry on its own line after '- '",
    "list_type": "should be a list, each entry on its own line after '- '",
}


def _sentence(name: str, value: Any, said: str) -> tuple[str, str]:
    """Split what a field's own validator says into message and hint."""
    message, _, hint = said.partition(": ")
    shown = f"'{value}' " if isinstance(value, str) and value and message.startswith("is not") else f"'{name}' "
    return shown + message, hint


def _called(name: str) -> str:
    return {"type": "type", "editions": "edition", "edition": "edition"}.get(name, f"'{name}'")


def _unknown_field(model: type[BaseModel], loc: Loc, parent: Any) -> tuple[str, str]:
    owner = _model_at(model, loc[:-1])
    known = list(owner.model_fields) if owner else []
    unknown = str(loc[-1])
    if len(known) == 1 and known[0] in (parent or {}):
        return f"'{unknown}' stands in the same block as '{known[0]}'", "begin a new block with '- '"
    hint = did_you_mean(unknown, known)
    if "text" in known and isinstance(parent, Map) and len(parent) == 1 and not hint.startswith("did"):
        hint = "where the text itself has a colon, put it in double quotes"
    return f"unknown field '{unknown}'", hint


def _owner_mark(data: Any, loc: Loc) -> Mark:
    """Return the mark of the key (or list entry) that lacks something; of the file's first line at the top."""
    mark, value = place(data, loc)
    parent_mark, parent = place(data, loc[:-1])
    if loc and isinstance(parent, Map) and isinstance(loc[-1], str) and loc[-1] in parent:
        return parent.key_mark(loc[-1])
    return mark


def _is_echo(error: Any, errors: list[Any], model: type[BaseModel]) -> bool:
    """Say whether an error only repeats another: a missing field beside its own misspelling, a list
    counted short because its entries are wrong."""
    loc = error["loc"]
    if error["type"] == "too_short":
        return any(other is not error and other["loc"][: len(loc)] == loc for other in errors)
    if error["type"] == "missing":
        owner = _model_at(model, loc[:-1])
        known = list(owner.model_fields) if owner else []
        strays = [e["loc"] for e in errors if e["type"] == "extra_forbidden" and e["loc"][:-1] == loc[:-1]]
        return any(f"'{loc[-1]}'" in did_you_mean(str(stray[-1]), known) or known[0] == "text" for stray in strays)
    return False


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the model class that a path leads to."""
    here: list[Any] = [model]
    for step in loc:
        if isinstance(step, str) and step.startswith(TAG):
            here = [each for each in here if step.removeprefix(TAG) in each.model_fields]
        else:
            here = [inner for each in here for inner in _step(each, step)] or here
    return next((each for each in here if isinstance(each, type) and issubclass(each, BaseModel)), None)


def _step(annotation: Any, step: int | str) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(step))
        return _flat(field.annotation) if field else []
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(step, int) and origin in (tuple, list):
        return _flat(arguments[0])
    if isinstance(step, str) and origin is dict:
        return _flat(arguments[1])
    return []


def _flat(annotation: Any) -> list[Any]:
    """Take off Annotated and Optional, and spread unions."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _flat(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return [inner for each in typing.get_args(annotation) for inner in _flat(each)]
    return [annotation]
