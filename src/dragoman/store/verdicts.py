"""The effective record: what was read, with reviewers' verdicts done to it.

The tables always hold the effective record, so that every query sees it; what was read stands in `as_read` for the
claims that were edited. `apply` makes the one from the other and the journal, as often as one likes.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dragoman.errors import UsageError
from dragoman.model import CLAIM_KINDS, Claim, to_json
from dragoman.store import edits
from dragoman.store.record import load_claims, load_entities, write_claim
from dragoman.store.values import from_json
from dragoman.store.words import Cast, digest, identity

WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")
EFFECT = {"accept": "accepted", "reject": "rejected", "edit": "edited"}


@dataclass(frozen=True, slots=True)
class Found:
    """What a verdict is about: a claim or an entity by its number and uid, its kind, and what it said when read."""

    number: int
    uid: str
    article: str
    kind: str
    fingerprint: str


def find_claim(db: sqlite3.Connection, name: str) -> Found:
    """The claim of that uid, or of that id where only one has it; raises UsageError."""
    return _found(db, "claims", "claim_id", "c.kind", "c.fingerprint", name)


def find_entity(db: sqlite3.Connection, name: str) -> Found:
    """The entity of that uid; raises UsageError."""
    found = _found(db, "entities", "entity_id", "c.kind", "''", name)
    entity = load_entities(db, _number(db, found.article))[found.number]
    return Found(found.number, found.uid, found.article, entity.kind, digest(identity(entity)))


def identity_of(db: sqlite3.Connection, value: str) -> str | None:
    """Who somebody is whom a link names: a Wikidata number, or what another entity is taken for."""
    if WIKIDATA.fullmatch(value):
        return value
    row = db.execute("SELECT identity FROM entities WHERE uid = ?", (value,)).fetchone()
    return row[0] if row else None


def try_edit(db: sqlite3.Connection, found: Found, field: str, value: str) -> None:
    """Raises UsageError where an edit cannot be done to the claim as it stands."""
    claim = load_claims(db, "claim_id = ?", (found.number,))[found.number][1]
    edits.edit(claim, field, value, _by_id(db, _number(db, found.article)))


def is_bound(db: sqlite3.Connection, verdict: Any) -> bool:
    """Whether the claims that a verdict is about still say what they said."""
    ends = [(verdict.article, verdict.fingerprint)]
    if verdict.other:
        ends.append((verdict.other.partition("/")[0], verdict.other_fingerprint))
    return all(_bound(db, verdict.action, *end) for end in ends) and not _fails(db, verdict)


def stands_as(db: sqlite3.Connection, uid: str, fingerprint: str) -> str | None:
    """The uid of the claim that a verdict on that uid is about now: itself, or the same in what stands in its place."""
    row = db.execute(
        """SELECT 1 FROM claims c JOIN articles a USING (article_id)
        WHERE c.uid = ? AND c.fingerprint = ? AND a.state = 'current'""", (uid, fingerprint)
    ).fetchone()  # fmt: skip
    if row:
        return uid
    for article_id in _beside(db, uid.partition("/")[0]):
        row = db.execute(
            """SELECT c.uid FROM claims c JOIN articles a USING (article_id)
            WHERE c.article_id = ? AND c.fingerprint = ? AND a.state = 'current' ORDER BY c.position LIMIT 1""",
            (article_id, fingerprint),
        ).fetchone()
        if row:
            return str(row[0])
    return None


def undone(found: Iterable[tuple[int, int | None]]) -> set[int]:
    """The numbers of verdicts that count no more, from (number, what it undoes)."""
    gone: set[int] = set()
    for number, undoes in sorted(found, reverse=True):
        if undoes is not None and number not in gone:
            gone.add(undoes)
    return gone


def apply_to(db: sqlite3.Connection, article: str) -> None:
    """Does the verdicts on an article of that uid, and on all articles that ever stood where it stands."""
    for article_id in _beside(db, article):
        apply(db, article_id)


def apply(db: sqlite3.Connection, article_id: int, *, fresh: bool = False) -> None:
    """Makes the effective claims and entities of an article from what was read and from the journal.

    `fresh` says that it was read just now, so that nothing was ever decided on what stands there.
    """
    journal = _journal(db, article_id)
    if fresh and not journal:
        return
    entities = load_entities(db, article_id)
    _link(db, entities, journal)
    rows = db.execute(
        "SELECT claim_id, fingerprint, verdict FROM claims WHERE article_id = ?", (article_id,)
    ).fetchall()
    lots: defaultdict[str, list[Any]] = defaultdict(list)
    for verdict in journal:
        if verdict["action"] in EFFECT:
            lots[verdict["fingerprint"]].append(verdict)
    for claim_id, fingerprint, held in rows:
        # Of two claims of one article that say the same, the verdict is on the one that was named.
        mine = [v for v in lots.get(fingerprint, ()) if _named(db, v, claim_id, fingerprint, article_id)]
        if mine or held is not None:
            _redo(db, claim_id, mine, entities)


def _redo(db: sqlite3.Connection, claim_id: int, mine: list[Any], entities: dict[int, Any]) -> None:
    """Writes a claim anew: as it was read, and then the verdicts on it in their order."""
    row = db.execute(
        "SELECT article_id, kind, position, uid, fingerprint FROM claims WHERE claim_id = ?", (claim_id,)
    ).fetchone()
    read = db.execute("SELECT json FROM as_read WHERE claim_id = ?", (claim_id,)).fetchone()
    stands = load_claims(db, "claim_id = ?", (claim_id,))[claim_id][1]
    origin: Claim = from_json(CLAIM_KINDS[row[1]], json.loads(read[0])) if read else stands
    cast = Cast.of(entities.values())
    claim, label = origin, None
    for verdict in mine:
        if verdict["action"] == "edit":
            try:
                claim = edits.edit(claim, verdict["field"], verdict["value"], cast.entities)
            except UsageError:
                continue
        label = EFFECT[verdict["action"]]
    if claim == stands:
        db.execute("UPDATE claims SET verdict = ? WHERE claim_id = ?", (label, claim_id))
    else:
        numbers = {entity.id: number for number, entity in entities.items()}
        db.execute("DELETE FROM claims WHERE claim_id = ?", (claim_id,))
        write_claim(db, claim_id, claim, cast, numbers, (*row, label))
    if claim != origin:
        text = json.dumps(to_json(origin), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        db.execute("INSERT OR REPLACE INTO as_read VALUES (?, ?)", (claim_id, text))
    else:
        db.execute("DELETE FROM as_read WHERE claim_id = ?", (claim_id,))


def _link(db: sqlite3.Connection, entities: dict[int, Any], journal: list[Any]) -> None:
    """Says of each entity who it is: by its own words, or by the last link."""
    links = [v for v in journal if v["action"] == "link"]
    for number, entity in entities.items():
        said = identity(entity)
        mark = digest(said)
        for verdict in links:
            if verdict["fingerprint"] == mark:
                said = identity_of(db, verdict["value"]) or said
        db.execute("UPDATE entities SET identity = ? WHERE entity_id = ? AND identity <> ?", (said, number, said))


def _journal(db: sqlite3.Connection, article_id: int) -> list[Any]:
    """The verdicts that count, on this article and on all that ever stood where it stands, in order."""
    uids = [uid for (uid,) in db.execute(
        """SELECT uid FROM articles WHERE article_id = ?1 UNION
        SELECT uid FROM sources s JOIN sources t USING (place) JOIN articles b ON b.article_id = t.article_id
        WHERE s.article_id = ?1""", (article_id,)
    )]  # fmt: skip
    marks = ", ".join("?" * len(uids))
    cursor = db.execute(f"SELECT * FROM verdicts WHERE article IN ({marks}) ORDER BY number", uids)
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    gone = undone((v["number"], v["undoes"]) for v in found)
    return [v for v in found if v["number"] not in gone]


def _named(db: sqlite3.Connection, verdict: Any, claim_id: int, fingerprint: str, article_id: int) -> bool:
    """Whether a verdict on a claim with this fingerprint is on this very claim."""
    uid = db.execute("SELECT uid FROM claims WHERE claim_id = ?", (claim_id,)).fetchone()[0]
    if uid == verdict["target"]:
        return True
    same = "SELECT uid FROM claims WHERE article_id = ? AND fingerprint = ? ORDER BY position"
    uids = [row[0] for row in db.execute(same, (article_id, fingerprint))]
    return verdict["target"] not in uids and uid == uids[0]


def _bound(db: sqlite3.Connection, action: str, article: str, fingerprint: str) -> bool:
    """Whether something of that fingerprint stands in what is current where the article stood."""
    for article_id in _beside(db, article):
        if db.execute("SELECT state FROM articles WHERE article_id = ?", (article_id,)).fetchone()[0] != "current":
            continue
        if action == "link":
            found = any(digest(identity(e)) == fingerprint for e in load_entities(db, article_id).values())
        else:
            said = "SELECT 1 FROM claims WHERE article_id = ? AND fingerprint = ?"
            found = db.execute(said, (article_id, fingerprint)).fetchone() is not None
        if found:
            return True
    return False


def _fails(db: sqlite3.Connection, verdict: Any) -> bool:
    """Whether an edit names what the article no longer has, or a link nobody."""
    if verdict.action == "link":
        return identity_of(db, verdict.value) is None
    if verdict.action != "edit":
        return False
    try:
        row = db.execute("SELECT 1 FROM claims WHERE uid = ?", (verdict.target,)).fetchone()
        if row:
            try_edit(db, find_claim(db, verdict.target), verdict.field, verdict.value)
    except UsageError:
        return True
    return False


def _beside(db: sqlite3.Connection, article: str) -> list[int]:
    """The article and all that ever stood in one of its places."""
    rows = db.execute(
        """SELECT article_id FROM articles WHERE uid = ?1 UNION
        SELECT t.article_id FROM articles a JOIN sources s USING (article_id) JOIN sources t USING (place)
        WHERE a.uid = ?1 AND t.article_id IS NOT NULL ORDER BY 1""",
        (article,),
    )
    return [row[0] for row in rows.fetchall()]


def _found(db: sqlite3.Connection, table: str, key: str, kind: str, mark: str, name: str) -> Found:
    wanted = f"SELECT c.{key}, c.uid, a.uid, {kind}, {mark} FROM {table} c JOIN articles a USING (article_id) WHERE "
    rows = db.execute(wanted + "c.uid = ?", (name,)).fetchall()
    rows = rows or db.execute(wanted + "c.id = ? AND a.state = 'current' LIMIT 2", (name,)).fetchall()
    if len(rows) != 1:
        what = {"claims": "claim", "entities": "entity"}[table]
        many = f"more than one {what} is" if rows else f"no {what} is"
        raise UsageError(f"{many} named {name!r}: give its whole name, ARTICLE/{'ID' if rows else what.upper()}")
    return Found(*rows[0])


def _number(db: sqlite3.Connection, uid: str) -> int:
    return int(db.execute("SELECT article_id FROM articles WHERE uid = ?", (uid,)).fetchone()[0])


def _by_id(db: sqlite3.Connection, article_id: int) -> dict[str, Any]:
    return {entity.id: entity for entity in load_entities(db, article_id).values()}
