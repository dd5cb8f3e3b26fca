"""What a layout folder says of itself, and where its files lie.

A layout is a folder `layouts/<name>/` with `layout.yaml`, `page.html.j2` and `page.css`. The
project's own folder wins over the shipped one, file by file; `layouts/common/` is shared.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from handbill import shipped
from handbill.errors import HandbillError
from handbill.format import Format, Limits, locate
from handbill.units import PAPERS, SIZES, Paper

Points = Annotated[float, Field(gt=0, le=2000, description="A type size in pt.")]
LARGE_LAYOUT = "large"
"""The layout of large print, whatever the document's own."""

EDITIONS = ("screen", "office", "press", "large", "image", "word", "text", "mail")
"""The editions that this version makes."""

EDITED = ("word", "text", "mail")
"""The editions that are made from the words of a page alone, without setting it."""

PaperName = Literal["A3", "A4", "A5", "A6", "DL", "wide", "square", "tall"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class FitLimits(Frozen):
    """Between which sizes a text is fitted, in pt on the layout's first paper."""

    least: Points = Field(description="Never smaller. Text that needs less is reported as too long.")
    most: Points = Field(description="Never larger.")
    prefer: Points | None = Field(
        default=None, description="The size that a headline on the same side leaves to this text; default: `least`."
    )
    lines: int = Field(default=0, ge=0, le=40, description="The most lines for words broken by `data-lines`; 0: any.")
    same: bool = Field(
        default=False, description="Whether all of this name outside slots get the size of the smallest of them."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.least <= self.preferred <= self.most:
            raise ValueError("give least, prefer and most from small to large")
        return self

    @property
    def preferred(self) -> float:
        return self.least if self.prefer is None else self.prefer

    def plain(self) -> Limits:
        return Limits(self.least, self.preferred, self.most, self.lines, self.same)


class CodeBox(Frozen):
    """The square that a code fills."""

    side: float = Field(
        gt=0,
        le=400,
        description="The side of the code in mm, with its white margin, on the layout's first paper.",
    )
    reading: Literal["hand"] | Annotated[float, Field(gt=0)] = Field(
        default="hand", description="'hand', or the distance in mm from which the code is to be read."
    )


class LeastType(Frozen):
    """The smallest type that the layout sets; the proof measures it."""

    text: Points = Field(default=11, description="Running text.")
    small: Points = Field(default=6.5, description="Imprint, sources, page numbers.")


class Sides(Frozen):
    """How many sides a document of this layout has."""

    least: int = Field(default=1, ge=1, le=64, description="The fewest sides.")
    most: int = Field(default=1, ge=1, le=64, description="The most sides.")


class FoldedSheet(Frozen):
    """The sheet on its side on which a press prints the panels of a folded leaflet."""

    paper: PaperName = Field(description="The sheet, which lies on its side.")
    folds: tuple[tuple[Annotated[float, Field(gt=0, le=500)], ...], ...] = Field(
        description="Where each page of it is folded, in mm from the left: they are marked outside the trim."
    )

    def folds_for(self, direction: str) -> tuple[tuple[float, ...], ...]:
        """Return the folds of what runs that way: from right to left, the sheet is the other way round."""
        if direction == "ltr":
            return self.folds
        width = PAPERS[self.paper].height
        return tuple(tuple(sorted(width - fold for fold in page)) for page in self.folds)


class LayoutSpec(Frozen):
    """`layout.yaml`: what a layout takes and within which limits it sets it."""

    title: str = Field(min_length=1, description="What the layout is called in lists.")
    about: str = Field(default="", description="One sentence on what it is for.")
    kinds: tuple[str, ...] = Field(min_length=1, description="The kinds of document that it sets.")
    papers: tuple[PaperName, ...] = Field(
        min_length=1, description="The papers that it takes; the first is the default."
    )
    sheet: FoldedSheet | None = Field(
        default=None, description="The sheet that a press prints it on, where the pages are panels between folds."
    )
    landscape: bool = Field(default=False, description="Whether the paper lies on its side.")
    sides: Sides = Field(default=Sides(), description="How many sides it has.")
    flows: bool = Field(
        default=False, description="Whether text runs on over as many pages as it needs, with no sides of a set size."
    )
    scales: bool = Field(
        default=False, description="Whether a larger paper is the first paper enlarged, type, codes and all."
    )
    booklet: bool = Field(
        default=False, description="Whether its pages make a stitched booklet on a desk printer, two to a side."
    )
    blocks: tuple[str, ...] = Field(default=(), description="The blocks of a leaflet that it can set.")
    editions: tuple[str, ...] = Field(
        default=("screen",), description="The editions made unless the document names others."
    )
    edit: bool = Field(
        default=False,
        description="Whether its documents are texts that people edit and paste: then they can be `word` and `text`.",
    )
    mail: bool = Field(default=False, description="Whether its documents are letters: then they can be `mail`.")
    only: tuple[str, ...] = Field(
        default=(), description="The only editions that it is ever made in, whatever is asked for; any if left out."
    )
    picture: float | None = Field(
        default=None, gt=0, le=900, description="The width in mm of the block `image`; `check` looks at its pixels."
    )
    public: bool = Field(
        default=True,
        description="Whether its documents are for everybody: letters, say, are not put with what to share.",
    )
    code: CodeBox = Field(default=CodeBox(side=30), description="The size of its codes.")
    least_type: LeastType = Field(default=LeastType(), description="The smallest type that it sets.")
    fit: Mapping[str, FitLimits] = Field(
        default={}, description="The sizes that are fitted, by the name used in the HTML."
    )
    empty: float = Field(
        default=0.125,
        gt=0,
        le=1,
        description="The part of a side that may stay empty at the largest sizes without a warning.",
    )

    @model_validator(mode="after")
    def _can_make(self) -> Self:
        if not self.edit and {"word", "text"} & set(self.editions):
            raise ValueError("with the editions word or text, say 'edit: true'")
        if not self.mail and "mail" in self.editions:
            raise ValueError("with the edition mail, say 'mail: true'")
        return self

    def makes(self, edition: str) -> bool:
        """Say whether its documents can be made in an edition."""
        can = self.mail if edition == "mail" else self.edit or edition not in EDITED
        return can and (not self.only or edition in self.only)


def not_edited(layout: str, edition: str) -> tuple[str, str]:
    """Say that a layout's documents are not made in an edition for editing, and what to do."""
    what = "letters" if edition == "mail" else "documents of running text, as motions"
    return f"the layout '{layout}' makes no edition '{edition}'", f"that is for {what}"


@dataclass(frozen=True)
class Layout:
    """A layout, found: its name, what it says, and the `layouts` folders to look in, the project's first."""

    name: str
    spec: LayoutSpec
    roots: tuple[Path, ...]

    def read(self, path: str) -> bytes:
        """Return a file of any layout folder, such as 'common/base.css'. Raises HandbillError where there is none."""
        return locate(path, self.roots).read_bytes()

    def paper(self, name: str) -> Paper:
        """Return the paper as this layout has it. Raises HandbillError for one that it does not take."""
        if self.spec.sheet and name == self.spec.sheet.paper:
            return SIZES[name].on_its_side
        if name not in self.spec.papers:
            takes = " or ".join(self.spec.papers)
            raise HandbillError(f"the layout '{self.name}' has no {name}: it takes {takes}")
        return SIZES[name].on_its_side if self.spec.landscape else SIZES[name]

    def scale(self, paper: str) -> float:
        """By how much type and codes are enlarged on this paper."""
        return SIZES[paper].width / SIZES[self.spec.papers[0]].width if self.spec.scales else 1.0

    def format(self, paper: str) -> Format:
        """Return what the typesetter needs to set this layout on a paper."""
        by = self.scale(paper)
        return Format(
            layout=self.name,
            digest=self.digest,
            roots=self.roots,
            paper=self.paper(paper),
            limits={name: limits.plain().scaled(by) for name, limits in self.spec.fit.items()},
            flows=self.spec.flows,
            empty=self.spec.empty,
        )

    @cached_property
    def has_own_templates(self) -> bool:
        """Whether a template of it is the user's own: composing a page from it may never end."""
        templates = (path for path in self._files() if path.endswith(".j2"))
        return not all(locate(path, self.roots).is_relative_to(shipped.LAYOUTS) for path in templates)

    @cached_property
    def digest(self) -> str:
        """A SHA-256 over every file that a page of this layout may use, and what layout.yaml says."""
        sum_ = hashlib.sha256(self.spec.model_dump_json().encode())
        for path in self._files():
            sum_.update(f"\0{path}\0".encode() + hashlib.sha256(self.read(path)).digest())
        return sum_.hexdigest()

    @cached_property
    def words(self) -> frozenset[str] | None:
        """The program's words that its templates name, and those that they take in; None where one works a key out."""
        found: set[str] = set()
        seen, waiting = set(), [f"{self.name}/page.html.j2"]
        while waiting:
            path = waiting.pop()
            if path not in seen:
                seen.add(path)
                template = self.read(path).decode("utf-8", "replace")
                if _WORKED_OUT.search(template):
                    return None
                found.update(_WORD.findall(template))
                for taken in _TAKEN_IN.findall(template):
                    waiting += self._templates(taken) if taken.endswith("/") else [taken]
        return frozenset(found)

    def _templates(self, folder: str) -> list[str]:
        """Return the templates of a folder, for one of which a template asks by a name that it works out."""
        return [path for path in self._files() if path.startswith(folder) and path.endswith(".j2")]

    def _files(self) -> list[str]:
        found = set()
        for root in self.roots:
            for folder in (self.name, "common"):
                found |= {
                    each.relative_to(root).as_posix()
                    for each in (root / folder).rglob("*")
                    if each.is_file() and not any(part.startswith(".") for part in each.relative_to(root).parts)
                }
        return sorted(found)


_WORD = re.compile(r"\b(?:words\.|said\(')(\w+)")
_WORKED_OUT = re.compile(r"\bwords(?:\[|\.(?:get|items|values)\b)")
_TAKEN_IN = re.compile(r'\{%-?\s*(?:extends|import|from|include)\s+"([^"]+)"')


def load(name: str, data: Mapping[str, Any], roots: tuple[Path, ...]) -> Layout:
    """Make a layout from what its layout.yaml holds. Raises pydantic.ValidationError."""
    return Layout(name, LayoutSpec.model_validate(data), roots)
