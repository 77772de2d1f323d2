"""Events, and the reports that tell of them: what merging made of the claims, kept in the record file.

Every claim that counts (of a current article, rejected by nobody) is a report of exactly one event, those that stand
alone too, so that what happened can be counted in `events`. All of it follows from the claims and the journal:
`replace` writes it anew, and nothing here is lost where it is thrown away but the ids that events go by.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import count
from typing import Any

from dragoman.model import Claim, Entity
from dragoman.store import journal, verdicts
from dragoman.store.record import load_claims
from dragoman.store.words import digest

LOT = 500
"""Claims that are read at a time."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim that counts: of a current article, rejected by nobody. `source` is its article, or the one that this copies."""

    kind: str
    claim: Claim
    uid: str
    article_id: int
    article: str
    source: str
    published: str | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as it is kept, in the order of the table's columns after `uid`."""

    kind: str
    status: str
    title: str
    edtf: str | None
    basis: str | None
    earliest: str | None
    latest: str | None
    place: str | None
    country: str | None
    confidence: float
    reports: int
    sources: int


@dataclass(frozen=True, slots=True)
class Made:
    """An event to be kept. `key` gives its uid where it is new; the rest are rows of the tables, without the event's number."""

    key: tuple[str, ...]
    row: EventRow
    reports: tuple[tuple[str, str, str, int], ...]
    disagreements: tuple[tuple[str, str, str, int], ...] = ()
    links: tuple[tuple[str, str, float, int | None], ...] = ()


def standing(db: sqlite3.Connection, where: str = "1", arguments: tuple[Any, ...] = ()) -> Iterator[Standing]:
    """Every claim that counts, an article's claims together. `where` is a condition on `claims`, of this package's words."""
    keeps = f"""SELECT c.claim_id, c.uid, c.article_id, a.uid, coalesce(a.copy_of, a.uid), a.published, c.fingerprint
        FROM claims c JOIN articles a USING (article_id)
        WHERE a.state = 'current' AND c.verdict IS NOT 'rejected' AND c.claim_id IN (SELECT claim_id FROM claims WHERE {where})
        ORDER BY c.article_id, c.claim_id"""
    rows = db.execute(keeps, arguments).fetchall()
    for at in range(0, len(rows), LOT):
        lot = rows[at : at + LOT]
        found = load_claims(db, "claim_id IN (SELECT value FROM json_each(?))", (json.dumps([row[0] for row in lot]),))
        for claim_id, *rest in lot:
            yield Standing(*found[claim_id], *rest)


def cast(db: sqlite3.Connection, article_ids: Iterable[int]) -> Iterator[tuple[int, dict[str, Entity], dict[str, str]]]:
    """Of each article its entities by their ids, and who each of these is in all articles, reviewers' links included."""
    for article_id in article_ids:
        rows = db.execute(
            """SELECT id, identity, kind, name, wikidata, country, place_type FROM entities WHERE article_id = ?""",
            (article_id,),
        ).fetchall()
        entities = {r[0]: Entity(r[0], r[2], r[3], r[4], r[5], r[6]) for r in rows}
        yield article_id, entities, {row[0]: row[1] for row in rows}


def due(db: sqlite3.Connection) -> bool:
    """Whether claims came or went, or were found to be copies, since the events were made."""
    found = db.execute(
        """SELECT EXISTS (
            SELECT 1 FROM claims c JOIN articles a USING (article_id) LEFT JOIN reports r ON r.claim = c.uid
            WHERE a.state = 'current' AND c.verdict IS NOT 'rejected' AND r.source IS NOT coalesce(a.copy_of, a.uid)
        ) OR (SELECT count(*) FROM reports) <> (
            SELECT count(*) FROM claims c JOIN articles a USING (article_id)
            WHERE a.state = 'current' AND c.verdict IS NOT 'rejected'
        )"""
    ).fetchone()
    return bool(found[0])


def decisions(db: sqlite3.Connection) -> Iterator[tuple[int, bool, str, str]]:
    """The verdicts that count on two claims: number, whether they are one event, and the uids of the claims as they stand now."""
    for held in journal.standings(db):
        verdict = held.verdict
        if held.state != "standing" or verdict.action not in ("merge", "split"):
            continue
        one = verdicts.stands_as(db, verdict.target or "", verdict.fingerprint or "")
        other = verdicts.stands_as(db, verdict.other or "", verdict.other_fingerprint or "")
        if one and other and one != other:
            yield verdict.number, verdict.action == "merge", one, other


def replace(db: sqlite3.Connection, made: Sequence[Made]) -> bool:
    """Puts these events in the place of all that are there; whether anything changed. Within the caller's transaction.

    An event goes by the uid that its reports have already: that of which most of them are, then the smallest. A uid
    that is left over, of an event that is one with another now, is kept as a former one.
    """
    uids, former = _named(db, made)
    tables = _rows(made, uids, former)
    if all(db.execute(f"SELECT {cols} FROM {name} {order}").fetchall() == rows for name, cols, order, rows in tables):
        return False
    db.execute("DELETE FROM events")
    for name, columns, _, rows in tables:
        if rows:
            db.executemany(f"INSERT INTO {name} ({columns}) VALUES ({', '.join('?' * len(rows[0]))})", rows)
    return True


def find(db: sqlite3.Connection, name: str) -> int | None:
    """The number of the event of that uid, present or former, or of which a claim of that uid or id tells."""
    for text in (
        "SELECT event_id FROM events WHERE uid = ?",
        "SELECT event_id FROM events_former WHERE uid = ?",
        "SELECT event_id FROM reports WHERE claim = ?",
    ):
        row = db.execute(text, (name,)).fetchone()
        if row:
            return int(row[0])
    return None


def _named(db: sqlite3.Connection, made: Sequence[Made]) -> tuple[list[str], dict[str, int]]:
    """The uid of each event, and the numbers of those that other uids led to."""
    held = dict(db.execute("SELECT claim, uid FROM reports JOIN events USING (event_id)").fetchall())
    votes: Counter[tuple[str, int]] = Counter()
    for at, one in enumerate(made):
        votes.update((held[claim], at) for claim, *_ in one.reports if claim in held)
    uids: dict[int, str] = {}
    taken: dict[str, int] = {}
    ranked = sorted(votes, key=lambda pair: (-votes[pair], made[pair[1]].key, pair[0]))
    for uid, at in ranked:
        if uid not in taken and at not in uids:
            uids[at], taken[uid] = uid, at
    former = {uid: at for uid, at in reversed(ranked) if uid not in taken}
    leads = {uid: taken.get(new, former.get(new)) for uid, new in _former(db)}
    former |= {uid: at for uid, at in leads.items() if at is not None and uid not in taken}
    for at, one in sorted(enumerate(made), key=lambda pair: (pair[1].key, pair[1].reports)):
        tries = (f"e{digest([*one.key, n])[:16]}" for n in count())
        if at not in uids:
            uids[at] = next(uid for uid in tries if uid not in taken and uid not in former)
            taken[uids[at]] = at
    return [uids[at] for at in range(len(made))], former


def _former(db: sqlite3.Connection) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = db.execute(
        "SELECT f.uid, v.uid FROM events_former f JOIN events v USING (event_id)"
    ).fetchall()
    return found


def _rows(
    made: Sequence[Made], uids: Sequence[str], former: dict[str, int]
) -> list[tuple[str, str, str, list[tuple[Any, ...]]]]:
    """Each table with its columns, its order and its rows in that order; events are numbered in the order of their uids."""
    order = sorted(range(len(made)), key=lambda at: uids[at])
    number = {at: n for n, at in enumerate(order, start=1)}
    columns = ", ".join(field.name for field in fields(EventRow))
    return [
        ("events", f"event_id, uid, {columns}", "ORDER BY event_id",
         [(number[at], uids[at], *astuple(made[at].row)) for at in order]),
        ("reports", "claim, event_id, article, source, leading", "ORDER BY claim",
         sorted((claim, number[at], *rest) for at in order for claim, *rest in made[at].reports)),
        ("disagreements", "event_id, field, value, claim, best", "ORDER BY event_id, field, claim, value",
         sorted({(number[at], *row) for at in order for row in made[at].disagreements}, key=lambda r: (r[0], r[1], r[3], r[2]))),
        ("links", "event_id, claim, other, score, verdict", "ORDER BY event_id, claim, other",
         sorted(((number[at], *row) for at in order for row in made[at].links), key=lambda r: r[:3])),
        ("events_former", "uid, event_id", "ORDER BY uid", sorted((uid, number[at]) for uid, at in former.items())),
    ]  # fmt: skip
