"""JSON Schemas of the YAML files, for editors that complete and check while one types.

They come from the models, with what YAML allows a person put in: a text may look like a number
or like yes, a single value may stand where a list is meant, and some things have a short form.
The validators know their short forms, so each is asked: it is tried with a text and with nothing.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from handbill.layout import LayoutSpec
from handbill.models.branch import Branch
from handbill.models.campaign import Campaign
from handbill.models.kinds import KINDS
from handbill.models.leaflet import BLOCKS
from handbill.models.organisation import Organisation
from handbill.models.printer import Printer
from handbill.models.rules import Rules
from handbill.source import Text

MODELS: dict[str, tuple[str, type[BaseModel]]] = {
    "campaign": ("campaigns/*.yaml", Campaign),
    "printer": ("printers/*.yaml", Printer),
    "rules": ("rules/*.yaml", Rules),
    "organisation": ("organisations/*.yaml", Organisation),
    "branch": ("branches/*.yaml", Branch),
    **{kind.name: (f"{kind.folder}/*.yaml", kind.model) for kind in KINDS},
    "layout": ("layouts/*/layout.yaml", LayoutSpec),
}
"""Each kind of YAML file: the files that it holds for, and the model that reads them."""

DIALECT = "http://json-schema.org/draft-07/schema#"
NULL: JsonSchemaValue = {"type": "null"}
NUMBERS = ("0, 0", "0 0 0 0")
"""Texts that hold several numbers: an offset, four inks."""


def schema(kind: str) -> JsonSchemaValue:
    """Return the JSON Schema (draft 7) of a kind of file."""
    made = MODELS[kind][1].model_json_schema(schema_generator=_OfYaml)
    if any(each.about for each in KINDS if each.name == kind):  # what it is about has a campaign
        made["required"] = [name for name in made["required"] if name != "campaign"]
    return {"$schema": DIALECT, **made, "title": f"handbill: {kind}"}


def schema_text(kind: str) -> str:
    """Return the schema as the text of a file."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


class _OfYaml(GenerateJsonSchema):
    """Makes schemas for data as YAML parsers give it: `42`, `yes` and `2027-01-31` are not texts there."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False  # it would only repeat the field's name

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        types = ["string", "number", "boolean"]
        return {**made, "type": types if made.get("minLength") else [*types, "null"]}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"enum": [True, False, "yes", "no"]}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        default = made.pop("default", None)
        if not _takes_null(made):  # a field that need not be there may stand there empty
            made = {"anyOf": [made, NULL]}
        return made if default in ("", None, [], {}) else {**made, "default": default}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        made = super().function_before_schema(schema)
        function = schema["function"]["function"]
        short = [NULL] if _tried(function, None) in ([], (), {}) else []
        if any(isinstance(_tried(function, Text(each)), tuple) for each in NUMBERS):
            return {"anyOf": [{"type": "string"}, made]}
        from_text = _tried(function, Text("x"))
        if isinstance(from_text, list):  # one value where a list is meant
            short.insert(0, made["items"])
        elif isinstance(from_text, dict):  # the main field alone, or a bare word
            main, value = next(iter(from_text.items()))
            inner = self.get_schema_from_definitions(made["$ref"]) if "$ref" in made else None
            short.insert(0, (inner or {})["properties"][main] if value else {"enum": _bare_words()})
        if isinstance(_tried(function, [Text("x")]), dict):  # a list where entries need no names
            short.append({"type": "array", "items": made["additionalProperties"]})
        return {"anyOf": [*short, made]} if short else made


def _tried(function: Any, value: Any) -> Any:
    """Return what a validator makes of a value; the value itself where it takes none such."""
    try:
        return function(value)
    except ValueError:
        return value


def _takes_null(made: JsonSchemaValue) -> bool:
    return "null" in made.get("type", ()) or NULL in made.get("anyOf", ())


def _bare_words() -> list[str]:
    return [name for name, block in BLOCKS.items() if _takes(block, {name: None})]


def _takes(model: type[BaseModel], data: Any) -> bool:
    try:
        model.model_validate(data)
    except ValidationError:
        return False
    return True
