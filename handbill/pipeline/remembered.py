"""What is remembered from build to build: files that were asked for beyond the usual, and printers that were named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbill.errors import Mark, Problem
from handbill.project import Project
from handbill.request import Request
from handbill.store import Store
from handbill.wanted import Target, Wanted, wanted_by


class Remembered:
    """The state of output/, as far as it bears on what is made. A build of everything keeps that up to date too."""

    def __init__(self, request: Request, project: Project, store: Store) -> None:
        self._request, self._project, self._store = request, project, store

    def asked(self) -> set[Target]:
        """Return what was once asked for beyond the usual, where everything is built."""
        return self._asked() if self._request.whole else set()

    def printer(self, target: Target) -> str:
        """Return the printer that was named for a file, now or when it was last asked for by itself."""
        return self._request.printer or str(self._printers().get("/".join(target), ""))

    def lost_printers(self) -> Iterator[Problem]:
        """Tell of printers that files were made for, and that are not there any more."""
        known = self._project.known("printer", self._project.printers)
        for slug in sorted(set(self._printers().values()) - set(known)):
            message = f"the printer '{slug}' is gone, and files that were made for it are made for the usual one"
            yield Problem(Mark(f"printers/{slug}.yaml"), message, "name another with --printer", severity="warning")

    def note(self, wanted: list[Wanted]) -> None:
        """Remember what was wanted, once it is made."""
        state = self._store.state
        usual = {target for each in wanted_by(Request(self._request.root), self._project) for target in each.targets}
        asked = {target for each in wanted for target in each.targets} - usual
        before = set() if self._request.whole else self._asked()
        # What was never made, a press file without an imprint say, is not asked for again and again.
        there = {artefact.target for artefact in self._store.artefacts.values()}
        state["asked"] = sorted((asked | before) & there)
        named = {"/".join(target): self.printer(target) for each in wanted for target in each.targets}
        kept = {**state.get("printers", {}), **named}
        state["printers"] = {target: printer for target, printer in kept.items() if printer}

    def _asked(self) -> set[Target]:
        return {tuple(target) for target in self._store.state.get("asked", ())}

    def _printers(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self._store.state.get("printers", {}) if self._request.whole else {}
        return found
