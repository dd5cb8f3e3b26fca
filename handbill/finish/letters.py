"""Makes the letters that come out of a file those that went in, and says in which language they are.

WeasyPrint gives every glyph the letters that it stood for first. That is wrong where a glyph is
part of a letter, or of several: in Arabic, where dots are glyphs of their own, and in the scripts
of India, where vowels stand before what they follow. Readers of PDF (browsers, phones, poppler)
make text of what they see, from left to right, and turn round what runs from right to left. So

- every cluster of such a text becomes one glyph, made of the old ones, that stands for its letters;
- on a page that has text from right to left, the tag of each line names it in the order in which it
  is read (ActualText, ISO 32000-1, 14.9.4), for a reader that goes by tags;
- tags in another language than the document's say so (Lang, 14.9.2).

ActualText in the content itself would be less work. But poppler and pdfium take it for what is
seen and turn it round, each in its own way, and others do not look at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from handbill.pages import Typeset
from handbill.script import Line

Pages = Sequence[Mapping[int, Line]]


def lettered(typeset: Typeset) -> bytes:
    """Return the PDF that was set with the right letters: all that an edition without tags can have."""
    if not typeset.lines:
        return typeset.pdf
    with Pdf.open(BytesIO(typeset.pdf)) as pdf:
        legible(pdf, typeset.lines)
        file = BytesIO()
        pdf.save(file, deterministic_id=True)
    return file.getvalue()


def legible(pdf: Pdf, pages: Pages) -> None:
    """Give all glyphs of complex scripts their letters. `pages` are the typesetter's `lines`."""
    if any(line.clusters for lines in pages for line in lines.values()):
        from handbill.finish.clusters import rewrite  # fontTools, which it needs, takes its time to import

        rewrite(pdf, pages)


def say(pdf: Pdf, pages: Pages) -> None:
    """Name texts and languages in the tags."""
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    of_page = {int(number): held for number, held in zip(list(parents)[::2], list(parents)[1::2], strict=True)}
    languages = {}
    for page, lines in zip(pdf.pages, pages, strict=True):
        holders = of_page[int(page.StructParents)]
        # Beside text that runs backwards readers turn other text round too: an address in an imprint.
        is_mixed = any(cluster.backwards for line in lines.values() for cluster in line.clusters)
        for mark, line in lines.items():
            languages[page.obj.objgen, mark] = line.lang
            if is_mixed and line.text:
                holders[mark] = _own_tag(pdf, page, holders[mark], mark)
                holders[mark].ActualText = String(line.text)
    _Tree(languages).say(pdf.Root.StructTreeRoot.K, str(pdf.Root.get("/Lang", "")))


def _own_tag(pdf: Pdf, page: pikepdf.Page, holder: Any, mark: int) -> Any:
    """Return the tag that holds a mark and nothing else, made where it is not there: a link holds several."""
    kids = holder.K.as_list() if isinstance(holder.K, Array) else [holder.K]
    if kids == [mark]:
        return holder
    own = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=holder, Pg=page.obj, K=Array([mark])))
    holder.K = Array([own if isinstance(kid, int) and kid == mark else kid for kid in kids])
    return own


@dataclass(frozen=True, slots=True)
class _Tree:
    """The tags, and the languages of the marks that they hold, by page and number."""

    languages: Mapping[tuple[tuple[int, int], int], str]

    def say(self, node: Any, around: str, page: tuple[int, int] = (0, 0)) -> None:
        """Write the language on the highest tags that have no other in them than one that differs from `around`."""
        if isinstance(node, Array):
            for kid in node.as_list():
                self.say(kid, around, page)
        elif isinstance(node, Dictionary) and "/S" in node:
            page = _page_of(node, page)
            found = set(self._below(node, page))
            if len(found) == 1 and (lang := found.pop()) and lang.casefold() != around.casefold():
                node.Lang = String(lang)
            elif found:
                self.say(node.get("/K"), around, page)

    def _below(self, node: Any, page: tuple[int, int]) -> Iterator[str]:
        if isinstance(node, int):
            if (page, node) in self.languages:
                yield self.languages[page, node]
        elif isinstance(node, Array):
            for kid in node.as_list():
                yield from self._below(kid, page)
        elif isinstance(node, Dictionary):
            yield from self._below(node.get("/MCID", node.get("/K")), _page_of(node, page))


def _page_of(node: Any, page: tuple[int, int]) -> tuple[int, int]:
    return node.Pg.objgen if "/Pg" in node else page
