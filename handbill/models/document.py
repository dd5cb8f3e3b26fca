"""What every kind of document has, whatever it holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from handbill.models.base import (
    BranchType,
    Day,
    Editions,
    Lang,
    Langs,
    Line,
    Model,
    Plain,
    Slug,
    Slugs,
    Truth,
    listed,
)
from handbill.source import Text

if TYPE_CHECKING:
    from handbill.models.branch import Branch
    from handbill.models.form import Form
    from handbill.models.leaflet import Block

Paper = Literal["A3", "A4", "A5", "A6", "DL"]
Stage = Literal["branch", "conference"]

CONFERENCE: Final = "conference"
"""The stage of a motion that goes up, and the form of one that a branch has before it."""


class When(Model):
    """For whom something holds. Each key takes one value or a list; every key that is given has to match."""

    type: Annotated[tuple[BranchType, ...], BeforeValidator(listed)] = Field((), description="Types of body.")
    organisation: Slugs = Field((), description="Slugs of organisations.")
    lang: Langs = Field((), description="Languages.")
    stage: Annotated[tuple[Stage, ...], BeforeValidator(listed)] = Field((), description="Stages of a motion.")
    branch: Slugs = Field((), description="Slugs of branches.")

    def holds(self, *, type: str | None, organisation: str | None, lang: str, stage: str, branch: str | None) -> bool:
        """Say whether this holds for a body. What is None (of the neutral copy) passes any condition."""
        return all(
            not wanted or have is None or have in wanted
            for wanted, have in (
                (self.type, type),
                (self.organisation, organisation),
                (self.lang, lang),
                (self.stage, stage),
                (self.branch, branch),
            )
        )


class Document(Model):
    """What motions and leaflets have in common.

    The program asks a document of any kind what its properties and methods tell; a kind has its own where the
    usual answer will not do.
    """

    title: Line = Field(description="The title.")
    campaign: Slug = Field(description="The slug of its campaign.")
    layout: Slug | None = Field(None, description="The layout, a folder of layouts/.")
    paper: Paper | None = Field(None, description="The paper size; the layout's first if left out.")
    lang: Lang | None = Field(None, description="The language it is written in; the campaign's if left out.")
    version: Plain = Field(Text(""), description="The version, printed in the foot of a motion.")
    as_of: Day | None = Field(None, description="The day on which its facts were checked.")
    review_by: Day | None = Field(None, description="After this day every build warns that the facts need a new look.")
    editions: Editions = Field((), description="The editions to make; the usual ones if left out.")
    draft: Truth = Field(
        False,
        description="Yes where a machine wrote it and no speaker has checked it: page and proof say so.",
    )
    only: When | None = Field(None, description="The bodies that it is for; all of them if left out.")
    translations: dict[Lang, Any] = Field(
        default_factory=dict,
        description="The same texts in other languages, by language and by the same keys; "
        "each may have `draft` and `of_version`.",
    )

    @property
    def whom(self) -> When | None:
        """The bodies that it is for; None: all of them."""
        return self.only

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks, where it is made of some."""
        return ()

    @property
    def petitions(self) -> tuple[Text, ...]:
        """The slugs of the petitions that it leads to, in reading order."""
        return ()

    @property
    def footnotes(self) -> Mapping[Text, Text]:
        """Notes of its own that its texts may cite as they do sources, by id."""
        return {}

    @property
    def speaks_in(self) -> str:
        """The slug of the document in which its words stand; nothing where they stand in itself."""
        return ""

    @property
    def own_names(self) -> Mapping[str, Any]:
        """Names that its texts may use and others may not, nested as they are dotted, for nobody in particular."""
        return {}

    @property
    def unprinted(self) -> frozenset[str]:
        """Its fields whose texts come on no paper."""
        return frozenset()

    def forms(self) -> Iterable[Form]:
        """Return what else is made of it."""
        return ()

    def is_for(self, form: str, branch: Branch | None, slug: str) -> bool:
        """Say whether a branch (None: nobody in particular) has a use for it, or for one of its forms."""
        return True

    def is_too_late(self, form: str, today: datetime.date) -> bool:
        """Say whether the day has passed until which it, or one of its forms, can be of use."""
        return False

    @property
    def dated(self) -> datetime.date | None:
        """The date inside its files."""
        return self.as_of
