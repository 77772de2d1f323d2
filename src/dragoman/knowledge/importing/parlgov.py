"""ParlGov's tables: cabinets give who led a government, parties and elections give parties.

A cabinet is called by its prime minister's family name ("Merkel IV"), so that the tenure has no more than that: where our own
tables know the person, the tenure is theirs and keeps its full name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.knowledge.days import bounds
from dragoman.knowledge.importing.rows import Flaw, Line, Read, code_of, fact, tenure
from dragoman.knowledge.importing.table import dicts

NO_PARTY = frozenset({"none", "one-seat", "other", "others", "independent"})
"""What stands in the place of a party for those who have none."""
_NUMBER = re.compile(r" (?:[IVX]+|\d+)$")


@dataclass(slots=True)
class _Cabinet:
    line: int
    code: str
    name: str
    since: str
    until: str = ".."


def read(text: str, as_of: str) -> Read:
    """The rows of view_cabinet, view_party or view_election, told apart by their columns."""
    cabinets: dict[str, _Cabinet] = {}
    parties: set[str] = set()
    for record in dicts(text):
        if isinstance(record, Flaw):
            yield record
            continue
        number, cells = record
        code = code_of(cells.get("country_name", "")) or code_of(cells.get("country_name_short", ""))
        if not code:
            yield Flaw(number, f"{cells.get('country_name', '')!r} is no country that is known")
            continue
        party = cells.get("party_id", "")
        if cells.get("party_name") and party not in parties:
            parties.add(party)
            yield from _party(number, code, cells)
        at = cells.get("cabinet_id") or cells.get("cabinet_name", "")
        if cells.get("cabinet_name") and at not in cabinets:
            cabinets[at] = _Cabinet(number, code, cells["cabinet_name"], cells.get("start_date", ""))
    yield from _leading(list(cabinets.values()), as_of)


def _party(number: int, code: str, cells: dict[str, str]) -> Read:
    told = [cells.get("party_name_english") or cells["party_name"], cells["party_name"]]
    shorts = cells.get("party_name_short", "").split("|")
    if set(shorts) & NO_PARTY:
        return
    name, *others = (part.strip() for words in told for part in words.split("|"))
    forms = [
        form for form in dict.fromkeys((*others, *(one for one in shorts if len(one) > 2))) if form and form != name
    ]
    key = f"org:parlgov-{cells['party_id']}" if cells.get("party_id") else ""
    try:
        yield Line(number, fact("organization", name, code=code, key=key, forms=forms, extra="party"))
    except ValueError as error:
        yield Flaw(number, str(error))


def _leading(cabinets: list[_Cabinet], as_of: str) -> Read:
    """Tenures of those who lead governments; cabinets of one name that follow each other are one tenure."""
    last: dict[str, _Cabinet] = {}
    told: list[_Cabinet] = []
    for cabinet in cabinets:
        try:
            begun = bounds(cabinet.since)[0]
        except ValueError as error:
            yield Flaw(cabinet.line, str(error))
            continue
        if not cabinet.since:
            yield Flaw(cabinet.line, f"the cabinet {cabinet.name} has no start_date")
            continue
        cabinet.name = _NUMBER.sub("", cabinet.name)
        before = last.get(cabinet.code)
        if before is not None and begun < bounds(before.since)[0]:
            yield Flaw(
                cabinet.line, f"the cabinet {cabinet.name} comes before the one above it: sort them by start_date"
            )
            continue
        if before is not None and before.name == cabinet.name:
            continue
        if before is not None:
            before.until = cabinet.since
        last[cabinet.code] = cabinet
        told.append(cabinet)
    for cabinet in told:
        if any(letter.isdecimal() for letter in cabinet.name) or not cabinet.name[:1].isupper():
            yield Flaw(cabinet.line, f"the cabinet {cabinet.name!r} is called by no person's name")
            continue
        yield Line(cabinet.line, _tenure(cabinet, as_of))


def _tenure(cabinet: _Cabinet, as_of: str) -> dict[str, object]:
    office = OFFICES.get(cabinet.code, "Prime Minister")
    return tenure(
        code=cabinet.code, office=office, name=cabinet.name, since=cabinet.since, until=cabinet.until, as_of=as_of
    )


OFFICES = {"DE": "Chancellor", "AT": "Chancellor", "IE": "Taoiseach"}
"""What those who lead a government are called where it is not prime minister."""
