"""What a pack says of itself: how its files did, what is not in it, and the text to begin with."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from handbill.manifest import Artefact
from handbill.pack.names import File
from handbill.pack.plan import FOLDERS, Plan, name_of
from handbill.typography import quotes
from handbill.wording import counted, listed


def remarks_on(plan: Plan, files: int, warned: int, left_out: tuple[str, ...]) -> Iterator[str]:
    """Yield what has to be known of a pack: how its files did, and what is not in it."""
    words = plan.words
    yield (
        words["pack_proved" if warned else "pack_passed"]
        .replace("{count}", str(files))
        .replace("{warned}", str(warned))
    )
    if warned:
        yield words["pack_look"]
    if plan.lacks:
        who = words["pack_" + "_".join(sorted(plan.lacks))] if len(plan.lacks) == 1 else words["pack_printer_promoter"]
        yield words["pack_no_shop"].replace("{folder}", words["pack_shop"]).replace("{who}", who)
    if left_out:
        yield words["pack_failed"].replace("{document}", listed(left_out, plan.lang))


def left_out_of(plan: Plan, artefacts: list[Artefact]) -> tuple[str, ...]:
    """Name the documents that are not there, and of those that are there in part the editions that are missing."""
    made = {each.target for each in artefacts}
    found = []
    for item in plan.items:
        editions = dict.fromkeys(edition for folder in item.folders.values() for edition in folder)
        missing = [each for each in editions if (item.key[0], plan.slug, item.key[1], each) not in made]
        if missing:
            what = name_of(item.layout, plan.words)
            if len(missing) < len(editions):
                what += f": {listed([plan.words[f'pack_edition_{each}'] for each in missing], plan.lang)}"
            found.append(f"{item.piece.title.plain} ({what})")
    return tuple(dict.fromkeys([*plan.refused, *found]))


def start_text(plan: Plan, files: list[File], remarks: list[str]) -> bytes:
    """Return the text to begin with: what this is, three steps, and what each folder is for."""
    words = plan.words
    campaigns = dict.fromkeys(each.item.piece.campaign_title for each in files)
    name = str(plan.branch.value.name) if plan.branch else ""
    opens, closes = list(quotes(plan.lang.split("-")[0]))[2:]
    intro = counted(words, "pack_intro", len(campaigns), plan.lang)
    lines = [
        words["pack_for"].replace("{branch}", name) if name else words["pack_neutral"],
        "",
        intro.replace("{campaign}", listed([f"{opens}{each}{closes}" for each in campaigns], plan.lang)),
        "",
        words["pack_three"],
        "",
        "1. " + words["pack_step_1"].replace("{contents}", f"{words['pack_contents']}.pdf"),
        "2. " + words["pack_step_2"],
        "3. " + words["pack_step_3"],
        "",
        words["pack_folders"],
    ]
    for folder in FOLDERS:
        if any(each.folder == folder for each in files):
            lines += ["", words[f"pack_{folder}"], *textwrap.wrap(words[f"pack_{folder}_for"], 70)]
    lines += ["", *(line for remark in remarks for line in textwrap.wrap(remark, 70))]
    # With a mark at its start and both characters at the ends of lines, so that any old editor shows it well.
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")
