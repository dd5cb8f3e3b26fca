"""The edition for sharing online: PDF/UA-1, with live links.

WeasyPrint writes it whole, but for three things. The words in the margins of a page (its title and
number) are left as content that belongs nowhere: PDF/UA (ISO 14289-1, 7.1 and 7.8) wants running
feet to be artifacts, so that they are not read out on every page. The letters of some scripts, and
languages inside a text, are lost: `letters` brings them back. And a motion carries the YAML that it
was made from.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, AttachedFileSpec, ContentStreamInstruction, Dictionary, Name, Operator, Pdf

from handbill.finish import letters
from handbill.pages import Typeset
from handbill.piece import Attachment, Piece
from handbill.proof.expected import CARRIED


def finish(typeset: Typeset, piece: Piece) -> bytes:
    """Return the PDF of the `screen` edition."""
    if not typeset.has_running_feet and not typeset.lines and not piece.attachment:
        return typeset.pdf
    with Pdf.open(io.BytesIO(typeset.pdf)) as pdf:
        if typeset.lines:
            letters.legible(pdf, typeset.lines)
            letters.say(pdf, typeset.lines)
        if typeset.has_running_feet:
            _mark_artifacts(pdf)
        if piece.attachment:
            _attach(pdf, piece.attachment)
        file = io.BytesIO()
        pdf.save(file, deterministic_id=True)
    return file.getvalue()


def _attach(pdf: Pdf, attachment: Attachment) -> None:
    """Put a file into a PDF, as the source of its content (ISO 32000-2, 7.11.4 and 14.13)."""
    spec = AttachedFileSpec(
        pdf,
        attachment.text.encode(),
        filename=attachment.name,
        mime_type=CARRIED,
        description="The text of this document as YAML",
        creation_date="",
        mod_date="",
    )
    spec.obj.AFRelationship = Name.Source
    pdf.attachments[attachment.name] = spec
    pdf.Root.AF = Array([spec.obj])


def _mark_artifacts(pdf: Pdf) -> None:
    """Turn marked content that no element of the structure claims into pagination artifacts."""
    claimed = set(_claimed(pdf.Root.StructTreeRoot.K, None))
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    for page in pdf.pages:
        instructions = []
        unclaimed = []
        for instruction in pikepdf.parse_content_stream(page):
            number = _marked(instruction)
            if number is not None and (_identity(page.obj), number) not in claimed:
                unclaimed.append(number)
                artifact = Dictionary(Type=Name.Pagination)
                instruction = ContentStreamInstruction([Name.Artifact, artifact], Operator("BDC"))
            instructions.append(instruction)
        if unclaimed:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
            kept = parents[list(parents)[::2].index(page.StructParents) * 2 + 1]
            for number in unclaimed:
                kept[number] = None


def _identity(thing: pikepdf.Object) -> tuple[int, int]:
    number, generation = thing.objgen
    return int(number), int(generation)


def _marked(instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage) -> int | None:
    """Return the number of the marked content that an instruction begins, if it begins any."""
    if str(instruction.operator) == "BDC" and isinstance(instruction.operands[1], Dictionary):
        number = instruction.operands[1].get(Name.MCID)
        return None if number is None else int(number)
    return None


def _claimed(kid: pikepdf.Object | int, page: tuple[int, int] | None) -> Iterator[tuple[tuple[int, int] | None, int]]:
    """Yield the page and number of all marked content in a part of the structure."""
    if isinstance(kid, Array):
        for each in kid:
            yield from _claimed(each, page)
    elif isinstance(kid, Dictionary):
        here = _identity(kid[Name.Pg]) if Name.Pg in kid else page
        if Name.MCID in kid:
            yield here, int(kid[Name.MCID])
        elif Name.K in kid:
            yield from _claimed(kid[Name.K], here)
    else:
        yield page, int(kid)
