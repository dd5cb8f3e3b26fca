"""`handbill impose`: places the pages of any PDF on sheets to be cut, stitched, folded or glued, and says how."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from handbill.errors import UsageError, did_you_mean
from handbill.impose import (
    Booklet,
    Cut,
    Fold,
    Scheme,
    Source,
    Tile,
    calibration_sheets,
    guess,
    planned,
    read,
    write,
)
from handbill.impose.papers import paper, told
from handbill.impose.sheets import DUPLEX
from handbill.store import room, write_whole
from handbill.wording import known_words

SCHEMES: Final[Mapping[str, type[Any]]] = {"cut": Cut, "booklet": Booklet, "tile": Tile, "fold": Fold}
OPTIONS: Final = {"per_sheet": "--pages-per-sheet", "marks": "--no-marks"}  # the others are called as the fields are


def run(file: Path, scheme: str | None, output: Path | None, given: Mapping[str, Any]) -> int:
    """Write the sheets beside the file, or to `output`, and print what to do with them. Returns the exit status.

    `given` are the options by the names of the schemes' fields; None is one that was not given. Raises HandbillError.
    """
    options = _checked(given)
    if scheme is not None and scheme not in SCHEMES:
        raise UsageError(f"there is no scheme '{scheme}': {did_you_mean(scheme, SCHEMES)}")
    source = read(_bytes(file))
    name = scheme or guess(source.sizes, options["paper"])
    plan = planned(source, _scheme(name, source, options))
    target = output or file.with_name(f"{file.stem}-{name}.pdf")
    if target.resolve() == file.resolve():
        raise UsageError(f"the sheets would take the place of {file}: choose another --output")
    with room():
        write_whole(target, write(plan, source))
    chosen = "" if scheme else " (chosen by their size and number; --scheme chooses another)"
    print(f"{file.name}, {_pages(source)}: {name}{chosen}.", *plan.steps, f"See {target}", sep="\n")
    return 0


def calibrate(output: Path, given: Mapping[str, Any]) -> int:
    """Write the calibration sheets. Returns the exit status. Raises HandbillError."""
    options = _checked(given)
    _refuse(options, ("paper", "duplex"), "a calibration sheet")
    with room():
        write_whole(output, calibration_sheets(**options))
    edge = options.get("duplex", "long")
    print(
        f"Print it on both sides, turning on the {edge} edge, at 100 per cent: choose 'actual size'.",
        "Pages 1 and 2 are for sheets that stand upright, pages 3 and 4 for sheets that lie wide.",
        f"See {output}",
        sep="\n",
    )
    return 0


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given, read. Raises UsageError."""
    options = {name: value for name, value in given.items() if value is not None}
    options["paper"] = paper(options["paper"])
    if "duplex" in options and options["duplex"] not in DUPLEX:
        raise UsageError(f"--duplex is long, short or none, not '{options['duplex']}'")
    if "offset" in options:
        options["offset"] = _offset(options["offset"])
    return options


def _offset(text: str) -> tuple[float, float]:
    try:
        across, up = (float(part) for part in text.replace("−", "-").split(","))
    except ValueError:
        raise UsageError(f"'{text}' is no offset: write --offset 1.5,-0.5, mm to the right and mm up") from None
    if not (abs(across) <= 20 and abs(up) <= 20):
        raise UsageError(f"an offset of {text} mm is more than a printer is ever off: at most 20 mm")
    return across, up


def _scheme(name: str, source: Source, options: dict[str, Any]) -> Scheme:
    known = {field.name for field in fields(SCHEMES[name])}
    _refuse(options, known, f"the scheme '{name}'")
    if "words" in known:
        options = {**options, "words": known_words(source.lang)}
    made: Scheme = SCHEMES[name](**options)
    return made


def _refuse(options: Mapping[str, Any], known: Container[str], who: str) -> None:
    for name in options:
        if name not in known:
            raise UsageError(f"{who} has no use for {_option(name)}: leave it out")


def _option(name: str) -> str:
    return OPTIONS.get(name, f"--{name}")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror})") from None


def _pages(source: Source) -> str:
    sizes = {told(size) for size in source.sizes}
    count = len(source.pages)
    return f"{count} page{'' if count == 1 else 's'}{f' of {sizes.pop()}' if len(sizes) == 1 else ''}"
