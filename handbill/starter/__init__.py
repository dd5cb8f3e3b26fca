"""The files that `handbill new` begins with: YAML with `$names` to fill in, commented for the person who goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

import yaml

FOLDER = Path(__file__).parent

# What YAML reads as it stands: begins with a letter, and has none of its signs.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.'’()/&@–-]|:(?=\S))*(?<! )\Z")

# JSON leaves these as they are; YAML would take them for the end of a line, or refuse them.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def quoted(text: str) -> str:
    """Write a text as a YAML scalar on one line that reads back as it was typed; nothing for an empty text."""
    if not text:
        return ""
    if _PLAIN.match(text) and yaml.safe_load(text) == text:
        return text
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def fill(name: str, texts: Mapping[str, str], **ready: str) -> str:
    """Return a starter file with its names filled in: `texts` as a person typed them, `ready` as YAML."""
    values = {**{key: quoted(text) for key, text in texts.items()}, **ready}
    made = Template((FOLDER / name).read_text("utf-8")).substitute(values)
    return "\n".join(line.rstrip() for line in made.splitlines()) + "\n"


def text(name: str) -> str:
    """Return a starter file that has no names to fill in."""
    return (FOLDER / name).read_text("utf-8")


def sides(fronts_and_backs: list[list[str]], petition: str) -> str:
    """Return the sides of a leaflet, each a list of blocks by name, as YAML with a sample of each block."""
    samples = _samples(petition)
    lines: list[str] = []
    for number, blocks in enumerate(fronts_and_backs, 1):
        lines.append(f"  # Side {number}")
        side = [f"    {line}" if line else "" for block in blocks for line in samples[block]]
        first = next(at for at, line in enumerate(side) if line.startswith("    - "))
        side[first] = side[first].replace("    - ", "  - - ", 1)
        lines += side
    return "\n".join(lines)


def sampled() -> tuple[str, ...]:
    """Return the blocks that there is a sample of."""
    return tuple(_samples(""))


def _samples(petition: str) -> dict[str, list[str]]:
    """Return the lines of each block's sample, comments before it included, by the block's name."""
    found: dict[str, list[str]] = {}
    text = Template((FOLDER / "blocks.yaml").read_text("utf-8")).substitute(petition=quoted(petition))
    for sample in re.split(r"\n\n(?=[#-])", text.strip()):
        name = re.search(r"^- (\w+)", sample, re.MULTILINE)
        assert name
        found[name[1]] = sample.splitlines()
    return found
