"""What the knowledge base says: a fact about a name, an entry of the base, a leader. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dragoman.knowledge.days import Answer, answer

Layer = Literal["base", "core", "user"]
"""Where a fact comes from: the packages, our own tables, what a user imported. Later ones override earlier ones."""

LAYERS: tuple[Layer, ...] = ("base", "core", "user")

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
class Holder:
    """A person in an office. `code` is a country's (ISO 3166-1 alpha-2) or the key of an organisation.

    `forms` are other names that articles use, the family name first. `since` and `until` are EDTF: a day, a month or a
    year, "?" where not sure, ".." while open, empty where unknown. `basis` says how the beginning is known ("stated",
    "approximate", "observed", "unknown"), `as_of` up to which day the source was kept. `office` is empty for a person of
    whom no office is told. `layer` and `source` say where the row comes from, `key` is unique among rows.
    """

    code: str
    office: str
    name: str
    forms: tuple[str, ...]
    gender: str
    since: str
    until: str
    marks: tuple[str, ...]
    wikidata: str | None
    source: str
    born: str = ""
    basis: str = "stated"
    as_of: str = ""
    layer: Layer = "core"
    key: str = ""

    @property
    def family(self) -> str:
        """The name by which later sentences call the holder: "Xi", "López Obrador", "Salman"."""
        return self.forms[0] if self.forms else self.name

    def on(self, day: date) -> Answer:
        """Whether the office was held on a day; an open tenure proves nothing after `as_of`."""
        return answer(day, self.since, self.until, self.as_of, self.basis)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of a field, kept where sources differ: `about` is the key of a fact or of a tenure."""

    about: str
    field: str
    value: str
    layer: Layer
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact on its way into the base: its names as written, what it stands for (a key), and how much it weighs.

    Among facts of one name and rank the heavier comes first; None weighs as much as it has people. `source` says where
    it comes from in a few words; "" leaves that to the build.
    """

    fact: Fact
    forms: tuple[str, ...]
    about: str = ""
    weight: int | None = None
    layer: Layer = "core"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where part of the base comes from. `date` is EDTF: up to when it was kept, "" where it does not say.

    `counts` are the rows that it gave, by kind ("city", "tenure" ...); rows that several sources give count for each.
    """

    name: str
    version: str
    licence: str
    what: str
    layer: Layer = "base"
    date: str = ""
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a built base holds: its sources, how many facts of each kind, how many names, its digest and date of facts.

    `inputs` names what the user layer was compiled from, "" where there is none.
    """

    sources: tuple[Source, ...]
    counts: dict[str, int]
    names: int
    digest: str
    as_of: str
    inputs: str = ""
