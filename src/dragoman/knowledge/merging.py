"""The user's layer laid over the shipped file: a new file of both.

A fact of the user's meets the one of the same key, or of the same kind and Wikidata id, and overrides it field by field:
an empty field overrides nothing, names are added. What was there before is kept as a claim with its source. Tenures
go by `layers`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from dragoman.knowledge.days import answer, bounds
from dragoman.knowledge.facts import Claim, Entry, Fact, Holder, Manifest, Source
from dragoman.knowledge.layers import overlay
from dragoman.knowledge.names import index, template
from dragoman.knowledge.offices import fits
from dragoman.knowledge.writing import (
    INSERT_FACT,
    Origins,
    Words,
    draft,
    order,
    write_claims,
    write_manifest,
    write_tenures,
)

Tell = Callable[[str], None]
_FIELDS = ("name", "code", "wikidata", "geonames", "latitude", "longitude", "population", "extra")


@dataclass(frozen=True, slots=True)
class Import:
    """One import: its source, its tenures and its facts."""

    source: Source
    tenures: tuple[Holder, ...]
    entries: tuple[Entry, ...]


def merge(shipped: Path, target: Path, stored: list[Path], inputs: str, tell: Tell = lambda _: None) -> Manifest:
    """Makes `target` of the shipped file and the imports; a row that is none is told with its file and line."""
    from dragoman.knowledge.reading import manifest_of, tenures_of

    target.parent.mkdir(parents=True, exist_ok=True)
    with draft(target) as base:
        whole = sqlite3.connect(f"{shipped.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        whole.backup(base)
        whole.close()
        base.execute("begin")
        made, origins, words = manifest_of(base), Origins(base), Words.read(base)
        rows, told = tenures_of(base), list(made.sources)
        for path in stored:
            one = opened(path, tell)
            rows, claims = overlay(rows, one.tenures, fits)
            for entry in one.entries:
                claims += add(base, entry, origins, words)
            write_claims(base, claims, origins)
            told.append(one.source)
        write_tenures(base, rows, origins)
        words.write(base)
        counts = dict(base.execute("select kind, count(*) from facts group by kind order by kind").fetchall())
        names = base.execute("select count(*) from names").fetchone()[0]
        made = replace(
            made,
            sources=_named_apart(told),
            counts={**made.counts, **counts, "tenure": len(rows)},
            names=names,
            inputs=inputs,
        )
        write_manifest(base, made)
        base.execute("commit")
        base.execute("vacuum")
    return made


def _named_apart(told: list[Source]) -> tuple[Source, ...]:
    """Sources of one layer and name told apart by a number."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for source in told:
        times = seen[source.layer, source.name] = seen.get((source.layer, source.name), 0) + 1
        found.append(source if times == 1 else replace(source, name=f"{source.name} ({times})"))
    return tuple(found)


def opened(path: Path, tell: Tell = lambda _: None) -> Import:
    """An import as it was kept; a row that is none is told and left out."""
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    try:
        head = json.loads(lines[0])
        source = Source(head["name"], "", head.get("licence", ""), head.get("what", ""), "user", head.get("date", ""))
    except (ValueError, LookupError, TypeError, AttributeError):
        tell(f"{path}:1: no source is told; the file is left out")
        return Import(Source(path.name, "", "", "damaged", "user"), (), ())
    tenures: list[Holder] = []
    entries: list[Entry] = []
    for number, line in enumerate(lines[1:], 2):
        try:
            row = json.loads(line)
            if "tenure" in row:
                tenures.append(_tenure(row["tenure"], source))
            else:
                entries.append(_entry(row["fact"], source))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            tell(f"{path}:{number}: {error}; the row is left out")
    counts: dict[str, int] = {"tenure": len(tenures)} if tenures else {}
    for entry in entries:
        counts[entry.fact.kind] = counts.get(entry.fact.kind, 0) + 1
    return Import(replace(source, counts=dict(sorted(counts.items()))), tuple(tenures), tuple(entries))


def _tenure(row: dict[str, Any], source: Source) -> Holder:
    """A tenure as it was kept; raises ValueError where a date is none."""
    known = {field.name for field in fields(Holder)}
    lists = {name: tuple(row.get(name, ())) for name in ("forms", "marks")}
    texts = {
        name: row.get(name, "") for name in ("code", "office", "gender", "since", "until", "born", "basis", "as_of")
    }
    for name in ("since", "until", "born", "as_of"):
        bounds(texts[name])
    answer(bounds("2000-01-01")[0], texts["since"], texts["until"], texts["as_of"])
    if not row["name"] or not known.issuperset(row):
        raise ValueError("no tenure")
    return Holder(
        name=row["name"],
        wikidata=row.get("wikidata") or None,
        source=row.get("source") or source.name,
        layer="user",
        **texts,
        **lists,  # type: ignore[arg-type]
    )


def _entry(row: dict[str, Any], source: Source) -> Entry:
    row = dict(row)
    forms, about, said = row.pop("forms", ()), row.pop("about", ""), row.pop("source", "") or source.name
    fact = Fact(**row)
    if not (fact.key and fact.name):
        raise ValueError("a fact without a key or a name")
    return Entry(fact, tuple(dict.fromkeys((fact.name, *forms))), about, None, "user", said)


def add(base: sqlite3.Connection, entry: Entry, origins: Origins, words: Words) -> list[Claim]:
    """Puts a fact of the user's into the file and gives what it overrides, and itself, as claims where they differ."""
    fact, told = entry.fact, list[Claim]()
    found = _known(base, fact)
    origin = origins.number(entry.layer, entry.source)
    if found is None:
        at = _free(base, fact)
        row = {**asdict(fact), "id": at, "about": entry.about, "weight": None, "origin": origin}
        if fact.kind == "city" and at == fact.geonames:
            row |= {"key": None, "geonames": None}
        base.execute(INSERT_FACT, row)
    else:
        at, key, layer, source = found["id"], found["key"] or f"city:{found['id']}", found["layer"], found["source"]
        new = {name: value for name in _FIELDS if (value := getattr(fact, name)) not in (None, "", 0)}
        if found["key"] is None:
            new.pop("geonames", None)
        for name, value in new.items():
            if found[name] not in (None, "", 0, value):
                told.append(Claim(key, name, str(found[name]), layer, source))
                told.append(Claim(key, name, str(value), entry.layer, entry.source))
        new |= {"origin": origin} | ({"about": entry.about} if entry.about else {})
        cells = ", ".join(f"{name} = :{name}" for name in new)
        base.execute(f"update facts set {cells} where id = :at", new | {"at": at})  # noqa: S608
    for form in entry.forms:
        _name(base, form, at, words)
    return told


def _known(base: sqlite3.Connection, fact: Fact) -> dict[str, Any] | None:
    """The row that a fact of the user's meets."""
    rows = _asked(base, "f.key = ?", fact.key)
    if not rows and fact.kind == "city" and fact.geonames:
        rows = _asked(base, "f.id = ? and f.kind = 'city'", fact.geonames)
    if not rows and fact.wikidata:
        rows = _asked(base, "f.wikidata = ? and f.kind = ?", fact.wikidata, fact.kind)
    return rows[0] if rows else None


def _asked(base: sqlite3.Connection, where: str, *values: object) -> list[dict[str, Any]]:
    cursor = base.execute(
        f"select f.*, o.layer, o.source from facts f join origins o on o.id = f.origin where {where} limit 1",  # noqa: S608
        values,
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _free(base: sqlite3.Connection, fact: Fact) -> int:
    """An id that no fact has: a city's GeoNames id, else the next below zero."""
    if fact.kind == "city" and fact.geonames and fact.key == f"city:{fact.geonames}":
        return fact.geonames
    return int(base.execute("select min(min(id), 0) - 1 from facts").fetchone()[0])


def _name(base: sqlite3.Connection, form: str, at: int, words: Words) -> None:
    """Gives a fact one more name; among facts of one name it comes where its kind and its people put it."""
    key = index(form)
    if not key:
        return
    words.add(form)
    held = list(_held(base, key))
    if any(fact == at for fact, _, _ in held):
        return
    row = base.execute("select kind, extra, coalesce(weight, population) from facts where id = ?", (at,)).fetchone()
    place = next((n for n, (_, _, rank) in enumerate(held) if rank > order(*row)), len(held))
    held.insert(place, (at, template(form), order(*row)))
    base.execute("delete from names where form = ?", (key,))
    base.executemany("insert into names values (?,?,?,?)", [(key, n, fact, w) for n, (fact, w, _) in enumerate(held)])


def _held(base: sqlite3.Connection, key: str) -> Iterator[tuple[int, str | None, tuple[int, int]]]:
    """The facts of a name in their order, each with its template and its rank."""
    rows = base.execute(
        "select n.fact, n.wanted, f.kind, f.extra, coalesce(f.weight, f.population) "
        "from names n join facts f on f.id = n.fact where n.form = ? order by n.rank",
        (key,),
    )
    for fact, wanted, *rest in rows:
        yield fact, wanted, order(*rest)
