"""A branch: the body that a document is made for."""

from __future__ import annotations

from pydantic import Field

from handbill.models.base import (
    BranchType,
    Brand,
    Email,
    Imprint,
    Langs,
    Model,
    Name,
    Plain,
    Slug,
    Truth,
    Url,
)
from handbill.source import Text


class Secretary(Model):
    """Whom to write to. Left out of the page where it is not given."""

    name: Plain = Field(Text(""), description="The name to print.")
    email: Email = Field(Text(""), description="The e-mail address to print.")
    phone: Plain = Field(Text(""), description="The telephone number, as it should be read.")


class Mp(Model):
    """The Member of Parliament whom the branch's motions and letters go to."""

    name: Plain = Field(Text(""), description="The MP's name.")
    constituency: Plain = Field(Text(""), description="The constituency.")


class Branch(Model):
    """`branches/<slug>.yaml`, or a row of `branches/*.csv` or `.xlsx`. Only `name` and `type` are needed."""

    name: Name = Field(description="The name of the branch, as it signs.")
    type: BranchType = Field(description="What kind of body it is; sets the wording of motions.")
    organisation: Slug | None = Field(None, description="The slug of the organisation that it belongs to.")
    place: Plain = Field(Text(""), description="The town or area.")
    region: Slug | None = Field(None, description="A slug of the campaign's table of regions.")
    this_body: Plain = Field(
        Text(""), description="How motions call it: 'This Branch' and the like; by type if left out."
    )
    secretary: Secretary = Field(default_factory=Secretary, description="Whom to write to.")
    website: Url = Field(Text(""), description="The branch's web page.")
    meets: Plain = Field(Text(""), description="When and where it meets.")
    imprint: Imprint = Field(default_factory=Imprint, description="Who prints and promotes its leaflets.")
    mp: Mp = Field(default_factory=Mp, description="Its Member of Parliament.")
    brand: Brand = Field(default_factory=Brand, description="Its own colours and logo, over the organisation's.")
    petitions: dict[Slug, Url] = Field(
        default_factory=dict, description="Its own link to a petition, by the petition's slug."
    )
    languages: Langs = Field((), description="Its languages, the first one first; the document's own if left out.")
    bilingual: Truth = Field(
        False, description="Yes puts its first two languages into one file, where a document has both."
    )
    print_shop: Slug | None = Field(None, description="The slug of the printer that press files are made for.")
    desk_printer: Slug | None = Field(None, description="The slug of the printer that office files are made for.")
    terms: dict[str, Plain] = Field(
        default_factory=dict,
        description="Other words for the ones that the program adds, by key; see docs/words.md.",
    )
