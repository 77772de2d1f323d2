"""The tables follow from the model, others can open them, and nobody changes them without a step for old files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import sqlite_utils

import stub
from dragoman.model import CLAIM_KINDS, Claim
from dragoman.store import schema, views
from dragoman.store.database import Store, open_store
from dragoman.store.words import digest

PINNED = {
    1: "ac66b55a95b97bac0980a9c60c1fd0a5e38376506d3b46f51c3d3a011f55c320",
    2: "a759dc61474892b305cde6bfd9c9accb5ee7e3a83831987c7040340b03817372",
}
"""The schema of each version, by its digest. Another digest needs another VERSION and a step in store/migrations.py."""

TEXT = "Ana Ruiz met Kenji Tanaka in Lima on 2099-03-05. Kenji Tanaka flew on to Quito."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "record.db") as opened:
        yield opened


def test_the_schema_is_the_one_of_its_version() -> None:
    assert digest(list(schema.statements())) == PINNED[schema.VERSION]


@pytest.mark.parametrize("kind", CLAIM_KINDS)
def test_every_field_of_a_kind_has_its_column_or_table(store: Store, kind: str) -> None:
    own = {f.name.rstrip("_") for f in fields(CLAIM_KINDS[kind])} - {f.name for f in fields(Claim)}
    columns = {row[1] for row in store.db.execute(f"PRAGMA table_info({kind})")}
    tables = {row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    missing = {
        name
        for name in own
        if name not in columns
        and f"{kind}_{name}" not in tables
        and not any(column.startswith(f"{name}_") for column in columns)
    }
    assert missing == set()


def test_all_tables_are_strict_and_owned(store: Store) -> None:
    rows = store.db.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    ).fetchall()
    ours = [(name, strict) for name, strict in rows if not name.startswith("sqlite_") and "_words" not in name]
    assert [name for name, strict in ours if not strict] == []
    assert len(ours) > 30


def test_others_can_open_and_ask_it(store: Store) -> None:
    store.write(stub.read(TEXT))
    opened = sqlite_utils.Database(store.path)
    assert "claims" in opened.table_names()
    trip = next(iter(opened["itineraries"].rows))
    assert (trip["traveller"], trip["place"], trip["stop"], trip["country"]) == ("Ana Ruiz", "Kenji Tanaka", 1, "PE")
    assert opened.table("claims").detect_fts() == "claims_words"
    assert opened["articles"].count == 1
    opened.close()


@pytest.mark.parametrize(
    "view", [name.split()[2] for name in views.statements()]
)  # fmt: skip
def test_every_view_answers(store: Store, view: str) -> None:
    store.write(stub.read(TEXT))
    rows = store.db.execute(f"SELECT * FROM {view}").fetchall()
    assert rows or view == "refused"


def test_views_leave_out_what_is_superseded_or_rejected(store: Store) -> None:
    store.write(stub.read(TEXT))
    store.db.execute("UPDATE claims SET verdict = 'rejected' WHERE kind = 'trips'")
    assert store.db.execute("SELECT count(*) FROM itineraries").fetchone() == (0,)
    assert store.db.execute("SELECT count(*) FROM encounters").fetchone() != (0,)
    store.db.execute("UPDATE articles SET state = 'superseded'")
    assert store.db.execute("SELECT count(*) FROM encounters").fetchone() == (0,)


def test_nothing_stays_without_its_owner(store: Store) -> None:
    uid = store.write(stub.read(TEXT)).uid
    store.db.execute("DELETE FROM sources")
    store.db.execute("DELETE FROM articles WHERE uid = ?", (uid,))
    left = {}
    for (name,) in store.db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
    ).fetchall():
        left[name] = store.db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
    assert {name: count for name, count in left.items() if count} == {"runs": 1}
    assert store.problems() == []


def test_the_journal_can_only_be_added_to(store: Store) -> None:
    store.db.execute("INSERT INTO verdicts (action, author, reason, made) VALUES ('accept', 'a', '', '')")
    for change in ("UPDATE verdicts SET author = 'b'", "DELETE FROM verdicts"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            store.db.execute(change)
