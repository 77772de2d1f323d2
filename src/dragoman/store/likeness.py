"""Near-duplicates: which articles print the same report, told by the three-word runs that their texts share.

A text's signature is a MinHash of its runs (rensa). Two texts are copies where their signatures agree in six of ten
places or more; copies of copies are copies. All copies stay in the file, and each names the one that it copies
(`copy_of`): the first published, the smallest uid where that does not decide. The order of reading has no part in it.
"""

from __future__ import annotations

import re
import sqlite3
import struct
import zlib
from collections.abc import Iterable

PLACES = 96
ROWS = 4  # places to a band: 24 bands find 96 of 100 pairs that agree in six of ten places
ALIKE = 0.6
RUN = 3
FEWEST = 30
"""Runs below which a text is too short to be called a copy of another."""

WORD = re.compile(r"[^\W_]+")
SEED = 20_221_003


def signature(text: str) -> bytes | None:
    """The signature of a text, four bytes a place; None where the text is too short for one."""
    from rensa import RMinHash

    words = WORD.findall(text.casefold())
    runs = [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
    if len(set(runs)) < FEWEST:
        return None
    made = RMinHash(num_perm=PLACES, seed=SEED)
    made.update(runs)
    return struct.pack(f"<{PLACES}I", *made.digest())


def likeness(one: bytes, other: bytes) -> float:
    """The part of their places in which two signatures agree, from 0 to 1."""
    pairs = zip(_places(one), _places(other), strict=True)
    return sum(a == b for a, b in pairs) / PLACES


def keep(db: sqlite3.Connection, article_id: int, made: bytes | None) -> None:
    """Keeps the signature of an article, so that `put_in` can find what is like it."""
    if made is not None:
        db.execute("INSERT OR REPLACE INTO likeness VALUES (?, ?)", (article_id, made))


def put_in(db: sqlite3.Connection, article_id: int) -> None:
    """Joins a current article to those that are like it; done twice it changes nothing."""
    made = _signature(db, article_id)
    if made is None or _banded(db, article_id):
        return
    near = _near(db, made)
    rows = ((band, mark, article_id) for band, mark in _bands(made))
    db.executemany("INSERT INTO likeness_bands VALUES (?, ?, ?)", rows)
    if near:
        _name(db, {article_id}.union(*(_together(db, other) for other in near)))


def take_out(db: sqlite3.Connection, article_id: int) -> None:
    """Takes a superseded article out; those that were copies by way of it alone are copies no more."""
    left = _together(db, article_id) - {article_id}
    db.execute("DELETE FROM likeness_bands WHERE article_id = ?", (article_id,))
    db.execute("UPDATE articles SET copy_of = NULL WHERE article_id = ?", (article_id,))
    while left:
        group: set[int] = set()
        edge = [min(left)]
        while edge:
            one = edge.pop()
            group.add(one)
            made = _signature(db, one)
            edge += [other for other in _near(db, made) if other not in group] if made else []
        _name(db, group)
        left -= group


def _name(db: sqlite3.Connection, group: Iterable[int]) -> None:
    """Names the first of a group in all the others."""
    members = sorted(group)
    marks = ", ".join("?" * len(members))
    first = db.execute(
        f"SELECT uid FROM articles WHERE article_id IN ({marks}) ORDER BY published IS NULL, published, uid LIMIT 1",
        members,
    ).fetchone()[0]
    db.execute(
        f"UPDATE articles SET copy_of = CASE uid WHEN ? THEN NULL ELSE ? END WHERE article_id IN ({marks})",
        (first, first, *members),
    )


def _together(db: sqlite3.Connection, article_id: int) -> set[int]:
    """The article, the one that it copies, and all that copy the same."""
    rows = db.execute(
        """SELECT b.article_id FROM articles a JOIN articles b
        ON b.uid = coalesce(a.copy_of, a.uid) OR b.copy_of = coalesce(a.copy_of, a.uid) WHERE a.article_id = ?""",
        (article_id,),
    )
    return {row[0] for row in rows.fetchall()}


def _near(db: sqlite3.Connection, made: bytes) -> list[int]:
    """The articles in the bands that are like a signature."""
    found: dict[int, None] = {}
    for band in _bands(made):
        rows = db.execute("SELECT article_id FROM likeness_bands WHERE band = ? AND hash = ?", band)
        found |= dict.fromkeys(row[0] for row in rows.fetchall())
    signatures = ((other, _signature(db, other)) for other in found)
    return [other for other, its in signatures if its is not None and likeness(made, its) >= ALIKE]


def _banded(db: sqlite3.Connection, article_id: int) -> bool:
    return db.execute("SELECT 1 FROM likeness_bands WHERE article_id = ?", (article_id,)).fetchone() is not None


def _signature(db: sqlite3.Connection, article_id: int) -> bytes | None:
    row = db.execute("SELECT signature FROM likeness WHERE article_id = ?", (article_id,)).fetchone()
    return row[0] if row else None


def _bands(made: bytes) -> list[tuple[int, int]]:
    wide = 4 * ROWS
    return [(at // wide, zlib.crc32(made[at : at + wide])) for at in range(0, len(made), wide)]


def _places(made: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{PLACES}I", made)
