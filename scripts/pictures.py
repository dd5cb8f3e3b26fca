"""Make the pictures of real pages that the README shows, from what a build has left in output/.

Run `python3 render.py` first, then `.venv/bin/python scripts/pictures.py`.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
BRANCH = "anytown-health"
WIDTH = 620  # px
PICTURES = {
    "flyer-front": "who-decides_{branch}_image-1.png",
    "flyer-back": "who-decides_{branch}_image-2.png",
    "infosheet": "integrated-care-explained_{branch}_image-1.png",
    "poster": "our-nhs-poster_{branch}_image-1.png",
    "motion": "open-the-boards_{branch}_image-1.png",
}


def main() -> None:
    """Shrink each page, frame it with a thin line, and keep few colours, so that the repository stays small."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, pattern in PICTURES.items():
        with Image.open(ROOT / "output" / BRANCH / pattern.format(branch=BRANCH)) as page:
            height = round(page.height * WIDTH / page.width)
            small = page.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
        framed = Image.new("RGB", (WIDTH + 2, height + 2), (200, 200, 200))
        framed.paste(small, (1, 1))
        framed.quantize(64).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
