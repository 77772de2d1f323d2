"""Verdicts do what they say, are undone one by one, outlive a second reading, and are stale where the claim has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import stub
from dragoman.errors import UsageError
from dragoman.model import Meeting, Record, Trip
from dragoman.store import edits, journal
from dragoman.store.database import Store, open_store
from dragoman.store.journal import Verdict
from dragoman.store.sources import Item

TEXT = "Ana Ruiz met Kenji Tanaka in Lima on 2024-03-05. Kenji Tanaka flew on to Quito."
BY = {"author": "Ana", "reason": "as the ministry said", "made": "2024-06-01T12:00:00Z"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "record.db") as opened:
        opened.write(stub.read(TEXT), item=Item("p", "d", "p"), run=1)
        yield opened


def decide(store: Store, action: Any, target: str | int, **more: Any) -> Verdict:
    with store.transaction() as db:
        return journal.add(db, action, target, **{**BY, **more})


def claim(store: Store, kind: str, number: int = 0) -> str:
    uids = store.db.execute("SELECT uid FROM claims WHERE kind = ? ORDER BY article_id, position", (kind,)).fetchall()
    return str(uids[number][0])


def verdicts(store: Store) -> dict[str, str]:
    return dict(store.db.execute("SELECT uid, verdict FROM claims WHERE verdict IS NOT NULL").fetchall())


def the_record(store: Store) -> Record:
    return store.record(next(store.articles()))


def test_accept_and_reject_are_seen_and_undone(store: Store) -> None:
    before = the_record(store)
    trip, meeting = claim(store, "trips"), claim(store, "meetings")
    decide(store, "accept", trip)
    rejected = decide(store, "reject", meeting)
    assert verdicts(store) == {trip: "accepted", meeting: "rejected"}
    decide(store, "undo", rejected.number)
    assert verdicts(store) == {trip: "accepted"}
    assert the_record(store) == before


def test_an_edit_is_what_queries_see_and_undoing_it_brings_back_what_was_read(store: Store) -> None:
    before = the_record(store)
    trip = claim(store, "trips")
    first = decide(store, "edit", trip, field="legs.1.when", value="2024-04-01/2024-04-02")
    second = decide(store, "edit", trip, field="traveller", value="Kenji Tanaka")
    seen = store.db.execute("SELECT traveller, earliest, latest FROM itineraries WHERE claim = ? AND stop = 1", (trip,))
    assert seen.fetchall() == [("Kenji Tanaka", "2024-04-01", "2024-04-02")]
    found = "SELECT count(*) FROM claims_words WHERE claims_words MATCH 'names: tanaka'"
    assert store.problems() == []
    decide(store, "undo", first.number)
    changed = the_record(store).trips[0]
    assert (changed.legs, changed.traveller != before.trips[0].traveller) == (before.trips[0].legs, True)
    decide(store, "undo", second.number)
    assert the_record(store) == before
    assert store.db.execute("SELECT count(*) FROM as_read").fetchone() == (0,)
    assert store.db.execute(found).fetchone() != (0,)


def test_an_undo_can_be_undone(store: Store) -> None:
    trip = claim(store, "trips")
    undo = decide(store, "undo", decide(store, "reject", trip).number)
    assert verdicts(store) == {}
    decide(store, "undo", undo.number)
    assert verdicts(store) == {trip: "rejected"}
    with pytest.raises(UsageError, match="undone already"):
        decide(store, "undo", undo.number)


def test_verdicts_outlive_a_second_reading_that_says_more(store: Store) -> None:
    trip, meeting = claim(store, "trips"), claim(store, "meetings")
    decide(store, "edit", trip, field="role", value="Minister")
    decide(store, "reject", meeting)
    again = stub.read(TEXT)
    store.write(replace(again, trips=tuple(replace(t, confidence=0.4) for t in again.trips), dates=()))
    assert verdicts(store) == {trip: "edited", meeting: "rejected"}
    assert the_record(store).trips[0].role == "Minister"
    assert {held.state for held in journal.standings(store.db)} == {"standing"}


def test_a_verdict_is_stale_where_the_claim_says_something_else(store: Store) -> None:
    trip = claim(store, "trips")
    decide(store, "reject", trip)
    again = stub.read(TEXT)
    store.write(replace(again, trips=(replace(again.trips[0], kind="private"), *again.trips[1:])))
    assert verdicts(store) == {}
    assert [held.state for held in journal.standings(store.db)] == ["stale"]
    store.write(again)
    assert verdicts(store) == {trip: "rejected"}, "what is read as before stands as before"


def test_a_verdict_follows_its_claim_into_a_corrected_article(store: Store) -> None:
    decide(store, "reject", claim(store, "meetings"))
    uid = store.write(stub.read("Correction. " + TEXT), item=Item("p", "d2", "p"), run=2).uid
    assert list(store.articles()) == [uid]
    assert [v for k, v in verdicts(store).items() if k.startswith(uid)] == ["rejected"]
    changed = TEXT.replace("2024-03-05", "2024-03-06")
    uid = store.write(stub.read(changed), item=Item("p", "d3", "p"), run=3).uid
    assert [v for k, v in verdicts(store).items() if k.startswith(uid)] == []


def test_a_link_says_who_somebody_is(store: Store) -> None:
    uid, before = store.db.execute("SELECT uid, identity FROM entities WHERE name = 'Ana Ruiz'").fetchone()
    link = decide(store, "link", uid, value="Q42")
    assert store.db.execute("SELECT identity FROM entities WHERE uid = ?", (uid,)).fetchone() == ("Q42",)
    store.write(replace(stub.read(TEXT), dates=()))
    assert store.db.execute("SELECT identity FROM entities WHERE uid = ?", (uid,)).fetchone() == ("Q42",)
    decide(store, "undo", link.number)
    assert store.db.execute("SELECT identity FROM entities WHERE uid = ?", (uid,)).fetchone() == (before,)


def test_merge_and_split_name_two_claims_of_a_kind(store: Store) -> None:
    one, other = claim(store, "trips"), claim(store, "trips", 1)
    verdict = decide(store, "merge", one, other=other)
    assert (verdict.target, verdict.other) == (one, other)
    with pytest.raises(UsageError, match="two claims of one kind"):
        decide(store, "split", one, other=claim(store, "meetings"))


@pytest.mark.parametrize(
    ("action", "more", "said"),
    [
        ("edit", {"field": "evidence", "value": "x"}, "no field 'evidence'"),
        ("edit", {"field": "status", "value": "maybe"}, "status is one of planned"),
        ("edit", {"field": "status", "value": ""}, "cannot be empty"),
        ("edit", {"field": "when", "value": "next week"}, "is no time"),
        ("edit", {"field": "when", "value": "2024-02-30"}, "is no time"),
        ("edit", {"field": "traveller", "value": "Nobody"}, "no one in this article"),
        ("edit", {"field": "legs.9.place", "value": "Lima"}, "no number 9"),
        ("edit", {"field": "topics", "value": "trade"}, "words of the article"),
        ("edit", {"field": "ordinal", "value": "many"}, "is a number"),
        ("edit", {"field": "legs.1.transit", "value": "yes"}, "true or false"),
        ("accept", {"author": " "}, "needs an author"),
        ("bless", {}, "is no verdict"),
    ],
)
def test_what_means_nothing_is_not_added(store: Store, action: str, more: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        decide(store, action, claim(store, "trips"), **more)
    assert list(journal.history(store.db)) == []


def test_what_is_not_there_is_not_decided(store: Store) -> None:
    for action, target in (("accept", "trip-0"), ("undo", 7), ("link", "e99")):
        with pytest.raises(UsageError, match="no "):
            decide(store, action, target, value="Q42")


@pytest.mark.parametrize(
    ("edtf", "bounds"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-03", ("2024-02-03", "2024-02-03")),
        ("2024-02-03/2024-03", ("2024-02-03", "2024-03-31")),
        ("2024-02-03/..", ("2024-02-03", None)),
        ("../2024-02", (None, "2024-02-29")),
        ("2024~", ("2024-01-01", "2024-12-31")),
    ],
)
def test_days_of_an_edit(edtf: str, bounds: tuple[str | None, str | None]) -> None:
    assert edits.days(edtf) == bounds


@pytest.mark.parametrize("edtf", ["", "..", "../..", "2024-13", "2024-00", "24-01-01", "2024-03/2024-02", "2024-1-1"])
def test_no_days_of_an_edit(edtf: str) -> None:
    with pytest.raises(UsageError, match="is no time"):
        edits.days(edtf)


def test_edits_empty_fields_and_fill_lists(store: Store) -> None:
    record = the_record(store)
    entities = {entity.id: entity for entity in record.entities}
    trip = edits.edit(record.trips[0], "role", "", entities)
    assert isinstance(trip, Trip)
    assert trip.role is None
    meeting = edits.edit(record.meetings[0], "participants", "Ana Ruiz, kenji tanaka", entities)
    assert isinstance(meeting, Meeting)
    assert [entities[key].name for key in meeting.participants] == ["Ana Ruiz", "Kenji Tanaka"]
    dated = edits.edit(record.trips[1], "when", "2024-05", entities)
    assert dated.when is not None
    assert (dated.when.latest, dated.when.basis, dated.when.text) == ("2024-05-31", "inferred", dated.evidence[0].text)


def test_a_verdict_on_what_a_correction_changed_is_stale(store: Store) -> None:
    decide(store, "accept", claim(store, "trips"))
    store.write(stub.read(TEXT.replace("2024-03-05", "2024-03-06")), item=Item("p", "d2", "p"), run=2)
    assert [held.state for held in journal.standings(store.db)] == ["stale"]
