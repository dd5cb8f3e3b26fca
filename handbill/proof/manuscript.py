"""What a Word document says: its paragraphs in order, with the numbers that Word would count for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from handbill.proof.package import Package, R, W
from handbill.proof.runs import SOFT_BREAK

View = Literal["all", "accepted", "rejected"]

BLANK: Final = re.compile("\u00a0{8,}")  # a ruled blank
_LEFT_OUT: Final[dict[View, str]] = {"all": "", "accepted": f"{W}del", "rejected": f"{W}ins"}
_MOVED: Final = {f"{W}moveFrom": f"{W}del", f"{W}moveTo": f"{W}ins"}
_FORMS: Final = ("decimal", "lowerLetter", "lowerRoman", "upperLetter", "upperRoman")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: `number` is what Word puts before it, '' where it counts nothing."""

    words: str
    number: str
    style: str


def lines(package: Package, view: View = "all") -> list[Line]:
    """Return the paragraphs of the text, as they are with all marks, or with the marks accepted or rejected."""
    counter = _Counter(package)
    found = []
    for paragraph in package.root(package.main).iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        words = BLANK.sub(SOFT_BREAK, "".join(_words(paragraph, view)))
        gone = (
            properties is not None and properties.find(f"{W}rPr/{_LEFT_OUT[view]}") is not None
            if _LEFT_OUT[view]
            else False
        )
        if gone and not words.strip():
            continue
        found.append(Line(words, counter.number(properties), _val(properties, "pStyle")))
    return found


def _words(element: Any, view: View) -> Iterator[str]:
    for child in element:
        tag = _MOVED.get(child.tag, child.tag)
        if tag == _LEFT_OUT[view] or tag in (f"{W}pPr", f"{W}rPr", f"{W}p", f"{W}instrText"):
            continue
        if tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from _words(child, view)


def _val(element: Any, name: str) -> str:
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val", ""))


class _Counter:
    """Counts as Word does: one count for each list, set back by deeper levels, begun anew where a series says so."""

    def __init__(self, package: Package) -> None:
        self.lists: dict[str, Any] = {}
        self.nums: dict[str, tuple[str, dict[int, int]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        self.styles = {
            each.get(f"{W}styleId"): each for root in package.named("styles") for each in root.iter(f"{W}style")
        }
        for root in package.named("numbering"):
            for each in root.iter(f"{W}abstractNum"):
                self.lists[each.get(f"{W}abstractNumId")] = {
                    int(level.get(f"{W}ilvl")): level for level in each.iter(f"{W}lvl")
                }
            for each in root.iter(f"{W}num"):
                starts = {
                    int(over.get(f"{W}ilvl")): int(_val(over, "startOverride"))
                    for over in each.iter(f"{W}lvlOverride")
                    if _val(over, "startOverride")
                }
                self.nums[each.get(f"{W}numId")] = (_val(each, "abstractNumId"), starts)

    def number(self, properties: Any) -> str:
        """Count a paragraph, and return what stands before it; '' where that is nothing, or a bullet."""
        num, level = self._named(properties)
        if num not in self.nums:
            return ""
        list_, starts = self.nums[num]
        levels = self.lists.get(list_, {})
        if level not in levels or _val(levels[level], "numFmt") not in _FORMS:
            return ""
        counts = self.counts.setdefault(list_, {})
        start = int(_val(levels[level], "start") or 1)
        if level in starts and (num, level) not in self.begun:
            counts[level] = starts[level] - 1
        self.begun.add((num, level))
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        shown = _val(levels[level], "lvlText")
        return re.sub(r"%(\d)", lambda found: self._form(levels, counts, int(found[1]) - 1), shown)

    def _named(self, properties: Any) -> tuple[str, int]:
        """Return the series and level of a paragraph: its own, or those of its style."""
        if properties is None:
            return "", 0
        num, level = self._own(properties.find(f"{W}numPr"))
        style = self.styles.get(_val(properties, "pStyle"))
        for _ in range(12):
            if num is not None or style is None:
                break
            num, level = self._own(style.find(f"{W}pPr/{W}numPr"))
            style = self.styles.get(_val(style, "basedOn"))
        return num or "", level

    @staticmethod
    def _own(numbered: Any) -> tuple[str | None, int]:
        if numbered is None:
            return None, 0
        return _val(numbered, "numId"), int(_val(numbered, "ilvl") or 0)

    @staticmethod
    def _form(levels: Any, counts: dict[int, int], level: int) -> str:
        count, form = counts.get(level, 1), _val(levels.get(level), "numFmt")
        made = _roman(count) if "Roman" in form else _letter(count) if "Letter" in form else str(count)
        return made.upper() if form.startswith("upper") else made


def _letter(count: int) -> str:
    """Return a, b … z, aa, bb as Word counts them."""
    return chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    made = ""
    for value, letters in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while count >= value:
            made, count = made + letters, count - value
    return made


def links(package: Package) -> list[str]:
    """Return where the words of the text lead."""
    targets = {each.key: each.target for each in package.relations(package.main) if each.kind == "hyperlink"}
    found = package.root(package.main).iter(f"{W}hyperlink")
    return [targets[key] for each in found if (key := each.get(f"{R}id")) in targets]
