"""Places told by the words around them, and what is none for all its name."""

from __future__ import annotations

import pytest

from dragoman import pipeline

pytestmark = pytest.mark.model


def named(text: str) -> list[str]:
    """Every name of a place in a text, in order; adjectives and countries left out."""
    record = pipeline.read(text)
    found = [m for e in record.entities if e.kind == "place" for m in e.mentions if m.how == "name"]
    return [m.text for m in sorted(found, key=lambda m: m.start)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A bus burned on Mill Road on Monday.", ["Mill Road"]),
        ("They crossed the Sava River at night.", ["Sava River"]),
        ("Ships met near Cape Farewell in fog.", ["Cape Farewell"]),
        ("The clinic on Mill Road Crescent was shut.", ["Mill Road Crescent"]),
        ("She was treated at Mill Road Clinic.", []),
    ],
)
def test_streets_waters_and_land_are_told_by_their_head(text: str, wanted: list[str]) -> None:
    assert named(text) == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A man was held in Kiskunhalas on Friday.", "Kiskunhalas"),
        ("The driver, Jack Lima, 41, of Pelican Rapids, was unhurt.", "Pelican Rapids"),
        ("A Meadow Grove man was charged.", "Meadow Grove"),
        ("XENIA -- The court adjourned.", "XENIA"),
        ("Rep. Ann Lee, D-Chicopee, voted no.", "Chicopee"),
        ("A Northbrook-based firm lost the case.", "Northbrook"),
        ("He then drove to Lanexa with a friend.", "Lanexa"),
    ],
)
def test_small_towns_are_told_by_what_stands_around_them(text: str, name: str) -> None:
    assert name in named(text)


def test_what_is_a_place_once_is_one_throughout() -> None:
    text = (
        "She was born in Churchill, Man., in 1971. Churchill lies on the bay. Few roads lead to it; Churchill is cold."
    )
    assert named(text).count("Churchill") == 3
    assert "Man." in named(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The University of Nairobi will open a clinic.", ["Nairobi"]),
        ("The Texas Department of Transportation closed it.", ["Texas"]),
        ("The Laurel County Sheriff's Office said so.", ["Laurel County"]),
        ("The Kentucky State Police said so.", ["Kentucky"]),
        ("The David Lloyd Foundation paid.", []),
        ("The Campbell Soup Company paid.", []),
    ],
)
def test_places_in_the_names_of_bodies(text: str, wanted: list[str]) -> None:
    assert named(text) == wanted


def test_extractors_are_not_told_of_places_in_the_names_of_bodies() -> None:
    record = pipeline.read("President Ana Ruiz will visit the University of Nairobi on Friday.", published="2024-03-04")
    places = {e.id: e.name for e in record.entities if e.kind == "place"}
    assert "Nairobi" in places.values()
    assert all(leg.place not in places for trip in record.trips for leg in trip.legs)


@pytest.mark.parametrize(
    "text",
    [
        "President Prado came on Monday. Prado spoke for an hour.",
        "Georgia Stevens began skating at four. Georgia is eight now, and Georgia's coach is glad.",
        "His daughters, Malia and Sasha, joined him.",
        "A SWAT team came at night.",
        "Western officials were silent.",
    ],
)
def test_persons_and_common_words_are_no_places(text: str) -> None:
    assert named(text) == []


def test_a_point_of_the_compass_before_a_name_is_no_area_of_the_world() -> None:
    assert named("Floods struck Western Pennsylvania on Monday.") == ["Pennsylvania"]


def test_a_name_ends_before_the_word_that_says_what_it_is() -> None:
    assert named("Three died in Helmand province.") == ["Helmand"]


def test_an_abbreviation_keeps_its_stop() -> None:
    assert named("It began in Fresno, Calif., and went on.") == ["Fresno", "Calif."]


def test_a_language_is_no_country() -> None:
    record = pipeline.read("She speaks fluent French. He taught Spanish in Oslo. The French minister was glad.")
    told = [m.text for e in record.entities for m in e.mentions if m.how == "demonym"]
    assert told == ["French"]


def test_a_country_is_vouched_for_in_spite_of_a_name() -> None:
    text = "Israel Lima of Israel's foreign ministry spoke. In Israel nobody listened. Israel will vote."
    record = pipeline.read(text)
    assert sum(m.text == "Israel" for e in record.entities if e.country == "IL" for m in e.mentions) >= 3


def test_a_regions_adjective_speaks_of_the_region() -> None:
    record = pipeline.read("The Scottish government thanked the Abkhaz side.")
    told = {m.text: (e.name, e.country) for e in record.entities for m in e.mentions if m.how == "demonym"}
    assert told["Scottish"] == ("Scotland", "GB")
    assert told["Abkhaz"][1] == "GE"
