"""Places on the calendar as they are written: "Feb. 20", "3 October 2022", "the 1990s", "Monday morning".

Every function takes the words and a position, and gives a point with the position after it, or None.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.time import numbers
from dragoman.annotate.time.words import APOSTROPHES, DASHES, Words, phrase, vocabulary
from dragoman.temporal import Literally, Meaning, Point

Found = tuple[Point, int] | None

# What no month stands before as a time: words of grammar, and what is named for a person ("the May government").
_NO_NOUNS = frozenset((
    "against", "through", "toward", "towards", "across", "after", "before", "under", "while", "which", "family",
    "families", "government", "cabinet", "administration", "ministry", "campaign", "premiership",
))  # fmt: skip
_AFTER_DAY = frozenset(
    (".", ",", ";", ")", "", "and", "to", "in", "at", "with", "for", "as", "when", "after", "before", "by")
)


def numeric(w: Words, i: int) -> tuple[Meaning, int] | None:
    """All in digits: "2022-10-03", "13/10/2022", "3.10.2022". Where day and month could be either, the year alone."""
    parts = w.low[i].split(".")
    end = i + 1
    if len(parts) == 1 and w.low[i + 1] in ("-", "/", "‑") and w.low[i + 3] == w.low[i + 1]:
        parts, end = [w.low[i], w.low[i + 2], w.low[i + 4]], i + 5
        if not all(w.glued(k) for k in range(i + 1, end)):
            return None
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    first, second, third = (int(part) for part in parts)
    if len(parts[0]) == 4 and len(parts[1]) == 2 and len(parts[2]) == 2:
        return _ymd(first, second, third, end)
    if len(parts[2]) == 2 and w.low[i + 1] == "/" and first <= 31 and second <= 31:  # "10/26/89"
        third += 1900 if third >= 30 else 2000
    elif len(parts[2]) != 4:
        return None
    if len(parts[0]) > 2 or len(parts[1]) > 2:
        return None
    if "." in w.low[i] or first > 12 or first == second:
        return _ymd(third, second, first, end)
    if second > 12:
        return _ymd(third, first, second, end)
    return (Literally(f"{third:04d}-XX-XX"), end) if first and second else None


def _ymd(year: int, month: int, day: int, end: int) -> Found:
    return (Point(year=year, month=month, day=day), end) if 1 <= month <= 12 and 1 <= day <= 31 and year else None


def _month_name(w: Words, i: int) -> tuple[int, int] | None:
    month = vocabulary().months.get(w.low[i])
    if month is None:
        return None
    short = len(w.low[i]) <= 4 and w.low[i] not in ("may", "june", "july")
    return month, i + 2 if short and w.low[i + 1] == "." and w.glued(i + 1) else i + 1


def _year_after(w: Words, i: int) -> tuple[int, int] | None:
    """A year that follows a month or a day: ", 1998", " 1998", " of 1998"."""
    start = i + 1 if w.low[i] == "," or (w.low[i] == "of" and len(w.low[i + 1]) == 4) else i
    found = numbers.year(w, start)
    if found is None or (w.low[start] in APOSTROPHES and w.glued(start)) or w.apart(start):
        return None
    return found if not _counts(w, found[1]) or w.low[i] != "," else None


def _counts(w: Words, i: int) -> bool:
    """Whether a word makes the number before it a count: "2,000 soldiers", "2000 or more"; but "1988 or 1989"."""
    if w.low[i] == "or":
        return w.low[i + 1] in ("more", "so", "fewer", "less")
    return w.low[i] in vocabulary().counted


def month_first(w: Words, i: int) -> Found:
    """ "October 30", "Feb. 20, 1998", "July 1997", and "August" alone where it can be nothing else."""
    name = _month_name(w, i)
    if name is None:
        return None
    month, end = name
    start = end + 1 if w.low[end] == "the" else end
    day = numbers.day_of_month(w, start) if not w.apart(start) else None
    if day is not None and (_day_stands(w, start, day[1]) or (start > end and w.low[start] != "first")):
        year = _year_after(w, day[1])
        return Point(month=month, day=day[0], year=year[0] if year else None), year[1] if year else day[1]
    year = _year_after(w, end)
    if year is not None and (w.capital(i) or w.low[i] not in vocabulary().weak):
        return Point(month=month, year=year[0]), year[1]
    if w.low[end] == "quarter" and w.capital(i) and w.hyphen(end + 1) == end + 1:  # "the September quarter" ends in it
        return Point(quarter=(month + 2) // 3), end + 1
    return (Point(month=month), end) if _month_stands(w, i, end) else None


def _day_stands(w: Words, start: int, end: int) -> bool:
    """ "May 25" but not "may 25 percent", "March 3,000", "May 2022" or "September 11.5"."""
    if w.low[end] == "%" or w.low[end] in ("percent", "per", "million", "billion") or w.low[start] == "second":
        return False
    if w.low[end] == ":" and w.glued(end) and w.low[end + 1][:1].isdigit():
        return False
    return (
        w.low[start].isdigit()
        or end > start + 1
        or w.low[end] in vocabulary().numbers
        or w.low[end] in ("", ",", ".", "of", "and", "in", "at", "for", "to")
    )


def _month_stands(w: Words, i: int, end: int) -> bool:
    """Whether a month alone is one: "in March", "last May", "by August", but no "Theresa May", "April Ryan", "the March"."""
    vocab, word, before = vocabulary(), w.low[i], w.before(i)
    weak = word in vocab.weak
    if weak and w.low[end] in DASHES and w.glued(end) and w.glued(end + 1) and w.low[end + 1] not in vocab.months:
        return False  # "Mar-a-Lago"
    if not w.capital(i) and weak:
        return before in ("last", "next", "in") and word in ("march", "august", "may")
    named = w.capital(end) and w.low[end] not in vocab.weekdays and not w.raw[i].isupper()
    joined = before in ("and", "or", "to", "the", "for")
    if w.low[end] in ("and", "or", "to", "through") and w.low[end + 1] in vocab.months and not w.capital(end + 2):
        clear = len(w.low[end + 1]) > 3 and w.low[end + 1] not in vocab.weak and w.capital(end + 1)
        if clear and (not w.capital(i - 1) or before in ("", ".")):
            return True  # "August and September"
    if before in vocab.months or w.low[end] in ("last", "this") or w.low[end] in DASHES:
        return True
    if before in ("the", "a", "its", "his", "her", "their") and end == i + 1 and w.capital(i) and _noun(w, end):
        return True  # "the May summit", but "the March on Rome"
    if before in vocab.month_support or before in DASHES:
        return not joined or not (named or (weak and (before != "for" or word == "may")))
    if weak or (len(word) < 5 and word not in ("june", "july", "sept")):
        return False
    return not named and not (w.capital(i - 1) and before not in ("", "early", "late"))


def _noun(w: Words, i: int) -> bool:
    """Whether a word may be a noun of something that has its month before it: in small letters and of some length."""
    return len(w.low[i]) > 4 and w.raw[i].isalpha() and w.raw[i].islower() and w.low[i] not in _NO_NOUNS


def day_of_a_month(w: Words, i: int) -> Found:
    """ "On the 14th" of the month that the story has reached; "the 15th anniversary" is none."""
    day = numbers.day_of_month(w, i)
    if day is None or day[1] != i + 2 or w.before(i - 1) not in ("on", "by", "until", "from", "to", "since", "before"):
        return None
    return (Point(day=day[0]), day[1]) if w.low[day[1]] in _AFTER_DAY else None


def day_first(w: Words, i: int) -> Found:
    """ "30 October", "3rd of October 2022", and the "3" of "3-5 October" and "3, 4 and 5 October"."""
    day = numbers.day_of_month(w, i)
    if day is None or w.before(i) in ("$", "£", "€", "/", ":") or w.low[i] == "second":
        return None
    value, end = day
    first_end = end
    for _ in range(4):
        name = _month_name(w, end + 1 if w.low[end] == "of" else end)
        if name is not None:
            return _day_first(w, value, first_end, name) if not w.apart(end) else None
        following = _list_mark(w, end)
        another = numbers.day_of_month(w, following) if following > end else None
        if another is None:
            return None
        end = another[1]
    return None


def _list_mark(w: Words, i: int) -> int:
    if w.low[i] == "," and w.low[i + 1] in ("and", "or"):
        return i + 2
    return i + 1 if w.low[i] in ("and", "to", "or", ",") or w.low[i] in DASHES else i


def _day_first(w: Words, day: int, end: int, name: tuple[int, int]) -> Found:
    month, after = name
    month_word = after - 2 if w.low[after - 1] == "." else after - 1
    if not w.capital(month_word) and w.low[month_word] in ("may", "march", "mar"):
        return None
    direct = month_word == end or (w.low[end] == "of" and month_word == end + 1)
    year = _year_after(w, after)
    point = Point(month=month, day=day, year=year[0] if year else None)
    if direct:
        return point, year[1] if year else after
    return point, end


_PAPERS = frozenset(
    ("times", "telegraph", "mirror", "express", "herald", "mail", "tribune", "independent", "star", "world", "mercury")
)


def weekday(w: Words, i: int) -> Found:
    """ "Wednesday", "Sat.", "Friday, Oct. 23", "Monday 3 October 2022"; with support where it may be a name."""
    vocab = vocabulary()
    value = vocab.weekdays.get(w.low[i])
    if value is None:
        return None
    end = i + 1
    short = len(w.low[i]) <= 5
    dotted = short and w.low[end] == "." and w.glued(end)
    start = end + dotted
    start += w.low[start] == ","
    start += w.low[start] == "the"
    date = (month_first(w, start) or day_first(w, start)) if not w.apart(start) else None
    if date is not None and date[0].day is not None:
        return replace(date[0], weekday=value), date[1]
    nth = numbers.day_of_month(w, start) if not w.apart(start) and w.low[start][:1].isdigit() else None
    if nth is not None and nth[1] == start + 2:  # "Monday 12th", "Friday the 13th"
        return Point(weekday=value, day=nth[0]), nth[1]
    if w.low[i] in vocab.weak and not (w.capital(i) and (dotted or w.before(i) in ("on", "last", "next", "until"))):
        return None
    if w.before(i) in ("bloody", "black", "super") and w.capital(i - 1):
        return None
    if w.before(i) == "the" and w.low[i + 1] in _PAPERS and w.capital(i + 1):  # "the Sunday Times"
        return None
    return Point(weekday=value), end + dotted


def bare_year(w: Words, i: int) -> Found:
    """ "2018", where the words around it make it a year and no count, sum or name."""
    found = numbers.year(w, i)
    if found is None:
        return None
    value, end = found
    vocab, before = vocabulary(), w.before(i)
    if before_christ(w, end):
        return None
    if w.low[i] in APOSTROPHES:
        return (
            (Point(year=value), end) if before in ("in", "since", "of", "by", "and", "to") and not w.glued(i) else None
        )
    spelled = end > i + 1 or not w.low[i].isdigit()
    if spelled and value == 2000:
        return (Point(year=value), end) if before == "year" else None
    if not spelled and not (1900 <= value <= 2099 or before in ("in", "since", "of", "from", "until", "year")):
        return None
    if before in vocab.against_year or _counts(w, end) or not _clear(w, i, end) or _named(w, i):
        return None
    # "1998 deaths" counts; "its 2018 results" does not: a determiner before makes the number a year.
    joined = w.hyphen(end)  # "1914-1918"
    ranged = joined > end and len(w.low[joined]) == 4 and (numbers.digits(w.low[joined]) or 0) > value
    closing = before in DASHES and i > 1 and len(w.low[i - 2]) == 4 and 0 < (numbers.digits(w.low[i - 2]) or 0) < value
    if before not in vocab.year_support and not 1950 <= value <= 2049 and not (ranged or closing):
        return None
    return Point(year=value), end


def _named(w: Words, i: int) -> bool:
    """ "Agenda 2030", "Expo 2000": the number belongs to the name before it."""
    before = w.low[i - 1] if i else ""
    first = i < 2 or w.low[i - 2] in (".", ":", '"', "“", "!", "?")  # there any word has a capital
    return (
        not first
        and w.capital(i - 1)
        and before.isalpha()
        and not w.raw[i - 1].isupper()
        and before not in vocabulary().year_support
    )


def _clear(w: Words, i: int, end: int) -> bool:
    """Whether a number stands on its own, or beside a hyphen that joins it to words ("mid-1996", "1998-99")."""
    if w.glued(i) and w.before(i) not in ("(", "[", "“", '"', "`", "/", "'", "‘", "’") and w.before(i) not in DASHES:
        return False
    if w.glued(i) and w.before(i) in DASHES and w.glued(i - 1):
        prefix = w.low[i - 2] if i > 1 else ""
        if prefix not in vocabulary().prefixes and not (prefix.isdigit() and len(prefix) == 4):
            return False
    if w.glued(end) and w.low[end][:1].isalpha():
        return False
    return not (
        w.glued(end) and w.low[end] in DASHES and w.low[end + 1][:1].isdigit() and len(w.low[end + 1]) not in (2, 4)
    )


_OWNERS = frozenset(("his", "her", "their", "my", "our"))


def decade(w: Words, i: int) -> Found:
    """ "1990s", "'90s", "nineties", "nineteen-sixties"."""
    word = w.low[i]
    spelled = w.hyphen(i + 1) if word == "nineteen" else i  # "the nineteen sixties"
    if w.low[spelled] in vocabulary().decades:
        if {w.before(i), w.before(i - 1)} & _OWNERS:  # "in his early forties"
            return None
        return Point(decade=vocabulary().decades[w.low[spelled]]), spelled + 1
    short = word in APOSTROPHES and w.glued(i + 1)
    start = i + 1 if short else i
    digits = w.low[start]
    end = start + 1
    if w.low[end] in APOSTROPHES and w.glued(end) and w.low[end + 1] == "s":
        end += 1
    if w.low[end] != "s" or not w.glued(end) or not digits.isascii() or not digits.isdecimal() or digits[-1] != "0":
        return None
    if len(digits) == 4 and not short and 1000 <= int(digits) <= 2999:
        return Point(decade=int(digits) // 10), end + 1
    aged = w.before(i - 1 - (w.before(i) == "-")) in _OWNERS  # "in his late 40s"
    if len(digits) == 2 and (short or (w.before(i) in ("the", "early", "late", "mid", "-") and not aged)):
        return Point(decade=190 + int(digits) // 10), end + 1
    return None


def season(w: Words, i: int) -> Found:
    """ "spring 1998", "summer of 1998", and "summer" where a preposition or a determiner makes it a time."""
    vocab = vocabulary()
    name = vocab.seasons.get(w.low[i])
    if name is None:
        return None
    year = numbers.year(w, i + 2 if w.low[i + 1] == "of" else i + 1)
    if year is not None and not w.apart(i + 1):
        return Point(season=name, year=year[0]), year[1]
    before = w.before(i)
    if w.low[i] in ("fall", "spring") and before in ("and", "or") and w.before(i - 1) in vocab.seasons:
        return Point(season=name), i + 1
    if w.low[i] in ("fall", "spring") and not (before == "the" and w.before(i - 1) in ("in", "by", "until", "since")):
        told = before in ("in", "every", "each", "early", "late", "mid") or (
            w.low[i] == "spring" and before in ("by", "since", "until")
        )
        return (Point(season=name), i + 1) if told and not w.capital(i + 1) else None
    if before in vocab.month_support or before in DASHES or before == "":
        return Point(season=name), i + 1
    return None


def quarter(w: Words, i: int) -> Found:
    """ "third quarter", "fourth-quarter", "first half", "19th century", "Q3"; a year may follow: "of 1998"."""
    word = w.low[i]
    if word == "q" and w.glued(i + 1) and w.low[i + 1] in ("1", "2", "3", "4"):
        return _of_year(w, Point(quarter=int(w.low[i + 1])), i + 2)
    which = numbers.ordinal(w, i)
    if which is None:
        return None
    place = w.hyphen(which[1])
    place += w.low[place] == "fiscal"
    unit = vocabulary().units.get(w.low[place])
    if unit == "quarter" and which[0] <= 4 and w.low[place + 1] not in ("-", "final", "finals"):
        return _of_year(w, Point(quarter=which[0]), place + 1)
    if unit == "century" and not before_christ(w, place + 1):
        if w.capital(place) and w.capital(place + 1):  # "21st Century Fox"
            return None
        return Point(century=which[0]), place + 1
    if w.low[place] == "half" and which[0] <= 2:
        return _half(w, i, which[0], place)
    return _first_of_series(w, which[0], which[1])


_BEFORE_HALF = frozenset(("in", "for", "during", "through", "until", "over", "of", "from", "to", "by", "than", "with"))


def _half(w: Words, i: int, which: int, place: int) -> Found:
    """ "The first half of 1990", "in the second half", "first-half profit", "this year's first half"; no half of a match."""
    point, before = Point(half=which), w.before(i)
    if w.hyphen(place - 1) == place and w.low[place + 1] in vocabulary().results:
        return point, place + 1
    if before in ("s", "1") or (before.isdigit() and len(before) == 4):
        return point, place + 1
    found = _of_year(w, point, place + 1, needed=True)
    if found is not None:
        return found
    bare = before == "the" and w.before(i - 1) in _BEFORE_HALF and w.low[place + 1] != "of"
    return (point, place + 1) if bare else None


def _first_of_series(w: Words, which: int, end: int) -> Found:
    """The "second" of "the second and fourth quarters", the "17th" of "the 17th through 19th centuries"."""
    if w.low[end] not in ("and", "or", "to", "through", ",") and w.low[end] not in DASHES:
        return None
    second = numbers.ordinal(w, end + 1 + (w.low[end] == "," and w.low[end + 1] in ("and", "or")))
    if second is None:
        return None
    if w.low[second[1]] == "quarters" and which <= 4:
        return Point(quarter=which), end
    return (Point(century=which), end) if w.low[second[1]] == "centuries" else None


def before_christ(w: Words, i: int) -> int:
    """The word after "BC" or "B.C." at word `i`, 0 where it is not there."""
    if w.raw[i] in ("BC", "BCE"):
        return i + 1
    dotted = w.raw[i] == "B" and w.low[i + 1] == "." and w.raw[i + 2] == "C" and w.glued(i + 2)
    return i + 3 + (w.low[i + 3] == "." and w.glued(i + 3)) if dotted else 0


def _of_year(w: Words, point: Point, end: int, needed: bool = False) -> Found:
    start = end + 1 if w.low[end] == "of" else end
    start += w.low[start] == "fiscal"
    year = numbers.year(w, start) if len(w.low[start]) == 4 and not w.apart(start) else None
    if year is not None and 1900 <= year[0] <= 2099:
        return replace(point, year=year[0]), year[1]
    if w.low[end : end + 3] == ["of", "the", "year"]:
        return replace(point, unit="year", anchor="narrative"), end + 3
    if needed and not (w.low[end] in ("of", "this", "last", "next") and "year" in w.low[end : end + 4]):
        return None
    return point, end


def holiday(w: Words, i: int) -> Found:
    """A named day of the lexicon, with its year where one follows; written with capitals."""
    found = phrase(w, i, vocabulary().holidays)
    if found is None or not w.capital(i) or w.low[found[1]] in ("island", "islands"):  # "Easter Island"
        return None
    if w.low[i] == "new" and w.capital(i - 1) and w.before(i).isalpha() and w.before(i) not in ("happy", "the"):
        return None  # "the Lunar New Year"
    end = found[1]
    year = _year_after(w, end)
    point = Point(holiday=found[0], year=year[0] if year else None)
    return point, year[1] if year else end
