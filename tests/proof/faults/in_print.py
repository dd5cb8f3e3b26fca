"""Faults of a press file in all but its colours: boxes, bleed, marks, lines, metadata, fonts, words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import ImageCms

from handbill.finish.press import Press, finish
from handbill.units import pt
from tests.proof.faults.fault import Fault, asked, draw, drawn, page, press, saved
from tests.proof.making import code, edited, typeset
from tests.proof.pressing import AROUND, EXPECTED_PRESS, INK, PAPER, POINTS, inks, press_file, press_html

WIDE, HIGH = pt(PAPER[0]), pt(PAPER[1])
START, BLEED = pt(AROUND), pt(3)
ALL = "/HbAll CS 1 SCN"
Edit = Callable[[Pdf], None]
FIVE = "@page { bleed: 5mm } .ground { left: -5mm; top: -5mm; width: 115mm; height: 55mm }"


def intent(pdf: Pdf) -> pikepdf.Object:
    return pdf.Root.OutputIntents[0]


def set_intent(key: str, value: str) -> Edit:
    def edit(pdf: Pdf) -> None:
        intent(pdf)[key] = String(value)

    return edit


def screen_profile(pdf: Pdf) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    intent(pdf).DestOutputProfile = pdf.make_stream(profile, N=3)


def damaged_profile(pdf: Pdf) -> None:
    """Keep the head of the profile, which says what it is, and lose what colours are worked out by."""
    data = intent(pdf).DestOutputProfile.read_bytes()
    intent(pdf).DestOutputProfile = pdf.make_stream(data[:128] + bytes(len(data) - 128), N=4)


def newer_catalog(pdf: Pdf) -> None:
    pdf.Root.Version = Name("/1.7")


def newer_header() -> bytes:
    with pikepdf.open(BytesIO(press_file())) as pdf:
        return saved(pdf, force_version="2.0")


def turned(pdf: Pdf) -> None:
    for sheet in pdf.pages:
        sheet.obj.Rotate = 180


def mirrored(pdf: Pdf) -> None:
    """Mirror the second page, as foil and T-shirts want it: left and right are exchanged."""
    sheet = pdf.pages[1]
    sheet.contents_add(f"q -1 0 0 1 {float(sheet.mediabox[2]):.4f} 0 cm".encode(), prepend=True)
    sheet.contents_add(b"Q")


def long_slug(pdf: Pdf) -> None:
    font = next(iter(pdf.pages[1].obj.Resources.Font))
    draw(pdf, f"0 0 0 1 k BT {font} 9 Tf 260 {-pt(7)} Td <{'00010002' * 12}> Tj ET", number=1)


def second_intent(pdf: Pdf) -> None:
    pdf.Root.OutputIntents.append(intent(pdf))


def without_profile(pdf: Pdf) -> None:
    del intent(pdf).DestOutputProfile


def without_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def without_xmp(pdf: Pdf) -> None:
    del pdf.Root.Metadata


def without_version(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        del xmp["pdfxid:GTS_PDFXVersion"]


def other_version(pdf: Pdf) -> None:
    pdf.trailer.Info.GTS_PDFXVersion = "PDF/X-1:2001"


def other_title(pdf: Pdf) -> None:
    pdf.trailer.Info.Title = "Untitled-3"


def untrapped(pdf: Pdf) -> None:
    del pdf.trailer.Info.Trapped
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        del xmp["pdf:Trapped"]


def trapped_and_not(pdf: Pdf) -> None:
    pdf.trailer.Info.Trapped = Name("/True")


def annotate(**entries: Any) -> Edit:
    def edit(pdf: Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Rect=[START + 30, START + 30, START + 90, START + 44], **entries)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return edit


def red_border(pdf: Pdf) -> None:
    look = pdf.make_stream(
        b"1 0 0 RG 1 w 1 1 58 12 re S", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 60, 14])
    )
    annotate(Subtype=Name.Square, AP=Dictionary(N=look))(pdf)


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def encrypted() -> bytes:
    with pikepdf.open(BytesIO(press_file())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="", R=4))


def shifted(pdf: Pdf) -> None:
    """Let the sheet begin at -3 mm, as WeasyPrint does."""
    for sheet in pdf.pages:
        for name in ("/MediaBox", "/BleedBox", "/TrimBox"):
            sheet.obj[name] = Array([float(edge) - BLEED for edge in sheet.obj[name]])
        sheet.contents_add(f"q 1 0 0 1 {-BLEED:.4f} {-BLEED:.4f} cm".encode(), prepend=True)
        sheet.contents_add(b"Q")


def without_trim(pdf: Pdf) -> None:
    for sheet in pdf.pages:
        del sheet.obj.TrimBox


def one_wider() -> bytes:
    """Make the leaflet a millimetre too wide, with all that belongs to it."""
    html = press_html(css="@page { size: 106mm 148mm } .ground { width: 112mm }")
    made = Press((106, 148), 3, True, EXPECTED_PRESS.title or "", "2026-11-01T00:00:00+00:00")
    return finish(typeset(html, None), made, inks())


def capped() -> bytes:
    """Make the leaflet with 5 mm of bleed, and cap the bleed box at 10 pt, as WeasyPrint does."""

    def cap(pdf: Pdf) -> None:
        for sheet in pdf.pages:
            left, bottom, right, top = (float(edge) for edge in sheet.obj.TrimBox)
            sheet.obj.BleedBox = Array([left - 10, bottom - 10, right + 10, top + 10])

    return edited(press_file(bleed=5.0, css=FIVE), cap)


def swapped(pdf: Pdf) -> None:
    pdf.pages.reverse()


def twice(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[1])


def marked(colour: str, *, off: float = 0.0, gap: float = 4.0) -> Edit:
    """Return what draws the crop marks anew: `off` mm to the right of the cut, and `gap` mm away from the trim."""
    near, far = pt(gap), pt(gap + 5)
    lines = []
    for x, out in ((0.0, -1), (WIDE, 1)):
        for y, up in ((0.0, -1), (HIGH, 1)):
            lines.append(f"{x + out * near:.4f} {y:.4f} m {x + out * far:.4f} {y:.4f} l S")
            lines.append(f"{x + pt(off):.4f} {y + up * near:.4f} m {x + pt(off):.4f} {y + up * far:.4f} l S")

    def edit(pdf: Pdf) -> None:
        for number, sheet in enumerate(pdf.pages):
            steps = list(pikepdf.parse_content_stream(sheet))
            first = next(place for place, step in enumerate(steps) if str(step.operator) == "SCN")
            content = pikepdf.unparse_content_stream(steps[: first - 2])  # without `q` and the choice of colour
            sheet.obj.Contents = pdf.make_stream(content)
            draw(pdf, f"{colour} 0.25 w {' '.join(lines)}", number=number)

    return edit


def without_one_mark(pdf: Pdf) -> None:
    """Paint over the level mark at the top left, with paper."""
    draw(pdf, f"0 0 0 0 k {-START:.4f} {HIGH - 3:.4f} {START - pt(3.2):.4f} 6 re f")


def unembedded(pdf: Pdf) -> None:
    for font in _fonts(pdf):
        descriptor = font.DescendantFonts[0].FontDescriptor
        if "Sans" in str(font.BaseFont) and "/FontFile2" in descriptor:
            del descriptor.FontFile2


def notdef(pdf: Pdf) -> None:
    """Let the first glyph that the second page shows lead to none."""
    page_fonts = pdf.pages[1].obj.Resources.Font
    (step,) = pikepdf.parse_content_stream(pdf.pages[1], "TJ")[:1]
    shown = bytes(step.operands[0][0])
    code = int.from_bytes(shown[:2], "big")
    for font in page_fonts.values():
        if "Sans" in str(font.BaseFont):
            font.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(
                b"".join((0 if cid == code else cid).to_bytes(2, "big") for cid in range(4096))
            )


def _fonts(pdf: Pdf) -> list[pikepdf.Object]:
    return [each for sheet in pdf.pages for each in sheet.obj.Resources.Font.values()]


def ground(style: str) -> str:
    return f"<div class='ground' style='{style}'></div>"


def css(says: str, check: str, rules: str, *also: str) -> Fault:
    return page(says, check, *also, css=rules)


def worded(says: str, check: str, points: str, text: tuple[str, ...], *also: str) -> Fault:
    """Return a fault in the words of the second page, of which `text` is what should have come out."""
    start, end = WORDS[:4], WORDS[-1:]
    return Fault(says, check, lambda: press_file(points=points), replace(EXPECTED_PRESS, text=start + text + end), also)


WORDS = EXPECTED_PRESS.text or ()
NO_IMPRINT = replace(EXPECTED_PRESS, text=WORDS[:-1])
BOX = "<div class='points'><p>{}</p></div>"
FAULTS = (
    press("No output intent in a file that claims PDF/X-4", "intent", without_intent),
    press("An output intent without its profile", "intent", without_profile),
    press("An output intent with the profile of a screen", "intent", screen_profile),
    press("A second output intent", "intent", second_intent),
    press("The wrong printing condition", "intent", set_intent("/OutputConditionIdentifier", "FOGRA52")),
    press("An output intent without a name", "intent", set_intent("/OutputConditionIdentifier", "")),
    press("An output intent without its registry", "intent", set_intent("/RegistryName", "")),
    press("An output intent registered elsewhere", "intent", set_intent("/RegistryName", "http://www.example.org")),
    press("An output intent with a damaged profile", "intent", damaged_profile),
    press("A catalog that says PDF 1.7", "intent", newer_catalog),
    Fault("A header that says PDF 2.0", "intent", newer_header),
    press("No XMP metadata", "intent", without_xmp),
    press("Metadata that claim no PDF/X", "intent", without_version),
    press("Metadata that claim two kinds of PDF/X", "intent", other_version),
    press("A file that does not say whether it is trapped", "trapped", untrapped),
    press("Metadata that disagree on trapping", "trapped", trapped_and_not),
    press("A live link on the page", "annotations", annotate(Subtype=Name.Link, Border=Array([0, 0, 0]))),
    press("A box in RGB drawn as an annotation", "annotations", red_border, "colours"),
    press("JavaScript", "active", script),
    Fault("Encryption that lets anyone read", "opens", encrypted),
    press("A sheet that begins at -3 mm", "size", shifted),
    press("No trim box", "size", without_trim, "bleed", "marks"),
    press("Pages turned upside down for readers", "size", turned),
    press("A mirrored page", "size", mirrored),
    Fault("A page one millimetre too wide", "size", one_wider),
    Fault("A bleed box of 3.53 mm where 5 mm are asked", "bleed", capped, asked(bleed=5.0)),
    page("A ground that stops at the left edge", "bleed", ground=ground("left: 0; width: 108mm")),
    page("A ground that stops half-way into the bleed", "bleed", ground=ground("top: -1.5mm; height: 51.5mm")),
    page("A ground with a gap in the bleed that begins again at its end", "bleed",
         ground=ground("left: 0; width: 108mm"), front="<div class='ground' style='width: 0.8mm'></div>"),
    css("Text in the safe area", "safe", ".order { top: 139.5mm }"),
    css("A code too near the cut", "safe", ".code { left: -1.5mm }"),
    Fault("No crop marks where they are asked for", "marks", lambda: press_file(marks=False)),
    press("Crop marks inside the bleed", "marks", marked(ALL, gap=0.2), "ink"),
    press("Crop marks on the black plate alone", "marks", marked("0 0 0 1 K")),
    press("Crop marks a millimetre off the cut", "marks", marked(ALL, off=1.0)),
    press("A corner with one mark", "marks", without_one_mark),
    press("A slug line that runs off the sheet", "marks", long_slug),
    css("A line of 0.1 pt", "lines", f".rule {{ border-top: 0.1pt solid {INK} }}"),
    drawn("A white hairline on a ground", "lines", "0 0 0 0 K 0.1 w 30 380 m 200 380 l S"),
    drawn("A rule drawn as a filled shape of 0.1 pt", "lines", "0 0 0 1 k 170 40 57 0.1 re f"),
    css("White text of 5 pt on a colour", "type", ".on { color: #fff; font-size: 5pt }"),
    press("A font that is not in the file", "fonts", unembedded),
    press("A letter without a glyph", "fonts", notdef, "fit"),
    press("The wrong title", "title", other_title),
    press("The pages the wrong way round", "text", swapped, "qr"),
    press("A page too many", "pages", twice, "text"),
    worded("A paragraph left out", "text", BOX.format(POINTS[0]), POINTS),
    worded("A paragraph that nobody wrote", "text", BOX.format(f"{POINTS[0]}<p>{POINTS[1]}"), POINTS[:1]),
    worded("A gap left to fill in", "placeholder", BOX.format("Meet us at [place]."), ("Meet us at [place].",)),
    Fault("No imprint", "imprint", lambda: press_file(imprint=""), NO_IMPRINT),
    css("Text on top of other text", "fit", ".lead { top: 41mm }"),
    css("Text cut off by the edge of the page", "fit", ".order { left: 80mm; width: 60mm }", "safe"),
    page("A code that leads elsewhere", "qr", code=code("https://petition.example/s/othertown")),
    css("A code with modules of 0.3 mm", "qr", ".code { width: 11.1mm; height: 11.1mm }"),
)  # fmt: skip
