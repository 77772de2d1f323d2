"""When a stop of a longer journey begins and ends, from the time of the whole and from the stops beside it.

"Will travel to Oslo, Riga and Bonn May 3-9": the first stop begins no earlier than May 3, the last ends by
May 9, and what lies between is not told. Such times are inferred and open on the other side.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.extract.trips.itinerary import Stop
from dragoman.model import Status, When


@dataclass(slots=True)
class Draft:
    """A leg while it is put together."""

    place: str
    stops: list[Stop] = field(default_factory=list)
    when: When | None = None
    status: Status = "happened"
    transit: bool = False


def bound(drafts: Sequence[Draft]) -> None:
    """Tells the legs of one journey, in travel order, what the whole and their neighbours say of their days."""
    if len(drafts) < 2:
        return
    first, last = drafts[0], drafts[-1]
    whole = _whole(first)
    if whole is not None and whole.earliest is not None:
        begun = first.when.earliest if first.when is not None else None
        if first.when is None or (begun is not None and begun > whole.earliest and _acts_alone(first)):
            first.when = _inferred(whole, whole.earliest, first.when.latest if first.when is not None else None)
    whole = _whole(last)
    if whole is not None and whole.latest is not None and (last.when is None or last.when.latest is None):
        last.when = _inferred(last.when or whole, last.when.earliest if last.when is not None else None, whole.latest)
    for here, there in itertools.pairwise(drafts):
        if here.when is None or here.when.latest is not None or there.when is None or _acts_alone(there):
            continue
        if here.when.earliest and there.when.earliest and here.when.earliest <= there.when.earliest:
            here.when = _inferred(here.when, here.when.earliest, there.when.earliest)


def _whole(draft: Draft) -> When | None:
    """The time told of a journey of several stops, of which this is one."""
    for stop in draft.stops:
        when = stop.when
        if stop.shared_time and stop.stage != "begin" and when is not None and when.earliest and when.latest:
            return when if when.earliest < when.latest else None
    return None


def _acts_alone(draft: Draft) -> bool:
    """Whether the days of a stop are those of what is done there: a talk on the third day of the stay."""
    timed = [s for s in draft.stops if s.when is not None and not s.shared_time]
    return bool(timed) and all(s.act for s in timed)


def _inferred(told: When, earliest: str | None, latest: str | None) -> When:
    return When(f"{earliest or '..'}/{latest or '..'}", earliest, latest, "inferred", told.text, told.start, told.end)
