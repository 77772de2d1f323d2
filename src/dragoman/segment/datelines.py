"""The line before a report that says where it was written, on which day and for whom: "BOGOTA, Oct 3 (AFP) -"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman import lexicon
from dragoman.knowledge.lookup import find as find_name

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻŁŃŅŇŌŐŔŘŚŞŠŤŪŮŰŲŹŻŽ"
NAME = rf"[{UPPER}][\w.'’\-]*"
SMALL = frozenset(
    "is are was be to in on at by with and not no we you it this that who what how why his her its".split()
)
CAPITALS = re.compile(
    rf"[{UPPER}][{UPPER}.'’\-]*(?:[ /](?:[{UPPER}][{UPPER}.'’\-]*|de|da|do|of|el|al|la|le|les|du|am|an|der|sur|upon|and)){{0,5}}(?!\w)"
)
TITLED = re.compile(rf"{NAME}(?: (?:{NAME}|de|da|do|of|el|al|la|le|les|du|am|an|der|sur|upon|and)){{0,3}}(?!\w)")
REGION = re.compile(rf",\s{{0,2}}(?:{NAME}(?: {NAME}){{0,2}})(?=\s*[(,_:]|\s+[-–—/]|\s*$)")
BRACKETS = re.compile(r"\s{0,2}[,.]?\s{0,2}\(\s{0,2}([^()\n]{2,45})\)|\s{0,2}[,.]?\s{0,2}/([A-Za-z][\w .-]{1,30})/")
BREAK = re.compile(r"\s{0,2}\.?\s{0,2}(?:-{1,3}|[–—]|_+|:|\.-)(?=\s|$|[\"“'‘`A-Z])\s{0,3}")
BETWEEN = re.compile(r"\s{0,2}(?:[,.;]|[-–—])?\s{1,2}|\s{0,2},")


LEAST = 90
"""Characters of a paragraph that tells something; a headline ("Delhi: no talks") is shorter or has no full stop."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place, date and agency before a report: "BOGOTA, Oct 3 (AFP) -". Spans are offsets; `day` is an ISO day."""

    start: int
    end: int
    place: tuple[int, int] | None
    date: tuple[int, int] | None
    agency: str | None
    day: str | None = None


@cache
def _months() -> dict[str, int]:
    return {
        word: number for number, words in enumerate(lexicon.load("segments")["months"].values(), 1) for word in words
    }


@cache
def days() -> re.Pattern[str]:
    """A day of a month, with or without its year; groups d1 m1, d2 m2, year, iso, numbers (03.10.2022, 3/10/2022)."""
    months = "|".join(sorted(map(re.escape, _months()), key=lambda m: (-len(m), m)))
    weekday = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]?\s{1,2})?"
    year = r"(?:,?\s{1,2}(?:de\s|of\s)?(?P<year>(?:19|20)\d\d))?(?!\d)"
    day_first = rf"(?:le\s|den\s)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s{{1,2}}(?:de\s|of\s)?(?P<m1>{months})\.?"
    month_first = rf"(?P<m2>{months})\.?\s{{1,2}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
    return re.compile(
        rf"\b{weekday}(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<numbers>\d{{1,2}}(?P<mark>[./])\d{{1,2}}(?P=mark)(?:19|20)\d\d)|(?:{day_first}|{month_first}){year})",
        re.IGNORECASE,
    )


def day(found: re.Match[str]) -> str | None:
    """The ISO day, where the year is told and the calendar has that day."""
    parts = found.groupdict()
    try:
        if parts["iso"]:
            return date.fromisoformat(parts["iso"]).isoformat()
        if parts["numbers"]:
            first, second, year = (int(n) for n in parts["numbers"].split(parts["mark"]))
            # "3/10/2022" is October in London and March in Washington: it names no day.
            american = parts["mark"] == "/" and second > 12
            if parts["mark"] == "/" and not american and first <= 12 and first != second:
                return None
            return date(year, first if american else second, second if american else first).isoformat()
        if parts["year"]:
            month = _months()[(parts["m1"] or parts["m2"]).casefold()]
            return date(int(parts["year"]), month, int(parts["d1"] or parts["d2"])).isoformat()
    except ValueError:
        pass
    return None


def find(text: str, start: int, end: int, *, first: bool = False) -> Dateline | None:
    """The dateline with which a paragraph begins.

    A place in capitals needs a date, an agency or, as the `first` of the article, a dash or a colon after it;
    a place in small letters needs a date or an agency: "London — the city ..." is no dateline.
    """
    told_at_length = end - start > LEAST and text[start:end].rstrip()[-1:] in ".\"”’'"
    end = min(end, start + 160)
    capitals = CAPITALS.match(text, start, end)
    place = capitals if capitals and len(capitals.group()) > 2 else TITLED.match(text, start, end)
    at = place.end() if place else start
    region = REGION.match(text, at, end) if place else None
    beside = region.group()[1:].strip() if region else ""
    if (
        region
        and not days().search(text, at, region.end())
        and not (_agency(beside) or beside.casefold() in _known("labels"))
    ):
        at = region.end()
    when, agency, at = _date_and_agency(text, at, end)
    stop = BREAK.match(text, at, end)
    alone = not text[at:end].strip(" .:,")
    if not (stop or alone or (agency and text[at - 1] in ")/")):
        return None
    if place and (len(place.group()) < 3 or re.split(r"[\s.,/]+", place.group().casefold())[0] in _known("labels")):
        return None
    told = when is not None or (agency is not None and (stop is not None or alone or _agency(agency)))
    if not told and not (first and capitals and stop and place is capitals and not _sentence(capitals.group())):
        colon = stop is not None and ":" in stop.group()  # "New Delhi: The minister said ..."
        if not (first and told_at_length and colon and place and _city(place.group())):
            return None
    if place is None and not (agency and _agency(agency)):
        return None
    return Dateline(
        start,
        start
        + len(text[start : stop.end() if stop else at + (agency is not None and text[at : at + 1] == ".")].rstrip()),
        (place.start(), place.end() - _stray_point(place.group())) if place else None,
        when.span() if when else None,
        agency,
        day(when) if when else None,
    )


def _stray_point(place: str) -> int:
    """Whether a place ends in a point that is not its own: "KYIV. Oct 3", not "WASHINGTON, D.C."."""
    return int(place.endswith(".") and "." not in place[:-1])


def _sentence(capitals: str) -> bool:
    """Whether small words of English stand among the capitals: "THE FIX IS IN: ..." names no place."""
    return any(word.casefold() in SMALL for word in capitals.split())


def _date_and_agency(text: str, at: int, end: int) -> tuple[re.Match[str] | None, str | None, int]:
    """What follows the place, in any order: "Oct 3", "(AFP)", "/TASS/", "- Anadolu Agency"; and where it ends."""
    when, agency = None, None
    for _ in range(4):
        between = BETWEEN.match(text, at, end)
        after = between.end() if between else at
        inside = BRACKETS.match(text, at, end)
        found = days().match(text, after, end)
        if inside:
            name = (inside.group(1) or inside.group(2)).strip()
            dated = days().search(text, inside.start(), inside.end())
            when = when or dated
            if not dated or len(dated.group()) < len(name) - 4:
                agency = agency or (name.split(",")[0] if name[:1].isupper() or name[:1].isdigit() else None)
            at = inside.end()
        elif found and when is None:
            when, at = found, found.end()
        else:
            bare = re.compile(r"[A-Z][\w/]+(?: [A-Z]\w+)?").match(text, after, end)
            if agency or not bare or not between or not _agency(bare.group()):
                break
            agency, at = bare.group(), bare.end()
    return when, agency, at


def _city(name: str) -> bool:
    return any(fact.kind == "city" for fact in find_name(name))


def _agency(words: str) -> bool:
    return words.strip().casefold() in _known("agencies")


@cache
def _known(part: str) -> frozenset[str]:
    return frozenset(lexicon.load("segments")["dateline"][part])
