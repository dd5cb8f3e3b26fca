"""What people write on: sheets to sign, slips to tear off. Both say who holds what is written, and for how long."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from handbill.models.base import Line, Model, Number, Slug, listed

Written = Literal["name", "address", "postcode", "email", "phone"]


_DAY_ALONE = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}|\d{1,2} [^\W\d]+ \d{4}")


def _until(value: Any) -> Any:
    """Refuse a day with no word before it, for it is printed as it stands: 'It is kept 31/5/2027'."""
    if isinstance(value, str) and _DAY_ALONE.fullmatch(value.strip()):
        message = "is a day, and does not say how long: write it as it is to be read, as 'until 31 May 2027'"
        raise PydanticCustomError("handbill_form", message)
    return value


class Privacy(Model):
    """Who holds what is written here (UK GDPR, article 13: who, what for, how long, how to be taken off)."""

    holder: Line | None = Field(None, description="Who holds what is written; the branch if left out.")
    keep: Annotated[Line, BeforeValidator(_until)] = Field(description="How long it is kept: 'until 31 March 2027'.")
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
