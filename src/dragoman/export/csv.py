"""A table with a row an item, as CSV: UTF-8, lines that end in CR LF, as RFC 4180 has it.

Two forms. The safe one is for spreadsheets, which run what begins with = + - @ TAB or CR: there such a cell has an
apostrophe before it, and so has one that begins with an apostrophe, so that taking one away gives the cell as it was.
Cells that are numbers stay as they are. The plain one is for programs, and says what the record says.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from dragoman.export.rows import COLUMNS, row
from dragoman.query import Item

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def document(items: Iterable[Item], *, plain: bool = False) -> Iterator[str]:
    """The table, a line at a time, its header first."""
    yield _line([column.name for column in COLUMNS])
    for item in items:
        cells = ["" if value is None else str(value) for value in row(item).values()]
        yield _line(cells if plain else [safe(cell) for cell in cells])


def safe(cell: str) -> str:
    """The cell as no spreadsheet will run it."""
    return f"'{cell}" if cell.startswith(FORMULAS) and not NUMBER.fullmatch(cell) else cell


def unsafe(cell: str) -> str:
    """The cell as it was before `safe`."""
    return cell.removeprefix("'")


def _line(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()
