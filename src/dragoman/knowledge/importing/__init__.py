"""Files of facts taken into the user's layer: each is read by its form, checked row by row, and kept whole.

A row that is none is told with its file and line and costs itself alone. What was imported before stays; what comes later
lies over it, field by field, and what it covers is kept as a claim with its source (`merging`).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import KnowledgeError, UsageError
from dragoman.knowledge import almanac, gazetteer, lookup, opening, tenures, user
from dragoman.knowledge.importing import congress, dump, parlgov, rows, table, wikidata
from dragoman.knowledge.importing.rows import Flaw, Line, Read, Row
from dragoman.knowledge.importing.unpacked import name_of, unpacked

Tell = Callable[[str], None]
HEAD = 1 << 16
"""Characters by which a form is told."""

CC0 = "CC0-1.0"
FORMS = {
    "wikidata-dump": ("Wikidata, dump", CC0),
    "wikidata-json": ("Wikidata, results in JSON", CC0),
    "wikidata-csv": ("Wikidata, results in CSV", CC0),
    "congress": ("congress-legislators", CC0),
    "parlgov": ("ParlGov", ""),
    "table": ("table", ""),
}
"""The forms that are read, what they are called, and the licence where the source has but one."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a file: the file that was kept (None where nothing was), rows of each sort, rows left out."""

    source: str
    format: str
    kept: Path | None
    tenures: int
    facts: int
    bad: int


def take(
    files: list[Path], tell: Tell, *, source: str | None = None, licence: str | None = None, as_of: str | None = None
) -> Iterator[Done]:
    """Imports files one by one. `as_of` is up to when they were kept, EDTF; without it open tenures prove nothing at all.

    Raises UsageError where facts cannot be imported at all, KnowledgeError where the user's folder cannot be written.
    """
    where = user.folder()
    if where.is_file():
        raise UsageError(f"{user.VARIABLE} names a file, {where}, and facts are kept in a folder: name a folder")
    forms = {path: _form(path) for path in files}
    dumps = [path for path in files if forms[path] == "wikidata-dump"]
    for path in files:
        form = forms[path]
        if form not in FORMS:
            tell(f"{path}: {form}")
            yield Done(str(path), "not read", None, 0, 0, 1)
            continue
        title, usual = FORMS[form]
        head = {"name": source or path.name, "licence": licence or usual, "date": as_of or "", "what": title}
        yield keep(where, head, _read(path, form, dumps, as_of or ""), str(path), tell)


def keep(where: Path, head: Row, rows: Read, called: str, tell: Tell) -> Done:
    """Keeps rows of one source, tells of those that are none, and says how many there were."""
    kept: list[Row] = []
    bad = 0
    try:
        for one in rows:
            flaw = one if isinstance(one, Flaw) else _strange(one)
            if flaw is None and not isinstance(one, Flaw):
                kept.append(one.row)
            elif flaw is not None:
                bad += 1
                tell(f"{called}:{flaw.number}: {flaw.reason}; left out")
    except (OSError, EOFError, zlib.error) as error:
        bad += 1
        tell(f"{called}: cannot be read to its end ({error}); what stood before is kept")
    stored = None
    if kept:
        try:
            stored = user.store(where, head, kept)
        except OSError as error:
            raise KnowledgeError(
                f"{where} cannot be written ({error}): name another folder with {user.VARIABLE}"
            ) from error
    tenures = sum("tenure" in row for row in kept)
    return Done(called, str(head["what"]), stored, tenures, len(kept) - tenures, bad)


def _strange(line: Line) -> Flaw | None:
    """Why a row cannot be written down: it has halves of letters."""
    try:
        json.dumps(line.row, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return Flaw(line.number, "its letters are damaged")
    return None


def settle(tell: Tell) -> None:
    """Makes the user's file of all imports now, so that the next question does not wait for it."""
    forget()
    file = opening.file_of()
    if file != opening.FILE:
        tell(f"{file} is made of what comes with dragoman and {len(user.imports(user.folder()))} imports")


def forget() -> None:
    """Lets this process ask the file that is now to be asked, and forget what another one answered."""
    opening.close()
    for module in (almanac, gazetteer, lookup, tenures, rows):
        for name in sorted(vars(module)):
            clear = getattr(getattr(module, name), "cache_clear", None)
            if clear is not None:
                clear()


def _form(path: Path) -> str:
    """The form of a file, or why it has none."""
    try:
        with unpacked(path) as file:
            head = file.read(HEAD).lstrip("\ufeff")
    except (OSError, EOFError, zlib.error) as error:
        return f"cannot be read ({getattr(error, 'strerror', None) or error}): check the file"
    if "\0" in head:
        return "is no text: give CSV or JSON, as it is or as .gz"
    start = head.lstrip()[:1]
    if start in ("{", "["):
        return _json_form(head)
    names = set(head.partition("\n")[0].replace('"', "").strip().replace(";", ",").replace("\t", ",").split(","))
    if {"country_name_short", "country_name"} & names:
        return "parlgov"
    if any(name.endswith("Label") for name in names) or "http://www.wikidata.org/entity/" in head:
        return "wikidata-csv"
    if "name" in names and names & table.COLUMNS - {"name"}:
        return "table"
    return f"has none of the forms that are read ({name_of(path)}): its first line must name columns, as in code,office,name,since"


def _json_form(head: str) -> str:
    if '"bioguide"' in head and '"terms"' in head:
        return "congress"
    if '"claims"' in head or '"type":"item"' in head:
        return "wikidata-dump"
    if '"bindings"' in head or "http://www.wikidata.org/entity/" in head:
        return "wikidata-json"
    return "is JSON of no form that is read: there are results and dumps of Wikidata, and congress-legislators"


def _read(path: Path, form: str, dumps: list[Path], as_of: str) -> Read:
    if form == "wikidata-dump":
        yield from dump.read(path, (path, *(other for other in dumps if other != path)), as_of)
        return
    with unpacked(path) as file:
        text = file.read()
    readers = {
        "wikidata-json": wikidata.read_json,
        "wikidata-csv": wikidata.read_csv,
        "congress": congress.read,
        "parlgov": parlgov.read,
        "table": table.read,
    }
    yield from readers[form](text, as_of)
