"""`handbill open`: gets the motion back that a PDF carries, and says how it differs from the model."""

from __future__ import annotations

import sys
from pathlib import Path

from handbill.compare import differences
from handbill.errors import UsageError
from handbill.origin import read_attached
from handbill.piece import Attachment
from handbill.reading import read_project
from handbill.store import room, write_whole


def run(file: Path, root: Path | None, output: Path | None, *, force: bool) -> int:
    """Tell on the standard error what the file carries; write its YAML to `output`, else to the standard output.

    `root` is the project whose motion it is compared with, if there is one. Returns the exit status.
    Raises HandbillError where the file carries none.
    """
    slug, yaml, motion = read_attached(file)
    if output and output.exists() and not force:
        raise UsageError(f"{output} is there already: name another --output, or add --force to write over it")
    print(f"{file.name}: the motion '{slug}', text {Attachment(slug, yaml).fingerprint}", file=sys.stderr)
    for line in _compared(slug, motion, root):
        print(f"  {line}", file=sys.stderr)
    if output:
        with room():
            write_whole(output, yaml.encode())
        print(f"Written: {output}", file=sys.stderr)
    else:
        print(yaml, end="")
    return 0


def _compared(slug: str, motion: object, root: Path | None) -> list[str]:
    from handbill.models.motion import Motion

    assert isinstance(motion, Motion)
    entry = read_project(root).documents.get(slug) if root else None
    if entry is None or not isinstance(entry.value, Motion):
        return ["there is no model of that name here to compare it with"]
    lang = str(motion.lang or entry.lang)
    model = entry.languages.get(lang, entry.value)
    assert isinstance(model, Motion)
    return list(differences(motion, model)) or ["it is the same as the model"]
