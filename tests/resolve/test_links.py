"""A leg and what happens there are joined: a meeting gets its place from the journey, the leg its meetings."""

from __future__ import annotations

from typing import Any

from dragoman.doc import set_mentions
from dragoman.model import Claim, Entity, Gathering, Leg, Meeting, Span, Trip, When
from dragoman.resolve.links import link
from handmade import parsed

RUIZ = Entity("ruiz", "person", "Ana Ruiz", country="PE")
SOTO = Entity("soto", "person", "Juan Soto", country="CL")
ROJAS = Entity("rojas", "person", "Eva Rojas", country="BO")
SANTIAGO = Entity("santiago", "place", "Santiago", country="CL", place_type="city")
LA_PAZ = Entity("lapaz", "place", "La Paz", country="BO", place_type="city")
CHILE = Entity("chile", "place", "Chile", country="CL", place_type="country")
WORDS = (Span(0, 4, "Ruiz"),)


def day(text: str) -> When:
    return When(text, text, text, "stated", text, 0, 1)


def leg(place: Entity, **fields: Any) -> Leg:
    return Leg(place=place.id, country=place.country, status="planned", evidence=WORDS, **fields)


def trip(*legs: Leg, who: Entity = RUIZ, status: Any = "planned") -> Trip:
    return Trip(id="t1", status=status, evidence=WORDS, traveller=who.id, legs=legs)


def meeting(*who: Entity, **fields: Any) -> Meeting:
    values = {"status": "planned", **fields}
    return Meeting(id="m1", evidence=WORDS, participants=tuple(w.id for w in who), **values)


def linked(**found: tuple[Claim, ...]) -> tuple[Any, Any]:
    """The trips and the meetings, joined."""
    doc = parsed("Ruiz/NNP/nsubj/1 travels|travel/VBZ/ROOT/1")
    set_mentions(doc, (), [RUIZ, SOTO, ROJAS, SANTIAGO, LA_PAZ, CHILE])
    done = link(doc, dict(found))
    return done["trips"], done["meetings"]


def test_a_meeting_is_where_the_host_is_at_home() -> None:
    (journey,), (met,) = linked(trips=(trip(leg(LA_PAZ), leg(SANTIAGO)),), meetings=(meeting(RUIZ, SOTO),))
    assert met.place == "santiago"
    assert [one.meetings for one in journey.legs] == [(), ("m1",)]


def test_a_call_takes_place_nowhere() -> None:
    _, (met,) = linked(trips=(trip(leg(SANTIAGO)),), meetings=(meeting(RUIZ, SOTO, form="call"),))
    assert met.place is None


def test_a_meeting_of_others_is_not_on_the_journey() -> None:
    (journey,), (met,) = linked(trips=(trip(leg(SANTIAGO)),), meetings=(meeting(ROJAS, SOTO),))
    assert (met.place, journey.legs[0].meetings) == (None, ())


def test_days_that_exclude_each_other_part_a_meeting_and_a_leg() -> None:
    stay = leg(SANTIAGO, when=day("2024-05-10"))
    (journey,), (met,) = linked(trips=(trip(stay),), meetings=(meeting(RUIZ, SOTO, when=day("2024-05-20")),))
    assert (met.place, journey.legs[0].meetings) == (None, ())


def test_a_meeting_in_the_country_is_at_the_stop_in_the_city() -> None:
    (journey,), (met,) = linked(trips=(trip(leg(SANTIAGO)),), meetings=(meeting(RUIZ, SOTO, place="chile"),))
    assert met.place == "chile", "what the text says of the place stands"
    assert journey.legs[0].meetings == ("m1",)


def test_what_did_not_happen_has_no_place() -> None:
    _, (met,) = linked(trips=(trip(leg(SANTIAGO)),), meetings=(meeting(RUIZ, SOTO, status="denied"),))
    assert met.place is None


def test_a_gathering_is_of_the_leg_of_those_who_take_part() -> None:
    summit = Gathering(
        id="g1", status="planned", evidence=WORDS, name="summit", place="santiago", participants=("ruiz",)
    )
    (journey,), _ = linked(trips=(trip(leg(LA_PAZ), leg(SANTIAGO)),), gatherings=(summit,))
    assert [one.gatherings for one in journey.legs] == [(), ("g1",)]
    other = Gathering(
        id="g2", status="planned", evidence=WORDS, name="summit", place="santiago", participants=("soto",)
    )
    (journey,), _ = linked(trips=(trip(leg(SANTIAGO)),), gatherings=(other,))
    assert journey.legs[0].gatherings == ()


def test_linking_twice_changes_nothing() -> None:
    trips, met = linked(trips=(trip(leg(LA_PAZ), leg(SANTIAGO)),), meetings=(meeting(RUIZ, SOTO),))
    assert linked(trips=trips, meetings=met) == (trips, met)


def test_a_meeting_denied_does_not_stand_at_a_stop_that_goes_ahead() -> None:
    denied = meeting(RUIZ, SOTO, status="denied", place="santiago")
    (journey,), _ = linked(trips=(trip(leg(SANTIAGO)),), meetings=(denied,))
    assert [one.meetings for one in journey.legs] == [()]
