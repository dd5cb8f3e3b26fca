"""Forms: what else is made of a document, as its model's `forms` tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PICTURE: Final = ("image",)
NOT_PRINTED: Final = ("screen", "large", "image", "word", "text", "mail")

SHARE: Final = "share"
"""The form that is an image to be shared, or how the names of several begin."""


@dataclass(frozen=True, slots=True)
class Form:
    """Something else that is made of a document: the speaker's notes of a motion, say.

    It is a document of its own in output/ and on the command line, called `<document>-<name>`.
    `usual` says whether it is made without being asked for; `paper` is the layout's first if left out.
    `as_asked` says whether the editions that the document asks for are meant for it too. Unless it is named, it is
    made in those of `made_in` only, whatever is asked for; in any if that is empty.
    """

    name: str
    layout: str
    usual: bool = True
    paper: str = ""
    as_asked: bool = False
    made_in: tuple[str, ...] = ()
