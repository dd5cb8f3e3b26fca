"""Motions held against the rules of a conference: what is out of order, and what goes up."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from handbill import cli, pipeline, shipped
from handbill.checking import check, check_rules
from handbill.errors import ContentError, UsageError
from handbill.models.rules import Rules
from handbill.pipeline.events import Told
from handbill.reading import read_project
from handbill.request import Request
from handbill.source import read_yaml
from tests import projects
from tests.test_counting import PARTS, TODAY

CHECKED = "checked: 2026-11-01\n"
RULES = f"title: Readers' Congress\nopening: This Congress\n{PARTS}{CHECKED}"
READERS = "name: Readers\ntype: union\nrules: congress\n"
BRANCH = "name: Weir\ntype: union-branch\norganisation: readers\n"
MOTION = """\
title: Keep it open
campaign: library
notes: ["{{ this_body }} was told nothing;", {text: the branch has a hall., only: {stage: branch}}]
resolves: [write to the council.]
instructs: [write to the council.]
"""

Here = Callable[..., Path]


@pytest.fixture
def here(tmp_path: Path) -> Here:
    """Writes a project with a motion, a branch, its union and the rules of that union's congress."""

    def make(rules: str = RULES, motion: str = MOTION, **files: str) -> Path:
        named = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}
        base = {"campaigns/library.yaml": projects.CAMPAIGN, "organisations/readers.yaml": READERS}
        written = {"branches/weir.yaml": BRANCH, "rules/congress.yaml": rules, "motions/doc.yaml": motion}
        return projects.write(tmp_path, {**base, **written, **named})

    return make


def told(root: Path, rules: str = "congress", today: datetime.date = TODAY) -> list[str]:
    return projects.said(check_rules(Request(root, rules=rules, today=today)).problems)


# Each rule, and a motion that breaks it

FAULTS = {
    "limits: {body: 17}\n": (
        MOTION,
        ["motions/doc.yaml 19 words for Readers' Congress, 2 more than the 17 that its rules allow: "
         "handbill fit doc --rules congress says what could be left out"],
    ),
    "limits: {title: 2}\n": (
        MOTION,
        ["motions/doc.yaml:1:8 the title has 3 words, 1 more than the 2 that Readers' Congress allows: shorten it"],
    ),
    "may_instruct: [Executive]\n": (
        MOTION.replace("resolves:", "believes: ['so instruct the Treasurer, the Executive and our Editor to pay.']\n"
                       "resolves:"),
        ["motions/doc.yaml:4:25 it instructs the Treasurer, and a motion to Readers' Congress may instruct only "
         "the Executive: instruct the Executive",
         "motions/doc.yaml:4:58 it instructs our Editor, and a motion to Readers' Congress may instruct only "
         "the Executive: instruct the Executive"],
    ),
    "never_instruct: [General Secretary]\n": (
        MOTION.replace("write to the council.]\n", "instruct the General Secretary to write.]\n"),
        ["motions/doc.yaml:5:22 it instructs the General Secretary, which no motion to Readers' Congress may do: "
         "ask, or instruct somebody else"],
    ),
    "sub_points: no\n": (
        MOTION.replace("instructs: [", "instructs: [{text: write, points: [now;, again.]}, "),
        ["motions/doc.yaml:5:20 this clause has points within it, which the form of Readers' Congress may lose: "
         "make each point a clause of its own"],
    ),
    "deadline: 2026-11-20\n": (
        MOTION,
        ["rules/congress.yaml:5:1 motions to Readers' Congress had to be sent in by 2026-11-20: "
         "set the date of the next one"],
    ),
    "": (
        MOTION.replace("write to the council.]\n", "defend what this Branch said.]\n"),
        ["motions/doc.yaml:5:25 this clause speaks of 'this Branch', which Readers' Congress is not: "
         "write {{ this_body }}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", FAULTS)
def test_each_rule_is_broken_by_a_motion_with_that_fault(rule: str, here: Here) -> None:
    motion, messages = FAULTS[rule]
    assert told(here(RULES + rule, motion)) == messages


@pytest.mark.parametrize("rule", FAULTS)
def test_what_is_out_of_order_is_only_a_warning_until_rules_are_named(rule: str, here: Here) -> None:
    motion, messages = FAULTS[rule]
    found = projects.said(check(Request(here(RULES + rule, motion), today=TODAY)))
    assert found == [message.replace(" ", " warning: ", 1) for message in messages]


@pytest.mark.parametrize("rule", [rule for rule in FAULTS if rule])
def test_a_motion_just_within_each_rule_is_in_order(rule: str, here: Here) -> None:
    within = {"body: 17": "body: 19", "title: 2": "title: 3", "no": "yes", "11-20": "11-21"}
    for old, new in within.items():
        rule = rule.replace(old, new)
    assert told(here(RULES + rule)) == []


def test_the_opening_has_to_be_the_conferences_own(here: Here) -> None:
    organisation = READERS + 'terms: {notes: "We, the members, note that"}\n'
    rules = "opening: This Congress\n" + CHECKED
    assert told(here(rules, organisations__readers=organisation)) == [
        "motions/doc.yaml 'We, the members, note that …' is not how a motion to congress begins, which is "
        "'This Congress …': take out what else 'this_body' or 'notes' is set to"
    ]


def test_a_conference_keeps_its_own_name_and_is_told_that_it_is_another(here: Here) -> None:
    assembly = BRANCH.replace("union-branch", "conference") + "this_body: This Assembly\n"
    found = told(here(branches__weir=assembly))
    assert [line.partition(" …'")[0] for line in found] == [
        "motions/doc.yaml 'This Assembly instructs the Executive to",
        "motions/doc.yaml 'This Assembly notes that",
    ]


def test_names_that_are_set_with_hard_spaces_and_curved_apostrophes_are_known(here: Here) -> None:
    rules = (
        "opening: The Readers' Congress of the North\n"
        "parts: {instructs: instructs the Readers' Council of the North to}\n"
        "may_instruct: [Readers’ Council of the North]\n"
    )
    assert told(here(rules + CHECKED)) == []


def test_orders_and_mandates_are_told_from_other_words(here: Here) -> None:
    rules = RULES + "may_instruct: [the Executive (NEC)]\nnever_instruct: [officials]\n"
    words = "in order to direct help to all who require officials to care, a mandate for change to come;"
    assert told(here(rules.replace(" (NEC)", ""), MOTION.replace("instructs: [", f"instructs: ['{words}', "))) == []
    mandated = MOTION.replace("instructs: [", "instructs: ['mandate all officials to go;', ")
    (found,) = told(here(rules.replace(" (NEC)", ""), mandated))
    assert found.startswith("motions/doc.yaml:5:22 it instructs all officials, which no motion")


# How old rules are


@pytest.mark.parametrize(
    ("today", "warns"), [("2026-11-21", False), ("2027-11-01", False), ("2027-11-02", True), ("2030-01-01", True)]
)
def test_rules_that_were_not_checked_for_a_year_warn_and_never_block(today: str, warns: bool, here: Here) -> None:
    found = told(here(), today=datetime.date.fromisoformat(today))
    message = (
        "rules/congress.yaml:4:1 warning: the rules of Readers' Congress were not checked since 2026-11-01: "
        "look them up, and write down the day as 'checked' in rules/congress.yaml"
    )
    assert found == ([message] if warns else [])


def test_every_rule_that_ships_can_be_named_in_any_project_and_says_how_old_it_is(here: Here) -> None:
    root = here()
    assert len(shipped.rules()) == 12
    for slug, path in shipped.rules().items():
        rules = read_project(root, rules=slug).rules[slug]
        told_of = [line for line in told(root, slug) if line.startswith(f"rules/{slug}.yaml")]
        if slug == "example-conference":
            assert told_of == []
            continue
        assert rules.value.checked is None
        (line,) = told_of
        assert "were not checked by anybody, as far as is known" in line
        age = str(read_yaml(path, path.name).data.get("source", {}).get("date", ""))
        assert (f"; they are of {age}:" in line) == bool(age)


def test_a_file_of_the_projects_own_goes_before_the_one_that_ships(here: Here) -> None:
    root = here(organisations__readers=READERS.replace("congress", "napo-conference"))
    assert read_project(root).rules["napo-conference"].value.limits.body == 200
    projects.write(root, {"rules/napo-conference.yaml": "limits: {body: 201}\nchecked: 2026-11-01\n"})
    assert read_project(root).rules["napo-conference"].value.limits.body == 201


def test_rules_with_mistakes_are_told_at_their_lines(here: Here) -> None:
    root = here("limits: {body: many, tittle: 3}\nmay_instruct: {}\nopening: '{{ this_body }}'\n")
    with pytest.raises(ContentError) as caught:
        told(root)
    assert [line.partition(" ")[0] for line in projects.said(list(caught.value.problems))] == [
        "rules/congress.yaml:1:16",
        "rules/congress.yaml:1:22",
        "rules/congress.yaml:2:15",
        "rules/congress.yaml:3:11",
    ]


# For whom


def test_many_branches_with_one_fault_are_one_line(here: Here) -> None:
    table = "name,type,organisation\n" + "".join(f"Ward {n},party-branch,readers\n" for n in range(200))
    root = here(RULES + "limits: {body: 17}\n")
    (root / "branches/wards.csv").write_text(table)
    long = MOTION.replace("told nothing", "told nothing by {{ branch.name }}")
    projects.write(root, {"motions/doc.yaml": long})
    ruled = check_rules(Request(root, rules="congress", today=TODAY))
    assert projects.said(ruled.problems) == [
        "motions/doc.yaml up to 22 words for Readers' Congress, up to 5 more than the 17 that its rules allow: "
        "handbill fit doc --rules congress says what could be left out"
    ]
    assert [(tally.count.total, len(tally.branches)) for tally in ruled.tallies] == [(21, 1), (22, 200)]


def test_a_fault_of_some_branches_names_them(here: Here) -> None:
    only = MOTION.replace("instructs: [", "instructs: [{text: publish the minutes;, only: {branch: [a, b, c, d]}}, ")
    others = {f"branches__{slug}": BRANCH.replace("Weir", slug) for slug in "abcd"}
    (found,) = told(here(RULES + "limits: {body: 21}\n", only, **others))
    assert found.startswith("motions/doc.yaml 22 words for Readers' Congress, 1 more than")
    assert ", for a, b, c and 1 more: " in found


def test_a_project_without_branches_is_checked_for_nobody(here: Here) -> None:
    root = here()
    (root / "branches/weir.yaml").unlink()
    (tally,) = check_rules(Request(root, rules="congress", today=TODAY)).tallies
    assert (tally.branches, tally.count.total) == (("none",), 19)


def test_only_motions_and_known_names_can_be_named(here: Here) -> None:
    root = here(leaflets__slip=projects.LEAFLET + "  - - headline: Hello\n")
    for request, message in (
        (Request(root, rules="congres"), "there is no set of rules 'congres': did you mean 'congress'?"),
        (Request(root, rules="congress", documents=("slip",)), "'slip' is no motion: only motions and amendments"),
        (Request(root, rules="congress", documents=("dock",)), "there is no document 'dock': did you mean 'doc'?"),
        (Request(root, rules="congress", branches=("wear",)), "there is no branch 'wear': did you mean 'weir'?"),
    ):
        with pytest.raises(UsageError, match=message.replace("?", "")):
            check_rules(request)


# Going up


def test_a_motion_goes_up_in_the_words_of_its_conference(here: Here) -> None:
    project = read_project(here())
    assert projects.parts(projects.piece(project, "doc-conference")) == {
        "This Congress notes that": ["This Congress was told nothing."],
        "This Congress instructs the Executive to": ["write to the council."],
    }
    assert projects.parts(projects.piece(project, "doc")) == {
        "This Branch notes that": ["This Branch was told nothing;", "the branch has a hall."],
        "This Branch resolves to": ["write to the council."],
    }


def test_a_branch_without_rules_keeps_the_usual_words(here: Here) -> None:
    project = read_project(here(organisations__readers="name: Readers\ntype: union\n"))
    assert [*projects.parts(projects.piece(project, "doc-conference"))] == [
        "Conference notes that",
        "Conference instructs the Executive to",
    ]


def test_rules_word_motions_in_their_own_language_only(here: Here) -> None:
    motion = MOTION + (
        "translations:\n  cy:\n    title: Cadwch hi\n    notes: ['ni ddywedwyd dim;', mae neuadd.]\n"
        "    resolves: [ysgrifennu.]\n    instructs: [ysgrifennu.]\n"
    )
    project = read_project(here(motion=motion))
    welsh = projects.parts(projects.piece(project, "doc-conference", lang="cy"))
    assert next(iter(welsh)) == "Mae’r Gynhadledd yn nodi"


def test_what_a_person_wrote_into_the_rules_is_never_markup(here: Here) -> None:
    rules = "opening: <b>This</b> {body} Congress\nparts: {notes: '{subject} *notes* <i>that</i>'}\n" + CHECKED
    made = projects.piece(read_project(here(rules)), "doc-conference")
    opening = made.body.parts[0].opening  # type: ignore[attr-defined]
    assert opening.plain == "<b>This</b> {body} Congress {subject} *notes* <i>that</i>"
    assert "<b>" not in opening.html


@pytest.mark.usefixtures("workers_kept")
def test_a_build_for_a_conference_tells_what_is_out_of_order(here: Here, capsys: pytest.CaptureFixture[str]) -> None:
    root = here(RULES + "limits: {body: 17}\n")
    command = ["build", "doc", "--stage", "conference", "--edition", "screen", "--today", "2026-11-21"]
    with pytest.raises(SystemExit) as left:
        cli.main([*command, "--project", str(root)])
    told = capsys.readouterr().err
    assert left.value.code == 0
    assert "motions/doc.yaml  warning: 19 words for Readers' Congress, 2 more than the 17" in told
    assert (root / "output/weir/doc-conference_weir_screen.pdf").is_file()


def test_a_usual_build_says_nothing_of_a_conference(here: Here) -> None:
    from handbill.crew import Crew

    class Idle:
        def run(self, jobs: object) -> list[object]:
            return []

    root = here(RULES + "limits: {body: 17}\n")
    idle: Crew = Idle()  # type: ignore[assignment]
    events = list(pipeline.build(Request(root, documents=("doc",), today=TODAY), idle))
    assert [event for event in events if isinstance(event, Told)] == []


# The command


def run(root: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(["check", *words, "--project", str(root), "--today", "2026-11-21"])
    return int(left.value.code or 0)


def test_check_says_the_words_and_what_a_person_has_to_judge(here: Here, capsys: pytest.CaptureFixture[str]) -> None:
    root = here(RULES + "one_subject: yes\nlimits: {body: 30}\nalso: [no poems]\nsubmitted: by post\n")
    assert run(root, "doc", "--rules", "congress", "--branch", "weir") == 0
    assert capsys.readouterr().out == (
        "doc for Readers' Congress, from weir: 19 words, 30 allowed "
        "(openings 10, clauses 5, instructions 4; not counted: title 3, numbers 2)\n"
        "For a person to judge: one subject only; sent in: by post; no poems.\nEverything is in order.\n"
    )


def test_check_as_json_has_the_words_and_the_faults(here: Here, capsys: pytest.CaptureFixture[str]) -> None:
    root = here(RULES + "limits: {body: 17, title: 9}\n")
    assert run(root, "doc", "--rules", "congress", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    (count,) = told["counts"]
    wanted = {"document": "doc", "rules": "congress", "branches": ["weir"], "words": 19, "limit": 17, "over": 2}
    assert count.items() >= {**wanted, "title": 3, "title_limit": 9, "lang": "en-GB"}.items()
    assert {"name": "openings", "words": 10, "counted": True} in count["shares"]
    assert [problem["severity"] for problem in told["problems"]] == ["error"]
    assert told["status"] == 1


def test_the_page_on_rules_has_those_that_ship() -> None:
    page = (Path(__file__).parent.parent / "docs/rules.md").read_text("utf-8").partition("## Rules that ship")[2]
    told = [
        [cell.strip("` ") for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| `")
    ]
    shown = []
    for slug, path in shipped.rules().items():
        rules = Rules.model_validate(read_yaml(path, path.name).data)
        limits = (rules.limits.body, rules.limits.title, rules.limits.amendment)
        shown.append([slug, str(rules.title), *(str(each or "") for each in limits), str(rules.source.date)])
    assert [[slug, title.removesuffix(" (invented)"), *rest] for slug, title, *rest in told] == shown


AMENDMENT = """\
motion: doc
title: More
changes:
  - at_end_of: notes
    insert: "one two three four *five* {{ branch.name }}."
"""


@pytest.mark.parametrize(("limit", "status"), [(5, 1), (6, 0)])
def test_an_amendment_is_held_against_its_own_limit(
    limit: int, status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        **projects.BASE,
        "motions/doc.yaml": projects.MOTION + "notes: [one.]\nresolves: [ask.]\n",
        "amendments/more.yaml": AMENDMENT,
        "rules/congress.yaml": f"title: Congress\nchecked: 2026-11-01\nlimits: {{amendment: {limit}}}\n",
    }
    projects.write(tmp_path, files)
    with pytest.raises(SystemExit) as left:
        cli.main(["check", "more", "--rules", "congress", "--project", str(tmp_path), "--today", "2026-11-21"])
    told = capsys.readouterr()
    assert left.value.code == status
    assert f"more, an amendment, for Congress: 6 words, {limit} allowed" in told.out
    over = "amendments/more.yaml  6 words for Congress, 1 more than the 5 that an amendment may have"
    assert (over in told.err) is bool(status)
