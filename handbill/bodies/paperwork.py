"""The blocks that people write on, with who holds what they write."""

from __future__ import annotations

from collections.abc import Mapping

from handbill import text, typography
from handbill.bodies.pen import Pen
from handbill.errors import Lack
from handbill.models.paperwork import Privacy
from handbill.models.paperwork import Signatures as SignaturesModel
from handbill.models.paperwork import SignUp as SignUpModel
from handbill.piece import EMPTY, Petition, Rich
from handbill.piece.paperwork import Signatures, SignUp

CONSENTS = ("email", "phone")
"""What nobody may be reached by who did not agree to it (Privacy and Electronic Communications Regulations 2003)."""

GETS_IT_BACK = Lack(
    ("imprint", "promoter"),
    "it does not say to whom what people write on is to be returned",
    "A. Member, 14 Lock Lane, Anytown AN1 2AA",
)
TAKES_OFF = Lack(
    ("secretary", "email"), "it does not say whom to ask to be taken off a list", "secretary@anytown.example"
)


def signup(slip: SignUpModel, pen: Pen) -> SignUp:
    """Return a slip to tear off. What cannot be said of who holds it is told."""
    words = pen.recipient.words
    usual = (text.plain(words[f"consent_{each}"]) for each in CONSENTS if each in slip.fields)
    said = {
        "holder": _holder(slip, pen),
        "use": pen.inline(slip.use) or text.plain(words["privacy_use"]),
        "keep": pen.inline(slip.keep),
        "contact": _contact(slip, pen),
    }
    return SignUp(
        text=pen.inline(slip.text),
        fields=tuple(words[f"field_{each}"] for each in slip.fields),
        consents=tuple(map(pen.inline, slip.consents)) or tuple(usual),
        privacy=_joined(words, ("privacy_signup", "privacy_rights"), said),
        return_to=text.fill(words["hand_in"], who=_return_to(slip, pen)),
    )


def signatures(sheet: SignaturesModel, pen: Pen) -> Signatures:
    """Return a sheet to sign. What cannot be said of who holds it is told."""
    words = pen.recipient.words
    petition = pen.petition(sheet.petition)
    to = pen.inline(sheet.to)
    said = {
        "holder": _holder(sheet, pen),
        "to": to,
        "keep": pen.inline(sheet.keep),
        "contact": _contact(sheet, pen),
    }
    return Signatures(
        petition=petition,
        call=text.fill(words["sheet_calls"], to=to),
        ask=pen.inline(sheet.ask) or petition.title,
        privacy=_joined(words, ("privacy_sheet", "privacy_rights"), said),
        return_to=_returned(petition, _return_to(sheet, pen), words),
        pages=sheet.pages,
    )


def _returned(petition: Petition, who: Rich, words: Mapping[str, str]) -> Rich:
    if petition.closes:
        return text.fill(words["return_sheet_by"], who=who, date=petition.closes)
    return text.fill(words["return_sheet"], who=who)


def _holder(privacy: Privacy, pen: Pen) -> Rich:
    return pen.inline(privacy.holder) or pen.recipient.name


def _contact(privacy: Privacy, pen: Pen) -> Rich:
    """Return how to be taken off: whoever holds a list has to say."""
    recipient = pen.recipient
    if recipient.branch is None:
        return text.BLANK
    secretary = recipient.branch.value.secretary
    found = str(secretary.email or secretary.phone).strip() or _promoter(pen)
    if not found and privacy.return_to:  # else the promoter is missing, who would do for both
        pen.lacks.append(TAKES_OFF)
    return recipient.plain(found)


def _return_to(privacy: Privacy, pen: Pen) -> Rich:
    if privacy.return_to:
        return pen.inline(privacy.return_to)
    if pen.recipient.branch is None:
        return text.BLANK
    promoter = _promoter(pen)
    if not promoter:
        pen.lacks.append(GETS_IT_BACK)
    return pen.recipient.plain(typography.addressed(promoter)) if promoter else EMPTY


def _promoter(pen: Pen) -> str:
    return pen.recipient.says("imprint", "promoter").strip().rstrip(".").strip()


def _joined(words: Mapping[str, str], keys: tuple[str, ...], said: Mapping[str, Rich]) -> Rich:
    parts = [text.fill(words[key], **said) for key in keys]
    return Rich(" ".join(each.html for each in parts), " ".join(each.plain for each in parts))
