"""A report: what one claim of one article tells of an event, in the form in which reports are compared.

Entities are told by who they are in all articles, days by ordinal numbers, words by their folded tokens, so that
comparing two reports looks at nothing but the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from dragoman.model import Claim, Entity, Span, When

WORD = re.compile(r"\w+")
EMPTY = frozenset(
    "a an and as at by for from his her in is its of on or that the their they to was were will with".split()
)
EXACT = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?")
WIKIDATA = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or somewhere: `identity` is equal for the same in all articles, as far as is known."""

    identity: str
    name: tuple[str, ...]
    label: str
    kind: str
    country: str | None = None
    sort: str | None = None  # of places: country, region, city ...

    @property
    def known(self) -> bool:
        """Whether the identity is of somebody for certain, and more than a name."""
        return WIKIDATA.fullmatch(self.identity) is not None

    @property
    def key(self) -> str:
        """What two names of one person have in common: the last word of them; else who it is."""
        return self.name[-1] if self.kind == "person" and self.name else self.identity


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day (ordinals, inclusive). `exact` where both are told to the day."""

    earliest: int
    latest: int
    exact: bool
    basis: str
    edtf: str

    @property
    def length(self) -> int:
        """How many days there are."""
        return self.latest - self.earliest + 1


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of a trip."""

    place: Party | None
    country: str | None
    days: Days | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim stands: the uids of claim, article and source (an article, or the one that it copies)."""

    uid: str
    article: str
    source: str
    published: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One claim as a report of an event. `roles`, `words` and `values` are what the kind's declaration names."""

    uid: str
    article: str
    source: str
    published: int | None
    fingerprint: str
    kind: str
    status: str
    confidence: float
    days: Days | None
    roles: Mapping[str, tuple[Party, ...]]
    words: Mapping[str, frozenset[str]]
    values: Mapping[str, str]
    stops: tuple[Stop, ...] = ()
    text: str = ""
    face: tuple[Any, ...] = field(default=(), compare=False)

    @property
    def told(self) -> int | None:
        """The day by which it stands among others: its first, or that of publication."""
        return self.days.earliest if self.days is not None else self.published

    def countries(self) -> frozenset[str]:
        """The codes of the countries in which it takes place."""
        told = {p.country for p in self.roles.get("where", ())} | {stop.country for stop in self.stops}
        return frozenset(code for code in told if code)


@dataclass(frozen=True, slots=True)
class Shape:
    """Which fields of a kind are compared: roles (paths of entities' ids), words (paths of phrases) and plain values."""

    roles: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()


def report(
    shape: Shape, kind: str, claim: Claim, entities: Mapping[str, Entity], identities: Mapping[str, str], origin: Origin
) -> Report:
    """The report of a claim; `identities` say of each entity's id who it is in all articles."""
    cast = {key: party(entity, identities.get(key, key)) for key, entity in entities.items()}
    roles = {role: tuple(_party(word, cast) for word in _at(claim, path)) for role, path in shape.roles.items()}
    phrases = {role: [_text(item) for item in _at(claim, path)] for role, path in shape.words.items()}
    words = {role: frozenset(tokens(" ".join(told))) for role, told in phrases.items()}
    values = {name: str(held) for name in shape.values if (held := getattr(claim, name)) is not None}
    stops = tuple(
        Stop(cast.get(leg.place), leg.country, days(leg.when)) for leg in getattr(claim, "legs", ()) if not leg.transit
    )
    when = days(claim.when) or hull(stop.days for stop in stops)
    published = _ordinal(origin.published)
    face = (
        when, tuple((r, tuple(p.identity for p in told)) for r, told in roles.items()), tuple(sorted(values.items())),
        tuple((r, tuple(sorted(told))) for r, told in words.items()), published if when is None else None,
        tuple((s.place, s.country, s.days) for s in stops),
    )  # fmt: skip
    return Report(
        origin.uid, origin.article, origin.source, published, origin.fingerprint, kind, claim.status, claim.confidence,
        when, roles, words, values, stops, " ".join(t for told in phrases.values() for t in told), face,
    )  # fmt: skip


def party(entity: Entity, identity: str) -> Party:
    """An entity of an article as a party of events."""
    return Party(identity, tuple(tokens(entity.name)), entity.name, entity.kind, entity.country, entity.place_type)


def days(when: When | None) -> Days | None:
    """The days of a claim's time; None where it has no first and last."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    first, last = _ordinal(when.earliest), _ordinal(when.latest)
    if first is None or last is None or last < first:
        return None
    return Days(first, last, EXACT.fullmatch(when.edtf) is not None, when.basis, when.edtf)


def hull(found: Iterable[Days | None]) -> Days | None:
    """From the first day to the last of those told to the day; of the others where there are none."""
    told = [d for d in found if d is not None]
    told = [d for d in told if d.exact] or told
    if not told:
        return None
    first, last = min(d.earliest for d in told), max(d.latest for d in told)
    basis = max((d.basis for d in told), key=("stated", "relative", "inferred").index)
    edtf = iso(first) if first == last else f"{iso(first)}/{iso(last)}"
    return Days(first, last, all(d.exact for d in told), basis, edtf if all(d.exact for d in told) else told[0].edtf)


def iso(day: int) -> str:
    """An ordinal day as ISO 8601 writes it."""
    return date.fromordinal(day).isoformat()


@lru_cache(maxsize=50_000)
def tokens(words: str) -> tuple[str, ...]:
    """The words of a phrase, without accents, capitals and what binds them."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(word for word in WORD.findall(plain.replace("'s", " ").replace("’s", " ")) if word not in EMPTY)


@lru_cache(maxsize=20_000)
def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def _party(word: str, cast: Mapping[str, Party]) -> Party:
    """A code of a country stands for itself."""
    known = cast.get(word)
    return (
        known
        if known is not None
        else Party(word, tuple(tokens(word)), word, "polity", word if len(word) == 2 else None)
    )


def _at(held: Any, path: str) -> list[Any]:
    """What stands at a path of fields, lists opened: "legs.place"."""
    found = [held]
    for name in path.split("."):
        found = [inner for one in found for inner in _open(getattr(one, name))]
    return found


def _open(held: Any) -> tuple[Any, ...]:
    if held is None:
        return ()
    return held if isinstance(held, tuple) else (held,)


def _text(held: Any) -> str:
    return held.text if isinstance(held, Span) else str(held)
