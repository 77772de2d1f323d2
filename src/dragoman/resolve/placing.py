"""Where a point falls on the calendar: the last Wednesday or the next, this year's August or the last one's.

Measured on news: of bare weekdays 44 in 100 are the day of publication, 47 one of the six days before, 5 ahead;
of bare months the nearest is meant 82 times in 100. The tense of the governing verb finds the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from dragoman.resolve import calendar
from dragoman.resolve.calendar import Period
from dragoman.temporal import Duration, Point, Unit

Tense = Literal["past", "present", "future"]

_FINENESS: dict[Unit, int] = {"second": 0, "minute": 0, "hour": 0, "day": 1, "weekend": 2, "week": 2, "fortnight": 2,
                              "month": 3, "quarter": 4, "half": 5, "year": 6, "decade": 7, "century": 8,
                              "millennium": 9}  # fmt: skip
TOLD_AS_PAST = 8.0  # and where the verb is past, as this much
UNTOLD_AHEAD = 1.5  # where no tense is told, a date to come counts as this much farther
_YEAR_AGO = Point(unit="year", shift=-1, versus=True)
_SAME_CLAUSE = 90  # characters within which "from a year earlier" compares the month told before it
_SAME_SENTENCE = 160  # characters within which an hour belongs to the day told before it


@dataclass(slots=True)
class Story:
    """The day of publication, and the date that the telling has reached."""

    published: date | None
    reached: Period | None = None
    quarter: Period | None = None
    longer: bool = False
    at: int = 0
    told: dict[int, tuple[int, Period]] = field(default_factory=dict)

    def note(self, point: Point, known: Period | None, at: int) -> None:
        """Goes on to a date that was told; one that is only compared with leaves the story where it is.

        `quarter` is the one that a report is about, `longer` says that it went on to more than a quarter.
        """
        if known is None or point.versus:
            return
        self.reached, self.at = known, at
        self.told[_FINENESS[known.unit]] = (at, known)
        begun = self.published is None or known.first <= self.published
        if known.unit == "quarter" and not point.season and begun:
            # One before the quarter just over is told in passing: "after a flat second quarter".
            passing = self.quarter is not None and known.first < self.quarter.first and not self._just_over(known)
            # One to come is an outlook: "steel will be weak in the fourth quarter".
            outlook = self.quarter is not None and self._just_over(self.quarter) and known.first > self.quarter.first
            self.quarter, self.longer = (self.quarter if passing or outlook else known), False
        elif point.unit == "year" and point.anchor == "narrative" and not point.shift:
            self.longer = True

    def _just_over(self, known: Period) -> bool:
        """Whether a quarter is the last that was over on the day of publication."""
        day = calendar.step(self.published, "quarter", -1) if self.published is not None else None
        return day is not None and known.first <= day <= known.last

    def lasted(self, length: Duration) -> None:
        """Notes a length of time: after "the first nine months" a comparison is with more than a quarter."""
        if length.unit == "month" and length.amount in (6, 9):
            self.longer = True

    def base(self, point: Point) -> date | None:
        """The day that a point is counted from."""
        if point.anchor == "narrative" and self.reached is not None:
            limit = max(_FINENESS[point.unit or "day"], 1)
            if _FINENESS[self.reached.unit] <= limit:
                return self.reached.first
            if point.shift or point.turn or limit == 1:
                fine = [entry for fineness, entry in self.told.items() if fineness <= limit]
                if fine:
                    return max(fine, key=lambda entry: entry[0])[1].first
        if point.anchor == "narrative" and point.unit == "day" and not point.part and point.shift > 0:
            return None
        return self.published


def is_bare(point: Point) -> bool:
    """Whether nothing but the words and the tense says which weekday, month or holiday is meant."""
    return point.turn is None and point.unit is None and point.year is None and point.month is None and not point.after


def on_day(day: date | None) -> Period | None:
    """One day, or none."""
    return calendar.of_day(day) if day is not None else None


def place(point: Point, story: Story, tense: Tense | None, at: int = 0) -> Period | None:
    """The stretch of the calendar that a point names, None where what is known does not place it."""
    if point.after is not None:
        known = place(replace(point, after=None), story, tense, at)
        count, unit = point.after
        day = calendar.step(known.first, unit, count) if known else None
        return (
            calendar.around(day, known.unit if known and (point.quarter or point.unit == "day") else unit)
            if day
            else None
        )
    known = _compared(point, story, at) if point.versus else _ended(point, story, tense, at)
    known = known or _absolute(point)
    if known is None and point.year is None and point.decade is None and point.century is None:
        known = _relative(point, story, tense, at)
    if known is not None and point.week_of:
        return calendar.of_week(known.first)
    if known is not None and point.weekend and point.holiday:
        back = calendar.move(known.first, -3)  # "Labor Day weekend" is the one before that Monday
        return calendar.of_weekend(back if back and known.first.weekday() < 3 else known.first)
    return known


def _absolute(point: Point) -> Period | None:
    """A point that the words place without help."""
    if point.decade is not None:
        return calendar.of_years(point.decade * 10, 10)
    if point.century is not None:
        return calendar.of_years((point.century - 1) * 100, 100)
    return _in_year(point, point.year) if point.year is not None else None


def _in_year(point: Point, year: int) -> Period | None:
    """What a point names in a year; the month where it has no such day."""
    if point.month and point.nth:
        return calendar.of_nth(year, point.month, point.nth, point.weekday)
    if point.month and point.day:
        try:
            return calendar.of_day(date(year, point.month, point.day))
        except ValueError:
            return calendar.of_month(year, point.month)
    if point.month:
        return calendar.of_month(year, point.month)
    if point.quarter:
        return calendar.of_quarter(year, point.quarter)
    if point.half:
        return calendar.of_half(year, point.half)
    if point.season:
        return calendar.of_season(year, point.season)
    if point.holiday:
        return next(iter(calendar.of_feast(year, point.holiday)), None)
    return calendar.of_year(year)


def _relative(point: Point, story: Story, tense: Tense | None, at: int) -> Period | None:
    base = story.base(point)
    if base is None:
        return None
    if point.day and not point.month:
        return _monthly(point, story, base, tense)
    if point.unit is not None:
        return _by_unit(point, point.unit, base, tense)
    if point.weekday and not point.month:
        if point.turn is not None:
            return on_day(turned_weekday(base, point.weekday - 1, point.turn, tense))
        return on_day(bare_weekday(base, point.weekday - 1, tense))
    if point.month or point.season or point.holiday or point.quarter or point.half:
        return _yearly(point, base, tense)
    if point.part or point.clock:
        told = story.reached
        near = told is not None and told.unit == "day" and 0 <= at - story.at <= _SAME_SENTENCE
        return told if near else calendar.of_day(base)
    return None


def _month_compared(point: Point, story: Story, at: int) -> Period | None:
    """ "Exports in August rose 3 percent from a year earlier": the month told in the same sentence."""
    when, month = story.told.get(_FINENESS["month"], (0, None))
    newer = all(when >= other for fineness, (other, _) in story.told.items() if fineness > _FINENESS["month"])
    if (
        month is None
        or replace(point, anchor="document") != _YEAR_AGO
        or not newer
        or not 0 <= at - when <= _SAME_CLAUSE
    ):
        return None
    day = calendar.step(month.first, "year", point.shift)
    return calendar.around(day, "month") if day else None


def _compared(point: Point, story: Story, at: int) -> Period | None:
    """The quarter that is compared with, or the story's own: "up 6 percent from a year earlier", "the latest period".

    None where no quarter is under way or more than a quarter is compared: then the year says it.
    """
    if (month := _month_compared(point, story, at)) is not None:
        return month
    quarter = story.quarter if not story.longer else None
    if quarter is None and story.published is not None and (point.quarter == 0 or point.unit == "quarter"):
        day = calendar.step(story.published, "quarter", -1)
        quarter = calendar.around(day, "quarter") if day else None
    if quarter is None or (point.quarter or point.month or point.half or point.season or point.holiday):
        return None
    if point.unit == "quarter":
        return quarter
    years = point.year - quarter.first.year if point.year is not None else point.shift
    day = calendar.step(quarter.first, "year", years)
    return calendar.around(day, "quarter") if day else None


def _ended(point: Point, story: Story, tense: Tense | None, at: int) -> Period | None:
    """The quarter that ends on a told day."""
    if point.unit != "quarter" or not point.month:
        return None
    known = place(replace(point, unit=None), story, tense, at)
    return calendar.around(known.last, "quarter") if known else None


def _by_unit(point: Point, unit: Unit, base: date, tense: Tense | None) -> Period | None:
    """ "Last week", "two years ago", "July last year", "Monday of last week", "this weekend"."""
    day = calendar.step(base, unit, point.shift)
    if day is None:
        return None
    if point.weekend:
        over = not point.shift and base.weekday() < 5 and (tense == "past" if point.turn == 0 else tense != "future")
        before = calendar.move(day, -7) if over else day
        return calendar.of_weekend(before) if before else None
    if point.weekday and unit == "week":
        week = calendar.of_week(day)
        return on_day(calendar.move(week.first, point.weekday - 1)) if week else None
    if unit == "year" and (point.month or point.quarter or point.half or point.season or point.holiday):
        return _in_year(point, day.year)
    return calendar.around(day, unit)


def weekday_before(day: date, weekday: int, same: bool) -> date | None:
    """The latest such weekday (Monday is 0) before a day, that day included where `same`."""
    back = (day.weekday() - weekday) % 7
    return calendar.move(day, -(back or (0 if same else 7)))


def weekday_after(day: date, weekday: int, same: bool) -> date | None:
    """The earliest such weekday (Monday is 0) after a day, that day included where `same`."""
    ahead = (weekday - day.weekday()) % 7
    return calendar.move(day, ahead or (0 if same else 7))


def bare_weekday(day: date, weekday: int, tense: Tense | None) -> date | None:
    """A weekday that nothing else places: the next one in the future, else the last, the day itself included."""
    if tense == "future":
        return weekday_after(day, weekday, same=True)
    return weekday_before(day, weekday, same=True)


def turned_weekday(day: date, weekday: int, turn: int, tense: Tense | None) -> date | None:
    """ "Last Friday", "next Monday", "this Thursday" (this week's, or the next where that is past)."""
    if turn < 0:
        return weekday_before(day, weekday, same=False)
    if turn > 0:
        return weekday_after(day, weekday, same=False)
    return weekday_before(day, weekday, same=True) if tense == "past" else weekday_after(day, weekday, same=True)


def _yearly(point: Point, base: date, tense: Tense | None) -> Period | None:
    """Something that comes once a year: which year's is meant."""
    # A weekday or a leap day may be years away, anything else is in the year before, this or the next.
    far = 8 if point.weekday or (point.month, point.day) == (2, 29) else 2
    candidates = [known for year in range(base.year - far, base.year + far + 1) if (known := _in_year(point, year))]
    if point.holiday:
        candidates = [
            known
            for year in range(base.year - far, base.year + far + 1)
            for known in calendar.of_feast(year, point.holiday)
        ]
    if point.month and point.day:
        candidates = [known for known in candidates if known.unit == "day"] or candidates
        if point.weekday:
            fitting = [known for known in candidates if known.first.weekday() == point.weekday - 1]
            candidates = fitting or candidates
    if not candidates:
        return None
    if point.turn is not None:
        return _turned(candidates, base, point.turn)
    return min(candidates, key=_distance(base, tense, point))


def _monthly(point: Point, story: Story, base: date, tense: Tense | None) -> Period | None:
    """ "The 14th" of the month that was told last, else of the nearest that has it on the weekday that is named."""
    months = [calendar.move_months(base.replace(day=1), shift) for shift in range(-12, 13)]
    if story.reached is not None and story.reached.unit in ("day", "month") and not point.weekday:
        months = [story.reached.first]
    days = [_in_year(replace(point, month=first.month), first.year) for first in months if first is not None]
    fitting = [
        known
        for known in days
        if known and known.unit == "day" and (not point.weekday or known.first.weekday() == point.weekday - 1)
    ]
    return min(fitting, key=_distance(base, tense, point)) if fitting else None


def _turned(candidates: list[Period], base: date, turn: int) -> Period | None:
    """The last of them that is over, the first that has not begun, or the one of this year."""
    if turn < 0:
        return next((known for known in reversed(candidates) if known.last < base), None)
    if turn > 0:
        return next((known for known in candidates if known.first > base), None)
    return next((known for known in candidates if known.first.year == base.year), None)


def _distance(base: date, tense: Tense | None, point: Point) -> Callable[[Period], tuple[float, bool]]:
    """How far a candidate is from the day of publication; against the tense it counts double."""

    def measure(known: Period) -> tuple[float, bool]:
        if known.first <= base <= known.last:
            return (0.0, False)
        ahead = known.first > base
        days = float((known.first - base).days if ahead else (base - known.last).days)
        if ahead and (point.quarter or point.half) and tense != "future":
            days += 300
        if ahead and tense == "past" and point.month:
            days *= TOLD_AS_PAST
        elif (ahead and tense == "past") or (not ahead and tense == "future"):
            days *= 3
        elif ahead and tense is None:
            days *= UNTOLD_AHEAD
        return (days, ahead)

    return measure


def value_of(point: Point, known: Period | None) -> str:
    """The TIMEX3 value of a point, with X for what is not known, and the part of the day or the hour."""
    time = f"T{point.clock or point.part}" if point.clock or point.part else ""
    if known is None:
        return _open_value(point) + time
    return known.value + time if known.unit == "day" else known.value


def _open_value(point: Point) -> str:
    """ "XXXX-10-30" for "October 30" of no known year."""
    year = f"{point.year:04d}" if point.year is not None else "XXXX"
    if point.after is not None:
        return "XXXX-XX-XX"
    if point.day and not point.month:
        return f"{year}-XX-{point.day:02d}"
    if point.month:
        return f"{year}-{point.month:02d}" + (f"-{point.day:02d}" if point.day else "")
    if point.weekday:
        return f"XXXX-WXX-{point.weekday}"
    if point.quarter or point.half:
        return f"{year}-Q{point.quarter}" if point.quarter else f"{year}-H{point.half}"
    if point.season:
        return f"{year}-{point.season}"
    if point.holiday and point.holiday[2] == "-":
        return f"{year}-{point.holiday}"
    if point.weekend:
        return "XXXX-WXX-WE"
    pattern: dict[str, str] = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "fortnight": "XXXX-WXX", "month": "XXXX-XX",
                               "quarter": "XXXX-QX", "half": "XXXX-HX", "decade": "XXX", "century": "XX",
                               "millennium": "X"}  # fmt: skip
    return pattern.get(point.unit or ("day" if point.part or point.clock or point.holiday else "year"), "XXXX")
