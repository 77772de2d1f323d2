"""When gatherings that recur were held, nations voted and leaders were born, out of the tables of core/.

`edition("cop", number=26)` is Glasgow in 2021, `elections("FR", "presidential", 2022)` two rounds in April. What is
not there is not known: no answer says that nothing took place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dragoman.knowledge.days import bounds
from dragoman.knowledge.lookup import asked


@dataclass(frozen=True, slots=True)
class Edition:
    """One time that a gathering was held, or should have been.

    `gathering` is the key of its fact ("gathering:cop"), `number` how the gathering counts it, None where it does
    not. `code` is the country's (ISO 3166-1 alpha-2), `place` the town, "" where none is told. `start` and `end` are
    EDTF days, months or years. `mark` is "special" (outside the count), "virtual", "cancelled", "postponed" or "".
    """

    gathering: str
    number: int | None
    code: str
    place: str
    start: str
    end: str
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class Vote:
    """One round of a national election, or a referendum.

    `kind` is "presidential", "parliamentary" (the lower house or the only one), "upper house", "constituent assembly" or
    "referendum", `round` 1 or 2, None where one decided. `start` and `end` are the days of voting. `winner` is the person
    elected, the party or list with most seats, "Yes" or "No"; "" where there is none, or it is not clear or not known.
    `about` is what a referendum asked, `mark` "annulled", "disputed", "broken off" or "".
    """

    code: str
    kind: str
    round: int | None
    start: str
    end: str
    winner: str
    about: str
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class Body:
    """An international organisation or a recurring gathering.

    `key` is that of its fact ("org:OAS", "gathering:cop"), `kind` "body", "court", "bank", "ngo" or "gathering". `code` and
    `place` are where it sits, "" where it moves. `founded` and `ended` are EDTF, `ended` "" while it lasts.
    """

    key: str
    name: str
    acronym: str
    kind: str
    code: str
    place: str
    founded: str
    ended: str
    source: str


@lru_cache(maxsize=1 << 8)
def body(key: str) -> Body | None:
    """The organisation or gathering of a key, with or without "org:" or "gathering:"; None where the table has none."""
    rows = asked("select * from organisations where key = ?", key.rpartition(":")[2])
    if not rows:
        return None
    bare, name, acronym, kind, seat, *rest = rows[0]
    code, _, place = seat.partition(":")
    return Body(f"{'gathering' if kind == 'gathering' else 'org'}:{bare}", name, acronym, kind, code, place, *rest)


@lru_cache(maxsize=1 << 8)
def editions(gathering: str) -> tuple[Edition, ...]:
    """Every edition of a gathering, by its key with or without "gathering:", the earliest first; () where none is known."""
    key = gathering.removeprefix("gathering:")
    rows = asked("select * from editions where gathering = ? order by start, rowid", key)
    return tuple(map(_edition, rows))


def _edition(row: tuple[str, ...]) -> Edition:
    key, number, where, start, end, mark, source = row
    code, _, place = where.partition(":")
    return Edition(f"gathering:{key}", int(number) if number else None, code, place, start, end, mark, source)


def edition(
    gathering: str, *, number: int | None = None, year: int | None = None, code: str | None = None
) -> Edition | None:
    """The one edition of that number, year and country; None where none or several fit. What is None is not asked.

    Editions out of turn or cancelled count only where no other fits.
    """
    fitting = [
        one
        for one in editions(gathering)
        if number in (None, one.number) and code in (None, one.code) and (year is None or one.start[:4] == str(year))
    ]
    proper = [one for one in fitting if one.mark in ("", "virtual")] or fitting
    return proper[0] if len(proper) == 1 else None


def held(on: date) -> tuple[Edition, ...]:
    """The editions under way on a day, as far as their days are known; a session of a year counts as well."""
    return tuple(one for one in _all_editions() if bounds(one.start)[0] <= on <= bounds(one.end)[1])


@lru_cache(maxsize=1)
def _all_editions() -> tuple[Edition, ...]:
    return tuple(map(_edition, asked("select * from editions order by start, rowid")))


@lru_cache(maxsize=1 << 8)
def elections(code: str, kind: str | None = None, year: int | None = None) -> tuple[Vote, ...]:
    """The rounds of voting in a country, the earliest first; `kind` as in `Vote`. () where none is known."""
    return tuple(
        one
        for one in map(_vote, asked("select * from elections where code = ? order by start, rowid", code))
        if kind in (None, one.kind) and (year is None or one.start[:4] == str(year))
    )


def _vote(row: tuple[str, ...]) -> Vote:
    code, kind, turn, *rest = row
    return Vote(code, kind, int(turn) if turn else None, *rest)


def around(code: str, day: date, kind: str | None = None) -> tuple[Vote | None, Vote | None]:
    """The last round of voting that ended by a day and the first one that begins after it, each None where not known."""
    last = after = None
    for one in _in_order(code, kind):
        if bounds(one.end)[1] <= day:
            last = one
        elif bounds(one.start)[0] > day and after is None:
            after = one
    return last, after


def _in_order(code: str, kind: str | None) -> Iterator[Vote]:
    yield from sorted(elections(code, kind), key=lambda one: bounds(one.start))


def born(code: str, name: str) -> str | None:
    """When a holder of an office was born, EDTF; `code` and `name` as the tenure has them. None where not known."""
    rows = asked("select born from births where code = ? and name = ?", code, name)
    return str(rows[0][0]) if rows else None
