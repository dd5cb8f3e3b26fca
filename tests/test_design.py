"""Every file that the design of the YAML shows is in order, as it stands there."""

from __future__ import annotations

from pathlib import Path

from tests.projects import SVG, loaded, piece, plain, said

SHOWN = {
    "organisations/example-health-union.yaml": """\
name: Example Health Union
type: union                  # union | party | network
brand:
  colour: "#c8102e"          # main; text colour on it is worked out for contrast
  accent: "#ffd23f"
  logo: logos/ehu.svg        # svg or png, beside the file
rules: example-conference    # rules/<slug>.yaml: word limits and the like for motions that go up
""",
    "organisations/logos/ehu.svg": SVG,
    "branches/anytown-health.yaml": """\
name: Anytown Health Branch
organisation: example-health-union
type: union-branch           # union-branch | trades-council | party-branch | clp | community-group | council | …
place: Anytown
region: north-east-north-cumbria        # a key of the campaign's regions
this_body: This Branch                   # default by type
secretary: {name: A. Member, email: secretary@anytown.example, phone: 01632 960123}
website: https://anytown.example
meets: First Tuesday of the month, 7 pm, Miners' Hall, 4 Station Road
imprint:
  promoter: A. Member, 12 High Street, Anytown AN1 2BB
  on_behalf_of: Anytown Health Branch    # default: the name
  printer: Example Print Co-op, 1 Mill Lane, Anytown AN1 1AA   # needed by the press edition
mp: {name: "", constituency: Anytown}
brand: {}                                # overrides the organisation's
petitions: {open-the-boards: https://example.org/s/anytown}    # this branch's own link, if it has one
languages: [en-GB]
""",
    "campaigns/integrated-care.yaml": """\
title: Open the boards
slogan: Our NHS. Our say.
petitions:
  open-the-boards:
    title: Put the public on integrated care boards
    owner: …
    url: https://example.org/boards
    short_url: https://example.org/b       # printed beside the code, typed by hand
    closes: 2027-01-31
sources:                        # cited by id from any text or figure
  hca-2022: {title: Health and Care Act 2022, publisher: UK Parliament, date: 2022-04-28, url: https://example.org}
regions: integrated-care-regions.csv     # slug, name, … : local facts, one row a region, used as {{ region.… }}
contact: {tell_us: carried@example.org}
""",
    "campaigns/integrated-care-regions.csv": "slug,name\nnorth-east-north-cumbria,North East and North Cumbria\n",
    "motions/open-the-boards.yaml": """\
title: Open the boards
campaign: integrated-care
version: 1
as_of: 2026-11-01              # facts checked on
review_by: 2027-05-01          # after this, a warning on every build
summary: One plain sentence; not part of the motion.
background: Not voted on.
notes:
  - text: The Health and Care Act 2022 …
    source: hca-2022
believes:
  - A plain string is a clause too.
resolves:
  - {id: mp, text: "write to {{ branch.mp.name }} …", only: {type: [union-branch, trades-council, clp]}}
  - {id: affiliate, text: "…", optional: true, priority: 3}
instructs: []                   # used when the motion goes up to a conference
petition: open-the-boards
variants:
  - when: {type: [clp, party-branch]}
    replace: {b1: "…"}
""",
    "leaflets/who-decides.yaml": """\
title: Who decides about your hospital?
campaign: integrated-care
layout: flyer                  # flyer | infosheet | poster | placard | … : a folder of layouts/
paper: A5                      # A3 A4 A5 A6 DL
as_of: 2026-11-01
sides:
  - - kicker: Keep the NHS ours
    - headline: Who decides about *your* hospital?
    - lead: Since July 2022 …
    - figures:
        - {figure: "42", label: boards set up across England, source: hca-2022}
    - petition: open-the-boards
  - - heading: What a board can do
    - text: |
        …
    - points: [First, Second]
    - quote: {text: …, by: …, source: hca-2022}
    - image: {file: images/tiers.svg, alt: …, caption: …, credit: …}
    - actions: [{title: Sign, text: …}]
    - contact                  # the branch's panel
""",
    "leaflets/images/tiers.svg": SVG,
}


def test_the_files_that_the_design_shows_are_in_order(tmp_path: Path) -> None:
    project = loaded(tmp_path, SHOWN)
    assert said(project.problems) == []
    assert list(project.rules) == ["example-conference"]
    imprint = piece(project, "who-decides", "anytown-health").imprint
    promoted = "Promoted by A. Member, 12 High Street, Anytown AN1 2BB on behalf of Anytown Health Branch."
    assert plain(imprint.at_home.plain) == f"Printed by the promoter. {promoted}"
    by_shop = f"Printed by Example Print Co-op, 1 Mill Lane, Anytown AN1 1AA. {promoted}"
    assert plain(imprint.text.plain) == plain(imprint.at_press.plain) == by_shop
