"""What the text tells of somebody's travel: stops, each with the words that tell it.

Four ways of telling: a verb of motion ("will travel to Santiago"), a word for the journey ("begins a tour
of ... in Colombia", "his second visit to"), a meeting at a place away from home, and an official act there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from spacy.tokens import Doc, Token

from dragoman.doc import (
    Clause,
    claimable,
    clause,
    clause_around,
    clauses,
    entity,
    names,
    people,
    places,
    sentence_evidence,
    times_in,
    titles_of,
)
from dragoman.extract.itinerary import rows
from dragoman.lexicon import load
from dragoman.model import Claim, Meeting, Span, Status, When
from dragoman.syntax import attached_places, attached_times, phrase, when_from, when_of

Stage = Literal["go", "begin", "arrive", "visit", "end", "transit", "presence"]
_DAYS = re.compile(r"P(\d+)D")
_WEEKS = re.compile(r"P(\d+)W")


@dataclass(slots=True)
class Stop:
    """One telling of a stop. `strong` says that the words speak of travel; `days` is a told length."""

    traveller: str
    place: str | None
    at: int
    stage: Stage
    status: Status
    when: When | None
    evidence: Span
    strong: bool = True
    days: int | None = None
    kind: str | None = None
    ordinal: int | None = None
    shared_time: bool = False


@cache
def lexicon() -> dict[str, Any]:
    """The lexicon `travel`."""
    return load("travel")


@cache
def _phases() -> dict[str, str]:
    return {word: phase for phase, entry in lexicon()["phase"].items() for word in entry["words"]}


@cache
def _journeys() -> frozenset[str]:
    return frozenset(lexicon()["nouns"]["journey"])


def stops(doc: Doc, meetings: tuple[Claim, ...]) -> list[Stop]:
    """Every telling of a stop in a document, in order."""
    found = sorted([*_by_verb(doc), *_by_noun(doc), *_by_meeting(doc, meetings), *_by_act(doc)], key=lambda s: (s.at, s.traveller))
    last = ""
    for stop in found:
        if stop.traveller:
            last = stop.traveller if stop.strong else last
        else:
            stop.traveller = last
    return [stop for stop in found if stop.traveller]


# Verbs


def _by_verb(doc: Doc) -> Iterator[Stop]:
    table = lexicon()["motion"]
    for here in clauses(doc):
        entry = table.get(here.lemma) or table.get(here.lemma.split()[0])
        if entry is None or not claimable(doc, here.verb):
            continue
        yield from _from_verb(doc, here, entry)


def _from_verb(doc: Doc, here: Clause, entry: dict[str, Any]) -> Iterator[Stop]:
    goes = here.object if entry.get("object_goes") else here.subject
    if here.passive and entry.get("passive"):
        goes = here.object
    elif here.passive and entry.get("object"):
        goes = here.subject
    if "with_object" in entry and (here.object is None or doc[here.object].lemma_.lower() not in entry["with_object"]):
        return
    travellers = _goers(doc, goes)
    if "subject" in entry and (here.subject is None or doc[here.subject].lemma_.lower() not in _journeys()):
        return
    if not travellers:
        return
    heads = [head for preposition, head in attached_places(doc, here.verb) if preposition in entry["to"]]
    if entry.get("object") and here.object is not None and not here.passive:
        heads = [*(h for h in _place_heads(doc, here.object) if _known(doc, h)), *heads]
    if "with_object" in entry and here.object is not None:
        heads = [*_phrases_to(doc, doc[here.object]), *heads]
    heads = rows(doc, dict.fromkeys(heads))
    if entry.get("home") and _returns_from(doc, here):
        heads = [h for p, h in attached_places(doc, here.verb) if p == "from"]
    times = attached_times(doc, here.verb)
    for n, head in enumerate(heads):
        place = places(doc, head)[:1]
        if not place:
            continue
        own, shared = _time_of_stop(doc, here, times, heads, n)
        for traveller in travellers:
            if here.lemma == "return" and entity(doc, traveller).country is None and not _returns_from(doc, here):
                continue
            yield Stop(
                traveller, place[0], head, _stage(entry["stage"], here), here.status, own,
                sentence_evidence(doc, here.verb), strong=not entry.get("weak") or _stays(doc, here, traveller, place[0]),
                shared_time=shared,
                days=_length(doc, here),
            )  # fmt: skip


def _returns_from(doc: Doc, here: Clause) -> bool:
    return any(p == "from" for p, _ in attached_places(doc, here.verb))


def _phrases_to(doc: Doc, token: Token) -> list[int]:
    """The places behind "to" on a noun: "a delegation to Peru"."""
    goals = (c for prep in token.children if prep.dep_ == "prep" and prep.lower_ == "to" for c in prep.children)
    return [head for goal in goals if goal.dep_ == "pobj" for head in _place_heads(doc, goal.i)]


def _goers(doc: Doc, head: int | None) -> tuple[str, ...]:
    """Who travels: the people named, or who leads the delegation that is."""
    found = people(doc, head)
    if found or head is None or doc[head].lemma_.lower() not in lexicon()["delegations"]["words"]:
        return found
    for led in doc[head].children:
        if led.dep_ in ("acl", "relcl") and led.lemma_ in ("lead", "head"):
            for agent in led.children:
                if agent.dep_ in ("agent", "prep") and agent.lower_ == "by":
                    return tuple(p for c in agent.children for p in people(doc, c.i))[:1]
    return ()


def _stays(doc: Doc, here: Clause, traveller: str, place: str) -> bool:
    """Whether "is in Doha" tells of a stay: with its days, for a purpose, or planned."""
    if here.lemma != "be" or not _away(doc, traveller, place) and not _official(doc, traveller, place):
        return False
    purpose = any(c.dep_ in ("advcl", "xcomp") and any(g.tag_ == "TO" for g in c.children) for c in doc[here.verb].children)
    return here.status == "planned" or purpose or bool(attached_times(doc, here.verb))


def _official(doc: Doc, traveller: str, place: str) -> bool:
    """Whether somebody of unknown country bears an office and is at a place with a country."""
    return entity(doc, traveller).country is None and bool(titles_of(doc, traveller)) and entity(doc, place).country is not None


def _stage(stage: Stage, here: Clause) -> Stage:
    """ "Has arrived", "went to": told as done, a motion has reached its end."""
    return "arrive" if stage == "go" and here.status == "happened" else stage


def _place_heads(doc: Doc, head: int) -> list[int]:
    """The heads of a coordinated phrase that are places; of an embassy or factory in a town the town."""
    found, queue = [], [doc[head]]
    while queue:
        token = queue.pop(0)
        if places(doc, token.i):
            found.append(token.i)
        else:
            for prep in token.children:
                if prep.dep_ == "prep" and prep.lower_ in ("in", "at", "near"):
                    found.extend(c.i for c in prep.children if c.dep_ == "pobj" and places(doc, c.i))
        queue.extend(c for c in token.children if c.dep_ == "conj")
    return sorted(found)


def _known(doc: Doc, head: int) -> bool:
    """Whether a place is one of the knowledge base's: "visited Gazprom" tells of a company."""
    return any(entity(doc, e).place_type is not None for e in places(doc, head))


def _time_of_stop(doc: Doc, here: Clause, times: tuple[Any, ...], heads: list[int], n: int) -> tuple[When | None, bool]:
    """A stop's own time, and whether it is the whole journey's ("to Rome, Oslo and Riga May 2 to 6")."""
    if len(heads) == 1:
        return when_from(doc, times) or when_of(doc, here.verb), False
    bounds = [*heads, len(doc)]
    own = [t for t in times if bounds[n] < t.start < bounds[n + 1]]
    if own and len(own) < len(times):
        return when_from(doc, own), False
    return when_from(doc, times), True


def _length(doc: Doc, here: Clause) -> int | None:
    """Days that a clause says a stay lasts: "for two days"."""
    for child in doc[here.verb].children:
        if child.dep_ == "prep" and child.lower_ == "for":
            days = _days_within(doc, child.i, child.right_edge.i + 1)
            if days:
                return days
    return None


def _days_within(doc: Doc, start: int, end: int) -> int | None:
    for time in times_in(doc, start, end):
        if time.date.type == "DURATION":
            match = _DAYS.fullmatch(time.date.value)
            week = _WEEKS.fullmatch(time.date.value)
            if match:
                return int(match.group(1))
            if week:
                return 7 * int(week.group(1))
    return None


# Words for the journey


def _by_noun(doc: Doc) -> Iterator[Stop]:
    for token in doc:
        if token.lemma_.lower() in _journeys() and token.pos_ == "NOUN" and claimable(doc, token.i) and token.dep_ != "compound":
            yield from _from_noun(doc, token)


def _from_noun(doc: Doc, token: Token) -> Iterator[Stop]:
    here = clause_around(doc, token.i)
    travellers = _travellers(doc, token, here)
    if not travellers:
        return
    heads = _destinations(doc, token, here)
    if travellers == ("",) and not heads:
        return
    if not heads and token.lemma_.lower() in lexicon()["nouns"]["weak"]:
        return
    start, end = phrase(doc, token.i)
    stage, status = _phase(doc, token, here)
    when = _noun_when(doc, token, here)
    for head in heads or [None]:
        place = places(doc, head)[0] if head is not None else None
        for traveller in travellers:
            yield Stop(
                traveller, place, head if head is not None else token.i, stage, status, when,
                sentence_evidence(doc, token.i), days=_days_within(doc, start, end),
                kind=_kind(token), ordinal=_ordinal(token), shared_time=len(heads) > 1,
            )  # fmt: skip


def _travellers(doc: Doc, token: Token, here: Clause | None) -> tuple[str, ...]:
    """Whose journey it is: a possessor, "by ..." or "of ...", else who does what the clause tells of it."""
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
    if any(c.dep_ == "poss" for c in token.children):
        return ()
    before = [c.i for c in token.children if c.dep_ in ("compound", "nmod") and people(doc, c.i)]
    if before:
        return people(doc, before[0])
    if here is None or token.dep_ not in ("dobj", "pobj", "attr", "conj"):
        return ()
    if _phases().get(here.lemma) in ("remember",) and token.dep_ == "dobj":
        return ()
    if token.dep_ == "pobj" and token.head.lower_ not in ("on", "for", "during", "in", "from", "of", "to", "at", "after", "before"):
        return ()
    steps = 0
    while here is not None and steps < 3:
        found = _goers(doc, here.subject)
        if found:
            return found
        if here.subject is not None and _told_before(doc[here.subject]):
            return ("",)
        here, steps = clause(doc, here.governor), steps + 1
    return ()


def _told_before(token: Token) -> bool:
    """ "The trip will include a stop in Oslo": whose trip was told before."""
    return token.lemma_.lower() in _journeys() and any(c.lower_ in ("the", "this") for c in token.children)


def _destinations(doc: Doc, token: Token, here: Clause | None) -> list[int]:
    heads: list[int] = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("to", "in", "of", "through", "at", "around", "across", "with"):
            for goal in child.children:
                if goal.dep_ == "pobj" and child.lower_ != "with":
                    heads.extend(_place_heads(doc, goal.i))
        elif child.dep_ in ("compound", "amod", "nmod") and places(doc, child.i):
            heads.append(child.i)
    if here is not None and token.dep_ in ("dobj", "attr", "pobj", "nsubj"):
        allowed = ("in", "to", "at") if _phases().get(here.lemma) in ("begin", "end", "make") else ()
        heads.extend(h for p, h in attached_places(doc, here.verb) if p in allowed and h > token.i)
    return rows(doc, sorted(dict.fromkeys(heads)))


def _phase(doc: Doc, token: Token, here: Clause | None) -> tuple[Stage, Status]:
    """Which part of the journey is told, and as what."""
    words = {c.lower_ for c in token.children if c.dep_ in ("amod", "advmod", "acl", "compound")}
    stage: Stage = "transit" if token.lemma_.lower() in lexicon()["nouns"]["transit"] else "visit"
    if here is None:
        return stage, "under_way" if words & {"current"} else "happened"
    phase = _phases().get(here.lemma) if token.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj", "attr", "oprd") else None
    status = here.status
    if phase == "cancel" and here.status in ("happened", "under_way"):
        status = "cancelled"
    elif (phase == "announce" and here.status in ("happened", "under_way")) or words & {"planned", "upcoming", "scheduled", "forthcoming", "coming", "expected", "slated", "next", "impending"}:
        status = "planned"
    elif words & {"current", "ongoing"}:
        status = "under_way"
    elif words & {"recent", "last", "previous", "earlier", "past"} and here.status != "planned":
        status = "happened"
    elif _before(token):
        status = "planned"
    if phase in ("begin", "end") and here.lemma != "be":
        stage = "begin" if phase == "begin" else "end"
    elif status == "happened" and phase is None and token.dep_ == "pobj" and token.head.lower_ in ("on", "during"):
        status = "under_way"
    return stage, status


def _before(token: Token) -> bool:
    """ "Ahead of his visit", "before a trip": it has not begun."""
    return token.dep_ == "pobj" and (token.head.lower_ == "before" or (token.head.lower_ == "of" and token.head.head.lower_ == "ahead"))


def _noun_when(doc: Doc, token: Token, here: Clause | None) -> When | None:
    start, end = phrase(doc, token.i)
    own = when_from(doc, [t for t in times_in(doc, start, end) if t.date.type in ("DATE", "TIME")])
    if own is not None:
        return own
    if here is None or token.dep_ not in ("dobj", "nsubj", "nsubjpass", "pobj", "attr"):
        return None
    if token.dep_ == "pobj" and _phases().get(here.lemma) is None and here.lemma not in lexicon()["motion"]:
        # "on a visit to X, said on Tuesday": the day lies within the visit; only a longer time bounds it
        within = when_of(doc, here.verb)
        return within if within is not None and within.earliest != within.latest else None
    return when_of(doc, here.verb)


def _kind(token: Token) -> str | None:
    kinds: dict[str, str] = lexicon()["kinds"]
    return next((kinds[c.lower_] for c in token.children if c.lower_ in kinds), None)


_ORDINALS = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)}


def _ordinal(token: Token) -> int | None:
    for child in token.children:
        if child.dep_ == "amod" and child.lower_ in _ORDINALS:
            return _ORDINALS[child.lower_]
        if child.dep_ == "amod" and re.fullmatch(r"\d{1,3}(st|nd|rd|th)", child.lower_):
            return int(child.text[:-2])
    return None


# Meetings and official acts away from home


def _by_meeting(doc: Doc, meetings: tuple[Claim, ...]) -> Iterator[Stop]:
    for claim in meetings:
        if not isinstance(claim, Meeting) or claim.place is None or claim.form in ("call", "video"):
            continue
        if claim.status not in ("planned", "under_way", "happened"):
            continue
        at = _first_token(doc, claim)
        for traveller in claim.participants:
            if _away(doc, traveller, claim.place) or _envoy_to(doc, traveller, claim):
                yield Stop(traveller, claim.place, at, "visit", claim.status, claim.when, claim.evidence[-1])


def _envoy_to(doc: Doc, traveller: str, claim: Meeting) -> bool:
    """Whether somebody of an international body is met by somebody who is at home at the place."""
    who, where = entity(doc, traveller), entity(doc, claim.place or "")
    if who.kind != "person" or who.country is not None:
        return False
    bodies = [names(doc)[t.of] for t in titles_of(doc, traveller) if t.of is not None]
    hosts = {entity(doc, p).country for p in claim.participants} - {None}
    return any(b.kind == "organization" for b in bodies) and where.country in hosts


def _first_token(doc: Doc, claim: Claim) -> int:
    """The place's mention in the meeting's evidence, so that stops keep the order of the text."""
    low, high = 0, len(doc) - 1
    start = claim.evidence[0].start
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx < start:
            low = middle + 1
        else:
            high = middle
    return low


def _away(doc: Doc, traveller: str, place: str) -> bool:
    """Whether somebody is known to be from elsewhere than a place."""
    who, where = entity(doc, traveller), entity(doc, place)
    return who.kind == "person" and who.country is not None and where.country is not None and who.country != where.country


def _by_act(doc: Doc) -> Iterator[Stop]:
    """ "At a news conference with X in P": both were there."""
    nouns = frozenset(lexicon()["presence"]["nouns"])
    for token in doc:
        if token.lemma_.lower() in nouns and token.pos_ == "NOUN" and claimable(doc, token.i):
            yield from _from_act(doc, token)
    for here in clauses(doc):
        if claimable(doc, here.verb) and here.status == "happened" and not here.reported:
            for preposition, head in attached_places(doc, here.verb):
                if preposition in ("in", "at"):
                    yield from _presence(doc, people(doc, here.subject), head, here, strong=False)


def _from_act(doc: Doc, token: Token) -> Iterator[Stop]:
    here = clause_around(doc, token.i)
    if here is None:
        return
    heads = [h for p, h in attached_places(doc, here.verb) if p in ("in", "at")]
    with_ = [c for prep in token.children if prep.dep_ == "prep" and prep.lower_ == "with" for c in prep.children if c.dep_ == "pobj"]
    inner = [c.i for w in with_ for prep in w.children if prep.dep_ == "prep" and prep.lower_ == "in" for c in prep.children if places(doc, c.i)]
    direct = [c.i for prep in token.children if prep.dep_ == "prep" and prep.lower_ in ("in", "at") for c in prep.children if places(doc, c.i)]
    who = tuple(dict.fromkeys((*people(doc, here.subject), *(p for w in with_ for p in people(doc, w.i)))))
    for head in (heads or inner or direct)[:1]:
        yield from _presence(doc, who, head, here, strong=True)


def _presence(doc: Doc, who: tuple[str, ...], head: int, here: Clause, *, strong: bool) -> Iterator[Stop]:
    place = places(doc, head)[:1]
    for person in who:
        if place and _away(doc, person, place[0]):
            yield Stop(person, place[0], head, "presence", "happened", when_of(doc, here.verb), sentence_evidence(doc, here.verb), strong=strong)


