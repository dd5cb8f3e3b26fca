"""What people write on: sheets to sign, slips to tear off. Both say who holds what is written, and for how long."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from handbill.models.base import Line, Model, Number, Slug, listed

Written = Literal["name", "address", "postcode", "email", "phone"]


class Privacy(Model):
    """Who holds what is written here (UK GDPR, article 13: who, what for, how long, how to be taken off)."""

    holder: Line | None = Field(None, description="Who holds what is written; the branch if left out.")
    keep: Line = Field(description="How long it is kept: 'until 31 March 2027'.")
    return_to: Line | None = Field(
        None, description="To whom it goes back; the promoter of the imprint, with the address, if left out."
    )


class SignUp(Privacy):
    """A slip to tear off, with lines to fill in and boxes to tick."""

    text: Line = Field(description="What one says by filling it in.")
    fields: Annotated[tuple[Written, ...], BeforeValidator(listed)] = Field(
        ("name", "postcode", "email", "phone"), description="What to ask for: name, address, postcode, email, phone."
    )
    consents: tuple[Line, ...] = Field(
        (), description="What a tick agrees to, a box each; whether you may e-mail and ring, if left out."
    )
    use: Line | None = Field(None, description="What it is used for, after 'to'; 'tell you about the campaign'.")


class Signatures(Privacy):
    """Numbered rows for people to sign a petition on paper."""

    petition: Slug = Field(description="A petition of the campaign.")
    to: Line = Field(description="Whom it is addressed to, and handed to.")
    ask: Line | None = Field(None, description="What it asks for; the petition's title if left out.")
    pages: Number = Field(1, ge=1, le=20, description="How many pages of rows; the heading stands on each.")
