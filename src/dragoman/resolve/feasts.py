"""Feasts that follow the moon: the days on which they fall, from the lexicon's table (feasts.toml, with its source)."""

from __future__ import annotations

from datetime import date
from functools import cache

from dragoman.lexicon import load

__all__ = ["days"]


@cache
def _table(name: str) -> tuple[int, tuple[str, ...]]:
    entry = load("feasts")[name]
    return entry["first"], tuple(entry["days"])


def days(year: int, name: str) -> tuple[date, ...]:
    """The days of a year on which a feast falls: one, two, or none, also where the table does not reach.

    `name` is one of the table's ("eid-al-fitr"); raises KeyError for any other.
    """
    first, entries = _table(name)
    if not 0 <= year - first < len(entries):
        return ()
    told = (entry.partition("-") for entry in entries[year - first].split())
    return tuple(date(year, int(month), int(day)) for month, _, day in told)
