"""Parts counted within something longer: "the first week of May", "the second Tuesday in November", "the last quarter of 1997".

Every function takes the words and a position, and gives a point with the position after it, or None.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.time import numbers, points
from dragoman.annotate.time.points import Found
from dragoman.annotate.time.words import Words, vocabulary
from dragoman.temporal import Point


def counted_part(w: Words, i: int) -> Found:
    """What an ordinal, or "last", counts in the month or year that follows."""
    which = (-1, i + 1) if w.low[i] in ("last", "final") else numbers.ordinal(w, i)
    if which is None:
        return None
    nth, j = which
    if w.low[j + 1] not in ("of", "in"):
        return None
    if w.low[j] in ("quarter", "half") and nth == -1:
        year = numbers.year(w, j + 2) if w.low[j + 2].isdigit() else None
        last = Point(quarter=4) if w.low[j] == "quarter" else Point(half=2)
        return (replace(last, year=year[0]), year[1]) if year else None
    weekday = vocabulary().weekdays.get(w.low[j])
    if not -1 <= nth <= 5 or (weekday is None and w.low[j] != "week"):
        return None
    month = points.month_first(w, j + 2) if w.low[j + 2] in vocabulary().months else None
    if month is None or month[0].day is not None:
        return None
    return replace(month[0], weekday=weekday, nth=nth), month[1]
