"""What stands before the command, and what several commands take."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handbill import __version__
from handbill.errors import UsageError

if TYPE_CHECKING:
    from handbill.request import Request

Documents = Annotated[list[str] | None, typer.Argument(help="Documents by slug; all if none is named.")]
Branches = Annotated[list[str] | None, typer.Option(help="A branch by slug, or none for the neutral copy. Repeatable.")]
Overrides = Annotated[
    list[str] | None, typer.Option("--set", help='Another value for this run: --set branch.meets="…". Repeatable.')
]
Jobs = Annotated[int, typer.Option(min=0, max=256, help="Processes at work; 0 is one a core.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


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

    def request(self, documents: list[str] | None, branches: list[str] | None) -> Request:
        """Return what every command asks for that is about some documents and branches; None is all of them."""
        from handbill.request import Request

        return Request(self.root, tuple(documents or ()), tuple(branches or ()), today=self.today)


def new_app() -> typer.Typer:
    """Return the program without a command."""
    made = typer.Typer(
        name="handbill",
        help="Makes a campaign's motions, leaflets and posters for every branch, and proves each file.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=False,
    )
    made.callback()(options)
    return made


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"handbill {__version__}")
        raise typer.Exit


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
