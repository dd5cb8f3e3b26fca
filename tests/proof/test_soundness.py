"""Files that are damaged, locked, too large, or that act by themselves."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from handbill.proof import Expected, proof
from tests.proof.making import EXPECTED, drawn, edited, faults, finding, flyer, told


def test_a_truncated_file_fails() -> None:
    report = proof(flyer()[:-600], EXPECTED)
    assert "damaged" in finding(report, "opens").detail


def test_a_stream_with_a_wrong_length_fails() -> None:
    broken = flyer().replace(b"/FlateDecode", b"/FlateDecodx", 1)
    assert "opens" in faults(proof(broken, EXPECTED))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"not a PDF at all", b"\0" * 5000, b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_file_has_one_finding(data: bytes) -> None:
    report = proof(data, EXPECTED)
    assert [(found.id, found.result) for found in report.findings] == [("opens", "fail")]


def test_a_file_without_pages_has_one_finding() -> None:
    out = BytesIO()
    pikepdf.new().save(out)
    (only,) = proof(out.getvalue()).findings
    assert (only.id, only.result) == ("opens", "fail")
    assert "no pages" in only.detail


def test_a_locked_file_fails_and_says_so() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(flyer())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    (only,) = proof(out.getvalue(), EXPECTED).findings
    assert "password" in only.detail


def test_an_encrypted_file_that_opens_without_a_password_fails() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(flyer())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))
    report = proof(out.getvalue(), EXPECTED)
    assert faults(report) == {"opens"}, told(report)
    assert "encrypted" in finding(report, "opens").detail


def test_too_many_bytes_fail() -> None:
    report = proof(flyer(), replace(EXPECTED, most_bytes=5_000))
    assert faults(report) == {"bytes"}, told(report)
    assert finding(report, "bytes").detail.endswith("more than the 5.0 kB allowed")


def _script(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _on_opening(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = _script(pdf)


def _named(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), _script(pdf)]))
    )


def _on_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://a")))


def _goes_to_the_web_on_opening(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://a.example"))


def _launch(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))


def _another_file(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String("other.pdf"))


def _outside_stream(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = pdf.make_stream(b"", F=pikepdf.String("elsewhere.bin"))


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["letter.txt"] = b"hello"


def _form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pdf.make_stream(b"<xdp/>"))


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (_on_opening, "JavaScript"),
        (_named, "JavaScript"),
        (_on_a_page, "by itself as it is read"),
        (_goes_to_the_web_on_opening, "when it is opened"),
        (_launch, "starts a program"),
        (_another_file, "opens another file"),
        (_outside_stream, "from another file"),
        (_attachment, "carries another file"),
        (_form, "XFA"),
    ],
)  # fmt: skip
def test_what_acts_or_reaches_out_fails(edit: object, said: str) -> None:
    assert callable(edit)
    report = proof(edited(flyer(), edit), EXPECTED)
    assert said in finding(report, "active").detail
    assert "active" in faults(report)


def test_opening_at_a_page_is_no_action() -> None:
    def at_the_second_page(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.GoTo, D=pikepdf.Array([pdf.pages[1].obj, pikepdf.Name.Fit])
        )

    assert proof(edited(flyer(), at_the_second_page), EXPECTED).result == "pass"


def test_an_attachment_in_a_strangers_file_is_a_warning() -> None:
    assert finding(proof(edited(drawn("0 0 5 5 re f"), _attachment)), "active").result == "warn"


def test_no_figure_for_bytes_means_no_check() -> None:
    assert "bytes" not in {found.id for found in proof(flyer(), Expected(edition="screen")).findings}
