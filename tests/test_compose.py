from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from handbill.compose import compose, runs
from handbill.errors import HandbillError
from handbill.piece import EMPTY
from handbill.piece.leaflet import Block, Leaflet
from handbill.text import plain
from tests import samples
from tests.setting import composed, layout

FLYER = samples.piece("flyer", samples.FLYER)


def own_layout(folder: Path, template: str, name: str = "slip", blocks: str = "[headline, lead, petition]") -> Path:
    place = folder / name
    place.mkdir(parents=True)
    (place / "layout.yaml").write_text(
        f"title: Slip\nkinds: [leaflet]\npapers: [A6]\nblocks: {blocks}\ncode: {{side: 30}}\n"
    )
    (place / "page.css").write_text("")
    (place / "page.html.j2").write_text(template)
    return folder


def slip(*blocks: Block) -> object:
    return samples.piece("slip", Leaflet((blocks,)), paper="A6", sources=())


def test_the_page_says_all_that_the_piece_says() -> None:
    made = composed(FLYER)
    said = " ".join(made.text)
    for words in ("Who decides about your hospital?", "Anytown Health Branch", "01632 960123", "example.org/s/anytown"):
        assert words in said
    assert made.imprint in said
    assert made.text[0] == "Keep the NHS ours"


def test_codes_are_planned_and_told() -> None:
    (code,) = composed(FLYER).codes
    assert (code.url, code.side, code.level) == ("https://example.org/s/anytown", 34, "Q")
    assert code.module > 0.5


def test_a_larger_paper_has_larger_codes() -> None:
    poster = samples.piece("poster", samples.POSTER, sources=())
    (small,), (large,) = composed(poster).codes, composed(dataclasses.replace(poster, paper="A3")).codes
    assert large.side == pytest.approx(small.side * 297 / 210)
    assert large.distance >= 1490


def test_the_key_changes_with_the_words_but_not_with_the_branch() -> None:
    assert composed(FLYER).key == composed(samples.named(FLYER, "Ely")).key
    assert composed(FLYER).key == composed(dataclasses.replace(FLYER, branch_name="Ely", logo=None)).key
    other = Leaflet((samples.FLYER.sides[0][:-1], samples.FLYER.sides[1]))
    assert composed(FLYER).key != composed(dataclasses.replace(FLYER, body=other)).key
    assert composed(FLYER).key != composed(dataclasses.replace(FLYER, palette=samples.PALETTES["green"])).key


def test_a_layout_that_leaves_out_a_block_is_told_which(tmp_path: Path) -> None:
    own = own_layout(
        tmp_path, "<html><body>{% for b in body.sides[0] if b.kind == 'headline' %}{{ b.value }}{% endfor %}"
    )
    piece = slip(Block("headline", samples.rich("Save it")), Block("lead", samples.rich("Please do")))
    with pytest.raises(
        HandbillError, match=r"'slip' leaves out the block 'lead' on side 1 of 'who-decides': “Please do”"
    ):
        composed(piece, own)  # type: ignore[arg-type]


def test_a_layout_without_the_imprint_is_refused(tmp_path: Path) -> None:
    own = own_layout(tmp_path, "<html><body>{{ body.sides[0][0].value }}")
    with pytest.raises(HandbillError, match="'slip' leaves out the imprint"):
        composed(slip(Block("headline", samples.rich("Save it"))), own)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ piece.nothing }}", "asks for something that is not there.*nothing"),
        ("{{ words.nothing }}", "asks for something that is not there"),
        ("{% if %}", r"template of the layout 'slip' fails, line 1"),
        ('{% extends "other/page.html.j2" %}', r"has no file layouts/other/page.html.j2"),
        ('{% include "../secret" %}', r"has no file layouts/../secret"),
        ("{{ ''.__class__.__mro__ }}", "asks for something that is not there|fails"),
    ],
)
def test_a_template_that_fails_is_told_in_a_sentence(tmp_path: Path, template: str, said: str) -> None:
    with pytest.raises(HandbillError, match=said):
        composed(slip(Block("headline", samples.rich("Save it"))), own_layout(tmp_path, template))  # type: ignore[arg-type]


def test_what_users_type_is_escaped() -> None:
    piece = dataclasses.replace(FLYER, panel=dataclasses.replace(samples.PANEL, secretary=plain("<b>A</b> & Co")))
    piece = samples.named(piece, "Ely")
    assert "&lt;b&gt;A&lt;/b&gt; &amp; Co" in composed(piece).html


def test_the_projects_own_files_go_first_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "flyer").mkdir()
    css = tmp_path / "flyer" / "page.css"
    css.write_text("p { color: red }")
    mine, shipped = composed(FLYER, tmp_path), composed(FLYER)
    assert mine.html == shipped.html
    assert mine.key != shipped.key


def test_neighbouring_blocks_are_grouped_and_a_heading_goes_with_what_follows() -> None:
    kinds = ["lead", "heading", "text", "points", "heading", "figures", "text"]
    blocks = [Block(kind, None) for kind in kinds]
    grouped = [
        (run.together, [block.kind for block in run.blocks]) for run in runs(blocks, ("heading", "text", "points"))
    ]
    assert grouped == [
        (False, ["lead"]),
        (True, ["heading", "text", "points"]),
        (False, ["heading", "figures"]),
        (True, ["text"]),
    ]


def test_compiled_templates_are_kept_and_made_anew_when_they_change(tmp_path: Path) -> None:
    own = own_layout(tmp_path / "layouts", "{{ body.sides[0][0].value }} {{ piece.imprint.text }}")
    piece = slip(Block("headline", samples.rich("Save it")))
    first = compose(piece, layout("slip", own), tmp_path / "cache")  # type: ignore[arg-type]
    assert list((tmp_path / "cache").iterdir())
    (own / "slip" / "page.html.j2").write_text("<b>{{ body.sides[0][0].value }}</b> {{ piece.imprint.text }}")
    second = compose(piece, layout("slip", own), tmp_path / "cache")  # type: ignore[arg-type]
    assert (first.html.count("<b>"), second.html.count("<b>")) == (0, 1)


def test_empty_fields_leave_no_label() -> None:
    bare = dataclasses.replace(
        samples.PANEL, meets=EMPTY, secretary=EMPTY, email="", phone="", website="", website_shown=""
    )
    piece = dataclasses.replace(FLYER, panel=bare, logo=None)
    made = composed(samples.named(piece, "Ely"))
    assert "We meet" not in made.text
    assert "mailto:" not in made.html
    assert "<img" not in made.html


def test_the_imprint_stands_beside_the_first_code_or_on_the_last_side() -> None:
    without = Leaflet(tuple(tuple(b for b in side if b.kind != "petition") for side in samples.FLYER.sides))
    made = composed(dataclasses.replace(FLYER, body=without))
    assert made.html.count('data-slot="imprint"') == 1
    assert made.text[-1] == made.imprint
    assert composed(FLYER).html.count('data-slot="imprint"') == 1
