"""The body of the texts that go with share images."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import Body, Rich


@dataclass(frozen=True, slots=True)
class PostText:
    """What to post on one network: `count` says how much of its room that takes."""

    network: str
    text: Rich
    count: str


@dataclass(frozen=True, slots=True)
class Posts(Body):
    """The body of the texts that go with share images; `alt` is what a picture says, in words."""

    title: Rich
    alt: Rich
    texts: tuple[PostText, ...]
