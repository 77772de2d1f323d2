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
    once = f"(SELECT item, min(claim_id) AS claim_id, min(day) AS day FROM {table} GROUP BY item) k"
    return {
        "kind": f"SELECT c.kind AS value FROM {once} JOIN claims c USING (claim_id)",
        "status": f"SELECT coalesce(v.status, c.status) AS value FROM {once} JOIN claims c USING (claim_id) LEFT JOIN events v ON v.event_id = k.item",
        "year": f"SELECT substr(day, 1, 4) AS value FROM {once}",
        "source": f"SELECT DISTINCT k.item, outlet(a.url, a.source) AS value FROM {table} k JOIN claims c USING (claim_id) JOIN articles a USING (article_id)",
    }


def _parties(db: sqlite3.Connection, table: str, top: int) -> dict[str, tuple[Count, ...]]:
    """What is asked of those whom claims name."""
    found = {}
    for facet, kinds in PARTIES.items():
        listed = ", ".join(f"'{kind}'" for kind in kinds)
        rows = db.execute(
            f"SELECT e.identity, min(e.name), count(DISTINCT k.item) AS n FROM {table} k JOIN parties p USING (claim_id) "
            f"JOIN entities e USING (entity_id) WHERE e.kind IN ({listed}) GROUP BY e.identity ORDER BY n DESC, 1 LIMIT ?",
            (top,),
        )
        found[facet] = tuple(Count(*row) for row in rows.fetchall())
    found["country"] = _asked(
        db,
        f"""SELECT k.item, e.country AS value FROM {table} k JOIN parties p USING (claim_id) JOIN entities e USING (entity_id)
        UNION SELECT k.item, l.country FROM {table} k JOIN trips_legs l USING (claim_id)
        UNION SELECT k.item, t.jurisdiction FROM {table} k JOIN tenures t USING (claim_id) WHERE length(t.jurisdiction) = 2 AND t.jurisdiction = upper(t.jurisdiction)
        UNION SELECT k.item, t.jurisdiction FROM {table} k JOIN elections t USING (claim_id) WHERE length(t.jurisdiction) = 2 AND t.jurisdiction = upper(t.jurisdiction)""",
        top,
    )
    return found
