"""A document in another language: the same data with its texts put in from `translations:`.

A translation gives every text by the same keys as the original, lists entry by entry. What is
no text (sources, dates, figures, who it is for) stays. What is missing is a problem at its line,
never silently left in the original's language. It may say of which version of the original it is,
and that it is a machine's draft.
"""

from __future__ import annotations

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
            self.source.problem(
                mark,
                f"the list '{name}' is {len(given)} long in '{self.lang}' and {len(original)} in the original",
                _HINT,
            )
            return original
        made = Seq(given.mark)
        made.marks = given.marks
        for number, value in enumerate(original):
            made.append(self.value(value, given[number], given.marks[number], name))
        return made


_HINT = "give it the same entries in the same order"
