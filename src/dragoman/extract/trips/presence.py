"""Stops told by what somebody does away from home: a meeting, a news conference, a speech."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.doc import (
    Clause,
    claimable,
    clause_around,
    clauses,
    entity,
    mention_at,
    names,
    people,
    places,
    sentence_evidence,
    titles,
    titles_of,
)
from dragoman.extract.trips.itinerary import Stop, away, lexicon, rows
from dragoman.model import Claim, Gathering, Meeting
from dragoman.syntax import attached_places, when_of


def by_meeting(doc: Doc, meetings: tuple[Claim, ...]) -> Iterator[Stop]:
    """The stops of those who meet somebody away from home."""
    for claim in meetings:
        if not isinstance(claim, Meeting) or claim.place is None or claim.form in ("call", "video"):
            continue
        if claim.status not in ("planned", "under_way", "happened"):
            continue
        at = _first_token(doc, claim)
        for traveller in claim.participants:
            if away(doc, traveller, claim.place) or _envoy_to(doc, traveller, claim):
                yield Stop(traveller, claim.place, at, "visit", claim.status, claim.when, claim.evidence[-1], act=True)
            elif _unplaced(doc, traveller):
                # counts only beside words that take the traveller to that country
                yield Stop(
                    traveller, claim.place, at, "visit", claim.status, claim.when, claim.evidence[-1],
                    strong=False, act=True,
                )  # fmt: skip


def _unplaced(doc: Doc, traveller: str) -> bool:
    """Whether nothing tells from which country a person is."""
    who = entity(doc, traveller)
    return who.kind == "person" and who.country is None


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


def by_act(doc: Doc) -> Iterator[Stop]:
    """ "At a news conference with X in P": both were there."""
    nouns = frozenset(lexicon()["presence"]["nouns"])
    for token in doc:
        if token.lemma_.lower() in nouns and token.pos_ == "NOUN" and claimable(doc, token.i):
            yield from _from_act(doc, token)
    attends = frozenset(lexicon()["presence"]["verbs"])
    for here in clauses(doc):
        acts = here.lemma in attends and here.status in ("planned", "under_way", "happened")
        if claimable(doc, here.verb) and acts:
            for preposition, head in attached_places(doc, here.verb):
                if preposition in ("in", "at"):
                    yield from _presence(doc, people(doc, here.subject), head, here, strong=True)
        elif claimable(doc, here.verb) and _was_there(here):
            for preposition, head in attached_places(doc, here.verb):
                if preposition in ("in", "at"):
                    yield from _presence(doc, people(doc, here.subject), head, here, strong=False)


def just_back(doc: Doc) -> Iterator[Stop]:
    """ "Minister Lind, just back from Riga, said": a journey that is over."""
    for token in doc:
        if token.lower_ not in ("back", "fresh") or not claimable(doc, token.i):
            continue
        before = token.i - 1 if doc[token.i - 1].lower_ in ("just", "newly", "freshly") else token.i
        if before == token.i or doc[before - 1].text != "," or doc[min(token.i + 1, len(doc) - 1)].lower_ != "from":
            continue
        mention = mention_at(doc, before - 2)
        for head in rows(doc, [c.i for c in doc[token.i + 1].children if places(doc, c.i)]):
            for person in people(doc, mention.head) if mention is not None else ():
                yield Stop(
                    person, places(doc, head)[0], head, "end", "happened", None, sentence_evidence(doc, token.i)
                )  # fmt: skip


def guests(doc: Doc) -> Iterator[Stop]:
    """ "Talks with visiting Lao Premier Somsavat": somebody is on a visit to where the report comes from."""
    for token in doc:
        if token.lower_ != "visiting" or not claimable(doc, token.i) or token.tag_ not in ("VBG", "JJ", "NN"):
            continue
        bearer = next((t for t in titles(doc) if t.start in (token.i, token.i + 1) and t.holders), None)
        for person in people(doc, bearer.holders[0]) if bearer is not None else ():
            yield Stop(person, None, token.i, "visit", "under_way", None, sentence_evidence(doc, token.i))


def _was_there(here: Clause) -> bool:
    """Whether what a clause tells puts its subject at its place: what was done, and what will be ("will open a school")."""
    if here.reported:
        return False
    return here.status == "happened" or (here.status == "planned" and here.lemma not in lexicon()["motion"])


def by_gathering(doc: Doc, gatherings: tuple[Claim, ...]) -> Iterator[Stop]:
    """ "Will lead the delegation to the conference", which is held in Vienna: whoever goes there is in Vienna."""
    held = [(g, span) for g in gatherings if isinstance(g, Gathering) and g.place for span in g.evidence]
    if not held:
        return
    for here in clauses(doc):
        at = doc[here.verb].idx
        near = {g.id: g for g, span in held if span.start <= at < span.end}
        if len(near) != 1 or not claimable(doc, here.verb) or here.status not in ("planned", "under_way", "happened"):
            continue
        if attached_places(doc, here.verb) or not _goes_there(doc, here):
            continue
        (event,) = near.values()
        told = here.lemma in lexicon()["motion"]
        for person in people(doc, here.subject):
            if event.place and (away(doc, person, event.place) or _unplaced(doc, person)):
                yield Stop(
                    person, event.place, here.verb, "presence", here.status, event.when or when_of(doc, here.verb),
                    sentence_evidence(doc, here.verb), strong=told or away(doc, person, event.place), act=True,
                )  # fmt: skip


def _goes_there(doc: Doc, here: Clause) -> bool:
    """Whether a clause tells of going to or taking part in an event."""
    verb = doc[here.verb]
    if here.lemma in lexicon()["presence"]["verbs"]:
        return True
    entry = lexicon()["motion"].get(here.lemma, {})
    objects = [doc[here.object]] if here.object is not None else []
    if "with_object" in entry and not any(o.lemma_.lower() in entry["with_object"] for o in objects):
        return False
    return any(p.dep_ == "prep" and p.lower_ in entry.get("to", ()) for t in (verb, *objects) for p in t.children)


def _from_act(doc: Doc, token: Token) -> Iterator[Stop]:
    here = clause_around(doc, token.i)
    if here is None:
        return
    heads = [h for p, h in attached_places(doc, here.verb) if p in ("in", "at")]
    with_ = [
        c
        for prep in token.children
        if prep.dep_ == "prep" and prep.lower_ == "with"
        for c in prep.children
        if c.dep_ == "pobj"
    ]
    inner = [
        c.i
        for w in with_
        for prep in w.children
        if prep.dep_ == "prep" and prep.lower_ == "in"
        for c in prep.children
        if places(doc, c.i)
    ]
    direct = [
        c.i
        for prep in token.children
        if prep.dep_ == "prep" and prep.lower_ in ("in", "at")
        for c in prep.children
        if places(doc, c.i)
    ]
    who = tuple(dict.fromkeys((*people(doc, here.subject), *(p for w in with_ for p in people(doc, w.i)))))
    for head in (heads or inner or direct)[:1]:
        yield from _presence(doc, who, head, here, strong=True)


def _presence(doc: Doc, who: tuple[str, ...], head: int, here: Clause, *, strong: bool) -> Iterator[Stop]:
    place = places(doc, head)[:1]
    for person in who:
        if place and (away(doc, person, place[0]) or (not strong and _unplaced(doc, person))):
            yield Stop(
                person,
                place[0],
                head,
                "presence",
                "planned" if here.status == "planned" else "happened",
                when_of(doc, here.verb),
                sentence_evidence(doc, here.verb),
                strong=strong,
                act=True,
            )
