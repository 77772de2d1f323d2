"""What a question chooses: filters widen and narrow as told, and nothing that users type is an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stub
from dragoman import open_store, query
from dragoman.errors import UsageError
from dragoman.query import Filters
from dragoman.store.database import Store
from dragoman.store.search import match, outlet

FIRST = "Ana Ruiz met Ben Tanaka in Lima on 2022-10-03. Envoy Müller flew to Quito on 2022-10-05."
SECOND = "Tony Blinken flew to Oslo on 2022-10-07. Ana Ruiz spoke of lithium to Ben Okri."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("search") / "record.db"
    with open_store(path) as held:
        held.write(stub.read(stub.article(FIRST, "press/a.txt")))
        held.write(stub.read(stub.article(SECOND, "b.txt", url="https://www.example.org/b", published="2022-10-08")))
        yield held


def titles(store: Store, **given_: object) -> list[str]:
    filters = Filters(**({"kind": ("meetings",)} | given_))  # type: ignore[arg-type]
    return [item.title for item in query.search(store, filters, order="oldest").items]


ALL = ["Ana Ruiz, Ben Tanaka", "Envoy, Quito", "Tony Blinken, Oslo", "Ana Ruiz, Ben Okri"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ALL),
        ({"words": "ruiz"}, [ALL[0], ALL[3]]),
        ({"words": "RUIZ lithium"}, [ALL[3]]),
        ({"words": "ruiz -lithium"}, [ALL[0]]),
        ({"words": '"spoke of lithium"'}, [ALL[3]]),
        ({"words": '"lithium of spoke"'}, []),
        ({"words": "lith*"}, [ALL[3]]),
        ({"words": "muller"}, [ALL[1]]),
        ({"person": ("Blinken",)}, [ALL[2]]),
        ({"person": ("Blink",)}, []),
        ({"person": ("person:ana ruiz",)}, [ALL[0], ALL[3]]),
        ({"person": ("Blinken", "Tanaka")}, [ALL[0], ALL[2]]),
        ({"person": ("Ben",), "without": (("person", "Okri"),)}, [ALL[0]]),
        ({"country": ("NO",)}, [ALL[2]]),
        ({"country": ("norway", "Ecuador")}, [ALL[1], ALL[2]]),
        ({"without": (("country", "NO"), ("country", "EC"))}, [ALL[0], ALL[3]]),
        ({"place": ("Oslo",)}, [ALL[2]]),
        ({"since": "2022-10-04"}, ALL[1:3]),
        ({"since": "2022-10-05", "until": "2022-10-05"}, [ALL[1]]),
        ({"source": ("example.org",)}, ALL[2:]),
        ({"source": ("press",)}, ALL[:2]),
        ({"without": (("source", "press"),)}, ALL[2:]),
        ({"confidence": 0.8}, []),
        ({"kind": ("trips",), "status": ("planned",), "person": ("Blinken",)}, ["Tony Blinken: Oslo"]),
        ({"status": ("cancelled",)}, []),
    ],
)
def test_filters_choose(store: Store, filters: dict[str, object], expected: list[str]) -> None:
    assert titles(store, **filters) == expected


@settings(max_examples=150, deadline=None)
@given(words=st.text(max_size=30), field=st.sampled_from(["words", "person", "place", "organisation", "source"]))
def test_what_users_type_never_fails(store: Store, words: str, field: str) -> None:
    value: object = words if field == "words" else (words,)
    assert query.count(store, Filters(**{field: value})) >= 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    ['"', '""', "NEAR(a b)", "a AND", "names : x", "(((", "*", "^a", "-", "a\0b", "\ud800", "'; DROP TABLE claims; --"],
)
def test_syntax_is_words(store: Store, words: str) -> None:
    query.search(store, Filters(words=words))
    assert query.count(store, Filters(kind=("meetings",))) == 4


def test_words_without_a_letter_find_nothing(store: Store) -> None:
    assert match("?! --") is None
    assert query.count(store, Filters(words="?!")) == 0


def test_nonsense_is_told(store: Store) -> None:
    for filters in (
        Filters(kind=("visits",)), Filters(status=("done",)), Filters(country=("Freedonia",)), Filters(since="yesterday"),
        Filters(without=(("colour", "red"),)), Filters(confidence=2.0),
    ):  # fmt: skip
        with pytest.raises(UsageError):
            query.count(store, filters)


def test_facets_count_what_their_filter_finds(store: Store) -> None:
    found = query.facets(store, Filters(words="ruiz"), top=50)
    for field, counts in found.items():
        for one in counts:
            if field == "year":
                again = Filters(words="ruiz", since=f"{one.value}-01-01", until=f"{one.value}-12-31")
            else:
                again = Filters(words="ruiz", **{field: (one.value,)})  # type: ignore[arg-type]
            assert (field, one.value, query.count(store, again)) == (field, one.value, one.count)
    assert {one.name for one in found["person"]} == {"Ana Ruiz", "Ben Tanaka", "Ben Okri"}


def test_pages_make_the_whole(store: Store) -> None:
    whole = [item.id for item in query.search(store, Filters(), limit=100).items]
    pages = [query.search(store, Filters(), limit=5, offset=at) for at in range(0, len(whole), 5)]
    assert [item.id for page in pages for item in page.items] == whole
    assert {page.total for page in pages} == {len(whole)} == {query.count(store, Filters())}
    assert sorted(item.id for item in query.each(store, Filters())) == sorted(whole)


def test_named_questions(store: Store) -> None:
    blinken = Filters(person=("Blinken",), since="2022-10-01")
    stop = next(query.trips(store, blinken))
    assert (stop.traveller, stop.place, stop.earliest) == ("Tony Blinken", "Oslo", "2022-10-07")
    assert [m.participants for m in query.meetings(store, blinken)] == [("Tony Blinken", "Oslo")]
    assert [s.speaker for s in query.statements(store, Filters(person=("Ruiz",)))] == ["Ana Ruiz", "Ana Ruiz"]
    assert [o.jurisdiction for o in query.tenures(store, blinken)] == ["Peru"]
    # Ben only ever stands on the other side.
    assert list(query.trips(store, Filters(person=("Tanaka",)))) == []


def test_show_by_any_name(store: Store) -> None:
    item = query.search(store, Filters(person=("Blinken",), kind=("meetings",))).items[0]
    assert query.show(store, item.id) == item
    assert query.show(store, item.id.partition("/")[2]) == item
    with pytest.raises(UsageError, match="no event and no claim"):
        query.show(store, "meeting-0\0\ud800")


def test_rejected_and_superseded_are_not_found(tmp_path: Path) -> None:
    from dragoman.store import journal

    with open_store(tmp_path / "r.db") as store:
        store.write(stub.read(stub.article(FIRST, "a.txt")))
        found = query.search(store, Filters(kind=("meetings",))).items
        with store.transaction() as db:
            journal.add(db, "reject", found[0].id, author="a", reason="", made="2024-01-01T00:00:00Z")
        assert query.count(store, Filters(kind=("meetings",))) == 1
        assert query.count(store, Filters(words="quito", kind=("meetings",))) == 0
        assert query.count(store, Filters(words="quito")) == 7
        store.db.execute("UPDATE articles SET state = 'superseded'")
        assert query.count(store, Filters(words="quito")) == 0


def test_events_count_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        store.write(stub.read(stub.article(FIRST, "a.txt")))
        store.write(stub.read(stub.article(FIRST + " It rained.", "b.txt")))
        uids = [
            row[0] for row in store.db.execute("SELECT uid FROM claims WHERE kind = 'meetings' AND names LIKE '%Ruiz%'")
        ]
        assert len(uids) == 2
        store.db.execute("INSERT INTO events VALUES (1, 'ev1', 'meetings', 'cancelled', 'Talks', '2022-10-04', 'stated', "
                         "'2022-10-04', '2022-10-04', 'Lima', 'PE', 0.9, 2, 1)")  # fmt: skip
        for at, uid in enumerate(uids):
            store.db.execute("INSERT INTO reports VALUES (?, 1, ?, 'x', ?)", (uid, uid.partition("/")[0], at))
        # The event's own day and status are asked for; what is not merged stands for itself.
        found = query.search(store, Filters(kind=("meetings",), since="2022-10-04", until="2022-10-04")).items
        assert [(i.id, i.status, i.title, len(i.reports)) for i in found] == [("ev1", "cancelled", "Talks", 2)]
        assert found[0].reports[0].claim == uids[1]
        assert query.count(store, Filters(kind=("meetings",))) == 3
        assert query.count(store, Filters(kind=("meetings",), without=(("person", "Ruiz"),))) == 2
        assert query.show(store, "ev1") == found[0]


@pytest.mark.parametrize(
    ("url", "source", "expected"),
    [
        ("https://www.example.org/a", "x", "example.org"), (None, "press/2022/a.txt", "2022"), (None, "wire.jsonl:12", "wire.jsonl"),
        (None, "https://news.example/1", "news.example"), ("http://[broken", "a.txt", "a.txt"),
    ],
)  # fmt: skip
def test_outlets(url: str | None, source: str, expected: str) -> None:
    assert outlet(url, source) == expected
