"""Word documents and text files of sample pieces, and reading Word documents by their XML alone."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree
from PIL import Image

from handbill import manuscript
from handbill.composed import Composed
from handbill.edited import of_text, of_word
from handbill.finish import plain, word
from handbill.markup.reading import read
from handbill.piece import Piece
from handbill.proof.edited import ExpectedWords
from tests import samples
from tests.setting import composed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

DELETED = "decisions taken in the open are better\u00a0decisions."
PUT_IN = "a board that meets in private loses the trust of those it serves;"


def motion(**others: object) -> Piece:
    return samples.piece("motion", samples.MOTION, title=samples.MOTION.title, **others)


def changed(made: Composed, *changes: tuple[str, str]) -> Composed:
    """The same page with other HTML in some places, each of which is there once."""
    html = made.html
    for old, new in changes:
        assert html.count(old) == 1, old
        html = html.replace(old, new)
    return dataclasses.replace(made, reading=read(html))


def marked() -> Composed:
    """The sample motion with words replaced, a clause put in and the last clause of a part taken out."""
    return changed(
        composed(motion()),
        ("and the public elects none", "and the public <del>elects none</del><ins>should elect most</ins>"),
        (
            f'<li class="clause"><span class="number">3</span>{DELETED}</li>',
            f'<li class="clause"><span class="number">+</span><ins>{PUT_IN}</ins></li>'
            f'<li class="clause"><span class="number">3</span><del>{DELETED}</del></li>',
        ),
    )


def logo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "#c8102e").save(file, "PNG")
    return file.getvalue()


def docx(piece: Piece, made: Composed) -> bytes:
    return word.finish(manuscript.read(made.html, "word"), piece, {asset.name: logo() for asset in piece.assets()})


def txt(piece: Piece, made: Composed) -> bytes:
    return plain.finish(manuscript.read(made.html, "text"), piece)


@cache
def sound_docx() -> bytes:
    return docx(motion(), composed(motion()))


@cache
def marked_docx() -> bytes:
    return docx(motion(), marked())


@cache
def sound_txt() -> bytes:
    return txt(motion(), composed(motion()))


@cache
def marked_txt() -> bytes:
    return txt(motion(), marked())


@cache
def expected() -> ExpectedWords:
    return of_word(motion(), composed(motion()))


@cache
def expected_marked() -> ExpectedWords:
    return of_word(motion(), marked())


@cache
def expected_text() -> ExpectedWords:
    return of_text(motion(), composed(motion()))


@cache
def expected_marked_text() -> ExpectedWords:
    return of_text(motion(), marked())


def part(data: bytes, name: str = "word/document.xml") -> Any:
    """The root element of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return etree.fromstring(packed.read(name))


def edited(data: bytes, changes: dict[str, Any]) -> bytes:
    """The package with other parts, by their names: bytes, a function of their bytes, or None to take one out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in [*old.namelist(), *(each for each in changes if each not in old.namelist())]:
            change = changes.get(name, old.read(name) if name in old.namelist() else b"")
            if change is not None:
                new.writestr(name, change(old.read(name)) if callable(change) else change)
    return file.getvalue()


def replaced(data: bytes, old: str, new: str, name: str = "word/document.xml") -> bytes:
    """The package with some text of a part exchanged, the first time that it is there."""

    def change(part: bytes) -> bytes:
        assert old.encode() in part, old
        return part.replace(old.encode(), new.encode(), 1)

    return edited(data, {name: change})


def accepted(body: Any) -> Any:
    """The body with all tracked changes accepted, as Word would: by this test's own reading of the standard."""
    return _settled(body, gone="del", stays="ins")


def rejected(body: Any) -> Any:
    return _settled(body, gone="ins", stays="del")


def _settled(body: Any, gone: str, stays: str) -> Any:
    for paragraph in list(body.iter(f"{W}p")):
        is_gone = paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None
        for each in list(paragraph.findall(f"{W}{gone}")):
            paragraph.remove(each)
        for each in list(paragraph.iter(f"{W}{stays}")):
            place = each.getparent().index(each)
            for child in list(each):
                each.getparent().insert(place, child)
                place += 1
            each.getparent().remove(each)
        for each in paragraph.iter(f"{W}delText"):
            each.tag = f"{W}t"
        if is_gone:
            assert paragraph.find(f"{W}r") is None, "only what is empty goes with its mark"
            paragraph.getparent().remove(paragraph)
    return body


def paragraphs(body: Any) -> Iterator[tuple[str, str, str]]:
    """Each paragraph as it is written: style, list, words."""
    for each in body.iter(f"{W}p"):
        style, num = each.find(f"{W}pPr/{W}pStyle"), each.find(f"{W}pPr/{W}numPr/{W}numId")
        words = "".join("\t" if run.tag == f"{W}tab" else run.text or "" for run in each.iter(f"{W}t", f"{W}tab"))
        yield ("" if style is None else style.get(f"{W}val")), ("" if num is None else num.get(f"{W}val")), words


def part_bytes(data: bytes, name: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name)
