"""The proof of a Word document: does it open, does it say what it should, and can it be edited with ease?"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any, Final

from PIL import Image

from handbill.proof.edited import ExpectedWords, check_imprint, check_numbers, check_placeholders, check_text
from handbill.proof.links import bare
from handbill.proof.manuscript import lines, links
from handbill.proof.package import Package, R, Unsound, W
from handbill.proof.report import Finding, Note, Report, sum_up
from handbill.proof.runs import NO_LETTER
from handbill.proof.wording import quoted

LEAST_MODULE: Final = 0.4  # mm
EMU_PER_MM: Final = 36_000
SCHEMES: Final = ("http", "https", "mailto", "tel")
DC: Final = "{http://purl.org/dc/elements/1.1/}"
DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
PLAIN_PARAGRAPH: Final = ("pStyle", "numPr", "rPr", "sectPr")  # what says how a paragraph looks by its style alone
PLAIN_RUN: Final = ("rStyle", "lang", "ins", "del")
ACTING: Final = {
    "vbaProject": "holds a macro",
    "oleObject": "holds an object of another program",
    "package": "holds a file of another program",
    "attachedTemplate": "takes a template from elsewhere",
    "subDocument": "takes part of its text from elsewhere",
    "frame": "takes part of its text from elsewhere",
    "control": "holds an ActiveX control",
    "aFChunk": "holds a file of another kind",
}
FETCHING: Final = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "DATABASE", "MACROBUTTON")


def proof_word(data: bytes, expected: ExpectedWords | None = None) -> Report:
    """Prove a .docx file's bytes; without expectations, as a stranger's. It never raises, whatever the bytes are."""
    expected = expected or ExpectedWords()
    try:
        package = Package(data)
    except Unsound as unsound:
        return Report((Finding("opens", "fail", f"the file {unsound}"),))
    checks = {"opens": _opens} if package.faults else CHECKS
    findings = [_run(name, check, package, expected) for name, check in checks.items()]
    return Report(tuple(finding for finding in findings if finding is not None))


Check = Callable[[Package, ExpectedWords], Iterator[Note]]


def _run(name: str, check: Check, package: Package, expected: ExpectedWords) -> Finding | None:
    try:
        return sum_up(name, check(package, expected))
    except Exception as error:  # a hostile file can break a reader in any way; then nothing is proved
        return sum_up(name, [Note("fail", f"could not be looked at: {type(error).__name__}: {error}")])


def _opens(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    """Is the package whole, and every part of it well formed?"""
    yield from (Note("fail", told) for told in package.faults)
    yield Note("pass", f"opens, {len(package.parts)} parts")


def _active(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    """Is there anything that acts by itself, or that reaches outside the file?"""
    for part in package.parts:
        for each in package.relations(part):
            if each.kind in ACTING:
                yield Note("fail", f"the file {ACTING[each.kind]}")
            elif each.outside and each.kind != "hyperlink":
                yield Note("fail", f"the file takes a part of it from {each.target[:60]}")
    for part in (each for each in package.parts if each.startswith("word/") and each.endswith(".xml")):
        root = package.root(part)
        said = [each.get(f"{W}instr", "") for each in root.iter(f"{W}fldSimple")]
        said += [each.text or "" for each in root.iter(f"{W}instrText")]
        for told in said:
            if told.split()[:1] and told.split()[0].upper() in FETCHING:
                yield Note("fail", f"a field that fetches something: {told.split()[0]}")
    yield Note("pass", "nothing acts by itself")


def _text(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    said = [each.words for each in lines(package)]
    if lost := next((words for words in said if NO_LETTER in words), None):
        yield Note(expected.by_our_rules, f"a character that could not be read, U+FFFD: {quoted(lost)}")
    yield from check_text(said, expected.text)


def _changes(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    """Does it read as it should once the tracked changes are accepted, and once they are rejected?"""
    body = package.root(package.main)
    marks = [each for tag in ("ins", "del") for each in body.iter(f"{W}{tag}")]
    if expected.ours and expected.accepted is None and marks:
        yield Note("fail", "changes are tracked where nothing is marked")
    if not all(each.get(f"{W}author") for each in marks):
        yield Note("fail", "a change has no author")
    if expected.accepted is not None:
        for note in check_text([each.words for each in lines(package, "accepted")], expected.accepted):
            yield Note(note.result, f"accepted, {note.detail}")
    if expected.rejected is not None:
        for note in check_text([each.words for each in lines(package, "rejected")], expected.rejected):
            yield Note(note.result, f"rejected, {note.detail}")


def _numbers(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    yield from check_numbers([each.number for each in lines(package) if each.number], expected)


def _styles(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    """Is every style that is used defined, and nothing formatted by hand?"""
    known = {each.get(f"{W}styleId") for root in package.named("styles") for each in root.iter(f"{W}style")}
    roots = [package.root(package.main), *package.named("footer"), *package.named("header")]
    used = {
        each.get(f"{W}val")
        for root in roots
        for tag in ("pStyle", "rStyle", "tblStyle")
        for each in root.iter(f"{W}{tag}")
    }
    for lost in sorted(str(each) for each in used - known):
        yield Note("fail", f"the style {lost} is used and not defined")
    if expected.ours:
        by_hand = {told for root in roots for told in _by_hand(root)}
        yield from (Note("fail", f"formatted by hand: {told}") for told in sorted(by_hand))
        yield Note("pass", f"{len(used)} styles, nothing formatted by hand")
    else:
        yield Note("pass", f"{len(used)} styles")


def _by_hand(root: Any) -> Iterator[str]:
    """Yield what says how a paragraph or a run looks, beside its style."""
    for tag, plain in (("pPr", PLAIN_PARAGRAPH), ("rPr", PLAIN_RUN)):
        for properties in root.iter(f"{W}{tag}"):
            for each in properties:
                name = str(each.tag).rpartition("}")[2]
                if name not in plain:
                    yield name


def _alt(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    """Is every picture described?"""
    found = list(package.root(package.main).iter(f"{DRAWN}docPr"))
    for each in found:
        if not each.get("descr", "").strip():
            yield Note(expected.by_our_rules, f"a picture has no description: {each.get('name', '')}")
    if found:
        yield Note("pass", "1 picture, described" if len(found) == 1 else f"{len(found)} pictures, described")


def _qr(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    """Does every code lead where it should, and is it large enough on paper?"""
    import zxingcpp

    parts = {each.key: each.target for each in package.relations(package.main) if each.kind == "image"}
    read = set()
    for drawing in package.root(package.main).iter(f"{W}drawing"):
        extent, blip = next(drawing.iter(f"{DRAWN}extent"), None), next(drawing.iter(BLIP), None)
        part = None if blip is None else parts.get(blip.get(f"{R}embed"))
        if part is None or extent is None:
            continue
        with Image.open(io.BytesIO(package.parts[part])) as picture:
            scale = int(extent.get("cx")) / EMU_PER_MM / picture.width  # mm a pixel
            codes: list[Any] = zxingcpp.read_barcodes(
                picture.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            )
        for code in codes:
            read.add(code.text)
            corners = code.position
            wide = abs(corners.top_right.x - corners.top_left.x) * scale
            module = wide / (17 + 4 * int(code.extra["Version"]))
            if expected.codes is not None and code.text not in expected.codes:
                yield Note("fail", f"{code.text} is not a link that should be there")
            elif module < LEAST_MODULE * 0.97:
                yield Note(
                    expected.by_our_rules, f"{code.text} has modules of {module:.2f} mm, less than {LEAST_MODULE} mm"
                )
            else:
                yield Note("pass", f"{code.text} {module:.2f} mm modules")
    for wanted in dict.fromkeys(expected.codes or ()):
        if wanted not in read:
            yield Note("fail", f"no code that can be read leads to {wanted}")


def _properties(package: Package, name: str) -> str:
    for each in package.relations(""):
        if each.kind == "core-properties" and each.target in package.parts:
            found = package.root(each.target).find(f"{DC}{name}")
            return "" if found is None else " ".join((found.text or "").split())
    return ""


def _title(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    """Has the file its title?"""
    found = _properties(package, "title")
    if expected.title is None:
        if not found:
            yield Note("warn", "the file has no title")
        return
    wanted = " ".join(expected.title.split())
    if found != wanted:
        yield Note("fail", f"the title is {quoted(found)}, not {quoted(wanted)}" if found else "the file has no title")
    yield Note("pass", wanted)


def _lang(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    """Does the file say which language to read it in?"""
    defaults = (root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") for root in package.named("styles"))
    found = next((each.get(f"{W}val", "") for each in defaults if each is not None), "")
    if expected.lang is None:
        if not found:
            yield Note("warn", "the file does not say its language")
        return
    if found.casefold() != expected.lang.casefold():
        yield Note("fail", f"the language is {found or 'not given'}, not {expected.lang}")
    yield Note("pass", expected.lang)


def _links(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    """Is every link that should be there alive, and none that should not?"""
    live = links(package)
    for link in live:
        if link.partition(":")[0].casefold() not in SCHEMES:
            yield Note("fail", f"a link of a kind that is not allowed: {link[:60]}")
    there = set(map(bare, live))
    for address in dict.fromkeys(expected.links or ()):
        if bare(address) not in there:
            yield Note("fail", f"no live link to {address}")
    if live:
        count = len(set(live))
        yield Note("pass", "1 address" if count == 1 else f"{count} addresses")


def _imprint(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    yield from check_imprint([each.words for each in lines(package)], expected)


def _placeholder(package: Package, expected: ExpectedWords) -> Iterator[Note]:
    yield from check_placeholders([each.words for each in lines(package, "accepted")], links(package), expected)


CHECKS: Final[dict[str, Check]] = {
    "opens": _opens,
    "active": _active,
    "text": _text,
    "changes": _changes,
    "numbers": _numbers,
    "styles": _styles,
    "alt": _alt,
    "qr": _qr,
    "title": _title,
    "lang": _lang,
    "links": _links,
    "imprint": _imprint,
    "placeholder": _placeholder,
}
