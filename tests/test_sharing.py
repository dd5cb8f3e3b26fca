"""Share images and what to post with them: sizes, weights, lengths, and a countdown that never gets on paper."""

from __future__ import annotations

import datetime
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handbill.errors import ContentError
from handbill.finish import image
from handbill.forms import add_forms
from handbill.markup import BLANK
from handbill.networks import length, networks
from handbill.personalise import personalise
from handbill.piece import Piece
from handbill.piece.leaflet import Leaflet
from handbill.piece.sharing import Posts
from handbill.prepare import prepare
from handbill.printing import printers
from handbill.project import Project
from handbill.proof.picture import proof_picture
from handbill.request import Request
from handbill.task import Setting, Task
from handbill.wanted import wanted_by
from tests.projects import Files, leaflet, loaded, motion, plain, said, sound
from tests.setting import composed, layout, screen_pdf

TODAY = datetime.date(2027, 1, 1)
SIDE = (
    "kicker: Our village",
    "headline: Do not close it",
    "lead: Tell them.",
    "figures: [{figure: '600', label: visits a week, source: report}]",
    "petition: library",
)
POST = "post:\n  alt: Do not close it.\n  hashtags: [KeepIt, OurTown]\n  text: Tell them no.\n"
SHARED: Files = {key: text + "share: yes\n" + POST for key, text in leaflet(*SIDE).items() if isinstance(text, str)}
FORMS = {"doc-share": (1200, 630), "doc-share-square": (1080, 1080), "doc-share-tall": (1080, 1350)}


def with_forms(project: Project) -> Project:
    add_forms(project)
    return project


def made(project: Project, document: str, today: datetime.date = TODAY) -> Piece:
    entry = project.documents[document]
    return personalise(project, entry, project.branches["weir"], entry.lang, today=today)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return with_forms(sound(tmp_path_factory.mktemp("shared"), SHARED))


# Images


@pytest.mark.parametrize("form", FORMS)
def test_an_image_has_the_pixels_of_its_network_and_is_light(form: str, project: Project) -> None:
    (picture,) = image.pages(screen_pdf(made(project, form)))
    assert Image.open(io.BytesIO(picture)).size == FORMS[form]
    assert len(picture) < 300_000
    assert proof_picture(picture, FORMS[form], 300_000).result == "pass"


def test_images_and_posts_come_with_their_leaflet_in_their_own_editions_unless_they_are_named(project: Project) -> None:
    def wanted(**asked: object) -> dict[str, tuple[str, ...]]:
        found = wanted_by(Request(project.root, branches=("weir",), **asked), project)  # type: ignore[arg-type]
        return {each.entry.slug: each.editions for each in found if each.editions}

    assert wanted(documents=("doc",), editions=("screen",)) == {"doc": ("screen",)}
    everything = wanted(documents=("doc",))
    assert {name: everything[name] for name in FORMS} == dict.fromkeys(FORMS, ("image",))
    assert everything["doc-posts"] == ("text",)
    assert wanted(documents=("doc-posts",), editions=("screen",)) == {"doc-posts": ("screen",)}


def test_an_image_shows_the_blocks_of_the_first_side_without_sources_or_a_code(project: Project) -> None:
    piece = made(project, "doc-share")
    assert isinstance(piece.body, Leaflet)
    assert [block.kind for block in piece.body.sides[0]] == ["kicker", "headline", "figures", "petition"]
    assert piece.sources == ()
    assert composed(piece).codes == ()
    assert "weir.example/l" in composed(piece).text


def test_an_image_for_nobody_names_the_campaign_and_has_no_lines_for_a_pen(project: Project) -> None:
    entry = project.documents["doc-share"]
    neutral = personalise(project, entry, None, entry.lang, today=TODAY)
    task = Task(neutral, layout("share-card"), None, printers(project, None), ("image",), "doc", "none")
    (setting,) = prepare(task).settings.each
    assert isinstance(setting, Setting)
    assert "Keep the library open" in setting.composed.text
    assert BLANK not in setting.composed.html


def test_without_figures_an_image_shows_the_lead(tmp_path: Path) -> None:
    files = {key: f"{text}share: yes\n" for key, text in leaflet(*SIDE[:3]).items()}  # type: ignore[str-bytes-safe]
    body = made(with_forms(sound(tmp_path, files)), "doc-share").body
    assert isinstance(body, Leaflet)
    assert [block.kind for block in body.sides[0]] == ["kicker", "headline", "lead"]


def test_a_share_card_of_its_own_comes_in_three_sizes(tmp_path: Path) -> None:
    project = with_forms(sound(tmp_path, leaflet(*SIDE, layout="share-card")))
    assert set(project.documents) == {"doc", "doc-square", "doc-tall"}
    assert {slug: made(project, slug).paper for slug in project.documents} == {
        "doc": "wide",
        "doc-square": "square",
        "doc-tall": "tall",
    }


@pytest.mark.parametrize(
    ("size", "most", "failed"), [((1080, 1080), 300_000, "size"), ((20, 10), 50, "bytes"), ((20, 10), 300_000, "")]
)
def test_the_proof_of_an_image_finds_a_wrong_size_and_too_many_bytes(
    size: tuple[int, int], most: int, failed: str
) -> None:
    file = io.BytesIO()
    Image.radial_gradient("L").resize((20, 10)).save(file, "PNG")
    report = proof_picture(file.getvalue(), size, most)
    assert [each.id for each in report.findings if each.result == "fail"] == ([failed] if failed else [])


# Posts


def test_every_network_has_its_text_with_link_and_hashtags(project: Project) -> None:
    body = made(project, "doc-posts").body
    assert isinstance(body, Posts)
    assert [each.network for each in body.texts] == [str(each.name) for each in networks().values()]
    for each in body.texts:
        assert plain(each.text.plain) == "Tell them no.\n\nhttps://weir.example/library\n\n#KeepIt #OurTown"
    assert body.texts[0].count == "56 of 280 characters"
    assert body.alt.plain == "Do not close it."


def test_a_network_may_have_words_of_its_own(tmp_path: Path) -> None:
    (text,) = leaflet(*SIDE).values()
    files = {"leaflets/doc.yaml": f"{text}{POST}  networks: {{bluesky: Hello sky.}}\n"}  # type: ignore[str-bytes-safe]
    body = made(with_forms(sound(tmp_path, files)), "doc-posts").body
    assert isinstance(body, Posts)
    said_on = {each.network: each.text.plain.split("\n")[0] for each in body.texts}
    assert {network for network, words in said_on.items() if words == "Hello sky."} == {"Bluesky"}


def test_a_post_that_is_too_long_for_a_network_is_an_error_at_its_line(tmp_path: Path) -> None:
    (text,) = leaflet(*SIDE).values()
    words = "Say no. " * 40
    post = POST.replace("Tell them no.", words.strip())
    files = {"leaflets/doc.yaml": text + post}  # type: ignore[operator]
    project = with_forms(sound(tmp_path, files))
    with pytest.raises(ContentError) as refused:
        made(project, "doc-posts")
    assert [line.split(": cut")[0] for line in said(list(refused.value.problems))] == [
        "leaflets/doc.yaml:13:9 the post for Bluesky has 367 characters, and Bluesky takes 300",
        "leaflets/doc.yaml:13:9 the post for X has 362 characters, and X takes 280",
    ]


def test_networks_say_where_their_limits_are_from_and_when_they_were_looked_at() -> None:
    for network in networks().values():
        assert network.source.startswith("https://")
        assert network.checked > datetime.date(2026, 1, 1)
    limits = [network.limit for network in networks().values()]
    assert limits == sorted(limits)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Tŷ", {"x": 2, "bluesky": 2}),
        ("Ty\u0302", {"x": 2, "bluesky": 2}),
        ("https://example.org/" + "a" * 40, {"x": 23, "mastodon": 23, "bluesky": 60}),
        ("দ", {"x": 1, "bluesky": 1}),
        ("字", {"x": 2, "bluesky": 1}),
    ],
)
def test_each_network_counts_in_its_way(text: str, counts: dict[str, int]) -> None:
    assert {slug: length(text, networks()[slug]) for slug in counts} == counts


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_no_network_counts_a_longer_text_as_shorter(first: str, then: str) -> None:
    for network in networks().values():
        if "http" not in first + then and not unicodedata.combining((then or "a")[0]):
            whole = length(f"{first} {then}", network)
            assert whole == length(first, network) + length(then, network) + 1
            assert whole <= 2 * len(f"{first} {then}")


# The countdown


@pytest.mark.parametrize(("day", "words"), [(1, "30 days left"), (30, "1 day left"), (31, "last day")])
def test_days_are_counted_on_a_card(day: int, words: str, tmp_path: Path) -> None:
    files = leaflet("kicker: '{{ petition.days_left }}'", "headline: Go", "petition: library", layout="share-card")
    body = made(sound(tmp_path, files), "doc", datetime.date(2027, 1, day)).body
    assert isinstance(body, Leaflet)
    assert plain(body.sides[0][0].value.plain) == words


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (leaflet("headline: Go", "lead: '{{ petition.days_left }}'", "petition: library"), "leaflets/doc.yaml:6:14"),
        (motion("notes: ['{{petition.days_left}}']\npetition: library\n"), "motions/doc.yaml:3:10"),
    ],
)
def test_days_are_not_counted_on_paper(files: Files, place: str, tmp_path: Path) -> None:
    assert said(loaded(tmp_path, files).problems) == [
        f"{place} a number of days is wrong on paper the day after it is printed: "
        "write {{ petition.closes }}; days are counted on share cards and in 'post:'"
    ]


@pytest.mark.parametrize(
    ("post", "told"),
    [
        ("  networks: {blusky: Hello.}\n", "there is no network 'blusky': did you mean 'bluesky'?"),
        ("  networks: {x: ''}\n", "is empty"),
    ],
)
def test_what_is_wrong_with_a_post_is_told(post: str, told: str, tmp_path: Path) -> None:
    (text,) = leaflet(*SIDE).values()
    (line,) = said(loaded(tmp_path, {"leaflets/doc.yaml": f"{text}{POST}{post}"}).problems)  # type: ignore[str-bytes-safe]
    assert told in line


@pytest.mark.parametrize("tag", ["Keep it", "2027", "Keep-It"])
def test_what_is_no_hashtag_is_told(tag: str, tmp_path: Path) -> None:
    (text,) = leaflet(*SIDE).values()
    post = POST.replace("KeepIt", tag)
    (line,) = said(loaded(tmp_path, {"leaflets/doc.yaml": f"{text}{post}"}).problems)  # type: ignore[str-bytes-safe]
    assert f"'{tag}' is not a hashtag" in line


def test_an_image_needs_a_headline(tmp_path: Path) -> None:
    (text,) = leaflet("lead: Go").values()
    (line,) = said(loaded(tmp_path, {"leaflets/doc.yaml": f"{text}share: yes\n"}).problems)  # type: ignore[str-bytes-safe]
    assert "its first side has no headline" in line
