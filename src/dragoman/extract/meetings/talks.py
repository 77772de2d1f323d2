"""Meetings told by a noun: "talks between ...", "wrapped up a meeting with ...", "a working lunch"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.doc import Clause, claimable, clause, clause_around, entity, parties, sentence_evidence, times_in
from dragoman.extract.meetings.encounters import (
    Form,
    Report,
    company,
    crowd_speaks,
    dateline_place,
    lexicon,
    listed,
    next_person,
    sides,
    topical,
    words,
)
from dragoman.lexicon import load
from dragoman.model import Span, Status, When
from dragoman.syntax import attached_times, place_of, when_from, when_of


def by_noun(doc: Doc) -> Iterator[Report]:
    """Every report of a meeting that a noun gives."""
    nouns = lexicon()["nouns"]
    for token in doc:
        if token.lemma_.lower() not in nouns or token.pos_ != "NOUN" or not claimable(doc, token.i):
            continue
        if token.dep_ == "compound" or _is_news_conference(token):
            continue
        report = _from_noun(doc, token, nouns[token.lemma_.lower()] or None)
        if report is not None:
            yield from by_day(doc, _side_heads(token), report)


def _is_news_conference(token: Token) -> bool:
    if token.lemma_.lower() == "conference":
        return not any(c.lower_ in ("video", "telephone", "phone", "virtual") for c in token.children)
    return any(
        c.lower_ in ("news", "press", "cabinet", "nuclear", "conference") and c.dep_ == "compound"
        for c in token.children
    )


def _from_noun(doc: Doc, token: Token, form: Form | None) -> Report | None:
    here = clause_around(doc, token.i)
    if (
        here is not None
        and here.subject is not None
        and doc[here.subject].lemma_.lower() in ("agenda", "programme", "program")
    ):
        return None  # "its agenda includes Uruguay's talks with China": a subject, no occasion
    named, crowd = _sides_of_noun(doc, token)
    ours: tuple[str, ...] = ()
    will = any(c.tag_ == "MD" for c in token.children)  # "will lunch with X": taken for a noun
    if will:
        ours = tuple(e for c in token.children if c.dep_ == "nsubj" for e in sides(doc, c.i))
    elif not _between(token):
        ours = _hosts(doc, token, here, alone=not named and not crowd)
    if token.lemma_.lower() == "negotiation" and not ours and not _between(token):
        return None  # "the opening of accession negotiations with A and B": a process of nobody named here
    participants = tuple(dict.fromkeys((*ours, *named, *crowd)))
    if len(participants) < 2 or not any(entity(doc, e).kind != "group" for e in participants):
        return None
    if any(c.dep_ == "compound" and c.lower_ in ("phone", "telephone") for c in token.children):
        form = "call"
    elif any(p.dep_ == "prep" and p.lower_ in ("on", "upon") for p in token.children) and token.lower_ == "call":
        form = "in_person"
    if _through(token) & words("by_video"):
        form = "video"
    elif _through(token) & words("by_phone"):
        form = "call"
    return Report(
        head=token.i,
        participants=participants,
        form=form if token.lemma_.lower() != "call" or form else "call",
        status="planned" if will else _noun_status(token, here),
        when=_noun_when(doc, token, here),
        place=noun_place(doc, token)
        or (place_of(doc, here.verb) if here is not None and not _elsewhere(token) else None),
        topics=_noun_topics(doc, token),
        evidence=[sentence_evidence(doc, token.i)],
        confidence=0.8 if named else 0.6,
    )


def _through(token: Token) -> set[str]:
    """The words that say by what means a talk is held: "video talks", "talks by video link"."""
    told = {c.lower_ for c in token.children}
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("by", "via", "over", "through"):
            told.update(w.lower_ for c in prep.children for w in (c, *c.children))
    return told


def _elsewhere(token: Token) -> bool:
    """ "Flew to Tokyo after talks here": the verb's place is not the talks'."""
    return token.dep_ == "pobj" and token.head.lower_ in ("after", "before", "following", "despite", "since")


def by_day(doc: Doc, sides_told: list[int], report: Report) -> Iterator[Report]:
    """ "Meets A on Monday and B on Tuesday": a meeting for each that has a time of its own."""
    heads: list[int] = []
    queue = [doc[i] for i in sides_told]
    while queue:
        head = queue.pop(0)
        heads.append(head.i)
        queue.extend(c for c in head.children if c.dep_ == "conj")
    heads = sorted(dict.fromkeys(heads))
    end = min(doc[report.head].sent.end, (heads[-1] if heads else report.head) + 12)
    bounds = [*heads, end]
    times = [[t for t in times_in(doc, a, b) if t.date.earliest] for a, b in itertools.pairwise(bounds)]
    named = [sides(doc, h)[:1] for h in heads]
    if len(heads) < 2 or not all(times) or not all(named):
        yield report
        return
    ours = tuple(p for p in report.participants if not any(p in n for n in named))
    for side, own in zip(named, times, strict=True):
        yield replace(
            report,
            participants=(*ours, *side),
            when=when_from(doc, own),
            topics=list(report.topics),
            evidence=list(report.evidence),
        )


def _between(token: Token) -> bool:
    return any(c.dep_ == "prep" and c.lower_ in ("between", "among") for c in token.children)


def _side_heads(token: Token) -> list[int]:
    """The heads after "with" or "between" on a noun, or on the verb whose object it is."""
    heads = [c.i for c in _objects(token, ("with", "between", "among"))]
    if token.lemma_.lower() == "call" and token.dep_ == "dobj" and token.head.lemma_ in ("pay", "make"):
        heads += [c.i for c in _objects(token, ("on", "upon"))]  # "paid a courtesy call on the king"
    if any(c.tag_ == "MD" for c in token.children):
        heads += [c.i for p in token.children for place in p.children for c in _objects(place, ("with",))]
    verb = token.head
    if token.dep_ == "dobj":
        later = [c.i for c in _objects(verb, ("with",)) if c.i > token.i]
        heads += later if not heads or all(_goes_with(token.doc, h) for h in later) else []
        # "kept out pending meetings with A on Monday and B last week": the parse joins B to the verb
        heads += [c.i for c in verb.children if c.dep_ == "conj" and c.pos_ == "PROPN" and heads and c.i > heads[-1]]
    return heads


def _goes_with(doc: Doc, head: int) -> bool:
    """ "And with President Koski on Wednesday": a further side of the same talks."""
    preposition = doc[head].head.i
    return preposition > 0 and doc[preposition - 1].lower_ in ("and", ",")


def _objects(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    """What stands behind a preposition on a noun; also behind its means ("talks by video link with Gagnon")."""
    phrases = [p for p in token.children if p.dep_ == "prep"]
    means = [c for p in phrases if p.lower_ in ("by", "via", "over", "through") for c in p.children]
    phrases += [p for c in means for p in c.children if p.dep_ == "prep"]
    goals = [c for p in phrases if p.lower_ in prepositions for c in p.children]
    return [met for c in goals for met in ((c,) if c.dep_ == "pobj" else visited(c))]


def visited(token: Token) -> list[Token]:
    """ "With visiting Premier Lind": the guest, where the parse takes "visiting" for what is done."""
    return [c for c in token.children if c.dep_ == "dobj"] if token.lower_ == "visiting" else []


def _sides_of_noun(doc: Doc, token: Token) -> tuple[tuple[str, ...], tuple[str, ...]]:
    heads = _side_heads(token)
    named = tuple(dict.fromkeys((*_first_between(doc, token), *(e for h in heads for e in company(doc, h)))))
    if named:
        return named, ()
    return (), tuple(e for h in heads if crowd_speaks(doc, h) for e in parties(doc, h, ("group",)))


def _first_between(doc: Doc, token: Token) -> tuple[str, ...]:
    """ "A meeting between Diallo and President Keita": the first of the two, whom the parse may lose."""
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("between", "among"):
            first = next_person(doc, prep.i + 1)
            return first.entities if first is not None else ()
    return ()


def _hosts(doc: Doc, token: Token, here: Clause | None, *, alone: bool) -> tuple[str, ...]:
    """Our side: whose meeting it is, else who does what the clause tells of it.

    Where the other side is not named ("after the talks, X and Y called for ..."), our side must be two.
    """
    owner = next((c.i for c in token.children if c.dep_ == "poss"), None)
    own = sides(doc, owner)
    if own and not alone:
        return own
    steps = 0
    while here is not None and steps < 3:
        who = sides(doc, here.subject)
        if (
            who
            and (len(who) > 1 or not alone)
            and (here.lemma in words("light") or here.lemma.split()[0] in words("light") or alone)
        ):
            if not alone:
                return who
            if any(entity(doc, e).kind == "person" for e in who):
                return who if _both_meet(token) else ()
        here, steps = clause(doc, here.governor), steps + 1
    return own


def _both_meet(token: Token) -> bool:
    """ "The talks", "their meeting", "held talks": one occasion of those two."""
    return any(c.lower_ in ("the", "their", "these", "those") for c in token.children) or token.dep_ == "dobj"


def _noun_status(token: Token, here: Clause | None) -> Status:
    table = _statuses()
    modifiers = {c.lower_ for c in token.children if c.dep_ in ("amod", "acl", "advmod")}
    if modifiers & {"canceled", "cancelled", "postponed", "aborted"}:
        return "cancelled"
    own = None
    if here is not None and token.dep_ in ("dobj", "nsubjpass", "nsubj", "pobj"):
        own = table.get(here.lemma) or table.get(here.lemma.split()[0])
        if here.status == "denied" and here.lemma.split()[0] in ("take", "happen", "materialise", "materialize"):
            return "cancelled"  # "the meeting did not take place"
        if own in ("cancelled", "denied", "proposed") and here.status in ("happened", "under_way"):
            return own
    if modifiers & {"planned", "upcoming", "scheduled", "expected", "forthcoming", "coming", "future"}:
        return "planned"
    if modifiers & {"proposed", "possible"}:
        return "proposed"
    if here is None:
        return "happened"
    if own == "planned" and here.lemma.split()[0] != "hold":
        return "planned"
    above = [p.lower_ for p in token.ancestors if p.dep_ == "prep" and p.i > token.i - 4]
    if "before" in above or "ahead" in above:
        return "planned"
    if "after" in above and here.status == "denied":
        return "happened"
    return here.status


@cache
def _statuses() -> dict[str, Status]:
    return {word: status for status, entry in load("status")["complement"].items() for word in entry["words"]}


def noun_place(doc: Doc, token: Token) -> str | None:
    """Where a talk takes place: "talks in Oslo", "talks with the emir in Doha", "planned for Friday in Brussels", "here"."""
    if any(c.lower_ == "here" for c in token.children):
        return dateline_place(doc)
    parts = [token, *(c for c in token.children if c.dep_ == "acl"), *(doc[i] for i in _side_heads(token))]
    for part in parts:
        for prep in part.children:
            if prep.dep_ == "prep" and prep.lower_ in ("in", "at"):
                for child in prep.children:
                    found = parties(doc, child.i, ("place", "polity")) if child.dep_ == "pobj" else ()
                    if found:
                        return found[0]
    return None


def _noun_when(doc: Doc, token: Token, here: Clause | None) -> When | None:
    """When a talk takes place: told with the noun ("planned for Friday"), else with the verb above it."""
    for part in token.children:
        if part.dep_ == "acl":
            own = when_from(doc, attached_times(doc, part.i))
            if own is not None:
                return own
    if here is None:
        return None
    return when_from(doc, attached_times(doc, here.verb)) or when_of(doc, here.verb)


def _noun_topics(doc: Doc, token: Token) -> list[Span]:
    heads = [
        c.i
        for prep in token.children
        if prep.dep_ == "prep" and prep.lower_ in ("on", "about", "over", "regarding", "concerning")
        for c in prep.children
        if c.dep_ == "pobj" and topical(c)
    ]
    return [span for head in heads for span in listed(doc, head)]
