"""Makes the knowledge base: one SQLite file out of the source packages and the tables of the lexicon.

The same sources and tables give the same bytes. Nothing of dragoman that needs a model is imported here:
the file is made when the package is built, in an environment that has the sources and little else.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from importlib import resources
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.knowledge import minor, sources
from dragoman.knowledge.bodies import gatherings, metonyms, organisations
from dragoman.knowledge.countries import countries
from dragoman.knowledge.facts import Entry, Manifest
from dragoman.knowledge.holders import Holder, as_of, holders
from dragoman.knowledge.names import PARTICLES, index, laxer, length, template
from dragoman.knowledge.places import gazetteer
from dragoman.knowledge.regions import areas, subdivisions
from dragoman.knowledge.tables import COLUMNS, write

FORMAT = 2
"""The layout of the file; `lookup` refuses another."""

MOST = 12
"""Facts kept for one name: beyond the twelfth Springfield nobody is meant."""

GREAT = 100_000
"""People from which a capital comes before every other place of its name."""

TABLES = ("countries", "cities", "regions", "organisations", "metonyms", "leaders")

_SCHEMA = """
create table facts (
    id integer primary key, kind text not null, name text not null, code text, wikidata text, geonames integer,
    latitude real, longitude real, population integer not null, key text, extra text not null, about text not null
);
create table names (
    form text not null, rank integer not null, fact integer not null, wanted text, primary key (form, rank)
) without rowid;
create table leaders (id integer primary key, name text, office text, code text, since text, as_of text);
create table leader_names (form text, leader integer, primary key (form, leader)) without rowid;
create table sources (name text primary key, version text, licence text, what text) without rowid;
create table counts (kind text primary key, facts integer) without rowid;
create table meta (name text primary key, value blob) without rowid;
create index keys on facts (key) where key is not null;
"""

_FIRST = {"country": 0, "demonym": 1, "area": 2, "water": 2, "organization": 3, "gathering": 3, "facility": 6}
"""What comes first where a name means several things; cities and regions go by population."""


def build(target: Path) -> Manifest:
    """Writes the knowledge base to `target` (its folder must exist) and says what it holds.

    Raises KnowledgeError where a source package is missing or a table of the lexicon does not fit the sources.
    """
    profiles = sources.profiles()
    found = holders(profiles)
    entries = _entries(profiles)
    _check(entries)
    counts: dict[str, int] = dict(sorted(Counter(entry.fact.kind for entry in entries).items()))
    draft = target.with_name(f"{target.name}.{os.getpid()}.part")
    draft.unlink(missing_ok=True)
    with sqlite3.connect(draft, isolation_level=None) as base:
        base.executescript(
            f"pragma journal_mode=off; pragma synchronous=off; pragma user_version={FORMAT}; begin;"
            + _SCHEMA
            + minor.SCHEMA
        )
        ids = _write_facts(base, entries)
        names = _write_names(base, entries, ids)
        _write_leaders(base, found)
        counts |= _write_gazetteer(base) | write(base)
        made = Manifest(sources.versions(), counts, names, digest(), as_of(found))
        _write_manifest(base, made)
        base.execute("commit")
        base.execute("vacuum")
    base.close()
    draft.replace(target)
    return made


def digest() -> str:
    """The sha256 of what the base is made from on our side: the tables and this folder's code."""
    hashed = hashlib.sha256()
    lexicon, code = resources.files("dragoman.lexicon"), resources.files("dragoman.knowledge")
    files = [lexicon / f"{name}.toml" for name in TABLES]
    files += sorted(
        (
            f
            for f in code.iterdir()
            if f.name.endswith(".py") and f.name not in ("lookup.py", "core.py", "gazetteer.py")
        ),
        key=lambda f: f.name,
    )
    files += [code / "core" / f"{table}.tsv" for table in sorted(COLUMNS)]
    for file in files:
        hashed.update(file.name.encode() + b"\0" + file.read_bytes())
    return hashed.hexdigest()


def _entries(profiles: dict[str, sources.Profile]) -> list[Entry]:
    rows, official = sources.country_rows(), sources.territories()
    codes = [code for code, _ in rows]
    every = list(sources.cities(codes))
    places = gazetteer(every)
    return [
        *countries(profiles, official, dict(reversed(rows)), places.city),
        *places.entries,
        *subdivisions(sources.subdivisions(codes), every, official, places.named),
        *areas(),
        *organisations(places),
        *gatherings(),
        *metonyms(places),
    ]


def _check(entries: list[Entry]) -> None:
    """Every key is one entry's, and whatever an entry stands for is there."""
    times = Counter(entry.fact.key for entry in entries)
    doubled = [key for key, count in times.items() if count > 1]
    if doubled:
        raise KnowledgeError(f"two entries share the key {doubled[0]}: mend the lexicon's tables")
    lost = [entry for entry in entries if entry.about and entry.about not in times]
    if lost:
        raise KnowledgeError(
            f"{lost[0].fact.key} stands for {lost[0].about}, which is not there: mend the lexicon's tables"
        )


def _write_facts(base: sqlite3.Connection, entries: list[Entry]) -> dict[str, int]:
    """Writes every fact; a city's id is its GeoNames id, so that its key need not be stored."""
    ids: dict[str, int] = {}
    rows: dict[int, dict[str, object]] = {}
    for number, entry in enumerate(entries, 1):
        fact = entry.fact
        at = ids[fact.key] = -number
        row = {**asdict(fact), "about": entry.about}
        if fact.kind == "city" and fact.geonames:
            at = ids[fact.key] = fact.geonames
            row |= {"key": None, "geonames": None}
        rows[at] = {"id": at, **row}
    base.executemany(
        "insert into facts values (:id, :kind, :name, :code, :wikidata, :geonames, :latitude, :longitude, :population, "
        ":key, :extra, :about)",
        (rows[at] for at in sorted(rows)),
    )
    return ids


def _write_names(base: sqlite3.Connection, entries: list[Entry], ids: dict[str, int]) -> int:
    """Writes every name with its facts, best first, and for each first word the longest name that it begins."""
    meant: defaultdict[str, dict[str, tuple[tuple[int, int, int], str | None]]] = defaultdict(dict)
    longest: Counter[str] = Counter()
    small: set[str] = set()
    for number, entry in enumerate(entries):
        for form in entry.forms:
            key = index(form)
            if not key:
                continue
            known = meant[key].get(entry.fact.key)
            wanted = template(form) if known is None else laxer(known[1], template(form))
            meant[key][entry.fact.key] = ((*_order(entry), number), wanted)
            first = key.partition(" ")[0]
            longest[first] = max(longest[first], length(form))
            if form[0].islower() and first not in PARTICLES:
                small.add(first)
    rows: list[tuple[str, int, int, str | None]] = []
    for form, facts in sorted(meant.items()):
        best = sorted(facts.items(), key=lambda pair: pair[1][0])[:MOST]
        rows += [(form, rank, ids[key], wanted) for rank, (key, (_, wanted)) in enumerate(best)]
    base.executemany("insert into names values (?,?,?,?)", rows)
    words = "\n".join(f"{word}\t{count}" + ("\ts" if word in small else "") for word, count in sorted(longest.items()))
    base.execute("insert into meta values ('words', ?)", (zlib.compress(words.encode(), 9),))
    return len(rows)


def _order(entry: Entry) -> tuple[int, int]:
    """Smaller means better: countries first, a capital and what it stands for before other places.

    A small capital (Victoria, Hamilton) goes by its people like any city, counted tenfold.
    """
    fact = entry.fact
    weight = fact.population if entry.weight is None else entry.weight
    is_capital = fact.extra == "capital" and weight >= GREAT
    if fact.kind == "metonym":
        return (5 if is_capital or fact.extra not in ("capital", "seat") else 8), -weight
    if fact.kind == "city" and fact.extra == "capital":
        return (4, -weight) if is_capital else (7, -10 * weight)
    if fact.kind == "country" and fact.extra == "historical":
        return 1, -weight
    return _FIRST.get(fact.kind, 7), -weight


def _write_leaders(base: sqlite3.Connection, found: Iterable[Holder]) -> None:
    every = list(found)
    day = as_of(every)
    for number, holder in enumerate(every, 1):
        row = (number, holder.name, holder.office, holder.code, holder.since, day)
        base.execute("insert into leaders values (?,?,?,?,?,?)", row)
        for form in sorted({index(form) for form in holder.forms}):
            base.execute("insert into leader_names values (?,?)", (form, number))


def _write_gazetteer(base: sqlite3.Connection) -> dict[str, int]:
    codes = [code for code, _ in sources.country_rows()]
    return minor.write(base, sources.divisions(codes), sources.cities(codes))


def _write_manifest(base: sqlite3.Connection, made: Manifest) -> None:
    base.executemany(
        "insert into sources values (?,?,?,?)", [(s.name, s.version, s.licence, s.what) for s in made.sources]
    )
    base.executemany("insert into counts values (?,?)", made.counts.items())
    for name, value in (("digest", made.digest), ("as_of", made.as_of), ("names", str(made.names))):
        base.execute("insert into meta values (?,?)", (name, value))
