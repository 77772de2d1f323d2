"""Trips and meetings as actions: a visit or a talk is coded once, with the id of the claim that tells it."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from dragoman.doc import country_of, entities, entity
from dragoman.extract.actions.frames import turn_of
from dragoman.model import Action, Claim, Meeting, Status, Trip, claim_id

_TALKS = frozenset({"call", "video"})


def of_trip(doc: Doc, trip: Trip, meetings: dict[str, Meeting], *, refused: bool) -> Action | None:
    """The visit that a trip is: the traveller comes to the countries, or to those met; None for a trip at home."""
    home = country_of(doc, trip.traveller)
    hosts: list[str] = []
    for leg in trip.legs:
        if leg.transit or (leg.country is not None and leg.country == home):
            continue
        state = _state(doc, leg.country)
        met = [p for m in leg.meetings if m in meetings for p in meetings[m].participants if p != trip.traveller]
        hosts.extend((state,) if state is not None else met or (leg.place,))
    recipients = tuple(host for host in dict.fromkeys(hosts) if host != trip.traveller)
    if not recipients:
        return None
    return _consult(doc, trip, (trip.traveller,), recipients, "visit", None, refused=refused)


def of_meeting(doc: Doc, meeting: Meeting, *, refused: bool) -> Action | None:
    """The talk that a meeting is; where it takes place in a participant's country, that one is the host."""
    sides = meeting.participants
    if len(sides) < 2:
        return None
    countries = [country_of(doc, side) for side in sides]
    where = country_of(doc, meeting.place)
    abroad = where is not None and None not in countries and len(set(countries)) > 1
    mode: str | None = None
    actors, recipients = sides[:1], sides[1:]
    if meeting.form in _TALKS:
        mode = "phone"
    elif len({c for c in countries if c is not None}) > 2:
        mode = "multilateral"
    elif abroad and where not in countries:
        mode = "third-party"
    elif abroad:
        mode = "visit"
        hosts = tuple(s for s, c in zip(sides, countries, strict=True) if c == where)
        actors, recipients = tuple(s for s in sides if s not in hosts), hosts
    return _consult(doc, meeting, actors, recipients, mode, meeting.place, refused=refused)


def _consult(
    doc: Doc,
    claim: Claim,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    mode: str | None,
    place: str | None,
    *,
    refused: bool,
) -> Action:
    del doc
    turn = turn_of("CONSULT", "refused" if refused else _said(claim.status))
    kind, mode = turn if turn is not None else ("CONSULT", mode)
    return Action(
        id=claim_id("action", claim.evidence, f"{kind}|{claim.id}"),
        status=claim.status,
        when=claim.when,
        evidence=claim.evidence,
        said_by=claim.said_by,
        confidence=claim.confidence,
        event_type=kind,
        mode=mode,
        actors=actors,
        recipients=recipients,
        place=place,
        negated=claim.status == "denied" and not refused,
        future=claim.status in ("planned", "proposed"),
        hypothetical=claim.status in ("hypothetical", "proposed"),
        claim=claim.id,
    )


def _said(status: Status) -> Status:
    """A visit that is proposed, as by an invitation, counts as one that is planned."""
    return "planned" if status == "proposed" else status


def _state(doc: Doc, code: str | None) -> str | None:
    """The entity of a country, the acting one before the place."""
    if code is None:
        return None
    known = [e for e in entities(doc) if e.country == code and e.place_type == "country"]
    return min(known, key=lambda e: e.kind != "polity").id if known else None


def same_talk(action: Action, actors: Iterable[str], recipients: Iterable[str]) -> bool:
    """Whether parties stand on both sides of a linked action: the same talk, told by another word."""
    sides = {*action.actors, *action.recipients}
    theirs = {*actors, *recipients}
    return len(sides & theirs) >= min(2, len(theirs))


def covers(claim: Claim, start: int) -> bool:
    """Whether a character lies in a claim's evidence."""
    return any(span.start <= start < span.end for span in claim.evidence)


def named_in(doc: Doc, ids: Iterable[str]) -> bool:
    """Whether one of the entities has a name of its own."""
    return any(entity(doc, i).kind != "group" for i in ids)
