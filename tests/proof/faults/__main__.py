"""`python -m tests.proof.faults` writes docs/faults.md: what each seeded fault is, and what is said of it."""

from __future__ import annotations

from tests.proof.faults.table import FAULTS, PAGE, caught, row

HEAD = f"""# Seeded faults

A check is worth something only if it has been seen to fail. So the tests make {len(FAULTS)} PDFs, each a sound file
with one thing wrong in it, and prove them. Each fault has to be caught by the check that is named here, and no other
check may fail, but for those in the last column, where one fault cannot but break two rules. A fault that is not caught
fails the tests; so does a sound file of another program (LibreOffice, Chromium, Typst, Ghostscript, cairo, qpdf) that
is blamed.

This page is made by `python -m tests.proof.faults`, from `tests/proof/faults/`.

| the fault | the check | what it says | what fails with it |
|---|---|---|---|
"""

rows = [row(fault, caught(fault)[1]) for fault in FAULTS]
PAGE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
