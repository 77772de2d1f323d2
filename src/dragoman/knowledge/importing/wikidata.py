"""What Wikidata gives: the answers of its query service (JSON or CSV) as tenures, and its dates as EDTF.

The variables of a query are told by their names: person and personLabel, position and positionLabel, country (an item, a
name, or its code as iso or code), start and end, each with Precision, birth, gender, aliases, family.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.knowledge.importing.arrays import elements
from dragoman.knowledge.importing.rows import Flaw, Line, Read, Row, code_of, named_in, tenure, without
from dragoman.knowledge.importing.table import dicts

NAMES: dict[str, tuple[str, ...]] = {
    "person": ("person", "item", "human", "holder", "politician", "officeholder", "wikidata"),
    "name": ("personLabel", "itemLabel", "humanLabel", "holderLabel", "politicianLabel", "officeholderLabel", "name"),
    "office": ("positionLabel", "officeLabel", "roleLabel", "ministerLabel", "office", "position"),
    "of": ("iso", "code", "countryCode", "country", "jurisdiction", "organisation", "organization", "countryLabel"),
    "since": ("start", "startISO", "startTime", "startDate", "since"),
    "until": ("end", "endISO", "endTime", "endDate", "until"),
    "born": ("birth", "birthISO", "birthDate", "dateOfBirth", "dob", "born"),
    "gender": ("gender", "genderLabel", "sex", "sexLabel"),
    "forms": ("aliases", "personAltLabel", "altLabel", "itemAltLabel"),
    "family": ("family", "familyLabel", "familyNameLabel"),
    "acting": ("acting",),
}
GENDERS = {"male": "m", "Q6581097": "m", "m": "m", "female": "f", "Q6581072": "f", "f": "f"}
_TIME = re.compile(r"([+-]?)(\d{1,16})-(\d\d)-(\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?")
_ITEM = re.compile(r"Q[1-9]\d*")


def edtf(time: str, precision: int | None = None) -> str:
    """A time of Wikidata as EDTF; "" where nobody knows it (a blank node).

    `precision` is Wikidata's: 11 a day, 10 a month, 9 a year, 8 ten years. Without one a first of January may be no more
    than a year: "2022-01-01?". Raises ValueError where the text is no time of our era.
    """
    time = time.strip()
    if not time or time.startswith(("_:", "t")) or "genid" in time:
        return ""
    if re.fullmatch(r"\d{4}(-\d\d)?", time):
        return time
    found = _TIME.fullmatch(time)
    if found is None or found[1] == "-" or not 0 < int(found[2]) < 10000:
        raise ValueError(f"{time!r} is no date of our era")
    year, month, day = f"{int(found[2]):04}", found[3], found[4]
    if precision is not None and precision < 9:
        return f"{year[:3]}X" if precision == 8 else ""
    if precision == 9 or month == "00":
        return year
    if precision == 10 or day == "00":
        return f"{year}-{month}"
    return f"{year}-{month}-{day}" + ("?" if precision is None and (month, day) == ("01", "01") else "")


def item(uri: str) -> str:
    """The id within an address, "" where there is none."""
    last = uri.strip().rpartition("/")[2]
    return last if _ITEM.fullmatch(last) else ""


def read_json(text: str, as_of: str) -> Read:
    """The rows of results in JSON: the standard form, or the flat objects that the query page offers."""
    at = re.search(r'"bindings"\s*:\s*\[', text)
    start = at.end() - 1 if at else text.find("[")
    yield from _rows(_bound(elements(text, start)), as_of)


def _bound(found: Iterable[tuple[int, Any] | Flaw]) -> Iterator[tuple[int, dict[str, str]] | Flaw]:
    """Every binding as names and values."""
    for one in found:
        if isinstance(one, Flaw):
            yield one
        elif not isinstance(one[1], dict):
            yield Flaw(one[0], "no row of results")
        else:
            values = {
                name: value.get("value", "") if isinstance(value, dict) else value for name, value in one[1].items()
            }
            yield one[0], {name: "" if value is None else str(value) for name, value in values.items()}


def read_csv(text: str, as_of: str) -> Read:
    """The rows of results in CSV."""
    yield from _rows(dicts(text), as_of)


def _rows(found: Iterable[tuple[int, dict[str, str]] | Flaw], as_of: str) -> Read:
    """Tenures; rows of one tenure that differ in aliases alone are one."""
    kept: dict[tuple[str, ...], Line] = {}
    for one in found:
        if isinstance(one, Flaw):
            yield one
            continue
        number, cells = one
        try:
            row = _tenure(cells, as_of)
        except ValueError as error:
            yield Flaw(number, str(error))
            continue
        told = row["tenure"]
        same = tuple(str(told.get(name, "")) for name in ("wikidata", "name", "office", "code", "since", "until"))
        known = kept.setdefault(same, Line(number, row)).row["tenure"]
        known["forms"] = list(dict.fromkeys((*known["forms"], *told["forms"])))
    yield from kept.values()


def _tenure(cells: Mapping[str, str], as_of: str) -> Row:
    told = {what: next((cells[name] for name in names if cells.get(name)), "") for what, names in NAMES.items()}
    person, name = item(told["person"]), told["name"]
    if not name or _ITEM.fullmatch(name):
        raise ValueError(f"{person or 'somebody'} has no name in English")
    office = "" if item(told["office"]) else told["office"]
    if not office and any(cells.get(n) for n in ("position", "positionLabel", "start", "end")):
        raise ValueError(f"the office of {name} is not told in English: ask for positionLabel")
    code = _of(told["of"], cells, office)
    since, until, born = (edtf(told[what], _precision(cells, what)) for what in ("since", "until", "born"))
    if office and not told["until"]:
        until = ".."
    forms = [told["family"] or name, *(part.strip() for part in re.split(r"[|;]|, ", told["forms"]) if part.strip())]
    return tenure(
        code=code,
        office=without(office, code) if office else "",
        name=name,
        forms=list(dict.fromkeys(forms)),
        since=since,
        until=until,
        born=born,
        gender=GENDERS.get(told["gender"].rpartition("/")[2].casefold().replace("q", "Q"), ""),
        wikidata=person,
        as_of=as_of,
        marks=["acting"] if told["acting"].casefold() in ("true", "1") else [],
    )


def _of(told: str, cells: Mapping[str, str], office: str) -> str:
    """The code of whose an office is: as told, as its label says, or as the office's own words say."""
    found = code_of(told) if told else ""
    return found or code_of(cells.get("countryLabel", "")) or named_in(office)[1]


def _precision(cells: Mapping[str, str], what: str) -> int | None:
    """The precision that stands beside a time."""
    for name in NAMES[what]:
        told = cells.get(f"{name}Precision", "")
        if told.isdecimal():
            return int(told)
    return None
