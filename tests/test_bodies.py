"""The bodies of documents: a leaflet's blocks, a motion's parts and clauses, sources in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill.piece.motion import Motion
from tests.projects import SVG, branch, leaflet, motion, parts, piece, plain, side, sound


def test_a_leaflet(tmp_path: Path) -> None:
    files = {
        "leaflets/images/a.svg": SVG.replace("9 9", "5 9"),
        **leaflet(
            "kicker: Weir",
            "headline: Keep it *open*",
            "lead: It is ours.",
            "heading: Why",
            "text: |\n        One.\n\n        Two.",
            "points: [One, Two]",
            "figures: [{figure: 42, label: readers, source: budget}]",
            "quote: {text: We read., by: A Reader, source: report}",
            "image: {file: images/a.svg, alt: A picture, caption: A *picture*, credit: A. Reader}",
            "actions: [{title: Sign, text: Scan it.}]",
            "petition: library",
            "contact",
            head="as_of: 2026-11-01\nversion: 2\n",
        ),
    }
    made = piece(sound(tmp_path, files))
    assert (made.document, made.kind, made.layout, made.paper) == ("doc", "leaflet", "flyer", "A5")
    assert (made.branch, made.branch_name, made.lang, made.direction) == ("weir", "Weir Readers", "en-GB", "ltr")
    assert (made.title.plain, made.campaign_title) == ("Open it", "Keep the library open")
    assert (plain(made.as_of), made.created) == ("1 November 2026", "2026-11-01T00:00:00+00:00")
    assert (plain(made.words["facts_checked"]), made.words["version"]) == ("Facts checked 1 November 2026", "Version 2")
    kicker, headline, lead, heading, text, points, figures, quote, picture, actions, petition, panel = side(made)
    assert (kicker.plain, headline.html, lead.plain, heading.plain) == (
        "Weir",
        "Keep it <em>open</em>",
        "It is ours.",
        "Why",
    )
    assert "".join(text.html.split()) == "<p>One.</p><p>Two.</p>"
    assert [point.plain for point in points] == ["One", "Two"]
    assert (figures[0].figure.plain, figures[0].label.html) == ("42", 'readers<sup class="cite">1</sup>')
    assert (quote.text.plain, quote.by.html) == ("We read.", 'A Reader<sup class="cite">2</sup>')
    assert (picture.asset.width, picture.alt, picture.caption.html) == (5, "A picture", "A <em>picture</em>")
    assert picture.credit.plain == "A. Reader"
    assert (actions[0].title.plain, actions[0].text.plain) == ("Sign", "Scan it.")
    assert (petition.url, petition.shown) == ("https://weir.example/library", "weir.example/l")
    assert (petition.order.plain, plain(petition.closes)) == ("Sign the petition", "31 January 2027")
    assert panel == made.panel
    assert [(each.number, plain(each.text.plain), each.url) for each in made.sources] == [
        (1, "Draft budget, Weir Council, 14 October 2026.", "https://weir.example/budget"),
        (2, "Report, 2026.", ""),
    ]


def test_a_motion(tmp_path: Path) -> None:
    files = motion(
        "summary: In short.\nbackground: Since *then*.\nversion: 1.10\n"
        "notes: [{text: it may close;, source: budget}, it is needed.]\n"
        "resolves:\n  - {text: write to the council;, optional: yes, points: [to ask, to tell]}\n  - tell all.\n"
        "petition: library\n"
    )
    made = piece(sound(tmp_path, files))
    assert (made.kind, made.layout, made.paper) == ("motion", "motion", "A4")
    assert parts(made) == {
        "This Meeting notes that": ["it may close;1", "it is needed."],
        "This Meeting agrees to": ["write to the council;", "tell all."],
    }
    body = made.body
    assert isinstance(body, Motion)
    assert (body.title.plain, body.summary.plain, body.background.plain) == ("Keep it open", "In short.", "Since then.")
    assert (body.version, body.tell_us, body.mover, body.seconder) == (
        "1.10",
        "carried@weir.example",
        "Moved by",
        "Seconded by",
    )
    assert [petition.slug for petition in body.petitions] == ["library"]
    first = body.parts[1].clauses[0]
    assert (first.number, first.id, first.optional) == (1, "r1", True)
    assert [point.plain for point in first.points] == ["to ask", "to tell"]


# Motions

CLAUSES = "notes: [a]\nbelieves: [b]\nresolves: [c]\n"
OPENINGS = {
    "union-branch": ["This Branch notes that", "This Branch believes that", "This Branch resolves to"],
    "trades-council": [
        "This Trades Council notes that",
        "This Trades Council believes that",
        "This Trades Council resolves to",
    ],
    "party-branch": ["This Branch notes that", "This Branch believes that", "This Branch resolves to"],
    "clp": ["This CLP notes that", "This CLP believes that", "This CLP resolves to"],
    "community-group": ["This Meeting notes that", "This Meeting believes that", "This Meeting agrees to"],
    "council": ["This Council notes that", "This Council believes that", "This Council resolves to"],
    "conference": ["Conference notes that", "Conference believes that", "Conference instructs the Executive to"],
}


@pytest.mark.parametrize("type", OPENINGS)
def test_openings_suit_the_type_of_body(type: str, tmp_path: Path) -> None:
    made = piece(sound(tmp_path, {**motion(CLAUSES), **branch("", type)}))
    assert list(parts(made)) == OPENINGS[type]


def test_who_moves_it_is_said_as_that_body_says_it(tmp_path: Path) -> None:
    body = piece(sound(tmp_path, {**motion(CLAUSES), **branch("", "council")})).body
    assert isinstance(body, Motion)
    assert (body.mover, body.seconder) == ("Moved by Cllr", "Seconded by Cllr")


@pytest.mark.parametrize("type", OPENINGS)
def test_a_body_may_have_a_name_of_its_own(type: str, tmp_path: Path) -> None:
    files = {**motion("notes: ['{{ this_body }} has met.']\n"), **branch("this_body: ' This *Lodge* '\n", type)}
    assert parts(piece(sound(tmp_path, files))) == {"This *Lodge* notes that": ["This *Lodge* has met."]}


def test_openings_in_welsh(tmp_path: Path) -> None:
    files = motion("lang: cy\nnotes: [a]\nbelieves: [b]\nresolves: [c]\n")
    assert list(parts(piece(sound(tmp_path, {**files, **branch("", "union-branch")})))) == [
        "Mae’r Gangen hon yn nodi",
        "Mae’r Gangen hon yn credu",
        "Mae’r Gangen hon yn penderfynu",
    ]
    own = branch("this_body: Cangen y De\n", "union-branch")
    assert next(iter(parts(piece(sound(tmp_path, {**files, **own}))))) == "Mae Cangen y De yn nodi"


GOING_UP = "notes: [a]\nresolves: [send it up.]\ninstructs: [press for it.]\n"


@pytest.mark.parametrize(
    ("stage", "type", "opening", "clause"),
    [
        ("", "union-branch", "This Branch resolves to", "send it up."),
        ("", "conference", "Conference instructs the Executive to", "press for it."),
        ("stage: conference\n", "union-branch", "Conference instructs the Executive to", "press for it."),
        ("stage: branch\n", "clp", "This CLP resolves to", "send it up."),
    ],
)
def test_a_motion_that_goes_up(stage: str, type: str, opening: str, clause: str, tmp_path: Path) -> None:
    made = parts(piece(sound(tmp_path, {**motion(stage + GOING_UP), **branch("this_body:\n", type)})))
    assert made[opening] == [clause]
    assert len(made) == 2


def test_a_conference_is_not_called_by_the_name_of_the_branch_that_sends_it(tmp_path: Path) -> None:
    files = {**motion("stage: conference\n" + GOING_UP), **branch("this_body: This Lodge\n")}
    assert next(iter(parts(piece(sound(tmp_path, files))))) == "Conference notes that"


def test_clauses_for_some_and_what_they_are_called_by(tmp_path: Path) -> None:
    text = (
        "notes:\n  - {text: for clps;, only: {type: clp}}\n  - for all;\n"
        "  - {id: x, text: for groups;, only: {type: community-group}}\n"
        "believes: [{text: never, only: {type: council}}]\n"
        "resolves: [{text: in Welsh, only: {lang: cy}}, {text: in English, only: {lang: en-GB}}]\n"
    )
    made = piece(sound(tmp_path, motion(text)))
    assert parts(made) == {
        "This Meeting notes that": ["for all;", "for groups;"],
        "This Meeting agrees to": ["in English"],
    }
    assert isinstance(made.body, Motion)
    assert [(clause.number, clause.id) for clause in made.body.parts[0].clauses] == [(1, "n2"), (2, "x")]


VARIANTS = """\
title: Keep it open
summary: As usual.
notes: [{text: as usual;, source: budget}, untouched.]
variants:
  - when: {type: [clp, community-group]}
    replace: {n1: 'as we say;', title: 'Keep *ours* open', summary: In our words.}
  - when: {type: community-group, organisation: readers}
    replace: {n1: 'as readers say;'}
  - when: {type: council}
    replace: {n2: never}
"""


@pytest.mark.parametrize(
    ("rest", "clause", "title"),
    [("", "as we say;1", "Keep ours open"), ("organisation: readers\n", "as readers say;1", "Keep ours open")],
)
def test_other_words_for_some(rest: str, clause: str, title: str, tmp_path: Path) -> None:
    files = {
        "motions/doc.yaml": "campaign: library\n" + VARIANTS,
        "organisations/readers.yaml": "name: R\ntype: network\n",
    }
    project = sound(tmp_path, {**files, **branch(rest)})
    made = piece(project)
    assert parts(made) == {"This Meeting notes that": [clause, "untouched."]}
    assert isinstance(made.body, Motion)
    assert (made.title.plain, made.body.title.plain, made.body.summary.plain) == (title, title, "In our words.")
    neutral = piece(project, branch=None)
    assert list(parts(neutral).values()) == [["as usual;1", "untouched."]]
    assert neutral.title.plain == "Keep it open"


# Sources


def test_sources_are_numbered_as_they_are_read_and_each_once(tmp_path: Path) -> None:
    files = leaflet(
        "text: One.[^report]",
        "figures: [{figure: 1, label: a, source: [budget, report]}]",
        "quote: {text: So., source: budget}",
        "points: ['Two.[^report]']",
    )
    made = piece(sound(tmp_path, files))
    text, figures, quote, points = side(made)
    assert (text.plain, figures[0].label.plain, quote.text.plain, points[0].plain) == ("One.1", "a2,1", "So.2", "Two.1")
    assert [(source.number, source.text.plain.split(",")[0]) for source in made.sources] == [
        (1, "Report"),
        (2, "Draft budget"),
    ]


def test_a_source_that_is_not_cited_is_not_listed(tmp_path: Path) -> None:
    assert piece(sound(tmp_path, leaflet("contact"))).sources == ()
