"""Hours of the clock as they are written: "9 a.m.", "21:30", "0930 GMT", "6 o'clock", "noon".

Every function takes the words and a position, and gives what it read with the position after it.
"""

from __future__ import annotations

from dragoman.annotate.time.points import Found
from dragoman.annotate.time.words import APOSTROPHES, Words, vocabulary
from dragoman.temporal import Point


def clock(w: Words, i: int) -> Found:
    """ "9 a.m.", "9:30", "21:30 GMT", "0930 GMT", "6 o'clock", "noon", each with its zone."""
    name = vocabulary().clocks.get(w.low[i])
    if name is not None:
        if w.before(i) == "high":
            return None
        zone, after = _zone(w, i + 1)
        return Point(clock=f"{name}{zone or ''}"), after
    word = w.low[i]
    spelled = _spelled(w, i)
    if spelled is not None:
        return spelled
    hour_word = vocabulary().numbers.get(word, 0)
    if 1 <= hour_word <= 12 and w.low[i + 1] == "o" and w.low[i + 2] in APOSTROPHES and w.low[i + 3] == "clock":
        zone, after = _zone(w, i + 4)
        return Point(clock=f"{hour_word:02d}:00{zone or ''}"), after
    if not (word.isascii() and word.replace(".", "").isdecimal()) or len(word) > 5 or w.before(i) in ("$", "£", "€"):
        return None
    hour, minute, end = _hour(w, i)
    if hour > 24 or minute > 59:
        return None
    half, after = _half_of_day(w, end)
    sure = half is not None or (w.low[end : end + 1] == ["o"] and w.low[end + 1] in APOSTROPHES)
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif sure and w.low[end + 2] == "clock":
        after = end + 3
    told = w.before(i) in ("at", "by", "from", "until", "till", "since", "around", "about", "before", "after")
    military = len(word) == 4 and after == i + 1 and w.low[after] == "hours" and told  # "at 1430 hours"
    zone, after = _zone(w, after + military)
    coloned = end == i + 3 and told
    if not (sure or coloned or military or (zone is not None and (len(word) == 4 or end == i + 3))):
        return None
    return Point(clock=f"{hour:02d}:{minute:02d}{zone or ''}"), after


def of_twelve(w: Words, i: int) -> tuple[int, int, int] | None:
    """An hour of a clock face without its half of the day, the minute and the word after: "7:30", "ten thirty", "9"."""
    if w.low[i][:1].isdigit():
        if not (w.low[i].isascii() and w.low[i].replace(".", "").isdecimal()):
            return None
        hour, minute, end = _hour(w, i)
        whole = len(w.low[i]) <= 2 or "." in w.low[i]
        return (hour, minute, end) if whole and 1 <= hour <= 12 and minute < 60 else None
    hour = vocabulary().numbers.get(w.low[i], 0)
    if not 1 <= hour <= 12:
        return None
    start = w.hyphen(i + 1)
    tens = vocabulary().numbers.get(w.low[start], 0)
    if tens not in (10, 15, 20, 30, 40, 45, 50):
        return hour, 0, i + 1
    rest = w.hyphen(start + 1)
    ones = vocabulary().numbers.get(w.low[rest], 0) if tens >= 20 else 0
    return (hour, tens + ones, rest + 1) if 1 <= ones <= 9 else (hour, tens, start + 1)


def _spelled(w: Words, i: int) -> Found:
    """ "Eight-thirty a.m.", "two p.m. local time"."""
    told = of_twelve(w, i) if w.low[i] in vocabulary().numbers else None
    if told is None:
        return None
    half, after = _half_of_day(w, told[2])
    if half is None:
        return None
    zone, after = _zone(w, after)
    return Point(clock=f"{told[0] % 12 + 12 * (half == 'p'):02d}:{told[1]:02d}{zone or ''}"), after


def _hour(w: Words, i: int) -> tuple[int, int, int]:
    """Hour, minute and the word after: "9", "9:30", "9.30", "0930"; 99 where it is none."""
    word = w.low[i]
    if (
        w.low[i + 1] == ":"
        and w.glued(i + 1)
        and w.glued(i + 2)
        and len(w.low[i + 2]) == 2
        and w.low[i + 2].isdecimal()
    ):
        return (int(word), int(w.low[i + 2]), i + 3) if word.isdecimal() and w.low[i + 2].isascii() else (99, 0, i)
    if len(word) == 4 and word.isdecimal():
        return int(word[:2]), int(word[2:]), i + 1
    hour, _, minute = word.partition(".")
    if len(hour) > 2 or not hour or (minute and len(minute) != 2):
        return 99, 0, i
    return int(hour), int(minute or 0), i + 1


def _half_of_day(w: Words, i: int) -> tuple[str | None, int]:
    word = w.low[i]
    if word in ("am", "pm"):
        return word[0], i + 1
    if word in ("a", "p") and w.low[i + 1] == "." and w.glued(i + 1) and w.low[i + 2] == "m" and w.glued(i + 2):
        return word, i + 4 if w.low[i + 3] == "." and w.glued(i + 3) else i + 3
    return None, i


def _zone(w: Words, i: int) -> tuple[str | None, int]:
    word = w.low[i]
    if word == "(" and w.low[i + 2] == ")" and w.low[i + 1] in vocabulary().zones and w.raw[i + 1].isupper():
        return ("Z" if w.low[i + 1] in vocabulary().zulu else ""), i + 3
    if word in vocabulary().zones and w.raw[i].isupper():
        return ("Z" if word in vocabulary().zulu else ""), i + 1
    if word in ("eastern", "central", "pacific", "moscow", "beijing") and w.capital(i) and w.low[i + 1] == "time":
        return "", i + 2
    if word == "local" and w.low[i + 1] == "time":
        return "", i + 2
    return None, i
