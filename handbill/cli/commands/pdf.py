"""Commands for PDF files, of this program or any other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from handbill.cli.commands.options import Json
from handbill.errors import UsageError


def proof(
    files: Annotated[list[Path], typer.Argument(help="PDF files, of this program or any other.")],
    purpose: Annotated[
        str, typer.Option("--for", help="What they are for: screen, office or press; else what each says of itself.")
    ] = "",
    report: Annotated[Path | None, typer.Option(help="Write a report for a printer to this PDF, on one file.")] = None,
    json: Json = False,
) -> None:
    """Prove PDF files: open each again and say whether it is fit to print and share."""
    from handbill.cli.proof import run

    raise typer.Exit(run(files, as_json=json, purpose=purpose, report=report))


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
