"""`dragoman --version`."""

from __future__ import annotations

import typer


def show_version(asked: bool) -> None:
    """Prints the version and ends, where it was asked for."""
    if asked:
        from importlib.metadata import version

        typer.echo(f"dragoman {version('dragoman')}")
        raise typer.Exit
