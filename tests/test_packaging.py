"""What an installation gets: the wheel with its knowledge base, lexicon and samples, and the benchmark's shape."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.knowledge import build, writing

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 2**20


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """The build hook, as the builder loads it."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the knowledge base is made from, and of the base itself."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "locks", tmp_path / "locks")
    return tmp_path


def test_a_knowledge_base_is_kept_while_nothing_changed(
    hook: ModuleType, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tree / "src" / "dragoman" / "knowledge" / "knowledge.sqlite"
    assert hook.is_current(tree, target), "the tables changed since: run `make setup`"
    # Whatever is imported on the machine that builds has no say in it.
    own = tmp_path / "own.sqlite"
    own.write_bytes(b"no database")
    monkeypatch.setenv("DRAGOMAN_KNOWLEDGE", str(own))
    assert hook.is_current(tree, target)


def test_every_input_of_the_knowledge_base_makes_it_anew(tree: Path) -> None:
    """`make setup` looks at every file that the base is made from."""
    line = next(line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith("KNOWLEDGE :="))
    watched = {path for pattern in re.findall(r"src/\S+?\*\.\w+", line) for path in ROOT.glob(pattern)}
    knowledge = ROOT / "src" / "dragoman" / "knowledge"
    assert {*knowledge.glob("*.py"), *knowledge.glob("core/*.tsv")} <= watched
    assert {ROOT / "src" / "dragoman" / "lexicon" / f"{name}.toml" for name in build.TABLES} <= watched


def test_drafts_of_the_knowledge_base_are_swept_and_never_committed(tmp_path: Path) -> None:
    target = tmp_path / "knowledge.sqlite"
    gone, mine = tmp_path / "knowledge.sqlite.999999999.part", tmp_path / f"knowledge.sqlite.{os.getpid()}.part"
    theirs = tmp_path / "knowledge.sqlite.1.part"
    for draft in (gone, mine, theirs):
        draft.write_bytes(b"half")
    with pytest.raises(sqlite3.OperationalError), writing.draft(target) as base:
        base.execute("no words of SQL")
    assert sorted(tmp_path.iterdir()) == [theirs], "somebody alive may still write that one"
    done = subprocess.run(
        ["git", "check-ignore", "src/dragoman/knowledge/knowledge.sqlite", f"src/dragoman/knowledge/{gone.name}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 128:  # 128: not a checkout
        assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    "changed", ["src/dragoman/lexicon/countries.toml", "src/dragoman/knowledge/build.py", "locks/knowledge.txt"]
)
def test_a_knowledge_base_is_behind_when_its_making_changed(hook: ModuleType, tree: Path, changed: str) -> None:
    path = tree / changed
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("rigour==", "rigour==0.") if path.suffix == ".txt" else f"{text}\n# changed\n", encoding="utf-8"
    )
    assert not hook.is_current(tree, tree / "src" / "dragoman" / "knowledge" / "knowledge.sqlite")


def test_a_damaged_knowledge_base_is_behind(hook: ModuleType, tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = tree / "src" / "dragoman" / "knowledge" / "knowledge.sqlite"
    target.write_bytes(target.read_bytes()[:5000])
    assert not hook.is_current(tree, target)
    target.unlink()
    assert not hook.is_current(tree, target)
    capfd.readouterr()


@pytest.mark.slow
def test_the_wheel_is_whole_and_light(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(tmp_path),
        str(ROOT),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("dragoman-*.whl")
    assert wheel.stat().st_size < 40 * MEGABYTE
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = [
        path
        for pattern in ("*.py", "*.toml", "*.txt", "py.typed", "knowledge.sqlite")
        for path in (ROOT / "src").rglob(pattern)
    ]
    assert {str(path.relative_to(ROOT / "src")) for path in wanted} - inside == set()


@pytest.mark.slow
@pytest.mark.model
def test_the_benchmark_measures_time_memory_and_quality() -> None:
    done = subprocess.run(
        [sys.executable, "bench/run.py", "--rounds", "1", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    for what in ("articles_a_second", "load_seconds", "peak_megabytes"):
        assert set(found[what]) == {"spaCy alone", "dragoman"}
        assert min(found[what].values()) > 0
    assert len(found["quality"]) >= 6
    assert sum(score["wanted"] for score in found["quality"].values()) >= 80
