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
    named: dict[tuple[str, str], Entry]

    def city(self, code: str, name: str) -> Entry | None:
        """The largest city of that name in that country; `name` may carry a country of its own ("RU:Moscow")."""
        if ":" in name:
            code, name = name.split(":")
        return self.named.get((code, index(name)))


def gazetteer(places: Iterable[Place]) -> Gazetteer:
    """The cities that are worth a place in the base."""
    ours, roles = _ours(), _roles()
    common = {index(word) for word in load("cities")["common"]["words"].split()}
    kept = [p for p in places if (p.country, index(p.name)) in ours.keys() | roles.keys() or _is_worth(p, common)]
    kept.sort(key=lambda place: (-place.population, place.geonames or 0))
    first: set[tuple[str, str]] = set()
    named: dict[tuple[str, str], Entry] = {}
    entries = []
    for place in kept:
        where = (place.country, index(place.name))
        is_first = where not in first
        first.add(where)
        entry = _entry(place, ours.get(where, {}), roles.get(where, "")) if is_first else _entry(place, {}, "")
        entries.append(entry)
        for form in entry.forms:
            named.setdefault((place.country, index(form)), entry)
    for code, name in ours:
        if (code, name) not in first:
            raise KnowledgeError(f"cities.toml: {code} has no city {name!r} in the gazetteer; mend its spelling")
    return Gazetteer(tuple(entries), named)


def _ours() -> dict[tuple[str, str], dict[str, Any]]:
    """Our own table by country and name: `name`, `forms` and `wikidata` of a city."""
    table = load("cities")
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for code, names in table["city"].items():
        for name, forms in names.items():
            rows[code, index(name)] = {"forms": forms}
    for section, field in (("usual", "name"), ("wikidata", "wikidata")):
        for where, value in table[section].items():
            code, name = where.split(":", 1)
            rows.setdefault((code, index(name)), {})[field] = value
    return rows


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
    if place.geonames in load("cities")["left_out"]["geonames"]:
        return False
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
