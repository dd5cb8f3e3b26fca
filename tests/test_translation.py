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
from tests.projects import LEAFLET, MOTION, Files, loaded, piece, plain, said, sound

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
        ("[{label: darllenwyr}]", "[]", "15:11 the list 'figures' is 0 long in 'cy' and 1 in the original"),
        ("[{label: darllenwyr}]", "darllenwyr", "15:11 'figures' has another shape in 'cy' than in the original"),
        ("    - contact", "", "14:9 the list 'sides' is 4 long in 'cy' and 5 in the original"),
        ("    - contact", "    - cyswllt", "18:11 unknown block 'cyswllt'"),
    ],
)
def test_what_is_missing_is_told_at_its_place(old: str, new: str, told: str, tmp_path: Path) -> None:
    lines = [line.replace(old, new) for line in WELSH]
    project = loaded(tmp_path, in_welsh(*(line for line in lines if line)))
    (line,) = said(project.problems)
    assert line.startswith(f"leaflets/doc.yaml:{told}")
    assert project.documents == {}


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
