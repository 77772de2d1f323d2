"""A reader without a model: a pure function from an article to a record with something of every kind in it.

What it says is made from the words alone, so that other words give another record: names are the capitalised words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dragoman.model import (
    Action,
    Article,
    Counts,
    DateMention,
    Election,
    Entity,
    Gathering,
    Leg,
    Meeting,
    Mention,
    Position,
    Record,
    Rejection,
    Resolution,
    Segment,
    Share,
    Span,
    Statement,
    Tenure,
    Trip,
    When,
    claim_id,
)

NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*")
DAY = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
SENTENCE = re.compile(r"[^.\s][^.]*\.?")


def article(text: str, source: str = "a.txt", **more: Any) -> Article:
    """An article of a text, as the readers of files make it."""
    from dragoman.ingest import article_of

    return article_of(text, source, **more)


def read(source: Article | str) -> Record:
    """The record of an article or a text."""
    found = article(source) if isinstance(source, str) else source
    text = found.text
    names = list(dict.fromkeys(m[0] for m in NAME.finditer(text)))
    ids = {name: f"e{number}" for number, name in enumerate(names, start=1)}
    dates = tuple(
        DateMention(m.start(), m.end(), m[0], "DATE", m[0], m[0], m[0], m[0]) for m in DAY.finditer(text)
    )  # fmt: skip
    made: dict[str, list[Any]] = {}
    for number, span in enumerate(_sentences(found)):
        for kind, claim in _claims(span, ids, number):
            made.setdefault(kind, []).append(claim)
    if "senseless" in text:
        made["trips"] = [_trip(Span(0, 5, "wrong"), "e1", "e1", None)]
    lists: Any = {kind: tuple(claims) for kind, claims in made.items()}
    labelled = Article(
        found.id, found.source, found.url, found.title, found.published, found.published_basis, ("2020-01-01", "2024-01-01"),
        found.language, text, (Segment(0, len(text), "body"),) if text else (),
    )  # fmt: skip
    return Record(
        article=labelled,
        entities=tuple(_entity(name, key, text) for name, key in ids.items()),
        dates=dates,
        rejected=(Rejection("trips", "no traveller", None), Rejection("dates", "no day", found.span(0, 1))),
        **lists,
    )


def _sentences(found: Article) -> Iterator[Span]:
    for match in SENTENCE.finditer(found.text):
        if any(c.isalnum() for c in match[0]):
            yield found.span(match.start(), match.end())


def _entity(name: str, key: str, text: str) -> Entity:
    mentions = tuple(Mention(m.start(), m.end(), name, "name") for m in re.finditer(rf"\b{re.escape(name)}\b", text))
    place = name in ("Lima", "Quito", "Oslo")
    country = {"Lima": "PE", "Quito": "EC", "Oslo": "NO"}.get(name)
    return Entity(key, "place" if place else "person", name, None, country, "city" if place else None,
                  -12.5 if place else None, 77.0 if place else None, None, mentions)  # fmt: skip


def _trip(span: Span, who: str, where: str, when: When | None) -> Trip:
    leg = Leg(
        place=where, country="PE", when=when, status="planned", meetings=("meeting-1", "meeting-2"), evidence=(span,)
    )
    bare = Leg(place=where, transit=True, status="happened", evidence=(span, span))
    return Trip(id=claim_id("trip", (span,), who), status="planned", when=when, evidence=(span,), traveller=who,
                role="Envoy", kind="official", ordinal=2, topics=(span,), legs=(leg, bare), confidence=0.9)  # fmt: skip


def _claims(span: Span, ids: dict[str, str], number: int) -> Iterator[tuple[str, Any]]:
    """One claim of every kind from each sentence that names two."""
    named = [ids[m[0]] for m in NAME.finditer(span.text) if m[0] in ids]
    if len(set(named)) < 2:
        return
    who, other = list(dict.fromkeys(named))[:2]
    day = DAY.search(span.text)
    when = None
    if day:
        start = span.start + day.start()
        when = When(day[0], day[0], day[0], "stated", day[0], start, start + len(day[0]))

    def its(kind: str) -> dict[str, Any]:
        return {"id": claim_id(kind, (span,), who), "status": "happened", "when": when, "evidence": (span,)}

    yield "trips", _trip(span, who, other, when)
    yield "meetings", Meeting(**its("meeting"), form="in_person", participants=(who, other), topics=(span,))
    yield "statements", Statement(**its("statement"), speaker=who, cue=span, content=(span, span), form="mixed")
    yield "tenures", Tenure(**its("tenure"), person=who, office="Envoy", jurisdiction="PE", since=when)
    shares = (Share(who, 51.5), Share(other, 48.25))
    yield (
        "elections",
        Election(**its("election"), candidates=(who, other), winner=who, shares=shares, disputed=bool(number % 2)),
    )
    yield "gatherings", Gathering(**its("gathering"), name="Forum", place=other, participants=(who,), agenda=(span,))
    counts = (None, Counts(), Counts(for_=12, against=3))[number % 3]
    stance = (Position(who, "against"),)
    yield "resolutions", Resolution(**its("resolution"), about=span, sponsors=(who,), counts=counts, positions=stance)
    yield (
        "actions",
        Action(
            **its("action"), event_type="CONSULT", contexts=("trade",), actors=(who,), recipients=(other,), negated=True
        ),
    )
