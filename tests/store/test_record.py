"""What is written comes back whole, in every field of every kind; what does not stand in the text is not written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import dragoman
import stub
from dragoman.errors import EvidenceError, UsageError
from dragoman.model import CLAIM_KINDS, Record, Span
from dragoman.store.database import Store, open_store
from strategies import TEXTS

TEXT = "Ana Ruiz met Kenji Tanaka in Lima on 2024-03-05. Kenji Tanaka flew on to Quito. Then it rained."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "record.db") as opened:
        yield opened


def test_every_field_of_every_kind_comes_back(store: Store) -> None:
    record = stub.read(TEXT)
    assert all(getattr(record, kind) for kind in CLAIM_KINDS)
    uid = store.write(record).uid
    assert store.record(uid) == record


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=TEXTS)
def test_any_text_at_all_comes_back(store: Store, text: str) -> None:
    record = stub.read(text) if any(c.isalnum() for c in text[:1]) else Record(article=stub.article(text))
    uid = store.write(record).uid
    held = store.record(uid)
    assert replace(held, article=replace(held.article, source="")) == replace(
        record, article=replace(record.article, source="")
    )
    assert store.problems() == []


def test_the_same_record_again_changes_nothing(store: Store) -> None:
    first = store.write(stub.read(TEXT))
    before = store.content_hash(), store.db.total_changes
    again = store.write(stub.read(TEXT))
    assert (first.changed, again.changed, again.uid) == (True, False, first.uid)
    assert store.content_hash() == before[0]


def test_another_reading_of_the_same_article_takes_the_place_of_the_first(store: Store) -> None:
    record = stub.read(TEXT)
    uid = store.write(record).uid
    other = replace(record, trips=record.trips[:1], dates=(), rejected=())
    written = store.write(other)
    assert (written.uid, written.changed) == (uid, True)
    assert store.record(uid) == other
    assert store.problems() == []


def test_words_that_do_not_stand_there_are_refused_and_nothing_is_written(store: Store) -> None:
    record = stub.read(TEXT)
    moved = replace(record.trips[0], evidence=(Span(1, 9, "Ana Ruiz"),))
    with pytest.raises(EvidenceError, match="does not stand at 1:9"):
        store.write(replace(record, trips=(moved,)))
    assert list(store.articles(superseded=True)) == []


def test_parties_lead_from_a_person_to_all_that_is_claimed(store: Store) -> None:
    store.write(stub.read(TEXT))
    rows = store.db.execute(
        """SELECT DISTINCT c.kind, p.role FROM parties p JOIN claims c USING (claim_id) JOIN entities e USING (entity_id)
        WHERE e.name = 'Lima' OR e.name = 'Quito' ORDER BY 1, 2"""
    ).fetchall()
    assert ("trips", "legs.place") in rows
    assert ("gatherings", "place") in rows


def test_words_and_names_are_found(store: Store) -> None:
    store.write(
        stub.read("Zoë Müller met Kenji Tanaka in Lima. Zoë Müller talked about lithium mining with Kenji Tanaka.")
    )
    found = (
        "SELECT DISTINCT c.kind FROM claims_words w JOIN claims c ON c.claim_id = w.rowid WHERE claims_words MATCH ?"
    )
    assert ("trips",) in store.db.execute(found, ("muller tanaka",)).fetchall()
    assert ("statements",) in store.db.execute(found, ("mines",)).fetchall()
    assert store.db.execute(found, ("Peru",)).fetchall(), "a city is found by its country"
    assert store.db.execute("SELECT rowid FROM articles_words WHERE articles_words MATCH 'lithium'").fetchall()


def test_an_unknown_article_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(UsageError, match="no article 'a0'"):
        store.record("a0")


@pytest.mark.model
def test_real_records_come_back(store: Store, samples: Path) -> None:
    for path in sorted(samples.glob("*.txt"))[:3]:
        record = dragoman.read(path, published="2024-03-06")
        assert store.record(store.write(record).uid) == record
    assert store.problems() == []
