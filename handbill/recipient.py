"""For whom a piece is made, and what they say.

What a branch does not say comes from its organisation, and what that does not say from the
campaign, key by key.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from handbill import text
from handbill.models.branch import Branch
from handbill.models.campaign import Campaign
from handbill.models.document import When
from handbill.models.organisation import Organisation
from handbill.models.rules import Rules
from handbill.piece import Rich
from handbill.project import NEUTRAL, Entry, Project
from handbill.source import Text
from handbill.wording import terms_in, words_for

CONFERENCE = "conference"


@dataclass(frozen=True)
class Recipient:
    """A branch, or nobody in particular (the neutral copy), with its organisation and a campaign behind it.

    `stage` is 'conference' where the document is for a conference that it went up to. `named_rules` are those
    of that conference, where they are not to be its organisation's. `today` is for what counts down to a day.
    """

    project: Project
    campaign: Entry[Campaign]
    branch: Entry[Branch] | None
    lang: str
    stage: str = "branch"
    named_rules: Entry[Rules] | None = None
    today: datetime.date = datetime.date.min

    @property
    def slug(self) -> str:
        return self.branch.slug if self.branch else NEUTRAL

    @cached_property
    def organisation(self) -> Entry[Organisation] | None:
        slug = self.branch.value.organisation if self.branch else None
        return self.project.organisations.get(slug) if slug else None

    @property
    def at_conference(self) -> bool:
        """Whether a conference is to pass it, or the branch is one."""
        return at_conference(self.stage, self.branch)

    @cached_property
    def rules(self) -> Entry[Rules] | None:
        """The rules of the conference that is to pass it, if there is one and they are known."""
        if not self.at_conference:
            return None
        theirs = self.organisation.value.rules if self.organisation else ""
        return self.named_rules or self.project.rules.get(str(theirs))

    @property
    def wording(self) -> Rules | None:
        """Those rules, where they say in this language how motions are worded."""
        rules = self.rules.value if self.rules else None
        return rules if rules and rules.lang.split("-")[0] == self.lang.split("-")[0] else None

    def holds(self, when: When | None) -> bool:
        """Say whether a condition holds for this body."""
        return holds(when, self.branch, self.lang, self.stage)

    def said(self, group: str, key: str) -> tuple[Text, Entry[Any]] | None:
        """Return what is said of something, such as the 'colour' of a 'brand', and who says it."""
        for level in (self.branch, self.organisation, self.campaign):
            if level and (value := getattr(getattr(level.value, group), key)):
                return value, level
        return None

    def says(self, group: str, key: str) -> str:
        found = self.said(group, key)
        return str(found[0]) if found else ""

    @cached_property
    def website(self) -> str:
        own = self.branch.value.website if self.branch else ""
        theirs = self.organisation.value.website if self.organisation else ""
        return str(own or theirs or self.campaign.value.contact.website)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The program's words for this body."""
        return self.words_as(CONFERENCE if self.at_conference else self.branch.value.type if self.branch else NEUTRAL)

    def words_as(self, body: str) -> Mapping[str, str]:
        """Return the program's words as they are for a type of body, 'conference' say."""
        campaign = terms_in(self.campaign.value.terms, self.lang, str(self.campaign.value.lang))
        others = [terms_in(level.value.terms, self.lang) for level in (self.organisation, self.branch) if level]
        return words_for(self.lang, body, campaign, *others)

    def plain(self, value: str) -> Rich:
        """Return what somebody typed as it is printed."""
        return text.plain(value.strip(), self.lang.split("-")[0])

    @cached_property
    def own_lang(self) -> str:
        """The language that the branch writes its own names in: its first, else the campaign's."""
        theirs = self.organisation.value.languages if self.organisation else ()
        own = self.branch.value.languages if self.branch else ()
        return str(next(iter((*own, *theirs, self.campaign.value.lang))))

    def typed(self, value: str) -> Rich:
        """Return what the branch typed of itself as it is printed, with its language where that is another."""
        return text.in_language(self.plain(value), self.own_lang, self.lang)

    def of_campaign(self, words: Rich) -> Rich:
        """Return the campaign's title, slogan or what a petition says, with its language where that is another."""
        campaign = self.campaign.value
        return words if campaign.texts_in(self.lang) else text.in_language(words, str(campaign.lang), self.lang)

    @cached_property
    def name(self) -> Rich:
        return self.typed(str(self.branch.value.name)) if self.branch else text.BLANK

    @cached_property
    def own_wording(self) -> str:
        """How the branch wants to be called in its motions: 'This Lodge'. A conference is not called so."""
        if self.branch is None or (self.at_conference and self.branch.value.type != CONFERENCE):
            return ""
        return str(self.branch.value.this_body).strip()

    @cached_property
    def this_body(self) -> Rich:
        if self.own_wording:
            return self.plain(self.own_wording)
        if self.wording and self.wording.opening:
            return self.plain(str(self.wording.opening))
        return text.fill(self.words["this_body"], blank=text.BLANK)

    def opening(self, part: str) -> Rich:
        """Return how a part of a motion begins: 'This Branch notes that'."""
        # The words for a type of body know that body's own name only.
        subject = words_for(self.lang, "")["subject"] if self.own_wording else self.words["subject"]
        subjects = {"subject": text.fill(subject, body=self.this_body), "body": self.this_body}
        if self.wording and (verb := self.wording.verb(part)):
            return text.fill("{subject} {verb}", verb=verb, **subjects)
        return text.fill(self.words[part], **subjects)

    @cached_property
    def region(self) -> Mapping[str, str | None]:
        """The branch's row of the campaign's table of regions, a value for each column."""
        rows = self.project.regions.get(self.campaign.slug, {})
        columns = dict.fromkeys(str(column) for row in rows.values() for column in row)
        if self.branch is None:
            return columns
        row = rows.get(str(self.branch.value.region), {})
        return {column: str(row.get(column, "")) for column in columns}


def holds(when: When | None, branch: Entry[Branch] | None, lang: str, stage: str) -> bool:
    """Say whether a condition holds for a branch. The neutral copy passes those on type and organisation."""
    return when is None or when.holds(
        stage=CONFERENCE if at_conference(stage, branch) else stage,
        type=branch.value.type if branch else None,
        organisation=str(branch.value.organisation or "") if branch else None,
        lang=lang,
        branch=branch.slug if branch else None,
    )


def at_conference(stage: str, branch: Entry[Branch] | None) -> bool:
    return stage == CONFERENCE or (branch is not None and branch.value.type == CONFERENCE)
