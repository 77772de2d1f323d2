"""The house keeps its shape: rooms, sizes, names, locks, and nothing of one machine in it."""

from __future__ import annotations

import ast
import dataclasses
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dragoman
from dragoman import lexicon, model

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "dragoman"
MODULES = sorted(SOURCE.rglob("*.py"))
LEXICON = sorted((SOURCE / "lexicon").glob("*.toml"))
LOCKS = sorted((ROOT / "locks").glob("*.txt"))

ROOMS = {
    "annotate",
    "cli",
    "evaluate",
    "export",
    "extract",
    "ingest",
    "knowledge",
    "learned",
    "lexicon",
    "resolve",
    "run",
    "samples",
    "segment",
    "store",
    "web",
}
HALLS = {"__init__", "doc", "errors", "model", "pipeline", "query", "syntax", "temporal"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tracked() -> list[Path]:
    """The files of the repository, or none outside a checkout."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_the_rooms_are_those_of_the_design() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert rooms == ROOMS
    assert {path.stem for path in SOURCE.glob("*.py")} == HALLS


def test_tests_mirror_the_rooms() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= ROOMS | {"articles", "cases"}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 500
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(ast.parse(text)) if f.end_lineno}
    assert {name: lines for name, lines in long.items() if lines > 60} == {}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_names_are_the_trades_own(path: Path) -> None:
    classes = [
        node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)
    ]
    assert not {path.stem, path.parent.name} & {"utils", "util", "helpers", "helper", "misc", "common"}
    assert [name for name in classes if re.match(r"Base[A-Z]|.*Manager$", name)] == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.stat().st_size], ids=named)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", LEXICON, ids=named)
def test_the_lexicon_can_be_read(path: Path) -> None:
    assert lexicon.load(path.stem)


def test_no_registry_address_and_no_path_of_one_machine() -> None:
    hosts = ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org"]
    machine = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:wor" + r"k|far" + r"m|roo" + r"t|hom" + r"e)/", re.MULTILINE)
    files = tracked()
    if not files:
        pytest.skip("not a checkout")
    found = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if any(host in text for host in hosts) or machine.search(text):
            found.append(named(path))
    assert found == []


def test_the_public_door() -> None:
    types = {
        name
        for name, value in vars(model).items()
        if isinstance(value, type) and dataclasses.is_dataclass(value) and value.__module__ == model.__name__
    }
    assert set(dragoman.__all__) == types | {"dates", "open_store", "read"}
    assert all(hasattr(dragoman, name) for name in dragoman.__all__)


def test_import_loads_no_model() -> None:
    heavy = "{'spacy', 'numpy', 'lxml', 'typer', 'rich', 'sqlite3'}"
    code = f"import sys, dragoman; print(*({heavy} & set(sys.modules)), end='')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("", "")


def test_the_version_is_one() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert metadata.version("dragoman") == declared["project"]["version"]


def pinned(lock: str) -> dict[str, str]:
    """What a lock installs here, by name."""
    found: dict[str, str] = {}
    for line in (ROOT / "locks" / f"{lock}.txt").read_text().splitlines():
        if line[:1].isalnum():
            requirement = Requirement(line.removesuffix("\\").strip())
            if requirement.marker is None or requirement.marker.evaluate():
                found[canonicalize_name(requirement.name)] = str(requirement.specifier).removeprefix("==")
    return found


@pytest.mark.parametrize("lock", ["base", "dev", "build", "knowledge"])
def test_the_locks_fit_what_is_declared(lock: str) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = declared["project"]
    wanted = {
        "base": project["dependencies"],
        "dev": [*project["dependencies"], *project["optional-dependencies"]["dev"]],
        "build": [r for r in declared["build-system"]["requires"] if not r.startswith("pip")],
        "knowledge": declared["tool"]["dragoman"]["knowledge-sources"],
    }[lock]
    versions = pinned(lock)
    for line in wanted:
        requirement = Requirement(line)
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), line


def test_the_locks_agree() -> None:
    base, dev = pinned("base"), pinned("dev")
    assert base.items() <= dev.items()


@pytest.mark.parametrize("path", LOCKS, ids=named)
def test_locks_hold_hashes_and_no_addresses(path: Path) -> None:
    lines = path.read_text().splitlines()
    assert not [line for line in lines if "://" in line]
    options = [line.strip(" \\") for line in lines if line.strip().startswith("-")]
    assert [option for option in options if not re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", option)] == []
    ends = [line for line in lines if line[:1].isalnum() and not line.endswith("\\")]
    assert ends == [], "a pin without a hash"


def test_every_ignored_lint_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = text.split("\nignore = [\n")[1].split("\n]")[0]
    assert [line for line in block.splitlines() if not re.match(r'    "[A-Z0-9]+",\s+# \w', line)] == []
