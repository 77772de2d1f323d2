"""Why the record says what it says: of a claim or an event the words, the days' basis, the reports, what was compared."""

from __future__ import annotations

import sqlite3
from typing import Any

from dragoman.errors import UsageError
from dragoman.model import to_json
from dragoman.resolve.merge import KINDS, compare
from dragoman.run.merge import reports_of
from dragoman.store import events, verdicts
from dragoman.store.database import Store
from dragoman.store.record import load_claims, load_entities


def explain(store: Store, name: str) -> dict[str, Any]:
    """All that lies behind an event or a claim, as a value of JSON.

    `name` is an event's uid, a claim's uid, or a claim's id where only one has it. Of a claim, `claim` tells it, and the
    event of which it tells follows: `event`, `reports`, `links` (each with its `comparisons`), `disagreements`,
    `verdicts`. Raises UsageError where nothing has that name.
    """
    number = None if "/" in name else events.find(store.db, name)
    told: dict[str, Any] = {}
    if number is None:
        found = _claim(store.db, name)
        told["claim"] = _report(store.db, found, in_full=True)
        number = events.find(store.db, found)
    return told | ({"event": None} if number is None else _event(store, number))


def _claim(db: sqlite3.Connection, name: str) -> str:
    try:
        return verdicts.find_claim(db, name).uid
    except UsageError as error:
        raise UsageError(str(error).replace("no claim is", "no claim and no event is")) from None


def _event(store: Store, number: int) -> dict[str, Any]:
    db = store.db
    cursor = db.execute("SELECT * FROM events WHERE event_id = ?", (number,))
    event = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    del event["event_id"]
    rows = db.execute(
        """SELECT r.claim, r.leading FROM reports r JOIN articles a ON a.uid = r.article
        WHERE r.event_id = ? ORDER BY r.leading DESC, a.published IS NULL, a.published, r.claim""", (number,)
    ).fetchall()  # fmt: skip
    former = db.execute("SELECT uid FROM events_former WHERE event_id = ? ORDER BY uid", (number,)).fetchall()
    differing = db.execute(
        "SELECT field, value, claim, best FROM disagreements WHERE event_id = ? ORDER BY field, value, claim", (number,)
    ).fetchall()
    return {
        "event": event | {"formerly": [uid for (uid,) in former]},
        "reports": [_report(db, uid) | {"leading": bool(leading)} for uid, leading in rows],
        "links": _links(store, number),
        "disagreements": [
            {"field": f, "value": v, "claim": c, "best": bool(b)} for f, v, c, b in differing
        ],
    }  # fmt: skip


def _links(store: Store, number: int) -> list[dict[str, Any]]:
    """Each link with what was compared, told anew from the claims as they stand."""
    where = "uid IN (SELECT claim FROM reports WHERE event_id = ?)"
    reports = {report.uid: report for report in reports_of(store, where, (number,))}
    rows = store.db.execute(
        "SELECT claim, other, score, verdict FROM links WHERE event_id = ? ORDER BY score DESC, claim, other", (number,)
    ).fetchall()
    found = []
    for one, other, score, verdict in rows:
        a, b = reports.get(one), reports.get(other)
        compared = compare(KINDS[a.kind], a, b) if a and b else ()
        found.append(
            {
                "claims": [one, other],
                "score": score,
                "verdict": verdict,
                "comparisons": [{"field": c.field, "level": c.level, "weight": c.weight} for c in compared],
            }
        )
    return found


def _report(db: sqlite3.Connection, uid: str, *, in_full: bool = False) -> dict[str, Any]:
    """A claim: where it stands, the words, the days and their basis; the whole of it where asked for."""
    columns = ("claim_id", "uid", "kind", "verdict", "article_id", "article", "source", "url", "title", "published", "state", "copy_of", "text")  # fmt: skip
    row = db.execute(
        """SELECT c.claim_id, c.uid, c.kind, c.verdict, a.article_id, a.uid, a.source, a.url, a.title, a.published,
            a.state, a.copy_of, a.text
        FROM claims c JOIN articles a USING (article_id) WHERE c.uid = ?""", (uid,)
    ).fetchone()  # fmt: skip
    told = dict(zip(columns, row, strict=True))
    number, article, text = told.pop("claim_id"), told.pop("article_id"), told.pop("text")
    claim = load_claims(db, "claim_id = ?", (number,))[number][1]
    names = {e.id: e.name for e in load_entities(db, article).values()}
    told["status"], told["confidence"] = claim.status, claim.confidence
    told["when"] = to_json(claim.when)
    told["said_by"] = names.get(claim.said_by or "", claim.said_by)
    told["evidence"] = [{**to_json(span), "line": text.count("\n", 0, span.start) + 1} for span in claim.evidence]
    if in_full:
        told["says"] = _named(to_json(claim), names)
    return told


def _named(value: Any, names: dict[str, str]) -> Any:
    """The claim's own fields, entities by their names; what stands elsewhere and what is empty left out."""
    if isinstance(value, dict):
        left = {"id", "status", "confidence", "when", "evidence", "said_by", "start", "end"}
        found = {key: _named(item, names) for key, item in value.items() if key not in left}
        return found["text"] if set(found) == {"text"} else {k: v for k, v in found.items() if v not in (None, [], "")}
    if isinstance(value, list):
        return [_named(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value
