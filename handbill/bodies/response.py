"""What is made of a response: a guide, a filled answer, a letter that invites people, the side of a leaflet."""

from __future__ import annotations

import html
import re
from typing import Final

from handbill import text
from handbill.bodies import letter
from handbill.bodies.pen import Pen
from handbill.models.letter import Addressee
from handbill.models.letter import Letter as LetterModel
from handbill.models.response import ANSWER, INVITATION, SIDE, Consultation, Question, Response, is_same
from handbill.panel import panel
from handbill.petitions import shown_address
from handbill.piece import EMPTY, Body, Petition, Rich
from handbill.piece.leaflet import Block, Leaflet
from handbill.piece.response import AskedQuestion, Choice
from handbill.piece.response import Response as ResponsePiece
from handbill.recipient import Recipient
from handbill.source import Text
from handbill.wording import day_in_words

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")
_URL: Final = re.compile(r"https?://\S+\Z")


def body(response: Response, pen: Pen) -> Body:
    """Return the body of the form that the pen's entry has; without a form the guide."""
    if pen.entry.form_name == INVITATION:
        return _invitation(response, pen)
    if pen.entry.form_name == SIDE:
        return _side(response, pen)
    consultation, words, recipient = response.consultation, pen.recipient.words, pen.recipient
    is_filled, is_over = pen.entry.form_name == ANSWER, consultation.is_over(recipient.today)
    addresses = (*((consultation.url,) if is_filled else ()), *consultation.send_to)
    return ResponsePiece(
        kind=recipient.plain(words[_kind(is_filled, is_over)]),
        title=pen.inline(title(response, recipient, pen.entry.form_name)),
        about=text.fill(
            words["consultation_of" if is_filled else "consultation_by"],
            name=pen.inline(consultation.name),
            body=pen.inline(consultation.body),
        ),
        time=_time(response, pen),
        is_filled=is_filled,
        is_over=is_over,
        text=EMPTY if is_filled else pen.prose(response.text),
        advice=EMPTY if is_filled or is_over else recipient.plain(words["own_words"]),
        questions=tuple(
            _question(question, number, response, pen) for number, question in enumerate(response.questions, 1)
        ),
        send_to=() if is_over else tuple(_reached(str(each).strip(), pen) for each in addresses),
        page=None if is_filled else _code(response, pen),
        signed=text.fill(words["answer_of"], branch=recipient.name) if is_filled else EMPTY,
    )


def title(response: Response, _recipient: Recipient, form: str) -> Text:
    """Return the title of a form: that of the consultation for an answer, for it goes to the body that asks."""
    return response.consultation.name if form == ANSWER else response.title


def _kind(is_filled: bool, is_over: bool) -> str:
    return "consultation_answer" if is_filled else "response_over" if is_over else "response"


def _question(question: Question, number: int, response: Response, pen: Pen) -> AskedQuestion:
    scale = response.scale_of(question)
    answer = str(question.answer or "")
    label = pen.recipient.words["question_number"].replace("{number}", str(question.number).strip() or str(number))
    asked = pen.prose(question.text)
    free = EMPTY if scale else pen.inline(question.answer, () if question.reasons else question.source)
    chosen = tuple(Choice(pen.inline(each), is_same(answer, each)) for each in scale)
    last = len(question.reasons)
    why = tuple(
        pen.inline(each, question.source if place == last else ()) for place, each in enumerate(question.reasons, 1)
    )
    return AskedQuestion(label, asked, chosen, free, why)


def _time(response: Response, pen: Pen) -> Rich:
    """Say until when to answer, or that it is too late."""
    consultation, recipient = response.consultation, pen.recipient
    key = "consultation_closed" if consultation.is_over(recipient.today) else "consultation_closes"
    return text.fill(recipient.words[key], date=text.plain(day_in_words(consultation.closes, recipient.lang)))


def _code(response: Response, pen: Pen) -> Petition:
    """Return the consultation's own page as a code leads to it."""
    consultation, recipient = response.consultation, pen.recipient
    is_over = consultation.is_over(recipient.today)
    return Petition(
        slug="consultation",
        title=pen.inline(consultation.name),
        url=str(consultation.url),
        shown=_shown(consultation),
        order=recipient.plain(recipient.words["see_consultation" if is_over else "answer_online"]),
        closes="" if is_over else day_in_words(consultation.closes, recipient.lang),
    )


def _shown(consultation: Consultation) -> str:
    """Return the address of the consultation's page as it is printed, to be typed."""
    return shown_address(str(consultation.short_url or consultation.url))


def _reached(given: str, pen: Pen) -> Rich:
    """Return an address to send to, as a link where it is one."""
    leads = f"mailto:{given}" if _EMAIL.match(given) else given if _URL.match(given) else ""
    shown = pen.recipient.plain(given.partition("://")[2].rstrip("/") if _URL.match(given) else given)
    return Rich(f'<a href="{html.escape(leads)}">{shown.html}</a>', shown.plain) if leads else shown


def _side(response: Response, pen: Pen) -> Leaflet:
    """Return a side of a leaflet: by when to answer, what to say, and the code of the page to say it on."""
    consultation, recipient = response.consultation, pen.recipient
    name, asking = pen.inline(consultation.name), pen.inline(consultation.body)
    date = text.plain(day_in_words(consultation.closes, recipient.lang))
    headline, lead = ("too_late", "what_we_said") if consultation.is_over(recipient.today) else ("say_by", "is_asking")
    return Leaflet(
        (
            (
                Block("kicker", recipient.of_campaign(pen.inline(recipient.campaign.value.title))),
                Block("headline", text.fill(recipient.words[headline], date=date)),
                Block("lead", text.fill(recipient.words[lead], name=name, body=asking, date=date)),
                Block("points", tuple(map(pen.inline, response.points))),
                Block("petition", _code(response, pen)),
                Block("contact", panel(recipient)),
            ),
        )
    )


def _invitation(response: Response, pen: Pen) -> Body:
    """Return a letter to members and friends. Where and by when to answer is its last paragraph."""
    words, lang = pen.recipient.words, pen.recipient.lang
    consultation = response.consultation
    last = words["invited_to"].replace("{date}", day_in_words(consultation.closes, lang))
    last = last.replace("{link}", f"[{_shown(consultation)}]({consultation.url})")
    assert response.invitation
    said = Text(f"{response.invitation.rstrip()}\n\n{last}", response.invitation.mark)
    written = LetterModel.model_validate(
        {"title": response.title, "campaign": response.campaign, "text": said, "sign_off": Text(words["in_solidarity"])}
    )
    everybody = Addressee(role=Text(words["to_members"]), salutation=Text(words["dear_members"]))
    return letter.to_somebody(written, everybody, pen)
