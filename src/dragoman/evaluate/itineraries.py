"""Announced journeys against what the official record says of them: stops, days, order, who was met."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from typing import Any

from dragoman.evaluate.stops import Place, chief, journeys, legs_of, named, place, same, stops
from dragoman.model import Entity, Leg, Record, Trip

Score = tuple[dict[str, tuple[int, int]], tuple[str, ...]]
_HOME = "US"
_JOINERS = (" and ", ", ", "/")
_WHOSE = re.compile(r"(\w[\w.-]*)(?:[’']s?)? (?:Upcoming |to )?(?:Travels?|Trip|Visits?)\b")
"""Whose journey a title tells: "Minister Diaz’s Travel to Oslo", "Envoy Stone Travels to Chad"."""


def surnames(who: str) -> tuple[str, ...]:
    """The last names of an official title's people: "Envoy Kerry and Assistant Secretary Medina"."""
    parts = [who]
    for joiner in _JOINERS[:1]:
        parts = [p for part in parts for p in part.split(joiner)]
    return tuple(part.split()[-1] for part in parts if part.split())


def destinations(document: dict[str, Any], record: Record) -> Score:
    """Traveller, F1 over the set of stops, and their order where all were found.

    What a title names that is no place of the knowledge base ("the Region", a conference) is not asked for.
    """
    told, who = stops(document["destinations"]), surnames(document["who"])
    wanted = [p for p in told if p.facts]
    known = {e.id: e for e in record.entities}
    trips = journeys(record)
    lead = chief(trips)
    right = lead is not None and named(who, known[lead].name)
    legs = legs_of(trips, lead)
    hits = match(wanted, legs, known)
    used = {m for ms in hits.values() for m in ms}
    # a title that names an event or a base leaves open what its places are
    extra = [leg for n, leg in enumerate(legs) if n not in used] if len(wanted) == len(told) else []
    found = sum(1 for ms in hits.values() if ms)
    asked = len(wanted)
    errors = [] if right else [f"traveller {known[lead].name if lead else None!r}, not {document['who']}"]
    errors += [f"missed {'/'.join(p.names)}" for n, p in enumerate(wanted) if not hits[n]]
    errors += [f"too much {known[leg.place].name} {leg.status}: {leg.evidence[0].text[:150]!r}" for leg in extra]
    counts = {"traveller": (int(right), 1), "F1": (2 * found, asked + found + len(extra))}
    if found == asked > 1:
        ordered = _rising([min(hits[n]) for n in range(asked)])
        counts["order"] = (int(ordered), 1)
        errors += (
            [] if ordered else [f"order {[known[leg.place].name for leg in legs]}, not {document['destinations']}"]
        )
    return counts, tuple(errors)


def _rising(values: list[int]) -> bool:
    return all(a <= b for a, b in itertools.pairwise(values))


def match(wanted: list[Place], legs: list[Leg], known: dict[str, Entity]) -> dict[int, list[int]]:
    """The legs of each wanted stop; a leg goes to the first stop of its very name, else to the first it may be."""
    hits: dict[int, list[int]] = {n: [] for n in range(len(wanted))}
    free = []
    for m, leg in enumerate(legs):
        exact = [n for n, p in enumerate(wanted) if known[leg.place].name in p.names]
        if exact:
            hits[exact[0]].append(m)
        else:
            free.append(m)
    for m in free:
        fits = [n for n, p in enumerate(wanted) if same(p, known[legs[m].place])]
        if fits:
            hits[next((n for n in fits if not hits[n]), fits[0])].append(m)
    return hits


# Legs of the Historian's record


def legs(document: dict[str, Any], record: Record) -> Score:
    """Recall over legs that the text supports, precision over foreign legs, cities, days, order, counterparts."""
    known = {e.id: e for e in record.entities}
    own = _chosen(document, record)
    foreign = [leg for leg in own if leg.country != _HOME]
    wanted = [g for g in document["legs"] if g["country_in_text"]]
    golds = [place(_country(g["country"])) for g in wanted]
    places = [place(_country(g["country"])) for g in document["legs"]]
    counts: dict[str, tuple[int, int]] = {}
    errors: list[str] = []
    hits = [[leg for leg in foreign if leg.country in p.countries()] for p in golds]
    counts["recall"] = (sum(1 for h in hits if h), len(wanted))
    good = [leg for leg in foreign if any(leg.country in p.countries() for p in places)]
    counts["precision"] = (len(good), len(foreign))
    errors += [f"missed {g['country']}" for g, h in zip(wanted, hits, strict=True) if not h]
    errors += [f"too much {known[x.place].name}: {x.evidence[0].text[:150]!r}" for x in foreign if x not in good]
    for measure, right, asked, error in _details(wanted, hits, known, record):
        before = counts.get(measure, (0, 0))
        counts[measure] = (before[0] + right, before[1] + asked)
        errors += [error] if error else []
    ranks = sorted((foreign.index(h[0]), g["start"]) for g, h in zip(wanted, hits, strict=True) if h)
    if len(ranks) > 1 and len(ranks) == len(wanted):
        # the record has days alone: stops of one day may stand in either order
        ordered = all(a[1] <= b[1] for a, b in itertools.pairwise(ranks))
        counts["order"] = (int(ordered), 1)
        if not ordered:
            errors.append(f"order {[known[leg.place].name for leg in foreign]}")
    return counts, tuple(errors)


def _country(name: str) -> str:
    return {"Palestinian Authority": "Palestine", "West Bank": "Palestine"}.get(name, name)


def _legs_asked(document: dict[str, Any], record: Record) -> list[Leg]:
    """The legs of him whose journey the title tells, or else of him of whom the text tells the most stops."""
    trips = journeys(record)
    names = {e.id: e.name for e in record.entities}
    for told in _WHOSE.findall(str(document["title"])):
        own: list[Trip] = [t for t in trips if named((told,), names.get(t.traveller, ""))]
        if own:
            return [leg for trip in own for leg in trip.legs]
    return legs_of(trips, chief(trips))


def _chosen(document: dict[str, Any], record: Record) -> list[Leg]:
    """The traveller's legs, those told for days far from the journey left out."""
    first, last = _day(document["trip_start"]), _day(document["trip_end"])
    found = []
    for leg in _legs_asked(document, record):
        when = leg.when
        if when is not None and when.earliest and _day(when.earliest) > last + datetime.timedelta(days=10):
            continue
        if when is not None and when.latest and _day(when.latest) < first - datetime.timedelta(days=10):
            continue
        found.append(leg)
    return found


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text[:10])


def _details(
    wanted: list[dict[str, Any]], hits: list[list[Leg]], known: dict[str, Entity], record: Record
) -> Iterator[tuple[str, int, int, str | None]]:
    """(measure, right, asked, error) for the city, the days and the counterparts of every leg found."""
    for gold, found in zip(wanted, hits, strict=True):
        if not found:
            continue
        if gold["locale_in_text"]:
            cities = [place(c.strip()) for c in gold["locale"].split(",")]
            hit = any(
                same(c, known[leg.place]) and known[leg.place].place_type != "country" for c in cities for leg in found
            )
            yield (
                "city",
                int(hit),
                1,
                None if hit else f"city {gold['locale']}, got {[known[x.place].name for x in found]}",
            )
        yield from _days(gold, found)
        met = [
            known[p].name for m in record.meetings if any(m.id in leg.meetings for leg in found) for p in m.participants
        ]
        for person in gold["persons_in_text"]:
            hit = any(named((person.split()[-1],), name) for name in met)
            yield "counterparts", int(hit), 1, None if hit else f"not met in {gold['country']}: {person}"


def _days(gold: dict[str, Any], found: list[Leg]) -> Iterator[tuple[str, int, int, str | None]]:
    for side in ("start", "end"):
        told = [x.when.earliest if side == "start" else x.when.latest for x in found if x.when is not None]
        days = [_day(t) for t in told if t]
        yield f"{side} told", int(bool(days)), 1, None
        if days:
            day = min(days) if side == "start" else max(days)
            off = abs((day - _day(gold[side])).days)
            yield f"{side} exact", int(off == 0), 1, None
            yield (
                f"{side} within 1",
                int(off <= 1),
                1,
                None if off <= 1 else f"{side} {day} of {gold['country']}, not {gold[side]}",
            )
