"""A dump of Wikidata, one entity a line: who held which office (P39), countries, cities and international organisations.

Two passes: the first finds the persons and what their offices are, the second what these are called and whose they are.
Persons are those with an office, and politicians and diplomats without one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.knowledge.importing.rows import Flaw, Line, Read, Row, code_of, fact, named_in, tenure, without
from dragoman.knowledge.importing.unpacked import lines
from dragoman.knowledge.importing.wikidata import GENDERS, edtf

HUMAN, ACTING = "Q5", "Q4676846"
TRADES = frozenset({"Q82955", "Q193391"})
"""Politician and diplomat: whoever has such an occupation is of use without an office too."""
BODIES = frozenset({"Q484652", "Q245065"})
"""International and intergovernmental organisations."""
WHOSE = ("P2389", "P1001", "P642", "P17")
"""What tells whose an office is: what it directs, where it has power, of what, in which country."""
TONGUES = ("en", "mul", "es", "fr", "de", "pt", "it")
_TOLD = re.compile(r'"(?:P39|P106|P297|P1566|P31)"')
_ID = re.compile(r'"id"\s*:\s*"(Q\d+)"')


@dataclass(slots=True)
class _Term:
    """One statement of an office."""

    office: str
    whose: list[str]
    since: str
    until: str
    marks: list[str]


@dataclass(slots=True)
class _Person:
    line: int
    cells: Row
    nation: list[str]
    family: list[str]
    terms: list[_Term] = field(default_factory=list)


@dataclass(slots=True)
class _Thing:
    """What an item is called and whose it is."""

    name: str
    whose: list[str]


def read(path: Path, among: Iterable[Path], as_of: str) -> Read:
    """The rows of a dump. `among` are the files in which offices and families may be told, this one as well."""
    persons: list[_Person] = []
    wanted: dict[str, None] = {}
    for number, line in lines(path):
        text = line.strip().rstrip(",")
        if text in ("", "[", "]"):
            continue
        entity = _entity(text)
        if isinstance(entity, str):
            yield Flaw(number, entity)
            continue
        if entity is None:
            continue
        try:
            person = _person(number, entity, as_of)
            if person is not None:
                persons.append(person)
                wanted |= dict.fromkeys((*person.family, *(q for t in person.terms for q in (t.office, *t.whose))))
            else:
                yield from (Line(number, row) for row in _facts(entity))
        except ValueError as error:
            yield Flaw(number, f"{entity['id']}: {error}")
        except (LookupError, TypeError, AttributeError):
            yield Flaw(number, f"{entity.get('id', 'no id')}: not an entity as Wikidata writes it")
    things = _things(among, wanted)
    for person in persons:
        yield from _tenures(person, things)


def _entity(text: str) -> dict[str, Any] | str | None:
    """An entity; None where it is of no use, why where it is none. What is of no use is not parsed."""
    if not (text.startswith("{") and text.endswith("}")):
        return "no entity: a line must be one JSON object"
    if not _TOLD.search(text):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"no JSON ({getattr(error, 'msg', 'nested too deep')})"
    return found if isinstance(found, dict) and "id" in found else "no entity: it has no id"


def _statements(entity: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The statements of a property that Wikidata holds to be true."""
    yield from (one for one in (entity.get("claims") or {}).get(name, ()) if one.get("rank") != "deprecated")


def _value(snak: dict[str, Any]) -> Any:
    """The value of a snak; None where it is unknown or none."""
    return snak["datavalue"]["value"] if snak.get("snaktype") == "value" else None


def _items(entity: dict[str, Any], name: str) -> list[str]:
    values = (_value(one["mainsnak"]) for one in _statements(entity, name))
    return [_number(value) for value in values if value]


def _number(value: dict[str, Any]) -> str:
    """The id of an item; old dumps have its number alone."""
    return str(value.get("id") or f"Q{value['numeric-id']}")


def _time(value: Any) -> str:
    return edtf(value["time"], value.get("precision", 11)) if value else ""


def _label(entity: dict[str, Any]) -> str:
    labels = entity.get("labels") or {}
    return next((str(labels[tongue]["value"]) for tongue in TONGUES if tongue in labels), "")


def _forms(entity: dict[str, Any]) -> list[str]:
    """Aliases in English and labels in other languages of Latin letters."""
    labels, others = entity.get("labels") or {}, entity.get("aliases") or {}
    aliases = [one["value"] for tongue in ("en", "mul") for one in others.get(tongue, ())]
    return list(dict.fromkeys((*aliases, *(labels[tongue]["value"] for tongue in TONGUES if tongue in labels))))


def _person(number: int, entity: dict[str, Any], as_of: str) -> _Person | None:
    """A person of use with every office; None for anything else. Raises ValueError where it has no name."""
    stated = list(_statements(entity, "P39"))
    if HUMAN not in _items(entity, "P31") or not (stated or TRADES & set(_items(entity, "P106"))):
        return None
    name = _label(entity)
    if not name:
        raise ValueError("no name in Latin letters")
    births = [_value(one["mainsnak"]) for one in _statements(entity, "P569")]
    genders = [GENDERS.get(q, "") for q in _items(entity, "P21")]
    cells = {
        "name": name,
        "forms": _forms(entity),
        "born": _time(births[0]) if births else "",
        "gender": genders[0] if genders else "",
        "wikidata": entity["id"],
        "as_of": as_of,
    }
    is_dead = bool(list(_statements(entity, "P570")))
    terms = [term for one in stated for term in _term(one, is_dead)]
    return _Person(number, cells, _items(entity, "P27"), _items(entity, "P734"), terms)


def _term(statement: dict[str, Any], is_dead: bool) -> Iterator[_Term]:
    office = _value(statement["mainsnak"])
    if not office:
        return
    told = {name: [_value(one) for one in snaks] for name, snaks in statement.get("qualifiers", {}).items()}
    since, until = (_time(told[name][0]) if told.get(name) else "" for name in ("P580", "P582"))
    # Who was replaced or has died does not hold an office whose end nobody wrote down.
    if not until and "P582" not in told and "P1366" not in told and not is_dead:
        until = ".."
    whose = [_number(value) for name in WHOSE for value in told.get(name, ()) if value]
    marks = ["acting"] if any(_number(value) == ACTING for value in told.get("P5102", ()) if value) else []
    yield _Term(_number(office), whose, since, until, marks)


def _facts(entity: dict[str, Any]) -> Iterator[Row]:
    """A country, city or international organisation as a fact."""
    name, wikidata = _label(entity), entity["id"]
    if not name:
        return
    codes = [_value(one["mainsnak"]) for one in _statements(entity, "P297")]
    rest: Row = {"forms": _forms(entity), "wikidata": wikidata}
    if codes and codes[0]:
        yield fact("country", name, code=codes[0], key=f"country:{codes[0]}", **rest)
    elif BODIES & set(_items(entity, "P31")):
        known = code_of(wikidata)
        yield fact("organization", name, key=f"org:{known}" if known else "", extra="" if known else "body", **rest)
    else:
        yield from _city(entity, name, rest)


def _city(entity: dict[str, Any], name: str, rest: Row) -> Iterator[Row]:
    at, numbers, people = (
        [v for one in _statements(entity, p) if (v := _value(one["mainsnak"]))] for p in ("P625", "P1566", "P1082")
    )
    code = next(filter(None, map(code_of, _items(entity, "P17"))), "")
    if at and numbers and people and code and numbers[0].isdecimal():
        count = max(0, int(float(people[-1]["amount"])))
        degrees = {"latitude": at[0]["latitude"], "longitude": at[0]["longitude"]}
        yield fact("city", name, code=code, geonames=int(numbers[0]), population=count, **degrees, **rest)


def _things(among: Iterable[Path], wanted: dict[str, None]) -> dict[str, _Thing]:
    """What the wanted items are called, from whatever file tells of them."""
    found: dict[str, _Thing] = {}
    for path in among:
        for _, text in lines(path):
            named = _ID.search(text, 0, 2000)
            if named is None or named[1] not in wanted or named[1] in found:
                continue
            entity = _entity_of(text)
            try:
                whose = [q for name in WHOSE for q in _items(entity, name)]
                found[named[1]] = _Thing(_label(entity), whose)
            except (LookupError, TypeError, AttributeError, ValueError):
                continue  # told where its line is read as a row, if it is one
    return found


def _entity_of(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text.strip().rstrip(","))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _tenures(person: _Person, things: dict[str, _Thing]) -> Read:
    """A row for each office; one without an office where there is none."""
    families = [things[q].name for q in person.family if q in things and things[q].name]
    name = str(person.cells["name"])
    first = next((family for family in families if family in name), name)
    cells = {**person.cells, "forms": list(dict.fromkeys((first, *person.cells["forms"])))}
    nation = next(filter(None, map(code_of, person.nation)), "")
    if not person.terms:
        yield Line(person.line, tenure(code=nation, **cells))
    for term in person.terms:
        thing = things.get(term.office)
        if thing is None or not thing.name:
            yield Flaw(person.line, f"{cells['wikidata']}: the office {term.office} is in none of the files")
            continue
        code = next(filter(None, map(code_of, (*term.whose, *thing.whose))), "") or named_in(thing.name)[1]
        rest = {"since": term.since, "until": term.until, "marks": term.marks}
        try:
            yield Line(person.line, tenure(code=code, office=without(thing.name, code), **rest, **cells))
        except ValueError as error:
            yield Flaw(person.line, f"{cells['wikidata']}: {error}")
