"""Hours with their day, or the part of the day that settles them: "9 a.m. Tuesday", "7:30 last night", "9 to 11 a.m."."""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.time import clock
from dragoman.annotate.time.grammar import Reading, core, is_day
from dragoman.annotate.time.words import APOSTROPHES, DASHES, Words, vocabulary
from dragoman.temporal import Point

_TOLD = frozenset(("at", "by", "from", "until", "till", "since", "around", "about", "before", "after", "between"))


def hour(w: Words, i: int) -> Reading | None:
    """An hour, and the day it belongs to: "9 a.m. Tuesday", "noon on Thursday", "ten thirty this morning"."""
    found = clock.clock(w, i)
    settled = _settled(w, i)
    if settled is not None and (found is None or settled.end > found[1]):
        return settled
    if found is None or found[1] > w.count:
        return _first_of_two(w, i)
    j = found[1] + (w.low[found[1]] in ("on", ","))
    j += w.low[j] in ("late", "early")
    day = core(w, j) if not w.apart(j) else None
    if day is not None and isinstance(day[0], Point) and is_day(day[0]) and not day[0].clock:
        return Reading(replace(day[0], clock=found[0].clock, part=None), i, day[1])
    return Reading(found[0], i, found[1])


def _settled(w: Words, i: int) -> Reading | None:
    """An hour of twelve that a part of the day settles: "7:30 last night", "three in the afternoon", "9 this morning"."""
    read = clock.of_twelve(w, i)
    if read is None:
        return None
    value, minute, end = read
    if w.low[end] == "o" and w.low[end + 1] in APOSTROPHES and w.low[end + 2] == "clock":
        end += 3
    elif w.before(i) not in _TOLD and end == i + 1:
        return None  # "killed nine this morning" counts
    part, after = _part_of_day(w, end)
    day = Point()
    if part is None:
        found = core(w, end) if not w.apart(end) else None
        if found is None or not isinstance(found[0], Point) or not is_day(found[0]) or not found[0].part:
            return None
        day, part, after = found[0], found[0].part, found[1]
    late = part in ("AF", "EV") or (part == "NI" and value >= 5)
    if late and value < 12:
        value += 12
    elif value == 12 and part in ("MO", "NI"):
        value = 24 if part == "NI" and not minute else 0
    return Reading(replace(day, clock=f"{value:02d}:{minute:02d}", part=None), i, after)


def _part_of_day(w: Words, i: int) -> tuple[str | None, int]:
    """ "In the morning", "at night" after an hour."""
    if w.low[i : i + 2] == ["at", "night"]:
        return "NI", i + 2
    if w.low[i : i + 2] == ["in", "the"] and w.low[i + 2] in ("morning", "afternoon", "evening"):
        return vocabulary().parts[w.low[i + 2]], i + 3
    return None, i


def _first_of_two(w: Words, i: int) -> Reading | None:
    """The "9" of "from 9 to 11 a.m.": the second hour says of both which half of the day it is."""
    if w.before(i) not in ("from", "between", "at", "around", "about"):
        return None
    read = clock.of_twelve(w, i)
    if read is None:
        return None
    value, minute, end = read
    if w.low[end] not in ("to", "and", "or", "until") and w.low[end] not in DASHES:
        return None
    second = clock.clock(w, end + 1)
    if second is None or second[0].clock is None or clock.of_twelve(w, end + 1) is None:
        return None
    late = int(second[0].clock[:2]) >= 12
    if value % 12 >= int(second[0].clock[:2]) % 12 and w.low[end] != "or":
        late = not late  # "from 11 to 2 p.m."
    return Reading(Point(clock=f"{value % 12 + 12 * late:02d}:{minute:02d}"), i, end)
