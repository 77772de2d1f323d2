"""What a name of a place may mean: the base's facts and the gazetteer's places, each once, with what it weighs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.knowledge import Fact, by_key, find
from dragoman.knowledge.gazetteer import Place, abbreviated, longer, places
from dragoman.lexicon import load

MOST = 60
"""Candidates of one name: the largest."""
STATELY = 5.5
"""What a region weighs that is more than a county of its name."""
BARE = 1.0
"""What a county loses whose name is written without "County"."""
FAME = 2.5
"""What a country's capital gains, in powers of ten of people."""
_KINDS = {"country": "country", "region": "region", "city": "city", "area": "area", "water": "area", "facility": "area"}
_KNOWN = {"area": 8.0, "water": 8.0, "facility": 6.0}
"""What a region of the world, a sea or a palace weighs: such as stand in the base are well known."""
_SORTS = {"county": ("County", "Parish"), "parish": ("Parish",), "township": ("Township",), "district": ("District",),
          "province": ("Province",), "borough": ("Borough",), "prefecture": ("Prefecture",), "governorate": ("Governorate",)}  # fmt: skip
"""What is written behind each name of a list that such a noun ends."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a name may mean. `state` is the key of the region it lies in or is, "" where there is none.

    `weight` is how likely the name means it where nothing else is known, in powers of ten of people.
    """

    fact: Fact
    kind: str
    state: str
    county: str
    weight: float
    fame: float = 0.0
    """How much of the weight it has for being known all over the world."""
    cell: tuple[int, int] | None = None
    """The square degree that it lies in, of towns and counties alone."""

    @property
    def code(self) -> str | None:
        return self.fact.code

    def holds(self, other: Candidate) -> bool:
        """Whether another lies in this one: a country, a state or a county."""
        if self.fact.key == other.fact.key or self.kind not in ("country", "region", "county"):
            return False
        if self.kind == "country":
            return other.kind != "country" and self.code == other.code
        if self.kind == "region":
            return other.kind in ("city", "county") and self.state == other.state
        return other.kind == "city" and self.state == other.state and self.fact.name == other.county


@lru_cache(maxsize=1 << 12)
def candidates(form: str, sort: str = "") -> tuple[Candidate, ...]:
    """What a name as written may mean, the likeliest first; `sort` says what a list calls it ("county")."""
    loud = form.isupper() and len(form) > 4
    for written in (form, form.title()) if loud else (form,):
        for name in (*(f"{written} {word}" for word in _SORTS.get(sort, ())), written):
            told = _told(name)
            if told:
                return told
    name, _, last = form.rpartition(" ")
    return _told(name) if last.islower() and last in load("places")["heads"]["division"] else ()


def _told(form: str) -> tuple[Candidate, ...]:
    # "UN" is no town called Un: letters alone mean what the base has under them
    letters = form.isupper() and form.isalpha() and len(form) <= 4
    known = [*(() if letters else (*places(form), *longer(form))), *abbreviated(form)]
    facts = [f for f in find(form) if f.kind in _KINDS]
    by_number = {place.geonames: place for place in known if place.geonames}
    found = {}
    for fact in facts:
        place = by_number.get(fact.geonames) if fact.geonames else None
        if place is None and fact.kind == "city":
            also = (*places(fact.name, fact.code), *places(f"{fact.name} City", fact.code))
            place = next((p for p in also if p.geonames == fact.geonames), None)
        found[fact.key] = _of_fact(fact, place, part=" of " in fact.name and " of " not in form)
    # "Delaware" is the state, not the county of Indiana
    stately = any(one.kind == "region" and one.weight > STATELY for one in found.values())
    bare = 0.0 if _has_sort(form) else 3 * BARE if stately else BARE
    numbers = {fact.geonames for fact in facts if fact.geonames}
    for place in known:
        if place.geonames is None or place.geonames not in numbers:
            one = _of_place(place, bare if place.kind == "county" else 0.0)
            found.setdefault(one.fact.key, one)
    return tuple(sorted(_told_apart(found.values()), key=lambda c: (-c.weight, c.fact.key))[:MOST])


def _told_apart(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """A province or district round a city that has its name is the city, where most of its people live there."""
    every = list(found)
    cities: dict[tuple[str | None, str], Candidate] = {}
    for one in every:
        if one.kind == "city":
            cities.setdefault((one.code, one.state), one)
            if one.fact.extra == "capital":
                cities[one.code, "seat"] = one
    lands = {one.code: one for one in every if one.kind == "country"}
    for one in every:
        if one.kind == "city" and one.code in lands:
            yield replace(one, weight=min(one.weight, lands[one.code].weight - 0.5))
            continue
        city = cities.get((one.code, one.state)) if one.kind in ("region", "county") else None
        lone = cities.get((one.code, "")) if city is None and one.kind == "region" else None
        city = lone if lone is not None and _beside(lone.fact, one.fact) else city
        seat = cities.get((one.code, "seat")) if one.kind == "region" else None
        if seat is not None:
            yield replace(one, weight=min(one.weight, seat.weight - 0.3), fame=seat.fame)
        elif city is None or one.weight - 0.5 > city.weight + 1.0:
            yield one
        elif one.kind == "region" or one.code == "US":
            yield replace(one, weight=min(one.weight, city.weight - 0.3))


def _beside(city: Fact, region: Fact) -> bool:
    """Whether a city whose region is not known lies in the midst of one."""
    if None in (city.latitude, city.longitude, region.latitude, region.longitude):
        return False
    return math.hypot(city.latitude - region.latitude, city.longitude - region.longitude) < 1.0  # type: ignore[operator]


def _of_fact(fact: Fact, place: Place | None, *, part: bool = False) -> Candidate:
    """A fact as a candidate; `part` says that its name is cut, as "Columbia" is of the District of Columbia."""
    kind = _KINDS[fact.kind]
    people = max(fact.population, place.people if place is not None else 0)
    weight = {
        "country": 9.0,
        "region": math.log10(people + 1000) + 0.5 - 2 * BARE * part,
        "city": math.log10(people + 30),
        "area": _KNOWN.get(fact.kind, 0.0),
    }[kind]
    fame = _fame(fact, people) if kind == "city" else 0.0
    state = fact.key if fact.kind == "region" else place.state if place is not None else ""
    return Candidate(
        fact,
        kind,
        state,
        place.county if place is not None else "",
        weight + fame,
        fame,
        _cell(fact) if kind == "city" else None,
    )


def _fame(fact: Fact, people: int) -> float:
    """What a capital and a city of millions gain: Paris is in France where nothing says that it is not."""
    if fact.extra == "capital":
        return FAME if people > 100_000 else 0.0
    if fact.wikidata is not None or fact.extra == "seat":
        return FAME * 0.7
    return min(FAME / 2, max(0.0, math.log10(max(people, 1)) - 5.7))


def _has_sort(form: str) -> bool:
    """Whether a name says itself that it is a county's: "Boone County", "Rapides Parish"."""
    return form.rpartition(" ")[2].lower().rstrip(".") in load("places")["heads"]["division"]


def _of_place(place: Place, less: float) -> Candidate:
    if place.kind == "state":
        fact = by_key(place.state)
        if fact is not None:
            return _of_fact(fact, place)
    kind = {"state": "region", "county": "county", "town": "city"}[place.kind]
    number = place.geonames or f"{place.state.removeprefix('region:')}-{place.name}"
    key = f"city:{number}" if place.kind == "town" and place.geonames else f"{place.kind}:{number}".replace(" ", "-")
    fact = Fact(
        "city" if kind == "city" else "region",
        place.name,
        place.code,
        geonames=place.geonames,
        latitude=place.latitude,
        longitude=place.longitude,
        population=place.people if kind == "city" else 0,
        key=key,
    )
    weight = math.log10(place.people + (30 if kind == "city" else 100)) - (0.5 + less if kind == "county" else 0.0)
    return Candidate(fact, kind, place.state, place.county, weight, 0.0, None if kind == "region" else _cell(fact))


def _cell(fact: Fact) -> tuple[int, int] | None:
    if fact.latitude is None or fact.longitude is None:
        return None
    return math.floor(fact.latitude), math.floor(fact.longitude)
