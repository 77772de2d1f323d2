"""The stages in order, pure: an article in, its record out.

segment -> annotate (parse, clauses, quotes, names) -> resolve (entities, dates) -> extract -> record.
Each stage reads what the ones before wrote into the document's notes; none knows another.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from dragoman import ingest, segment
from dragoman.annotate import clauses, dates, names, nlp, quotes, repairs, tense
from dragoman.doc import Doc, Time, note, tokens_between
from dragoman.extract.all import EXTRACTORS
from dragoman.knowledge.dating import Clue
from dragoman.model import Article, Claim, DateMention, Record, Rejection, to_json
from dragoman.resolve import dated, entities, links, places, when
from dragoman.temporal import Expression

_DATED_ROLES = frozenset({"headline", "duplicate", "body", "subheading", "dateline", "caption"})


def read(
    text: str, *, source: str = "<text>", published: str | None = None, url: str | None = None, title: str | None = None
) -> Record:
    """The record of a text. `published` is an ISO day; raises UsageError where it is no date."""
    day = ingest.day(published).isoformat() if published is not None else None
    return read_article(ingest.article_of(text, source, title=title, url=url, published=day))


def read_article(article: Article) -> Record:
    """The record of an article: the same article gives the same record, to the byte."""
    article = article if article.segments else segment.label(article)
    doc = annotate(article)
    found, rejected = _extract(doc)
    found = links.link(doc, found)
    return _record(doc, found, rejected)


def clues_of(article: Article) -> tuple[Clue, ...]:
    """What an article takes for granted of the time in which it was written; its own date is not looked at."""
    article = replace(article if article.segments else segment.label(article), published=None)
    doc = annotate(article)
    return dated.clues(doc, _expressions(article), tense.of(doc))


def dates_of(article: Article) -> tuple[DateMention, ...]:
    """Every expression of time in the whole text of an article; of the parse only the verbs' tenses are used."""
    article = article if article.segments else segment.label(article)
    doc = nlp.parse(article)
    repairs.mend(doc)
    clauses.annotate(doc)
    return when.resolve(dates.find(article.text), _day(article), tense.of(doc))


def annotate(article: Article) -> Doc:
    """The document of an article with everything noted that extractors read."""
    doc = nlp.parse(article)
    repairs.mend(doc)
    clauses.annotate(doc)
    quotes.annotate(doc)
    names.annotate(doc)
    places.resolve(doc)
    entities.resolve(doc)
    _date(doc)
    return doc


def _date(doc: Doc) -> None:
    notes = note(doc)
    article = notes.article
    resolved = when.resolve(_expressions(article), _day(article), tense.of(doc))
    notes.times = tuple(Time(*tokens_between(doc, d.start, d.end), d) for d in resolved)


def _expressions(article: Article) -> list[Expression]:
    """The expressions of time in the parts of an article that are told."""
    parts = (part for part in article.segments if part.role in _DATED_ROLES)
    return [found for part in parts for found in dates.find(article.text, part.start, part.end)]


def _day(article: Article) -> datetime.date | None:
    return datetime.date.fromisoformat(article.published) if article.published else None


def _extract(doc: Doc) -> tuple[dict[str, tuple[Claim, ...]], tuple[Rejection, ...]]:
    found: dict[str, tuple[Claim, ...]] = {}
    rejected: list[Rejection] = []
    for extractor in EXTRACTORS:
        results = list(extractor.find(doc, found))
        rejected.extend(r for r in results if isinstance(r, Rejection))
        found[extractor.name] = tuple(r for r in results if not isinstance(r, Rejection))
    return found, tuple(rejected)


def _record(doc: Doc, found: dict[str, tuple[Claim, ...]], rejected: tuple[Rejection, ...]) -> Record:
    notes = note(doc)
    lists: dict[str, Any] = {name: tuple(sorted(claims, key=_place)) for name, claims in found.items()}
    used = _references(lists)
    kept = tuple(e for e in notes.entities.values() if entities.worth_listing(e) or e.id in used)
    return Record(
        article=notes.article,
        entities=kept,
        dates=tuple(t.date for t in notes.times),
        rejected=rejected,
        **lists,
    )


def _place(claim: Claim) -> tuple[int, str]:
    return claim.evidence[0].start, claim.id


def _references(lists: dict[str, tuple[Claim, ...]]) -> set[str]:
    """Every entity id that some claim names."""
    used: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, str):
            used.add(value)
        elif isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(to_json(lists))
    return used
