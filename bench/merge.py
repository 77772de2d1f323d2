"""Time and memory of merging: generated reports of trips, meetings, statements and actions, and how many events are found.

    python bench/merge.py [--claims 100000] [--store]

The events behind the reports are known, so that quality stands beside speed: the part of the pairs that were merged
and belong together, and of those that belong together and were merged. With --store the reports are claims of a record
file, and what is timed is `dragoman merge` on it.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dragoman.model import Action, Article, Claim, Entity, Leg, Meeting, Record, Span, Statement, Trip, When
from dragoman.resolve.merge import KINDS, Event, Origin, Report, merge, report
from dragoman.run.merge import merge_store
from dragoman.store.database import open_store
from dragoman.store.sources import Item
from dragoman.store.words import identity

FIRST = date(2022, 1, 1)
TEXT = "it was said"
SPAN = (Span(0, len(TEXT), TEXT),)
PEOPLE = [Entity(f"p{n}", "person", f"Name{n} Family{n}", f"Q{n + 1}", "PE") for n in range(600)]
TOWNS = [
    Entity(f"t{n}", "place", f"Town{n}", f"Q{n + 10_000}", f"{chr(65 + n // 26)}{chr(65 + n % 26)}", "city")
    for n in range(300)
]
KNOWN = {e.id: e for e in (*PEOPLE, *TOWNS)}


def made(dice: random.Random, kind: str) -> Claim:
    """A claim of something that happened on some day to somebody somewhere."""
    one, other = dice.sample(PEOPLE, 2)
    towns = dice.sample(TOWNS, dice.choice((1, 1, 2, 4)))
    day = FIRST + timedelta(dice.randrange(1000))
    last = day + timedelta(len(towns))
    edtf = f"{day}/{last}" if kind == "trips" else str(day)
    when = When(edtf, str(day), str(last if kind == "trips" else day), "stated", "then", 0, 4)
    if kind == "trips":
        legs = tuple(Leg(place=t.id, country=t.country, status="planned", evidence=SPAN) for t in towns)
        return Trip(status="planned", when=when, evidence=SPAN, traveller=one.id, legs=legs)
    if kind == "meetings":
        return Meeting(status="happened", when=when, evidence=SPAN, participants=(one.id, other.id), place=towns[0].id)
    if kind == "actions":
        return Action(status="happened", when=when, evidence=SPAN, event_type=dice.choice(("CONSULT", "ACCUSE", "AID")), actors=(one.id,), recipients=(other.id,))  # fmt: skip
    words = " ".join(f"word{dice.randrange(4000)}" for _ in range(12))
    return Statement(status="happened", when=when, evidence=SPAN, speaker=one.id, content=(Span(0, len(words), words),))


def claims(count: int) -> Iterator[tuple[int, str, Claim, str]]:
    """(event, kind, claim, day of publication); one to six reports an event."""
    dice = random.Random(20221003)  # noqa: S311 - the same numbers each time, and nothing is secret
    number = event = 0
    while number < count:
        kind = dice.choice(("trips", "meetings", "statements", "actions"))
        claim = made(dice, kind)
        assert claim.when is not None
        day = date.fromisoformat(str(claim.when.earliest))
        for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
            yield event, kind, claim, str(day + timedelta(dice.randrange(3)))
            number += 1
        event += 1


def pure(count: int) -> tuple[list[Event], dict[str, int], float]:
    """The events found, the true event of each claim, and the seconds of merging alone."""
    who = {e.id: identity(e) for e in KNOWN.values()}
    truth: dict[str, int] = {}
    reports: list[Report] = []
    for number, (event, kind, claim, published) in enumerate(claims(count)):
        uid = f"a{number}/c"
        truth[uid] = event
        origin = Origin(uid, f"a{number}", f"a{number}", published, str(event))
        reports.append(report(KINDS[kind].shape, kind, claim, KNOWN, who, origin))
    begun = time.perf_counter()
    return merge(reports), truth, time.perf_counter() - begun


def quality(events: list[Event], truth: dict[str, int]) -> tuple[float, float]:
    """Precision and recall over pairs of reports."""
    pairs = together = right = 0
    for size in Counter(truth.values()).values():
        pairs += size * (size - 1) // 2
    for event in events:
        for size in Counter(truth[r.uid] for r in event.reports).values():
            right += size * (size - 1) // 2
        together += len(event.reports) * (len(event.reports) - 1) // 2
    return right / max(together, 1), right / max(pairs, 1)


def stored(count: int) -> float:
    """The seconds of merging a record file of so many claims, ten to an article."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "r.db") as store:
        store.db.execute("PRAGMA synchronous = OFF")
        lot: list[tuple[str, Claim]] = []
        for number, (_, kind, claim, published) in enumerate(claims(count), start=1):
            lot.append((kind, claim))
            if len(lot) == 10 or number == count:
                store.write(_record(lot, published, number), item=Item(str(number), "d", "n"), run=1)
                lot.clear()
        begun = time.perf_counter()
        print(merge_store(store), file=sys.stderr)
        return time.perf_counter() - begun


def _record(lot: list[tuple[str, Claim]], published: str, number: int) -> Record:
    from dataclasses import replace

    lists: dict[str, tuple[Claim, ...]] = {}
    for at, (kind, claim) in enumerate(lot):
        changes = {"content": SPAN} if isinstance(claim, Statement) else {}
        when = replace(claim.when, text=TEXT[:4]) if claim.when else None
        when = replace(when, start=0, end=4) if when else None
        lists[kind] = (*lists.get(kind, ()), replace(claim, id=f"c-{at}", when=when, **changes))  # type: ignore[arg-type]
    named = {p for claims_ in lists.values() for c in claims_ for p in _ids(c)}
    article = Article(str(number), str(number), None, None, published, "given", None, "en", TEXT)
    return Record(article=article, entities=tuple(KNOWN[p] for p in sorted(named)), **lists)  # type: ignore[arg-type]


def _ids(claim: Claim) -> Iterator[str]:
    from dragoman.store.words import Cast

    yield from (key for _, key in Cast(KNOWN).parties(claim))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--store", action="store_true")
    chosen = parser.parse_args()
    if chosen.store:
        seconds = stored(chosen.claims)
        print(f"{chosen.claims:,} claims of a record file: {seconds:.1f} s")
    else:
        events, truth, seconds = pure(chosen.claims)
        precision, recall = quality(events, truth)
        print(
            f"{chosen.claims:,} reports, {len(set(truth.values())):,} events, {len(events):,} found in {seconds:.1f} s; "
            f"pairs: precision {100 * precision:.1f}, recall {100 * recall:.1f}"
        )
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
