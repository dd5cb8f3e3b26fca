"""Letters: whom they go to, read from a table beside them.

Somebody of whom the letter needs what is not known is named, at the row, and left out; the others get theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from handbill.errors import Mark, Problem, did_you_mean
from handbill.mailbox import can_be_sent_to
from handbill.models.base import is_slug
from handbill.models.letter import BLANK, FIELDS, LINE, MADE, USUAL_NEEDS, Addressee
from handbill.source import UNREADABLE, Map, Seq, Source, Text
from handbill.tables import Row, read_table
from handbill.validate import validate
from handbill.window import MOST_ROWS, rows_of

_NAMED: Final = re.compile(r"\{\{\s*recipient\.([\w-]+)\s*\}\}")
_CLOSE_ENOUGH: Final = {"e_mail": "email", "e-mail": "email", "mail": "email"}


def read(
    source: Source,
    data: Map,
    table: Callable[[Text], Path | None],
    there: Callable[[], list[str]],
    slugify: Callable[[str], str],
    branches: Iterable[str],
) -> list[Source]:
    """Put those that a letter goes to into its data, each with a slug. Return the sources that tell of the others.

    `table` finds a file by the name that the letter gives it, `there` names those beside
    the letter, and `branches` are those that a row may name.
    """
    given = data.get("recipients")
    if isinstance(given, Text) and given.strip():
        path = table(given)
        if path is None:
            near = did_you_mean(given.strip(), there())
            usual = "its path starts at the folder of this file, and its name ends in .csv or .xlsx"
            hint = near if near.startswith("did you mean") else usual
            source.problem(given.mark, f"there is no table '{given}'", hint)
            return []
        name = Path(source.name).parent / given
        whole, rows = read_table(path, name.as_posix())
        if lacking := list(_lacking(whole, rows, _needed(data))):
            source.problems += lacking  # of the letter, for nobody gets it
            data["recipients"] = _somebody(rows[0])
            return [whole]
        for row in rows:
            row.data = _renamed(whole, row.data)
            row.lines = []  # nobody's address and e-mail stand in what is told
        people: list[Source] = [*rows]
        told = [whole, *people]
    elif isinstance(given, Seq):
        people = [_entry(source, each) for each in given if isinstance(each, Map)]
        if len(people) < len(given):
            return []  # something else than people: the model says so
        told = people
    else:
        return []
    data["recipients"] = _sound(people, given.mark or data.mark, _needed(data), slugify, sorted(branches))
    return told


def _entry(source: Source, data: Map) -> Source:
    """Return an entry of a list as a source of its own, so that one that is wrong does not spoil the letter."""
    made = Source(source.name, [], data)
    made.doubtful = source.doubtful
    return made


def _lacking(whole: Source, rows: Sequence[Row], needs: Iterable[str]) -> Iterator[Problem]:
    """Yield the columns that must be there and are not: once, and not of each row."""
    typed = [name for name in rows[0].names if name] if rows else []
    there = {_called(name) for name in typed}
    if any(LINE.match(name) for name in there):
        there.add("address")
    for need in needs:
        if typed and need in FIELDS and need not in there:
            like = [name for name in typed if need in _called(name).split("_")]
            near = f"did you mean '{like[0]}'?" if like else did_you_mean(need, typed)
            hint = near if near.startswith("did you mean") else "write it in the first row, and fill it in"
            yield whole.describe(Mark(whole.name, 1, 1), f"the table has no column '{need}'", hint)


def _somebody(row: Row) -> Seq:
    """Return one whom a letter that is not made would go to, so that the columns that its text names are known."""
    made = Seq(row.data.mark)
    made.append(Map(made.mark))
    made.marks.append(made.mark)
    for name in map(_called, filter(None, row.names)):
        if name not in FIELDS:
            made[0][Text(name, made.mark)] = Text(name, made.mark)
    return made


def _called(column: str) -> str:
    """Return what texts call a column: 'First name' is first_name, 'E-mail' is email."""
    name = re.sub(r"[^\w-]+", "_", column.strip().lower()).strip("_")
    return _CLOSE_ENOUGH.get(name, name)


def _renamed(whole: Source, data: Map) -> Map:
    """Return a row with its columns called as texts call them."""
    made = Map(data.mark)
    for key, value in data.items():
        name = Text(_called(key), getattr(key, "mark", None))
        if name in made:
            told = whole.describe(
                name.mark, f"the column '{key}' is '{name}', which is there already", "keep one of them"
            )
            whole.problems += [] if told in whole.problems else [told]
        else:
            made[name] = value
    return made


def _needed(data: Map) -> dict[str, str]:
    """Return what must be known of everybody, with who asks for it."""
    needs = data.get("needs", USUAL_NEEDS)
    listed = re.split(r"[,;]", needs) if isinstance(needs, str) else needs or ()
    found = {str(each).strip(): "the letter needs it" for each in listed if str(each).strip()}
    for name in _named_in({key: value for key, value in data.items() if key not in ("recipients", "blank_text")}):
        found.setdefault(name, "the text names it")
    return found


def _named_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _NAMED.findall(value)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _named_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _named_in(each)


def _sound(
    rows: Sequence[Source], mark: Mark, needs: dict[str, str], slugify: Callable[[str], str], branches: list[str]
) -> Seq:
    """Return the data of those of whom everything is known, each with a slug of its own."""
    made = Seq(mark)
    made.marks = []
    taken: dict[str, Source] = {}
    columns = {str(key) for row in rows for key in row.data}
    for row in rows:
        data: Map = row.data
        person = validate(row, data, Addressee)
        if person is None:
            continue
        for problem in _faults(
            row, person, {need: why for need, why in needs.items() if _known(need, columns)}, branches
        ):
            row.problems.append(problem)
        slug = str(person.slug or slugify(person.name or person.role))
        if row.sound:
            _check_slug(row, slug, taken)
        if row.sound:
            data[Text("slug", data.mark)] = Text(slug, data.mark)
            made.append(data)
            made.marks.append(data.mark)
    return made


def _known(name: str, columns: set[str]) -> bool:
    """Say whether anybody may have it at all. What is a mistake in the letter is told there, not of each row."""
    return name in (*FIELDS, *MADE) or name in columns


def _faults(row: Source, person: Addressee, needs: dict[str, str], branches: list[str]) -> Iterator[Problem]:
    """Yield why somebody gets no letter."""
    who = person.full_name or person.slug or "somebody"
    said = person.said()
    for need, why in needs.items():
        if not said.get(need, "").strip():
            hint = f"{_how(row, need)}: {why}. The other letters are made"
            yield row.describe(row.data.mark, f"{who} has no '{need}', and gets no letter", hint)
    if any(UNREADABLE in value for value in said.values()):
        hint = "write it anew, or save the table again as 'CSV UTF-8'. The other letters are made"
        yield row.describe(row.data.mark, f"{who} has a character that could not be read, and gets no letter", hint)
    if any("{{" in value for value in said.values()):
        hint = "write the words themselves. The other letters are made"
        yield row.describe(row.data.mark, f"{who} has a placeholder, which nothing fills in, and gets no letter", hint)
    if person.email and not can_be_sent_to(person.email):
        hint = "write it as name@example.org, with no accents and no spaces"
        yield row.describe(person.email.mark, f"no e-mail can go to '{person.email}'", hint)
    if (count := rows_of(person.lines)) > MOST_ROWS:
        message = f"the address of {who} takes {count} lines, and the window of an envelope shows {MOST_ROWS}"
        yield row.describe(row.data.mark, message, "leave out what the post can do without")
    for slug in person.branch:
        if slug not in branches:
            yield row.describe(slug.mark, f"there is no branch '{slug}'", did_you_mean(slug, branches))


def _how(row: Source, need: str) -> str:
    return f"fill in the column '{need}'" if isinstance(row, Row) else f"add '{need}: …' here"


def _check_slug(row: Source, slug: str, taken: dict[str, Source]) -> None:
    mark = row.data.mark
    if not is_slug(slug) or slug == BLANK:
        hint = "add a 'slug' of lower-case letters, digits and single hyphens"
        row.problem(
            mark, f"no file name can be made of '{slug}'" if slug else "there is no name to call the files by", hint
        )
    elif slug in taken:
        row.problem(mark, f"'{slug}' is there twice", "keep one of them, or give each a 'slug' of its own")
    else:
        taken[slug] = row
