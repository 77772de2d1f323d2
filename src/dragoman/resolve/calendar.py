"""Stretches of the calendar: what a year, a quarter, a week or a season is, as a value and two days.

The calendar ends at the years 1 and 9999; what lies beyond has no stretch (None), never an error. Weeks are
ISO 8601's, Monday to Sunday. Seasons are those of the north, from the earliest to the latest day in use.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

from dragoman.resolve import feasts
from dragoman.temporal import Unit

SEASONS = {"SP": (3, 1, 6, 21, 21), "SU": (6, 1, 9, 23, 22), "FA": (9, 1, 12, 21, 23), "WI": (12, 1, 3, 20, 24)}
"""First month and day, last month and day, and the number that EDTF gives the season."""

_KEPT = 1024  # stretches kept: an article names the same few again and again


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with its TIMEX3 value and EDTF string; `unit` is how fine it was told."""

    value: str
    edtf: str
    first: date
    last: date
    unit: Unit


def in_range(year: int) -> bool:
    """Whether a year is on the calendar."""
    return MINYEAR <= year <= MAXYEAR


@lru_cache(maxsize=_KEPT)
def of_day(day: date) -> Period:
    """One day."""
    return Period(day.isoformat(), day.isoformat(), day, day, "day")


@lru_cache(maxsize=_KEPT)
def of_month(year: int, month: int) -> Period | None:
    """One month of a year."""
    if not in_range(year):
        return None
    text = f"{year:04d}-{month:02d}"
    return Period(text, text, date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def of_months(year: int, first: int, count: int, value: str, unit: Unit) -> Period | None:
    """Several months of a year, a quarter or a half."""
    begin, end = of_month(year, first), of_month(year, first + count - 1)
    if begin is None or end is None:
        return None
    return Period(value, f"{begin.edtf}/{end.edtf}", begin.first, end.last, unit)


@lru_cache(maxsize=_KEPT)
def of_quarter(year: int, which: int) -> Period | None:
    """A quarter, 1 to 4."""
    return of_months(year, 3 * which - 2, 3, f"{year:04d}-Q{which}", "quarter")


@lru_cache(maxsize=_KEPT)
def of_half(year: int, which: int) -> Period | None:
    """A half of a year, 1 or 2."""
    return of_months(year, 6 * which - 5, 6, f"{year:04d}-H{which}", "half")


def of_year(year: int) -> Period | None:
    """A year."""
    if not in_range(year):
        return None
    text = f"{year:04d}"
    return Period(text, text, date(year, 1, 1), date(year, 12, 31), "year")


def of_years(first: int, count: int) -> Period | None:
    """A decade, a century or a millennium, from its first year."""
    if not (in_range(max(first, 1)) and in_range(first + count - 1)) or first < 0:
        return None
    digits = {10: 3, 100: 2, 1000: 1}[count]
    head = f"{first:04d}"[:digits]
    unit: Unit = "decade" if count == 10 else "century" if count == 100 else "millennium"
    end = date(first + count - 1, 12, 31)
    return Period(head, head + "X" * (4 - digits), date(max(first, 1), 1, 1), end, unit)


def of_week(day: date) -> Period | None:
    """The week of a day."""
    begin, end = move(day, -day.weekday()), move(day, 6 - day.weekday())
    if begin is None or end is None:
        return None
    year, week, _ = day.isocalendar()
    return Period(f"{year:04d}-W{week:02d}", f"{begin.isoformat()}/{end.isoformat()}", begin, end, "week")


def of_nth(year: int, month: int, nth: int, weekday: int | None) -> Period | None:
    """The nth such weekday of a month, or its nth seven days where none is named; -1 is the last."""
    whole = of_month(year, month)
    if whole is None:
        return None
    if weekday is not None:
        first = move(whole.first, (weekday - 1 - whole.first.weekday()) % 7 + 7 * (nth - 1))
        last = move(whole.last, -((whole.last.weekday() - weekday + 1) % 7))
        day = last if nth < 0 else first
        return of_day(day) if day is not None and day <= whole.last else whole
    begin = move(whole.last, -6) if nth < 0 else move(whole.first, 7 * (nth - 1))
    end = move(begin, 6) if begin is not None else None
    if begin is None or end is None or begin > whole.last:
        return whole
    end = min(end, whole.last)
    year, week, _ = move_within(begin, end).isocalendar()
    return Period(f"{year:04d}-W{week:02d}", f"{begin.isoformat()}/{end.isoformat()}", begin, end, "week")


def move_within(first: date, last: date) -> date:
    """The day in the middle of two."""
    return first + (last - first) // 2


def of_weekend(day: date) -> Period | None:
    """Saturday and Sunday of a day's week."""
    week = of_week(day)
    begin = move(week.first, 5) if week else None
    if week is None or begin is None:
        return None
    return Period(f"{week.value}-WE", f"{begin.isoformat()}/{week.last.isoformat()}", begin, week.last, "weekend")


@lru_cache(maxsize=_KEPT)
def of_season(year: int, name: str) -> Period | None:
    """A season, named by the year in which it begins."""
    month, day, end_month, end_day, number = SEASONS[name]
    end_year = year + (end_month < month)
    if not in_range(year) or not in_range(end_year):
        return None
    first, last = date(year, month, day), date(end_year, end_month, end_day)
    return Period(f"{year:04d}-{name}", f"{year:04d}-{number}", first, last, "quarter")


def move(day: date, days: int) -> date | None:
    """The day so many days on, None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def move_months(day: date, months: int) -> date | None:
    """The same day so many months on, the month's last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not in_range(year):
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200,
                            "millennium": 12000}  # fmt: skip


def step(day: date, unit: Unit, count: int) -> date | None:
    """The day so many units on; hours and less stay on the day."""
    if unit in _DAYS:
        return move(day, _DAYS[unit] * count)
    if unit in _MONTHS:
        return move_months(day, _MONTHS[unit] * count)
    return day


def around(day: date, unit: Unit) -> Period | None:
    """The stretch of one unit that holds a day."""
    match unit:
        case "week" | "fortnight":
            return of_week(day)
        case "weekend":
            return of_weekend(day)
        case "month":
            return of_month(day.year, day.month)
        case "quarter":
            return of_quarter(day.year, (day.month + 2) // 3)
        case "half":
            return of_half(day.year, (day.month + 5) // 6)
        case "year":
            return of_year(day.year)
        case "decade":
            return of_years(day.year // 10 * 10, 10)
        case "century":
            return of_years(day.year // 100 * 100, 100)
        case "millennium":
            return of_years(day.year // 1000 * 1000, 1000)
        case _:
            return of_day(day)


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def of_feast(year: int, rule: str) -> tuple[Period, ...]:
    """The stretches of a named day in a year: mostly one day; of Ramadan the month; two where a feast comes twice."""
    name = rule.removeprefix("feast:")
    if name == rule:
        day = holiday(year, rule)
        return (of_day(day),) if day is not None else ()
    begun = feasts.days(year, name)
    return tuple(_fasting(day) for day in begun) if name == "ramadan" else tuple(of_day(day) for day in begun)


def _fasting(first: date) -> Period:
    """The month of Ramadan: to the day before the feast that ends it."""
    ends = (day for year in (first.year, first.year + 1) for day in feasts.days(year, "eid-al-fitr") if day > first)
    feast = next(ends, None)
    last = first + timedelta(days=29) if feast is None else feast - timedelta(days=1)
    text = f"{first.isoformat()}/{last.isoformat()}"
    return Period(text, text, first, last, "month")


def holiday(year: int, rule: str) -> date | None:
    """The day that a rule of the lexicon gives in a year: "12-25", "11/4/4" (fourth Thursday), "easter-2"."""
    if not in_range(year):
        return None
    if rule.startswith("easter"):
        return move(easter(year), int(rule.removeprefix("easter")))
    if rule == "us-election":
        first = date(year, 11, 1)
        return move(first, (0 - first.weekday()) % 7 + 1)
    if "-" in rule[:3]:
        month, day = (int(part) for part in rule.split("-"))
        return date(year, month, day)
    month, weekday, which = (int(part) for part in rule.split("/"))
    if which > 0:
        first = date(year, month, 1)
        return move(first, (weekday - 1 - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year, month, monthrange(year, month)[1])
    return move(last, -((last.weekday() - weekday + 1) % 7))
