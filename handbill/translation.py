"""A document in another language: the same data with its texts put in from `translations:`.

A translation gives every text by the same keys as the original, lists entry by entry. What is
no text (sources, dates, figures, who it is for) stays. What is missing is a problem at its line,
never silently left in the original's language. It may say of which version of the original it is,
and that it is a machine's draft.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from handbill.errors import Mark, did_you_mean
from handbill.models.base import is_blank
from handbill.source import Map, Seq, Source, Text

KEPT = frozenset(
    [
        "campaign",
        "layout",
        "paper",
        "lang",
        "version",
        "as_of",
        "review_by",
        "editions",
        "only",
        "stage",
        "petition",
        "slug",
        "id",
        "source",
        "optional",
        "priority",
        "line_numbers",
        "running_on",
        "call_list",
        "branch",
        "motion",
        "composite",
        "amendment",
        "number",
        "mover",
        "seconder",
        "date",
        "time",
        "when",
        "file",
        "figure",
        "credit",
        "contact",
        "recipients",
        "by_area",
        "needs",
        "sender",
        "dated",
        "reference",
        "blank",
        "part",
        "of",
        "others",
        "contents",
        "url",
        "short_url",
        "opens",
        "closes",
        "send_to",
    ]
)
"""Keys that a translation may leave out, for what they hold is not in any language."""

_ITS_OWN = ("draft", "of_version")
"""Keys of a translation that say something of itself, and are not taken from the original."""


def translated(source: Source, data: Map, lang: str) -> Map:
    """Return the data of a document in a language that its `translations:` has."""
    original = Map(data.mark)
    original.update({key: value for key, value in data.items() if key != "translations"})
    given = data["translations"][lang]
    original.pop("draft", None)
    if not isinstance(given, Map):
        mark = data["translations"].key_mark(lang)
        source.problem(mark, f"the translation into '{lang}' has no fields", "give each text by the same key")
        return original
    texts = Map(given.mark)
    texts.update({key: value for key, value in given.items() if key not in _ITS_OWN})
    made = _Translation(source, lang).fields(original, texts, given.mark)
    _check_age(source, data, given, lang)
    if "draft" in given:
        made[Text("draft", given.key_mark("draft"))] = given["draft"]
    made[Text("lang", given.mark)] = Text(lang, given.mark)
    return made


def _check_age(source: Source, data: Map, given: Map, lang: str) -> None:
    """Warn of a translation that says of which version it is, where the original has another one now."""
    of, now = given.get("of_version"), str(data.get("version") or "").strip()
    if not is_blank(of) and str(of).strip() != now:
        original = f"version {now}" if now else "a version without a number"
        message = f"the translation into '{lang}' is of version {of}, and the original is {original}"
        hint = f"bring it up to date, then write 'of_version: {now or '…'}'"
        source.problem(given.key_mark("of_version"), message, hint, warning=True)


class _Translation:
    def __init__(self, source: Source, lang: str) -> None:
        self.source, self.lang = source, lang

    def value(self, original: Any, given: Any, mark: Mark, name: str) -> Any:
        if isinstance(original, Map):
            if isinstance(given, Text) and "text" in original:  # a clause written as a plain string
                wide = Map(mark)
                wide[Text("text", given.mark)] = given
                given = wide
            if isinstance(given, Map):
                return self.fields(original, given, mark)
        elif isinstance(original, Seq):
            if isinstance(given, Seq):
                return self.entries(original, given, mark, name)
        else:
            return given
        self.source.problem(mark, f"'{name}' has another shape in '{self.lang}' than in the original", _HINT)
        return original

    def fields(self, original: Map, given: Map, mark: Mark) -> Map:
        made = Map(original.mark)
        strays = {key: did_you_mean(key, original) for key in given if key not in original}
        for key, hint in strays.items():
            self.source.problem(given.key_mark(key), f"'{key}' is not in the original", hint)
        for key, value in original.items():
            made[key] = value
            if key in given and (is_blank(value) or not is_blank(given[key])):
                made[key] = self.value(value, given[key], given.key_mark(key), key)
            elif key not in KEPT and not any(f"'{key}'" in hint for hint in strays.values()):
                at = given.key_mark(key) if key in given else mark
                self.source.problem(at, f"'{key}' is not translated into '{self.lang}'", f"add '{key}: …' here")
        return made

    def entries(self, original: Seq, given: Seq, mark: Mark, name: str) -> Seq:
        if len(original) != len(given):
            count = "1 entry" if len(given) == 1 else f"{len(given)} entries"
            message = f"the list '{name}' has {count} in '{self.lang}', and {len(original)} in the original"
            self.source.problem(mark, message, _SIDES if name == "sides" else _HINT)
            return original
        made = Seq(given.mark)
        made.marks = given.marks
        for number, value in enumerate(original):
            if name == "sides" and isinstance(value, Seq) and isinstance(given[number], Seq):
                made.append(self.blocks(value, given[number], given.marks[number], f"side {number + 1}"))
            else:
                made.append(self.value(value, given[number], given.marks[number], name))
        return made

    def blocks(self, original: Seq, given: Seq, mark: Mark, where: str) -> Seq:
        """Translate a list of blocks, and say which of them is missing or stands in another place."""
        wanted, found = _kinds(original), _kinds(given)
        is_misspelt = len(wanted) == len(found) and sorted(wanted) != sorted(found)
        if wanted == found or is_misspelt:
            return self.entries(original, given, mark, where)
        made = Seq(original.mark)
        made.extend(original)
        made.marks = original.marks
        steps = SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()
        unmatched = [step for step in steps if step[0] != "equal"]
        lacking = {number for _, start, end, _, _ in unmatched for number in range(start, end)}
        for _, _, _, begin, stop in unmatched:
            for at in range(begin, stop):
                place = next((number for number in sorted(lacking) if wanted[number] == found[at]), None)
                lacking -= {place}
                self._out_of_place(found[at], given.marks[at], where, wanted, place)
        for step, start, end, begin, _ in steps:
            if step == "equal":
                for number, at in zip(range(start, end), range(begin, begin + end - start), strict=True):
                    made[number] = self.value(original[number], given[at], given.marks[at], found[at])
            elif missing := [number for number in range(start, end) if number in lacking]:
                self._missing(original, missing, wanted, given.marks[begin - 1] if begin else mark, where)
        return made

    def _out_of_place(self, kind: str, mark: Mark, where: str, kinds: list[str], place: int | None) -> None:
        if place is not None:
            self.source.problem(
                mark, f"'{kind}' stands {_after(kinds, place)} on {where} of the original", "move it there"
            )
        elif kind in kinds:
            self.source.problem(mark, f"{where} has '{kind}' more often than in the original", "delete one of them")
        else:
            hint = "delete it, or add it to the original too"
            self.source.problem(mark, f"'{kind}' is not on {where} of the original", hint)

    def _missing(self, original: Seq, missing: list[int], kinds: list[str], mark: Mark, where: str) -> None:
        names = " and ".join(f"'{kinds[number]}'" for number in missing)
        typed = [kinds[number] if isinstance(original[number], Text) else f"{kinds[number]}: …" for number in missing]
        lines = " and ".join(f"'- {each}'" for each in typed)
        message = f"{where} lacks {names} in '{self.lang}'"
        self.source.problem(mark, message, f"write {lines} {_after(kinds, missing[0])}, as in the original")


def _after(kinds: list[str], place: int) -> str:
    return f"after '{kinds[place - 1]}'" if place else "first"


def _kinds(blocks: Seq) -> list[str]:
    """Return what the blocks of a side are: the first key of each, or its one word."""
    return [str(next(iter(each), "")) if isinstance(each, Map) else str(each) for each in blocks]


_SIDES = "begin each side with '- - ', and each further block of it with '- '"
_HINT = "give it the same entries in the same order"
