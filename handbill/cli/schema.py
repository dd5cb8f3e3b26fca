"""`handbill schema`: writes the JSON Schemas that editors use to complete and check YAML."""

from __future__ import annotations

import json
from pathlib import Path

from handbill import schemas
from handbill.store import room, write_whole

FOLDER = "schemas"


def run(root: Path) -> int:
    """Write a schema for each kind of file into schemas/, and say how editors find them. Returns the exit status."""
    globs = {}
    for kind, (files, _) in schemas.MODELS.items():
        name = file_name(kind)
        with room():
            write_whole(root / name, schemas.schema_text(kind).encode())
        print(f"Written: {name}")
        globs[name] = files
    settings = json.dumps({"yaml.schemas": globs}, indent=2)
    print(f"\nIn VS Code, install the extension 'YAML' and put this into .vscode/settings.json:\n\n{settings}")
    print(
        "\nIn another editor that has a YAML language server, begin each file with a line like this one for a branch:\n"
    )
    print(comment("branch"))
    return 0


def file_name(kind: str) -> str:
    """Return where the schema of a kind of file stands in a project folder."""
    return f"{FOLDER}/{kind}.schema.json"


def comment(kind: str) -> str:
    """Return the line that leads an editor from a file in a folder of the project to its schema."""
    return f"# yaml-language-server: $schema=../{file_name(kind)}"
