"""What is made of records: read from the finished bytes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from handbill.crew import Crew
from handbill.expect import expected_of
from handbill.finish import image
from handbill.layout import LARGE_LAYOUT
from handbill.personalise import is_for, personalise
from handbill.pipeline import build
from handbill.pipeline.events import Done
from handbill.project import Project
from handbill.proof import proof
from handbill.request import Request
from tests import projects
from tests.finish.writing import txt
from tests.records import sample
from tests.setting import composed, layout, screen_pdf

FORMS = ("letter-mp", "letter-resolves-1", "checklist", "share", "share-square", "press")
DOCUMENTS = ("won", *(f"won-{form}" for form in FORMS))
LONG = "Wharndale, Netherby and Upper Calderbrook Hospitals, Community and Ambulance Workers’ Joint Branch No. 27"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return sample.project(tmp_path_factory.mktemp("records"))


@pytest.fixture(scope="module")
def papers(project: Project) -> dict[str, bytes]:
    """The screen edition of everything that is made of one record, by form."""
    return {name: screen_pdf(projects.piece(project, name)) for name in DOCUMENTS}


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(found.replace("\xa0", " ").split())


def test_the_certified_copy_has_the_motion_and_what_the_officers_certify(papers: dict[str, bytes]) -> None:
    told = text_of(papers["won"])
    for words in (
        "Certified copy of a motion",
        "This Branch resolves to",
        "a publish its sums b meet us",
        "affiliate to the campaign.",
        "We certify that this is a true copy of the motion ‘Keep it open’ that was carried unanimously at a "
        "meeting of Weir Health Branch on 24 November 2026.",
        "ordinary meeting, the mill",
        "31 present; quorum of 12; quorate",
        "29 for, none against, 2 abstaining",
        "Chair Signed Date",
        "Sources: 1 Draft budget, Weir Council, 14 October 2026.",
    ):
        assert words in told
    assert "optional" not in told
    assert "Not voted on" not in told
    assert "2 Report" not in told


def test_the_copy_to_edit_has_lines_to_sign_on_too(project: Project) -> None:
    piece = projects.piece(project, "won")
    said = txt(piece, composed(piece)).decode()
    assert (said.count("Signed ______"), said.count("Date ______")) == (2, 2)


def test_a_letter_says_what_was_resolved_and_who_resolved_it(papers: dict[str, bytes]) -> None:
    told = text_of(papers["won-letter-mp"])
    for words in (
        "branch@weir.example",
        "Jane Example MP Member of Parliament for Weir House of Commons London SW1A 0AA",
        "25 November 2026",
        "Dear Ms Example Keep it open",
        "At its meeting on 24 November 2026, Weir Health Branch unanimously carried the motion ‘Keep it open’.",
        "I am writing to you because Resolves 2 of that motion reads: "
        "This Branch resolves to write to our Member of Parliament. Please reply.",
        "Yours sincerely Chair Weir Health Branch",
        "Enclosed: certified copy of the motion ‘Keep it open’",
    ):
        assert words in told
    assert "Our reference" not in told
    other = text_of(papers["won-letter-resolves-1"])
    assert "Dear Sir or Madam" in other
    assert "Yours faithfully Secretary Weir Health Branch" in other
    assert "ask the council to keep it open, and to publish its sums meet us." in other


def test_the_address_shows_in_the_window_however_the_letter_slides(papers: dict[str, bytes]) -> None:
    mm = 72 / 25.4
    for name, lines in (("won-letter-mp", 5), ("won-letter-resolves-1", 1)):
        document = pypdfium2.PdfDocument(papers[name])
        page = document[0].get_textpage()
        boxes = [page.get_rect(number) for number in range(page.count_rects())]
        document.close()
        placed = [(left / mm, 297 - top / mm, right / mm, 297 - bottom / mm) for left, bottom, right, top in boxes]
        # What the window may show in some position: 10 to 110 mm across, 46 to 92 mm down.
        seen = [box for box in placed if box[0] < 110 and box[2] > 10 and box[1] < 92 and box[3] > 46]
        assert len(seen) == lines
        # What it shows in all: 20 to 100 mm across, 57 to 81 mm down.
        assert all(left >= 20 and top >= 57 and right <= 100 and bottom <= 81 for left, top, right, bottom in seen)


def test_the_checklist_has_every_clause_and_what_is_done(papers: dict[str, bytes]) -> None:
    told = text_of(papers["won-checklist"])
    for words in (
        "Carried unanimously, 24 November 2026",
        "Resolves 1 ask the council to keep it open, and to publish its sums meet us. 8 December 2026",
        "Resolves 2 write to our Member of Parliament. Done on 28 November 2026 Chair 1 December 2026",
        "Resolves 3 affiliate to the campaign.",
        "the regional office, 26 November 2026, Secretary",
        "weir.example/l",
        "Tell the campaign that the motion was carried: carried@weir.example",
    ):
        assert words in told
    assert "27 November" not in told  # sent to an address that nobody may see


def test_the_press_gets_the_outcome_the_votes_and_a_contact(papers: dict[str, bytes]) -> None:
    told = text_of(papers["won-press"])
    assert (
        "Weir Health Branch unanimously passed the motion ‘Keep it open’ at its meeting on 24 November 2026. "
        "The vote was 29 for and none against, with 2 abstaining. Weir Health Branch resolved to:"
    ) in told
    assert "Weir Health Branch: branch.example About the campaign ‘Keep the library open’: carried@weir.example" in told


def test_the_press_gets_the_address_of_the_secretary_only_if_it_may_be_shown(tmp_path: Path) -> None:
    record = sample.RECORD.replace("letters_on", "show: emails\nletters_on")
    release = projects.piece(sample.project(tmp_path, record), "won-press").body
    contact = projects.plain(release.branch_contact.plain)  # type: ignore[attr-defined]
    assert contact == "Weir Health Branch: branch@weir.example and branch.example"


@pytest.mark.parametrize(("name", "size"), [("won-share", (1200, 630)), ("won-share-square", (1080, 1080))])
def test_share_images_have_the_size_that_sites_ask_for(
    name: str, size: tuple[int, int], papers: dict[str, bytes]
) -> None:
    (picture,) = image.pages(papers[name])
    assert len(picture) < 300_000
    with Image.open(io.BytesIO(picture)) as shown:
        assert shown.size == size
        corner = shown.convert("RGB").getpixel((2, 2))
        assert corner != (255, 255, 255)  # the brand's colour runs off the edge
    told = text_of(papers[name])
    assert "Weir Health Branch" in told
    assert "passed unanimously" in told.lower()
    assert "Keep the library open" in told


def proved(project: Project, name: str, branch: str = "weir", large: bool = False) -> list[tuple[str, str]]:
    """What the proof has against a document, apart from the imprint that sample branches lack."""
    from dataclasses import replace

    piece = projects.piece(project, name, branch)
    if large:
        piece = replace(piece, layout=LARGE_LAYOUT, paper="A4")
    pdf = screen_pdf(piece)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    expected = expected_of(piece, composed(piece), layout(piece.layout), "large" if large else "screen", pages)
    found = proof(pdf, expected).findings
    return [(each.id, each.detail) for each in found if each.result != "pass" and each.id != "imprint"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_everything_passes_its_proof_with_a_long_name_and_in_large_print(name: str, tmp_path: Path) -> None:
    record = sample.RECORD.replace("letters_on", "show: [names, emails, membership]\nletters_on")
    files = {
        **sample.FILES,
        "branches/weir.yaml": f"name: {LONG}\ntype: union-branch\n",
        "records/won.yaml": record,
    }
    made = projects.sound(tmp_path, files)
    from handbill.forms import add_forms

    add_forms(made)
    assert proved(made, name) == []
    assert proved(made, name, large=True) == []


@pytest.mark.parametrize(
    ("outcome", "certified"),
    [
        ("lost", "that was lost"),
        ("fell", "that fell and was not put to the vote"),
        ("not reached", "that was not reached"),
        ("ruled out of order", "that was ruled out of order"),
    ],
)
def test_the_record_of_a_motion_that_was_not_carried_says_so(outcome: str, certified: str, tmp_path: Path) -> None:
    record = f"motion: doc\nbranch: weir\nmeeting: {{date: 2026-11-24}}\noutcome: {outcome}\n"
    told = text_of(screen_pdf(projects.piece(sample.project(tmp_path, record), "won")))
    assert "Record of a motion" in told
    motion = f"a true copy of the motion ‘Keep it open’ {certified}"
    assert f"I certify that this is {motion} at a meeting of Weir Health Branch" in told


def test_the_copy_has_the_amendments_that_were_carried(tmp_path: Path) -> None:
    from handbill.forms import add_forms

    amendment = "motion: doc\ntitle: More\nchanges: [{at_end_of: resolves, insert: ring the bell.}]\n"
    record = (
        "motion: doc\nbranch: weir\nmeeting: {date: 2026-11-24}\noutcome: carried as amended\namendments: [more]\n"
        "actions: [{clause: Resolves 4, who: Press officer}]\n"
    )
    made = projects.sound(tmp_path, {**sample.FILES, "amendments/more.yaml": amendment, "records/won.yaml": record})
    add_forms(made)
    told = text_of(screen_pdf(projects.piece(made, "won")))
    assert "ring the bell." in told
    assert "1 carried, and part of this text" in told
    assert "Resolves 4 ring the bell. Press officer" in text_of(screen_pdf(projects.piece(made, "won-checklist")))


def test_amendments_that_are_not_there_or_fell_are_told(tmp_path: Path) -> None:
    fallen = "motion: doc\ntitle: Less\noutcome: lost\nchanges: [{delete: Resolves 3}]\n"
    record = (
        "motion: doc\nbranch: weir\nmeeting: {date: 2026-11-24}\noutcome: carried as amended\namendments: [les, less]\n"
    )
    files = {**sample.FILES, "amendments/less.yaml": fallen, "records/won.yaml": record}
    assert projects.said(projects.loaded(tmp_path, files).problems) == [
        "records/won.yaml:5:14 there is no amendment 'les': did you mean 'less'?",
        "records/won.yaml:5:19 the amendment 'less' is marked as lost, and here as carried: "
        "take it out, or mend its outcome",
    ]


def test_an_amendment_to_another_motion_is_told_at_the_record_alone(tmp_path: Path) -> None:
    amendment = "motion: other\ntitle: Less\nchanges: [{every: the bell, insert: a bell}]\n"
    other = "title: Ring\ncampaign: library\nresolves: [ring the bell.]\n"
    record = "motion: doc\nbranch: weir\nmeeting: {date: 2026-11-24}\noutcome: carried as amended\namendments: [less]\n"
    files = {"motions/other.yaml": other, "amendments/less.yaml": amendment, "records/won.yaml": record}
    assert projects.said(projects.loaded(tmp_path, {**sample.FILES, **files}).problems) == [
        "records/won.yaml:5:14 the amendment 'less' is to the motion 'other': name amendments to 'doc'"
    ]


def test_a_motion_that_was_amended_is_not_said_to_be_carried_as_it_was(tmp_path: Path) -> None:
    amendment = "motion: doc\ntitle: More\nchanges: [{at_end_of: resolves, insert: ring the bell.}]\n"
    record = "motion: doc\nbranch: weir\nmeeting: {date: 2026-11-24}\noutcome: carried\namendments: [more]\n"
    files = {**sample.FILES, "amendments/more.yaml": amendment, "records/won.yaml": record}
    assert projects.said(projects.loaded(tmp_path, files).problems) == [
        "records/won.yaml:4:1 the motion was carried, and amendments that were carried are named: "
        "write 'outcome: carried as amended', for the letters say so, or take the amendments out"
    ]


def test_a_letter_has_the_reference_that_the_record_gives(tmp_path: Path) -> None:
    made = sample.project(tmp_path, sample.RECORD + "reference: WH/12\n")
    assert "Our reference: WH/12" in text_of(screen_pdf(projects.piece(made, "won-letter-mp")))


def test_a_record_is_for_its_branch_and_nobody_else(project: Project) -> None:
    entry = project.documents["won"]
    assert is_for(entry, project.branches["weir"], "en-GB")
    assert not is_for(entry, None, "en-GB")
    assert not is_for(project.documents["won-share"], None, "en-GB")


def test_a_motion_in_welsh_has_its_papers_in_welsh(tmp_path: Path) -> None:
    from handbill.forms import add_forms

    motion = "title: Agor\ncampaign: library\nlang: cy\nresolves: [ysgrifennu at y cyngor;]\n"
    record = (
        "motion: doc\nbranch: weir\nmeeting: {date: 2026-11-24}\noutcome: carried\n"
        "addressees: [{clause: r1, role: Yr Arweinydd}]\n"
    )
    made = projects.sound(tmp_path, {**sample.FILES, "motions/doc.yaml": motion, "records/won.yaml": record})
    add_forms(made)
    assert "a dderbyniwyd yng nghyfarfod Weir Health Branch ar 24 Tachwedd 2026" in text_of(
        screen_pdf(projects.piece(made, "won"))
    )
    letter = text_of(screen_pdf(projects.piece(made, "won-letter-r1")))
    assert "cymal Penderfynu 1 y cynnig yn darllen: Mae’r Gangen hon yn penderfynu ysgrifennu at y cyngor." in letter
    assert proved(made, "won-share") == []


# Personal data


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, kept: Crew) -> Path:
    """The folder output/ with every edition of a record."""
    folder = tmp_path_factory.mktemp("built")
    projects.write(folder, {**projects.BASE, **sample.FILES, "records/won.yaml": sample.RECORD})
    # On this day some of what the record says is still to come, and a build keeps its warnings.
    request = Request(
        folder, documents=("won",), editions=("screen", "word", "text", "image"), today=datetime.date(2026, 11, 25)
    )
    (done,) = (event for event in build(request, kept) if isinstance(event, Done))
    assert done.status == 0
    return folder / "output"


def streams(path: Path) -> Iterator[bytes]:
    """Yield all that a file holds: its bytes, unpacked, and the text that its pages show."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".pdf":
        yield text_of(data).encode()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for each in pdf.objects:
                yield str(each).encode()
                if isinstance(each, pikepdf.Stream):
                    yield each.read_bytes() if each.get("/Subtype") != "/Image" else b""
    elif path.suffix == ".docx":
        import zipfile

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from (package.read(name) for name in package.namelist())


def test_nothing_personal_is_in_any_byte_that_is_made(output: Path) -> None:
    files = [path for path in output.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".pdf", ".docx", ".txt", ".png", ".json"}
    assert len(files) > 20
    for path in files:
        personal: tuple[str, ...] = sample.PERSONAL
        everything = b"\n".join(streams(path))
        found = [name for name in personal for form in forms_of(name) if form in everything]
        assert found == [], path.name
        if "letter-mp" not in path.name:
            assert b"Jane Example" not in everything, path.name


def forms_of(name: str) -> tuple[bytes, ...]:
    """A name as text in a file may be written."""
    return name.encode(), name.encode("utf-16-be"), name.replace(" ", "\xa0").encode(), name.replace(" ", "-").encode()


def test_what_may_be_shown_is(tmp_path: Path) -> None:
    for shown, wanted, missing in (
        ("names", ("Cora Chairwell", "Moved by Mabel Moverley", "Seconded by Seth Secondby"), ("7654321", "@private")),
        ("emails", ("cora@private.example",), ("Cora Chairwell", "7654321")),
        ("membership", ("Membership number 7654321",), ("Cora Chairwell", "@private")),
    ):
        record = sample.RECORD.replace("letters_on", f"show: {shown}\nletters_on")
        made = sample.project(tmp_path / shown, record)
        told = text_of(screen_pdf(projects.piece(made, "won")))
        assert all(" ".join(words.split()) in told for words in wanted), told
        assert not [words for words in missing if words in told]


def test_the_piece_itself_holds_no_names(project: Project) -> None:
    for name in DOCUMENTS:
        piece = personalise(project, project.documents[name], project.branches["weir"], "en-GB")
        body = str(piece.body)
        assert not [each for each in sample.PERSONAL if each in body], name
