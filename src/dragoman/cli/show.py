"""`dragoman show`: one event or claim, whole: what it says, on which words, in which articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import asking

ID = typer.Argument(metavar="ID", help="Of an event or a claim, as dragoman search tells it.")


def show(
    record: Annotated[Path, asking.RECORD],
    name: Annotated[str, ID],
    json: Annotated[bool, asking.JSON] = False,
    csv: Annotated[bool, asking.CSV] = False,
    table: Annotated[bool, asking.TABLE] = False,
) -> None:
    """Show one event or claim: what it says, who tells of it, and the words that it stands on.

    Exit status: 0 done, 2 nothing goes by that name.
    """
    from dragoman import query
    from dragoman.cli.search import row, told
    from dragoman.export import markdown

    with asking.asked(record) as store:
        how = asking.form(as_json=json, as_csv=csv, as_table=table)
        item = query.show(store, name)
        if how == "table":
            asking.put(markdown.section(item))
        else:
            asking.write([told(item) if how == "json" else row(item, full=True)], how)
