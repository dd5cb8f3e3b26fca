"""A document in another language: the same data with its texts put in, and nothing left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from handbill.models import agenda, briefing, leaflet, letter, response
from handbill.models.document import When
from handbill.models.leaflet import Leaflet
from handbill.models.motion import Clause, Motion, Variant
from handbill.translation import KEPT
from tests.projects import CAMPAIGN, LEAFLET, MOTION, Files, loaded, piece, plain, said, sound

SIDES = """\
  - - headline: Keep it open
    - figures: [{figure: "42", label: readers, source: budget}]
    - quote: We read.
    - petition: library
    - contact
"""


def in_welsh(*lines: str) -> Files:
    return {
        "leaflets/doc.yaml": LEAFLET + SIDES + "translations:\n  cy:\n" + "".join(f"    {line}\n" for line in lines)
    }


WELSH = (
    "title: Ar agor",
    "sides:",
    "  - - headline: Cadwch hi ar agor",
    "    - figures: [{label: darllenwyr}]",
    "    - quote: {text: Rydym yn darllen., by: Pobl}",
    "    - petition: library",
    "    - contact",
)


def test_texts_are_put_in_and_the_rest_stays(tmp_path: Path) -> None:
    project = sound(tmp_path, in_welsh(*WELSH))
    entry = project.documents["doc"]
    assert list(entry.languages) == ["en-GB", "cy"]
    welsh = piece(project, lang="cy")
    assert (welsh.lang, welsh.title.plain) == ("cy", "Ar agor")
    headline, figures, quote, petition, contact = welsh.body.sides[0]  # type: ignore[attr-defined]
    assert plain(headline.value.plain) == "Cadwch hi ar agor"
    assert (figures.value[0].figure.plain, plain(figures.value[0].label.plain)) == ("42", "darllenwyr1")
    assert plain(quote.value.by.plain) == "Pobl"
    assert (petition.value.slug, contact.kind) == ("library", "contact")
    assert (entry.languages["cy"].layout, entry.languages["cy"].lang) == ("flyer", "cy")
    assert piece(project).title.plain == "Open it"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: Ar agor", "", "12:5 'title' is not translated into 'cy': add 'title: …' here"),
        ("title: Ar agor", "title:", "12:5 'title' is not translated into 'cy': add 'title: …' here"),
        ("title: Ar agor", 'title: " "', "12:5 'title' is not translated into 'cy': add 'title: …' here"),
        ("title: Ar agor", "titel: Ar agor", "12:5 'titel' is not in the original: did you mean 'title'?"),
        ("headline: Cadwch hi ar agor", "headlin: Ar agor", "14:11 'headlin' is not in the original: did you mean"),
        ("{label: darllenwyr}", "{}", "15:21 'label' is not translated into 'cy': add 'label: …' here"),
        ("[{label: darllenwyr}]", "[]", "15:11 the list 'figures' has 0 entries in 'cy', and 1 in the original"),
        ("[{label: darllenwyr}]", "darllenwyr", "15:11 'figures' has another shape in 'cy' than in the original"),
        ("    - contact", "", "17:11 side 1 lacks 'contact' in 'cy': write '- contact' after 'petition', as in the"),
        (WELSH[2], "  -", "15:9 side 1 lacks 'headline' in 'cy': write '- headline: …' first, as in the original"),
        ("    - petition: library", "", "16:11 side 1 lacks 'petition' in 'cy': write '- petition: …' after 'quote'"),
        ("quote: {", "text: x\n        - quote: {", "16:11 'text' is not on side 1 of the original: delete it, or"),
        (
            "- headline: C",
            "- contact\n        - headline: C",
            "14:11 side 1 has 'contact' more often than in the original: delete one of them",
        ),
        (
            "  - - headline: C",
            "  - - headline: D\n      - - headline: C",
            "13:5 the list 'sides' has 2 entries in 'cy', a",
        ),
        ("    - contact", "    - cyswllt", "18:11 unknown block 'cyswllt'"),
    ],
)
def test_what_is_missing_is_told_at_its_place(old: str, new: str, told: str, tmp_path: Path) -> None:
    lines = [line.replace(old, new) for line in WELSH]
    project = loaded(tmp_path, in_welsh(*(line for line in lines if line)))
    (line,) = said(project.problems)
    assert line.startswith(f"leaflets/doc.yaml:{told}")
    assert project.documents == {}


def test_a_block_in_another_place_is_told_where_it_belongs(tmp_path: Path) -> None:
    *others, petition, contact = WELSH
    project = loaded(tmp_path, in_welsh(*others, contact, petition))
    assert said(project.problems) == [
        "leaflets/doc.yaml:17:11 'contact' stands after 'petition' on side 1 of the original: move it there"
    ]


def test_a_translation_without_fields(tmp_path: Path) -> None:
    project = loaded(tmp_path, {"leaflets/doc.yaml": LEAFLET + SIDES + "translations:\n  cy: Cymraeg\n"})
    assert said(project.problems) == [
        "leaflets/doc.yaml:11:3 the translation into 'cy' has no fields: give each text by the same key"
    ]


def test_clauses_are_translated_one_by_one(tmp_path: Path) -> None:
    text = MOTION + (
        "summary: In short.\n"
        "notes:\n  - one;\n  - {id: two, text: two., source: budget}\n"
        "variants: [{when: {type: community-group}, replace: {two: too.}}]\n"
        "translations:\n"
        "  cy:\n"
        "    title: Ar agor\n"
        "    summary: Yn fyr.\n"
        "    notes: [un;, dau.]\n"
        "    variants: [{replace: {two: hefyd.}}]\n"
    )
    project = sound(tmp_path, {"motions/doc.yaml": text})
    motion = project.documents["doc"].languages["cy"]
    assert isinstance(motion, Motion)
    assert [(str(clause.text), clause.id) for clause in motion.notes] == [("un;", None), ("dau.", "two")]
    notes = piece(project, lang="cy").body.parts[0]  # type: ignore[attr-defined]
    assert [plain(clause.text.plain) for clause in notes.clauses] == ["un;", "hefyd.1"]
    assert notes.opening.plain == "Mae’r Cyfarfod hwn yn nodi"


def test_a_mistake_in_the_original_is_told_there_and_once(tmp_path: Path) -> None:
    (text,) = map(str, in_welsh(*WELSH).values())
    project = loaded(tmp_path, {"leaflets/doc.yaml": text.replace("source: budget", "source: buget")})
    assert said(project.problems) == [
        "leaflets/doc.yaml:6:56 the campaign has no source 'buget': did you mean 'budget'?"
    ]


def test_what_need_not_be_translated_are_fields_that_there_are() -> None:
    models: list[type[BaseModel]] = [Leaflet, Motion, Clause, Variant, When, *leaflet.BLOCKS.values()]
    models += [leaflet.Figure, leaflet.Quote, leaflet.Image, leaflet.Action, leaflet.PetitionCall]
    models += [agenda.Agenda, agenda.Item, agenda.Meeting, letter.Letter, briefing.Briefing, briefing.Series]
    models += [response.Response, response.Consultation, response.Question]
    fields = [each for model in models for each in model.model_fields.items()]
    assert {field.alias or name for name, field in fields} >= KEPT


CAUSE = """\
translations:
  cy:
    draft: yes
    title: Cadwch y llyfrgell ar agor
    slogan: Ein pentref. Ein llyfrgell.
    petitions:
      library: {title: Cadwch hi ar agor}
"""


def cause(old: str = "", new: str = "") -> Files:
    """A motion in English and in Welsh, of a campaign that has its own words in Welsh."""
    assert old in CAUSE
    motion = 'believes: ["Read {{ petition.title }}; {{ campaign.slogan }}"]\npetition: library\n'
    believed = '["Darllen {{ petition.title }}; {{ campaign.slogan }}"]'
    welsh = f"translations: {{cy: {{title: Ar agor, believes: {believed}}}}}\n"
    return {
        "campaigns/library.yaml": CAMPAIGN + CAUSE.replace(old, new),
        "motions/doc.yaml": MOTION + motion + welsh,
    }


def test_what_a_campaign_says_of_itself_is_in_the_language_of_the_page_and_says_that_it_is_a_draft(
    tmp_path: Path,
) -> None:
    project = sound(tmp_path, cause())
    welsh, english = piece(project, lang="cy"), piece(project)
    assert plain(welsh.campaign_title) == "Cadwch y llyfrgell ar agor"
    assert [each.title.html for each in welsh.petitions()] == ["Cadwch hi ar agor"]  # and not marked as English
    believed = plain(welsh.body.parts[0].clauses[0].text.plain)  # type: ignore[attr-defined]
    assert believed == "Darllen Cadwch hi ar agor; Ein pentref. Ein llyfrgell."
    assert "Drafft peiriant" in plain(welsh.draft)
    assert "Drafft peiriant" in plain(welsh.imprint.text.plain)
    assert (plain(english.campaign_title), english.draft) == ("Keep the library open", "")
    assert [each.title.plain for each in english.petitions()] == ["Keep it open"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    slogan: Ein pentref. Ein llyfrgell.\n", "", "14:3 'slogan' is not translated into 'cy'"),
        ("library: {", "libary: {", "19:7 the campaign has no petition 'libary': did you mean 'library'?"),
        ("library: {", "libary: {", "14:3 the petition 'library' is not translated into 'cy'"),
        ("title: Cadwch y", "named: Cadwch y", "14:3 'title' is missing"),
    ],
)
def test_a_campaign_says_the_same_in_all_its_languages(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert any(told in each for each in said(loaded(tmp_path, cause(old, new)).problems))
