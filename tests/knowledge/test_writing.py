"""A base takes its place whole or not at all, and drafts of killed builds do not stay behind."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.knowledge.writing import draft


def written(target: Path, word: str) -> None:
    with draft(target) as base:
        base.execute("create table words (word text)")
        base.execute("insert into words values (?)", (word,))


def word_of(target: Path) -> str:
    base = sqlite3.connect(target)
    try:
        return str(base.execute("select word from words").fetchone()[0])
    finally:
        base.close()


def test_a_block_that_fails_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "base.sqlite"
    written(target, "old")
    with pytest.raises(sqlite3.OperationalError), draft(target) as base:
        base.execute("insert into absent values (1)")
    assert word_of(target) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["base.sqlite"]


def test_a_killed_build_leaves_the_old_base_and_its_draft_goes_with_the_next(tmp_path: Path) -> None:
    target = tmp_path / "base.sqlite"
    written(target, "old")
    code = (
        "import os, pathlib, signal, sys; from dragoman.knowledge.writing import draft\n"
        "with draft(pathlib.Path(sys.argv[1])) as base:\n"
        "    base.execute('create table words (word text)'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(target)], check=False).returncode != 0
    assert len(list(tmp_path.glob("*.part"))) == 1
    assert word_of(target) == "old"
    written(target, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["base.sqlite"]
    assert word_of(target) == "new"


def test_the_draft_of_a_build_that_runs_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "base.sqlite"
    running = tmp_path / f"base.sqlite.{os.getppid()}.part"
    running.write_bytes(b"somebody writes")
    written(target, "new")
    assert running.read_bytes() == b"somebody writes"
