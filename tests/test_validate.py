"""What a field wants, and how it is told that it got something else; models by way of YAML."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from handbill.layout import LayoutSpec
from handbill.models.branch import Branch
from handbill.models.campaign import Campaign
from handbill.models.leaflet import BLOCKS, Leaflet
from handbill.models.motion import Motion
from handbill.models.organisation import Organisation
from handbill.models.record import Record
from handbill.source import Text
from handbill.validate import draft, validate
from tests.projects import BRANCH, LEAFLET, MOTION, plain, read, said

LAYOUT = "title: T\nkinds: [leaflet]\npapers: [A4]\n"
SIDES = LEAFLET.removesuffix("sides:\n")
TYPES = "union-branch, trades-council, party-branch, clp, community-group, council, conference"
IN_QUOTES = "where the text itself has a colon, put it in double quotes"
SLUG = "use lower-case letters, digits and single hyphens"
LIST = "begin each entry on a line of its own with '- '"

WRONG: list[tuple[type[BaseModel], str, list[str]]] = [
    # Names of fields
    (Branch, BRANCH + "secretery: A\n", ["3:1 unknown field 'secretery': did you mean 'secretary'?"]),
    (Branch, "Name: A\ntype: clp\n", ["1:1 unknown field 'Name': did you mean 'name'?"]),
    (Branch, BRANCH + "mp:\n  nam: A\n", ["4:3 unknown field 'nam': did you mean 'name'?"]),
    (Branch, BRANCH + "mp: {zzz: A}\n", ["3:6 unknown field 'zzz': choose from name, constituency"]),
    (
        Branch,
        BRANCH + "mp.name: A\n",
        ["3:1 unknown field 'mp.name': write 'mp:', and 'name: …' indented under it"],
    ),
    (
        Branch,
        "name: A\ntype: clp\nconstituency: Weir\nzzz: 1\n",
        [
            "3:1 unknown field 'constituency': write 'mp:', and 'constituency: …' indented under it",
            "4:1 unknown field 'zzz': choose from name, type, organisation, place, region, this_body, secretary, "
            "website, meets, imprint, mp, brand, petitions, languages, bilingual, print_shop, desk_printer, terms",
        ],
    ),
    (Branch, "type: clp\n", ["1:1 'name' is missing: add a line 'name: …'"]),
    (
        Branch,
        "place: A\n",
        ["1:1 'name' is missing: add a line 'name: …'", "1:1 'type' is missing: add a line 'type: …'"],
    ),
    (Branch, "name:\ntype: clp\n", ["1:1 'name' is empty"]),
    (Branch, 'name: " "\ntype:\n', ["1:7 'name' is empty", f"2:1 'type' is empty: choose from {TYPES}"]),
    (
        Campaign,
        "title: T\npetitions:\n  a: {title: A}\n",
        ["3:3 'url' is missing: add a line 'url: …'"],
    ),
    # Words from a list
    (Branch, "name: A\ntype: union\n", [f"2:7 'union' is not a type: choose from {TYPES}"]),
    (Organisation, "name: A\ntype: x\n", ["2:7 'x' is not a type: choose from union, party, network"]),
    (Leaflet, SIDES + "paper: a5\nsides: [[contact]]\n", ["4:8 'a5' is not a paper: did you mean 'A5'?"]),
    (
        Leaflet,
        SIDES + "editions: screen, imag\nsides: [[contact]]\n",
        ["4:11 'imag' is not an edition: did you mean 'image'?"],
    ),
    (Motion, MOTION + "stage: confrence\n", ["3:8 'confrence' is not a stage: did you mean 'conference'?"]),
    # Forms
    (
        Leaflet,
        SIDES + "as_of: 1 May\nsides: [[contact]]\n",
        ["4:8 '1 May' is not a date: write it as 2026-03-01 (year, month, day)"],
    ),
    (
        Leaflet,
        SIDES + "as_of: 2026-02-30\nsides: [[contact]]\n",
        ["4:8 '2026-02-30' is not a day of any calendar: look at its month and day"],
    ),
    *(
        (
            Branch,
            BRANCH + f"website: {address}\n",
            [f"3:10 '{address}' is not a web address: write it whole, as https://example.org/page"],
        )
        for address in (
            "weir.example",
            "ftp://weir.example",
            "https://weir",
            "https://bank.example@weir.example",
            "javascript:x",
        )
    ),
    *(
        (
            Branch,
            BRANCH + f"secretary: {{email: '{address}'}}\n",
            [f"3:20 '{address}' is not an e-mail address: write it as name@example.org"],
        )
        for address in ("reader", "a b@weir.example", "a@b", "<a@b.example>")
    ),
    *(
        (
            Branch,
            BRANCH + f"brand: {{colour: '{colour}'}}\n",
            [f"3:17 '{colour}' is not a colour: write it as \"#c8102e\", in quotes"],
        )
        for colour in ("red", "#12", "c8102e", "#c8102g", "rgb(1, 2, 3)")
    ),
    *(
        (Branch, BRANCH + f"languages: [{lang}]\n", [f"3:13 '{lang}' is not a language: write it as en-GB, cy or pl"])
        for lang in ("english", "en_GB", "EN", "en-gb")
    ),
    *(
        (Branch, BRANCH + f"organisation: {slug}\n", [f"3:15 '{slug}' is not a slug: {SLUG}"])
        for slug in ("Two Words", "../up", "a/b", "a--b", "-a", "under_score", "UPPER", "a.b", "x" * 81)
        if len(slug) < 60
    ),
    (Branch, BRANCH + "petitions: {a b: https://a.example}\n", [f"3:13 'a b' is not a slug: {SLUG}"]),
    (
        Motion,
        MOTION + "translations: {welsh: {title: T}}\n",
        ["3:16 'welsh' is not a language: write it as en-GB, cy or pl"],
    ),
    (Motion, MOTION + "resolves: [{text: a, optional: perhaps}]\n", ["3:32 'optional' should be yes or no"]),
    (Motion, MOTION + "resolves: [{text: a, priority: 1.5}]\n", ["3:32 '1.5' is not a whole number"]),
    # Shapes
    (Branch, BRANCH + "meets: [a, b]\n", ["3:8 'meets' should be a text, not a list"]),
    (Branch, BRANCH + "meets: {a: b, c: d}\n", ["3:8 'meets' should be a text, not fields"]),
    (Branch, BRANCH + "meets: {a: b}\n", [f"3:8 'meets' should be a text: {IN_QUOTES}"]),
    (
        Branch,
        BRANCH + "secretary: A. Reader\n",
        ["3:12 'secretary' should hold fields: write them on lines of their own, such as 'name: …'"],
    ),
    (Motion, MOTION + "notes: a\n", [f"3:8 'notes' should be a list: {LIST}"]),
    (Motion, MOTION + "notes: {text: a}\n", [f"3:8 'notes' should be a list: {LIST}"]),
    (
        Motion,
        MOTION + "notes:\n  - a\n  -\n",
        ["5:4 an entry of 'notes' is empty: write something after its '-', or delete it"],
    ),
    (
        Motion,
        MOTION + "notes:\n  - [a]\n",
        ["4:5 an entry of 'notes' should hold fields: write them on lines of their own, such as 'text: …'"],
    ),
    (Motion, MOTION + "notes:\n  - We note: this\n", [f"4:5 unknown field 'We note': {IN_QUOTES}"]),
    (Motion, MOTION + "notes:\n  - txet: this\n", ["4:5 unknown field 'txet': did you mean 'text'?"]),
    (Motion, MOTION + "variants: [{when: {type: clp}}]\n", ["3:12 'replace' is missing: add a line 'replace: …'"]),
    # What word processors, printers and other calendars write
    (
        Leaflet,
        SIDES + "as_of: 28/2/2027\nsides: [[contact]]\n",
        ["4:8 '28/2/2027' is not a date: write it as 2027-02-28 (year, month, day)"],
    ),
    (
        Leaflet,
        SIDES + "as_of: 2/28/2027\nsides: [[contact]]\n",
        ["4:8 '2/28/2027' is not a date: write it as 2026-03-01 (year, month, day)"],
    ),
    (Leaflet, SIDES + "size: A5\nsides: [[contact]]\n", ["4:1 unknown field 'size': did you mean 'paper'?"]),
    (
        Leaflet,
        SIDES.replace("flyer", "“flyer”") + "paper: “A5”\nsides: [[contact]]\n",
        [
            "3:9 '“flyer”' is not a slug: write flyer without the curly quotation marks",
            "4:8 '“A5”' is not a paper: write A5 without the curly quotation marks",
        ],
    ),
    (
        Leaflet,
        LEAFLET + "  - - image: {file: a.svg, alt: ''}\n",
        ["5:33 'alt' is empty: write what the picture shows, for those who cannot see it"],
    ),
    # Blocks
    (Leaflet, LEAFLET + "  - - headlin: a\n", ["5:7 unknown block 'headlin': did you mean 'headline'?"]),
    (Leaflet, LEAFLET + "  - - contcat\n", ["5:7 unknown block 'contcat': did you mean 'contact'?"]),
    (
        Leaflet,
        LEAFLET + "  - - qqq: a\n",
        ["5:7 unknown block 'qqq': choose from " + ", ".join(BLOCKS)],
    ),
    (
        Record,
        "campaign: c\nmotion: m\nbranch: b\noutcome: lost\nmeeting: 2026-11-24\n",
        ["5:10 'meeting' should hold fields: write them on lines of their own, such as 'date: …'"],
    ),
    (Leaflet, LEAFLET + "  - - headline\n", ["5:7 'headline' is empty"]),
    (Leaflet, LEAFLET + "  - - petition:\n", ["5:7 'petition' is empty"]),
    (Leaflet, LEAFLET + "  - - contact: a\n", ["5:16 'contact' takes no words of its own: write it as '- contact'"]),
    (
        Leaflet,
        LEAFLET + "  - - kicker: a\n      headline: b\n",
        ["6:7 'headline' stands in the same block as 'kicker': begin a new block with '- '"],
    ),
    (
        Leaflet,
        LEAFLET + "  - kicker: a\n  - headline: b\n",
        ["5:3 'sides' should be a list of sides, each a list of blocks: begin each side with '- - '"],
    ),
    (
        Leaflet,
        LEAFLET + "  - - [a]\n",
        ["5:7 an entry of 'sides' should be a block: one key and its value, such as heading: …"],
    ),
    (Leaflet, LEAFLET + "  - []\n", ["5:3 'sides' has a side with nothing in it: give it a block, or delete it"]),
    (Leaflet, SIDES + "sides: []\n", ["4:8 'sides' has nothing in it"]),
    (Leaflet, SIDES + "sides:\n", ["4:1 'sides' is empty"]),
    (Leaflet, LEAFLET + "  - - points: []\n", ["5:15 'points' has nothing in it"]),
    (
        Leaflet,
        LEAFLET + "  - - actions: [{title: Sign, text: Scan it, then sign}]\n",
        ["5:46 unknown field 'then sign': where a text between braces has a comma, put it in double quotes"],
    ),
    # Layouts
    (LayoutSpec, LAYOUT + "flows: perhaps\n", ["4:8 'perhaps' should be yes or no"]),
    (LayoutSpec, LAYOUT + "fit: {text: {least: small, most: 2}}\n", ["4:21 'small' is not a number"]),
    (LayoutSpec, LAYOUT + "fit: {text: {least: 0, most: 2}}\n", ["4:21 '0' should be more than 0"]),
    (
        LayoutSpec,
        LAYOUT + "fit: {text: {least: 3, most: 2}}\n",
        ["4:13 give least, prefer and most from small to large"],
    ),
    (
        LayoutSpec,
        LAYOUT + "sides: {least: 1.5, most: 90}\n",
        ["4:16 '1.5' is not a whole number", "4:27 '90' should be 64 or less"],
    ),
    (
        LayoutSpec,
        "title: T\nkinds: []\npapers: [A9]\n",
        [
            "2:8 'kinds' has nothing in it",
            "3:10 'A9' is not a paper: choose from A3, A4, A5, A6, DL, wide, square, tall",
        ],
    ),
    (
        LayoutSpec,
        LAYOUT + "code: {side: big, reading: far}\n",
        ["4:14 'big' is not a number", "4:28 'far' is not a reading: choose from hand"],
    ),
]


@pytest.mark.parametrize(("model", "text", "told"), WRONG)
def test_what_is_wrong_is_told_at_its_place(model: type[BaseModel], text: str, told: list[str], tmp_path: Path) -> None:
    source = read(tmp_path, text)
    assert source.problems == []
    assert validate(source, source.data, model) is None
    problems = sorted(source.problems, key=lambda problem: problem.sort_key)
    assert said(problems) == [f"x.yaml:{each}" for each in told]


def made(tmp_path: Path, model: type[BaseModel], text: str) -> Any:
    source = read(tmp_path, text)
    value = validate(source, source.data, model)
    assert said(source.problems) == []
    return value


@pytest.mark.parametrize("empty", ["", " ''", ' "  "', " |\n    \n"])
def test_what_is_left_empty_counts_as_not_given(empty: str, tmp_path: Path) -> None:
    fields = ["organisation", "place", "region", "secretary", "website", "meets", "mp", "brand", "languages", "terms"]
    text = BRANCH + "".join(f"{field}:{empty}\n" for field in fields)
    assert made(tmp_path, Branch, text) == made(tmp_path, Branch, BRANCH)
    text = BRANCH + f"mp:\n  name:{empty}\n  constituency: Weir\n"
    assert made(tmp_path, Branch, text).mp.name == ""
    text = MOTION + "".join(
        f"{field}:{empty}\n" for field in ("as_of", "summary", "notes", "petition", "paper", "only")
    )
    assert made(tmp_path, Motion, text) == made(tmp_path, Motion, MOTION)


def test_a_text_stays_as_it_was_typed(tmp_path: Path) -> None:
    text = "name: 1984\ntype: clp\nplace: no\nmeets: 2026-11-01\nsecretary: {phone: 01632 960123, name: 1.10}\n"
    branch = made(tmp_path, Branch, text)
    assert (branch.name, branch.place, branch.meets) == ("1984", "no", "2026-11-01")
    assert (branch.secretary.phone, branch.secretary.name) == ("01632 960123", "1.10")
    assert isinstance(branch.meets, Text)
    assert branch.meets.mark is not None
    assert branch.meets.mark.line == 4


def test_one_value_may_stand_where_a_list_is_meant(tmp_path: Path) -> None:
    assert made(tmp_path, Branch, BRANCH + "languages: cy\n").languages == ("cy",)
    assert made(tmp_path, Branch, BRANCH + "languages: cy, en-GB\n").languages == ("cy", "en-GB")
    motion = made(
        tmp_path, Motion, MOTION + "only: {type: clp, organisation: [a, b]}\nnotes: [{text: x, source: a; b}]\n"
    )
    assert (motion.only.type, motion.only.organisation) == (("clp",), ("a", "b"))
    assert motion.notes[0].source == ("a", "b")


def test_short_forms(tmp_path: Path) -> None:
    motion = made(tmp_path, Motion, MOTION + "notes: [a fact, {text: another}]\nresolves:\n")
    assert [clause.text for clause in motion.notes] == ["a fact", "another"]
    leaflet = made(
        tmp_path, Leaflet, LEAFLET + "  - - petition: a\n    - quote: words\n    - contact\n    - contact:\n"
    )
    petition, quote, one, two = leaflet.sides[0]
    assert (petition.value.slug, quote.value.text, one, one) == ("a", "words", two, two)


def test_blanks_around_an_address_are_taken_off(tmp_path: Path) -> None:
    branch = made(
        tmp_path, Branch, BRANCH + 'website: " https://weir.example "\nsecretary: {email: " a@weir.example"}\n'
    )
    assert (branch.website, branch.secretary.email) == ("https://weir.example", "a@weir.example")


def test_dates_numbers_and_truths(tmp_path: Path) -> None:
    motion = made(tmp_path, Motion, MOTION + "as_of: 2026-11-01\nnotes: [{text: a, optional: Yes, priority: 3}]\n")
    assert motion.as_of == datetime.date(2026, 11, 1)
    assert (motion.notes[0].optional, motion.notes[0].priority) == (True, 3)


def test_models_cannot_be_changed(tmp_path: Path) -> None:
    branch = made(tmp_path, Branch, BRANCH)
    with pytest.raises(ValueError, match="frozen"):
        branch.name = "B"


def test_a_draft_holds_what_is_right(tmp_path: Path) -> None:
    text = BRANCH + "secretery: A\nplace: Weir\nwebsite: weir\nmp: {nam: A, constituency: B}\nlanguages: [cy, welsh]\n"
    source = read(tmp_path, text)
    made = draft(source.data, Branch)
    assert made is not None
    assert (made.place, made.website, made.mp.constituency, made.languages) == ("Weir", "", "B", ("cy",))
    assert plain(source.data) == plain(read(tmp_path, text).data)  # the data itself is left alone


def test_a_draft_goes_without_a_title_but_not_without_a_campaign(tmp_path: Path) -> None:
    assert (
        draft(read(tmp_path, "titel: T\ncampaign: c\nlayout: l\nsides: [[contact, {x: y}]]\n").data, Leaflet)
        is not None
    )
    assert draft(read(tmp_path, "title: T\ncampagn: c\nlayout: l\nsides: [[contact]]\n").data, Leaflet) is None


def test_a_draft_goes_without_what_cannot_do_without_something(tmp_path: Path) -> None:
    text = "title: T\npetitions: {a: {title: A, url: a}, b: {title: '', url: https://b.example}}\nslogan: S\n"
    made = draft(read(tmp_path, text).data, Campaign)
    assert made is not None
    assert (list(made.petitions), made.slogan) == (["b"], "S")
    union = draft(read(tmp_path, "name: U\ntype: unoin\nrules: r\n").data, Organisation)
    assert union is not None
    assert union.rules == "r"


def test_a_very_long_value_is_told_in_short(tmp_path: Path) -> None:
    source = read(tmp_path, f"name: A\ntype: {'x' * 100_000}\n")
    validate(source, source.data, Branch)
    assert len(str(source.problems[0])) < 600
