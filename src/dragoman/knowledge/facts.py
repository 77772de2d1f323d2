"""What the knowledge base says: a fact about a name, an entry of the base, a leader. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "country", "demonym", "city", "region", "water", "area", "facility", "organization", "metonym", "gathering"
]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a name can mean.

    `name` is the usual English name; of a demonym or metonym, the word itself. `code` is the ISO 3166-1
    alpha-2 code of the country that it is, belongs to or stands for (a withdrawn one for states that are no
    more), None where there is none. Coordinates are degrees, WGS 84; of a region, the centre of its people.
    `population` is 0 where unknown, as of regions. `key` is unique and stable: "country:CO", "city:3688689", "org:OAS".

    `extra` by kind: country "territory", "historical" or ""; demonym "adjective" or "people"; city "capital",
    "seat" (of a government, beside the capital) or ""; metonym "capital", "seat", "palace", "ministry",
    "parliament" or "headquarters"; organization its sort ("body", "court", "bank", "agency" for news agencies,
    "media", "ministry", "legislature", "government", "party", "armed", "ngo"); gathering the key of its
    organisation or "".
    """

    kind: Kind
    name: str
    code: str | None
    wikidata: str | None = None
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    key: str = ""
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who holds an office of state. `since` is an ISO day, month or year ("2018-04"), None where not told.

    `as_of` is the latest day that the source knows of: the office was held then, not for ever.
    """

    name: str
    office: str
    code: str
    since: str | None
    as_of: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact on its way into the base: its names as written, what it stands for (a key), and how much it weighs.

    Among facts of one name and rank the heavier comes first; None weighs as much as it has people.
    """

    fact: Fact
    forms: tuple[str, ...]
    about: str = ""
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where part of the base comes from."""

    name: str
    version: str
    licence: str
    what: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a built base holds: its sources, how many facts of each kind, how many names, its digest and date of facts."""

    sources: tuple[Source, ...]
    counts: dict[str, int]
    names: int
    digest: str
    as_of: str
