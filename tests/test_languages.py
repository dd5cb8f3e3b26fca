"""The leaflet that ships in four languages, and two languages in one file: read back by other programs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
import yaml

from handbill.bilingual import apart, together
from handbill.expect import expected_of
from handbill.finish.screen import finish
from handbill.personalise import languages, personalise
from handbill.piece import Piece
from handbill.project import Project
from handbill.proof import Expected, proof
from handbill.reading import read_project
from handbill.request import Request
from handbill.store import file_name
from handbill.wanted import wanted_by
from tests.finish.test_letters import UNSEEN, plain
from tests.projects import MOTION, loaded, said, sound
from tests.proof.making import edited, faults, finding
from tests.setting import composed, layout, typeset
from tests.tagged import tagged

ROOT = Path(__file__).parent.parent
LEAFLET = "your-nhs-your-say"
OWN = {"cy": "cangen-y-gororau", "pl": "anytown-trades-council", "ur": "anytown-trades-council"}
LANGS = ("cy+en-GB", "pl", "ur", "bn", "ur+en-GB")
"""The copies that are looked at; the last one is asked for by no branch."""


@cache
def shipped() -> Project:
    return read_project(ROOT)


@cache
def made(lang: str) -> tuple[Piece, bytes, Expected]:
    project = shipped()
    branch = project.branches[OWN.get(apart(lang)[0], "anytown-trades-council")]
    piece = personalise(project, project.documents[LEAFLET], branch, lang)
    setting = typeset(piece)
    expected = expected_of(piece, composed(piece), layout("flyer"), "screen", setting.pages)
    return piece, finish(setting, piece), expected


def texts(value: Any) -> Iterator[str]:
    """Yield what a side says in the YAML, paragraph by paragraph, without its citations."""
    if isinstance(value, str):
        yield from (re.sub(r"\[\^[\w-]+\]", "", part).strip() for part in re.split(r"\n\s*\n", value) if part.strip())
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in ("petition", "figure", "source"):
                yield from texts(each)


def written(lang: str) -> list[str]:
    data = yaml.safe_load((ROOT / f"leaflets/{LEAFLET}.yaml").read_text("utf-8"))
    sides = data["sides"] if lang == "en-GB" else data["translations"][lang]["sides"]
    return [each for side in sides for block in side if isinstance(block, dict) for each in texts(block)]


def typed(text: str) -> str:
    return plain(re.sub(r"\d", "", text).replace("'", "’")).casefold()


@pytest.mark.parametrize("reader", ["pdfium", "pypdf"])
@pytest.mark.parametrize("lang", ["cy+en-GB", "pl", "bn"])
def test_what_the_yaml_says_comes_out_of_the_file(lang: str, reader: str) -> None:
    pdf = made(lang)[1]
    if reader == "pdfium":
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    else:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    per = len(pages) // len(apart(lang))
    for number, each in enumerate(apart(lang)):
        text = typed("\n".join(pages[number * per : (number + 1) * per]))
        assert [words for words in written(each) if typed(words) not in text] == []


def spoken(pdf: pikepdf.Pdf) -> str:
    """Return what the tags name, in the order in which they are read."""

    def below(node: Any) -> Iterator[str]:
        if isinstance(node, pikepdf.Array):
            for kid in node.as_list():
                yield from below(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/ActualText" in node:
                yield str(node.ActualText)
            else:
                yield from below(node.get("/K"))

    return "".join(below(pdf.Root.StructTreeRoot.K))


@pytest.mark.parametrize("lang", ["ur", "ur+en-GB"])
def test_urdu_is_read_out_as_it_is_written_and_in_its_order(lang: str) -> None:
    with pikepdf.Pdf.open(io.BytesIO(made(lang)[1])) as pdf:
        text = typed(spoken(pdf))
    place = 0
    for each in written("ur"):
        place = text.find(typed(each), place)
        assert place >= 0, each
    seen = plain("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made(lang)[1])))
    words = re.findall(r"[\u0621-\u064a\u0671-\u06d3]+", " ".join(written("ur")).translate(UNSEEN))
    assert [word for word in words if word not in seen] == []


@pytest.mark.parametrize("lang", ["ur", "ur+en-GB"])
def test_pdfium_finds_the_same_words_in_the_tags_in_the_same_order(lang: str) -> None:
    found = tagged(made(lang)[1])
    text, place = typed("".join(each.text for each in found)), 0
    for each in written("ur"):
        place = text.find(typed(each), place)
        assert place >= 0, each
    assert {each.lang for each in found} == {"", "en-GB"}  # what has none of its own is in the document's, Urdu
    english = "".join(each.text for each in found if each.lang)
    assert "Health and Care Act 2022, UK Parliament" in english
    assert not re.search("[\u0621-\u06d3]", english)


def spoken_tags(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """The tags that name a text of some length."""
    tags = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ActualText" in each)
    return [each for each in tags if len(str(each.ActualText)) > 15]


def swapped(pdf: pikepdf.Pdf) -> None:
    one, other = spoken_tags(pdf)[:2]
    one.ActualText, other.ActualText = other.ActualText, one.ActualText


def misspelt(pdf: pikepdf.Pdf) -> None:
    tag = spoken_tags(pdf)[0]
    tag.ActualText = pikepdf.String(str(tag.ActualText)[:-3] + "ب" + str(tag.ActualText)[-2:])


def jumbled(pdf: pikepdf.Pdf) -> None:
    tag = spoken_tags(pdf)[0]
    tag.ActualText = pikepdf.String(" ".join(reversed(str(tag.ActualText).split())))


@pytest.mark.parametrize("change", [swapped, misspelt, jumbled])
def test_urdu_that_is_read_out_otherwise_than_it_is_written_fails(change: Callable[[pikepdf.Pdf], None]) -> None:
    _, pdf, expected = made("ur")
    assert "text" in faults(proof(edited(pdf, change), expected))


@pytest.mark.parametrize("lang", LANGS)
def test_tags_carry_every_language(lang: str) -> None:
    first, *others = apart(lang)
    with pikepdf.Pdf.open(io.BytesIO(made(lang)[1])) as pdf:
        assert str(pdf.Root.Lang) == first
        tagged = {str(each.Lang) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Lang" in each}
    reader = pypdf.PdfReader(io.BytesIO(made(lang)[1]))
    assert reader.trailer["/Root"]["/Lang"] == first  # type: ignore[index]
    assert {*others, "en-GB"} <= tagged  # sources have English names in every copy


@pytest.mark.parametrize("lang", LANGS)
def test_the_proof_warns_of_a_draft_and_finds_nothing_wrong(lang: str) -> None:
    _, pdf, expected = made(lang)
    report = proof(pdf, expected)
    assert report.result == "warn"
    assert {each.id for each in report.findings if each.result != "pass"} == {"draft", "placeholder"}
    assert expected.drafts[0][:20] in finding(report, "draft").detail


def test_a_part_without_its_language_fails() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for each in (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Lang" in each):
            if str(each.Lang) == "en-GB":
                del each.Lang

    _, pdf, expected = made("cy+en-GB")
    report = proof(edited(pdf, change), expected)
    assert "lang" in faults(report)
    assert "no tag says that a part of it is in en-GB" in finding(report, "lang").detail


def test_the_copies_that_are_made_are_those_of_two_branches() -> None:
    wanted = wanted_by(Request(ROOT), shipped())
    found = [(each.branch.slug if each.branch else "", each.lang) for each in wanted if each.entry.slug == LEAFLET]
    assert found == [
        ("anytown-trades-council", "pl"),
        ("anytown-trades-council", "ur"),
        ("anytown-trades-council", "bn"),
        ("cangen-y-gororau", "cy+en-GB"),
    ]


WELSH = 'translations: {cy: {of_version: "1", title: Ar agor, notes: [un]}}\n'
TWO = "name: Cangen Weir\ntype: community-group\nlanguages: [cy, en-GB]\nbilingual: yes\n"


def test_a_motion_stands_whole_in_each_language(tmp_path: Path) -> None:
    text = MOTION + "notes: [one]\n" + WELSH
    project = sound(tmp_path, {"motions/doc.yaml": text.replace('of_version: "1", ', ""), "branches/two.yaml": TWO})
    entry, branch = project.documents["doc"], project.branches["two"]
    assert languages(entry, branch, project) == ("cy+en-GB",)
    piece = personalise(project, entry, branch, "cy+en-GB")
    assert [part.lang for part in piece.parts] == ["cy", "en-GB"]
    html = composed(piece).html
    assert html.index('lang="cy" dir="ltr" class="document"') < html.index('lang="en-GB" dir="ltr" class="document"')
    assert "Mae’r Cyfarfod hwn yn nodi" in html
    assert "This Meeting notes that" in html
    assert typeset(piece).pages == 2


def test_a_file_in_two_languages_is_called_by_both() -> None:
    assert file_name("doc", "en-GB", "weir", together(("cy", "en-GB"))) == "doc-cy-en-GB_weir"


@pytest.mark.parametrize(
    ("version", "of", "told"),
    [
        ("2", "1", "the translation into 'cy' is of version 1, and the original is version 2"),
        ("", "1", "the translation into 'cy' is of version 1, and the original is a version without a number"),
        ("1", "1", ""),
    ],
)
def test_a_translation_that_has_fallen_behind_is_told_at_its_line(
    version: str, of: str, told: str, tmp_path: Path
) -> None:
    text = MOTION + f'version: "{version}"\nnotes: [one]\n' + WELSH.replace('"1"', f'"{of}"')
    project = loaded(tmp_path, {"motions/doc.yaml": text})
    lines = said(project.problems)
    assert bool(lines) == bool(told)
    assert all(line.startswith("motions/doc.yaml:5:") and told in line for line in lines)
    assert "doc" in project.documents
