"""How what was chosen divides: by kind, status, year, person, organisation, country, place and source, with counts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from dragoman.store.search import PARTIES, Filters, chosen, country_name

FACETS = ("kind", "status", "year", "person", "organisation", "country", "place", "source")


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a facet: what to give a filter for it, what to call it, and of how many items it is true."""

    value: str
    name: str
    count: int


def count(db: sqlite3.Connection, filters: Filters, top: int = 10) -> dict[str, tuple[Count, ...]]:
    """The `top` values of every facet by count, then by value; an item counts once for each value that it has."""
    with chosen(db, filters) as table:
        found = {name: _asked(db, text, top) for name, text in _texts(table).items()}
        found |= _parties(db, table, top)
    return {name: found[name] for name in FACETS}


def _asked(db: sqlite3.Connection, text: str, top: int) -> tuple[Count, ...]:
    rows = db.execute(f"SELECT value, count(*) AS n FROM ({text}) WHERE value IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT ?", (top,))  # fmt: skip
    return tuple(Count(str(value), country_name(str(value)), n) for value, n in rows.fetchall())


def _texts(table: str) -> dict[str, str]:
    """What is asked of claims and articles themselves: one row for each item and value."""
    claims = f"{table} k CROSS JOIN claims c ON c.claim_id = k.claim_id"
    return {
        "kind": f"SELECT max(c.kind) AS value FROM {claims} GROUP BY k.item",
        "status": "SELECT coalesce(max(v.status), max(c.status)) AS value "
        f"FROM {claims} LEFT JOIN events v ON v.event_id = k.item GROUP BY k.item",
        "year": f"SELECT substr(min(day), 1, 4) AS value FROM {table} GROUP BY item",
        "source": "SELECT DISTINCT k.item, outlet(a.url, a.source) AS value "
        f"FROM {claims} CROSS JOIN articles a ON a.article_id = c.article_id",
    }


def _parties(db: sqlite3.Connection, table: str, top: int) -> dict[str, tuple[Count, ...]]:
    """What is asked of those whom claims name."""
    named = f"{table}_named"
    # CROSS JOIN keeps the order: from what was chosen to its parties, never through all parties.
    db.execute(
        f"CREATE TEMP TABLE {named.removeprefix('temp.')} AS SELECT k.item, e.kind, e.identity, e.country FROM {table} k "
        "CROSS JOIN parties p ON p.claim_id = k.claim_id CROSS JOIN entities e ON e.entity_id = p.entity_id"
    )
    try:
        found = {facet: _called(db, named, kinds, top) for facet, kinds in PARTIES.items()}
        jurisdictions = " ".join(
            f"UNION SELECT k.item, t.jurisdiction FROM {table} k CROSS JOIN {kind} t ON t.claim_id = k.claim_id "
            "WHERE length(t.jurisdiction) = 2 AND t.jurisdiction = upper(t.jurisdiction)"
            for kind in ("tenures", "elections")
        )
        found["country"] = _asked(
            db,
            f"SELECT item, country AS value FROM {named} UNION SELECT k.item, l.country FROM {table} k "
            f"CROSS JOIN trips_legs l ON l.claim_id = k.claim_id {jurisdictions}",
            top,
        )
    finally:
        db.execute(f"DROP TABLE {named}")
    return found


def _called(db: sqlite3.Connection, named: str, kinds: tuple[str, ...], top: int) -> tuple[Count, ...]:
    """Who is named most, each by a name that was read of it."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    rows = db.execute(
        f"SELECT identity, count(DISTINCT item) AS n FROM {named} WHERE kind IN ({listed}) GROUP BY identity "
        "ORDER BY n DESC, 1 LIMIT ?",
        (top,),
    )
    name = "SELECT name FROM entities WHERE identity = ? LIMIT 1"
    return tuple(Count(value, db.execute(name, (value,)).fetchone()[0], n) for value, n in rows.fetchall())
