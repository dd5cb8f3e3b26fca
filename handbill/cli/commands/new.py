"""The commands of `new`, one for each kind of file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

new = typer.Typer(help="Write a new file to begin with.", rich_markup_mode=None, no_args_is_help=True)

Slug = Annotated[str | None, typer.Option(help="The name of the file without its ending; else made from the name.")]
CampaignSlug = Annotated[str | None, typer.Option(help="The campaign that it belongs to, by slug.")]


@new.command("project")
def new_project(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    campaign: Annotated[str | None, typer.Option(help="The name of the campaign.")] = None,
    branch: Annotated[str | None, typer.Option(help="The name of your branch.")] = None,
    type: Annotated[str | None, typer.Option(help="What your branch is: union-branch, clp and so on.")] = None,
    campaign_slug: Annotated[str | None, typer.Option(help="The campaign's file; else made from its name.")] = None,
    branch_slug: Annotated[str | None, typer.Option(help="The branch's file; else made from its name.")] = None,
) -> None:
    """Write a small project, ready to be built: a campaign, a branch, a motion, a flyer and a poster."""
    from handbill.cli.new.project import project

    given = {"campaign": campaign, "branch": branch, "type": type}
    given |= {"campaign-slug": campaign_slug, "branch-slug": branch_slug}
    raise typer.Exit(project(folder, context.obj.today, given))


@new.command("branch")
def new_branch(
    context: typer.Context,
    name: Annotated[str | None, typer.Option(help="The name of the branch.")] = None,
    type: Annotated[str | None, typer.Option(help="What it is: union-branch, clp and so on.")] = None,
    organisation: Annotated[str | None, typer.Option(help="The organisation that it belongs to, by slug.")] = None,
    place: Annotated[str | None, typer.Option(help="The town or area.")] = None,
    meets: Annotated[str | None, typer.Option(help="When and where it meets.")] = None,
    slug: Slug = None,
) -> None:
    """Write a file for a branch."""
    from handbill.cli.new.branch import branch

    given = {"name": name, "type": type, "organisation": organisation, "place": place, "meets": meets, "slug": slug}
    raise typer.Exit(branch(context.obj.root, given))


@new.command("motion")
def new_motion(
    context: typer.Context,
    title: Annotated[str | None, typer.Option(help="The title of the motion.")] = None,
    campaign: CampaignSlug = None,
    slug: Slug = None,
) -> None:
    """Write a file for a motion."""
    from handbill.cli.new.documents import motion

    given = {"title": title, "campaign": campaign, "slug": slug}
    raise typer.Exit(motion(context.obj.root, context.obj.today, given))


@new.command("leaflet")
def new_leaflet(
    context: typer.Context,
    title: Annotated[str | None, typer.Option(help="The title of the leaflet.")] = None,
    campaign: CampaignSlug = None,
    layout: Annotated[str | None, typer.Option(help="How it looks: flyer, poster or another layout.")] = None,
    paper: Annotated[str | None, typer.Option(help="The size of the paper: A5, A4 and so on.")] = None,
    slug: Slug = None,
) -> None:
    """Write a file for a leaflet or a poster."""
    from handbill.cli.new.documents import leaflet

    given = {"title": title, "campaign": campaign, "layout": layout, "paper": paper, "slug": slug}
    raise typer.Exit(leaflet(context.obj.root, context.obj.today, given))


@new.command("letter")
def new_letter(
    context: typer.Context,
    title: Annotated[str | None, typer.Option(help="What it is about.")] = None,
    campaign: CampaignSlug = None,
    slug: Slug = None,
) -> None:
    """Write a file for a letter to many people."""
    from handbill.cli.new.documents import letter

    given = {"title": title, "campaign": campaign, "slug": slug}
    raise typer.Exit(letter(context.obj.root, context.obj.today, given))


@new.command("briefing")
def new_briefing(
    context: typer.Context,
    title: Annotated[str | None, typer.Option(help="The title of the briefing.")] = None,
    campaign: CampaignSlug = None,
    slug: Slug = None,
) -> None:
    """Write a file for a briefing of several pages."""
    from handbill.cli.new.documents import briefing

    given = {"title": title, "campaign": campaign, "slug": slug}
    raise typer.Exit(briefing(context.obj.root, context.obj.today, given))


@new.command("response")
def new_response(
    context: typer.Context,
    title: Annotated[str | None, typer.Option(help="The title of the guide.")] = None,
    campaign: CampaignSlug = None,
    closes: Annotated[str | None, typer.Option(help="The last day to answer, as 2027-01-31.")] = None,
    slug: Slug = None,
) -> None:
    """Write a file for the answers to a public consultation."""
    from handbill.cli.new.documents import response

    given = {"title": title, "campaign": campaign, "closes": closes, "slug": slug}
    raise typer.Exit(response(context.obj.root, context.obj.today, given))


@new.command("record")
def new_record(
    context: typer.Context,
    motion: Annotated[str | None, typer.Option(help="The motion or composite, by slug.")] = None,
    branch: Annotated[str | None, typer.Option(help="The branch whose meeting it was, by slug.")] = None,
    outcome: Annotated[str | None, typer.Option(help="What became of it: carried, lost and so on.")] = None,
    date: Annotated[str | None, typer.Option(help="The day of the meeting, as 2026-11-21; else today.")] = None,
    slug: Slug = None,
) -> None:
    """Write a file for what a meeting decided."""
    from handbill.cli.new.record import record

    given = {"motion": motion, "branch": branch, "outcome": outcome, "date": date, "slug": slug}
    raise typer.Exit(record(context.obj.root, context.obj.today, given))
