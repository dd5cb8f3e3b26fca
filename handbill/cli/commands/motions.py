"""Commands for the road of a motion: amended, made to fit, opened again, counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from handbill.cli.commands.options import Json
from handbill.errors import UsageError


def amend(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help="Amendments by slug, to make in order; with --edited a motion.")],
    edited: Annotated[
        Path | None, typer.Option(help="An edited copy of the motion, to work the amendment out from.")
    ] = None,
    number: Annotated[str, typer.Option(help="The amendment's number, as 22.1.")] = "",
    title: Annotated[str, typer.Option(help="The amendment's heading.")] = "",
    sender: Annotated[str, typer.Option("--from", help="Who sends it, or a branch by slug.")] = "",
    branch: Annotated[str, typer.Option(help="Whose amendment it is, by slug: it is worked out in its words.")] = "",
    output: Annotated[
        Path | None, typer.Option(help="The file to write; else amendments/… with --edited, and the terminal without.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace that file if it is there.")] = False,
) -> None:
    """Work out an amendment from an edited copy of a motion, or make amendments and write the motion as amended."""
    from handbill.cli.amend import from_amendments, from_edited

    if edited is None:
        if number or title or sender or branch:
            raise UsageError("--number, --title, --from and --branch go with --edited, where an amendment is written")
        raise typer.Exit(from_amendments(context.obj.root, names, output, force=force))
    if len(names) != 1:
        raise UsageError("name the one motion that the edited copy is of")
    head = {"number": number, "title": title or "Amendment", "from": sender}
    raise typer.Exit(from_edited(context.obj.root, names[0], edited, head, branch, output, force=force))


def fit(
    context: typer.Context,
    motion: Annotated[str, typer.Argument(help="A motion by slug.")],
    rules: Annotated[str, typer.Option(help="The rules of the conference, by slug.")],
    branch: Annotated[str, typer.Option(help="The branch that moves it, by slug; else the neutral copy.")] = "none",
    lang: Annotated[str, typer.Option(help="The language in which its words are counted; else the first.")] = "",
    output: Annotated[Path | None, typer.Option(help="Write the shorter motion to this file, as YAML.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace that file if it is there.")] = False,
) -> None:
    """Propose which clauses of a motion to leave out, so that a conference takes it; reword nothing."""
    from handbill.cli.fit import run

    asked = context.obj.request([motion], [branch])
    chosen = replace(asked, langs=(lang,) if lang else (), rules=rules, force=force)
    raise typer.Exit(run(chosen, output))


def open_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The screen edition of a motion, made by this program.")],
    output: Annotated[
        Path | None, typer.Option(help="Write the motion's YAML to this file, not to the screen.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Get the motion back that a PDF carries, and say how it differs from the model."""
    from handbill.cli.open import run

    try:
        root = context.obj.root
    except UsageError:
        if context.obj.project:
            raise
        root = None  # a file can be opened outside any project
    raise typer.Exit(run(file, root, output, force=force))


def tally(
    context: typer.Context,
    campaign: Annotated[str | None, typer.Argument(help="A campaign by slug; all if none is named.")] = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print the records as CSV, for a spreadsheet.")] = False,
) -> None:
    """Say what became of the motions: a line for each record, and totals. Names no person."""
    from handbill.cli.tally import run

    raise typer.Exit(run(context.obj.root, campaign, as_json=json, as_csv=csv))
