"""Building: what is made, what is left alone, what goes, and what a fault costs."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from handbill import checking, crew, pipeline
from handbill.errors import UsageError
from handbill.manifest import read_manifest
from handbill.pipeline.events import Begun, Done, Event, Finished, Planned, Refused, Removed, Told
from handbill.request import Request
from handbill.task import hire
from tests import small

TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def workers(kept: crew.Crew) -> crew.Crew:
    return kept


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small.write(tmp_path / "project")


class Builder:
    """Builds a folder and keeps what was told."""

    def __init__(self, folder: Path, workers: crew.Crew) -> None:
        self.request = Request(folder, today=TODAY)
        self.workers = workers

    def __call__(self, **changes: object) -> list[Event]:
        return list(pipeline.build(replace(self.request, **changes), self.workers))  # type: ignore[arg-type]


@pytest.fixture
def build(project: Path, workers: crew.Crew) -> Builder:
    return Builder(project, workers)


def done(events: list[Event]) -> Done:
    assert isinstance(events[-1], Done)
    return events[-1]


def made(events: list[Event]) -> set[str]:
    return {a.path for event in events if isinstance(event, Finished) for a in event.artefacts}


def on_disk(folder: Path) -> set[str]:
    output = folder / "output"
    files = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    return {name for name in files if not name.startswith(".")} - {"manifest.json"}


def test_everything_is_made_and_the_manifest_is_true(project: Path, build: Builder) -> None:
    events = build()
    assert done(events).status == 0
    assert done(events).made == 4
    assert on_disk(project) == {
        "ely/slip_ely_screen.pdf",
        "ely/slip_ely_image-1.png",
        "parkside/slip_parkside_screen.pdf",
        "parkside/slip_parkside_image-1.png",
    }
    manifest = json.loads((project / "output/manifest.json").read_text())
    assert manifest["version"] == 1
    for entry in manifest["artefacts"]:
        data = (project / "output" / entry["path"]).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert (entry["document"], entry["kind"], entry["lang"]) == ("slip", "leaflet", "en-GB")
        assert entry["pages"] == 1
        assert entry["proof"]["result"] in ("pass", "warn")
        assert {"id", "result", "detail"} <= set(entry["proof"]["checks"][0])


def test_events_come_in_order(build: Builder) -> None:
    events = build()
    assert [type(event) for event in events if not isinstance(event, Begun | Finished)] == [Planned, Done]
    begun = [event for event in events if isinstance(event, Begun)]
    assert {(event.document, event.branch) for event in begun} == {("slip", "ely"), ("slip", "parkside")}


def test_a_second_build_makes_nothing(build: Builder) -> None:
    build()
    events = build()
    assert made(events) == set()
    assert Planned(0, 2) in events
    assert len(done(events).artefacts) == 4


def test_a_comment_or_an_unused_source_touches_nothing(project: Path, build: Builder) -> None:
    build()
    small.change(project, "campaigns/park.yaml", "slogan:", "# a comment\nslogan:")
    small.change(project, "campaigns/park.yaml", "Park plan", "The park plan")
    assert made(build()) == set()


def test_a_word_of_one_branch_makes_only_that_branch(project: Path, build: Builder) -> None:
    build()
    small.change(project, "branches/parkside.yaml", "1 High Street", "2 High Street")
    assert made(build()) == {"parkside/slip_parkside_screen.pdf", "parkside/slip_parkside_image-1.png"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("leaflets/slip.yaml", "Tell it no", "Tell it never"),
        ("campaigns/park.yaml", "/p/park", "/p/the-park"),
        ("layouts/slip/page.css", "24pt", "26pt"),
    ],
)
def test_what_all_share_makes_all_anew(project: Path, build: Builder, name: str, old: str, new: str) -> None:
    build()
    small.change(project, name, old, new)
    assert len(made(build())) == 4


def test_another_version_of_the_program_makes_all_anew(build: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.setattr("handbill.shipped.program_digest", lambda: "another")
    assert len(made(build())) == 4


def test_force_makes_all_anew_with_the_same_bytes(project: Path, build: Builder) -> None:
    build()
    before = {path: (project / "output" / path).read_bytes() for path in on_disk(project)}
    assert len(made(build(force=True))) == 4
    assert {path: (project / "output" / path).read_bytes() for path in on_disk(project)} == before


def test_a_file_that_was_lost_or_changed_is_made_again(project: Path, build: Builder) -> None:
    build()
    lost = project / "output/ely/slip_ely_screen.pdf"
    lost.unlink()
    (project / "output/parkside/slip_parkside_image-1.png").write_bytes(b"not what was made")
    assert made(build()) == {"ely/slip_ely_screen.pdf", "parkside/slip_parkside_image-1.png"}


def test_a_touched_file_that_is_still_whole_is_kept(project: Path, build: Builder) -> None:
    build()
    path = project / "output/ely/slip_ely_screen.pdf"
    path.write_bytes(path.read_bytes())
    assert made(build()) == set()


def test_what_nothing_asks_for_any_more_goes(project: Path, build: Builder) -> None:
    build()
    (project / "output/ely/note.txt").write_text("the user's own")
    (project / "branches/ely.yaml").unlink()
    events = build()
    assert {event.path for event in events if isinstance(event, Removed)} == {
        "ely/slip_ely_screen.pdf",
        "ely/slip_ely_image-1.png",
    }
    assert "ely/note.txt" in on_disk(project)
    assert all(artefact.branch != "ely" for artefact in read_manifest(project / "output"))


def test_nothing_goes_while_the_content_has_mistakes(project: Path, build: Builder) -> None:
    build()
    small.change(project, "branches/ely.yaml", "community-group", "comunity-group")
    events = build()
    assert done(events).status == 1
    assert not [event for event in events if isinstance(event, Removed)]
    assert "ely/slip_ely_screen.pdf" in on_disk(project)
    assert [e.problem.mark.line for e in events if isinstance(e, Told)] == [2]


def test_a_build_of_some_removes_nothing_and_makes_only_those(project: Path, build: Builder) -> None:
    build(branches=("ely",), editions=("screen",))
    assert on_disk(project) == {"ely/slip_ely_screen.pdf"}
    build(documents=("slip",), branches=("parkside",), editions=("image",))
    assert on_disk(project) == {"ely/slip_ely_screen.pdf", "parkside/slip_parkside_image-1.png"}


def test_the_neutral_copy_is_kept_up_to_date_once_asked_for(project: Path, build: Builder) -> None:
    build(branches=("none",))
    assert on_disk(project) == {"none/slip_none_screen.pdf", "none/slip_none_image-1.png"}
    build()
    assert len(on_disk(project)) == 6
    small.change(project, "leaflets/slip.yaml", "Tell it no", "Tell it never")
    assert {path for path in made(build()) if path.startswith("none/")} == {
        "none/slip_none_screen.pdf",
        "none/slip_none_image-1.png",
    }


def test_names_that_are_not_there_are_usage_errors(build: Builder) -> None:
    with pytest.raises(UsageError, match="no document 'slipp': did you mean 'slip'"):
        build(documents=("slipp",))
    with pytest.raises(UsageError, match="no branch 'elly': did you mean 'ely'"):
        build(branches=("elly",))
    with pytest.raises(UsageError, match="edition 'scren'"):
        build(editions=("scren",))
    with pytest.raises(UsageError, match="no document is in 'cy'"):
        build(langs=("cy",))


def test_a_document_that_is_not_in_a_language_is_a_usage_error_though_another_is(project: Path, build: Builder) -> None:
    side = "[{headline: Cadwch *ein* parc}, {lead: Dywedwch na.}, {petition: park}]"
    welsh = f"{small.FILES['leaflets/slip.yaml']}translations:\n  cy: {{title: Parc, sides: [{side}]}}\n"
    small.write(project, {"leaflets/parc.yaml": welsh})
    with pytest.raises(UsageError, match="slip has no 'cy': there is en-GB"):
        build(documents=("slip",), langs=("cy",))


def test_a_placeholder_without_a_value_costs_only_that_branch(project: Path, build: Builder) -> None:
    small.change(project, "leaflets/slip.yaml", "Tell it no.", "We meet {{ branch.meets }}.")
    events = build()
    told = [event.problem for event in events if isinstance(event, Told)]
    assert len(told) == 1
    assert (told[0].mark.file, told[0].mark.line) == ("leaflets/slip.yaml", 8)
    assert "'branch.meets' has no value here, for ely" in told[0].message
    assert made(events) == {"parkside/slip_parkside_screen.pdf", "parkside/slip_parkside_image-1.png"}
    assert done(events).status == 1


def test_a_layout_that_fails_costs_only_its_documents(project: Path, build: Builder) -> None:
    small.write(project, {f"layouts/other/{name}": small.FILES[f"layouts/slip/{name}"] for name in LAYOUT_FILES})
    small.change(project, "layouts/other/page.html.j2", "{{ block.value.order }}", "{{ block.value.odrer }}")
    leaflet = small.FILES["leaflets/slip.yaml"].replace("layout: slip", "layout: other")
    small.write(project, {"leaflets/other.yaml": leaflet})
    events = build()
    refused = [event for event in events if isinstance(event, Refused)]
    assert {event.document for event in refused} == {"other"}
    assert "odrer" in refused[0].reason
    assert len(made(events)) == 4
    assert done(events).status == 1


LAYOUT_FILES = ("layout.yaml", "page.css", "page.html.j2")


def test_a_document_that_hangs_is_stopped_and_the_rest_is_made(project: Path) -> None:
    small.write(project, {f"layouts/slow/{name}": small.FILES[f"layouts/slip/{name}"] for name in LAYOUT_FILES})
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    small.change(project, "layouts/slow/page.html.j2", "{% block page %}", "{% block page %}" + endless)
    leaflet = small.FILES["leaflets/slip.yaml"].replace("layout: slip", "layout: slow")
    request = Request(project, today=TODAY)
    with hire(2) as workers:
        list(pipeline.build(request, workers))  # both get ready, which takes its time on a busy machine
        small.write(project, {"leaflets/slow.yaml": leaflet})
        small.change(project, "leaflets/slip.yaml", "Tell it no", "Tell it never")
        workers.limit = 4
        events = list(pipeline.build(replace(request, branches=("ely",)), workers))
    refused = [event for event in events if isinstance(event, Refused)]
    assert [(event.document, event.reason) for event in refused] == [
        ("slow", "it took longer than 4 seconds and was stopped")
    ]
    assert made(events) == {"ely/slip_ely_screen.pdf", "ely/slip_ely_image-1.png"}


def test_a_file_that_fails_its_proof_goes_to_failed_and_its_good_one_is_removed(project: Path, build: Builder) -> None:
    build()
    css = small.FILES["layouts/slip/page.css"]
    small.write(project, {"layouts/slip/page.css": css.replace("p { font-size: 12pt", "p { font-size: 5pt")})
    events = build()
    assert done(events).status == 1
    assert on_disk(project) >= {"failed/slip_ely_screen.pdf", "failed/slip_ely_screen.pdf.txt"}
    assert not any(path.startswith("ely/") for path in on_disk(project)), "nor its picture"
    assert "type" in (project / "output/failed/slip_ely_screen.pdf.txt").read_text()
    assert done(build()).status == 1, "a failed file stays a failure until it is mended"
    small.write(project, {"layouts/slip/page.css": css})
    assert done(build()).status == 0
    assert not (project / "output/failed").exists()


def test_expired_things_are_told_on_every_build(project: Path, build: Builder) -> None:
    small.change(project, "campaigns/park.yaml", "closes: 2027-01-31", "closes: 2027-01-31\n    after: keep")
    for _ in range(2):
        events = build(today=datetime.date(2027, 6, 1))
        told = [event.problem.message for event in events if isinstance(event, Told)]
        assert any("checked again by 2027-05-01" in message for message in told)
        assert any("closed on 2027-01-31" in message for message in told)
        assert done(events).status == 0


def test_nothing_more_is_made_of_a_document_whose_petition_has_closed(project: Path, build: Builder) -> None:
    assert done(build(today=datetime.date(2027, 1, 31))).status == 0, "its last day is still a day to sign"
    before = on_disk(project)
    assert before
    events = build(today=datetime.date(2027, 2, 1), force=True)
    (told,) = {event.problem for event in events if isinstance(event, Told)}
    assert told.severity == "error"
    assert told.message == "the petition 'park' closed on 2027-01-31: no more is made of what leads to it"
    assert (done(events).status, made(events)) == (1, set())
    assert set(done(events).outdated) == before, "the earlier files stay, and are told to be out of date"


def test_set_overrides_a_value_for_one_run(project: Path, build: Builder) -> None:
    small.change(project, "leaflets/slip.yaml", "Tell it no.", "We meet {{ branch.meets }}.")
    events = build(overrides={"branch.meets": "Fridays"})
    assert done(events).status == 0
    assert not [event for event in events if isinstance(event, Told)]


def test_check_makes_no_files(project: Path) -> None:
    small.change(project, "leaflets/slip.yaml", "layout: slip", "layout: slipp")
    problems = checking.check(Request(project, today=TODAY))
    assert [(problem.mark.line, problem.hint) for problem in problems] == [(3, "did you mean 'slip'?")]
    assert not (project / "output").exists()
