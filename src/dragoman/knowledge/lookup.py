"""What a name means, asked of the knowledge base.

`find("Ankara")` gives the facts that the name can stand for, best first. `opening` says which file is asked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from dragoman.knowledge.facts import Fact, Kind, Leader, Manifest, Source
from dragoman.knowledge.names import LONGEST, PARTICLES, as_written, fold, index
from dragoman.knowledge.opening import Base, base
from dragoman.knowledge.reading import manifest_of
from dragoman.lexicon import load

__all__ = [
    "Fact", "Kind", "Leader", "Manifest", "Source", "by_key", "capital", "cities", "country", "find", "fold", "given_name",
    "leaders", "manifest", "person", "stands_for", "starts",
]  # fmt: skip

_COLUMNS = "f.id, f.kind, f.name, f.code, f.wikidata, f.geonames, f.latitude, f.longitude, f.population, f.key, f.extra"
_NAMED = f"select n.wanted, {_COLUMNS} from names n join facts f on f.id = n.fact where n.form = ? order by n.rank"  # noqa: S608
_BY_ID = f"select {_COLUMNS} from facts f where f.id = ?"  # noqa: S608
_BY_KEY = f"select {_COLUMNS} from facts f where f.key = ?"  # noqa: S608


def asked(question: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows that answer a question in SQL: for the modules beside this one, which know the tables that they ask."""
    return base().connection.execute(question, values).fetchall()


def _fact(row: tuple[object, ...]) -> Fact:
    """A fact out of the columns of `_COLUMNS`."""
    at, kind, name, code, wikidata, geonames, latitude, longitude, population, key, extra = row
    if kind == "city" and key is None:
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
    opened = base()
    if key.partition(" ")[0] not in opened.longest:
        return ()
    found = _named(opened, key, name)
    if not found and key.startswith("the "):
        found = _named(opened, key[4:], name.strip()[4:])
    return found


def _named(opened: Base, key: str, surface: str) -> tuple[Fact, ...]:
    rows = opened.connection.execute(_NAMED, (key,)).fetchall()
    return tuple(_fact(row[1:]) for row in rows if as_written(surface, row[0]))


def starts(word: str) -> int:
    """The most words that a known name beginning with this word can have, 0 where none begins so.

    Hyphens and apostrophes count as words of their own, since some tokenizers cut there. A word in small letters begins a
    name only where names are written so ("the", "al", "mainland").
    """
    first = index(word[:LONGEST]).partition(" ")[0]
    opened = base()
    longest = opened.longest.get(first, 0)
    if longest and word.islower() and first not in PARTICLES and first not in opened.small:
        return 0
    return longest


@lru_cache(maxsize=1 << 12)
def by_key(key: str) -> Fact | None:
    """The fact of a key ("country:CO", "city:3688689", "org:OAS"); None where there is none."""
    number = key.removeprefix("city:")
    if number != key and number.isdecimal() and len(number) < 19:
        row = base().connection.execute(_BY_ID, (int(number),)).fetchone()
    else:
        row = base().connection.execute(_BY_KEY, (key,)).fetchone()
    return _fact(row) if row else None


@lru_cache(maxsize=1 << 10)
def country(code: str) -> Fact | None:
    """The country of an ISO 3166-1 alpha-2 code, withdrawn codes ("SU") included."""
    now = by_key(f"country:{code}")
    if now is not None:
        return now
    row = base().connection.execute(
        f"select {_COLUMNS} from facts f where kind = 'country' and code = ? order by id desc",  # noqa: S608
        (code,),
    )
    found = row.fetchone()
    return _fact(found) if found else None


@lru_cache(maxsize=1 << 10)
def capital(code: str) -> Fact | None:
    """The capital of a country, as a city; None where it has none."""
    row = base().connection.execute(
        f"select {_COLUMNS} from facts f where kind = 'city' and extra = 'capital' and code = ?",  # noqa: S608
        (code,),
    )
    found = row.fetchone()
    return _fact(found) if found else None


@lru_cache(maxsize=1 << 8)
def cities(code: str) -> tuple[Fact, ...]:
    """The cities of a country, the largest first."""
    rows = base().connection.execute(
        f"select {_COLUMNS} from facts f where kind = 'city' and code = ? order by population desc, id",  # noqa: S608
        (code,),
    )
    return tuple(_fact(row) for row in rows)


@lru_cache(maxsize=1 << 12)
def stands_for(fact: Fact) -> Fact | None:
    """The country, region or organisation that a demonym, metonym or gathering is about; None for other facts."""
    row = base().connection.execute("select about from facts where key = ?", (fact.key,)).fetchone()
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
    rows = base().connection.execute(f"{_LEADER} where l.code = ? order by l.id", (code,))
    return tuple(Leader(*row) for row in rows)


@lru_cache(maxsize=1 << 12)
def person(name: str) -> tuple[Leader, ...]:
    """Leaders of that surname or full name, by country; () where there is none."""
    if len(name) > LONGEST or not name[:1].isupper():
        return ()
    rows = base().connection.execute(
        f"{_LEADER} join leader_names n on n.leader = l.id where n.form = ? order by l.id", (index(name),)
    )
    return tuple(Leader(*row) for row in rows)


def manifest() -> Manifest:
    """What the base holds and where it comes from."""
    return manifest_of(base().connection)
