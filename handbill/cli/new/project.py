"""A small project that can be built at once, about an invented library."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from handbill import starter
from handbill.called import command
from handbill.cli.new import branch
from handbill.cli.new.documents import REVIEWED
from handbill.cli.new.files import slug_of, write
from handbill.cli.new.question import Question
from handbill.errors import UsageError
from handbill.store import room

CAMPAIGN: Final = "Keep Anytown Library open"
SLOGAN: Final = "Our village, our books"
OPEN: Final = datetime.timedelta(days=90)
"""So long the campaign's petition is open."""


def project(folder: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write a small project that can be built at once; `given` are the options by name. Returns the exit status."""
    with room():
        if folder.exists() and (not folder.is_dir() or any(each.name[0] != "." for each in folder.iterdir())):
            raise UsageError(f"{folder} is there already, and not empty: name a new folder")
    title = Question("Name of the campaign", "--campaign", CAMPAIGN, is_markdown=True).answer(given["campaign"])
    name = Question("Name of your branch", "--branch", branch.EXAMPLE["name"]).answer(given["branch"])
    type_ = Question("Type of body", "--type", branch.EXAMPLE["type"], branch.TYPES).answer(given["type"])
    # What is invented, a promoter above all, must not stand under a real branch's name.
    details = branch.EXAMPLE if name == branch.EXAMPLE["name"] else {}
    slug = slug_of(title, given["campaign-slug"], "--campaign-slug")
    branch_slug = slug_of(name, given["branch-slug"], "--branch-slug")
    days = {"today": today, "closes": today + OPEN, "review_by": today + REVIEWED}
    dates = {key: day.isoformat() for key, day in days.items()}
    texts = {"campaign": slug}
    cause = {"campaign": title, "slogan": SLOGAN if title == CAMPAIGN else ""}
    files = {
        f"campaigns/{slug}.yaml": starter.fill("project/campaign.yaml", cause, **dates),
        f"branches/{branch_slug}.yaml": branch.text({**details, "name": name, "type": type_}),
        "motions/motion.yaml": starter.fill("project/motion.yaml", texts, **dates),
        "leaflets/flyer.yaml": starter.fill("project/flyer.yaml", texts, **dates),
        "leaflets/poster.yaml": starter.fill("project/poster.yaml", texts, **dates),
    }
    for path, text in files.items():
        write(folder / path, text, str(folder / path))
    print("\nThe texts in it are about an invented library: write yours over them before you print.")
    print(f"Now go there and build it:\n  cd {shlex.quote(str(folder))}\n  {command(folder)} build")
    return 0
