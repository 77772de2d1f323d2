"""How alike two reports are in one respect: functions from two reports to the name of a level.

A comparison gives each of its levels a weight. Weights add up as log odds do: about one point doubles the odds that
two reports tell of one event. The weight None bars: two such reports are never one event, and no third makes them so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dragoman.resolve.merge.report import Days, Party, Report

Level = Callable[[Report, Report], str]
UNKNOWN = "unknown"
FAR = 45  # days between publications after which an undated report is of something else
MUCH, HALF, LITTLE = 0.8, 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Comparison:
    """A respect in which reports are compared, and what each level of likeness weighs; levels not named weigh nothing."""

    field: str
    level: Level
    weights: Mapping[str, float | None]


def same_party(one: Party, other: Party) -> bool:
    """Whether two names may be of one: "Blinken" and "Antony J. Blinken", but nobody of whom two Wikidata numbers are known."""
    if one.identity == other.identity:
        return True
    if (one.known and other.known) or one.kind != other.kind or not one.name or not other.name:
        return False
    if one.kind != "person":
        return one.name == other.name
    few, many = sorted((set(one.name), set(other.name)), key=len)
    if one.name[-1] != other.name[-1]:
        return False
    firsts = few - {one.name[-1]}
    # "A. J. Blinken" may be Antony
    return firsts <= many or all(any(m.startswith(f) or f.startswith(m) for m in many) for f in firsts)


def parties(role: str) -> Level:
    """same: all of them; all: those of the shorter list; some; one, of several on both sides; none.

    other: one alone, where all are persons who are named: who met the minister in the morning and the president at noon
    held two talks.
    """

    def level(a: Report, b: Report) -> str:
        one, other = a.roles.get(role, ()), b.roles.get(role, ())
        if not one or not other:
            return UNKNOWN
        few, many = (one, other) if len(one) <= len(other) else (other, one)
        shared = sum(any(same_party(p, q) for q in many) for p in few)
        if shared == len(few):
            return "same" if len(few) == len(many) else "all"
        if shared == 0:
            return "none"
        if shared > 1:
            return "some"
        return "other" if all(p.kind == "person" for p in (*one, *other)) else "one"

    return level


def days(near: int) -> Level:
    """same; within: one holds the other; overlap; near: up to so many days between them; apart.

    Where one has no day, its publication stands for it: told near, told far. Months and years are vague, not apart by a day.
    """

    def level(a: Report, b: Report) -> str:
        if a.days is not None and b.days is not None:
            return _between(a.days, b.days, near)
        one, other = a.told, b.told
        if one is None or other is None:
            return UNKNOWN
        # what is announced is told before it, what has been for long after it
        return "told near" if abs(one - other) <= near + 10 else "told far" if abs(one - other) > FAR else UNKNOWN

    return level


def _between(one: Days, other: Days, near: int) -> str:
    gap = max(one.earliest, other.earliest) - min(one.latest, other.latest)
    slack = near if "inferred" not in (one.basis, other.basis) else 2 * near
    if gap > 0:
        return "near" if gap <= slack else "apart"
    if not (one.exact and other.exact):
        return "vague"
    if (one.earliest, one.latest) == (other.earliest, other.latest):
        return "same"
    holds = (one.earliest - other.earliest) * (one.latest - other.latest) <= 0
    return "within" if holds else "overlap"


def places(a: Report, b: Report) -> str:
    """same: a place in common; country: no more than a country; elsewhere: countries that differ, or cities of one."""
    one, other = _spots(a), _spots(b)
    if one & other:
        return "same"
    here, there = a.countries(), b.countries()
    if not here or not there:
        return UNKNOWN
    if not here & there:
        return "elsewhere"
    return "other town" if one and other and len(here | there) == 1 else "country"


def _spots(report: Report) -> frozenset[str]:
    return frozenset(p.identity for p in report.roles.get("where", ()) if p.sort != "country" and p.kind == "place")


def countries(a: Report, b: Report) -> str:
    """same: the same countries; all: all those of one; some; none."""
    one, other = a.countries(), b.countries()
    if not one or not other:
        return UNKNOWN
    if one == other:
        return "same"
    if not one & other:
        return "none"
    return "all" if one <= other or other <= one else "some"


def words(role: str) -> Level:
    """same, much, half, little, none: by the part of the shorter phrase that stands in the longer."""

    def level(a: Report, b: Report) -> str:
        one, other = a.words.get(role, frozenset()), b.words.get(role, frozenset())
        if not one or not other:
            return UNKNOWN
        if one == other:
            return "same"
        part = len(one & other) / min(len(one), len(other))
        return "much" if part >= MUCH else "half" if part >= HALF else "little" if part >= LITTLE else "none"

    return level


def value(name: str) -> Level:
    """same or other."""

    def level(a: Report, b: Report) -> str:
        one, other = a.values.get(name), b.values.get(name)
        return UNKNOWN if one is None or other is None else "same" if one == other else "other"

    return level


def telling(near: int) -> Level:
    """near or far: by the days of publication alone."""

    def level(a: Report, b: Report) -> str:
        if a.published is None or b.published is None:
            return UNKNOWN
        return "near" if abs(a.published - b.published) <= near else "far"

    return level


def article(a: Report, b: Report) -> str:
    """same where both stand in one article, whose reader kept them apart."""
    return "same" if a.article == b.article else "other"
