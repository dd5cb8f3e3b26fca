"""One channel out of a gradient's functions (ISO 32000-2, 7.10), so that a gradient can be drawn plate by plate."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

MOST_DEPTH = 4
BITS = 8


class NoSuchChannel(Exception):
    """A function does not give as many numbers as the colour space takes, or cannot be taken apart."""


def outputs(function: Any) -> int:
    """Return how many numbers a function, or an array of them, gives. Raises NoSuchChannel."""
    if isinstance(function, Array):
        return sum(outputs(each) for each in function)
    kind = function.get("/FunctionType")
    if kind == 2:
        return len(function.get("/C0", [0]))
    if kind == 3 and len(function.Functions):
        return outputs(function.Functions[0])
    if "/Range" in function:
        return len(function.Range) // 2
    raise NoSuchChannel("a function of no known kind")


def paper_channel(pdf: pikepdf.Pdf, function: Any, channel: int, depth: int = 0) -> Any:
    """Return a function that gives the light, one less the ink, of one channel. Raises NoSuchChannel."""
    if depth > MOST_DEPTH:
        raise NoSuchChannel("functions in functions")
    if isinstance(function, Array):
        return paper_channel(pdf, function[channel], 0, depth + 1)
    if channel >= outputs(function):
        raise NoSuchChannel(f"a function gives {outputs(function)} numbers")
    kind = function.get("/FunctionType")
    if kind == 2:
        ends = {name: function.get(name, Array(given)) for name, given in (("/C0", [0]), ("/C1", [1]))}
        light = {name: Array([1 - float(end[channel])]) for name, end in ends.items()}
        return Dictionary({**{key: function[key] for key in ("/FunctionType", "/Domain", "/N")}, **light})
    if kind == 3:
        parts = Array([paper_channel(pdf, each, channel, depth + 1) for each in function.Functions])
        kept = {key: function[key] for key in ("/FunctionType", "/Domain", "/Bounds", "/Encode")}
        return pdf.make_indirect(Dictionary({**kept, "/Functions": parts}))
    if kind == 0:
        return _sampled(pdf, function, channel)
    return _calculated(pdf, function, channel)


def _sampled(pdf: pikepdf.Pdf, function: Any, channel: int) -> Any:
    if int(function.BitsPerSample) != BITS:
        raise NoSuchChannel(f"samples of {function.BitsPerSample} bits")
    count = outputs(function)
    decode = [float(each) for each in function.get("/Decode", function.Range)]
    low, high = decode[2 * channel : 2 * channel + 2]
    kept = {key: function[key] for key in ("/FunctionType", "/Domain", "/Size", "/BitsPerSample")}
    if "/Encode" in function:
        kept["/Encode"] = function.Encode
    light = {"/Range": Array([0, 1]), "/Decode": Array([1 - low, 1 - high])}
    return pdf.make_stream(function.read_bytes()[channel::count], Dictionary({**kept, **light}))


def _calculated(pdf: pikepdf.Pdf, function: Any, channel: int) -> Any:
    """Let the program run, keep one of its results, and turn it round."""
    count = outputs(function)
    body = function.read_bytes().strip()
    if not (body.startswith(b"{") and body.endswith(b"}")):
        raise NoSuchChannel("a program that is no program")
    keep = f" {count - 1 - channel} index {count + 1} 1 roll{' pop' * count} 1 exch sub }}"
    kept = Dictionary(FunctionType=4, Domain=function.Domain, Range=Array([0, 1]))
    return pdf.make_stream(body[:-1] + keep.encode(), kept)
