"""What may be printed of somebody whom a record mentions: an office or a body, and never a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from handbill.models.branch import Branch
from handbill.models.record import Record


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


_OFFICES: Final = _words(
    "secretary secretaries chair chairs chairperson chairman chairwoman treasurer treasurers president convenor "
    "convener officer officers clerk delegate delegates steward stewards rep reps representative representatives "
    "committee executive editor auditor auditors trustee trustees organiser organisers leader whip mp mps member "
    "members everyone all agent teller tellers ysgrifennydd cadeirydd trysorydd llywydd swyddog swyddogion clerc "
    "pwyllgor cynrychiolydd pawb aelod aelodau"
)
"""Words that say what somebody does."""

_WHICH: Final = _words(
    "the our a an each every and or local branch vice deputy assistant joint acting co general honorary full time "
    "regional region national district area ward constituency council county town parish group union trades political "
    "membership members communications communication press media publicity campaign campaigns campaigning equality "
    "equalities education learning health safety women's women’s youth young black disabled lgbt lgbt+ retired "
    "members’ welfare international environment environmental green social minutes recording organising policy web "
    "website workplace shop conference elections finance fundraising information trade y gangen rhanbarthol aelodaeth"
)
"""Words that say which of them."""

_BODIES: Final = _words(
    "office offices committee committees council councils board boards branch branches union unions congress "
    "conference region executive trust trusts party federation association campaign parliament senedd assembly "
    "government ministry department hospital hospitals school schools university college press newspaper paper "
    "library libraries centre headquarters hq tuc unison unite gmb members swyddfa pwyllgor cyngor bwrdd cangen undeb "
    "cynhadledd llywodraeth ymgyrch"
)
"""Words that the names of bodies have in them."""

_TITLES: Final = _words("mr mrs ms miss mx dr prof professor sir dame lord lady cllr councillor rev")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’+-][^\W\d_]*)*")
_ONLY_WORDS: Final = re.compile(r"(?:[^\W\d_]|['’&.+/ -])+\Z")


@dataclass(frozen=True)
class Discretion:
    """What may be printed of the people whom a record mentions. `secretary` is the office in the paper's language."""

    record: Record
    branch: Branch | None
    secretary: str

    @cached_property
    def holders(self) -> dict[str, str]:
        """The office of each person whom the files name, or nothing, by the name in small letters."""
        known = dict.fromkeys((self.record.mover, self.record.seconder), "")
        if self.branch:
            known[self.branch.secretary.name] = self.secretary
        known |= {each.name: str(each.office) for each in self.record.certified_by}
        return {name.casefold().strip(): office for name, office in known.items() if name.strip()}

    def officer(self, said: str) -> str:
        """Return what is printed of an officer: the office, unless names may be shown; nothing where it is unknown."""
        return self._printed(said, self._is_office)

    def sent_to(self, said: str) -> str:
        """Return what is printed of whom something was sent to: a body or an office, unless names may be shown."""
        return self._printed(said, lambda words: self._is_office(words) or is_body(words))

    def _printed(self, said: str, fits: Callable[[str], bool]) -> str:
        if "@" in said and "emails" not in self.record.show:
            return ""
        if "names" in self.record.show or ("@" in said and not said.strip().count(" ")):
            return said
        named = [office for name, office in self.holders.items() if name in said.casefold()]
        if named:
            return named[0]
        return said if fits(said) else ""

    def _is_office(self, said: str) -> bool:
        known = {self.secretary, *(str(each.office) for each in self.record.certified_by)}
        return said.casefold().strip() in {each.casefold().strip() for each in known} or is_office(said)


def is_office(said: str) -> bool:
    """Say whether words are an office: all of them words of which the names of offices are made."""
    words = set(re.split(r"[\s-]+", said.casefold().strip()))
    return bool(_OFFICES & words) and words <= _OFFICES | _WHICH


def is_body(said: str) -> bool:
    """Say whether words are a body, or an office of some place: nothing but words, no title, and a word for a body."""
    words = {word.casefold() for word in _WORD.findall(said)}
    if not _ONLY_WORDS.match(said.strip()) or _TITLES & words:
        return False
    office = re.split(r" (?:of|for) ", said, maxsplit=1)[0]
    return bool(_BODIES & words) or is_office(office)
