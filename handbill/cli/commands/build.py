"""The command `build`, which every day begins with, and which is what is meant where no command is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from handbill.cli.commands.options import Branches, Documents, Jobs, Json, Overrides, new_app, read_overrides


def build(
    context: typer.Context,
    documents: Documents = None,
    branch: Branches = None,
    edition: Annotated[
        list[str] | None,
        typer.Option(help="An edition: screen, office, press, large, image, word, text, mail. Repeatable."),
    ] = None,
    lang: Annotated[list[str] | None, typer.Option(help="A language, such as cy. Repeatable.")] = None,
    stage: Annotated[str, typer.Option(help="'conference' makes motions in the form in which they go up to one.")] = "",
    printer: Annotated[
        str, typer.Option(help="A printer by slug, for office and press files; else the branch's own.")
    ] = "",
    overrides: Overrides = None,
    jobs: Jobs = 0,
    force: Annotated[bool, typer.Option("--force", help="Make everything anew, current or not.")] = False,
    json: Json = False,
) -> None:
    """Make what is out of date."""
    from handbill.cli.build import run

    chosen = replace(
        context.obj.request(documents, branch),
        editions=tuple(edition or ()),
        langs=tuple(lang or ()),
        stage=stage,
        overrides=read_overrides(overrides),
        printer=printer,
        force=force,
        words=context.obj.words,
    )
    raise typer.Exit(run(chosen, jobs, as_json=json))


def app_of_build() -> typer.Typer:
    """Return the program with `build` as its only command: the others take time to get ready, and are not called."""
    alone = new_app()
    alone.command()(build)
    return alone
