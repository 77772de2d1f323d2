"""Official titles as stops and parties: what the score of travel and readouts compares with."""

from __future__ import annotations

import pytest

from dragoman.evaluate.itineraries import surnames
from dragoman.evaluate.readouts import parties
from dragoman.evaluate.stops import same, stops
from dragoman.evaluate.trips import half
from dragoman.model import Entity


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (["Bogotá", "Colombia"], [("Bogotá", "Colombia")]),
        (["Boston", "Massachusetts", "Portsmouth", "New Hampshire"], [("Boston", "Massachusetts"), ("Portsmouth", "New Hampshire")]),
        (["Oslo", "Riga"], [("Oslo",), ("Riga",)]),
    ],
)  # fmt: skip
def test_a_town_and_what_holds_it_are_one_stop(title: list[str], wanted: list[tuple[str, ...]]) -> None:
    assert [place.names for place in stops(title)] == wanted


def test_a_leg_in_a_town_is_the_stop_of_its_country_and_of_no_other() -> None:
    ankara = Entity(
        id="e1", kind="place", name="Ankara", country="TR", place_type="city", latitude=39.9, longitude=32.9
    )
    turkey, greece = stops(["Turkey", "Greece"])
    assert same(turkey, ankara)
    assert not same(greece, ankara)


def test_parties_of_a_title_are_people_and_no_crowds() -> None:
    told = parties("Kenyan Foreign Minister Wanjiru and Japanese Vice Foreign Minister Morita")
    assert [(p.surname, p.country) for p in told] == [("Wanjiru", "KE"), ("Morita", "JP")]
    assert parties("African Foreign Ministers") == []


def test_two_travellers_are_both_named() -> None:
    assert surnames("Special Envoy Ruiz and Assistant Secretary Lindholm") == ("Ruiz", "Lindholm")


def test_the_halves_depend_on_the_address_alone() -> None:
    page = {"url": "https://example.org/a", "title": "A"}
    assert half(page) == half({**page, "title": "another"})
    assert {half({"url": f"https://example.org/{n}"}) for n in range(12)} == {"tune", "check"}
