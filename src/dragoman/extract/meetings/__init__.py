"""Meetings and calls: who met whom, how, where, when, about what.

Three ways of telling: a verb with its sides ("will meet Monday with ..."), a noun with its sides ("talks
between ...", "wrapped up a meeting with ..."), and what the two then discuss. Reports of one meeting in an
article are one claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from dragoman.doc import (
    Clause,
    article,
    claimable,
    clause,
    clauses,
    entity,
    mention_at,
    parties,
    sentence_evidence,
    times_in,
)
from dragoman.extract.declare import Extractor, Found
from dragoman.extract.meetings.encounters import (
    Form,
    Report,
    company,
    crowd_speaks,
    lexicon,
    listed,
    next_person,
    sides,
    topical,
    words,
)
from dragoman.extract.meetings.margins import in_the_margins
from dragoman.extract.meetings.talks import by_day, by_noun, noun_place, visited
from dragoman.lexicon import load
from dragoman.model import Meeting, Rejection, Span, When, claim_id
from dragoman.syntax import phrase, place_of, settle, when_from, when_of

NEAR = 30
"""Meetings of one party among which a further report looks for the one it tells of."""


def find(doc: Doc, found: Found) -> Iterator[Meeting | Rejection]:
    """Every meeting of a document, each once."""
    reports = sorted([*_by_verb(doc), *by_noun(doc)], key=lambda r: r.head)
    venues = list(_venues(doc))
    for report in _merged(doc, reports):
        if report.only_topics or len(report.participants) < 2:
            continue
        if report.place is None:
            _place_by_venue(report, venues)
        if report.place is None and report.form in (None, "in_person"):
            report.place = in_the_margins(doc, report, found.get("gatherings", ()))
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
    table = lexicon()["verbs"]
    last: Report | None = None
    for here in clauses(doc):
        entry = table.get(here.lemma) or (
            table.get(here.lemma.split()[0]) if here.lemma in ("sit down", "meet up") else None
        )
        if here.lemma in ("call", "call on", "call upon") and _calls_on(doc, here):
            entry = table["call on"]
        if entry is None or not claimable(doc, here.verb):
            continue
        report = _from_verb(doc, here, entry) or _taken_up(doc, here, entry, last)
        last = report or last
        if report is not None:
            for told in _one_by_one(doc, here, report):
                yield from by_day(doc, _met(doc, here, entry), told)


def _from_verb(doc: Doc, here: Clause, entry: dict[str, Any]) -> Report | None:
    ours = sides(doc, here.subject)
    theirs, crowd = _others(doc, here, entry)
    if entry.get("person") and not any(entity(doc, e).kind == "person" for e in theirs):
        return None
    if entry.get("planned") and here.status != "planned":
        return None
    if entry.get("bare") and not _calls_by_phone(doc, here):
        return None
    topics = _topics(doc, here, entry)
    participants = tuple(dict.fromkeys((*ours, *theirs, *crowd)))
    form = _form(doc, here.verb, entry.get("form")) or _by_travel(doc, here)
    only_topics = "topics" in entry and not theirs and not (form in ("call", "video") and len(ours) > 1)
    if len(participants) < 2 or not any(entity(doc, e).kind != "group" for e in participants):
        return None
    spoke = here.lemma in ("speak", "talk") and form in ("call", "video") and len(ours) > 1  # "the pair spoke by phone"
    if (
        not theirs
        and not crowd
        and not spoke
        and here.lemma not in ("meet", "discuss", "confer", "consult", "talk", "negotiate", "exchange")
    ):
        return None
    if here.lemma in ("talk", "negotiate") and not theirs and not spoke:
        return None
    if (
        here.lemma in ("consult", "confer")
        and not theirs
        and here.status != "happened"
        and when_of(doc, here.verb) is None
    ):
        return None  # "agreed to confer from time to time": a habit, no occasion
    return Report(
        head=here.verb,
        participants=participants,
        form=form,
        status="planned" if _looked_forward(doc, here) else here.status,
        when=when_of(doc, here.verb),
        place=place_of(doc, here.verb),
        topics=topics,
        evidence=[sentence_evidence(doc, here.verb)],
        confidence=0.9 if theirs else 0.7,
        only_topics=only_topics,
        at_distance=bool(entry.get("distant")) and _of_two_countries(doc, ours, theirs),
    )


def _taken_up(doc: Doc, here: Clause, entry: dict[str, Any], last: Report | None) -> Report | None:
    """ "They exchanged views on trade", right behind a meeting of two: what those talked about."""
    they = here.subject is not None and doc[here.subject].lower_ == "they" and mention_at(doc, here.subject) is None
    if last is None or not they or "topics" not in entry or here.status != "happened" or last.status != "happened":
        return None
    if doc[last.head].sent.end != doc[here.verb].sent.start:
        return None
    told = sentence_evidence(doc, here.verb)
    return replace(last, topics=_topics(doc, here, entry), evidence=[told], only_topics=True)


def _looked_forward(doc: Doc, here: Clause) -> bool:
    """ "Looks forward to hosting X": what is looked forward to is to come, though the looking is told as past."""
    above = clause(doc, here.governor)
    return here.relation == "pcomp" and above is not None and above.lemma == "look forward"


def _met(doc: Doc, here: Clause, entry: dict[str, Any]) -> list[int]:
    """The heads of the other side."""
    own = [here.object] if entry["other"] in ("object", "both") and here.object is not None else []
    return [*own, *(_with(doc, doc[here.verb], here) if not own else [])]


def _of_two_countries(doc: Doc, ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two sides sit in different capitals: "spoke with the Qatari premier" is told of a call."""
    here, there = ({entity(doc, e).country for e in side if entity(doc, e).kind == "person"} for side in (ours, theirs))
    return bool(here) and bool(there) and not (here & there - {None})


def _one_by_one(doc: Doc, here: Clause, report: Report) -> Iterator[Report]:
    """ "Meet separately with": each of one side has a meeting of its own with the other."""
    ours = sides(doc, here.subject)
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
    if entry["other"] in ("object", "both") and here.passive and here.object is not None:
        heads.append(here.object)
    if entry["other"] in ("with", "both") or "topics" in entry:
        heads.extend(_with(doc, doc[here.verb], here))
    named = tuple(dict.fromkeys(e for head in heads for e in company(doc, head)))
    if "topics" in entry and not any(entity(doc, e).kind == "person" for e in named):
        # "discussed engagements with Russia": the country is met only where it hangs on the verb itself
        named = tuple(e for head in heads if doc[head].head.head.i == here.verb for e in sides(doc, head))
    if named:
        return named, ()
    return (), tuple(e for head in heads if crowd_speaks(doc, head) for e in parties(doc, head, ("group",)))


def _with(doc: Doc, verb: Token, here: Clause) -> list[int]:
    """The heads after "with" or "to" ("talked to") on the verb, or on its time ("Monday with ...")."""
    heads: list[int] = []
    leading: tuple[str, ...] = ("with", "to", "between") if here.lemma in ("speak", "talk") else ("with",)
    if here.lemma.split()[0] == "call":
        leading = ("on", "upon")
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in leading:
            heads.extend(c.i for c in child.children if c.dep_ == "pobj")
            heads.extend(guest.i for c in child.children for guest in visited(c))
            met = next_person(doc, child.i + 1) if "on" in leading and not heads else None
            heads.extend([met.head] if met is not None else [])  # "called on Minister Ruiz": the parse may lose her
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
    if here.passive or any(
        c.dep_ in extra or (c.dep_ == "prep" and c.lower_ in ("for", "on", "upon")) for c in verb.children
    ):
        return False
    obj = doc[here.object] if here.object is not None else None
    return obj is not None and not any(c.dep_ in ("acl", "amod", "appos") and c.i > obj.i for c in obj.children)


def _calls_on(doc: Doc, here: Clause) -> bool:
    """ "Will call on the emir" is a visit; "called on the emir to resign", "for restraint" is an appeal."""
    verb = doc[here.verb]
    appeal = ("xcomp", "ccomp", "advcl", "dobj")
    if here.passive or any(c.dep_ in appeal or (c.dep_ == "prep" and c.lower_ == "for") for c in verb.children):
        return False
    on = [p for p in verb.children if p.dep_ in ("prep", "prt") and p.lower_ in ("on", "upon")]
    goals = [c for p in on for c in p.children if c.dep_ == "pobj"]
    lost = [p for p in on if not any(c.dep_ == "pobj" for c in p.children) and next_person(doc, p.i + 1) is not None]
    return bool(goals or lost) and not any(
        c.dep_ in ("acl", "relcl") and c.tag_ == "VB" for g in goals for c in g.children
    )


def _form(doc: Doc, verb: int, given: Form | None) -> Form | None:
    means = [p for c in doc[verb].children if c.dep_ == "dobj" for p in c.children if p.dep_ == "prep"]
    for child in (*doc[verb].children, *means):
        told = (
            {child.lower_} | {c.lower_ for c in child.children} | {g.lower_ for c in child.children for g in c.children}
        )
        if told & words("by_video"):
            return "video"
        if told & words("by_phone") or (child.lower_ == "call" and given is None):
            return "call"
    return given


def _by_travel(doc: Doc, here: Clause) -> Form | None:
    """ "Will travel to Quito to speak with ...": somebody who travels to talk talks in person."""
    above = clause(doc, here.governor)
    if (
        above is not None
        and here.relation in ("advcl", "xcomp")
        and above.lemma in load("occasions")["motion"]["words"]
    ):
        return "in_person"
    return None


def _topics(doc: Doc, here: Clause, entry: dict[str, Any]) -> list[Span]:
    verb = doc[here.verb]
    heads: list[int] = []
    if entry.get("topics") == "views" and here.object is not None:
        views = (p for p in doc[here.object].children if p.dep_ == "prep" and p.lower_ in ("on", "about", "over"))
        heads.extend(c.i for p in views for c in p.children if c.dep_ == "pobj" and topical(c))
    elif "topics" in entry and here.object is not None:
        heads.append(here.object)
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("on", "about", "over", "regarding", "concerning"):
            heads.extend(c.i for c in child.children if c.dep_ == "pobj" and topical(c))
        elif child.dep_ in ("advcl", "xcomp") and child.lemma_ in ("discuss", "review", "address", "explore"):
            heads.extend(c.i for c in child.children if c.dep_ == "dobj")
    return [span for head in heads for span in listed(doc, head)]


# One claim a meeting


def _merged(doc: Doc, reports: Iterable[Report]) -> list[Report]:
    """One report a meeting: each is added to the first that it tells of, among the last few of its parties."""
    merged: list[Report] = []
    told_of: dict[str, list[int]] = {}
    for report in reports:
        near = sorted({n for party in report.participants for n in told_of.get(party, ())[-NEAR:]})
        known = next((n for n in near if _same(doc, merged[n], report)), None)
        if known is None:
            known = len(merged)
            merged.append(report)
        else:
            _fill(merged[known], report)
        for party in report.participants:
            own = told_of.setdefault(party, [])
            if known not in own[-NEAR:]:
                own.append(known)
    return merged


def _same(doc: Doc, known: Report, report: Report) -> bool:
    a, b = set(known.participants), set(report.participants)
    if report.only_topics or known.only_topics:
        return b <= a or a <= b
    people = {e for e in a & b if entity(doc, e).kind == "person"}
    if _apart(known, report) or _apart(report, known):
        return False
    if a != b and not ((a <= b or b <= a) and people and len(a & b) > 1):
        return False
    if known.place and report.place and known.place != report.place and not _within(doc, known.place, report.place):
        return False
    if "in_person" in (known.form, report.form) and {"call", "video"} & {known.form, report.form}:
        return False  # "arrived for talks with X, two days after the pair spoke by telephone"
    opposed = {"denied", "cancelled"}
    if (known.status in opposed) != (report.status in opposed):
        return False
    return _overlap(known.when, report.when)


def _apart(talk: Report, visit: Report) -> bool:
    """ "Spoke with X on Monday ... looked forward to hosting him": the one was a call, the other is to come."""
    return talk.at_distance and talk.place is None and visit.form == "in_person" and visit.status != talk.status


def _within(doc: Doc, a: str, b: str) -> bool:
    one, two = entity(doc, a), entity(doc, b)
    return one.country == two.country and "country" in (one.place_type, two.place_type)


def _overlap(a: When | None, b: When | None) -> bool:
    if a is None or b is None or not (a.earliest and b.earliest):
        return True
    return (a.latest or "9999") >= b.earliest and (b.latest or "9999") >= a.earliest


def _fill(known: Report, report: Report) -> None:
    known.participants = (
        tuple(dict.fromkeys((*known.participants, *report.participants)))
        if not report.only_topics
        else known.participants
    )
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


# An occasion told with its place and without its parties: "ahead of Monday's talks in Oslo"


def _venues(doc: Doc) -> Iterator[tuple[int, str, When]]:
    for token in doc:
        if token.lemma_.lower() in lexicon()["nouns"] and token.pos_ == "NOUN" and claimable(doc, token.i):
            place = noun_place(doc, token)
            times = list(_noun_times(doc, token))
            when = when_from(doc, times)
            if place is not None and when is not None:
                yield token.i, place, when


def _noun_times(doc: Doc, token: Token) -> Iterable[Any]:
    start, end = phrase(doc, token.i)
    return times_in(doc, start, end)


def _place_by_venue(report: Report, venues: list[tuple[int, str, When]]) -> None:
    for at, place, when in venues:
        if (
            0 < report.head - at < 80
            and report.when is not None
            and report.status != "happened"
            and _overlap(report.when, when)
        ):
            report.place = place
            return


MEETINGS = Extractor("meetings", yields=Meeting, find=find, needs=frozenset({"gatherings"}))
