"""Stops of an official itinerary against the legs of a record: a city and its country are one stop."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dragoman.knowledge import Fact, find, fold
from dragoman.model import Entity, Leg, Record, Trip

NEAR_KM = 450
"""A city lies in a region where it is this near to its middle and in the same country."""
_LARGE = ("country", "region", "area")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gold: its names as written (a town, and its country where both are told) and what they mean."""

    names: tuple[str, ...]
    facts: tuple[Fact, ...]

    def countries(self) -> set[str]:
        """The codes of the countries in which the place may lie."""
        return {f.code for f in self.facts if f.code}


def place(name: str) -> Place:
    """The gold's place of that name, "The Hague" and "Hague" alike; facts of a country or demonym first."""
    found = find(name) or find(f"The {name}") or find(name.removeprefix("Republic of "))
    facts = tuple(f for f in found if f.kind in (*_LARGE, "city"))
    return Place((name,), facts[:4])


def stops(names: list[str]) -> list[Place]:
    """The places of an official title; a town followed by its state or country is one stop."""
    found: list[Place] = []
    for name in names:
        here = place(name)
        before = found[-1] if found else None
        if before is not None and before.facts and here.facts and _contains(here.facts[0], before):
            found[-1] = Place((*before.names, *here.names), before.facts)
        else:
            found.append(here)
    return found


def _contains(large: Fact, small: Place) -> bool:
    if large.kind == "country":
        return all(f.kind != "country" for f in small.facts) and large.code in small.countries()
    return large.kind == "region" and any(f.kind == "city" and _near(f, large) for f in small.facts)


def _near(a: Fact | Entity, b: Fact | Entity) -> bool:
    code_a = a.code if isinstance(a, Fact) else a.country
    code_b = b.code if isinstance(b, Fact) else b.country
    return code_a == code_b and _kilometres(a, b) < NEAR_KM


def _kilometres(a: Fact | Entity, b: Fact | Entity) -> float:
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return math.inf
    x = math.radians(b.longitude - a.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return 6371 * math.hypot(x, math.radians(b.latitude - a.latitude))


def same(gold: Place, entity: Entity) -> bool:
    """Whether a leg's place is the gold's: by name, or as the country of the one or the region around it."""
    if any(set(fold(n).split()) == set(fold(entity.name).split()) for n in gold.names):
        return True
    if entity.country is None or entity.country not in gold.countries():
        return any(f.kind == "area" and _kilometres(f, entity) < 2000 for f in gold.facts)
    if entity.place_type in ("country", None) or any(f.kind == "country" for f in gold.facts):
        return True
    if any(f.kind == "city" for f in gold.facts) and entity.place_type == "city":
        return any(f.geonames == entity.geonames for f in gold.facts if f.geonames)
    return any(_near(f, entity) for f in gold.facts)


def journeys(record: Record, surnames: tuple[str, ...] = ()) -> list[Trip]:
    """The trips that are told as real, of those surnames where any are given; the ones long over left out."""
    names = {e.id: e.name for e in record.entities}
    published = record.article.published or "9999"
    real = [t for t in record.trips if t.status in ("planned", "under_way", "happened")]
    real = [t for t in real if not (t.when and t.when.latest and _months(published) - _months(t.when.latest) > 1)]
    if surnames:
        real = [t for t in real if named(surnames, names.get(t.traveller, ""))]
    return real


def _months(day: str) -> int:
    year, month = (day + "-01").split("-")[:2]
    return int(year) * 12 + int(month)


def named(surnames: tuple[str, ...], name: str) -> bool:
    """Whether a name holds one of the surnames."""
    words = set(fold(name).split())
    return any(words & set(fold(s).split()) for s in surnames)


def chief(trips: list[Trip]) -> str | None:
    """Whose journey a text is about: the traveller with the most stops, the first told of equals."""
    legs: dict[str, int] = {}
    for trip in trips:
        legs[trip.traveller] = legs.get(trip.traveller, 0) + len(trip.legs)
    return max(legs, key=lambda t: legs[t]) if legs else None


def legs_of(trips: list[Trip], traveller: str | None) -> list[Leg]:
    """The legs of one traveller's trips, in order."""
    return [leg for trip in trips if trip.traveller == traveller for leg in trip.legs]
