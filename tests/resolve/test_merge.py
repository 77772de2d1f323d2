"""Reports of one thing are one event, whatever their order; what contradicts stays apart; differences stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Action, Claim, Election, Entity, Gathering, Leg, Meeting, Span, Statement, Tenure, Trip, When
from dragoman.resolve.merge import KINDS, Decision, Event, Origin, Report, compare, merge, report

CAST = {
    "ana": Entity("ana", "person", "Ana Ruiz", "Q1"),
    "ruiz": Entity("ruiz", "person", "Ruiz"),
    "ben": Entity("ben", "person", "Ben Okafor", "Q2"),
    "kenji": Entity("kenji", "person", "Kenji Tanaka", "Q3"),
    "lima": Entity("lima", "place", "Lima", "Q10", "PE", "city"),
    "peru": Entity("peru", "place", "Peru", "Q11", "PE", "country"),
    "cusco": Entity("cusco", "place", "Cusco", "Q12", "PE", "city"),
    "quito": Entity("quito", "place", "Quito", "Q13", "EC", "city"),
    "oslo": Entity("oslo", "place", "Oslo", "Q14", "NO", "city"),
}
IDS = {key: e.wikidata or f"person:{e.name.casefold()}" for key, e in CAST.items()}
SPAN = (Span(0, 4, "said"),)


def when(edtf: str | None, basis: Any = "stated") -> When | None:
    if edtf is None:
        return None
    first, _, last = edtf.partition("/")
    if len(first) == 7:
        return When(edtf, f"{first}-01", f"{first}-28", basis, edtf, 0, 4)
    return When(edtf, first, last or first, basis, edtf, 0, 4)


def told(
    claim: Claim, kind: str, article: str, published: str | None = "2024-03-01", source: str | None = None
) -> Report:
    origin = Origin(f"{article}/{claim.id or kind}", article, source or article, published, article)
    return report(KINDS[kind].shape, kind, claim, CAST, IDS, origin)


def trip(
    article: str, days: str | None, *places: str, who: str = "ana", status: Any = "planned", **more: Any
) -> Report:
    legs = tuple(Leg(place=p, country=CAST[p].country, status=status, evidence=SPAN) for p in places)
    return told(Trip(status=status, when=when(days), evidence=SPAN, traveller=who, legs=legs), "trips", article, **more)


def meeting(article: str, days: str | None, *who: str, place: str | None = None, **more: Any) -> Report:
    made = Meeting(status="happened", when=when(days), evidence=SPAN, participants=who, place=place)
    return told(made, "meetings", article, **more)


def groups(reports: Sequence[Report], decisions: Sequence[Decision] = ()) -> set[frozenset[str]]:
    return {frozenset(r.article for r in event.reports) for event in merge(reports, decisions)}


def sets(*articles: str) -> set[frozenset[str]]:
    return {frozenset(lot) for lot in articles}


def the_one(reports: Sequence[Report]) -> Event:
    (event,) = merge(reports)
    return event


def test_a_journey_announced_and_told_is_one() -> None:
    event = the_one([
        trip("a", "2024-03-05/2024-03-09", "lima", "quito"),
        trip("b", "2024-03-05", "lima", who="ruiz", status="under_way", published="2024-03-05"),
        trip("c", "2024-03-05/2024-03-09", "peru", "quito", status="happened", published="2024-03-12"),
    ])  # fmt: skip
    assert (event.status, event.sources, event.place) == ("happened", 3, "Lima")
    assert event.title == "Ana Ruiz: Lima, Quito"
    assert event.days is not None
    assert event.days.edtf == "2024-03-05/2024-03-09"
    assert event.differences == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (trip("a", "2024-03-05", "lima"), trip("b", "2024-03-05", "lima", who="ben")),
        (trip("a", "2024-03-05", "lima"), trip("b", "2024-04-05", "lima")),
        (trip("a", "2024-03-05", "lima"), trip("b", "2024-03-05", "oslo")),
        (meeting("a", "2024-03-05", "ana", "ben"), meeting("b", "2024-03-05", "ana", "kenji")),
        (meeting("a", "2024-03-05", "ana", "ben"), meeting("b", "2024-03-08", "ana", "ben")),
        (
            meeting("a", "2024-03-05", "ana", "ben", place="lima"),
            meeting("b", "2024-03-05", "ana", "ben", place="oslo"),
        ),
    ],
)
def test_what_differs_in_who_when_or_where_is_two(one: Report, other: Report) -> None:
    assert groups([one, other]) == sets("a", "b")


def test_an_undated_report_does_not_tie_two_journeys_into_one() -> None:
    march, may = trip("a", "2024-03-05", "lima"), trip("b", "2024-03-20", "lima", published="2024-03-16")
    vague = trip("c", None, "lima", published="2024-03-14")
    found = groups([march, may, vague])
    assert len(found) == 2
    assert not any({"a", "b"} <= lot for lot in found)
    assert frozenset("bc") in found


def test_a_talk_of_four_does_not_tie_two_talks_of_two() -> None:
    wide = meeting("w", "2024-03-05", "ana", "ben", "kenji")
    found = groups([wide, meeting("a", "2024-03-05", "ana", "ben"), meeting("b", "2024-03-05", "ana", "kenji")])
    assert not any({"a", "b"} <= lot for lot in found)


def test_copies_of_a_wire_story_are_one_source() -> None:
    copies = [trip(name, "2024-03-05", "lima", source="a") for name in "abc"]
    event = the_one([*copies, trip("d", "2024-03-05", "lima")])
    assert (len(event.reports), event.sources) == (4, 2)
    assert event.confidence == pytest.approx(0.75)
    assert the_one(copies).confidence == 0.5


def test_two_days_stand_side_by_side_and_the_later_report_is_taken() -> None:
    event = the_one([
        trip("a", "2024-03-05/2024-03-07", "lima"), trip("b", "2024-03-06/2024-03-09", "lima", published="2024-03-04")
    ])  # fmt: skip
    assert event.days is not None
    assert event.days.edtf == "2024-03-06/2024-03-09"
    assert [(d.field, d.value, d.claim, d.best) for d in event.differences] == [
        ("when", "2024-03-05/2024-03-07", "a/trips", False),
        ("when", "2024-03-06/2024-03-09", "b/trips", True),
    ]


def test_a_day_is_better_than_a_month_and_a_stated_one_than_an_inferred() -> None:
    def election(article: str, days: str, basis: Any = "stated", published: str = "2024-03-01") -> Report:
        made = Election(status="planned", when=when(days, basis), evidence=SPAN, jurisdiction="PE", kind="presidential")
        return told(made, "elections", article, published)

    vague = the_one([election("a", "2024-06-14"), election("b", "2024-06", published="2024-05-01")])
    assert vague.days is not None
    assert vague.days.edtf == "2024-06-14"
    assert vague.differences == ()
    basis = the_one([election("a", "2024-06-14"), election("b", "2024-06-15", "inferred", "2024-05-01")])
    assert basis.days is not None
    assert basis.days.edtf == "2024-06-14"
    assert {d.value for d in basis.differences} == {"2024-06-14", "2024-06-15"}


@pytest.mark.parametrize(
    ("told_as", "comes_to"),
    [
        (("planned", "happened"), "happened"),
        (("planned", "cancelled"), "cancelled"),
        (("planned", "cancelled", "planned"), "planned"),
        (("happened", "planned"), "happened"),
        (("proposed", "planned"), "planned"),
        (("planned", "under_way", "happened"), "happened"),
    ],
)
def test_a_later_report_moves_the_status(told_as: tuple[str, ...], comes_to: str) -> None:
    reports = [
        trip(f"a{n}", "2024-03-05", "lima", status=status, published=f"2024-03-0{n + 1}")
        for n, status in enumerate(told_as)
    ]
    assert the_one(reports).status == comes_to


def test_that_it_was_called_off_and_took_place_is_a_difference() -> None:
    event = the_one([
        trip("a", "2024-03-05", "lima", status="cancelled"), trip("b", "2024-03-05", "lima", status="happened"),
    ])  # fmt: skip
    assert {(d.field, d.value) for d in event.differences} == {("status", "cancelled"), ("status", "happened")}


def test_two_towns_of_one_talk_are_a_difference_where_a_reviewer_says_it_is_one() -> None:
    one, other = (meeting(a, "2024-03-05", "ana", "ben", place=p) for a, p in (("a", "lima"), ("b", "oslo")))
    (event,) = merge([one, other], [Decision(7, together=True, one=one.uid, other=other.uid)])
    assert {(d.field, d.value) for d in event.differences} == {("place", "Lima"), ("place", "Oslo")}
    assert sum(d.best for d in event.differences) == 1
    assert event.links[0].verdict == 7


def test_the_last_verdict_on_two_claims_counts() -> None:
    reports = [trip(name, "2024-03-05", "lima") for name in "abc"]
    a, b, c = (r.uid for r in reports)
    split = Decision(1, together=False, one=a, other=b)
    assert not any({"a", "b"} <= lot for lot in groups(reports, [split]))
    assert groups(reports, [split, Decision(2, together=True, one=b, other=a)]) == sets("abc")
    # nobody is joined to whom he is split from by way of a third
    round_about = [split, Decision(2, together=True, one=a, other=c), Decision(3, together=True, one=b, other=c)]
    assert groups(reports, round_about) == sets("a", "bc")


def test_the_other_kinds_merge_too() -> None:
    def statement(article: str, words: str) -> Report:
        made = Statement(status="happened", evidence=SPAN, speaker="ana", content=(Span(0, len(words), words),))
        return told(made, "statements", article)

    talk = "the border will be opened before the harvest begins"
    assert groups([statement("a", talk), statement("b", f"{talk} in both countries")]) == sets("ab")
    assert groups([statement("a", talk), statement("b", "prices of grain have fallen since winter")]) == sets("a", "b")

    def tenure(article: str, office: str, who: str = "ana") -> Report:
        return told(
            Tenure(status="happened", evidence=SPAN, person=who, office=office, jurisdiction="PE"), "tenures", article
        )

    assert groups([tenure("a", "Foreign Minister"), tenure("b", "foreign minister", "ruiz")]) == sets("ab")
    assert groups([tenure("a", "Foreign Minister"), tenure("b", "President")]) == sets("a", "b")

    def gathering(article: str, name: str, days: str) -> Report:
        return told(
            Gathering(status="planned", when=when(days), evidence=SPAN, name=name, place="lima"), "gatherings", article
        )

    forum = "Andean Forum on Water"
    assert groups(
        [gathering("a", forum, "2024-03-05"), gathering("b", "the Andean Forum", "2024-03-05/2024-03-07")]
    ) == sets("ab")
    assert groups([gathering("a", forum, "2024-03-05"), gathering("b", forum, "2025-03-05")]) == sets("a", "b")

    def action(article: str, kind: str, whom: str) -> Report:
        made = Action(
            status="happened",
            when=when("2024-03-05"),
            evidence=SPAN,
            event_type=kind,
            actors=("ana",),
            recipients=(whom,),
        )
        return told(made, "actions", article)

    assert groups([action("a", "CONSULT", "ben"), action("b", "CONSULT", "ben"), action("c", "ACCUSE", "ben")]) == sets(
        "ab", "c"
    )


def test_every_respect_is_told_with_its_weight() -> None:
    compared = compare(KINDS["trips"], trip("a", "2024-03-05", "lima"), trip("b", "2024-05-05", "lima", who="ben"))
    told_ = {c.field: (c.level, c.weight) for c in compared}
    assert told_["traveller"] == ("none", None)
    assert told_["days"] == ("apart", None)
    assert told_["countries"] == ("same", 4)


@st.composite
def many(draw: st.DrawFn) -> list[Report]:
    def one(n: int) -> Report:
        day = draw(
            st.sampled_from([None, "2024-03-05", "2024-03-06", "2024-03-05/2024-03-09", "2024-03-12", "2024-03"])
        )
        published = draw(st.sampled_from([None, "2024-03-01", "2024-03-06", "2024-04-01"]))
        more = {"published": published, "source": draw(st.sampled_from(["s", f"a{n}"]))}
        if draw(st.booleans()):
            places = draw(st.lists(st.sampled_from(["lima", "peru", "quito", "oslo"]), max_size=3))
            status = draw(st.sampled_from(["planned", "happened", "cancelled", "under_way"]))
            return trip(f"a{n}", day, *places, who=draw(st.sampled_from(["ana", "ruiz", "ben"])), status=status, **more)
        who = draw(st.lists(st.sampled_from(["ana", "ruiz", "ben", "kenji"]), min_size=1, max_size=3, unique=True))
        return meeting(f"a{n}", day, *who, place=draw(st.sampled_from([None, "lima", "cusco"])), **more)

    return [one(n) for n in range(draw(st.integers(0, 9)))]


@given(many(), st.randoms(use_true_random=False), st.data())
@settings(max_examples=150, deadline=None)
def test_merging_does_not_look_at_the_order_and_done_twice_changes_nothing(
    reports: list[Report], random: Any, data: Any
) -> None:
    decisions = list(_decided(reports, data))
    events = merge(reports, decisions)
    shuffled = [*reports, *reports]
    random.shuffle(shuffled)
    random.shuffle(decisions)
    assert merge(shuffled, decisions) == events
    # every report is in one event, and what a reviewer split is split
    assert sorted(r.uid for e in events for r in e.reports) == sorted(r.uid for r in reports)
    last = {frozenset((d.one, d.other)): d.together for d in sorted(decisions, key=lambda d: d.number)}
    for event in events:
        uids = {r.uid for r in event.reports}
        assert not any(pair <= uids for pair, together in last.items() if not together)
        assert event.leading in uids
        assert 1 <= event.sources <= len(event.reports)
        assert 0 < event.confidence <= 0.99


@given(many())
@settings(max_examples=100, deadline=None)
def test_nothing_barred_is_ever_in_one_event(reports: list[Report]) -> None:
    for event in merge(reports):
        for one in event.reports:
            for other in event.reports:
                if one.uid != other.uid:
                    assert all(c.weight is not None for c in compare(KINDS[one.kind], one, other))


def _decided(reports: Sequence[Report], data: Any) -> Iterator[Decision]:
    trips = [r.uid for r in reports if r.kind == "trips"]
    if len(trips) > 1:
        for number in range(data.draw(st.integers(0, 3))):
            one, other = data.draw(st.sampled_from(trips)), data.draw(st.sampled_from(trips))
            if one != other:
                yield Decision(number, together=data.draw(st.booleans()), one=one, other=other)
