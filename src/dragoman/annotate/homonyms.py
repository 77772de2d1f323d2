"""Which of several towns or bodies of one name an article means.

"Birmingham, Alabama" says it beside the name, and says it for the whole article; else the countries that
the article speaks of decide, and last the size of the town.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Doc

from dragoman.knowledge import Fact
from dragoman.lexicon import load

LARGE = 100_000
"""Inhabitants from which a town counts as large: its name is taken without further sign beside a locative preposition."""

Reading = tuple[int, int, tuple[Fact, ...]]
"""A known name: its first token, the token behind it, and what it may mean, best first."""


def sorted_out(doc: Doc, readings: list[Reading]) -> list[Reading]:
    """The same names, what the article means by each put first."""
    spoken = frozenset(
        f.code for _, _, facts in readings for f in facts[:1] if f.kind in ("country", "demonym") and f.code
    )
    beside = {n: fact for n in range(len(readings)) if (fact := _beside(doc, readings, n)) is not None}
    told: dict[str, set[Fact]] = {}
    for n, fact in beside.items():
        told.setdefault(_name(doc, readings[n]), set()).add(fact)
    seats = frozenset(f.code for _, _, facts in readings for f in facts if f.kind == "city" and f.extra == "capital")
    chosen: list[Reading] = []
    for n, (start, end, facts) in enumerate(readings):
        own = beside.get(n) or _once(told, _name(doc, readings[n]))
        near = _first(own, facts) if own is not None else _near(_twin(facts, seats), spoken)
        chosen.append((start, end, _whose(doc, start, end, near, spoken)))
    return chosen


def _twin(facts: tuple[Fact, ...], seats: frozenset[str | None]) -> tuple[Fact, ...]:
    """Of a name that two countries share the one whose capital the article names: "Congolese" beside Brazzaville."""
    twins = [f for f in facts if f.kind in ("country", "demonym") and f.code]
    named = [f for f in twins if f.code in seats]
    if len(twins) < 2 or len(named) != 1 or facts[0] is named[0] or facts[0] not in twins:
        return facts
    return (named[0], *(f for f in facts if f is not named[0]))


def _name(doc: Doc, reading: Reading) -> str:
    return doc[reading[0] : reading[1]].text.title()


def _once(told: Mapping[str, set[Fact]], name: str) -> Fact | None:
    """The one town of a name that the article tells the country of."""
    own = told.get(name, set())
    return next(iter(own)) if len(own) == 1 else None


def _first(fact: Fact, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return (fact, *(f for f in facts if f is not fact and f.kind != "metonym"))


def _beside(doc: Doc, readings: list[Reading], n: int) -> Fact | None:
    """The town of a name behind which a comma and its country or region stand."""
    _, end, facts = readings[n]
    towns = [f for f in facts if f.kind == "city"]
    if len(towns) < 2 or n + 1 >= len(readings) or readings[n + 1][0] != end + 1 or doc[end].text != ",":
        return None
    for over in readings[n + 1][2]:
        within = [f for f in towns if f.code == over.code]
        if over.kind == "country" and within:
            return within[0]
        if over.kind == "region" and within:
            return min(within, key=lambda f: (_apart(f, over), f.key))
    return None


def _apart(one: Fact, two: Fact) -> float:
    """How far two places lie apart, in squared degrees; enough to tell which town of a name is in a region."""
    if None in (one.latitude, one.longitude, two.latitude, two.longitude):
        return 0.0
    return (one.latitude - two.latitude) ** 2 + (one.longitude - two.longitude) ** 2  # type: ignore[operator]


@cache
def _generic() -> frozenset[str]:
    return frozenset(load("bodies")["generic"]["words"])


def _whose(doc: Doc, start: int, end: int, facts: tuple[Fact, ...], spoken: frozenset[str | None]) -> tuple[Fact, ...]:
    """Of bodies that many countries have ("the Senate") those of countries that the article speaks of, or none."""
    if facts[0].kind != "organization" or not all(doc[i].lower_ in _generic() for i in range(start, end)):
        return facts
    own = [f for f in facts if f.kind != "organization" or f.code is None or f.code in spoken]
    return tuple(own)


def _near(facts: tuple[Fact, ...], spoken: frozenset[str | None]) -> tuple[Fact, ...]:
    """Readings of a town's name, those in a country that the article names first.

    A namesake far smaller than the best known town is not preferred, nor any to a capital, unless it is one:
    Paris in an American article is not in Texas, San José in a Costa Rican one is not in California.
    """
    cities = [f for f in facts if f.kind == "city"]
    if len(cities) < 2 or cities[0].code in spoken:
        return facts
    capitals = {f.code for f in facts if f.kind == "metonym"}
    large = min(cities[0].population, 2 * LARGE) if cities[0].code not in capitals else cities[0].population * 100
    best = next((f for f in cities if f.code in spoken and (f.code in capitals or f.population * 10 >= large)), None)
    return facts if best is None else (best, *(f for f in facts if f is not best))
