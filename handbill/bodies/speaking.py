"""The body of a speaking kit: notes with the time that they take, and answers to likely questions."""

from __future__ import annotations

from typing import Final

from handbill.bodies.pen import Pen
from handbill.models.motion import Motion
from handbill.piece import Rich
from handbill.piece.speaking import Answer, Passage, Speaking, Speech
from handbill.source import Text
from handbill.text import bare, blocks
from handbill.wording import counted

WORDS_A_MINUTE: Final = 130


def body(motion: Motion, title: Text, pen: Pen) -> Speaking:
    """Return the speaking kit of a motion that has one."""
    assert motion.speaking is not None
    words, speaking = pen.recipient.words, motion.speaking
    parts = ((words["for_mover"], speaking.mover), (words["for_seconder"], speaking.seconder))
    return Speaking(
        title=pen.inline(title),
        speeches=tuple(_speech(label, pen.prose(text), pen) for label, text in parts if text),
        answers=tuple(Answer(pen.inline(each.question), pen.prose(each.answer)) for each in speaking.questions),
    )


def _speech(label: str, text: Rich, pen: Pen) -> Speech:
    passages = []
    said = 0
    for block in blocks(text.html):
        passages.append(Passage(Rich(block, bare(block)), _clock(said)))
        said += len(bare(block).split())
    length = counted(pen.recipient.words, "speech_length", said, pen.recipient.lang).replace("{time}", _length(said))
    return Speech(label, length, tuple(passages))


def _clock(words: int) -> str:
    """Return the time that so many words take, as minutes and seconds, to the nearest five seconds."""
    seconds = _seconds(words)
    return f"{seconds // 60}:{seconds % 60:02}"


def _length(words: int) -> str:
    """Return the time that so many words take with its units, which are the same in all languages: 1 min 30 s."""
    minutes, seconds = divmod(max(_seconds(words), 5), 60)
    return "\u00a0".join(f"{number}\u00a0{unit}" for number, unit in ((minutes, "min"), (seconds, "s")) if number)


def _seconds(words: int) -> int:
    return 5 * round(words / WORDS_A_MINUTE * 12)
