"""Random motions and edited copies of them, for property tests of amendments."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from handbill.models.motion import PARTS, Motion
from handbill.source import Text

WORDS_TYPED = "the board a of to meet, in public; and NHS **care** care *not now* it’s “so” (or) open, x x. spending"
WORDS = st.sampled_from(
    [
        *WORDS_TYPED.split(),
        "{{ branch.name }}",
        "**two words**",
        "[a link](https://a.example)",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
CLAUSES = st.builds(
    lambda text, points: {"text": Text(text), "points": [Text(each) for each in points]},
    TEXTS,
    st.lists(TEXTS, max_size=2),
)
MOTIONS = st.fixed_dictionaries({part: st.lists(CLAUSES, max_size=4) for part in PARTS[:3]})


def made(parts: dict[str, Any], title: str = "Keep it open") -> Motion:
    return Motion.model_validate({"title": Text(title), "campaign": Text("library"), **parts})


def motion(**parts: list[str]) -> Motion:
    """A motion of plain clauses."""
    return made({part: [Text(each) for each in clauses] for part, clauses in parts.items()})


def said(found: Motion) -> tuple[Any, ...]:
    """The words of a motion, part by part."""
    rows = [
        [(" ".join(each.text.split()), tuple(" ".join(point.split()) for point in each.points)) for each in row]
        for row in (getattr(found, part) for part in PARTS)
    ]
    return str(found.title), rows


@st.composite
def edited(draw: st.DrawFn) -> tuple[Motion, Motion]:
    """A motion, and a copy of it with clauses edited, left out, put in, moved; some with their ids, some without."""
    parts = draw(MOTIONS)
    new = {part: _edited(draw, part, row) for part, row in parts.items()}
    return made(parts), made(new, draw(st.sampled_from(["Keep it open", "Keep it open", "Close it"])))


def _edited(draw: st.DrawFn, part: str, row: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for number, clause in enumerate(row, 1):
        what = draw(st.sampled_from(["keep", "keep", "edit", "delete", "points", "new"]))
        if what != "delete":
            text = _text(draw, str(clause["text"])) if what == "edit" else clause["text"]
            points = draw(st.lists(TEXTS.map(Text), max_size=2)) if what == "points" else clause["points"]
            named = {"id": Text(f"{part[0]}{number}")} if draw(st.booleans()) else {}
            found.append({"text": Text(text), "points": points, **named})
        if what == "new":
            found.append(draw(CLAUSES))
    return list(draw(st.permutations(found))) if draw(st.booleans()) else found


def _text(draw: st.DrawFn, text: str) -> str:
    words = text.split(" ")
    start = draw(st.integers(0, len(words)))
    end = draw(st.integers(start, len(words)))
    words[start:end] = draw(st.lists(WORDS, max_size=3))
    return " ".join(words) or "x"
