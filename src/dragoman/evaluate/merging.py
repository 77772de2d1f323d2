"""How well reports of one journey, and of one talk, are found to be one, against titles and records made by others.

    python -m dragoman.evaluate.merging FOLDER [--errors] [--raise-floors]

FOLDER holds the same three files as for `evaluate trips`. Every document is read alone, then all claims are merged.
B3 is told over documents: of each, how many of those merged with it tell of the same, and how many of the same were
merged with it. What is true is taken from others' records and never from what dragoman read:

- journeys of the Secretary: two documents tell of one where the Historian's legs of both are the same. A readout
  tells of a journey where it was published within a leg's days and says that it was in that leg's town;
- other journeys: the official titles name the traveller and the places. Titles of one traveller within ten days
  that share a place tell of one; that share none, of what nobody says, and these pairs are not counted;
- talks: the Historian says whom he met on each leg, in how many announcements that person is named, and a readout
  of that meeting is published on the leg's days. Any other two readouts tell of one talk where title, form and
  counterpart are the same within a day.

Documents fall into halves as in `evaluate trips`; the figures are of those set aside. Most journeys are told by one document,
so that merging nothing at all does well over all of them: the figures for those told more than once stand beside.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import multiprocessing
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.evaluate.floors import hold
from dragoman.evaluate.itineraries import surnames
from dragoman.evaluate.stops import named
from dragoman.evaluate.trips import FILES, half
from dragoman.model import Record
from dragoman.resolve.merge import KINDS, Event, Origin, merge, report
from dragoman.store.words import Cast, identity

CORPUS = "merging"
CLOSE = 10  # days between two titles that may tell of one journey
SECRETARY = "Blinken"
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """Something told by a document: the claim that tells it is that of `kind` in which all of `who` are named."""

    document: str
    kind: str
    who: tuple[tuple[str, ...], ...]
    truth: Hashable
    half: str


def read_all(documents: Mapping[str, Document]) -> dict[str, Record]:
    """The records of all documents, each read alone."""
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return dict(zip(documents, pool.map(_read, documents.values(), chunksize=8), strict=True))


def _read(document: Document) -> Record:
    from dragoman.pipeline import read

    return read(document["text"], published=str(document["published"])[:10])


def events_of(records: Mapping[str, Record]) -> list[Event]:
    """The events of all records; claims go by the document's address and their own id."""
    reports = []
    for address, record in records.items():
        entities = {e.id: e for e in record.entities}
        who = {e.id: identity(e) for e in record.entities}
        cast = Cast(entities)
        for name, kind in KINDS.items():
            for claim in getattr(record, name):
                mark = cast.fingerprint(name, claim)
                origin = Origin(f"{address}#{claim.id}", address, address, record.article.published, mark)
                reports.append(report(kind.shape, name, claim, entities, who, origin))
    return merge(reports)


Undecided = Callable[[Item, Item], bool]
"""Whether nobody says if two items are one."""

# What is true


def journeys(documents: Mapping[str, Document]) -> tuple[list[Item], set[frozenset[str]]]:
    """The items that are journeys, and the pairs of documents of which nobody says whether they tell of one."""
    items, open_pairs = [], set()
    titled = {a: d for a, d in documents.items() if "destinations" in d and "legs" not in d}
    classes, undecided = _by_titles(titled)
    open_pairs |= undecided
    for address, document in documents.items():
        if "legs" in document:
            items.append(Item(address, "trips", ((SECRETARY,),), _legs(document), half(document)))
        elif address in titled:
            items.append(Item(address, "trips", (surnames(document["who"])[:1],), classes[address], half(document)))
        else:
            leg = _leg_of(document, documents)
            if leg is not None:
                items.append(Item(address, "trips", ((SECRETARY,),), leg, half(document)))
    return items, open_pairs


def _by_titles(titled: Mapping[str, Document]) -> tuple[dict[str, str], set[frozenset[str]]]:
    group = {address: address for address in titled}
    undecided = set()
    for (a, one), (b, other) in itertools.combinations(sorted(titled.items()), 2):
        if surnames(one["who"])[:1] != surnames(other["who"])[:1] or abs((_day(one) - _day(other)).days) > CLOSE:
            continue
        if set(one["destinations"]) & set(other["destinations"]):
            gone = group[b]
            group = {address: group[a] if held == gone else held for address, held in group.items()}
        else:
            undecided.add(frozenset((a, b)))
    return group, {pair for pair in undecided if len({group[a] for a in pair}) == 2}


def _legs(document: Document) -> str:
    return "legs " + " ".join(sorted(leg["id"] for leg in document["legs"]))


def _leg_of(readout: Document, documents: Mapping[str, Document]) -> str | None:
    """The Historian's journey within which a readout tells of a talk in a town of it."""
    if SECRETARY not in readout.get("who", ""):
        return None
    for document in documents.values():
        for leg in document.get("legs", ()):
            towns = [town.strip() for town in leg["locale"].split(",")]
            if _within(readout, leg) and any(f"in {town}" in readout["text"] for town in towns if town):
                return _legs(document)
    return None


def talks(documents: Mapping[str, Document]) -> list[Item]:
    """The items that are talks: announced ones whose counterpart the Historian names, and all readouts."""
    items = []
    met: dict[str, str] = {}
    for address, document in documents.items():
        for leg in document.get("legs", ()):
            for person in leg["persons_in_text"]:
                last = person.split()[-1]
                items.append(Item(address, "meetings", ((SECRETARY,), (last,)), f"{leg['id']} {last}", half(document)))
    told = {i.truth: i.who[1][0] for i in items}
    legs = {leg["id"]: leg for d in documents.values() for leg in d.get("legs", ())}
    for address, document in documents.items():
        if "counterpart" not in document:
            continue
        for truth, last in told.items():
            leg = legs[str(truth).split()[0]]
            if "Meeting" in document["kind"] and last in document["counterpart"].split() and _within(document, leg):
                met[address] = str(truth)
    for address, document in documents.items():
        if "counterpart" in document:
            who = (surnames(document["who"])[:1], surnames(document["counterpart"])[-1:])
            truth = met.get(address) or _same_title(address, documents)
            items.append(Item(address, "meetings", who, truth, half(document)))
    return items


def _one_leg(one: Item, other: Item) -> bool:
    """Whether two talks are of one leg with two people."""
    first, second = str(one.truth).split(), str(other.truth).split()
    return len(first) == len(second) == 2 and first[0] == second[0] and first[1] != second[1]


def _same_title(address: str, documents: Mapping[str, Document]) -> str:
    """The first readout that tells of the same talk."""
    one = documents[address]
    alike = [
        other
        for other, d in documents.items()
        if "counterpart" in d
        and (d["who"], d["kind"], d["counterpart"]) == (one["who"], one["kind"], one["counterpart"])
        and abs((_day(d) - _day(one)).days) <= 1
    ]
    return min(alike)


def _within(document: Document, leg: Mapping[str, str]) -> bool:
    """On the leg's days, or on the day after: a talk of the evening is told the next morning."""
    last = datetime.date.fromisoformat(leg["end"]) + datetime.timedelta(days=1)
    return datetime.date.fromisoformat(leg["start"]) <= _day(document) <= last


def _day(document: Document) -> datetime.date:
    return datetime.date.fromisoformat(str(document["published"])[:10])


# What was found


def found_of(items: Sequence[Item], events: Sequence[Event], records: Mapping[str, Record]) -> list[Hashable]:
    """The event of each item: that of the fullest claim of which it may be; None where the document has none."""
    by_claim = {r.uid: number for number, event in enumerate(events) for r in event.reports}
    return [_claim_of(item, records[item.document], by_claim) for item in items]


def _claim_of(item: Item, record: Record, by_claim: Mapping[str, int]) -> int | None:
    names = {e.id: e.name for e in record.entities}
    best: tuple[int, int] | None = None
    for claim in getattr(record, item.kind):
        parties = (claim.traveller,) if item.kind == "trips" else claim.participants
        if all(any(named(who, names.get(p, "")) for p in parties) for who in item.who):
            full = len(claim.legs) if item.kind == "trips" else -len(parties)
            number = by_claim[f"{item.document}#{claim.id}"]
            if best is None or full > best[0]:
                best = (full, number)
    return None if best is None else best[1]


def b_cubed(
    items: Sequence[Item], found: Sequence[Hashable], asked: Sequence[int], undecided: Undecided
) -> tuple[float, float, float]:
    """Precision, recall and F1 over the items at the places `asked`, in percent; an item without an event stands alone."""
    keys = [("alone", at) if event is None else event for at, event in enumerate(found)]
    merged: defaultdict[Hashable, list[int]] = defaultdict(list)
    true: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        merged[keys[at]].append(at)
        true[item.truth].append(at)
    precision = recall = 0.0
    for at in asked:
        together = [o for o in merged[keys[at]] if not undecided(items[at], items[o])]
        right = sum(items[o].truth == items[at].truth for o in together)
        precision += right / len(together)
        recall += right / len(true[items[at].truth])
    p, r = (100 * x / max(len(asked), 1) for x in (precision, recall))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def told_twice(items: Sequence[Item], asked: Sequence[int]) -> list[int]:
    """Those of which more than one document tells."""
    counts: defaultdict[Hashable, set[str]] = defaultdict(set)
    for item in items:
        counts[item.truth].add(item.document)
    return [at for at in asked if len(counts[items[at].truth]) > 1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="dragoman.evaluate.merging", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="also what was merged or kept apart wrongly, to tune on")
    parser.add_argument("--raise-floors", action="store_true", help="set the floor to what is measured now")
    chosen = parser.parse_args(arguments)
    missing = [name for name in FILES.values() if not (chosen.folder / name).exists()]
    if missing:
        print(f"dragoman: {chosen.folder} holds no {missing[0]}: name the folder that does", file=sys.stderr)
        return 2
    documents: dict[str, Document] = {}
    for name in FILES.values():
        for document in json.loads((chosen.folder / name).read_text(encoding="utf-8")):
            documents.setdefault(document["url"], {}).update(document)
    records = read_all(documents)
    events = events_of(records)
    figures: dict[str, float] = {}
    trips, undecided = journeys(documents)

    def untitled(one: Item, other: Item) -> bool:
        return frozenset((one.document, other.document)) in undecided

    for subject, items, is_open in (("trips", trips, untitled), ("meetings", talks(documents), _one_leg)):
        found = found_of(items, events, records)
        _measured(subject, items, found, is_open, figures)
        if chosen.errors:
            _tell_errors(items, found, is_open)
    return hold(CORPUS, figures, anew=chosen.raise_floors)


def _measured(
    subject: str,
    items: Sequence[Item],
    found: Sequence[Hashable],
    undecided: Undecided,
    figures: dict[str, float],
) -> None:
    """Prints the figures of one subject in both halves, beside those of merging nothing, and keeps those set aside."""
    for part in ("tune", "check"):
        asked = [at for at, item in enumerate(items) if item.half == part]
        for name, chosen in (("all", asked), ("told more than once", told_twice(items, asked))):
            told = b_cubed(items, found, chosen, undecided)
            alone = b_cubed(items, [None] * len(items), chosen, undecided)
            print(
                f"{subject} {part}, {name} ({len(chosen)}): B3 precision {told[0]:.1f} recall {told[1]:.1f} "
                f"F1 {told[2]:.1f}  (nothing merged: {alone[2]:.1f})"
            )
            if part == "check":
                figures[f"{subject}, {name}: B3 F1"] = told[2]
                figures[f"{subject}, {name}: B3 precision"] = told[0]


def _tell_errors(items: Sequence[Item], found: Sequence[Hashable], undecided: Undecided) -> None:
    for (a, one), (b, other) in itertools.combinations(enumerate(items), 2):
        if "check" in (one.half, other.half) or undecided(one, other):
            continue
        together = found[a] is not None and found[a] == found[b]
        if together != (one.truth == other.truth):
            how = "merged wrongly" if together else "not merged" if None not in (found[a], found[b]) else "not found"
            print(f"    {how}: {one.document[-70:]} {one.who} | {other.document[-70:]} {other.who}")


if __name__ == "__main__":
    sys.exit(main())
