"""`dragoman search`, `show`, `trips` and `export`: what stands on which stream, and the exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import stub
from dragoman import open_store
from dragoman.cli import app
from dragoman.export.formats import FORMATS

TEXT = "Tony Blinken met Ben Tanaka in Oslo on 2022-10-07. Ana Ruiz flew to Lima on 2022-10-09."


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "record.db"
    with open_store(path) as store:
        store.write(stub.read(stub.article(TEXT, "a.txt", published="2022-10-10")))
    return path


def call(*args: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(arg) for arg in args])
    return done.exit_code, done.stdout, done.stderr


def test_search_in_three_forms(record: Path) -> None:
    status, out, _ = call("search", record, "blinken", "--kind", "meetings")
    assert (status, [json.loads(line)["title"] for line in out.splitlines()]) == (0, ["Tony Blinken, Ben Tanaka"])
    _, out, _ = call("search", record, "blinken", "--kind", "meetings", "--csv")
    assert [row["title"] for row in csv.DictReader(io.StringIO(out))] == ["Tony Blinken, Ben Tanaka"]
    _, out, err = call("search", record, "--limit", "3", "--table")
    assert len(out.splitlines()) == 5
    assert "1 to 3 of 16" in err


def test_facets(record: Path) -> None:
    _, out, _ = call("search", record, "blinken", "--facets")
    told = [json.loads(line) for line in out.splitlines()]
    assert {"facet": "kind", "value": "trips", "name": "trips", "count": 1} in told


def test_trips_of_a_person(record: Path) -> None:
    _, out, _ = call("trips", record, "--person", "Blinken", "--from", "2022-10-01", "--to", "2022-10-31")
    assert [json.loads(line)["traveller"] for line in out.splitlines()] == ["Tony Blinken", "Tony Blinken"]
    assert call("trips", record, "--person", "Blinken", "--from", "2022-10-08")[:2] == (0, "")
    for verb in ("meetings", "statements", "tenures"):
        assert len(call(verb, record, "--person", "Blinken")[1].splitlines()) == 1


def test_show(record: Path) -> None:
    name = json.loads(call("search", record, "--kind", "trips", "blinken")[1])["id"]
    status, out, _ = call("show", record, name, "--table")
    assert status == 0
    assert "## Tony Blinken" in out
    assert "> Tony Blinken met Ben Tanaka" in out


@pytest.mark.parametrize(
    "args",
    [
        ("search", "{}", "--kind", "visits"), ("search", "{}", "--json", "--csv"), ("search", "{}", "--without", "RU"),
        ("search", "{}", "--order", "odd"), ("search", "no.db", "x"), ("show", "{}", "trip-0"), ("trips", "{}", "--from", "May"),
        ("export", "{}", "--to", "pdf"), ("export", "{}", "--to", "parquet"), ("export", "{}", "--to", "csv", "--into", "/no/such/a.csv"),
    ],
)  # fmt: skip
def test_misuse_is_told(record: Path, args: tuple[str, ...]) -> None:
    status, out, err = call(*(arg.format(record) for arg in args))
    assert (status, out) == (2, "")
    assert err.startswith("dragoman: ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("form", [*FORMATS, "plover", "cameo"])
def test_every_format_is_written_and_stays_the_same(record: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / "out"
    assert call("export", record, "--to", form, "--into", path)[0] == 0
    first = path.read_bytes()
    assert first.strip()
    done = CliRunner().invoke(app, ["export", str(record), "--to", form])
    assert (done.exit_code, done.stdout_bytes) == (0, first)
    assert [held.name for held in tmp_path.iterdir()] == ["out"]


def test_an_export_takes_the_same_filters(record: Path) -> None:
    _, out, _ = call(
        "export", record, "--to", "jsonl", "--words", "blinken", "--kind", "trips", "--until", "2022-10-08"
    )
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["trips"]


def test_what_a_format_cannot_hold_is_counted(record: Path) -> None:
    _, _, err = call("export", record, "--to", "ics")
    assert "8 left out" in err


def test_search_starts_without_a_model(record: Path) -> None:
    call_ = f"app(['search', {str(record)!r}, 'oslo', '--csv'], standalone_mode=False)"
    heavy = "{'spacy', 'numpy', 'pyarrow', 'icalendar'} & set(sys.modules)"
    code = f"import sys; from dragoman.cli import app; {call_}; print({heavy}, file=sys.stderr)"
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "set()"
    assert "Oslo" in done.stdout
    assert time.perf_counter() - begun < 5
