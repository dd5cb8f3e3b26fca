"""What was found out about pages is kept from run to run, and never changes what comes out."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from handbill import assets, plans, shipped
from handbill.compose import compose
from handbill.composed import Composed
from handbill.pages import FitFinding, Typeset
from handbill.piece import Piece
from handbill.plans import Plan, Plans
from handbill.sizes import Sizes
from handbill.typeset import Typesetter
from tests import samples
from tests.setting import layout

FLYER = samples.piece("flyer", samples.FLYER)
MOTION = samples.piece("motion", samples.MOTION)
PLAN = Plan(Sizes({0: 11.25, 3: 1 / 3}, {3: (4, 9)}), (FitFinding(2, "too_short", 40, 12.0, "A5", "text"),))


def made(piece: Piece, cache: Path) -> Typeset:
    pictures = {asset.digest: assets.read(asset) for asset in piece.assets()}
    return Typesetter(shipped.font_folders(), cache).typeset(compose(piece, layout(piece.layout)), pictures)


def layouts_of(piece: Piece, cache: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Typeset, int]:
    """Set a piece as a new process would. Returns it, and how often WeasyPrint laid pages out for it."""
    import weasyprint

    count = 0
    render = weasyprint.HTML.render

    def counted(*arguments: object, **named: object) -> object:
        nonlocal count
        count += 1
        return render(*arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(weasyprint.HTML, "render", counted)
        return made(piece, cache), count


@pytest.mark.parametrize("piece", [FLYER, MOTION], ids=["flyer", "motion"])
def test_a_page_that_was_set_before_is_laid_out_once_and_comes_out_the_same(
    piece: Piece, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(piece, tmp_path)
    again, layouts = layouts_of(piece, tmp_path, monkeypatch)
    assert layouts == 1
    assert (again.pdf, again.fits) == (first.pdf, first.fits)


def test_another_branch_gets_the_sizes_that_the_first_one_got(tmp_path: Path) -> None:
    other = replace(FLYER, branch="another", panel=replace(FLYER.panel, name=samples.rich("Another Branch")))
    alone = made(other, tmp_path / "alone")
    made(FLYER, tmp_path / "after")
    assert made(other, tmp_path / "after").pdf == alone.pdf


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"sizes": {"points": {"a": "b"}}}', b"\xff\xfe"])
def test_a_damaged_plan_is_no_plan(damage: bytes, tmp_path: Path) -> None:
    Plans(tmp_path).put("key", PLAN)
    (tmp_path / "key.json").write_bytes(damage)
    assert Plans(tmp_path).get("key") is None


def test_a_plan_comes_back_as_it_was(tmp_path: Path) -> None:
    Plans(tmp_path).put("key", PLAN)
    assert Plans(tmp_path).get("key") == PLAN
    assert Plans(tmp_path).get("other") is None


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("a file stands where the folder should be")
    kept = Plans(tmp_path / "plans")
    kept.put("key", PLAN)
    assert kept.get("key") == PLAN


def test_the_oldest_plans_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "MOST", 3)
    for number in range(6):
        Plans(tmp_path).put(str(number), PLAN)
    assert {path.stem for path in tmp_path.iterdir()} >= {"3", "4", "5"}
    assert len(list(tmp_path.iterdir())) == 4


def test_the_key_of_a_page_names_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def key() -> Composed:
        return compose(FLYER, layout("flyer"))

    before = key().key
    assert key().key == before
    monkeypatch.setattr(shipped, "program_digest", lambda: "another")
    assert key().key != before


def test_weasyprint_is_found_where_only_the_search_finds_its_libraries() -> None:
    """A loader that knows no library by its file name, as on systems that keep them elsewhere."""
    code = """
import _cffi_backend, ctypes.util
load, search, told = _cffi_backend.load_library, ctypes.util.find_library, set()

def refusing(name, flags=0):
    if name is not None and name not in told:
        raise OSError("not here")
    return load(name, flags)

def find(name):
    told.add(search(name))
    return search(name)

_cffi_backend.load_library, ctypes.util.find_library = refusing, find
from handbill.typeset import engine
engine.load()
import weasyprint
assert told and ctypes.util.find_library is find
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
