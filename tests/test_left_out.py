"""What is left out for want of something that a branch has yet to say: a warning, unless it was asked for by name."""

from __future__ import annotations

from pathlib import Path

from handbill.reading import read_project
from handbill.request import Request
from handbill.wanted import Pieces, wanted_by
from tests import projects
from tests.projects import BASE, Files, said

SLIP = "title: Join\ncampaign: library\nlayout: sign-up\nsides: [[signup: {text: Count me in., keep: for a year}]]\n"
AT_HAND = SLIP.replace("keep:", "return_to: our stall, keep:")
FLYER = "title: Open it\ncampaign: library\nlayout: flyer\neditions: [screen, press]\nsides: [[headline: Open it]]\n"
ONE: Files = {**BASE, "leaflets/slip.yaml": SLIP, "leaflets/card.yaml": SLIP}


def told(root: Path, files: Files, **asked: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The documents that pieces are made of, and what is told."""
    projects.write(root, files)
    project, request = read_project(root), Request(root, **asked)  # type: ignore[arg-type]
    pieces = Pieces(project, request)
    made = [each.entry.slug for each, _ in pieces.all(wanted_by(request, project))]
    return made, said([*project.problems, *pieces.problems()])


def test_a_branch_that_has_only_a_name_and_a_type_is_told_once_what_it_goes_without(tmp_path: Path) -> None:
    made, lines = told(tmp_path, {**ONE, "leaflets/flyer.yaml": FLYER.replace(", press", "")})
    assert made == ["flyer"]
    assert lines == [
        "branches/weir.yaml:1:1 warning: it does not say to whom what people write on is to be returned, and so card, "
        "slip are left out: fill in 'imprint: promoter:', as 'A. Member, 14 Lock Lane, Anytown AN1 2AA'"
    ]


def test_it_is_told_at_the_empty_line_and_each_thing_for_itself(tmp_path: Path) -> None:
    branch = BASE["branches/weir.yaml"] + "imprint:\n  promoter:\nsecretary:\n  email:\n"
    _, lines = told(tmp_path, {**ONE, "branches/weir.yaml": branch, "leaflets/hand.yaml": AT_HAND})
    places = [line.partition(": ")[0] for line in lines]
    assert places == ["branches/weir.yaml:4:3 warning", "branches/weir.yaml:6:3 warning"]
    assert "hand is left out: fill in 'secretary: email:'" in lines[1]


def test_what_was_asked_for_by_name_and_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    made, (line,) = told(tmp_path, ONE, documents=("slip",))
    assert made == []
    assert line.startswith("branches/weir.yaml:1:1 it does not say")
    assert "and so slip cannot be made: fill in" in line


def test_branches_that_lack_the_same_share_a_line_and_a_table_is_told_its_column(tmp_path: Path) -> None:
    rows = "".join(f"b{number},clp,\n" for number in range(40))
    files = {**ONE, "branches/all.csv": "name,type,imprint.promoter\n" + rows}
    (line,) = told(tmp_path, files, branches=tuple(f"b{number}" for number in range(40)))[1]
    assert line.startswith("branches/all.csv:2:1 warning: row 2: it does not say to whom")
    assert (
        "and so card, slip are left out for b0, b1, b2 and 37 more: fill in the column 'imprint.promoter', as" in line
    )


def test_the_neutral_copy_goes_without_press_files_and_that_is_told_once(tmp_path: Path) -> None:
    files = {**BASE, "leaflets/flyer.yaml": FLYER, "leaflets/other.yaml": FLYER}
    made, (line,) = told(tmp_path, files, branches=("none",))
    assert made == ["flyer", "other"]
    assert line.startswith(
        "leaflets/flyer.yaml warning: no press file is made of the neutral copy, which names nobody (flyer, other)"
    )
    made, (line,) = told(tmp_path, files, branches=("none",), editions=("press",))
    assert (made, line.startswith("leaflets/flyer.yaml no press file is made of the neutral copy")) == ([], True)
    lines = told(tmp_path, files, branches=("none", "weir"), editions=("press",))[1]
    assert len([line for line in lines if "warning: no press file is made of the neutral copy" in line]) == 1
