"""A record into the tables and out of them again, whole.

Writing is for one transaction, which the caller holds. Every span is checked against the article's text first: what
does not stand there is a defect, and nothing of the article is written.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from dragoman.errors import EvidenceError
from dragoman.model import Article, Claim, Entity, Record
from dragoman.store import schema, shape
from dragoman.store.schema import ARTICLES, CLAIMS, DATES, ENTITIES, KINDS, REJECTED, quoted
from dragoman.store.shape import Table
from dragoman.store.words import Cast, article_uid, identity, record_hash


@dataclass(frozen=True, slots=True)
class Written:
    """Where a record stands in the file, and whether anything had to be written."""

    article_id: int
    uid: str
    changed: bool


def write_record(db: sqlite3.Connection, record: Record, reader: str, uid: str | None = None) -> Written:
    """Writes a record; one that says the same as what is there changes nothing.

    `reader` names what read the article. A different record of the same article takes the place of the one before.
    Raises EvidenceError where a span does not stand in the article's text.
    """
    check(record)
    uid = uid or article_uid(record.article)
    mark = record_hash(record)
    known = db.execute("SELECT article_id, record_hash FROM articles WHERE uid = ?", (uid,)).fetchone()
    if known and known[1] == mark:
        return Written(known[0], uid, changed=False)
    article_id = known[0] if known else _next(db, ARTICLES)
    if known:
        _forget(db, article_id)
    _write_article(db, record, article_id, (uid, mark, reader), new=not known)
    cast = Cast.of(record.entities)
    entities = _write_entities(db, record, article_id, uid)
    _insert(db, (row for at, d in enumerate(record.dates) for row in shape.rows(DATES, d, (article_id, at))))
    _insert(db, (row for at, r in enumerate(record.rejected) for row in shape.rows(REJECTED, r, (article_id, at))))
    claim_id = _next(db, CLAIMS)
    for kind in schema.lists_of_the_record():
        for at, claim in enumerate(getattr(record, kind)):
            said = cast.fingerprint(kind, claim)
            write_claim(db, claim_id, claim, cast, entities, (article_id, kind, at, f"{uid}/{claim.id}", said, None))
            claim_id += 1
    return Written(article_id, uid, changed=True)


def write_claim(
    db: sqlite3.Connection,
    claim_id: int,
    claim: Claim,
    cast: Cast,
    entities: dict[str, int],
    keeps: tuple[int, str, int, str, str, str | None],
) -> None:
    """Writes one claim. `keeps` are article_id, kind, position, uid, fingerprint and verdict."""
    kind = keeps[1]
    (place, base), *lists = shape.rows(CLAIMS, claim, (claim_id,))
    row = (base[0], *keeps, cast.names(claim), cast.words(claim), *base[1:])
    _insert(db, iter([(place, row), *lists]))
    _insert(db, shape.rows(KINDS[kind], claim, (claim_id,)))
    named = ((claim_id, role, entities[key]) for role, key in cast.parties(claim))
    db.executemany("INSERT INTO parties VALUES (?, ?, ?)", named)


def load_record(db: sqlite3.Connection, article_id: int) -> Record:
    """The record of an article as it stands, reviewers' edits included."""
    article = load_article(db, article_id)
    mine = "article_id = ?"
    claims = load_claims(db, mine, (article_id,))
    lists: dict[str, Any] = {kind: tuple(claim for k, claim in claims.values() if k == kind) for kind in KINDS}
    return Record(
        schema=db.execute("SELECT schema FROM articles WHERE article_id = ?", (article_id,)).fetchone()[0],
        article=article,
        entities=tuple(load_entities(db, article_id).values()),
        dates=tuple(_values(db, DATES, mine, (article_id,)).values()),
        rejected=tuple(_values(db, REJECTED, mine, (article_id,)).values()),
        **lists,
    )


def load_article(db: sqlite3.Connection, article_id: int) -> Article:
    """The article as it was read."""
    found: Article = _values(db, ARTICLES, "article_id = ?", (article_id,))[(article_id,)]
    return found


def load_entities(db: sqlite3.Connection, article_id: int) -> dict[int, Entity]:
    """The entities of an article by their numbers, in the record's order."""
    found = _values(db, ENTITIES, "article_id = ?", (article_id,))
    order = db.execute("SELECT entity_id FROM entities WHERE article_id = ? ORDER BY position", (article_id,))
    return {entity_id: found[(entity_id,)] for (entity_id,) in order.fetchall()}


def load_claims(db: sqlite3.Connection, where: str, arguments: tuple[Any, ...] = ()) -> dict[int, tuple[str, Claim]]:
    """Claims with their kinds, by their numbers, in the order of articles and records.

    `where` is a condition on the table `claims`, in the words of this package alone.
    """
    chosen = f"SELECT claim_id, kind FROM claims WHERE {where} ORDER BY article_id, kind, position"
    order = db.execute(chosen, arguments).fetchall()
    below = f"claim_id IN (SELECT claim_id FROM claims WHERE {where})"
    common = _arguments(db, CLAIMS, below, arguments)
    own: dict[tuple[Any, ...], Any] = {}
    for kind in dict.fromkeys(kind for _, kind in order):
        own |= _arguments(db, KINDS[kind], below, arguments)
    made = {kind: table.made for kind, table in KINDS.items()}
    return {
        claim_id: (kind, made[kind](**common[(claim_id,)], **own[(claim_id,)]))  # type: ignore[misc]
        for claim_id, kind in order
    }


def check(record: Record) -> None:
    """Raises EvidenceError where words that the record quotes do not stand where it says."""
    text = record.article.text
    for quoted_ in _quotes(record):
        if text[quoted_.start : quoted_.end] != quoted_.text:
            stands = f"{quoted_.text[:40]!r} does not stand at {quoted_.start}:{quoted_.end}"
            raise EvidenceError(f"{stands} of {record.article.source}: report it with the article")


def _quotes(value: Any) -> Iterator[Any]:
    """Everything within a value that has a start, an end and words."""
    if isinstance(value, tuple):
        for item in value:
            yield from _quotes(item)
    elif is_dataclass(value):
        names = [f.name for f in fields(value)]
        if {"start", "end", "text"} <= set(names):
            yield value
        for name in names:
            yield from _quotes(getattr(value, name))


def _write_article(
    db: sqlite3.Connection, record: Record, article_id: int, keeps: tuple[str, str, str], *, new: bool
) -> None:
    uid, mark, reader = keeps
    (_, base), *lists = shape.rows(ARTICLES, record.article, (article_id,))
    if new:
        row = (base[0], uid, "current", None, record.schema, reader, mark, *base[1:])
        _insert(db, iter([(ARTICLES, row)]))
    else:
        names = [column.name for column in ARTICLES.columns() if column.name != "source"]
        held = dict(zip((c.name for c in ARTICLES.columns()), base[1:], strict=True))
        given = {"schema": record.schema, "reader": reader, "record_hash": mark, **{n: held[n] for n in names}}
        sets = ", ".join(f"{quoted(name)} = ?" for name in given)
        db.execute(f"UPDATE articles SET {sets} WHERE article_id = ?", (*given.values(), article_id))
    _insert(db, iter(lists))


def _write_entities(db: sqlite3.Connection, record: Record, article_id: int, uid: str) -> dict[str, int]:
    """Writes the entities and gives their numbers by their ids."""
    first = _next(db, ENTITIES)
    numbers = {}
    for at, entity in enumerate(record.entities):
        entity_id = numbers[entity.id] = first + at
        (place, base), *lists = shape.rows(ENTITIES, entity, (entity_id,))
        row = (entity_id, article_id, at, f"{uid}/{entity.id}", identity(entity), *base[1:])
        _insert(db, iter([(place, row), *lists]))
    return numbers


def _forget(db: sqlite3.Connection, article_id: int) -> None:
    """Takes out what an earlier reading said; the article's own row stays."""
    for name in ("claims", "entities", "dates", "rejected", "articles_segments"):
        db.execute(f"DELETE FROM {name} WHERE article_id = ?", (article_id,))


def _next(db: sqlite3.Connection, place: Table) -> int:
    key = place.keys[0]
    found: int = db.execute(f"SELECT coalesce(max({key}), 0) + 1 FROM {place.name}").fetchone()[0]
    return found


def _insert(db: sqlite3.Connection, found: Iterator[tuple[Table, tuple[Any, ...]]]) -> None:
    """Inserts rows, those of each table together, in the order in which the tables first came."""
    lots: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for place, row in found:
        lots[place.name].append(row)
    for name, lot in lots.items():
        marks = ", ".join("?" * len(lot[0]))
        db.executemany(f"INSERT INTO {quoted(name)} VALUES ({marks})", lot)


def _values(db: sqlite3.Connection, place: Table, where: str, arguments: tuple[Any, ...]) -> dict[tuple[Any, ...], Any]:
    """The values of a table by their keys, in the order of the keys."""
    found = _arguments(db, place, where, arguments)
    return {keys: held if place.made is None else place.made(**held) for keys, held in found.items()}


def _arguments(
    db: sqlite3.Connection, place: Table, where: str, arguments: tuple[Any, ...]
) -> dict[tuple[Any, ...], Any]:
    """What each value of a table is made of, by keys; words of a list as they are."""
    lists = {many.field: _grouped(db, many.table, _below(place, where), arguments) for many in place.lists()}
    names = ", ".join(map(quoted, (*place.keys, *(column.name for column in place.columns()))))
    order = ", ".join(map(quoted, place.keys))
    rows = db.execute(f"SELECT {names} FROM {quoted(place.name)} WHERE {where} ORDER BY {order}", arguments)
    width = len(place.keys)
    found: dict[tuple[Any, ...], Any] = {}
    for row in rows.fetchall():
        keys, told = row[:width], row[width:]
        if place.made is None:
            found[keys] = told[0]
        else:
            found[keys] = shape.arguments(place, told, {field: tuple(lot[keys]) for field, lot in lists.items()})
    return found


def _grouped(
    db: sqlite3.Connection, place: Table, where: str, arguments: tuple[Any, ...]
) -> defaultdict[tuple[Any, ...], list[Any]]:
    """The values of a list's table, by the keys of their owners."""
    lots: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for keys, held in _values(db, place, where, arguments).items():
        lots[keys[:-1]].append(held)
    return lots


def _below(place: Table, where: str) -> str:
    """The same choice said of a table of lists: by the first key, which all below share."""
    if place.keys[0] == "article_id" or where.startswith(f"{place.keys[0]} IN"):
        return where
    key = place.keys[0]
    return f"{key} IN (SELECT {key} FROM {place.name} WHERE {where})"
