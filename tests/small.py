"""A project of the smallest size: one campaign, two branches, one leaflet with a layout of its own.

Its layout has little on it, so that tests of planning, storing and commands are quick, and do
not change when a shipped layout does.
"""

from __future__ import annotations

from pathlib import Path

FILES = {
    "campaigns/park.yaml": """\
title: Save the park
slogan: Green for all
petitions:
  park:
    title: Keep the park open
    url: https://petitions.parkside.example/p/park
    short_url: https://parkside.example/p
    closes: 2027-01-31
sources:
  plan: {title: Park plan, publisher: Parkside Council, date: 2026-05-01}
""",
    "branches/ely.yaml": """\
name: Ely
type: community-group
""",
    "branches/parkside.yaml": """\
name: Parkside Branch
type: union-branch
meets: Mondays, 7 pm
imprint: {promoter: "A. Member, 1 High Street, Parkside PK1 1AA"}
""",
    "leaflets/slip.yaml": """\
title: Keep our park
campaign: park
layout: slip
as_of: 2026-11-01
review_by: 2027-05-01
sides:
  - - headline: Keep *our* park
    - lead: The council wants to sell it. Tell it no.
    - petition: park
""",
    "layouts/slip/layout.yaml": """\
title: Slip
kinds: [leaflet]
papers: [A6]
blocks: [headline, lead, petition]
code: {side: 40}
least_type: {text: 9, small: 8}
editions: [screen, image]
empty: 1
""",
    "layouts/slip/page.css": """\
@page { size: 105mm 148mm; margin: 0 }
body { margin: 0; font-family: "Source Sans 3"; color: #000 }
.side { width: 105mm; height: 148mm; box-sizing: border-box; padding: 8mm }
h1 { font-size: 24pt; margin: 0 } p { font-size: 12pt; margin: 2mm 0 }
p.imprint { font-size: 9pt }
.code { width: 40mm; height: 40mm }
""",
    "layouts/slip/page.html.j2": """\
{% extends "common/page.html.j2" %}
{% block page %}
<section class="side">
{% for block in body.sides[0] %}
{% if block.kind == "headline" %}<h1>{{ block.value }}</h1>
{% elif block.kind == "lead" %}<p>{{ block.value }}</p>
{% elif block.kind == "petition" %}
<div class="code" data-slot="code">{{ code(block.value) }}</div>
<p>{{ block.value.order }}</p>
<p><a href="{{ block.value.url }}">{{ block.value.shown }}</a></p>
{% endif %}
{% endfor %}
<p class="imprint" data-slot="imprint">{{ piece.imprint.text }}</p>
</section>
{% endblock %}
""",
}


def write(folder: Path, files: dict[str, str] = FILES) -> Path:
    """Write the project, or other files, into a folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Change a text in one file; it has to be there."""
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
