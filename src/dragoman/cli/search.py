"""`dragoman search`: what a record file says of some words, with filters and facets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import asking

if TYPE_CHECKING:
    from dragoman.query import Filters, Item
    from dragoman.store.database import Store

WORDS = typer.Argument(metavar="WORDS", help='What to look for: all words, "a phrase", -without, begin*.')
FACETS = typer.Option("--facets", help="Instead of what was found, how it divides: by kind, year, person and so on.")
LIMIT = typer.Option(metavar="N", min=1, help="How many, or how many values of each facet.")
OFFSET = typer.Option(metavar="N", min=0, help="How many to leave out first, for the next page.")
ORDER = typer.Option(metavar="ORDER", help="best, newest or oldest.")


def search(
    record: Annotated[Path, asking.RECORD],
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
    until: Annotated[str | None, asking.UNTIL] = None,
    confidence: Annotated[float, asking.CONFIDENCE] = 0.0,
    copies: Annotated[bool, asking.COPIES] = True,
    facets: Annotated[bool, FACETS] = False,
    limit: Annotated[int, LIMIT] = 20,
    offset: Annotated[int, OFFSET] = 0,
    order: Annotated[str, ORDER] = "best",
    json: Annotated[bool, asking.JSON] = False,
    csv: Annotated[bool, asking.CSV] = False,
    table: Annotated[bool, asking.TABLE] = False,
) -> None:
    """Search the record: events where claims have been merged, claims otherwise.

    Filters of one name widen (any of them), of several names narrow (all of them). Exit status: 0 done, also where
    nothing is found; 2 the call means nothing.
    """
    with asking.asked(record) as store:
        how = asking.form(as_json=json, as_csv=csv, as_table=table)
        wanted = asking.filters(
            words, without, kind=kind, status=status, person=person, organisation=organisation, country=country,
            place=place, source=source, since=since, until=until, confidence=confidence, copies=copies,
        )  # fmt: skip
        rows = _facets(store, wanted, limit) if facets else _found(store, wanted, (limit, offset, order), how)
        asking.write(rows, how)


def _found(store: Store, wanted: Filters, page: tuple[int, int, str], how: str) -> Iterator[dict[str, Any]]:
    from dragoman import query
    from dragoman.errors import UsageError

    limit, offset, order = page
    if order not in ("best", "newest", "oldest"):
        raise UsageError(f"--order {order}: there are best, newest and oldest")
    found = query.search(store, wanted, limit=limit, offset=offset, order=order)  # type: ignore[arg-type]
    for item in found.items:
        yield told(item) if how == "json" else row(item, full=how == "csv")
    shown = offset + len(found.items)
    if how == "table" and shown < found.total:
        typer.echo(f"{offset + 1} to {shown} of {found.total}; --offset {shown} for the next", err=True)


def _facets(store: Store, wanted: Filters, top: int) -> Iterator[dict[str, Any]]:
    from dragoman import query

    for name, counts in query.facets(store, wanted, top=top).items():
        for one in counts:
            yield {"facet": name, "value": one.value, "name": one.name, "count": one.count}


def row(item: Item, *, full: bool) -> dict[str, Any]:
    """An item in a line: all columns of the CSV export, or what a reader needs."""
    if full:
        from dragoman.export.rows import row as all_of

        return all_of(item)
    from dragoman.export import words

    when = words.interval(item.earliest, item.latest, item.edtf or "", short=True)
    return {
        "kind": item.kind,
        "status": item.status,
        "when": when,
        "title": item.title,
        "sources": item.sources,
        "id": item.id,
    }


def told(item: Item) -> dict[str, Any]:
    """An item as JSON: as in the export of JSON lines."""
    from dragoman.export.items import told as whole

    return whole(item)
