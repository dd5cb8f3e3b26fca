"""Petitions: the link in the code, the address to type, and the words beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill.petitions import shown_address
from tests.projects import CAMPAIGN, branch, leaflet, piece, plain, side, sound


def test_a_branch_may_have_a_link_of_its_own(tmp_path: Path) -> None:
    files = {
        **branch("petitions: {library: https://www.weir.example/ours/}\n"),
        **leaflet("petition: {slug: library, order: 'Sign by {{ petition.closes }}'}"),
    }
    petition = side(piece(sound(tmp_path, files)))[0]
    assert (petition.url, petition.shown) == ("https://www.weir.example/ours/", "www.weir.example/ours")
    assert plain(petition.order.plain) == "Sign by 31 January 2027"


@pytest.mark.parametrize(
    ("url", "tagged"),
    [
        ("https://a.example/p", "https://a.example/p?TAGS"),
        ("https://a.example/p?b=c", "https://a.example/p?b=c&TAGS"),
        ("https://a.example/p#d", "https://a.example/p?TAGS#d"),
    ],
)
def test_tags_for_counting_name_the_document_and_the_branch_and_nobody(url: str, tagged: str, tmp_path: Path) -> None:
    campaign = CAMPAIGN.replace("url: https://weir.example/library", f"url: {url}\n    tags: yes")
    project = sound(tmp_path, {"campaigns/library.yaml": campaign, **leaflet("petition: library")})
    tags = "utm_source=leaflet&utm_medium=qr&utm_campaign=library&utm_content=doc-"
    for name in ("weir", None):
        petition = side(piece(project, branch=name))[0]
        assert petition.url == tagged.replace("TAGS", tags + (name or "none"))
        assert petition.shown == "weir.example/l"


def test_the_words_beside_the_code(tmp_path: Path) -> None:
    ordered = {"campaigns/library.yaml": CAMPAIGN.replace("closes:", "order: Sign *soon*\n    closes:")}
    assert (
        side(piece(sound(tmp_path, {**ordered, **leaflet("petition: library")})))[0].order.html == "Sign <em>soon</em>"
    )


def test_addresses_as_they_are_printed() -> None:
    assert shown_address("https://www.weir.example/a/") == "www.weir.example/a"
    assert shown_address("http://weir.example") == "weir.example"
    assert shown_address("") == ""


def test_petitions_in_reading_order(tmp_path: Path) -> None:
    two = CAMPAIGN.replace("sources:", "  other: {title: Other, url: https://weir.example/o}\nsources:")
    files = {"campaigns/library.yaml": two, **leaflet("petition: other", "petition: library")}
    project = sound(tmp_path, files)
    assert project.documents["doc"].value.petitions == ("other", "library")
    assert [petition.slug for petition in piece(project).petitions()] == ["other", "library"]
