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
_SPELLED = re.compile(r"; also spelled [^;()]*")
_ROMAN = re.compile(r"[IVX]+")
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
    states = load("countries")["country"]
    for code, profile in sorted((code, profile) for code, profile in profiles.items() if code in states):
        for words in (profile.chief_of_state, profile.head_of_government):
            for holder in _parse(code, words):
                found.setdefault((holder.code, holder.name, holder.office), holder)
    return list(found.values())


def _parse(code: str, words: str) -> Iterator[Holder]:
    table, start = load("leaders"), 0
    offices, honours = (frozenset(table[part]["words"].split()) for part in ("office", "honour"))
    for found in _SINCE.finditer(words):
        told = _BEFORE.sub("", _ASIDE.sub(" ", _SPELLED.sub("", words[start : found.start()])).rsplit(";", 1)[-1])
        told = told.replace("Governor General", "Governor-General")
        start = found.end()
        office, name = _cut([word for word in told.split() if word not in honours], offices)
        full = " ".join(map(_written, name))
        ours = table["usual"].get(full, {})
        office = ours.get("office", office)
        if name and office:
            forms = (ours.get("name", ""), *ours.get("forms", ()), *_forms(name))
            forms = tuple(dict.fromkeys(filter(None, forms)))
            yield Holder(forms[0], forms, office, code, _iso(found[1]))


def _cut(words: list[str], known: frozenset[str]) -> tuple[str, list[str]]:
    """Office and words of the name."""
    at = 0
    while at < len(words) and (words[at].strip(",") in known or words[at] in ("of", "the", "and", "for", "to")):
        at += 1
    name = [word.strip(",") for word in words[at:] if word.strip(",.") not in ("Jr", "Sr")]
    while name and name[-1].islower():
        name.pop()
    if "of" in name:
        name = name[: name.index("of")]
    return " ".join(words[:at]).strip(" ,"), name


def _forms(name: list[str]) -> tuple[str, ...]:
    """The usual form first, then the others down to the part in capitals alone."""
    capital = [i for i, word in enumerate(name) if _is_capital(word) and (i == 0 or not _ROMAN.fullmatch(word))]
    if not capital:
        return (" ".join(name),)
    first, last = capital[0], capital[-1] + 1
    called, given = name[first:last], name[:first]
    if not given:
        is_long = len(name) > 3 and name[last : last + 1] not in (["bin"], ["ibn"], ["ibni"])
        orders = [[*called, *name[last : last + 1]] if is_long else name, name]
    else:
        orders = [[given[0], *called], [*given, *called], name]
    if not any(map(_ROMAN.fullmatch, name[1:])):
        orders.append(called)
    return tuple(dict.fromkeys(" ".join(map(_written, order)) for order in orders))


def _is_capital(word: str) -> bool:
    """Whether a word, or a part of it between hyphens, is in capitals: "PETRO", "al-BURHAN", "SASSOU-Nguesso"."""
    return any(part.isupper() and len(part.strip(".")) > 1 for part in re.split(r"[-’']", word))


def _written(word: str) -> str:
    """A word of a name in usual letters: "PERSAD-BISSESSAR" -> "Persad-Bissessar", "III" as it is."""
    if not _is_capital(word) or (_ROMAN.fullmatch(word) and word != "XI"):
        return word
    if word.casefold() in _SMALL:
        return word.casefold() if word.casefold() in ("bin", "bint", "ibn", "da", "dos", "y", "e") else word.title()
    return re.sub(r"[^\W\d_]+", lambda part: part[0] if part[0].islower() else part[0].capitalize(), word)


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
