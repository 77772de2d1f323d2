"""`dragoman export`: what a question chooses, in the formats of other trades."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import asking
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.query import Filters, Item
    from dragoman.store.database import Store

CODED = ("plover", "cameo")
TO = typer.Option(
    metavar="FORMAT",
    help="csv (safe for spreadsheets), csv-plain, jsonl, parquet, geojson, ics, graphml, jsonld, ftm, timelinejs, bibtex, "
    "markdown, plover, cameo.",
)
INTO = typer.Option(
    metavar="FILE", help="The file to write, a folder for parquet; standard output where it is not given."
)
WORDS = typer.Option(metavar="WORDS", help="As for dragoman search.")


def export(
    record: Annotated[Path, asking.RECORD],
    to: Annotated[str, TO],
    into: Annotated[Path | None, INTO] = None,
    words: Annotated[str, WORDS] = "",
    kind: Annotated[list[str] | None, asking.KIND] = None,
    status: Annotated[list[str] | None, asking.STATUS] = None,
    person: Annotated[list[str] | None, asking.PERSON] = None,
    organisation: Annotated[list[str] | None, asking.ORGANISATION] = None,
    country: Annotated[list[str] | None, asking.COUNTRY] = None,
    place: Annotated[list[str] | None, asking.PLACE] = None,
    source: Annotated[list[str] | None, asking.SOURCE] = None,
    without: Annotated[list[str] | None, asking.WITHOUT] = None,
    since: Annotated[str | None, asking.SINCE] = None,
    until: Annotated[str | None, asking.UNTIL_ALONE] = None,
    confidence: Annotated[float, asking.CONFIDENCE] = 0.0,
    copies: Annotated[bool, asking.COPIES] = True,
) -> None:
    """Write all that the filters choose as one file, the earliest first.

    What a format cannot hold is left out and counted on standard error. A file takes its name when it is whole.
    Exit status: 0 done, 2 the call means nothing or an optional part is not installed.
    """
    with asking.asked(record) as store:
        wanted = asking.filters(
            words, without, kind=kind, status=status, person=person, organisation=organisation, country=country,
            place=place, source=source, since=since, until=until, confidence=confidence, copies=copies,
        )  # fmt: skip
        if to == "parquet":
            _package(store, wanted, into)
        else:
            _write(_pieces(store, wanted, to), into, to)


def _package(store: Store, wanted: Filters, into: Path | None) -> None:
    from dragoman import query
    from dragoman.export import parquet

    if into is None or (into.exists() and not into.is_dir()):
        raise UsageError("--to parquet writes a folder: name it with --into FOLDER")
    written = parquet.write(query.each(store, wanted), into)
    typer.echo(f"{written} items in {into}; codebook.md says what the columns mean", err=True)


def _pieces(store: Store, wanted: Filters, to: str) -> Iterator[str]:
    from dragoman import query
    from dragoman.export.formats import FORMATS

    if to in CODED:
        yield from _coded(store, wanted, to)
        return
    if to not in FORMATS:
        raise UsageError(f"--to {to}: there are {', '.join((*FORMATS, 'parquet', *CODED))}")
    told = FORMATS[to]
    left = 0

    def held(items: Iterable[Item]) -> Iterator[Item]:
        nonlocal left
        for item in items:
            if told.holds(item):
                yield item
            else:
                left += 1

    yield from told.write(held(query.each(store, wanted)))
    if left:
        typer.echo(f"{left} left out: {told.needs}", err=True)


def _coded(store: Store, wanted: Filters, to: str) -> Iterator[str]:
    """Actions in the codes of event data, a record at a time."""
    from dragoman import query
    from dragoman.export import cameo, plover

    if to == "cameo":
        yield cameo.table(())
    for record in query.records(store, wanted):
        yield plover.text(record) if to == "plover" else cameo.text(record, header=False)


def _write(pieces: Iterator[str], into: Path | None, to: str) -> None:
    """Writes all pieces; a file stands under its name once it is whole."""
    if into is None:
        for piece in pieces:
            asking.put(piece)
        return
    if into.is_dir():
        raise UsageError(f"{into} is a folder: name a file for --to {to}")
    part = into.with_name(f"{into.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="") as out:
            out.writelines(pieces)
            out.flush()
            os.fsync(out.fileno())
        part.replace(into)
    except OSError as error:
        raise UsageError(f"{into}: cannot be written ({error.strerror})") from None
    finally:
        part.unlink(missing_ok=True)
    sys.stdout.flush()
