"""Drafts of e-mails, read without the library that wrote them; and a fault for each thing that is proved."""

from __future__ import annotations

import dataclasses
import quopri
import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbill import manuscript
from handbill.bodies.letter import MOST_LINK, mail_link
from handbill.edited import of_mail, of_text
from handbill.finish import mail, plain
from handbill.forms import add_forms
from handbill.mailbox import can_be_sent_to
from handbill.piece import Piece, Rich
from handbill.piece.letter import Letter, Paragraph
from handbill.project import Project
from handbill.proof.mail import ExpectedMail, proof_mail
from handbill.proof.plain import proof_text
from tests import projects
from tests.letters import sample
from tests.setting import composed

FORM = "doc-sian-o-dalaigh-sohne"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = projects.loaded(tmp_path_factory.mktemp("letters"), sample.FILES)
    add_forms(made)
    return made


@pytest.fixture(scope="module")
def draft(project: Project) -> tuple[bytes, ExpectedMail]:
    return drafted(projects.piece(project, FORM))


def drafted(piece: Piece) -> tuple[bytes, ExpectedMail]:
    html = composed(piece).html
    return mail.finish(html, piece), of_mail(piece, mail.part(html))


def heads(data: bytes) -> dict[str, str]:
    """The lines of the head as RFC 5322 folds them and RFC 2047 writes their letters."""
    text = data.split(b"\r\n\r\n")[0].decode("ascii")
    lines = re.sub(r"\r\n[ \t]+", " ", text).split("\r\n")
    return {name: str(make_header(decode_header(value))) for name, value in (line.split(": ", 1) for line in lines)}


def words(data: bytes) -> str:
    return quopri.decodestring(data.split(b"\r\n\r\n", 1)[1]).decode().replace("\r\n", "\n")


def test_a_draft_says_to_whom_it_goes_from_whom_and_of_what(draft: tuple[bytes, ExpectedMail]) -> None:
    told = heads(draft[0])
    assert told.pop("Content-Type") == 'text/plain; charset="utf-8"'
    assert told == {
        "X-Unsent": "1",
        "From": "Weir Readers <readers@weir.example>",
        "To": "Siân Ó Dálaigh & Söhne <sian@people.example>",
        "Subject": "Keep it open: will you?",
        "Content-Transfer-Encoding": "quoted-printable",
        "Content-Language": "en-GB",
        "MIME-Version": "1.0",
    }
    assert max(map(len, draft[0].split(b"\r\n"))) <= 78


def test_a_draft_has_the_letter_from_its_salutation_on(draft: tuple[bytes, ExpectedMail]) -> None:
    said = words(draft[0])
    assert said.replace("¹", "").startswith(
        "Dear Siân Ó Dálaigh & Söhne\n\n"
        "I write to you as our *MP* < all. The library closes in March.\n\n"
        "• Vote against that;\n• tell us.\n\n"
        "Yours sincerely\n\nUna Underwood\nSecretary\nWeir Readers\n\n"
        "The petition: Keep it open\nhttps://weir.example/library\n\n"
        "Enclosed: our leaflet\n\nCopies to: the scrutiny committee; the local paper\n"
    )
    assert said.endswith("\nPromoted by Una Underwood, 2 Mill Lane, Weir WE1 1AA on behalf of Weir Readers.\n")
    assert "Keep it open: will you?" not in said  # which is the subject


def test_a_draft_is_proved(draft: tuple[bytes, ExpectedMail]) -> None:
    report = proof_mail(*draft)
    assert (report.result, [each for each in report.findings if each.result != "pass"]) == ("pass", [])
    assert {each.id for each in report.findings} >= {"opens", "draft", "heads", "clean", "text", "links", "imprint"}
    assert "people.example" not in str(report.as_dict())


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ((b"X-Unsent: 1", b"X-Sent: 1"), "draft"),
        ((b"X-Unsent: 1", b"X-Unsent: 1\r\nDate: Mon, 16 Nov 2026 09:00:00 +0000"), "draft"),
        ((b"X-Unsent: 1", b"X-Unsent: 1\r\nCc: x@people.example"), "heads"),
        ((b"sian@people", b"jane@people"), "heads"),
        ((b"<readers@weir.example>", b"<una@private.example>"), "heads"),
        ((b"Subject: Keep it", b"Subject: Shut it"), "heads"),
        ((b"text/plain", b"text/html"), "opens"),
        ((b"utf-8", b"latin-1"), "opens"),
        ((b"MIME-Version", b"To: x@people.example\r\nMIME-Version"), "heads"),
        ((b"closes in March", b"closes in May"), "text"),
        ((b"Promoted by Una", b"Promoted by"), "imprint"),
        ((b"https://weir.example/library", b"https://weir.example/"), "links"),
        ((b"Yours sincerely", b"**Yours** sincerely"), "clean"),
    ],
)
def test_each_fault_of_a_draft_is_found(
    draft: tuple[bytes, ExpectedMail], change: tuple[bytes, bytes], check: str
) -> None:
    data, expected = draft
    spoilt = data.replace(b"=\r\n", b"").replace(*change)
    assert spoilt != data.replace(b"=\r\n", b"")
    assert check in {each.id for each in proof_mail(spoilt, expected).findings if each.result == "fail"}


@pytest.mark.parametrize(
    "name",
    [
        "Brynafon, Cwmtawe and Upper Valleys Local Government and Leisure Services Branch",
        "Brynafon and Cwmtawe Branch of the Local Government, Leisure and Other Services Union, Môn",
        "Cwmtâwe and Brynafon Branch of the Local Government, Leisure and Other Services Union, North",
        'The "Upper Valleys", Brynafon (and Cwmtawe), Local Government and Leisure Services Branch',
    ],
)
def test_a_name_with_a_comma_that_takes_two_lines_is_one_name(project: Project, name: str) -> None:
    data, expected = drafted(dataclasses.replace(projects.piece(project, FORM), branch_name=name))
    assert [each.detail for each in proof_mail(data, expected).findings if each.result == "fail"] == []
    assert [each.display_name for each in message_from_bytes(data, policy=policy.default)["From"].addresses] == [name]
    assert max(map(len, data.split(b"\r\n"))) <= 78


def test_a_website_is_printed_with_its_www_and_written_out_in_a_text(tmp_path: Path) -> None:
    website = "website: https://www.weir.example\n"
    project = projects.loaded(tmp_path, {**sample.FILES, "branches/weir.yaml": sample.BRANCH + website})
    piece = projects.piece(project)
    page = composed(piece)
    data = plain.finish(manuscript.read(page.html, "text"), piece)
    assert "https://www.weir.example\n" in data.decode()
    assert piece.panel.website_shown == "www.weir.example"
    assert proof_text(data, of_text(piece, page)).result == "pass"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"no head at all", b"To: \xff\r\n\r\n"])
def test_bytes_that_are_no_draft_fail_and_raise_nothing(data: bytes) -> None:
    assert proof_mail(data).result == "fail"


def test_somebody_without_an_address_is_sent_no_draft(project: Project) -> None:
    body = projects.piece(project, "doc-gwen-hallam").body
    assert isinstance(body, Letter)
    assert (body.email, body.mailto) == ("", "")


# Links that open an e-mail


def opened(link: str) -> tuple[str, str, str]:
    """To whom, of what and in what words an e-mail goes that a link opens (RFC 6068)."""
    parts = urlsplit(link)
    said = parse_qs(parts.query.replace("+", "%2B"), strict_parsing=True)
    assert parts.scheme == "mailto"
    assert link.isascii()
    assert not set(link) & set(' ()<>"')
    return unquote(parts.path), said["subject"][0], said["body"][0]


def test_a_link_opens_an_e_mail_with_its_words(project: Project) -> None:
    body = projects.piece(project, FORM).body
    assert isinstance(body, Letter)
    assert opened(body.mailto) == (
        "sian@people.example",
        "Keep it open: will you?",
        "Dear Siân Ó Dálaigh & Söhne\r\n\r\nI write to you as our *MP* < all. The library closes in March.\r\n\r\n"
        "- Vote against that;\r\n\r\n- tell us.\r\n\r\nYours sincerely\r\n\r\n"
        "Una Underwood\r\nSecretary\r\nWeir Readers",
    )


def test_a_link_that_would_be_cut_off_has_the_subject_alone(project: Project) -> None:
    body = projects.piece(project, FORM).body
    assert isinstance(body, Letter)
    long = Rich(f"<p>{sample.LONG}</p>", sample.LONG)
    link = mail_link(dataclasses.replace(body, paragraphs=(Paragraph(long),)), "[Paste it.]")
    assert opened(link)[1:] == ("Keep it open: will you?", "[Paste it.]")
    assert len(link) <= MOST_LINK


LETTERS = st.characters(exclude_categories=["C", "Z", "M"])


@settings(max_examples=30)
@given(st.text(LETTERS, min_size=1, max_size=60), st.text(LETTERS, min_size=1, max_size=90), st.emails())
def test_any_name_and_subject_come_back_as_they_went_in(
    project: Project, name: str, subject: str, address: str
) -> None:
    piece = projects.piece(project, FORM)
    assert isinstance(piece.body, Letter)
    if not can_be_sent_to(address):
        return
    body = dataclasses.replace(piece.body, recipient=(Rich(name, name),), email=address)
    changed = dataclasses.replace(piece, body=body, title=Rich(subject, subject))
    page = '<html><body><div data-mail><h1 class="subject">x</h1><p>Said.</p></div></body></html>'
    data = mail.finish(page, changed)
    report = proof_mail(data, of_mail(changed, mail.part(page)))
    findings = {each.id: each.result for each in report.findings}
    assert (findings["opens"], findings["heads"]) == ("pass", "pass")
    assert heads(data)["Subject"] == subject
