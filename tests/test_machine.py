"""What the machine lacks, and how a person is told."""

from __future__ import annotations

import pytest

from handbill import machine
from handbill.machine import Need

PANGO = Need("Pango", lambda: False, {"apt-get": "libpango-1.0-0", "brew": "pango"})
CAIRO = Need("Cairo", lambda: False, {"apt-get": "libcairo2"})
SHELL = Need("a shell", lambda: True, {"apt-get": "bash"})


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine whose one package manager is apt-get, used by somebody who is not root."""
    monkeypatch.setattr("handbill.machine.shutil.which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr("handbill.machine.os.geteuid", lambda: 1000)
    return monkeypatch


def test_missing_names_only_what_is_not_there() -> None:
    assert machine.missing([SHELL, PANGO, CAIRO]) == (PANGO, CAIRO)


def test_this_machine_can_run_what_is_tested_here() -> None:
    assert machine.missing(machine.LIBRARIES) == ()


def test_every_package_is_installed_in_one_go_after_the_list_is_fetched() -> None:
    update, install = machine.install_commands([PANGO, CAIRO, PANGO], "apt-get")
    assert update == ("apt-get", "update")
    assert install[-2:] == ("libcairo2", "libpango-1.0-0")


def test_nothing_is_run_where_the_manager_has_no_such_package() -> None:
    assert machine.install_commands([CAIRO], "brew") == ()


def test_advice_gives_the_commands_to_type(only: pytest.MonkeyPatch) -> None:
    said = machine.advice([PANGO, CAIRO])
    assert said.startswith("This machine lacks Pango and Cairo.\n")
    assert "    sudo apt-get install --yes --no-install-recommends libcairo2 libpango-1.0-0" in said


def test_root_needs_no_sudo(only: pytest.MonkeyPatch) -> None:
    only.setattr("handbill.machine.os.geteuid", lambda: 0)
    assert "sudo" not in machine.advice([PANGO])


def test_homebrew_is_never_run_by_root(only: pytest.MonkeyPatch) -> None:
    only.setattr("handbill.machine.shutil.which", lambda name: name if name == "brew" else None)
    said = machine.advice([PANGO, CAIRO])
    assert "    brew install pango" in said
    assert "Cairo must be installed by hand: brew has no package." in said


def test_advice_without_a_package_manager_still_says_what_is_missing(only: pytest.MonkeyPatch) -> None:
    only.setattr("handbill.machine.shutil.which", lambda name: None)
    assert machine.advice([PANGO]) == (
        "This machine lacks Pango.\nPango must be installed by hand: this system has no package."
    )
