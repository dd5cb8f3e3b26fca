"""What the files of a project say of each other: each name leads somewhere, or is told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbill.errors import Problem
from handbill.project import Project
from tests.projects import (
    BRANCH,
    CAMPAIGN,
    LEAFLET,
    SVG,
    Files,
    branch,
    leaflet,
    loaded,
    motion,
    piece,
    plain,
    said,
    sound,
)

ORGANISATION = {"organisations/readers.yaml": "name: Readers\ntype: network\n"}
REGIONS = {
    "campaigns/library.yaml": CAMPAIGN + "regions: regions.csv\n",
    "campaigns/regions.csv": "slug,name,beds\nnorth,The North,12\n",
}


NAMES = "this_body, branch, organisation, region, campaign, petition, document"


def in_order(project: Project) -> list[Problem]:
    return sorted(project.problems, key=lambda problem: problem.sort_key)


def told(project: Project) -> list[str]:
    return said(in_order(project))


def campaign(old: str, new: str) -> Files:
    text = REGIONS["campaigns/library.yaml"]
    assert old in text
    return {"campaigns/library.yaml": text.replace(old, new), **leaflet("petition: library")}


# What is written, and where and how what is told of it begins.
WRONG: list[tuple[Files, list[str]]] = [
    # Slugs
    (branch("organisation: reders\n"), ["3:15 there is no organisation 'reders': did you mean 'readers'?"]),
    (
        branch("organisation: unison\n"),
        ["3:15 there is no organisation 'unison': write organisations/unison.yaml, or take the line out"],
    ),
    (branch("region: sorth\n"), ["3:9 no campaign has a region 'sorth': did you mean 'north'?"]),
    (branch("petitions:\n  libary: https://a.example\n"), ["4:3 no campaign has a petition 'libary': did you mean"]),
    (leaflet("contact", campaign="libary"), ["2:11 there is no campaign 'libary': did you mean 'library'?"]),
    (leaflet("contact", layout="flier"), ["3:9 there is no layout 'flier': did you mean 'flyer'?"]),
    (
        leaflet("contact", layout="plakat"),
        ["3:9 there is no layout 'plakat': choose from dl, flyer, folded, infosheet,"],
    ),
    (leaflet("petition: libary"), ["5:17 the campaign has no petition 'libary': did you mean 'library'?"]),
    (leaflet("petition: {slug: libary}"), ["5:24 the campaign has no petition 'libary': did you mean 'library'?"]),
    (motion("petition: libary\nnotes: [a]\n"), ["3:11 the campaign has no petition 'libary': did you mean 'library'?"]),
    (
        motion("notes: [{text: a, source: buget}]\n"),
        ["3:27 the campaign has no source 'buget': did you mean 'budget'?"],
    ),
    (
        leaflet("figures: [{figure: 1, label: a, source: [budget, reprot]}]"),
        ["5:56 the campaign has no source 'reprot': did you mean 'report'?"],
    ),
    (
        leaflet("text: |\n        One.[^budget]\n\n        Two.[^buget] Three.[^reprot]"),
        ["8:15 the campaign has no source 'buget': did", "8:30 the campaign has no source 'reprot': did"],
    ),
    (
        motion("only: {organisation: reders}\nnotes: [a]\n"),
        ["3:22 there is no organisation 'reders': did you mean 'readers'?"],
    ),
    (
        motion("notes: [a]\nvariants: [{when: {organisation: [readers, x]}, replace: {n1: b}}]\n"),
        ["4:44 there is no organisation 'x': choose from readers"],
    ),
    # Clauses
    (
        motion("notes: [a]\nvariants: [{when: {type: clp}, replace: {n2: b, summary: c, title: d}}]\n"),
        ["4:46 there is no clause 'n2' to replace: choose from background, n1, summary, title"],
    ),
    (
        motion("notes: [{id: a, text: b}]\nresolves: [{id: a, text: c}]\n"),
        ["4:17 two clauses have the id 'a': rename one of them"],
    ),
    (motion("notes: [a, {id: n1, text: b}]\n"), ["3:17 two clauses have the id 'n1': rename one of them"]),
    (motion("notes: []\n"), ["the motion has no clauses: write some under 'notes', 'believes' and 'resolves'"]),
    # Layouts
    (
        leaflet("headline: a", "points: [b]", "contact", layout="poster"),
        ["6:7 the layout 'poster' has no place for the block 'points'", "7:7 the layout 'poster' has no place for"],
    ),
    (leaflet("contact\n  - - contact\n  - - contact"), ["4:1 the document has 3 sides and the layout 'flyer' takes 2"]),
    (
        leaflet("contact", layout="flyer\npaper: A3"),
        ["4:1 the layout 'flyer' has no A3: choose from A5, A6, or the layout placard, poster"],
    ),
    (motion("layout: flyer\nnotes: [a]\n"), ["3:9 the layout 'flyer' is not for a motion: choose from"]),
    (
        leaflet("contact", layout="flyer\neditions: [screen, word]"),
        ["4:20 the layout 'flyer' makes no edition 'word': that is for documents of running text"],
    ),
    (leaflet("contact", layout="flyer\neditions: text"), ["4:11 the layout 'flyer' makes no edition 'text'"]),
    # Placeholders
    (
        leaflet("lead: '{{ branch.nam }} and {{branch.nam}} and {{ breanch.name }}'"),
        [
            "5:17 unknown name 'branch.nam': did you mean 'branch.name'?",
            "5:37 unknown name 'branch.nam': did you mean 'branch.name'?",
            "5:57 unknown name 'breanch.name': did you mean 'branch'?",
        ],
    ),
    (leaflet("lead: in {{ branch.name"), ["5:16 this placeholder is not whole: write it as {{ branch.name }}"]),
    (leaflet("lead: in {{ 6 * 7 }}"), ["5:19 only a name can stand in {{ … }}, not '6 * 7'"]),
    (leaflet("lead: in {{ branch.__class__ }}"), ["5:19 unknown name 'branch.__class__'"]),
    (leaflet("lead: in {{ region.bedz }}"), ["5:19 unknown name 'region.bedz': did you mean 'region.beds'?"]),
    (leaflet("lead: in {{ petition.title }}"), ["5:19 'petition.title' has no value here"]),
    (leaflet("petition: {slug: library, order: 'Sign, {{ branch.nam }}'}"), ["5:50 unknown name 'branch.nam'"]),
    (
        motion("notes:\n  - text: a\n    points:\n      - in {{ branch.palce }}\n"),
        ["6:15 unknown name 'branch.palce': did you mean 'branch.place'?"],
    ),
    (
        motion("notes: [a]\nvariants: [{when: {type: clp}, replace: {n1: 'in {{ branch.palce }}'}}]\n"),
        ["4:53 unknown name 'branch.palce': did you mean 'branch.place'?"],
    ),
    (motion("version: '{{ branch.name }}'\nnotes: [a]\n"), ["3:11 no placeholder is filled in here: write the words"]),
    (branch("meets: at {{ branch.place }}\n"), ["3:11 no placeholder is filled in here: write the words"]),
    (
        campaign("title: Keep it open", "title: Keep {{ branch.palce }} open"),
        ["5:20 unknown name 'branch.palce': did you mean 'branch.place'?"],
    ),
    (
        campaign("Our village. Our", "Our {{ branch.place }}."),
        ["2:13 no placeholder is filled in here: write the words"],
    ),
    # Links
    *(
        (
            leaflet(f"text: Read [this]({target})."),
            [f"5:25 a link cannot lead to '{target}': write a whole address, with"],
        )
        for target in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x")
    ),
    *(
        (
            leaflet(f"text: Read [this]({target})."),
            [f"5:25 a link cannot lead to '{target}': write a whole address, with"],
        )
        for target in ("budget.html", "#top", "//weir.example", "/budget", "JavaScript:alert(1)")
    ),
    # Pictures
    (leaflet("image: {file: gone.svg, alt: a}"), ["5:21 the picture 'gone.svg' is not there: see that its path"]),
    (
        leaflet("image: {file: ../../outside.svg, alt: a}"),
        ["5:21 the picture '../../outside.svg' lies outside the project"],
    ),
    (leaflet("image: {file: /etc/hostname, alt: a}"), ["5:21 the picture '/etc/hostname' lies outside the project"]),
    (leaflet(f"image: {{file: {'x' * 300}.svg, alt: a}}"), [f"5:21 the picture '{'x' * 300}.svg' is not there"]),
    (branch("brand: {logo: gone.png}\n"), ["3:15 the picture 'gone.png' is not there: see that its path starts at"]),
    # Words of one's own
    (branch("terms: {promotted: By}\n"), ["3:9 'promotted' is none of the words that the program uses: did you mean"]),
    (branch("terms: {notes.concil: We note}\n"), ["3:9 'concil' is not a type of body: did you mean 'council'?"]),
    (
        branch("terms: {notes: '{body} and {sub} note', version: '{x}'}\n"),
        [
            "3:17 nothing is put in for '{body}' here: choose from subject",
            "3:28 nothing is put in for '{sub}' here: did you mean 'subject'?",
            "3:51 nothing is put in for '{x}' here: choose from version",
        ],
    ),
    (
        branch("terms: {calibration_title: Sheet, pl/days_left: dni}\n"),
        [
            "3:9 'calibration_title' stands on no document",
            "3:35 'days_left' is counted, with a word for each plural: write 'days_left.one' and 'days_left.few' and",
        ],
    ),
    (
        branch("terms: {tile_glue: Klebstoff, tile_key: 'ورق {count}'}\n"),
        ["3:42 the font for what stands beside the parts of a poster has no 'و': write it in Latin, Greek or"],
    ),
]


@pytest.mark.parametrize(("files", "messages"), WRONG)
def test_what_leads_nowhere_is_told_at_its_place(files: Files, messages: list[str], tmp_path: Path) -> None:
    (tmp_path / "outside.svg").write_text(SVG)
    project = loaded(tmp_path / "project", {**ORGANISATION, **REGIONS, **files})
    found = [line.removeprefix(next(iter(files))).strip(": ") for line in told(project)]
    assert [each[: len(message)] for each, message in zip(found, messages, strict=True)] == messages
    (file,) = {problem.mark.file for problem in project.problems}
    assert file == next(iter(files))
    assert ("weir" in project.branches) != file.startswith("branches/")
    assert "doc" not in project.documents


def test_all_that_is_wrong_with_a_file_is_told_in_one_go(tmp_path: Path) -> None:
    """Mistakes in what a field wants do not hide those in what it names."""
    files = leaflet(
        "headlin: a",
        "lead: at {{ branch.palce }}",
        "petition: libary",
        "image: {file: gone.svg, alt: b, credt: c}",
        "text: It is so.[^buget]",
        head="as_of: soon\n",
    )
    assert [
        (problem.mark.line, problem.message)
        for problem in sorted(loaded(tmp_path, files).problems, key=lambda p: p.sort_key)
    ] == [
        (1, "'soon' is not a date"),
        (6, "unknown block 'headlin'"),
        (7, "unknown name 'branch.palce'"),
        (8, "the campaign has no petition 'libary'"),
        (9, "the picture 'gone.svg' is not there"),
        (9, "unknown field 'credt'"),
        (10, "the campaign has no source 'buget'"),
    ]


def test_one_mistake_does_not_make_others(tmp_path: Path) -> None:
    """What names a thing that is faulty itself is not told; it is only left out."""
    files = {
        "campaigns/library.yaml": CAMPAIGN.replace(
            "sources:\n", "  other: {titel: a}\nsources:\n  other: {titel: a}\n"
        ),
        "organisations/readers.yaml": "name: Readers\ntype: netwrok\n",
        "branches/weir.yaml": BRANCH + "organisation: readers\nregion: north\npetitions: {other: https://a.example}\n",
        **leaflet("petition: other", "text: It is so.[^other]"),
        **motion("only: {organisation: readers}\nnotes: [a]\n"),
    }
    project = loaded(tmp_path, {key: value for key, value in files.items() if key != "motions/doc.yaml"})
    assert told(project) == [
        "campaigns/library.yaml:9:3 'url' is missing: add a line 'url: …'",
        "campaigns/library.yaml:9:11 unknown field 'titel': did you mean 'title'?",
        "campaigns/library.yaml:11:11 unknown field 'titel': did you mean 'title'?",
        "organisations/readers.yaml:2:7 'netwrok' is not a type: did you mean 'network'?",
    ]
    assert (project.campaigns, project.organisations, project.branches, project.documents) == ({}, {}, {}, {})


def test_a_faulty_campaign_does_not_hide_the_mistakes_of_what_draws_on_it(tmp_path: Path) -> None:
    """Nor does an empty field. What the campaign may have meant to say is not missed in others."""
    files = {
        "campaigns/library.yaml": CAMPAIGN.replace("slogan", "slogn") + "regions: gone.csv\n",
        "branches/weir.yaml": BRANCH + "region: north\npetitions: {gone: https://a.example}\n",
        **leaflet(
            "headline: ''",
            "petition: gone",
            "text: 'So.[^gone] {{ branch.nmae }}'",
            "lead: '{{ region.beds }}: {{ campaign.slogan }}'",
        ),
    }
    assert told(loaded(tmp_path, files)) == [
        "branches/weir.yaml:4:13 no campaign has a petition 'gone': choose from library",
        "campaigns/library.yaml:2:1 unknown field 'slogn': did you mean 'slogan'?",
        "campaigns/library.yaml:13:10 there is no file 'gone.csv': its path starts at the folder of this file",
        "leaflets/doc.yaml:5:17 'headline' is empty",
        "leaflets/doc.yaml:6:17 the campaign has no petition 'gone': choose from library",
        "leaflets/doc.yaml:7:19 the campaign has no source 'gone': choose from budget, report",
        "leaflets/doc.yaml:7:28 unknown name 'branch.nmae': did you mean 'branch.name'?",
    ]


def test_where_there_is_nothing_to_choose_from_it_is_said_what_to_write(tmp_path: Path) -> None:
    files = {
        "campaigns/library.yaml": "title: Keep it open\n",
        **leaflet("petition: gone", "lead: It is so.[^gone]"),
        "motions/other.yaml": "title: T\ncampaign: library\nlayout: gone\nnotes: [a]\nonly: {organisation: gone}\n",
    }
    assert told(loaded(tmp_path, files)) == [
        "leaflets/doc.yaml:5:17 the campaign has no petition 'gone': write it under 'petitions:' in the campaign",
        "leaflets/doc.yaml:6:24 the campaign has no source 'gone': write it under 'sources:' in the campaign",
        "motions/other.yaml:3:9 there is no layout 'gone': choose from handout, large, motion",
        "motions/other.yaml:5:22 there is no organisation 'gone': write organisations/gone.yaml",
    ]


def test_a_branch_is_not_made_in_the_wrong_colours(tmp_path: Path) -> None:
    files = {
        "organisations/readers.yaml": "name: Readers\ntype: network\nbrand: {logo: gone.svg}\n",
        "branches/weir.yaml": BRANCH + "organisation: readers\n",
        "branches/other.yaml": BRANCH,
        **leaflet("contact"),
    }
    project = loaded(tmp_path, files)
    assert len(project.problems) == 1
    assert (list(project.branches), list(project.documents)) == (["other"], ["doc"])
    assert {"organisation/readers", "branch/weir"} <= project.faulty


def test_a_text_that_stands_in_several_documents_is_told_once(tmp_path: Path) -> None:
    files = {
        "campaigns/library.yaml": CAMPAIGN.replace("title: Keep it open", "title: Keep {{ it }} open"),
        **leaflet("petition: library"),
        **{f"leaflets/{name}.yaml": LEAFLET + "  - - petition: library\n" for name in ("one", "two")},
    }
    assert told(loaded(tmp_path, files)) == ["campaigns/library.yaml:5:20 unknown name 'it': choose from " + NAMES]


def test_mistakes_in_a_language_are_told_in_that_language(tmp_path: Path) -> None:
    files = leaflet("lead: at {{ branch.place }}", "petition: library")
    files = {
        name: str(text) + "translations: {cy: {title: T, sides: [[lead: 'yn {{ branch.lle }}', petition: library]]}}\n"
        for name, text in files.items()
    }
    assert told(loaded(tmp_path, files)) == [
        "leaflets/doc.yaml:7:53 unknown name 'branch.lle': did you mean 'branch.place'?"
    ]


def test_warnings_leave_things_as_they_are(tmp_path: Path) -> None:
    files = {
        "organisations/readers.yaml": "name: Readers\ntype: network\nrules: assembly\n",
        **leaflet("headline: Malfermu", head="lang: eo\n"),
    }
    project = loaded(tmp_path, files)
    (rules,) = told(project)
    assert rules == (
        "organisations/readers.yaml:3:8 warning: there is no file rules/assembly.yaml: "
        "nothing is checked against its rules"
    )
    assert "readers" in project.organisations
    assert "doc" in project.documents


def test_what_is_right_is_right(tmp_path: Path) -> None:
    """Every way to name something."""
    files = {
        **ORGANISATION,
        **REGIONS,
        "branches/weir.yaml": BRANCH
        + "organisation: readers\nregion: north\npetitions: {library: https://weir.example/w}\nplace: Weir\n"
        "terms: {notes.council: '{subject} minutes that', order: Sign it}\nbrand: {logo: logos/weir.svg}\n",
        "branches/logos/weir.svg": SVG,
        "leaflets/images/a.svg": SVG,
        **leaflet(
            "headline: '{{ this_body }}: {{ region.beds }} beds in {{ region.name }}'",
            "text: '[Sign]({{ petition.url }}), [write](mailto:{{ campaign.contact.tell_us }}), [ring](tel:016)'",
            "text: '{{ branch.place }}, {{ organisation.name }}, {{ campaign.title }}: {{ document.title }}[^budget]'",
            "image: {file: images/a.svg, alt: a}",
            "quote: {text: Words, source: report}",
            "petition: {slug: library, order: 'Sign by {{ petition.closes }}'}",
            head="only: {organisation: readers, type: community-group}\neditions: [screen, image]\npaper: A5\n",
        ),
    }
    project = sound(tmp_path, files)
    assert plain(piece(project).body.sides[0][0].value.plain) == "This Meeting: 12 beds in The North"  # type: ignore[attr-defined]


def test_a_star_that_is_not_closed_is_a_warning_at_its_place(tmp_path: Path) -> None:
    (problem,) = loaded(tmp_path, leaflet("headline: Keep *our pool", "lead: Keep *it*.", "contact")).problems
    assert (problem.severity, problem.mark.line, problem.mark.column) == ("warning", 5, 22)
    assert "this star is not closed" in problem.message


BY_HTTP = branch("petitions: {library: 'http://weir.example/ours'}\n")


def test_a_petition_without_https_is_a_warning(tmp_path: Path) -> None:
    files = {
        "campaigns/library.yaml": CAMPAIGN.replace("https://weir.example/l\n", "HTTP://weir.example/l\n"),
        **BY_HTTP,
    }
    found = in_order(loaded(tmp_path, files))
    assert [(each.mark.file, each.mark.line, each.severity, each.hint) for each in found] == [
        ("branches/weir.yaml", 3, "warning", "write https:// if the page has it"),
        ("campaigns/library.yaml", 7, "warning", "write https:// if the page has it"),
    ]
