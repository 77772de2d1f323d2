"""Items as a data package: a folder with items.parquet, stops.parquet, datapackage.json (Frictionless) and codebook.md.

Days are dates and numbers are numbers, null where nothing is known. The columns, their types and their meanings are those of
`export.rows`; the package's description and the codebook are made from them, so that neither can say anything else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.errors import MissingExtra
from dragoman.export.rows import COLUMNS, Column, point, row
from dragoman.model import CLAIM_KINDS, Trip
from dragoman.query import Item

BATCH = 5000
STOPS = (
    Column("id", "string", "The trip: `id` of items."),
    Column("stop", "integer", "The number of the stop in travel order, from 1."),
    Column("traveller", "string", "Who travels."),
    Column("place", "string", "Where, by name."),
    Column("country", "string", "Its country, ISO 3166-1 alpha-2."),
    Column("latitude", "number", "Degrees, WGS 84."),
    Column("longitude", "number", "Degrees, WGS 84."),
    Column("earliest", "date", "The first day there; empty where none is told of this stop."),
    Column("latest", "date", "The last day there."),
    Column("status", "string", "As of items, of this stop alone."),
    Column("transit", "boolean", "Whether it is on the way only."),
)
TABLES = {"items": COLUMNS, "stops": STOPS}


def write(items: Iterable[Item], folder: Path) -> int:
    """Writes the package into a folder, made where there is none, and gives the number of items.

    The description is written last: a folder with a datapackage.json is whole. Raises MissingExtra without pyarrow.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("Parquet", "parquet") from None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "datapackage.json").unlink(missing_ok=True)
    schemas = {name: pyarrow.schema([_field(pyarrow, c) for c in columns]) for name, columns in TABLES.items()}
    counts = dict.fromkeys(TABLES, 0)
    out = {name: pyarrow.parquet.ParquetWriter(folder / f"{name}.parquet", held) for name, held in schemas.items()}
    try:
        rest = iter(items)
        while lot := list(islice(rest, BATCH)):
            rows = {"items": [row(item) for item in lot], "stops": [stop for item in lot for stop in stops(item)]}
            for name, held in rows.items():
                counts[name] += len(held)
                typed = [{c.name: _typed(c, cells[c.name]) for c in TABLES[name]} for cells in held]
                out[name].write_table(pyarrow.Table.from_pylist(typed, schema=schemas[name]))
    finally:
        for writer in out.values():
            writer.close()
    (folder / "codebook.md").write_text(codebook(), encoding="utf-8")
    described = json.dumps(package(folder, counts), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(described + "\n", encoding="utf-8")
    return counts["items"]


def stops(item: Item) -> Iterator[dict[str, Any]]:
    """The stops of a trip, one row each; nothing for other kinds."""
    if not isinstance(item.claim, Trip):
        return
    for number, leg in enumerate(item.claim.legs, start=1):
        spot = point(item, leg.place)
        yield {
            "id": item.id, "stop": number, "traveller": item.name(item.claim.traveller), "place": item.name(leg.place),
            "country": leg.country, "latitude": spot[1] if spot else None, "longitude": spot[0] if spot else None,
            "earliest": leg.when.earliest if leg.when else None, "latest": leg.when.latest if leg.when else None,
            "status": leg.status, "transit": leg.transit,
        }  # fmt: skip


def package(folder: Path, counts: dict[str, int]) -> dict[str, Any]:
    """The description of the package, with the size and hash of each file (Frictionless Data Package, version 1)."""
    resources = []
    for name, columns in TABLES.items():
        held = (folder / f"{name}.parquet").read_bytes()
        listed = [{"name": c.name, "type": c.type, "description": c.means} for c in columns]
        schema: dict[str, Any] = {"fields": listed, "primaryKey": ["id"] if name == "items" else ["id", "stop"]}
        if name == "stops":
            reference = {"resource": "items", "fields": ["id"]}
            schema["foreignKeys"] = [{"fields": ["id"], "reference": reference}]
        resources.append({
            "name": name, "path": f"{name}.parquet", "format": "parquet", "mediatype": "application/vnd.apache.parquet",
            "bytes": len(held), "hash": f"sha256:{hashlib.sha256(held).hexdigest()}", "rows": counts[name], "schema": schema,
        })  # fmt: skip
    title = "Diplomatic events read from articles by dragoman"
    return {"name": "dragoman", "title": title, "profile": "data-package", "resources": resources}


def codebook() -> str:
    """What every column means, and what each kind of item is, in Markdown."""
    lines = ["# Codebook", "", "One row of `items` is one event, or one claim where claims were not merged."]
    for name, columns in TABLES.items():
        lines += ["", f"## {name}", "", "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| `{c.name}` | {c.type} | {c.means.replace('|', chr(92) + '|')} |" for c in columns]
    lines += ["", "## Kinds", "", "| kind | what it is |", "|---|---|"]
    lines += [f"| `{kind}` | {(made.__doc__ or '').splitlines()[0]} |" for kind, made in CLAIM_KINDS.items()]
    return "\n".join(lines) + "\n"


def _field(pyarrow: Any, column: Column) -> Any:
    kinds = {
        "string": pyarrow.string(), "number": pyarrow.float64(), "integer": pyarrow.int32(), "date": pyarrow.date32(),
        "boolean": pyarrow.bool_(),
    }  # fmt: skip
    return pyarrow.field(column.name, kinds[column.type], metadata={"description": column.means})


def _typed(column: Column, cell: Any) -> Any:
    """The cell as its column has it; a day that no calendar knows is no day."""
    if column.type == "string" and isinstance(cell, str):
        return cell.encode("utf-8", "replace").decode()
    if column.type != "date" or cell is None:
        return cell
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None
