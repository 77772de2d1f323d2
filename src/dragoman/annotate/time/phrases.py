"""Whole expressions of time: a core with what goes before it ("the end of", "early", "at least", "9 a.m. on").

`expression(words, i)` reads the longest one at word `i`. Parts do not nest ("the end of the end of"), so that the
work at one word is bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from dragoman.annotate.time import hours, numbers, periods, points, spans
from dragoman.annotate.time.grammar import Reading, cores, fiscal, is_day, plain, week_of, with_tail
from dragoman.annotate.time.parts import counted_part
from dragoman.annotate.time.words import DASHES, Words, phrase, vocabulary
from dragoman.temporal import Duration, Meaning, Point

_STOPS = frozenset(
    (".", ",", ";", ":", ")", "", "in", "at", "on", "by", "with", "when", "for", "as", "and", "but", "to")
)


# Words after which "over" is "more than" ("for over a year"); after others it is "during" ("met over two days").
_OF_LENGTH = frozenset(
    ("for", "in", "last", "lasted", "lasts", "took", "take", "takes", "spent", "of", "just", "well", "after", "with")
)


def expression(w: Words, i: int) -> Reading | None:
    """The longest expression of time that begins at word `i`."""
    best: Reading | None = None
    for head in starters().get(w.low[i], ()) if not w.low[i][:1].isdigit() else (plain, hours.hour):
        found = head(w, i)
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


@cache
def starters() -> dict[str, tuple[Callable[[Words, int], Reading | None], ...]]:
    """For each word that can begin an expression of time, the readings to try."""
    vocab = vocabulary()
    table: dict[str, list[Callable[[Words, int], Reading | None]]] = {}
    for word in cores():
        table.setdefault(word, []).append(plain)
    for word in (*vocab.clocks, *vocab.numbers):
        table.setdefault(word, []).append(hours.hour)
    for word in ("prior", "previous"):
        table.setdefault(word, []).append(periods.prior_year)
    for word in vocab.mods:
        table.setdefault(word, []).append(_modified)
    for word in vocab.bounds:
        table.setdefault(word, []).append(_bounded)
    for word in vocab.edges:
        table.setdefault(word, []).append(_edged)
    for word in ("midyear", "midweek", "midmonth"):
        table.setdefault(word, []).append(_midyear)
    table.setdefault("the", []).append(_the)
    table.setdefault("year", []).extend((periods.ending, periods.ago))
    table.setdefault("day", []).append(_day_before)
    return {word: tuple(dict.fromkeys(heads)) for word, heads in table.items()}


def _the(w: Words, i: int) -> Reading | None:
    """What follows "the": "the third quarter", "the following day", "the end of 1990", "the 1990s", "the week"."""
    whole, part = _the_core(w, i), _the_part(w, i)
    return part if whole is None or (part is not None and part.end > whole.end) else whole


def _inside(w: Words, i: int) -> Reading | None:
    """A point inside a longer expression ("the end of" + "the week"); parts do not nest, so the work stays bounded."""
    return _the_core(w, i) if w.low[i] == "the" else plain(w, i)


def _the_core(w: Words, i: int) -> Reading | None:
    j = i + 1
    word = w.low[j]
    vocab = vocabulary()
    found: tuple[Meaning, int] | None = counted_part(w, j) or spans.first_amount(w, j)
    if found is None and word in vocab.turns:
        found = spans.turned(w, j, the=True)
    found = found or spans.vague_reference(w, i)
    if found is None:
        found = _decade_or_century(w, j) or _quarter_after_the(w, j) or _season_after_the(w, j) or periods.counted(w, j)
    if found is not None:
        if _adjective(w, j, found[1]):
            return None
        if isinstance(found[0], Point):
            found = with_tail(w, found[0], found[1])
        return Reading(found[0], i, found[1])
    unit = _bare_unit(w, j)
    return replace(unit, start=i) if unit else None


def _the_part(w: Words, i: int) -> Reading | None:
    """ "The early 1980s", "the end of November", "the day before yesterday", "the week of March 6", "the year-ago quarter"."""
    j = i + 1
    word = w.low[j]
    inner: Reading | None = None
    if w.low[j + 1] in ("part", "half") and word in _PART and (named := _part_named(w, j)):
        inner = named
    elif word in ("early", "late", "mid"):
        inner = _modified(w, j) or _early_hours(w, j)
    elif word in vocabulary().edges:
        inner = _edged(w, j)
    elif w.low[j + 1] in ("before", "after") and (told := _before(w, j)):
        inner = told
    elif word == "day":
        inner = _day_before(w, j)
    elif word == "year" and (periods.ending(w, j) or periods.ago(w, j)):
        inner = periods.ending(w, j) or periods.ago(w, j)
        return replace(inner, start=i) if inner and inner.end > w.hyphen(j + 1) + 1 else None
    elif compared := periods.compared(w, j):
        inner = compared
    elif word in ("week", "fiscal"):
        found = week_of(w, j) if word == "week" else fiscal(w, j)
        inner = Reading(found[0], j, found[1]) if found else None
    return replace(inner, start=i) if inner else None


def _adjective(w: Words, i: int, end: int) -> bool:
    """ "third-quarter" before a noun: the article belongs to the noun."""
    return any(w.hyphen(k) > k for k in range(i + 1, end - 1)) and w.low[end - 1] == "quarter"


def _decade_or_century(w: Words, j: int) -> tuple[Meaning, int] | None:
    found = points.decade(w, j)
    if found is None and w.low[j] == "year":
        year = numbers.year(w, j + 1)
        return (Point(year=year[0]), year[1]) if year else None
    if found is None and w.low[j].isdigit() and len(w.low[j]) == 4:
        inner = points.quarter(w, j + 1)
        if inner is not None and (inner[0].quarter or inner[0].half):
            return replace(inner[0], year=int(w.low[j])), inner[1]
    return found


def _quarter_after_the(w: Words, j: int) -> tuple[Meaning, int] | None:
    start = w.hyphen(j + 1) if w.low[j] == "fiscal" else j
    ends_in = points.month_first(w, j) if w.low[j + 1] == "quarter" and w.low[j] in vocabulary().months else None
    return (
        points.quarter(w, start)
        or ends_in
        or (points.day_first(w, j) or points.day_of_a_month(w, j) if numbers.ordinal(w, j) else None)
    )


def _season_after_the(w: Words, j: int) -> tuple[Meaning, int] | None:
    return points.season(w, j) if w.low[j] in vocabulary().seasons else None


def _bare_unit(w: Words, j: int) -> Reading | None:
    """ "the quarter", "the weekend": the present one, where nothing else is said."""
    word, after = w.low[j], w.low[j + 1]
    if w.hyphen(j + 1) > j + 1 or after in ("-", "of") or (w.capital(j) and not w.raw[j - 1].isupper()):
        return None  # "Man of the Year"
    if word == "day" and w.low[j - 3 : j] == ["end", "of", "the"] and w.before(j - 4) in ("by", "before", "until"):
        return Reading(Point(unit="day", anchor="narrative"), j, j + 1)
    if word in vocabulary().parts and w.before(j - 1) in ("in", "during", "later", "throughout"):
        return Reading(Point(unit="day", anchor="narrative", part=vocabulary().parts[word]), j, j + 1)
    if word == "day" and w.before(j - 1) == "in" and w.before(j - 2) in ("later", "earlier", "late", "early"):
        return Reading(Point(unit="day", anchor="narrative"), j, j + 1)
    if word in ("full", "fiscal", "whole", "entire") and after in ("year", "quarter", "fiscal"):
        end = j + 2 + (after == "fiscal")
        if span := periods.ended(w, end - 1):
            return replace(span, start=j)
        unit = vocabulary().units.get(w.low[end - 1])
        return Reading(Point(unit=unit, anchor="narrative"), j, end) if unit else None
    if word == "weekend":
        return Reading(Point(weekend=True, unit="week", anchor="document"), j, j + 1)
    if word in ("quarter", "year", "week", "month") and (span := periods.ended(w, j)):
        return span
    if word in ("quarter", "week", "year", "month") and after == "since":  # "the year since he took office"
        return Reading(Duration(vocabulary().units[word], 1), j, j + 1)
    if word in ("quarter", "week", "year", "month"):
        if after in ("before", "after") or (after == "just" and w.low[j + 2] == "ended"):  # "the year after the coup"
            return Reading(Point(unit=vocabulary().units[word], shift=-1), j, j + 1) if after == "just" else None
        return Reading(Point(unit=vocabulary().units[word], anchor="narrative"), j, j + 1)
    if word in ("years", "months", "decades", "centuries") and w.before(j - 1) in ("over", "through", "throughout"):
        return Reading(Duration(vocabulary().units[word], None), j, j + 1)
    if word in ("decade", "century", "millennium") and w.before(j - 1) in ("of", "in", "during", "throughout"):
        if after in ("before", "after", "since", "to", "that", "following") or w.before(j - 2) == "turn":
            return None
        return Reading(Point(unit=vocabulary().units[word]), j, j + 1)
    return None


def _modified(w: Words, i: int) -> Reading | None:
    """ "early August", "mid-2023", "late on Sunday", "earlier this year", "about two years ago"."""
    mod = vocabulary().mods[w.low[i]]
    j = w.hyphen(i + 1)
    if mod in ("START", "END", "MID"):
        return _part_of(w, i, j, mod)
    found = spans.amount(w, j)
    if found is None and mod == "APPROX" and w.low[j].isdigit() and len(w.low[j]) == 4:
        found = points.bare_year(w, j)
    if found is None or (w.low[i] == "some" and isinstance(found[0], Point) and found[0].year):
        return None
    return Reading(found[0], i, found[1], mod)


def _part_of(w: Words, i: int, j: int, mod: str) -> Reading | None:
    """The early, middle or late part of a point; "later" and "earlier" go with "this year" and the like alone."""
    vocab = vocabulary()
    word = w.low[i]
    j += w.low[j] in ("on", "in") and word != "middle"
    if word in ("earlier", "later") and not (
        w.low[j] in ("this", "that", "in", "last", "next")
        or w.low[j] in vocab.days
        or w.low[j] == "the"
        or w.low[j] in vocab.weekdays
        or (w.before(j) == "in" and (w.low[j] in vocab.months or w.low[j] in vocab.turns))
    ):
        return None
    if w.low[j] in vocab.parts and w.low[i] in ("mid", "late", "early") and w.hyphen(i + 1) > i + 1:
        part = vocab.parts[w.low[j]]
        day = spans.reference_point(w, j + 1 + (w.low[j + 1] == "on"))
        if day is not None and is_day(day[0]) and not day[0].part:
            return Reading(replace(day[0], part=part), i, day[1], mod)
        if part == "NI":  # "late-night talks" tells a kind
            return None
        return Reading(Point(unit="day", part=part), i, j + 1, mod)
    middle = word == "mid" and w.hyphen(i + 1) > i + 1 and w.low[j] in ("year", "month", "week", "decade", "century")
    if middle and (w.low[j] != "year" or w.low[j + 1] not in ("old", "report")):
        return Reading(Point(unit=vocab.units[w.low[j]]), i, j + 1, mod)
    inner = _inside(w, j)
    if inner is None or not isinstance(inner.meaning, Point) or inner.mod is not None:
        return None
    return Reading(inner.meaning, i, inner.end, mod)


def _midyear(w: Words, i: int) -> Reading | None:
    """ "Midyear", "midweek"."""
    year = numbers.year(w, i + 1) if w.low[i] == "midyear" and w.low[i + 1].isdigit() else None
    if year is not None:
        return Reading(Point(year=year[0]), i, year[1], "MID")
    return Reading(Point(unit=vocabulary().units[w.low[i].removeprefix("mid")]), i, i + 1, "MID")


_PART = {
    "early": "START",
    "first": "START",
    "latter": "END",
    "last": "END",
    "final": "END",
    "middle": "MID",
    "later": "END",
}


def _part_named(w: Words, i: int) -> Reading | None:
    """ "Early part of 1990", "latter half of the decade", "first days of May"."""
    if (
        w.low[i + 1] not in ("part", "half")
        or w.low[i + 2] != "of"
        or (w.low[i + 1] == "half" and w.low[i] != "latter")
    ):
        return None
    inner = _inside(w, i + 3)
    if inner is None or not isinstance(inner.meaning, Point) or inner.mod is not None:
        return None
    point = inner.meaning
    if w.low[i + 1] == "half" and (point == Point(year=point.year) or (point.unit == "year" and not point.month)):
        return Reading(replace(point, half=2), i, inner.end)
    return Reading(point, i, inner.end, _PART[w.low[i]])


def _bounded(w: Words, i: int) -> Reading | None:
    """ "at least 20 more years", "more than two weeks ago", "less than an hour"."""
    found = phrase(w, i, vocabulary().bounds)
    if found is None or (w.low[i] == "over" and w.before(i) not in _OF_LENGTH):
        return None
    inner = spans.amount(w, found[1])
    if inner is None:
        return None
    meaning = inner[0]
    if isinstance(meaning, Point) and meaning.unit and meaning.shift < 0:  # "more than a decade ago" is no one decade
        meaning = Duration(meaning.unit, -meaning.shift)
    return Reading(meaning, i, inner[1], found[0])


def _early_hours(w: Words, i: int) -> Reading | None:
    """ "The early hours of Tuesday"."""
    if w.low[i : i + 3] != ["early", "hours", "of"]:
        return None
    day = spans.reference_point(w, i + 3)
    if day is None or not is_day(day[0]) or day[0].part not in (None, "MO"):
        return None
    return Reading(replace(day[0], part="MO"), i, day[1] + (w.low[day[1]] == "morning"), "START")


def _edged(w: Words, i: int) -> Reading | None:
    """ "end of November", "beginning of next year", "end-March"."""
    joined = w.hyphen(i + 1)
    if w.low[i + 1] != "of" and (joined == i + 1 or w.low[i] != "end"):
        return None
    inner = _inside(w, i + 2)
    if inner is None or not isinstance(inner.meaning, Point) or inner.mod is not None:
        return None
    return Reading(inner.meaning, i, inner.end, vocabulary().edges[w.low[i]])


def _before(w: Words, i: int) -> Reading | None:
    """ "The day before", "the year before", where nothing follows that it is before; "the week after next"."""
    unit = spans.unit_at(w, i)
    night = w.low[i] in ("night", "evening")
    if w.low[i + 1 : i + 3] == ["after", "next"] and unit in ("week", "month", "year"):
        return Reading(Point(unit=unit, shift=2), i, i + 3)
    if w.low[i + 1] not in ("before", "after") or not (night or unit in ("day", "week", "month", "year")):
        return None
    named = vocabulary().weekdays, vocabulary().months, vocabulary().units, vocabulary().seasons
    if (
        w.low[i + 1 : i + 3] == ["before", "last"]
        and unit is not None
        and not any(w.low[i + 3] in words for words in named)
    ):
        return Reading(Point(unit=unit, shift=-2), i, i + 3)
    if w.low[i + 2] not in _STOPS and w.low[i + 2] not in DASHES:
        return None
    part = vocabulary().parts[w.low[i]] if night else None
    shift = -1 if w.low[i + 1] == "before" else 1
    return Reading(Point(unit=unit or "day", shift=shift, anchor="narrative", part=part), i, i + 2)


def _day_before(w: Words, i: int) -> Reading | None:
    """ "the day before yesterday", "day after tomorrow", "the day after the vote" (where only a length is known)."""
    if w.low[i] != "day" or w.low[i + 1] not in ("before", "after"):
        return None
    other = spans.reference_point(w, i + 2)
    if other is None or other[0].after is not None:
        return None
    return Reading(replace(other[0], after=(-1 if w.low[i + 1] == "before" else 1, "day")), i, other[1])
