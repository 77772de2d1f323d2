"""A record file made by an older dragoman is brought up to date; one made by a newer is left alone.

A file says the number of its schema (`PRAGMA user_version`). `STEPS[n]` leads from schema n to n + 1. All steps run in
one transaction, after a copy of the file was put beside it (`record.db.v1`): killed at any moment, the file is as it
was or as it should be.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from dragoman.errors import StoreError
from dragoman.store import chronicle, schema


def _events(db: sqlite3.Connection) -> None:
    """Schema 2: what happened, beside what was reported of it. `dragoman merge` fills the tables."""
    for statement in (*chronicle.TABLES, *chronicle.VIEWS):
        db.execute(statement)


STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {1: _events}
"""What leads from each older schema to the next."""


def prepare(db: sqlite3.Connection, path: Path, *, steps: Mapping[int, Callable[[sqlite3.Connection], None]] = STEPS,
            version: int = schema.VERSION) -> None:  # fmt: skip
    """Makes the tables of an empty file, or brings those of an older one up to date.

    Raises StoreError where the file is something else or was made by a newer dragoman.
    """
    held = recognise(db, path, version)
    if held == version:
        return
    if held == 0:
        _transact(db, path, version, lambda: _create(db, version))
        return
    _copy(db, path, held)
    # Foreign keys are checked at the end: a step may have to make a table anew.
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        _transact(db, path, version, lambda: _climb(db, path, held, version, steps))
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def recognise(db: sqlite3.Connection, path: Path, version: int = schema.VERSION) -> int:
    """The number of the file's schema, 0 where it is empty; raises StoreError where it is not for us."""
    try:
        held = _held(db)
        application = _pragma(db, "application_id")
        empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: no record of dragoman ({error}): check its name") from None
    if held == 0 and application == 0 and empty:
        return 0
    if application != schema.APPLICATION:
        raise StoreError(f"{path}: a database, but no record of dragoman: give another name")
    if held > version:
        raise StoreError(
            f"{path}: made by a newer dragoman (schema {held}, this one knows {version}): install a newer dragoman"
        )
    return held


def require(db: sqlite3.Connection, path: Path) -> None:
    """Raises StoreError where the file is not of this very schema, as a reader needs it."""
    if recognise(db, path) != schema.VERSION:
        raise StoreError(
            f"{path}: empty or made by an older dragoman: dragoman ingest --into {path} brings it up to date"
        )


def _transact(db: sqlite3.Connection, path: Path, version: int, work: Callable[[], None]) -> None:
    """Does the work in one transaction, unless another process has done it meanwhile."""
    db.execute("BEGIN IMMEDIATE")
    try:
        if recognise(db, path, version) != version:
            work()
            db.execute(f"PRAGMA user_version = {version}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _create(db: sqlite3.Connection, version: int) -> None:
    del version
    for statement in schema.statements():
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {schema.APPLICATION}")


def _climb(
    db: sqlite3.Connection,
    path: Path,
    held: int,
    version: int,
    steps: Mapping[int, Callable[[sqlite3.Connection], None]],
) -> None:
    for number in range(held, version):
        if number not in steps:
            raise StoreError(f"{path}: schema {number} is too old: read the articles anew into another file")
        steps[number](db)
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise StoreError(
            f"{path}: cannot be brought up to date ({len(broken)} rows lost their owners): it is as it was"
        )


def _copy(db: sqlite3.Connection, path: Path, held: int) -> None:
    """A copy of the file under its own schema's number, whole or not there."""
    kept = path.with_name(f"{path.name}.v{held}")
    if kept.exists():
        return
    part = path.with_name(f"{path.name}.v{held}.part")
    part.unlink(missing_ok=True)
    db.execute("VACUUM INTO ?", (str(part),))
    part.rename(kept)


def _held(db: sqlite3.Connection) -> int:
    return _pragma(db, "user_version")


def _pragma(db: sqlite3.Connection, name: str) -> int:
    found: int = db.execute(f"PRAGMA {name}").fetchone()[0]
    return found
