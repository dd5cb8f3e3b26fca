"""A letter to four people, of whom one cannot be written to; and its project."""

from __future__ import annotations

BRANCH = """\
name: Weir Readers
type: community-group
place: Weir
region: moors
secretary: {name: Una Underwood, email: readers@weir.example, phone: 01632 960111}
imprint: {promoter: "Una Underwood, 2 Mill Lane, Weir WE1 1AA"}
mp: {constituency: Netherby and Weir}
"""
OTHER = "name: Netherby Readers\ntype: community-group\nplace: Netherby\n"
LETTER = """\
title: "Keep it open: will you?"
campaign: library
recipients: people.csv
dated: 2026-11-16
text: |
  I write to you as {{ recipient.as }}. The library closes in March.[^budget]

  - Vote against *that*;
  - tell us.
copies: [the scrutiny committee, the local paper]
enclosures: [our leaflet]
petition: library
reference: W/7
blank: yes
blank_text: I live in {{ recipient.area }}.
"""
PEOPLE = """\
Name,Title,As,Role,Address,E-mail,Area
Edith Ferrier,Cllr,councillor for the Lane,,"Town Hall, 1 Market Street, Weir WE1 1ZZ",e.ferrier@people.example,Weir
Siân Ó Dálaigh & Söhne,,our *MP* < all,MP,"House, 1 Heol Fawr, WE9 9ZZ",sian@people.example,netherby and weir
Frank Turner,Cllr,councillor for Millfield,,,f.turner@people.example,Millfield
Gwen Hallam,Dr,chair of the board,,"Board Office, 3 Weir Row, WE2 8EF",,moors
"""
FILES = {
    "branches/weir.yaml": BRANCH,
    "branches/netherby.yaml": OTHER,
    "letters/doc.yaml": LETTER,
    "letters/people.csv": PEOPLE,
}
PERSONAL = ("e.ferrier", "people.example", "Market Street", "Heol Fawr", "Board Office", "Edith Ferrier", "Hallam")
LONG = "\n\n".join(f"Paragraph {number} says more of it, {'and more ' * 24}still." for number in range(1, 12))
