"""Letters: do they go to anybody, and say only what is known of those?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from handbill.errors import Problem, did_you_mean
from handbill.models.letter import Letter
from handbill.project import DocumentEntry, Project
from handbill.text import PLACEHOLDER

UNUSED: Final = ("layout", "paper")
"""What other documents may say, and a letter cannot: it has one layout for each of its forms, on A4."""


def check(_: Project, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with a letter that its model cannot see."""
    letter, source = entry.value, entry.source
    assert isinstance(letter, Letter)
    if "recipients" not in source.data and not letter.blank:
        hint = "write 'recipients:' with the name of a CSV, or 'blank: yes'"
        yield source.describe(None, "the letter goes to nobody", hint)
    known = letter.own_names["recipient"]
    for need in letter.needs:
        if letter.recipients and need not in known:
            yield source.describe(need.mark, f"nobody has a '{need}'", did_you_mean(need, known))
    if letter.blank_text and not letter.blank:
        mark = source.data.key_mark("blank_text")
        yield source.describe(mark, "there is no copy to sign for these words", "write 'blank: yes' too")
    if "recipient" in {name.partition(".")[0].strip() for name in PLACEHOLDER.findall(letter.title)}:
        hint = "name them in the text: the title is the same for all"
        yield source.describe(letter.title.mark, "the title cannot name whom the letter goes to", hint)
    for name in UNUSED:
        if name in source.data:
            mark = source.data.key_mark(name)
            message = f"a letter needs no '{name}': it is set on A4, for a window envelope"
            yield source.describe(mark, message, "take it out")
