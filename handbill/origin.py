"""Where a motion's paper comes from: the YAML that a PDF carries."""

from __future__ import annotations

import io
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from handbill.errors import HandbillError
from handbill.models.motion import Motion
from handbill.piece import Attachment
from handbill.project import Project
from handbill.proof.expected import CARRIED
from handbill.source import MOST_BYTES, read_yaml
from handbill.validate import validate
from handbill.yaml_text import motion_yaml

if TYPE_CHECKING:
    import pikepdf


def attachment(project: Project, document: str, slug: str, lang: str, motion: Motion) -> Attachment:
    """Return the YAML of a motion to put into the PDF of a document: what is voted on and all that the page says.

    `slug` is the motion's, by which its model is found again, whatever document has the motion as it was amended.
    Notes for speakers and translations are not for whoever is handed the page.
    """
    key = (document, lang)
    if key not in project.written:
        project.written[key] = motion_yaml(motion.model_copy(update={"speaking": None, "translations": {}}))
    return Attachment(f"{slug}.yaml", project.written[key])


def read_attached(path: Path) -> tuple[str, str, Motion]:
    """Return what a PDF carries: the name of the document, its YAML, and the motion that it is.

    Raises HandbillError where the file is no PDF, or carries no motion.
    """
    name, data = _attached(path)
    with tempfile.TemporaryDirectory(prefix="handbill-") as folder:
        written = Path(folder) / "motion.yaml"
        written.write_bytes(data)
        source = read_yaml(written, name)
    motion = validate(source, source.data, Motion) if source.data is not None else None
    if motion is None or not source.sound:
        raise HandbillError(f"what {path.name} carries is not a motion that this version of handbill can read")
    return Path(name).stem, data.decode("utf-8"), motion


def _bounded(path: Path, stream: pikepdf.Object) -> bytes:
    """Return the bytes of a stream, unpacked no further than a motion is long."""
    import pikepdf

    named = stream.get("/Filter")
    several = isinstance(named, pikepdf.Array)
    packed = [] if named is None else [str(each) for each in named] if several else [str(named)]
    if packed not in ([], ["/FlateDecode"]) or "/DecodeParms" in stream:
        raise HandbillError(f"what {path.name} carries is packed in a way that handbill does not unpack")
    data = stream.read_raw_bytes()
    if packed:
        try:
            data = zlib.decompressobj().decompress(data, MOST_BYTES + 1)
        except zlib.error:
            raise HandbillError(f"what {path.name} carries is damaged") from None
    if len(data) > MOST_BYTES:
        raise HandbillError(f"what {path.name} carries is larger than {MOST_BYTES // 1024} kB, and is no motion")
    return data


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
                    return name, _bounded(path, file.obj)
    except pikepdf.PasswordError:
        raise HandbillError(f"{path.name} is locked with a password") from None
    except pikepdf.PdfError:
        raise HandbillError(f"{path.name} is not a PDF, or is damaged") from None
    raise HandbillError(
        f"{path.name} carries no motion: only the edition 'screen' of a motion or a certified copy does, and some "
        "programs drop what a PDF carries when they save it again"
    )
