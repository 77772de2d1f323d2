"""Reports of one thing are one event: pure functions from reports and reviewers' verdicts to events.

`report` makes a report of a claim, `merge` makes events of reports. What is compared, and what it weighs, is declared
kind by kind in `kinds`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dragoman.resolve.merge.cluster import Compared, Decision, Link, cluster, compare
from dragoman.resolve.merge.event import Difference, Event, event
from dragoman.resolve.merge.kinds import KINDS, Kind
from dragoman.resolve.merge.report import Origin, Report, report

__all__ = [
    "KINDS",
    "Compared",
    "Decision",
    "Difference",
    "Event",
    "Kind",
    "Link",
    "Origin",
    "Report",
    "compare",
    "merge",
    "report",
]


def merge(reports: Iterable[Report], decisions: Iterable[Decision] = ()) -> list[Event]:
    """The events that the reports tell of: every report is in exactly one, whatever the order in which they come."""
    lots: defaultdict[str, list[Report]] = defaultdict(list)
    for one in reports:
        lots[one.kind].append(one)
    verdicts = tuple(decisions)
    return [
        event(kind, members, links)
        for name, kind in KINDS.items()
        for members, links in cluster(kind, lots[name], verdicts)
    ]
