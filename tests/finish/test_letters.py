"""Scripts whose letters join, change places or run from right to left, read back by other programs."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Dictionary
from PIL import Image, ImageChops, ImageFilter

from handbill.expect import expected_of
from handbill.finish import letters, screen
from handbill.pages import Typeset
from handbill.piece import Piece, Rich
from handbill.piece.leaflet import Block, Leaflet
from handbill.proof import proof
from tests import languages, samples
from tests.languages import ARABIC_NAME, BENGALI_NAME, COMPLEX, RIGHT_TO_LEFT, TEXTS
from tests.proof.making import told
from tests.samples import rich
from tests.setting import composed, layout, screen_pdf, typeset, typesetter
from tests.vera import check_ua1

FROM_LEFT = tuple(lang for lang in COMPLEX if lang not in RIGHT_TO_LEFT)
NAMED = {"Arabic": ARABIC_NAME, "Bengali": BENGALI_NAME}
INK = [255 if level < 64 else 0 for level in range(256)]
BARE = [255 if level > 192 else 0 for level in range(256)]
WHOLLY = [0] * 255 + [255]
UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF])


@cache
def made(lang: str) -> tuple[Piece, Typeset, bytes]:
    piece = languages.english_flyer(NAMED[lang]) if lang in NAMED else languages.flyer(lang)
    return piece, typeset(piece), screen_pdf(piece)


def by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    # A hyphen before a change of font is taken for one that ends a line, which pdfium gives as no letter at all.
    return "\n".join(page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document)


def by_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def by_poppler(pdf: bytes) -> str:
    """Read it as it is painted, and as it stands on the paper: only that turns round what runs backwards."""
    ways = (["pdftotext", "-raw", "-", "-"], ["pdftotext", "-", "-"])
    return "\n".join(subprocess.run(way, input=pdf, capture_output=True, check=True).stdout.decode() for way in ways)


READERS = {"pdfium": by_pdfium, "pypdf": by_pypdf, "poppler": by_poppler}


def plain(text: str) -> str:
    """Return text without emphasis, marks of direction and white space."""
    return "".join(unicodedata.normalize("NFC", text.replace("*", "").translate(UNSEEN)).split())


def said(lang: str) -> list[str]:
    texts = TEXTS[lang]
    return [texts.headline, texts.lead, texts.heading, *texts.text, *texts.points, texts.name, texts.order]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("lang", FROM_LEFT)
def test_what_went_in_comes_out(lang: str, reader: str) -> None:
    text = plain(READERS[reader](made(lang)[2]))
    assert [each for each in said(lang) if plain(each) not in text] == []


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("lang", RIGHT_TO_LEFT)
def test_every_word_from_right_to_left_comes_out(lang: str, reader: str) -> None:
    """In what order they put words, figures and brackets of a mixed line is for each reader to say."""
    text = plain(READERS[reader](made(lang)[2]))
    words = re.findall(r"[\u0600-\u06ff]*[\u0621-\u064a\u0671-\u06d3]", " ".join(said(lang)))
    assert [word for word in words if plain(word) not in text] == []


@pytest.mark.parametrize("reader", ["pdfium", "poppler"])
@pytest.mark.parametrize("lang", RIGHT_TO_LEFT)
def test_a_line_without_figures_comes_out_as_it_went_in(lang: str, reader: str) -> None:
    text = plain(READERS[reader](made(lang)[2]))
    for each in (TEXTS[lang].heading, TEXTS[lang].headline, TEXTS[lang].points[2], TEXTS[lang].order):
        assert plain(each) in text


@pytest.mark.parametrize("reader", READERS)
def test_a_branch_may_have_a_name_in_another_script(reader: str) -> None:
    assert plain(BENGALI_NAME) in plain(READERS[reader](made("Bengali")[2]))
    assert plain(ARABIC_NAME) in plain(READERS[reader](made("Arabic")[2]))


@pytest.mark.parametrize("lang", [*TEXTS, *NAMED])
def test_the_proof_finds_nothing(lang: str) -> None:
    piece, setting, pdf = made(lang)
    expected = expected_of(piece, composed(piece), layout("flyer"), "screen", setting.pages)
    assert [each for each in told(proof(pdf, expected)) if "placeholder link" not in each] == []


@pytest.mark.parametrize("lang", [*COMPLEX, *NAMED])
def test_the_file_without_tags_has_its_letters_too(lang: str) -> None:
    piece, setting, _ = made(lang)
    with pikepdf.open(io.BytesIO(letters.lettered(setting))) as pdf:
        del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo
        file = io.BytesIO()
        pdf.save(file)
    expected = expected_of(piece, composed(piece), layout("flyer"), "screen", setting.pages)
    report = proof(file.getvalue(), expected)
    assert {each.id: each.detail for each in report.findings if each.result == "fail"}.keys() == {"tags"}, told(report)


def test_it_keeps_to_the_standard(tmp_path: Path) -> None:
    paths = []
    for lang in (*COMPLEX, *NAMED):
        paths.append(tmp_path / f"{lang}.pdf")
        paths[-1].write_bytes(made(lang)[2])
    assert {path.name: broken for path, broken in check_ua1(paths).items() if broken} == {}


@pytest.mark.parametrize("lang", COMPLEX)
def test_it_looks_as_it_did(lang: str) -> None:
    """WeasyPrint takes offsets for 2 % more than they are; nothing else may move."""
    _, setting, pdf = made(lang)
    for before, after in zip(pictures(setting.pdf), pictures(pdf), strict=True):
        for one, other in ((before, after), (after, before)):
            nothing_near = other.point(BARE).filter(ImageFilter.BoxBlur(2)).point(WHOLLY)
            missing = ImageChops.multiply(one.point(INK), nothing_near)
            assert missing.getbbox() is None


def pictures(pdf: bytes) -> Iterator[Image.Image]:
    """Draw the pages with poppler: pdfium forgets the step at the end of a string, and drew them otherwise before."""
    for number in ("1", "2"):
        command = ["pdftoppm", "-r", "216", "-gray", "-f", number, "-l", number, "-"]
        yield Image.open(io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout))


def test_nothing_is_done_where_every_glyph_is_a_letter() -> None:
    for lang in ("cy", "pl"):
        _, setting, pdf = made(lang)
        assert setting.lines == ()
        assert pdf == setting.pdf


def test_the_same_pages_give_the_same_file() -> None:
    piece = languages.flyer("ar")
    again = typeset(piece, setter=typesetter())
    assert screen.finish(again, piece) == screen_pdf(piece)


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += reversed(node.as_list())
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            waiting.append(node.get("/K"))


def test_tags_name_what_runs_backwards_in_the_order_in_which_it_is_read() -> None:
    with pikepdf.open(io.BytesIO(made("ar")[2])) as pdf:
        named = [str(each.ActualText) for each in elements(pdf) if "/ActualText" in each]
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        assert all(held.K.as_list() for page in list(parents)[1:4:2] for held in page)
    together = "".join(named).replace("\u00a0", " ")
    assert TEXTS["ar"].lead in together
    assert TEXTS["ar"].text[0] in together


def saying(html: str) -> bytes:
    """Make the English sheet with a text of one's own, as HTML."""
    body = Leaflet(((Block("headline", rich("Keep it open")), Block("text", Rich(html, ""))),))
    return screen_pdf(samples.piece("infosheet", body, sources=()))


def langs(pdf: bytes) -> Counter[tuple[str, str]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return Counter((str(each.S), str(each.Lang)) for each in elements(opened) if "/Lang" in each)


def test_tags_say_which_language_is_spoken() -> None:
    pdf = saying(
        '<p lang="cy">Cadwch y <b>llyfrgell</b> ar agor</p><p lang="ar" dir="rtl">شكرًا</p>'
        '<p>They say <i lang="cy">diolch</i> and <i lang="en-GB">thanks</i>.</p>'
    )
    assert langs(pdf) == Counter({("/P", "cy"): 1, ("/NonStruct", "cy"): 1, ("/P", "ar"): 1})


def test_a_link_of_several_lines_names_each() -> None:
    words = " ".join([ARABIC_NAME] * 24)
    with pikepdf.open(io.BytesIO(saying(f'<p dir="rtl"><a href="https://a.example/">{words}</a></p>'))) as pdf:
        lines = [each for tag in elements(pdf) if tag.S == "/Link" for each in tag.K if isinstance(each, Dictionary)]
        named = [str(each.ActualText) for each in lines if "/ActualText" in each]
    assert len(named) > 1
    assert "".join(named) == words
