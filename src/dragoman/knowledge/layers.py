"""How layers of tenures lie over each other.

A tenure of a later layer meets the one of an earlier layer that has the same code, an office of the same kind, the same
person (one Wikidata id, or a name that both use) and days that may touch. They are one from then on, and **each field
is the later layer's wherever it says something**: an empty cell overrides nothing, an open end is no word against an
end that came after the later source's `as_of`, and a family name alone does not replace a full name. Where the two
say different things both are kept as claims, each with its source. A term within a longer tenure that is known (a second
cabinet) changes nothing and is kept as a claim. What meets nothing is added.

What a row says of a person (Wikidata id, birth, other names) holds for the same person's other tenures too, where it
contradicts nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from dragoman.knowledge.days import bounds, near, reach
from dragoman.knowledge.facts import Claim, Holder
from dragoman.knowledge.names import family, index, slug

Fits = Callable[[str, str], bool]
"""Whether two titles name one office: `offices.fits`."""

NEAR = 366
"""Days that two sources' beginnings of one tenure may lie apart; further apart they are two terms."""

_TOLD = ("name", "since", "until", "born", "gender", "wikidata")
"""The fields in which sources may differ."""


def overlay(lower: Iterable[Holder], upper: Iterable[Holder], fits: Fits) -> tuple[list[Holder], list[Claim]]:
    """The rows of both layers as one and the claims; the upper's rows in their order, then those that it does not have."""
    rows = list(lower)
    at: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    taken = {row.key for row in rows}
    for number, row in enumerate(rows):
        for word in _words(row):
            at[row.code, word].append(number)
    claims: dict[Claim, None] = {}
    met: dict[int, None] = {}
    for one in upper:
        places = dict.fromkeys(n for word in _words(one) for n in at[one.code, word])
        known = (n for n in places if (n not in met or rows[n].since == one.since) and _meet(rows[n], one, fits))
        place = next(known, len(rows))
        whole = next((n for n in places if _is_term(one, rows[n], fits)), None) if place == len(rows) else None
        if whole is not None:
            term = f"{one.since}/{one.until}"
            claims[Claim(rows[whole].key, f"term from {one.since}", term, one.layer, one.source)] = None
            continue
        if place == len(rows):
            rows.append(keyed(_called(one), taken))
        else:
            rows[place], differing = _over(rows[place], one)
            claims.update(dict.fromkeys(differing))
        met[place] = None
        for word in _words(rows[place]):
            if place not in at[one.code, word]:
                at[one.code, word].append(place)
    return shared([rows[n] for n in (*met, *(n for n in range(len(rows)) if n not in met))]), list(claims)


def _words(row: Holder) -> list[str]:
    """By what a person is looked for: id and names."""
    return [*([row.wikidata] if row.wikidata else []), *sorted(_names(row))]


def keyed(row: Holder, taken: set[str]) -> Holder:
    """The row with a key that no other has: what office, whose, from when."""
    key = f"tenure:{row.code}/{slug(row.office)}/{slug(row.name)}/{row.since or 'unknown'}"
    number = 2
    while key in taken:
        key = f"{key.split('#', maxsplit=1)[0]}#{number}"
        number += 1
    taken.add(key)
    return replace(row, key=key)


def _called(row: Holder) -> Holder:
    """A row of the user's whose family name is not told, with the one that the name shows."""
    if row.layer != "user" or (row.forms and row.forms[0] != row.name):
        return row
    forms = dict.fromkeys((family(row.name, row.code), *row.forms))
    return replace(row, forms=tuple(form for form in forms if form != row.name))


def _meet(one: Holder, other: Holder, fits: Fits) -> bool:
    """Whether two rows of one code are one tenure."""
    if not same_person(one, other) or bool(one.office) != bool(other.office):
        return False
    if one.office and not (index(one.office) == index(other.office) or fits(one.office, other.office)):
        return False
    if one.since and other.since:
        # A source may give the start of the latest term of one who went on: "President (since 20 January 2024)".
        return near(one.since, other.since, NEAR) or (one.until == other.until == ".." and bool(one.office))
    return _touch(one, other)


def _is_term(one: Holder, whole: Holder, fits: Fits) -> bool:
    """Whether a row is one term of a longer tenure that is known: a second cabinet, a re-election."""
    if one.layer != "user" or one.until in ("", "..") or whole.until == "":
        return False
    if not (one.office and same_person(one, whole)):
        return False
    if not (index(one.office) == index(whole.office) or fits(one.office, whole.office)):
        return False
    return _is_later(one.since, whole.since) and bounds(one.until)[1] <= reach(whole.until)[1]


def _touch(one: Holder, other: Holder) -> bool:
    return reach(one.since)[0] <= reach(other.until)[1] and reach(other.since)[0] <= reach(one.until)[1]


def same_person(one: Holder, other: Holder) -> bool:
    """Whether two rows of one code may be about one person: by id where both have one, else by a name in common."""
    if one.wikidata and other.wikidata:
        return one.wikidata == other.wikidata
    if one.born and other.born and not near(one.born, other.born, 31):
        return False
    common = _names(one) & _names(other)
    if "user" not in (one.layer, other.layer) or any(" " in form for form in common):
        return bool(common)
    return bool(common) and _given_alike(one.name, other.name)


def _given_alike(one: str, other: str) -> bool:
    """Whether two names of one family may be one person's: Joe and Joseph, not Rick and Tim. A family name alone may."""
    mine, theirs = (index(name).split()[:-1] for name in (one, other))
    return not (mine and theirs) or any(a[:2] == b[:2] or a[:1] == b or b[:1] == a for a in mine for b in theirs)


def _names(row: Holder) -> set[str]:
    """Every form of a name, and without what stands between the first and the last word."""
    found = {index(form) for form in (row.name, *row.forms)}
    words = index(row.name).split()
    if len(words) > 2:
        found.add(f"{words[0]} {words[-1]}")
    return found


def _over(low: Holder, high: Holder) -> tuple[Holder, list[Claim]]:
    """The lower row with what the higher says, and a claim of each for every field in which they differ."""
    said = {name: getattr(high, name) for name in (*_TOLD, "as_of") if getattr(high, name)}
    if " " in low.name and " " not in high.name:
        said.pop("name", None)
    if said.get("until") == ".." and _ended_later(low, high):
        said.pop("until")
        said.pop("as_of", None)
    differing = [
        Claim(low.key, name, str(getattr(row, name)), row.layer, row.source)
        for name in _TOLD
        if name in said and getattr(low, name) not in ("", None, said[name])
        for row in (low, high)
    ]
    name = said.get("name", low.name)
    family = high.forms[:1] if said.get("name") and high.forms else low.forms[:1] or (low.name,) if " " in name else ()
    forms = dict.fromkeys((*family, *low.forms, low.name, *high.forms, high.name))
    if low.until == said.get("until") == ".." and low.basis == "stated" and _is_later(said.get("since", ""), low.since):
        said.pop("since", None)
    if "since" in said:
        said["basis"] = high.basis
    merged = replace(
        low,
        **said,
        forms=tuple(form for form in forms if form != name),
        marks=high.marks or low.marks,
        source=high.source,
        layer=high.layer,
    )
    if "until" not in said and low.until:
        merged = replace(merged, until=low.until, as_of=low.as_of)
    return merged, differing


def _is_later(one: str, other: str) -> bool:
    """Whether a date lies more than a year after another: the start of a later term of one who went on."""
    return bool(one and other) and not near(one, other, NEAR) and bounds(one)[0] > bounds(other)[1]


def _ended_later(low: Holder, high: Holder) -> bool:
    """Whether an open end was told before the end that the lower row knows of."""
    return low.until not in ("", "..") and (not high.as_of or bounds(high.as_of)[0] <= bounds(low.until)[1])


def shared(rows: list[Holder]) -> list[Holder]:
    """The rows, each with the id and birth that other rows of the same full name give, unless two differ."""
    told: defaultdict[str, list[Holder]] = defaultdict(list)
    for row in rows:
        if " " in row.name and (row.wikidata or row.born):
            told[index(row.name)].append(row)
    return [_filled(row, told.get(index(row.name), ())) for row in rows]


def _filled(row: Holder, others: Iterable[Holder]) -> Holder:
    found = [other for other in others if other.code == row.code or len(other.code) > 2 or len(row.code) > 2]
    for name in ("wikidata", "born"):
        values = {getattr(other, name) for other in found} - {None, ""}
        if not getattr(row, name) and len(values) == 1:
            row = replace(row, **{name: values.pop()})
    return row
