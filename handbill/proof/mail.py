"""The proof of a draft of an e-mail: does it open, is it to whom it should be, does it say what it should?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from handbill.proof.edited import ExpectedWords
from handbill.proof.plain import proof_text
from handbill.proof.report import Finding, Note, Report, Result, sum_up


@dataclass(frozen=True, slots=True)
class ExpectedMail:
    """What a draft should say. `sender` is the only address that it may come from: '' for none."""

    to: str
    sender: str
    subject: str
    words: ExpectedWords


def proof_mail(data: bytes, expected: ExpectedMail | None = None) -> Report:
    """Prove a draft's bytes. It never raises, whatever the bytes are. No address of anybody is in what it says."""
    try:
        message = message_from_bytes(data, policy=default)
        assert isinstance(message, EmailMessage)
        opened = list(_opens(message))
    except Exception as error:  # the library lets many through, for headers that cannot be
        return Report((Finding("opens", "fail", f"the e-mail cannot be read: {type(error).__name__}"),))
    findings = [sum_up("opens", opened)]
    if not any(note.result == "fail" for note in opened):
        findings.append(sum_up("draft", _draft(message, "fail" if expected else "warn")))
        if expected:
            findings.append(sum_up("heads", _heads(message, expected)))
        report = proof_text(message.get_content().replace("\r\n", "\n").encode(), expected.words if expected else None)
        findings += [finding for finding in report.findings if finding.id != "opens"]
    return Report(tuple(finding for finding in findings if finding is not None))


def _opens(message: EmailMessage) -> Iterator[Note]:
    for defect in message.defects:
        yield Note("fail", f"the e-mail is damaged: {type(defect).__name__}")
    for name, value in message.items():
        for defect in getattr(value, "defects", ()):
            yield Note("fail", f"its line {name} is damaged: {type(defect).__name__}")
    if message.get_content_type() != "text/plain" or message.get_content_charset() != "utf-8":
        yield Note("fail", f"its words are {message.get_content_type()}, and no plain text in UTF-8")
    else:
        yield Note("pass", "plain text in UTF-8")


def _draft(message: EmailMessage, otherwise: Result) -> Iterator[Note]:
    """Does a mail program open it to be sent, and not as one that came?"""
    if message["X-Unsent"] != "1":
        yield Note(otherwise, "it does not say that it is unsent")
    for name in ("Date", "Message-ID", "Received"):
        if name in message:
            yield Note(otherwise, f"it has a {name}, as if it had been sent")
    yield Note("pass", "unsent")


def _heads(message: EmailMessage, expected: ExpectedMail) -> Iterator[Note]:
    if _addresses(message, "To") != [expected.to]:
        yield Note("fail", "it is not to the one it should be to")
    if _addresses(message, "From") != ([expected.sender] if expected.sender else []):
        yield Note("fail", "it is not from the branch's own address")
    for name in ("To", "From", "Subject"):
        if len(message.get_all(name, [])) > 1:
            yield Note("fail", f"it has two lines {name}")
    for name in ("Cc", "Bcc", "Reply-To", "Sender"):
        if name in message:
            yield Note("fail", f"it has a {name} that nobody asked for")
    if str(message["Subject"] or "") != expected.subject:
        yield Note("fail", "its subject is another")
    yield Note("pass", "to one, with its subject")


def _addresses(message: EmailMessage, name: str) -> list[str]:
    return [each.addr_spec for each in message[name].addresses] if name in message else []
