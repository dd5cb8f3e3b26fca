"""Which words of the program are printed in English: those that really are, told once, to be pasted and translated."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from handbill.checking import check
from handbill.compose import compose
from handbill.finish import office
from handbill.finish.desk import Desk
from handbill.piece.amendment import Amendment
from handbill.project import Project
from handbill.reading import read_project
from handbill.request import Request
from handbill.unworded import Unworded
from tests.impose import making
from tests.projects import BRANCH, CAMPAIGN, leaflet, motion, piece, write
from tests.setting import layout

TODAY = datetime.date(2026, 11, 22)
GERMAN = CAMPAIGN.replace("contact:", "lang: de\ncontact:")
SPOKEN = BRANCH + "languages: [de]\n"
MOTION = motion(
    "notes: ['dass es regnet.[^budget]']\nresolves: [zu lesen.]\npetition: library\nspeaking: {mover: Freunde.}\n"
)["motions/doc.yaml"]
POSTER = leaflet("headline: Offen", "petition: library", layout="poster", head="paper: A3\n")["leaflets/doc.yaml"]
FLYER = leaflet("headline: Offen", "petition: library", layout="poster", head="paper: A4\n")["leaflets/doc.yaml"]
FULL = SPOKEN + "meets: montags\nimprint: {promoter: A. Mitglied, printer: B. Drucker}\n"


def project(root: Path, files: Mapping[str, str | bytes]) -> Path:
    usual = {"campaigns/library.yaml": GERMAN, "branches/weir.yaml": FULL}
    return write(root, {**usual, **files})


def warnings(root: Path, *documents: str) -> list[Unworded]:
    found = check(Request(root, documents=documents, today=TODAY))
    return [each for each in found if isinstance(each, Unworded)]


def keys(root: Path, *documents: str) -> set[str]:
    return {line.partition(":")[0] for each in warnings(root, *documents) for line in each.lines}


def translated(root: Path, campaign: str = GERMAN) -> None:
    """Paste what is told under `terms:`, with every word 'translated': its letters are turned to 'ü'."""
    (warning,) = warnings(root)
    pasted = "".join(f"  {line}\n" for line in warning.lines)
    terms = {
        key: re.sub(r"(\{\w+\})|\w", lambda each: each[1] or "ü", word) for key, word in yaml.safe_load(pasted).items()
    }
    write(root, {"campaigns/library.yaml": campaign + yaml.safe_dump({"terms": terms}, allow_unicode=True)})


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("de"), {"motions/m.yaml": MOTION, "leaflets/p.yaml": POSTER})


def test_it_is_told_once_at_the_language_of_the_campaign(both: Path) -> None:
    (warning,) = warnings(both)
    assert str(warning).startswith(
        "campaigns/library.yaml:12:1  warning: the program has no words of its own in 'de', and prints English ones: "
        "write these in that language, under 'terms:' in this file\n   12 | lang: de\n"
    )
    assert '  closes: "Closes {date}"' in str(warning).splitlines()


def test_words_that_are_printed_are_told_and_no_others(both: Path) -> None:
    told = keys(both)
    assert {"this_body.community-group", "notes", "resolves.community-group", "speaking", "page_of"} <= told
    assert {"speech_length.one", "speech_length.other", "promoted_for", "printed_at_home", "code_alt"} <= told
    # No part of this motion, not its type of body, none of its branches, no edition that is made.
    assert not told & {"believes", "optional", "mover.clp", "published_for", "machine_draft", "inserted", "column_name"}
    assert not any(key.startswith(("pack_", "calibration_", "amend_", "subject")) for key in told)


def test_of_a_named_document_those_of_that_document_are_told(both: Path) -> None:
    assert "notes" not in keys(both, "p")
    assert "scan" in keys(both, "p")
    assert "notes" in keys(both, "m")


def test_a_layout_of_the_users_own_is_left_to_the_build_which_can_be_stopped(tmp_path: Path) -> None:
    round_and_round = "{% for a in range(9999) %}" * 5 + "{{ words.order }}" + "{% endfor %}" * 5
    endless = {"layouts/poster/page.html.j2": round_and_round}
    assert keys(project(tmp_path, {"motions/m.yaml": MOTION, "leaflets/p.yaml": POSTER, **endless})) == keys(
        project(tmp_path / "sound", {"motions/m.yaml": MOTION})
    )


def test_what_stands_beside_the_parts_of_a_poster_is_told_where_there_are_parts(both: Path, tmp_path: Path) -> None:
    assert {key for key in keys(both, "p") if key.startswith("tile_")} == {
        "tile_label",
        "tile_glue",
        "tile_key",
        "tile_how",
    }
    one_sheet = keys(project(tmp_path, {"leaflets/p.yaml": FLYER}))
    assert "scan" in one_sheet
    assert not any(key.startswith("tile_") for key in one_sheet)


def test_once_all_is_translated_nothing_is_told_and_nothing_english_is_on_the_pages(tmp_path: Path) -> None:
    root = project(tmp_path, {"motions/m.yaml": MOTION, "leaflets/p.yaml": POSTER})
    translated(root)
    assert not warnings(root)
    made = read_project(root)
    for slug in ("m", "p", "m-speaking"):
        entry = piece(made, slug)
        page = compose(entry, layout(entry.layout)).html
        assert 'lang="en' not in page
        assert "QR code" not in page


def test_what_one_branch_prints_and_another_does_not_is_told_too(tmp_path: Path) -> None:
    root = project(tmp_path, {"branches/still.yaml": SPOKEN, "leaflets/p.yaml": POSTER})
    assert {"promoted_for", "published_for"} <= keys(root)


def test_words_for_a_translation_have_its_language_before_their_keys(tmp_path: Path) -> None:
    poster = str(POSTER) + "translations: {eo: {title: T, sides: [[headline: Malfermu, petition: library]]}}\n"
    root = project(tmp_path, {"campaigns/library.yaml": CAMPAIGN, "leaflets/p.yaml": poster})
    (warning,) = warnings(root)  # no branch takes it: the neutral copy is looked at
    assert {line.partition("/")[0] for line in warning.lines} == {"eo"}
    translated(root, CAMPAIGN)
    assert not warnings(root)


def test_english_and_welsh_pay_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Project:
        raise AssertionError

    monkeypatch.setattr("handbill.unworded._Marked.printed", refuse)
    poster = str(POSTER) + "translations: {cy: {title: T, sides: [[headline: Ar agor, petition: library]]}}\n"
    files = {"campaigns/library.yaml": CAMPAIGN, "branches/weir.yaml": BRANCH + "languages: [cy, en]\n"}
    assert not warnings(project(tmp_path, {**files, "leaflets/p.yaml": poster}))


def test_words_beside_the_parts_of_a_poster_are_those_that_are_given(tmp_path: Path) -> None:
    terms = "terms: {tile_glue: Paste, tile_key: 'All {count}', tile_how: Do so., tile_label: 'No. {number}'}\n"
    made = piece(
        read_project(project(tmp_path, {"campaigns/library.yaml": CAMPAIGN + terms, "leaflets/p.yaml": POSTER})), "p"
    )
    sheets = office.finish(
        making.document([(297, 420)]), Desk("A4", 6, "long", (0, 0), False, None), made.words, booklet=False, lang="en"
    )
    said = {label.text for sheet in sheets.plan.sheets for label in sheet.front.labels}
    assert {"Paste", "All 4", "Do so.", "No. 3"} <= said


def test_rubrics_and_the_names_of_codes_are_in_the_words_that_are_given(tmp_path: Path) -> None:
    terms = "terms: {amend_delete_clause: 'Out with {clause}', part_notes: Point, code_alt: 'Scan {url}'}\n"
    amendment = "motion: m\ntitle: Less\nchanges: [Delete Notes 1]\n"
    files = {"campaigns/library.yaml": CAMPAIGN + terms, "motions/m.yaml": MOTION, "amendments/a.yaml": amendment}
    made = read_project(project(tmp_path, files))
    body = piece(made, "a").body
    assert isinstance(body, Amendment)
    assert [rubric.plain for change in body.changes for rubric in change.rubrics] == ["Out with Point 1"]
    assert "<title>Scan https://weir.example/library</title>" in compose(piece(made, "m"), layout("motion")).html
