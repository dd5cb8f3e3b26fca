"""`handbill doctor`: says what is missing on this machine and how to install it."""

from __future__ import annotations

from importlib import import_module

from handbill import machine
from handbill.errors import MachineError

PACKAGES = (
    "weasyprint jinja2 yaml qrcode pydantic pikepdf pypdfium2 zxingcpp markdown_it nh3 babel PIL openpyxl watchfiles"
)


def run() -> int:
    """Look for everything that making needs. Returns the exit status: 3 where something is missing."""
    lacking = machine.missing(machine.LIBRARIES)
    status = 0
    for need in machine.LIBRARIES:
        print(f"{'missing' if need in lacking else 'found  '}  {need.name}")
    for name in PACKAGES.split():
        fault = "" if lacking and name == "weasyprint" else _fault(name)
        print(f"{'missing' if fault else 'found  '}  {name}{': ' + fault if fault else ''}")
        status = MachineError.status if fault else status
    if lacking:
        print(machine.advice(lacking))
        status = MachineError.status
    elif status:
        print("Install the Python packages anew: run 'make' in the program's folder, or 'pip install' it again.")
    else:
        print("This machine has everything that handbill needs.")
    return status


def _fault(name: str) -> str:
    try:
        import_module(name)
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    return ""
