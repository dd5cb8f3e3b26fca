"""`handbill proof`: proves any PDF."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast, get_args

from handbill.errors import UsageError
from handbill.proof import Expected, Purpose, Report, proof
from handbill.proof.picture import proof_picture
from handbill.store import room, write_whole

PICTURES = (".png", ".jpg", ".jpeg")
PURPOSES = tuple(filter(None, get_args(Purpose)))


def run(files: Sequence[Path], *, as_json: bool, purpose: str = "", report: Path | None = None) -> int:
    """Prove each file and print what was found.

    Returns the exit status: 1 where a check failed, 2 where a file cannot be read. `purpose` is what the
    files are wanted for (PURPOSES; '' is what each says of itself). `report` is where to write a PDF for
    a printer. Raises UsageError, and MachineError where that cannot be written.
    """
    if purpose and purpose not in PURPOSES:
        raise UsageError(f"nothing is proved for '{purpose}': write --for {' or --for '.join(PURPOSES)}")
    if report is not None and len(files) != 1:
        raise UsageError("--report is about one file: name one")
    if report is not None:
        _check_target(report)
    reports: dict[str, Report | None] = {}
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            print(f"{path}: cannot be read ({error.strerror})", file=sys.stderr)
            reports[str(path)] = None
            continue
        reports[str(path)] = found = _proved(path, data, cast(Purpose, purpose))
        if report is not None:
            _write(report, data, path.name, found)
    if as_json:
        told = [{"file": name, **each.as_dict()} for name, each in reports.items() if each]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(_table(name, each) for name, each in reports.items() if each))
        if report is not None and None not in reports.values():
            print(f"Written: {report}")
    if None in reports.values():
        return UsageError.status
    return 1 if any(each and each.result == "fail" for each in reports.values()) else 0


def _check_target(report: Path) -> None:
    """See that a report takes the place of nothing but an earlier report. Raises UsageError."""
    from handbill.proof.sheet import is_report

    if report.suffix.lower() != ".pdf":
        raise UsageError(f"a report is a PDF: give --report a name that ends in .pdf, not '{report.name}'")
    if not report.parent.is_dir():
        raise UsageError(f"there is no folder {report.parent} to write the report to")
    if report.exists() and not is_report(report.read_bytes() if report.is_file() else b""):
        raise UsageError(f"--report would be written over {report}, which is no report: give it another name")


def _proved(path: Path, data: bytes, purpose: Purpose) -> Report:
    ending = path.suffix.lower()
    if ending in PICTURES:
        return proof_picture(data)
    if ending == ".docx":
        from handbill.proof.word import proof_word

        return proof_word(data)
    if ending == ".txt":
        from handbill.proof.plain import proof_text

        return proof_text(data)
    if ending == ".eml":
        from handbill.proof.mail import proof_mail

        return proof_mail(data)
    return proof(data, Expected(purpose=purpose))


def _write(target: Path, data: bytes, name: str, report: Report) -> None:
    from handbill.proof.sheet import report_pdf

    with room():
        write_whole(target, report_pdf(data, name, report))


def _table(name: str, report: Report) -> str:
    rows = [f"{name}"]
    for finding in report.findings:
        where = f" (page {finding.page})" if finding.page else ""
        rows.append(f"  {finding.result:<5} {finding.id:<12} {finding.detail}{where}")
    said = {"pass": "passes these checks", "warn": "passes these checks, with warnings", "fail": "does not pass"}
    rows.append(f"  {said[report.result]}")
    return "\n".join(rows)
