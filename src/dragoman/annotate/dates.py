"""Every expression of time in a text, as the words that tell it and what they say, read from the text alone.

One pass over the words, each of which is looked at a bounded number of times: the work is linear in the
length of the text, whatever stands in it. The vocabulary is lexicon/time.toml.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from dragoman.annotate.time import numbers, points
from dragoman.annotate.time.grammar import Reading
from dragoman.annotate.time.phrases import expression, starters
from dragoman.annotate.time.words import DASHES, Words, read, vocabulary
from dragoman.temporal import Expression, Point

__all__ = ["Expression", "find"]

Link = Literal["list", "range"]

_RANGE = frozenset(("to", "through", "until", "till", "thru"))
_LIST = frozenset(("and", "or", ",", "then"))
# Words that may follow the last number of "April 24 and 25": after others it counts something.
_AFTER_DAY = frozenset((
    "", ".", ",", ";", ":", ")", "at", "in", "for", "with", "by", "as", "when", "before", "after", "during", "on", "of",
    "to", "and", "or", "where", "while", "that", "which", "will", "would", "was", "were", "is", "are", "said", "'", "’",
    '"', "”", "_", "?", "!", "]", "respectively", "but", "amid", "under", "between",
)) | DASHES  # fmt: skip


def find(text: str, start: int = 0, end: int | None = None) -> tuple[Expression, ...]:
    """The expressions of time from `start` to `end`, in order, none overlapping another. Offsets are into `text`."""
    words = read(text, start, end)
    heads = starters()
    found: list[Expression] = []
    last_word, i = 0, 0
    for at, word in enumerate(words.low[: words.count]):
        if at < i or (word not in heads and not word[0].isdigit()):
            continue
        reading = expression(words, at)
        if reading is None:
            continue
        link = _link(words, last_word, at) if found else None
        found.append(_made(words, reading, link))
        i = last_word = reading.end
        for more in _further_days(words, reading):
            found.append(_made(words, more[0], more[1]))
            i = last_word = more[0].end
    return _shared(found)


def _made(w: Words, reading: Reading, link: Link | None) -> Expression:
    start, end = w.starts[reading.start], w.ends[reading.end - 1]
    return Expression(
        start, end, w.text[start:end], reading.type, reading.meaning, reading.mod, link, _ahead(w, reading.start)
    )


def _ahead(w: Words, i: int) -> bool:
    """Whether the words before turn an expression to the future: "until Tuesday", "scheduled for March"."""
    vocab = vocabulary()
    for k in range(i - 1, max(i - 4, -1), -1):
        word = w.low[k]
        if word == "of" and w.before(k) == "ahead":  # "ahead of Sunday's vote"
            return True
        if word in vocab.ahead:  # "Until Thursday, they had not called": there the verb decides
            return not w.capital(k)
        if word in vocab.planned:
            return _plans(w, k)
        if word not in vocab.between:
            return False
    return False


def _plans(w: Words, k: int) -> bool:
    """Whether a word of planning is one here: "as soon as", "set for", "holders of record", "through January"."""
    vocab = vocabulary()
    match w.low[k]:
        case "soon":
            return w.before(k) == "as"
        case "set":
            return w.low[k + 1] in ("for", "to", "by")
        case "record":
            return w.before(k) == "of"
        case "through":  # not the end of a range
            named = vocab.months, vocab.weekdays, vocab.seasons
            return not w.before(k)[:1].isdigit() and not any(w.before(k) in words for words in named)
    return True


def _link(w: Words, last: int, at: int) -> Link | None:
    """How an expression continues the one before: joined by "and" or a comma, or by "to" or a dash."""
    between = w.low[last:at]
    if not 1 <= len(between) <= 4:
        return None
    rest = [word for word in between if word not in ("on", "from", "the", "late", "early")]
    if len(rest) == 1 and (rest[0] in _RANGE or rest[0] in DASHES):
        return "range"
    if rest and all(word in _LIST for word in rest) and len(rest) <= 2:
        return "list"
    return None


def _further_days(w: Words, reading: Reading) -> list[tuple[Reading, Link]]:
    """The "25" of "April 24 and 25", the "5" of "Oct. 3-5", the "99" of "1998-99"."""
    point = reading.meaning
    found: list[tuple[Reading, Link]] = []
    if not isinstance(point, Point) or point.part or point.clock:
        return found
    end = reading.end
    if point.unit and (other := _other_turn(w, point, end)):
        found.append(other)
    if point.day and point.month and (w.low[end - 1].isdigit() or w.glued(end - 1)):
        while len(found) < 31:
            more = _another_day(w, point, end)
            if more is None:
                break
            found.append(more)
            end = more[0].end
    elif point == Point(year=point.year) and w.low[end] in DASHES and w.glued(end) and w.glued(end + 1):
        short = numbers.digits(w.low[end + 1])
        if point.year and short is not None and len(w.low[end + 1]) == 2 and short > point.year % 100:
            year = point.year // 100 * 100 + short
            found.append((Reading(Point(year=year), end + 1, end + 2), "range"))
    return found


_PAIRED = frozenset(("and", "or", "as", "than", "from", "nor"))


def _other_turn(w: Words, point: Point, end: int) -> tuple[Reading, Link] | None:
    """The "next" of "this year and next", the "last" of "higher this year than last"."""
    word = w.low[end + 1]
    closed = w.low[end + 2] in _AFTER_DAY or w.low[end + 2] in ("from", "than", "because")
    if point != Point(unit=point.unit) or w.low[end - 2] != "this" or word not in ("next", "last") or not closed:
        return None
    if w.low[end] not in _PAIRED or point.unit not in ("week", "month", "quarter", "year"):
        return None
    return Reading(Point(unit=point.unit, shift=1 if word == "next" else -1), end + 1, end + 2), "list"


def _another_day(w: Words, point: Point, end: int) -> tuple[Reading, Link] | None:
    mark = w.low[end]
    start = end + 1
    if mark == "," and w.low[start] in ("and", "or"):
        mark, start = "and", start + 1
    if mark not in ("and", "or", ",", "to", "through") and mark not in DASHES:
        return None
    day = numbers.day_of_month(w, start)
    if day is None or not w.low[start].isdigit() or (w.low[day[1]] not in _AFTER_DAY) or w.apart(start):
        return None
    if mark == "," and w.low[day[1]] not in ("and", ",", "or"):
        return None
    whole = points.day_first(w, start)  # "the 4th and 5th of March": the last has the month
    if whole is not None and whole[1] > day[1]:
        return None
    if (w.glued(day[1]) and w.low[day[1]] in (":", "'", "’")) or (point.day or 0) >= day[0]:
        return None
    link: Link = "range" if mark in _RANGE or mark in DASHES else "list"
    after = w.low[day[1]] == ","
    year = numbers.year(w, day[1] + after) if w.low[day[1] + after].isdigit() else None
    meaning = replace(point, day=day[0], weekday=None, year=year[0] if year else point.year)
    return Reading(meaning, start, year[1] if year else day[1]), link


def _shared(found: list[Expression]) -> tuple[Expression, ...]:
    """Members of one list or range share the year that the last of them names, those of a range also the first's."""
    for i in range(len(found) - 1, 0, -1):
        if found[i].link is not None:
            found[i - 1] = _lend(found[i - 1], found[i], back=True)
    for i in range(1, len(found)):
        if found[i].link == "range":
            found[i] = _lend(found[i], found[i - 1], back=False)
    return tuple(found)


def _lend(to: Expression, other: Expression, back: bool) -> Expression:
    """`to` with the year of `other`, its neighbour; a range that crosses the new year keeps its order."""
    mine, given = to.meaning, other.meaning
    if not isinstance(mine, Point) or not isinstance(given, Point) or mine.year or not given.year:
        return to
    if not mine.month or not given.month or mine.unit is not None or mine.turn is not None:
        return to
    crosses = mine.month > given.month if back else mine.month < given.month
    step = (-1 if back else 1) if crosses else 0
    return replace(to, meaning=replace(mine, year=given.year + step))
