"""What a page may fetch: the pictures that the caller hands over, the files of layout folders, and nothing else."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from handbill.format import Format

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher


def fetcher_of(format: Format | None, assets: Mapping[str, bytes]) -> URLFetcher:
    """Return a fetcher that knows the given pictures, the files of the format's layout folders, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            scheme, _, rest = url.partition(":")
            if scheme == "asset" and rest in assets:
                return URLFetcherResponse(url, assets[rest], {"Content-Type": _media_type(assets[rest])})
            if scheme == "layout" and format is not None:
                return URLFetcherResponse(url, format.read(unquote(rest)), {"Content-Type": _media_type_of(rest)})
            raise ValueError(f"only the pictures of the project and the files of layouts are read, not {url}")

    return Fetcher(allowed_protocols=("asset", "layout"), allow_redirects=False)


def _media_type(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if data.startswith(b"\xff\xd8") else "image/svg+xml"


def _media_type_of(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
