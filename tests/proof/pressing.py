"""Making files for the press to prove: a sound leaflet in ink, and edits to what it draws.

`press_file` is made as handbill makes its own. What a test changes in it, it changes in finished
bytes, or in the HTML before.
"""

from __future__ import annotations

import base64
from functools import cache
from io import BytesIO

from PIL import Image

from handbill import shipped
from handbill.finish.colours import BLACK, Colours, Profile, rgb_of
from handbill.finish.press import MARGIN, Press, finish
from handbill.proof import Expected, ExpectedCode, ForPress
from tests.proof.making import IMPRINT, SHOWN, TITLE, URL, code, typeset

PAPER = (105.0, 148.0)  # A6
BLEED = 3.0
AROUND = MARGIN + BLEED  # mm from the edge of the sheet to the trim
INK, BRAND = "#141b2d", "#c8102e"
TITLE_SHORT = "Who decides?"
LEAD = "Since July the council has had a plan to close the library. Nobody voted for it."
POINTS = ("Write to your councillor this week.", "Tell a neighbour what you know, and ask for a name.")

CSS = f"""
@page {{ size: 105mm 148mm; bleed: 3mm; margin: 0 }}
body {{ margin: 0; font: 11pt/1.35 'Source Sans 3'; color: {INK} }}
.side {{ position: relative; height: 148mm; break-after: page }}
.ground {{ position: absolute; left: -3mm; top: -3mm; width: 111mm; height: 53mm; background: {BRAND} }}
h1 {{ position: absolute; left: 8mm; top: 8mm; margin: 0; font: 40pt/.9 'League Gothic'; color: #fff }}
.on {{ position: absolute; left: 8mm; top: 40mm; margin: 0 }}
.lead {{ position: absolute; left: 8mm; top: 56mm; width: 88mm; margin: 0 }}
.code {{ position: absolute; left: 8mm; top: 78mm; width: 32mm; height: 32mm }}
.order {{ position: absolute; left: 8mm; top: 116mm; margin: 0 }}
.photo {{ position: absolute; left: 60mm; top: 78mm; width: 30mm; height: 30mm }}
.rule {{ position: absolute; left: 8mm; top: 112mm; width: 89mm; border-top: 0.5pt solid {INK} }}
.points {{ position: absolute; left: 8mm; top: 12mm; width: 88mm }}
.imprint {{ position: absolute; left: 8mm; bottom: 8mm; width: 88mm; margin: 0; font-size: 7pt }}
"""
PARTS = {
    "css": "",
    "ground": "<div class='ground'></div>",
    "headline": f"<h1>{TITLE_SHORT}</h1>",
    "on": "<p class='on'>Our library stays open.</p>",
    "lead": f"<p class='lead'>{LEAD}</p>",
    "order": f"<p class='order'>Sign: {SHOWN}</p>",
    "rule": "<div class='rule'></div>",
    "front": "",
    "points": f"<div class='points'><p>{POINTS[0]}</p><p>{POINTS[1]}</p></div>",
    "imprint": f"<p class='imprint'>{IMPRINT}</p>",
    "back": "",
}
EXPECTED_PRESS = Expected(
    edition="press",
    pages=2,
    trim=PAPER,
    text=(TITLE_SHORT, "Our library stays open.", LEAD, f"Sign: {SHOWN}", *POINTS, IMPRINT),
    codes=(ExpectedCode(URL, page=1),),
    title=TITLE,
    imprint=IMPRINT,
    fonts=("League Gothic", "Source Sans 3"),
    press=ForPress(condition="FOGRA39", registry="http://www.color.org", marks=True, ghostscript=False),
)


@cache
def photo(pixels: int = 360) -> str:
    """Return the HTML of a small picture in colours, so many pixels wide and high."""
    red = Image.linear_gradient("L").resize((pixels, pixels))
    picture = Image.merge("RGB", [red.point([140 + grey // 4 for grey in range(256)]), red.rotate(90), red])
    out = BytesIO()
    picture.save(out, "PNG")
    return f"<img class='photo' alt='' src='data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}'>"


@cache
def press_html(**parts: str) -> str:
    part = {"photo": photo(), "code": code(), **PARTS, **parts}
    return (
        f"<html lang='en'><meta charset='utf-8'><title>{TITLE}</title><style>{CSS}{part['css']}</style>"
        f"<div class='side'>{part['ground']}{part['headline']}{part['on']}{part['lead']}{part['code']}"
        f"{part['photo']}{part['rule']}{part['order']}{part['front']}</div>"
        f"<div class='side' style='break-after: auto'>{part['points']}{part['imprint']}{part['back']}</div></html>"
    )


@cache
def press_file(bleed: float = BLEED, marks: bool = True, **parts: str) -> bytes:
    """Make the sound leaflet for the press, with some of its parts exchanged."""
    press = Press(PAPER, bleed, marks, TITLE, "2026-11-01T00:00:00+00:00")
    return finish(typeset(press_html(**parts), None), press, inks())


@cache
def inks() -> Colours:
    profile = Profile(shipped.PACKAGE / "profiles/ISOcoated_v2_300_bas.icc")
    return Colours(profile, {rgb_of(INK): BLACK, rgb_of(BRAND): (0, 1, 0.8, 0.1)})
