"""Pieces to set in tests: two campaigns, five palettes, branches with the shortest and the longest name."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from pathlib import Path

from handbill.piece import Asset, Imprint, Palette, Panel, Petition, Piece, Rich, Source
from handbill.piece.leaflet import Action, Block, Figure, Leaflet, Picture, Quote
from handbill.piece.motion import Clause, Motion, Part
from handbill.wording import words_for

WORDS = {
    **words_for("en-GB", "union-branch"),
    "facts_checked": "Facts checked 1\u00a0November 2026",
    "version": "Version 1",
}

SHORT = "Ely"
LONG = "Cymdeithas Gymunedol Llanfair-ym-Muallt, Llandrindod a Chanolbarth Powys yn erbyn Cau Llyfrgelloedd"


def rich(text: str) -> Rich:
    """A little Markdown, enough for samples: *emphasis*, **bold**, ^1^ for a source's number."""
    html = text.replace("&", "&amp;").replace("<", "&lt;").replace("____", '<span class="blank"></span>')
    html = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html)
    html = re.sub(r"\*(.+?)\*", r"<em>\1</em>", html)
    html = re.sub(r"\^(\d+)\^", r'<sup class="cite">\1</sup>', html)
    html = re.sub(r" (\S{1,11})$", "\u00a0\\1", html)
    plain = re.sub(r"[*^]|____", "", text)
    return Rich(html, plain)


def paragraphs(*texts: str) -> Rich:
    return Rich(
        "\n".join(f"<p>{rich(text).html}</p>" for text in texts),
        "\n\n".join(rich(text).plain for text in texts),
    )


def _luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2 between two colours."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palette(brand: str, accent: str, ink: str = "#14213d", paper: str = "#ffffff") -> Palette:
    """A palette for samples: the first colour that reads, in the order that a designer would try."""

    def on(ground: str, *choices: str, least: float = 4.5) -> str:
        return next(
            (each for each in choices if contrast(ground, each) >= least),
            max((ink, paper), key=lambda each: contrast(ground, each)),
        )

    def is_ground(colour: str) -> bool:
        return max(contrast(colour, ink), contrast(colour, paper)) >= 4.5 and contrast(colour, paper) >= 1.25

    return Palette(
        brand=brand,
        accent=accent,
        ink=ink,
        paper=paper,
        brand_is_ground=is_ground(brand),
        accent_is_ground=is_ground(accent),
        on_brand=on(brand, paper, ink),
        on_accent=on(accent, ink, paper),
        on_ink=paper,
        brand_text=on(paper, brand, ink, least=3),
        accent_text=on(paper, accent, brand, ink, least=3),
        accent_on_brand=on(brand, accent, paper, ink, least=3),
        accent_on_ink=on(ink, accent, brand, paper, least=3),
        brand_on_accent=on(accent, brand, ink, paper, least=3),
        brand_on_ink=on(ink, brand, accent, paper, least=3),
    )


PALETTES = {
    "red": palette("#c8102e", "#ffd23f"),
    "green": palette("#0b5d3b", "#d7f0c8", ink="#10251b"),
    "yellow": palette("#f4d35e", "#c1121f", ink="#1d1d1b"),
    "grey": palette("#7d8a99", "#7d8a99", ink="#3a3f47"),
    "black": palette("#1b1b1b", "#e63946", ink="#111111"),
}

PANEL = Panel(
    name=rich("Anytown Health Branch"),
    place="Anytown",
    meets=rich("First Tuesday of the month, 7\u00a0pm, Miners’ Hall, 4 Station Road. All\u00a0welcome."),
    secretary=rich("A. Member"),
    email="secretary@anytown.example",
    phone="01632 960123",
    website="https://anytown.example",
    website_shown="anytown.example",
)
_IMPRINT = rich(
    "Printed by Example Print Co-op, 1 Mill Lane, Anytown AN1 1AA. Promoted by A. Member on behalf of "
    "Anytown Health Branch, 12 High Street, Anytown AN1 2BB."
)
IMPRINT = Imprint(_IMPRINT, whole=True, at_home=_IMPRINT, at_press=_IMPRINT)
PETITION = Petition(
    slug="open-the-boards",
    title=rich("Put the public on integrated care boards"),
    url="https://example.org/s/anytown",
    shown="example.org/s/anytown",
    order=rich("Sign the petition"),
    owner="Keep Our NHS Public",
    closes="31\u00a0January 2027",
)
LIBRARY = Petition(
    slug="library",
    title=rich("Keep Anytown Library open"),
    url="https://example.org/p/anytown-library?utm_medium=qr&utm_content=anytown",
    shown="example.org/p/anytown-library",
    order=rich("Sign by 31\u00a0January"),
)
SOURCES = (
    Source(1, rich("Health and Care Act 2022, UK Parliament, 28 April 2022")),
    Source(2, rich("NHS England, *Integrated care in your area*, 2022")),
    Source(3, rich("Department of Health and Social Care, 13 March 2025")),
)


def asset(path: Path, media_type: str, width: float, height: float) -> Asset:
    return Asset(path, hashlib.sha256(path.read_bytes()).hexdigest(), media_type, width, height)


PICTURES = Path(__file__).parent / "pictures"
TIERS = asset(PICTURES / "tiers.svg", "image/svg+xml", 360, 240)
LOGO = asset(PICTURES / "logo.svg", "image/svg+xml", 120, 120)


def piece(layout: str, body: Leaflet | Motion, **others: object) -> Piece:
    """A piece with the sample branch's details, of which `others` replace some."""
    made = Piece(
        document="who-decides",
        kind="motion" if isinstance(body, Motion) else "leaflet",
        layout=layout,
        paper="A5" if layout == "flyer" else "A4",
        branch="anytown-health",
        branch_name="Anytown Health Branch",
        organisation_name=rich("Example Health Union"),
        lang="en-GB",
        direction="ltr",
        title=rich("Who decides about your hospital?"),
        campaign_title="Open the boards",
        body=body,
        palette=PALETTES["red"],
        panel=PANEL,
        imprint=IMPRINT,
        words=WORDS,
        created="2026-11-01T12:00:00+00:00",
        as_of="1\u00a0November 2026",
        logo=LOGO,
        sources=SOURCES if layout in ("flyer", "infosheet", "motion") else (),
    )
    return dataclasses.replace(made, **others)  # type: ignore[arg-type]


def named(made: Piece, name: str) -> Piece:
    """The same piece for a branch of another name, in its panel, contact block and imprint too."""
    panel = dataclasses.replace(made.panel, name=rich(name))
    body = made.body
    if isinstance(body, Leaflet):
        body = Leaflet(
            tuple(tuple(Block(b.kind, panel) if b.kind == "contact" else b for b in side) for side in body.sides)
        )
    words = rich(made.imprint.text.plain.replace("Anytown Health Branch", name))
    imprint = Imprint(words, made.imprint.whole, at_home=words, at_press=words)
    return dataclasses.replace(made, branch_name=name, panel=panel, body=body, imprint=imprint)


FLYER = Leaflet(
    (
        (
            Block("kicker", rich("Keep the NHS ours")),
            Block("headline", rich("Who decides about *your* hospital?")),
            Block(
                "lead",
                rich(
                    "Since July 2022 the NHS in England has been run by regional boards that most of us "
                    "have never heard of. You didn’t elect them. You can’t remove them."
                ),
            ),
            Block(
                "figures",
                (
                    Figure(rich("42"), rich("boards set up across England in July 2022^1^")),
                    Figure(rich("1–3 million"), rich("people covered by a typical board^2^")),
                    Figure(rich("0"), rich("board members elected by the public")),
                ),
            ),
            Block("petition", PETITION),
        ),
        (
            Block("heading", rich("What an integrated care board can do")),
            Block(
                "text",
                paragraphs(
                    "“Integrated care” sounds like common sense: hospitals, GPs and councils working "
                    "together. Staff already do. The boards that came with the Health and Care Act 2022 do "
                    "something else as well.^1^",
                    "They hold one fixed budget for everyone in their area. When it runs short, the law "
                    "makes every organisation in it share the cut.",
                    "They set many of their own rules: who sits at the table, what is published, and which "
                    "meetings you may watch.",
                    "Private companies may supply services, and may sit on the partnerships that decide "
                    "what your area needs.^2^",
                ),
            ),
            Block(
                "actions",
                (
                    Action(rich("Sign"), rich("Scan the code overleaf. It takes under a minute.")),
                    Action(rich("Write"), rich("Send your MP and councillors our two-minute letter.")),
                    Action(rich("Move it"), rich("Take the model motion to your union branch or party.")),
                    Action(rich("Show it"), rich("Put the poster in your window and send us a photo.")),
                ),
            ),
            Block("contact", PANEL),
        ),
    )
)

SMALL_FLYER = Leaflet(
    (
        (
            Block("kicker", rich("Keep the NHS ours")),
            Block("headline", rich("Who decides about *your* hospital?")),
            Block("lead", rich("Regional boards that most of us have never heard of run the NHS in England.")),
            Block("figures", (Figure(rich("42"), rich("boards^1^")), Figure(rich("0"), rich("members elected^2^")))),
            Block("petition", PETITION),
        ),
        (
            Block("heading", rich("What a board can do")),
            Block(
                "text",
                paragraphs(
                    "They hold one fixed budget for everyone in their area. When it runs short, the law makes every "
                    "organisation in it share the cut.^1^",
                    "They set many of their own rules: who sits at the table, and what is published.^2^",
                ),
            ),
            Block("points", (rich("Ask your councillor"), rich("Bring the motion"))),
            Block("contact", PANEL),
        ),
    )
)

LIBRARY_FLYER = Leaflet(
    (
        (
            Block("kicker", rich("Keep Anytown Library open")),
            Block("headline", rich("Don’t close *our* library")),
            Block(
                "lead",
                rich(
                    "The council plans to shut Anytown Library on 31\u00a0March to save £84,000 a year. "
                    "That is 62p for each of us."
                ),
            ),
            Block("petition", LIBRARY),
        ),
        (
            Block("heading", rich("What we would lose")),
            Block(
                "points",
                (
                    rich("**A warm room** that is open to everyone, six days a week"),
                    rich("**Homework help** for 140 children each term"),
                    rich("**The only free computers** in the village"),
                    rich("**Story time**, every Thursday at 10\u00a0am"),
                ),
            ),
            Block(
                "quote",
                Quote(
                    rich("My mum learnt to read here. So did I. So should my daughter."),
                    rich("Priya, Station Road"),
                ),
            ),
            Block("contact", PANEL),
        ),
    )
)

POSTER = Leaflet(
    (
        (
            Block("headline", rich("Our NHS. Our say. *No secret boards.*")),
            Block("petition", dataclasses.replace(PETITION, order=rich("Sign before 31\u00a0January"))),
        ),
    )
)
LIBRARY_POSTER = Leaflet(((Block("headline", rich("Don’t close *our* library")), Block("petition", LIBRARY)),))

INFOSHEET = Leaflet(
    (
        (
            Block("kicker", rich("Integrated care in England")),
            Block("headline", rich("Your NHS, run by a board you *can’t* vote for")),
            Block(
                "lead",
                rich(
                    "Every hospital, surgery and clinic in your area answers to an integrated care board. "
                    "Here is what the boards do, who sits on them, and what you can ask for."
                ),
            ),
            Block(
                "figures",
                (
                    Figure(rich("42"), rich("boards set up across England on 1\u00a0July 2022^1^")),
                    Figure(rich("1–3 million"), rich("people covered by a typical board^2^")),
                    Figure(rich("0"), rich("board members elected by the public")),
                ),
            ),
            Block("heading", rich("Where the boards came from")),
            Block(
                "text",
                paragraphs(
                    "In 2016 NHS England drew up plans for 44 areas, and in 2019 the NHS Long Term Plan "
                    "turned them into integrated care systems. None of them had a footing in law. The "
                    "Health and Care Act 2022 gave them one: on 1\u00a0July 2022 integrated care boards "
                    "took over from 106 clinical commissioning groups.^1^",
                    "The councils’ own association warned that the new systems would not be under "
                    "democratic control as councils are. It spoke for 335 of England’s 339 councils.",
                ),
            ),
            Block("heading", rich("Who sits on them")),
            Block(
                "text",
                paragraphs(
                    "A board has a chair, a chief executive and members put forward by NHS trusts, general "
                    "practice and councils. The chair is appointed with the agreement of the Secretary of "
                    "State. Nobody is elected to a board by the people whose care it plans.",
                    "Beside each board stands a partnership, a joint committee with the councils, which "
                    "writes the strategy for the area. Who else may join is for the partnership to say.^2^",
                ),
            ),
            Block("petition", PETITION),
        ),
        (
            Block("heading", rich("What a board decides")),
            Block(
                "text",
                paragraphs(
                    "A board holds the budget for nearly all the care in its area: hospitals, general "
                    "practice, mental health, ambulances. When the money runs short, the law makes every "
                    "NHS body in the area answer for the shortfall together.",
                    "It decides where services open and where they close, and what is bought from the NHS "
                    "and what from private firms.",
                ),
            ),
            Block(
                "points",
                (
                    rich("Which hospital keeps its accident and emergency department"),
                    rich("How far you travel for a scan, an operation or a birth"),
                    rich("Which contracts go to private companies, and for how long"),
                ),
            ),
            Block(
                "image",
                Picture(
                    TIERS,
                    "Three boxes, one inside another: system, place, neighbourhood",
                    rich("System, place and neighbourhood: who plans for how many people."),
                    rich("Drawing: the campaign"),
                ),
            ),
            Block(
                "quote",
                Quote(
                    rich(
                        "Decisions about our hospitals should be taken in rooms that we may enter, by "
                        "people whom we may remove."
                    ),
                    rich("A nurse in Anytown"),
                ),
            ),
            Block("heading", rich("What is changing now")),
            Block(
                "text",
                paragraphs(
                    "On 13\u00a0March 2025 the government announced that NHS England would be abolished, and "
                    "boards were told to cut their running costs by half. Boards have begun to share "
                    "leaders and to merge, which puts them further still from the people they serve.^3^",
                    "That makes this the moment to ask for elected members, open meetings and published "
                    "contracts, before the new boundaries are fixed.",
                ),
            ),
            Block(
                "actions",
                (
                    Action(rich("Sign"), rich("Scan the code overleaf. It takes under a minute.")),
                    Action(rich("Write"), rich("Ask your MP and councillors where they stand.")),
                    Action(rich("Move it"), rich("Take the model motion to your branch or party.")),
                ),
            ),
            Block("contact", PANEL),
        ),
    )
)


def _part(key: str, opening: str, *clauses: str) -> Part:
    made = tuple(
        Clause(
            number,
            f"{key[0]}{number}",
            rich(text.removeprefix("?").split(" | ")[0]),
            tuple(map(rich, text.split(" | ")[1:])),
            text.startswith("?"),
        )
        for number, text in enumerate(clauses, 1)
    )
    return Part(key, rich(opening), made)


MOTION = Motion(
    title=rich("Open the boards"),
    summary=rich(
        "Asks for elected members, open meetings and published contracts on the boards that run the NHS locally."
    ),
    parts=(
        _part(
            "notes",
            "This Branch notes that",
            "the Health and Care Act 2022 put 42 integrated care boards on a statutory footing in England from "
            "1\u00a0July 2022, in place of 106 clinical commissioning groups;^1^",
            "a typical board plans services and holds the budget for between one and three million people;^2^",
            "the Local Government Association, speaking for 335 of 339 councils, warned that the new systems would "
            "not be under democratic control as councils are;",
            "members of the boards are appointed, and the public elects none of them.",
        ),
        _part(
            "believes",
            "This Branch believes that",
            "people who rely on a health service, and people who work in it, should be able to see how its money is "
            "spent and to remove those who spend it badly;",
            "companies that profit from NHS contracts should have no seat where those contracts are planned;",
            "decisions taken in the open are better decisions.",
        ),
        _part(
            "resolves",
            "This Branch resolves to",
            "write to the Member of Parliament for Anytown asking what steps they will take to make the board "
            "answerable to the public;",
            "ask the integrated care board to | publish every contract above £100,000 with a private supplier, and | "
            "hold all its meetings in public;",
            "display the campaign poster, and send members the petition below;",
            "?affiliate to the campaign for the coming year, at a cost of £25.",
        ),
    ),
    petitions=(PETITION,),
    mover="Moved by",
    seconder="Seconded by",
    tell_us="carried@example.org",
    version="1",
)
LONG_MOTION = dataclasses.replace(
    MOTION,
    background=paragraphs(
        "Integrated care systems grew out of the NHS Long Term Plan of January 2019. Before them came the "
        "sustainability and transformation plans of 2016. In December 2020 the Local Government Association warned "
        "that the systems then proposed would not be under democratic control as councils are.",
        "On 13\u00a0March 2025 the government announced that NHS England would be abolished, and boards were told to "
        "cut their running costs by half.^3^ New boundaries began on 1\u00a0April 2026.",
    ),
    parts=(
        Part(
            "notes",
            MOTION.parts[0].opening,
            tuple(Clause(n, f"n{n}", MOTION.parts[0].clauses[(n - 1) % 4].text) for n in range(1, 9)),
        ),
        Part(
            "believes",
            MOTION.parts[1].opening,
            tuple(Clause(n, f"b{n}", MOTION.parts[1].clauses[(n - 1) % 3].text) for n in range(1, 7)),
        ),
        Part(
            "resolves",
            MOTION.parts[2].opening,
            tuple(dataclasses.replace(MOTION.parts[2].clauses[(n - 1) % 4], number=n, id=f"r{n}") for n in range(1, 9)),
        ),
    ),
)
