"""How the knowledge base is written: its layout, and a draft that takes its place only when it is whole."""

from __future__ import annotations

import json
import os
import sqlite3
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from dragoman.knowledge.facts import LAYERS, Claim, Entry, Holder, Manifest
from dragoman.knowledge.names import PARTICLES, index, laxer, length, template

FORMAT = 3
"""The layout of the file; `lookup` refuses another."""

MOST = 12
"""Facts kept for one name: beyond the twelfth Springfield nobody is meant."""

GREAT = 100_000
"""People from which a capital comes before every other place of its name."""

OLD = 3600
"""Seconds after which a draft is nobody's, where its writer cannot be asked for."""

SCHEMA = """
create table facts (
    id integer primary key, kind text not null, name text not null, code text, wikidata text, geonames integer,
    latitude real, longitude real, population integer not null, key text, extra text not null, about text not null,
    weight integer, origin integer not null
);
create table names (
    form text not null, rank integer not null, fact integer not null, wanted text, primary key (form, rank)
) without rowid;
create table leaders (id integer primary key, name text, office text, code text, since text, as_of text);
create table leader_names (form text, leader integer, primary key (form, leader)) without rowid;
create table tenures (
    id integer primary key, code text not null, office text not null, name text not null, forms text not null,
    gender text not null, since text not null, until text not null, marks text not null, wikidata text not null,
    origin integer not null, born text not null, basis text not null, as_of text not null, key text not null unique
);
create table tenure_names (form text, tenure integer, primary key (form, tenure)) without rowid;
create table claims (
    about text, field text, origin integer, value text not null, primary key (about, field, origin)
) without rowid;
create table origins (id integer primary key, layer text not null, source text not null, unique (layer, source));
create table sources (
    layer text, name text, version text, licence text, what text, date text, counts text, primary key (layer, name)
) without rowid;
create table counts (kind text primary key, facts integer) without rowid;
create table meta (name text primary key, value blob) without rowid;
create index keys on facts (key) where key is not null;
create index tenures_of on tenures (code);
"""

_FIRST = {"country": 0, "demonym": 1, "area": 2, "water": 2, "organization": 3, "gathering": 3, "facility": 6}
"""What comes first where a name means several things; cities and regions go by population."""


@contextmanager
def draft(target: Path) -> Iterator[sqlite3.Connection]:
    """A new base that becomes `target` at the end of the block, as `partial` does."""
    with partial(target) as part:
        base = sqlite3.connect(part, isolation_level=None)
        try:
            base.executescript("pragma journal_mode=off; pragma synchronous=off;")
            yield base
        finally:
            base.close()


@contextmanager
def partial(target: Path) -> Iterator[Path]:
    """A path to write to that becomes `target` at the end of the block, in one step; where the block fails nothing changes.

    Drafts that a killed process left are removed.
    """
    sweep(target)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def sweep(target: Path) -> None:
    """Removes drafts of `target` whose writers are gone, and this process's own."""
    for part in target.parent.glob(f"{target.name}.*.part"):
        pid = part.name.split(".")[-2]
        if pid == str(os.getpid()) or not _is_written(part, pid):
            part.unlink(missing_ok=True)


def _is_written(part: Path, pid: str) -> bool:
    """Whether somebody may still be writing a draft."""
    if os.name == "posix" and pid.isdecimal():
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
    try:
        return time.time() - part.stat().st_mtime < OLD
    except OSError:
        return False


class Origins:
    """The numbers of sources, the same for the same rows in the same order."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base = base
        self.numbers = {
            (layer, source): n for n, layer, source in base.execute("select id, layer, source from origins")
        }

    def number(self, layer: str, source: str) -> int:
        """The number of a source; a later layer's is always greater than an earlier one's."""
        known = self.numbers.get((layer, source))
        if known is None:
            start = (LAYERS.index(layer) + 1) * 1_000_000 if layer in LAYERS else 0
            known = max((n for (of, _), n in self.numbers.items() if of == layer), default=start) + 1
            self.numbers[layer, source] = known
            self.base.execute("insert into origins values (?,?,?)", (known, layer, source))
        return known


def write_facts(base: sqlite3.Connection, entries: list[Entry], origins: Origins) -> dict[str, int]:
    """Writes every fact; a city's id is its GeoNames id, so that its key need not be stored."""
    ids: dict[str, int] = {}
    rows: dict[int, dict[str, object]] = {}
    for number, entry in enumerate(entries, 1):
        fact = entry.fact
        at = ids[fact.key] = -number
        row = {**asdict(fact), "about": entry.about, "weight": entry.weight}
        if fact.kind == "city" and fact.geonames:
            at = ids[fact.key] = fact.geonames
            row |= {"key": None, "geonames": None}
        rows[at] = {"id": at, **row, "origin": origins.number(entry.layer, entry.source)}
    base.executemany(INSERT_FACT, (rows[at] for at in sorted(rows)))
    return ids


INSERT_FACT = (
    "insert into facts values (:id, :kind, :name, :code, :wikidata, :geonames, :latitude, :longitude, :population, "
    ":key, :extra, :about, :weight, :origin)"
)


def write_names(base: sqlite3.Connection, entries: list[Entry], ids: dict[str, int]) -> int:
    """Writes every name with its facts, best first, and for each first word the longest name that it begins."""
    meant: defaultdict[str, dict[str, tuple[tuple[int, int, int], str | None]]] = defaultdict(dict)
    words = Words()
    for number, entry in enumerate(entries):
        for form in entry.forms:
            key = index(form)
            if not key:
                continue
            known = meant[key].get(entry.fact.key)
            wanted = template(form) if known is None else laxer(known[1], template(form))
            weight = entry.fact.population if entry.weight is None else entry.weight
            meant[key][entry.fact.key] = ((*order(entry.fact.kind, entry.fact.extra, weight), number), wanted)
            words.add(form)
    rows: list[tuple[str, int, int, str | None]] = []
    for form, facts in sorted(meant.items()):
        best = sorted(facts.items(), key=lambda pair: pair[1][0])[:MOST]
        rows += [(form, rank, ids[key], wanted) for rank, (key, (_, wanted)) in enumerate(best)]
    base.executemany("insert into names values (?,?,?,?)", rows)
    words.write(base)
    return len(rows)


class Words:
    """For every word that begins a name the length of the longest such name, and whether it is written small."""

    def __init__(self) -> None:
        self.longest: Counter[str] = Counter()
        self.small: set[str] = set()

    @classmethod
    def read(cls, base: sqlite3.Connection) -> Words:
        """Those that a file holds."""
        words = cls()
        packed = base.execute("select value from meta where name = 'words'").fetchone()[0]
        for line in zlib.decompress(packed).decode().split("\n"):
            word, count, *small = line.split("\t")
            words.longest[word] = int(count)
            words.small |= {word} if small else set()
        return words

    def add(self, form: str) -> None:
        """Takes note of a name."""
        first = index(form).partition(" ")[0]
        self.longest[first] = max(self.longest[first], length(form))
        if form[0].islower() and first not in PARTICLES:
            self.small.add(first)

    def write(self, base: sqlite3.Connection) -> None:
        """Puts them into the file in place of those that it holds."""
        lines = (f"{word}\t{n}" + ("\ts" if word in self.small else "") for word, n in sorted(self.longest.items()))
        base.execute("insert or replace into meta values ('words', ?)", (zlib.compress("\n".join(lines).encode(), 9),))


def order(kind: str, extra: str, weight: int) -> tuple[int, int]:
    """Smaller means better: countries first, a capital and what it stands for before other places.

    A small capital (Victoria, Hamilton) goes by its people like any city, counted tenfold.
    """
    is_capital = extra == "capital" and weight >= GREAT
    if kind == "metonym":
        return (5 if is_capital or extra not in ("capital", "seat") else 8), -weight
    if kind == "city" and extra == "capital":
        return (4, -weight) if is_capital else (7, -10 * weight)
    if kind == "country" and extra == "historical":
        return 1, -weight
    return _FIRST.get(kind, 7), -weight


def write_tenures(base: sqlite3.Connection, rows: Iterable[Holder], origins: Origins) -> None:
    """Writes every tenure with the names of who held it, in place of those that the file holds."""
    base.execute("delete from tenures")
    base.execute("delete from tenure_names")
    for number, row in enumerate(rows, 1):
        cells = (row.code, row.office, row.name, "|".join(row.forms), row.gender, row.since, row.until)
        rest = (origins.number(row.layer, row.source), row.born, row.basis, row.as_of, row.key)
        values = (number, *cells, "|".join(row.marks), row.wikidata or "", *rest)
        base.execute("insert into tenures values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", values)
        forms = sorted({index(form) for form in (row.name, *row.forms)} - {""})
        base.executemany("insert into tenure_names values (?,?)", ((form, number) for form in forms))


def write_claims(base: sqlite3.Connection, claims: Iterable[Claim], origins: Origins) -> None:
    """Adds claims; one source's later word on a field takes the place of its earlier one."""
    rows = ((c.about, c.field, origins.number(c.layer, c.source), c.value) for c in claims)
    base.executemany("insert or replace into claims values (?,?,?,?)", list(rows))


def write_manifest(base: sqlite3.Connection, made: Manifest) -> None:
    """Writes the sources, the counts and what the file was made from."""
    for table in ("sources", "counts"):
        base.execute(f"delete from {table}")  # noqa: S608
    base.executemany(
        "insert into sources values (?,?,?,?,?,?,?)",
        [
            (s.layer, s.name, s.version, s.licence, s.what, s.date, json.dumps(s.counts, sort_keys=True))
            for s in made.sources
        ],
    )
    base.executemany("insert into counts values (?,?)", made.counts.items())
    told = {"digest": made.digest, "as_of": made.as_of, "names": str(made.names), "inputs": made.inputs}
    base.executemany("insert or replace into meta values (?,?)", told.items())
