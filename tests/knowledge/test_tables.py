"""The tables of the lexicon that the knowledge base is made from hold together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.knowledge import find, tables
from dragoman.knowledge.names import fold, index
from dragoman.lexicon import load

Row = dict[str, Any]


def rows() -> Iterator[tuple[str, Row]]:
    """Every entry that has names, with where it stands."""
    for table, sections in {
        "countries": ("country", "territory", "historical"),
        "regions": ("subdivision", "area", "water", "facility"),
        "organisations": tuple(load("organisations")),
    }.items():
        for section in sections:
            held = load(table)[section]
            named = held.items() if isinstance(held, dict) else ((row["name"], row) for row in held)
            yield from ((f"{table}.toml, {section}, {key}", row) for key, row in named)
    for told in tables.rows("metonyms"):
        row = {key: value for key, value in told.items() if value}
        yield f"metonyms.tsv, {told['name']}", {**row, "forms": [form for form in told["forms"].split("|") if form]}


ROWS = list(rows())
CODES = {code for section in ("country", "territory") for code in load("countries")[section]}
WITHDRAWN = {row["code"] for row in load("countries")["historical"].values() if "code" in row}


def test_there_is_something_to_check() -> None:
    assert len(ROWS) > 1500
    assert sum("organisations" in where for where, _ in ROWS) > 700


def test_no_entry_says_a_name_twice() -> None:
    for where, row in ROWS:
        names = [row["name"], *row.get("forms", ())] if "name" in row else row.get("forms", [])
        assert len(names) == len(set(names)), where
        demonyms = [index(word) for word in (*row.get("adjective", ()), *row.get("people", ()))]
        assert len(demonyms) == len(set(demonyms)), where


def test_codes_are_countries() -> None:
    for where, row in ROWS:
        assert row.get("code") in CODES | WITHDRAWN | {None}, where
        assert re.fullmatch(r"[A-Z]{2}", row.get("code", "XX")), where
        seat = row.get("seat")
        assert seat is None or seat.split(":")[0] in CODES, where


def test_identifiers_and_places_look_right() -> None:
    seen: Counter[str] = Counter()
    for where, row in ROWS:
        if "wikidata" in row:
            assert re.fullmatch(r"Q[1-9]\d*", row["wikidata"]), where
            seen[row["wikidata"]] += 1
        if "latitude" in row:
            assert -90 <= row["latitude"] <= 90, where
            assert -180 <= row["longitude"] <= 180, where
    cities = load("cities")["wikidata"]
    seen.update(cities.values())
    assert [qid for qid, times in seen.items() if times > 1] == []


def test_names_have_no_stray_marks() -> None:
    for where, row in ROWS:
        for name in (row.get("name", "x"), *row.get("forms", ()), *row.get("adjective", ()), *row.get("people", ())):
            assert name == " ".join(name.split()), f"{where}: {name!r}"
            assert index(name), f"{where}: {name!r}"


@pytest.mark.parametrize("section", ["area", "water", "facility"])
def test_every_area_is_found_by_all_its_names(section: str) -> None:
    for row in load("regions")[section]:
        for name in (row["name"], *row.get("forms", ())):
            assert section in {fact.kind for fact in find(name)}, name


def test_every_organisation_is_found_by_all_its_names() -> None:
    for section, held in load("organisations").items():
        kind = "gathering" if section == "gathering" else "organization"
        for key, row in held.items():
            for name in (row["name"], *row.get("forms", ())):
                found = {fact.key for fact in find(name)}
                assert f"{'gathering' if kind == 'gathering' else 'org'}:{key}" in found, name


def test_every_name_of_a_country_finds_it() -> None:
    for section in ("country", "territory", "historical"):
        for key, row in load("countries")[section].items():
            for name in (row["name"], *row.get("forms", ())):
                assert f"country:{key}" in {fact.key for fact in find(name)}, name


def test_every_other_name_of_a_city_finds_it() -> None:
    for code, cities in load("cities")["city"].items():
        for city, others in cities.items():
            for name in (city, *others):
                found = [fact for fact in find(name) if fact.kind == "city" and fact.code == code]
                assert found, f"{code}: {name}"


def test_given_names_are_of_one_sort() -> None:
    table = load("given_names")
    names = [fold(word) for sort in table.values() for word in sort["names"].split()]
    assert len(names) > 1200
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert all(word[0].isupper() for sort in table.values() for word in sort["names"].split())
