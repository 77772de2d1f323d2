"""`dragoman read`: the record of each article, for a program or for a reader."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.errors import UsageError

INPUTS = typer.Argument(metavar="INPUT", help="Files (.txt, .html, .jsonl), or - for standard input.")
PUBLISHED = typer.Option(metavar="DATE", help="Day of publication, YYYY-MM-DD, for inputs that do not tell theirs.")
JSON = typer.Option("--json", help="One line of JSON an article; so also where the output is no terminal.")
BRIEF = typer.Option("--brief", help="A page for a reader; so also on a terminal.")
FORMAT = typer.Option("--format", help="The actions alone, as plover (JSON lines) or cameo (CSV).")


def read(
    inputs: Annotated[list[str], INPUTS],
    published: Annotated[str | None, PUBLISHED] = None,
    json: Annotated[bool, JSON] = False,
    brief: Annotated[bool, BRIEF] = False,
    format_: Annotated[str | None, FORMAT] = None,
) -> None:
    """Read articles and give the record of each.

    Exit status: 0 all were read, 1 some were not, 2 the call means nothing.
    """
    from dragoman import ingest
    from dragoman.cli import output
    from dragoman.run.local import read_all

    if json and brief:
        raise output.misused(UsageError("--json or --brief: give one of them"))
    if format_ is not None and (json or brief):
        raise output.misused(UsageError("--format tells the form: leave out --json and --brief"))
    try:
        day = ingest.day(published) if published is not None else None
    except UsageError as error:
        raise output.misused(UsageError(f"--published {error}")) from None
    plain = json or not (brief or output.to_terminal())
    write = output.formatted(format_) if format_ is not None else output.writer(as_json=plain)
    raise typer.Exit(output.write_all(read_all(inputs, day), write, inputs))
