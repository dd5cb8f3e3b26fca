"""A document and a branch become a piece: every name filled in, every choice made.

Nothing here knows how a page looks, reads a clock or writes a file; the pictures are only looked
at.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import replace

from handbill import colour, text
from handbill.bilingual import apart, can_be, together
from handbill.bodies import body, carried, title
from handbill.bodies.pen import Pen
from handbill.citations import Citations
from handbill.errors import ContentError, Lack, Problem, UsageError
from handbill.models.branch import Branch
from handbill.models.rules import Rules
from handbill.names import names
from handbill.panel import panel
from handbill.piece import EMPTY, Asset, Attachment, Imprint, Palette, Piece, Rich
from handbill.project import DocumentEntry, Entry, Project
from handbill.recipient import Recipient, holds
from handbill.typography import glued
from handbill.wording import day_in_words, direction

EPOCH = "2000-01-01T00:00:00+00:00"
"""The date inside files whose document does not say when its facts were checked."""


def personalise(
    project: Project,
    entry: DocumentEntry,
    branch: Entry[Branch] | None,
    lang: str,
    shop: str = "",
    rules: Entry[Rules] | None = None,
    today: datetime.date = datetime.date.min,
) -> Piece:
    """Return the piece for a branch, or for nobody (the neutral copy) where `branch` is None.

    `lang` may be two languages, as 'cy+en-GB': the second is then a part of the first's piece.
    `shop` is the name and address of the print shop that press files go to, if it is known. `rules` are
    those of the conference that a motion goes up to, where they are not its organisation's. `today` serves what
    counts down to a day, which nothing on paper does.
    Raises ContentError with everything that cannot be printed, at its line, and all that the branch has yet to say.
    """
    first, *more = apart(lang)
    found: list[Piece] = []
    problems: list[Problem] = []
    lacks: list[Lack] = []
    for each in (first, *more):
        try:
            found.append(_piece(project, entry, branch, each, shop, rules, today))
        except ContentError as error:
            problems += error.problems
            lacks += error.lacks
    if problems or lacks:
        raise ContentError(dict.fromkeys(problems), dict.fromkeys(lacks))
    return replace(found[0], second=found[1]) if more else found[0]


def _piece(
    project: Project,
    entry: DocumentEntry,
    branch: Entry[Branch] | None,
    lang: str,
    shop: str,
    rules: Entry[Rules] | None,
    today: datetime.date,
) -> Piece:
    document = entry.languages[lang]
    campaign = project.campaign(str(document.campaign), lang)
    recipient = Recipient(project, campaign, branch, lang, entry.stage, rules, today)
    citations = Citations(recipient.campaign.value, document.footnotes)
    pen = Pen(recipient, entry, text.Writer(names(recipient, entry, document), citations.cite, lang))
    layout = entry.layout
    attached = carried(project, document, entry, lang)
    as_of = day_in_words(document.as_of, lang) if document.as_of else ""
    texts = campaign.value.texts_in(lang)
    draft = recipient.words["machine_draft"] if document.draft or (texts and texts.draft) else ""
    piece = Piece(
        document=entry.slug,
        kind=entry.kind.name,
        layout=layout,
        paper=(entry.form.paper if entry.form else document.paper) or project.layouts[layout].spec.papers[0],
        branch=recipient.slug,
        branch_name=recipient.name.plain,
        organisation_name=recipient.plain(str(recipient.organisation.value.name)) if recipient.organisation else EMPTY,
        lang=lang,
        direction=direction(lang),
        title=pen.inline(title(document, recipient, entry)),
        campaign_title=pen.inline(recipient.campaign.value.title).plain,
        body=body(document, pen),
        palette=_palette(recipient),
        panel=panel(recipient),
        imprint=_imprint(recipient, shop, draft),
        words=_page_words(recipient.words, as_of, str(document.version)),
        created=_created(document.dated),
        as_of=as_of,
        logo=_logo(recipient, pen),
        inks=_inks(recipient),
        sources=citations.listed(lang, pen.inline),
        blank=branch is None,
        attachment=attached,
        fingerprint=_fingerprint(recipient.words, attached),
        draft=draft,
    )
    if pen.problems or pen.lacks:
        raise ContentError(dict.fromkeys(pen.problems), dict.fromkeys(pen.lacks))
    return piece


def languages(entry: DocumentEntry, branch: Entry[Branch] | None, project: Project) -> tuple[str, ...]:
    """Return the languages in which a branch gets a document: its own, as far as the document has them.

    A branch may want its first two together, as 'cy+en-GB'.
    """
    wanted: tuple[str, ...] = ()
    if branch:
        organisation = project.organisations.get(str(branch.value.organisation))
        wanted = branch.value.languages or (organisation.value.languages if organisation else ())
    found = dict.fromkeys(_nearest(lang, entry) for lang in wanted)
    there = tuple(lang for lang in found if lang) or (entry.lang,)
    if branch and branch.value.bilingual and len(there) > 1 and can_be(entry, project):
        return (together(there[:2]), *there[2:])
    return there


def _nearest(wanted: str, entry: DocumentEntry) -> str:
    """Return the language of a document that serves one who wants another: 'en-GB' for 'en'."""
    if wanted in entry.languages:
        return str(wanted)
    return next((lang for lang in entry.languages if lang.split("-")[0] == wanted.split("-")[0]), "")


def is_for(entry: DocumentEntry, branch: Entry[Branch] | None, lang: str) -> bool:
    """Say whether a document is meant for a branch at all. In two languages it is where it is in one of them."""
    return any(_is_for(entry, branch, each) for each in apart(lang))


def _is_for(entry: DocumentEntry, branch: Entry[Branch] | None, lang: str) -> bool:
    document = entry.languages[lang]
    if not document.is_for(entry.form_name, branch.value if branch else None, branch.slug if branch else ""):
        return False
    return entry.kind.neutral if branch is None else holds(document.whom, branch, lang, entry.stage)


def _page_words(words: Mapping[str, str], as_of: str, version: str) -> Mapping[str, str]:
    """Return the words that a layout may print, with what is known put in."""
    return {
        **words,
        "facts_checked": words["facts_checked"].replace("{date}", as_of) if as_of else "",
        "version": words["version"].replace("{version}", version) if version else "",
    }


def _fingerprint(words: Mapping[str, str], attached: Attachment | None) -> str:
    return words["fingerprint"].replace("{fingerprint}", attached.fingerprint) if attached else ""


def _palette(recipient: Recipient) -> Palette:
    return colour.palette(recipient.says("brand", "colour"), recipient.says("brand", "accent"))


def _inks(recipient: Recipient) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Return the brand's colours that come with inks. Inks go with the colour beside them, not with another's."""
    found = []
    for key in ("colour", "accent"):
        said = recipient.said("brand", key)
        inks = getattr(said[1].value.brand.inks, key) if said else None
        if said and inks:
            found.append((colour.full(said[0]), inks))
    return tuple(found)


def _logo(recipient: Recipient, pen: Pen) -> Asset | None:
    found = recipient.said("brand", "logo")
    return pen.picture(found[0], found[1].folder, found[1].source) if found else None


def _imprint(recipient: Recipient, at_shop: str, draft: str) -> Imprint:
    """Word the imprint: printer, promoter and on whose behalf (Representation of the People Act 1983, s. 110).

    What is shared names the branch's printer, for such a file may be printed anywhere; what a desk prints was not
    printed there. What else has to stand on every page stands with it: that nobody has checked a machine's `draft`.
    """
    words = recipient.words
    note = [text.plain(draft, recipient.lang.split("-")[0])] if draft else []
    if recipient.branch is None:
        blank = _sentences(
            text.fill(words["printed"], printer=text.BLANK),
            text.fill(words["promoted_for"], promoter=text.BLANK, body=recipient.name),
            *note,
        )
        return Imprint(blank, whole=True, at_home=blank, at_press=blank, lacks=("printer", "promoter"))
    promoter, printer, behalf = (
        recipient.typed(recipient.says("imprint", key).strip().rstrip("."))
        for key in ("promoter", "printer", "on_behalf_of")
    )
    if promoter:
        said = text.fill(words["promoted_for"], promoter=promoter, body=behalf or recipient.name)
    else:
        said = text.fill(words["published_for"], body=behalf or recipient.name)
    named = [text.fill(words["printed"], printer=printer)] if printer else []
    home = [recipient.plain(words["printed_at_home"])] if promoter else []
    by_shop = recipient.typed(at_shop.strip().rstrip("."))
    press = [text.fill(words["printed"], printer=by_shop)] if by_shop else named
    names = {
        "printer": at_shop or recipient.says("imprint", "printer"),
        "promoter": recipient.says("imprint", "promoter"),
    }
    lacks = tuple(who for who, name in names.items() if not _has_address(name))
    return Imprint(
        _sentences(*named, said, *note),
        bool(promoter),
        _sentences(*home, said, *note),
        _sentences(*press, said, *note),
        lacks,
    )


def _has_address(said: str) -> bool:
    """Say whether somebody is given with an address: after the name a street and a place, or a number."""
    name, *address = (part.strip() for part in said.split(","))
    given = list(filter(None, address))
    return bool(name) and (len(given) > 1 or any(letter.isdigit() for part in given for letter in part))


def _sentences(*said: Rich) -> Rich:
    """Put each into a sentence of its own; one that ends with an abbreviation ('S.C.') has its full stop."""
    stops = ["" if each.plain.endswith(".") else "." for each in said]
    return Rich(
        glued(" ".join(f"{each.html}{stop}" for each, stop in zip(said, stops, strict=True))),
        " ".join(f"{each.plain}{stop}" for each, stop in zip(said, stops, strict=True)),
    )


def _created(dated: datetime.date | None) -> str:
    """Return the date inside the files. SOURCE_DATE_EPOCH goes first, as reproducible-builds.org has it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return f"{dated.isoformat()}T00:00:00+00:00" if dated else EPOCH
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds since 1970") from None
