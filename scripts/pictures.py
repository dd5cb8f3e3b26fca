"""Make the pictures of real pages that the README and the docs show.

Run `python3 render.py` first, then `.venv/bin/python scripts/pictures.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
BRANCH = "anytown-health"
FLYER = "who-decides"
CONTENT = ("campaigns", "organisations", "branches", "printers", "motions", "leaflets")
WIDTH = 620  # px
PICTURES = {
    "flyer-front": "who-decides_{branch}_image-1.png",
    "flyer-back": "who-decides_{branch}_image-2.png",
    "infosheet": "integrated-care-explained_{branch}_image-1.png",
    "poster": "our-nhs-poster_{branch}_image-1.png",
    "motion": "open-the-boards_{branch}_image-1.png",
}
SHEETS = {  # by name: the edition of the flyer, and the printer that it is for
    "office": ("office", ""),
    "mono": ("office", "black-and-white"),
    "press": ("press", "example-print-co-op"),
}


def main() -> None:
    """Make each picture small, with few colours, so that the repository stays small too."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, pattern in PICTURES.items():
        with Image.open(ROOT / "output" / BRANCH / pattern.format(branch=BRANCH)) as page:
            framed(page).save(folder / f"{name}.png", optimize=True)
    for name, (edition, printer) in SHEETS.items():
        framed(sheet(edition, printer)).save(folder / f"{name}.png", optimize=True)
    framed(report()).save(folder / "report.png", optimize=True)


def framed(page: Image.Image) -> Image.Image:
    """Shrink a page and frame it with a thin line."""
    height = round(page.height * WIDTH / page.width)
    frame = Image.new("RGB", (WIDTH + 2, height + 2), (200, 200, 200))
    frame.paste(page.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS), (1, 1))
    return frame.quantize(64)


def report() -> Image.Image:
    """Judge the flyer that is meant for screens as a print shop would, and draw the report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        flyer = ROOT / "output" / BRANCH / f"{FLYER}_{BRANCH}_screen.pdf"
        command = [
            sys.executable,
            str(ROOT / "render.py"),
            "proof",
            str(flyer),
            "--for",
            "press",
            "--report",
            str(path),
        ]
        subprocess.run(command, check=False)  # it fails, which is what the report is to show
        return drawn(path)


def drawn(path: Path) -> Image.Image:
    page: Image.Image = pypdfium2.PdfDocument(path)[0].render(scale=2).to_pil()
    return page


def sheet(edition: str, printer: str) -> Image.Image:
    """Build an edition of the flyer in a folder of its own, and draw its first page."""
    with tempfile.TemporaryDirectory() as folder:
        for name in CONTENT:
            shutil.copytree(ROOT / name, Path(folder) / name)
        named = ["--printer", printer] if printer else []
        command = [sys.executable, str(ROOT / "render.py"), "--project", folder, "build", FLYER, "--branch", BRANCH]
        subprocess.run([*command, "--edition", edition, *named], check=True)
        return drawn(Path(folder) / "output" / BRANCH / f"{FLYER}_{BRANCH}_{edition}.pdf")


if __name__ == "__main__":
    main()
