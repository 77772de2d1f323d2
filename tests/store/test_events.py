"""Events in a record file: what counts is reported once, ids stay, verdicts are obeyed, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import stub
from dragoman.errors import UsageError
from dragoman.model import Record
from dragoman.run.explain import explain
from dragoman.run.merge import merge_store
from dragoman.store import events, journal
from dragoman.store.database import Store, open_store
from dragoman.store.sources import Item

BY = {"author": "Ana", "reason": "as the ministry said", "made": "2024-06-01T12:00:00Z"}
MET = "Ana Ruiz met Kenji Tanaka on {}. It rained in the capital for most of the day."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "record.db") as opened:
        yield opened


def read(text: str, published: str = "2024-03-01") -> Record:
    record = stub.read(text)
    return replace(record, article=replace(record.article, published=published, published_basis="given"))


def write(store: Store, place: str, text: str, published: str = "2024-03-01", run: int = 1) -> str:
    return store.write(read(text, published), item=Item(place, f"{place} {text}", place), run=run).uid


def meetings(store: Store) -> dict[str, set[str]]:
    """The articles that tell of each meeting, by the event's uid."""
    found: dict[str, set[str]] = {}
    for uid, article in store.db.execute(
        "SELECT uid, article FROM events JOIN reports USING (event_id) WHERE kind = 'meetings'"
    ).fetchall():
        found.setdefault(uid, set()).add(article)
    return found


def meeting_of(store: Store, article: str) -> str:
    row = store.db.execute(
        "SELECT uid FROM claims WHERE kind = 'meetings' AND uid LIKE ?", (f"{article}/%",)
    ).fetchone()
    return str(row[0])


def decide(store: Store, action: Any, target: str | int, **more: Any) -> int:
    with store.transaction() as db:
        number = journal.add(db, action, target, **BY, **more).number
    merge_store(store)
    return number


def test_every_claim_that_counts_is_reported_once(store: Store) -> None:
    a = write(store, "a", MET.format("2024-03-05"))
    b = write(store, "b", MET.format("2024-03-05") + " They spoke of fish.")
    c = write(store, "c", MET.format("2024-04-05"))
    merged = merge_store(store)
    assert set(map(frozenset, meetings(store).values())) == {frozenset((a, b)), frozenset((c,))}
    claims = {uid for (uid,) in store.db.execute("SELECT uid FROM claims").fetchall()}
    assert {uid for (uid,) in store.db.execute("SELECT claim FROM reports").fetchall()} == claims
    assert merged.claims == len(claims)
    assert merged.changed
    leading = store.db.execute("SELECT event_id, sum(leading) FROM reports GROUP BY event_id").fetchall()
    assert {count for _, count in leading} == {1}
    assert store.problems() == []


def test_done_twice_it_changes_nothing(store: Store) -> None:
    for name, day in (("a", "2024-03-05"), ("b", "2024-03-05"), ("c", "2024-03-06")):
        write(store, name, f"{MET.format(day)} {name}")
    merge_store(store)
    assert not events.due(store.db)
    before = list(store.db.iterdump())
    assert not merge_store(store).changed
    assert list(store.db.iterdump()) == before


def test_the_order_of_reading_has_no_part_in_it(store: Store, tmp_path: Path) -> None:
    texts = {
        name: f"{MET.format(day)} {name}"
        for name, day in zip("abc", ("2024-03-05", "2024-03-05", "2024-04-07"), strict=True)
    }
    for name, text in texts.items():
        write(store, name, text)
    merge_store(store)
    with open_store(tmp_path / "other.db") as other:
        for name, text in reversed(texts.items()):
            write(other, name, text)
        merge_store(other)
        for table, order in (("events", "uid"), ("disagreements", "claim, field"), ("reports", "claim")):
            rows = [s.db.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall() for s in (store, other)]
            assert rows[0] == rows[1]


def test_an_event_keeps_its_id_when_reports_are_added(store: Store) -> None:
    write(store, "b", MET.format("2024-03-05"), "2024-03-06")
    merge_store(store)
    before = set(meetings(store))
    write(store, "c", MET.format("2024-03-05") + " They spoke of fish.", "2024-03-07")
    assert events.due(store.db)
    merge_store(store)
    # one that was published before the others, too
    write(store, "a", MET.format("2024-03-05") + " They will speak of grain.", "2024-03-02")
    merge_store(store)
    assert set(meetings(store)) == before
    assert len(next(iter(meetings(store).values()))) == 3


def test_two_events_found_to_be_one_answer_to_both_ids(store: Store) -> None:
    a, b = write(store, "a", MET.format("2024-03-05")), write(store, "b", MET.format("2024-03-25"))
    merge_store(store)
    before = set(meetings(store))
    assert len(before) == 2
    number = decide(store, "merge", meeting_of(store, a), other=meeting_of(store, b))
    (uid,) = meetings(store)
    (gone,) = before - {uid}
    assert explain(store, gone)["event"]["uid"] == uid
    assert explain(store, uid)["event"]["formerly"] == [gone]
    decide(store, "undo", number)
    assert len(meetings(store)) == 2
    assert uid in meetings(store)


def test_copies_count_as_one_source(store: Store) -> None:
    story = MET.format("2024-03-05") + " " + " ".join(f"word{n} was spoken" for n in range(40))
    for name in "ab":
        write(store, name, f"{story}. By {name}.")
    merge_store(store)
    (event,) = store.db.execute("SELECT reports, sources FROM events WHERE kind = 'meetings'").fetchall()
    assert event == (2, 1)


def test_what_was_rejected_or_superseded_tells_of_nothing(store: Store) -> None:
    a = write(store, "a", MET.format("2024-03-05"))
    write(store, "b", MET.format("2024-04-05"))
    merge_store(store)
    number = decide(store, "reject", meeting_of(store, a))
    assert len(meetings(store)) == 1
    decide(store, "undo", number)
    assert len(meetings(store)) == 2
    write(store, "a", "It rained.", run=2)
    merge_store(store)
    assert len(meetings(store)) == 1


def test_a_split_is_obeyed_and_outlives_a_second_reading(store: Store) -> None:
    text = MET.format("2024-03-05")
    a, b = write(store, "a", text), write(store, "b", text + " They spoke of fish.")
    merge_store(store)
    assert len(meetings(store)) == 1
    decide(store, "split", meeting_of(store, a), other=meeting_of(store, b))
    assert len(meetings(store)) == 2
    # the article is printed anew with a line before it: other offsets, another uid, the same claim
    again = write(store, "a", f"By our own reporter. {text}", run=2)
    assert again != a
    merge_store(store)
    assert len(meetings(store)) == 2


def test_who_says_otherwise_stands_beside(store: Store) -> None:
    a = write(store, "a", MET.format("2024-03-05"))
    b = write(store, "b", MET.format("2024-03-09"), "2024-03-02")
    decide(store, "merge", meeting_of(store, a), other=meeting_of(store, b))
    rows = store.db.execute(
        "SELECT value, best, article FROM disputed WHERE field = 'when' AND kind = 'meetings' ORDER BY value"
    ).fetchall()
    assert rows == [("2024-03-05", 0, a), ("2024-03-09", 1, b)]
    assert store.db.execute("SELECT earliest FROM events WHERE kind = 'meetings'").fetchone() == ("2024-03-09",)


def test_an_edit_is_seen_in_the_event(store: Store) -> None:
    a = write(store, "a", MET.format("2024-03-05"))
    merge_store(store)
    decide(store, "edit", meeting_of(store, a), field="status", value="cancelled")
    assert store.db.execute("SELECT status FROM events WHERE kind = 'meetings'").fetchone() == ("cancelled",)


def test_explain_tells_the_words_the_days_and_the_links(store: Store) -> None:
    a, b = write(store, "a", MET.format("2024-03-05")), write(store, "b", MET.format("2024-03-05") + " They spoke.")
    merge_store(store)
    claim = meeting_of(store, a)
    told = explain(store, claim)
    assert told["claim"]["uid"] == claim
    assert told["claim"]["says"]["participants"] == ["Ana Ruiz", "Kenji Tanaka"]
    assert {report["article"] for report in told["reports"]} == {a, b}
    assert told["reports"][0]["when"]["basis"] == "stated"
    assert told["reports"][0]["evidence"][0]["text"] == MET.format("2024-03-05").split(". ")[0] + "."
    (link,) = told["links"]
    assert sum(c["weight"] for c in link["comparisons"]) == link["score"]
    assert {c["field"] for c in link["comparisons"]} == {"participants", "form", "days", "place"}
    with pytest.raises(UsageError, match="no claim and no event is named"):
        explain(store, "e0000000000000000")


def test_the_views_of_events_answer(store: Store) -> None:
    write(store, "a", MET.format("2024-03-05"))
    merge_store(store)
    for view in ("reported", "calendar"):
        assert store.db.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0
