"""Claims of one article that belong together: a leg and the meetings and gatherings at its stop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar, cast

from dragoman.doc import Doc, entity
from dragoman.model import Claim, Gathering, Leg, Meeting, Trip

_Attended = TypeVar("_Attended", Meeting, Gathering)
_REAL = ("planned", "under_way", "happened")


def link(doc: Doc, found: dict[str, tuple[Claim, ...]]) -> dict[str, tuple[Claim, ...]]:
    """The same claims: a meeting on a journey has its place from it, a leg the ids of what happens there."""
    trips = cast("tuple[Trip, ...]", found.get("trips", ()))
    journeys: dict[str, list[Trip]] = {}
    for trip in trips:
        journeys.setdefault(trip.traveller, []).append(trip)
    meetings = tuple(
        _placed(doc, m, tuple(t for p in m.participants for t in journeys.get(p, ())))
        for m in cast("tuple[Meeting, ...]", found.get("meetings", ()))
    )
    met = _by_participant(meetings)
    held = _by_participant(cast("tuple[Gathering, ...]", found.get("gatherings", ())))
    linked = tuple(
        replace(t, legs=tuple(_leg(doc, leg, met.get(t.traveller, []), held.get(t.traveller, [])) for leg in t.legs))
        for t in trips
    )
    return {**found, "meetings": meetings, "trips": linked}


def _by_participant(claims: Iterable[_Attended]) -> dict[str, list[_Attended]]:
    """The claims at which each takes part, in their order."""
    found: dict[str, list[_Attended]] = {}
    for claim in claims:
        for who in dict.fromkeys(claim.participants):
            found.setdefault(who, []).append(claim)
    return found


def _placed(doc: Doc, meeting: Meeting, trips: tuple[Trip, ...]) -> Meeting:
    """A meeting without a place is at the stop in whose country the other side is at home.

    `trips` are the journeys of those who meet.
    """
    if meeting.place is not None or meeting.form in ("call", "video") or meeting.status not in _REAL:
        return meeting
    hosts = {entity(doc, p).country for p in meeting.participants} - {None}
    stops = {
        leg.place
        for trip in trips
        if trip.status in _REAL
        for leg in trip.legs
        if leg.country in hosts and leg.country != entity(doc, trip.traveller).country and _agree(meeting, leg)
    }
    homes = {entity(doc, trip.traveller).country for trip in trips}
    foreign = hosts - homes
    if len(foreign) > 1:
        stops = _section(meeting, trips) or stops
    elif not stops and meeting.status == "planned" and len(hosts) < 2:
        stops = _ahead(trips) or (set() if foreign else _section(meeting, trips))
    elif not stops and not foreign:
        stops = _section(meeting, trips)
    return replace(meeting, place=stops.pop()) if len(stops) == 1 else meeting


def _ahead(trips: tuple[Trip, ...]) -> set[str]:
    """The stops not yet over of a journey under way: where one alone is left, a planned meeting is there."""
    return {
        leg.place
        for trip in trips
        if trip.status == "under_way"
        for leg in trip.legs
        if leg.status in ("under_way", "planned")
    }


SECTION = 800
"""Characters behind the words that tell a stop in which a meeting without a place is taken to be there."""


def _section(meeting: Meeting, trips: tuple[Trip, ...]) -> set[str]:
    """The stop told last before a planned meeting, by words that tell it alone: "In Oslo, she will ... She will meet"."""
    if meeting.status != "planned":
        return set()
    at = meeting.evidence[0].start
    legs = [leg for trip in trips if trip.status in ("planned", "under_way") for leg in trip.legs]
    told = [span for leg in legs for span in leg.evidence]
    before = [
        (span.start, leg.place)
        for leg in legs
        for span in leg.evidence
        if at - SECTION < span.start <= at and told.count(span) == 1
    ]
    return {max(before)[1]} if before else set()


def _agree(meeting: Meeting, leg: Leg) -> bool:
    """Whether the times of the two do not exclude each other."""
    a, b = meeting.when, leg.when
    if a is None or b is None or not a.earliest or not b.earliest:
        return True
    return (a.latest or "9999") >= b.earliest and (b.latest or "9999") >= a.earliest


def _leg(doc: Doc, leg: Leg, meetings: list[Meeting], gatherings: list[Gathering]) -> Leg:
    """The leg with what of the traveller's meetings and gatherings took place there."""
    met = tuple(m.id for m in meetings if _stands(m, leg) and _at(doc, m.place, leg) and _agree(m, leg))
    held = tuple(g.id for g in gatherings if _stands(g, leg) and _at(doc, g.place, leg))
    return replace(leg, meetings=met, gatherings=held)


def _stands(claim: Meeting | Gathering, leg: Leg) -> bool:
    """Whether a claim belongs to a stop: what is denied or called off does not happen at one that goes ahead."""
    return claim.status in _REAL or leg.status not in _REAL


def _at(doc: Doc, place: str | None, leg: Leg) -> bool:
    if place is None:
        return False
    if place == leg.place:
        return True
    one, two = entity(doc, place), entity(doc, leg.place)
    return one.country is not None and one.country == two.country and "country" in (one.place_type, two.place_type)
