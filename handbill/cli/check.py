"""`handbill check`: reads and validates everything, and says what is wrong."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from handbill.pipeline import check
from handbill.request import Request


def run(
    root: Path, today: datetime.date, documents: tuple[str, ...], overrides: Mapping[str, str], *, as_json: bool
) -> int:
    """Check, and print every problem. Returns the exit status: 1 where there is an error."""
    problems = check(Request(root, documents=documents, overrides=overrides, today=today))
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        told = [{**asdict(problem.mark), **asdict(problem)} for problem in problems]
        for each in told:
            del each["mark"]
        print(json.dumps({"status": 1 if errors else 0, "problems": told}, ensure_ascii=False, indent=1))
        return 1 if errors else 0
    for problem in problems:
        print(problem, file=sys.stderr)
    warnings = len(problems) - errors
    if not problems:
        print("Everything is in order.")
    else:
        print(
            f"{errors} {'error' if errors == 1 else 'errors'}, {warnings} {'warning' if warnings == 1 else 'warnings'}"
        )
    return 1 if errors else 0
