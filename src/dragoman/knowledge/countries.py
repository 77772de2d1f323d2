"""Countries, territories and states that are no more, with their demonyms and the capitals that stand for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.facts import Entry, Fact
from dragoman.knowledge.names import index, slug
from dragoman.knowledge.sources import Profile
from dragoman.lexicon import load

CityOf = Callable[[str, str], Entry | None]
"""The city of a country's code and a name."""

_COLLECTIVE = ("ese", "sh", "ch", "ois", "wiss")
"""Endings of adjectives that name the people with "the": "the French", "the Japanese"."""


def countries(
    profiles: dict[str, Profile],
    official: dict[str, tuple[str, str | None]],
    geonames: dict[str, int | None],
    city: CityOf,
) -> Iterator[Entry]:
    """Entries of every country and territory of the lexicon, and what follows from them."""
    tables = load("countries")
    for sort, extra in (("country", ""), ("territory", "territory")):
        for code, row in tables[sort].items():
            fact = _country(code, row, extra, profiles.get(code), official.get(code.lower()), geonames.get(code), city)
            long_name = official.get(code.lower(), (row["name"], None))[0]
            forms = (row["name"], *row.get("forms", ()), *([] if "(" in long_name else [long_name]))
            yield Entry(fact, forms)
            yield from demonyms(row, fact.key, code, fact.population)
            yield from _seats(row, fact, city)
    for key, row in tables["historical"].items():
        yield from _historical(key, row)


def _country(
    code: str,
    row: dict[str, Any],
    extra: str,
    profile: Profile | None,
    official: tuple[str, str | None] | None,
    geonames: int | None,
    city: CityOf,
) -> Fact:
    """A country's fact. Coordinates that the factbook lacks are those of the capital."""
    latitude, longitude = row.get("latitude"), row.get("longitude")
    if latitude is None and profile is not None:
        latitude, longitude = profile.latitude, profile.longitude
    capital = city(code, row["capital"]) if "capital" in row else None
    if latitude is None and capital is not None:
        latitude, longitude = capital.fact.latitude, capital.fact.longitude
    return Fact(
        "country",
        row["name"],
        code,
        wikidata=official[1] if official else None,
        geonames=geonames,
        latitude=latitude,
        longitude=longitude,
        population=row.get("population") or (profile.population if profile else 0),
        key=f"country:{code}",
        extra=extra,
    )


def _historical(key: str, row: dict[str, Any]) -> Iterator[Entry]:
    fact = Fact(
        "country",
        row["name"],
        row.get("code"),
        wikidata=row.get("wikidata"),
        latitude=row.get("latitude"),
        longitude=row.get("longitude"),
        key=f"country:{key}",
        extra="historical",
    )
    yield Entry(fact, (row["name"], *row.get("forms", ())))
    yield from demonyms(row, fact.key, fact.code)


def demonyms(row: dict[str, Any], about: str, code: str | None, weight: int = 0) -> Iterator[Entry]:
    """Adjectives and names of a people; "the French" follows from "French"."""
    adjectives, people = row.get("adjective", []), list(row.get("people", []))
    people += [f"the {word}" for word in adjectives if word.endswith(_COLLECTIVE) and f"the {word}" not in people]
    for extra, words in (("adjective", adjectives), ("people", people)):
        for word in words:
            fact = Fact("demonym", word, code, key=f"demonym:{slug(word)}:{about}", extra=extra)
            yield Entry(fact, (word,), about=about, weight=weight)


def _seats(row: dict[str, Any], country: Fact, city: CityOf) -> Iterator[Entry]:
    """A capital, and any other city where a government sits, stands for its country."""
    named = [("capital", row["capital"])] if "capital" in row else []
    for extra, name in [*named, *(("seat", seat) for seat in row.get("seats", ()))]:
        place = city(country.code or "", name)
        if place is None:
            raise KnowledgeError(f"countries.toml: {country.code} has no city {name!r} in the gazetteer")
        called = place.fact.name
        if index(called) != index(country.name):
            key = f"metonym:{slug(called)}:{country.key}"
            where = (place.fact.latitude, place.fact.longitude)
            fact = Fact("metonym", called, country.code, country.wikidata, None, *where, key=key, extra=extra)
            yield Entry(fact, place.forms, about=country.key, weight=place.fact.population)
