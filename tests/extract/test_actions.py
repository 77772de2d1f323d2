"""Actions: who did what to whom, how it is told, and that trips, meetings and statements are coded once."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dragoman.doc import open_notes, set_mentions
from dragoman.extract.actions.linked import of_meeting, of_trip
from dragoman.model import Action, Article, Entity, Leg, Meeting, Rejection, Span, Statement, Trip

PUBLISHED = "2024-05-13"
FLAGS = ("negated", "future", "hypothetical", "historical")


def article(text: str) -> Article:
    return Article("t", "t", None, None, PUBLISHED, "given", None, "en", text)


# Linked claims, without a model


RUTO = Entity("ruto", "person", "William Ruto", country="KE")
ABIY = Entity("abiy", "person", "Abiy Ahmed", country="ET")
TAMIM = Entity("tamim", "person", "Tamim Al Thani", country="QA")
ETHIOPIA = Entity("ethiopia", "place", "Ethiopia", country="ET", place_type="country")
ADDIS = Entity("addis", "place", "Addis Ababa", country="ET", place_type="city")
NAIROBI = Entity("nairobi", "place", "Nairobi", country="KE", place_type="city")
GENEVA = Entity("geneva", "place", "Geneva", country="CH", place_type="city")
EVERYBODY = (RUTO, ABIY, TAMIM, ETHIOPIA, ADDIS, NAIROBI, GENEVA)
WORDS = (Span(0, 4, "Ruto"),)


def told(*entities: Entity) -> Doc:
    doc = Doc(Vocab(), words=["Ruto", "travels"])
    open_notes(doc, article("Ruto travels "))
    set_mentions(doc, (), entities or EVERYBODY)
    return doc


def trip(*places: Entity, status: Any = "happened", transit: bool = False) -> Trip:
    legs = tuple(Leg(place=p.id, country=p.country, status=status, evidence=WORDS, transit=transit) for p in places)
    return Trip(id="trip-1", status=status, evidence=WORDS, traveller="ruto", legs=legs)


def meeting(*sides: Entity, place: Entity | None = None, **fields: Any) -> Meeting:
    ids = tuple(side.id for side in sides)
    values = {"status": "happened", **fields}
    return Meeting(id="meeting-1", evidence=WORDS, participants=ids, place=place.id if place else None, **values)


def test_a_trip_is_a_visit_to_the_country() -> None:
    action = of_trip(told(), trip(ADDIS), {}, refused=False)
    assert action is not None
    assert (action.event_type, action.mode, action.claim) == ("CONSULT", "visit", "trip-1")
    assert (action.actors, action.recipients) == (("ruto",), ("ethiopia",))
    assert not any(getattr(action, flag) for flag in FLAGS)


def test_the_hosts_stand_for_a_country_that_is_not_named() -> None:
    leg = Leg(place="addis", country="ET", status="happened", meetings=("meeting-1",), evidence=WORDS)
    told_trip = Trip(id="trip-1", status="happened", evidence=WORDS, traveller="ruto", legs=(leg,))
    doc = told(RUTO, ABIY, ADDIS)
    action = of_trip(doc, told_trip, {"meeting-1": meeting(RUTO, ABIY)}, refused=False)
    assert action is not None
    assert action.recipients == ("abiy",)


@pytest.mark.parametrize(
    ("status", "kind", "mode", "flag"),
    [
        ("planned", "AGREE", None, "future"),
        ("proposed", "AGREE", None, "future"),
        ("cancelled", "REJECT", "meet", None),
        ("denied", "CONSULT", "visit", "negated"),
        ("hypothetical", "CONSULT", "visit", "hypothetical"),
    ],
)
def test_a_trips_status_decides_its_type(status: str, kind: str, mode: str | None, flag: str | None) -> None:
    action = of_trip(told(), trip(ADDIS, status=status), {}, refused=False)
    assert action is not None
    assert (action.event_type, action.mode, action.status) == (kind, mode, status)
    assert flag is None or getattr(action, flag)


def test_a_trip_that_was_refused_is_a_rejection() -> None:
    action = of_trip(told(), trip(ADDIS, status="denied"), {}, refused=True)
    assert action is not None
    assert (action.event_type, action.mode, action.negated) == ("REJECT", "meet", False)


def test_travel_at_home_and_in_transit_visits_nobody() -> None:
    assert of_trip(told(), trip(NAIROBI), {}, refused=False) is None
    assert of_trip(told(), trip(ADDIS, transit=True), {}, refused=False) is None


@pytest.mark.parametrize(
    ("sides", "place", "form", "mode", "actors"),
    [
        ((ABIY, RUTO), ADDIS, "in_person", "visit", ("ruto",)),
        ((RUTO, ABIY), GENEVA, "in_person", "third-party", ("ruto",)),
        ((RUTO, ABIY, TAMIM), None, None, "multilateral", ("ruto",)),
        ((RUTO, ABIY), None, "call", "phone", ("ruto",)),
        ((RUTO, ABIY), None, None, None, ("ruto",)),
    ],
)
def test_where_and_how_they_meet_decides_the_mode(
    sides: tuple[Entity, ...], place: Entity | None, form: Any, mode: str | None, actors: tuple[str, ...]
) -> None:
    action = of_meeting(told(), meeting(*sides, place=place, form=form), refused=False)
    assert action is not None
    assert (action.mode, action.actors) == (mode, actors)
    assert {*action.actors, *action.recipients} == {side.id for side in sides}


# Frames, with the model


def read(text: str, found: dict[str, tuple[Any, ...]] | None = None) -> tuple[list[Action | Rejection], Any]:
    from dragoman import segment
    from dragoman.extract.actions import ACTIONS
    from dragoman.pipeline import annotate

    doc = annotate(segment.label(article(text)))
    return [r for r in ACTIONS.find(doc, found or {}) if isinstance(r, Action | Rejection)], doc


def coded(text: str) -> list[tuple[str, str | None, list[str], list[str], list[str]]]:
    from dragoman.doc import entity

    results, doc = read(text)
    return [
        (
            a.event_type,
            a.mode,
            [entity(doc, i).name for i in a.actors],
            [entity(doc, i).name for i in a.recipients],
            [flag for flag in FLAGS if getattr(a, flag)],
        )
        for a in results
        if isinstance(a, Action)
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "kind", "mode", "actor", "recipient", "flag"),
    [
        ("Norway expelled two Russian diplomats.", "SANCTION", "expel", "Norway", "Russia", None),
        ("Turkey has not sent troops to Libya.", "MOBILIZE", "troops", "Turkey", "Libya", "negated"),
        ("Iran denied attacking Saudi Arabia.", "ASSAULT", None, "Iran", "Saudi Arabia", "negated"),
        ("Germany may impose sanctions on Georgia.", "SANCTION", "discontinue", "Germany", "Georgia", "hypothetical"),
        ("Iraq invaded Kuwait in 1990.", "ASSAULT", None, "Iraq", "Kuwait", "historical"),
        ("Morocco had severed relations with Iran.", "SANCTION", "discontinue", "Morocco", "Iran", "historical"),
        ("Denmark will expel the Chinese consul on Friday.", "SANCTION", "expel", "Denmark", "China", "future"),
        ("Japan plans to open an embassy in Fiji.", "AGREE", None, "Japan", "Fiji", "future"),
        ("Poland will lend Moldova 10 million euros.", "AGREE", None, "Poland", "Moldova", "future"),
        ("Serbia will not recognize Kosovo.", "REJECT", "assist", "Serbia", "Kosovo", None),
        ("Brazil refused to extradite the banker to Italy.", "REJECT", "assist", "Brazil", "Italy", None),
        ("The Philippines summoned the Chinese ambassador.", "ACCUSE", "disapprove", "Philippines", "China", None),
        ("Sudan threatened to expel the British ambassador.", "THREATEN", "expel", "Sudan", "United Kingdom", None),
        ("Boko Haram kidnapped 12 Cameroonian soldiers.", "ASSAULT", "abduct", "Boko Haram", "Cameroon", None),
        ("Iranian officials condemned Israel.", "ACCUSE", "disapprove", "Iran", "Israel", None),
        ("Brazil condemned Israel's attack on a clinic.", "ACCUSE", "disapprove", "Brazil", "Israel", None),
        ("Egypt urged Israel to release the doctors.", "REQUEST", "yield", "Egypt", "Israel", None),
        ("Ethiopia hosted President William Ruto.", "CONSULT", "visit", "William Ruto", "Ethiopia", None),
    ],
)
def test_one_action_with_its_parties_and_flag(
    text: str, kind: str, mode: str | None, actor: str, recipient: str, flag: str | None
) -> None:
    assert coded(text) == [(kind, mode, [actor], [recipient], [flag] if flag else [])]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The storm hit Haiti on Sunday.",
        "Tourism supports the economy of Greece.",
        "The president met a deadline set by the fund.",
        "Brazil beat Argentina in the final.",
        "Analysts warn that attacks could rise.",
    ],
)
def test_idioms_and_things_that_nobody_did_are_no_actions(text: str) -> None:
    assert coded(text) == []


@pytest.mark.model
def test_a_resolution_speaks_for_the_body_that_adopts_it() -> None:
    actions = coded("The Security Council adopted a resolution condemning North Korea.")
    assert [(kind, who, whom) for kind, _, who, whom, _ in actions] == [
        ("ACCUSE", ["United Nations Security Council"], ["North Korea"])
    ]


@pytest.mark.model
def test_who_reports_a_deed_is_kept_unless_it_is_the_actor() -> None:
    results, doc = read("Israel did not attack Lebanon, Germany said. Cuba said that Cuba had freed a Spanish priest.")
    actions = [a for a in results if isinstance(a, Action)]
    speakers = {a.event_type: a.said_by for a in actions}
    assert {e.id for e in _named(doc, "Germany")} == {speakers["ASSAULT"]}
    assert speakers["RETREAT"] is None


def _named(doc: Any, name: str) -> list[Entity]:
    from dragoman.doc import entities

    return [e for e in entities(doc) if e.name == name]


@pytest.mark.model
def test_an_action_told_twice_is_one_with_both_places_as_evidence() -> None:
    results, _ = read("Norway condemned Belarus. Officials were not surprised. Norway denounced Belarus.")
    actions = [a for a in results if isinstance(a, Action)]
    assert [len(a.evidence) for a in actions] == [2]


@pytest.mark.model
def test_what_lacks_a_needed_party_is_rejected_with_the_reason() -> None:
    results, _ = read("Canada imposed sanctions on steel.")
    assert [(r.stage, r.reason) for r in results if isinstance(r, Rejection)] == [
        ("actions", "SANCTION without a named recipient")
    ]


@pytest.mark.model
def test_a_meeting_is_not_coded_again_by_its_verb() -> None:
    text = "President William Ruto met President Yoweri Museveni in Nairobi."
    _, doc = read(text)
    ids = tuple(e.id for name in ("William Ruto", "Yoweri Museveni") for e in _named(doc, name))
    met = Meeting(id="meeting-1", status="happened", evidence=(Span(0, len(text), text),), participants=ids)
    results, _ = read(text, {"meetings": (met,)})
    assert [a.claim for a in results if isinstance(a, Action)] == ["meeting-1"]


@pytest.mark.model
def test_a_statement_whose_cue_is_the_deed_lends_its_id() -> None:
    text = "Norway accused Belarus of fraud."
    _, doc = read(text)
    said = Statement(
        id="statement-1",
        status="happened",
        evidence=(Span(0, len(text), text),),
        speaker=_named(doc, "Norway")[0].id,
        cue=Span(7, 14, "accused"),
    )
    results, _ = read(text, {"statements": (said,)})
    assert [a.claim for a in results if isinstance(a, Action)] == ["statement-1"]


@pytest.mark.model
def test_the_words_of_the_sentence_give_the_contexts_in_the_ontologys_order() -> None:
    results, _ = read("Canada imposed sanctions on Iran over the trial of a dissident and its nuclear programme.")
    actions = [a for a in results if isinstance(a, Action)]
    assert [a.contexts for a in actions] == [("economic", "legal", "rights_freedoms", "cbrn")]
