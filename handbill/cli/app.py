"""The program: its commands, in the order in which `--help` has them."""

from __future__ import annotations

from handbill.cli.commands import build, motions, new, pdf, project
from handbill.cli.commands.options import new_app

app = new_app()
app.command()(build.build)
app.command()(project.check)
app.command()(motions.amend)
app.command()(motions.fit)
app.command()(pdf.proof)
app.command("open")(motions.open_)
app.command()(pdf.impose)
app.command()(motions.tally)
app.command()(project.pack)
app.command()(project.watch)
app.command()(project.schema)
app.command()(project.doctor)
app.add_typer(new.new, name="new")
