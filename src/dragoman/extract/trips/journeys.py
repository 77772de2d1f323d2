"""Stops told by a word for the journey: "begins a tour of ... in Colombia", "his second visit to Hanoi"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.doc import (
    Clause,
    claimable,
    clause,
    clause_around,
    mention_at,
    people,
    places,
    sentence_evidence,
    times_in,
)
from dragoman.extract.trips.itinerary import (
    Stage,
    Stop,
    days_within,
    goers,
    journeys,
    lexicon,
    phases,
    phrases_to,
    place_heads,
    programme,
    rows,
)
from dragoman.lexicon import load
from dragoman.model import Status, When
from dragoman.syntax import attached_places, phrase, when_from, when_of


def by_noun(doc: Doc) -> Iterator[Stop]:
    """Every stop that a word for the journey tells."""
    for token in doc:
        if token.lower_ in ("way", "route") and claimable(doc, token.i):
            yield from _on_the_way(doc, token)
        if (
            token.lemma_.lower() in journeys()
            and token.pos_ == "NOUN"
            and claimable(doc, token.i)
            and token.dep_ != "compound"
        ):
            yield from _from_noun(doc, token)


def _on_the_way(doc: Doc, token: Token) -> Iterator[Stop]:
    """ "On his way to Tokyo": a stop still to come, behind those that the sentence tells."""
    here = clause_around(doc, token.i)
    if here is None or token.dep_ != "pobj" or token.head.lower_ not in ("on", "en"):
        return
    for head in rows(doc, phrases_to(doc, token)):
        for traveller in goers(doc, here.subject):
            status: Status = "planned" if here.status in ("happened", "under_way") else here.status
            yield Stop(
                traveller, places(doc, head)[0], token.sent.end, "go", status, None, sentence_evidence(doc, token.i)
            )


def _from_noun(doc: Doc, token: Token) -> Iterator[Stop]:
    here = clause_around(doc, token.i)
    travellers = _travellers(doc, token, here)
    if not travellers:
        return
    heads = _destinations(doc, token, here)
    if travellers == ("",) and not heads:
        return
    if not heads and token.lemma_.lower() in lexicon()["nouns"]["weak"] and not _kind(token):
        return
    start, end = phrase(doc, token.i)
    stage, status = _phase(token, here)
    when = _noun_when(doc, token, here)
    goals: list[tuple[str | None, int]] = [(places(doc, head)[0], head) for head in heads]
    for place, at in goals or [(None, token.i)]:
        for traveller in travellers:
            yield Stop(
                traveller, place, at, stage, status, when,
                sentence_evidence(doc, token.i), days=days_within(doc, start, end),
                kind=_kind(token), ordinal=_ordinal(token), shared_time=len(heads) > 1, vague=_only_named(token, here),
            )  # fmt: skip


def _travellers(doc: Doc, token: Token, here: Clause | None) -> tuple[str, ...]:
    """Whose journey it is: a possessor, "by ..." or "of ...", else who does what the clause tells of it."""
    before_it = _owner_before(doc, token)
    if before_it:
        return before_it
    owners = [c.i for c in token.children if c.dep_ == "poss"]
    owners += [
        c.i
        for prep in token.children
        if prep.dep_ == "prep" and prep.lower_ in ("by", "of")
        for c in prep.children
        if c.dep_ == "pobj"
    ]
    for owner in owners:
        found = people(doc, owner)
        if found:
            return found
    if any(c.dep_ == "poss" and c.lower_ not in ("his", "her", "their") for c in token.children):
        return ()
    before = [c.i for c in token.children if c.dep_ in ("compound", "nmod") and people(doc, c.i)]
    if before:
        return people(doc, before[0])
    if here is None or token.dep_ not in ("dobj", "pobj", "attr", "conj"):
        return ()
    if phases().get(here.lemma) == "remember" and token.dep_ == "dobj":
        return ()
    if token.dep_ == "pobj" and token.head.lower_ not in _OF_A_JOURNEY:
        return ()
    return _who_acts(doc, here)


def _owner_before(doc: Doc, token: Token) -> tuple[str, ...]:
    """ "Secretary Diaz's upcoming travel": who stands before the mark of possession, whatever the parse."""
    at = token.i - 1
    while at > 0 and token.i - at < 5 and doc[at].pos_ in ("ADJ", "VERB", "NOUN", "NUM", "PROPN"):
        at -= 1
    if at < 1 or doc[at].lower_ not in ("'s", "’s", "'", "’"):
        return ()
    mention = mention_at(doc, at - 1)
    return people(doc, mention.head) if mention is not None and mention.end == at else ()


_OF_A_JOURNEY = frozenset("on for during in from of to at after before".split())


def _only_named(token: Token, here: Clause | None) -> bool:
    """ "This is his first trip to India": said of a journey, not when it is."""
    return token.dep_ == "attr" and here is not None and here.lemma == "be" and here.status == "under_way"


def _who_acts(doc: Doc, here: Clause | None) -> tuple[str, ...]:
    """Who does what the clause, or one above it, tells; ("",) where it tells of a trip told before."""
    steps = 0
    while here is not None and steps < 3:
        found = goers(doc, here.subject)
        if found:
            return found
        if here.subject is not None and _told_before(doc[here.subject]):
            return ("",)
        here, steps = clause(doc, here.governor), steps + 1
    return ()


def _told_before(token: Token) -> bool:
    """ "The trip will include a stop in Oslo": whose trip was told before."""
    return token.lemma_.lower() in journeys() and any(c.lower_ in ("the", "this") for c in token.children)


def _destinations(doc: Doc, token: Token, here: Clause | None) -> list[int]:
    heads: list[int] = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("to", "in", "of", "through", "at", "around", "across", "with"):
            for goal in child.children:
                if goal.dep_ == "pobj" and child.lower_ != "with":
                    heads.extend(place_heads(doc, goal.i))
        elif child.dep_ in ("compound", "amod", "nmod") and places(doc, child.i):
            heads.append(child.i)
    if here is not None and token.dep_ in ("dobj", "attr", "pobj", "nsubj"):
        allowed = ("in", "to", "at") if phases().get(here.lemma) in ("begin", "end", "make") else ()
        heads.extend(h for p, h in attached_places(doc, here.verb) if p in allowed and h > token.i)
    return rows(doc, sorted(dict.fromkeys(heads)))


_AHEAD = frozenset("planned upcoming scheduled forthcoming coming expected slated next impending".split())


def _phase(token: Token, here: Clause | None) -> tuple[Stage, Status]:
    """Which part of the journey is told, and as what."""
    words = {c.lower_ for c in token.children if c.dep_ in ("amod", "advmod", "acl", "compound")}
    stage: Stage = "transit" if token.lemma_.lower() in lexicon()["nouns"]["transit"] else "visit"
    if here is None:
        ahead = bool(words & _AHEAD) or _ahead(token)
        return stage, "planned" if ahead else "under_way" if words & {"current"} else "happened"
    phase = phases().get(here.lemma) if token.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj", "attr", "oprd") else None
    status: Status = "planned" if programme(token.doc, here) else here.status
    if phase == "cancel" and here.status in ("happened", "under_way"):
        status = "cancelled"
    elif (phase == "announce" and here.status != "cancelled" and not here.negated) or words & _AHEAD:
        status = "planned"
    elif words & {"current", "ongoing"}:
        status = "under_way"
    elif words & {"recent", "last", "previous", "earlier", "past"} and here.status != "planned":
        status = "happened"
    elif _looked_forward(token) or _before(token) or (_ahead(token) and status in ("happened", "under_way")):
        status = "planned"
    elif _spoken_of(token, here, phase) and status in ("proposed", "hypothetical", "denied"):
        status = "planned"  # "urged them to block the visit": what is urged is not the visit
    if _after(token):
        return "end", "happened" if status != "planned" else status
    if phase in ("begin", "end") and here.lemma != "be":
        stage = "begin" if phase == "begin" else "end"
    elif status == "happened" and phase is None and token.dep_ == "pobj" and token.head.lower_ in ("on", "during"):
        status = "under_way"
    return stage, status


def _spoken_of(token: Token, here: Clause, phase: str | None) -> bool:
    """Whether a journey is the object of a verb that neither makes nor weighs it ("block", "criticise")."""
    if token.dep_ != "dobj" or phase not in (None, "remember") or here.lemma in lexicon()["motion"]:
        return False
    return not any(here.lemma in entry["words"] for entry in load("status")["complement"].values())


def _before(token: Token) -> bool:
    """ "Ahead of his visit", "before a trip": it has not begun."""
    return token.dep_ == "pobj" and (
        token.head.lower_ == "before" or (token.head.lower_ == "of" and token.head.head.lower_ == "ahead")
    )


def _looked_forward(token: Token) -> bool:
    """ "We look forward to her visit": it is to come."""
    verb = token.head.head
    return (
        token.dep_ == "pobj"
        and token.head.lower_ == "to"
        and verb.lemma_ == "look"
        and any(c.lower_ == "forward" for c in verb.children)
    )


def _ahead(token: Token) -> bool:
    """ "The plans for the minister's trip": a journey of which only plans are told."""
    return (
        token.dep_ == "pobj"
        and token.head.lower_ in ("for", "of", "to", "about")
        and token.head.head.lemma_.lower() in lexicon()["ahead"]["words"]
    )


def _after(token: Token) -> bool:
    """ "Left for home after a visit": it is over."""
    return token.dep_ == "pobj" and token.head.lower_ == "after"


def _noun_when(doc: Doc, token: Token, here: Clause | None) -> When | None:
    start, end = phrase(doc, token.i)
    own = when_from(doc, [t for t in times_in(doc, start, end) if t.date.type in ("DATE", "TIME")])
    if own is not None:
        return own
    for part in token.children:
        if part.dep_ in ("acl", "relcl") and part.lemma_ in ("plan", "schedule", "set", "expect", "slate"):
            meant = when_of(doc, part.i, through_governor=False)  # "a visit that had been planned for Monday"
            if meant is not None:
                return meant
    if here is None or token.dep_ not in ("dobj", "nsubj", "nsubjpass", "pobj", "attr"):
        return None
    if token.dep_ == "pobj" and phases().get(here.lemma) is None and here.lemma not in lexicon()["motion"]:
        # "on a visit to X, said on Tuesday": the day lies within the visit; only a longer time bounds it
        within = when_of(doc, here.verb)
        return within if within is not None and within.earliest != within.latest else None
    if _after(token) and here.lemma not in ("leave", "return", "depart", "fly", "go"):
        return None
    if _spoken_of(token, here, phases().get(here.lemma)):
        return None
    return when_of(doc, here.verb)


def _kind(token: Token) -> str | None:
    kinds: dict[str, str] = lexicon()["kinds"]
    return next((kinds[c.lower_] for c in token.children if c.lower_ in kinds), None)


_ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}


def _ordinal(token: Token) -> int | None:
    for child in token.children:
        if child.dep_ == "amod" and child.lower_ in _ORDINALS:
            return _ORDINALS[child.lower_]
        if child.dep_ == "amod" and re.fullmatch(r"\d{1,3}(st|nd|rd|th)", child.lower_):
            return int(child.text[:-2])
    return None
