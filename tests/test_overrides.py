"""Values that are given for one run, with `--set`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import BASE, BRANCH, leaflet, loaded, sound, write

DOC = leaflet("contact")


def test_a_value_for_one_run_wins_over_the_file(tmp_path: Path) -> None:
    files = {
        "organisations/readers.yaml": "name: Readers\ntype: network\n",
        "branches/table.csv": "name,type\nOne,clp\n",
        **DOC,
    }
    project = sound(
        tmp_path,
        files,
        branch__meets="Fridays: 7 pm, *here*",
        branch__secretary__name="B. Reader",
        branch__languages="cy, en-GB",
        organisation__brand__colour="#123456",
        campaign__petitions__library__url="https://weir.example/other",
        document__title="Another",
    )
    for slug in ("weir", "one"):
        branch = project.branches[slug].value
        assert (branch.meets, branch.secretary.name) == ("Fridays: 7 pm, *here*", "B. Reader")
        assert branch.languages == ("cy", "en-GB")
    assert project.organisations["readers"].value.brand.colour == "#123456"
    assert str(project.campaigns["library"].value.petitions["library"].url) == "https://weir.example/other"  # type: ignore[index]
    assert project.documents["doc"].value.title == "Another"


def test_an_empty_value_takes_one_away(tmp_path: Path) -> None:
    project = sound(tmp_path, {"branches/weir.yaml": BRANCH + "meets: Friday\n"}, branch__meets="")
    assert project.branches["weir"].value.meets == ""


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("branch.metes", "Friday", "unknown field 'metes': did you mean 'meets'?"),
        (
            "branch.secretary",
            "B",
            "'secretary' should hold fields: write them on lines of their own, such as 'name: …'",
        ),
        ("branch.type", "clb", "'clb' is not a type: did you mean 'clp'?"),
        ("branch.brand.colour", "red", "'red' is not a colour: write it as \"#c8102e\", in quotes"),
        ("branch.name", "", "'name' is empty"),
        (
            "branch.name.first",
            "A",
            "'name' should be a text: where the text itself has a colon, put it in double quotes",
        ),
        ("branch.website", "weir", "'weir' is not a web address: write it whole, as https://example.org/page"),
        (
            "branch.organisation",
            "nobody",
            "there is no organisation 'nobody': write organisations/nobody.yaml, or take the line out",
        ),
        ("document.as_of", "today", "'today' is not a date: write it as 2026-03-01 (year, month, day)"),
        ("document.sides", "x", "'sides' should be a list: begin each entry on a line of its own with '- '"),
        ("document.title", "{{ branch.nam }}", "unknown name 'branch.nam': did you mean 'branch.name'?"),
        ("campaign.titel", "x", "unknown field 'titel': did you mean 'title'?"),
    ],
)
def test_a_value_for_one_run_that_is_wrong_is_told_once_with_its_option(
    name: str, value: str, message: str, tmp_path: Path
) -> None:
    table = "name,type\n" + "".join(f"Branch {n},clp\n" for n in range(20))
    write(tmp_path, {**BASE, **DOC, "branches/table.csv": table})
    project = loaded(tmp_path, {}, **{name.replace(".", "__"): value})
    assert [str(problem) for problem in project.problems] == [f"--set {name}  {message}"]


def test_a_value_for_one_run_brings_no_controls_in(tmp_path: Path) -> None:
    project = sound(tmp_path, {}, branch__name="We\ue000ir\x1b")
    assert project.branches["weir"].value.name == "We ir "
