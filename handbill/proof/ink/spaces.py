"""Colour spaces (ISO 32000-2, 8.6): what kind of colour each holds, and on which plates it prints."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pikepdf

Kind = Literal["grey", "cmyk", "rgb", "lab", "spot", "pattern"]
Values = tuple[float, ...]
Shares = Mapping[str, float]
"""How much ink, 0 to 1, a colour puts on each plate that it names."""

PLATES = ("Cyan", "Magenta", "Yellow", "Black")
ALL, NONE = "All", "None"  # of a Separation: every plate, as crop marks want it; and no plate
MOST_DEPTH = 6  # spaces in spaces


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space. `name` is what people call it: 'ICC-based RGB'.

    `direct` is true for DeviceCMYK itself, where an ink of 0 may overprint. `palette` holds the
    colours of an indexed space, each as many bytes as `base` has channels.
    """

    kind: Kind
    name: str
    channels: int
    inks: tuple[str, ...] = ()  # of a Separation or DeviceN
    direct: bool = False
    base: Space | None = None  # of an indexed space or a pattern
    palette: bytes = field(default=b"", repr=False)

    @property
    def start(self) -> Values:
        """The colour that painting begins with when the space is chosen."""
        if self.kind == "cmyk" and not self.base:
            return (0.0, 0.0, 0.0, 1.0)
        return (1.0 if self.kind == "spot" and not self.base else 0.0,) * self.channels

    def shares(self, values: Sequence[float]) -> Shares:
        """Return the ink of a colour; that of RGB and Lab is a rough guess, because no printer agrees on it."""
        if self.base is not None:
            return self.base.shares(self._looked_up(values) if self.palette else values)
        given = [min(max(value, 0.0), 1.0) for value in values] + [0.0] * (self.channels - len(values))
        if self.kind == "grey":
            return {"Black": 1 - given[0]}
        if self.kind == "cmyk":
            return dict(zip(PLATES, given, strict=False))
        if self.kind == "rgb":
            return dict(zip(PLATES, (1 - channel for channel in given), strict=False))
        if self.kind == "lab":
            return {"Black": 1 - min(max(values[0] / 100 if values else 0.0, 0.0), 1.0)}
        return {ink: share for ink, share in zip(self.inks, given, strict=False) if ink != NONE}

    def _looked_up(self, values: Sequence[float]) -> Values:
        assert self.base is not None
        size = self.base.channels
        index = int(values[0]) if values and math.isfinite(values[0]) else 0
        found = self.palette[index * size : (index + 1) * size]
        scale = 100 if self.base.kind == "lab" else 1
        return tuple(byte / 255 * scale for byte in found)


GREY = Space("grey", "DeviceGray", 1)
CMYK = Space("cmyk", "DeviceCMYK", 4, direct=True)
RGB = Space("rgb", "DeviceRGB", 3)
UNKNOWN = Space("rgb", "a colour space that cannot be read", 3)
_DEVICE = {
    "/DeviceGray": GREY, "/G": GREY, "/DeviceCMYK": CMYK, "/CMYK": CMYK, "/DeviceRGB": RGB, "/RGB": RGB,
    "/Pattern": Space("pattern", "Pattern", 0),
    "/CalGray": Space("grey", "CalGray", 1), "/CalRGB": Space("rgb", "CalRGB", 3), "/Lab": Space("lab", "Lab", 3),
}  # fmt: skip


def space_of(found: Any, resources: Any = None, depth: int = 0) -> Space:
    """Read a colour space; a name is looked up in the resources. It never raises."""
    if depth > MOST_DEPTH:
        return UNKNOWN
    try:
        return _space_of(found, resources, depth + 1)
    except Exception:  # a broken space can break the reader in any way
        return UNKNOWN


def _space_of(found: Any, resources: Any, depth: int) -> Space:
    if isinstance(found, pikepdf.Name):
        if str(found) in _DEVICE:
            return _DEVICE[str(found)]
        named = resources.get("/ColorSpace", {}).get(str(found)) if resources is not None else None
        return UNKNOWN if named is None else space_of(named, None, depth)
    kind = str(found[0])
    if kind == "/ICCBased":
        return _icc_based(found[1])
    if kind in ("/Indexed", "/I"):
        base = space_of(found[1], resources, depth)
        palette = found[3].read_bytes() if isinstance(found[3], pikepdf.Stream) else bytes(found[3])
        return Space(base.kind, f"indexed {base.name}", 1, base.inks, base=base, palette=palette)
    if kind in ("/Separation", "/DeviceN"):
        names = [found[1]] if kind == "/Separation" else list(found[1])
        inks = tuple(str(name).removeprefix("/") for name in names)
        return Space("spot", f"{kind[1:]} {', '.join(inks)}", len(inks), inks)
    if kind == "/Pattern" and len(found) > 1:
        base = space_of(found[1], resources, depth)
        return Space("pattern", "Pattern", base.channels, base.inks, base=base)
    return _DEVICE.get(kind, UNKNOWN)


def _icc_based(stream: Any) -> Space:
    channels = int(stream.N)
    if bytes(stream.read_bytes()[16:20]) == b"Lab ":
        return Space("lab", "ICC-based Lab", 3)
    names: dict[int, tuple[Kind, str]] = {1: ("grey", "grey"), 3: ("rgb", "RGB"), 4: ("cmyk", "CMYK")}
    kind, name = names[channels]
    return Space(kind, f"ICC-based {name}", channels)
