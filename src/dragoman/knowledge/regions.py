"""Provinces and states of the gazetteer, and the areas, waters and buildings of our own table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.countries import demonyms
from dragoman.knowledge.facts import Entry, Fact
from dragoman.knowledge.names import index, slug
from dragoman.knowledge.places import saints
from dragoman.knowledge.sources import Place
from dragoman.lexicon import load

_SORT = (
    r"(?:(?:administrative|autonomous|capital|federal|metropolitan|special) )?(?:area|canton|city|commune|community|"
    r"county|departments?|district|division|emirate|governorate|krai|kray|municipality|oblast'?|okrug|parish|"
    r"prefecture|province|region|republic|state|territory|voivodeship|voivodship|sheng|shi)"
)
_SORT_AFTER = re.compile(rf"^(.+?),? {_SORT}$", re.IGNORECASE)
_SORT_BEFORE = re.compile(rf"^{_SORT} of (?:the )?(.+)$", re.IGNORECASE)
_CALLED = {
    "Autonomous okrug": "Autonomous Okrug", "County": "County", "Department": "Department", "Emirate": "Emirate",
    "Governorate": "Governorate", "Oblast": "Oblast", "Prefecture": "Prefecture", "Province": "Province",
    "Region": "Region", "Republic": "Republic", "State": "State", "Voivodship": "Voivodeship",
    "Administrative region": "Region", "Administrative territory": "Krai",
}  # fmt: skip
"""What English adds to the name of such a subdivision: "Helmand Province"."""

_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\ua71f\ua800-\U0010ffff]")


class _Crowd:
    """Where the people of a region live: their number and their centre."""

    def __init__(self) -> None:
        self.people = 0
        self.north = self.east = 0.0

    def add(self, place: Place) -> None:
        people = max(place.population, 1)
        self.people += people
        self.north += place.latitude * people
        self.east += place.longitude * people


def subdivisions(
    rows: dict[int, Place], cities: Iterable[Place], official: dict[str, tuple[str, str | None]], named: dict[tuple[str, str], Fact]
) -> Iterator[Entry]:
    """Entries of first-order subdivisions; their population is that of their places in the gazetteer."""
    crowds: defaultdict[int, _Crowd] = defaultdict(_Crowd)
    for city in cities:
        for parent in city.parents:
            crowds[parent].add(city)
    tables = load("regions")
    seen = set()
    for number, row in sorted(rows.items()):
        key = f"region:{row.iso or f'geonames-{row.geonames}'}"
        if key in seen:
            continue
        seen.add(key)
        ours = tables["subdivision"].get(row.iso, {})
        known = official.get(row.iso.lower(), ("", None))
        forms = _forms(row, ours, known[0], frozenset(tables["generic"]["words"]))
        if forms:
            fact = _region(key, forms[0], row, known[1], crowds[number], named)
            yield Entry(fact, forms)
            yield from demonyms(ours, key, row.country)
    for iso in tables["subdivision"]:
        if f"region:{iso}" not in seen:
            raise KnowledgeError(f"regions.toml: the gazetteer has no subdivision {iso}")


def _region(
    key: str, name: str, row: Place, wikidata: str | None, crowd: _Crowd, named: dict[tuple[str, str], Fact]
) -> Fact:
    """A region's fact. A city of the same name in the same country comes before it, being meant more often."""
    population = crowd.people
    city = named.get((row.country, index(name)))
    if city is not None and population >= city.population > 0:
        population = city.population - 1
    centre = (crowd.north / crowd.people, crowd.east / crowd.people) if crowd.people else (None, None)
    return Fact(
        "region",
        name,
        row.country,
        wikidata=wikidata,
        geonames=row.geonames,
        latitude=round(centre[0], 4) if centre[0] is not None else None,
        longitude=round(centre[1], 4) if centre[1] is not None else None,
        population=population,
        key=key,
    )


def _forms(row: Place, ours: dict[str, Any], official: str, generic: frozenset[str]) -> tuple[str, ...]:
    """The names of a subdivision in Latin letters, the usual one first; none where all of them are generic."""
    plain = re.sub(r" \(.*\)$", "", official)
    given = [ours.get("name", ""), _bare(plain), *ours.get("forms", ()), plain, _bare(row.name), row.name, *row.others]
    names = [name for name in given if name and not _NOT_LATIN.search(name) and not name[0].islower()]
    names += [_bare(name) for name in names]
    if row.sort in _CALLED and names and not index(names[0]).endswith(row.sort.casefold()):
        names.append(f"{names[0]} {_CALLED[row.sort]}")
    names += [other for name in names for other in saints(name)]
    forms = {index(name): name for name in reversed(names) if not generic.issuperset(index(name).split())}
    return tuple(dict.fromkeys(name for name in names if forms.get(index(name)) == name))


def _bare(name: str) -> str:
    """The name without what sort of place it is: "Antioquia Department" -> "Antioquia"."""
    found = _SORT_AFTER.match(name) or _SORT_BEFORE.match(name)
    return found[1] if found else name


def areas() -> Iterator[Entry]:
    """Entries of our own table: areas, waters, buildings."""
    for kind in ("area", "water", "facility"):
        for row in load("regions")[kind]:
            fact = Fact(
                kind,
                row["name"],
                row.get("code"),
                wikidata=row.get("wikidata"),
                latitude=row.get("latitude"),
                longitude=row.get("longitude"),
                key=f"{kind}:{row.get('key') or slug(row['name'])}",
            )
            yield Entry(fact, (row["name"], *row.get("forms", ())))
            yield from demonyms(row, fact.key, fact.code)
