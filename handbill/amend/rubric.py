"""How a change is said: its rubric, 'In Resolves 2, delete all after “…” and insert “…”'; and read back.

The rubrics of a language are words of the program, those begun with `amend_`. What stands in [brackets] may
be left out by one who writes a rubric by hand, as may commas, colons and the last full stop; straight and
single quotation marks serve as well as double curved ones. In English other wordings are read too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from itertools import islice

from handbill.amend import operations as ops
from handbill.amend.operations import AmendError, Change
from handbill.amend.passage import on_one_line
from handbill.amend.places import LETTERS, TITLE, Place, find, last_part, numbers, several
from handbill.models.motion import PARTS, Motion
from handbill.source import Text
from handbill.wording import Borrowed, known_words

FORMS: Mapping[str, type[Change]] = {
    "delete_after_insert": ops.DeleteAfter,
    "delete_after": ops.DeleteAfter,
    "every": ops.ReplaceEvery,
    "every_insert": ops.ReplaceEvery,
    "rewrite": ops.Rewrite,
    "replace_words": ops.ReplaceWords,
    "delete_words": ops.DeleteWords,
    "insert_words": ops.InsertWords,
    "add_words": ops.AddWords,
    "insert_clauses": ops.InsertClauses,
    "add_clauses": ops.AddClauses,
    "replace_all": ops.ReplaceAll,
    "move": ops.MoveClause,
    "swap": ops.SwapClauses,
    "delete_clause": ops.DeleteClause,
}
"""The forms of a rubric, in the order in which they are tried."""

ALSO_READ: tuple[tuple[str, type[Change]], ...] = (
    ("In {clause}, delete all after “{after}” and replace[ it] with “{insert}”", ops.DeleteAfter),
    ("Delete all after “{after}” in {clause} and insert “{insert}”", ops.DeleteAfter),
    ("Delete all after “{after}” in {clause} and replace[ it] with “{insert}”", ops.DeleteAfter),
    ("Delete all after “{after}” in {clause}", ops.DeleteAfter),
    ("In every place, replace “{words}” with “{insert}”", ops.ReplaceEvery),
    ("Replace “{words}” with “{insert}” throughout", ops.ReplaceEvery),
    ("Replace “{words}” with “{insert}” in every place", ops.ReplaceEvery),
    ("In {clause}, delete all and replace[ it] with “{insert}”", ops.Rewrite),
    ("Delete {clause} and insert “{insert}”", ops.Rewrite),
    ("Delete {clause} and replace[ it] with “{insert}”", ops.Rewrite),
    ("Replace {clause} with “{insert}”", ops.Rewrite),
    ("In {clause}, replace “{words}” with “{insert}”", ops.ReplaceWords),
    ("In {clause}, delete “{words}” and replace[ it] with “{insert}”", ops.ReplaceWords),
    ("In {clause}, change “{words}” to “{insert}”", ops.ReplaceWords),
    ("In {clause}, for “{words}” substitute “{insert}”", ops.ReplaceWords),
    ("Delete “{words}” in {clause} and insert “{insert}”", ops.ReplaceWords),
    ("Replace “{words}” with “{insert}” in {clause}", ops.ReplaceWords),
    ("Replace “{words}” in {clause} with “{insert}”", ops.ReplaceWords),
    ("Delete “{words}” in {clause}", ops.DeleteWords),
    ("Delete “{words}” from {clause}", ops.DeleteWords),
    ("In {clause}, after “{after}” add “{insert}”", ops.InsertWords),
    ("In {clause}, insert “{insert}” after “{after}”", ops.InsertWords),
    ("In {clause}, add “{insert}” after “{after}”", ops.InsertWords),
    ("In {clause}, add “{insert}” at[ the] end", ops.AddWords),
    ("In {clause}, at[ the] end add “{insert}”", ops.AddWords),
    ("Add at[ the] end of {part}: {texts}", ops.AddClauses),
    ("Add to[ the] end of {part}: {texts}", ops.AddClauses),
    ("At[ the] end of {part}, add: {texts}", ops.AddClauses),
    ("At[ the] end of {part}, insert: {texts}", ops.AddClauses),
    ("Add at[ the] end of {clause} “{insert}”", ops.AddWords),
    ("At[ the] end of {clause}, add “{insert}”", ops.AddWords),
    ("Add at[ the] end: {texts}", ops.AddClauses),
    ("Insert at[ the] end: {texts}", ops.AddClauses),
    ("At[ the] end, add: {texts}", ops.AddClauses),
    ("Insert[ a][ new][ clause] after {previous}: {texts}", ops.InsertClauses),
    ("Add[ a][ new][ clause] after {previous}: {texts}", ops.InsertClauses),
    ("After {previous}, insert[ a][ new][ clause]: {texts}", ops.InsertClauses),
    ("After {previous}, add[ a][ new][ clause]: {texts}", ops.InsertClauses),
    ("Insert[ a][ new] {clauses}[ and renumber]: {texts}", ops.InsertClauses),
    ("Add[ a][ new] {clauses}[ and renumber]: {texts}", ops.InsertClauses),
)
"""Other wordings of rubrics that people use in English, in the order in which they are tried after those above."""

CITED = ("clause", "to", "at")
MOST_READINGS = 200
"""In how many ways quotation marks are paired, at most, before a rubric is given up."""

_HELD = "\ue000"
_QUOTED = rf"{_HELD}\d+{_HELD}"
_NAMED = r"(?:notes?|believes?|resolves?|instructs?)"

AS_USUAL: tuple[tuple[str, str], ...] = (
    (rf"^(?={_NAMED} ?\(?\d|title\b|the title\b)", "In "),
    (rf"\b({_NAMED}) ?\((\d+)\)", r"\1 \2"),
    (r"(\d) ?[-–] ?(\d)", r"\1-\2"),
    (rf"^(In [^:{_HELD}]+):", r"\1,"),
    (r"^In title\b", "In the title"),
    (r"(^|, )(?:remove|strike out|strike|leave out|omit)(?= )", r"\1delete"),
    (r"\b(?:everything|all words|all the words) after\b", "all after"),
    (rf"(?<=delete )({_QUOTED}),? insert\b", r"\1 and insert"),
    (rf"(all after {_QUOTED}),? insert\b", r"\1 and insert"),
    (rf"(after {_QUOTED}), insert\b", r"\1 insert"),
    (rf"^delete all and insert:? (?={_NAMED})", "Delete all and replace with: "),
    (rf"\b(insert|add|with|by):(?= {_QUOTED})(?! {_QUOTED}[;,.] {_QUOTED})", r"\1"),
    (rf"\b(replace (?:it )?|{_QUOTED} )by\b", r"\1with"),
    (r"\bat the end\b(?! of)", "at end"),
    (rf"^(?:add|insert)(?: a)?(?: new)? ({_NAMED}):? (?={_QUOTED})", r"Add at end of \1: "),
    (rf"^(?:insert|add)(?: a)?(?: new)?(?: clause)? before ({_NAMED} \d+)", r"Insert new \1"),
    (rf"^before ({_NAMED} \d+),? (?:insert|add)(?: a)?(?: new)?(?: clause)?", r"Insert new \1"),
    (rf"^move ({_NAMED} \d+) to ({_NAMED} \d+)", r"Move \1 to stand as \2"),
    (rf"^swap ({_NAMED}) (\d+) and (\d+)", r"Swap \1 \2 and \1 \3"),
    (rf"^delete ({_QUOTED}) and insert ({_QUOTED}) throughout", r"In every place, delete \1 and insert \2"),
    (rf"^replace (?:every|all|each) ({_QUOTED}) with", r"In every place, replace \1 with"),
    (rf"\bsubstitute ({_QUOTED}) for ({_QUOTED})", r"for \2 substitute \1"),
    (rf"^change (?:the )?title to ({_QUOTED})", r"Replace the title with \1"),
)
"""What people write in English, and what it is as usual; the quotations are held, and are not looked at."""


def rubric(
    change: Change,
    motion: Motion,
    words: Mapping[str, str] | None = None,
    left_out: frozenset[str] = frozenset(),
    *,
    brief: bool = False,
) -> str:
    """Return the rubric of a change to a motion, as source text, in the program's words: those given, or English ones.

    `left_out` are the ids of clauses that do not count, because those who read it do not have them. A
    `brief` one leaves out the new clauses, for a page that has them below. Raises AmendError where the
    change names a clause that is not there.
    """
    words = words or known_words("en")
    form = _form(change)
    word = words[f"amend_{form}"]
    template = re.sub(r"[\[\]]", "", word)
    if brief:
        template = re.sub(r":? \{(?:texts|parts)\}$", "", template)
    values = {each.name: getattr(change, each.name) for each in fields(change)}
    said = {name: _quotable(on_one_line(value)) for name, value in values.items() if isinstance(value, str)}
    said["more"] = _quotable(more_after(change))
    for name in CITED:
        if name in values:
            place = find(motion, values[name], one_more=name == "at")
            said[name] = _cited(place, motion, words, left_out)
    if isinstance(change, ops.InsertClauses):
        said["clauses"] = _several(find(motion, change.at, one_more=True), change, motion, words, left_out)
    if isinstance(change, ops.InsertClauses | ops.AddClauses):
        said["texts"] = _told(change.clauses)
    if isinstance(change, ops.AddClauses):
        said["part"] = words[f"part_{change.part or last_part(motion)}"]
    if isinstance(change, ops.ReplaceAll):
        said["parts"] = ". ".join(f"{words[f'part_{part}']}: {_told(clauses)}" for part, clauses in change.parts)
    told = re.sub(r"\{(\w+)\}", lambda found: said[found[1]], template)
    return Borrowed(told, word.page, word.key) if isinstance(word, Borrowed) else told


def read_rubric(text: str, lang: str = "en") -> tuple[Change, ...]:
    """Return the changes that a rubric says: one, or one for each clause that it deletes.

    Raises AmendError for one that cannot be read.
    """
    english = lang.split("-")[0] == "en"
    words = known_words(lang)
    mark = getattr(text, "mark", None)
    forms = [(words[f"amend_{form}"], kind) for form, kind in FORMS.items()]
    forms += ALSO_READ if english else ()
    for typed, held in islice(_readings(on_one_line(text)), MOST_READINGS):
        line = _as_usual(typed) if english else typed
        for template, kind in forms:
            found = re.fullmatch(_pattern(template), line, re.IGNORECASE)
            if found:
                values = {name: value and value.strip() for name, value in found.groupdict().items()}
                return _read(kind, values, held, words, lambda value: Text(value, mark))
    raise AmendError("this is no rubric that can be read", _hint(on_one_line(text), words), text)


def more_after(change: Change) -> str:
    """Return what a change puts after words that stay, in every place; nothing for one of another sort."""
    words, insert = (on_one_line(getattr(change, name, "")) for name in ("words", "insert"))
    return (
        insert.removeprefix(words + " ")
        if isinstance(change, ops.ReplaceEvery) and insert.startswith(words + " ")
        else ""
    )


def _form(change: Change) -> str:
    if isinstance(change, ops.DeleteAfter):
        return "delete_after_insert" if change.insert else "delete_after"
    if more_after(change):
        return "every_insert"
    return next(form for form, kind in FORMS.items() if isinstance(change, kind))


# Saying


def _cited(place: Place, motion: Motion, words: Mapping[str, str], left_out: frozenset[str]) -> str:
    if place.part == TITLE:
        return words["part_title"]
    number = numbers(motion, left_out)[place.part][place.index]
    point = f"({LETTERS[place.point]})" if place.point is not None else ""
    return f"{words[f'part_{place.part}']} {number}{point}"


def _several(
    place: Place, change: ops.InsertClauses, motion: Motion, words: Mapping[str, str], left_out: frozenset[str]
) -> str:
    """Return what new clauses are called: 'Notes 3', 'Notes 3 and 4', 'Notes 3 to 5'."""
    first = _cited(place, motion, words, left_out)
    last = numbers(motion, left_out)[place.part][place.index] + len(change.clauses) - 1
    if len(change.clauses) == 1:
        return first
    return f"{first} {words['amend_and' if len(change.clauses) == 2 else 'amend_to']} {last}"


def _told(clauses: tuple[ops.NewClause, ...]) -> str:
    return "; ".join(_clause_told(clause) for clause in clauses)


def _clause_told(clause: ops.NewClause) -> str:
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


def _as_usual(line: str) -> str:
    for found, usual in AS_USUAL:
        line = re.sub(found, usual, line, flags=re.IGNORECASE)
    return line


def _readings(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield a rubric with a sign in the place of each quotation, and what those say, for each way to pair the marks.

    Where single marks could close in several places, because of apostrophes, the shortest quotation comes first.
    """
    for pairs in _pairings(text, 0):
        line, at = "", 0
        for number, (start, end) in enumerate(pairs):
            line += f"{text[at:start]}{_HELD}{number}{_HELD}"
            at = end + 1
        yield (line + text[at:]).strip(), [text[start + 1 : end].strip() for start, end in pairs]


def _pairings(text: str, start: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield where quotations open and close, for each way to pair the marks from a place on."""
    for at in range(start, len(text)):
        if ends := _ends(text, at):
            for end in ends:
                for rest in _pairings(text, end + 1):
                    yield (at, end), *rest
            return
    yield ()


def _ends(text: str, at: int) -> list[int]:
    """Return where a quotation that opens at a place may close; nowhere where none does. Curved marks may be nested."""
    if text[at] == '"':
        end = text.find('"', at + 1)
        return [end] if end > 0 else []
    if text[at] == "“":
        depth = 0
        for end in range(at, len(text)):
            depth += {"“": 1, "”": -1}.get(text[end], 0)
            if not depth:
                return [end]
    if text[at] in "'‘" and not text[at - 1 : at].isalnum():
        return [end for end in range(at + 2, len(text)) if _closes(text, end)]
    return []


def _closes(text: str, at: int) -> bool:
    """Say whether a single mark may close a quotation: it stands at the end of a word."""
    return text[at] in "'’" and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


_SIGN = rf"{_HELD}\d+{_HELD}"
_CLAUSES = rf"{_SIGN}(?:,? ?\([a-z]\) {_SIGN})*"


def _pattern(template: str) -> str:
    """Return what finds a rubric whose quotations are held."""
    made = re.escape(template).replace(r"\ ", " ")
    made = made.replace(",", ",?").replace(":", ":?")
    made = re.sub(r" ?\\\[(.*?)\\\]", r"(?: ?\1)?", made)
    made = re.sub(r"“\\\{(\w+)\\\}”", lambda found: f"(?P<{found[1]}>{_SIGN})", made)
    made = made.replace(r"\{part\}", r"(?P<part>[^\W\d_]+)")
    made = made.replace(r"\{texts\}", rf"(?P<texts>{_CLAUSES}(?:[;,] {_CLAUSES})*)")
    made = made.replace(r"\{parts\}", rf"(?P<parts>\w+:? {_CLAUSES}(?:[.;,]+ (?:\w+:? )?{_CLAUSES})*)")
    made = re.sub(r"\\\{(\w+)\\\}", lambda found: f"(?P<{found[1]}>(?:[^{_HELD}:;,]|, ?(?=\\d|and ))+?)", made)
    return made + r"\.?"


def _read(
    kind: type[Change], values: dict[str, str], held: list[str], words: Mapping[str, str], text: Callable[[str], Text]
) -> tuple[Change, ...]:
    def quoted(signs: str) -> str:
        return held[int(signs.strip(_HELD))]

    def clauses(said: str) -> tuple[ops.NewClause, ...]:
        found = []
        for each in re.findall(_CLAUSES, said):
            first, *points = (text(quoted(sign)) for sign in re.findall(_SIGN, each))
            found.append(ops.NewClause(first, tuple(points)))
        return tuple(found)

    if kind is ops.DeleteClause:
        return tuple(ops.DeleteClause(text(_in_english(each, words))) for each in several(values["clause"]))
    given: dict[str, object] = {"part": ""} if kind is ops.AddClauses else {}
    for name, value in values.items():
        match name:
            case "more":
                given["insert"] = text(f"{quoted(values['words'])} {quoted(value)}")
            case "previous":
                given["at"] = text(_after(_in_english(value, words)))
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
    return (kind(**given),)  # type: ignore[arg-type]


def _after(cited: str) -> str:
    """Return the number that a clause gets which goes in after another. Raises AmendError for one without a number."""
    found = re.fullmatch(r"(\S+) (\d{1,4})", cited)
    if not found:
        raise AmendError(f"'{cited}' has no number to put a clause after", "cite it as Resolves 2", cited)
    return f"{found[1]} {int(found[2]) + 1}"


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


def _hint(text: str, words: Mapping[str, str]) -> str:
    """Return the rubric that is most like what was typed, with its clause."""
    cited = re.search(r"\b(?:notes|believes|resolves|instructs) \d{1,4}(?:\([a-z]\))?", text, re.IGNORECASE)
    clause = cited[0].capitalize() if cited else "Resolves 2"
    part = clause.split()[0]
    put = {
        "clause": clause,
        "clauses": clause,
        "part": part,
        "to": "Resolves 1",
        "texts": "“…”",
        "parts": f"{part}: “…”",
    }
    typed = _told_apart(next(_readings(text))[0])
    templates = (re.sub(r"\[.*?\]", "", words[f"amend_{form}"]) for form in FORMS)
    choices = [re.sub(r"\{(\w+)\}", lambda found: put.get(found[1], "…"), each) for each in templates]
    near = max(choices, key=lambda each: (typed & _told_apart(each)).total() / (typed + _told_apart(each)).total())
    return f"write it as {near}"


def _told_apart(text: str) -> Counter[str]:
    """Return the words of a rubric, to say how like they are to others: each quotation is one."""
    return Counter(re.findall(r"…|[\w()]+", re.sub(rf"{_HELD}\d+{_HELD}", "…", text.lower())))
