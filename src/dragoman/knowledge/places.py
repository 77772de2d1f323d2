"""Cities of the gazetteer, and the way from a country and a name to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.facts import Entry, Fact
from dragoman.knowledge.names import index
from dragoman.knowledge.sources import Place
from dragoman.lexicon import load

SMALLEST = 5_000
"""People below which a city is left out, capitals and cities of our own table excepted."""

WELL_KNOWN = 200_000
"""People from which a city is kept although its name is a common English word ("Mobile")."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The cities that go into the base, largest first, and the largest of each country and name."""

    entries: tuple[Entry, ...]
    named: dict[tuple[str, str], Fact]

    def city(self, code: str, name: str) -> Fact | None:
        """The largest city of that name in that country; `name` may carry a country of its own ("RU:Moscow")."""
        if ":" in name:
            code, name = name.split(":")
        return self.named.get((code, index(name)))


def gazetteer(places: Iterable[Place]) -> Gazetteer:
    """The cities that are worth a place in the base."""
    tables, roles = load("cities"), _roles()
    wanted = {(code, index(name)) for code, names in tables["city"].items() for name in names} | set(roles)
    common = {index(word) for word in tables["common"]["words"]}
    kept = [place for place in places if (place.country, index(place.name)) in wanted or _is_worth(place, common)]
    kept.sort(key=lambda place: (-place.population, place.geonames or 0))
    named: dict[tuple[str, str], Fact] = {}
    entries = []
    for place in kept:
        where = (place.country, index(place.name))
        first = where not in named
        row = tables["city"].get(place.country, {}).get(place.name, {}) if first else {}
        entry = _entry(place, row, roles.get(where, "") if first else "")
        entries.append(entry)
        for form in entry.forms:
            named.setdefault((place.country, index(form)), entry.fact)
    _check(tables["city"], named)
    return Gazetteer(tuple(entries), named)


def _roles() -> dict[tuple[str, str], str]:
    """Country and name of every capital and seat of government."""
    roles = {}
    for sort in ("country", "territory"):
        for code, row in load("countries")[sort].items():
            roles.update({(code, index(seat)): "seat" for seat in row.get("seats", ())})
            if "capital" in row:
                roles[code, index(row["capital"])] = "capital"
    return roles


def _is_worth(place: Place, common: set[str]) -> bool:
    """Whether a city may be named in the news more often than its name is an ordinary word."""
    return place.population >= WELL_KNOWN or (place.population >= SMALLEST and index(place.name) not in common)


def _entry(place: Place, row: dict[str, Any], extra: str) -> Entry:
    name = row.get("name", place.name)
    fact = Fact(
        "city",
        name,
        place.country,
        wikidata=row.get("wikidata"),
        geonames=place.geonames,
        latitude=place.latitude,
        longitude=place.longitude,
        population=place.population,
        key=f"city:{place.geonames}",
        extra=extra,
    )
    return Entry(fact, tuple(dict.fromkeys((name, place.name, *row.get("forms", ()), *saints(name)))))


def saints(name: str) -> tuple[str, ...]:
    """The other way to write a saint's name: "Saint Petersburg", "St. Petersburg"."""
    for this, other in (("Saint ", "St. "), ("Saint-", "St-"), ("St. ", "Saint "), ("Sankt ", "St. ")):
        if name.startswith(this):
            return (other + name.removeprefix(this),)
    return ()


def _check(table: dict[str, Any], named: dict[tuple[str, str], Fact]) -> None:
    """Every city of our own table stands in the gazetteer, under the name that the table uses."""
    for code, names in table.items():
        for name in names:
            if (code, index(name)) not in named:
                raise KnowledgeError(f"cities.toml: {code} has no city {name!r} in the gazetteer; mend its spelling")


