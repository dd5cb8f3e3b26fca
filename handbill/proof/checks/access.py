"""Can everyone read the file on a screen: links, tags, title, language, bookmarks?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf

from handbill.proof.expected import Expected
from handbill.proof.links import bare, live_links
from handbill.proof.opened import Opened
from handbill.proof.report import Note, Result
from handbill.proof.tags import Tags
from handbill.proof.wording import is_backwards, quoted

TAGGED_EDITIONS = ("screen", "large")
SCHEMES = ("http", "https", "mailto", "tel")
HEADING = re.compile(r"^H([1-6])$")
OVERHANG = 0.5  # mm that a link's box may reach past the page
MOST_BOOKMARKS = 10_000


def links(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is every link that should be there alive, and none that should not?"""
    live = list(live_links(opened))
    for link in live:
        if link.address and link.scheme not in SCHEMES:
            told = f"a link of a kind that is not allowed: {link.address[:60]}"
            yield Note("fail", told, link.page, link.box)
        if not link.box.within(opened.pages[link.page - 1].box.grown(OVERHANG)):
            yield Note(expected.by_our_rules, f"the link {link.address[:60]} lies off the page", link.page, link.box)
    there = {bare(link.address) for link in live if link.box.width > 0 and link.box.height > 0}
    for address in dict.fromkeys(expected.links or ()):
        if bare(address) not in there:
            yield Note("fail", f"no live link to {address}")
    outward = {link.address for link in live if link.address}
    if outward or expected.links:
        yield Note("pass", "1 address" if len(outward) == 1 else f"{len(outward)} addresses")


def tags(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Can a screen reader read the file out, in order, with its pictures described?"""
    must = expected.edition in TAGGED_EDITIONS
    marked = _says(opened, "/MarkInfo", "/Marked")
    if not must and not (marked and opened.tags):
        return
    result: Result = "fail" if must else "warn"
    if not marked:
        yield Note(result, "the file does not say that it is tagged")
    if must and not opened.metadata.ua_part:
        yield Note(result, "the metadata do not claim PDF/UA")
    if opened.tags is None or not opened.tags.leaves:
        yield Note(result, "there are no tags, so nothing says in which order to read")
        return
    if not opened.tags.whole:
        yield Note(result, "the tag tree is too large to be read to its end")
    for seen in (_untagged(opened, opened.tags), _undescribed(opened.tags), _skipped_levels(opened.tags)):
        for note in seen:
            yield replace(note, result=result)
    if must:
        yield from _unnamed(opened, opened.tags)
    yield Note("pass", f"{len(opened.tags.elements)} tags, every picture described")


def title(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Has the file its title, and will a reader show it?"""
    titles = opened.metadata.titles
    if expected.title is None:
        if not titles and not expected.ours:
            yield Note("warn", "the file has no title")
        return
    wanted = " ".join(expected.title.split())
    if not titles:
        yield Note("fail", "the file has no title")
    for each in (each for each in titles if each != wanted):
        yield Note("fail", f"the title is {quoted(each)}, not {quoted(wanted)}")
    if expected.press is None and not _says(opened, "/ViewerPreferences", "/DisplayDocTitle"):
        yield Note("fail", "readers will show the file's name in place of its title")
    yield Note("pass", wanted)


def lang(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Does the file say which language to read it in?"""
    found = str(opened.pdf.Root.get("/Lang", ""))
    if expected.lang is None:
        if opened.tags is not None and not found:
            yield Note("warn", "the file does not say its language")
        return
    if found.casefold() != expected.lang.casefold():
        yield Note("fail", f"the language is {found or 'not given'}, not {expected.lang}")
    tagged = {each.casefold() for each in _languages(opened)} if expected.others else set()
    for each in expected.others:
        if each.casefold() not in tagged:
            yield Note("fail", f"no tag says that a part of it is in {each}")
    yield Note("pass", ", ".join((found, *expected.others)))


def _languages(opened: Opened) -> Iterator[str]:
    """Yield the languages that the tags name."""
    for each in opened.pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/Lang" in each:
            yield str(each.Lang)


def bookmarks(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Are there bookmarks, and do they lead to pages?"""
    if not expected.bookmarks:
        return
    pages = {page.obj.objgen for page in opened.pdf.pages}
    count, dead = 0, 0
    for entry in _entries(opened.pdf.Root.get("/Outlines")):
        count += 1
        if not str(entry.get("/Title", "")).strip() or not _leads_somewhere(entry, pages):
            dead += 1
    if not count:
        yield Note("fail", "there are no bookmarks")
    if dead:
        yield Note("fail", f"{dead} of {count} bookmarks have no name or lead nowhere")
    yield Note("pass", "1 bookmark" if count == 1 else f"{count} bookmarks")


def _says(opened: Opened, *path: str) -> bool:
    """Tell whether the catalog's entry at the end of the path is true."""
    found: Any = opened.pdf.Root
    for name in path:
        found = found.get(name) if isinstance(found, pikepdf.Dictionary) else None
    return bool(found)


def _untagged(opened: Opened, tree: Tags) -> Iterator[Note]:
    tagged = {leaf.page for leaf in tree.leaves}
    for page in opened.pages:
        if page.runs and page.number not in tagged:
            yield Note("fail", f"nothing on page {page.number} is tagged", page.number)
            continue
        for run in page.runs:
            if run.mcid < 0 and not run.artifact:
                yield Note("fail", f"{quoted(run.text)} is not tagged", page.number, run.box)


def _unnamed(opened: Opened, tree: Tags) -> Iterator[Note]:
    """Text from right to left stands in the file as it is seen; only an ActualText says how to read it."""
    named = {mark for spoken in tree.spoken for mark in spoken.marks}
    for run in (run for page in opened.pages for run in page.runs if is_backwards(run.text)):
        if not run.artifact and (run.page, run.mcid) not in named:
            yield Note("fail", f"no tag says in which order to read {quoted(run.text)}", run.page, run.box)


def _undescribed(tree: Tags) -> Iterator[Note]:
    for element in tree.elements:
        if element.kind in ("Figure", "Formula") and not element.described:
            yield Note("fail", "a picture has no description", element.page)


def _skipped_levels(tree: Tags) -> Iterator[Note]:
    above = 0
    for element in tree.elements:
        if match := HEADING.match(element.kind):
            level = int(match[1])
            if level > above + 1:
                last = f"H{above}" if above else "the start"
                yield Note("fail", f"a heading H{level} follows {last}: a level is left out", element.page)
            above = level


def _entries(outline: Any) -> Iterator[Any]:
    """Yield the entries of an outline, each once, however it is knotted."""
    waiting = [outline.get("/First")] if isinstance(outline, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < MOST_BOOKMARKS:
        entry = waiting.pop()
        if not isinstance(entry, pikepdf.Dictionary) or entry.objgen in seen:
            continue
        seen.add(entry.objgen)
        yield entry
        waiting += [entry.get("/Next"), entry.get("/First")]


def _leads_somewhere(entry: Any, pages: set[tuple[int, int]]) -> bool:
    goal = entry.get("/Dest", entry.get("/A", pikepdf.Dictionary()).get("/D"))
    if isinstance(goal, pikepdf.Array) and len(goal):
        return isinstance(goal[0], pikepdf.Dictionary) and goal[0].objgen in pages
    return isinstance(goal, pikepdf.String | pikepdf.Name)  # a named place
