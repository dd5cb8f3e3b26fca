"""For which printing condition is the file made, and does it say so as PDF/X wants (ISO 15930-7)?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf

from handbill.proof.expected import Expected
from handbill.proof.opened import Opened
from handbill.proof.report import Note, Result

VERSION = "PDF/X-4"  # what handbill makes
MOST_VERSION = (1, 6)  # of PDF, that PDF/X-4 goes by
PRINTERS = (b"prtr", b"CMYK")  # the class and colour space of a profile: ICC.1, 7.2
NOT_PRINTED = ("/TrapNet", "/PrinterMark")  # annotations that PDF/X lets stand


def strictly(opened: Opened, expected: Expected) -> Result:
    """Return what breaks PDF/X in a file that has to keep it; in another file it may be of no consequence."""
    return "fail" if expected.ours or opened.intents or opened.metadata.x_version else "warn"


def intent(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is there one output intent, whole, and the one that was asked for?"""
    if expected.press is None:
        return
    version, intents = opened.metadata.x_version, opened.intents
    result = strictly(opened, expected)
    if not opened.metadata.has_xmp and (expected.ours or version.startswith(VERSION)):
        yield Note(result, "there are no XMP metadata, so nothing says which PDF/X the file is")
    elif not version.startswith(VERSION if expected.ours else "PDF/X-"):
        yield Note(result, f"the file claims {version}, not {VERSION}" if version else "the file claims no PDF/X")
    if version.startswith(VERSION) and (newest := _pdf_version(opened)) > MOST_VERSION:
        told = f"the file says that it is PDF {newest[0]}.{newest[1]}, and {VERSION} is no more than PDF 1.6"
        yield Note(expected.by_our_rules, told)
    if len(set(opened.metadata.x_versions)) > 1:
        yield Note("fail", f"the metadata disagree: {' and '.join(sorted(set(opened.metadata.x_versions)))}")
    if not intents:
        yield Note(result, "no output intent says for which printing condition the file is made")
    if len(intents) > 1:
        yield Note("fail", f"there are {len(intents)} output intents for PDF/X, so nothing says which one counts")
    for each in intents[:1]:
        yield from _judge(each, expected, version)
    if intents:
        yield Note("pass", f"{version or 'no PDF/X'}, {_text(intents[0], '/OutputConditionIdentifier')}")


def _pdf_version(opened: Opened) -> tuple[int, int]:
    """Return the version of PDF that the file claims in its header or, where that is higher, in its catalog."""
    said = (opened.pdf.pdf_version, str(opened.pdf.Root.get("/Version", "")))
    numbers = [re.search(r"(\d+)\.(\d+)", each) for each in said]
    return max(((int(each[1]), int(each[2])) for each in numbers if each), default=(0, 0))


def _judge(found: Any, expected: Expected, version: str) -> Iterator[Note]:
    assert expected.press is not None
    name = _text(found, "/OutputConditionIdentifier")
    wanted = expected.press.condition
    if not name:
        yield Note("fail", "the output intent does not name its printing condition")
    elif wanted is not None and name != wanted:
        yield Note("fail", f"the output intent is {name}, not {wanted}")
    registry, asked = _text(found, "/RegistryName"), expected.press.registry
    registered = bool(registry)
    if registered and asked is not None and registry != asked:
        yield Note("fail", f"the output intent is registered at {registry}, not {asked}")
    if not registered:
        yield Note(expected.by_our_rules, "the output intent does not say who registered its printing condition")
    profile = found.get("/DestOutputProfile")
    if not isinstance(profile, pikepdf.Stream):
        if not registered or version == VERSION:  # older kinds of PDF/X trust a registered name
            yield Note("fail", "the output intent has no profile")
        return
    data = profile.read_bytes()
    if profile.get("/N") != 4 or (data[12:16], data[16:20]) != PRINTERS or data[36:40] != b"acsp":
        yield Note("fail", "the output intent's profile is not that of a press that prints in CMYK")
    elif not _is_whole(data):
        yield Note("fail", "the output intent's profile is damaged: colours cannot be worked out by it")


@lru_cache(maxsize=4)
def _is_whole(profile: bytes) -> bool:
    """Tell whether colours can be worked out by a profile of a press, both ways; most files have the same one."""
    from PIL import ImageCms

    try:
        press, screen = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        ImageCms.buildTransform(screen, press, "RGB", "CMYK")
        ImageCms.buildTransform(press, screen, "CMYK", "RGB")
    except (OSError, ImageCms.PyCMSError):
        return False
    return True


def _text(found: Any, key: str) -> str:
    return str(found.get(key, "")).strip()


def trapped(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Does the file say whether its colours are already made to overlap?"""
    if expected.press is None:
        return
    told = opened.metadata.trapped
    if len(set(told)) > 1:
        yield Note("fail", f"the metadata disagree on trapping: {' and '.join(told)}")
    elif not told or told[0] not in ("True", "False"):
        yield Note(strictly(opened, expected), "the file does not say whether it is trapped")
    yield Note("pass", f"trapped: {told[0]}" if told else "nothing said")


def overlays(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is there anything on top of the pages: links, notes, fields?"""
    if expected.press is None:
        return
    for page in opened.pages:
        for found in opened.pdf.pages[page.number - 1].get("/Annots", []):
            kind = str(found.get("/Subtype", "/?"))
            if kind in NOT_PRINTED:
                continue
            left, bottom, right, top = (float(edge) for edge in found.get("/Rect", [0, 0, 0, 0]))
            box = page.place(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
            inside = "on the page" if box.shared(page.bleed) else "beside the page"
            yield Note(strictly(opened, expected), f"an annotation ({kind[1:]}) lies {inside}", page.number, box)
    yield Note("pass", "nothing lies on the pages")
