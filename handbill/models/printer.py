"""A printer: a print shop that takes press files, or the machine on a desk."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handbill.models.base import Measure, Model, Name, Number, Offset, Plain, Truth
from handbill.source import Text

REGISTRY = "http://www.color.org"


class Condition(Model):
    """The printing condition that press files are made for: an ICC profile, and what it is called."""

    file: Name = Field(description="The ICC profile of the press, for CMYK; its path starts at this file's folder.")
    identifier: Name = Field(description="The name that printers know the condition by, such as FOGRA51.")
    condition: Plain = Field(Text(""), description="The condition in words; the identifier if left out.")
    registry: Plain = Field(Text(REGISTRY), description="Where that name is registered.")


class Desk(Model):
    """How the `office` edition suits the machine on a desk."""

    paper: Literal["A3", "A4"] = Field("A4", description="The paper in it.")
    edge: Annotated[Measure, Field(ge=0, le=25)] = Field(5, description="What it leaves white at each edge, in mm.")
    duplex: Literal["long", "short", "none"] = Field(
        "long", description="The edge on which it turns a sheet to print the back; none: one side only."
    )
    offset: Offset = Field(
        (0.0, 0.0), description="By how much backs have to be moved, in mm right and up, as the calibration sheet says."
    )
    mono: Truth = Field(False, description="Yes for black toner only: no grounds, all text black on white.")
    poster_sheets: Annotated[Number, Field(ge=2, le=16)] | None = Field(
        None, description="Shrink a poster larger than the paper to so many sheets; its true size if left out."
    )


class Printer(Model):
    """`printers/<slug>.yaml`: what a print shop asks for, and what a desk printer can do."""

    name: Name = Field(description="Its name.")
    imprint: Plain = Field(
        Text(""),
        description="Its name and address, for the imprint of press files; else the branch's `imprint.printer`.",
    )
    bleed: Annotated[Measure, Field(ge=0, le=20)] = Field(3, description="Bleed on every side, in mm.")
    safe: Annotated[Measure, Field(ge=0, le=20)] = Field(
        4, description="How far from the cut text has to stay, in mm; the proof measures it."
    )
    marks: Truth = Field(True, description="Whether it wants crop marks and a slug line.")
    total_ink: Annotated[Number, Field(ge=200, le=400)] = Field(
        300, description="The most ink in one place, of all plates together, in per cent."
    )
    resolution: Annotated[Number, Field(ge=72, le=1200)] = Field(
        250, description="Pixels to the inch that pictures should have; under 150, or this if less, the proof fails."
    )
    paper: Plain = Field(Text(""), description="The paper that it is to be printed on, for the slug line.")
    profile: Condition | None = Field(None, description="Its printing condition; coated FOGRA39 if left out.")
    desk: Desk | None = Field(None, description="For a desk printer; without it this is a print shop.")

    @property
    def is_shop(self) -> bool:
        """Whether press files are made for it: what says nothing but of a desk printer is none."""
        return self.desk is None or bool(self.model_fields_set - {"name", "desk"})


USUAL = Printer(name=Text("the usual printer"), desk=Desk())
"""What suits most print shops and desk printers, where nobody is named."""
