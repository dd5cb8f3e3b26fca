"""Packs: what is in a branch's zip, under which names; written whole, the same each time, over nobody's file."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from handbill import cli
from handbill.crew import Crew
from handbill.file_names import MOST_LETTERS, safe_name
from handbill.manifest import Artefact
from handbill.pack import make
from handbill.pack.contents import contents
from handbill.pack.english import in_english
from handbill.pack.names import told_apart
from handbill.pack.plan import Plan, called_form, plan
from handbill.reading import read_project
from handbill.store import Store
from tests import small

pytestmark = pytest.mark.usefixtures("workers_kept")

TODAY = ("--today", "2026-11-21")
DAY = datetime.date(2026, 11, 21)
LONG = "Cymdeithas Gymunedol Llanfair-ym-Muallt, Llandrindod a Chanolbarth Powys yn erbyn Cau Parciau Bach"

FILES = {
    **small.FILES,
    "layouts/slip/layout.yaml": small.FILES["layouts/slip/layout.yaml"].replace(
        "[screen, image]", "[screen, office, image]"
    ),
    "leaflets/slip.yaml": small.FILES["leaflets/slip.yaml"].replace("Keep our park", "'Keep our park: now/never?'"),
    "leaflets/twin.yaml": small.FILES["leaflets/slip.yaml"].replace("Keep our park", "'Keep our park: now/never?'")
    + "only: {type: union-branch}\n",
    "motions/park.yaml": "title: Keep our park\ncampaign: park\nas_of: 2026-11-03\nnotes:\n"
    + "  - the park is for sale, and nobody who walks there, plays there or lives beside it has been asked.\n" * 3,
    "campaigns/park.yaml": small.FILES["campaigns/park.yaml"]
    + "contact: {website: https://parkside.example/campaigns/park-for-everybody/2026}\n",
    "branches/powys.yaml": f"""\
name: {LONG}
type: community-group
languages: [cy, en-GB]
imprint: {{promoter: "A. Member, 1 High Street, Parkside PK1 1AA", printer: "Print Co-op, 1 Mill Lane, PK1 1AB"}}
""",
}


def run(root: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(["pack", *words, "--project", str(root), *TODAY, "--jobs", "1"])
    return int(str(left.value.code))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, workers_kept: None) -> Path:
    """A project with the packs of a branch with an imprint, and of one whose imprint names no printer."""
    root = small.write(tmp_path_factory.mktemp("project"), FILES)
    assert run(root, "powys", "parkside") == 0
    return root


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def packed(root: Path, branch: str) -> dict[str, bytes]:
    return members(root / f"output/packs/{branch}.zip")


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_pack_has_folders_that_say_what_they_are_for(root: Path) -> None:
    found = packed(root, "parkside")
    motion, slip = (
        "Keep our park - motion - Parkside Branch",
        "Keep our park - now-never - slip - Parkside Branch",
    )
    twin = slip.replace("- slip -", "- slip, twin -")
    assert list(found) == [
        "Contents.pdf",
        "Start here.txt",
        *(f"Edit/{motion}.{ending}" for ending in ("docx", "txt")),
        *(f"Print at home/{name}.pdf" for name in (motion, slip, twin)),
        *(f"Share online/{motion}.{ending}" for ending in ("pdf", "png")),
        *(f"Share online/{name}.{ending}" for name in (slip, twin) for ending in ("pdf", "png")),
    ]


def test_files_are_those_of_the_build_and_each_passed_its_proof(root: Path) -> None:
    manifest = json.loads((root / "output/manifest.json").read_text())
    made = {
        (root / "output" / each["path"]).read_bytes(): each["proof"]["result"]
        for each in manifest["artefacts"]
        if each["branch"] == "parkside"
    }
    inside = [data for name, data in packed(root, "parkside").items() if "/" in name]
    assert {made[data] for data in inside} <= {"pass", "warn"}


def test_a_branch_without_a_printer_has_nothing_for_one_and_is_told_why(root: Path) -> None:
    text = packed(root, "parkside")["Start here.txt"].decode("utf-8-sig")
    assert "There is no folder ‘Send to a printer’." in text
    assert "name and address of the printer." in " ".join(text.split())
    assert [name for name in packed(root, "powys") if name.startswith("Anfon at argraffydd/")] != []


def test_the_text_to_begin_with_has_three_steps_and_every_folder(root: Path) -> None:
    data = packed(root, "parkside")["Start here.txt"]
    lines = data.decode("utf-8-sig").split("\r\n")
    assert data.startswith(b"\xef\xbb\xbf")
    assert lines[0] == "For Parkside Branch"
    assert [line[:2] for line in lines if line[:1].isdigit()] == ["1.", "2.", "3."]
    assert {"Print at home", "Share online", "Edit"} <= set(lines)


def test_the_contents_page_lists_every_document_and_leads_to_the_campaigns_page(root: Path) -> None:
    pdf = packed(root, "parkside")["Contents.pdf"]
    reader, said = PdfReader(io.BytesIO(pdf)), words(pdf)
    assert str(reader.root_object["/Lang"]) == "en-GB"
    assert "/StructTreeRoot" in reader.root_object
    assert all(each in said for each in ("What is in this pack", "Keep our park: now/never?", "To move at a meeting"))
    assert all(each in said for each in ("PDF, PNG", "DOCX", "TXT", "parkside.example/campaigns/"))


def test_a_welsh_branch_has_its_pack_in_welsh_with_names_that_are_not_too_long(root: Path) -> None:
    found = packed(root, "powys")
    assert {name.partition("/")[0] for name in found} == {
        "Argraffu gartref", "Anfon at argraffydd", "Rhannu ar-lein", "Golygu", "Cynnwys.pdf", "Dechreuwch yma.txt",
    }  # fmt: skip
    assert all(len(name.partition("/")[2]) <= MOST_LETTERS + 8 for name in found)
    assert any(" - cynnig - Cymdeithas Gymunedol.pdf" in name for name in found)
    assert "Beth sydd yn y pecyn hwn" in words(found["Cynnwys.pdf"])


def test_the_same_files_give_the_same_bytes_with_the_date_of_the_facts(root: Path, tmp_path: Path) -> None:
    assert run(root, "parkside", "--output", str(tmp_path)) == 0
    again = tmp_path / "parkside.zip"
    assert again.read_bytes() == (root / "output/packs/parkside.zip").read_bytes()
    with zipfile.ZipFile(again) as archive:
        assert {each.date_time for each in archive.infolist()} == {(2026, 11, 3, 0, 0, 0)}


def test_a_pack_replaces_a_pack_and_nothing_else(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "parkside.zip").write_bytes(b"somebody's own")
    assert run(root, "parkside", "--output", str(tmp_path)) == 2
    assert "is there already and is no pack" in capsys.readouterr().err
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("parkside.zip", b"somebody's own")]


def test_packs_lie_in_output_and_a_build_leaves_them_there(root: Path) -> None:
    before = (root / "output/packs/parkside.zip").read_bytes()
    with Store(root / "output") as store:
        assert not any(path.startswith("packs/") for path in store.artefacts)
    assert (root / "output/packs/parkside.zip").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "name one branch or more, or --all"),
        (("ely", "--all"), "not both"),
        (("parksid",), "did you mean 'parkside'?"),
    ],
)
def test_what_is_to_be_packed_has_to_be_said(
    root: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert run(root, *words) == 2
    assert told in capsys.readouterr().err


def test_what_cannot_be_made_for_a_branch_is_named_in_its_pack(tmp_path: Path) -> None:
    lacking = (
        small.FILES["leaflets/slip.yaml"]
        .replace("Keep our park", "Come to us")
        .replace("Tell it", "{{ branch.mp.name }}, tell it")
    )
    small.write(tmp_path, {**small.FILES, "leaflets/come.yaml": lacking})
    assert run(tmp_path, "parkside") == 1
    found = packed(tmp_path, "parkside")
    left = "Left out, because it failed its checks or could not be made: Come to us (slip)."
    assert left in " ".join(found["Start here.txt"].decode("utf-8-sig").split())
    assert left in words(found["Contents.pdf"])


def test_of_a_document_that_is_there_in_part_the_pack_names_what_is_missing(root: Path, kept: Crew) -> None:
    project, today = read_project(root), datetime.date(2026, 11, 21)
    with Store(root / "output") as store:
        made = [each for each in store.artefacts.values() if (each.kind, each.edition) != ("motion", "text")]
    assert make(project, plan(project, "parkside", today), made, kept, root / "output").left_out == (
        "Keep our park (motion: plain text)",
    )
    assert make(project, plan(project, "powys", today), made, kept, root / "output").left_out == (
        "Keep our park (cynnig: testun plaen)",
    )


def test_words_that_are_given_are_those_of_the_pack_and_the_branch_goes_before_the_campaigns(tmp_path: Path) -> None:
    other = small.FILES["campaigns/park.yaml"] + "terms: {pack_home: Here, pack_shop: There, pack_edit: Amend}\n"
    files = {
        **FILES,
        "campaigns/other.yaml": other,
        "campaigns/park.yaml": FILES["campaigns/park.yaml"] + "terms: {pack_shop: Works, pack_edit: Change}\n",
        "leaflets/other.yaml": FILES["leaflets/slip.yaml"].replace("campaign: park", "campaign: other"),
        "branches/parkside.yaml": small.FILES["branches/parkside.yaml"] + "terms: {pack_edit: Ours, notes: N}\n",
    }
    found = plan(read_project(small.write(tmp_path, files)), "parkside", DAY)
    assert found.campaigns == ("park", "other")
    assert [found.words[f"pack_{each}"] for each in ("home", "shop", "edit")] == ["Here", "Works", "Ours"]
    assert contents(read_project(tmp_path), found, [], []).words["pack_home"] == "Here"


def test_a_pack_is_in_a_language_that_has_words_for_packs_and_the_english_ones_in_it_are_told(tmp_path: Path) -> None:
    branch = FILES["branches/powys.yaml"].replace("[cy, en-GB]", "[eo]")
    campaign = FILES["campaigns/park.yaml"] + "lang: eo\n"
    small.write(tmp_path, {**FILES, "branches/powys.yaml": branch, "campaigns/park.yaml": campaign})
    project = read_project(tmp_path)
    english = plan(project, "powys", DAY)
    assert (english.lang, english.words["pack_home"]) == ("en-GB", "Print at home")
    told = str(in_english(project, english, there(english)))
    assert told.startswith(
        "campaigns/park.yaml:12:1  warning: the program has no words of its own in 'eo', and the pack"
    )
    assert '  pack_home: "Print at home"' in told.splitlines()
    assert "pack_name_booklet" not in told
    pasted = "terms:\n" + "".join(f"{line}\n" for line in told.splitlines() if re.match(r"  \w", line))
    small.write(tmp_path, {"campaigns/park.yaml": campaign + pasted[: pasted.index("  pack_shop:")]})
    begun = plan(read_project(tmp_path), "powys", DAY)
    assert (begun.lang, begun.words["pack_home"]) == ("eo", "Print at home")
    assert "pack_shop" in str(in_english(project, begun, there(begun)))
    small.write(tmp_path, {"campaigns/park.yaml": campaign + pasted})
    project = read_project(tmp_path)
    assert in_english(project, plan(project, "powys", DAY), there(english)) is None


def there(found: Plan) -> list[Artefact]:
    """What a build would have made of all that goes into a pack."""
    return [
        Artefact(*item.key[:1], "x", found.slug, item.key[1], edition, f"{edition}.pdf", 1, 1, "", {"result": "warn"})
        for item in found.items
        for edition in dict.fromkeys(edition for editions in item.folders.values() for edition in editions)
    ]


# Names


def test_what_tells_share_pictures_apart_is_in_the_language_of_the_pack(tmp_path: Path) -> None:
    card = FILES["leaflets/slip.yaml"] + "share: yes\n"
    root = small.write(tmp_path, {**FILES, "leaflets/slip.yaml": card})
    found = plan(read_project(root), "powys", datetime.date(2026, 11, 21))
    cards = [item for item in found.items if item.layout.name == "share-card"]
    assert {called_form(item.entry, found.words) for item in cards} == {"rhannu", "sgwâr", "portread"}


@pytest.mark.parametrize(
    ("name", "further", "told"),
    [
        ("letter", "Member of Parliament", "letter, Member of Parliament"),
        ("share image", "share", "share image"),
        ("share image", "share square", "share image, square"),
        ("delwedd i’w rhannu", "rhannu", "delwedd i’w rhannu"),
        ("poster", "A3", "poster, A3"),
        ("poster", "", "poster"),
    ],
)
def test_no_word_is_twice_in_what_tells_files_apart(name: str, further: str, told: str) -> None:
    assert told_apart(name, further) == told


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Who decides: NHS/care?", "Who decides - NHS-care"),
        ('A "quoted" <title> | *now*', "A quoted title - now"),
        ("con", "_con"),
        ("Con.gress", "_Con.gress"),
        ("Congress", "Congress"),
        ("COM1.pdf", "_COM1.pdf"),
        (" .hidden. ", "hidden"),
        ("???", "_"),
        ("Cyfeillion Llŷn\u00a0a’r\tFro", "Cyfeillion Llŷn a’r Fro"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_any_name_can_be_a_file_on_any_system(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name) <= MOST_LETTERS + 1
    assert not set(name) & set('<>:"/\\|?*')
    assert name.isprintable()
    assert name.strip(" .") == name
    assert safe_name(name) == name
