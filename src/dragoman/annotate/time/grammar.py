"""Cores of expressions of time with what follows them: "Monday" + "morning", "July" + "last year".

`core(words, i)` reads the longest one at word `i`; what goes before it ("the end of", "early") is in `phrases`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from dragoman.annotate.time import clock, numbers, points, spans
from dragoman.annotate.time.words import APOSTROPHES, DASHES, Words, vocabulary
from dragoman.model import DateType
from dragoman.temporal import Duration, Literally, Meaning, Point

Core = Callable[[Words, int], tuple[Meaning, int] | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """A meaning, its mod, and the words it takes: from `start` to before `end`."""

    meaning: Meaning
    start: int
    end: int
    mod: str | None = None

    @property
    def type(self) -> DateType:
        """The TIMEX3 type that the meaning has."""
        if isinstance(self.meaning, Duration):
            return "DURATION"
        if isinstance(self.meaning, Literally):
            value = self.meaning.value
            return "DATE" if value.endswith("_REF") or value[0].isdigit() or value.startswith("BC") else "SET"
        return "TIME" if self.meaning.part or self.meaning.clock else "DATE"


@cache
def cores() -> dict[str, tuple[Core, ...]]:
    """For each beginning word, the cores to try; numbers in digits have their own list."""
    vocab = vocabulary()
    table: dict[str, list[Core]] = {}

    def add(words: Iterable[str], *readers: Core) -> None:
        for word in words:
            table.setdefault(word, []).extend(readers)

    add(vocab.weekdays, points.weekday, spans.plural_weekday)
    add((f"{day}s" for day in vocab.weekdays if len(day) > 5), spans.plural_weekday)
    add(vocab.months, points.month_first)
    add(vocab.seasons, points.season)
    add(vocab.ordinals, points.quarter, points.day_first)
    add(vocab.numbers, spans.amount, points.bare_year, points.day_first)
    add((*vocab.decades, "nineteen"), points.decade)
    add(vocab.days, _today)
    add(vocab.day_parts, _tonight)
    add(vocab.turns, spans.turned)
    add(vocab.units, spans.bare)
    add((f"{unit}long" for unit in vocab.units if not unit.endswith("s")), spans.long_word)
    add(vocab.sets, _set)
    add(vocab.references, spans.vague_reference)
    add(vocab.holidays, _holiday)
    add((*vocab.vague, "a", "an", "half", "quarter", "dozens", "hundreds", "thousands", "scores", "tens"), spans.amount)
    add(APOSTROPHES, points.decade, points.bare_year)
    add(("every", "each"), spans.every)
    add(("q",), points.quarter)
    add(("fiscal", "fy"), fiscal)
    add(("week",), week_of)
    add(("weekends", "weekdays"), spans.days_of_weeks)
    add(("once", "twice", "thrice", *vocab.numbers), spans.times)
    return {word: tuple(dict.fromkeys(readers)) for word, readers in table.items()}


_DIGITS: tuple[Core, ...] = (
    points.numeric,
    points.day_first,
    points.bare_year,
    points.decade,
    points.quarter,
    spans.amount,
    spans.times,
)


def core(w: Words, i: int) -> tuple[Meaning, int] | None:
    """The longest point or length of time that begins at word `i`, with what follows it."""
    best: tuple[Meaning, int] | None = None
    word = w.low[i]
    for read in _DIGITS if word[:1].isdigit() else cores().get(word, ()):
        found = read(w, i)
        if found is not None and found[1] <= w.count and (best is None or found[1] > best[1]):
            best = found
    if best is None or not isinstance(best[0], Point):
        return best
    point, end = best[0], best[1]
    if w.before(i) == "in" and w.before(i - 1) == "back" and point == Point(month=point.month, season=point.season):
        point = replace(point, turn=-1)  # "back in January"
    if point == Point(year=point.year):  # "1989 first-half profit"
        part = points.quarter(w, end)
        if part is not None and (part[0].quarter or part[0].half) and part[0].year is None and part[0].unit is None:
            return replace(part[0], year=point.year), part[1]
    return with_tail(w, point, end)


def plain(w: Words, i: int) -> Reading | None:
    found = core(w, i)
    return Reading(found[0], i, found[1]) if found else None


_AGE = frozenset(("world", "youth", "society", "generation", "children", "standards", "age", "times"))


def _today(w: Words, i: int) -> tuple[Meaning, int] | None:
    if w.raw[i] == "Today" and i > 0 and w.capital(i - 1) and not w.apart(i):  # "USA Today"
        return None
    if w.low[i] == "today" and w.low[i + 1] in APOSTROPHES and w.low[i + 2] == "s" and w.low[i + 3] in _AGE:
        return None  # "today's youth"
    return Point(unit="day", shift=vocabulary().days[w.low[i]]), i + 1


def _tonight(w: Words, i: int) -> tuple[Meaning, int] | None:
    if w.low[i] == "midday" and w.before(i) not in ("at", "by", "around", "about", "until", "from", "before", "after"):
        return None
    return Point(unit="day", part=vocabulary().day_parts[w.low[i]]), i + 1


def _holiday(w: Words, i: int) -> tuple[Meaning, int] | None:
    """A named day, or its week or weekend: "Christmas Eve", "Easter week", "the Labor Day weekend"."""
    found = points.holiday(w, i)
    if found is None or w.low[found[1]] not in ("week", "weekend"):
        return found
    weekend = w.low[found[1]] == "weekend"
    return replace(found[0], week_of=not weekend, weekend=weekend), found[1] + 1


def _set(w: Words, i: int) -> tuple[Meaning, int] | None:
    """ "annually", "daily"; a newspaper's name ("the Daily Star") is none."""
    if w.capital(i) and i > 0 and (w.capital(i + 1) or w.capital(i - 1)):
        return None
    return Literally(vocabulary().sets[w.low[i]]), i + 1


def fiscal(w: Words, i: int) -> tuple[Meaning, int] | None:
    j = i + 1 + (w.low[i + 1] == "year")
    year = numbers.year(w, j)
    if year is not None and (w.low[j].isdigit() or w.low[j] in APOSTROPHES):
        return Point(year=year[0]), year[1]
    found = points.quarter(w, j)
    return found if found and w.low[i] == "fiscal" else None


def week_of(w: Words, i: int) -> tuple[Meaning, int] | None:
    if w.low[i + 1] not in ("of", "beginning", "starting", "ending"):
        return None
    found = points.month_first(w, i + 2) or points.day_first(w, i + 2)
    return (replace(found[0], week_of=True), found[1]) if found and found[0].day else None


def with_tail(w: Words, point: Point, end: int) -> tuple[Point, int]:
    """A point with the part of the day, the hour and the year or week that the words after it give."""
    for _ in range(3):
        longer = _part_after(w, point, end) or _clock_after(w, point, end) or _frame_after(w, point, end)
        if longer is None:
            break
        point, end = longer
    return point, end


def is_day(point: Point) -> bool:
    """Whether a point is one day."""
    return bool(point.day or point.weekday or point.holiday or point.unit == "day") and not point.week_of


def _part_after(w: Words, point: Point, end: int) -> tuple[Point, int] | None:
    """ "Monday" + "morning", "yesterday" + "late" + "evening" """
    if not is_day(point) or point.part or point.clock or w.apart(end):
        return None
    j = end + (w.low[end] in ("early", "late", "mid", "at") or (w.low[end] in DASHES and w.glued(end)))
    word = w.low[j]
    if w.capital(j) and w.capital(j + 1) and not w.raw[j].isupper():  # "Sunday Morning Futures" is a programme
        return None
    if word in vocabulary().parts and not (w.low[end] == "at" and word != "night"):
        return replace(point, part=vocabulary().parts[word]), j + 1
    return None


def _clock_after(w: Words, point: Point, end: int) -> tuple[Point, int] | None:
    """ "Friday" + "at 10 a.m." """
    if not is_day(point) or point.clock or w.apart(end):
        return None
    j = end + (w.low[end] == ",")
    j += w.low[j] in ("at", "around", "about")
    found = clock.clock(w, j)
    return (replace(point, clock=found[0].clock, part=None), found[1]) if found else None


def _frame_after(w: Words, point: Point, end: int) -> tuple[Point, int] | None:
    """ "July" + "last year", "Monday" + "of last week", "the third quarter" + "of this year", "this year" + "'s first quarter"."""
    if point == Point(year=point.year) and w.low[end] in APOSTROPHES and w.low[end + 1] == "s" and w.glued(end + 1):
        inner = points.quarter(w, end + 2 + (w.low[end + 2] == "fiscal"))  # "1989's third quarter"
        return (replace(inner[0], year=point.year), inner[1]) if inner and (inner[0].quarter or inner[0].half) else None
    if point.unit in ("year", "quarter") and w.low[end] in APOSTROPHES and w.low[end + 1] == "s" and w.glued(end + 1):
        j = end + 2 + (w.low[end + 2] == "fiscal")
        inner = points.quarter(w, j)
        if inner is not None and (inner[0].quarter or inner[0].half) and inner[0].year is None:
            return replace(inner[0], unit="year", shift=point.shift, anchor=point.anchor), inner[1]
        if point.unit == "year" and point.shift == -1 and w.low[j] in ("quarter", "period"):
            return replace(point, versus=True), j + 1
        return None
    if point.year is not None or point.unit is not None or point.turn is not None or w.apart(end):
        return None
    j = end + (w.low[end] == "of" or (w.low[end] == "," and not point.weekday))
    j += w.low[j] == "the"
    if w.low[j] not in vocabulary().turns:
        return None
    frame = spans.turned(w, j)
    if frame is None or not isinstance(frame[0], Point) or frame[0].part or frame[0].weekend:
        return None
    fits = {"year": point.month or point.quarter or point.half or point.season or point.holiday,
            "week": point.weekday, "month": point.weekday and None}.get(frame[0].unit or "")  # fmt: skip
    if not fits:
        return None
    return replace(point, unit=frame[0].unit, shift=frame[0].shift, anchor=frame[0].anchor), frame[1]
