"""What all tests share: the shipped fonts and no others, whatever the machine has."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test may depend on the clock or on chance: no deadlines, and the same examples every time.
settings.register_profile(
    "handbill",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("handbill")

FONTS = Path(__file__).parent.parent / "handbill" / "fonts"


def pytest_configure(config: pytest.Config) -> None:
    """Point fontconfig at the shipped fonts, before any test imports WeasyPrint."""
    folder = Path(tempfile.mkdtemp(prefix="handbill-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    conf = folder / "fonts.conf"
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(conf)
