"""How a change is said: its rubric, 'In Resolves 2, delete all after “…” and insert “…”'; and read back.

The rubrics of a language are words of the program, those begun with `amend_`. What stands in [brackets] may
be left out by one who writes a rubric by hand, as may commas, colons and the last full stop; straight
quotation marks serve as well as curved ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from handbill.amend.operations import (
    AddClauses,
    AddWords,
    AmendError,
    Change,
    DeleteAfter,
    DeleteClause,
    DeleteWords,
    InsertClauses,
    InsertWords,
    MoveClause,
    NewClause,
    ReplaceAll,
    ReplaceEvery,
    ReplaceWords,
    Rewrite,
    SwapClauses,
)
from handbill.amend.passage import on_one_line
from handbill.amend.places import LETTERS, TITLE, Place, find, numbers
from handbill.models.motion import PARTS, Motion
from handbill.source import Text
from handbill.wording import known_words

FORMS: Mapping[str, type[Change]] = {
    "delete_after_insert": DeleteAfter,
    "delete_after": DeleteAfter,
    "every": ReplaceEvery,
    "rewrite": Rewrite,
    "replace_words": ReplaceWords,
    "delete_words": DeleteWords,
    "insert_words": InsertWords,
    "add_words": AddWords,
    "insert_clauses": InsertClauses,
    "add_clauses": AddClauses,
    "replace_all": ReplaceAll,
    "move": MoveClause,
    "swap": SwapClauses,
    "delete_clause": DeleteClause,
}
"""The forms of a rubric, in the order in which they are tried."""

CITED = ("clause", "to", "at")
_HELD = "\ue000"


def rubric(
    change: Change, motion: Motion, lang: str = "en", left_out: frozenset[str] = frozenset(), *, brief: bool = False
) -> str:
    """Return the rubric of a change to a motion, as source text.

    `left_out` are the ids of clauses that do not count, because those who read it do not have them. A
    `brief` one leaves out the new clauses, for a page that has them below. Raises AmendError where the
    change names a clause that is not there.
    """
    words = known_words(lang)
    form = _form(change)
    template = re.sub(r"[\[\]]", "", words[f"amend_{form}"])
    if brief:
        template = re.sub(r":? \{(?:texts|parts)\}$", "", template)
    values = {each.name: getattr(change, each.name) for each in fields(change)}
    said = {name: _quotable(on_one_line(value)) for name, value in values.items() if isinstance(value, str)}
    for name in CITED:
        if name in values:
            place = find(motion, values[name], one_more=name == "at")
            said[name] = _cited(place, motion, words, left_out)
    if isinstance(change, InsertClauses):
        said["clauses"] = _several(find(motion, change.at, one_more=True), change, motion, words, left_out)
    if isinstance(change, InsertClauses | AddClauses):
        said["texts"] = _told(change.clauses)
    if isinstance(change, AddClauses):
        said["part"] = words[f"part_{change.part}"]
    if isinstance(change, ReplaceAll):
        said["parts"] = ". ".join(f"{words[f'part_{part}']}: {_told(clauses)}" for part, clauses in change.parts)
    return re.sub(r"\{(\w+)\}", lambda found: said[found[1]], template)


def as_cited(change: Change, motion: Motion) -> Change:
    """Return a change that calls its clauses as they are cited, in English: 'Resolves 2'."""
    words = known_words("en")
    names = [each.name for each in fields(change) if each.name in CITED]
    cited = {
        name: _cited(find(motion, getattr(change, name), one_more=name == "at"), motion, words, frozenset())
        for name in names
    }
    return replace(change, **cited)  # type: ignore[arg-type]


def read_rubric(text: str, lang: str = "en") -> Change:
    """Return the change that a rubric says. Raises AmendError for one that cannot be read."""
    words = known_words(lang)
    mark = getattr(text, "mark", None)
    held: list[str] = []
    line = _without_quotes(on_one_line(text), held)
    for form, kind in FORMS.items():
        found = re.fullmatch(_pattern(words[f"amend_{form}"]), line, re.IGNORECASE)
        if found:
            values = {name: value and value.strip() for name, value in found.groupdict().items()}
            return _read(kind, values, held, words, lambda value: Text(value, mark))
    raise AmendError("this is no rubric that can be read", _hint(words), text)


def _form(change: Change) -> str:
    if isinstance(change, DeleteAfter):
        return "delete_after_insert" if change.insert else "delete_after"
    return next(form for form, kind in FORMS.items() if isinstance(change, kind))


# Saying


def _cited(place: Place, motion: Motion, words: Mapping[str, str], left_out: frozenset[str]) -> str:
    if place.part == TITLE:
        return words["part_title"]
    number = numbers(motion, left_out)[place.part][place.index]
    point = f"({LETTERS[place.point]})" if place.point is not None else ""
    return f"{words[f'part_{place.part}']} {number}{point}"


def _several(
    place: Place, change: InsertClauses, motion: Motion, words: Mapping[str, str], left_out: frozenset[str]
) -> str:
    """Return what new clauses are called: 'Notes 3', 'Notes 3 and 4', 'Notes 3 to 5'."""
    first = _cited(place, motion, words, left_out)
    last = numbers(motion, left_out)[place.part][place.index] + len(change.clauses) - 1
    if len(change.clauses) == 1:
        return first
    return f"{first} {words['amend_and' if len(change.clauses) == 2 else 'amend_to']} {last}"


def _told(clauses: tuple[NewClause, ...]) -> str:
    return "; ".join(_clause_told(clause) for clause in clauses)


def _clause_told(clause: NewClause) -> str:
    points = (
        f" ({letter}) “{_quotable(on_one_line(point))}”" for letter, point in zip(LETTERS, clause.points, strict=False)
    )
    return f"“{_quotable(on_one_line(clause.text))}”{''.join(points)}"


def _quotable(text: str) -> str:
    """Return words that can stand between curved quotation marks: their own become straight where they do not pair."""
    depth = 0
    for letter in text:
        depth += {"“": 1, "”": -1}.get(letter, 0)
        if depth < 0:
            break
    return text if depth == 0 else text.replace("“", '"').replace("”", '"')


# Reading


def _without_quotes(text: str, held: list[str]) -> str:
    """Put a sign in the place of each quotation, and keep what it says. Curved marks may stand within others."""
    curved, made, start, depth = "“" in text, "", 0, 0
    for at, letter in enumerate(text):
        opens = letter == "“" if curved else letter == '"' and not depth
        closes = letter == "”" if curved else letter == '"' and bool(depth)
        if opens:
            start = start if depth else at + 1
            depth += 1
        elif closes and depth:
            depth -= 1
            if not depth:
                held.append(text[start:at].strip())
                made += f"{_HELD}{len(held) - 1}{_HELD}"
        elif not depth:
            made += letter
    return made.strip()


_SIGN = rf"{_HELD}\d+{_HELD}"
_CLAUSES = rf"{_SIGN}(?:,? ?\([a-z]\) {_SIGN})*"


def _pattern(template: str) -> str:
    """Return what finds a rubric whose quotations are held."""
    made = re.escape(template).replace(r"\ ", " ")
    made = made.replace(",", ",?").replace(":", ":?")
    made = re.sub(r" ?\\\[(.*?)\\\]", r"(?: ?\1)?", made)
    made = re.sub(r"“\\\{(\w+)\\\}”", lambda found: f"(?P<{found[1]}>{_SIGN})", made)
    made = made.replace(r"\{texts\}", rf"(?P<texts>{_CLAUSES}(?:[;,] {_CLAUSES})*)")
    made = made.replace(r"\{parts\}", rf"(?P<parts>\w+:? {_CLAUSES}(?:[.;,]+ (?:\w+:? )?{_CLAUSES})*)")
    made = re.sub(r"\\\{(\w+)\\\}", lambda found: f"(?P<{found[1]}>[^{_HELD}:;,]+?)", made)
    return made + r"\.?"


def _read(
    kind: type[Change], values: dict[str, str], held: list[str], words: Mapping[str, str], text: Callable[[str], Text]
) -> Change:
    def quoted(signs: str) -> str:
        return held[int(signs.strip(_HELD))]

    def clauses(said: str) -> tuple[NewClause, ...]:
        found = []
        for each in re.findall(_CLAUSES, said):
            first, *points = (text(quoted(sign)) for sign in re.findall(_SIGN, each))
            found.append(NewClause(first, tuple(points)))
        return tuple(found)

    given: dict[str, object] = {}
    for name, value in values.items():
        match name:
            case "clauses":
                given["at"] = text(_first(value, words))
            case "texts":
                given["clauses"] = clauses(value)
            case "part":
                given["part"] = _part(value, words)
            case "parts":
                rows = re.findall(rf"(\w+):? ({_CLAUSES}(?:[.;,]+ {_CLAUSES})*)", value)
                given["parts"] = tuple((_part(part, words), clauses(said)) for part, said in rows)
            case "clause" | "to":
                given[name] = text(_in_english(value, words))
            case _:
                given[name] = text(quoted(value))
    return kind(**given)  # type: ignore[arg-type]


def _first(cited: str, words: Mapping[str, str]) -> str:
    """Return the first of several clauses that are cited together."""
    found = re.fullmatch(r"(\D+\d+)(?: \D+ \d+)?", cited)
    return _in_english(found[1] if found else cited, words)


def _in_english(cited: str, words: Mapping[str, str]) -> str:
    """Return a citation with the English name of its part: 'Penderfynu 2' is 'Resolves 2'."""
    if cited.casefold() == words["part_title"].casefold():
        return known_words("en")["part_title"]
    found = re.fullmatch(r"(\S+) (\d+)(\([a-z]\))?", cited, re.IGNORECASE)
    if not found:
        return cited
    for part in PARTS:
        if found[1].casefold() == words[f"part_{part}"].casefold():
            return f"{part.capitalize()} {found[2]}{(found[3] or '').lower()}"
    return cited


def _part(name: str, words: Mapping[str, str]) -> str:
    for part in PARTS:
        if name.casefold() in (part, words[f"part_{part}"].casefold()):
            return part
    raise AmendError(f"'{name}' is no part of a motion", "write Notes, Believes, Resolves or Instructs", name)


def _hint(words: Mapping[str, str]) -> str:
    return "write it as " + re.sub(r"[\[\]]", "", words["amend_delete_after_insert"]).replace(
        "{clause}", "Resolves 2"
    ).replace("{after}", "…").replace("{insert}", "…")
