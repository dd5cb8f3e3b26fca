"""Commands for a project as a whole, and for the machine that it is on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from handbill.cli.commands.options import Branches, Documents, Jobs, Json, Overrides, read_overrides


def check(
    context: typer.Context,
    documents: Documents = None,
    rules: Annotated[
        str, typer.Option(help="Rules by slug: hold motions, in their form for a conference, against these.")
    ] = "",
    branch: Branches = None,
    overrides: Overrides = None,
    style: Annotated[bool, typer.Option("--style", help="Show all advice on writing, however much.")] = False,
    json: Json = False,
) -> None:
    """Read everything and say what is wrong; make no files."""
    from handbill.cli.check import run

    chosen = replace(context.obj.request(documents, branch), overrides=read_overrides(overrides), rules=rules)
    raise typer.Exit(run(chosen, as_json=json, all_advice=style))


def pack(
    context: typer.Context,
    branches: Annotated[list[str] | None, typer.Argument(help="Branches by slug; none is the neutral copy.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Make a pack for every branch.")] = False,
    output: Annotated[Path | None, typer.Option(help="The folder to write to; else output/packs/.")] = None,
    jobs: Jobs = 0,
) -> None:
    """Make one zip for a branch, with all that it needs in named folders."""
    from handbill.cli.pack import run

    raise typer.Exit(run(context.obj.request(None, branches), output, jobs, everybody=everybody))


def watch(context: typer.Context) -> None:
    """Build again whenever a file is saved."""
    from handbill.cli.watch import run

    raise typer.Exit(run(context.obj.root, context.obj.today))


def schema(context: typer.Context) -> None:
    """Write the JSON Schemas that editors use to complete and check YAML."""
    from handbill.cli.schema import run

    raise typer.Exit(run(context.obj.root))


def doctor() -> None:
    """Say what is missing on this machine, and how to install it."""
    from handbill.cli.doctor import run

    raise typer.Exit(run())
