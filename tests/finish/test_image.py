from __future__ import annotations

import io

from PIL import Image

from handbill.finish import image
from tests import samples
from tests.setting import screen_pdf

FLYER = samples.piece("flyer", samples.FLYER)


def test_every_page_becomes_a_picture_of_its_size() -> None:
    pictures = image.pages(screen_pdf(FLYER), dpi=100)
    assert len(pictures) == 2
    for data in pictures:
        with Image.open(io.BytesIO(data)) as picture:
            assert (picture.format, picture.mode) == ("PNG", "RGB")
            assert picture.size == (583, 827)  # 148 by 210 mm, a begun pixel counted
            assert picture.getpixel((5, 5)) in ((200, 16, 46), (255, 255, 255))


def test_the_same_pages_give_the_same_bytes() -> None:
    pdf = screen_pdf(FLYER)
    assert image.pages(pdf) == image.pages(pdf)
