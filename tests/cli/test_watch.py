"""What `watch` says of a change, however an editor saved it."""

from __future__ import annotations

from pathlib import Path

from handbill.cli.watch import content, said
from tests import small


def test_a_file_saved_under_another_name_and_put_in_its_place_has_changed(tmp_path: Path) -> None:
    project = small.write(tmp_path)
    before = content(project)
    scratch = project / "leaflets/sedX1"
    scratch.write_text("title: A\n", "utf-8")
    scratch.rename(project / "leaflets/slip.yaml")
    (project / "branches/ely.yaml").unlink()
    (project / "branches/new.yaml").write_text("name: New\n", "utf-8")
    touched = ["leaflets/sedX1", "leaflets/slip.yaml", "branches/ely.yaml", "branches/new.yaml"]
    after = content(project)
    assert said(touched, before, after) == ("branches/ely.yaml gone, branches/new.yaml new, leaflets/slip.yaml changed")
    assert said(["leaflets/sedX1"], after, after) == ""


def test_a_folder_that_is_moved_takes_its_files_along(tmp_path: Path) -> None:
    project = small.write(tmp_path / "project", {"leaflets/images/a.png": ""})
    before = content(project)
    (project / "leaflets/images").rename(tmp_path / "elsewhere")
    assert said(["leaflets/images"], before, content(project)) == "leaflets/images/a.png gone"


def test_nothing_that_a_build_makes_is_content(tmp_path: Path) -> None:
    small.write(tmp_path, {"output/ely/slip.png": "", "motions/a.yaml": "", "images/a.png": "", "notes.txt": ""})
    assert content(tmp_path) == {"motions/a.yaml", "images/a.png"}
