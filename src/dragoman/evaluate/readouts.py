"""Readouts of calls and meetings against their official titles: form, principal, counterpart with country and office."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.evaluate.itineraries import surnames
from dragoman.evaluate.stops import named
from dragoman.knowledge import find, fold
from dragoman.lexicon import load
from dragoman.model import Entity, Meeting, Record

Score = tuple[dict[str, tuple[int, int]], tuple[str, ...]]
_HOME = "US"
_FORMS = {"Call": ("call", "video"), "Phone Call": ("call",), "Meeting": ("in_person",), "Virtual Meeting": ("video",)}
_CROWDS = frozenset("leaders ministers representatives members counterparts delegation".split())


@dataclass(frozen=True, slots=True)
class Party:
    """One counterpart in an official title."""

    text: str
    surname: str
    country: str | None


@cache
def _title_words() -> frozenset[str]:
    titles = load("titles")
    heads = set(titles["heads"]["office"]) | set(titles["modifiers"]["words"])
    return frozenset(heads | {"foreign", "affairs", "state", "jr", "and", "the", "of", "for", "dr"})


def parties(counterpart: str) -> list[Party]:
    """The people of an official title; crowds ("African Foreign Ministers") are left out."""
    found = []
    for part in re.split(r", (?:and )?| and ", counterpart):
        text = re.sub(r" of (the )?[A-Z]\w+( \w+)?$", "", part.strip())
        words = re.findall(r"[^\W\d_][\w’'-]*", text)
        while words and fold(words[-1]) in ("jr", "ii", "iii"):
            words.pop()
        if (
            len(words) < 2
            or not words[-1][0].isupper()
            or fold(words[-1]) in _title_words()
            or (find(words[-1]) and len(words) < 3)
        ):
            continue
        if {fold(w) for w in words} & _CROWDS or fold(text).startswith("representatives"):
            continue
        found.append(Party(part, words[-1], _country(part)))
    return found


def _country(text: str) -> str | None:
    words = text.replace("’s", "").split()
    for length in range(min(5, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            for fact in find(" ".join(words[start : start + length])):
                if fact.kind in ("country", "demonym") and fact.code:
                    return fact.code
                if fact.kind == "organization":
                    return None
    return None


def readout(document: dict[str, Any], record: Record) -> Score:
    """Form, principals, counterparts, countries, offices, and whether the evidence holds each name."""
    principals, others = surnames(document["who"]), parties(document["counterpart"])
    known = {e.id: e for e in record.entities}
    meeting = _first(record)
    people = [known[p] for p in meeting.participants if known[p].kind == "person"] if meeting else []
    form = meeting.form if meeting else None
    right = form in _FORMS[document["kind"]]
    errors = [] if right else [f"form {form}, not {document['kind']}: {_words(meeting, record)!r}"]
    ours = [p for p in people if named(principals, p.name)]
    theirs = [p for p in people if p not in ours]
    counts = {"form": (int(right), 1)}
    if principals != ("Secretary",):
        hit = sum(1 for s in principals if any(named((s,), p.name) for p in ours))
        stray = sum(1 for p in theirs if p.country == _HOME and not any(named((o.surname,), p.name) for o in others))
        counts["principal F1"] = (2 * hit, len(principals) + len(ours) + stray)
        errors += [] if hit == len(principals) else [f"principal {document['who']}: {_words(meeting, record)!r}"]
    _counterparts(others, theirs, record, counts, errors)
    if meeting is not None:
        evidence = " ".join(fold(s.text) for s in meeting.evidence)
        held = [p for p in people if set(fold(p.name).split()) & set(re.findall(r"\w+", evidence))]
        counts["evidence"] = (len(held), len(people))
    return counts, tuple(errors)


def _first(record: Record) -> Meeting | None:
    """The meeting that a readout is of: the first that is told as having taken place."""
    real = [m for m in record.meetings if m.status in ("happened", "under_way")] or list(record.meetings)
    return real[0] if real else None


def _words(meeting: Meeting | None, record: Record) -> str:
    return meeting.evidence[0].text[:160] if meeting else "NONE " + record.article.text[:260]


def _counterparts(
    others: list[Party], theirs: list[Entity], record: Record, counts: dict[str, tuple[int, int]], errors: list[str]
) -> None:
    if not others:
        return
    pairs = [(o, next((p for p in theirs if named((o.surname,), p.name)), None)) for o in others]
    matched = [(o, p) for o, p in pairs if p is not None]
    foreign = [p for p in theirs if p.country != _HOME or any(p is q for _, q in matched)]
    counts["counterpart F1"] = (2 * len(matched), len(others) + len(foreign))
    errors += [f"counterpart {o.text} missed, got {[p.name for p in theirs]}" for o, p in pairs if p is None]
    errors += [f"counterpart {p.name} too much" for p in foreign if not any(p is q for _, q in matched)]
    placed = [(o, p) for o, p in matched if o.country is not None]
    counts["country"] = (sum(o.country == p.country for o, p in placed), len(placed))
    errors += [f"country {p.country} of {p.name}, not {o.country}" for o, p in placed if o.country != p.country]
    offices = [(o, [t.office for t in record.tenures if t.person == p.id]) for o, p in matched]
    right = [any(set(fold(t).split()) & set(fold(o.text).split()) - {"of", "and"} for t in ts) for o, ts in offices]
    counts["office"] = (sum(right), len(offices))
    errors += [f"office of {o.text}: {ts}" for (o, ts), ok in zip(offices, right, strict=True) if not ok]
