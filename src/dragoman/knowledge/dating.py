"""When an article may have been written: clues that each leave some days open, weighed against each other.

A clue ("President Jair Bolsonaro", "Monday, October 3") holds on some days and not on others. The window is where the
clues that do not hold weigh least: one odd clue, an error or a caption of the past, does not empty it and is told.
Where too little is known, or several windows are as good, there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.knowledge.days import reach
from dragoman.knowledge.facts import Holder

Days = tuple[date, date]
"""First and last day, both included."""

WIDEST = 5 * 366
"""Days of the widest window that is still an answer."""
MARGIN = 3
"""Days by which the news is before or behind the calendar of an office."""
ENOUGH_TO_SAY = 1.0
"""Weight that speaks for a window, from more than which it is told: one year named somewhere says too little."""
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Clue:
    """Words of the article and the days that they leave open; `fact` says in words why, `weight` how much it counts.

    `start` and `end` are offsets into the article's text. `days` are in order and do not overlap.
    """

    start: int
    end: int
    words: str
    fact: str
    days: tuple[Days, ...]
    weight: float = 1.0

    def holds(self, window: Days) -> bool:
        """Whether the clue leaves any day of a window open."""
        return any(first <= window[1] and window[0] <= last for first, last in self.days)


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which an article may have been published: what speaks for them, most telling first, and what does not."""

    earliest: date
    latest: date
    clues: tuple[Clue, ...]
    odd: tuple[Clue, ...]

    @property
    def width(self) -> int:
        """How many days it holds."""
        return (self.latest - self.earliest).days + 1


def window(clues: Iterable[Clue]) -> Window | None:
    """The window of the clues; None where they bound no time, or bound several as well."""
    told = [clue for clue in clues if clue.days]
    if not told:
        return None
    stretches = list(_weighed(told))
    least = min(weight for _, weight in stretches)
    best = [days for days, weight in stretches if weight <= least + 1e-9]
    first, last = best[0][0], best[-1][1]
    if first == date.min or last == date.max or (last - first).days > WIDEST:
        return None
    held = sum(clue.weight for clue in told) - least
    if held <= ENOUGH_TO_SAY or held < least:
        return None
    found = (first, last)
    holding = sorted((c for c in told if c.holds(found)), key=lambda c: (_length(c), -c.weight, c.start))
    return Window(first, last, tuple(holding), tuple(c for c in told if not c.holds(found)))


def contradicted(clues: Iterable[Clue], published: date) -> tuple[Clue, ...]:
    """The clues that say that an article was not published on a day, where they outweigh those that say it was."""
    told = [clue for clue in clues if clue.days]
    against = tuple(clue for clue in told if not clue.holds((published, published)))
    weight = sum(clue.weight for clue in against)
    agreed = window(told)
    if agreed is None or agreed.earliest <= published <= agreed.latest:
        return ()
    away = (agreed.earliest - published if published < agreed.earliest else published - agreed.latest).days
    least = sum(clue.weight for clue in agreed.odd)
    return against if away > FAR and weight - least >= ENOUGH else ()


FAR = 60
"""Days from which a given date counts as another time and not as the calendar's blur."""
ENOUGH = 1.5
"""Weight by which clues must speak against a given date."""


def _weighed(clues: list[Clue]) -> Iterator[tuple[Days, float]]:
    """Consecutive stretches of days, each with the weight of the clues that do not hold there."""
    change: dict[date, float] = {date.min: sum(clue.weight for clue in clues)}
    for clue in clues:
        for first, last in clue.days:
            change[first] = change.get(first, 0.0) - clue.weight
            if last < date.max:
                change[last + _DAY] = change.get(last + _DAY, 0.0) + clue.weight
    edges = sorted(change)
    weight = 0.0
    for edge, following in zip(edges, [*edges[1:], None], strict=True):
        weight += change[edge]
        yield (edge, following - _DAY if following is not None else date.max), weight


def _length(clue: Clue) -> int:
    return sum((last - first).days for first, last in clue.days)


def joined(days: Iterable[Days]) -> tuple[Days, ...]:
    """Stretches of days in order, those that touch made one."""
    found: list[Days] = []
    for first, last in sorted(days):
        if found and (found[-1][1] == date.max or first <= found[-1][1] + _DAY):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


# What a fact leaves open


def in_office(holders: Iterable[Holder]) -> tuple[Days, ...]:
    """The days on which somebody holds an office, as far as the tenures say; what is open stays open."""
    return joined(_around(*_term(one)) for one in holders)


def after_office(holders: Iterable[Holder]) -> tuple[Days, ...]:
    """The days on which somebody may be a former holder: from the end of the first tenure on."""
    ends = [_term(one)[1] for one in holders]
    return ((_back(min(ends), MARGIN), date.max),) if ends and min(ends) < date.max else ()


def before_office(holders: Iterable[Holder]) -> tuple[Days, ...]:
    """The days on which somebody is elected or named and not yet in office: at most ten months before."""
    return joined(
        (_back(begin, 300), _on(begin, MARGIN)) for begin in (_term(one)[0] for one in holders) if begin > date.min
    )


def _term(one: Holder) -> Days:
    first = date.min if one.basis == "observed" else reach(one.since)[0]
    return first, reach(one.until)[1]


def _around(first: date, last: date) -> Days:
    return _back(first, MARGIN), _on(last, MARGIN)


def _back(day: date, days: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - days))


def _on(day: date, days: int) -> date:
    return date.fromordinal(min(date.max.toordinal(), day.toordinal() + days))


def near(days: Iterable[date], before: int, after: int) -> tuple[Days, ...]:
    """The days from so many before each day to so many after it."""
    return joined((_back(day, before), _on(day, after)) for day in days)
