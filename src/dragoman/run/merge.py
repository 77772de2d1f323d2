"""Merging a record file: its claims are made reports, the reports events, and the events put back into the file.

All is made anew from the claims and the journal each time, and written where it differs: done twice it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.model import Entity
from dragoman.resolve.merge import KINDS, Decision, Event, Link, Origin, Report, merge, report
from dragoman.resolve.merge.event import told_days
from dragoman.store import events
from dragoman.store.database import Store
from dragoman.store.events import EventRow, Made


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging came to: claims that count, events that they tell of, those of several sources, and whether anything changed."""

    claims: int
    events: int
    several: int
    disagreeing: int
    changed: bool


def merge_store(store: Store) -> Merged:
    """Brings the events of a record file up to date with its claims and with reviewers' verdicts, in one transaction."""
    with store.transaction() as db:
        decided = [Decision(*row) for row in events.decisions(db)]
        found = merge(reports_of(store), decided)
        changed = events.replace(db, [made(one) for one in found])
    return Merged(
        sum(len(one.reports) for one in found),
        len(found),
        sum(one.sources > 1 for one in found),
        sum(bool(one.differences) for one in found),
        changed,
    )


def reports_of(store: Store, where: str = "1", arguments: tuple[Any, ...] = ()) -> Iterator[Report]:
    """The reports of a file: of every claim that counts. `where` is a condition on the table `claims`."""
    held: tuple[int, dict[str, Entity], dict[str, str]] | None = None
    for one in events.standing(store.db, where, arguments):
        if held is None or held[0] != one.article_id:
            held = next(events.cast(store.db, (one.article_id,)))
        origin = Origin(one.uid, one.article, one.source, one.published, one.fingerprint)
        yield report(KINDS[one.kind].shape, one.kind, one.claim, held[1], held[2], origin)


def made(event: Event) -> Made:
    """An event as the store keeps it."""
    first, last = told_days(event.days)
    when = event.days
    row = EventRow(
        event.kind, event.status, event.title, when.edtf if when else None, when.basis if when else None, first, last,
        event.place, event.country, event.confidence, len(event.reports), event.sources,
    )  # fmt: skip
    return Made(
        event.key,
        row,
        tuple((r.uid, r.article, r.source, int(r.uid == event.leading)) for r in event.reports),
        tuple((d.field, d.value, d.claim, int(d.best)) for d in event.differences),
        tuple(_link(link) for link in event.links),
    )


def _link(link: Link) -> tuple[str, str, float, int | None]:
    first, second = sorted((link.one, link.other))
    return first, second, link.score, link.verdict
