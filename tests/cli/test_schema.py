"""The schemas against the files that ship, as an editor parses them, and against the models' own judgement."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from handbill import cli, schemas
from handbill.source import Source, read_yaml
from handbill.validate import validate

ROOT = Path(__file__).parent.parent.parent


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: `42`, `1.10` and `true` are no texts, dates and `yes` are."""


class OlderEditor(yaml.SafeLoader):
    """Reads YAML 1.1: `yes` and `no` are truths as well."""


OlderEditor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?", list("-+0123456789.")),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first)

Editor.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))  # not octal for a nought in front


def faults(kind: str, text: str, loader: Any = Editor) -> list[str]:
    data = yaml.load(text, loader)
    return [error.message for error in Draft7Validator(schemas.schema(kind)).iter_errors(data)]


def shipped() -> list[tuple[str, str]]:
    found = [(kind, path) for kind, (files, _) in schemas.MODELS.items() for path in sorted(ROOT.glob(files))]
    return [(kind, path.relative_to(ROOT).as_posix()) for kind, path in found]


@pytest.mark.parametrize("kind", schemas.MODELS)
def test_each_schema_is_one(kind: str) -> None:
    Draft7Validator.check_schema(schemas.schema(kind))


@pytest.mark.parametrize("loader", [Editor, OlderEditor])
@pytest.mark.parametrize(("kind", "path"), shipped())
def test_every_file_that_ships_is_valid(kind: str, path: str, loader: Any) -> None:
    assert faults(kind, (ROOT / path).read_text("utf-8"), loader) == []


def test_what_ships_is_of_every_kind() -> None:
    assert {kind for kind, _ in shipped()} == set(schemas.MODELS)


def test_each_field_is_described() -> None:
    for kind in schemas.MODELS:
        made = schemas.schema(kind)
        for name, model in {kind: made, **made["$defs"]}.items():
            for field, what in model["properties"].items():
                meant = made["$defs"].get(what.get("$ref", "").rpartition("/")[2], {})
                assert what.get("description") or meant.get("description"), f"{name}.{field}"


LEAFLET = "title: T\ncampaign: c\nlayout: flyer\nsides: "
MOTION = "title: T\ncampaign: c\n"
SAME = [
    ("branch", "name: 42\ntype: clp", True),
    ("branch", "name: no\ntype: clp\nplace:\nsecretary: {phone: 01632960123, email: }\nlanguages: cy", True),
    ("branch", "name: A\ntype: clp\nlanguages: [cy, en-GB]\nregion:\nmp: {name: '', constituency: Ely}", True),
    ("branch", "name: A\ntype: clp\npetitions: {open-the-boards: https://example.org/x}\nterms: {notes: 1}", True),
    ("branch", "name: A\ntype: clpp", False),
    ("branch", "name: A", False),
    ("branch", "name:\ntype: clp", False),
    ("branch", "name: A\ntype: clp\nsecretery: {name: B}", False),
    ("branch", "name: A\ntype: clp\nsecretary: {nam: B}", False),
    ("branch", "name: A\ntype: clp\nsecretary: B", False),
    ("branch", "name: A\ntype: clp\nsecretary:\nlanguages:", True),
    ("branch", "name: [A]\ntype: clp", False),
    ("organisation", "name: A\ntype: union\nbrand: {colour: '#c8102e'}\nrules:", True),
    ("organisation", "name: A\ntype: onion", False),
    (
        "campaign",
        "title: 2027\npetitions: {p: {title: P, url: https://a.example, closes: 2027-01-31, tags: yes}}",
        True,
    ),
    ("campaign", "title: C\npetitions: {p: {title: P, url: https://a.example, closes: soon}}", False),
    ("campaign", "title: C\npetitions: {p: {title: P}}", False),
    ("campaign", "title: C\npetitions: {p: {title: P, url: https://a.example, tags: perhaps}}", False),
    ("campaign", "title: C\nsources: {s: {title: S, date: 2022}}", True),
    ("motion", MOTION + "version: 1.10\nas_of: 2026-11-01\nnotes: [A plain string., {text: B, source: s}]", True),
    ("motion", MOTION + "resolves:\n  - {id: mp, text: x, only: {type: clp}, optional: true, priority: 3}", True),
    ("motion", MOTION + "resolves:\n  - {text: x, only: {type: [clp, council]}, source: [a, b]}\ninstructs:", True),
    ("motion", MOTION + "variants: [{when: {type: clp}, replace: {b1: B}}]\nonly: {stage: branch}", True),
    ("motion", MOTION + "notes: [{txet: A}]", False),
    ("motion", MOTION + "notes: A", False),
    ("motion", MOTION + "resolves: [{text: x, priority: high}]", False),
    ("motion", MOTION + "resolves: [{text: x, only: {type: clpp}}]", False),
    ("motion", MOTION + "variants: [{when: {type: clp}}]", False),
    ("motion", MOTION + "editions: screen", True),
    ("motion", MOTION + "editions: [screen, image]", True),
    ("motion", MOTION + "editions: [print]", False),
    ("motion", MOTION + "translations: {cy: {title: T}}", True),
    ("leaflet", LEAFLET + "[[{headline: 1945}, {figures: [{figure: 42, label: boards, source: s}]}, contact]]", True),
    ("leaflet", LEAFLET + "[[{petition: p}], [{petition: {slug: p, order: Sign}}, {contact: }]]", True),
    ("leaflet", LEAFLET + "[[{quote: Words}, {quote: {text: Words, by: B}}, {points: [1, no]}]]", True),
    ("leaflet", LEAFLET + "[[{headlin: A}]]", False),
    ("leaflet", LEAFLET + "[[headline]]", False),
    ("leaflet", LEAFLET + "[[{headline: A, lead: B}]]", False),
    ("leaflet", LEAFLET + "[[{headline: [A]}]]", False),
    ("leaflet", LEAFLET + "[[{points: A}]]", False),
    ("leaflet", LEAFLET + "[[{figures: []}]]", False),
    ("leaflet", LEAFLET + "[[{petition: {order: Sign}}]]", False),
    ("leaflet", LEAFLET + "[]", False),
    ("leaflet", LEAFLET + "[[contact]]\npaper: A7", False),
    ("leaflet", "title: T\ncampaign: c\nsides: [[contact]]", False),
    ("campaign", "title: C\nfacts: {loans: loans.csv, cuts: {file: cuts.csv, numbers: value}}", True),
    ("campaign", "title: C\nreading: {a: {title: A, date: 2026, url: https://a.example}}", True),
    ("campaign", "title: C\nreading: {a: {title: A, url: https://a.example}}", False),
    ("leaflet", LEAFLET + "[[{table: {columns: [A, B], rows: [[1, 2]]}}, reading, {reading: {code: yes}}]]", True),
    ("leaflet", LEAFLET + "[[{table: {facts: f, columns: {a: A}}}]]", True),
    ("leaflet", LEAFLET + "[[{chart: {title: T, rows: [{label: A, value: 1}]}}]]", True),
    ("leaflet", LEAFLET + "[[{diagram: {tiers: [{title: A}, {title: B, count: 2}]}}]]", True),
    ("leaflet", LEAFLET + "[[{diagram: {tiers: [{title: A}]}}]]", False),
    ("layout", "title: T\nkinds: [leaflet]\npapers: [A4, A3]\ncode: {side: 36, reading: hand}", True),
    ("layout", "title: T\nkinds: [leaflet]\npapers: [A4]\ncode: {side: 36, reading: 1060}\nscales: true", True),
    ("layout", "title: T\nkinds: [leaflet]\npapers: [A7]", False),
    ("layout", "title: T\nkinds: [leaflet]\npapers: [A4]\nfit: {text: {least: small, most: 12}}", False),
]


@pytest.mark.parametrize(("kind", "text", "good"), SAME)
def test_schema_and_program_judge_alike(kind: str, text: str, good: bool, tmp_path: Path) -> None:
    assert (faults(kind, text) == []) is good
    (tmp_path / "x.yaml").write_text(text)
    source = read_yaml(tmp_path / "x.yaml", "x.yaml")
    assert source.problems == []
    assert (validate(Source("x.yaml"), source.data, schemas.MODELS[kind][1]) is not None) is good


def test_the_command_writes_them_and_says_how_to_switch_them_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("leaflets", "layouts/mine"):
        (tmp_path / folder).mkdir(parents=True)
    with pytest.raises(SystemExit) as left:
        cli.main(["schema", "--project", str(tmp_path)])
    assert left.value.code == 0
    told = capsys.readouterr().out
    settings = json.loads(re.findall(r"^\{.*^\}", told, re.MULTILINE | re.DOTALL)[0])["yaml.schemas"]
    assert len(settings) == len(schemas.MODELS)
    for name, files in settings.items():
        made = json.loads((tmp_path / name).read_text("utf-8"))
        assert made == schemas.schema(name.removeprefix("schemas/").removesuffix(".schema.json"))
        assert (files, made["$schema"]) == (
            schemas.MODELS[made["title"].removeprefix("handbill: ")][0],
            schemas.DIALECT,
        )
    assert "# yaml-language-server: $schema=../schemas/branch.schema.json" in told
