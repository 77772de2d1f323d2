"""An event from its reports: the best of what they say, and all in which they differ, each with who said it.

The best value of several is chosen by four rules, in this order: the more precise (a day before a month); the one whose
basis is better (stated or counted from another day, before inferred); the one that was published later; the one
with more independent sources. What is still equal is decided by the order of uids, so that the same reports always
give the same event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from dragoman import lexicon
from dragoman.resolve.merge.alike import same_party
from dragoman.resolve.merge.cluster import Link
from dragoman.resolve.merge.kinds import Kind
from dragoman.resolve.merge.report import Days, Party, Report, hull, iso

SETTLED = ("happened", "under_way", "cancelled", "denied")
OPEN = ("planned", "proposed", "hypothetical")
CERTAIN = 0.99
LONGEST_TRIP = 31  # days; a longer time told of a journey is a vague one
TITLE = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """What a claim says of a field in which others say otherwise; `best` where the event says the same."""

    field: str
    value: str
    claim: str
    best: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One event: the best of its reports. `sources` are independent ones: copies of one story count once.

    `key` depends on the first published report alone; `leading` is the claim that tells the event best.
    """

    key: tuple[str, str, str]
    kind: str
    status: str
    title: str
    days: Days | None
    place: str | None
    country: str | None
    confidence: float
    sources: int
    reports: tuple[Report, ...]
    leading: str
    differences: tuple[Difference, ...]
    links: tuple[Link, ...]


def event(kind: Kind, reports: Sequence[Report], links: Iterable[Link] = ()) -> Event:
    """The event that these reports tell of."""
    ordered = sorted(reports, key=_published)
    status = status_of(ordered)
    when = days_of(kind, ordered)
    whole = [r for r in ordered if not _part(r, ordered)] if kind.name == "trips" else list(ordered)
    lead = min(whole or ordered, key=lambda r: _lead(r, status, when))
    town = _first_stop(ordered) if kind.name == "trips" else place_of(ordered, lead)
    first = ordered[0]
    differences = [*_days_told(whole, when), *_stops_told(whole), *_status_told(ordered, status)]
    differences += [] if kind.name == "trips" else _places_told(ordered, town)
    differences += [d for name in kind.differ for d in _values_told(ordered, name)]
    return Event(
        (kind.name, first.article, first.fingerprint or first.uid), kind.name, status, title(kind, lead, ordered), when,
        town.label if town else None, _country(ordered, lead, town), confidence_of(ordered),
        len({r.source for r in ordered}), tuple(ordered), lead.uid, tuple(differences), tuple(links),
    )  # fmt: skip


def status_of(ordered: Sequence[Report]) -> str:
    """What the last report says that settles it; a plan again, where one was published after it was called off.

    A report that looks ahead after one that looks back changes nothing: background is often told late.
    """
    settled = [r for r in ordered if r.status in SETTLED]
    if not settled:
        return ordered[-1].status
    last = settled[-1]
    if last.status in ("cancelled", "denied"):
        again = [r for r in ordered if r.status == "planned" and _day(r) > _day(last)]
        return again[-1].status if again else last.status
    return last.status


def days_of(kind: Kind, ordered: Sequence[Report]) -> Days | None:
    """The best of the days told. Of times that hold each other the longest of a journey, the shortest of a talk."""
    told: dict[Days, list[Report]] = defaultdict(list)
    for report in ordered:
        if report.days is not None:
            told[report.days].append(report)
    if not told:
        return None
    best = max(told, key=lambda d: (_precise(d), *_rank(d, told[d])))
    if not _precise(best):
        return best
    if kind.name == "trips":
        return _journey(ordered)
    wider = kind.days == "longest"
    holding = [d for d in told if _precise(d) and (_holds(d, best) if wider else _holds(best, d))]
    return (max if wider else min)(holding, key=lambda d: (d.length, (1 if wider else -1) * d.earliest))


def _journey(ordered: Sequence[Report]) -> Days | None:
    """The best days of those who tell the whole journey, and the days on which it was under way as others tell it."""
    whole = [r for r in ordered if r.days is not None and _precise(r.days) and not _part(r, ordered)]
    parts = [r.days for r in ordered if r.days is not None and _precise(r.days) and _part(r, ordered)]
    if not whole:
        return hull(parts)
    told: dict[Days, list[Report]] = defaultdict(list)
    for report in whole:
        told[report.days].append(report)  # type: ignore[index]
    best = max(told, key=lambda d: _rank(d, told[d]))
    best = max((d for d in told if _holds(d, best)), key=lambda d: (d.length, -d.earliest))
    outside = [d for d in parts if not _holds(best, d)]
    return hull([best, *outside]) if outside else best


def _first_stop(ordered: Sequence[Report]) -> Party | None:
    """The first stop of those who tell the most."""
    fullest = max(ordered, key=lambda r: (len(r.stops), -ordered.index(r)))
    return next((stop.place for stop in fullest.stops if stop.place), None)


def _part(report: Report, ordered: Sequence[Report]) -> bool:
    """Whether a report tells a part of a journey: that it is on, or fewer of its stops than others tell."""
    return report.status == "under_way" or len(report.stops) < max(len(r.stops) for r in ordered)


def place_of(ordered: Sequence[Report], lead: Report) -> Party | None:
    """Where it is: a town before a country, then the leading report's, then what more sources say."""
    told: dict[str, tuple[Party, set[str], int]] = {}
    for report in ordered:
        for party in report.roles.get("where", ())[:1]:
            party_, sources, _ = told.get(party.identity, (party, set(), 0))
            told[party.identity] = (party_, sources | {report.source}, _day(report))
    if not told:
        return None
    first = [p.identity for p in lead.roles.get("where", ())[:1]]
    best = max(
        told, key=lambda i: (told[i][0].sort not in (None, "country"), i in first, told[i][2], len(told[i][1]), i)
    )
    return told[best][0]


def confidence_of(ordered: Sequence[Report]) -> float:
    """One minus the chance that all sources are wrong, each as sure as its surest report; at most 0.99."""
    surest: dict[str, float] = {}
    for report in ordered:
        surest[report.source] = max(report.confidence, surest.get(report.source, 0.0))
    doubt = 1.0
    for sure in sorted(surest.values()):
        doubt *= 1 - sure
    # never less than the surest of them says
    return round(max(*surest.values(), min(CERTAIN, 1 - doubt)), 4)


def title(kind: Kind, lead: Report, ordered: Sequence[Report]) -> str:
    """The event in a line: "Ana Ruiz: Lima, Quito"; a kind that has a name is called by it."""
    who, where = _fullest(lead, ordered), _labels(lead, "where")
    if kind.name == "trips":
        fullest = max(ordered, key=lambda r: (len(r.stops), -ordered.index(r)))
        where = list(dict.fromkeys(s.place.label for s in fullest.stops if s.place)) or where
    subject = {
        "trips": who, "statements": who, "tenures": who, "elections": where, "meetings": who,
        "resolutions": _labels(lead, "body"), "gatherings": [], "actions": who,
    }[kind.name]  # fmt: skip
    matter = {
        "trips": ", ".join(where),
        "meetings": ", ".join(where),
        "elections": " ".join(lead.values.get(k, "") for k in ("kind", "round")).strip(),
        "tenures": ", ".join([lead.text, *(_country_name(p) for p in lead.roles.get("where", ()))]),
        "actions": " ".join([lead.values.get("event_type", ""), ", ".join(_labels(lead, "whom"))]),
    }.get(kind.name, lead.text)
    joined = " and ".join(subject) if len(subject) < 3 else ", ".join(subject[:-1]) + " and " + subject[-1]
    told = " ".join(f"{joined}: {matter}".split()).strip(": ")
    return (told if len(told) <= TITLE else f"{told[: TITLE - 1].rstrip()}…") or kind.name


def _days_told(ordered: Sequence[Report], best: Days | None) -> list[Difference]:
    """Days to the day that do not hold each other: one of them is wrong, or it was put off."""
    told = [(r, r.days) for r in ordered if r.days is not None and r.days.exact]
    if not any(not (_holds(a, b) or _holds(b, a)) for a, b in combinations(dict.fromkeys(d for _, d in told), 2)):
        return []
    return [Difference("when", d.edtf, r.uid, d == best) for r, d in told]


def _stops_told(ordered: Sequence[Report]) -> list[Difference]:
    """Days of one stop that have none in common."""
    lots: dict[str, tuple[str, list[tuple[Report, Days]]]] = {}
    for report in ordered:
        for stop in report.stops:
            if stop.place is not None and stop.days is not None and stop.days.exact:
                lots.setdefault(stop.place.identity, (stop.place.label, []))[1].append((report, stop.days))
    found = []
    for label, told in lots.values():
        by_report: dict[str, list[Days]] = defaultdict(list)
        for report, when in told:
            by_report[report.uid].append(when)
        # a place where one goes twice has two times in one report already
        if any(len(own) > 1 for own in by_report.values()):
            continue
        if any(a.earliest > b.latest or b.earliest > a.latest for a, b in combinations([d for _, d in told], 2)):
            best = max(told, key=lambda t: _rank(t[1], [t[0]]))[1]
            found += [Difference(f"when in {label}", d.edtf, r.uid, d == best) for r, d in told]
    return found


def _status_told(ordered: Sequence[Report], best: str) -> list[Difference]:
    """That it was called off, or never so, beside that it took place; a plan that came true is no difference."""
    told = {r.status for r in ordered}
    if not (told & {"happened", "under_way"} and told & {"cancelled", "denied"}):
        return []
    return [Difference("status", r.status, r.uid, r.status == best) for r in ordered if r.status in SETTLED]


def _places_told(ordered: Sequence[Report], best: Party | None) -> list[Difference]:
    """Towns that differ, or a town and a country in which it is not."""
    told = [(r, p) for r in ordered for p in r.roles.get("where", ())[:1]]
    if not any(_elsewhere(a, b) for (_, a), (_, b) in combinations(told, 2)):
        return []
    return [Difference("place", p.label, r.uid, best is not None and p.identity == best.identity) for r, p in told]


def _elsewhere(one: Party, other: Party) -> bool:
    if one.identity == other.identity:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    return one.sort == other.sort == "city"


def _values_told(ordered: Sequence[Report], name: str) -> list[Difference]:
    told = [(r, r.values[name]) for r in ordered if name in r.values]
    if len({value for _, value in told}) < 2:
        return []
    by: dict[str, list[Report]] = defaultdict(list)
    for report, value in told:
        by[value].append(report)
    best = max(by, key=lambda v: (max(map(_day, by[v])), len({r.source for r in by[v]}), v))
    return [Difference(name, value, r.uid, value == best) for r, value in told]


def _rank(when: Days, said_by: Sequence[Report]) -> tuple[Any, ...]:
    """What makes one time better than another, the best the greatest."""
    return (
        when.exact, when.basis != "inferred", max(map(_day, said_by)), len({r.source for r in said_by}),
        -when.length, -when.earliest, when.edtf,
    )  # fmt: skip


def _lead(report: Report, status: str, when: Days | None) -> tuple[Any, ...]:
    """The order in which reports are taken to tell the event, the best the smallest."""
    full = sum(len(told) for told in report.roles.values())
    return (
        report.status != status, report.days != when, report.article != report.source, -report.confidence, -full,
        _day(report), report.uid,
    )  # fmt: skip


def _precise(when: Days) -> bool:
    return when.exact and when.length <= LONGEST_TRIP


def _holds(outer: Days, inner: Days) -> bool:
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _published(report: Report) -> tuple[int, str, str]:
    return _day(report), report.article, report.uid


def _day(report: Report) -> int:
    return report.published or 0


def _labels(report: Report, role: str) -> list[str]:
    return list(dict.fromkeys(party.label for party in report.roles.get(role, ())))


def _fullest(lead: Report, ordered: Sequence[Report]) -> list[str]:
    """Those whom the leading report names, each by the fullest name that any report has of him."""
    told = [party for report in ordered for party in report.roles.get("who", ())]
    names = [
        max((q.label for q in told if q.identity == p.identity or same_party(p, q)), key=lambda n: (len(n.split()), n))
        if p.kind == "person"
        else p.label
        for p in lead.roles.get("who", ())
    ]
    return list(dict.fromkeys(names))


def _country(ordered: Sequence[Report], lead: Report, town: Party | None) -> str | None:
    if town is not None and town.country:
        return town.country
    for report in (lead, *ordered):
        told = [stop.country for stop in report.stops if stop.country] or sorted(report.countries())
        if told:
            return told[0]
    return None


def _country_name(party: Party) -> str:
    known = lexicon.load("countries")["country"].get(party.identity)
    return str(known["name"]) if known else party.label


def told_days(when: Days | None) -> tuple[str | None, str | None]:
    """First and last day as ISO 8601 writes them."""
    return (None, None) if when is None else (iso(when.earliest), iso(when.latest))
