"""Where a motion's paper comes from: the YAML that a PDF carries, and its fingerprint in the foot."""

from __future__ import annotations

import hashlib
import io
import tempfile
from pathlib import Path

from handbill.errors import HandbillError
from handbill.library import Project
from handbill.models.motion import Motion
from handbill.piece import Attachment
from handbill.proof.expected import CARRIED
from handbill.source import MOST_BYTES, read_yaml
from handbill.validate import validate
from handbill.yaml_text import motion_yaml


def attachment(project: Project, slug: str, lang: str, motion: Motion) -> Attachment:
    """Return the YAML of a motion to put into its PDF: what is voted on and all that the page says.

    Notes for speakers and translations are not for whoever is handed the page.
    """
    key = (slug, lang)
    if key not in project.written:
        project.written[key] = motion_yaml(motion.model_copy(update={"speaking": None, "translations": {}}))
    return Attachment(f"{slug}.yaml", project.written[key])


def fingerprint(yaml: str) -> str:
    """Return eight hexadecimal digits by which two papers of one text are known to be of one text."""
    digest = hashlib.sha256(yaml.encode()).hexdigest()
    return f"{digest[:4]}-{digest[4:8]}"


def read_attached(path: Path) -> tuple[str, str, Motion]:
    """Return what a PDF carries: the name of the document, its YAML, and the motion that it is.

    Raises HandbillError where the file is no PDF, or carries no motion.
    """
    name, data = _attached(path)
    if len(data) > MOST_BYTES:
        raise HandbillError(f"what {path.name} carries is larger than {MOST_BYTES // 1024} kB, and is no motion")
    with tempfile.TemporaryDirectory(prefix="handbill-") as folder:
        written = Path(folder) / "motion.yaml"
        written.write_bytes(data)
        source = read_yaml(written, name)
    motion = validate(source, source.data, Motion) if source.data is not None else None
    if motion is None or not source.sound:
        raise HandbillError(f"what {path.name} carries is not a motion that this version of handbill can read")
    return Path(name).stem, data.decode("utf-8"), motion


def _attached(path: Path) -> tuple[str, bytes]:
    import pikepdf

    try:
        data = path.read_bytes()
    except OSError as error:
        raise HandbillError(f"{path} cannot be read ({error.strerror})") from None
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for name, spec in sorted(pdf.attachments.items()):
                file = spec.get_file()
                if name.endswith(".yaml") and file.mime_type == CARRIED:
                    return name, file.read_bytes()
    except pikepdf.PasswordError:
        raise HandbillError(f"{path.name} is locked with a password") from None
    except pikepdf.PdfError:
        raise HandbillError(f"{path.name} is not a PDF, or is damaged") from None
    raise HandbillError(
        f"{path.name} carries no motion: only the edition 'screen' of a motion does, and some programs drop what a PDF "
        "carries when they save it again"
    )
