"""What a record file holds, as one number, and whether it is sound.

The number is a sum over everything told, so that neither the order of reading nor the numbers of rows have a part in it:
two files with the same number say the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from dragoman.model import to_json
from dragoman.store import schema
from dragoman.store.record import load_record
from dragoman.store.words import digest


def content_hash(db: sqlite3.Connection) -> str:
    """The content of the whole file as 64 hexadecimal digits: every record, source, verdict and copy.

    Everything is read back from the tables for it, one article at a time.
    """
    total = sum(int(digest(part), 16) for part in _parts(db))
    return f"{total % (1 << 256):064x}"


def problems(db: sqlite3.Connection) -> list[str]:
    """What is wrong with the file, one line each; nothing where it is sound."""
    found = [row[0] for row in db.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
    found += [f"a row of {row[0]} without its owner in {row[2]}" for row in db.execute("PRAGMA foreign_key_check")]
    for name in schema.SEARCHED:
        try:
            db.execute(f"INSERT INTO {name}_words({name}_words, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            found.append(f"the full-text index of {name} is out of step ({error})")
    return found


def _parts(db: sqlite3.Connection) -> Iterator[Any]:
    kept = "SELECT article_id, uid, state, copy_of, reader, record_hash FROM articles ORDER BY article_id"
    for article_id, *keeps in _each(db, kept):
        record = to_json(load_record(db, article_id))
        record["article"]["source"] = ""
        claims = "SELECT uid, fingerprint, verdict, names, words FROM claims WHERE article_id = ? ORDER BY uid"
        entities = "SELECT uid, identity FROM entities WHERE article_id = ? ORDER BY uid"
        parties = (
            "SELECT c.uid, p.role, e.uid FROM parties p JOIN claims c USING (claim_id) JOIN entities e USING (entity_id)"
            " WHERE c.article_id = ? ORDER BY 1, 2, 3"
        )
        beside = [db.execute(text, (article_id,)).fetchall() for text in (claims, entities, parties)]
        yield ["article", keeps, record, [[list(row) for row in rows] for rows in beside]]
    held = """SELECT place, digest, name, uid, stage, s.reason, "current" FROM sources s LEFT JOIN articles USING (article_id)"""
    for row in _each(db, held):
        yield ["source", *row]
    for row in _each(db, "SELECT * FROM verdicts"):
        yield ["verdict", *row]
    for claim, json in _each(db, "SELECT uid, json FROM as_read JOIN claims USING (claim_id)"):
        yield ["as read", claim, json]


def _each(db: sqlite3.Connection, text: str) -> Iterator[tuple[Any, ...]]:
    """Rows a few at a time, on a cursor of their own."""
    yield from db.execute(text)
