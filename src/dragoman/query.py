"""The questions that are put to a record file, each a function with a name: what comes back has types, in a fixed order.

`filters` is `dragoman.store.search.Filters`; where claims have been merged, events are counted, and claims otherwise.
A day is an ISO day; `since` and `until` are both inclusive and choose what may have been going on between them. Every
function raises UsageError where a filter means nothing (an unknown kind, a day that is no day, a country not known).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dragoman.errors import UsageError
from dragoman.model import Leg, Meeting, Record, Statement, Tenure, Trip
from dragoman.store import facets as counting
from dragoman.store import items as loading
from dragoman.store.facets import Count
from dragoman.store.items import Item, Report
from dragoman.store.search import FIELDS, Filters, chosen

if TYPE_CHECKING:
    from dragoman.store.database import Store

__all__ = [
    "FIELDS",
    "Count",
    "Encounter",
    "Filters",
    "Item",
    "Office",
    "Page",
    "Report",
    "Saying",
    "Stop",
    "count",
    "each",
    "facets",
    "meetings",
    "records",
    "search",
    "show",
    "statements",
    "tenures",
    "trips",
]

Order = Literal["best", "newest", "oldest"]
BATCH = 500
LIMIT = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what was found: `items` from the `offset`th on, of `total`."""

    items: tuple[Item, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a trip, numbered from 1; a trip without stops is one line with an empty place."""

    traveller: str
    role: str | None
    stop: int
    place: str | None
    country: str | None
    earliest: str | None
    latest: str | None
    status: str
    transit: bool
    trip: str
    sources: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Encounter:
    """A meeting: who took part, where, in what form."""

    participants: tuple[str, ...]
    form: str | None
    place: str | None
    country: str | None
    earliest: str | None
    latest: str | None
    status: str
    topics: tuple[str, ...]
    meeting: str
    sources: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement: who said, believes, intends or asks what, and to whom."""

    speaker: str
    attitude: str
    words: str
    audience: str | None
    earliest: str | None
    latest: str | None
    published: str | None
    statement: str
    sources: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Office:
    """An office and who holds it; `since` and `until` are days where they are known."""

    person: str
    office: str
    jurisdiction: str | None
    standing: str
    since: str | None
    until: str | None
    tenure: str
    sources: int
    confidence: float


def search(store: Store, filters: Filters, *, limit: int = LIMIT, offset: int = 0, order: Order = "best") -> Page:
    """A page of what was asked for. "best" is by how well the words fit; without words, or with words that are in very
    many claims, it is the newest first.
    """
    with chosen(store.db, filters) as table:
        total = _total(store, table)
        numbers = _numbers(store, table, order if filters.words.strip() or order != "best" else "newest", limit, offset)
    return Page(tuple(loading.load(store.db, numbers)), total, offset)


def count(store: Store, filters: Filters) -> int:
    """How many items were asked for."""
    with chosen(store.db, filters) as table:
        return _total(store, table)


def each(store: Store, filters: Filters) -> Iterator[Item]:
    """All that was asked for, the earliest first and what has no day last; some hundreds in memory at a time."""
    with chosen(store.db, filters) as table:
        numbers = _numbers(store, table, "oldest", -1, 0)
    for at in range(0, len(numbers), BATCH):
        yield from loading.load(store.db, numbers[at : at + BATCH])


def facets(store: Store, filters: Filters, *, top: int = 10) -> dict[str, tuple[Count, ...]]:
    """How what was asked for divides, by facet: the `top` values of each, with counts."""
    return counting.count(store.db, filters, top)


def trips(store: Store, filters: Filters) -> Iterator[Stop]:
    """Where somebody travels: the stops of all trips, in the order of time; `person` is the traveller."""
    for item in each(store, dataclasses.replace(filters, kind=("trips",), roles=("traveller",))):
        trip = item.claim
        assert isinstance(trip, Trip)
        legs: tuple[Leg | None, ...] = trip.legs or (None,)
        for number, leg in enumerate(legs, start=1):
            first, last = (leg.when.earliest, leg.when.latest) if leg and leg.when else (item.earliest, item.latest)
            # The latest report of a trip may say of it what no stop does.
            status = leg.status if leg and item.status == trip.status else item.status
            yield Stop(
                item.name(trip.traveller), trip.role, number, item.name(leg.place) if leg else None,
                leg.country if leg else None, first, last, status, leg.transit if leg else False,
                item.id, item.sources, item.confidence,
            )  # fmt: skip


def meetings(store: Store, filters: Filters) -> Iterator[Encounter]:
    """Who met whom, in the order of time."""
    for item in each(store, dataclasses.replace(filters, kind=("meetings",))):
        talk = item.claim
        assert isinstance(talk, Meeting)
        yield Encounter(
            tuple(item.name(key) for key in talk.participants), talk.form, item.place, item.country, item.earliest,
            item.latest, item.status, tuple(span.text for span in talk.topics), item.id, item.sources, item.confidence,
        )  # fmt: skip


def statements(store: Store, filters: Filters) -> Iterator[Saying]:
    """Who said what; `person` is the speaker."""
    for item in each(store, dataclasses.replace(filters, kind=("statements",), roles=("speaker",))):
        said = item.claim
        assert isinstance(said, Statement)
        yield Saying(
            item.name(said.speaker) or (said.source.text if said.source else ""), said.attitude,
            " … ".join(span.text for span in said.content), item.name(said.audience) or None, item.earliest, item.latest,
            item.reports[0].published, item.id, item.sources, item.confidence,
        )  # fmt: skip


def tenures(store: Store, filters: Filters) -> Iterator[Office]:
    """Who holds which office; `person` is the holder."""
    for item in each(store, dataclasses.replace(filters, kind=("tenures",), roles=("person",))):
        held = item.claim
        assert isinstance(held, Tenure)
        yield Office(
            item.name(held.person), held.office, item.name(held.jurisdiction) or None, held.standing,
            held.since.earliest if held.since else None, held.until.latest if held.until else None, item.id, item.sources,
            item.confidence,
        )  # fmt: skip


def show(store: Store, name: str) -> Item:
    """One event or claim by its uid; a claim's article may be left out where no other claim is so called.

    Raises UsageError where nothing, or more than one claim, goes by that name.
    """
    name = name.replace("\0", "").encode("utf-8", "replace").decode()
    event = store.db.execute(
        "SELECT event_id FROM events WHERE uid = ?1 UNION SELECT event_id FROM events_former WHERE uid = ?1", (name,)
    ).fetchone()
    if event:
        return loading.load(store.db, [event[0]])[0]
    rows = store.db.execute("SELECT claim_id FROM claims WHERE uid = ?", (name,)).fetchall()
    rows = rows or store.db.execute("SELECT claim_id FROM claims WHERE id = ? LIMIT 2", (name,)).fetchall()
    if len(rows) != 1:
        found = "more than one claim is" if rows else "no event and no claim is"
        raise UsageError(f"{found} named {name!r}: give its whole name, as dragoman search --json tells it")
    return loading.load(store.db, [-rows[0][0]])[0]


def records(store: Store, filters: Filters) -> Iterator[Record]:
    """The records of all articles that tell of what was asked for, with these claims alone, in the order of uids."""
    with chosen(store.db, filters) as table:
        rows = store.db.execute(
            f"SELECT DISTINCT a.uid, c.id FROM {table} k JOIN claims c USING (claim_id) JOIN articles a USING (article_id) "  # noqa: S608
            "ORDER BY a.uid"
        ).fetchall()
    wanted: dict[str, set[str]] = {}
    for uid, claim in rows:
        wanted.setdefault(uid, set()).add(claim)
    for uid, ids in wanted.items():
        record = store.record(uid)
        kept: dict[str, Any] = {
            kind: tuple(claim for claim in getattr(record, kind) if claim.id in ids) for kind in loading.KINDS
        }
        yield dataclasses.replace(record, **kept)


def _total(store: Store, table: str) -> int:
    return int(store.db.execute(f"SELECT count(DISTINCT item) FROM {table}").fetchone()[0])  # noqa: S608


def _numbers(store: Store, table: str, order: Order, limit: int, offset: int) -> list[int]:
    """The numbers of items. What has no day stands last; what is equal is in the order of numbers."""
    by = {
        "best": "min(score), max(day) DESC, item",
        "newest": "max(day) IS NULL, max(day) DESC, item",
        "oldest": "min(day) IS NULL, min(day), item",
    }[order]
    text = f"SELECT item FROM {table} GROUP BY item ORDER BY {by} LIMIT ? OFFSET ?"  # noqa: S608
    return [row[0] for row in store.db.execute(text, (limit, offset)).fetchall()]
