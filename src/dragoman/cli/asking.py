"""What the verbs that ask a record file have in common: its filters as options, and three ways to write what was found."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dragoman.errors import MissingExtra, StoreError, UsageError

if TYPE_CHECKING:
    from dragoman.query import Filters
    from dragoman.store.database import Store

RECORD = typer.Argument(metavar="RECORD", help="The record file.")
KIND = typer.Option(
    metavar="KIND", help="trips, meetings, statements, tenures, elections, gatherings, resolutions, actions."
)
STATUS = typer.Option(metavar="STATUS", help="planned, under_way, happened, cancelled, proposed, denied, hypothetical.")
PERSON = typer.Option(metavar="NAME", help="Any part of a name, or Wikidata's number.")
ORGANISATION = typer.Option(metavar="NAME", help="As for a person.")
COUNTRY = typer.Option(metavar="CODE", help="A country by its two letters or its name: of a party, a stop, an office.")
PLACE = typer.Option(metavar="NAME", help="A town, a building, a region.")
SOURCE = typer.Option(metavar="NAME", help="The host or folder that articles came from, an address, an article's uid.")
WITHOUT = typer.Option(metavar="FIELD=VALUE", help="What to leave out, as country=RU; any of the filters above.")
SINCE = typer.Option(
    "--from", "--since", metavar="DATE", help="The first day, YYYY-MM-DD; what has no day is left out."
)
UNTIL = typer.Option("--to", "--until", metavar="DATE", help="The last day.")
UNTIL_ALONE = typer.Option("--until", metavar="DATE", help="The last day.")
CONFIDENCE = typer.Option(metavar="P", help="Sure at least to this, 0 to 1.")
COPIES = typer.Option("--copies/--no-copies", help="Whether near-duplicates of another article count.")
JSON = typer.Option("--json", help="A line of JSON each; so also where the output is no terminal.")
CSV = typer.Option("--csv", help="As CSV, in the form that is safe for spreadsheets.")
TABLE = typer.Option("--table", help="As a table; so also on a terminal.")


def filters(words: str = "", without: Sequence[str] | None = None, **given: Any) -> Filters:
    """The filters that options mean; raises UsageError where one of --without has no field."""
    from dragoman.query import Filters

    pairs = [one.partition("=") for one in without or ()]
    if not all(mark for _, mark, _ in pairs):
        raise UsageError("--without FIELD=VALUE: as in --without country=RU")
    held: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in given.items() if value is not None
    }
    return Filters(words=words, without=tuple((field, value) for field, _, value in pairs), **held)


@contextmanager
def asked(file: Path) -> Iterator[Store]:
    """The record file, opened for reading; what the call got wrong is said on standard error, exit status 2."""
    from dragoman.store.database import open_store

    try:
        with open_store(file, readonly=True) as store:
            yield store
    except (MissingExtra, StoreError, UsageError) as error:
        typer.echo(f"dragoman: {error}", err=True)
        raise typer.Exit(2) from None
    except BrokenPipeError:
        # The reader had what it wanted; what is unwritten goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def form(*, as_json: bool, as_csv: bool, as_table: bool) -> str:
    """Which of the three forms is meant; raises UsageError for more than one."""
    given = [name for name, on in (("json", as_json), ("csv", as_csv), ("table", as_table)) if on]
    if len(given) > 1:
        raise UsageError(f"--{given[0]} or --{given[1]}: give one of them")
    return given[0] if given else "table" if sys.stdout.isatty() else "json"


def write(rows: Iterable[dict[str, Any]], how: str) -> None:
    """Writes rows, as they come where the form allows it."""
    if how == "json":
        for row in rows:
            put(json.dumps(row, ensure_ascii=False) + "\n")
    elif how == "csv":
        _csv(rows)
    else:
        _table(list(rows))


def plain(value: Any) -> dict[str, Any]:
    """A row of a dataclass without what only programs need."""
    return asdict(value)


def put(text: str) -> None:
    # Bytes, so that the output is the same under every locale.
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()


def _csv(rows: Iterable[dict[str, Any]]) -> None:
    from dragoman.export.csv import safe

    for number, row in enumerate(rows):
        lines = io.StringIO()
        out = csv.writer(lines, lineterminator="\r\n")
        if not number:
            out.writerow(row)
        out.writerow([safe(_word(value)) for value in row.values()])
        put(lines.getvalue())


def _table(rows: list[dict[str, Any]]) -> None:
    from dragoman.export.words import clean, shorten

    if not rows:
        typer.echo("nothing found", err=True)
        return
    cells = [[shorten(clean(_word(value)), 48) for value in row.values()] for row in rows]
    head = [name.replace("_", " ") for name in rows[0]]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    for line in (head, ["─" * width for width in widths], *cells):
        put("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n")


def _word(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
