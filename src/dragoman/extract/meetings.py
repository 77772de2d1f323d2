"""Meetings and calls: who met whom, how, where, when, about what.

Three ways of telling: a verb with its sides ("will meet Monday with ..."), a noun with its sides ("talks
between ...", "wrapped up a meeting with ..."), and what the two then discuss. Reports of one meeting in an
article are one claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from spacy.tokens import Doc, Token

from dragoman.doc import (
    Clause,
    article,
    claimable,
    clause,
    clause_around,
    clauses,
    entity,
    evidence,
    parties,
    sentence_evidence,
    times_in,
)
from dragoman.extract.declare import Extractor, Found
from dragoman.lexicon import load
from dragoman.model import Meeting, Rejection, Span, Status, When, claim_id
from dragoman.syntax import attached_times, phrase, place_of, settle, trimmed, when_from, when_of

Form = Literal["in_person", "call", "video"]
_SIDES = ("person", "organization", "polity")


@cache
def _lexicon() -> dict[str, Any]:
    return load("meetings")


@cache
def _words(entry: str) -> frozenset[str]:
    return frozenset(_lexicon()[entry]["words"])


@dataclass(slots=True)
class Report:
    """What one place of the text tells of a meeting."""

    head: int
    participants: tuple[str, ...]
    form: Form | None
    status: Status
    when: When | None
    place: str | None
    topics: list[Span] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    confidence: float = 0.8
    only_topics: bool = False
    at_distance: bool = False


def find(doc: Doc, found: Found) -> Iterator[Meeting | Rejection]:
    """Every meeting of a document, each once."""
    del found
    reports = sorted([*_by_verb(doc), *_by_noun(doc)], key=lambda r: r.head)
    venues = list(_venues(doc))
    merged: list[Report] = []
    for report in reports:
        _absorb(doc, merged, report)
    for report in merged:
        if report.only_topics or len(report.participants) < 2:
            continue
        if report.place is None:
            _place_by_venue(report, venues)
        if report.form is None and report.at_distance and report.place is None and report.status == "happened":
            report.form = "call"
        yield _claim(doc, report)


def _claim(doc: Doc, report: Report) -> Meeting:
    spans = tuple(sorted(dict.fromkeys(report.evidence), key=lambda s: s.start))
    return Meeting(
        id=claim_id("meeting", spans, ",".join(report.participants)),
        status=settle(report.status, report.when, article(doc).published),
        when=report.when,
        evidence=spans,
        confidence=report.confidence,
        form=report.form,
        participants=report.participants,
        place=report.place,
        topics=tuple(dict.fromkeys(report.topics)),
    )


# Verbs


def _by_verb(doc: Doc) -> Iterator[Report]:
    table = _lexicon()["verbs"]
    for here in clauses(doc):
        entry = table.get(here.lemma) or (table.get(here.lemma.split()[0]) if here.lemma in ("sit down", "meet up") else None)
        if entry is None or not claimable(doc, here.verb):
            continue
        report = _from_verb(doc, here, entry)
        if report is not None:
            yield from _one_by_one(doc, here, report)


def _from_verb(doc: Doc, here: Clause, entry: dict[str, Any]) -> Report | None:
    ours = parties(doc, here.subject, _SIDES)
    theirs, crowd = _others(doc, here, entry)
    if entry.get("person") and not any(entity(doc, e).kind == "person" for e in theirs):
        return None
    if entry.get("planned") and here.status != "planned":
        return None
    if entry.get("bare") and not _calls_by_phone(doc, here):
        return None
    topics = _topics(doc, here, entry)
    participants = tuple(dict.fromkeys((*ours, *theirs, *crowd)))
    only_topics = "topics" in entry and not theirs
    if len(participants) < 2 or not any(entity(doc, e).kind != "group" for e in participants):
        return None
    if not theirs and not crowd and here.lemma not in ("meet", "discuss", "confer", "consult", "talk", "negotiate"):
        return None
    if here.lemma in ("talk", "negotiate") and not theirs:
        return None
    return Report(
        head=here.verb,
        participants=participants,
        form=_form(doc, here.verb, entry.get("form")) or _by_travel(doc, here),
        status=here.status,
        when=when_of(doc, here.verb),
        place=place_of(doc, here.verb),
        topics=topics,
        evidence=[sentence_evidence(doc, here.verb)],
        confidence=0.9 if theirs else 0.7,
        only_topics=only_topics,
        at_distance=bool(entry.get("distant")) and _of_two_countries(doc, ours, theirs),
    )


def _of_two_countries(doc: Doc, ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two sides sit in different capitals: "spoke with the Qatari premier" is told of a call."""
    here, there = ({entity(doc, e).country for e in side if entity(doc, e).kind == "person"} for side in (ours, theirs))
    return bool(here) and bool(there) and not (here & there - {None})


def _one_by_one(doc: Doc, here: Clause, report: Report) -> Iterator[Report]:
    """ "Meet separately with": each of one side has a meeting of its own with the other."""
    ours = parties(doc, here.subject, _SIDES)
    theirs = tuple(p for p in report.participants if p not in ours)
    apart = any(c.lower_ in ("separately", "individually") for c in doc[here.verb].children)
    if not apart or not theirs or len(report.participants) < 3:
        yield report
        return
    many, one = (ours, theirs) if len(ours) > 1 else (theirs, ours)
    for party in many:
        yield replace(report, participants=(party, *one), topics=list(report.topics), evidence=list(report.evidence))


def _others(doc: Doc, here: Clause, entry: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The other side: named parties, and crowds where nobody is named."""
    heads: list[int] = []
    if entry["other"] in ("object", "both") and here.object is not None and not here.passive:
        heads.append(here.object)
    if entry["other"] == "object" and here.passive and here.object is not None:
        heads.append(here.object)
    if entry["other"] in ("with", "both") or "topics" in entry:
        heads.extend(_with(doc[here.verb], here))
    named = tuple(e for head in heads for e in parties(doc, head, _SIDES))
    if named:
        return named, ()
    return (), tuple(e for head in heads if _crowd_speaks(doc, head) for e in parties(doc, head, ("group",)))


def _crowd_speaks(doc: Doc, head: int) -> bool:
    lemma = doc[head].lemma_.lower()
    return lemma in _words("crowds") and lemma not in _words("not_with")


def _with(verb: Token, here: Clause) -> list[int]:
    """The heads after "with" or "to" ("talked to") on the verb, or on its time ("Monday with ...")."""
    heads = []
    words = ("with", "to", "between") if here.lemma in ("speak", "talk") else ("with",)
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in words:
            heads.extend(c.i for c in child.children if c.dep_ == "pobj")
        elif child.dep_ in ("npadvmod", "dobj", "prep", "prt", "advmod"):
            for inner in [child, *child.children]:
                for prep in inner.children:
                    if prep.dep_ == "prep" and prep.lower_ == "with":
                        heads.extend(c.i for c in prep.children if c.dep_ == "pobj")
    return heads


def _calls_by_phone(doc: Doc, here: Clause) -> bool:
    """ "Called X" is a call where a person is called and nothing else is said of him ("called X a liar", "called on")."""
    verb = doc[here.verb]
    extra = {"oprd", "xcomp", "ccomp", "prt", "attr"}
    if here.passive or any(c.dep_ in extra or (c.dep_ == "prep" and c.lower_ in ("for", "on", "upon")) for c in verb.children):
        return False
    obj = doc[here.object] if here.object is not None else None
    return obj is not None and not any(c.dep_ in ("acl", "amod", "appos") and c.i > obj.i for c in obj.children)


def _form(doc: Doc, verb: int, given: Form | None) -> Form | None:
    for child in doc[verb].children:
        words = {child.lower_} | {c.lower_ for c in child.children} | {g.lower_ for c in child.children for g in c.children}
        if words & _words("by_video"):
            return "video"
        if words & _words("by_phone") or (child.lower_ == "call" and given is None):
            return "call"
    return given


def _by_travel(doc: Doc, here: Clause) -> Form | None:
    """ "Will travel to Quito to speak with ...": somebody who travels to talk talks in person."""
    above = clause(doc, here.governor)
    if above is not None and here.relation in ("advcl", "xcomp") and above.lemma in load("occasions")["motion"]["words"]:
        return "in_person"
    return None


def _topics(doc: Doc, here: Clause, entry: dict[str, Any]) -> list[Span]:
    verb = doc[here.verb]
    heads: list[int] = []
    if "topics" in entry and here.object is not None:
        heads.append(here.object)
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("on", "about", "over", "regarding", "concerning"):
            heads.extend(c.i for c in child.children if c.dep_ == "pobj" and _topical(c))
        elif child.dep_ in ("advcl", "xcomp") and child.lemma_ in ("discuss", "review", "address", "explore"):
            heads.extend(c.i for c in child.children if c.dep_ == "dobj")
    return [span for head in heads for span in _listed(doc, head)]


def _topical(token: Token) -> bool:
    """Whether what stands after "on" or "over" is talked about, and no time, margin or means."""
    return token.ent_type_ not in ("DATE", "TIME", "CARDINAL") and token.lemma_.lower() not in _words("no_topics")


def _listed(doc: Doc, head: int) -> Iterator[Span]:
    """Each part of a coordinated phrase as a topic of its own."""
    queue, parts = [doc[head]], []
    while queue:
        token = queue.pop(0)
        parts.append(token.i)
        queue.extend(c for c in token.children if c.dep_ == "conj")
    for n, part in enumerate(sorted(parts)):
        start, end = _without_conj(doc, part)
        start, end = trimmed(doc, start, end)
        if end > start and doc[part].pos_ not in ("PRON", "NUM") and n < 12:
            yield evidence(doc, start, end)


def _without_conj(doc: Doc, head: int) -> tuple[int, int]:
    start, end = phrase(doc, head)
    for child in doc[head].children:
        if child.dep_ in ("conj", "cc") and child.i > head:
            end = min(end, child.i if child.dep_ == "cc" else child.left_edge.i)
    return min(start, head), max(end, head + 1)


# Nouns


def _by_noun(doc: Doc) -> Iterator[Report]:
    nouns = _lexicon()["nouns"]
    for token in doc:
        if token.lemma_.lower() not in nouns or token.pos_ != "NOUN" or not claimable(doc, token.i):
            continue
        if token.dep_ == "compound" or _is_news_conference(token):
            continue
        report = _from_noun(doc, token, nouns[token.lemma_.lower()] or None)
        if report is not None:
            yield from _by_day(doc, token, report)


def _is_news_conference(token: Token) -> bool:
    return any(c.lower_ in ("news", "press", "cabinet", "nuclear", "conference") and c.dep_ == "compound" for c in token.children)


def _from_noun(doc: Doc, token: Token, form: Form | None) -> Report | None:
    here = clause_around(doc, token.i)
    named, crowd = _sides_of_noun(doc, token)
    ours: tuple[str, ...] = ()
    if not _between(token):
        ours = _hosts(doc, token, here, alone=not named and not crowd)
    participants = tuple(dict.fromkeys((*ours, *named, *crowd)))
    if len(participants) < 2 or not any(entity(doc, e).kind != "group" for e in participants):
        return None
    if any(c.dep_ == "compound" and c.lower_ in ("phone", "telephone") for c in token.children):
        form = "call"
    if any(c.lower_ in _words("by_video") for c in token.children):
        form = "video"
    times = [t for t in attached_times(doc, here.verb)] if here is not None else []
    return Report(
        head=token.i,
        participants=participants,
        form=form if token.lemma_.lower() != "call" or form else "call",
        status=_noun_status(doc, token, here),
        when=when_from(doc, times) or (when_of(doc, here.verb) if here is not None else None),
        place=_noun_place(doc, token) or (place_of(doc, here.verb) if here is not None else None),
        topics=_noun_topics(doc, token),
        evidence=[sentence_evidence(doc, token.i)],
        confidence=0.8 if named else 0.6,
    )


def _by_day(doc: Doc, token: Token, report: Report) -> Iterator[Report]:
    """ "Meetings with A on Monday and B last week": a meeting for each that has a time of its own."""
    heads: list[int] = []
    queue = [doc[i] for i in _side_heads(token)]
    while queue:
        head = queue.pop(0)
        heads.append(head.i)
        queue.extend(c for c in head.children if c.dep_ == "conj")
    heads.sort()
    bounds = [*heads, min(token.sent.end, (heads[-1] if heads else token.i) + 12)]
    times = [[t for t in times_in(doc, a, b) if t.date.earliest] for a, b in zip(bounds, bounds[1:], strict=False)]
    if len(heads) < 2 or not all(times):
        yield report
        return
    named = [parties(doc, h, _SIDES)[:1] for h in heads]
    ours = tuple(p for p in report.participants if not any(p in n for n in named))
    for side, own in zip(named, times, strict=True):
        yield replace(report, participants=(*ours, *side), when=when_from(doc, own), topics=list(report.topics), evidence=list(report.evidence))


def _between(token: Token) -> bool:
    return any(c.dep_ == "prep" and c.lower_ in ("between", "among") for c in token.children)


def _side_heads(token: Token) -> list[int]:
    """The heads after "with" or "between" on a noun, or on the verb whose object it is."""
    heads = [c.i for c in _objects(token, ("with", "between", "among"))]
    verb = token.head
    if token.dep_ == "dobj":
        if not heads:
            heads = [c.i for c in _objects(verb, ("with",)) if c.i > token.i]
        # "kept out pending meetings with A on Monday and B last week": the parse joins B to the verb
        heads += [c.i for c in verb.children if c.dep_ == "conj" and c.pos_ == "PROPN" and heads and c.i > heads[-1]]
    return heads


def _objects(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    return [c for p in token.children if p.dep_ == "prep" and p.lower_ in prepositions for c in p.children if c.dep_ == "pobj"]


def _sides_of_noun(doc: Doc, token: Token) -> tuple[tuple[str, ...], tuple[str, ...]]:
    heads = _side_heads(token)
    named = tuple(e for h in heads for e in parties(doc, h, _SIDES))
    if named:
        return named, ()
    return (), tuple(e for h in heads if _crowd_speaks(doc, h) for e in parties(doc, h, ("group",)))


def _hosts(doc: Doc, token: Token, here: Clause | None, *, alone: bool) -> tuple[str, ...]:
    """Our side: whose meeting it is, else who does what the clause tells of it.

    Where the other side is not named ("after the talks, X and Y called for ..."), our side must be two.
    """
    owner = next((c.i for c in token.children if c.dep_ == "poss"), None)
    own = parties(doc, owner, _SIDES)
    if own and not alone:
        return own
    steps = 0
    while here is not None and steps < 3:
        who = parties(doc, here.subject, _SIDES)
        if who and (len(who) > 1 or not alone) and (here.lemma in _words("light") or here.lemma.split()[0] in _words("light") or alone):
            if not alone or any(entity(doc, e).kind == "person" for e in who):
                return who if not alone or _both_meet(token) else ()
        here, steps = clause(doc, here.governor), steps + 1
    return own


def _both_meet(token: Token) -> bool:
    """ "The talks", "their meeting", "held talks": one occasion of those two."""
    return any(c.lower_ in ("the", "their", "these", "those") for c in token.children) or token.dep_ == "dobj"


def _noun_status(doc: Doc, token: Token, here: Clause | None) -> Status:
    table: dict[str, Status] = {w: s for s, e in load("status")["complement"].items() for w in e["words"]}
    modifiers = {c.lower_ for c in token.children if c.dep_ in ("amod", "acl", "advmod")}
    if modifiers & {"planned", "upcoming", "scheduled", "expected", "forthcoming", "coming", "future"}:
        return "planned"
    if modifiers & {"proposed", "possible"}:
        return "proposed"
    if modifiers & {"canceled", "cancelled", "postponed", "aborted"}:
        return "cancelled"
    if here is None:
        return "happened"
    if token.dep_ in ("dobj", "nsubjpass", "pobj"):
        own = table.get(here.lemma) or table.get(here.lemma.split()[0])
        if own in ("cancelled", "denied", "proposed") and here.status in ("happened", "under_way"):
            return own
        if own == "planned" and here.lemma.split()[0] != "hold":
            return "planned"
    if any(p.lower_ in ("before", "ahead") for p in token.ancestors if p.dep_ == "prep" and p.i > token.i - 4):
        return "planned"
    if any(p.lower_ == "after" for p in token.ancestors if p.dep_ == "prep" and p.i > token.i - 4) and here.status == "denied":
        return "happened"
    return here.status


def _noun_place(doc: Doc, token: Token) -> str | None:
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "at"):
            for child in prep.children:
                found = parties(doc, child.i, ("place", "polity")) if child.dep_ == "pobj" else ()
                if found:
                    return found[0]
    return None


def _noun_topics(doc: Doc, token: Token) -> list[Span]:
    heads = [
        c.i
        for prep in token.children
        if prep.dep_ == "prep" and prep.lower_ in ("on", "about", "over", "regarding", "concerning")
        for c in prep.children
        if c.dep_ == "pobj" and _topical(c)
    ]
    return [span for head in heads for span in _listed(doc, head)]


# One claim a meeting


def _absorb(doc: Doc, merged: list[Report], report: Report) -> None:
    """Adds a report to the meeting that it tells of, or as a new one."""
    for known in merged:
        if _same(doc, known, report):
            _fill(known, report)
            return
    merged.append(report)


def _same(doc: Doc, known: Report, report: Report) -> bool:
    a, b = set(known.participants), set(report.participants)
    if report.only_topics or known.only_topics:
        return b <= a or a <= b
    people = {e for e in a & b if entity(doc, e).kind == "person"}
    if a != b and not ((a <= b or b <= a) and people and len(a & b) > 1):
        return False
    if known.place and report.place and known.place != report.place and not _within(doc, known.place, report.place):
        return False
    opposed = {"denied", "cancelled"}
    if (known.status in opposed) != (report.status in opposed):
        return False
    return _overlap(known.when, report.when)


def _within(doc: Doc, a: str, b: str) -> bool:
    one, two = entity(doc, a), entity(doc, b)
    return one.country == two.country and "country" in (one.place_type, two.place_type)


def _overlap(a: When | None, b: When | None) -> bool:
    if a is None or b is None or not (a.earliest and b.earliest):
        return True
    return (a.latest or "9999") >= b.earliest and (b.latest or "9999") >= a.earliest


def _fill(known: Report, report: Report) -> None:
    known.participants = tuple(dict.fromkeys((*known.participants, *report.participants))) if not report.only_topics else known.participants
    known.only_topics = known.only_topics and report.only_topics
    known.at_distance = known.at_distance or report.at_distance
    known.form = known.form or report.form
    known.place = known.place or report.place
    known.topics.extend(report.topics)
    known.evidence.extend(report.evidence)
    if known.when is None:
        known.when = report.when
    if known.status in ("under_way", "hypothetical", "proposed") and report.status in ("planned", "happened"):
        known.status = report.status


# An occasion told with its place and without its parties: "before next week's talks in London"


def _venues(doc: Doc) -> Iterator[tuple[int, str, When]]:
    for token in doc:
        if token.lemma_.lower() in _lexicon()["nouns"] and token.pos_ == "NOUN" and claimable(doc, token.i):
            place = _noun_place(doc, token)
            times = [t for t in _noun_times(doc, token)]
            when = when_from(doc, times)
            if place is not None and when is not None:
                yield token.i, place, when


def _noun_times(doc: Doc, token: Token) -> Iterable[Any]:
    start, end = phrase(doc, token.i)
    return times_in(doc, start, end)


def _place_by_venue(report: Report, venues: list[tuple[int, str, When]]) -> None:
    for at, place, when in venues:
        if 0 < report.head - at < 80 and report.when is not None and report.status != "happened" and _overlap(report.when, when):
            report.place = place
            return


MEETINGS = Extractor("meetings", yields=Meeting, find=find)

