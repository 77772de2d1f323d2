"""Who held which office on which day: the core layer, compiled by hand, one fact a row with its source.

The facts are in core/leaders.tsv, the words for offices in core/offices.tsv. Nothing is read before the first
question. A name is compared as the rest of the base compares names (`names.index`); a day counts when it is
neither before `since` nor after `until`, so on the day of a handover both hold.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

from dragoman.errors import KnowledgeError
from dragoman.knowledge.lookup import person
from dragoman.knowledge.names import index

COLUMNS = ("code", "office", "name", "forms", "gender", "since", "until", "marks", "wikidata", "source")
MARKS = ("acting", "disputed", "ceremonial")
SHARED = frozenset({"Captain Regent", "Co-President", "Co-Prince", "Vice Premier"})
"""Offices that several persons hold at once."""

Answer = Literal["certain", "possible", "no"]


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office. `code` is a country's (ISO 3166-1 alpha-2) or the key of an organisation.

    `forms` are other names that articles use, the family name first. `since` and `until` are EDTF: a day, a
    month or a year, "?" where not sure, ".." while open, empty where unknown.
    """

    code: str
    office: str
    name: str
    forms: tuple[str, ...]
    gender: str
    since: str
    until: str
    marks: tuple[str, ...]
    wikidata: str | None
    source: str

    @property
    def family(self) -> str:
        """The name by which later sentences call the holder: "Xi", "López Obrador", "Salman"."""
        return self.forms[0] if self.forms else self.name

    def on(self, day: date) -> Answer:
        """Whether the office was held on a day; an open tenure proves nothing after the file's `as_of`."""
        first, last = bounds(self.since), bounds(self.until)
        if day < first[0] or day > last[1]:
            return "no"
        surely = first[1] <= day <= (min(as_of(), last[1]) if self.until == ".." else last[0])
        return "certain" if surely and self.until and "?" not in self.since + self.until else "possible"


@cache
def bounds(edtf: str) -> tuple[date, date]:
    """The first and the last day that an EDTF day, month or year may be; all days for ".." and for nothing."""
    parts = [int(part) for part in edtf.rstrip("?~").split("-")] if edtf not in ("", "..") else []
    match parts:
        case []:
            return date.min, date.max
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case [year, month]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        case _:
            day = date(*parts)
            return day, day


@cache
def holders() -> tuple[Holder, ...]:
    """Every row of core/leaders.tsv, in its order; raises KnowledgeError where a row is not one."""
    found = []
    for number, cells in _rows("leaders.tsv", COLUMNS):
        code, office, name, forms, gender, since, until, marks, wikidata, source = cells
        if not (code and office and name and source and gender in ("m", "f")):
            raise KnowledgeError(f"core/leaders.tsv:{number}: a cell is empty or the gender is not m or f: complete it")
        told = tuple(forms.split("|")) if forms else ()
        sorts = tuple(marks.split("|")) if marks else ()
        found.append(Holder(code, office, name, told, gender, since, until, sorts, wikidata or None, source))
    return tuple(found)


@cache
def as_of() -> date:
    """The day up to which the file was kept: after it an open tenure is only possible."""
    for line in _text("leaders.tsv").splitlines():
        if line.startswith("# as of "):
            return date.fromisoformat(line[8:18])
    raise KnowledgeError('core/leaders.tsv: no line says "# as of YEAR-MONTH-DAY": add one')


@cache
def kinds(office: str) -> tuple[str, ...]:
    """The kinds of office that words may mean, their own first: "US Secretary of State" is one, and a "secretary".

    The longest known words decide, the last of equals; words that hold none are a kind of their own.
    """
    table, words = _kinds(), index(office).split()
    for size in range(min(len(words), 6), 0, -1):
        for start in range(len(words) - size, -1, -1):
            if found := table.get(" ".join(words[start : start + size])):
                return found
    return (" ".join(words),)


def fits(held: str, asked: str) -> bool:
    """Whether words may name an office that is held: "Secretary" a Secretary of State, "president" no king."""
    ours, theirs = kinds(held), kinds(asked)
    return theirs[0] in ours or ours[0] in theirs


def holder(name: str, office: str | None = None, on: date | None = None, code: str | None = None) -> tuple[Holder, ...]:
    """Those who may be meant by a name, in the order of the file; () where none is known.

    `name` is a family name or a full one ("Clinton", "Bill Clinton", "William J. Clinton"), `office` any words
    for it ("President"), `on` a day in office, `code` the country's or organisation's. What is None is not asked.
    """
    return tuple(
        one
        for one in _named(name)
        if (code is None or one.code == code)
        and (office is None or fits(one.office, office))
        and (on is None or one.on(on) != "no")
    )


def incumbents(code: str, office: str, on: date | None = None) -> tuple[Holder, ...]:
    """Those who held an office of a country or organisation on a day: "the French foreign minister"."""
    return tuple(
        one for one in _by_code().get(code, ()) if fits(one.office, office) and (on is None or one.on(on) != "no")
    )


def office_holders(name: str, office: str, day: str | None) -> tuple[Holder, ...]:
    """Those of a state whom a name and an office may mean on an ISO day: this file's, else the factbook's leaders."""
    on = date.fromisoformat(day) if day is not None else None
    known = tuple(one for one in holder(name, office, on) if len(one.code) == 2)
    if known or " " not in name:
        return known
    return tuple(
        Holder(one.code, one.office, one.name, (), "", one.since or "", "", (), None, "factbook")
        for one in person(name)
        if one.office and fits(one.office, office) and (day is None or (one.since or "") <= day)
    )


def _named(name: str) -> tuple[Holder, ...]:
    """Holders of a name. One longer than any known loses given names, where one agrees, or a second family name."""
    whole, table = index(name), _by_name()
    if exact := table.get(whole):
        return tuple(exact)
    words = whole.split()
    for start in range(1, len(words)):
        found = table.get(" ".join(words[start:]), ())
        if agreed := tuple(one for one in found if _agree(words[:start], one)):
            return agreed
    return tuple(table.get(" ".join(words[:-1]), ())) if len(words) > 2 else ()


def _agree(given: list[str], one: Holder) -> bool:
    """Whether a given name or its initial is one of the holder's: "Vladimir V.", "John Fredrik", never "Laura Bush"."""
    own = {word for form in (one.name, *one.forms) for word in index(form).split()} - set(index(one.family).split())
    return any(mine == theirs or (len(theirs) == 1 and mine[0] == theirs) for theirs in given for mine in own)


@cache
def _by_name() -> dict[str, list[Holder]]:
    found: dict[str, list[Holder]] = {}
    for one in holders():
        for form in dict.fromkeys(map(index, (one.name, *one.forms))):
            found.setdefault(form, []).append(one)
    return found


@cache
def _by_code() -> dict[str, list[Holder]]:
    found: dict[str, list[Holder]] = {}
    for one in holders():
        found.setdefault(one.code, []).append(one)
    return found


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    return {index(words): tuple(sorts.split("|")) for _, (words, sorts) in _rows("offices.tsv", ("words", "kinds"))}


def _rows(file: str, columns: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    """Rows with their line numbers, comments and the header left out."""
    lines = [(n, line.split("\t")) for n, line in enumerate(_text(file).splitlines(), 1) if line and line[0] != "#"]
    if not lines or tuple(lines[0][1]) != columns:
        raise KnowledgeError(f"core/{file}: the header must be {', '.join(columns)}")
    for number, cells in lines:
        if len(cells) != len(columns):
            raise KnowledgeError(f"core/{file}:{number}: {len(cells)} cells, not {len(columns)}: check the tabs")
    return lines[1:]


@cache
def _text(file: str) -> str:
    return (resources.files("dragoman.knowledge") / "core" / file).read_text(encoding="utf-8")
