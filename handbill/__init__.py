"""handbill turns a campaign's texts, written once in YAML, into everything a branch needs.

The road from YAML to proved PDFs is told in docs/; the command is `handbill.cli.main`.
"""

__version__ = "0.1.0"
