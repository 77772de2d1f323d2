"""What a question chooses from a record file: users' words and filters become one condition in SQL.

Where claims have been merged, what is chosen are events, each once; a claim that no event has taken up stands for
itself. Kind, status, days and confidence are then asked of the event, the rest of any one of its reports. What users
type is only ever bound as a value, and the words of a search are quoted: none of them can be an error of syntax.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from dragoman import lexicon
from dragoman.errors import UsageError
from dragoman.model import CLAIM_KINDS

FIELDS = ("kind", "status", "person", "organisation", "country", "place", "source")
"""What can be asked for, and with `without` be left out; of several values of one field any will do."""

STATUSES = ("planned", "under_way", "happened", "cancelled", "proposed", "denied", "hypothetical")
PARTIES = {"person": ("person",), "organisation": ("organization", "group"), "place": ("place",)}
WHERE_ROLES = ("place", "legs.place")
COMMON = 20_000
"""Words in more claims than this tell nothing apart, and weighing each would take longer than finding them."""
_numbers = itertools.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for. `words` are looked for as they are typed: "in quotes" as a phrase, -word not, begin* as a beginning.

    Days are ISO days, both inclusive; what has no day is left out where days are asked for. `roles` narrows `person` to
    those who stand in these fields of a claim, as "traveller". A country is a code or a name; a person, an
    organisation, a place is any part of a name, Wikidata's number, or an identity as the facets give it; a source is
    the host or the folder, an address or the uid of an article. `copies` set to False leaves near-duplicates out.
    """

    words: str = ""
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    without: tuple[tuple[str, str], ...] = ()
    roles: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    confidence: float = 0.0
    copies: bool = True


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition in SQL and the values bound to it."""

    sql: str
    values: tuple[object, ...] = ()


def match(words: str, column: str = "") -> str | None:
    """Users' words as FTS5 reads them, every one quoted; None where nothing is left to look for.

    `column` names the one column to look in. Raises nothing, whatever the words.
    """
    asked: list[str] = []
    barred: list[str] = []
    # FTS5 ends at NUL; a lone surrogate has no UTF-8.
    plain = words.replace("\0", " ").encode("utf-8", "replace").decode()
    for minus, phrase, bare in re.findall(r'(-?)(?:"([^"]*)"|([^\s"]+))', plain):
        text = phrase or bare.lstrip("-")
        if not any(c.isalnum() for c in text):
            continue
        star = "*" if bare.endswith("*") else ""
        text = '"' + text.replace('"', '""') + '"'
        (barred if minus else asked).append(text + star)
    if not asked:
        return None
    said = " AND ".join(asked) + "".join(f" NOT {word}" for word in barred)
    return f"{column} : ({said})" if column else said


def merged(db: sqlite3.Connection) -> bool:
    """Whether claims have been merged into events."""
    return db.execute("SELECT 1 FROM events LIMIT 1").fetchone() is not None


@contextmanager
def chosen(db: sqlite3.Connection, filters: Filters) -> Iterator[str]:
    """The name of a table that lasts for the block: `item`, `claim_id`, `day` and `score` of all that was asked for.

    An `item` is an event's number, or a claim's with a minus before it. Raises UsageError where a filter means nothing.
    """
    check(filters)
    _functions(db)
    name = f"chosen_{next(_numbers)}"
    events = merged(db)
    clauses = list(_clauses(filters, events=events))
    # The words stand in the FROM, where the index gives their rank at no further cost.
    found = match(filters.words)
    if filters.words.strip():
        clauses.append(Clause("claims_words MATCH ?", (found,)) if found else Clause("0"))
    clauses = list(_driven(clauses, driven=found is not None))
    source, item, day = _from(events, words=found is not None)
    score = "w.rank" if found and _rare(db, found) else "0"
    where = " AND ".join(f"({clause.sql})" for clause in clauses)
    values = tuple(value for clause in clauses for value in clause.values)
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute(
        f"CREATE TEMP TABLE {name} AS SELECT {item} AS item, c.claim_id, {day} AS day, {score} AS score "
        f"FROM {source} WHERE {where}",
        values,
    )
    try:
        for field, value in filters.without:
            _leave_out(db, name, events, Clause(*_field(field, value, filters, events=events)))
        yield f"temp.{name}"
    finally:
        db.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _rare(db: sqlite3.Connection, found: str) -> bool:
    """Whether words are in so few claims that it is worth weighing how well each fits."""
    text = "SELECT count(*) FROM (SELECT 1 FROM claims_words WHERE claims_words MATCH ? LIMIT ?)"
    return bool(db.execute(text, (found, COMMON)).fetchone()[0] < COMMON)


def check(filters: Filters) -> None:
    """Raises UsageError where a filter can mean nothing."""
    for field, value in (*(("kind", v) for v in filters.kind), *filters.without):
        if field not in FIELDS:
            raise UsageError(f"{field!r} cannot be left out: there are {', '.join(FIELDS)}")
        if field == "kind" and value not in CLAIM_KINDS:
            raise UsageError(f"{value!r} is no kind: there are {', '.join(CLAIM_KINDS)}")
    for value in (*filters.status, *(v for field, v in filters.without if field == "status")):
        if value not in STATUSES:
            raise UsageError(f"{value!r} is no status: there are {', '.join(STATUSES)}")
    for day in (filters.since, filters.until):
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            raise UsageError(f"{day!r} is no day: write YYYY-MM-DD") from None
    if not 0 <= filters.confidence <= 1:
        raise UsageError(f"{filters.confidence} is no confidence: it is between 0 and 1")


def country_code(value: str) -> str:
    """The ISO 3166-1 alpha-2 code of a country by code or name; raises UsageError where no country is so called."""
    code = _countries().get(value.strip().casefold())
    if code is None:
        raise UsageError(f"no country is called {value!r}: give its two letters, as FR")
    return code


@lru_cache
def _countries() -> dict[str, str]:
    known = lexicon.load("countries")["country"]
    found = {form.casefold(): code for code, entry in known.items() for form in entry.get("forms", ())}
    found |= {str(entry["name"]).casefold(): code for code, entry in known.items()}
    return found | {code.casefold(): code for code in known}


def country_name(code: str | None) -> str:
    """The name of a country by its code; what is no code stands for itself."""
    known = lexicon.load("countries")["country"].get(code)
    return str(known["name"]) if known else code or ""


@lru_cache(maxsize=65536)
def folded(words: str) -> str:
    """Words without accents and cases, single-spaced, a space at either end: " muller tanaka "."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    return " " + " ".join(re.findall(r"[^\W_]+", bare)) + " "


@lru_cache(maxsize=65536)
def outlet(url: str | None, source: str) -> str:
    """Where an article came out, in short: the host of its address without www, or else the folder or file it was in."""
    for text in (url, source):
        try:
            host = urlsplit(text or "").hostname
        except ValueError:
            continue
        if host:
            return host.removeprefix("www.")
    parts = [part for part in re.split(r"[/\\]", source) if part]
    return parts[-2] if len(parts) > 1 else re.sub(r"[:#]\d+$", "", source)


def _functions(db: sqlite3.Connection) -> None:
    """Makes known to SQL what it cannot say itself."""
    db.create_function("outlet", 2, outlet, deterministic=True)
    db.create_function("named", 2, lambda name, asked: name is not None and asked in folded(name), deterministic=True)


def _from(events: bool, *, words: bool) -> tuple[str, str, str]:
    """The tables to choose from, the number of the item, and its first day."""
    source = "claims c JOIN articles a USING (article_id)"
    if words:
        source = f"claims_words w CROSS JOIN {source.replace('claims c', 'claims c ON c.claim_id = w.rowid')}"
    if not events:
        return source, "-c.claim_id", _FIRST
    joined = f"{source} LEFT JOIN reports r ON r.claim = c.uid LEFT JOIN events v ON v.event_id = r.event_id"
    return joined, "coalesce(r.event_id, -c.claim_id)", f"CASE WHEN v.event_id THEN v.earliest ELSE {_FIRST} END"


# A trip without a time of its own has that of its stops.
_LEGS = "(SELECT {0}(coalesce(l.when_{1}, l.when_{2})) FROM trips_legs l WHERE l.claim_id = c.claim_id)"
_FIRST = f"coalesce(c.when_earliest, c.when_latest, {_LEGS.format('min', 'earliest', 'latest')})"
_LAST = f"coalesce(c.when_latest, c.when_earliest, {_LEGS.format('max', 'latest', 'earliest')})"


def _clauses(filters: Filters, *, events: bool) -> Iterator[Clause]:
    """Every condition, all of which have to hold."""
    yield Clause("a.state = 'current' AND c.verdict IS NOT 'rejected'")
    if not filters.copies:
        yield Clause("a.copy_of IS NULL")
    first, last = _FIRST, _LAST
    if events:
        first = f"CASE WHEN v.event_id THEN coalesce(v.earliest, v.latest) ELSE {_FIRST} END"
        last = f"CASE WHEN v.event_id THEN coalesce(v.latest, v.earliest) ELSE {_LAST} END"
    if filters.since:
        yield Clause(f"{last} >= ?", (filters.since,))
    if filters.until:
        yield Clause(f"{first} <= ?", (filters.until,))
    if filters.confidence:
        yield Clause(f"{_of('confidence', events)} >= ?", (filters.confidence,))
    for field in FIELDS:
        asked = [_field(field, value, filters, events=events) for value in getattr(filters, field)]
        if asked:
            sql = " OR ".join(f"({sql})" for sql, _ in asked)
            yield Clause(sql, tuple(value for _, values in asked for value in values))


def _driven(clauses: Sequence[Clause], *, driven: bool) -> Iterator[Clause]:
    """One list of claims alone may lead the way through the tables; a second one would be walked for each of the first.

    A plus before a column is SQLite's word for that: look, but do not search by it.
    """
    for clause in clauses:
        listed = "c.claim_id IN (" in clause.sql
        yield Clause(clause.sql.replace("c.claim_id IN (", "+c.claim_id IN ("), clause.values) if driven else clause
        driven = driven or listed


def _field(field: str, value: str, filters: Filters, *, events: bool) -> tuple[str, tuple[object, ...]]:
    """The condition that one value of one field means."""
    value = value.replace("\0", " ").encode("utf-8", "replace").decode()
    if field == "kind":
        return "c.kind = ?", (value,)
    if field == "status":
        return f"{_of('status', events)} = ?", (value,)
    if field == "source":
        return "outlet(a.url, a.source) = ? OR a.url = ? OR a.source = ? OR a.uid = ?", (value,) * 4
    if field == "country":
        return _country(country_code(value))
    kinds = ", ".join(f"'{kind}'" for kind in PARTIES[field])
    kind = f"e.kind IN ({kinds})"
    roles: Sequence[str] = filters.roles if field == "person" else ()
    if field == "place":
        kind = f"({kind} OR p.role IN ('place', 'legs.place'))"
    if roles:
        kind += f" AND p.role IN ({', '.join('?' * len(roles))})"
    held = f"SELECT p.claim_id FROM parties p JOIN entities e USING (entity_id) WHERE {kind}"
    if re.fullmatch(r"Q\d+|(person|organization|group|polity|place):.*", value):
        return f"c.claim_id IN ({held} AND e.identity = ?)", (*roles, value)
    return _called(value, held, roles)


def _called(value: str, held: str, roles: Sequence[str]) -> tuple[str, tuple[object, ...]]:
    """Whether a claim has a party that is called so: the index finds who may be, the names decide."""
    plain = folded(value)
    found = match(f'"{value.replace(chr(34), " ")}"', "names")
    if found is None or not plain.strip():
        return "0", ()
    alias = "SELECT 1 FROM entities_mentions m WHERE m.entity_id = e.entity_id AND m.how IN ('name', 'alias') AND named(m.text, ?)"
    party = f"{held} AND p.claim_id = c.claim_id AND (named(e.name, ?) OR EXISTS ({alias}))"
    return f"{_MAY_BE} AND EXISTS ({party})", (found, *roles, plain, plain)


def _country(code: str) -> tuple[str, tuple[object, ...]]:
    """Whether a claim has anything to do with a country: a party of it, a stop in it, an office or an election of it."""
    name = match(f'"{country_name(code)}"', "names")
    return f"{_MAY_BE} AND ({_IN_COUNTRY})", (name, code, code, code, code)


_MAY_BE = "c.claim_id IN (SELECT rowid FROM claims_words WHERE claims_words MATCH ?)"
_IN_COUNTRY = """EXISTS (SELECT 1 FROM parties p JOIN entities e USING (entity_id)
    WHERE p.claim_id = c.claim_id AND e.country = ?)
OR EXISTS (SELECT 1 FROM trips_legs l WHERE l.claim_id = c.claim_id AND l.country = ?)
OR EXISTS (SELECT 1 FROM tenures t WHERE t.claim_id = c.claim_id AND t.jurisdiction = ?)
OR EXISTS (SELECT 1 FROM elections x WHERE x.claim_id = c.claim_id AND x.jurisdiction = ?)"""


def _of(column: str, events: bool) -> str:
    return f"coalesce(v.{column}, c.{column})" if events else f"c.{column}"


def _leave_out(db: sqlite3.Connection, name: str, events: bool, clause: Clause) -> None:
    """Takes out the items of which any report is as said."""
    [clause] = _driven([clause], driven=True)
    source, item, _ = _from(events, words=False)
    # CROSS JOIN keeps the order: from what was chosen to its claims, never through all claims.
    among = source.replace("claims c", f"temp.{name} k CROSS JOIN claims c ON c.claim_id = k.claim_id", 1)
    said = f"SELECT {item} FROM {among} WHERE {clause.sql}"
    if events:
        # Its reports that were not chosen themselves.
        among = source.replace(
            "claims c",
            f"temp.{name} k CROSS JOIN reports q ON q.event_id = k.item CROSS JOIN claims c ON c.uid = q.claim",
            1,
        )
        said += f" UNION SELECT {item} FROM {among} WHERE {clause.sql}"
    db.execute(f"DELETE FROM temp.{name} WHERE item IN ({said})", clause.values * (2 if events else 1))
