"""`dragoman merge` and `dragoman explain`: what stands on which stream, and the exit status. No model is loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import stub
from dragoman.cli import app
from dragoman.run import local
from dragoman.store.database import open_store

TEXT = "Ana Ruiz met Kenji Tanaka in Lima on 2024-03-05. It rained.\n"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of two articles, ingested by a reader without a model."""
    from dragoman.run import ingest

    monkeypatch.setattr(local, "_pipeline", lambda: stub.read)
    monkeypatch.setattr(ingest, "prepare", lambda: None)
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text(TEXT)
    (tmp_path / "press" / "b.txt").write_text(TEXT.replace("It rained", "The sun shone"))
    assert call("ingest", tmp_path / "press", "--into", tmp_path / "record.db")[0] == 0
    return tmp_path / "record.db"


def call(*args: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(arg) for arg in args])
    return done.exit_code, done.stdout, done.stderr


def the_meeting(record: Path) -> tuple[str, list[str]]:
    with open_store(record, readonly=True) as store:
        uid = store.db.execute("SELECT uid FROM events WHERE kind = 'meetings'").fetchone()[0]
        claims = store.db.execute("SELECT uid FROM claims WHERE kind = 'meetings' ORDER BY uid").fetchall()
    return uid, [claim for (claim,) in claims]


def test_ingest_has_merged_already(record: Path) -> None:
    status, out, err = call("merge", record, "--json")
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert told["changed"] is False
    assert told["claims"] > told["events"] > told["several"] > 0
    assert "nothing has changed" in call("merge", record)[1]


def test_explain_in_words(record: Path) -> None:
    uid, claims = the_meeting(record)
    status, out, err = call("explain", record, uid)
    assert (status, err) == (0, "")
    for words in (
        "Ana Ruiz",
        "2 reports of 2 sources",
        "2024-03-05 (stated",
        "“Ana Ruiz met Kenji Tanaka in Lima",
        *claims,
    ):
        assert words in out
    assert "participants same +5" in out
    by_claim = call("explain", record, claims[0])[1]
    assert by_claim.endswith(out)
    assert 'participants: ["Ana Ruiz", "Kenji Tanaka"]' in by_claim


def test_explain_as_json(record: Path) -> None:
    uid, claims = the_meeting(record)
    told = json.loads(call("explain", record, uid, "--json")[1])
    assert told["event"]["uid"] == uid
    assert sorted(r["uid"] for r in told["reports"]) == claims
    assert "claim" not in told


def test_a_verdict_is_seen_at_once(record: Path) -> None:
    _, claims = the_meeting(record)
    assert call("review", record, "split", *claims, "--author", "Ana")[0] == 0
    told = [json.loads(call("explain", record, claim, "--json")[1]) for claim in claims]
    assert told[0]["event"]["uid"] != told[1]["event"]["uid"]
    assert call("review", record, "merge", *claims, "--author", "Ana")[0] == 0
    text = call("explain", record, claims[0])[1]
    assert "verdict 2 of the journal says so" in text
    assert call("review", record, "reject", claims[0], "--author", "Ana")[0] == 0
    assert "It counts for no event" in call("explain", record, claims[0])[1]


def test_what_means_nothing_is_refused_in_words(record: Path) -> None:
    for args, words in (
        (("merge", record.with_name("none.db")), "no such record"),
        (("explain", record.with_name("none.db"), "e1"), "no such record"),
        (("explain", record, "trip-0"), "no claim and no event is named 'trip-0'"),
    ):
        status, out, err = call(*args)
        assert (status, out) == (2, "")
        assert words in err
