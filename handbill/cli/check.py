"""`handbill check`: reads and validates everything, and says what is wrong; with rules, also how motions stand."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from handbill.amendment_limits import AmendmentWords
from handbill.checking import Ruled, check, check_rules
from handbill.errors import Problem, printable
from handbill.request import Request
from handbill.ruling import Tally, some, title
from handbill.style import shortened


def run(request: Request, *, as_json: bool, all_advice: bool = False) -> int:
    """Check, and print every problem; against `request.rules`, also the words. Returns 1 where there is an error.

    Of advice on writing only some is printed, unless all of it is wanted.
    """
    ruled = check_rules(request) if request.rules else None
    problems = ruled.problems if ruled else check(request)
    errors = sum(problem.severity == "error" for problem in problems)
    status = 1 if errors else 0
    if as_json:
        told: dict[str, Any] = {"status": status, "problems": [_problem(each) for each in problems]}
        if ruled:
            told |= {"counts": [_tally(each) for each in ruled.tallies], "to_judge": ruled.to_judge}
            told["amendments"] = [_amendment(each) for each in ruled.amendments]
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return status
    for problem in problems if all_advice else shortened(problems):
        print(problem, file=sys.stderr)
    for line in _lines(ruled) if ruled else ():
        print(printable(line))
    print(_summary(problems, errors))
    return status


def _problem(problem: Problem) -> dict[str, Any]:
    told = {**asdict(problem.mark), **asdict(problem)}
    del told["mark"]
    return told


def _tally(tally: Tally) -> dict[str, Any]:
    limits = tally.rules.value.limits
    return {
        "document": tally.document,
        "lang": tally.lang,
        "rules": tally.rules.slug,
        "branches": list(tally.branches),
        "words": tally.count.total,
        "limit": limits.body,
        "over": tally.over,
        "title": tally.count.title,
        "title_limit": limits.title,
        "shares": [{"name": name, "words": words, "counted": counted} for name, words, counted in tally.count.shares()],
    }


def _amendment(found: AmendmentWords) -> dict[str, Any]:
    return {
        "document": found.document,
        "rules": found.rules.slug,
        "words": found.words,
        "limit": found.limit,
        "over": found.over,
    }


def _lines(ruled: Ruled) -> list[str]:
    """Return the words of each motion as these rules count them, and what is left for a person to judge."""
    lines = []
    for tally in ruled.tallies:
        limit = tally.rules.value.limits.body
        allowed = f"{limit} allowed" if limit else "no limit is known"
        lang = "" if len({each.lang for each in ruled.tallies}) == 1 else f" ({tally.lang})"
        lines.append(
            f"{tally.document}{lang} for {title(tally.rules)}, from {some(list(tally.branches))}: "
            f"{tally.count.total} words, {allowed} ({tally.count.explained()})"
        )
    for each in ruled.amendments:
        allowed = f"{each.limit} allowed" if each.limit else "no limit is known"
        lines.append(f"{each.document}, an amendment, for {title(each.rules)}: {each.words} words, {allowed}")
    if not lines:
        lines.append(f"No branch has a motion that goes up to {title(ruled.rules)}.")
    if ruled.to_judge:
        lines.append(f"For a person to judge: {'; '.join(ruled.to_judge)}.")
    return lines


def _summary(problems: Sequence[Problem], errors: int) -> str:
    if not problems:
        return "Everything is in order."
    warnings = len(problems) - errors
    return f"{errors} {'error' if errors == 1 else 'errors'}, {warnings} {'warning' if warnings == 1 else 'warnings'}"
