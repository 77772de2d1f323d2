"""What one place of the text tells of a meeting or call, and what its tellings share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from spacy.tokens import Doc, Token

from dragoman.doc import article, entities, evidence, parties
from dragoman.extract.trips.itinerary import rows
from dragoman.lexicon import load
from dragoman.model import Span, Status, When
from dragoman.syntax import phrase, trimmed

Form = Literal["in_person", "call", "video"]
SIDES = ("person", "organization", "polity")


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


@cache
def lexicon() -> dict[str, Any]:
    return load("meetings")


@cache
def words(entry: str) -> frozenset[str]:
    return frozenset(lexicon()[entry]["words"])


def crowd_speaks(doc: Doc, head: int) -> bool:
    lemma = doc[head].lemma_.lower()
    return lemma in words("crowds") and lemma not in words("not_with")


def topical(token: Token) -> bool:
    """Whether what stands after "on" or "over" is talked about, and no time, margin or means."""
    return token.ent_type_ not in ("DATE", "TIME", "CARDINAL") and token.lemma_.lower() not in words("no_topics")


def listed(doc: Doc, head: int) -> Iterator[Span]:
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


def sides(doc: Doc, head: int | None) -> tuple[str, ...]:
    """Who is named as a side; of "delegations from Serbia and Kosovo" the countries that sent them."""
    named = parties(doc, head, SIDES)
    if named or head is None or doc[head].tag_ != "NNS" or doc[head].lemma_.lower() not in words("sent"):
        return named
    goals = [c.i for p in doc[head].children if p.dep_ == "prep" and p.lower_ in ("from", "of") for c in p.children]
    senders = tuple(dict.fromkeys(e for goal in rows(doc, goals) for e in parties(doc, goal, ("polity", "place"))))
    return senders if len(senders) > 1 else ()


def dateline_place(doc: Doc) -> str | None:
    """The place of the dateline: what "here" means in a report."""
    dateline = next((s for s in article(doc).segments if s.role == "dateline"), None)
    if dateline is None:
        return None
    found = (
        (m.start, e.id) for e in entities(doc) if e.kind in ("place", "polity") and e.place_type for m in e.mentions
        if dateline.start <= m.start < dateline.end
    )  # fmt: skip
    first = min(found, default=None)
    return first[1] if first is not None else None
