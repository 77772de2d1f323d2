"""`dragoman ingest` and `dragoman review`: what stands on which stream, and the exit status. No model is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import stub
from dragoman.cli import app
from dragoman.run import local
from dragoman.store.database import open_store

TEXT = "Foreign Minister Ana Ruiz met Kenji Tanaka in Lima on 2024-03-05, her ministry said. It rained.\n"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a record may be made, beside an article, by a reader without a model."""
    from dragoman.run import ingest

    monkeypatch.setattr(local, "_pipeline", lambda: stub.read)
    monkeypatch.setattr(ingest, "prepare", lambda: None)
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text(TEXT)
    return tmp_path / "record.db"


def call(*args: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(arg) for arg in args])
    return done.exit_code, done.stdout, done.stderr


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_summary_on_standard_output(record: Path) -> None:
    status, out, err = call("ingest", record.parent / "press", "--into", record)
    assert (status, err) == (0, "")
    assert out.startswith("1 read (")
    assert "0 rejected" in out
    assert call("ingest", record.parent / "press", "--into", record)[1].startswith("0 read (0 claims)")


def test_rejections_are_named_and_counted_and_the_status_is_1(record: Path) -> None:
    (record.parent / "press" / "b.txt").write_text("")
    (record.parent / "press" / "c.txt").write_text("")
    status, out, err = call("ingest", record.parent / "press", "--into", record)
    assert status == 1
    assert f"dragoman: {record.parent}/press/b.txt: nothing to read in it" in err
    assert "     2  open       nothing to read in it: give an article's text" in out


def test_a_line_of_json_an_item(record: Path) -> None:
    status, out, err = call("ingest", record.parent / "press", "--into", record, "--json", "--workers", "2")
    (line,) = lines(out)
    assert status == 0
    assert (line["outcome"], line["source"]) == ("read", f"{record.parent}/press/a.txt")
    assert line["claims"] > 3
    assert err.startswith("1 read")
    with open_store(record, readonly=True) as store:
        assert list(store.articles()) == [line["article"]]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["https://example.org/a"], "give --fetch"),
        (["press", "--published", "yesterday"], "--published 'yesterday' is no date"),
        (["press", "--into", "no/such/folder/r.db"], "no such folder"),
    ],
)
def test_misuse_is_told_and_the_status_is_2(record: Path, options: list[str], said: str) -> None:
    status, out, err = call("ingest", "--into", record, *options)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_file_that_is_no_record_is_left_alone(record: Path) -> None:
    other = record.parent / "other.db"
    other.write_text("My diary, which nobody shall write over. " * 20)
    status, _, err = call("ingest", record.parent / "press", "--into", other)
    assert (status, "no record of dragoman" in err) == (2, True)
    assert other.read_text().startswith("My diary")


def test_the_queue_and_verdicts(record: Path) -> None:
    call("ingest", record.parent / "press", "--into", record)
    status, out, err = call("review", record, "--kind", "trips", "--json")
    (trip,) = lines(out)
    assert (status, err, trip["kind"]) == (0, "", "trips")
    assert "Ana Ruiz" in call("review", record)[1]

    by = ["--author", "Eva", "--reason", "so it was", "--at", "2024-06-01T10:00:00Z"]
    assert call("review", record, "edit", trip["claim"], "role=Minister", "legs.1.when=2024-03-04", *by)[0] == 0
    short = trip["claim"].partition("/")[2]
    assert call("review", record, "accept", short, *by)[0] == 0
    assert call("review", record, "undo", "1", *by)[0] == 0
    told = lines(call("review", record, "history", "--json")[1])
    assert [(row["number"], row["action"], row["state"]) for row in told] == [
        (1, "edit", "undone"),
        (2, "edit", "standing"),
        (3, "accept", "standing"),
        (4, "undo", "standing"),
    ]
    assert {(row["author"], row["reason"], row["made"]) for row in told} == {
        ("Eva", "so it was", "2024-06-01T10:00:00Z")
    }
    assert "2 2024-06-01T10:00:00Z Eva edit" in call("review", record, "history")[1]
    assert lines(call("review", record, "--kind", "trips", "--json")[1]) == []


def test_stale_verdicts_stand_first_in_the_queue(record: Path) -> None:
    call("ingest", record.parent / "press", "--into", record)
    (trip,) = lines(call("review", record, "--kind", "trips", "--json")[1])
    call("review", record, "accept", trip["claim"], "--author", "Eva")
    (record.parent / "press" / "a.txt").write_text(TEXT.replace("2024-03-05", "2024-03-06"))
    call("ingest", record.parent / "press", "--into", record)
    first = lines(call("review", record, "--json")[1])[0]
    assert (first["state"], first["target"]) == ("stale", trip["claim"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bless"], "is no action"),
        (["accept"], "accept what?"),
        (["accept", "trip-0"], "no claim is named 'trip-0'"),
        (["edit", "trip-0"], "edit ID FIELD=VALUE"),
        (["merge", "trip-0"], "merge takes two"),
        (["undo", "x"], "is no number"),
        (["undo", "7"], "no verdict 7"),
        (["list", "--kind", "wars"], "is no kind of claim"),
    ],
)
def test_what_means_nothing_is_told_and_the_status_is_2(record: Path, words: list[str], said: str) -> None:
    call("ingest", record.parent / "press", "--into", record)
    status, out, err = call("review", record, *words)
    assert (status, out) == (2, "")
    assert said in err
    assert call("review", record, "history")[1] == ""


def test_of_several_verdicts_all_are_taken_or_none(record: Path) -> None:
    call("ingest", record.parent / "press", "--into", record)
    (trip,) = lines(call("review", record, "--kind", "trips", "--json")[1])
    assert call("review", record, "accept", trip["claim"], "trip-0", "--author", "Eva")[0] == 2
    assert call("review", record, "history")[1] == ""


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    status, _, err = call("review", tmp_path / "none.db")
    assert (status, "make it with dragoman ingest" in err) == (2, True)
    assert not (tmp_path / "none.db").exists()


def test_reviewing_loads_no_model(record: Path) -> None:
    call("ingest", record.parent / "press", "--into", record)
    code = (
        "import sys\nfrom dragoman.cli import app\n"
        f"app(['review', {str(record)!r}, '--json'], standalone_mode=False)\n"
        "print(*({'spacy', 'numpy', 'lxml'} & set(sys.modules)), file=sys.stderr, end='')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert lines(done.stdout)
