"""`dragoman dates`: the expressions of time of each article, and the days that they mean."""

from __future__ import annotations

import json as to_json
import sys
from typing import Annotated

import typer

from dragoman.cli.read import INPUTS, PUBLISHED
from dragoman.errors import UsageError
from dragoman.export import jsonl, tml
from dragoman.model import Article, Record
from dragoman.run.local import Failure

TML = typer.Option("--tml", help="TimeML: the text with TIMEX3 elements, one document after the other.")
JSON = typer.Option("--json", help="One line of JSON an article; so also where the output is no terminal.")


def dates(
    inputs: Annotated[list[str], INPUTS],
    published: Annotated[str | None, PUBLISHED] = None,
    as_tml: Annotated[bool, TML] = False,
    json: Annotated[bool, JSON] = False,
) -> None:
    """Find every expression of time in articles and the days it means.

    Exit status: 0 all were read, 1 some were not, 2 the call means nothing.
    """
    from dragoman import ingest
    from dragoman.cli import output
    from dragoman.run.local import read_each

    if json and as_tml:
        raise output.misused(UsageError("--json or --tml: give one of them"))
    try:
        day = ingest.day(published) if published is not None else None
    except UsageError as error:
        raise output.misused(UsageError(f"--published {error}")) from None
    write = _write_tml if as_tml else _write_json if json or not output.to_terminal() else _write_lines
    raise typer.Exit(output.write_all(read_each(ingest.open_inputs(inputs, day), _dated), write, inputs))


def _dated(article: Article) -> Record:
    """A record of nothing but dates."""
    from dragoman import pipeline, segment

    article = segment.label(article)
    return Record(article=article, dates=pipeline.dates_of(article))


def _write_json(result: Record | Failure) -> None:
    if isinstance(result, Failure):
        _put(jsonl.error_line(result.source, result.reason) + "\n")
        return
    whole = to_json.loads(jsonl.line(result))
    told = {key: whole["article"][key] for key in ("source", "published", "published_basis")}
    _put(to_json.dumps({**told, "dates": whole["dates"]}, ensure_ascii=False, separators=(",", ":")) + "\n")


def _write_tml(result: Record | Failure) -> None:
    if isinstance(result, Failure):
        typer.echo(f"dragoman: {result.source}: {result.reason}", err=True)
        return
    _put(tml.document(result.article, result.dates))


def _write_lines(result: Record | Failure) -> None:
    """For a reader: a line for each expression, its days first."""
    if isinstance(result, Failure):
        typer.echo(f"dragoman: {result.source}: {result.reason}", err=True)
        return
    for date in result.dates:
        days = " to ".join(dict.fromkeys(day or "..." for day in (date.earliest, date.latest))) if date.edtf else ""
        _put(f"{days:26}{date.type:10}{date.value:18}{' '.join(date.text.split())}\n")


def _put(text: str) -> None:
    # Bytes, so that the output is the same under every locale.
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()
