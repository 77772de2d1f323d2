"""Who held which office on which day: the core layer, compiled by hand, one fact a row with its source.

The facts are in core/leaders.tsv, the words for offices in core/offices.tsv. The build compiles them into the base;
`tenures` answers questions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources

from dragoman.errors import KnowledgeError
from dragoman.knowledge.days import basis
from dragoman.knowledge.facts import Holder
from dragoman.knowledge.tables import rows

COLUMNS = ("code", "office", "name", "forms", "gender", "since", "until", "marks", "wikidata", "source")
MARKS = ("acting", "disputed", "ceremonial")
SHARED = frozenset({"Captain Regent", "Co-President", "Co-Prince", "Vice Premier"})
"""Offices that several persons hold at once."""


@cache
def holders() -> tuple[Holder, ...]:
    """Every row of core/leaders.tsv, in its order; raises KnowledgeError where a row is not one."""
    found = []
    for number, cells in _rows("leaders.tsv", COLUMNS):
        code, office, name, forms, gender, since, until, marks, wikidata, source = cells
        if not (code and office and name and source and gender in ("m", "f")):
            raise KnowledgeError(f"core/leaders.tsv:{number}: a cell is empty or the gender is not m or f: complete it")
        told = tuple(dict.fromkeys((*filter(None, forms.split("|")), *_others().get((code, name), ()))))
        sorts = tuple(marks.split("|")) if marks else ()
        row = Holder(code, office, name, told, gender, since, until, sorts, wikidata or None, source)
        found.append(replace(row, basis=basis(since), as_of=as_of().isoformat()))
    return tuple(found)


@cache
def as_of() -> date:
    """The day up to which the file was kept: after it an open tenure is only possible."""
    for line in _text("leaders.tsv").splitlines():
        if line.startswith("# as of "):
            return date.fromisoformat(line[8:18])
    raise KnowledgeError('core/leaders.tsv: no line says "# as of YEAR-MONTH-DAY": add one')


@cache
def _others() -> dict[tuple[str, str], list[str]]:
    """The forms of core/names.tsv by the code and the name of a person."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows("names"):
        found.setdefault((row["code"], row["name"]), []).append(row["form"])
    return found


def word_kinds() -> list[tuple[str, tuple[str, ...]]]:
    """Words for offices, each with the kinds of office that it may mean, its own first."""
    return [(words, tuple(sorts.split("|"))) for _, (words, sorts) in _rows("offices.tsv", ("words", "kinds"))]


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
