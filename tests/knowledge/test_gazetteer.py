"""Places that the reader does not look for by itself: counties, districts, small towns, abbreviated states."""

from __future__ import annotations

import pytest

from dragoman.knowledge import by_key
from dragoman.knowledge.gazetteer import abbreviated, counties, features, places, region
from dragoman.knowledge.minor import forms, usual
from dragoman.knowledge.sources import Division
from dragoman.knowledge.tables import rows


def told(name: str, code: str | None = None, state: str | None = None) -> list[tuple[str, str, str]]:
    return [(one.name, one.kind, one.state) for one in places(name, code, state)]


def test_every_county_of_the_united_states_has_its_coordinates() -> None:
    states = [f"region:US-{row['region'][3:]}" for row in rows("abbreviations") if row["kind"] == "postal"]
    states = [key for key in states if key not in ("region:US-PR", "region:US-GU", "region:US-VI")]
    every = [county for key in states if key.startswith("region:US") for county in counties(key)]
    assert len(every) > 3_050
    assert [county.name for county in every if county.latitude is None] == []
    assert len(counties("region:US-TX")) == 254
    cook = places("Cook County", state="region:US-IL")[0]
    assert abs((cook.latitude or 0) - 41.8) < 0.3
    assert abs((cook.longitude or 0) + 87.7) < 0.3


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zgharta", ("Zgharta", "county", "region:LB-AS")),
        ("Northumberland", ("Northumberland", "county", "region:GB-ENG")),
        ("Grand Forks County", ("Grand Forks County", "county", "region:US-ND")),
        ("GRAND FORKS CO.", ("Grand Forks County", "county", "region:US-ND")),
        ("Tuba City", ("Tuba City", "town", "region:US-AZ")),
        ("Ft. Defiance", ("Fort Defiance", "town", "region:US-AZ")),
        ("Township of Elsie", ("Elsie", "town", "region:US-MI")),
        ("Queensland", ("Queensland", "state", "region:AU-QLD")),
    ],
)
def test_a_place_is_found_by_its_name(name: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(name)


def test_the_state_tells_towns_of_one_name_apart() -> None:
    assert told("Springfield", state="region:US-IL")[0] == ("Springfield", "town", "region:US-IL")
    assert len({one.state for one in places("Springfield", "US")}) > 10
    assert {one.code for one in places("Perth")} >= {"AU", "GB", "CA"}
    assert places("Perth")[0].code == "AU"


def test_a_town_without_a_post_office_list_is_not_invented() -> None:
    assert places("Xyzzyville") == ()
    assert places("A" * 200) == ()


@pytest.mark.parametrize(
    ("form", "code", "expected"),
    [
        ("Calif.", None, ["California"]),
        ("W. Va.", None, ["West Virginia"]),
        ("W.Va.", None, ["West Virginia"]),
        ("TX", None, ["Texas"]),
        ("Tx", None, []),
        ("NSW", None, ["New South Wales"]),
        ("N.S.W.", "AU", ["New South Wales"]),
        ("WA", "AU", ["Western Australia"]),
        ("WA", "US", ["Washington"]),
        ("Sask.", "CA", ["Saskatchewan"]),
        ("in", None, []),
        ("", None, []),
    ],
)
def test_abbreviations_as_written(form: str, code: str | None, expected: list[str]) -> None:
    assert [one.name for one in abbreviated(form, code)] == expected


def test_every_abbreviation_is_of_a_known_region() -> None:
    for row in rows("abbreviations"):
        assert region(f"region:{row['region']}") is not None, row
        assert row["kind"] in ("postal", "press"), row
    assert len({(row["region"], row["form"]) for row in rows("abbreviations")}) == len(list(rows("abbreviations")))


def test_every_town_of_our_own_lies_in_its_state() -> None:
    seen = set()
    for row in rows("us_towns"):
        assert by_key(f"region:US-{row['state']}") is not None, row
        assert -180 <= float(row["longitude"]) <= -66, row
        assert 18 < float(row["latitude"]) < 72, row
        assert (row["name"], row["state"]) not in seen, row
        seen.add((row["name"], row["state"]))


def test_the_sort_of_a_division_can_be_left_out() -> None:
    powiat = Division(1, "Powiat Wolski", 7, "PL", "", "", ("Wola",), 2, 3)
    assert usual(powiat) == "Wolski"
    assert forms(powiat) == ("Wolski", "Powiat Wolski", "Wola", "Wolski District", "Wolski County")
    county = Division(1, "Ember County", 7, "US", "", "", ("Condado de Ember", "Эмбер"), 2, 3)
    assert forms(county) == ("Ember County", "Condado de Ember", "Ember")


SORTS = {"river", "lake", "bay", "sea", "strait", "island", "range", "mountain", "valley", "region", "site", "former"}


def test_every_feature_is_in_order_and_stands_once() -> None:
    seen = set()
    for row in rows("features"):
        assert row["kind"] in SORTS, row
        assert not row["code"] or by_key(f"country:{row['code']}") is not None or row["code"] in ("AQ", "UM", "TF"), row
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row
        assert (row["name"], row["code"]) not in seen, row
        seen.add((row["name"], row["code"]))
    assert len(seen) > 1_500


@pytest.mark.parametrize(
    ("name", "kind", "sort", "code"),
    [
        ("Susquehanna", "water", "river", "US"),
        ("Lake Ontario", "water", "lake", "US"),
        ("Mt. Kilimanjaro", "area", "mountain", "TZ"),
        ("Western Isles", "area", "island", "GB"),
        ("Panjshir", "area", "valley", "AF"),
        ("Haneda", "facility", "site", "JP"),
    ],
)
def test_a_feature_is_found_by_its_names(name: str, kind: str, sort: str, code: str) -> None:
    assert [(one.kind, one.extra, one.code) for one in features(name)] == [(kind, sort, code)]
    assert features(name, code="ZZ") == ()
