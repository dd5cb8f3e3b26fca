"""Twenty small motions with their words counted by hand, under three rules of counting.

The numbers are a person's, one word at a time; no program made them. Beside each text stand its
words as PLAIN counts them, and in brackets as another does where that differs. Under all three the
openings are 'This Congress notes that' (4), 'This Congress believes that' (4) and 'This Congress
instructs the Executive to' (6).
"""

from __future__ import annotations

from typing import NamedTuple

PLAIN: dict[str, str] = {}
"""As the usual word processor: what the rules say nothing of."""

PAGE = {"title": "yes", "numbers": "yes", "hyphenated": "each", "ampersand": "none"}
"""Every word on the page, the numbers of clauses and the letters of points with them."""

SPARSE = {
    "openings": "no",
    "instructions": "no",
    "figures": "none",
    "dates": "one",
    "urls": "none",
}
"""Only the case that is made, and of that no figures and no addresses."""

WAYS = {"plain": PLAIN, "page": PAGE, "sparse": SPARSE}


class Counted(NamedTuple):
    """A motion as it stands in YAML, and its words by `WAYS`."""

    yaml: str
    plain: int
    page: int
    sparse: int


MOTIONS = (
    Counted(  # openings 10; title 4; 7 (sparse 6) + 2; numbers 2
        "title: Keep the library open\nnotes: ['the library had 31,200 visits last year;']\ninstructs: [save it.]\n",
        19,
        25,
        6,
    ),
    Counted(  # openings 14; title 3 (page 4); 5 (7) + 4 (5) + 4; numbers 3
        "title: Well-being at work\nnotes: [well-being is a full-time duty;]\n"
        "believes: [part-time staff count too.]\ninstructs: [write to all branches.]\n",
        27,
        37,
        9,
    ),
    Counted(  # openings 10; title 5; 7 (sparse 5) + 5 (4) + 5; numbers 3
        "title: A date for the vote\nnotes: [the Act began on 1 July 2022;, councillors vote on 24 February.]\n"
        "instructs: [report by 3 March 2027.]\n",
        27,
        35,
        9,
    ),
    Counted(  # openings 10; title 2; 6 (sparse 5) + 6 (5) + 4; numbers 3
        "title: Sign it\nnotes:\n  - the petition is at https://example.org/s/anytown now;\n"
        "  - members write to secretary@anytown.example every week.\ninstructs: [share example.org/p with all.]\n",
        26,
        31,
        10,
    ),
    Counted(  # openings 14; title 3 (page 2); 6 (5) + 4 (3) + 4; numbers 3
        "title: Anytown & District\nnotes: [the Anytown & District branch met;]\n"
        "believes: [members & friends matter.]\ninstructs: [thank the R&D staff.]\n",
        28,
        31,
        10,
    ),
    Counted(  # openings 10; title 2; 5 + 5 + 2; numbers 3
        "title: Cuts – again\nnotes: [wages fell -- and prices rose;, rents — up again — hurt most.]\n"
        "instructs: [act—now.]\n",
        22,
        27,
        10,
    ),
    Counted(  # openings 10; title 2; 3 + 2 and 2 and 2 and 2; numbers 2, letters 3
        "title: Three asks\nnotes: [members want change.]\n"
        "instructs:\n  - {text: press for, points: [fair pay;, safe staffing;, a pension.]}\n",
        21,
        28,
        3,
    ),
    Counted(  # openings 10; title 3; 9 (sparse 5) + 3; numbers 2
        "title: £84,000 a year\nnotes: ['it saves £84,000 in 2027–28, or 4p in £100;']\n"
        "instructs: [find 10% elsewhere.]\n",
        22,
        27,
        5,
    ),
    Counted(  # opening 6; title 1; 5 + 3; numbers 2
        "title: Report\ninstructs: [report to the next conference;, publish the minutes.]\n",
        14,
        17,
        0,
    ),
    Counted(  # openings 14; title 2; 8 (sparse 7) + 3 + 2; numbers 3
        "title: '*Our* NHS'\nnotes: ['**people** rely on [the NHS](https://example.org/nhs) at 7 pm;']\n"
        "believes: [it is *ours*.]\ninstructs: [defend it.]\n",
        27,
        32,
        10,
    ),
    Counted(  # openings 10; title 1; 7 + 5 (sparse 4) + 2, sources no words; numbers 3
        "title: Sourced\nnotes:\n  - {text: the board was set up in law;, source: budget}\n"
        "  - 'it has 42 members[^report] today.'\ninstructs: [cite it.]\n",
        24,
        28,
        11,
    ),
    Counted(  # openings 10; title 'Ely & March Branch first' 5 (page 4); 'This Congress met in Ely' 5 + 2; numbers 2
        'title: "{{ branch.name }} first"\nnotes: ["{{ this_body }} met in {{ branch.place }};"]\n'
        'instructs: ["visit {{ branch.place }}."]\n',
        17,
        23,
        5,
    ),
    Counted(  # openings 10; title 1 (page 2); 7 (8) + 4 (page 5, sparse 3) + 5 (7); numbers 3
        "title: And/or\nnotes: [a tenant and/or a lodger may write;, mid-2025 was 24/7 work.]\n"
        "instructs: [ask for an ex-gratia pay-out.]\n",
        26,
        35,
        10,
    ),
    Counted(  # openings 10; title 3; 8 (sparse 7) + 6; numbers 2
        "title: The members' voice\nnotes: ['\"no\" isn''t an answer, e.g. at 6 p.m.;']\n"
        "instructs: ['say ''yes'' to the people''s vote.']\n",
        24,
        29,
        7,
    ),
    Counted(  # openings 10; title 2; 6 + 4 + 2; numbers 3
        "title: (Again) no\nnotes: [cuts... and more cuts (see above);, 'the Executive [sic] agreed.']\n"
        "instructs: [stop them!]\n",
        22,
        27,
        10,
    ),
    Counted(  # openings 10; title 2; 8 (sparse 6) + 8 (6) + 2; numbers 3
        "title: 4–6 June\nnotes: [we meet on 4–6 June 2026 in Ely;, it is the 21st conference since May 1998.]\n"
        "instructs: [book rooms.]\n",
        28,
        33,
        12,
    ),
    Counted(  # openings 14; title 6; 18 (sparse 15) + 15 + 10; numbers 3
        "title: A public say in the NHS\n"
        "notes: ['42 boards took over local planning in England on 1 July 2022, under the Act of that year;']\n"
        "believes: ['those who use it, or work in it, should see how its money is spent.']\n"
        "instructs: [press for a law that lets the public elect members.]\n",
        57,
        66,
        30,
    ),
    Counted(  # openings 10; title 3; 10 (sparse 8) + 6 (4) + 4; numbers 3
        "title: One in ten\nnotes: ['one in ten, or 10.5 per cent, waits 18 weeks;', '4,500 more are on list 2.']\n"
        "instructs: [cut waits by half.]\n",
        30,
        36,
        12,
    ),
    Counted(  # openings 10; title 1; 4 + 3 + 3; numbers 3: what a branch resolves, a conference instructs
        "title: Resolved\nnotes: [the park is ours.]\nresolves: [keep it so;, tell the press.]\n",
        20,
        24,
        4,
    ),
    Counted(  # openings 14; title 2 (page 3); 3 (4) + 7 + 4 (6); numbers 3
        "title: Long-term care\nnotes: [co\u2011operation beats competition;]\n"
        "believes: [care is a right - not a favour.]\ninstructs: ['fund long-term, publicly-run care.']\n",
        28,
        37,
        10,
    ),
)
