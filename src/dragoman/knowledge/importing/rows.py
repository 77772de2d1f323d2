"""Rows on their way into the user's layer: what one holds, how it is checked, and what is said of one that is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from dragoman.knowledge.days import basis, bounds
from dragoman.knowledge.facts import Kind
from dragoman.knowledge.lookup import asked, by_key, country, find, stands_for
from dragoman.knowledge.names import index, slug

Row = dict[str, Any]
KINDS: tuple[str, ...] = get_args(Kind)
MARKS = ("acting", "disputed", "ceremonial")


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is kept ({"tenure": ...} or {"fact": ...}) and the line of its file on which it stands."""

    number: int
    row: Row


@dataclass(frozen=True, slots=True)
class Flaw:
    """A line that gave no row, and why."""

    number: int
    reason: str


Read = Iterator[Line | Flaw]


def tenure(**cells: Any) -> Row:
    """A tenure as it is kept, empty cells left out; raises ValueError where one says what cannot be."""
    told = {name: value for name, value in cells.items() if value not in (None, "", (), [])}
    if not index(str(told.get("name", ""))):
        raise ValueError("no name")
    for name in ("since", "until", "born", "as_of"):
        _checked(told.get(name, ""))
    since, until = told.get("since", ""), told.get("until", "")
    if since not in ("", "..") and bounds(since)[0] > bounds(until)[1]:
        raise ValueError(f"it ends ({until}) before it begins ({since})")
    if told.get("office") and not told.get("code"):
        raise ValueError(f"of what country or organisation the {told['office']!r} is cannot be told")
    if told.get("gender", "m") not in ("m", "f"):
        raise ValueError(f"{told['gender']!r} is no gender: m or f, or nothing")
    strange = [mark for mark in told.get("marks", ()) if mark not in MARKS]
    if strange:
        raise ValueError(f"{strange[0]!r} is no mark: there are {', '.join(MARKS)}")
    told.setdefault("basis", basis(since))
    return {"tenure": told}


def _checked(day: str) -> None:
    try:
        bounds(day)
    except ValueError:
        raise ValueError(f"{day!r} is no date: a day, a month or a year, as in 2022-03-11 or 2022-03") from None


def fact(kind: str, name: str, **cells: Any) -> Row:
    """A fact as it is kept; a key is made where none is given. Raises ValueError where a cell says what cannot be."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind: there are tenure, {', '.join(KINDS)}")
    if not index(name):
        raise ValueError("no name")
    told = {key: value for key, value in cells.items() if value not in (None, "", (), [])}
    for degrees, most in (("latitude", 90), ("longitude", 180)):
        if abs(told.get(degrees, 0)) > most:
            raise ValueError(f"{told[degrees]} is no {degrees}")
    if ("latitude" in told) != ("longitude" in told):
        raise ValueError("a latitude and a longitude go together")
    if told.get("population", 0) < 0:
        raise ValueError(f"{told['population']} is no number of people")
    told.setdefault("key", _key(kind, name, told))
    return {"fact": {"kind": kind, "name": name, "code": told.pop("code", None), **told}}


def _key(kind: str, name: str, told: Row) -> str:
    """The key that a fact is known by, or one that its name makes."""
    if kind == "country" and told.get("code"):
        return f"country:{told['code']}"
    if kind == "city" and told.get("geonames"):
        return f"city:{told['geonames']}"
    same = [found for found in find(name) if found.kind == kind and told.get("code") in (None, found.code)]
    if kind in ("organization", "gathering", "country", "area", "water", "region") and len(same) == 1:
        return same[0].key
    start = {"organization": "org"}.get(kind, kind)
    return ":".join(filter(None, (start, str(told.get("code", "")).lower(), slug(name) or index(name))))


@lru_cache(maxsize=1 << 14)
def code_of(words: str) -> str:
    """Under what tenures of a country or organisation stand: its code, key, Wikidata id or name; "" where none is known."""
    words = words.strip().rpartition("/")[2]
    if words[:1] == "Q" and words[1:].isdecimal():
        return _by_wikidata().get(words, "")
    upper = words.upper()
    if len(words) == 2 and country(upper):
        return upper
    if by_key(f"org:{words.removeprefix('org:')}"):
        return words.removeprefix("org:")
    for found in find(words):
        meant = stands_for(found) or found
        if meant.kind in ("country", "organization") and found.kind != "metonym":
            return meant.key.partition(":")[2]
    return ""


@lru_cache(maxsize=1)
def _by_wikidata() -> dict[str, str]:
    question = (
        "select wikidata, key from facts where wikidata <> '' and kind in ('country', 'organization') order by id"
    )
    return {str(wikidata): str(key).partition(":")[2] for wikidata, key in asked(question)}


def named_in(office: str) -> tuple[str, str]:
    """An office without the country or organisation that it names, and its code: "President of Chile" is Chile's president."""
    start = office.find(" of ")
    while start > 0:
        code = code_of(office[start + 4 :].removeprefix("the "))
        if code:
            return office[:start], code
        start = office.find(" of ", start + 1)
    return office, ""


def without(office: str, code: str) -> str:
    """An office without its country or organisation where that is the one of `code`."""
    bare, named = named_in(office)
    return bare if named == code else office
