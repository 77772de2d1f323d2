"""The user's layer over the shipped file: facts and tenures met and added, sources told, what is stored never lost."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.knowledge import opening, user
from dragoman.knowledge.merging import merge

SOURCE = {"name": "ministry", "licence": "CC0-1.0", "what": "our list", "date": "2026-06-01"}
MINISTER = {
    "tenure": {
        "name": "Ysolde Quirarte", "code": "CL", "office": "Foreign Minister", "since": "2026-03-11", "until": "..",
        "as_of": "2026-06-01", "forms": ["Quirarte"], "wikidata": "Q999999901", "basis": "stated",
    }
}  # fmt: skip
TOWN = {
    "fact": {
        "kind": "city", "name": "Zyxopolis", "code": "CL", "key": "city:user-zyxopolis-CL", "latitude": -33.0,
        "longitude": -71.0, "population": 900, "forms": ["Zyxo"],
    }
}  # fmt: skip
CHILE = {"fact": {"kind": "country", "name": "Chile", "code": "CL", "key": "country:CL", "population": 20000000}}

ASK = """
import json, sys
from datetime import date
from dragoman.knowledge import by_key, claims, find, incumbents, manifest, office_holders
town = find("Zyxo")
print(json.dumps({
    "minister": [(o.name, o.on(date(2026, 5, 1)), o.on(date(2026, 7, 1)), o.layer, o.source, o.wikidata)
                 for o in incumbents("CL", "foreign minister", date(2026, 5, 1))],
    "linked": [o.wikidata for o in office_holders("Quirarte", "Foreign Minister", "2026-05-01")],
    "town": [[f.name, f.key, f.code] for f in town],
    "same": bool(town) and by_key(town[0].key) == town[0],
    "chile": [find("Chile")[0].population, find("Chile")[0].wikidata],
    "differ": sorted((c.layer, c.value) for c in claims("country:CL") if c.field == "population"),
    "sources": [s.name for s in manifest().sources if s.layer == "user"],
    "ankara": [f.key for f in find("Ankara")],
}))
"""


def asked(folder: Path) -> dict[str, Any]:
    """What a fresh process answers with this folder as the user's."""
    settings = {**os.environ, user.VARIABLE: str(folder)}
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True, env=settings)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_what_a_user_brings_is_known_from_the_next_question_on(tmp_path: Path) -> None:
    before = asked(tmp_path)
    assert (before["minister"] and before["minister"][0][0]) != "Ysolde Quirarte"
    assert before["town"] == before["linked"] == before["sources"] == []
    assert list(tmp_path.iterdir()) == []
    user.store(tmp_path, SOURCE, [MINISTER, TOWN, CHILE])
    after = asked(tmp_path)
    assert after["minister"] == [["Ysolde Quirarte", "certain", "possible", "user", "ministry", "Q999999901"]]
    assert after["linked"] == ["Q999999901"]
    assert after["town"] == [["Zyxopolis", "city:user-zyxopolis-CL", "CL"]]
    assert after["same"]
    assert after["chile"] == [20000000, "Q298"]
    assert ["user", "20000000"] in after["differ"]
    assert len(after["differ"]) >= 2
    assert after["sources"] == ["ministry"]
    assert after["ankara"] == before["ankara"]


def test_a_later_import_overrides_an_earlier_one_and_the_same_is_kept_once(tmp_path: Path) -> None:
    later = {"tenure": {**MINISTER["tenure"], "since": "2026-03-12"}}
    first = user.store(tmp_path, SOURCE, [MINISTER])
    assert user.store(tmp_path, SOURCE, [MINISTER]) == first
    user.store(tmp_path, SOURCE, [later])
    assert [path.name[:4] for path in user.imports(tmp_path)] == ["0001", "0002"]
    made = merge(opening.FILE, tmp_path / "made.sqlite", user.imports(tmp_path), "x")
    assert [source.counts for source in made.sources if source.layer == "user"] == [{"tenure": 1}, {"tenure": 1}]
    opened = opening.read(tmp_path / "made.sqlite", "")
    rows = opened.connection.execute("select since from tenures where name = 'Ysolde Quirarte'").fetchall()
    opened.connection.close()
    assert rows == [("2026-03-12",)]


def test_the_same_layers_give_the_same_bytes(tmp_path: Path) -> None:
    user.store(tmp_path, SOURCE, [MINISTER, TOWN, CHILE])
    stored, made = user.imports(tmp_path), [tmp_path / "one.sqlite", tmp_path / "other.sqlite"]
    for target in made:
        merge(opening.FILE, target, stored, "x")
    assert len({hashlib.sha256(target.read_bytes()).digest() for target in made}) == 1


def test_a_row_that_is_none_costs_one_row(tmp_path: Path) -> None:
    bad = {"tenure": {**MINISTER["tenure"], "since": "last spring"}}
    user.store(tmp_path, SOURCE, [bad, MINISTER])
    stored, told = user.imports(tmp_path), list[str]()
    made = merge(opening.FILE, tmp_path / "made.sqlite", stored, "x", told.append)
    assert len(told) == 1
    assert told[0].startswith(f"{stored[0]}:2: ")
    assert next(source.counts for source in made.sources if source.layer == "user") == {"tenure": 1}


@pytest.mark.parametrize("content", [b"", b"not a base", b"\x00" * 5000])
def test_a_damaged_file_is_made_anew_out_of_what_is_stored(tmp_path: Path, content: bytes) -> None:
    user.store(tmp_path, SOURCE, [MINISTER])
    (tmp_path / "knowledge.sqlite").write_bytes(content)
    assert asked(tmp_path)["linked"] == ["Q999999901"]
