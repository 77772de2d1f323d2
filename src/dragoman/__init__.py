"""dragoman reads prose about diplomacy and keeps the record of it.

    >>> import dragoman
    >>> record = dragoman.read("WARSAW, March 5 - Finland's president arrived in Warsaw on Tuesday.", published="2024-03-06")
    >>> record.trips[0].legs[0].when.earliest
    '2024-03-05'

This is the public door, pinned by a test: `read`, `dates`, `open_store`, the record and its types. Errors stand in `dragoman.errors`, the JSON
form in `dragoman.model.to_json`. The model is loaded at the first `read`, not at import.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import InputError
from dragoman.model import (
    Action,
    Article,
    Claim,
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
)

if TYPE_CHECKING:
    from dragoman.store.database import Store

__all__ = [
    "Action",
    "Article",
    "Claim",
    "Counts",
    "DateMention",
    "Election",
    "Entity",
    "Gathering",
    "Leg",
    "Meeting",
    "Mention",
    "Position",
    "Record",
    "Rejection",
    "Resolution",
    "Segment",
    "Share",
    "Span",
    "Statement",
    "Tenure",
    "Trip",
    "When",
    "dates",
    "open_store",
    "read",
]


def read(source: str | Path, *, published: str | None = None) -> Record:
    """The record of one article: of the file where `source` is a Path, of the text itself where it is a string.

    `published` is the day of publication as YYYY-MM-DD; a file that tells its own day goes before it. Raises InputError
    where a file cannot be read or holds no article (of several, in a .jsonl, the first is read), UsageError where
    `published` is no date.
    """
    from dragoman import ingest, pipeline

    if isinstance(source, str):
        return pipeline.read(source, published=published)
    day = ingest.day(published) if published is not None else None
    name = "./-" if str(source) == ingest.STDIN else str(source)
    article = next(ingest.open_inputs([name], day))
    if isinstance(article, InputError):
        raise article
    return pipeline.read_article(article)


def dates(text: str, published: str | None = None) -> tuple[DateMention, ...]:
    """Every expression of time in a text, in order: its words, TIMEX3 type and value, EDTF string, first and last day.

    `published` is the day of publication as YYYY-MM-DD, from which "Wednesday" and "last year" are counted; without it
    the dateline's day is taken where it tells its year, and else they have no days. Raises UsageError where it is no date.
    """
    from dragoman import ingest, pipeline

    day = ingest.day(published).isoformat() if published is not None else None
    return pipeline.dates_of(ingest.article_of(text, "<text>", published=day))


def open_store(path: str | Path, *, readonly: bool = False) -> Store:
    """The record file of that name, made where there is none: articles, claims and verdicts in one SQLite database.

    Use it in a `with` block; `readonly` is for readers, beside whom one writer may work. Raises StoreError where the file
    cannot be opened, is no record or was made by a newer dragoman.
    """
    from dragoman.store import database

    return database.open_store(path, readonly=readonly)
