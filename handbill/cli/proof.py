"""`handbill proof`: proves any PDF."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from handbill.proof import Report, proof
from handbill.proof.picture import proof_picture

PICTURES = (".png", ".jpg", ".jpeg")


def run(files: Sequence[Path], *, as_json: bool) -> int:
    """Prove each file and print what was found. Returns the exit status: 1 where a check failed."""
    reports: dict[str, Report | None] = {}
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            print(f"{path}: cannot be read ({error.strerror})", file=sys.stderr)
            reports[str(path)] = None
            continue
        reports[str(path)] = proof_picture(data) if path.suffix.lower() in PICTURES else proof(data)
    if as_json:
        told = [{"file": name, **report.as_dict()} for name, report in reports.items() if report]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(_table(name, report) for name, report in reports.items() if report))
    failed = any(report is None or report.result == "fail" for report in reports.values())
    return 1 if failed else 0


def _table(name: str, report: Report) -> str:
    rows = [f"{name}"]
    for finding in report.findings:
        where = f" (page {finding.page})" if finding.page else ""
        rows.append(f"  {finding.result:<5} {finding.id:<12} {finding.detail}{where}")
    said = {"pass": "passes these checks", "warn": "passes these checks, with warnings", "fail": "does not pass"}
    rows.append(f"  {said[report.result]}")
    return "\n".join(rows)
