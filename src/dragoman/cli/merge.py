"""`dragoman merge`: the reports of a record file made events."""

from __future__ import annotations

import json as to_json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dragoman.errors import StoreError, UsageError

FILE = typer.Argument(metavar="FILE", help="The record file.")
JSON = typer.Option("--json", help="The counts as a line of JSON.")


def merge(file: Annotated[Path, FILE], json: Annotated[bool, JSON] = False) -> None:
    """Find which claims of a record file report the same event; run again, it changes nothing.

    Ingesting and reviewing do so at their ends; this is for a file that others have changed, or an older one. Exit status:
    0 done, 1 the file could not be written, 2 the call means nothing.
    """
    from dragoman.cli import output
    from dragoman.run.merge import merge_store
    from dragoman.store.database import open_store

    if not file.is_file():
        raise output.misused(
            UsageError(f"{file}: no such record: make it with dragoman ingest SOURCE... --into {file}")
        )
    try:
        store = open_store(file)
    except StoreError as error:
        raise output.misused(UsageError(str(error))) from None
    try:
        with store:
            merged = merge_store(store)
    except StoreError as error:
        typer.echo(f"dragoman: {error}", err=True)
        raise typer.Exit(1) from None
    if json:
        typer.echo(to_json.dumps(asdict(merged)))
        return
    typer.echo(
        f"{merged.claims:,} claims tell of {merged.events:,} events; {merged.several:,} have several sources, "
        f"on {merged.disagreeing:,} reports differ" + ("" if merged.changed else "; nothing has changed")
    )
