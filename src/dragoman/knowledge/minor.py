"""Counties, districts and small towns: what a name may mean beyond what the reader looks for in every text.

They go into tables of their own, which `gazetteer` asks. The reader's names (`lookup.find`) stay few, since a town
called "Of" and a county called "Union" would be found in every sentence.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dragoman.knowledge.names import index
from dragoman.knowledge.places import saints
from dragoman.knowledge.sources import Division, Place
from dragoman.knowledge.tables import rows

SCHEMA = """
create table divisions (
    number integer primary key, geonames integer, name text not null, code text not null, level integer not null,
    parent integer not null, region text not null, latitude integer, longitude integer, people integer not null
);
create table division_names (form text not null, division integer not null, primary key (form, division)) without rowid;
create table towns (
    form text not null, id integer not null, name text, code text not null, division integer not null,
    latitude integer not null, longitude integer not null, population integer not null, primary key (form, id)
) without rowid;
create index division_parents on divisions (parent);
"""
"""Degrees are stored as ten-thousandths; a town's `name` only where title case of its form does not give it."""

SCALE = 10_000

_GENERIC_AFTER = (
    "administratsiya|aūdany|aumağy|autonomous region|barrio(?:-pueblo)?|borough|census area|cercle|city|county|"
    "department|district|division|gorodskoy okrug|governorate|gun|i̇lçesi|ilçesi|járás|kommune?n?|"
    "metropolitan municipality|municipality|municipio|okrug|pagasts|parish|prefecture|province|raion|raionu|rayon[ıu]?|"
    "region|regency|shahri|shi|subregion|tumani|zone"
)
_GENERIC_BEFORE = (
    "amphoe|bashkia|bezirk|cant[oó]n(?: de)?|caza d[eu]|comuna(?: de)?|commune de|daïra (?:de|d’)|département d[eu]|"
    "departamento(?: de)?|distrito(?: de)?|gemeente|general|gorodskoy okrug|grad|huyện|judeţul|kabupaten|komuna|kota|"
    "liwā[’'] ?(?:al-)?|markaz|municipio(?: de)?|municipiul|nohiyai|nomós|obshtina|okres|općina|oraş|partido de|"
    "politischer bezirk|powiat|provincia (?:de|di|del)|quận|shahrestān-e|srŏk|thành phố|thị xã"
)
_AFTER = re.compile(rf"^(\S.{{0,60}}?) (?:{_GENERIC_AFTER})$", re.IGNORECASE)
_BEFORE = re.compile(rf"^(?:{_GENERIC_BEFORE}) (.{{1,60}})$", re.IGNORECASE)
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\ua71f\ua800-\U0010ffff]")

TOWNS_FROM = 1 << 40
"""Ids of the towns of our own table begin here: no GeoNames id comes so far."""


class _Centre:
    """About where the people of a division live."""

    __slots__ = ("east", "north", "people", "weight")

    def __init__(self) -> None:
        self.people = self.weight = 0
        self.north = self.east = 0.0

    def add(self, latitude: float, longitude: float, people: int) -> None:
        weight = max(people, 1)
        self.people += people
        self.weight += weight
        self.north += latitude * weight
        self.east += longitude * weight

    @property
    def degrees(self) -> tuple[int | None, int | None]:
        if not self.weight:
            return None, None
        return scaled(self.north / self.weight), scaled(self.east / self.weight)


def scaled(degrees: float) -> int:
    """Degrees as the tables store them."""
    return round(degrees * SCALE)


def write(base: sqlite3.Connection, divisions: Iterable[Division], cities: Iterable[Place]) -> dict[str, int]:
    """Writes the tables and says how many divisions and towns they hold; `SCHEMA` must be there."""
    known = {division.number: division for division in divisions}
    centres: defaultdict[int, _Centre] = defaultdict(_Centre)
    towns: list[_Row] = []
    for city in cities:
        town = _town(city, known)
        towns.append(town)
        for number in _above(town[4], known):
            centres[number].add(city.latitude, city.longitude, city.population)
    for town, degrees in _american(known):
        towns.append(town)
        for number in _above(town[4], known):
            centres[number].add(*degrees, 0)
    towns.sort(key=lambda town: (town[0], town[1]))
    base.executemany("insert or ignore into towns values (?,?,?,?,?,?,?,?)", towns)
    for number, division in sorted(known.items()):
        centre = centres[number] if number in centres else centres.get(division.parent, _Centre())
        region = region_key(division) if division.level < 2 or division.iso else ""
        cells = (number, division.geonames, usual(division), division.country, division.level, division.parent, region)
        people = centres[number].people if number in centres else 0
        base.execute("insert into divisions values (?,?,?,?,?,?,?,?,?,?)", (*cells, *centre.degrees, people))
    named = sorted({(index(form), n) for n, division in known.items() for form in forms(division) if index(form)})
    base.executemany("insert into division_names values (?,?)", named)
    return {"division": len(known), "town": len(towns)}


def region_key(division: Division) -> str:
    """The key of the fact that a first-order division is in the base: "region:US-TX"."""
    return f"region:{division.iso or f'geonames-{division.geonames}'}"


def usual(division: Division) -> str:
    """The name that English uses, as far as the gazetteer tells it: "Powiat" and "Shahrestān-e" go."""
    if found := _BEFORE.match(division.name):
        return found[1]
    return division.name


def forms(division: Division) -> tuple[str, ...]:
    """The names of a division in Latin letters, with what sort it is and without."""
    told = [usual(division), division.name, *division.others]
    told = [name for name in told if name and not _NOT_LATIN.search(name) and not name[0].islower()]
    bare = [found[1] for name in told for found in (_AFTER.match(name) or _BEFORE.match(name),) if found]
    every = [*told, *bare]
    if division.level >= 2 and bare and division.country != "US":
        every += [f"{name} {sort}" for name in bare[:1] for sort in ("District", "County")]
    return tuple(dict.fromkeys((*every, *(other for name in every for other in saints(name)))))


_Row = tuple[str, int, str | None, str, int, int, int, int]


def _town(city: Place, known: dict[int, Division]) -> _Row:
    form = index(city.name)
    name = None if form.title() == city.name else city.name
    deepest = max(city.parents, key=lambda number: known[number].level if number in known else -1, default=0)
    at = (scaled(city.latitude), scaled(city.longitude))
    return form, city.geonames or 0, name, city.country, deepest, *at, city.population


def _above(number: int, known: dict[int, Division]) -> Iterator[int]:
    """A division and those that it is part of."""
    while number in known:
        yield number
        number = known[number].parent


def _american(known: dict[int, Division]) -> Iterator[tuple[_Row, tuple[float, float]]]:
    """Towns of the United States that have a post office and are too small for the gazetteer."""
    states = {d.iso.removeprefix("US-"): n for n, d in known.items() if d.iso.startswith("US-") and d.level == 1}
    counties = {(d.parent, index(d.name)): n for n, d in known.items() if d.country == "US" and d.level == 2}
    for number, row in enumerate(rows("us_towns"), TOWNS_FROM):
        form, state = index(row["name"]), states[row["state"]]
        name = None if form.title() == row["name"] else row["name"]
        north, east = float(row["latitude"]), float(row["longitude"])
        county = counties.get((state, index(row["county"])), state)
        yield (form, number, name, "US", county, scaled(north), scaled(east), 0), (north, east)
