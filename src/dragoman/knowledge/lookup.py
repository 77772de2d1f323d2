"""What a name means, asked of the knowledge base.

`find("Ankara")` gives the facts that the name can stand for, best first. The base is one SQLite file beside
this module, made when dragoman is installed; where it is missing it is made now, if its sources are at hand.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from dragoman.errors import KnowledgeError
from dragoman.knowledge.facts import Fact, Kind, Leader, Manifest, Source
from dragoman.knowledge.names import LONGEST, PARTICLES, as_written, fold, index
from dragoman.lexicon import load

__all__ = [
    "Fact", "Kind", "Leader", "Manifest", "Source", "by_key", "capital", "cities", "country", "find", "fold", "given_name",
    "leaders", "manifest", "person", "stands_for", "starts",
]  # fmt: skip

FILE = Path(__file__).with_name("knowledge.sqlite")
FORMAT = 2
REMEDY = "make it with `pip install --force-reinstall dragoman`, or in a checkout with `make setup`"

_COLUMNS = "f.id, f.kind, f.name, f.code, f.wikidata, f.geonames, f.latitude, f.longitude, f.population, f.key, f.extra"
_NAMED = f"select n.wanted, {_COLUMNS} from names n join facts f on f.id = n.fact where n.form = ? order by n.rank"  # noqa: S608
_BY_ID = f"select {_COLUMNS} from facts f where f.id = ?"  # noqa: S608
_BY_KEY = f"select {_COLUMNS} from facts f where f.key = ?"  # noqa: S608


@dataclass(frozen=True, slots=True)
class _Base:
    """The open file, and for every word that begins a name the length of the longest such name."""

    connection: sqlite3.Connection
    longest: dict[str, int]
    small: frozenset[str]


_open: dict[int, _Base] = {}
"""The base of each process: a connection does not survive a fork."""


def _base() -> _Base:
    base = _open.get(os.getpid())
    if base is None:
        base = _open[os.getpid()] = _opened(FILE)
    return base


def _opened(file: Path) -> _Base:
    """Opens the file, read-only; raises KnowledgeError where it is absent, damaged or of another layout."""
    if not file.exists():
        _make(file)
    try:
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        layout = connection.execute("pragma user_version").fetchone()[0]
        if layout != FORMAT:
            raise KnowledgeError(f"{file.name} has layout {layout}, not {FORMAT}: {REMEDY}")
        packed = connection.execute("select value from meta where name = 'words'").fetchone()[0]
        lines = [line.split("\t") for line in zlib.decompress(packed).decode().split("\n")]
    except (sqlite3.Error, zlib.error, TypeError) as error:
        raise KnowledgeError(f"the knowledge base {file.name} is damaged ({error}): {REMEDY}") from error
    return _Base(
        connection, {line[0]: int(line[1]) for line in lines}, frozenset(line[0] for line in lines if len(line) > 2)
    )


def _make(file: Path) -> None:
    """Builds a missing file where the source packages are installed."""
    from dragoman.knowledge import build, sources

    if not sources.installed():
        raise KnowledgeError(f"the knowledge base {file.name} is missing: {REMEDY}")
    try:
        build.build(file)
    except OSError as error:
        raise KnowledgeError(f"the knowledge base {file.name} could not be written ({error}): {REMEDY}") from error


def asked(question: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows that answer a question in SQL: for the modules beside this one, which know the tables that they ask."""
    return _base().connection.execute(question, values).fetchall()


def _fact(row: tuple[object, ...]) -> Fact:
    """A fact out of the columns of `_COLUMNS`."""
    at, kind, name, code, wikidata, geonames, latitude, longitude, population, key, extra = row
    if kind == "city":
        geonames, key = at, f"city:{at}"
    return Fact(kind, name, code, wikidata, geonames, latitude, longitude, population, key, extra)  # type: ignore[arg-type]


@lru_cache(maxsize=1 << 15)
def find(name: str) -> tuple[Fact, ...]:
    """What a name as written can mean, best first; () where it is not known.

    Countries come first, then demonyms, areas, organisations, a capital with what it stands for, and other
    places by population. Letters matter: "US" and "Turkey" are found, "us" and "turkey" are not. A leading
    "the" may stand or not; "the French" is the people, "French" the adjective.
    """
    if len(name) > LONGEST:
        return ()
    key = index(name)
    base = _base()
    if key.partition(" ")[0] not in base.longest:
        return ()
    found = _named(base, key, name)
    if not found and key.startswith("the "):
        found = _named(base, key[4:], name.strip()[4:])
    return found


def _named(base: _Base, key: str, surface: str) -> tuple[Fact, ...]:
    rows = base.connection.execute(_NAMED, (key,)).fetchall()
    return tuple(_fact(row[1:]) for row in rows if as_written(surface, row[0]))


def starts(word: str) -> int:
    """The most words that a known name beginning with this word can have, 0 where none begins so.

    Hyphens and apostrophes count as words of their own, since some tokenizers cut there. A word in small letters begins a
    name only where names are written so ("the", "al", "mainland").
    """
    first = index(word[:LONGEST]).partition(" ")[0]
    base = _base()
    longest = base.longest.get(first, 0)
    if longest and word.islower() and first not in PARTICLES and first not in base.small:
        return 0
    return longest


@lru_cache(maxsize=1 << 12)
def by_key(key: str) -> Fact | None:
    """The fact of a key ("country:CO", "city:3688689", "org:OAS"); None where there is none."""
    number = key.removeprefix("city:")
    if number != key:
        row = (
            _base().connection.execute(_BY_ID, (int(number),)).fetchone()
            if number.isdecimal() and len(number) < 19
            else None
        )
    else:
        row = _base().connection.execute(_BY_KEY, (key,)).fetchone()
    return _fact(row) if row else None


@lru_cache(maxsize=1 << 10)
def country(code: str) -> Fact | None:
    """The country of an ISO 3166-1 alpha-2 code, withdrawn codes ("SU") included."""
    now = by_key(f"country:{code}")
    if now is not None:
        return now
    row = _base().connection.execute(
        f"select {_COLUMNS} from facts f where kind = 'country' and code = ? order by id desc",  # noqa: S608
        (code,),
    )
    found = row.fetchone()
    return _fact(found) if found else None


@lru_cache(maxsize=1 << 10)
def capital(code: str) -> Fact | None:
    """The capital of a country, as a city; None where it has none."""
    row = _base().connection.execute(
        f"select {_COLUMNS} from facts f where kind = 'city' and extra = 'capital' and code = ?",  # noqa: S608
        (code,),
    )
    found = row.fetchone()
    return _fact(found) if found else None


@lru_cache(maxsize=1 << 8)
def cities(code: str) -> tuple[Fact, ...]:
    """The cities of a country, the largest first."""
    rows = _base().connection.execute(
        f"select {_COLUMNS} from facts f where kind = 'city' and code = ? order by population desc, id",  # noqa: S608
        (code,),
    )
    return tuple(_fact(row) for row in rows)


@lru_cache(maxsize=1 << 12)
def stands_for(fact: Fact) -> Fact | None:
    """The country, region or organisation that a demonym, metonym or gathering is about; None for other facts."""
    row = _base().connection.execute("select about from facts where key = ?", (fact.key,)).fetchone()
    return by_key(row[0]) if row and row[0] else None


@lru_cache(maxsize=1)
def _given_names() -> dict[str, Literal["male", "female", "either"]]:
    found: dict[str, Literal["male", "female", "either"]] = {}
    for sort in ("male", "female", "either"):
        for word in load("given_names")[sort]["names"].split():
            found[fold(word)] = sort
    return found


def given_name(word: str) -> Literal["male", "female", "either"] | None:
    """Whose given name a word is; None where it is none that we know or is not written as a name."""
    return _given_names().get(fold(word[:LONGEST])) if word[:1].isupper() else None


_LEADER = "select l.name, l.office, l.code, l.since, l.as_of from leaders l"


def leaders(code: str) -> tuple[Leader, ...]:
    """Heads of state and government of a country, as the source last knew them."""
    rows = _base().connection.execute(f"{_LEADER} where l.code = ? order by l.id", (code,))
    return tuple(Leader(*row) for row in rows)


@lru_cache(maxsize=1 << 12)
def person(name: str) -> tuple[Leader, ...]:
    """Leaders of that surname or full name, by country; () where there is none."""
    if len(name) > LONGEST or not name[:1].isupper():
        return ()
    rows = _base().connection.execute(
        f"{_LEADER} join leader_names n on n.leader = l.id where n.form = ? order by l.id", (index(name),)
    )
    return tuple(Leader(*row) for row in rows)


def manifest() -> Manifest:
    """What the base holds and where it comes from."""
    ask = _base().connection.execute
    meta = dict(ask("select name, value from meta where name <> 'words'").fetchall())
    sources = tuple(Source(*row) for row in ask("select name, version, licence, what from sources order by name"))
    counts = dict(ask("select kind, facts from counts order by kind").fetchall())
    return Manifest(sources, counts, int(meta["names"]), meta["digest"], meta["as_of"])
