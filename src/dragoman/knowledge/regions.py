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
    "Administrative region": ("territory", "region"), "Autonomous okrug": ("autonomous okrug",), "County": ("county",),
    "Department": ("department",), "District": ("district",), "Emirate": ("emirate",), "Governorate": ("governorate", "province"),
    "Oblast": ("oblast", "region"), "Prefecture": ("prefecture",), "Province": ("province",),
    "Region": ("region",), "Republic": ("republic",), "State": ("state",), "Voivodship": ("voivodeship",),
}  # fmt: skip
"""What English adds to the name of such a subdivision: "Helmand province", "Kursk region"."""

_TOLD_APART = ("oblast", "region", "province", "department", "governorate", "state", "city")
"""Words that tell a region from the city of its name, the best first."""

_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\ua71f\ua800-\U0010ffff]")


class _Crowd:
    """Where the people of a region live: about how many, and their centre."""

    def __init__(self) -> None:
        self.people = 0
        self.north = self.east = 0.0

    def add(self, place: Place) -> None:
        people = max(place.population, 1)
        self.people += people
        self.north += place.latitude * people
        self.east += place.longitude * people


def subdivisions(
    rows: dict[int, Place],
    places: Iterable[Place],
    official: dict[str, tuple[str, str | None]],
    named: dict[tuple[str, str], Entry],
) -> Iterator[Entry]:
    """Entries of first-order subdivisions; they are weighed by the people of their places."""
    crowds: defaultdict[int, _Crowd] = defaultdict(_Crowd)
    for place in places:
        for parent in place.parents:
            crowds[parent].add(place)
    tables = load("regions")
    generic = frozenset(tables["generic"]["words"].split())
    left_out, seen = set(tables["left_out"]["codes"]), set[str]()
    for number, row in sorted(rows.items()):
        code = row.iso or f"geonames-{row.geonames}"
        key = f"region:{code}"
        if key in seen or code in left_out:
            continue
        seen.add(key)
        ours = tables["subdivision"].get(row.iso, {})
        known = official.get(row.iso.lower(), ("", None))
        forms = _forms(row, ours, known[0], generic)
        if forms:
            cities = [named[where] for form in forms if (where := (row.country, index(form))) in named]
            city = max(cities, key=lambda entry: entry.fact.population, default=None)
            fact = _region(key, _called(forms, ours, city), row, known[1], crowds[number])
            yield Entry(fact, forms, weight=_weight(crowds[number].people, city))
            yield from demonyms(ours, key, row.country)
    for iso in tables["subdivision"]:
        if f"region:{iso}" not in seen:
            raise KnowledgeError(f"regions.toml: the gazetteer has no subdivision {iso}")


def _called(forms: tuple[str, ...], ours: dict[str, Any], city: Entry | None) -> str:
    """The usual name of a region; where a city of the country has it, one that tells the two apart."""
    if city is None or "name" in ours:
        return forms[0]
    longer = {form.removeprefix(forms[0]).strip().casefold() for form in forms if form.startswith(forms[0] + " ")}
    sort = next((sort for sort in _TOLD_APART if sort in longer), "")
    return f"{forms[0]} {sort.title()}".strip()


def _weight(people: int, city: Entry | None) -> int:
    """A region weighs what lives in it, but less than a great city of its own that has its name ("New York").

    The gazetteer counts quarters beside their cities, so that this is no population to be told.
    """
    if city is None or city.fact.population * 10 < people:
        return people
    return min(people, max(city.fact.population - 1, 0))


def _region(key: str, name: str, row: Place, wikidata: str | None, crowd: _Crowd) -> Fact:
    latitude = round(crowd.north / crowd.people, 4) if crowd.people else None
    longitude = round(crowd.east / crowd.people, 4) if crowd.people else None
    return Fact("region", name, row.country, wikidata, row.geonames, latitude, longitude, key=key)


def _forms(row: Place, ours: dict[str, Any], official: str, generic: frozenset[str]) -> tuple[str, ...]:
    """The names of a subdivision in Latin letters, the usual one first; none where all of them are generic."""
    plain = re.sub(r" \(.*\)$", "", official)
    given = [ours.get("name", ""), _bare(plain), *ours.get("forms", ()), plain, _bare(row.name), row.name, *row.others]
    names = [name for name in given if name and not _NOT_LATIN.search(name) and not name[0].islower()]
    names += [_bare(name) for name in names]
    if names:
        is_oblast = any(index(name).endswith("oblast") for name in names)
        sorts = ("oblast", "region") if is_oblast else _CALLED.get(row.sort, ())
        names += [f"{names[0]} {sort}" for sort in sorts if not index(names[0]).endswith(sort)]
    names += [other for name in names for other in saints(name)]
    known = {index(name) for name in (ours.get("name", ""), plain) if name}
    return tuple(dict.fromkeys(n for n in names if index(n) in known or not generic.issuperset(index(n).split())))


def _bare(name: str) -> str:
    """The name without what sort of place it is: "Antioquia Department" -> "Antioquia"."""
    name = name.partition(", ")[0]
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
                geonames=row.get("geonames"),
                latitude=row.get("latitude"),
                longitude=row.get("longitude"),
                key=f"{kind}:{row.get('key') or slug(row['name'])}",
            )
            yield Entry(fact, (row["name"], *row.get("forms", ())))
            yield from demonyms(row, fact.key, fact.code)
