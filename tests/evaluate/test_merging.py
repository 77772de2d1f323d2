"""B3 by hand, and what is taken for true."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.evaluate.merging import Item, b_cubed, journeys, talks, told_twice


def item(document: str, truth: str) -> Item:
    return Item(document, "trips", (("Ruiz",),), truth, "check")


def never(one: Item, other: Item) -> bool:
    return False


ITEMS = [item("a", "x"), item("b", "x"), item("c", "y"), item("d", "y")]


def test_b_cubed_by_hand() -> None:
    everything = range(4)
    assert b_cubed(ITEMS, [1, 1, 2, 2], everything, never) == (100, 100, 100)
    # alone: each finds itself, half of what is true
    assert b_cubed(ITEMS, [None] * 4, everything, never)[:2] == (100, 50)
    # all in one: half of what is there is right
    assert b_cubed(ITEMS, [1, 1, 1, 1], everything, never)[:2] == (50, 100)
    # c with a and b: a third wrong for a and b, two thirds for c
    precision, recall, _ = b_cubed(ITEMS, [1, 1, 1, 2], everything, never)
    assert precision == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert recall == 75


def test_pairs_that_nobody_decides_are_not_counted() -> None:
    def undecided(one: Item, other: Item) -> bool:
        return {one.truth, other.truth} == {"x", "y"}

    assert b_cubed(ITEMS, [1, 1, 1, 1], range(4), undecided)[0] == 100


def test_only_what_is_asked_counts() -> None:
    assert b_cubed(ITEMS, [1, 1, 2, None], [0, 1], never) == (100, 100, 100)
    assert told_twice([*ITEMS, item("e", "z")], range(5)) == [0, 1, 2, 3]


def document(title: str, who: str, published: str, *destinations: str, **more: Any) -> dict[str, Any]:
    return {
        "url": title,
        "title": title,
        "who": who,
        "published": published,
        "destinations": list(destinations),
        "text": "",
        **more,
    }


def test_titles_say_which_journeys_are_one() -> None:
    documents = {
        d["url"]: d
        for d in (
            document("a", "Envoy Ruiz", "2024-03-01", "Peru", "Chile"),
            document("b", "Special Envoy Ana Ruiz", "2024-03-08", "Chile"),
            document("c", "Envoy Ruiz", "2024-04-08", "Chile"),
            document("d", "Envoy Ruiz", "2024-03-02", "Norway"),
            document("e", "Envoy Okafor", "2024-03-01", "Peru"),
        )
    }
    items, undecided = journeys(documents)
    truth = {i.document: i.truth for i in items}
    assert truth["a"] == truth["b"]
    assert len(set(truth.values())) == 4
    assert undecided == {frozenset("ad"), frozenset("bd")}


def test_the_historian_says_which_journeys_and_talks_are_one() -> None:
    leg = {
        "id": "7",
        "start": "2024-03-05",
        "end": "2024-03-06",
        "country": "Peru",
        "locale": "Lima",
        "persons_in_text": ["Ana Ruiz"],
    }
    documents: dict[str, dict[str, Any]] = {
        "a": {"url": "a", "title": "a", "published": "2024-03-01", "text": "", "legs": [leg]},
        "b": {"url": "b", "title": "b", "published": "2024-03-02", "text": "", "legs": [{**leg, "persons_in_text": []}]},
        "r": {"url": "r", "title": "r", "published": "2024-03-06", "text": "They met in Lima.", "who": "Secretary Blinken",
              "kind": "Meeting", "counterpart": "Peruvian Foreign Minister Ruiz"},
        "s": {"url": "s", "title": "s", "published": "2024-03-16", "text": "They met in Lima.", "who": "Secretary Blinken",
              "kind": "Meeting", "counterpart": "Peruvian Foreign Minister Ruiz"},
    }  # fmt: skip
    items, _ = journeys(documents)
    assert {i.document for i in items} == {"a", "b", "r"}
    assert len({i.truth for i in items}) == 1
    truth = {i.document: i.truth for i in talks(documents)}
    assert truth["a"] == truth["r"] != truth["s"]
