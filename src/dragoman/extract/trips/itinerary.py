"""Stops of a journey as the text tells them, and places in a row.

"Tbilisi, Georgia; Baku; and Yerevan, Armenia June 6-13" are three stops: the row is read from the words and
not from the tree, which small parsers lose after the second comma. A town and its country are one stop.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from dragoman.doc import (
    Clause,
    Mention,
    Title,
    clause,
    clause_around,
    country_of,
    entity,
    mention_at,
    note,
    parties,
    people,
    places,
    role,
    times_in,
    titles,
    titles_of,
)
from dragoman.lexicon import load
from dragoman.model import Entity, Span, Status, When

Stage = Literal["go", "begin", "arrive", "visit", "end", "transit", "presence"]
_DAYS = re.compile(r"P(\d+)D")
_WEEKS = re.compile(r"P(\d+)W")
_JOINERS = frozenset(
    (
        ",",
        ";",
        "and",
        "&",
        "the",
        "then",
        "both",
        "finally",
        "later",
        "(",
        ")",
        "as",
        "well",
        "or",
        "lastly",
        "subsequently",
    )
)
_LINKS = frozenset((",", ";", "and", "&", "(", "or", "then", "as"))
_BEFORE_TIME = frozenset(("on", "from", "between", "in"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_PARTS = frozenset("north south east west interior coast centre center capital city port province state region".split())
_LARGE = ("country", "region", "area")


@dataclass(slots=True)
class Stop:
    """One telling of a stop.

    `strong` says that the words speak of travel, `act` that what is done there tells the stop, `back` that one
    returns there, `vague` that its status is not told; `days` is a told length.
    """

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
    act: bool = False
    back: bool = False
    vague: bool = False


@cache
def lexicon() -> dict[str, Any]:
    """The lexicon `travel`."""
    return load("travel")


@cache
def phases() -> dict[str, str]:
    """What a verb says of the journey that is its object or subject: begin, end, cancel ..."""
    return {word: phase for phase, entry in lexicon()["phase"].items() for word in entry["words"]}


@cache
def journeys() -> frozenset[str]:
    """Words for a journey."""
    return frozenset(lexicon()["nouns"]["journey"])


# Who and where


def goers(doc: Doc, head: int | None) -> tuple[str, ...]:
    """Who travels: the people named, or who leads the delegation that is."""
    found = people(doc, head)
    if head is not None and not found and doc[head].lower_ == "i":
        return _speaker(doc, head)
    if not found and head is not None and _office(doc, head):
        return parties(doc, head, ("group",))  # "the Saudi foreign minister arrived": known by the office alone
    if found or head is None or doc[head].lemma_.lower() not in lexicon()["delegations"]["words"]:
        return found
    for led in doc[head].children:
        if led.dep_ in ("acl", "relcl") and led.lemma_ in ("lead", "head"):
            for agent in led.children:
                if agent.dep_ in ("agent", "prep") and agent.lower_ == "by":
                    return tuple(p for c in agent.children for p in people(doc, c.i))[:1]
    return ()


def _office(doc: Doc, head: int) -> bool:
    """Whether a noun names one office-holder of a told country who is not named: "Kenya's foreign minister"."""
    if doc[head].tag_ not in ("NN", "NNP") or not any(country_of(doc, e) for e in parties(doc, head, ("group",))):
        return False
    return any(t.head == head and not t.holders and not t.plural for t in titles_in(doc, doc[head].sent))


def _speaker(doc: Doc, head: int) -> tuple[str, ...]:
    """ "I will be in Tirana," the minister said: who says so."""
    here = clause_around(doc, head)
    above = clause(doc, here.governor) if here is not None and here.reported else None
    return people(doc, above.subject)[:1] if above is not None else ()


def titles_in(doc: Doc, sentence: Sentence) -> list[Title]:
    """The titles of a sentence."""
    return [t for t in titles(doc) if sentence.start <= t.start < sentence.end]


def official_at(doc: Doc, traveller: str, place: str) -> bool:
    """Whether somebody of unknown country bears an office and is at a place with a country."""
    return (
        entity(doc, traveller).country is None
        and bool(titles_of(doc, traveller))
        and entity(doc, place).country is not None
    )


def place_heads(doc: Doc, head: int) -> list[int]:
    """The heads of a coordinated phrase that are places; of an embassy or factory in a town the town."""
    found, queue = [], [doc[head]]
    while queue:
        token = queue.pop(0)
        if places(doc, token.i):
            found.append(token.i)
        if not any(entity(doc, e).country for e in places(doc, token.i)):
            # "the embassy in Lima", "a tour of the Horn of Africa in Djibouti"
            for prep in token.children:
                part = prep.lower_ == "of" and token.lower_ in _PARTS  # "toured the north of Chad"
                if prep.dep_ == "prep" and (part or prep.lower_ in ("in", "at", "near")):
                    found.extend(c.i for c in prep.children if c.dep_ == "pobj" and places(doc, c.i))
        queue.extend(c for c in token.children if c.dep_ == "conj")
    return sorted(found)


def known_place(doc: Doc, head: int) -> bool:
    """Whether a place is one of the knowledge base's: "visited Gazprom" tells of a company."""
    return any(entity(doc, e).place_type is not None for e in places(doc, head))


def days_within(doc: Doc, start: int, end: int) -> int | None:
    for time in times_in(doc, start, end):
        if time.date.type == "DURATION":
            match = _DAYS.fullmatch(time.date.value)
            week = _WEEKS.fullmatch(time.date.value)
            if match:
                return int(match.group(1))
            if week:
                return 7 * int(week.group(1))
    return None


def phrases_to(doc: Doc, token: Token) -> list[int]:
    """The places behind "to" on a noun: "a delegation to Peru"."""
    goals = (c for prep in token.children if prep.dep_ == "prep" and prep.lower_ == "to" for c in prep.children)
    return [head for goal in goals if goal.dep_ == "pobj" for head in place_heads(doc, goal.i)]


def away(doc: Doc, traveller: str, place: str) -> bool:
    """Whether somebody is known to be from elsewhere than a place."""
    who, where = entity(doc, traveller), entity(doc, place)
    return (
        who.kind == "person" and who.country is not None and where.country is not None and who.country != where.country
    )


def one_stop(a: Entity, b: Entity) -> bool:
    """Whether two places are one stop: a country and what lies in it, a region and a town in it."""
    if a.id == b.id:
        return True
    if a.country is None or a.country != b.country:
        return False
    if "country" in (a.place_type, b.place_type):
        return True
    return {"region", "area"} & {a.place_type, b.place_type} != set() and _kilometres(a, b) < WITHIN_KM


SAME_KM = 25
"""Kilometres between two towns that share a word of their names and are one."""
WITHIN_KM = 60
"""Kilometres from the middle of a region within which a town of the same country is taken to lie in it."""


def _kilometres(a: Entity, b: Entity) -> float:
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return math.inf
    x = math.radians(b.longitude - a.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return 6371 * math.hypot(x, math.radians(b.latitude - a.latitude))


def programme(doc: Doc, here: Clause) -> bool:
    """ "He then goes to Muscat": told in the present, in the body of a report, a motion is on the programme."""
    verb, entry = doc[here.verb], lexicon()["motion"].get(here.lemma)
    if entry is None or entry["stage"] not in ("go", "begin") or here.lemma == "be" or here.passive:
        return False
    if here.status != "under_way" or verb.tag_ not in ("VBZ", "VBP") or here.relation == "advcl":
        return False
    return role(doc, here.verb) == "body" and not any(c.dep_ == "aux" for c in verb.children)


# Places in a row


def rows(doc: Doc, heads: Iterable[int]) -> list[int]:
    """The heads of places with those that go on the same rows; of a town and its country the town."""
    found: list[int] = []
    seen: set[int] = set()
    for head in heads:
        if head not in seen:
            row = _row(doc, head)
            seen.update(row)
            found.extend(_one_stop_each(doc, row))
    return sorted(dict.fromkeys(found))


def _place_from(doc: Doc, at: int) -> Mention | None:
    """The place that is named from this token on, unless it only belongs to a phrase or to a clause of its own."""
    mention = mention_at(doc, at) if at < len(doc) else None
    if mention is None or mention.start != at or mention.how not in ("name", "alias", "metonym"):
        return None
    named = entity(doc, mention.entities[0])
    if named.kind not in ("place", "polity") or named.place_type is None:
        return None
    return None if _goes_on(doc, mention) else mention


def _goes_on(doc: Doc, mention: Mention) -> bool:
    """Whether a phrase or a clause begins with a place: "Iraq's minister", "and Spain will host", "Paris talks"."""
    if mention.end >= len(doc):
        return False
    after: Token = doc[mention.end]
    if after.lower_ in ("'s", "’s", "'", "’") or after.tag_ in _FINITE:
        return True
    head = doc[mention.head]
    return (
        head.dep_ in ("compound", "amod", "nmod", "poss")
        and head.head.i == after.i
        and after.ent_type_ not in ("DATE", "TIME")
    )


def _row(doc: Doc, head: int) -> list[int]:
    mention = mention_at(doc, head)
    if mention is None:
        return [head]
    found, at, limit = [head], mention.end, doc[head].sent.end
    while at < limit and len(found) < 30:
        step = _past_time(doc, at, limit)
        first = step
        while step < limit and doc[step].lower_ in _JOINERS:
            step += 1
        if not any(doc[i].lower_ in _LINKS for i in range(first, step)):
            break
        follower = _place_from(doc, step)
        if follower is None:
            break
        found.append(follower.head)
        at = follower.end
    return found


def _past_time(doc: Doc, at: int, limit: int) -> int:
    """Past an expression of time: "to Oslo on May 3, Riga ..."."""
    step = at + 1 if at < limit and doc[at].lower_ in _BEFORE_TIME else at
    time = next((t for t in times_in(doc, step, limit) if t.start == step), None) if step < limit else None
    return time.end if time is not None else at


def _one_stop_each(doc: Doc, row: list[int]) -> list[int]:
    named = [
        entity(doc, note(doc).mention_at[head].entities[0]) if head in note(doc).mention_at else None for head in row
    ]
    if len(row) > 2 and _only_commas(doc, row) and all(n is not None and _holds(named[-1], n) for n in named[:-1]):
        return row[:1]
    kept = [row[0]]
    for n in range(1, len(row)):
        if _comma_alone(doc, row[n - 1], row[n]) and _holds(named[n], named[n - 1]):
            continue
        kept.append(row[n])
    return kept


def _between(doc: Doc, left: int, right: int) -> list[str]:
    a, b = mention_at(doc, left), mention_at(doc, right)
    return [doc[i].lower_ for i in range(a.end, b.start)] if a is not None and b is not None else []


def _comma_alone(doc: Doc, left: int, right: int) -> bool:
    return _between(doc, left, right) in ([","], ["("], [",", "the"], ["(", "the"])


def _only_commas(doc: Doc, row: list[int]) -> bool:
    return all(_comma_alone(doc, a, b) for a, b in itertools.pairwise(row))


def _holds(large: Entity | None, small: Entity | None) -> bool:
    """Whether one place is the state or country in which the other lies."""
    if large is None or small is None or large.country is None or large.country != small.country:
        return False
    return large.place_type in _LARGE and small.place_type not in ("country", "area") and large.id != small.id
