"""Agendas of any number of invented motions, for measuring."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = (
    "library council branch members reading rooms open evening weekend public money children village bus road school"
)
CAMPAIGN = "title: Keep the library open\nslogan: Our village. Our library.\npetitions: {}\nsources: {}\n"
BRANCH = "name: Weir Trades Council\ntype: trades-council\n"


def write_book(folder: Path, count: int) -> Path:
    """Write a project with an agenda of so many motions, of which every third has an amendment."""
    chance = random.Random(count)
    items = []
    files = {"campaigns/library.yaml": CAMPAIGN, "branches/weir.yaml": BRANCH}
    for number in range(1, count + 1):
        files[f"motions/m{number}.yaml"] = _motion(number, chance)
        items.append(f"  - {{motion: m{number}, from: weir}}\n")
        if number % 3 == 0:
            change = "changes: [{in: Resolves 1, add: and again}]"
            files[f"amendments/a{number}.yaml"] = f"motion: m{number}\ntitle: More of it\n{change}\n"
            items.append(f"  - {{amendment: a{number}}}\n")
    head = "title: Agenda\ncampaign: library\nbranch: weir\nline_numbers: yes\nitems:\n"
    files["agendas/book.yaml"] = head + "".join(items)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def _motion(number: int, chance: random.Random) -> str:
    parts = [f"title: On matter {number}, {_said(chance, 4)}\ncampaign: library\n"]
    for part, most in (("notes", 5), ("believes", 3), ("resolves", 5)):
        clauses = "".join(f"  - {_said(chance, chance.randint(12, 40))};\n" for _ in range(chance.randint(2, most)))
        parts.append(f"{part}:\n{clauses}")
    return "".join(parts)


def _said(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS.split()) for _ in range(count))
