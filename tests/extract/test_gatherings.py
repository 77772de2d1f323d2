"""Gatherings: what names one, what takes it up again, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.lexicon import load
from dragoman.model import Gathering, Record

pytestmark = pytest.mark.model


def read(text: str, published: str = "2024-05-13") -> Record:
    from dragoman import read as read_text

    return read_text(text, published=published)


def gatherings(text: str, published: str = "2024-05-13") -> tuple[Gathering, ...]:
    return read(text, published).gatherings


def name(record: Record, one: Any) -> str | None:
    return next((e.name for e in record.entities if e.id == one), None)


def test_the_name_is_what_is_left_without_article_and_annual() -> None:
    record = read(
        "During her stay in Nairobi, Norwegian Foreign Minister Kari Lunde will speak at the annual general assembly of "
        "the African Union."
    )
    (event,) = record.gatherings
    assert event.name == "general assembly of the African Union"
    assert name(record, event.organization) == "African Union"
    assert name(record, event.place) == "Nairobi"
    assert event.status == "planned"


def test_the_meeting_takes_up_the_assembly() -> None:
    record = read(
        "Kari Lunde goes to the general assembly of the African Union in Nairobi. "
        "The AU meeting, which brings together ministers from 55 states, has water and debt on its agenda."
    )
    (event,) = record.gatherings
    assert len(event.evidence) == 2
    assert [topic.text for topic in event.agenda] == ["water", "debt"]


def test_it_brought_together_tells_that_it_is_over() -> None:
    """June is to come by the tense of the first sentence; the second says that the summit was held."""
    (event,) = gatherings(
        "The minister will come back to promises of the Indian Ocean Summit, held in Port Louis in "
        "June. It brought together leaders of the coasts.",
        "2022-10-03",
    )
    assert (event.when and event.when.edtf, event.status) == ("2022-06", "happened")


def test_the_last_day_closes_an_open_begin() -> None:
    (event,) = gatherings(
        "African leaders gathered in Lusaka on Saturday for the 12th ordinary session of the African Union Assembly. "
        "The two-day summit ends on Sunday.",
        "2024-05-11",
    )
    assert event.when is not None
    assert (event.when.earliest, event.when.latest) == ("2024-05-11", "2024-05-12")
    assert event.status == "under_way"


def test_where_she_will_chair() -> None:
    record = read(
        "Lunde will end her tour on Friday and Saturday in Accra, where she will chair the third ministerial conference "
        "of the African Union."
    )
    (event,) = record.gatherings
    assert name(record, event.place) == "Accra"
    assert event.when is not None
    assert (event.when.earliest, event.when.latest) == ("2024-05-17", "2024-05-18")


def test_who_stays_away_takes_no_part() -> None:
    (event,) = gatherings("Egypt said it would skip the Arab League summit in Damascus later this month.")
    assert event.participants == ()
    assert event.status == "planned"


def test_a_gathering_put_off_has_its_new_date() -> None:
    (event,) = gatherings("The OPEC meeting scheduled for Sunday was postponed to November 30.")
    assert (event.when and event.when.edtf, event.status) == ("2024-11-30", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "She told a joint news conference in Quito that talks would resume.",
        "The two leaders held a summit in Geneva on Monday.",
        "A Japan-China summit is planned for May.",
        "Two climbers reached the summit of K2 on Sunday.",
        "They signed the summit documents in the conference centre.",
        "The General Assembly condemned the attack on Monday.",
        "The cabinet meeting ended at noon.",
    ],
)
def test_no_gathering(text: str) -> None:
    assert gatherings(text) == ()


@pytest.mark.parametrize("words", load("gatherings")["heads"]["examples"])
def test_the_examples_of_the_lexicon_are_noticed(words: str) -> None:
    record = read(f"The minister spoke of {words}.")
    assert record.gatherings or any(r.stage == "gatherings" for r in record.rejected)
