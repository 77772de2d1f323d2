"""Periods that a report compares: "the latest quarter", "the year-ago period", "the same period last year".

Every function takes the words and a position, and gives a reading, or None.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.time import numbers, points, spans
from dragoman.annotate.time.grammar import Reading
from dragoman.annotate.time.words import APOSTROPHES, Words, vocabulary
from dragoman.temporal import Duration, Meaning, Point

_YEAR_AGO = Point(unit="year", shift=-1, versus=True)
_LIKE = frozenset(("same", "corresponding", "like", "comparable", "equivalent", "similar"))


def ending(w: Words, i: int) -> Reading | None:
    """ "year-end", "year's end" is its last day; "since year-end" that of the year before."""
    j = w.hyphen(i + 1)
    if w.low[j] in APOSTROPHES and w.low[j + 1 : j + 3] == ["s", "end"]:
        j += 2
    if w.low[j] != "end" or (j == i + 1 and w.before(i) not in ("by", "at", "before", "until", "through", "since")):
        return None
    year = numbers.year(w, j + 1) if w.low[j + 1].isdigit() else None
    if year is not None:
        return Reading(Point(year=year[0], month=12, day=31), i, year[1])
    shift = -1 if w.before(i) in ("since", "from") else 0
    return Reading(Point(unit="year", shift=shift, month=12, day=31), i, j + 1)


def ago(w: Words, i: int) -> Reading | None:
    """ "year-ago", "year-earlier", with the period that follows."""
    j = w.hyphen(i + 1)
    if j == i + 1 or w.low[j] not in ("ago", "earlier", "before"):
        return None
    end = j + 1
    which = points.quarter(w, end)
    if which is not None and which[0].quarter and which[0].year is None and which[0].unit is None:
        return Reading(replace(which[0], after=(-1, "year"), versus=True), i, which[1])
    if length := counted(w, end):
        return Reading(length[0], i, length[1])
    if w.low[end] == "quarter":
        return Reading(replace(_YEAR_AGO, quarter=0), i, end + 1)
    return Reading(_YEAR_AGO, i, end + (w.low[end] in ("period", "month")))


def prior_year(w: Words, i: int) -> Reading | None:
    """ "The prior-year period", "the previous-year quarter"."""
    j = w.hyphen(i + 1)
    if j == i + 1 or w.low[j] != "year" or w.low[i] not in ("prior", "previous"):
        return None
    if w.low[j + 1] == "quarter":
        return Reading(replace(_YEAR_AGO, quarter=0), i, j + 2)
    return Reading(_YEAR_AGO, i, j + 1 + (w.low[j + 1] == "period"))


def counted(w: Words, j: int) -> tuple[Meaning, int] | None:
    """ "the nine months", "the two days": a length of time that was told before."""
    told = w.low[j] in vocabulary().numbers or (w.low[j].isdigit() and len(w.low[j]) < 4)
    found = numbers.amount(w, j) if told else None
    if (
        found is None
        or found[0] is None
        or not (unit := spans.unit_at(w, found[1]))
        or not w.low[found[1]].endswith("s")
    ):
        return None
    return Duration(unit, found[0]), found[1] + 1


def compared(w: Words, j: int) -> Reading | None:
    """After "the": "latest period", "1988 quarter", "like 1988 period", "same period last year", "year earlier"."""
    if w.low[j] == "year" and w.low[j + 1] == "earlier" and w.low[j + 2] not in ("than", "this"):
        return Reading(_YEAR_AGO, j, j + 2)
    if w.low[j : j + 2] == ["most", "recent"] and w.low[j + 2] in ("quarter", "period"):
        return Reading(Point(unit="quarter", shift=-1, versus=True), j, j + 3)
    if w.low[j] in ("latest", "current") and w.low[j + 1] == "period":
        return Reading(Point(unit="quarter", shift=-1, versus=True), j, j + 2)
    like = w.low[j] in _LIKE and w.low[j + 1].isdigit()
    year = numbers.year(w, j + like) if w.low[j + like].isdigit() else None
    if year is not None and like:
        fits = w.low[j + 2] in ("period", "quarter")
        return (
            Reading(Point(year=year[0], quarter=None if w.low[j + 2] == "period" else 0, versus=True), j, j + 3)
            if fits
            else None
        )
    if year is not None and w.low[j + 1] in ("period", "quarter"):
        return Reading(Point(year=year[0], versus=True), j, j + 2)
    if (
        w.low[j] in _LIKE and w.low[j + 1] == "year" and (past := ago(w, j + 1))
    ):  # "the corresponding year-earlier period"
        return replace(past, start=j)
    if prior := prior_year(w, j):
        return prior
    if w.low[j] not in _LIKE or w.low[j + 1] not in ("period", "quarter", "time", "month") or w.hyphen(j + 2) > j + 2:
        return None
    which = 0 if w.low[j + 1] == "quarter" else None
    end = j + 2 + (w.low[j + 2] in ("of", "in"))
    end += w.low[end] == "the"
    year = numbers.year(w, end) if w.low[end].isdigit() else None
    if year is not None:
        return Reading(Point(year=year[0], quarter=which, versus=True), j, year[1])
    if w.low[end] in ("last", "previous", "prior", "preceding") and w.low[end + 1] == "year":
        return Reading(replace(_YEAR_AGO, quarter=which), j, end + 2)
    if w.low[end : end + 2] == ["a", "year"] and w.low[end + 2] in ("ago", "earlier"):
        return Reading(replace(_YEAR_AGO, quarter=which), j, end + 3)
    return None


def ended(w: Words, j: int) -> Reading | None:
    """ "The quarter ended Sept. 30" holds that day, so does the week; "the year ended March 31" is a year that fits no calendar's."""
    told = j + 1 + (w.low[j + 1] == "that")
    if w.low[told] not in ("ended", "ending"):
        return None
    told += 1 + (w.low[told + 1] in ("in", "on"))
    last = points.month_first(w, told) or points.day_first(w, told)
    if last is None and w.low[j] in ("week", "year"):
        last = spans.reference_point(w, told)
    if last is None:
        return None
    if w.low[j] == "year":
        return Reading(Duration("year", 1), j, j + 1)
    if w.low[j] == "week":
        return Reading(replace(last[0], week_of=True), j, j + 1)
    if w.low[j] == "month":
        return Reading(replace(last[0], day=None, weekday=None), j, j + 1) if last[0].month else None
    return Reading(replace(last[0], unit="quarter", anchor="document"), j, j + 1)
