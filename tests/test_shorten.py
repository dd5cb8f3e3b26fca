"""Motions made short enough by leaving clauses out: which go, which stay, and what is written."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handbill import cli
from handbill.checking import check
from handbill.counting import ClauseWords, Count
from handbill.models.motion import PARTS, Clause, Motion, clause_id
from handbill.models.rules import Counting
from handbill.reading import read_project
from handbill.request import Request
from handbill.shorten import choose_clauses, without
from handbill.source import Source, Text
from handbill.validate import validate
from handbill.yaml_text import motion_yaml
from tests import projects
from tests.test_counting import PARTS as WORDED
from tests.test_counting import TODAY

# Which clauses go

clauses = st.builds(
    lambda words, priority, optional: Clause(
        text=Text(" ".join(["word"] * words)), priority=priority, optional=optional
    ),
    st.integers(1, 30),
    st.integers(1, 3),
    st.booleans(),
)
motions = st.builds(
    lambda *parts: Motion(title=Text("T"), campaign=Text("c"), **dict(zip(PARTS, map(tuple, parts), strict=True))),
    *(st.lists(clauses, max_size=5) for _ in PARTS),
)
ways = st.builds(Counting, instructions=st.booleans(), numbers=st.booleans(), openings=st.booleans())


def at_conference(motion: Motion) -> dict[str, tuple[str, Clause]]:
    """The clauses that a conference gets, in order, each with its part, by id."""
    parts = ("notes", "believes", "instructs" if motion.instructs else "resolves")
    found = {}
    for part in parts:
        for place, clause in enumerate(getattr(motion, part), 1):
            found[clause_id(clause, part, place)] = (part, clause)
    return found


def counted(motion: Motion, counts: Counting) -> Count:
    there = at_conference(motion)
    parts = list(dict.fromkeys(part for part, _ in there.values()))
    last = parts[-1] if parts and parts[-1] in ("resolves", "instructs") else ""
    made = tuple(ClauseWords(part, 1, id, len(clause.text.split()), 1) for id, (part, clause) in there.items())
    return Count(1, tuple(4 for _ in parts), made, last, counts)


@given(motions, ways, st.integers(1, 250))
def test_the_rest_is_within_the_limit_or_nothing_more_can_go(motion: Motion, counts: Counting, limit: int) -> None:
    before = counted(motion, counts)
    there = at_conference(motion)
    chosen = {each.id for each in choose_clauses(before, limit, {id: clause for id, (_, clause) in there.items()})}
    after = counted(without(motion, chosen), counts)
    kept = at_conference(without(motion, chosen))

    # No part loses all of its clauses, and nothing goes that need not.
    assert {part for part, _ in there.values()} == {part for part, _ in kept.values()}
    assert after.total == before.total - sum(before.weight(each) for each in before.clauses if each.id in chosen)
    parts = [part for part, _ in kept.values()]
    spare = [id for id, (part, _) in kept.items() if parts.count(part) > 1 and not after.is_idle(part)]
    assert after.total <= limit or not spare
    assert before.total > limit or not chosen

    # What stays is what was there, in the same words and order.
    assert kept == {id: (part, kept[id][1]) for id, (part, _) in there.items() if id in kept}
    assert [each.text for _, each in kept.values()] == [each.text for id, (_, each) in there.items() if id in kept]

    # Of two that could have gone, the one of less priority did; among equals an optional one, a fact, an
    # opinion, then the last.
    order = list(there)
    rank = {
        id: (each.priority, each.optional, {"notes": 2, "believes": 1}.get(part, 0), order.index(id))
        for id, (part, each) in there.items()
    }
    assert all(rank[gone] > rank[id] for gone in chosen for id in spare)

    # With the last that went still there it would have been too long.
    if chosen:
        last = min(chosen, key=rank.__getitem__)
        weight = next(before.weight(each) for each in before.clauses if each.id == last)
        assert after.total + weight > limit


@given(motions, st.data())
def test_a_motion_without_some_clauses_is_otherwise_the_same_when_read_back(
    motion: Motion, data: st.DataObject
) -> None:
    ids = [clause_id(each, part, place) for part in PARTS for place, each in enumerate(getattr(motion, part), 1)]
    gone = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    source = Source("x.yaml")
    read = yaml.safe_load(motion_yaml(without(motion, gone)))
    again = validate(source, projects_map(read), Motion)
    assert again is not None
    assert source.problems == []
    for part in PARTS:
        left = [
            each.model_copy(update={"id": Text(clause_id(each, part, place))})
            for place, each in enumerate(getattr(motion, part), 1)
            if clause_id(each, part, place) not in gone
        ]
        assert list(getattr(again, part)) == left


def projects_map(data: object) -> object:
    """Data as the reader of files gives it, every scalar a text."""
    from handbill.errors import Mark
    from handbill.source import Map, Seq

    mark = Mark("x.yaml", 1, 1)
    if isinstance(data, dict):
        made = Map(mark)
        made.update({Text(str(key), mark): projects_map(value) for key, value in data.items()})
        return made
    if isinstance(data, list):
        listed = Seq(mark)
        listed.extend(map(projects_map, data))
        listed.marks = [mark] * len(data)
        return listed
    return Text({True: "yes", False: "no"}.get(data, str(data)) if isinstance(data, bool) else str(data), mark)


# The command

RULES = f"title: Congress\nopening: Congress\n{WORDED}checked: 2026-11-01\nlimits: {{body: 32}}\n"
MOTION = """\
title: Keep it open
campaign: library
notes:
  - the library is open on six days;
  - {text: it is {{ branch.name }}'s only one;, priority: 2, source: budget}
  - it has books.
believes:
  - {text: books are for all;, optional: yes}
  - {id: warm, text: it is warm., priority: 2}
resolves: [go there;, read;, tell the council.]
instructs:
  - tell the council;
  - {id: poster, text: print a poster;, priority: 3}
  - tell the press.
variants:
  - when: {type: council}
    replace: {poster: draw a poster;}
  - when: {type: council}
    replace: {poster: paint a poster;, warm: it is cold., n3: it has few books.}
translations:
  cy:
    title: Cadwch hi
    notes: [un;, dau;, tri.]
    believes: [pedwar;, pump.]
    resolves: [a;, b;, c.]
    instructs: [ch;, d;, dd.]
    variants:
      - replace: {poster: e;}
      - replace: {poster: e;, warm: f., n3: ff.}
""".replace("{{ branch.name }}'s only one;", '"{{ branch.name }}\'s only one;"').replace('it is "{{', '"it is {{')


@pytest.fixture
def root(tmp_path: Path) -> Path:
    branch = {"branches/weir.yaml": "name: Weir and Fell Readers\ntype: union-branch\n"}
    files = {**projects.BASE, **branch, "rules/congress.yaml": RULES, "motions/doc.yaml": MOTION}
    return projects.write(tmp_path, files)


def fit(root: Path, *words: str, rules: str = "congress") -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(["fit", "doc", "--rules", rules, *words, "--project", str(root), "--today", "2026-11-21"])
    return int(left.value.code or 0)


def test_fit_says_what_it_left_out_and_the_words_before_and_after(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fit(root, "--branch", "weir") == 0
    assert capsys.readouterr().out.replace("\u00a0", " ").splitlines() == [
        "doc: 45 words (openings 11, clauses 25, instructions 9; not counted: title 3, numbers 8), "
        "13 more than the 32 that Congress allows",
        "left out: Notes 2 (8 words): it is Weir and Fell Readers’s only one;",
        "left out: Believes 2 (3 words): it is warm.",
        "left out: Instructs 2 (3 words): print a poster;",
        "45 words before, 31 after",
    ]


def test_a_motion_that_is_short_enough_stays_whole(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    projects.write(root, {"rules/long.yaml": RULES.replace("32", "45"), "rules/none.yaml": "title: None\n"})
    assert fit(root, "--branch", "weir", rules="long") == 0
    assert capsys.readouterr().out.endswith("; Congress allows 45, and nothing has to be left out\n")
    assert fit(root, "--branch", "weir", rules="none") == 0
    assert capsys.readouterr().out.endswith("; no limit is known for None, and nothing is left out\n")


def test_fit_says_so_where_even_the_least_is_too_long(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    projects.write(root, {"rules/short.yaml": RULES.replace("32", "23")})
    assert fit(root, "--branch", "weir", rules="short") == 1
    told = capsys.readouterr()
    assert "45 words before, 25 after" in told.out
    assert told.err == "that is still 2 words too many: each part keeps one clause, and none is reworded\n"


def test_the_shorter_motion_is_written_and_is_in_order(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = root / "motions/short.yaml"
    assert fit(root, "--branch", "weir", "--output", str(out)) == 0
    assert capsys.readouterr().out.endswith(f"Written: {out}\n")
    assert [str(problem) for problem in check(Request(root, today=TODAY))] == []
    project = read_project(root)
    short = project.documents["short"]
    assert list(short.languages) == ["en-GB", "cy"]
    assert projects.parts(projects.piece(project, "short")) == {
        "This Branch notes that": ["the library is open on six days;", "it has books."],
        "This Branch believes that": ["books are for all."],
        "This Branch resolves to": ["go there;", "read;", "tell the council."],
    }
    welsh = [*projects.parts(projects.piece(project, "short-conference", lang="cy")).values()]
    assert welsh == [["un;", "tri."], ["pedwar."], ["ch;", "dd."]]
    (variant,) = short.value.variants  # type: ignore[attr-defined]
    assert dict(variant.replace) == {"n3": "it has few books."}


def test_what_joins_the_last_two_clauses_stays_and_counts(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = "notes: [one two;, {text: three; and, priority: 2}, four.]\nbelieves: [so.]\n"
    parts += "resolves: [go;, {text: rest., priority: 3}]\n"
    parts += "variants: [{when: {type: council}, replace: {r1: stay;, n1: un;}}]\n"
    projects.write(root, {"motions/doc.yaml": f"title: T\ncampaign: library\n{parts}"})
    for limit, told, notes in (
        ("17", "19 words before, 17 after", ["one two; and", "four."]),
        ("16", "19 words before, 15 after", ["one two."]),
    ):
        projects.write(root, {"rules/few.yaml": RULES.replace("32", limit)})
        assert fit(root, "--branch", "weir", "--output", str(root / "motions/short.yaml"), "--force", rules="few") == 0
        assert told in capsys.readouterr().out
        project = read_project(root)
        made = projects.parts(projects.piece(project, "short"))
        assert list(made.values()) == [notes, ["so."], ["go."]]
        (variant,) = project.documents["short"].value.variants  # type: ignore[attr-defined]
        assert dict(variant.replace) == {"n1": notes[0].replace("one two", "un"), "r1": "stay."}


def test_nothing_is_overwritten_unless_it_is_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = root / "motions/doc.yaml"
    assert fit(root, "--output", str(out)) == 2
    assert "is there already: name another file, or write --force to replace it" in capsys.readouterr().err
    assert out.read_text() == MOTION
    assert fit(root, "--output", str(out), "--force") == 0
    assert "print a poster" not in out.read_text()


def test_only_what_is_there_can_be_shortened(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    projects.write(root, {"leaflets/doc2.yaml": projects.LEAFLET + "  - - headline: Hello\n"})
    for words, message in (
        (["doc2", "--rules", "congress"], "'doc2' is no motion"),
        (["dock", "--rules", "congress"], "there is no document 'dock'"),
        (["doc", "--rules", "congres"], "there is no set of rules 'congres'"),
        (["doc", "--rules", "congress", "--branch", "wear"], "there is no branch 'wear'"),
        (["doc", "--rules", "congress", "--lang", "fr"], "'doc' is not in 'fr': there are en-GB, cy"),
    ):
        with pytest.raises(SystemExit) as left:
            cli.main(["fit", *words, "--project", str(root), "--today", "2026-11-21"])
        assert left.value.code == 2
        assert message in capsys.readouterr().err


def test_words_are_counted_in_the_language_that_is_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fit(root, "--lang", "cy") == 0
    assert "clauses 5, instructions 3" in capsys.readouterr().out


def test_a_form_whose_name_is_taken_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    projects.write(root, {"motions/doc-conference.yaml": projects.motion("notes: [a]\n")["motions/doc.yaml"]})
    assert fit(root) == 1
    assert "what is made of it as 'conference' would have the name of" in capsys.readouterr().err
