"""What one place of the text tells of a meeting or call, and what its tellings share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from spacy.tokens import Doc, Token

from dragoman.doc import Mention, article, entities, entity, evidence, mention_at, mentions_in, names, parties, titles
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
    named = _bearers(doc, head, parties(doc, head, SIDES))
    if named or head is None or doc[head].tag_ not in _PLURAL or doc[head].lemma_.lower() not in words("sent"):
        return named
    goals = [c.i for p in doc[head].children if p.dep_ == "prep" and p.lower_ in ("from", "of") for c in p.children]
    senders = tuple(dict.fromkeys(e for goal in rows(doc, goals) for e in parties(doc, goal, ("polity", "place"))))
    return senders if len(senders) > 1 else ()


_PLURAL = ("NNS", "NNPS")


def _bearers(doc: Doc, head: int | None, named: tuple[str, ...]) -> tuple[str, ...]:
    """Those named without the countries of their titles: "Republic of Korea Foreign Minister Chung" is one man."""
    if head is None or len(named) < 2 or not any(entity(doc, e).kind == "person" for e in named):
        return named
    sentence = doc[head].sent
    of_titles: set[str] = set()
    for title in titles(doc):
        if title.of is not None and title.holders and sentence.start <= title.start < sentence.end:
            mention = mention_at(doc, names(doc)[title.of].head)
            of_titles.update(mention.entities if mention is not None else ())
    return tuple(e for e in named if e not in of_titles or entity(doc, e).kind == "person")


# The other side, read in a row from the words: small parsers lose the third name of a list


def company(doc: Doc, head: int) -> tuple[str, ...]:
    """Who is met: the sides named, the rest of their row, and those whom a crowd includes.

    "With President A, Prime Minister B, and Foreign Minister C", "with officials, including Minister D".
    """
    named = sides(doc, head)
    if named and any(entity(doc, e).kind == "person" for e in named):
        return tuple(dict.fromkeys((*named, *_row(doc, _last_of(doc, head, named)))))
    start = _including(doc, head)
    first = next_person(doc, start) if start is not None else None
    if first is None:
        return named
    return tuple(dict.fromkeys((*named, *first.entities, *_row(doc, first.end))))


def _last_of(doc: Doc, head: int, named: tuple[str, ...]) -> int:
    """Where the first person of a phrase ends."""
    at = head
    for mention in mentions_in(doc, doc[head].left_edge.i, doc[head].sent.end):
        if set(mention.entities) & set(named) and entity(doc, mention.entities[0]).kind == "person":
            return mention.end
    return at + 1


def _including(doc: Doc, head: int) -> int | None:
    """Where the names begin behind "officials, including", "leaders, among them"."""
    at, limit = head + 1, doc[head].sent.end
    while at < limit and (doc[at].text == "," or (doc[at].lower_ in ("from", "of") and at == head + 1)):
        at += 1
    if at < limit and doc[at - 1].lower_ in ("from", "of"):
        mention = mention_at(doc, at)
        at = mention.end if mention is not None else at
        at += at < limit and doc[at].text == ","
    if at < limit and doc[at].lower_ == "including":
        return at + 1
    if at + 1 < limit and (doc[at].lower_, doc[at + 1].lower_) in (("among", "them"), ("such", "as")):
        return at + 2
    return None


_JOINERS = frozenset((",", ";", "and", "&", "with", "also", "then", "plus"))
_LONGER = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"))
_TITLE_WORDS = frozenset("of the for and & - ’s 's his her its ( ) counterpart in".split())
_LONGEST_TITLE = 16
"""Tokens between a joiner and the name: "Deputy Prime Minister and Minister of Foreign Affairs and Trade"."""
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def _row(doc: Doc, at: int) -> Iterator[str]:
    """The persons that go on a row of people behind the token at which the last one ends."""
    limit, found = doc[at - 1].sent.end, 0
    while at < limit and found < 20:
        step = _past_joiners(doc, at, limit)
        person = next_person(doc, step) if step > at else None
        if person is None:
            return
        yield from person.entities
        at, found = person.end, found + 1


def _past_joiners(doc: Doc, at: int, limit: int) -> int:
    step = at
    if step + 1 < limit and doc[step].lower_ == "of":
        home = mention_at(doc, step + 1)  # "Larsen of Norway, Lind of Sweden and"
        step = home.end if home is not None and entity(doc, home.entities[0]).place_type else step
    while step < limit:
        longer = next(
            (w for w in _LONGER if tuple(doc[i].lower_ for i in range(step, min(limit, step + len(w)))) == w), ()
        )
        if longer:
            step += len(longer)
        elif doc[step].lower_ in _JOINERS:
            step += 1
        else:
            break
    return step


def next_person(doc: Doc, start: int) -> Mention | None:
    """The person who is named from here on, a title before the name passed over; none where a clause begins."""
    limit = min(doc[start].sent.end, start + _LONGEST_TITLE) if start < len(doc) else start
    for i in range(start, limit):
        mention = mention_at(doc, i)
        if mention is not None and mention.start == i and entity(doc, mention.entities[0]).kind == "person":
            return None if mention.how not in ("name", "alias") or _acts(doc, mention) else mention
        if not (doc[i].text[0].isupper() or doc[i].lower_ in _TITLE_WORDS or _in_title(doc, i)):
            return None
    return None


def _in_title(doc: Doc, at: int) -> bool:
    return doc[at].pos_ in ("NOUN", "ADJ", "PROPN") and any(t.start <= at < t.end for t in titles(doc) if t.holders)


def _acts(doc: Doc, mention: Mention) -> bool:
    """Whether a name is the subject of a clause of its own: "after talks with A, President B said"."""
    if mention.end < len(doc) and (doc[mention.end].tag_ in _FINITE or doc[mention.end].lower_ in ("'s", "’s")):
        return True
    token = doc[mention.head]
    while token.dep_ in ("conj", "appos", "compound", "nmod") and token.head.i != token.i:
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")


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
