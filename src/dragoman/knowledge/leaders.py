"""Heads of state and government, out of the factbook's own words.

The source writes "President Gustavo Francisco PETRO Urrego (since 7 August 2022)": the office, then the
name with the part in capitals by which its bearer is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.knowledge.sources import Profile
from dragoman.lexicon import load

_SINCE = re.compile(r"\((?:[a-z ]*)since ([^);]*)[^)]*\)")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|\"[^\"]*\"")
_BEFORE = re.compile(r"^(?:[\s;,.]|and |represented by |is represented by |\(\d+\))+")
_DAY = re.compile(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]{2})[a-z]* )?(\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SMALL = frozenset("a al and bin bint da de del der di do dos du e el i ibn la le of the to van von y".split())


@dataclass(frozen=True, slots=True)
class Holder:
    """A leader with every form of the name that an article may use."""

    name: str
    forms: tuple[str, ...]
    office: str
    code: str
    since: str | None


def holders(profiles: dict[str, Profile]) -> list[Holder]:
    """Everybody whom the factbook names as chief of state or head of government, by country."""
    found: dict[tuple[str, str, str], Holder] = {}
    for code, profile in sorted(profiles.items()):
        for words in (profile.chief_of_state, profile.head_of_government):
            for holder in _parse(code, words):
                found.setdefault((holder.code, holder.name, holder.office), holder)
    return list(found.values())


def _parse(code: str, words: str) -> Iterator[Holder]:
    table, start = load("leaders"), 0
    for found in _SINCE.finditer(words):
        told = _BEFORE.sub("", _ASIDE.sub(" ", words[start : found.start()]).rsplit(";", 1)[-1])
        start = found.end()
        office, name = _cut(told.split(), frozenset(table["office"]["words"]))
        if name:
            usual = table["usual"].get(" ".join(_written(word) for word in name), {})
            forms = _forms(name)
            called = usual.get("name", forms[0])
            every = tuple(dict.fromkeys((called, *usual.get("forms", ()), *forms)))
            yield Holder(called, every, office, code, _iso(found[1]))


def _cut(words: list[str], known: frozenset[str]) -> tuple[str, list[str]]:
    """Office and words of the name."""
    at = 0
    while at < len(words) and (words[at].strip(",") in known or words[at] in ("of", "the", "and", "for", "to")):
        at += 1
    name = [word.strip(",") for word in words[at:] if word.strip(",.") not in ("Jr", "Sr", "Dr", "Sir", "Dame")]
    while name and name[-1].islower():
        name.pop()
    if "of" in name:
        name = name[: name.index("of")]
    return " ".join(words[:at]).strip(" ,"), name


def _forms(name: list[str]) -> tuple[str, ...]:
    """The usual form first, then the others down to the part in capitals alone."""
    capital = [i for i, word in enumerate(name) if _is_capital(word)]
    if not capital:
        return (" ".join(name),)
    first, last = capital[0], capital[-1] + 1
    called, given = name[first:last], name[:first]
    full = [*given, *called]
    if not given:
        usual = called if len(called) > 1 or last == len(name) else [*called, *name[last : last + 1]]
        orders = [usual, name]
    else:
        orders = [[given[0], *called], full, name, [word for word in full if not word.endswith(".")]]
    return tuple(dict.fromkeys(" ".join(map(_written, order)) for order in [*orders, called]))


def _is_capital(word: str) -> bool:
    letters = re.sub(r"^(?:al|el|d|de|l)['’-]", "", word)
    return letters.isupper() and len(letters.strip(".")) > 1


def _written(word: str) -> str:
    """A word of a name in usual letters: "PERSAD-BISSESSAR" -> "Persad-Bissessar", "III" as it is."""
    if not _is_capital(word) or re.fullmatch(r"[IVX]+", word):
        return word
    if word.casefold() in _SMALL:
        return word.casefold() if word.casefold() in ("bin", "bint", "ibn", "da", "dos", "y", "e") else word.title()
    return "-".join(part if part.islower() else part.capitalize() for part in word.split("-"))


def _iso(words: str) -> str | None:
    """ "7 August 2022" as "2022-08-07", "April 2018" as "2018-04", "1997" as it is."""
    found = _DAY.search(words)
    if not found:
        return None
    day, month, year = found.groups()
    if month not in _MONTHS:
        return str(year)
    number = f"{year}-{_MONTHS.index(month) + 1:02}"
    return f"{number}-{int(day):02}" if day else number


def as_of(found: list[Holder]) -> str:
    """The latest day on which somebody took office: what the source knew of."""
    return max((holder.since for holder in found if holder.since and len(holder.since) == 10), default="")


