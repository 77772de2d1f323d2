"""What reviewers decided: verdicts, only ever added, each undoable alone.

A verdict is bound to a claim by its uid and by a fingerprint of what the claim said without its place in the text. So
it holds for the same claim in a later version of the article; where the claim has changed, the verdict is stale: it is
shown, and it does nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from dragoman.errors import UsageError
from dragoman.store import verdicts

Action = Literal["accept", "reject", "edit", "merge", "split", "link", "undo"]
"""accept, reject, edit: of a claim. merge, split: two claims tell of one event, or do not. link: an entity is somebody
(a Wikidata number, or another entity). undo: an earlier verdict counts no more; to undo an undo is to redo."""

COLUMNS = (
    "number, action, article, target, fingerprint, field, value, other, other_fingerprint, undoes, author, reason, made"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the journal. `target` and `other` are uids; `made` is the time that the reviewer's program gave."""

    number: int
    action: Action
    article: str | None
    target: str | None
    fingerprint: str | None
    field: str | None
    value: str | None
    other: str | None
    other_fingerprint: str | None
    undoes: int | None
    author: str
    reason: str
    made: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A verdict and what has become of it: `standing`, `stale` or `undone`."""

    verdict: Verdict
    state: Literal["standing", "stale", "undone"]


def add(
    db: sqlite3.Connection,
    action: Action,
    target: str | int,
    *,
    author: str,
    reason: str,
    made: str,
    field: str | None = None,
    value: str | None = None,
    other: str | None = None,
) -> Verdict:
    """Adds a verdict and does what it says, within the caller's transaction.

    `target` is the uid of a claim (of an entity, to link it), or the verdict's number to undo. `made` is an ISO time.
    Raises UsageError where the target is not there or the verdict means nothing for it; nothing is added then.
    """
    if action not in get_args(Action):
        raise UsageError(f"{action!r} is no verdict: there are {', '.join(get_args(Action))}")
    if not author.strip():
        raise UsageError("a verdict needs an author: give --author NAME")
    row: dict[str, str | int | None] = {"action": action, "author": author, "reason": reason, "made": made}
    touched: list[str] = []
    if action == "undo":
        undone = one(db, int(target))
        row |= {"undoes": undone.number, "article": undone.article, "target": undone.target}
        if undone.number in _undone(history(db)):
            raise UsageError(f"verdict {undone.number} is undone already")
        touched = [uid for uid in (undone.article, _article(undone.other)) if uid]
    else:
        found = verdicts.find_entity(db, str(target)) if action == "link" else verdicts.find_claim(db, str(target))
        row |= {"article": found.article, "target": found.uid, "fingerprint": found.fingerprint, "value": value}
        row |= {"field": field}
        if action in ("merge", "split"):
            second = verdicts.find_claim(db, other or "")
            if second.uid == found.uid or second.kind != found.kind:
                raise UsageError(f"{action} takes two claims of one kind: {found.uid} and {second.uid} are not")
            row |= {"other": second.uid, "other_fingerprint": second.fingerprint}
        _mean(db, action, found, field, value)
        touched = [found.article]
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    number = db.execute(f"INSERT INTO verdicts ({names}) VALUES ({marks})", tuple(row.values())).lastrowid
    for uid in touched:
        verdicts.apply_to(db, uid)
    assert number is not None
    return one(db, number)


def one(db: sqlite3.Connection, number: int) -> Verdict:
    """The verdict of that number; raises UsageError where there is none."""
    row = db.execute(f"SELECT {COLUMNS} FROM verdicts WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise UsageError(f"no verdict {number}: dragoman review FILE history lists them")
    return Verdict(*row)


def history(db: sqlite3.Connection, article: str | None = None) -> Iterator[Verdict]:
    """Every verdict in order, or those on one article's claims."""
    where = "" if article is None else "WHERE article = :article"
    for row in db.execute(f"SELECT {COLUMNS} FROM verdicts {where} ORDER BY number", {"article": article}):
        yield Verdict(*row)


def standings(db: sqlite3.Connection) -> Iterator[Standing]:
    """Every verdict in order, with what has become of it; an undo's own state is `standing` until it is undone."""
    undone = _undone(history(db))
    for verdict in history(db):
        if verdict.number in undone:
            yield Standing(verdict, "undone")
        elif verdict.action == "undo" or verdicts.is_bound(db, verdict):
            yield Standing(verdict, "standing")
        else:
            yield Standing(verdict, "stale")


def _mean(db: sqlite3.Connection, action: str, found: verdicts.Found, field: str | None, value: str | None) -> None:
    """Raises UsageError where a verdict says nothing that can be done."""
    if action == "edit":
        if field is None or value is None:
            raise UsageError("an edit needs a field and its value: FIELD=VALUE")
        verdicts.try_edit(db, found, field, value)
    if action == "link" and not verdicts.identity_of(db, value or ""):
        raise UsageError(f"{value!r} is nobody: link to a Wikidata number (Q42) or to another entity's uid")


def _undone(found: Iterator[Verdict]) -> set[int]:
    """The numbers of verdicts that count no more: an undo that was undone itself undoes nothing."""
    return verdicts.undone((v.number, v.undoes) for v in found)


def _article(uid: str | None) -> str | None:
    return uid.partition("/")[0] if uid else None
