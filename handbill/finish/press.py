"""The edition for a print shop: PDF/X-4 in ink, with bleed, marks and a slug line.

It starts from pages whose trim is known and whose grounds run over it by the bleed. Lengths are
in mm up to the point where the PDF is written. ISO 15930-7 (PDF/X-4) says what has to be there:
one output intent with its profile, boxes that nest, a trapping key, and metadata that agrees.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import math
import uuid
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from handbill.finish.colours import Colours, Profile
from handbill.finish.content import Inker, entry
from handbill.lettering import cut_down, embedded, printable, width
from handbill.units import pt

MARK_LENGTH = 5.0  # mm
MARK_WEIGHT = 0.25  # pt
FOLD_DASH = 2.0  # pt, of the marks for folds
MARK_GAP = 1.0  # mm between the bleed and a mark
SLUG_SIZE, SMALLEST_SLUG = 6.0, 4.0  # pt
SLUG_PARTS = "  |  "
KEPT_PARTS = 3  # at the end of a slug line, never shortened: date of facts, paper, page
LEAST_NAME = 4  # letters that are left of a name at least, with the ellipsis
SLUG_INDENT = 4.0  # mm from the edges of the trim at the left and the right, clear of the crop marks
SLUG_DROP = 4.0  # mm from the bleed to the baseline
MARGIN = MARK_GAP + MARK_LENGTH + 2.0  # mm round the bleed, for marks and the slug


@dataclass(frozen=True, slots=True)
class Press:
    """What a print shop asks for. `trim` is width and height in mm; `slugs` has a line for each page.

    `folds` says for each page where it is folded, in mm from the left of the trim.
    """

    trim: tuple[float, float]
    bleed: float
    marks: bool
    title: str
    created: str  # ISO 8601
    slugs: tuple[str, ...] = ()
    folds: tuple[tuple[float, ...], ...] = ()

    def folds_of(self, number: int) -> tuple[float, ...]:
        """Return the folds of the page of a number, from 0."""
        return self.folds[number] if number < len(self.folds) else ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things lie on the sheet, in pt from its bottom left corner."""

    media: tuple[float, float, float, float]
    bleed: tuple[float, float, float, float]
    trim: tuple[float, float, float, float]


def frame(press: Press) -> Frame:
    """Work out the boxes of a page, all from 0 and one inside the other."""
    width, height = press.trim
    margin = MARGIN if press.marks else 0.0
    around = margin + press.bleed

    def box(inset: float) -> tuple[float, float, float, float]:
        right, top = width + 2 * around - inset, height + 2 * around - inset
        return (pt(inset), pt(inset), pt(right), pt(top))

    return Frame(box(0), box(margin), box(around))


def finish(pdf: bytes, press: Press, colours: Colours) -> bytes:
    """Return the PDF of the `press` edition. Raises NoInk for what has no ink."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        inker = Inker(document, colours)
        registration = _registration(document)
        slugs = _slugs(document, press)
        for number, page in enumerate(document.pages):
            content = inker.page(page)
            slug = slugs.get(number)
            _reframe(document, page, content, press, registration, slug, press.folds_of(number))
        _clear(document)
        _intend(document, colours.profile)
        _describe(document, press, _identifier(document, press))
        made = io.BytesIO()
        document.save(
            made,
            min_version="1.6",
            force_version="1.6",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return made.getvalue()


def _reframe(
    document: Pdf,
    page: pikepdf.Page,
    content: bytes,
    press: Press,
    registration: pikepdf.Object,
    slug: _Slug | None,
    folds: tuple[float, ...],
) -> None:
    """Move a page's origin to the corner of its sheet, cut it at the bleed, and put the marks round it."""
    old = page.trimbox
    boxes = frame(press)
    dx, dy = boxes.trim[0] - float(old[0]), boxes.trim[1] - float(old[1])
    left, bottom, right, top = boxes.bleed
    clip = f"q {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n 1 0 0 1 {dx:.4f} {dy:.4f} cm\n"
    parts = [clip.encode(), content, b"\nQ\n"]
    if press.marks:
        entry(page.obj.Resources, "/ColorSpace")[Name("/HbAll")] = registration
        parts.append(_marks(boxes, press, folds))
    if slug:
        entry(page.obj.Resources, "/Font")[Name("/HbSlug")] = slug.font
        parts.append(slug.drawing)
    page.obj.Contents = document.make_stream(b"".join(parts))
    page.obj.MediaBox = Array([round(edge, 4) for edge in boxes.media])
    page.obj.BleedBox = Array([round(edge, 4) for edge in boxes.bleed])
    page.obj.TrimBox = Array([round(edge, 4) for edge in boxes.trim])
    for name in ("/CropBox", "/ArtBox", "/Annots", "/StructParents", "/Tabs", "/AA"):
        if name in page.obj:
            del page.obj[name]


@dataclass(frozen=True, slots=True)
class _Slug:
    drawing: bytes
    font: pikepdf.Object


def _slugs(document: Pdf, press: Press) -> dict[int, _Slug]:
    """Set the slug lines: below the bleed, between the crop marks, in black."""
    if not press.marks or not press.slugs:
        return {}
    room = press.trim[0] - 2 * SLUG_INDENT
    fitted = [fitting(printable(line), room) for line in press.slugs]
    face = cut_down("".join(line for line, _ in fitted))
    font = embedded(document, face)
    boxes = frame(press)
    x, y = boxes.trim[0] + pt(SLUG_INDENT), boxes.bleed[1] - pt(SLUG_DROP)
    return {
        number: _Slug(
            f"q 0 0 0 1 k BT /HbSlug {size:.4g} Tf {x:.4f} {y:.4f} Td <{face.shown(line)}> Tj ET Q\n".encode(), font
        )
        for number, (line, size) in enumerate(fitted)
    }


def fitting(line: str, room: float) -> tuple[str, float]:
    """Return a slug line no wider than `room` mm, and its size in pt: set smaller, then with its names shortened."""
    size = min(SLUG_SIZE, SLUG_SIZE * room / max(width(line, SLUG_SIZE), 1e-9))
    parts = line.split(SLUG_PARTS)
    names = max(len(parts) - KEPT_PARTS, 0)
    while size < SMALLEST_SLUG:
        longest = max(range(names), key=lambda name: len(parts[name]), default=None)
        if longest is None or len(parts[longest]) <= LEAST_NAME:
            break
        parts[longest] = parts[longest].removesuffix("…")[:-1] + "…"
        line = SLUG_PARTS.join(parts)
        size = SLUG_SIZE * room / width(line, SLUG_SIZE)
    return line, math.floor(size * 100) / 100


def _marks(boxes: Frame, press: Press, folds: tuple[float, ...]) -> bytes:
    """Draw the crop marks, and dashed ones for the folds: outside the bleed, on every plate."""
    left, bottom, right, top = boxes.trim
    gap, length = pt(press.bleed + MARK_GAP), pt(MARK_LENGTH)
    lines = []
    for x, outward in ((left, -1), (right, 1)):
        for y in (bottom, top):
            lines.append((x + outward * gap, y, x + outward * (gap + length), y))
    for y, outward in ((bottom, -1), (top, 1)):
        for x in (left, right):
            lines.append((x, y + outward * gap, x, y + outward * (gap + length)))
    drawn = "".join(f"{x1:.4f} {y1:.4f} m {x2:.4f} {y2:.4f} l S\n" for x1, y1, x2, y2 in lines)
    folded = "".join(
        f"{left + pt(fold):.4f} {y:.4f} m {left + pt(fold):.4f} {y + outward * length:.4f} l S\n"
        for fold in folds
        for y, outward in ((bottom - gap, -1), (top + gap, 1))
    )
    dashed = f"[{FOLD_DASH} {FOLD_DASH}] 0 d\n{folded}" if folded else ""
    return f"q /HbAll CS 1 SCN {MARK_WEIGHT} w\n{drawn}{dashed}Q\n".encode()


def _registration(document: Pdf) -> pikepdf.Object:
    """Return the colour space that prints on all plates (ISO 32000-2, 8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return document.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, document.make_indirect(tint)]))


def _clear(document: Pdf) -> None:
    """Take out what is for screens and readers: tags, outline, links, scripts, attachments."""
    for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/OpenAction", "/AA", "/Dests", "/AF"):
        if name in document.Root:
            del document.Root[name]


def _intend(document: Pdf, profile: Profile) -> None:
    """Say for which printing condition the file is made, with its profile."""
    icc = Stream(document, profile.packed, N=4, Filter=Name.FlateDecode)
    document.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String(profile.identifier),
                OutputCondition=String(profile.condition),
                RegistryName=String(profile.registry),
                Info=String(profile.condition),
                DestOutputProfile=document.make_indirect(icc),
            )
        ]
    )


def _identifier(document: Pdf, press: Press) -> str:
    """Return a name that no other file has: it comes from the content, so the same content has the same name."""
    content = io.BytesIO()
    document.save(content, deterministic_id=True)
    digest = hashlib.sha256(content.getvalue()).hexdigest()
    return uuid.uuid5(uuid.NAMESPACE_URL, f"handbill:{press.title}:{press.created}:{digest}").urn


def _describe(document: Pdf, press: Press, identifier: str) -> None:
    """Write Info and XMP so that they agree."""
    if "/Metadata" in document.Root:
        del document.Root["/Metadata"]
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        xmp["pdf:Trapped"] = "False"
        xmp["pdf:Producer"] = "handbill"
        xmp["dc:title"] = press.title
        xmp["xmp:CreateDate"] = press.created
        xmp["xmp:ModifyDate"] = press.created
        xmp["xmp:MetadataDate"] = press.created
        xmp["xmp:CreatorTool"] = "handbill"
        xmp["xmpMM:DocumentID"] = identifier
        xmp["xmpMM:VersionID"] = "1"
        xmp["xmpMM:RenditionClass"] = "default"
    date = String(datetime.datetime.fromisoformat(press.created).strftime("D:%Y%m%d%H%M%SZ"))
    document.trailer.Info = document.make_indirect(
        Dictionary(
            Title=String(press.title),
            Producer=String("handbill"),
            Creator=String("handbill"),
            CreationDate=date,
            ModDate=date,
            Trapped=Name("/False"),
        )
    )
