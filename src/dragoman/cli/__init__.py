"""The command line: one verb a file. Data on standard output, talk on standard error.

Exit status: 0 done, 1 something failed, 2 misused; 130 interrupted.
"""

from __future__ import annotations

import typer

from dragoman.cli.date import date
from dragoman.cli.dates import dates
from dragoman.cli.evaluate import evaluate
from dragoman.cli.explain import explain
from dragoman.cli.export import export
from dragoman.cli.ingest import ingest
from dragoman.cli.knowledge import knowledge
from dragoman.cli.merge import merge
from dragoman.cli.read import read
from dragoman.cli.review import review
from dragoman.cli.sample import sample
from dragoman.cli.search import search
from dragoman.cli.show import show
from dragoman.cli.trips import meetings, statements, tenures, trips
from dragoman.cli.version import show_version

# Plain help: no second's wait for a library of colours.
app = typer.Typer(name="dragoman", no_args_is_help=True, add_completion=False, rich_markup_mode=None)
app.command()(read)
app.command()(dates)
app.command()(date)
app.command()(sample)
app.command()(ingest)
app.command()(review)
app.command()(merge)
app.command()(explain)
app.command()(search)
app.command()(show)
app.command()(trips)
app.command()(meetings)
app.command()(statements)
app.command()(tenures)
app.command()(export)
app.command()(knowledge)
app.command()(evaluate)


@app.callback()
def dragoman(
    version: bool = typer.Option(False, "--version", callback=show_version, is_eager=True, help="Say the version."),
) -> None:
    """Reads prose about diplomacy and keeps the record of it: trips, meetings, statements, offices, votes."""


def main() -> None:
    """The console script `dragoman`."""
    app(prog_name="dragoman")
