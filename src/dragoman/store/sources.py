"""What was read, and where: the ledger by which a run goes on where the last one was killed.

An item is a file, a line, a page or a record of an archive. Its *place* is its address where it has one, else where it
stands; its *digest* is of its bytes. A place holds one article at a time: the one that was read there in the latest
run, and of several in one run the one published last. An article that no place holds any more is superseded, and kept.
Nothing here depends on the order in which items are read.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from dragoman.store import likeness


@dataclass(frozen=True, slots=True)
class Item:
    """What identifies an item: its place, the SHA-256 of its bytes, and its name as people know it."""

    place: str
    digest: str
    name: str


def begin_run(db: sqlite3.Connection) -> int:
    """The number of the run: that of the last one where it was not finished, else the next."""
    last = db.execute("SELECT run, finished FROM runs ORDER BY run DESC LIMIT 1").fetchone()
    if last and not last[1]:
        return int(last[0])
    run = last[0] + 1 if last else 1
    db.execute("INSERT INTO runs VALUES (?, 0)", (run,))
    return run


def finish_run(db: sqlite3.Connection, run: int) -> None:
    """Says that all inputs of a run were read; the next one has a number of its own."""
    db.execute("UPDATE runs SET finished = 1 WHERE run = ?", (run,))


def known(db: sqlite3.Connection, item: Item, run: int) -> str | None:
    """What is known of an item: None where its bytes are new.

    "held" where all of it is noted already, "read" or "rejected" where the bytes are known and the place, the name that
    it goes by or the run is still to be noted (`adopt`).
    """
    row = db.execute(
        """SELECT reason, "current", name, run,
        (SELECT count(*) FROM sources o WHERE o.place = s.place AND o.article_id IS NOT NULL)
        FROM sources s WHERE place = ? AND digest = ?""",
        (item.place, item.digest),
    ).fetchone()
    if row is None:
        row = db.execute("SELECT reason, 0, '', 0, 0 FROM sources WHERE digest = ? LIMIT 1", (item.digest,)).fetchone()
    if row is None:
        return None
    reason, current, name, seen, held = row
    if reason is not None:
        return "rejected"
    # Where a place has given several texts, the run decides which it holds, and so it has to be noted for each.
    return "held" if current and name <= item.name and (held == 1 or seen == run) else "read"


def is_noted(db: sqlite3.Connection, item: Item) -> bool:
    """Whether the place is noted to have these bytes, under this name or one before it in the alphabet."""
    row = db.execute("SELECT name FROM sources WHERE place = ? AND digest = ?", (item.place, item.digest)).fetchone()
    return row is not None and row[0] <= item.name


def adopt(db: sqlite3.Connection, item: Item, run: int) -> tuple[str, str] | None:
    """Notes that bytes that were met before, perhaps elsewhere, stand at this place now.

    Gives the stage and the reason where they were refused.
    """
    article, stage, reason = db.execute(
        "SELECT article_id, stage, reason FROM sources WHERE digest = ? ORDER BY reason IS NOT NULL, place LIMIT 1",
        (item.digest,),
    ).fetchone()
    _note(db, item, article, stage, reason, run)
    if article is None:
        return stage, reason
    _settle(db, item.place)
    return None


def hold(db: sqlite3.Connection, item: Item, article_id: int, run: int) -> None:
    """Notes that a place gave an article, and chooses which article the place holds."""
    _note(db, item, article_id, None, None, run)
    _settle(db, item.place)


def refuse(db: sqlite3.Connection, item: Item, stage: str, reason: str, run: int) -> None:
    """Notes that an item gave no article, and why; what its place gave before stays."""
    _note(db, item, None, stage, reason, run)


def reasons(db: sqlite3.Connection) -> list[tuple[str, str, int, str]]:
    """Every reason for which items were refused: stage, reason, how many, and one of them by name."""
    return db.execute("SELECT stage, reason, items, example FROM refused").fetchall()


def _note(
    db: sqlite3.Connection, item: Item, article_id: int | None, stage: str | None, reason: str | None, run: int
) -> None:
    row = (item.place, item.digest, item.name, article_id, stage, reason, run)
    # Of several names the first in the alphabet stays, whichever was read first.
    db.execute(
        """INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (place, digest) DO UPDATE SET
        name = min(name, excluded.name), article_id = excluded.article_id, stage = excluded.stage,
        reason = excluded.reason, run = excluded.run""",
        row,
    )


def _settle(db: sqlite3.Connection, place: str) -> None:
    """Chooses what a place holds, and says of every article that it ever held whether some place still does."""
    rows = db.execute(
        """SELECT digest, article_id FROM sources JOIN articles USING (article_id) WHERE place = ?
        ORDER BY run DESC, published DESC, uid DESC, digest DESC""",
        (place,),
    ).fetchall()
    db.execute("""UPDATE sources SET "current" = (digest = ?) WHERE place = ?""", (rows[0][0], place))
    for article_id in dict.fromkeys(article_id for _, article_id in rows):
        _restate(db, article_id)


def _restate(db: sqlite3.Connection, article_id: int) -> None:
    name, held, state = db.execute(
        """SELECT (SELECT min(name) FROM sources WHERE article_id = a.article_id),
        EXISTS (SELECT 1 FROM sources WHERE article_id = a.article_id AND "current" = 1), state
        FROM articles a WHERE article_id = ?""",
        (article_id,),
    ).fetchone()
    now = "current" if held else "superseded"
    db.execute("UPDATE articles SET source = ?, state = ? WHERE article_id = ?", (name, now, article_id))
    if now == "superseded" and state == "current":
        likeness.take_out(db, article_id)
    elif now == "current":
        likeness.put_in(db, article_id)
