"""Where a name may lie: every state, province, county, district and town of the gazetteer, asked by name.

`lookup.find` knows what the reader looks for in every text. This module knows ten times as many places and is
asked about a name that is already thought to be a place: `places("Logan", state="region:US-WV")`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dragoman.knowledge.facts import Fact, Kind
from dragoman.knowledge.lookup import asked
from dragoman.knowledge.names import LONGEST, fold, index, slug

SCALE = 10_000
"""Parts of a degree in which the tables store coordinates."""

_SHORT = {
    "mt": "mount", "ft": "fort", "st": "saint", "ste": "sainte", "pt": "point", "w": "west", "e": "east", "n": "north",
    "s": "south", "co": "county", "twp": "township", "no": "north", "so": "south", "hts": "heights", "spgs": "springs",
}  # fmt: skip
"""Words that names of places abbreviate: "Mt. Pleasant", "W. Columbia", "Plymouth Co."."""

_SORT = re.compile(
    r"^(?:(?:town|city|village|township|borough|county|municipality) of (.+)|(.+) (?:township|borough|village))$"
)

_DIVISIONS = "d.number, d.name, d.code, d.level, d.parent, d.region, d.latitude, d.longitude, d.people, d.geonames"
_BY_FORM = f"select {_DIVISIONS} from division_names n join divisions d on d.number = n.division where n.form = ?"  # noqa: S608
_BY_NUMBER = f"select {_DIVISIONS} from divisions d where d.number = ?"  # noqa: S608
_TOWNS = "select id, name, code, division, latitude, longitude, population from towns where form = ?"
_LONGER = (
    "select form, id, name, code, division, latitude, longitude, population, form from towns where form > ? and form < ? "
    "order by population desc limit 40"
)
_LINKS = frozenset("am an auf bei cum del der en im in les next ob on sobre sul super sur under upon vor".split())
"""Words behind which a town's name says where it lies."""
_COUNTIES = f"select {_DIVISIONS} from divisions d where d.parent = ? order by d.people desc, d.number"  # noqa: S608
_REGION = f"select {_DIVISIONS} from divisions d where d.region = ?"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Place:
    """A town or a division of a country.

    `kind` is "state" (of first order: province, region, governorate), "county" (of second or third: district,
    municipality) or "town". `state` is the key of the fact of the first-order division it lies in or is
    ("region:US-TX"), `county` the name of the county, "" where none is known. Coordinates are degrees, WGS 84, those
    of a division the centre of its people, None where no town of it is known; `people` those counted in its towns.
    """

    name: str
    kind: Literal["state", "county", "town"]
    code: str
    state: str
    county: str
    latitude: float | None
    longitude: float | None
    people: int
    geonames: int | None


@lru_cache(maxsize=1 << 14)
def places(name: str, code: str | None = None, state: str | None = None) -> tuple[Place, ...]:
    """Every place of a name, the largest first; () where there is none.

    `code` is a country's (ISO 3166-1 alpha-2), `state` the key of a region ("region:US-TX"). Abbreviations are
    written out ("Mt. Pleasant"), and where nothing has the whole name its sort goes ("Oakport Township").
    """
    if len(name) > LONGEST:
        return ()
    whole, bare = _spelled(name)
    for forms in (whole, bare):
        found = {
            (place.kind, place.geonames, place.latitude): place
            for form in forms
            for place in (*_divisions(form), *_towns(form))
            if (code is None or place.code == code) and (state is None or place.state == state)
        }
        if found:
            return tuple(sorted(found.values(), key=_order))
    return ()


@lru_cache(maxsize=1 << 12)
def longer(name: str) -> tuple[Place, ...]:
    """Towns that are known by the first word of a longer name: "Newcastle" upon Tyne, "Ludwigshafen" am Rhein."""
    form = index(name)
    if len(name) > LONGEST or len(form) < 4 or " " in form:
        return ()
    rows = asked(_LONGER, f"{form} ", f"{form}!")
    found = (_town(row[1:]) for row in rows if row[0].split()[1] in _LINKS)
    return tuple(sorted(found, key=_order))


def _order(place: Place) -> tuple[int, int, str, int]:
    return -place.people, ("state", "town", "county").index(place.kind), place.state, place.geonames or 0


def _spelled(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms under which a name may be known: as written and written out, and the same without their sort."""
    words = index(name).split()
    out = [_SHORT.get(word, word) for word in words]
    near = [word if word == "st" else longer for word, longer in zip(words, out, strict=True)]
    whole = tuple(dict.fromkeys(" ".join(form) for form in (words, out, near)))
    bare = tuple(found[1] or found[2] for found in map(_SORT.match, whole) if found)
    return whole, bare


def _divisions(form: str) -> Iterator[Place]:
    for row in asked(_BY_FORM, form):
        yield _division(row)


def _towns(form: str) -> Iterator[Place]:
    for row in asked(_TOWNS, form):
        yield _town((*row, form))


def _town(row: tuple[Any, ...]) -> Place:
    at, name, code, number, latitude, longitude, people, form = row
    state, county = _above(number)
    known = at if at < 1 << 40 else None
    return Place(name or form.title(), "town", code, state, county, latitude / SCALE, longitude / SCALE, people, known)


def _division(row: tuple[object, ...]) -> Place:
    number, name, code, level, _, _, latitude, longitude, people, geonames = row
    state, county = _above(int(number))  # type: ignore[call-overload]
    north, east = (None if degrees is None else degrees / SCALE for degrees in (latitude, longitude))  # type: ignore[operator]
    kind = "state" if int(level) < 2 else "county"  # type: ignore[call-overload]
    return Place(name, kind, code, state, county, north, east, people, geonames)  # type: ignore[arg-type]


@lru_cache(maxsize=1 << 14)
def _above(number: int) -> tuple[str, str]:
    """The key of the first-order division and the name of the county that a division is or lies in."""
    county = ""
    while rows := asked(_BY_NUMBER, number):
        _, name, _, level, parent, region, *_ = rows[0]
        if level < 2:
            return region, county
        county, number = (name if level == 2 else county), parent
    return "", county


@lru_cache(maxsize=1 << 10)
def region(key: str) -> Place | None:
    """The state or province of a key ("region:US-TX"); None where the gazetteer has none."""
    rows = asked(_REGION, key)
    return _division(rows[0]) if rows else None


@lru_cache(maxsize=1 << 8)
def counties(key: str) -> tuple[Place, ...]:
    """The counties or districts of a region ("region:US-TX"), the most populous first."""
    rows = asked(_REGION, key)
    return tuple(_division(row) for row in asked(_COUNTIES, rows[0][0])) if rows else ()


@lru_cache(maxsize=1 << 10)
def abbreviated(form: str, code: str | None = None) -> tuple[Place, ...]:
    """The regions that an abbreviation as written stands for: "Calif.", "TX", "NSW", "W. Va."; () where none.

    Postal ones must be all in capitals. `code` limits the answer to a country; without it "WA" is two states.
    """
    loud = form.replace(".", "").isupper()
    keys = [key for key, kind in _abbreviations().get(_tight(form), ()) if kind == "press" or loud]
    found = (region(key) for key in dict.fromkeys(keys))
    return tuple(one for one in found if one is not None and code in (None, one.code))


def _tight(form: str) -> str:
    return fold(form).replace(" ", "")


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, list[tuple[str, str]]]:
    """Keys of regions with the kind of the abbreviation, by its letters."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, form, kind in asked("select region, form, kind from abbreviations order by rowid"):
        found.setdefault(_tight(form), []).append((f"region:{code}", kind))
    return found


_SORTS: dict[str, Kind] = {
    "river": "water", "lake": "water", "bay": "water", "sea": "water", "strait": "water", "site": "facility",
}  # fmt: skip


def features(name: str, code: str | None = None) -> tuple[Fact, ...]:
    """Rivers, mountains, islands, landscapes and sites of a name, as facts that are not in the base; () where none.

    Their kind is "water", "area" or "facility", `extra` says which: "river", "lake", "island", "valley", "region" ...
    """
    words = index(name[:LONGEST]).split()
    forms = dict.fromkeys((" ".join(words), " ".join(_SHORT.get(word, word) for word in words)))
    found = (fact for form in forms for fact in _features().get(form, ()))
    return tuple(fact for fact in found if code in (None, fact.code))


@lru_cache(maxsize=1)
def _features() -> dict[str, list[Fact]]:
    """The facts of core/features.tsv by their names."""
    found: dict[str, list[Fact]] = {}
    for name, forms, sort, code, latitude, longitude, _ in asked("select * from features order by rowid"):
        key = f"feature:{code.lower()}-{slug(name)}" if code else f"feature:{slug(name)}"
        degrees = (float(latitude), float(longitude))
        fact = Fact(_SORTS.get(sort, "area"), name, code or None, None, None, *degrees, key=key, extra=sort)
        for form in dict.fromkeys(map(index, (name, *filter(None, forms.split("|"))))):
            found.setdefault(form, []).append(fact)
    return found
