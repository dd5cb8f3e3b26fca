"""A motion's PDF carries its text: it is got back, compared with the model, and known by its fingerprint."""

from __future__ import annotations

import tracemalloc
import zlib
from pathlib import Path

import pikepdf
import pypdf
import pytest
from typer.testing import CliRunner

from handbill.amend.adopted import amended_motion
from handbill.cli.app import app
from handbill.compare import differences
from handbill.expect import expected_of
from handbill.forms import add_forms
from handbill.models.motion import Motion
from handbill.piece import Piece
from handbill.project import Project
from handbill.proof import proof
from handbill.source import read_yaml
from handbill.validate import validate
from handbill.yaml_text import motion_yaml
from tests import projects
from tests.setting import composed, layout, screen_pdf

MODEL = (
    projects.MOTION
    + """\
version: 1.10
as_of: 2026-11-01
summary: Keeps it open.
notes:
  - {text: "the budget: a cut;", source: budget}
  - {id: kept, text: "{{ this_body }} reads *every* day.", points: [here, there]}
resolves:
  - ask the council.
  - tell {{ branch.name }}.
  - "no"
petition: library
variants:
  - {when: {type: council}, replace: {r1: ask officers.}}
speaking: {mover: A secret answer.}
"""
)


def run(*words: object) -> tuple[int, str, str]:
    ran = CliRunner().invoke(app, [str(word) for word in words])
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    return ran.exit_code, ran.stdout, ran.stderr


def made(folder: Path, text: str = MODEL) -> tuple[Path, Piece]:
    piece = projects.piece(projects.sound(folder, {"motions/doc.yaml": text}))
    path = folder / "doc_weir_screen.pdf"
    path.write_bytes(screen_pdf(piece))
    return path, piece


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Piece]:
    return made(tmp_path_factory.mktemp("open"))


def motion(folder: Path, text: str) -> Motion:
    (folder / "x.yaml").write_text(text, "utf-8")
    source = read_yaml(folder / "x.yaml", "x.yaml")
    found = validate(source, source.data, Motion)
    assert found, source.problems
    return found


def test_the_text_comes_back_and_is_the_model(shared: tuple[Path, Piece]) -> None:
    path, piece = shared
    status, out, err = run("--project", path.parent, "open", path)
    assert status == 0
    assert piece.fingerprint == f"Text {err.split('text ')[1].split()[0]}"
    assert err.splitlines()[1:] == ["  it is the same as the model"]
    assert 'text: "{{ this_body }}' in out.replace("'", '"')
    assert "secret" not in out


def test_another_reader_finds_the_file_and_the_foot_shows_its_fingerprint(shared: tuple[Path, Piece]) -> None:
    path, piece = shared
    reader = pypdf.PdfReader(path)
    assert {name: data[0].decode() for name, data in reader.attachments.items()} == {
        "doc.yaml": piece.attachment.text if piece.attachment else ""
    }
    assert piece.fingerprint in reader.pages[0].extract_text()


def test_it_is_written_to_a_file_once(shared: tuple[Path, Piece], tmp_path: Path) -> None:
    target = tmp_path / "back.yaml"
    assert run("--project", shared[0].parent, "open", shared[0], "--output", target)[0] == 0
    again = motion(tmp_path, target.read_text("utf-8"))
    assert motion_yaml(again) == target.read_text("utf-8")
    with pytest.raises(Exception, match="is there already"):
        run("--project", shared[0].parent, "open", shared[0], "--output", target)
    assert run("--project", shared[0].parent, "open", shared[0], "--output", target, "--force")[0] == 0


def test_what_differs_is_told_as_a_meeting_would_cite_it(shared: tuple[Path, Piece], tmp_path: Path) -> None:
    changed = MODEL.replace("tell {{ branch.name }}.", "tell everyone.").replace("version: 1.10", "version: 2")
    projects.write(tmp_path, {**projects.BASE, "motions/doc.yaml": changed})
    assert run("--project", tmp_path, "open", shared[0])[2].splitlines()[1:] == [
        "  has another version",
        "  differs in Resolves 2: “tell {{ branch.name }}.”",
    ]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (("title: Keep", "title: Hold"), ["has another title"]),
        (("  - ask the council.\n", ""), ["differs in Resolves 1: “tell {{ branch.name }}.”",
          "differs in Resolves 2: “no”", "leaves out Resolves 3 of the model: “no”"]),
        (("points: [here, there]", "points: [here]"), ["differs in Notes 2: “{{ this_body }} reads *every* day.”"]),
        (("id: kept", "id: other"), ["adds Notes 2: “{{ this_body }} reads *every* day.”",
          "leaves out Notes 2 of the model: “{{ this_body }} reads *every* day.”"]),
        (("ask officers", "ask nobody"), ["has other variants"]),
        (("source: budget", "source: report"), ["differs in Notes 1: “the budget: a cut;”"]),
        (("the budget: a cut;", "the  budget:\\n a cut;"), []),
    ],
)  # fmt: skip
def test_every_difference_is_found(edit: tuple[str, str], told: list[str], tmp_path: Path) -> None:
    model = motion(tmp_path, MODEL)
    assert [*differences(motion(tmp_path, MODEL.replace(*edit)), model)] == told


def test_outside_a_project_there_is_nothing_to_compare_with(
    shared: tuple[Path, Piece], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run("open", shared[0])
    assert (status, err.splitlines()[1]) == (0, "  there is no model of that name here to compare it with")
    assert out.startswith("title: Keep it open\n")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\nnothing", "is not a PDF, or is damaged"),
        (b"", "is not a PDF, or is damaged"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_motion_is_told(data: bytes | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Exception, match=told):
        run("open", path)


def carrying(folder: Path, text: bytes, shared: Path) -> Path:
    with pikepdf.open(shared) as pdf:
        given = {"description": "", "creation_date": "", "mod_date": ""}
        spec = pikepdf.AttachedFileSpec(pdf, text, filename="doc.yaml", mime_type="application/yaml", **given)
        pdf.attachments["doc.yaml"] = spec
        pdf.save(folder / "other.pdf")
    return folder / "other.pdf"


@pytest.mark.parametrize("text", [b"title: [", b"a: 1\n", b"\xff\xfe\x00", b""])
def test_a_damaged_text_inside_is_told(text: bytes, shared: tuple[Path, Piece], tmp_path: Path) -> None:
    with pytest.raises(Exception, match="is not a motion that this version of handbill can read"):
        run("open", carrying(tmp_path, text, shared[0]))


def test_a_huge_text_inside_is_not_read(shared: tuple[Path, Piece], tmp_path: Path) -> None:
    with pytest.raises(Exception, match="is larger than 1024 kB"):
        run("open", carrying(tmp_path, b"#" * 1_100_000, shared[0]))


def test_a_pdf_without_a_text_is_told(shared: tuple[Path, Piece], tmp_path: Path) -> None:
    with pikepdf.open(shared[0]) as pdf:
        del pdf.Root.Names, pdf.Root.AF
        pdf.save(tmp_path / "bare.pdf")
    with pytest.raises(Exception, match="carries no motion"):
        run("open", tmp_path / "bare.pdf")


# The motion as it was decided on

CHANGES = {
    "amendments/more.yaml": "motion: doc\ntitle: More\nchanges: [{in: Resolves 3, delete: 'no', insert: 'yes'}]\n",
    "records/won.yaml": "motion: doc\nbranch: weir\nmeeting: {date: 2026-11-24}\noutcome: carried as amended\n"
    "amendments: [more]\n",
}


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = projects.sound(tmp_path_factory.mktemp("amended"), {"motions/doc.yaml": MODEL, **CHANGES})
    add_forms(made)
    return made


@pytest.mark.parametrize("name", ["won", "more-amended"])
def test_the_certified_copy_and_the_motion_as_amended_carry_what_was_carried(name: str, amended: Project) -> None:
    piece = projects.piece(amended, name)
    path = amended.root / f"{name}.pdf"
    path.write_bytes(screen_pdf(piece))
    reader = pypdf.PdfReader(path)
    assert list(reader.attachments) == ["doc.yaml"]
    assert piece.fingerprint in reader.pages[0].extract_text()
    status, out, err = run("--project", amended.root, "open", path)
    assert (status, err.splitlines()[1:]) == (0, ["  differs in Resolves 3: “yes”"])
    assert f"the motion 'doc', {piece.fingerprint.lower()}" in err
    again = motion(amended.root, out)
    assert [*differences(again, amended_motion(amended, "doc", ["more"]))] == []
    found = proof(path.read_bytes(), expected_of(piece, composed(piece), layout(piece.layout), "screen", 1)).findings
    assert [each.result for each in found if each.id == "carried"] == ["pass"]


def test_what_is_made_beside_them_carries_nothing(amended: Project) -> None:
    assert [projects.piece(amended, name).attachment for name in ("won-checklist", "more-marked", "more")] == [None] * 3


def packed(folder: Path, shared: Path, stream: bytes, packing: pikepdf.Name | pikepdf.Array) -> Path:
    """A file that carries this stream, as it stands, under the name of a motion."""
    path = carrying(folder, b"", shared)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        held = pdf.attachments["doc.yaml"].get_file().obj
        held.write(stream, filter=packing)
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return path


def test_a_bomb_is_not_unpacked(shared: tuple[Path, Piece], tmp_path: Path) -> None:
    path = packed(tmp_path, shared[0], zlib.compress(bytes(40_000_000), 1), pikepdf.Name.FlateDecode)
    tracemalloc.start()
    with pytest.raises(Exception, match="is larger than 1024 kB"):
        run("open", path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 15_000_000


@pytest.mark.parametrize(
    ("stream", "filters", "told"),
    [
        (zlib.compress(zlib.compress(b"title: x")), ["/FlateDecode", "/FlateDecode"], "packed in a way"),
        (b"7469>", ["/ASCIIHexDecode"], "packed in a way"),
        (b"no zlib", ["/FlateDecode"], "is damaged"),
    ],
    ids=["twice", "hex", "damaged"],
)
def test_other_packing_is_refused(
    stream: bytes, filters: list[str], told: str, shared: tuple[Path, Piece], tmp_path: Path
) -> None:
    path = packed(tmp_path, shared[0], stream, pikepdf.Array([pikepdf.Name(each) for each in filters]))
    with pytest.raises(Exception, match=told):
        run("open", path)
