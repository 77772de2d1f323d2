"""A reviewer's edit of one field, from the words in which it was given: dates, names and codes, never the evidence."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal, get_args, get_origin

from dragoman.errors import UsageError
from dragoman.model import Basis, Claim, Entity, Span, When
from dragoman.store.values import hints_of, plain

SHUT = frozenset({"id", "evidence", "said_by", "confidence", "meetings", "gatherings", "claim"})
"""What is no reviewer's to write: ids, the words that a claim stands on, and what is made from others."""

PARTIES = frozenset(
    {"traveller", "place", "participants", "speaker", "audience", "person", "candidates", "winner", "organization"}
    | {"body", "sponsors", "actors", "recipients", "who"}
)
"""Fields that hold entities: a reviewer gives a name, or an id, that the article's entities bear."""

DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")


def edit(claim: Claim, field: str, words: str, entities: Mapping[str, Entity]) -> Claim:
    """The claim with one field as a reviewer gives it; raises UsageError where field or words mean nothing.

    A field of a stop is named by the stop's number from 1 ("legs.1.when"). No words at all empty a field that may be
    empty; several entities or words are divided by commas; a time is EDTF ("2022-10-03/2022-10-05", "2022-10").
    """
    made: Claim = _edited(claim, field.split("."), words.strip(), entities, claim.evidence)
    return made


def days(edtf: str) -> tuple[str | None, str | None]:
    """The first and the last day of an EDTF interval or date, None where it is open; raises UsageError."""
    first, bar, last = edtf.partition("/")
    begin, end = _bounds(first, edtf), _bounds(last if bar else first, edtf)
    if begin == end == (None, None) or (begin[0] and end[1] and begin[0] > end[1]):
        raise UsageError(f"{edtf!r} is no time: write 2022-10-03, 2022-10, 2022-10-03/2022-10-05 or 2022-10-03/..")
    return begin[0], end[1]


def _bounds(part: str, whole: str) -> tuple[str | None, str | None]:
    if part in ("", ".."):
        return None, None
    found = DAY.fullmatch(part)
    try:
        if found:
            year, month, day = (int(n) if n else None for n in found.groups())
            assert year is not None
            first, last = (1, 12) if month is None else (month, month)
            begin, end = (1, calendar.monthrange(year, last)[1]) if day is None else (day, day)
            return date(year, first, begin).isoformat(), date(year, last, end).isoformat()
    except (calendar.IllegalMonthError, ValueError):
        pass
    raise UsageError(f"{whole!r} is no time: write 2022-10-03, 2022-10, 2022-10-03/2022-10-05 or 2022-10-03/..")


def _edited(value: Any, path: list[str], words: str, entities: Mapping[str, Entity], evidence: tuple[Span, ...]) -> Any:
    name, *rest = path
    field = next((f.name for f in fields(value) if f.name.rstrip("_") == name and name not in SHUT), None)
    if field is None:
        open_ = [f.name.rstrip("_") for f in fields(value) if f.name not in SHUT]
        raise UsageError(f"no field {name!r} to edit: there are {', '.join(open_)}")
    hint, held = hints_of(type(value))[field], getattr(value, field)
    if rest:
        return replace(value, **{field: _within(name, held, rest, words, entities, evidence)})
    if not words:
        if plain(hint) is hint and get_origin(hint) is not tuple:
            raise UsageError(f"{name} cannot be empty")
        return replace(value, **{field: () if get_origin(hint) is tuple else None})
    return replace(value, **{field: _read(name, plain(hint), held, words, entities, evidence)})


def _within(
    name: str, held: Any, rest: list[str], words: str, entities: Mapping[str, Entity], evidence: tuple[Span, ...]
) -> Any:
    """The edit of a part, or of the part of that number in a list."""
    if is_dataclass(held) and not isinstance(held, (Span, When)):
        return _edited(held, rest, words, entities, evidence)
    if not isinstance(held, tuple) or len(rest) < 2 or not rest[0].isdecimal():
        raise UsageError(f"{name} has no parts to edit by name: give {name}=... as a whole")
    at = int(rest[0]) - 1
    if not 0 <= at < len(held) or not is_dataclass(held[at]):
        raise UsageError(f"{name} has no number {rest[0]} to edit: it has {len(held)}")
    own = getattr(held[at], "evidence", evidence)
    return (*held[:at], _edited(held[at], rest[1:], words, entities, own), *held[at + 1 :])


def _read(
    name: str, kind: Any, held: Any, words: str, entities: Mapping[str, Entity], evidence: tuple[Span, ...]
) -> Any:
    """The value that the words mean for a field of that type."""
    if get_origin(kind) is Literal:
        if words not in get_args(kind):
            raise UsageError(f"{name} is one of {', '.join(get_args(kind))}, not {words!r}")
        return words
    if kind is When:
        return _when(words, held, evidence[0])
    if get_origin(kind) is tuple and get_args(kind)[0] is str:
        parts = [part.strip() for part in words.split(",") if part.strip()]
        return tuple(_entity(part, entities) if name in PARTIES else part for part in parts)
    if kind is bool:
        if words not in ("true", "false"):
            raise UsageError(f"{name} is true or false, not {words!r}")
        return words == "true"
    if kind in (int, float):
        try:
            return kind(words)
        except ValueError:
            raise UsageError(f"{name} is a number, not {words!r}") from None
    if kind is str:
        return _entity(words, entities) if name in PARTIES else words
    raise UsageError(f"{name} holds words of the article, which are not edited: reject the claim instead")


def _when(words: str, held: When | None, evidence: Span) -> When:
    """A time as a reviewer gives it: it stands on the words that gave it before, or on the claim's own."""
    earliest, latest = days(words)
    basis: Basis = held.basis if held else "inferred"
    at = held or evidence
    return When(words, earliest, latest, basis, at.text, at.start, at.end)


def _entity(words: str, entities: Mapping[str, Entity]) -> str:
    """The id of the entity of that id or name; raises UsageError where the article has none or several."""
    if words in entities:
        return words
    named = [key for key, entity in entities.items() if entity.name.casefold() == words.casefold()]
    if len(named) != 1:
        names = ", ".join(sorted({entity.name for entity in entities.values()}))[:300]
        raise UsageError(
            f"{words!r} is {'no one' if not named else 'more than one'} in this article: there are {names}"
        )
    return named[0]
