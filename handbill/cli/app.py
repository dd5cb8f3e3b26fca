"""The commands, put together. Each is imported only when it is called: start-up is cheap."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from handbill import __version__
from handbill.errors import UsageError


def _new_app() -> typer.Typer:
    return typer.Typer(
        name="handbill",
        help="Makes a campaign's motions, leaflets and posters for every branch, and proves each file.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=False,
    )


app = _new_app()
new = typer.Typer(help="Write a new file to begin with.", rich_markup_mode=None, no_args_is_help=True)
app.add_typer(new, name="new")

Documents = Annotated[list[str] | None, typer.Argument(help="Documents by slug; all if none is named.")]
Overrides = Annotated[
    list[str] | None, typer.Option("--set", help='Another value for this run: --set branch.meets="…". Repeatable.')
]


@dataclass(frozen=True, slots=True)
class Options:
    """What stands before the command."""

    project: Path | None
    today: datetime.date
    words: tuple[str, ...]  # the command's own, as they were typed

    @property
    def root(self) -> Path:
        """The project folder. Raises UsageError where there is none."""
        from handbill.root import find_root

        if self.project is None:
            return find_root(Path.cwd())
        if not self.project.is_dir():
            raise UsageError(f"there is no folder {self.project}")
        return self.project.resolve()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"handbill {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    project: Annotated[
        Path | None, typer.Option(help="The project folder; by default the nearest one upwards.")
    ] = None,
    today: Annotated[str | None, typer.Option(help="Build as if it were this day, as 2026-11-21.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    """Take what stands before the command."""
    try:
        day = datetime.date.fromisoformat(today) if today else datetime.date.today()
    except ValueError:
        raise UsageError(f"'{today}' is not a date: write it as 2026-11-21") from None
    context.obj = Options(project, day, context.obj or ())


@app.command()
def build(
    context: typer.Context,
    documents: Documents = None,
    branch: Annotated[
        list[str] | None, typer.Option(help="A branch by slug, or none for the neutral copy. Repeatable.")
    ] = None,
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
    jobs: Annotated[int, typer.Option(min=0, max=256, help="Processes at work; 0 is one a core.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Make everything anew, current or not.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Make what is out of date."""
    from handbill.cli.build import run
    from handbill.request import Request

    chosen = Request(
        root=context.obj.root,
        today=context.obj.today,
        documents=tuple(documents or ()),
        branches=tuple(branch or ()),
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
    alone = _new_app()
    alone.callback()(options)
    alone.command()(build)
    return alone


@app.command()
def check(
    context: typer.Context,
    documents: Documents = None,
    rules: Annotated[
        str, typer.Option(help="Rules by slug: hold motions, in their form for a conference, against these.")
    ] = "",
    branch: Annotated[
        list[str] | None, typer.Option(help="A branch by slug, or none for the neutral copy. Repeatable.")
    ] = None,
    overrides: Overrides = None,
    style: Annotated[bool, typer.Option("--style", help="Show all advice on writing, however much.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Read everything and say what is wrong; make no files."""
    from handbill.cli.check import run
    from handbill.request import Request

    chosen = Request(
        root=context.obj.root,
        today=context.obj.today,
        documents=tuple(documents or ()),
        branches=tuple(branch or ()),
        overrides=read_overrides(overrides),
        rules=rules,
    )
    raise typer.Exit(run(chosen, as_json=json, all_advice=style))


@app.command()
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


@app.command()
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
    from handbill.request import Request

    chosen = Request(
        root=context.obj.root,
        today=context.obj.today,
        documents=(motion,),
        branches=(branch,),
        langs=(lang,) if lang else (),
        rules=rules,
        force=force,
    )
    raise typer.Exit(run(chosen, output))


@app.command()
def proof(
    files: Annotated[list[Path], typer.Argument(help="PDF files, of this program or any other.")],
    purpose: Annotated[
        str, typer.Option("--for", help="What they are for: screen, office or press; else what each says of itself.")
    ] = "",
    report: Annotated[Path | None, typer.Option(help="Write a report for a printer to this PDF, on one file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Prove PDF files: open each again and say whether it is fit to print and share."""
    from handbill.cli.proof import run

    raise typer.Exit(run(files, as_json=json, purpose=purpose, report=report))


@app.command("open")
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


@app.command()
def impose(
    file: Annotated[Path | None, typer.Argument(help="A PDF file, of this program or any other.")] = None,
    scheme: Annotated[str | None, typer.Option(help="cut, booklet, tile or fold; else what suits the pages.")] = None,
    paper: Annotated[str, typer.Option(help="The sheets in the printer: A4, A3, or mm as 320x450.")] = "A4",
    pages_per_sheet: Annotated[int | None, typer.Option(min=1, max=100, help="Copies; else all that fit.")] = None,
    duplex: Annotated[str | None, typer.Option(help="The edge that the printer turns on: long, short, none.")] = None,
    offset: Annotated[str | None, typer.Option(help="Moves backs by mm to the right and up, as 1.5,-0.5.")] = None,
    gutter: Annotated[float | None, typer.Option(min=0, max=100, help="mm between copies.")] = None,
    bleed: Annotated[float | None, typer.Option(min=0, max=20, help="mm of bleed to show.")] = None,
    edge: Annotated[float | None, typer.Option(min=0, max=50, help="mm that the printer leaves white.")] = None,
    frame: Annotated[float | None, typer.Option(min=0, max=50, help="mm at which a leaflet's grounds end.")] = None,
    overlap: Annotated[float | None, typer.Option(min=0, max=50, help="mm to glue a poster's sheets on.")] = None,
    sheets: Annotated[int | None, typer.Option(min=1, max=100, help="Shrink a poster to go on so many.")] = None,
    thickness: Annotated[float | None, typer.Option(min=0, max=1, help="mm of a booklet's paper.")] = None,
    no_marks: Annotated[bool, typer.Option("--no-marks", help="Draw no marks, labels or key.")] = False,
    output: Annotated[Path | None, typer.Option(help="The file to write; else beside FILE.")] = None,
    calibration: Annotated[Path | None, typer.Option(help="Write a sheet to measure a printer's offset.")] = None,
) -> None:
    """Place the pages of a PDF on sheets to be cut, stitched, folded or glued."""
    from handbill.cli.impose import calibrate, run

    given = {
        "paper": paper,
        "per_sheet": pages_per_sheet,
        "duplex": duplex,
        "offset": offset,
        "gutter": gutter,
        "bleed": bleed,
        "edge": edge,
        "frame": frame,
        "overlap": overlap,
        "sheets": sheets,
        "thickness": thickness,
        "marks": False if no_marks else None,
    }
    if calibration is not None and file is None and scheme is None and output is None:
        raise typer.Exit(calibrate(calibration, given))
    if calibration is not None or file is None:
        raise UsageError("name a PDF file to place on sheets, or write --calibration sheets, one of the two")
    raise typer.Exit(run(file, scheme, output, given))


@app.command()
def tally(
    context: typer.Context,
    campaign: Annotated[str | None, typer.Argument(help="A campaign by slug; all if none is named.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print the records as CSV, for a spreadsheet.")] = False,
) -> None:
    """Say what became of the motions: a line for each record, and totals. Names no person."""
    from handbill.cli.tally import run

    raise typer.Exit(run(context.obj.root, campaign, as_json=json, as_csv=csv))


@app.command()
def pack(
    context: typer.Context,
    branches: Annotated[list[str] | None, typer.Argument(help="Branches by slug; none is the neutral copy.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Make a pack for every branch.")] = False,
    output: Annotated[Path | None, typer.Option(help="The folder to write to; else output/packs/.")] = None,
    jobs: Annotated[int, typer.Option(min=0, max=256, help="Processes at work; 0 is one a core.")] = 0,
) -> None:
    """Make one zip for a branch, with all that it needs in named folders."""
    from handbill.cli.pack import run
    from handbill.request import Request

    chosen = Request(root=context.obj.root, today=context.obj.today, branches=tuple(branches or ()))
    raise typer.Exit(run(chosen, output, jobs, everybody=everybody))


@app.command()
def watch(context: typer.Context) -> None:
    """Build again whenever a file is saved."""
    from handbill.cli.watch import run

    raise typer.Exit(run(context.obj.root, context.obj.today))


@app.command()
def schema(context: typer.Context) -> None:
    """Write the JSON Schemas that editors use to complete and check YAML."""
    from handbill.cli.schema import run

    raise typer.Exit(run(context.obj.root))


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
    from handbill.cli.new import project

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
    from handbill.cli.new import branch

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
    from handbill.cli.new import motion

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
    from handbill.cli.new import leaflet

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
    from handbill.cli.new import letter

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
    from handbill.cli.new import briefing

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
    from handbill.cli.new import response

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
    from handbill.cli.new import record

    given = {"motion": motion, "branch": branch, "outcome": outcome, "date": date, "slug": slug}
    raise typer.Exit(record(context.obj.root, context.obj.today, given))


@app.command()
def doctor() -> None:
    """Say what is missing on this machine, and how to install it."""
    from handbill.cli.doctor import run

    raise typer.Exit(run())


def read_overrides(given: list[str] | None) -> dict[str, str]:
    """Turn `branch.meets=…` options into a mapping. Raises UsageError for one that is not of that form."""
    found = {}
    for each in given or ():
        name, equals, value = each.partition("=")
        first = name.partition(".")[0]
        if not equals or "." not in name or first not in ("branch", "organisation", "campaign", "document"):
            raise UsageError(
                f"'{each}' sets nothing: write --set branch.meets=\"…\" (or organisation., campaign., document.)"
            )
        found[name.strip()] = value
    return found
