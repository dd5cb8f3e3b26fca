"""A project with more than forty different mistakes: `check` names each of them, at its line, and nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from handbill import cli
from tests import small

CAMPAIGN = small.FILES["campaigns/park.yaml"]
LEAFLET = small.FILES["leaflets/slip.yaml"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'

# Each file with its mistakes: the line, and a part of what is said of it.
FILES: dict[str, tuple[str | bytes, list[tuple[int, str]]]] = {
    "campaigns/park.yaml": (CAMPAIGN, []),
    "campaigns/links.yaml": (
        "title: Links\npetitions:\n  one: {title: One, url: www.example.org}\n  two: {title: Two, url: https://a.example,"
        " closes: 31/1/2027}\nsources:\n  law: {titel: A law}\ncontact: {tell_us: nobody}\nterms: {promotted: x}\n",
        [
            (3, "'www.example.org' is not a web address"),
            (4, "'31/1/2027' is not a date"),
            (6, "did you mean 'title'"),
            (7, "'nobody' is not an e-mail address"),
        ],
    ),
    "campaigns/regions.yaml": ("title: Regions\nregions: nowhere.csv\n", [(2, "no file 'nowhere.csv'")]),
    "campaigns/terms.yaml": ("title: T\nterms: {promotted: x}\n", [(2, "did you mean 'promoted'")]),
    "organisations/colour.yaml": (
        "name: Colour\ntype: unoin\nbrand: {colour: red, accent: '#12345'}\n",
        [(2, "did you mean 'union'"), (3, "'red' is not a colour"), (3, "'#12345' is not a colour")],
    ),
    "organisations/logo.yaml": (
        "name: Logo\ntype: union\nbrand: {logo: logos/none.svg}\n",
        [(3, "'logos/none.svg' is not there")],
    ),
    "organisations/script.yaml": (
        "name: Script\ntype: union\nbrand: {logo: logos/script.svg}\n",
        [(3, "script")],
    ),
    "organisations/logos/script.svg": (SVG, []),
    "organisations/outside.yaml": (
        "name: Outside\ntype: union\nbrand: {logo: ../../outside.svg}\n",
        [(3, "outside the project folder")],
    ),
    "branches/ely.yaml": (small.FILES["branches/ely.yaml"], []),
    "branches/parkside.yaml": (small.FILES["branches/parkside.yaml"], []),
    "branches/misspelt.yaml": (
        "name: Misspelt\ntype: unoin-branch\nsecretery: {name: A}\nsecretary: {emial: a@b.example}\n",
        [(2, "did you mean 'union-branch'"), (3, "did you mean 'secretary'"), (4, "did you mean 'email'")],
    ),
    "branches/missing.yaml": ("name: Missing\n", [(1, "'type' is missing")]),
    "branches/twice.yaml": ("name: Twice\ntype: council\nname: Again\n", [(3, "'name' is given twice")]),
    "branches/tab.yaml": ("name: Tab\ntype: council\nmp:\n\tname: A\n", [(4, "tab")]),
    "branches/colon.yaml": (
        "name: Colon\ntype: council\nmeets: Room 4: upstairs\n",
        [(3, "a colon followed by a space")],
    ),
    "branches/star.yaml": ("name: *Star*\ntype: council\n", [(1, "begins with *")]),
    "branches/at.yaml": ("name: At\ntype: council\nplace: @home\n", [(3, "begins with @")]),
    "branches/alias.yaml": ("name: &one Alias\ntype: council\nplace: Alias\n", [(1, "begins with &")]),
    "branches/latin.yaml": ("name: Café\ntype: council\n".encode("latin-1"), [(1, "UTF-8")]),
    "branches/wide.yaml": ("name: Wide\ntype: council\n".encode("utf-16"), [(1, "UTF-16")]),
    "branches/empty.yaml": ("# nothing yet\n", [(1, "the file is empty")]),
    "branches/control.yaml": ("name: Bell\x07\ntype: council\n", [(1, "U+0007")]),
    "branches/quote.yaml": ("name: 'Miners' Hall'\ntype: council\n", [(1, "apostrophe inside single quotes")]),
    "branches/open.yaml": ('name: "Open\ntype: council\n', [(1, "quotation mark")]),
    "branches/bracket.yaml": ("name: Bracket\ntype: council\nlanguages: [cy\n", [(3, "[")]),
    "branches/indent.yaml": ("name: Indent\n  type: council\n", [(2, "indented")]),
    "branches/nocolon.yaml": (
        "name: No colon\ntype council\nplace: Here\n",
        [(2, "no colon")],
    ),
    "branches/text.yaml": (
        "name: Text\ntype: council\nmeets: [a, b]\nmp: Bob\n",
        [(3, "should be a text"), (4, "'mp'")],
    ),
    "branches/lang.yaml": ("name: Lang\ntype: council\nlanguages: [english]\n", [(3, "'english' is not a language")]),
    "branches/refers.yaml": (
        "name: Refers\ntype: council\norganisation: colur\npetitions: {prak: https://a.example}\n",
        [(3, "did you mean 'colour'")],
    ),
    "branches/Upper Case.yaml": ("name: Upper\ntype: council\n", [(0, "upper-case")]),
    "branches/many.csv": (
        "name,type,secretary.email\nRow two,council,\nRow three,concil,\nRow four,council,nobody\nRow two,council,\n",
        [
            (3, "row 3, column 'type'"),
            (4, "row 4, column 'secretary.email'"),
            (5, "two branches are called 'row-two'"),
        ],
    ),
    "leaflets/slip.yaml": (LEAFLET, []),
    "leaflets/blocks.yaml": (
        "title: Blocks\ncampaign: park\nlayout: slip\nsides:\n  - - headlin: One\n    - lead: Two\n"
        "      petition: park\n    - petition: prak\n    - points: [a: b]\n",
        [(5, "did you mean 'headline'"), (7, "begin a new block"), (9, "should be a text")],
    ),
    "leaflets/place.yaml": (
        "title: Place\ncampaign: park\nlayout: slip\nsides:\n  - - headline: One\n    - kicker: Two\n"
        "  - - lead: Three\n",
        [(4, "has 2 sides"), (6, "no place for the block 'kicker'")],
    ),
    "leaflets/refers.yaml": (
        LEAFLET.replace("campaign: park", "campaign: prak"),
        [(2, "did you mean 'park'")],
    ),
    "leaflets/layout.yaml": (LEAFLET.replace("layout: slip", "layout: slp"), [(3, "did you mean 'slip'")]),
    "leaflets/paper.yaml": (LEAFLET.replace("layout: slip", "layout: slip\npaper: A5"), [(4, "has no A5")]),
    "leaflets/broken.yaml": (LEAFLET.replace("layout: slip", "layout: broken"), []),
    "leaflets/petition.yaml": (LEAFLET.replace("petition: park", "petition: prak"), [(9, "did you mean 'park'")]),
    "leaflets/cite.yaml": (LEAFLET.replace("Tell it no.", "Tell it no.[^paln]"), [(8, "did you mean 'plan'")]),
    "leaflets/name.yaml": (
        LEAFLET.replace("Tell it no.", "We are {{ branch.nam }}."),
        [(8, "did you mean 'branch.name'")],
    ),
    "leaflets/value.yaml": (
        LEAFLET.replace("Tell it no.", "We meet {{ branch.meets }}."),
        [(8, "'branch.meets' has no value")],
    ),
    "leaflets/unclosed.yaml": (LEAFLET.replace("Tell it no.", "We are {{ branch.name }."), [(8, "is not whole")]),
    "leaflets/edition.yaml": (LEAFLET + "editions: [scren]\n", [(10, "did you mean 'screen'")]),
    "leaflets/welsh.yaml": (
        LEAFLET
        + "translations:\n  cy:\n    title: Ein parc\n    sides: [[{headline: Ein parc}, {led: x}, petition: park]]\n",
        [(13, "did you mean 'lead'")],
    ),
    "motions/twice.yaml": ("title: Twice\ncampaign: park\nnotes: [A fact]\n", []),
    "leaflets/twice.yaml": (LEAFLET, [(0, "two documents are called 'twice'")]),
    "motions/clauses.yaml": (
        "title: Clauses\ncampaign: park\nnotes:\n  - {id: a, text: One, optional: perhaps}\n"
        "  - {id: b, text: Two, priority: high}\n",
        [(4, "'optional' should be yes or no"), (5, "'high' is not a whole number")],
    ),
    "motions/variant.yaml": (
        "title: Variant\ncampaign: park\nnotes: [One]\nvariants:\n  - {when: {type: clp}, replace: {n2: Two}}\n",
        [(5, "there is no clause 'n2'")],
    ),
    "motions/source.yaml": (
        "title: Source\ncampaign: park\nnotes:\n  - {text: One, source: plam}\n",
        [(4, "did you mean 'plan'")],
    ),
    "layouts/slip/layout.yaml": (small.FILES["layouts/slip/layout.yaml"], []),
    "layouts/slip/page.css": (small.FILES["layouts/slip/page.css"], []),
    "layouts/slip/page.html.j2": (small.FILES["layouts/slip/page.html.j2"], []),
    "layouts/broken/layout.yaml": (
        "title: Broken\nkinds: [leaflet]\npapers: [A7]\n",
        [(3, "'A7'")],
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("mistakes")
    (root / "outside.svg").write_text(SVG)
    for name, (content, _) in FILES.items():
        path = root / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.symlink(root / "outside.svg", root / "project/organisations/logos/none-of-ours.svg")
    return root / "project"


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int, str]]:
    with pytest.raises(SystemExit) as left:
        cli.main(["check", "--json", "--project", str(folder), "--today", "2026-11-21"])
    assert left.value.code == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    return [(each["file"], each["line"], f"{each['message']}: {each['hint']}") for each in problems]


def test_every_mistake_is_named_at_its_line_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = checked(folder, capsys)
    wanted = [(name, line, part) for name, (_, mistakes) in FILES.items() for line, part in mistakes]
    assert len(wanted) >= 40
    missed = [each for each in wanted if not any(each[:2] == f[:2] and each[2] in f[2] for f in found)]
    extra = [f for f in found if not any(each[:2] == f[:2] and each[2] in f[2] for each in wanted)]
    assert (missed, extra) == ([], [])
    assert len(found) == len(wanted), "one mistake, one message"


def test_what_is_sound_is_still_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["build", "slip", "--branch", "ely", "--project", str(folder), "--today", "2026-11-21"])
    assert left.value.code == 1
    assert (folder / "output/ely/slip_ely_screen.pdf").is_file()
    assert "organisations/colour.yaml:2:7" in capsys.readouterr().err


def test_each_message_shows_the_line_with_a_mark_under_the_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["check", "--project", str(folder), "--today", "2026-11-21"])
    assert (
        "branches/misspelt.yaml:3:1  unknown field 'secretery': did you mean 'secretary'?\n"
        "    3 | secretery: {name: A}\n"
        "        ^^^^^^^^^\n"
    ) in capsys.readouterr().err
