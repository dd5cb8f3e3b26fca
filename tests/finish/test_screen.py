from __future__ import annotations

import io

import pikepdf

from handbill.finish import screen
from tests import samples
from tests.setting import screen_pdf, typeset

MOTION = samples.piece("motion", samples.LONG_MOTION)


def marks(pdf: bytes) -> list[list[str]]:
    """Return what each page marks its content as, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            [str(each.operands[0]) for each in pikepdf.parse_content_stream(page) if str(each.operator) == "BDC"]
            for page in opened.pages
        ]


def test_running_feet_become_artifacts_and_nothing_else_does() -> None:
    before, after = marks(typeset(MOTION).pdf), marks(screen_pdf(MOTION))
    for page_before, page_after in zip(before, after, strict=True):
        assert len(page_before) == len(page_after)
        assert page_after.count("/Artifact") == 2
        assert page_before.count("/Artifact") == 0


def test_a_leaflet_is_left_as_it_is() -> None:
    flyer = samples.piece("flyer", samples.FLYER)
    made = typeset(flyer)
    assert not made.has_running_feet
    assert screen.finish(made, flyer) == made.pdf


def test_the_same_pages_give_the_same_file() -> None:
    made = typeset(MOTION)
    assert screen.finish(made, MOTION) == screen.finish(made, MOTION)


def test_no_element_of_the_structure_lost_its_content() -> None:
    with pikepdf.open(io.BytesIO(screen_pdf(MOTION))) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        for at in range(0, 4, 2):
            kept = [each for each in numbers[at + 1] if isinstance(each, pikepdf.Dictionary)]
            assert len(numbers[at + 1]) - len(kept) == 2
