"""Lengths of time and turns: "three hours", "two weeks ago", "the past five years", "last May", "next week".

Every function takes the words and a position, and gives a meaning with the position after it, or None.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.time import numbers, points
from dragoman.annotate.time.words import APOSTROPHES, DASHES, Words, phrase, vocabulary
from dragoman.temporal import SMALLER, Anchor, Duration, Literally, Meaning, Point, Unit, period

Read = tuple[Meaning, int] | None

_ADJECTIVES = frozenset((
    "more", "full", "straight", "consecutive", "successive", "trading", "working", "business", "solid", "long",
    "whole", "calendar", "additional", "short", "further", "fiscal", "school", "different", "extra", "other", "entire",
))  # fmt: skip
_MODALS = frozenset(("will", "would", "may", "might", "could", "can", "should", "must", "shall", "to"))
_SMALL: frozenset[Unit] = frozenset(("second", "minute", "hour"))
_FOR_LENGTH = frozenset((
    "for", "in", "within", "than", "about", "almost", "nearly", "over", "after", "during", "at", "least", "under",
    "exactly", "only", "just", "took", "take", "takes", "last", "lasted", "of", "spent", "every", "on", "until",
    "half", "and", "or", "is", "as", "was", "be", "to", "from", "up", "more", "spend", "roughly", "through", "around",
))  # fmt: skip


def unit_at(w: Words, i: int) -> Unit | None:
    """The unit of time that word `i` names; "second" alone is a number, not a unit."""
    return vocabulary().units.get(w.low[i]) if w.low[i] != "second" else None


def amount(w: Words, i: int) -> Read:
    """ "three hours", "four-day", "two weeks ago", "a year earlier", "10 days after Christmas"; no age ("36-year-old")."""
    found = numbers.amount(w, i)
    if found is None:
        return None
    value, j = found
    if w.before(i) in ("$", "£", "€", "¥", "no") or (w.glued(i) and w.before(i) in ("/", ".", ":")):
        return None
    hyphened = w.hyphen(j)
    joined = hyphened > j
    if joined and w.low[i] in ("a", "an"):
        return None
    j = hyphened
    for _ in range(2):
        j += w.low[j] in _ADJECTIVES
    unit = vocabulary().units.get(w.low[j])
    if (
        w.low[i] == "one"
        and unit == "day"
        and w.before(i) in _MODALS
        and w.low[j + 1] not in ("of", "after", "before", "in")
    ):
        return Literally("FUTURE_REF"), j + 1  # "will one day rule"
    if (
        unit is None
        or (w.low[j] == "second" and not ((value == 1 and w.low[i] not in ("a", "an")) or joined))
        or (unit == "weekend" and value is None)
    ):
        return None
    end = j + 1
    if w.low[end : end + 3] == ["and", "a", "half"] and value is not None:
        value, end = value + 0.5, end + 3
    elif value is not None and not joined:
        value, end = _compound(w, unit, value, end)
    year = value is not None and 1900 <= value <= 2100 and "," not in w.low[i]
    if year and (not w.low[j].endswith("s") or unit == "quarter"):
        return None  # "the 2021-2022 fiscal year"
    if w.capital(j) and w.low[i] in ("60", "48") and unit in ("minute", "hour"):  # programmes on television
        return None
    if w.low[i] == "some" and not w.low[j].endswith("s"):  # "some day", "some century"
        return None
    if unit == "quarter" and value in (1, 3) and w.low[end] not in ("ago", "earlier", "later", "before"):
        return None  # "a quarter of the voters", "three-quarters"
    if w.low[i] in ("a", "an") and w.hyphen(end) > end and w.low[w.hyphen(end)] == "long":
        return None  # "a week-long visit": the article is the visit's
    if w.low[w.hyphen(end)] == "old":  # an age says who somebody is, not when or how long
        return None
    return _moved(w, i, unit, value, end)


def _compound(w: Words, unit: Unit, value: float, end: int) -> tuple[float, int]:
    """ "Ten years and 11 months", "two hours, 20 minutes": the smaller unit goes with the greater."""
    smaller = SMALLER.get(unit)
    if smaller is None or w.low[end] not in ("and", ","):
        return value, end
    rest = numbers.amount(w, end + 1) if w.low[end + 1] not in ("a", "an") else None
    if rest is None or rest[0] is None or unit_at(w, rest[1]) != smaller[0] or not 0 < rest[0] < smaller[1]:
        return value, end
    return value + rest[0] / smaller[1], rest[1] + 1


def _moved(w: Words, i: int, unit: Unit, value: float | None, end: int) -> Read:
    """A length of time, or the time that far before or after something."""
    word = w.low[end]
    whole = value is not None and value == int(value) and unit not in _SMALL and value < 100_000
    direction = {"ago": -1, "earlier": -1, "later": 1, "before": -1, "after": 1, "hence": 1, "beforehand": -1,
                 "afterward": 1, "afterwards": 1, "previously": -1}.get(word, 0)  # fmt: skip
    hyphened = w.hyphen(end)
    if hyphened > end and w.low[hyphened] in ("ago", "earlier"):
        if w.low[i] in ("a", "an"):  # "a year-earlier loss": the article is the loss's
            return None
        direction, end = -1, hyphened
        word = w.low[end]
    if w.low[end : end + 2] == ["from", "now"]:
        return (_shifted(unit, value or 0, "document"), end + 2) if whole else (Duration(unit, value), end + 2)
    if word in ("before", "after", "from"):
        return _around(w, unit, value if whole else None, end) or (Duration(unit, value), end)
    if word == "or" and w.low[end + 1] in ("two", "so", "more") and w.low[end + 2] in ("ago", "earlier", "later"):
        return Duration(unit, value, -1 if w.low[end + 2] == "ago" else None), end + 3  # "a day or two ago"
    if direction == 0:
        return _plain(w, i, unit, value, end)
    if not whole:
        return Duration(unit, value, -1 if word == "ago" else None), end + 1
    if word == "ago" and unit in ("day", "week") and not w.apart(end + 1):
        days = int(value or 0) * (7 if unit == "week" else 1)
        other = (
            reference_point(w, end + 1)
            if w.low[end + 1] in vocabulary().weekdays or w.low[end + 1] == "today"
            else None
        )
        if other is not None and other[0].after is None and not other[0].day:  # "a week ago Friday"
            return replace(other[0], after=(-days, "day")), other[1]
    if word == "ago" and unit in ("month", "year") and w.low[end + 1] in vocabulary().days and not w.apart(end + 1):
        day = Point(unit="day", shift=vocabulary().days[w.low[end + 1]], after=(-int(value or 0), unit))
        return day, end + 2  # "ten years ago today"
    anchor: Anchor = "document" if word == "ago" else "narrative"
    point = _shifted(unit, direction * (value or 0), anchor)
    return (replace(point, versus=True) if unit == "year" and value == 1 else point), end + 1


def _around(w: Words, unit: Unit, value: float | None, end: int) -> Read:
    """ "Two weeks after Christmas", "the day before yesterday", "a week from Monday"; else a sentence's end."""
    sign = -1 if w.low[end] == "before" else 1
    other = reference_point(w, end + 1)
    if other is not None and value is not None and other[0].after is None:
        point = other[0]
        if w.low[end] == "from" and point.weekday and point.turn is None:  # "a week from Friday": the one to come
            point = replace(point, turn=1)
        if w.low[end] == "from" and unit == "week" and point.unit in (None, "day"):  # that very day of the week
            unit, value = "day", 7 * value
        return replace(point, after=(sign * int(value), unit)), other[1]
    if value is not None and w.low[end] != "from" and w.low[end + 1] in (".", ",", ";", ""):
        point = _shifted(unit, sign * value, "narrative")
        return (replace(point, versus=True) if unit == "year" and value == 1 and sign < 0 else point), end + 1
    return None


def reference_point(w: Words, i: int) -> tuple[Point, int] | None:
    """A point that other times are counted from: a date, a weekday, a holiday, "yesterday", "last Tuesday"."""
    vocab = vocabulary()
    if w.low[i] in vocab.days:
        return Point(unit="day", shift=vocab.days[w.low[i]]), i + 1
    if w.low[i] in vocab.turns:
        turn = turned(w, i)
        return (turn[0], turn[1]) if turn is not None and isinstance(turn[0], Point) else None
    return points.weekday(w, i) or points.holiday(w, i) or points.month_first(w, i) or points.day_first(w, i)


def _shifted(unit: Unit, by: float, anchor: Anchor) -> Point:
    return Point(unit=unit, shift=int(by), anchor=anchor)


def _plain(w: Words, i: int, unit: Unit, value: float | None, end: int) -> Read:
    """A length of time, or a rate ("twice a week", "$5 a day")."""
    if w.low[i] in ("a", "an") and end == i + 2:
        before = w.before(i)
        if before in ("once", "twice", "times", "thrice", "%", "percent", "barrels", "million", "billion", "dollars"):
            return Literally(period(unit, 1)), end
        if before not in _FOR_LENGTH and before not in vocabulary().mods and not w.capital(i) and before not in DASHES:
            return None
    if w.low[end] == "or" and unit_at(w, end + 1) and w.low[end + 1].endswith("s"):  # "weeks or months"
        return Duration(unit, value), end + 2
    if w.low[end] == "or" and w.low[end + 1] in ("two", "so", "more", "less") and unit_at(w, end + 2) is None:
        return Duration(unit, value), end + 2  # "a year or two", "a month or so"
    ahead = w.before(i) == "in" and value is not None and value == int(value) and unit not in _SMALL
    return Duration(unit, value, counted_on=ahead and w.low[end] != "of"), end


def bare(w: Words, i: int) -> Read:
    """ "years", "decades", "months ago": a length of no told number, where the words around say that it is one."""
    unit = unit_at(w, i)
    long = w.hyphen(i + 1)
    if unit is not None and long > i + 1 and w.low[long] == "long" and not w.glued(i):  # "a week-long visit"
        return Duration(unit, None if w.low[i].endswith("s") else 1), long + 1
    if unit is None or (not w.low[i].endswith("s") and w.low[i] != "millennia"):
        return None
    before, after = w.before(i), w.low[i + 1]
    if before in DASHES or after in APOSTROPHES:
        return None
    if after == "ago":
        return Duration(unit, None, -1), i + 2
    if after in ("earlier", "later"):
        return Duration(unit, None), i + 2
    if after in ("or", "and") and w.low[i + 2].endswith("s") and unit_at(w, i + 2):  # "within weeks or months"
        return Duration(unit, None), i + 3
    if before in ("for", "in", "within", "over", "after", "last", "take", "took", "takes", "of", "since", "been") or (
        after in ("of", "before", "after") and unit != "quarter"
    ):
        return Duration(unit, None), i + 1
    if before == "the" and _followed(w, i + 1):
        return Duration(unit, None), i + 1
    return None


def _followed(w: Words, i: int) -> bool:
    """ "The years that followed", "the months ahead", "the weeks leading up to the vote", "the days to come"."""
    if w.low[i] in ("since", "ahead", "following", "preceding", "leading"):
        return True
    return w.low[i : i + 2] in (["to", "come"], ["that", "followed"], ["that", "follow"])


def turned(w: Words, i: int, the: bool = False) -> Read:
    """ "last week", "this past spring", "next Monday", "the following day", "the past two years", "last night"."""
    vocab = vocabulary()
    word, j = w.low[i], i + 1
    if (the or w.before(i) == "the") and word == "last" and w.low[j] in ("day", "days"):  # "the last day of the talks"
        return None
    if word == "last" and w.before(i) in vocab.before_verb and not w.capital(i - 1):  # "is to last three days"
        return None
    if word in ("following", "coming") and not the and w.before(i) not in ("the", "this") and not _plural_unit(w, j):
        return None  # "following Monday's talks"
    if word in ("this", "that") and w.low[j] in ("same", "past", "coming", "current", "very", "last", "next"):
        word, j = (w.low[j], j + 1) if w.low[j] != "very" else (word, j + 1)
    elif word == "same":
        j += w.low[j] == "very"
    turn = vocab.turns[word]
    story = word in vocab.narrative or (the and word == "next")
    if word == "latest" and unit_at(w, j + (w.low[j] == "fiscal")) is None:
        return None
    anchor: Anchor = "narrative" if story else "document"
    j += w.low[j] in ("fiscal", "financial", "calendar", "full", "entire", "whole")
    named = _turned_name(w, j, turn, anchor, word)
    if named is not None:
        return named
    if word in ("same", "that") or (word == "this" and w.low[j] not in vocab.vague):
        return None
    return _turned_amount(w, j, turn, word)


def _plural_unit(w: Words, i: int) -> bool:
    """ "Coming weeks", "coming few weeks"."""
    i += w.low[i] in vocabulary().vague
    return unit_at(w, i) is not None and w.low[i].endswith("s")


def _turned_name(w: Words, j: int, turn: int, anchor: Anchor, word: str) -> Read:
    vocab = vocabulary()
    unit = unit_at(w, j)
    through = w.before(j - 1) == "the" and w.before(j - 2) in ("over", "during", "within", "in")
    if unit == "weekend" and w.low[j] == "weekend":
        return Point(weekend=True, unit="week", shift=turn, turn=turn, anchor=anchor), j + 1
    if unit is not None and not w.low[j].endswith("s") and unit not in _SMALL:
        return _turned_unit(w, j, unit, turn, anchor, word, through)
    if unit in _SMALL and through and turn and not w.low[j].endswith("s"):  # "in the next hour"
        return Duration(unit, 1, turn), j + 1
    if w.low[j] in vocab.parts:
        day = 0 if turn == 0 else turn
        return Point(
            unit="day", shift=day, anchor=anchor if turn < 1 else "narrative", part=vocab.parts[w.low[j]]
        ), j + 1
    if w.low[j] in vocab.seasons:
        return points_with_turn(Point(season=vocab.seasons[w.low[j]]), j + 1, turn, anchor)
    if w.low[j] in vocab.weekdays and word != "that" and (w.capital(j) or w.low[j] not in vocab.weak):
        weekday = points.weekday(w, j)
        return points_with_turn(weekday[0] if weekday else Point(weekday=vocab.weekdays[w.low[j]]),
                                weekday[1] if weekday else j + 1, turn, anchor)  # fmt: skip
    if word == "that":  # "said that October was": a conjunction
        return None
    found = points.month_first(w, j) or points.holiday(w, j) or points.quarter(w, j)
    return points_with_turn(found[0], found[1], turn, anchor) if found else None


def _turned_unit(w: Words, j: int, unit: Unit, turn: int, anchor: Anchor, word: str, through: bool) -> Read:
    half = w.low[j + 1 : j + 4] == ["and", "a", "half"]
    if half or w.low[j + 1 : j + 3] == ["or", "two"]:  # "the past year and a half", "the next day or two"
        return Duration(unit, 1.5 if half else 1, turn or None), j + (4 if half else 3)
    if word == "past" and unit != "day":
        return Duration(unit, 1, -1), j + 1
    if through and word == "next" and unit != "day":  # "over the next year" is that of the writing
        anchor = "document"
    if word == "last" and w.before(j - 1) == "the" and w.low[j + 1] == "of":  # "the last year of the war"
        return None
    if unit == "quarter" and w.hyphen(j + 1) > j + 1:  # "the same quarter-point margin"
        return None
    owns = w.low[j + 1] in APOSTROPHES and w.low[j + 2] == "s" and w.low[j + 3] in vocabulary().results
    if unit == "quarter" and word == "this" and owns:  # "this quarter's loss" is that of the report
        return Point(unit="quarter", shift=-1, versus=True), j + 1
    if w.low[j] == "day" and word in ("this", "present", "current"):
        return None
    so = 2 if w.low[j + 1 : j + 3] == ["or", "so"] else 0  # "the next year or so"
    return Point(unit=unit, shift=turn, anchor=anchor), j + 1 + so


def points_with_turn(point: Point, end: int, turn: int, anchor: Anchor) -> Read:
    """A named point, of which the last, this or the next one is meant; one with its own year needs no turn."""
    return (point if point.year is not None else replace(point, turn=turn, anchor=anchor)), end


def _turned_amount(w: Words, j: int, turn: int, word: str) -> Read:
    direction = turn or None
    found = numbers.amount(w, j)
    k = found[1] if found else j
    k = w.hyphen(k)
    for _ in range(2):
        k += w.low[k] in _ADJECTIVES
    unit = unit_at(w, k)
    part = found is not None and found[0] in (0.5, 0.25)  # "the last half century"
    if unit is None or not (w.low[k].endswith("s") or part):
        return None
    if found is None and word in ("this", "present"):
        return None
    story = word in ("previous", "prior", "preceding", "following", "subsequent", "ensuing")
    return Duration(unit, found[0] if found else None, None if story else direction), k + 1


def first_amount(w: Words, i: int) -> Read:
    """ "first nine months", "final two weeks", "opening days" after "the"."""
    if w.low[i] not in ("first", "final", "opening", "closing", "latest", "early") and w.low[i : i + 3] != [
        "last",
        "days",
        "of",
    ]:
        return None
    found = numbers.amount(w, i + 1)
    k = found[1] if found else i + 1
    k += w.low[k] == "fiscal"
    unit = unit_at(w, k)
    if unit == "quarter" and w.low[i] == "first" and found and found[0] == 2 and w.low[k + 1] == "of":
        year = numbers.year(w, k + 2) if w.low[k + 2].isdigit() else None
        if year is not None:
            return Point(half=1, year=year[0]), year[1]
    if unit is None or not w.low[k].endswith("s") or (found is None and w.low[i] == "latest"):
        return None
    return Duration(unit, found[0] if found else None), k + 1


def long_word(w: Words, i: int) -> Read:
    """ "daylong", "weeklong", "monthlong"."""
    unit = vocabulary().units.get(w.low[i].removesuffix("long"))
    return (Duration(unit, 1), i + 1) if unit else None


def every(w: Words, i: int) -> Read:
    """ "every Tuesday", "each year", "every two years", "Every October"."""
    vocab = vocabulary()
    j = i + 1
    j += w.low[j] == "other" or w.low[j] == "single"
    found = numbers.amount(w, j)
    k = found[1] if found else j
    unit = unit_at(w, k)
    which = numbers.ordinal(w, j) if found is None and unit is None else None
    if which is not None and which[0] > 1 and unit_at(w, which[1]):  # "every third day"
        unit, found, k = unit_at(w, which[1]), (which[0], which[1]), which[1]
    if unit is not None:
        times = 2 if w.low[i + 1] == "other" else found[0] if found else 1
        return Literally(period(unit, times)), k + 1
    if w.low[j] in vocab.weekdays:
        part, end = day_part(w, j + 1)
        return Literally(f"XXXX-WXX-{vocab.weekdays[w.low[j]]}{part}"), end
    if w.low[j] in vocab.months and w.capital(j):
        return Literally(f"XXXX-{vocab.months[w.low[j]]:02d}"), j + 1
    if w.low[j] in vocab.parts:
        return Literally(f"XXXX-XX-XXT{vocab.parts[w.low[j]]}"), j + 1
    if w.low[j] in vocab.seasons:
        return Literally(f"XXXX-{vocab.seasons[w.low[j]]}"), j + 1
    return None


def times(w: Words, i: int) -> Read:
    """ "Once a month", "three times a day", "twice every two weeks": a set."""
    j = i + 1
    if w.low[i] not in ("once", "twice", "thrice"):
        if w.low[j] != "times":
            return None
        j += 1
    if w.low[j] in ("every", "each"):
        return every(w, j)
    unit = unit_at(w, j + 1)
    if w.low[j] not in ("a", "an", "per") or unit is None or w.low[j + 1].endswith("s"):
        return None
    return Literally(period(unit, 1)), j + 2


def days_of_weeks(w: Words, i: int) -> Read:
    """ "At weekends", "on weekdays": a set; "two weekends" counts."""
    if w.before(i) not in ("on", "at", "during", "and", "or", "except"):
        return None
    return Literally("XXXX-WXX-WE" if w.low[i] == "weekends" else "XXXX-WXX-WD"), i + 1


def day_part(w: Words, i: int) -> tuple[str, int]:
    """ "TMO" for a part of the day at word `i`, singular or plural; empty where there is none."""
    word = w.low[i]
    part = vocabulary().parts.get(word) or vocabulary().parts.get(word.removesuffix("s"))
    return (f"T{part}", i + 1) if part else ("", i)


def plural_weekday(w: Words, i: int) -> Read:
    """ "Tuesdays", "Friday nights": a set."""
    vocab = vocabulary()
    day = vocab.weekdays.get(w.low[i].removesuffix("s"))
    if day is None or len(w.low[i]) < 6:
        return None
    part, end = day_part(w, i + 1)
    if not w.low[i].endswith("s") and not (part and w.low[i + 1].endswith("s")):
        return None
    return Literally(f"XXXX-WXX-{day}{part}"), end


# Nouns that take "past" and "present" as their own: "the past season", "the present government".
_QUALIFIED = frozenset(("season", "seasons", "government", "practice", "crisis", "system", "leadership", "situation"))


def _no_time(w: Words, i: int, end: int) -> bool:
    """ "The past season", "the future of the alliance", "most recently last October", "as long ago as 1975"."""
    if w.before(i) == "as" and "as" in w.low[i + 1 : i + 3]:
        return True
    if w.before(i) == "most" and w.low[end] in ("last", "this", "on", "in"):
        return True
    if w.low[i] != "the" or end != i + 2:
        return False
    return w.low[end] == "of" if w.low[i + 1] == "future" else w.low[end] in _QUALIFIED


def vague_reference(w: Words, i: int) -> Read:
    """ "now", "recently", "the future": the lexicon's words that point to no date."""
    found = phrase(w, i, vocabulary().references)
    if not found or not found[0] or _no_time(w, i, found[1]):
        return None
    return Literally(found[0]), found[1]
