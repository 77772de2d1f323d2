"""A record file opened: one SQLite database, for one writer or many readers at a time.

The journal of the database is write-ahead, and what is committed is on the disk (`synchronous` FULL): an
acknowledged article or verdict survives a killed process and a lost machine's power.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from dragoman.errors import StoreError, UsageError
from dragoman.model import Article, Record
from dragoman.store import content, likeness, migrations, sources, verdicts
from dragoman.store.record import Written, load_article, load_record, write_record
from dragoman.store.sources import Item
from dragoman.store.words import digest

WAIT = 30.0
"""Seconds for which a writer waits while another one writes."""

READER = "dragoman"


class Store:
    """An open record file. Made by `open_store`; closes itself at the end of a `with` block.

    `db` is the connection, for queries in SQL: the tables are told in docs/explanation/store.md.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, *, readonly: bool) -> None:
        self.path = path
        self.db = db
        self.readonly = readonly

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; doing it twice does no harm."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written within happens or none of it; what is committed is on the disk.

        Raises StoreError where it cannot be written: the disk is full, the file is read-only, another writer holds it.
        """
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield self.db
            self.db.execute("COMMIT")
        except BaseException as error:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise StoreError(
                    f"{self.path}: cannot be written ({error}): see to the disk and to other writers"
                ) from error
            raise

    def write(
        self,
        record: Record,
        *,
        item: Item | None = None,
        run: int | None = None,
        reader: str = READER,
        uid: str | None = None,
        signature: bytes | None = None,
    ) -> Written:
        """Writes the record of one article in one transaction; the same record again changes nothing.

        `item` says where it was read, the article's own address or source otherwise. A place that gave another text
        before now holds this one, and the other is superseded. Raises EvidenceError where a span does not stand in
        the text.
        """
        article = record.article
        place = article.url or article.source
        item = item or Item(place, digest([article.id, article.url, article.title, article.text]), article.source)
        with self.transaction() as db:
            written = write_record(db, record, reader, uid)
            if written.changed:
                likeness.keep(db, written.article_id, signature or likeness.signature(article.text))
            sources.hold(db, item, written.article_id, run or sources.begin_run(db))
            if written.changed:
                verdicts.apply(db, written.article_id, fresh=True)
        return written

    def refuse(self, item: Item, stage: str, reason: str, run: int) -> None:
        """Notes that an item gave no article, and why."""
        with self.transaction() as db:
            sources.refuse(db, item, stage, reason, run)

    def articles(self, *, superseded: bool = False) -> Iterator[str]:
        """The uids of all articles, the superseded ones too where asked for, in the order of their uids."""
        state = "" if superseded else "WHERE state = 'current'"
        for (uid,) in self.db.execute(f"SELECT uid FROM articles {state} ORDER BY uid"):
            yield uid

    def record(self, uid: str) -> Record:
        """The record of an article, reviewers' edits included; raises UsageError where no article has that uid."""
        return load_record(self.db, self._number(uid))

    def article(self, uid: str) -> Article:
        """The article as read; raises UsageError where no article has that uid."""
        return load_article(self.db, self._number(uid))

    def content_hash(self) -> str:
        """The content of the whole file as 64 hexadecimal digits, whatever the order in which it was read."""
        return content.content_hash(self.db)

    def problems(self) -> list[str]:
        """What is wrong with the file, one line each; nothing where it is sound."""
        return content.problems(self.db)

    def _number(self, uid: str) -> int:
        row = self.db.execute("SELECT article_id FROM articles WHERE uid = ?", (uid,)).fetchone()
        if row is None:
            raise UsageError(f"no article {uid!r} in {self.path}: a uid begins with a and has 17 letters")
        return int(row[0])


def open_store(path: str | Path, *, readonly: bool = False) -> Store:
    """Opens a record file, and makes it where there is none; `readonly` for readers, beside whom a writer may work.

    Raises StoreError where the file cannot be opened, is no record or was made by a newer dragoman.
    """
    path = Path(path)
    try:
        return _opened(path, readonly=readonly)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path}: cannot be opened ({error}): check its name and that it may be written") from None


def _opened(path: Path, *, readonly: bool) -> Store:
    if readonly:
        if not path.is_file():
            raise StoreError(f"{path}: no such record: make it with dragoman ingest SOURCE... --into {path}")
        db = _reading(path)
    else:
        if not path.parent.is_dir():
            raise StoreError(f"{path}: no such folder as {path.parent}: make it first")
        db = _connected(path, "rwc")
    try:
        if readonly:
            migrations.require(db, path)
        else:
            # An empty file is no record yet, a foreign one never: neither is touched before that is known.
            migrations.recognise(db, path)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            migrations.prepare(db, path)
    except BaseException:
        db.close()
        raise
    return Store(path, db, readonly=readonly)


def _reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; on a disk that cannot be written either, the file is taken as it is."""
    db = _connected(path, "ro")
    try:
        db.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError:
        db.close()
        return _connected(path, "ro&immutable=1")
    return db


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    db = sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None, cached_statements=256)
    db.execute("PRAGMA foreign_keys = ON")
    return db
