"""The tables of the core layer: what we compiled ourselves, one fact a row, each row with its source.

They are the TSV files of core/. The build reads them into the base, tests read them as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import resources

from dragoman.errors import KnowledgeError

COLUMNS: dict[str, tuple[str, ...]] = {
    "abbreviations": ("region", "form", "kind", "source"),
    "births": ("code", "name", "born", "source"),
    "editions": ("gathering", "number", "place", "start", "end", "mark", "source"),
    "elections": ("code", "kind", "round", "start", "end", "winner", "about", "mark", "source"),
    "features": ("name", "forms", "kind", "code", "latitude", "longitude", "source"),
    "metonyms": ("name", "forms", "about", "kind", "code", "seat", "wikidata", "source"),
    "names": ("code", "name", "form", "kind", "source"),
    "organisations": ("key", "name", "acronym", "kind", "seat", "founded", "ended", "source"),
    "us_towns": ("name", "state", "county", "latitude", "longitude", "source"),
}
"""The columns of every table; the last is the source, which no row may lack."""

NOT_AS_THEY_ARE = frozenset({"us_towns", "names", "metonyms"})
"""Tables that go into the base under another shape: as facts, with the gazetteer's own places, with the tenures."""


def rows(table: str) -> Iterator[dict[str, str]]:
    """Every row of a table, in its order; raises KnowledgeError where one does not fit its columns or has no source."""
    columns = COLUMNS[table]
    header = False
    for number, line in enumerate(text(table).splitlines(), 1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if not header:
            if tuple(cells) != columns:
                raise KnowledgeError(f"core/{table}.tsv: the header must be {', '.join(columns)}")
            header = True
            continue
        if len(cells) != len(columns):
            raise KnowledgeError(f"core/{table}.tsv:{number}: {len(cells)} cells, not {len(columns)}: check the tabs")
        if not cells[-1].strip():
            raise KnowledgeError(f"core/{table}.tsv:{number}: no source: every fact names one")
        yield dict(zip(columns, cells, strict=True))


def text(table: str) -> str:
    """The file of a table as it is."""
    return (resources.files("dragoman.knowledge") / "core" / f"{table}.tsv").read_text(encoding="utf-8")


def write(base: sqlite3.Connection) -> dict[str, int]:
    """Writes the tables into a base, their rows in order, and says how many each has."""
    counts = {}
    for table, columns in COLUMNS.items():
        found = [tuple(row.values()) for row in rows(table)]
        counts[table] = len(found)
        if table in NOT_AS_THEY_ARE:
            continue
        base.execute(f"create table {table} ({', '.join(f'{name} text not null' for name in columns)})")
        base.executemany(f"insert into {table} values ({','.join('?' * len(columns))})", found)  # noqa: S608
    return counts
