"""Whether something that began and ended was so on a day: certain, possible or no.

Days are EDTF (ISO 8601-2, level 1): a day, a month or a year; "?" or "~" where it is not sure, "X" for digits that nobody
knows, ".." while open, "" where unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Answer = Literal["certain", "possible", "no"]
Basis = Literal["stated", "approximate", "observed", "unknown"]
"""How a beginning is known: a source gives it; gives it as unsure; knew of the tenure by then; not at all."""

_EDTF = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?")
_UNSURE = "?~%"


@lru_cache(maxsize=1 << 14)
def bounds(edtf: str) -> tuple[date, date]:
    """The first and the last day that an EDTF day, month or year may be; all days for ".." and for nothing.

    Raises ValueError where the text is no such date.
    """
    if edtf in ("", ".."):
        return date.min, date.max
    found = _EDTF.fullmatch(edtf)
    if found is None:
        raise ValueError(f"{edtf!r} is no EDTF day, month or year")
    years, month, day = found.groups()
    first, last = int(years.replace("X", "0")), int(years.replace("X", "9"))
    if first != last or month in (None, "XX"):
        return date(first, 1, 1), date(last, 12, 31)
    if day in (None, "XX"):
        return date(first, int(month), 1), date(first, int(month), monthrange(first, int(month))[1])
    known = date(first, int(month), int(day))
    return known, known


@lru_cache(maxsize=1 << 14)
def reach(edtf: str) -> tuple[date, date]:
    """As `bounds`; a date marked as not sure may also be any day of its year, a year one to either side."""
    first, last = bounds(edtf)
    if edtf[-1:] not in _UNSURE or edtf == "":
        return first, last
    if "-" in edtf:
        return date(first.year, 1, 1), date(last.year, 12, 31)
    return date(max(first.year - 1, 1), 1, 1), date(min(last.year + 1, 9999), 12, 31)


def basis(since: str) -> Basis:
    """The basis that a beginning shows by itself: its source gave it, gave it as unsure, or did not."""
    if since in ("", ".."):
        return "unknown"
    return "approximate" if since[-1] in _UNSURE or "X" in since else "stated"


def answer(day: date, since: str, until: str, as_of: str, how: str = "stated") -> Answer:
    """Whether a tenure covered a day.

    An open end proves nothing after `as_of` (EDTF or ""), an unknown one proves nothing, and an end that lies after
    `as_of` is a plan: from then on all is possible. On the day of a handover both hold. A beginning that was only observed
    may have been earlier; one not sure may lie anywhere within its year.
    """
    (first, begun), (ended, last) = reach(since), reach(until)
    kept = bounds(as_of) if as_of else (date.min, date.max)
    is_plan = until not in ("", "..") and bounds(until)[0] > kept[1]
    if (day < first and how != "observed") or (day > last and not is_plan):
        return "no"
    if since == "" or until == "" or day < begun or (until == ".." and not as_of):
        return "possible"
    return "certain" if day <= (kept[0] if until == ".." or is_plan else ended) else "possible"


def near(one: str, other: str, days: int) -> bool:
    """Whether two dates may be within so many days of each other; an unknown one may not."""
    if one in ("", "..") or other in ("", ".."):
        return False
    (first, last), (begin, end), room = bounds(one), bounds(other), timedelta(days)
    return first - room <= end and begin - room <= last
