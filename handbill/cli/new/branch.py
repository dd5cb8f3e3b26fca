"""A branch's file: a line for everything that can be said about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, get_args

from handbill import shipped, starter
from handbill.cli.new.files import free, led, next_step, write
from handbill.cli.new.question import Question
from handbill.library import load
from handbill.models.base import BranchType

TYPES: Final[tuple[str, ...]] = get_args(BranchType)

EXAMPLE: Final = {
    "name": "Friends of Anytown Library",
    "type": "community-group",
    "organisation": "",
    "place": "Anytown",
    "meets": "Every second Saturday, 10 am, in the library",
    "website": "https://anytownlibrary.example",
    "secretary": "G. Neighbour",
    "email": "hello@anytownlibrary.example",
    "phone": "01632 960182",
    "promoter": "G. Neighbour, 21 Green Lane, Anytown AN1 3FF",
    "printer": "Example Print Co-op, 1 Mill Lane, Anytown AN1 1AA",
}


def text(known: Mapping[str, str]) -> str:
    """Return the text of a branch's file with what is known filled in, and the rest left empty."""
    return starter.fill("branch.yaml", {**dict.fromkeys(EXAMPLE, ""), **known})


def branch(root: Path, given: Mapping[str, str | None]) -> int:
    """Write a branch's file; `given` are the options by name. Returns the exit status."""
    found = load(root, shipped.LAYOUTS)
    name = Question("Name of the branch", "--name", None).answer(given["name"])
    slug = free(root, found.branches, "branches", name, given["slug"])
    organisations = tuple(found.organisations)
    known = {
        "name": name,
        "type": Question("Type of body", "--type", None, TYPES).answer(given["type"]),
        "organisation": Question("Organisation", "--organisation", "", organisations).answer(given["organisation"]),
        "place": Question("Place", "--place").answer(given["place"]),
        "meets": Question("When and where it meets", "--meets").answer(given["meets"]),
    }
    write(root / "branches" / f"{slug}.yaml", led(root, "branch") + text(known))
    return next_step(f"build --branch {slug}", "fill in the lines that are still empty")
