"""Data that knows its lines becomes a model, or problems that know theirs.

Pydantic says what is wrong and at which path; this module finds the line of that path and says
it in a sentence, with the nearest right word where a word is wrong.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from handbill.errors import Mark, did_you_mean, shortened
from handbill.source import Map, Seq, Source, Text

M = TypeVar("M", bound=BaseModel)

TAG = "block "
"""Begins the name of a union's member, so that it is never taken for a key of the data."""

Loc = tuple[Any, ...]


def validate(source: Source, data: Any, model: type[M]) -> M | None:
    """Return the model, or None with every problem noted on `source`."""
    try:
        return model.model_validate(data)
    except ValidationError as invalid:
        errors = _listed(invalid)
    seen: set[Any] = set()
    for each in errors:
        where = (_path(data, each["loc"]), each["loc"][-1] if each["type"] == "missing" else "")
        if where not in seen and not _is_echo(each, errors, model):
            _tell(source, data, model, each)
        seen.add(where)
    return None


def draft(data: Any, model: type[M]) -> M | None:
    """Return what is right of data that is not valid, or None where too little is left: to look further into it."""
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(data)
        except ValidationError as invalid:
            data = _pruned(data, _listed(invalid), model)
    return None


_ROUNDS = 4  # what is wrong goes, what is then missing gets a filling, what has no use for one goes too


class _Filling(Text):
    """Stands where something is missing that has to be there."""


def _pruned(data: Any, errors: list[Any], model: type[BaseModel]) -> Any:
    """Return data without what is wrong in it, and with a filling for what is missing."""
    pruned = _copy(data)
    for error in errors:
        if error["type"] == "too_short" and _is_echo(error, errors, model):
            continue
        path = _path(data, error["loc"])
        if isinstance(place(data, path)[1], _Filling):
            path = path[:-1]
        owner = place(pruned, path if error["type"] == "missing" else path[:-1])[1]
        if error["type"] == "missing" and isinstance(owner, Map):
            owner[str(error["loc"][-1])] = _Filling(_choices(model, error["loc"])[0], owner.mark)
        elif path and isinstance(owner, Map):
            owner.pop(str(path[-1]), None)
        elif path and isinstance(owner, Seq):
            owner[int(path[-1])] = _GONE
    return _copy(pruned)


def _choices(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the words that a field takes; of one that takes any, a dash."""
    owner = _model_at(model, loc[:-1])
    field = owner.model_fields.get(str(loc[-1])) if owner else None
    of = field.annotation if field else None
    return list(typing.get_args(of)) if typing.get_origin(of) is typing.Literal else ["-"]


def _listed(error: ValidationError) -> list[Any]:
    return list(error.errors(include_url=False))


def place(data: Any, loc: Loc) -> tuple[Mark, Any]:
    """Return where a path leads in the data, and the last thing found there."""
    mark = getattr(data, "mark", None) or Mark("")
    for step in _path(data, loc):
        mark = data.key_mark(step) if isinstance(data, Map) else data.marks[step]
        data = data[step]
        mark = getattr(data, "mark", None) or mark
    return mark, data


def _path(data: Any, loc: Loc) -> Loc:
    """Return the steps of a path that the data has, without those that name a member of a union."""
    path = []
    for step in loc:
        if step in data if isinstance(data, Map) else isinstance(data, Seq) and step in range(len(data)):
            path.append(step)
            data = data[step]
    return tuple(path)


def _tell(source: Source, data: Any, model: type[BaseModel], error: Any) -> None:
    """Note an error on the source, unless it is about a line that could only be guessed at."""
    mark = _mark(data, error)
    message, hint = _sentence(source, data, model, error)
    doubtful = mark.line in source.doubtful
    if error["type"] == "missing":
        doubtful = any(str(error["loc"][-1]) in source.lines[line - 1] for line in source.doubtful)
    if not doubtful:
        source.problem(mark, message, hint)


def _mark(data: Any, error: Any) -> Mark:
    """Return where an error is to be shown: at a key where the key is wrong or holds nothing, else at its value."""
    loc: Loc = error["loc"]
    mark, value = place(data, loc)
    path = _path(data, loc)
    if error["type"] == "union_tag_invalid" and isinstance(value, Map):
        return value.key_mark(_tag(error))
    by_key = error["type"] == "missing" or error["type"] == "extra_forbidden" or loc[-1:] == ("[key]",)
    if by_key and path and isinstance(path[-1], str):
        owner = place(data, path[:-1])[1]
        return owner.key_mark(path[-1]) if isinstance(owner, Map) else mark
    return mark


def _sentence(source: Source, data: Any, model: type[BaseModel], error: Any) -> tuple[str, str]:
    """Return what is wrong, and what to do."""
    loc: Loc = error["loc"]
    kind, context = error["type"], error.get("ctx", {})
    # Steps that name a member of a union have signs or spaces in them; keys do not.
    path = [step for step in loc if re.fullmatch(r"[\w.-]+", str(step))]
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    value = error["input"]
    subject = f"an entry of '{name}'" if path and isinstance(path[-1], int) else f"'{name}'"
    if kind == "missing":
        return f"'{name}' is missing", source.how_to_add(loc)
    if kind == "extra_forbidden":
        return _unknown_field(source, data, model, loc)
    if kind == "union_tag_invalid":
        choices = [each.removeprefix(TAG) for each in _quoted(context["expected_tags"])]
        hint = did_you_mean(_tag(error), choices) or "choose from " + ", ".join(choices)
        return f"unknown block '{_tag(error)}'", hint
    if kind == "literal_error":
        choices = _quoted(context["expected"])
        if value is None:
            return f"{subject} is empty", did_you_mean("", choices)
        return f"'{shortened(value)}' is not {_one(name)}", _uncurled(value) or did_you_mean(str(value), choices)
    if value is None:
        hint = _what_to_write(model, loc) if isinstance(loc[-1], str) else "write something after its '-', or delete it"
        return f"{subject} is empty", hint
    if kind in _SHAPES:
        return f"{subject} {_SHAPES[kind]}", _shape_hint(kind, model, loc)
    if kind in _NUMBERS:
        return f"'{shortened(value)}' {_NUMBERS[kind].format(**context)}", ""
    message, _, hint = error["msg"].removeprefix("Value error, ").partition(": ")
    if kind == "handbill_empty":
        hint = hint or _what_to_write(model, loc)
    if isinstance(value, str) and message.startswith("is not"):
        subject, hint = f"'{shortened(value)}'", _uncurled(value) or hint
    return f"{subject} {message}" if kind.startswith("handbill") else message, hint


_SHAPES = {
    "too_short": "has nothing in it",
    "string_too_short": "is empty",
    "string_type": "should be a text",
    "dict_type": "should hold fields",
    "mapping_type": "should hold fields",
    "model_type": "should hold fields",
    "model_attributes_type": "should hold fields",
    "tuple_type": "should be a list",
    "list_type": "should be a list",
}
_NUMBERS = {
    "int_parsing": "is not a whole number",
    "int_from_float": "is not a whole number",
    "float_parsing": "is not a number",
    "bool_parsing": "should be yes or no",
    "greater_than": "should be more than {gt:g}",
    "greater_than_equal": "should be {ge:g} or more",
    "less_than": "should be less than {lt:g}",
    "less_than_equal": "should be {le:g} or less",
}


def _uncurled(value: Any) -> str:
    """Say what to do where a word stands in the quotation marks of a word processor, which YAML takes for letters."""
    bare = str(value).strip("“”„‘’‚«»")
    return f"write {bare} without the curly quotation marks" if bare and bare != str(value) else ""


def _what_to_write(model: type[BaseModel], loc: Loc) -> str:
    """Return what a field that is empty should say, where its description is what to write there."""
    owner, name = _model_at(model, loc[:-1]), str(loc[-1])
    field = owner.model_fields.get(name) if owner else None
    said = str(field.description or "") if field else ""
    return f"write w{said[1:].rstrip('.')}" if said.startswith("What ") else ""


def _shape_hint(kind: str, model: type[BaseModel], loc: Loc) -> str:
    if kind in ("tuple_type", "list_type"):
        return "begin each entry on a line of its own with '- '"
    if kind in ("too_short", "string_too_short", "string_type"):
        return ""
    owner = _model_at(model, loc)
    fields = owner.model_fields if owner else {}
    needed = [field.alias or name for name, field in fields.items() if field.is_required()]
    return f"write them on lines of their own, such as '{next(iter([*needed, *_fields(owner), 'name']))}: …'"


def _one(name: str) -> str:
    """Return the name of a field as that of one of its entries: 'an edition' for `editions`."""
    one = name.removesuffix("s")
    return f"an {one}" if one[:1] in "aeiou" else f"a {one}"


def _quoted(said: str) -> list[str]:
    return re.findall(r"'([^']*)'", said)


def _tag(error: Any) -> str:
    return str(error["ctx"]["tag"]).removeprefix(TAG)


def _unknown_field(source: Source, data: Any, model: type[BaseModel], loc: Loc) -> tuple[str, str]:
    owner = _model_at(model, loc[:-1])
    known = _fields(owner)
    parent = place(data, loc[:-1])[1]
    unknown = str(loc[-1])
    message = f"unknown field '{shortened(unknown)}'"
    if len(known) == 1 and known[0] in parent:
        return f"'{shortened(unknown)}' stands in the same block as '{known[0]}'", "begin a new block with '- '"
    if parent[unknown] is None and _in_braces(parent, unknown):
        return message, "where a text between braces has a comma, put it in double quotes"
    if (usual := _USUAL_NAMES.get(unknown.lower())) in known:
        return message, f"did you mean '{usual}'?"
    first, _, rest = unknown.partition(".")
    if rest and first in known:
        return message, source.how_to_nest(first, rest)
    hint = did_you_mean(unknown, known)
    if hint.startswith("did"):
        return message, hint
    if "text" in known and len(parent) == 1:
        return message, "where the text itself has a colon, put it in double quotes"
    outer = [name for name in known if unknown in _fields(_model_at(model, (*loc[:-1], name)))]
    if len(outer) == 1:
        return message, source.how_to_nest(outer[0], unknown)
    return message, hint


_USUAL_NAMES = {"size": "paper", "format": "paper", "language": "lang"}
"""How people call fields that have another name here, and are not spelt like it."""


def _fields(owner: type[BaseModel] | None) -> list[str]:
    """Return the names that a model's fields have in YAML."""
    return [field.alias or name for name, field in owner.model_fields.items()] if owner else []


def _in_braces(parent: Map, key: str) -> bool:
    """Say whether a key stands between {braces}: else all keys of a mapping begin in one column."""
    return parent.key_mark(key).column != parent.key_mark(next(iter(parent))).column


def _is_echo(error: Any, errors: list[Any], model: type[BaseModel]) -> bool:
    """Say whether an error only repeats another: a missing field beside its own misspelling, a list
    counted short because its entries are wrong."""
    loc = error["loc"]
    if error["type"] == "too_short":
        return any(other is not error and other["loc"][: len(loc)] == loc for other in errors)
    if error["type"] == "missing":
        known = _fields(_model_at(model, loc[:-1]))
        strays = [e["loc"][-1] for e in errors if e["type"] == "extra_forbidden" and e["loc"][:-1] == loc[:-1]]
        return any(f"'{loc[-1]}'" in did_you_mean(str(stray), known) or known[0] == "text" for stray in strays)
    return False


_GONE = object()


def _copy(data: Any) -> Any:
    """Copy maps and lists, without the entries that are gone."""
    if isinstance(data, Map):
        fields = Map(data.mark)
        fields.update({key: _copy(value) for key, value in data.items()})
        return fields
    if isinstance(data, Seq):
        entries = Seq(data.mark)
        for entry, mark in zip(data, data.marks, strict=True):
            if entry is not _GONE:
                entries.append(_copy(entry))
                entries.marks.append(mark)
        return entries
    return data


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the model class that a path leads to."""
    here: list[Any] = [model]
    for step in loc:
        if isinstance(step, str) and step.startswith(TAG):
            here = [each for each in here if step.removeprefix(TAG) in each.model_fields]
        else:
            here = [inner for each in here for inner in _step(each, step)] or here
    return next((each for each in here if isinstance(each, type) and issubclass(each, BaseModel)), None)


def _step(annotation: Any, step: int | str) -> Iterator[Any]:
    """Yield what a field, an entry or a key of an annotated type may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(step))
        yield from _flat(field.annotation) if field else ()
        return
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(step, int) and origin in (tuple, list):
        yield from _flat(arguments[0])
    elif isinstance(step, str) and origin is dict:
        yield from _flat(arguments[1])


def _flat(annotation: Any) -> Iterator[Any]:
    """Take off Annotated and Optional, and spread unions."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _flat(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for each in typing.get_args(annotation):
            yield from _flat(each)
    else:
        yield annotation
