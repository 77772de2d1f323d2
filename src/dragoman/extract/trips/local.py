"""Stops that are told without the name of a place: "arrived here", "joined the leaders for the summit".

"Here" is the place of the dateline; who takes part in a gathering is where it is held.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc

from dragoman.doc import (
    Clause,
    claimable,
    clauses,
    entity,
    mentions_in,
    names,
    quoted,
    sentence_evidence,
    titles_of,
    tokens_between,
)
from dragoman.extract.events import dateline_place
from dragoman.extract.senders import sender
from dragoman.extract.trips.itinerary import Stage, Stop, away, goers, lexicon
from dragoman.model import Claim, Gathering
from dragoman.syntax import attached_places, when_of


def by_here(doc: Doc) -> Iterator[Stop]:
    """ "Arrived here on Sunday", "is expected here": a stop at the place from which the report comes."""
    place = dateline_place(doc)
    if place is None:
        return
    table = lexicon()["motion"]
    came: dict[str, None] = {}
    for here in clauses(doc):
        if _goes_home(doc, here):
            for traveller in goers(doc, here.subject):
                if traveller in came:
                    yield Stop(
                        traveller, place, here.verb, "end", here.status, when_of(doc, here.verb),
                        sentence_evidence(doc, here.verb),
                    )  # fmt: skip
            continue
        entry = table.get(here.lemma) or table.get(here.lemma.split()[0])
        if entry is None or entry["stage"] == "begin" or not _comes_here(doc, here, entry):
            continue
        goes = here.object if here.passive and entry.get("passive") else here.subject
        stage: Stage = entry["stage"]
        for traveller in goers(doc, goes):
            if entity(doc, traveller).country != entity(doc, place).country:
                came[traveller] = None
                yield Stop(
                    traveller, place, here.verb, "arrive" if stage == "go" and here.status == "happened" else stage,
                    here.status, when_of(doc, here.verb), sentence_evidence(doc, here.verb),
                    strong=not entry.get("weak") or away(doc, traveller, place),
                )  # fmt: skip


def _goes_home(doc: Doc, here: Clause) -> bool:
    """ "Will leave for home on Wednesday": the end of the stay of one who came here."""
    if here.lemma not in ("leave", "depart", "fly", "head", "return") or not claimable(doc, here.verb):
        return False
    told = [g for c in doc[here.verb].children for g in (c, *(c.children if c.lower_ == "for" else ()))]
    return here.status in ("planned", "under_way", "happened") and any(g.lower_ in ("home", "here") for g in told)


def _comes_here(doc: Doc, here: Clause, entry: dict[str, Any]) -> bool:
    """Whether a motion ends "here": said by the reporter, and no other place is told."""
    told = any(c.lower_ == "here" and c.dep_ in ("advmod", "dobj", "npadvmod") for c in doc[here.verb].children)
    if not told or not claimable(doc, here.verb) or quoted(doc, here.verb) or entry["to"] == ["from"]:
        return False
    return not any(p in entry["to"] for p, _ in attached_places(doc, here.verb))


def by_attendance(doc: Doc, gatherings: tuple[Claim, ...]) -> Iterator[Stop]:
    """Who takes part in a gathering abroad is where it is held."""
    for claim in gatherings:
        if not isinstance(claim, Gathering) or claim.place is None:
            continue
        if claim.status not in ("planned", "under_way", "happened"):
            continue
        for person in claim.participants:
            at = _named_at(doc, claim, person)
            sent = sender(doc, at) if entity(doc, person).country is None else None
            abroad = sent is not None and sent != entity(doc, claim.place).country
            if not (abroad or away(doc, person, claim.place) or _delegate(doc, person, claim.place)):
                continue
            yield Stop(
                person, claim.place, at, "presence", claim.status, None, sentence_evidence(doc, at), act=True
            )  # fmt: skip


def _delegate(doc: Doc, person: str, place: str) -> bool:
    """Whether somebody speaks for an international body that does not bear the place in its name."""
    who = entity(doc, person)
    if who.kind != "person" or who.country is not None or entity(doc, place).country is None:
        return False
    bodies = [names(doc)[t.of] for t in titles_of(doc, person) if t.of is not None]
    return any(b.kind == "organization" for b in bodies)


def _named_at(doc: Doc, claim: Gathering, person: str) -> int:
    """The token at which the gathering's evidence names somebody, so that stops keep the order of the text."""
    for span in claim.evidence:
        start, end = tokens_between(doc, span.start, span.end)
        for mention in mentions_in(doc, start, end):
            if person in mention.entities:
                return mention.head
    return tokens_between(doc, claim.evidence[0].start, claim.evidence[0].end)[0]
