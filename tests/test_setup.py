"""What a clone and an installed package stand on: locks, licences, the wheel, render.py."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FONTS = sorted(folder for folder in (ROOT / "handbill/fonts").iterdir() if folder.is_dir())
NOTICE = (ROOT / "NOTICE").read_text("utf-8")


def _tracked(*folders: str) -> list[str]:
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--", *folders), cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if name]


def _pins(lock: str) -> dict[str, str]:
    """The requirements of a lock, a logical line each, by name."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return {canonicalize_name(line.partition("==")[0]): line for line in lines}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_pin_has_a_version_and_hashes_and_no_address(lock: str) -> None:
    for line in _pins(lock).values():
        assert re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
        assert "://" not in line
        assert "--index" not in line


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-test.lock", PROJECT["dependency-groups"]["test"]),
    ],
)
def test_the_lock_is_true_of_pyproject(lock: str, requirements: list[str]) -> None:
    pins = _pins(lock)
    for requirement in map(Requirement, requirements):
        pinned = re.match(r"[^ ;=]+==([^ ;]+)", pins[canonicalize_name(requirement.name)])
        assert pinned
        assert requirement.specifier.contains(pinned[1]), f"run make lock: {requirement}"


def test_the_two_locks_agree() -> None:
    run, test = _pins("requirements.lock"), _pins("requirements-test.lock")
    versions = {name: (run[name].split()[0], test[name].split()[0]) for name in run.keys() & test.keys()}
    assert all(one == other for one, other in versions.values()), versions


@pytest.mark.parametrize("folder", FONTS, ids=lambda folder: folder.name)
def test_every_font_has_its_licence_and_is_in_the_notice(folder: Path) -> None:
    licence = (folder / "OFL.txt").read_text("utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
    assert any(folder.glob("*.ttf"))
    assert f"handbill/fonts/{folder.name}\n" in NOTICE
    assert licence.splitlines()[0] in NOTICE


def test_every_profile_has_its_licence_and_is_in_the_notice() -> None:
    for profile in (ROOT / "handbill/profiles").glob("*.icc"):
        assert "zlib" in profile.with_suffix(".txt").read_text("utf-8")
        assert f"handbill/profiles/{profile.name}\n" in NOTICE


def test_no_file_names_a_package_index() -> None:
    hosts = re.compile(rb"(pypi|pythonhosted|npmjs)\.(org|com)")
    assert [name for name in _tracked() if hosts.search((ROOT / name).read_bytes())] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel as an index would have it made: from the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    _hatchling(ROOT, "sdist", folder)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extraction_filter = lambda member, path: member  # extractall(filter=…) came with 3.11.4
        archive.extractall(folder)
    _hatchling(next(path for path in folder.iterdir() if path.is_dir()), "wheel", folder)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as opened:
        yield opened


def _hatchling(project: Path, target: str, folder: Path) -> None:
    command = (sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder))
    subprocess.run(command, cwd=project, check=True, capture_output=True)


def test_the_wheel_holds_the_package_the_layouts_and_the_rules(wheel: zipfile.ZipFile) -> None:
    expected = {*_tracked("handbill"), *(f"handbill/{name}" for name in (*_tracked("layouts"), *_tracked("rules")))}
    names = set(wheel.namelist())
    assert expected <= names
    assert "handbill/layouts/flyer/page.html.j2" in names
    assert all(name.startswith(("handbill/", "handbill-0.")) for name in names)


def test_the_wheel_holds_every_licence_and_the_command(wheel: zipfile.ZipFile) -> None:
    info = f"handbill-{_version()}.dist-info"
    licences = {name.removeprefix(f"{info}/licenses/") for name in wheel.namelist()}
    assert {"LICENSE", "NOTICE", *(f"handbill/fonts/{font.name}/OFL.txt" for font in FONTS)} <= licences
    assert "handbill = handbill.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()


def _version() -> str:
    from handbill import __version__

    return __version__


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone as far as render.py knows one: itself and the package beside it; nothing set up."""
    folder = tmp_path / "a clone"
    shutil.copytree(
        ROOT / "handbill",
        folder / "handbill",
        ignore=shutil.ignore_patterns("fonts", "profiles", "__pycache__"),
    )
    shutil.copy(ROOT / "render.py", folder)
    return folder


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A Python that has nothing but its standard library."""
    return _python(tmp_path / "bare")


def _python(folder: Path) -> Path:
    venv.create(folder, symlinks=os.name != "nt")
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _run(*command: Path | str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)


def test_render_says_what_to_do_where_nothing_is_set_up(clone: Path, bare: Path, tmp_path: Path) -> None:
    done = _run(bare, clone / "render.py", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stdout == ""
    assert re.fullmatch(r"handbill needs the Python package '\w+': run `make` in .* then try again\.\n", done.stderr)


def test_render_runs_with_the_environment_beside_it(clone: Path, bare: Path, tmp_path: Path) -> None:
    (clone / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    done = _run(bare, clone / "render.py", "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "build" in done.stdout


def test_render_works_through_a_link_from_anywhere(clone: Path, bare: Path, tmp_path: Path) -> None:
    (clone / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    (tmp_path / "handbill").symlink_to(clone / "render.py")
    done = _run(bare, tmp_path / "handbill", "--help", cwd=Path(tmp_path.anchor))
    assert done.returncode == 0, done.stderr


def test_render_stops_where_the_environment_beside_it_is_bare_too(clone: Path, bare: Path) -> None:
    _python(clone / ".venv")
    done = _run(bare, "render.py", cwd=clone)
    assert done.returncode == 3
    assert "run `make`" in done.stderr


def test_the_package_runs_as_a_module() -> None:
    assert _run(sys.executable, "-m", "handbill", "--help", cwd=ROOT).returncode == 0
