"""Under which keys a report is looked for: two reports are compared where they share one, and never otherwise.

A key is cheap and generous; what is alike decides afterwards. Each function gives the keys of one report.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations, product

from dragoman.resolve.merge.report import Report

Keys = Callable[[Report], Iterable[Hashable]]
WEEK = 7
LONGEST = 10  # weeks of one report; what is told of a longer time is looked for by its beginning
PHRASES = 3
CROWD = 12  # parties of one report of whom pairs are made


def who(role: str) -> Keys:
    """Each of those in a role: persons by their last names and by who they are."""

    def keys(report: Report) -> Iterator[Hashable]:
        for party in report.roles.get(role, ()):
            yield party.key
            if party.known:
                yield party.identity

    return keys


def pairs(role: str) -> Keys:
    """Each two of those in a role."""

    def keys(report: Report) -> Iterator[Hashable]:
        yield from combinations(sorted({party.key for party in report.roles.get(role, ())})[:CROWD], 2)

    return keys


def weeks(slack: int) -> Keys:
    """The weeks of its days, so many days before and after; those about its publication where it has none."""

    def keys(report: Report) -> Iterable[Hashable]:
        if report.days is not None:
            first, last = report.days.earliest - slack, report.days.latest + slack
        elif report.published is not None:
            first, last = report.published - slack, report.published + 2 * WEEK
        else:
            return ("undated",)
        return range(first // WEEK, min(last // WEEK, first // WEEK + LONGEST) + 1)

    return keys


def years(report: Report) -> Iterable[Hashable]:
    """The year in which it is told to be, and the next."""
    return () if report.told is None else (report.told // 365, report.told // 365 + 1)


def countries(report: Report) -> Iterable[Hashable]:
    """The countries in which it takes place."""
    return sorted(report.countries())


def words(role: str) -> Keys:
    """Each word of a phrase."""

    def keys(report: Report) -> Iterable[Hashable]:
        return sorted(report.words.get(role, frozenset()))

    return keys


def phrases(role: str) -> Keys:
    """A few words of a phrase, the same few in every report that has them: those with the smallest numbers."""

    def keys(report: Report) -> Iterable[Hashable]:
        return sorted(zlib.crc32(word.encode()) for word in report.words.get(role, frozenset()) if len(word) > 3)[
            :PHRASES
        ]

    return keys


def value(name: str) -> Keys:
    """A plain value of the claim."""

    def keys(report: Report) -> Iterable[Hashable]:
        held = report.values.get(name)
        return () if held is None else (held,)

    return keys


def all_of(*parts: Keys) -> Keys:
    """Keys of every combination: somebody, and a week."""

    def keys(report: Report) -> Iterable[Hashable]:
        return product(*(tuple(dict.fromkeys(part(report))) for part in parts))

    return keys
