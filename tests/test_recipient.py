"""For whom a piece is made: what they say themselves, and what is said further up; languages; conditions."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill import colour
from handbill.personalise import is_for, languages
from handbill.project import Project
from tests.projects import CAMPAIGN, SVG, Files, branch, leaflet, loaded, motion, piece, plain, side, sound

# What is not given


def test_what_a_branch_does_not_say_is_left_out(tmp_path: Path) -> None:
    blank = 'place: " "\nmeets: ""\nsecretary:\nmp: {name: "  "}\nwebsite:\nimprint: {promoter: " "}\nbrand:\n'
    for files in (branch(""), branch(blank)):
        made = piece(sound(tmp_path, {**files, **leaflet("contact")}))
        panel = made.panel
        assert (panel.place, panel.email, panel.phone, panel.website, panel.website_shown) == ("",) * 5
        assert not panel.meets
        assert not panel.secretary
        assert made.imprint.text.plain == "Published by Weir Readers."
        assert not made.imprint.whole
        assert made.logo is None


# Branch over organisation over campaign

LEVELS: Files = {
    "campaigns/library.yaml": CAMPAIGN.replace("contact: {", "contact: {website: https://campaign.example, ")
    + "brand: {colour: '#111111', accent: '#ffeeee', logo: c.svg}\n"
    "imprint: {promoter: C. Ampaign, printer: C. Press}\nterms: {order: C, scan: C, meets: C}\n",
    "campaigns/c.svg": SVG.replace("9 9", "1 9"),
    "organisations/readers.yaml": "name: Readers\ntype: network\nbrand: {colour: '#222222', logo: o.svg}\n"
    "imprint: {promoter: O. Rganisation}\nterms: {order: O, scan: O}\nwebsite: https://organisation.example\n"
    "languages: [cy]\n",
    "organisations/o.svg": SVG.replace("9 9", "2 9"),
    "branches/b.svg": SVG.replace("9 9", "3 9"),
}
OWN = (
    "organisation: readers\nbrand: {colour: '#333333', logo: b.svg}\nimprint: {promoter: B. Ranch, on_behalf_of: Us}\n"
    "terms: {order: B}\nwebsite: https://branch.example\nlanguages: [en-GB]\n"
)


@pytest.mark.parametrize(
    ("rest", "brand", "logo", "imprint", "words", "website"),
    [
        (OWN, "#333333", 3, "Printed by C. Press. Promoted by B. Ranch on behalf of Us.", "BOC", "branch"),
        (
            "organisation: readers\n",
            "#222222",
            2,
            "Printed by C. Press. Promoted by O. Rganisation on behalf of Weir Readers.",
            "OOC",
            "organisation",
        ),
        ("", "#111111", 1, "Printed by C. Press. Promoted by C. Ampaign on behalf of Weir Readers.", "CCC", "campaign"),
    ],
)
def test_what_is_not_said_comes_from_further_up_key_by_key(
    rest: str, brand: str, logo: int, imprint: str, words: str, website: str, tmp_path: Path
) -> None:
    files = {
        **LEVELS,
        **branch(rest),
        **leaflet("lead: '{{ branch.website }} {{ branch.imprint.printer }}'", "contact"),
    }
    made = piece(sound(tmp_path, files))
    assert (made.palette.brand, made.palette.accent) == (brand, "#ffeeee")
    assert made.logo is not None
    assert made.logo.width == logo
    assert made.imprint.text.plain == imprint
    assert made.words["order"] + made.words["scan"] + made.words["meets"] == words
    assert made.panel.website == f"https://{website}.example"
    assert side(made)[0].plain.split()[0] == f"https://{website}.example"
    assert plain(side(made)[0].plain).endswith("C. Press")
    assert made.organisation_name.plain == ("Readers" if rest else "")


def test_without_any_colours_there_are_the_programs(tmp_path: Path) -> None:
    assert piece(sound(tmp_path, leaflet("contact"))).palette == colour.palette()


# Languages

WELSH = "translations: {cy: {title: Ar agor, sides: [[headline: Ar agor, petition: library, contact]]}}\n"


def bilingual(tmp_path: Path, rest: str) -> Project:
    files = leaflet("headline: Open", "petition: library", "contact", head="as_of: 2026-11-01\n")
    files = {name: str(text) + WELSH for name, text in files.items()}
    return sound(
        tmp_path, {**files, **branch(rest), **{k: v for k, v in LEVELS.items() if k.startswith("organisations")}}
    )


@pytest.mark.parametrize(
    ("rest", "chosen"),
    [
        ("", ("en-GB",)),
        ("languages: [cy]\n", ("cy",)),
        ("languages: [cy, en-GB]\n", ("cy", "en-GB")),
        ("languages: [cy, cy, en]\n", ("cy", "en-GB")),
        ("languages: [en-US, cy-GB]\n", ("en-GB", "cy")),
        ("languages: [pl]\n", ("en-GB",)),
        ("languages: [pl, cy]\n", ("cy",)),
        ("organisation: readers\n", ("cy",)),
        ("organisation: readers\nlanguages: [en-GB]\n", ("en-GB",)),
    ],
)
def test_languages_are_those_of_the_branch_as_far_as_there_are(
    rest: str, chosen: tuple[str, ...], tmp_path: Path
) -> None:
    project = bilingual(tmp_path, rest)
    assert languages(project.documents["doc"], project.branches["weir"], project) == chosen
    assert languages(project.documents["doc"], None, project) == ("en-GB",)


def test_everything_is_in_the_language_of_the_piece(tmp_path: Path) -> None:
    made = piece(bilingual(tmp_path, "imprint: {promoter: A. Member}\n"), lang="cy")
    headline, petition, _ = side(made)
    assert (made.lang, headline.plain, petition.order.plain) == ("cy", "Ar agor", "Llofnodwch y ddeiseb")
    assert plain(petition.closes) == "31 Ionawr 2027"
    assert plain(made.words["facts_checked"]) == "Gwiriwyd y ffeithiau 1 Tachwedd 2026"
    assert made.imprint.text.plain == "Hyrwyddwyd gan A. Member ar ran Weir Readers."


def test_a_language_that_nobody_knows_is_set_all_the_same(tmp_path: Path) -> None:
    project = loaded(tmp_path, leaflet("petition: library", head="lang: xx\nas_of: 2026-11-01\n"))
    made = piece(project)
    assert (made.lang, made.as_of, made.direction) == ("xx", "2026-11-01", "ltr")
    assert side(made)[0].order.plain == "Sign the petition"


def test_a_language_that_is_written_from_the_right(tmp_path: Path) -> None:
    assert piece(loaded(tmp_path, leaflet("headline: مكتبة", head="lang: ar\n"))).direction == "rtl"


# Whom a document is for


@pytest.mark.parametrize(
    ("only", "rest", "wanted"),
    [
        ("", "", True),
        ("only: {type: community-group}\n", "", True),
        ("only: {type: [clp, council]}\n", "", False),
        ("only: {organisation: readers}\n", "", False),
        ("only: {organisation: readers}\n", "organisation: readers\n", True),
        ("only: {organisation: readers, type: clp}\n", "organisation: readers\n", False),
        ("only: {lang: cy}\n", "", False),
        ("only: {lang: en-GB}\n", "", True),
        ("only: {stage: branch}\n", "", True),
        ("only: {stage: conference}\n", "", False),
    ],
)
def test_a_document_for_some(only: str, rest: str, wanted: bool, tmp_path: Path) -> None:
    organisation = {"organisations/readers.yaml": "name: Readers\ntype: network\n"}
    project = sound(tmp_path, {**organisation, **leaflet("contact", head=only), **branch(rest)})
    entry = project.documents["doc"]
    assert is_for(entry, project.branches["weir"], "en-GB") is wanted
    assert is_for(entry, None, "en-GB")


def test_a_document_for_conferences(tmp_path: Path) -> None:
    files = {**motion("only: {stage: conference}\nnotes: [a]\n"), **branch("", "conference")}
    project = sound(tmp_path, files)
    assert is_for(project.documents["doc"], project.branches["weir"], "en-GB")
