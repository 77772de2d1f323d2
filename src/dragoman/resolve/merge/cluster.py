"""Reports into events: pairs by blocks, links by what is alike, and a closure in which nothing contradicts itself.

The likest two are joined first. Two groups are joined by a link where no report of the one is barred from one of the
other: so an undated report goes to the journey that it fits best, and never ties two journeys into one. What comes of
it depends on the reports alone and not on their order: what is equally like is taken in the order of uids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.resolve.merge.kinds import Kind
from dragoman.resolve.merge.report import Report

NEAREST = 24
"""Neighbours in time with which a report is compared in each block: blocks of any size cost linear time."""

FACES = 48
"""Distinct reports of a group that are held against another group's; of more, the first ones in order."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's verdict: two claims tell of one event, or (not `together`) do not. Later numbers have the last word."""

    number: int
    together: bool
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One respect in which two reports were compared: the level found and its weight, None where it bars."""

    field: str
    level: str
    weight: float | None


@dataclass(frozen=True, slots=True)
class Link:
    """Why two claims are one event: the score of what is alike, or the number of the verdict."""

    one: str
    other: str
    score: float
    verdict: int | None = None


def compare(kind: Kind, one: Report, other: Report) -> tuple[Compared, ...]:
    """All respects in which two reports of a kind are compared."""
    levels = ((c, c.level(one, other)) for c in kind.comparisons)
    return tuple(Compared(c.field, level, c.weights.get(level, 0)) for c, level in levels)


def score(kind: Kind, one: Report, other: Report) -> float | None:
    """The sum of all weights; None where something bars."""
    total = 0.0
    for comparison in kind.comparisons:
        weight = comparison.weights.get(comparison.level(one, other), 0)
        if weight is None:
            return None
        total += weight
    return total


def candidates(kind: Kind, reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Pairs of places in the list (smaller first) that share a block, each once."""
    lots: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        for number, keys in enumerate(kind.blocks):
            for key in dict.fromkeys(keys(report)):
                lots[number, key].append(at)
    seen: set[tuple[int, int]] = set()
    for lot in lots.values():
        lot.sort(key=lambda at: (reports[at].told or 0, at))
        for place, one in enumerate(lot):
            for other in lot[place + 1 : place + 1 + NEAREST]:
                pair = (one, other) if one < other else (other, one)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def cluster(
    kind: Kind, reports: Iterable[Report], decisions: Iterable[Decision] = ()
) -> list[tuple[list[Report], list[Link]]]:
    """The groups of reports that tell of one event each, with the links that made them; each report is in one."""
    ordered = sorted({report.uid: report for report in reports}.values(), key=lambda report: report.uid)
    groups = _Groups(kind, ordered)
    places = {report.uid: at for at, report in enumerate(ordered)}
    for decision in _last_words(decisions, places):
        one, other = places[decision.one], places[decision.other]
        if not decision.together:
            groups.bar(one, other)
        elif groups.apart(one, other) and not groups.decided(one, other):
            groups.join(one, other, Link(decision.one, decision.other, 0.0, decision.number))
    found = []
    for a, b in candidates(kind, ordered):
        alike = score(kind, ordered[a], ordered[b])
        if alike is not None and alike >= kind.threshold:
            found.append((-alike, a, b))
    for alike, a, b in sorted(found):
        if groups.apart(a, b) and not groups.barred(a, b):
            groups.join(a, b, Link(ordered[a].uid, ordered[b].uid, -alike))
    return groups.result()


def _last_words(decisions: Iterable[Decision], places: dict[str, int]) -> list[Decision]:
    """The last verdict on each pair: splits first, so that none is joined round them, then joins, the last first."""
    last: dict[frozenset[str], Decision] = {}
    for decision in sorted(decisions, key=lambda d: d.number):
        if decision.one in places and decision.other in places and decision.one != decision.other:
            last[frozenset((decision.one, decision.other))] = decision
    return sorted(last.values(), key=lambda d: (d.together, -d.number))


class _Groups:
    """Groups that are joined two at a time; each knows its members, whom it is kept from, and its links."""

    def __init__(self, kind: Kind, reports: Sequence[Report]) -> None:
        self._kind = kind
        self._reports = reports
        self._of = list(range(len(reports)))
        self._members = {at: [at] for at in self._of}
        self._faces = {at: {report.face: at} for at, report in enumerate(reports)}
        self._links: dict[int, list[Link]] = {}
        self._kept_from: defaultdict[int, set[int]] = defaultdict(set)
        self._known: dict[tuple[int, int], bool] = {}

    def apart(self, a: int, b: int) -> bool:
        return self._of[a] != self._of[b]

    def bar(self, a: int, b: int) -> None:
        """Keeps two reports apart, whatever is alike."""
        self._kept_from[a].add(b)
        self._kept_from[b].add(a)

    def decided(self, a: int, b: int) -> bool:
        """Whether a verdict keeps the two groups apart."""
        if not self._kept_from:
            return False
        return any(self._of[x] == self._of[b] for m in self._members[self._of[a]] for x in self._kept_from.get(m, ()))

    def barred(self, a: int, b: int) -> bool:
        """Whether anything in the two groups forbids that they are one."""
        if self.decided(a, b):
            return True
        ours = list(self._faces[self._of[a]].values())[:FACES]
        theirs = list(self._faces[self._of[b]].values())[:FACES]
        return any(self._contradict(x, y) for x in ours for y in theirs)

    def join(self, a: int, b: int, link: Link) -> None:
        """Makes one group of two."""
        into, gone = self._of[a], self._of[b]
        if len(self._members[into]) < len(self._members[gone]):
            into, gone = gone, into
        for member in self._members[gone]:
            self._of[member] = into
        self._members[into] += self._members.pop(gone)
        for face, at in self._faces.pop(gone).items():
            held = self._faces[into].get(face, at)
            self._faces[into][face] = min(held, at)
        self._links[into] = [*self._links.pop(into, []), *self._links.pop(gone, []), link]

    def result(self) -> list[tuple[list[Report], list[Link]]]:
        """The groups in the order of their first uids."""
        found = [(sorted(members), self._links.get(at, [])) for at, members in self._members.items()]
        return [([self._reports[at] for at in members], links) for members, links in sorted(found, key=lambda g: g[0])]

    def _contradict(self, a: int, b: int) -> bool:
        pair = (a, b) if a < b else (b, a)
        if pair not in self._known:
            self._known[pair] = score(self._kind, self._reports[a], self._reports[b]) is None
        return self._known[pair]
