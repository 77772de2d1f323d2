"""The United States' legislators and executives, as the congress-legislators project writes them down in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.knowledge.days import near
from dragoman.knowledge.importing.arrays import elements
from dragoman.knowledge.importing.rows import Flaw, Line, Read, Row, tenure
from dragoman.knowledge.lookup import by_key

OFFICES = {"sen": "Senator", "rep": "Representative", "prez": "President", "viceprez": "Vice President"}
GENDERS = {"M": "m", "F": "f"}
APART = 31
"""Days between two terms that are one tenure."""


def read(text: str, as_of: str) -> Read:
    """Tenures of everybody in the file; terms that follow each other in one seat are one."""
    for one in elements(text, text.find("[")):
        if isinstance(one, Flaw):
            yield one
            continue
        number, person = one
        try:
            rows = list(_tenures(person, as_of))
        except (LookupError, TypeError, AttributeError):
            yield Flaw(number, "no legislator: id, name and terms are wanted")
        except ValueError as error:
            yield Flaw(number, str(error))
        else:
            yield from (Line(number, row) for row in rows)


def _tenures(person: dict[str, Any], as_of: str) -> Iterator[Row]:
    names, life = person["name"], person.get("bio", {})
    first, last = names.get("nickname") or names["first"], names["last"]
    full = names.get("official_full") or f"{first} {last}"
    forms = [last, f"{first} {last}", f"{names['first']} {last}"]
    if names.get("middle"):
        forms.append(f"{names['first']} {names['middle']} {last}")
    rest = {
        "code": "US",
        "name": full,
        "forms": [form for form in dict.fromkeys(forms) if form != full],
        "born": life.get("birthday", ""),
        "gender": GENDERS.get(life.get("gender", ""), ""),
        "wikidata": person["id"].get("wikidata", ""),
        "as_of": as_of,
    }
    for office, since, until in _terms(person["terms"]):
        yield tenure(office=office, since=since, until=until, **rest)


def _terms(terms: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Office, start and end of every tenure. The end of the last term is the day that is planned for it."""
    open_: dict[str, tuple[str, str]] = {}
    for term in terms:
        office, since, until = _office(term), term["start"], term["end"]
        before = open_.get(office)
        if before is not None and near(before[1], since, APART):
            open_[office] = (before[0], until)
            continue
        if before is not None:
            yield (office, *before)
        open_[office] = (since, until)
    for office, (since, until) in open_.items():
        yield office, since, until


def _office(term: dict[str, Any]) -> str:
    word = OFFICES.get(term["type"])
    if word is None:
        raise ValueError(f"{term['type']!r} is no type of term: there are {', '.join(OFFICES)}")
    if not term.get("state"):
        return word
    state = by_key(f"region:US-{term['state']}")
    return f"{word} for {state.name if state else term['state']}"
