"""Rows of an open file as values: tenures and the manifest."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from dragoman.knowledge.facts import LAYERS, Holder, Manifest, Source

_COLUMNS = (
    "t.code, t.office, t.name, t.forms, t.gender, t.since, t.until, t.marks, t.wikidata, o.source, t.born, t.basis, "
    "t.as_of, o.layer, t.key"
)
TENURES = f"select {_COLUMNS} from tenures t join origins o on o.id = t.origin"  # noqa: S608
"""The question that `holders` reads the answers to; a condition may follow."""


def holders(rows: Iterable[tuple[str, ...]]) -> Iterator[Holder]:
    """Tenures out of the answers to `TENURES`."""
    for code, office, name, forms, gender, since, until, marks, wikidata, source, *rest in rows:
        spelled, sorts = (tuple(cell.split("|")) if cell else () for cell in (forms, marks))
        yield Holder(code, office, name, spelled, gender, since, until, sorts, wikidata or None, source, *rest)  # type: ignore[arg-type]


def tenures_of(base: sqlite3.Connection) -> list[Holder]:
    """Every tenure of a file, in its order."""
    return list(holders(base.execute(f"{TENURES} order by t.id")))


def manifest_of(base: sqlite3.Connection) -> Manifest:
    """What a file holds and where it comes from, the layers in their order."""
    meta = dict(base.execute("select name, value from meta where name <> 'words'").fetchall())
    rows = base.execute("select name, version, licence, what, layer, date, counts from sources")
    told = [
        Source(name, version, licence, what, layer, day, json.loads(counted))
        for name, version, licence, what, layer, day, counted in rows
    ]
    told.sort(key=lambda source: (LAYERS.index(source.layer), source.name))
    counts = dict(base.execute("select kind, facts from counts order by kind").fetchall())
    return Manifest(tuple(told), counts, int(meta["names"]), meta["digest"], meta["as_of"], meta["inputs"])
