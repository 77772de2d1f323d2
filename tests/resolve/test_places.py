"""Which place a name means: what stands behind the comma, what else the article names, how well known it is."""

from __future__ import annotations

import pytest

from dragoman import pipeline
from dragoman.model import Entity
from dragoman.resolve.candidates import candidates


def means(text: str, name: str) -> list[Entity]:
    """The entities that a name stands for in a text, whoever is meant by it."""
    record = pipeline.read(text)
    return [e for e in record.entities if any(m.text == name and m.how != "demonym" for m in e.mentions)]


def lands(text: str, name: str) -> set[str | None]:
    return {entity.country for entity in means(text, name)}


ABROAD: list[tuple[str, dict[str, str]]] = [
    (
        "US Secretary of State Ana Ruiz came to Paris. She will go on to London, Berlin and Geneva and return to Washington.",
        {"Paris": "FR", "London": "GB", "Berlin": "DE", "Geneva": "CH", "Washington": "US"},
    ),
    (
        "The US senator from Texas flew to Paris and Moscow. American officials in Houston and Dallas were glad.",
        {"Paris": "FR", "Moscow": "RU", "Houston": "US"},
    ),
    (
        "Canada's foreign minister visited London. Canadian officials said she would return to Toronto.",
        {"London": "GB", "Toronto": "CA"},
    ),
    ("Australian Prime Minister Ann Roe visited London, Paris and Perth.", {"London": "GB", "Perth": "AU"}),
    (
        "The US envoy left Kingston for Georgetown and Port of Spain to meet leaders of the Caribbean.",
        {"Kingston": "JM", "Georgetown": "GY"},
    ),
    (
        "US officials said the president would visit Tripoli and Alexandria before going to Manila.",
        {"Tripoli": "LY", "Alexandria": "EG", "Manila": "PH"},
    ),
    (
        "A senior US official went to Hebron, Bethlehem and Jericho in the West Bank.",
        {"Hebron": "PS", "Bethlehem": "PS", "Jericho": "PS"},
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted"), ABROAD, ids=[text[:30] for text, _ in ABROAD])
def test_an_american_on_a_journey_is_not_in_the_namesakes_at_home(text: str, wanted: dict[str, str]) -> None:
    assert {name: lands(text, name) for name in wanted} == {name: {code} for name, code in wanted.items()}


@pytest.mark.model
def test_what_stands_behind_the_comma_holds_for_the_article() -> None:
    text = "He was in Paris, Texas, on Monday. Paris is a small town, and he likes Paris."
    (paris,) = means(text, "Paris")
    assert (paris.country, paris.geonames, paris.place_type) == ("US", 4717560, "city")


@pytest.mark.model
def test_an_abbreviated_state_tells_which() -> None:
    text = "Police in Springfield, Ill., held a man from Alton. Officers from Peoria came."
    assert [lands(text, name) for name in ("Springfield", "Alton", "Peoria")] == [{"US"}] * 3
    (town,) = means(text, "Alton")
    assert town.latitude == pytest.approx(38.9, abs=0.2)


@pytest.mark.model
def test_the_neighbours_tell_which() -> None:
    text = "Deputies in Laurel County, Ky., held a man from London. He was taken from London to Corbin."
    (london,) = means(text, "London")
    assert (london.country, london.geonames) == ("US", 4298960)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "code", "sort"),
    [
        ("Georgia's president met the envoy in Tbilisi. Georgia hopes to join.", "GE", "country"),
        ("The governor of Georgia spoke in Atlanta. Georgia voters go to the polls.", "US", "region"),
        ("The storm hit Savannah, Georgia, and moved on to Macon.", "US", "region"),
    ],
)
def test_georgia_is_a_country_and_a_state(text: str, code: str, sort: str) -> None:
    assert {(e.country, e.place_type) for e in means(text, "Georgia")} == {(code, sort)}


@pytest.mark.model
def test_what_only_a_state_has_tells_the_state_from_its_city() -> None:
    (state,) = means("New York Gov. Ann Lee signed it.", "New York")
    (city,) = means("The envoy landed in New York on Monday.", "New York")
    assert (state.place_type, city.place_type) == ("region", "city")


@pytest.mark.model
def test_a_country_that_only_opens_a_phrase_says_nothing_of_the_town_before_it() -> None:
    assert lands("After the talks in Manila, US officials flew home.", "Manila") == {"PH"}


@pytest.mark.model
def test_a_capital_that_acts_is_no_government_where_a_namesake_is_told() -> None:
    text = "Sales in Paris, Texas, and in Lamar County rose. Paris showed the largest increase."
    assert {(e.country, e.place_type) for e in means(text, "Paris")} == {("US", "city")}


@pytest.mark.model
def test_counties_and_small_towns_have_coordinates() -> None:
    text = "The fire began in Otter Tail County and reached Perham, Minn."
    (county,), (town,) = means(text, "Otter Tail County"), means(text, "Perham")
    assert (county.place_type, town.place_type) == ("region", "city")
    assert county.latitude == pytest.approx(46.4, abs=0.5)
    assert town.geonames is not None


@pytest.mark.model
def test_a_list_says_once_what_all_of_it_is() -> None:
    text = "Snow closed roads in Lamar, Delta and Fannin counties, Texas officials said."
    assert {name: {e.place_type for e in means(text, name)} for name in ("Lamar", "Delta", "Fannin")} == {
        "Lamar": {"region"},
        "Delta": {"region"},
        "Fannin": {"region"},
    }


@pytest.mark.model
def test_many_names_take_no_long_time() -> None:
    many = ", ".join(f"Springfield, Salem, Newport and Milton{'' if n % 7 else ', Ohio'}" for n in range(120))
    assert lands(f"They went to {many}.", "Springfield") == {"US"}


def test_a_city_goes_before_the_province_that_has_its_name_and_few_others() -> None:
    assert candidates("Istanbul")[0].kind == "city"
    assert candidates("Ontario")[0].fact.key == "region:CA-ON"
    assert candidates("Singapore")[0].kind == "country"


def test_a_bare_name_is_seldom_a_countys() -> None:
    assert candidates("Decatur")[0].kind == "city"
    assert candidates("Decatur", "county")[0].fact.name == "Decatur County"


def test_a_town_is_known_by_the_first_word_of_its_name() -> None:
    assert "Newcastle upon Tyne" in [one.fact.name for one in candidates("Newcastle")]
    assert candidates("Ludwigshafen")[0].fact.name == "Ludwigshafen am Rhein"


def test_a_state_is_meant_before_the_counties_that_have_its_name() -> None:
    state, *others = candidates("Delaware")
    assert state.fact.key == "region:US-DE"
    assert all(one.weight < state.weight - 1 for one in others if one.kind == "county")


def test_what_nothing_is_known_of_has_no_candidates() -> None:
    assert candidates("Xqzvort") == ()
    assert candidates("") == ()


@pytest.mark.model
def test_a_famous_name_yields_to_a_town_with_a_council_in_a_state_that_is_told() -> None:
    text = (
        "The Dublin City Council met on Monday. The Dublin Arts Council, which is registered with Ohio, asked for money. "
        "Dublin residents, Dublin schools and the Dublin Police Department gain from it, Columbus and Hilliard as well."
    )
    assert lands(text, "Dublin") == {"US"}
