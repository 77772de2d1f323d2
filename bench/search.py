"""Search and facets over a generated record of 100,000 events: how long questions take.

    python bench/search.py [--events N] [--keep FILE]

The record is made once, two reports for every fifth event, in files of some hundreds of megabytes; --keep uses one again.
Each question is asked ROUNDS times on one connection, each time of other names; what is printed is the median and the 95th percentile.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dragoman
from dragoman import query
from dragoman.model import (
    Article,
    Claim,
    Entity,
    Gathering,
    Leg,
    Meeting,
    Mention,
    Record,
    Span,
    Statement,
    Tenure,
    Trip,
    When,
    claim_id,
)
from dragoman.query import Filters
from dragoman.store.database import Store
from dragoman.store.record import write_record

ROUNDS = 40
GIVEN = (
    "Ana Ben Chidi Dao Elif Farid Grace Hugo Ines Jun Kofi Lena Marat Nadia Omar Petra Quang Rosa Said Tomas".split()
)
FAMILY = "Adeyemi Borges Costa Dahl Eriksen Fofana Gupta Haddad Ito Jansen Kaya Lindt Moreau Novak Okafor Park Rahman Sato Tran Weiss".split()
TOWNS = (
    ("Lima", "PE", -12.05, -77.04), ("Oslo", "NO", 59.91, 10.75), ("Accra", "GH", 5.56, -0.2), ("Hanoi", "VN", 21.03, 105.85),
    ("Tunis", "TN", 36.8, 10.18), ("Quito", "EC", -0.18, -78.47), ("Riga", "LV", 56.95, 24.11), ("Doha", "QA", 25.29, 51.53),
    ("Nairobi", "KE", -1.29, 36.82), ("Vienna", "AT", 48.21, 16.37), ("Astana", "KZ", 51.17, 71.45), ("Canberra", "AU", -35.28, 149.13),
)  # fmt: skip
MATTERS = "fisheries railways sanctions visas grain ports lithium debt refugees satellites vaccines tariffs".split()
KINDS = ("trips", "meetings", "statements", "tenures", "gatherings")


def made(number: int) -> Record:
    """An article of six sentences, one claim in each."""
    chance = random.Random(number)  # noqa: S311
    text = ""
    claims: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    entities: dict[str, Entity] = {}
    for _ in range(6):
        person = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}{chance.choice(['', '', f'-{chance.choice(FAMILY)}'])}"
        other = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        town = chance.choice(TOWNS)
        day = f"{chance.randint(1995, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        start = len(text)
        text += f"President {person} met envoy {other} in {town[0]} on {day} for talks about {chance.choice(MATTERS)}. "
        for name, country in ((person, town[1]), (other, chance.choice(TOWNS)[1])):
            entities.setdefault(name, entity(len(entities), name, "person", country, text.index(name, start)))
        at = text.index(town[0], start)
        entities.setdefault(town[0], entity(len(entities), town[0], "place", town[1], at, town))
        span = Article("x", "x", None, None, None, None, None, "en", text).span(start, len(text))
        at = text.index(day, start)
        on = When(day, day, day, "stated", day, at, at + len(day))
        kind = chance.choice(KINDS)
        cast = [entities[name].id for name in (person, other, town[0])]
        claims[kind].append(claim(kind, cast, town[1], span, on, chance.random()))
    url = f"https://www.desk{number % 40}.example/{number}"
    article = Article(
        f"n{number}", url, url, f"Talks in {TOWNS[number % 12][0]}", "2024-12-01", "given", None, "en", text
    )
    lists: Any = {kind: tuple(lot) for kind, lot in claims.items()}
    return Record(article=article, entities=tuple(entities.values()), **lists)


def entity(number: int, name: str, kind: Any, country: str, at: int, town: Any = None) -> Entity:
    """Somebody, or a town, named once."""
    place: Any = {"place_type": "city", "latitude": town[2], "longitude": town[3]} if town else {}
    mention = Mention(at, at + len(name), name, "name")
    return Entity(f"e{number + 1}", kind, name, None, country, mentions=(mention,), **place)


def claim(kind: str, cast: list[str], country: str, span: Span, on: When, sure: float) -> Claim:
    """A claim of some kind of a person, another and a town."""
    who, whom, where = cast
    name = claim_id("c", (span,), who)
    its: Any = {"id": name, "status": "happened", "when": on, "evidence": (span,), "confidence": sure}
    if kind == "trips":
        return Trip(
            traveller=who,
            legs=(Leg(place=where, country=country, status="happened", when=on, evidence=(span,)),),
            **its,
        )
    if kind == "meetings":
        return Meeting(participants=(who, whom), place=where, **its)
    if kind == "statements":
        return Statement(speaker=who, content=(span,), audience=whom, **its)
    if kind == "tenures":
        return Tenure(person=who, office="President", jurisdiction=country, **its)
    return Gathering(name="Forum", place=where, participants=(who, whom), **its)


def fill(path: Path, events: int) -> None:
    """Writes the record, events and all, in one transaction."""
    with dragoman.open_store(path) as store:
        store.db.execute("PRAGMA synchronous = OFF")
        with store.transaction() as db:
            for number in range(events * 6 // 5 // 6):
                write_record(db, made(number), "bench")
            # Every sixth claim is the second report of the event before it.
            db.execute("""INSERT INTO events SELECT claim_id, 'ev' || claim_id, kind, status, substr(words, 1, 100), when_edtf, when_basis,
                when_earliest, when_latest, NULL, NULL, confidence, 1, 1 FROM claims WHERE claim_id % 6 <> 0""")
            db.execute("""INSERT INTO reports SELECT c.uid, CASE WHEN claim_id % 6 = 0 THEN claim_id - 1 ELSE claim_id END, a.uid, a.uid,
                claim_id % 6 <> 0 FROM claims c JOIN articles a USING (article_id)""")  # fmt: skip
        store.db.execute("ANALYZE")


def questions(chance: random.Random) -> Iterator[tuple[str, Filters]]:
    """One of every kind of question."""
    person = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
    yield "two words", Filters(words=f"{chance.choice(FAMILY)} {chance.choice(MATTERS)}")
    yield "a word in one of twelve", Filters(words=chance.choice(MATTERS))
    yield "a word in all", Filters(words="talks")
    yield "a person", Filters(person=(person,))
    yield "a family name", Filters(person=(chance.choice(FAMILY),))
    yield (
        "a person's trips from a day on",
        Filters(person=(person,), kind=("trips",), roles=("traveller",), since="2010-01-01"),
    )
    yield (
        "words, a country, a year",
        Filters(
            words=chance.choice(MATTERS), country=(chance.choice(TOWNS)[1],), since="2015-01-01", until="2015-12-31"
        ),
    )
    yield "a country and a kind", Filters(country=(chance.choice(TOWNS)[1],), kind=("meetings",))
    yield (
        "a word without a country",
        Filters(words=chance.choice(MATTERS), without=(("country", chance.choice(TOWNS)[1]),)),
    )
    yield "a source", Filters(source=(f"desk{chance.randint(0, 39)}.example",))
    yield "a year", Filters(since="2015-01-01", until="2015-12-31")
    yield "everything", Filters()


def measure(ask: Callable[[Filters], object], name: str) -> None:
    """Prints a line a question, and one over all of them."""
    taken: dict[str, list[float]] = {}
    chance = random.Random(7)  # noqa: S311
    for _ in range(ROUNDS):
        for label, filters in questions(chance):
            # Of the processor, so that who else is at work on the machine has no part in it.
            begun = time.process_time()
            ask(filters)
            taken.setdefault(label, []).append(1000 * (time.process_time() - begun))
    print(f"{name:34}{'median ms':>10}{'p95 ms':>10}")
    taken["all"] = [one for times in taken.values() for one in times]
    for label, times in taken.items():
        print(
            f"  {label:32}{sorted(times)[len(times) // 2]:10.1f}{sorted(times)[int(len(times) * 0.95)]:10.1f}",
            flush=True,
        )


def run(store: Store) -> None:
    total = query.count(store, Filters())
    print(f"{total} events, {store.path.stat().st_size / 1e6:.0f} MB")
    measure(lambda filters: query.search(store, filters), "search, the first twenty")
    measure(lambda filters: query.facets(store, filters), "facets, all eight")


def main() -> None:
    """Measures and prints."""
    global ROUNDS  # noqa: PLW0603
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--keep", type=Path, help="a file to make the record in, and to use again")
    given = parser.parse_args()
    ROUNDS = given.rounds
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "record.db"
        if not path.exists():
            begun = time.perf_counter()
            fill(path, given.events)
            print(f"made in {time.perf_counter() - begun:.0f} s")
        with dragoman.open_store(path, readonly=True) as store:
            run(store)


if __name__ == "__main__":
    main()
