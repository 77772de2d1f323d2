"""Places hold one article at a time, copies name the first published, and the order of reading decides nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import stub
from dragoman.model import Article
from dragoman.store import likeness, sources
from dragoman.store.database import Store, open_store
from dragoman.store.sources import Item
from dragoman.store.words import digest

LONG = (
    "Foreign Minister Ana Ruiz arrived in Lima on 2024-03-05 for two days of talks with Kenji Tanaka about fishing rights, "
    "ports and a new railway across the mountains. The ministry in Lima said that both sides would sign a treaty before "
    "the rains begin, and that a group of engineers from both countries had walked the whole way in January."
)


def put(store: Store, found: Article, place: str, run: int) -> str:
    """Writes what a place gave in a run."""
    item = Item(place, digest([place, found.text, found.published]), place)
    return store.write(stub.read(found), item=item, run=run).uid


def states(store: Store) -> dict[str, str]:
    return dict(store.db.execute("SELECT uid, state FROM articles").fetchall())


def test_a_changed_page_supersedes_the_one_before_and_keeps_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        old = put(store, stub.article("Ana Ruiz met Kenji Tanaka."), "https://x.org/1", 1)
        new = put(store, stub.article("Ana Ruiz met nobody."), "https://x.org/1", 2)
        assert states(store) == {old: "superseded", new: "current"}
        assert list(store.articles()) == [new]
        assert store.record(old).article.text == "Ana Ruiz met Kenji Tanaka."


def test_a_text_that_comes_back_is_current_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        first = stub.article("Ana Ruiz met Kenji Tanaka.")
        old = put(store, first, "p", 1)
        new = put(store, stub.article("Ana Ruiz met nobody."), "p", 2)
        assert put(store, first, "p", 3) == old
        assert states(store) == {old: "current", new: "superseded"}


def test_a_text_that_stands_elsewhere_too_stays_current(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        old = put(store, stub.article("Ana Ruiz met Kenji Tanaka."), "b.txt", 1)
        assert put(store, stub.article("Ana Ruiz met Kenji Tanaka.", "other"), "a.txt", 1) == old
        put(store, stub.article("Ana Ruiz met nobody."), "b.txt", 2)
        assert states(store)[old] == "current"
        assert store.article(old).source == "a.txt"


def test_bytes_that_are_known_need_no_reading(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        uid = store.write(stub.read("Ana Ruiz met Kenji Tanaka."), item=Item("p", "d1", "p"), run=1).uid
        store.refuse(Item("q", "d2", "q"), "open", "no text", 1)
        known = [
            sources.known(store.db, Item(*key), 1) for key in (("p", "d1", "p"), ("z", "d1", "z"), ("z", "d2", "z"))
        ]
        assert known == ["held", "read", "rejected"]
        assert sources.known(store.db, Item("p", "d3", "p"), 1) is None
        with store.transaction() as db:
            sources.adopt(db, Item("z", "d1", "z"), 2)
            sources.adopt(db, Item("y", "d2", "y"), 2)
        held = "SELECT place, uid FROM sources LEFT JOIN articles USING (article_id) ORDER BY place"
        assert store.db.execute(held).fetchall() == [("p", uid), ("q", None), ("y", None), ("z", uid)]
        assert sources.reasons(store.db) == [("open", "no text", 2, "q")]


def test_a_refusal_does_not_take_away_what_was_read(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        uid = put(store, stub.article("Ana Ruiz met Kenji Tanaka."), "p", 1)
        store.refuse(Item("p", "d2", "p"), "fetch", "status 503", 2)
        assert list(store.articles()) == [uid]


def test_a_run_that_was_not_finished_goes_on(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        assert [sources.begin_run(store.db), sources.begin_run(store.db)] == [1, 1]
        sources.finish_run(store.db, 1)
        assert sources.begin_run(store.db) == 2


def test_copies_name_the_first_published(tmp_path: Path) -> None:
    wire = stub.article(LONG, url="https://wire.org/1", published="2024-03-06")
    paper = stub.article(
        "OUR PAPER\n\n" + LONG + " Our own reporter adds this.", url="https://paper.org/1", published="2024-03-07"
    )
    other = stub.article(LONG[::-1], url="https://x.org/1", published="2024-03-01")
    with open_store(tmp_path / "r.db") as store:
        uids = [put(store, one, str(one.url), 1) for one in (paper, other, wire)]
        rows = dict(store.db.execute("SELECT uid, copy_of FROM articles").fetchall())
        assert [rows[uid] for uid in uids] == [uids[2], None, None]


def test_when_the_first_is_superseded_another_is_the_first(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        texts = [LONG, LONG + " One.", LONG + " Two."]
        uids = [
            put(store, stub.article(text, published=f"2024-03-0{n}"), f"p{n}", 1)
            for n, text in enumerate(texts, start=1)
        ]
        put(store, stub.article("Nothing of it was true."), "p1", 2)
        rows = dict(store.db.execute("SELECT uid, copy_of FROM articles").fetchall())
        assert [rows[uid] for uid in uids] == [None, None, uids[1]]


def test_short_texts_are_nobodys_copies() -> None:
    assert likeness.signature("Ana Ruiz met Kenji Tanaka in Lima.") is None


def test_likeness_is_what_texts_share() -> None:
    one, other = likeness.signature(LONG), likeness.signature(LONG.replace("Lima", "Quito"))
    assert one is not None
    assert other is not None
    assert likeness.likeness(one, one) == 1.0
    assert 0.6 < likeness.likeness(one, other) < 1.0
    assert likeness.signature(LONG) == one


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_reading_decides_nothing(tmp_path: Path, seed: int) -> None:
    """Copies, changed pages and the same text in two places, read in another order each time."""
    lots = [(LONG + f" Part {n}.", f"p{n % 4}", f"2024-03-0{1 + n % 5}") for n in range(9)]
    lots += [(f"Ana Ruiz met Kenji Tanaka {n} times.", f"q{n % 3}", "2024-01-01") for n in range(5)]
    lots += [(LONG, "z1", "2024-03-04"), (LONG, "z2", "2024-03-04")]

    def made(order: list[tuple[str, str, str]], name: str) -> str:
        with open_store(tmp_path / name) as store:
            for text, place, day in order:
                put(store, stub.article(text, published=day), place, 1)
            assert store.problems() == []
            return store.content_hash()

    mixed = random.Random(seed).sample(lots, len(lots))
    assert made(lots, "a.db") == made(mixed, "b.db")


def test_one_address_twice_in_a_file_holds_the_same_text_after_every_run(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db") as store:
        late, early = (stub.article(f"Ana Ruiz met {n} men.", published=f"2024-03-0{n}") for n in (5, 2))
        held = [put(store, late, "p", 1), put(store, early, "p", 1)][0]
        for run in (2, 3):
            for one in (late, early):
                item = Item("p", digest(["p", one.text, one.published]), "p")
                assert sources.known(store.db, item, run) == "read"
                with store.transaction() as db:
                    sources.adopt(db, item, run)
            assert list(store.articles()) == [held]
