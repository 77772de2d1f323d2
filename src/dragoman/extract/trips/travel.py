"""What the text tells of somebody's travel: stops, each with the words that tell it.

Four ways of telling: a verb of motion ("will travel to Santiago"), a word for the journey ("begins a tour
of ... in Colombia", "his second visit to"), a meeting at a place away from home, and an official act there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc

from dragoman.doc import Clause, claimable, clauses, entity, people, places, sentence_evidence, times_in
from dragoman.extract.trips.itinerary import (
    Stage,
    Stop,
    away,
    days_within,
    goers,
    journeys,
    known_place,
    lexicon,
    official_at,
    phrases_to,
    place_heads,
    programme,
    rows,
)
from dragoman.extract.trips.journeys import by_noun
from dragoman.extract.trips.local import by_attendance, by_here
from dragoman.extract.trips.presence import by_act, by_gathering, by_meeting, guests, just_back
from dragoman.model import Claim, When
from dragoman.syntax import attached_places, attached_times, when_from, when_of


def stops(doc: Doc, meetings: tuple[Claim, ...], gatherings: tuple[Claim, ...] = ()) -> list[Stop]:
    """Every telling of a stop in a document, in order."""
    told = (
        _by_verb(doc),
        by_noun(doc),
        by_meeting(doc, meetings),
        by_act(doc),
        by_gathering(doc, gatherings),
        by_attendance(doc, gatherings),
        by_here(doc),
        just_back(doc),
        guests(doc),
    )
    found = sorted((stop for stops in (*told, _without_verb(doc)) for stop in stops), key=lambda s: (s.at, s.traveller))
    last = ""
    for stop in found:
        if stop.traveller:
            last = stop.traveller if stop.strong else last
        else:
            stop.traveller = last
    return [stop for stop in found if stop.traveller]


def _by_verb(doc: Doc) -> Iterator[Stop]:
    table = lexicon()["motion"]
    for here in clauses(doc):
        entry = table.get(here.lemma) or table.get(here.lemma.split()[0])
        if here.lemma == "be" and _due(doc, here):
            entry = table["due"]
        if entry is None or not claimable(doc, here.verb):
            continue
        yield from _from_verb(doc, here, entry)


def _due(doc: Doc, here: Clause) -> bool:
    """ "Is due in Montevideo on October 4"."""
    return any(c.dep_ == "acomp" and c.lower_ == "due" for c in doc[here.verb].children)


def _from_verb(doc: Doc, here: Clause, entry: dict[str, Any]) -> Iterator[Stop]:
    goes = here.object if entry.get("object_goes") else here.subject
    if here.passive and entry.get("passive"):
        goes = here.object
    elif here.passive and entry.get("object"):
        goes = here.subject
    if "with_object" in entry and (here.object is None or doc[here.object].lemma_.lower() not in entry["with_object"]):
        return
    travellers = goers(doc, goes)
    if "subject" in entry and (here.subject is None or doc[here.subject].lemma_.lower() not in journeys()):
        return
    if not travellers:
        return
    heads = [head for preposition, head in attached_places(doc, here.verb) if preposition in entry["to"]]
    heads = [head for head in heads if _direct(doc, head, here.verb)] or heads
    if entry.get("object") and here.object is not None and not here.passive:
        heads = [*(h for h in place_heads(doc, here.object) if known_place(doc, h)), *heads]
    if "with_object" in entry and here.object is not None:
        heads = [*phrases_to(doc, doc[here.object]), *heads]
    heads = rows(doc, dict.fromkeys(heads))
    if entry.get("home") and _returns_from(doc, here):
        heads = [h for p, h in attached_places(doc, here.verb) if p == "from"]
    if not heads and _comes_home(doc, here):
        heads = rows(doc, [h for p, h in attached_places(doc, here.verb) if p == "from"])
    if entry.get("left"):
        yield from _left(doc, here, travellers)
    if heads and here.lemma in lexicon()["comes_from"]["words"]:
        yield from _came_from(doc, here, travellers)
    times = attached_times(doc, here.verb)
    status = "planned" if programme(doc, here) else here.status
    for n, head in enumerate(heads):
        place = places(doc, head)[:1]
        if not place:
            continue
        own, shared = _time_of_stop(doc, here, times, heads, n)
        for traveller in travellers:
            if here.lemma == "return" and entity(doc, traveller).country is None and not _returns_from(doc, here):
                continue
            yield Stop(
                traveller, place[0], head, _stage(entry, doc, here), status, own,
                sentence_evidence(doc, here.verb), strong=not entry.get("weak") or _stays(doc, here, traveller, place[0]) or _told_off(doc, here, traveller, place[0]),
                shared_time=shared,
                days=_length(doc, here),
                back=bool(entry.get("home")) or _comes_back(doc, here),
            )  # fmt: skip


def _without_verb(doc: Doc) -> Iterator[Stop]:
    """ "Envoy Lind and a team, including staff of two ministries, visited Oslo": the parse takes the verb for none."""
    table = lexicon()["motion"]
    for sentence in doc.sents:
        root = sentence.root
        if root.pos_ != "PROPN" or not claimable(doc, root.i) or not people(doc, root.i):
            continue
        for token in sentence:
            entry = table.get(token.lemma_.lower(), {}) if token.tag_ in ("VBN", "VBD") and token.i > root.i else {}
            if not entry.get("object") or token.dep_ not in ("amod", "acl") or not places(doc, token.head.i):
                continue
            times = [t for t in times_in(doc, token.i, sentence.end) if t.date.type == "DATE"]
            for head in rows(doc, [token.head.i]):
                for traveller in people(doc, root.i):
                    yield Stop(
                        traveller, places(doc, head)[0], head, entry["stage"], "happened", when_from(doc, times),
                        sentence_evidence(doc, token.i), shared_time=len(rows(doc, [token.head.i])) > 1,
                    )  # fmt: skip


def _direct(doc: Doc, head: int, verb: int) -> bool:
    """Whether a place hangs on the verb itself: of "arrived in Harare on a visit to Zimbabwe" Harare does."""
    token = doc[head]
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token.head.head.i == verb


def _left(doc: Doc, here: Clause, travellers: tuple[str, ...]) -> Iterator[Stop]:
    """ "Left Riyadh on Sunday": a stay there is over, where another word says that it was one."""
    for head in place_heads(doc, here.object) if here.object is not None and not here.passive else ():
        for traveller in travellers:
            if known_place(doc, head) and away(doc, traveller, places(doc, head)[0]):
                yield Stop(
                    traveller, places(doc, head)[0], head, "end", here.status, when_of(doc, here.verb),
                    sentence_evidence(doc, here.verb), strong=False,
                )  # fmt: skip


def _comes_home(doc: Doc, here: Clause) -> bool:
    """ "Flew home from Cairo", "came back from Lima"."""
    back = any(c.lower_ in ("home", "back") and c.dep_ in ("advmod", "prt") for c in doc[here.verb].children)
    return back and _returns_from(doc, here) and here.status == "happened"


def _comes_back(doc: Doc, here: Clause) -> bool:
    """ "Flew back to Lima", "travelled home"."""
    return any(c.lower_ in ("home", "back") for c in doc[here.verb].children)


def _came_from(doc: Doc, here: Clause, travellers: tuple[str, ...]) -> Iterator[Stop]:
    """ "Reached New York from Havana", "arrived on Sunday from Seoul": the stop before, unless it is home."""
    if here.status not in ("happened", "under_way"):
        return
    for preposition, head in attached_places(doc, here.verb):
        for place in places(doc, head)[:1] if preposition == "from" else ():
            for traveller in travellers:
                if known_place(doc, head) and away(doc, traveller, place):
                    yield Stop(
                        traveller, place, here.verb, "visit", "happened", None, sentence_evidence(doc, here.verb)
                    )  # fmt: skip


def _returns_from(doc: Doc, here: Clause) -> bool:
    return any(p == "from" for p, _ in attached_places(doc, here.verb))


def _told_off(doc: Doc, here: Clause, traveller: str, place: str) -> bool:
    """ "Has no plans to go to Damascus": that somebody does not go to a place abroad is told of a journey."""
    return here.status in ("denied", "cancelled") and here.lemma == "go" and away(doc, traveller, place)


def _stays(doc: Doc, here: Clause, traveller: str, place: str) -> bool:
    """Whether "is in Doha" tells of a stay: with its days, for a purpose, or planned."""
    if here.lemma != "be" or (not away(doc, traveller, place) and not official_at(doc, traveller, place)):
        return False
    purpose = any(
        c.dep_ in ("advcl", "xcomp") and any(g.tag_ == "TO" for g in c.children) for c in doc[here.verb].children
    )
    return here.status == "planned" or purpose or bool(attached_times(doc, here.verb))


def _stage(entry: dict[str, Any], doc: Doc, here: Clause) -> Stage:
    """ "Has arrived", "went to": told as done, a motion has reached its end; so has a stay one "returned from"."""
    stage: Stage = entry["stage"]
    if _comes_home(doc, here) or (entry.get("home") and _returns_from(doc, here)):
        return "end"
    return "arrive" if stage == "go" and here.status == "happened" else stage


def _time_of_stop(doc: Doc, here: Clause, times: tuple[Any, ...], heads: list[int], n: int) -> tuple[When | None, bool]:
    """A stop's own time, and whether it is the whole journey's ("to Rome, Oslo and Riga May 2 to 6")."""
    if not times and doc[here.verb].dep_ == "pcomp" and doc[here.verb].head.lower_ in ("before", "after"):
        return None, False  # "in Oslo on Monday before heading to Riga"
    if len(heads) == 1 or not times:
        return when_from(doc, times) or when_of(doc, here.verb), False
    bounds = [*heads, len(doc)]
    own = [t for t in times if bounds[n] < t.start < bounds[n + 1]]
    if times and all(heads[0] < t.start < heads[-1] for t in times):
        return when_from(doc, own), False  # "to Prague on Monday and then to Berlin"
    if own and len(own) < len(times):
        return when_from(doc, own), False
    return when_from(doc, times), True


def _length(doc: Doc, here: Clause) -> int | None:
    """Days that a clause says a stay lasts: "for two days"."""
    for child in doc[here.verb].children:
        if child.dep_ == "prep" and child.lower_ == "for":
            days = days_within(doc, child.i, child.right_edge.i + 1)
            if days:
                return days
    return None
