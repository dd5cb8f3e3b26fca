"""How long things take, side by side in one run: `make bench`, or `make bench BENCH=--quick`.

Times depend on the machine; the ratios say more. Each pair is measured in turn, several times,
and the medians are compared. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import compileall
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.books import write_book  # noqa: E402
from handbill import assets, editions, reading, shipped  # noqa: E402
from handbill.compose import compose  # noqa: E402
from handbill.expect import expected_of  # noqa: E402
from handbill.finish import screen  # noqa: E402
from handbill.layout import Layout  # noqa: E402
from handbill.personalise import personalise  # noqa: E402
from handbill.piece import Piece  # noqa: E402
from handbill.prepare import prepare  # noqa: E402
from handbill.printing import printers  # noqa: E402
from handbill.proof import proof  # noqa: E402
from handbill.task import Task  # noqa: E402

FLYER, BRANCH = "who-decides", "anytown-health"
CONTENT = ("campaigns", "organisations", "branches", "printers", "motions", "leaflets")
MANY = 50
BOOKS = (10, 100)

CHILD = """
import resource, sys, time
sys.argv = ["handbill", *sys.argv[1:]]
from handbill.cli import main
started = time.perf_counter()
try:
    main()
except SystemExit as left:
    status = left.code
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f"\\n{time.perf_counter() - started:.3f} {peak} {status}", file=sys.stderr)
"""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="twelve branches instead of fifty, and fewer turns")
    quick = parser.parse_args().quick
    turns = 3 if quick else 7
    compileall.compile_dir(ROOT / "handbill", quiet=2)  # as WeasyPrint is, whatever the environment says of bytecode
    with tempfile.TemporaryDirectory() as folder:
        project = copy_content(Path(folder) / "project")
        page = write_page(project, Path(folder))
        one_flyer(project, page, turns)
        editions_of_one_flyer(project, Path(folder), turns)
        many(copy_content(Path(folder) / "many"), 12 if quick else MANY)
        books(Path(folder), (5, 20) if quick else BOOKS)


def one_flyer(project: Path, page: Path, turns: int) -> None:
    """One two-page flyer: from nothing, again in the same process, and when there is nothing to do.

    The bare script is given the sizes that were found for the page. So is a build whose page was
    set before; one that has never met the page has to find them.
    """
    build = ["-m", "handbill", "--project", str(project), "build", FLYER, "--branch", BRANCH, "--edition", "screen"]
    cold: dict[str, list[float]] = {"bare": [], "build": [], "new": [], "idle": []}
    seconds(build)  # the pages are set for the first time
    for _ in range(turns):
        cold["bare"].append(seconds([str(ROOT / "benchmarks/bare.py"), str(page), str(page.with_suffix(".pdf"))]))
        cold["build"].append(seconds([*build, "--force"]))
        shutil.rmtree(shipped.cache_folder() / "plans", ignore_errors=True)
        cold["new"].append(seconds([*build, "--force"]))
        cold["idle"].append(seconds(build))
    title(f"One flyer, two pages, from a cold start (medians of {turns} turns, each against its own bare script)")
    for name, key, note in (
        ("plain WeasyPrint on the same HTML", "bare", ""),
        ("handbill: read, set, prove, store", "build", "to reach: 1.3"),
        ("handbill: the same, for a page never set before", "new", ""),
        ("handbill: nothing to do", "idle", "to reach: 0.33"),
    ):
        # Other work on the machine slows a whole turn, so its runs are compared with each other.
        ratio = statistics.median(taken / bare for taken, bare in zip(cold[key], cold["bare"], strict=True))
        taken = statistics.median(cold[key])
        row(name, taken, taken / ratio, note)
    warm(project, page, turns)


def warm(project: Path, page: Path, turns: int) -> None:
    """The same flyer again and again in one process."""
    from weasyprint import HTML

    piece, layout = flyer(project)
    typesetter = new_typesetter()
    pictures = {asset.digest: assets.read(asset) for asset in piece.assets()}
    composed = compose(piece, layout)
    made = typesetter.typeset(composed, pictures)
    pdf = screen.finish(made, piece)
    expected = expected_of(piece, composed, layout, "screen", made.pages)

    def make() -> None:
        typesetter.typeset(compose(piece, layout), pictures)

    turn = itertools.count()

    def make_unknown() -> None:
        typesetter.typeset(replace(compose(piece, layout), key=f"unknown-{next(turn)}"), pictures)

    tasks: dict[str, Callable[[], Any]] = {
        "plain WeasyPrint on the same HTML": lambda: HTML(filename=page).write_pdf(pdf_variant="pdf/ua-1"),
        "handbill: first branch (sizes to be found)": make_unknown,
        "handbill: each further branch": make,
        "handbill: proof of the file": lambda: proof(pdf, expected),
    }
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(turns + 1):
        for name, task in tasks.items():
            started = time.perf_counter()
            task()
            times[name].append(time.perf_counter() - started)
    title(f"The same flyer again in one process (median of {turns})")
    bare = statistics.median(times["plain WeasyPrint on the same HTML"][1:])
    for name, found in times.items():
        row(name, statistics.median(found[1:]), bare)


def editions_of_one_flyer(project: Path, folder: Path, turns: int) -> None:
    """Making beside proving, for each edition: pages that are known, in one process."""
    piece, layout = flyer(project)
    loaded = reading.read_project(project)
    chosen = printers(loaded, loaded.branches[BRANCH])
    typesetter = new_typesetter()
    proving: list[float] = []

    def timed(*arguments: Any) -> Any:
        started = time.perf_counter()
        try:
            return proof(*arguments)
        finally:
            proving.append(time.perf_counter() - started)

    setattr(editions, "proof", timed)  # noqa: B010, what a type checker need not know of
    title(f"Each edition of the flyer, made and proved (median of {turns}; the proof beside the making)")
    for edition in ("screen", "office", "press", "large"):
        task = Task(piece, layout, loaded.layouts["large"], chosen, (edition,), "flyer", str(folder))
        times = []
        for _ in range(turns + 1):
            proving.clear()
            started = time.perf_counter()
            prepared = prepare(task)
            editions.complete(task, prepared, tuple(_set(typesetter, setting) for setting in prepared.settings.each))
            times.append((time.perf_counter() - started - sum(proving), sum(proving)))
        made, proved = (statistics.median(each[number] for each in times[1:]) for number in (0, 1))
        row(f"{edition}: make", made, made)
        row(f"{edition}: prove", proved, made, "to reach: less than 1" if edition == "screen" else "")
    setattr(editions, "proof", proof)  # noqa: B010


def _set(typesetter: Any, setting: Any) -> Any:
    return typesetter.typeset(setting.composed, setting.pictures, setting.bleed)


def many(project: Path, number: int) -> None:
    """All documents for many branches, with one worker and with two."""
    there = list((project / "branches").glob("*.yaml"))  # some documents name these
    rows = "".join(
        f'Branch number {n},union-branch,Place {n},"First Monday, {n % 12 + 1} pm",branch{n}@example.org,'
        f'"A. Member, {n + 1} High Street, Anytown AN1 2BB"\n'
        for n in range(number - len(there))
    )
    heads = "name,type,place,meets,secretary.email,imprint.promoter\n"
    (project / "branches/many.csv").write_text(heads + rows, "utf-8")
    found = {}
    for jobs in (1, 2):
        shutil.rmtree(project / "output", ignore_errors=True)
        found[jobs] = child(project, "build", "--jobs", str(jobs))
    idle = child(project, "build")
    files = sum(1 for path in (project / "output").rglob("*") if path.suffix in (".pdf", ".png"))
    title(f"All documents for {number} branches: {files} files")
    row("1 job", found[1][0], found[1][0])
    row("2 jobs", found[2][0], found[1][0], f"{found[1][0] / found[2][0]:.2f} times as fast; to reach: 1.6")
    row("nothing to do", idle[0], found[1][0])
    print(f"  the largest worker took {max(found[1][1], found[2][1])} MB; to reach: under 300 MB")


def books(folder: Path, sizes: tuple[int, int]) -> None:
    """An agenda of few motions and one of many: set, finished and proved, in one worker."""
    title("Agendas with numbered lines, every third motion with an amendment; per motion, against the smaller")
    first = 0.0
    for count in sizes:
        project = write_book(folder / f"book-{count}", count)
        taken, peak = child(project, "build", "book", "--edition", "screen", "--jobs", "1")
        made = json.loads((project / "output/manifest.json").read_text("utf-8"))["artefacts"]
        pages = sum(each["pages"] for each in made)
        first = first or taken / count
        note = f"{taken:.1f} s in all, {peak} MB" + ("; to reach: under 60 s" if count > sizes[0] else "")
        row(f"{count} motions, {pages} pages", taken / count, first, note)


def copy_content(folder: Path) -> Path:
    """Copy what ships into a folder of its own."""
    for name in CONTENT:
        shutil.copytree(ROOT / name, folder / name)
    return folder


def flyer(project: Path) -> tuple[Piece, Layout]:
    loaded = reading.read_project(project)
    entry = loaded.documents[FLYER]
    piece = personalise(loaded, entry, loaded.branches[BRANCH], entry.lang)
    return piece, loaded.layouts[piece.layout]


def new_typesetter() -> Any:
    from handbill.typeset import Typesetter

    return Typesetter(shipped.font_folders(), shipped.cache_folder())


def write_page(project: Path, folder: Path) -> Path:
    """Write the flyer's HTML as handbill sets it at last, with files that any program can open."""
    import weasyprint

    piece, layout = flyer(project)
    said: dict[str, str] = {}  # the last HTML, and the last rules beside it

    def recording(kind: str, make: Any) -> Any:
        def record(*arguments: Any, **named: Any) -> Any:
            said[kind] = named["string"]
            return make(*arguments, **named)

        return record

    typesetter = new_typesetter()
    pictures = {asset.digest: assets.read(asset) for asset in piece.assets()}
    makers = {"HTML": weasyprint.HTML, "CSS": weasyprint.CSS}
    for kind, make in makers.items():
        setattr(weasyprint, kind, recording(kind, make))
    typesetter.typeset(compose(piece, layout), pictures)
    for kind, make in makers.items():
        setattr(weasyprint, kind, make)
    html, rules = said["HTML"], said["CSS"]
    for asset in piece.assets():
        name = f"{asset.digest}{asset.path.suffix}"
        (folder / name).write_bytes(pictures[asset.digest])
        html = html.replace(asset.name, name)
    css = layout.read(f"{layout.name}/page.css").decode()
    base = layout.read("common/base.css").decode()
    css = css.replace('@import url("layout:common/base.css");', base)
    page = folder / "page.html"
    page.write_text(html.replace("</head>", f"<style>{css}{rules}</style></head>"), "utf-8")
    return page


def seconds(arguments: list[str]) -> float:
    """Return how long a Python process takes, start to end."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def child(project: Path, *arguments: str) -> tuple[float, int]:
    """Run the command; return its seconds and the peak memory of its largest worker in MB."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, "--project", str(project), *arguments],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    taken, peak, status = done.stderr.strip().splitlines()[-1].split()
    if status != "0":
        print(f"  the build ended with status {status}:", *done.stderr.splitlines()[:5], sep="\n    ")
    return float(taken), int(peak)


def title(words: str) -> None:
    print(f"\n{words}")


def row(name: str, taken: float, against: float, note: str = "") -> None:
    print(f"  {name:<44} {taken:8.3f} s  {taken / against:6.2f}  {note}".rstrip())


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(ROOT)
    main()
