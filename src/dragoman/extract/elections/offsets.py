"""Days counted from another event: "his journey begins a day after the vote".

The words give a distance and the clause in which they stand the other end of it: its own day, or the day
that the article tells elsewhere for the same act of the same people.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.doc import Clause, Time, clause, clause_around, clauses, parties
from dragoman.lexicon import load
from dragoman.model import When
from dragoman.syntax import attached_times, when_from

_REACH = 12
_CLAUSES = 400
"""So many clauses are searched for the same act: an article is shorter, a list of votes need not be searched."""


@dataclass(frozen=True, slots=True)
class Offset:
    """ "Two days after": how many of which unit, whether the clause comes after the event, and where it stands."""

    start: int
    at: int
    amount: int
    unit: str
    after: bool


def offset_before(doc: Doc, floor: int, noun: int) -> Offset | None:
    """The distance told before a noun, in the same phrase: "two weeks before a hard-fought runoff"."""
    numbers: dict[str, int] = load("time")["numbers"]
    for at in range(noun - 1, max(floor + 1, noun - _REACH), -1):
        if doc[at].lower_ not in ("after", "before"):
            if clause(doc, at) is not None:
                return None
            continue
        unit, number = doc[at - 1].lemma_.lower(), doc[at - 2].lower_
        if unit not in ("day", "week", "month", "year"):
            return None
        spelt = int(number) if number.isdecimal() and len(number) < 4 else 0
        amount = 1 if number in ("a", "an", "one") else numbers.get(number, spelt)
        return Offset(at - 2, at, amount, unit, doc[at].lower_ == "after") if amount else None
    return None


def anchored(doc: Doc, offset: Offset) -> When | None:
    """When the event was: the day of the clause around the distance, moved by it; None where that has no day."""
    around = clause_around(doc, offset.at)
    base = _day_of(doc, around, offset) if around is not None else None
    return shifted(base, offset) if base is not None else None


def _day_of(doc: Doc, here: Clause, offset: Offset) -> When | None:
    own = tuple(t for t in attached_times(doc, here.verb) if _is_day(t) and t.end <= offset.start)
    if own:
        return when_from(doc, own[:1])
    who = _involved(doc, here)
    for other in clauses(doc)[:_CLAUSES]:
        if other.verb == here.verb or other.lemma != here.lemma or not who & _involved(doc, other):
            continue
        times = tuple(t for t in attached_times(doc, other.verb) if _is_day(t))
        if times:
            return when_from(doc, times[:1])
    return None


def _is_day(time: Time) -> bool:
    return time.date.earliest is not None and time.date.earliest == time.date.latest


def _involved(doc: Doc, here: Clause) -> frozenset[str]:
    """The entities that act in a clause, or to whom what acts in it belongs ("his journey")."""
    found = set(parties(doc, here.subject)) | set(parties(doc, here.object))
    for head in (here.subject, here.object):
        if head is not None:
            for child in doc[head].children:
                if child.dep_ == "poss":
                    found.update(parties(doc, child.i))
    return frozenset(found)


def shifted(base: When, offset: Offset) -> When | None:
    """The day `offset` away from a day; for weeks, months and years the one that holds it."""
    if base.earliest is None:
        return None
    amount = -offset.amount if offset.after else offset.amount
    try:
        day = datetime.date.fromisoformat(base.earliest)
        edtf, first, last = _moved(day, amount, offset.unit)
    except (ValueError, OverflowError):
        return None
    return When(edtf, first, last, "relative", base.text, base.start, base.end)


def _moved(day: datetime.date, amount: int, unit: str) -> tuple[str, str, str]:
    """(EDTF, first day, last day) of the unit that lies `amount` units from a day."""
    if unit == "day":
        there = (day + datetime.timedelta(days=amount)).isoformat()
        return there, there, there
    if unit == "week":
        middle = day + datetime.timedelta(weeks=amount)
        low = middle - datetime.timedelta(days=middle.weekday())
        first, last = low.isoformat(), (low + datetime.timedelta(days=6)).isoformat()
        return f"{first}/{last}", first, last
    if unit == "year":
        year = f"{day.year + amount:04d}"
        return year, f"{year}-01-01", f"{year}-12-31"
    year_number, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    stem = f"{year_number:04d}-{month + 1:02d}"
    return stem, f"{stem}-01", f"{stem}-{calendar.monthrange(year_number, month + 1)[1]:02d}"
