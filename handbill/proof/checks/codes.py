"""Does every QR code lead where it should, and will a phone read it off the paper?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbill.proof.expected import Expected, ExpectedCode
from handbill.proof.opened import Opened
from handbill.proof.report import Note
from handbill.proof.scan import Code, scan

LEAST_MODULE = 0.4  # mm, where nothing else is asked for
LEAST_CONTRAST = 0.55  # of white less black; grade B of ISO/IEC 15415
MEASURING = 0.015  # of a module by which measuring may be out
CLOSER_DPI = 400


def qr(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Are the codes those expected, and large, dark and clear enough?"""
    if expected.office and expected.office.in_parts:
        return  # sheets to be glued show parts of codes, and small ones in their key; the original has been judged
    codes = list(opened.codes)
    for wanted in expected.codes or ():
        if not _matching(codes, wanted):
            codes += _look_closer(opened, codes, wanted)
        if not _matching(codes, wanted):
            where = f"page {wanted.page}" if wanted.page else "any page"
            yield Note("fail", f"no code that can be read on {where} leads to {wanted.url}", wanted.page)
    for code in codes:
        yield from _judge(code, expected)


def _matching(codes: Sequence[Code], wanted: ExpectedCode) -> list[Code]:
    return [code for code in codes if code.text == wanted.url and wanted.page in (None, code.page)]


def _look_closer(opened: Opened, codes: Sequence[Code], wanted: ExpectedCode) -> list[Code]:
    """Return further codes that are too fine for the first picture: too small is not the same as missing."""
    known = {(code.text, code.page) for code in codes}
    pages = [page for page in opened.pages if wanted.page in (None, page.number)]
    found = [code for page in pages for code in scan(page, CLOSER_DPI)]
    return [code for code in found if (code.text, code.page) not in known]


def _judge(code: Code, expected: Expected) -> Iterator[Note]:
    if expected.codes is not None and code.text not in {wanted.url for wanted in expected.codes}:
        yield Note("fail", f"{code.text} is not a link that should be there", code.page, code.box)
    for told in _faults(code, _least_module(code, expected)):
        yield Note(expected.by_our_rules, f"{code.text} {told}", code.page, code.box)
    yield Note("pass", f"{code.text} {code.module_mm:.2f} mm modules", code.page, code.box)


def _least_module(code: Code, expected: Expected) -> float:
    asked = [wanted.least_module_mm for wanted in expected.codes or () if wanted.url == code.text]
    return max(asked, default=LEAST_MODULE)


def _faults(code: Code, least_module: float) -> Iterator[str]:
    contrast = (code.light - code.dark) / 255
    if contrast < 0:
        yield "is light on dark, which many phones refuse"
        return
    if code.module_mm < least_module * (1 - MEASURING):
        yield f"has modules of {code.module_mm:.2f} mm, less than {least_module:.2g} mm"
    if contrast < LEAST_CONTRAST:
        yield f"is too pale: its contrast is {contrast:.0%}"
    if not code.quiet:
        yield "lacks its quiet zone: four modules of white on every side"
    if not code.by_phone:
        yield "does not read from a blurred photograph"
