"""Makes the editions that people edit and paste, Word, text and mail, and says what the proof is to expect of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from handbill import manuscript
from handbill.composed import Composed
from handbill.editions import write
from handbill.finish import image, mail, plain
from handbill.mailbox import can_be_sent_to
from handbill.markup import TEXT
from handbill.markup.said import said
from handbill.pages import Typeset
from handbill.piece import Piece
from handbill.prepare import Prepared
from handbill.proof.edited import ExpectedWords
from handbill.proof.mail import ExpectedMail, proof_mail
from handbill.proof.plain import proof_text
from handbill.task import Made, Refusal, Sets, Task

LOGO_PIXELS: Final = 800
"""The longer side of a picture that is drawn for a Word document, in px."""


def make(task: Task, edition: str, prepared: Prepared, sets: Sets) -> list[Made] | Refusal:
    """Make and prove an edition of the words of a page, and write its file."""
    words = prepared.words
    if words is None or isinstance(words, Refusal):
        return words or Refusal("there is nothing to make it from")
    if edition == "mail":
        expected = of_mail(words.piece, mail.part(words.composed.html))
        data = mail.finish(words.composed.html, words.piece)
        return [write(task, "mail", ".eml", data, 1, proof_mail(data, expected))]
    blocks = manuscript.read(words.composed.html, edition)
    if edition == "text":
        data = plain.finish(blocks, words.piece)
        report = proof_text(data, of_text(words.piece, words.composed))
        return [write(task, "text", ".txt", data, 1, report)]
    from handbill.finish import word  # takes its time to import
    from handbill.proof.word import proof_word

    pictures = dict(words.pictures)
    for digest, place in prepared.drawn.items():
        drawn = sets[place]
        if not isinstance(drawn, bytes):
            return drawn if isinstance(drawn, Refusal) else Refusal("a picture was not drawn")
        pictures[digest] = image.picture(drawn, LOGO_PIXELS)
    if prepared.lined is not None:
        made = sets[prepared.lined]
        if not isinstance(made, Typeset):
            return made if isinstance(made, Refusal) else Refusal("its lines were not set")
        blocks = manuscript.read(words.composed.reading.with_lines(made.line_starts), edition)
    data = word.finish(blocks, words.piece, {f"asset:{digest}": each for digest, each in pictures.items()})
    report = proof_word(data, of_word(words.piece, words.composed))
    return [write(task, "word", ".docx", data, 1, report)]


def of_word(piece: Piece, composed: Composed) -> ExpectedWords:
    """Return what a Word document of a page must say."""
    expected = _words_of(piece, composed.html, "word", tuple(code.url for code in composed.codes))
    return expected if expected.accepted is None else replace(expected, numbers=None)  # Word counts those put in too


def of_text(piece: Piece, composed: Composed) -> ExpectedWords:
    """Return what a text file of a page must say. What is to be pasted has no imprint."""
    expected = _bare(_words_of(piece, composed.html, TEXT, codes=()))
    return replace(expected, imprint=None) if piece.body.is_pasted else expected


def _words_of(piece: Piece, html: str, edition: str, codes: tuple[str, ...]) -> ExpectedWords:
    everything = said(html, edition)
    is_marked = "<ins" in html or "<del" in html
    return ExpectedWords(
        text=everything.text,
        accepted=said(html, edition, leaving="del").text if is_marked else None,
        rejected=said(html, edition, leaving="ins").text if is_marked else None,
        numbers=everything.numbers,
        marked=(piece.words["inserted"], piece.words["deleted"]),
        title=piece.title.plain,
        lang=piece.lang,
        links=everything.links,
        codes=codes,
        imprint=piece.imprint.text.plain,
        imprint_whole=piece.imprint.whole,
    )


def _bare(expected: ExpectedWords) -> ExpectedWords:
    """Return the same without the scheme of any address: none counts, for one is written out anyway."""

    def bare(told: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if told is None else tuple(re.sub(r"\bhttps?://", "", each) for each in told)

    return replace(
        expected, text=bare(expected.text), accepted=bare(expected.accepted), rejected=bare(expected.rejected)
    )


def of_mail(piece: Piece, page: str) -> ExpectedMail:
    """Return what a draft of an e-mail must say, whose words are those of `page`."""
    from handbill.piece.letter import Letter  # only letters go by e-mail

    assert isinstance(piece.body, Letter)
    words = _bare(_words_of(piece, page, TEXT, codes=()))
    sender = piece.panel.email if can_be_sent_to(piece.panel.email) else ""
    return ExpectedMail(piece.body.email, sender, piece.title.plain.replace("\u00a0", " "), words)
