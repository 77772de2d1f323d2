"""What an expression of time says before it is placed on a calendar: plain values.

`annotate.dates.find` makes them from the text alone, `resolve.when.resolve` places them. Numbers follow the
calendar: January is 1, Monday is 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model import DateType

Unit = Literal[
    "second", "minute", "hour", "day", "week", "weekend", "fortnight", "month", "quarter", "half", "year",
    "decade", "century", "millennium",
]  # fmt: skip
Anchor = Literal["document", "narrative"]


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the calendar, perhaps with parts left open.

    `unit` with `shift` says "that many units from the anchor": "last week" is ("week", -1), "yesterday"
    ("day", -1), "this year" ("year", 0). Beside them a smaller part may be named: "July last year".
    `nth` counts the weekday, or the week where there is none, within the month: "the second Tuesday of November",
    "the last week of April" (-1). `turn` is the last (-1), the present (0) or the next (1) of something named: "last May", "next Friday".
    `versus` marks what is compared ("a year earlier", "the 1988 period", "the latest period"): it is as fine as the
    quarter that was told before.
    `after` moves the whole by units: "the day before yesterday", "two weeks after Christmas".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    week_of: bool = False
    nth: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    decade: int | None = None
    century: int | None = None
    holiday: str | None = None
    weekend: bool = False
    unit: Unit | None = None
    shift: int = 0
    turn: int | None = None
    anchor: Anchor = "document"
    part: str | None = None
    clock: str | None = None
    after: tuple[int, Unit] | None = None
    versus: bool = False


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time. `amount` None is a number not told ("several years").

    `direction` -1 or 1 says that it ends or begins at the anchor: "the past two years", "the next month".
    `counted_on` says that it follows "in", so that of what is to come it tells when ("will resign in two weeks").
    """

    unit: Unit
    amount: float | None
    direction: int | None = None
    counted_on: bool = False


@dataclass(frozen=True, slots=True)
class Literally:
    """A value that needs no calendar: a set ("daily", P1D) or a vague reference (PAST_REF)."""

    value: str


Meaning = Point | Duration | Literally


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of the text that tell a time, and what they say. Offsets are into the text, end exclusive.

    `mod` is TIMEX3's: START, MID, END, APPROX, LESS_THAN, MORE_THAN, EQUAL_OR_LESS, EQUAL_OR_MORE.
    `link` says that this one continues the expression before it: a "list" ("Monday and Tuesday") or a
    "range" ("May 25 to June 4"). `ahead` says that the words before it put it in the future, whatever the verb's
    tense ("postponed until Tuesday").
    """

    start: int
    end: int
    text: str
    type: DateType
    meaning: Meaning
    mod: str | None = None
    link: Literal["list", "range"] | None = None
    ahead: bool = False


_LETTERS: dict[Unit, str] = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "weekend": "WE", "month": "M",
    "quarter": "Q", "half": "H", "year": "Y", "decade": "E", "century": "C", "millennium": "L",
}  # fmt: skip
SMALLER: dict[Unit, tuple[Unit, int]] = {
    "year": ("month", 12), "day": ("hour", 24), "hour": ("minute", 60), "minute": ("second", 60),
    "decade": ("year", 10), "century": ("year", 100), "millennium": ("year", 1000),
}  # fmt: skip
"""The unit in which the part of a unit is told, and how many of them make it: half a year is six months."""


def period(unit: Unit, times: float | None) -> str:
    """The TIMEX3 value of a length of time: "P3D", "PT30M", "PXW", "P20Y"; `times` None is a number not told."""
    if unit == "fortnight":
        unit, times = "week", None if times is None else times * 2
    time, mark = ("T" if _LETTERS[unit][0] == "T" else ""), _LETTERS[unit].removeprefix("T")
    if times is None:
        return f"P{time}X{mark}"
    if unit in ("decade", "century", "millennium") and times != 1:
        part, size = SMALLER[unit]
        return period(part, round(times * size))
    if times == int(times):
        return f"P{time}{int(times)}{mark}"
    if unit not in SMALLER:
        return f"P{time}{times:g}{mark}"
    part, size = SMALLER[unit]
    rest = period(part, round((times - int(times)) * size))
    if not int(times):
        return rest
    return f"P{time}{int(times)}{mark}" + (rest.removeprefix("PT") if time else rest.removeprefix("P"))
