"""Files are opened, refused or brought up to date, and never harmed by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import dragoman
import stub
from dragoman.errors import StoreError
from dragoman.store import migrations, schema
from dragoman.store.database import open_store
from dragoman.store.schema import VERSION

TEXT = "Ana Ruiz met Kenji Tanaka in Lima."
AFTER_THE_FIRST = (
    "events", "reports", "disagreements", "links", "events_former", "reported", "calendar", "disputed",
)  # fmt: skip
Steps = Mapping[int, Callable[[sqlite3.Connection], None]]


def test_the_public_door_opens_it(tmp_path: Path) -> None:
    with dragoman.open_store(tmp_path / "r.db") as store:
        uid = store.write(stub.read(TEXT)).uid
    with dragoman.open_store(str(tmp_path / "r.db"), readonly=True) as store:
        assert list(store.articles()) == [uid]
        with pytest.raises(StoreError, match="cannot be written"):
            store.write(stub.read("Ana Ruiz met nobody."))


def test_a_reader_sees_what_was_written_beside_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as writer, open_store(tmp_path / "r.db", readonly=True) as reader:
        with writer.transaction():
            assert list(reader.articles()) == []
        writer.write(stub.read(TEXT))
        assert len(list(reader.articles())) == 1


def test_it_is_safe_as_sqlite_can_be(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        pragmas = {
            name: store.db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:

        def fails() -> None:
            with store.transaction() as db:
                db.execute("INSERT INTO runs VALUES (7, 0)")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fails()
        assert store.db.execute("SELECT count(*) FROM runs").fetchone() == (0,)


def test_what_is_no_record_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    text, other = tmp_path / "a.txt", tmp_path / "other.db"
    text.write_text(
        "no database at all, and long enough for a header of one, which has a hundred bytes, or some more." * 9
    )
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    before = text.read_bytes(), other.read_bytes()
    for path in (text, other):
        with pytest.raises(StoreError, match="no record of dragoman"):
            open_store(path)
    assert (text.read_bytes(), other.read_bytes()) == before


def test_names_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such record"):
        open_store(tmp_path / "none.db", readonly=True)
    with pytest.raises(StoreError, match="no such folder"):
        open_store(tmp_path / "no" / "r.db")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_odd_names_are_names(tmp_path: Path) -> None:
    for name in ("a b?.db", "c#1.db", "d%20é.db"):
        open_store(tmp_path / name).close()
        assert (tmp_path / name).is_file()


def test_a_newer_file_is_refused_in_words(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        store.db.execute("PRAGMA user_version = 99")
    for readonly in (True, False):
        with pytest.raises(StoreError, match="made by a newer dragoman"):
            open_store(tmp_path / "r.db", readonly=readonly)


def aged(path: Path) -> sqlite3.Connection:
    """A file of this version, to be brought to versions that are made up."""
    with open_store(path) as store:
        store.write(stub.read(TEXT))
    return sqlite3.connect(path, isolation_level=None)


def test_an_older_file_is_brought_up_to_date_and_a_copy_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    db = aged(path)

    def first(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE two (x)")

    def second(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE two RENAME TO three")

    steps: Steps = {VERSION: first, VERSION + 1: second}
    migrations.prepare(db, path, steps=steps, version=VERSION + 2)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION + 2,)
    assert db.execute("SELECT count(*) FROM three").fetchone() == (0,)
    with open_store(tmp_path / f"r.db.v{VERSION}") as kept:
        assert len(list(kept.articles())) == 1
    assert not (tmp_path / f"r.db.v{VERSION}.part").exists()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    db = aged(path)

    def breaks(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM articles")
        raise ZeroDivisionError

    def orphans(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM articles")

    for step, error in ((breaks, ZeroDivisionError), (orphans, StoreError)):
        with pytest.raises(error):
            migrations.prepare(db, path, steps={VERSION: step}, version=VERSION + 1)
    with pytest.raises(StoreError, match="too old"):
        migrations.prepare(db, path, steps={}, version=VERSION + 1)
    db.close()
    with open_store(path) as store:
        assert len(list(store.articles())) == 1
        assert store.problems() == []


def test_a_file_of_the_first_version_becomes_one_of_this(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    db = aged(path)
    for kind, name in db.execute("SELECT type, name FROM sqlite_master ORDER BY type DESC").fetchall():
        if name in AFTER_THE_FIRST:
            db.execute(f"DROP {kind} {name}")
    db.execute("PRAGMA user_version = 1")
    db.close()
    made = "SELECT name, sql FROM sqlite_master ORDER BY name"
    with open_store(path) as store, open_store(tmp_path / "new.db") as new:
        assert store.db.execute(made).fetchall() == new.db.execute(made).fetchall()
        assert len(list(store.articles())) == 1
        assert store.problems() == []


def test_every_older_version_has_its_step() -> None:
    assert set(migrations.STEPS) == set(range(1, schema.VERSION))


def test_the_content_hash_sees_what_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        store.write(stub.read(TEXT.replace(".", " on 2024-03-05.")))
        seen = {store.content_hash()}
        for change in (
            "UPDATE trips SET role = 'Duke'",
            "UPDATE claims_evidence SET text = upper(text)",
            "UPDATE sources SET name = 'other'",
            "INSERT INTO verdicts (action, author, reason, made) VALUES ('accept', 'a', '', '')",
            "UPDATE claims SET verdict = 'accepted'",
            "DELETE FROM dates",
            "DELETE FROM entities_mentions",
        ):
            store.db.execute(change)
            seen.add(store.content_hash())
        assert len(seen) == 8


def test_a_broken_index_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        store.write(stub.read(TEXT))
        assert store.problems() == []
        store.db.execute("DROP TRIGGER claims_lost")
        store.db.execute("DELETE FROM claims")
        assert any("full-text index of claims" in line for line in store.problems())


def test_a_full_disk_is_told_and_harms_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        store.write(stub.read(TEXT))
        before = store.content_hash()
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match="full"):
            store.write(stub.read("Ana Ruiz met Kenji Tanaka in Lima. " * 300))
        assert store.content_hash() == before
        assert store.problems() == []
