"""Facts set out: tables, bar charts, diagrams of tiers, and lists of what to read on."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from handbill.amounts import amount
from handbill.errors import Mark
from handbill.models.base import Line, Model, Name, Number, Plain, Slugs, Truth, Url, listed
from handbill.source import Map, Seq, Text

MOST_BARS = 24
MOST_BOXES = 40
HOW_TO_TYPE = "write it as 31,200, £1.5 million or 12%, not under 0"

Names = Annotated[tuple[Name, ...], BeforeValidator(listed)]


def _file_alone(value: Any) -> Any:
    """Let a table of facts be named by its file alone."""
    if isinstance(value, Text):
        wide = Map(value.mark or Mark(""))
        wide[Text("file", value.mark)] = value
        return wide
    return value


class FactsFile(Model):
    """A CSV of facts, any number of rows a region."""

    file: Name = Field(description="A CSV or XLSX with a column `region`; its path starts at this file's folder.")
    numbers: Names = Field((), description="Columns that hold numbers and nothing else: 31,200, £1.5 million, 12%.")


AnyFactsFile = Annotated[FactsFile, BeforeValidator(_file_alone)]


def _dated(value: Any) -> Any:
    if isinstance(value, Text) and value.strip():
        if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value.strip()):
            raise PydanticCustomError("handbill_form", "is not a date: write it as 2026-03-01, 2026-03 or 2026")
        return Text(value.strip(), value.mark)
    return value


class Article(Model):
    """Something to read on."""

    title: Name = Field(description="Its title.")
    publisher: Plain = Field(Text(""), description="Who published it.")
    date: Annotated[Plain, BeforeValidator(_dated)] = Field(description="When: 2026-03-01, 2026-03 or 2026.")
    url: Url = Field(description="Where it is.")
    short_url: Url = Field(Text(""), description="A shorter link, printed to be typed by hand.")
    about: Plain = Field(Text(""), description="What it says, in a sentence.")


def _keyed(value: Any) -> Any:
    """Take a list of headings as columns that have no names of their own."""
    if isinstance(value, list):
        columns = Map(value.mark if isinstance(value, Seq) else Mark(""))
        for number, each in enumerate(value, 1):
            columns[Text(str(number), getattr(each, "mark", None))] = each
        return columns
    return value


class Table(Model):
    """Rows and columns, written here or taken from a table of facts for the branch's region."""

    facts: Name | None = Field(None, description="A table of the campaign's `facts`; its rows for the branch's region.")
    columns: Annotated[dict[Name, Line], BeforeValidator(_keyed)] = Field(
        description="With `rows` a list of headings; with `facts` the columns to show, each with its heading.",
        min_length=1,
        max_length=8,
    )
    rows: tuple[tuple[Plain, ...], ...] = Field((), description="The rows, each a list of as many cells as columns.")
    caption: Line | None = Field(None, description="What the table shows; it stands over it.")
    source: Slugs = Field((), description="The source or sources, cited after the caption.")
    sort: Name | None = Field(
        None, description="The column to sort by: words from A to Z, numbers from the largest; else as they come."
    )
    most: Number | None = Field(None, description="The most rows to show; how many there are is then said.", ge=1)

    @model_validator(mode="after")
    def _one_origin(self) -> Table:
        _refuse_loose(self.source, self.caption, "caption")
        _refuse_both(self.facts, self.rows)
        return self


def _for_a_bar(value: Any) -> Any:
    if isinstance(value, str) and value.strip():
        found = amount(value)
        if found is None or found.size < 0:
            raise PydanticCustomError("handbill_form", f"is not a number that a bar can show: {HOW_TO_TYPE}")
    return value


class Row(Model):
    """One bar of a chart."""

    label: Line = Field(description="What the bar stands for.")
    value: Annotated[Name, BeforeValidator(_for_a_bar)] = Field(description="Its number: 31,200, £1.5 million or 12%.")


class Chart(Model):
    """Bars, one under the other, from zero, with their numbers at them."""

    title: Line = Field(description="What the bars show.")
    rows: tuple[Row, ...] = Field((), description="The bars, each a label and a value.")
    facts: Name | None = Field(None, description="A table of the campaign's `facts`; its rows for the branch's region.")
    label: Name | None = Field(None, description="With `facts`: the column of the labels.")
    value: Name | None = Field(None, description="With `facts`: the column of the numbers.")
    source: Slugs = Field((), description="The source or sources, cited after the title.")
    sort: Truth = Field(False, description="Yes puts the longest bar first; else they stay in their order.")
    most: Number | None = Field(None, description="The most bars to show; how many there are is then said.", ge=1)

    @model_validator(mode="after")
    def _one_origin(self) -> Chart:
        if self.facts and not (self.label and self.value):
            raise PydanticCustomError(
                "handbill_form", "with 'facts' needs the columns 'label' and 'value' too: name them as the file does"
            )
        if len(self.rows) > MOST_BARS:
            raise PydanticCustomError("handbill_form", f"has more than {MOST_BARS} bars: keep the longest")
        _refuse_both(self.facts, self.rows)
        return self


def _refuse_both(facts: Any, rows: Any) -> None:
    if bool(facts) == bool(rows):
        raise PydanticCustomError("handbill_form", "takes its rows from 'rows' or from 'facts': give one of them")


def _refuse_loose(source: Any, cited_after: Any, field: str) -> None:
    if source and not cited_after:
        raise PydanticCustomError("handbill_form", f"cites a source after its {field}: give it a '{field}' too")


class Tier(Model):
    """One tier of a diagram, drawn as a row of boxes."""

    title: Line = Field(description="What the tier is called: System, Places.")
    text: Line | None = Field(None, description="What is to be said of it: how many people each has.")
    count: Number = Field(1, description="How many boxes are drawn side by side.", ge=1, le=MOST_BOXES)


class Diagram(Model):
    """Tiers, one under the other, each made of more and smaller boxes."""

    tiers: tuple[Tier, ...] = Field(description="The tiers, from the largest to the smallest.", min_length=2)
    title: Line | None = Field(None, description="What the diagram shows; it stands over it.")
    source: Slugs = Field((), description="The source or sources, cited after the title.")

    @model_validator(mode="after")
    def _cites_after_its_title(self) -> Diagram:
        _refuse_loose(self.source, self.title, "title")
        return self


class ReadingList(Model):
    """The campaign's list of what to read on: newest first."""

    only: Slugs = Field((), description="The articles to show, by their ids; all of them if left out.")
    code: Truth = Field(False, description="Yes prints one code, to the campaign's `reading_url`, and no addresses.")
    most: Number | None = Field(None, description="The most to show, the newest.", ge=1)
