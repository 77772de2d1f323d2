"""What an installation gets: the wheel with its knowledge base, lexicon and samples, and the benchmark's shape."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

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


def test_a_knowledge_base_is_kept_while_nothing_changed(hook: ModuleType, tree: Path) -> None:
    target = tree / "src" / "dragoman" / "knowledge" / "knowledge.sqlite"
    assert hook.is_current(tree, target)


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
